"""The items of an agenda by name, and the menu that changes them: steps, pages and figures, in any order."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from salesdash.catalog.meetings import FIGURE, PAGE, STEPS, Meeting, minutes, step_name
from salesdash.figures.meeting.shown import FIGURES
from salesdash.text import Lang, Text
from salesdash.ui.bar import meeting_mode as mode
from salesdash.ui.meeting import turning
from salesdash.ui.screen import Screen
from salesdash.ui.session.contents import PAGES
from salesdash.ui.session.markdown import safe
from salesdash.ui.session.user_name import who

AGENDA = Text("议程", "Agenda")
ORDER = Text(
    "按选择的先后排序；可以加页面和图，改了就记住，下次同类会议照此。",
    "In the order in which they are chosen; pages and figures can be added. It is remembered for the next of its kind.",
)
LEAVE, LEAVES = (
    Text("离开", "Leave"),
    Text("只有自己离开，会议继续。", "You leave; the meeting goes on."),
)
DISCARD, DISCARDS = (
    Text("作废", "Discard"),
    Text(
        "当作没有开过，不算“上次会议”。",
        "As if it had not been opened: the next meeting is not set against it.",
    ),
)
TAKES = Text("{name} {n} 分钟", "{name} · {n} min")
PAGE_OF = Text("页面：{name}", "Page: {name}")
FIGURE_OF = Text("图：{name}", "Figure: {name}")
# what a meeting may turn to; the rest is work of its own
OFFERED = ("overview", "targets", "channels", "customers", "kpis", "risks", "actions")


def page_of(item: str) -> str | None:
    """The key of the page that an item is; None of a step or a figure."""
    key = item.removeprefix(PAGE)
    return key if item.startswith(PAGE) and key in PAGES else None


def name(item: str) -> Text:
    """What an item is called in the agenda."""
    if key := page_of(item):
        return PAGES[key].name
    figure = FIGURES.get(item.removeprefix(FIGURE))
    return step_name(item) or (figure.name if figure else Text(item, item))


def items() -> dict[str, Text]:
    """All that an agenda can hold, by what it is."""
    pages = {f"{PAGE}{key}": PAGE_OF.format(name=PAGES[key].name) for key in OFFERED}
    figures = {f"{FIGURE}{key}": FIGURE_OF.format(name=one.name) for key, one in FIGURES.items()}
    return {key: step.name for key, step in STEPS.items()} | pages | figures


def choose(
    screen: Screen, agenda: tuple[str, ...], key: str, changed: Callable[[], None] | None = None
) -> list[str]:
    """A list to change: taken out, added, in the order in which they are chosen; `changed` is called once somebody
    did. What an agenda names that is no longer there can be taken out of it as well."""
    offered = {
        item: TAKES.format(name=words, n=minutes(item))
        for item, words in ({item: name(item) for item in agenda} | items()).items()
    }
    st.session_state.setdefault(key, list(agenda))
    chosen: list[str] = st.multiselect(
        AGENDA[screen.lang], list(offered), key=key, help=ORDER[screen.lang], on_change=changed,
        format_func=lambda item: offered[item][screen.lang],
    )  # fmt: skip
    return chosen


def menu(screen: Screen, meeting: Meeting) -> None:
    """The agenda of the open meeting, changed while it goes on."""
    lang = screen.lang
    box = st.popover(
        "", icon=":material/list:", help=AGENDA[lang], key="meeting_agenda", on_change="rerun"
    )
    if not box.open:
        return
    key = f"meeting_agenda_{meeting.meeting_id}"
    # as it stands in the store: somebody else may have changed it since this was drawn last
    st.session_state[key] = list(meeting.agenda)
    with box:
        choose(screen, meeting.agenda, key, partial(_rearrange, meeting, key, lang))
        st.caption(safe(ORDER[lang]))
        _ways_out(meeting, lang)


def _ways_out(meeting: Meeting, lang: Lang) -> None:
    """Out of the meeting, which goes on; and, while nothing is kept of it, as if it had not been opened."""
    with st.container(horizontal=True, gap="small"):
        st.button(LEAVE[lang], key="meeting_leave", icon=":material/logout:", help=LEAVES[lang],
                  on_click=mode.walk_out)  # fmt: skip
        if not mode.open_meetings().entries(meeting):
            st.button(
                DISCARD[lang], key="meeting_discard", icon=":material/delete:", help=DISCARDS[lang],
                on_click=_discard, args=(meeting, lang),
            )  # fmt: skip


def _discard(meeting: Meeting, lang: Lang) -> None:
    with turning.said(lang):
        mode.open_meetings().discard(meeting, who())
        mode.leave()


def _rearrange(meeting: Meeting, key: str, lang: Lang) -> None:
    with turning.said(lang):
        mode.open_meetings().rearrange(meeting, st.session_state[key], who())
