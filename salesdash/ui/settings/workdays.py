"""The workdays that everything counts by: a calendar to click, its country, and the fiscal year."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from salesdash.calendar import Calendar
from salesdash.catalog.overrides import COUNTRY, DAY, HOME
from salesdash.catalog.workdays import calendar_of, countries, country_name
from salesdash.errors import SalesdashError
from salesdash.period import DAY as ONE_DAY
from salesdash.period import EARLIEST, LATEST, Period
from salesdash.text import Lang, Text
from salesdash.ui.screen import Screen
from salesdash.ui.session.address import bind_one
from salesdash.ui.session.local_time import local
from salesdash.ui.session.markdown import safe
from salesdash.ui.session.user_name import who
from salesdash.warehouse.typed.settings import SettingChange, Settings

WHAT = Text(
    "点一天，就在上班和休息之间切换；再点一次改回来。同期对比、目标进度和需达日均都按这里的工作日计算。",
    "Click a day to turn it into a workday or a day off, and again to turn it back. Comparisons to date, "
    "pace and the required run rate count by these days.",
)
UNKNOWN_YEAR = Text(
    "{year} 年的放假安排尚不可知，暂按周一至周五计算。",
    "The public holidays of {year} are not known; Monday to Friday is assumed.",
)
WEEKDAYS = tuple(
    Text(*names)
    for names in (
        ("一", "Mon"),
        ("二", "Tue"),
        ("三", "Wed"),
        ("四", "Thu"),
        ("五", "Fri"),
        ("六", "Sat"),
        ("日", "Sun"),
    )
)
ON, OFF = Text("班", "on"), Text("休", "off")
SIGNS = Text(
    "灰色是休息日；“班”“休”是法定调休和节假日；蓝底是公司自己改的。",
    "Grey days are off; “on” and “off” are public make-up days and holidays; filled ones you changed yourself.",
)
EARLIER, LATER = Text("上个月", "Previous month"), Text("下个月", "Next month")
MONTH, WORKDAYS = Text("月份", "Month"), Text("工作日", "Workdays")
IN_MONTH = Text("{month}：{n} 个工作日", "{month}: {n} {n:workday|workdays}")
COUNTRY_NAME = Text("节假日按哪国（地区）", "Public holidays of")
YEAR_STARTS = Text("财年从几月开始", "Fiscal year begins in")
OF_SHEETS = Text(
    "此后导入的目标表和费用表，里面的年度、季度按此财年读取；已导入的保持不变。",
    "Years and quarters of targets and spend loaded from now on are those of this fiscal year; what is "
    "loaded stays as it was read.",
)
MONTH_NAMES = tuple(
    Text(f"{n} 月", name)
    for n, name in enumerate(
        (
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ),
        start=1,
    )
)
AS_PUBLIC = Text("按法定安排", "as the public calendar")
WORK, FREE = Text("上班", "worked"), Text("休息", "day off")
CHANGED = Text("{at} {by} · {day}：{state}", "{at} {by} · {day}: {state}")
HISTORY = Text("改过的日子", "Days changed")
MOST_SHOWN = 10


def desk(screen: Screen) -> None:
    """A month to click on the left; on the right the year, and what the calendar goes by."""
    lang, settings = screen.lang, Settings(screen.warehouse)
    st.caption(safe(WHAT[lang]))
    clicked, year = st.columns([3, 2], gap="large")
    with clicked:
        _month(screen, settings)
    with year:
        with st.container(horizontal=True):
            _country(screen, settings)
            _fiscal_year(screen, settings)
        _year(screen)
    _history(settings, lang)


def _month(screen: Screen, settings: Settings) -> None:
    """The days of one month as buttons, a week to a row."""
    lang, calendar = screen.lang, screen.scope.calendar
    month = _shown_month(screen)
    with st.container(horizontal=True, vertical_alignment="center"):
        _turn("‹", EARLIER, Period.of(month.start - ONE_DAY, "month"), lang)
        words = IN_MONTH.format(month=month.name, n=calendar.workdays(month))
        st.markdown(f"**{safe(words[lang])}**", width="content")
        _turn("›", LATER, Period.of(month.end, "month"), lang)
    public = calendar_of(_country_of(screen))
    changed = screen.ask.decided
    with st.grid(len(WEEKDAYS), min_column_width=40, wrap=False, gap="xsmall"):
        for name in WEEKDAYS:
            st.caption(name[lang], text_alignment="center")
        for day in _whole_weeks(month).days():
            is_own = f"{DAY}:{day.isoformat()}" in changed
            st.button(
                _face(day, calendar, is_own, lang),
                key=f"day_{day.isoformat()}",
                type="primary"
                if is_own
                else "secondary"
                if calendar.is_workday(day)
                else "tertiary",
                disabled=day not in month,
                width="stretch",
                on_click=_turned,
                args=(settings, day, not calendar.is_workday(day), public),
            )
    st.caption(SIGNS[lang])


def _shown_month(screen: Screen) -> Period:
    """The month in the address, else the one of the as-of date."""
    default = str(Period.of(screen.scope.as_of, "month"))
    bind_one("month", default, _is_month)
    return Period.parse(st.session_state["month"])


def _whole_weeks(month: Period) -> Period:
    """The month from the Monday before its first day to the Sunday after its last."""
    return Period(Period.of(month.start, "week").start, Period.of(month.last_day, "week").end)


def _is_month(words: str) -> bool:
    """Whether it is a month whose neighbours can be turned to."""
    try:
        period = Period.parse(words)
    except SalesdashError:
        return False
    return period.grain == "month" and EARLIEST < period.start.year < LATEST


def _turn(sign: str, words: Text, month: Period, lang: Lang) -> None:
    st.button(
        sign,
        help=words[lang],
        key=f"month_{words.en}",
        on_click=lambda: st.session_state.update(month=str(month)),
    )


def _face(day: date, calendar: Calendar, is_own: bool, lang: Lang) -> str:
    """The number of the day; where the week would say otherwise, whether it is worked."""
    is_worked = calendar.is_workday(day)
    mark = (ON if is_worked else OFF)[lang] if is_own or is_worked != (day.weekday() < 5) else ""
    words = f"{day.day} {mark}".strip()
    return words if is_worked or is_own else f":gray[{words}]"


def _turned(settings: Settings, day: date, is_worked: bool, public: Calendar) -> None:
    """Turn the day; one that is again as the public calendar has it is no change of the company's."""
    settings.set_day(day, None if public.is_workday(day) == is_worked else is_worked, who())


