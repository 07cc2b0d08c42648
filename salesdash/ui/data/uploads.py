"""From dropped files to an import: what was understood is shown first, then stored with one click."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import streamlit as st

from salesdash import files
from salesdash.errors import FileError, StoreError
from salesdash.incoming.imports import commit, understand
from salesdash.incoming.inbox_folder import Inbox
from salesdash.progress import Said
from salesdash.receipt import Receipt
from salesdash.text import Lang, Text
from salesdash.ui.data import alike, column_choice, open_questions, preview, table_card
from salesdash.ui.data.alike import Alike
from salesdash.ui.data.arrivals import Answers, Arrival, ArrivedTable, answers_of, note
from salesdash.ui.session import failures
from salesdash.ui.session.markdown import safe
from salesdash.ui.session.user_name import who
from salesdash.warehouse.imports.difference import difference
from salesdash.warehouse.imports.past_imports import imports
from salesdash.warehouse.store.database import Warehouse

DROP = Text(
    "把表格拖到这里：Excel、CSV 或 zip，可一次多个",
    "Drop spreadsheets here: Excel, CSV or zip, several at once",
)
READING = Text("正在读取 {name} …", "Reading {name} …")
BUILDING = Text("正在更新各页的数字…", "Bringing the pages' numbers up to date…")
STORING = Text("正在导入 {name} …", "Importing {name} …")
IMPORT = Text("导入", "Import")
IN_INBOX = Text("收件箱里等你回答的文件：{files}", "Waiting in the inbox for your answer: {files}")
TO_OVERVIEW = Text("去总览看结果", "See it on the overview")
CANCEL = Text("取消", "Cancel")
RECOMMENDED = Text("都按推荐", "Take all recommendations")
READY = Text("{tables} 张表可以导入", "{tables} {tables:table|tables} to import")
ASKED = Text("{n} 个问题等你回答", "{n} open {n:question|questions}")
NOTHING = Text("没有可以导入的表", "There is no table to import")
DETAILS = Text("处理说明与列的对应", "What was done, and the columns")
COLUMNS = Text("看看有哪些列，自己指定", "See its columns, and say what they are")
AGAIN = Text("再试一次", "Try again")
BACK = Text("撤回我的改动", "Take back my changes")


def place(lang: Lang) -> list[Any]:
    """The place to drop files; returns those that lie there."""
    return st.file_uploader(
        DROP[lang],
        accept_multiple_files=True,
        key=f"drop_{st.session_state.setdefault('drop_round', 0)}",
    )


def receive(warehouse: Warehouse, inbox: Inbox, dropped: Sequence[Any], lang: Lang) -> int | None:
    """What was understood of the files dropped, and the button that stores them.

    Files of the inbox that wait for an answer lie there as if they had been dropped. Returns how many
    of their tables ask something; None where no file lies there.
    """
    st.session_state.setdefault("stored", set())
    with st.container():  # one element, so that what follows stays where it stood
        _done(warehouse, lang)
    waiting = inbox.waiting()
    handed_in: list[Arrival] = st.session_state.setdefault("handed_in", [])
    if not dropped and not waiting and not handed_in:
        return None
    if waiting:
        st.caption(safe(IN_INBOX.format(files="、".join(map(files.called, waiting)))[lang]))
    bar = st.container(horizontal=True, vertical_alignment="center")
    with bar:
        if st.button(CANCEL[lang], key="cancel"):
            _clear()
    kept = [*(_kept(warehouse, file) for file in dropped), *handed_in]
    open_ones = [file for file in kept if file.digest not in st.session_state["stored"]]
    arrivals = _understood(warehouse, [*open_ones, *map(_lying, waiting)], lang)
    with bar:
        _offer(warehouse, inbox, arrivals, lang)
    fellows = alike.alike(arrivals)
    for arrival in arrivals:
        _file(arrival, fellows, lang)
    return sum(bool(table.questions) for arrival in arrivals for table in arrival.tables)


def _done(warehouse: Warehouse, lang: Lang) -> None:
    """What came of the last files, as far as it has not been undone, and the way to its figures."""
    receipts = st.session_state.get("receipts", ())
    undone = {i.import_id for i in imports(warehouse) if i.is_undone} if receipts else set()
    shown = [receipt for receipt in receipts if receipt.import_id not in undone]
    for receipt in shown:
        with st.container(border=True):
            table_card.head(receipt, lang, table_card.LOADED)
    if any(receipt.rows_loaded for receipt in shown):
        st.page_link("pages/overview.py", label=TO_OVERVIEW[lang], icon=":material/arrow_forward:")


def _clear(receipts: Sequence[Receipt] = ()) -> None:
    """Begin anew: an empty place to drop files, and what came of the last ones."""
    st.session_state["drop_round"] += 1
    st.session_state["receipts"] = receipts
    st.session_state["stored"] = set()
    st.session_state["handed_in"] = []
    st.session_state.pop("arrivals", None)
    st.session_state.pop("answers", None)
    st.rerun()


def _kept(warehouse: Warehouse, file: Any) -> Arrival:
    """A dropped file, laid into the workspace."""
    content = file.getvalue()
    digest = hashlib.sha256(content).hexdigest()
    path = warehouse.arrivals / f"{digest[:16]}{files.ending(file.name)}"
    try:
        if not path.exists():
            files.write(path, content)
    except StoreError as error:
        return Arrival(digest, file.name, path, error=error.message, is_passing=True)
    return Arrival(digest, file.name, path)


def _lying(path: Path) -> Arrival:
    """A file that waits in the inbox."""
    try:
        return Arrival(files.fingerprint(path), files.called(path), path)
    except FileError as error:  # taken by another visitor
        return Arrival(str(path), files.called(path), path, error=error.message)


def _understood(warehouse: Warehouse, lying: Sequence[Arrival], lang: Lang) -> list[Arrival]:
    """Each file, read once for each state of its answers and of the store."""
    read_before: dict[Any, Arrival] = st.session_state.get("arrivals", {})
    current: dict[Any, Arrival] = {}
    for file in lying:
        answers = answers_of(file.digest)
        key = (file.path, file.name, file.digest, warehouse.version, *sorted(answers.items()))
        if file.error is None and (key not in read_before or read_before[key].is_passing):
            with _telling(READING.format(name=file.name), lang) as report:
                read_before[key] = _read(warehouse, file, answers, report)
        current[key] = file if file.error else read_before[key]
    st.session_state["arrivals"] = current
    return list(current.values())


@contextmanager
def _telling(work: Text, lang: Lang) -> Iterator[Said]:
    """A line that says what is being done. Each word is also where a click on cancel takes effect."""
    place = st.empty()

    def report(words: Text) -> None:
        place.caption(safe(f"{work[lang]} {words[lang]}"))

    place.caption(safe(work[lang]))
    yield report
    place.empty()


def _read(warehouse: Warehouse, file: Arrival, answers: Answers, report: Said) -> Arrival:
    try:
        batches = understand(warehouse, file.path, name=file.name, answers=answers, report=report)
    except FileError as error:
        return replace(file, error=error.message)
    except StoreError as error:
        return replace(file, error=error.message, is_passing=True)
    tables = (
        ArrivedTable(batch, None if batch.rows is None else difference(warehouse, batch))
        for batch in batches
    )
    return replace(file, tables=tuple(tables))


def _offer(warehouse: Warehouse, inbox: Inbox, arrivals: Sequence[Arrival], lang: Lang) -> None:
    """The buttons over all files: import what is clear, take what is recommended."""
    tables = [(arrival, table) for arrival in arrivals for table in arrival.tables]
    ready = sum(table.is_ready for _, table in tables)
    asked = len({(a.digest, alike.key_of(t, q)) for a, t in tables for q in t.questions})
    guessed = {
        (arrival.digest, alike.key_of(table, question)): question.guess
        for arrival, table in tables
        for question in table.questions
        if question.guess
    }
    if st.button(IMPORT[lang], type="primary", disabled=not ready, key="import"):
        with failures.shown(lang):
            _go_on(_stored(warehouse, inbox, arrivals, lang))
    if guessed and st.button(RECOMMENDED[lang], key="recommended"):
        for (digest, key), guess in guessed.items():
            note(digest, {key: guess})
        st.rerun()
    words = [READY.format(tables=ready)] if ready else []
    words += [ASKED.format(n=asked)] if asked else []
    words = words or [NOTHING]
    st.markdown(safe("  ·  ".join(text[lang] for text in words)))


def _go_on(receipts: Mapping[str, Sequence[Receipt]]) -> None:
    """With an empty place, unless something of a file still waits for an answer: that file stays."""
    done = {digest for digest, of_file in receipts.items() if not any(r.needs for r in of_file)}
    settled = [receipt for of_file in receipts.values() for receipt in of_file if not receipt.needs]
    if len(done) == len(receipts):
        _clear(settled)
    st.session_state["receipts"] = settled
    st.session_state["stored"] |= done
    st.rerun()


def _stored(
    warehouse: Warehouse, inbox: Inbox, arrivals: Sequence[Arrival], lang: Lang
) -> dict[str, list[Receipt]]:
    """What came of each file, by its fingerprint; of one that was not ready, what it waits for."""
    receipts: dict[str, list[Receipt]] = {}
    for arrival in arrivals:
        receipts[arrival.digest] = [batch.receipt for batch in arrival.batches]
        if any(table.is_ready for table in arrival.tables):
            with _telling(STORING.format(name=arrival.name), lang) as report:
                receipts[arrival.digest] = commit(
                    warehouse,
                    arrival.path,
                    arrival.name,
                    arrival.batches,
                    who(),
                    report=report,
                    digest=arrival.digest,
                )
            waits = any(receipt.needs for receipt in receipts[arrival.digest])
            if arrival.path.is_relative_to(inbox.folder) and not waits:
                inbox.settled(arrival.path)
    with _telling(BUILDING, lang):
        warehouse.bring_up_to_date()
    return receipts


def _file(arrival: Arrival, fellows: Alike, lang: Lang) -> None:
    if arrival.error:
        st.error(f"**{safe(arrival.name)}**  {safe(arrival.error[lang])}", icon=":material/block:")
    if arrival.is_passing:
        st.button(AGAIN[lang], key=f"again_{arrival.digest[:12]}", icon=":material/refresh:")
    for table in arrival.tables:
        with st.container(border=True):
            _table(arrival, table, fellows, lang)


def _table(arrival: Arrival, table: ArrivedTable, fellows: Alike, lang: Lang) -> None:
    """One table: what it is, what it changes, what it asks, and the columns to correct."""
    batch = table.batch
    used = batch.layout.answers if batch.layout else {}
    about = f"{table.sheet}:"
    answers_here = [
        key for key in answers_of(arrival.digest) if key.startswith(about) or key in used
    ]
    where = f"{arrival.digest[:12]}_{table.sheet}_{len(answers_here)}"
    table_card.head(batch.receipt, lang, table_card.TO_LOAD)
    if table.difference and batch.receipt.dataset:
        preview.summary(table.difference, batch.receipt, lang)
        preview.rewritten(table.difference, lang)
    given: Answers = {}
    for question in table.questions:
        given |= alike.asked(
            arrival, table, question, fellows[question.key, question.choices], where, lang
        )
    if batch.layout is not None:
        with st.expander(COLUMNS[lang] if batch.receipt.dataset is None else DETAILS[lang]):
            table_card.notes(batch.receipt, lang)
            if table.difference:
                preview.by_month(table.difference, batch.receipt, lang)
            changed = open_questions.changed(batch, where, lang) | column_choice.edited(
                batch, where, lang
            )
            of_all = {choice.key for choice in batch.choices if choice.whole_file}
            given |= {k if k in of_all else about + k: answer for k, answer in changed.items()}
    if answers_here and st.button(BACK[lang], key=f"back_{where}", icon=":material/undo:"):
        for key in answers_here:
            del answers_of(arrival.digest)[key]
        st.rerun()
    if note(arrival.digest, given):
        st.rerun()
