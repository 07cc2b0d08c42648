"""From dropped files to an import: what was understood is shown first, then stored with one click."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from salesdash.errors import FileError
from salesdash.imports import commit, understand
from salesdash.receipt import Batch
from salesdash.text import Lang, Text
from salesdash.ui import columns, failures, questions, table_card
from salesdash.ui.markdown import safe
from salesdash.warehouse.database import Warehouse

DROP = Text(
    "把表格拖到这里：Excel（xlsx、xls、xlsb、ods）、CSV 或 zip，可一次多个",
    "Drop spreadsheets here: Excel (xlsx, xls, xlsb, ods), CSV or zip, several at once",
)
READING = Text("正在读取 {name} …", "Reading {name} …")
STORING = Text("正在导入 {name} …", "Importing {name} …")
IMPORT = Text("导入", "Import")
CANCEL = Text("取消", "Cancel")
RECOMMENDED = Text("都按推荐", "Take all recommendations")
READY = Text("{tables} 张表可以导入", "Tables to import: {tables}")
ASKED = Text("{n} 个问题等你回答", "Open questions: {n}")
NOTHING = Text("没有可以导入的表", "There is no table to import")
DETAILS = Text("处理说明与列的对应", "What was done, and the columns")
BACK = Text("撤回我的改动", "Take back my changes")

Answers = dict[str, str]


@dataclass(frozen=True, slots=True)
class Arrival:
    """One dropped file: where it lies, and what was understood or why it cannot be read."""

    digest: str
    name: str
    path: Path
    batches: tuple[Batch, ...] = ()
    error: Text | None = None

    @property
    def ready(self) -> tuple[Batch, ...]:
        return tuple(batch for batch in self.batches if batch.rows is not None)

    @property
    def asking(self) -> tuple[Batch, ...]:
        return tuple(batch for batch in self.batches if batch.receipt.needs)


def receive(warehouse: Warehouse, lang: Lang) -> bool:
    """The place to drop files, what was understood of them, and the button that stores them.

    Returns whether dropped files lie there, not imported yet.
    """
    st.session_state.setdefault("drop_round", 0)
    for receipt in st.session_state.get("receipts", ()):
        with st.container(border=True):
            table_card.head(receipt, lang, table_card.LOADED)
    files = st.file_uploader(
        DROP[lang], accept_multiple_files=True, key=f"drop_{st.session_state['drop_round']}"
    )
    if not files:
        return False
    bar = st.container(horizontal=True, vertical_alignment="center")
    with bar:
        if st.button(CANCEL[lang], key="cancel"):
            _clear()
    arrivals = _understood(warehouse, files, lang)
    with bar:
        _offer(warehouse, arrivals, lang)
    for arrival in arrivals:
        _file(arrival, lang)
    return True


def _clear(receipts: Sequence[Any] = ()) -> None:
    """Begin anew: an empty place to drop files, and what came of the last ones."""
    st.session_state["drop_round"] += 1
    st.session_state["receipts"] = receipts
    st.session_state.pop("arrivals", None)
    st.session_state.pop("answers", None)
    st.rerun()


def _understood(warehouse: Warehouse, files: Sequence[Any], lang: Lang) -> list[Arrival]:
    """Each dropped file, read once for each state of its answers and of the store."""
    known: dict[Any, Arrival] = st.session_state.get("arrivals", {})
    found: dict[Any, Arrival] = {}
    for file in files:
        content = file.getvalue()
        digest = hashlib.sha256(content).hexdigest()
        answers = _answers(digest)
        key = (digest, file.name, warehouse.version, *sorted(answers.items()))
        if key not in known:
            with st.spinner(READING.format(name=file.name)[lang], show_time=True):
                known[key] = _read(warehouse, digest, file.name, content, answers)
        found[key] = known[key]
    st.session_state["arrivals"] = found
    return list(found.values())


def _answers(digest: str) -> Answers:
    answers: Answers = st.session_state.setdefault("answers", {}).setdefault(digest, {})
    return answers


def _read(
    warehouse: Warehouse, digest: str, name: str, content: bytes, answers: Answers
) -> Arrival:
    path = warehouse.arrivals / f"{digest[:16]}{Path(name).suffix.lower()}"
    if not path.exists():
        path.write_bytes(content)
    try:
        batches = tuple(understand(warehouse, path, name=name, answers=answers))
    except FileError as error:
        return Arrival(digest, name, path, error=error.message)
    return Arrival(digest, name, path, batches)


def _offer(warehouse: Warehouse, arrivals: Sequence[Arrival], lang: Lang) -> None:
    """The buttons over all files: import what is clear, take what is recommended."""
    ready = sum(len(arrival.ready) for arrival in arrivals)
    asked = sum(len(batch.questions) for arrival in arrivals for batch in arrival.asking)
    if st.button(IMPORT[lang], type="primary", disabled=not ready, key="import"):
        receipts = []
        for arrival in arrivals:
            if arrival.ready:
                with st.spinner(STORING.format(name=arrival.name)[lang]), failures.told(lang):
                    receipts += commit(warehouse, arrival.path, arrival.name, arrival.batches)
        _clear(receipts)
    if asked and st.button(RECOMMENDED[lang], key="recommended"):
        for arrival in arrivals:
            for batch in arrival.asking:
                for question in batch.questions:
                    if question.guess:
                        _answer(arrival, batch, {question.key: question.guess})
        st.rerun()
    words = [READY.format(tables=ready)] if ready else [NOTHING]
    if asked:
        words.append(ASKED.format(n=asked))
    st.markdown(safe("  ·  ".join(text[lang] for text in words)))


def _answer(arrival: Arrival, batch: Batch, given: Answers) -> None:
    """Note answers for one table; the encoding is the whole file's."""
    answers = _answers(arrival.digest)
    for key, answer in given.items():
        whole = key == "encoding"
        answers[key if whole else f"{batch.receipt.sheet}:{key}"] = answer


def _file(arrival: Arrival, lang: Lang) -> None:
    if arrival.error:
        st.error(f"**{safe(arrival.name)}**  {safe(arrival.error[lang])}", icon=":material/block:")
    for batch in arrival.batches:
        with st.container(border=True):
            _table(arrival, batch, lang)


def _table(arrival: Arrival, batch: Batch, lang: Lang) -> None:
    """One table: what it is, what it changes, what it asks, and the columns to correct."""
    sheet = batch.receipt.sheet
    own = {key: a for key, a in _answers(arrival.digest).items() if key.startswith(f"{sheet}:")}
    where = f"{arrival.digest[:12]}_{sheet}_{len(own)}"
    table_card.head(batch.receipt, lang, table_card.TO_LOAD)
    given: Answers = {}
    for question in batch.questions if batch.receipt.needs else ():
        answer = questions.answered(question, where, lang)
        if answer is not None:
            given[_about(question.key, answer)] = answer
    if batch.layout is not None:
        with st.expander(DETAILS[lang]):
            table_card.notes(batch.receipt, lang)
            given |= columns.edited(batch, where, lang)
    if own and st.button(BACK[lang], key=f"back_{where}", icon=":material/undo:"):
        for key in own:
            del _answers(arrival.digest)[key]
        st.rerun()
    if given:
        _answer(arrival, batch, given)
        st.rerun()


def _about(key: str, answer: str) -> str:
    """To leave the table out answers every question about it."""
    return "dataset" if answer == questions.LEAVE_OUT else key
