"""From dropped files to an import: what was understood is shown first, then stored with one click."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from salesdash.catalog.datasets import DATASETS
from salesdash.errors import FileError
from salesdash.intake import take_in
from salesdash.receipt import Batch, Receipt
from salesdash.text import Lang, Text
from salesdash.ui.markdown import safe
from salesdash.units import MONEY, write
from salesdash.warehouse.database import Warehouse
from salesdash.warehouse.load import load

DROP = Text(
    "把表格拖到这里：Excel（xlsx、xls、xlsb、ods）或 CSV，可一次多个",
    "Drop spreadsheets here: Excel (xlsx, xls, xlsb, ods) or CSV, several at once",
)
READING = Text("正在读取 {name} …", "Reading {name} …")
IMPORT = Text("导入", "Import")
ACCEPT = Text("按最可能的理解处理未决问题", "Take the best guess for open questions")
LEFT_OUT = Text("未导入", "Left out")
LOADED = Text("{file}：已导入 {rows} 行", "{file}: {rows} rows imported")
ROWS = Text(
    "读到 {read} 行，可导入 {loaded} 行，合计与空行等 {out} 行，待修正 {aside} 行",
    "{read} rows read, {loaded} to load, {out} left out (totals, blanks), {aside} put aside",
)
TAKEN = Text(
    "读到 {read} 行，已导入 {loaded} 行，重复 {duplicate} 行，未计 {out} 行，待修正 {aside} 行",
    "{read} rows read, {loaded} loaded, {duplicate} duplicates, {out} left out, {aside} put aside",
)
SUM = Text("金额合计 {amount}", "Total {amount}")
AGREES = Text("，与表内合计一致 ✔", ", as printed in the sheet ✔")
DIFFERS = Text(
    "，表内合计 {printed}，相差 {difference}",
    ", printed in the sheet {printed}, difference {difference}",
)
SPAN = Text("{first} 至 {last}", "{first} to {last}")
COLUMNS = Text("列与字段的对应", "Columns and fields")
FIELD, HEADER = Text("字段", "Field"), Text("表中的列名", "Header in the file")


@dataclass(frozen=True, slots=True)
class Arrival:
    """One dropped file: where it lies, and what was understood or why it cannot be read."""

    name: str
    path: Path
    batches: tuple[Batch, ...] = ()
    error: Text | None = None

    @property
    def is_ready(self) -> bool:
        return any(batch.rows is not None for batch in self.batches)

    @property
    def has_questions(self) -> bool:
        return any(batch.receipt.needs for batch in self.batches)


def receive(warehouse: Warehouse, lang: Lang) -> None:
    """The place to drop files, what was understood of them, and the button that stores them."""
    st.session_state.setdefault("drop_round", 0)
    told = st.session_state.pop("receipts", [])
    for receipt in told:
        _receipt(receipt, lang, TAKEN)
    files = st.file_uploader(
        DROP[lang], accept_multiple_files=True, key=f"drop_{st.session_state['drop_round']}"
    )
    if not files:
        return
    accept = bool(st.session_state.get("accept", False))
    arrivals = [_understood(warehouse, file, accept, lang) for file in files]
    for arrival in arrivals:
        _preview(arrival, lang)
    if accept or any(arrival.has_questions for arrival in arrivals):
        st.checkbox(ACCEPT[lang], key="accept")
    ready = [arrival for arrival in arrivals if arrival.is_ready]
    if st.button(IMPORT[lang], type="primary", disabled=not ready, key="import"):
        for arrival in ready:
            st.session_state.setdefault("receipts", []).extend(
                load(warehouse, arrival.path, arrival.name, arrival.batches)
            )
        st.session_state["drop_round"] += 1
        st.rerun()


def _understood(warehouse: Warehouse, file: Any, accept: bool, lang: Lang) -> Arrival:
    """Read a dropped file once; a rerun of the page finds it again by its content."""
    content = file.getvalue()
    key = (hashlib.sha256(content).hexdigest(), file.name, accept)
    known: dict[Any, Arrival] = st.session_state.setdefault("arrivals", {})
    if key not in known:
        with st.spinner(READING.format(name=file.name)[lang]):
            known[key] = _read(warehouse, key[0], file.name, content, accept)
    return known[key]


def _read(warehouse: Warehouse, digest: str, name: str, content: bytes, accept: bool) -> Arrival:
    path = warehouse.arrivals / f"{digest[:16]}{Path(name).suffix.lower()}"
    path.write_bytes(content)
    try:
        return Arrival(name, path, tuple(take_in(path, name=name, accept=accept)))
    except FileError as error:
        return Arrival(name, path, error=error.message)


def _preview(arrival: Arrival, lang: Lang) -> None:
    if arrival.error:
        st.error(f"**{safe(arrival.name)}** {safe(arrival.error[lang])}", icon=":material/block:")
    for batch in arrival.batches:
        _receipt(batch.receipt, lang, ROWS)


def _receipt(receipt: Receipt, lang: Lang, account: Text) -> None:
    """One table as a card: what it is, its rows and sums, what was done, what is asked."""
    where = " · ".join(part for part in (receipt.file, receipt.sheet) if part)
    with st.container(border=True):
        if receipt.dataset is None:
            reason = receipt.reason[lang] if receipt.reason else ""
            st.markdown(f":gray-badge[{LEFT_OUT[lang]}] **{safe(where)}**  \n{safe(reason)}")
            return
        dataset = DATASETS[receipt.dataset]
        st.markdown(f":blue-badge[{safe(dataset.name[lang])}] **{safe(where)}**")
        counts = account.format(
            read=f"{receipt.rows_read:,}",
            loaded=f"{receipt.rows_loaded:,}",
            duplicate=f"{receipt.rows_duplicate:,}",
            out=f"{receipt.rows_left_out:,}",
            aside=f"{receipt.rows_put_aside:,}",
        )
        st.markdown(
            safe("  ·  ".join([counts[lang], *(words[lang] for words in _totals(receipt))]))
        )
        for need in receipt.needs:
            st.warning(safe(need[lang]), icon=":material/help:")
        for note in receipt.notes:
            st.caption(safe(note[lang]))
        with st.expander(COLUMNS[lang]):
            pairs = [(dataset.field(key).name[lang], head) for key, head in receipt.columns.items()]
            st.dataframe(pd.DataFrame(pairs, columns=[FIELD[lang], HEADER[lang]]), hide_index=True)


def _totals(receipt: Receipt) -> list[Text]:
    parts = []
    if receipt.first_date and receipt.last_date:
        parts.append(SPAN.format(first=receipt.first_date, last=receipt.last_date))
    if receipt.amount_loaded is not None:
        words = SUM.format(amount=write(float(receipt.amount_loaded), MONEY, "one"))
        if receipt.amount_printed is not None:
            difference = receipt.amount_loaded - receipt.amount_printed
            if abs(difference) < 1:
                words += AGREES
            else:
                words += DIFFERS.format(
                    printed=write(float(receipt.amount_printed), MONEY, "one"),
                    difference=write(float(difference), MONEY, "one", signed=True),
                )
        parts.append(words)
    return parts
