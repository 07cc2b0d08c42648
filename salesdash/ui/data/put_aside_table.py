"""Rows that wait to be corrected, typed over where they are shown; they go the way of their workbook."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from uuid import uuid4

import pandas as pd
import streamlit as st

from salesdash import files
from salesdash.export.out_and_back import put_aside
from salesdash.incoming.imports import take
from salesdash.receipt import AsideTable, Batch, PutAside, Receipt
from salesdash.text import Lang, Text, join, plain
from salesdash.ui.data.arrivals import hand_in
from salesdash.ui.session import failures
from salesdash.ui.session.markdown import safe
from salesdash.ui.session.user_name import who
from salesdash.warehouse.imports.past_imports import Import
from salesdash.warehouse.store.database import Warehouse

SHOWN = 200  # rows of a table; more are quicker corrected in the workbook
SHEET = Text("工作表“{sheet}”", "Sheet “{sheet}”")
FIRST_ONES = Text(
    "这里只列出前 {n} 行，其余请下载后改正。",
    "The first {n} {n:row is|rows are} listed here; download the workbook for the others.",
)
PLACE, REASON = Text("位置", "Place"), Text("原因", "Reason")
FURTHER = Text("第 {n} 列", "Column {n}")
SAVE = Text("导入改正的行", "Import the corrected rows")
UNTOUCHED = Text("还没有改动任何单元格。", "No cell has been changed yet.")
MERGED = Text("已并入 {n} 行。", "{n} {n:row has|rows have} joined the import.")
STILL = Text(
    "还有 {n} 行没有通过检查，原因见表。",
    "{n} {n:row is|rows are} not right yet; the table says why.",
)
OPEN = Text(
    "改正后的行还有问题要你回答，见本页上方。",
    "The corrected rows leave a question open; answer it at the top of this page.",
)
NAME = Text("改正-{name}.xlsx", "corrected-{name}.xlsx")

Cells = tuple[str, ...]


@dataclass(slots=True)
class TypedCells:
    """What a visitor has typed over of one import's rows and is not right yet, by the row's place:
    its cells and why. `times` counts what was handed in; `outcome` is what came of the last."""

    cells: dict[str, Cells] = field(default_factory=dict)
    reasons: dict[str, Text] = field(default_factory=dict)
    times: int = 0
    outcome: Text | None = None


def table(warehouse: Warehouse, entry: Import, tables: Sequence[AsideTable], lang: Lang) -> None:
    """The rows of one import, each with its reason and the cells at fault first, to type over."""
    typed: TypedCells = st.session_state.setdefault("typed_over", {}).setdefault(
        entry.import_id, TypedCells()
    )
    with st.form(f"mend_{entry.import_id}", border=False):
        shown: list[dict[str, Cells]] = []
        for listed in tables:
            if len(tables) > 1:
                st.caption(safe(SHEET.format(sheet=listed.sheet)[lang]))
            shown.append(_typed_over(listed, typed, f"{entry.import_id}_{len(shown)}", lang))
            if len(listed.rows) > SHOWN:
                st.caption(FIRST_ONES.format(n=SHOWN)[lang])
        is_handed_in = st.form_submit_button(SAVE[lang], icon=":material/done_all:")
    if is_handed_in:
        with failures.shown(lang):
            _hand_in(warehouse, entry, changed(tables, shown), typed, lang)
            st.rerun()
    if typed.outcome:
        st.markdown(safe(typed.outcome[lang]))


def changed(
    tables: Sequence[AsideTable], typed: Sequence[Mapping[str, Cells]]
) -> tuple[AsideTable, ...]:
    """The rows of which some cell was typed over, with what was typed; `typed` by table and place."""
    edited = []
    for listed, cells in zip(tables, typed, strict=True):
        rows = tuple(
            replace(row, cells=cells[row.place])
            for row in listed.rows
            if row.place in cells and cells[row.place] != _padded(row.cells, len(cells[row.place]))
        )
        if rows:
            edited.append(replace(listed, rows=rows))
    return tuple(edited)


def _typed_over(listed: AsideTable, typed: TypedCells, key: str, lang: Lang) -> dict[str, Cells]:
    """Draw a table to type over; its cells as they then are, by the place of their row."""
    rows = listed.rows[:SHOWN]
    width = max([len(listed.headers), *(len(row.cells) for row in rows)])
    cells = [_padded(typed.cells.get(row.place, row.cells), width) for row in rows]
    frame = pd.DataFrame(cells, columns=[str(n) for n in range(width)], dtype="string")
    frame.insert(0, "reason", [typed.reasons.get(row.place, row.reason)[lang] for row in rows])
    frame.insert(1, "place", ["、".join(row.addresses) for row in rows])
    headers = _headers(listed, width)
    places = zlib.crc32(repr([row.place for row in rows]).encode())
    shown = st.data_editor(
        frame,
        hide_index=True,
        height="content" if len(frame) <= 8 else 320,
        num_rows="fixed",
        column_order=["reason", *map(str, _at_fault_first(listed.headers, rows, width)), "place"],
        column_config={
            "reason": st.column_config.TextColumn(REASON[lang], disabled=True, width="large"),
            "place": st.column_config.TextColumn(PLACE[lang], disabled=True, width="small"),
            **{
                str(n): st.column_config.TextColumn(header[lang])
                for n, header in enumerate(headers)
            },
        },
        key=f"mend_{key}_{places}_{typed.times}",
    )
    given = shown[[str(n) for n in range(width)]].fillna("").to_numpy().tolist()
    return {row.place: tuple(map(str, cells)) for row, cells in zip(rows, given, strict=True)}


def _padded(cells: Cells, width: int) -> Cells:
    return (*cells, *[""] * (width - len(cells)))


def _headers(listed: AsideTable, width: int) -> list[Text]:
    headers = [plain(header) for header in listed.headers]
    return [
        headers[n] if n < len(headers) and listed.headers[n] else FURTHER.format(n=n + 1)
        for n in range(width)
    ]


def _at_fault_first(headers: Cells, rows: Sequence[PutAside], width: int) -> list[int]:
    faulty = {header for row in rows for header in (row.columns or (row.column,))}
    return sorted(range(width), key=lambda n: n < len(headers) and headers[n] not in faulty)


def _hand_in(
    warehouse: Warehouse,
    entry: Import,
    tables: tuple[AsideTable, ...],
    typed: TypedCells,
    lang: Lang,
) -> None:
    """Read the rows as their workbook would be, and let them join their import as far as they are right."""
    if not tables:
        typed.outcome = UNTOUCHED
        return
    name = NAME.format(name=PurePath(entry.file).stem)[lang]
    path = warehouse.arrivals / f"{uuid4().hex}.xlsx"
    files.write(path, put_aside.xlsx(tables, entry.import_id, lang))
    batches, receipts = take(warehouse, path, name=name, by=who())
    typed.times += 1
    typed.cells = {row.place: row.cells for listed in tables for row in listed.rows}
    typed.reasons = _reasons(entry, batches)
    typed.outcome = _outcome(receipts)
    if any(receipt.needs for receipt in receipts):
        hand_in(name, path)
    else:
        path.unlink(missing_ok=True)
    st.session_state["receipts"] = [r for r in receipts if not r.needs and r.rows_loaded]


def _reasons(entry: Import, batches: Sequence[Batch]) -> dict[str, Text]:
    """Why rows are still not right, by the place where they stood at first."""
    reasons = {}
    for batch in batches:
        headers = batch.layout.headers if batch.layout else ()
        for row in batch.put_aside:
            for header, cell in zip(headers, row.cells, strict=False):
                if header in (put_aside.PLACE.zh, put_aside.PLACE.en):
                    reasons[cell.removeprefix(f"#{entry.import_id} ")] = row.reason
    return reasons


def _outcome(receipts: Sequence[Receipt]) -> Text:
    loaded = sum(receipt.rows_loaded for receipt in receipts)
    still = sum(receipt.rows_put_aside for receipt in receipts if not receipt.needs)
    words = [MERGED.format(n=f"{loaded:,}")] if loaded else []
    words += [STILL.format(n=f"{still:,}")] if still else []
    words += [receipt.reason for receipt in receipts if receipt.reason]
    words += [OPEN] if any(receipt.needs for receipt in receipts) else []
    return join(words, zh="", en=" ")
