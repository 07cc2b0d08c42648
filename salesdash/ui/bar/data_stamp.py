"""Up to which day the page looks, what is loaded to when, and the way back to the newest day."""

from __future__ import annotations

from datetime import date

import streamlit as st

from salesdash.catalog.datasets import DATASETS
from salesdash.charts.theme import SHAPES
from salesdash.figures import freshness
from salesdash.figures.comparison import day_name, unknown_holidays
from salesdash.period import Period
from salesdash.text import Lang, Text, plain
from salesdash.ui.session import store
from salesdash.ui.session.address import stay_at_default
from salesdash.ui.session.markdown import safe
from salesdash.warehouse.imports.receipts import CameIn, came_in, came_in_by
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.coverage import Coverage

EMPTY = Text("还没有数据", "No data yet")
UP_TO = Text("数据至 {day}", "Data to {day}")
ONLY_TO = Text("数据至 {day}", "To {day}")  # beside the way back there is little room
TO_NEWEST = Text("回到最新", "› newest")
NEWS = Text("有新数据：更新", "New data: update")
LOOK_AGAIN = "15s"  # how often an open page looks whether files have come in
REACH = Text("{name} {n} 行，{first} 至 {last}", "{name}: {n} {n:row|rows}, {first} to {last}")
ROWS = Text("{name} {n} 行", "{name}: {n} {n:row|rows}")


def stamp(ask: Ask, lang: Lang, as_of: date) -> None:
    """The sign is a full dot where the page looks at the newest day and all data reach it, a triangle where some
    lag; on an earlier day the way back, to what has come in since too; each dataset's days stand
    behind it. Holidays that are not known show too."""
    if ask.coverage and as_of != ask.as_of:
        st.button(
            f":orange[▲ {safe(ONLY_TO.format(day=_day(as_of, ask))[lang])}] {TO_NEWEST[lang]}",
            key="to_newest",
            help=_covered_days(ask, as_of, lang),
            on_click=stay_at_default,
            args=("asof",),
        )
        return
    words, days = f":gray[○ {safe(EMPTY[lang])}]", None
    if ask.coverage:
        words = f"{_sign(ask, as_of)} {safe(UP_TO.format(day=_day(as_of, ask))[lang])}"
        days = _covered_days(ask, as_of, lang)
    with st.container(
        width="content"
    ):  # a fragment alone would take half of what is free in the bar
        _stamp_or_news(came_in_by(ask.query), words, days, lang)


def _sign(ask: Ask, as_of: date) -> str:
    """As the page of data judges it: amber while any dataset is behind."""
    lags = any(one.light != "green" for one in freshness.ages(ask.coverage, as_of))
    return f":orange[{SHAPES['amber']}]" if lags else f":green[{SHAPES['green']}]"


def _day(day: date, ask: Ask) -> Text:
    """With its year, unless that is the newest one."""
    return day_name(day) if day.year == ask.as_of.year else Period.of(day, "day").name


def _covered_days(ask: Ask, day: date, lang: Lang) -> str:
    lines = [_of_dataset(key, coverage, day) for key, coverage in ask.coverage.items()]
    if unknown := unknown_holidays(ask.calendar, ask.calendar.of(day, "year")):
        lines.append(unknown)
    whole = safe(freshness.sentence(freshness.ages(ask.coverage, day))[lang])
    return "\n".join([whole, "", *(f"- {safe(line[lang])}" for line in lines)])


def _of_dataset(key: str, coverage: Coverage, day: date) -> Text:
    """One dataset loaded: how it stands on that day, its rows and the days that they span."""
    aged = freshness.age(key, coverage, day)
    name = plain(f"{SHAPES[aged.light]} ") + DATASETS[key].name
    if coverage.first_day and coverage.last_day:
        return REACH.format(
            name=name, n=f"{coverage.rows:,}", first=coverage.first_day, last=coverage.last_day
        )
    return ROWS.format(name=name, n=f"{coverage.rows:,}")


@st.fragment(run_every=LOOK_AGAIN)
def _stamp_or_news(drawn: CameIn, words: str, days: str | None, lang: Lang) -> None:
    """In place of the stamp, since the bar has room for one of them, offer what has come in since the page was
    drawn. It does not come by itself: somebody may be in the middle of a sentence, or of typing one."""
    if came_in(store.warehouse()) == drawn:
        st.markdown(words, help=days)
    elif st.button(NEWS[lang], key="news", type="primary", help=days):
        st.rerun()
