"""What came in so far: each import with its receipts and its undo."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from salesdash.text import Lang, Text
from salesdash.ui.data import table_card
from salesdash.ui.screen import Screen
from salesdash.ui.session import failures
from salesdash.ui.session.local_time import local
from salesdash.ui.session.markdown import safe
from salesdash.ui.session.user_name import who
from salesdash.warehouse.imports.past_imports import NOTHING_YET, Import, imports
from salesdash.warehouse.imports.receipts import receipts_of
from salesdash.warehouse.imports.undo import undo
from salesdash.warehouse.store.database import Warehouse

TITLE = Text("导入记录", "Imports")
LINE = Text(
    "{done} · {tables} 张表 · 导入 {rows} 行",
    "{done} · {tables} {tables:table|tables} · {rows} {rows:row|rows}",
)
RECEIPTS = Text("回执", "Receipts")
UNDO, UNDONE = Text("撤销", "Undo"), Text("已撤销", "Undone")
SURE = Text(
    "撤销后，这次导入的数据将全部移除。确定吗？",
    "All rows of this import will be removed. Are you sure?",
)
YES = Text("确定撤销", "Yes, undo it")
EARLIER = Text("更早的 {n} 次导入", "{n} earlier {n:import|imports}")
NEWEST = 6


def all_of(screen: Screen) -> list[Import]:
    """The imports, newest first, as they stand when the page is run."""
    return screen.ask.keep("imports", lambda: imports(screen.warehouse))


def history(screen: Screen) -> None:
    """The imports, newest first, each with its receipts and its undo; older ones a click away."""
    warehouse, lang = screen.warehouse, screen.lang
    past_imports = all_of(screen)
    screen.section(TITLE)
    if not past_imports:
        st.caption(NOTHING_YET[lang])
    for entry in past_imports[:NEWEST]:
        _line(warehouse, entry, lang)
    if earlier := past_imports[NEWEST:]:
        older = st.expander(
            EARLIER.format(n=len(earlier))[lang], key="earlier_imports", on_change="rerun"
        )
        if older.open:
            with older:
                for entry in earlier:
                    _line(warehouse, entry, lang)


def _line(warehouse: Warehouse, entry: Import, lang: Lang) -> None:
    facts = LINE.format(
        done=_done(entry.loaded_at, entry.loaded_by), tables=entry.tables, rows=f"{entry.rows:,}"
    )
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{safe(entry.file)}**  \n{safe(facts[lang])}", width="stretch")
        _receipts(warehouse, entry, lang)
        if entry.undone_at is not None:
            done = _done(entry.undone_at, entry.undone_by)
            st.badge(safe(f"{UNDONE[lang]} {done}"), color="gray")
        else:
            _undo(warehouse, entry, lang)


def _done(at: datetime, by: str) -> str:
    """When, and who did it, where that is known."""
    return " · ".join(filter(None, (local(at), by)))


def _receipts(warehouse: Warehouse, entry: Import, lang: Lang) -> None:
    shown = st.popover(
        RECEIPTS[lang],
        icon=":material/receipt_long:",
        key=f"receipts_{entry.import_id}",
        on_change="rerun",
    )
    if not shown.open:
        return
    with shown:
        for receipt in receipts_of(warehouse, entry.import_id):
            table_card.head(receipt, lang, table_card.LOADED)
            table_card.notes(receipt, lang)


def _undo(warehouse: Warehouse, entry: Import, lang: Lang) -> None:
    with st.popover(UNDO[lang], icon=":material/undo:", key=f"undo_{entry.import_id}"):
        st.markdown(SURE[lang])
        if st.button(YES[lang], key=f"undo_sure_{entry.import_id}"):
            with failures.shown(lang):
                undo(warehouse, entry.import_id, who(), local)
                st.rerun()
