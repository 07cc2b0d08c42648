"""The workdays that everything counts by: shown month by month, a day or a country changed by hand."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from salesdash.catalog.overrides import COUNTRY, DAY, HOME
from salesdash.catalog.workdays import countries, country_name
from salesdash.text import Lang, Text
from salesdash.ui.screen import Screen
from salesdash.ui.session.local_time import local
from salesdash.ui.session.markdown import safe
from salesdash.ui.session.user_name import who
from salesdash.warehouse.typed.settings import Decision, Settings

WHAT = Text(
    "工作日按法定节假日与调休计算，用于同期对比、目标进度和需达日均。公司自己的安排可以逐日修改。",
    "Workdays follow the public holidays, make-up days included; they serve comparisons to date, pace "
    "and the required run rate. Days that your company handles otherwise can be changed one by one.",
)
UNKNOWN_YEAR = Text(
    "{year} 年的放假安排尚不可知，暂按周一至周五计算。",
    "The public holidays of {year} are not known; Monday to Friday is assumed.",
)
MONTH, WORKDAYS = Text("月份", "Month"), Text("工作日", "Workdays")
COUNTRY_NAME = Text("节假日按哪国（地区）", "Public holidays of")
YEAR_STARTS = Text("财年从几月开始", "Fiscal year begins in")
MONTH_NAME = Text("{month} 月", "Month {month}")
THE_DAY = Text("日期", "Day")
WORK, OFF, AS_PUBLIC = (
    Text("上班", "Worked"),
    Text("休息", "Day off"),
    Text("按法定安排", "As the public calendar"),
)
CHANGED = Text("{at} {by} · {day}：{state}", "{at} {by} · {day}: {state}")


def desk(screen: Screen) -> None:
    """The calendar of the running year on the left, what can be changed on the right."""
    st.markdown(safe(WHAT[screen.lang]))
    shown, changed = st.columns(2)
    with shown:
        _year(screen)
    with changed:
        settings = Settings(screen.warehouse)
        _country(screen, settings)
        _fiscal_year(screen, settings)
        _day(screen, settings)
        for change in settings.history(f"{DAY}:"):
            st.caption(safe(_said(change, screen.lang)))


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
    )


def _country(screen: Screen, settings: Settings) -> None:
    stands = str(screen.ask.decided.get(COUNTRY, HOME))
    lang = screen.lang
    options = sorted(
        {*countries(), stands}, key=lambda code: (code != HOME, _place(country_name(code), lang))
    )
    chosen = st.selectbox(
        COUNTRY_NAME[lang],
        options,
        index=options.index(stands),
        format_func=lambda code: country_name(code)[lang],
        key="country",
        width=240,
    )
    if chosen != stands:
        settings.set_country(chosen, who())
        st.rerun()


def _place(name: Text, lang: Lang) -> bytes:
    """Where a list has the name; in Chinese by pinyin, in which this encoding orders characters."""
    return name[lang].encode("gb18030")


def _fiscal_year(screen: Screen, settings: Settings) -> None:
    stands = screen.scope.calendar.year_starts
    chosen = st.selectbox(
        YEAR_STARTS[screen.lang],
        range(1, 13),
        index=stands - 1,
        format_func=lambda month: MONTH_NAME.format(month=month)[screen.lang],
        key="year_starts",
        width=240,
    )
    if chosen != stands:
        settings.set_year_start(chosen, who())
        st.session_state.pop("period", None)  # the year in view began by the old calendar
        st.rerun()


def _day(screen: Screen, settings: Settings) -> None:
    lang = screen.lang
    picked = st.date_input(THE_DAY[lang], screen.scope.as_of, key="calendar_day", width=240)
    if not isinstance(picked, date):
        return
    is_worked = screen.scope.calendar.is_workday(picked)
    st.badge((WORK if is_worked else OFF)[lang], color="blue" if is_worked else "gray")
    with st.container(horizontal=True):
        for state, name in ((True, WORK), (False, OFF), (None, AS_PUBLIC)):
            if st.button(name[lang], key=f"day_{state}", disabled=state is is_worked):
                settings.set_day(picked, state, who())
                st.rerun()


def _said(change: Decision, lang: Lang) -> str:
    states = {True: WORK, False: OFF, None: AS_PUBLIC}
    day = change.key.removeprefix(f"{DAY}:")
    return CHANGED.format(at=local(change.at), by=change.by, day=day, state=states[change.after])[
        lang
    ]