def _year(screen: Screen) -> None:
    """The workdays of each month of the running year, and whether its holidays are known."""
    lang, calendar = screen.lang, screen.scope.calendar
    year = calendar.of(screen.scope.as_of, "year")
    for unknown in calendar.unknown_years(year):
        st.warning(safe(UNKNOWN_YEAR.format(year=unknown)[lang]), icon=":material/event_busy:")
    rows = [(month.name[lang], calendar.workdays(month)) for month in year.split("month")]
    st.dataframe(
        pd.DataFrame(rows, columns=[MONTH[lang], WORKDAYS[lang]]),
        hide_index=True,
        height="content",
        row_height=30,
        key="workdays_of_the_year",
    )


def _country_of(screen: Screen) -> str:
    return str(screen.ask.decided.get(COUNTRY, HOME))


def _country(screen: Screen, settings: Settings) -> None:
    current, lang = _country_of(screen), screen.lang
    options = sorted(
        {*countries(), current}, key=lambda code: (code != HOME, _place(country_name(code), lang))
    )
    chosen = st.selectbox(
        COUNTRY_NAME[lang],
        options,
        index=options.index(current),
        format_func=lambda code: country_name(code)[lang],
        key="country",
        width=200,
    )
    if chosen != current:
        settings.set_country(chosen, who())
        st.rerun()


def _place(name: Text, lang: Lang) -> bytes:
    """Where a list has the name; in Chinese by pinyin, in which this encoding orders characters."""
    return name[lang].encode("gb18030")


def _fiscal_year(screen: Screen, settings: Settings) -> None:
    current = screen.scope.calendar.year_starts
    chosen = st.selectbox(
        YEAR_STARTS[screen.lang],
        range(1, 13),
        index=current - 1,
        format_func=lambda month: MONTH_NAMES[month - 1][screen.lang],
        key="year_starts",
        help=OF_SHEETS[screen.lang],
        width=160,
    )
    if chosen != current:
        settings.set_year_start(chosen, who())
        st.session_state.pop("period", None)  # the year in view began by the old calendar
        st.rerun()


def _history(settings: Settings, lang: Lang) -> None:
    changes = settings.history(f"{DAY}:")
    if changes:
        with st.expander(HISTORY[lang]):
            for change in changes[:MOST_SHOWN]:
                st.caption(safe(_change_words(change, lang)))


def _change_words(change: SettingChange, lang: Lang) -> str:
    states = {True: WORK, False: FREE, None: AS_PUBLIC}
    day = change.key.removeprefix(f"{DAY}:")
    return CHANGED.format(at=local(change.at), by=change.by, day=day, state=states[change.after])[
        lang
    ]
