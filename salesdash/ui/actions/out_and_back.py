"""Promises as a workbook, a sheet for each owner, and one that comes back: what it would change is shown first."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

import streamlit as st

from salesdash import files
from salesdash.catalog.actions import Action
from salesdash.errors import SalesdashError
from salesdash.export.out_and_back import action_list
from salesdash.export.safe_names import EXCEL, download_name
from salesdash.figures.actions import board
from salesdash.incoming import registers
from salesdash.text import Text
from salesdash.ui.screen import Screen
from salesdash.ui.session import downloads
from salesdash.ui.session.markdown import safe
from salesdash.ui.session.user_name import who
from salesdash.warehouse.typed.actions import Actions

MENU = Text("导出与回收", "Excel out and back")
DOWNLOAD = Text("下载行动表（每位负责人一张）", "Download the promises (a sheet for each owner)")
UPLOAD = Text("上传填好的行动表", "Upload the sheet that was filled in")
DIFFERENCE = Text(
    "修改 {changed} 项，{same} 项没有变化。", "{changed} changed, {same} as they are."
)
TAKE = Text("写入", "Take it in")
HIGH = 240  # px
_ROUND = "action_list_round"


def offer(screen: Screen, actions: Sequence[Action]) -> None:
    """The menu by which promises leave and come back."""
    menu = st.popover(
        screen.say(MENU), icon=":material/swap_vert:", key="action_menu", on_change="rerun"
    )
    if menu.open:
        with menu:
            _menu(screen, actions)


def _menu(screen: Screen, actions: Sequence[Action]) -> None:
    st.download_button(
        screen.say(DOWNLOAD), data=downloads.or_said(lambda: action_list.xlsx(actions, screen.lang), screen.lang),
        file_name=download_name(screen.say(board.TITLE), "xlsx"), mime=EXCEL, on_click="ignore",
        icon=":material/download:", key="action_download",
    )  # fmt: skip
    file = st.file_uploader(
        screen.say(UPLOAD), type=["xlsx", "xls", "csv"], key=f"action_upload_{st.session_state.get(_ROUND, 0)}",
        max_upload_size=registers.MOST_BYTES // 1_000_000,
    )  # fmt: skip
    if file is None:
        return
    try:
        _show(screen, file.name, file.getvalue())
    except SalesdashError as error:
        st.error(safe(error.message[screen.lang]), icon=":material/error:")


def _show(screen: Screen, name: str, content: bytes) -> None:
    """What the file would change; it is read apart, with the limits of every file that comes in."""
    path = screen.warehouse.arrivals / f"{uuid4().hex}{files.ending(name)}"
    try:
        files.write(path, content)
        filled = registers.filled_actions(path, screen.warehouse, screen.scope.as_of)
    finally:
        path.unlink(missing_ok=True)
    words = DIFFERENCE.format(changed=len(filled.changed), same=filled.same)
    st.markdown(safe(screen.say(words)))
    if not filled.changed:
        return
    shown = board.table(screen.ask, screen.scope, filled.changed, {}).in_(screen.lang)
    titles = {column.key: column.title for column in shown.columns[:5]}
    st.dataframe(shown.frame[list(titles)], column_config=titles, hide_index=True, height=HIGH)
    if st.button(screen.say(TAKE), type="primary", icon=":material/save:", key="action_take"):
        Actions(screen.warehouse).write_all((), filled.changed, who())
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
        st.rerun()
