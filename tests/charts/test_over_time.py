"""Names at the ends of lines and beside lanes and the words of events never lie on one another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdash.charts import axes
from salesdash.charts.column import Column
from salesdash.charts.look import LABEL, LARGE, Look, spec
from salesdash.charts.over_time import ends, events, lanes
from salesdash.charts.over_time.events import Event
from salesdash.text import plain
from tests.charts.shapes import ORDINARY, SHAPES

LOOK = Look("zh")
YEAR = [date(2025, 1, 1) + timedelta(days=7 * week) for week in range(52)]


@given(st.lists(st.floats(0, 100), min_size=1, max_size=ends.MOST), st.sampled_from([LABEL, LARGE]))
def test_each_name_at_the_end_of_a_line_has_a_line_of_text(heights, letter):
    moved = ends.spread_out(heights, 0.0, 100.0, Look("zh", letter=letter))
    order = sorted(moved)
    assert all(later - earlier > 0.68 * letter for earlier, later in pairwise(order))
    assert [h for _, h in sorted(zip(heights, moved, strict=True))] == order  # none passes another


def test_two_names_in_a_meeting_have_a_line_of_text_in_the_lowest_plot_that_it_draws():
    low, high = ends.spread_out([98.0, 101.0], 80.0, 160.0, Look("en", letter=LARGE))
    assert (high - low) / (160 - 80) * 85 > LARGE  # px of that plot


def test_names_that_have_room_stay_where_their_lines_end():
    assert ends.spread_out([10.0, 90.0, 50.0], 0.0, 100.0, LOOK) == [10.0, 90.0, 50.0]


def happened(day: str, words: str, days: int = 1) -> Event:
    first = date.fromisoformat(day)
    return Event(first, first + timedelta(days=days - 1), plain(words))


def kept(*found: Event) -> list[str]:
    return [event.words.zh for event in events.readable(found, YEAR, LOOK)]


def test_events_far_apart_are_all_drawn():
    assert kept(happened("2025-03-01", "涨价"), happened("2025-08-01", "缺货")) == ["涨价", "缺货"]


def test_of_events_on_one_another_the_longest_then_the_newest_is_drawn():
    one, other = happened("2025-03-03", "招聘三人"), happened("2025-03-05", "开店季满减", 20)
    assert kept(one, other) == ["开店季满减"]
    assert kept(one, happened("2025-03-05", "新员工入职")) == ["新员工入职"]


def test_an_event_outside_the_days_drawn_is_not_drawn():
    assert kept(happened("2024-12-20", "早"), happened("2026-01-05", "晚")) == []


def test_what_was_typed_comes_before_what_the_data_tell():
    typed = replace(happened("2025-03-03", "涨价"), is_typed=True)
    assert kept(typed, happened("2025-03-05", "开店季满减", 20)) == ["涨价"]


def test_a_typed_event_without_room_for_its_word_is_still_a_line():
    typed = [
        replace(happened(day, words), is_typed=True)
        for day, words in (("2025-03-03", "招聘三人"), ("2025-03-05", "涨价"))
    ]
    line, _ = events.drawn(typed, YEAR, "month", LOOK)
    assert sorted(row["words"] for row in line.data.values) == ["", "涨价"]


def test_what_happens_in_the_last_period_stands_at_its_point_or_in_its_bar():
    months = [date(2025, month, 1) for month in range(1, 13)]
    late = [happened("2025-12-20", "年终促销")]
    [at_point], _ = events.on_axis(late, months, "month")
    [in_bar], axis = events.on_axis(late, months, "month", fills=True)
    assert (at_point.first, in_bar.first) == (date(2025, 12, 1), date(2025, 12, 20))
    assert max(axis) == date(2025, 12, 31)
    assert events.on_axis([happened("2026-01-01", "晚")], months, "month")[0] == []


@pytest.mark.parametrize(
    "shape", ["gap course", "trend with an event", "plan and actual with an event"]
)
def test_an_event_is_a_dashed_line_with_its_word(shape):
    drawn = spec(SHAPES[shape](ORDINARY, LOOK))
    [line] = [one for one in drawn["layer"] if one["mark"].get("strokeDash") == [3, 3]]
    rows = (
        drawn["datasets"][line["data"]["name"]]
        if "name" in line["data"]
        else line["data"]["values"]
    )
    assert [(row["x"], row["words"]) for row in rows] == [("2025-01-20T00:00:00", "价格调整 <b>")]


def test_over_bands_an_event_stands_at_its_day_within_its_month():
    """Day 20 of the 90 from January to March: 19 of the 89 days between the first and the last."""
    drawn = spec(SHAPES["plan and actual with an event"](ORDINARY, LOOK))
    [line] = [one for one in drawn["layer"] if one["mark"].get("strokeDash") == [3, 3]]
    assert line["encoding"]["x"] == {"value": {"expr": "datum.share * width"}}
    [row] = drawn["datasets"][line["data"]["name"]]
    assert row["share"] == round(19 / 89, 4)


def test_an_event_is_a_line_with_its_word_in_each_panel():
    drawn = spec(SHAPES["multiples"](ORDINARY, LOOK))
    [line] = [one for one in drawn["layer"] if one["mark"].get("strokeDash") == [2, 3]]
    rows = drawn["datasets"][line["data"]["name"]]
    panels = {row["name"] for row in ORDINARY.to_dict("records")}
    assert [row["words"] for row in rows] == ["价格调整 <b>"] * len(panels)


def test_of_events_too_close_in_a_panel_only_those_are_drawn_whose_words_are_read():
    close = [happened("2025-03-03", "开店季满减", 20), happened("2025-03-20", "直播专场")]
    assert len(events.placed(close, YEAR, LOOK, plot=2000)) == 2
    [drawn] = events.placed(close, YEAR, LOOK, plot=200)
    assert drawn["words"] == "开店季满减"


def test_all_that_happened_lies_on_the_axis_and_of_a_long_silence_its_last_year():
    """An order of a year before, and a visit that is planned: neither lies on the names of the lanes."""
    day, kind, what, light = (Column(key, plain(key)) for key in ("day", "kind", "what", "light"))
    days = [date(2024, 7, 2), date(2025, 7, 7)]
    frame = pd.DataFrame({"day": days, "kind": "订单", "what": "", "light": "", "until": None})
    drawn = spec(
        lanes.lanes(
            frame, replace(day, of="day"), kind, what, light, until="until", order=(plain("订单"),),
            quiet=(date(2020, 1, 1), date(2025, 6, 30), plain("2,007 天")), look=LOOK,
        )
    )  # fmt: skip
    [reach] = [
        layer["encoding"]["x"]["scale"]["domain"]
        for layer in drawn["layer"]
        if layer["encoding"]["x"].get("scale")
    ]
    assert reach == [axes.local(date(2024, 6, 29)), axes.local(days[-1])]


def test_names_of_lines_that_end_together_lie_apart_in_a_low_plot_too():
    look = Look("zh")
    near = [ends.End(9.2, "9.20亿元", "#000"), ends.End(8.8, "去年同期", "#000")]
    chart = ends.written(near, look, -60.0, 20.0).to_dict()
    [rows] = chart["datasets"].values()
    for name, plot in (("usual", 180), ("in_low", 80)):
        low, high = sorted(row[name] for row in rows)
        assert (high - low) / 80 * plot > look.letter, name
    assert chart["transform"] == [
        {"calculate": "height < 140 ? datum.in_low : datum.usual", "as": "end"}
    ]
