"""What stands around every page: period, comparison, filters, data stamp, language; unit and date."""

from __future__ import annotations

from datetime import date

import streamlit as st

from salesdash.errors import SalesdashError
from salesdash.period import EARLIEST, Comparison, read_day
from salesdash.scope import Met, Scope
from salesdash.text import LANGS, Lang, Text
from salesdash.ui.bar import data_stamp, filter_chips, own_deck, period_choice
from salesdash.ui.bar import meeting_mode as mode
from salesdash.ui.session.address import bind_one
from salesdash.ui.session.contents import PageEntry
from salesdash.units import SCALES, Scale, scale_name
from salesdash.warehouse.questions.ask import Ask

COMPARISONS: dict[Comparison, Text] = {
    "last_year": Text("同比", "vs last year"),
    "previous": Text("环比", "previous"),
    "meeting": Text("上次会议", "meeting"),
}
LANGUAGE_NAMES: dict[Lang, str] = {"zh": "中文", "en": "EN"}
COMPARE = Text("对比", "Compare")
DISPLAY = Text("金额单位与数据日", "Unit of money and as-of date")
UNIT = Text("金额单位", "Money in")
AS_OF = Text("数据日", "As-of date")
MEETS_ON = ("overview", "actions")  # the pages from which a meeting begins
LANGUAGE = Text("语言", "Language")


def choose_language() -> Lang:
    """The language of the address, else of the browser."""
    preferred = "zh" if (st.context.locale or "zh").lower().startswith("zh") else "en"
    bind_one("lang", preferred, lambda value: value in LANGS)
    chosen: Lang = st.session_state["lang"]
    return chosen


def frame(ask: Ask, lang: Lang, page: PageEntry) -> Scope:
    """Draw the bar above the page; returns what the page is asked about."""
    newest = ask.as_of
    bind_one("asof", newest, lambda value: _is_day(value, newest), date.fromisoformat)
    as_of: date = st.session_state["asof"]
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        if not ask.coverage:
            data_stamp.stamp(ask, lang, newest)
            st.space("stretch")
            if page.key in MEETS_ON:
                mode.way_in(lang)
            _language(lang)
            return Scope(as_of=newest, calendar=ask.calendar)
        period = period_choice.choose(ask, as_of, lang)
        met = mode.last_met(as_of)
        comparison = _comparison(lang, met)
        named = period_choice.label(period, as_of)[lang]
        filters = filter_chips.choose(ask, as_of, lang, period=named, shown=page.filtered)
        st.space("stretch")
        if (
            page.key in MEETS_ON and as_of == newest and not filters
        ):  # of a part, or of back then, none is held
            mode.way_in(lang)
        own_deck.offer(lang, as_of)
        data_stamp.stamp(ask, lang, as_of)
        scale = _display(newest, lang)
        _language(lang)
    met = met if comparison == "meeting" else None
    return Scope(as_of, period, comparison, filters, scale, ask.calendar, met=met)


def _comparison(lang: Lang, met: Met | None) -> Comparison:
    """With the last meeting only once one is closed."""
    offered = [key for key in COMPARISONS if key != "meeting" or met]
    bind_one("compare", "last_year", lambda value: value in offered)
    st.segmented_control(
        COMPARE[lang],
        offered,
        key="compare",
        format_func=lambda key: COMPARISONS[key][lang],
        label_visibility="collapsed",
        required=True,
    )
    chosen: Comparison = st.session_state["compare"]
    return chosen


def _display(newest: date, lang: Lang) -> Scale:
    """What is set rarely."""
    bind_one("unit", "auto", lambda value: value in SCALES)
    with st.popover("", icon=":material/more_vert:", type="tertiary", help=DISPLAY[lang]):
        st.segmented_control(
            UNIT[lang],
            SCALES,
            key="unit",
            format_func=lambda key: scale_name(key)[lang],
            required=True,
        )
        st.date_input(
            AS_OF[lang],
            min_value=min(date(EARLIEST, 1, 1), newest),
            max_value=newest,
            format="YYYY-MM-DD",
            key="asof",
        )
    scale: Scale = st.session_state["unit"]
    return scale


def _language(lang: Lang) -> None:
    st.segmented_control(
        LANGUAGE[lang],
        LANGS,
        key="lang",
        format_func=lambda key: LANGUAGE_NAMES[key],
        label_visibility="collapsed",
        required=True,
    )


def _is_day(value: str, newest: date) -> bool:
    try:
        return read_day(value) <= newest
    except SalesdashError:
        return False
