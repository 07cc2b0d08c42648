"""A report chosen, made and taken along: the deck, the workbook, the page to read; and the one of every week."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from salesdash.charts.figure import Headline
from salesdash.errors import SalesdashError
from salesdash.export.deck.deck import PPTX
from salesdash.export.safe_names import EXCEL, download_name
from salesdash.figures.report.assemble import NAMES, all_findings
from salesdash.figures.report.chapters import PAGES, TypedContents
from salesdash.reports import Desk, in_words
from salesdash.text import LANGS, Lang, Text
from salesdash.ui.screen import Screen
from salesdash.ui.session import downloads, store
from salesdash.ui.session.markdown import safe
from salesdash.ui.session.user_name import who
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.typed.customer_letters import CustomerLetters
from salesdash.warehouse.typed.weekly_deck import RememberedDeck, ReportChoice, WeeklyDeck

ANSWER = Text(
    "选好页面，一键生成；下周同一份 PPT 只换数字",
    "Choose, and one click makes it; next week the same deck gets new numbers",
)
REMEMBERED = Text("每周 PPT 已记住：{pages}", "Our weekly deck is remembered: {pages}")
PAGES_LABEL = Text("页面（按选择的先后排列）", "Pages, in the order in which they are chosen")
WITHOUT = Text("不放的图表", "Figures to leave out")
NO_PAGE = Text("请至少选一个页面。", "Choose at least one page.")
LANGUAGE, LANGUAGES = (
    Text("语言", "Language"),
    {"zh": Text("中文", "中文"), "en": Text("English", "English")},
)
LOOK, LIGHT, DARK = Text("底色", "Background"), Text("浅色", "Light"), Text("深色", "Dark")
MASKED = Text("客户名用代号（客户A）", "Customers under letters (Customer A)")
DECK, BOOK, PAGE = (
    Text("PPT 演示文稿", "Deck (PPTX)"),
    Text("Excel 工作簿", "Workbook (Excel)"),
    Text("网页文件（HTML）", "Page to read (HTML)"),
)
REMEMBER = Text("记为每周 PPT", "Remember as our weekly deck")
FORGET = Text("不再记住", "Forget it")
THIS_WEEK = Text("下载本周的每周 PPT", "This week's deck")
FILE = Text("销售周会", "Sales meeting")
OWN = Text(
    "更新您改过的 PPT，或换用自己的模板", "Update a deck that you edited, or use your own template"
)
UPLOAD = Text("拖入 .pptx 或 .potx", "Drop a .pptx or .potx")
AS = Text("这个文件是", "This file is")
AS_DECK = Text("改过的周会 PPT：只更新数字", "our deck, edited: bring its numbers up to date")
AS_DESIGN = Text("模板：按它的样式新建", "a template: a new deck in its design")
MAKE = Text("生成", "Make it")
TAKE = Text("下载", "Download")
KEPT_TOO = Text("并记住这份文件，下周在它上面更新", "remember this file, to be updated next week")
_LEFT_OUT = "report_left_out"


def desk(screen: Screen) -> Desk:
    return _desk(screen, screen.ask)


def _desk(screen: Screen, ask: Ask) -> Desk:
    warehouse = screen.warehouse
    return Desk(ask, screen.scope, TypedContents.of(warehouse), CustomerLetters(warehouse))


def headline() -> Headline:
    """What this page is for."""
    return Headline(ANSWER)


def weekly(screen: Screen) -> None:
    """The remembered deck: one click."""
    kept = WeeklyDeck(screen.warehouse).kept()
    if kept is None:
        return
    pages = "、".join(NAMES[key][screen.lang] for key in kept.choice.pages if key in NAMES)
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(safe(REMEMBERED.format(pages=pages)[screen.lang]), width="stretch")
        st.download_button(
            THIS_WEEK[screen.lang],
            data=downloads.or_said(lambda: _renewed(screen, kept), screen.lang),
            file_name=_file(screen, "pptx"),
            mime=PPTX,
            type="primary",
            on_click="ignore",
            icon=":material/slideshow:",
            key="weekly_deck",
        )
        if st.button(FORGET[screen.lang], key="forget_deck", type="tertiary"):
            WeeklyDeck(screen.warehouse).forget()
            st.rerun()


def _renewed(screen: Screen, kept: RememberedDeck) -> bytes:
    """This week's deck, which is the one that next week's goes into."""
    with store.asking() as ask:
        made = _desk(screen, ask).deck(kept.choice, kept.deck)
    WeeklyDeck(screen.warehouse).keep(kept.choice, made.file, who())
    return made.file


def choose(screen: Screen, desk: Desk) -> ReportChoice:
    """Pages and figures, language, light or dark, with names or without."""
    lang = screen.lang
    pages = st.multiselect(
        PAGES_LABEL[lang],
        list(PAGES),
        default=list(PAGES),
        format_func=lambda key: NAMES[key][lang],
        key="report_pages",
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        spoken: Lang = st.segmented_control(
            LANGUAGE[lang], LANGS, default=lang, required=True, key="report_lang",
            format_func=lambda key: LANGUAGES[key][lang],
        )  # fmt: skip
        is_dark = st.segmented_control(
            LOOK[lang], [False, True], default=False, required=True, key="report_dark",
            format_func=lambda dark: (DARK if dark else LIGHT)[lang],
        )  # fmt: skip
        is_masked = st.toggle(MASKED[lang], key="report_masked")
    without: list[str] = st.session_state.setdefault(_LEFT_OUT, [])
    with st.expander(WITHOUT[lang], on_change="rerun", key="report_without_open") as which:
        if which.open:
            names = {
                one.key: NAMES[one.key.partition(".")[0]][lang] + " · " + one.figure.title[lang]
                for one in all_findings(desk.ask, desk.scope, desk.typed, tuple(pages))
                if not one.figure.is_empty
            }
            # a list that is shut forgets what it held
            st.session_state.setdefault("report_without", [key for key in without if key in names])
            without = st.multiselect(
                WITHOUT[lang], list(names), format_func=names.__getitem__, key="report_without",
                label_visibility="collapsed",
            )  # fmt: skip
            st.session_state[_LEFT_OUT] = without
    return ReportChoice(tuple(pages), tuple(without), spoken, bool(is_dark), is_masked)


def offer(screen: Screen, desk: Desk, wanted: ReportChoice) -> None:
    """The three forms, made when they are clicked; and the deck to be remembered."""
    forms: tuple[tuple[str, Text, str, Callable[[Desk], bytes]], ...] = (
        ("pptx", DECK, PPTX, lambda at: at.deck(wanted).file),
        ("xlsx", BOOK, EXCEL, lambda at: at.workbook(wanted)),
        ("html", PAGE, "text/html", lambda at: at.page(wanted)),
    )
    for ending, name, mime, make in forms:
        st.download_button(
            name[screen.lang],
            data=downloads.or_said(partial(_made, desk, make), screen.lang),
            file_name=_file(screen, ending),
            mime=mime,
            on_click="ignore",
            icon=":material/download:",
            key=f"report_{ending}",
        )
    if st.button(REMEMBER[screen.lang], key="remember_deck", icon=":material/push_pin:"):
        kept = WeeklyDeck(screen.warehouse).kept()
        WeeklyDeck(screen.warehouse).keep(wanted, kept.deck_for(wanted) if kept else None, who())
        st.rerun()


def _made(desk: Desk, make: Callable[[Desk], bytes]) -> bytes:
    """Asked when it is clicked, of the data as they are then."""
    with store.asking() as ask:
        return make(replace(desk, ask=ask))


def own_deck(screen: Screen, desk: Desk, wanted: ReportChoice) -> None:
    """A file of one's own: last week's deck with its edits, or the company's template."""
    lang = screen.lang
    with st.expander(OWN[lang], on_change="rerun", key="own_deck") as place:
        if not place.open:
            return
        file = st.file_uploader(UPLOAD[lang], type=["pptx", "potx"], key="own_deck_file")
        ways = {"deck": AS_DECK, "design": AS_DESIGN}
        way = st.radio(AS[lang], list(ways), format_func=lambda key: ways[key][lang], key="own_as")
        is_kept = st.toggle(KEPT_TOO[lang], key="own_kept")
        if file is None or not st.button(MAKE[lang], key="own_make", type="primary"):
            return
        given = file.getvalue()
        try:
            own, design = (given, None) if way == "deck" else (None, given)
            made = desk.deck(wanted, own, design)
        except SalesdashError as error:
            st.error(safe(error.message[lang]))
            return
        name = _file(screen, "pptx")
        if is_kept:
            WeeklyDeck(screen.warehouse).keep(wanted, made.file, who())
        st.success(safe(in_words(made, name)[lang]))
        st.download_button(
            TAKE[lang], data=made.file, file_name=name, mime=PPTX, on_click="ignore", key="own_take"
        )


def _file(screen: Screen, ending: str) -> str:
    return download_name(f"{screen.say(FILE)}_{screen.scope.as_of:%Y-%m-%d}", ending)
