"""Any period in two clicks: this and the last one of each grain, a year's months, weeks, any days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

import streamlit as st

from salesdash.calendar import Calendar
from salesdash.errors import SalesdashError
from salesdash.figures.comparison import day_name
from salesdash.period import DAY, Grain, Period
from salesdash.text import Lang, Text
from salesdash.ui.session.address import bind_one
from salesdash.ui.session.markdown import safe
from salesdash.warehouse.questions.ask import Ask

ALL = "all"
MOST_AHEAD = timedelta(days=3 * 366)  # how far a target may lie in the future to be offered
WEEKS = 53
PERIOD = Text("期间", "Period")
EVERYTHING = Text("全部数据", "All data")
DAYS = Text("{first}至{last}", "{first} to {last}")
RUNNING = Text("{period} · 至{day}", "{period} · to {day}")
THIS: dict[Grain, Text] = {
    "week": Text("本周", "This week"),
    "month": Text("本月", "This month"),
    "quarter": Text("本季", "This quarter"),
    "year": Text("今年", "This year"),
}
LAST: dict[Grain, Text] = {
    "week": Text("上周", "Last week"),
    "month": Text("上月", "Last month"),
    "quarter": Text("上季", "Last quarter"),
    "year": Text("去年", "Last year"),
}
QUICK, YEAR = Text("常用", "Often used"), Text("年份", "Year")
PART = Text("季度与月份", "Quarters and months")
WEEK, ONE_WEEK = Text("某一周", "A week"), Text("选一周", "Choose a week")
RANGE = Text("任意区间", "Any days")
_MENU = "period_menu"


def choose(ask: Ask, as_of: date, lang: Lang) -> Period | None:
    """The period of the address, changed in a menu; None is everything."""
    bind_one("period", str(ask.calendar.of(as_of, "year")), _is_period)
    chosen = read(st.session_state["period"], ask.calendar)
    menu = st.popover(
        safe(label(chosen, as_of)[lang]),
        icon=":material/calendar_month:",
        key=_MENU,
        help=PERIOD[lang],
        on_change="rerun",
    )
    if menu.open:
        with menu:
            _menu(ask, chosen, as_of, lang)
    return chosen


def read(key: str, calendar: Calendar) -> Period | None:
    return None if key == ALL else calendar.read(key)


def label(period: Period | None, as_of: date) -> Text:
    """The period, and up to which day where it is not over."""
    if period is None:
        return EVERYTHING
    if period.grain is None and period.start.year == period.last_day.year == as_of.year:
        return DAYS.format(first=day_name(period.start), last=day_name(period.last_day))
    if as_of in period and as_of != period.last_day:
        return RUNNING.format(period=period.name, day=day_name(as_of))
    return period.name


def quick(as_of: date, calendar: Calendar) -> dict[str, Text]:
    """This and the last period of each grain, and everything."""
    options: dict[str, Text] = {}
    for grain, name in THIS.items():
        now = calendar.of(as_of, grain)
        options.setdefault(str(now), name)
        options.setdefault(str(now.shifted("previous")), LAST[grain])
    return options | {ALL: EVERYTHING}


def years(first: date, as_of: date, calendar: Calendar, planned_to: date | None) -> list[Period]:
    """The years loaded and, as far as they are planned, those to come; newest first."""
    ahead = min(planned_to or as_of, as_of + MOST_AHEAD)
    span = Period(min(first, as_of), max(ahead, as_of) + DAY)
    return list(span.split("year", calendar.year_starts))[::-1]


def parts(year: Period, first: date, last: date, calendar: Calendar) -> list[Period]:
    """The whole year, its quarters and its months, as far as there is data or a plan."""
    periods = [year, *year.split("quarter", calendar.year_starts), *year.split("month")]
    return [part for part in periods if part.end > first and part.start <= last]


def weeks(first: date, as_of: date) -> list[Period]:
    """The last weeks loaded, newest first."""
    return list(Period(min(first, as_of), as_of + DAY).split("week"))[::-1][:WEEKS]


def _menu(ask: Ask, chosen: Period | None, as_of: date, lang: Lang) -> None:
    calendar = ask.calendar
    first = min((c.first_day for c in ask.coverage.values() if c.first_day), default=as_of)
    key = ALL if chosen is None else str(chosen)
    _pills("quick", QUICK, quick(as_of, calendar), key, lang)
    offered = years(first, as_of, calendar, ask.planned_to)
    shown = _year(offered, chosen, as_of, calendar, lang)
    last = max(ask.planned_to or as_of, as_of)
    within = {str(part): short(part, shown) for part in parts(shown, first, last, calendar)}
    _pills("part", PART, within, key, lang)
    _week(weeks(first, as_of), key, lang)
    _range(ask.calendar, chosen, first, as_of, lang)


def _pills(name: str, title: Text, options: Mapping[str, Text], key: str, lang: Lang) -> None:
    place = f"period_{name}"
    st.session_state[place] = key if key in options else None
    st.pills(
        title[lang],
        list(options),
        key=place,
        format_func=lambda option: options[option][lang],
        on_change=_take(place),
    )


def _year(
    offered: Iterable[Period], chosen: Period | None, as_of: date, calendar: Calendar, lang: Lang
) -> Period:
    """The year whose months are offered: that of the period, until another one is looked at."""
    names = {str(year): year for year in offered}
    year_at_hand = str(calendar.of(min(chosen.start, as_of) if chosen else as_of, "year"))
    if st.session_state.get("period_year") not in names:
        st.session_state["period_year"] = (
            year_at_hand if year_at_hand in names else next(iter(names))
        )
    if len(names) > 1:
        st.segmented_control(
            YEAR[lang],
            list(names),
            key="period_year",
            format_func=lambda key: names[key].name[lang],
            required=True,
        )
    return names[str(st.session_state["period_year"])]


def _week(offered: list[Period], key: str, lang: Lang) -> None:
    names = {str(week): week.name for week in offered}
    st.session_state["period_week"] = key if key in names else None
    st.selectbox(
        WEEK[lang],
        list(names),
        key="period_week",
        format_func=lambda week: names[week][lang],
        placeholder=ONE_WEEK[lang],
        on_change=_take("period_week"),
    )


def _range(calendar: Calendar, chosen: Period | None, first: date, as_of: date, lang: Lang) -> None:
    start, end = (chosen.start, chosen.last_day) if chosen else (first, as_of)
    st.session_state["period_range"] = (start, end)
    st.date_input(
        RANGE[lang],
        key="period_range",
        format="YYYY-MM-DD",
        on_change=_take_range,
        args=(calendar,),
    )


def _take(place: str) -> Callable[[], None]:
    """Make what was chosen there the period, and close the menu."""

    def take() -> None:
        if value := st.session_state[place]:
            st.session_state["period"] = value
            st.session_state[_MENU] = False

    return take


def _take_range(calendar: Calendar) -> None:
    days = st.session_state["period_range"]
    if len(days) == 2:
        st.session_state["period"] = str(calendar.read(f"{days[0]}..{days[1]}"))
        st.session_state[_MENU] = False


def short(part: Period, year: Period) -> Text:
    """A month or quarter without its year, which stands above: `3月`, `3季度`, of a fiscal year
    `1季度（4–6月）`."""
    if part == year:
        return Text("全年", "Whole year")
    if part.grain == "quarter":
        number = len(list(Period(year.start, part.end).split("month"))) // 3
        months = part.short_name if part.is_fiscal else None
        name = Text(f"{number}季度", f"Q{number}")
        return name + Text(f"（{months.zh}）", f" ({months.en})") if months else name
    return part.short_name if part.start.year == year.start.year else part.name


def _is_period(key: str) -> bool:
    if key == ALL:
        return True
    try:
        Period.parse(key)
    except SalesdashError:
        return False
    return True
