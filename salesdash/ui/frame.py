"""What stands around every page: period, comparison, filters, unit, language, and the data stamp."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import streamlit as st

from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.dimensions import DIMENSIONS, FILTERS
from salesdash.errors import SalesdashError
from salesdash.figures.comparison import unknown_holidays
from salesdash.period import DAY, EARLIEST, Comparison, Period, read_day
from salesdash.scope import Filters, Scope
from salesdash.text import LANGS, Lang, Text, plain
from salesdash.ui.session import store
from salesdash.ui.session.address import bind_many, bind_one, stay_at_default
from salesdash.ui.session.markdown import safe
from salesdash.units import SCALES, Scale, scale_name
from salesdash.warehouse.imports.receipts import CameIn, came_in
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.coverage import Coverage

ALL = "all"
MOST_AHEAD = timedelta(days=3 * 366)  # how far a target may lie in the future to be offered
COMPARISONS: dict[Comparison, Text] = {
    "last_year": Text("同比", "vs last year"),
    "previous": Text("环比", "vs previous"),
}
LANGUAGE_NAMES: dict[Lang, str] = {"zh": "中文", "en": "EN"}
PERIOD = Text("期间", "Period")
COMPARE = Text("对比", "Compare")
FILTER = Text("筛选", "Filters")
DISPLAY = Text("显示", "Display")
UNIT = Text("金额单位", "Money in")
AS_OF = Text("数据日", "As-of date")
EVERYTHING = Text("全部数据", "All data")
LANGUAGE = Text("语言", "Language")
EMPTY = Text("还没有数据", "No data yet")
UP_TO = Text("数据截至 {day}", "Data to {day}")
NOT_NEWEST = Text("数据截至 {day}（不是最新）", "Data to {day} (not the newest)")
TO_NEWEST = Text("回到最新：{day}", "To the newest: {day}")
NEWS = Text("有新数据，点此更新", "New data: update")
LOOK_AGAIN = "15s"  # how often an open page looks whether files have come in
REACH = Text("{name} {n} 行，{first} 至 {last}", "{name}: {n} {n:row|rows}, {first} to {last}")
ROWS = Text("{name} {n} 行", "{name}: {n} {n:row|rows}")


def choose_language() -> Lang:
    """The language of the address, else of the browser."""
    preferred = "zh" if (st.context.locale or "zh").lower().startswith("zh") else "en"
    bind_one("lang", preferred, lambda value: value in LANGS)
    chosen: Lang = st.session_state["lang"]
    return chosen


def frame(ask: Ask, lang: Lang) -> Scope:
    """Draw the bar above the page; returns what the page is asked about."""
    newest = ask.as_of
    bind_one("asof", newest, lambda value: _is_day(value, newest), date.fromisoformat)
    as_of: date = st.session_state["asof"]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if not ask.coverage:
            _stamp(ask, lang)
            _language(lang)
            return Scope(as_of=newest, calendar=ask.calendar)
        period = _period(ask, as_of, lang)
        comparison = _comparison(lang)
        filters = _filters(ask, lang)
        scale = _display(newest, lang)
        _stamp(ask, lang, as_of)
        _language(lang)
    return Scope(as_of, period, comparison, filters, scale, ask.calendar)


def _period(ask: Ask, as_of: date, lang: Lang) -> Period | None:
    first = min((c.first_day for c in ask.coverage.values() if c.first_day), default=as_of)
    options = period_options(first, as_of, ask.calendar.year_starts, ask.planned_to)
    bind_one("period", str(ask.calendar.of(as_of, "year")), _is_period)
    chosen = st.session_state["period"]
    if chosen not in options:
        options = (chosen, *options)
    st.selectbox(
        PERIOD[lang],
        options,
        key="period",
        format_func=lambda key: period_label(key)[lang],
        accept_new_options=True,
        label_visibility="collapsed",
        width=240,
    )
    return None if chosen == ALL else Period.parse(chosen)


def _comparison(lang: Lang) -> Comparison:
    bind_one("compare", "last_year", lambda value: value in COMPARISONS)
    st.segmented_control(
        COMPARE[lang],
        list(COMPARISONS),
        key="compare",
        format_func=lambda key: COMPARISONS[key][lang],
        label_visibility="collapsed",
        required=True,
    )
    chosen: Comparison = st.session_state["compare"]
    return chosen


def _filters(ask: Ask, lang: Lang) -> Filters:
    found = {key: ask.members(key) for key in FILTERS}
    offered = {key: members for key, members in found.items() if len(members) > 1}
    for key, members in offered.items():
        bind_many(key, members)
    active = [key for key in offered if st.session_state[key]]
    label = FILTER[lang] + (f" ({len(active)})" if active else "")
    with st.popover(label, icon=":material/filter_alt:", type="primary" if active else "secondary"):
        for key, members in offered.items():
            st.multiselect(
                DIMENSIONS[key].name[lang],
                members,
                key=key,
                placeholder=EVERYTHING[lang],
            )
    return tuple(sorted((key, tuple(st.session_state[key])) for key in active))


def _display(newest: date, lang: Lang) -> Scale:
    bind_one("unit", "auto", lambda value: value in SCALES)
    with st.popover(DISPLAY[lang], icon=":material/visibility:"):
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


def _stamp(ask: Ask, lang: Lang, as_of: date | None = None) -> None:
    """Up to which day the page looks, and the way back where that is not the newest; what is loaded,
    and to when, on hover. A calendar that does not know the year's holidays shows in the sign and is
    said there."""
    icon = "database"
    if not ask.coverage:
        words, detail = EMPTY, None
    else:
        day = as_of or ask.as_of
        is_newest = day == ask.as_of
        words = (UP_TO if is_newest else NOT_NEWEST).format(day=Period.of(day, "day").name)
        told = [_reach(key, known) for key, known in ask.coverage.items()]
        if unknown := unknown_holidays(ask.calendar, ask.calendar.of(day, "year")):
            told.append(unknown)
            icon = "event_busy"
        detail = "\n".join(f"- {safe(line[lang])}" for line in told)
    st.markdown(
        f":small[:material/{icon}: {safe(words[lang])}]",
        help=detail,
        width="stretch",
    )
    if as_of and as_of != ask.as_of:
        st.button(
            TO_NEWEST.format(day=Period.of(ask.as_of, "day").name)[lang],
            key="to_newest",
            icon=":material/update:",
            on_click=stay_at_default,
            args=("asof",),
        )
    _news(came_in(ask.query), lang)


@st.fragment(run_every=LOOK_AGAIN)
def _news(drawn: CameIn, lang: Lang) -> None:
    """Offer what has come in since the page was drawn. It does not come by itself: somebody may be
    in the middle of a sentence, or of typing one."""
    if came_in(store.warehouse().query) != drawn and st.button(
        NEWS[lang], key="news", icon=":material/refresh:", type="primary"
    ):
        st.rerun()


def _reach(key: str, known: Coverage) -> Text:
    """One dataset loaded: its rows and the days that they span."""
    name = DATASETS[key].name
    if known.first_day and known.last_day:
        return REACH.format(
            name=name, n=f"{known.rows:,}", first=known.first_day, last=known.last_day
        )
    return ROWS.format(name=name, n=f"{known.rows:,}")


def _language(lang: Lang) -> None:
    st.segmented_control(
        LANGUAGE[lang],
        LANGS,
        key="lang",
        format_func=lambda key: LANGUAGE_NAMES[key],
        label_visibility="collapsed",
        required=True,
    )


@lru_cache(maxsize=8)
def period_options(
    first: date, last: date, year_starts: int = 1, planned_to: date | None = None
) -> tuple[str, ...]:
    """The years, quarters and months loaded, newest first, and everything; years to come as far as
    they are planned."""
    span = Period(min(first, last), last + DAY)
    planned = Period(span.start, max(min(planned_to or last, last + MOST_AHEAD), last) + DAY)
    years = [str(p) for p in planned.split("year", year_starts)]
    quarters = [str(p) for p in span.split("quarter", year_starts)][-12:]
    months = [str(p) for p in span.split("month")][-24:]
    return (*reversed(years), *reversed(quarters), *reversed(months), ALL)


def period_label(key: str) -> Text:
    return EVERYTHING if key == ALL else Period.parse(key).name if _is_period(key) else plain(key)


def _is_period(key: str) -> bool:
    if key == ALL:
        return True
    try:
        Period.parse(key)
    except SalesdashError:
        return False
    return True


def _is_day(value: str, newest: date) -> bool:
    try:
        return read_day(value) <= newest
    except SalesdashError:
        return False
