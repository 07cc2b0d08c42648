"""The minutes on the screen, and out of it: as a text, as a workbook, in either language."""

from __future__ import annotations

from functools import partial

import streamlit as st

from salesdash.catalog.meetings import Meeting
from salesdash.charts.figure import Figure
from salesdash.export.safe_names import EXCEL, file_name
from salesdash.export.workbook import xlsx
from salesdash.figures.meeting import minutes
from salesdash.figures.meeting.frozen import freeze
from salesdash.text import LANGS, Text
from salesdash.ui.bar import meeting_mode as mode
from salesdash.ui.frame import LANGUAGE_NAMES
from salesdash.ui.meeting import agenda
from salesdash.ui.screen import Screen
from salesdash.ui.session import downloads
from salesdash.ui.session.browser import clipboard
from salesdash.warehouse.typed.actions import Actions

COPY = Text("复制纪要（{lang}）", "Copy minutes ({lang})")
WORKBOOK = Text("纪要 Excel（{lang}）", "Minutes in Excel ({lang})")
COPIED = Text("已复制，可以直接粘贴到群里。", "Copied: paste it where you like.")
TAKE = Text("带走纪要", "Take the minutes")
HIGH = 380  # px
NAMES = {**{item: agenda.name(item) for item in agenda.items()}}


def show(screen: Screen, meeting: Meeting) -> None:
    """What was said and the figures as they were, side by side, with the ways out above them."""
    spoken, figures = made(screen, meeting)
    ways_out(screen, meeting, spoken, figures)
    screen.note(minutes.moved_words(meeting, screen.ask, screen.scope))
    side_by_side(screen, figures, HIGH)


def side_by_side(screen: Screen, figures: list[Figure], height: int) -> None:
    """What was said and the figures as they were."""
    screen.row(*figures, weights=(2, 1), height=height, large=True)


def made(screen: Screen, meeting: Meeting) -> tuple[Text, list[Figure]]:
    """The minutes as a text and as figures: of a meeting that goes on, with the figures as they would be frozen
    now."""
    entries = mode.open_meetings().entries(meeting)
    frozen = meeting.frozen
    if meeting.is_open:
        frozen = freeze(screen.ask, screen.scope, Actions(screen.warehouse).actions())
    text = minutes.spoken(meeting, entries, frozen, NAMES)
    figures = minutes.figures(meeting, frozen, screen.ask, screen.scope)
    return text, [minutes.lines(meeting, entries, NAMES), figures]


def ways_out(screen: Screen, meeting: Meeting, spoken: Text, figures: list[Figure]) -> None:
    """The minutes as a text and as a workbook, in either language, behind one button."""
    with st.popover(TAKE[screen.lang], icon=":material/ios_share:"):
        for lang in LANGS:
            name = LANGUAGE_NAMES[lang]
            if st.button(
                COPY.format(lang=name)[screen.lang], icon=":material/content_copy:",
                key=f"minutes_copy_{lang}",
            ):  # fmt: skip
                clipboard.copy_text(spoken[lang], f"minutes_clipboard_{meeting.meeting_id}_{lang}")
                st.toast(COPIED[screen.lang])
        for lang in LANGS:
            book = [figure.in_(lang) for figure in figures]
            st.download_button(
                WORKBOOK.format(lang=LANGUAGE_NAMES[lang])[screen.lang],
                data=downloads.or_said(partial(xlsx, book), screen.lang), mime=EXCEL, on_click="ignore",
                file_name=file_name(book[0], "xlsx"), key=f"minutes_xlsx_{lang}",
            )  # fmt: skip
