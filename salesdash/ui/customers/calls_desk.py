"""The list of the week: each customer with one click for what came of it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from salesdash.export.out_and_back import work_list
from salesdash.export.out_and_back.work_list import WorkLine
from salesdash.export.safe_names import EXCEL, download_name
from salesdash.figures.customers.calls import table, week
from salesdash.figures.customers.calls.week import Call
from salesdash.text import Text
from salesdash.ui.customers import follow_up
from salesdash.ui.figure.lines import Act
from salesdash.ui.screen import Screen
from salesdash.ui.session import downloads, store
from salesdash.ui.session.markdown import safe

DOWNLOAD = Text("下载跟进表（每位负责人一张）", "Download the work list (a sheet for each owner)")
FILE = Text("客户跟进表", "Customer work list")
HOW = Text(
    "填好结果和日期，拖回“数据导入”，就成为回访和备注。",
    "Fill in results and dates and drop it on Data again: it becomes visits and notes.",
)


def show(screen: Screen) -> None:
    """Whom to call first, and what was noted of it last."""
    follow_up.lines(screen)
    calls = screen.answer(week.week)
    screen.show(
        screen.answer(table.figure),
        acts=[
            Act(
                result, name[screen.lang], about[screen.lang], icon, _clicked(screen, result, calls)
            )
            for result, (name, about, icon) in follow_up.WORDS.items()
        ],
    )
    if calls:
        _hand_out(screen)


def _hand_out(screen: Screen) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            screen.say(DOWNLOAD), data=downloads.or_said(lambda: _workbook(screen), screen.lang),
            file_name=download_name(screen.say(FILE), "xlsx"),
            mime=EXCEL, on_click="ignore", icon=":material/download:", key="work_list",
        )  # fmt: skip
        st.caption(safe(screen.say(HOW)), width="content")


def _workbook(screen: Screen) -> bytes:
    with store.asking() as ask:
        lists = week.by_owner(ask, screen.scope)
    return work_list.xlsx(
        {
            owner: [WorkLine(one.customer, one.at_stake, one.reason, one.step) for one in calls]
            for owner, calls in lists.items()
        },
        screen.lang,
    )


def _clicked(screen: Screen, result: str, calls: list[Call]) -> Callable[[int], None]:
    def clicked(row: int) -> None:
        follow_up.click(screen, result, calls[row].customer, calls[row].owner)

    return clicked
