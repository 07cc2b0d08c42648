"""Compared with the last meeting: what it froze stands as it was, the rest is what the data of now say of its day."""

import json
from dataclasses import replace
from datetime import date

import pytest

from salesdash.__main__ import main
from salesdash.catalog.metrics import METRICS
from salesdash.figures import overview
from salesdash.figures.asked import asked
from salesdash.figures.comparison import no_base, other_name
from salesdash.figures.drivers.splits import split
from salesdash.figures.meeting.frozen import met_of
from salesdash.figures.targets.meeting_line import against_other
from salesdash.period import Period
from salesdash.warehouse.typed.meetings.meetings import Meetings
from tests.figures.meeting.company import (
    FIRST,
    SECOND,
    ask_of,
    held,
    next_week,
    open_store,
    scope_on,
)
from tests.stores import warehouse_in


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """¥31,300 frozen on 9 November; then a week of ¥700, and ¥50 of 3 November that had been forgotten."""
    folder = tmp_path_factory.mktemp("company")
    warehouse = open_store(folder)
    assert Meetings(warehouse).last_closed(SECOND) is None
    held(warehouse, FIRST)
    next_week(warehouse, folder)
    yield warehouse
    warehouse.close()


@pytest.fixture
def since(store):
    met = met_of(Meetings(store).last_closed(SECOND))
    return replace(scope_on(SECOND), comparison="meeting", met=met)


def test_a_card_stands_beside_the_frozen_figure_and_says_so(store, since):
    [sales] = [card for card in overview.cards(ask_of(store), since) if card.key == "sales"]
    assert sales.change.zh == "+2.4%"  # 32,050 / 31,300; on the 31,350 of today it is +2.2%
    assert sales.against.zh == "比上次会议"
    assert "11月9日上次会议收尾时冻结的数字" in sales.help.zh
    assert "frozen at the last meeting (9 Nov)" in sales.help.en


def test_what_was_not_frozen_is_what_the_data_of_now_say_of_that_day(store, since):
    of_channel = asked(ask_of(store), since, ["sales"], ["channel"])
    assert of_channel.frame.to_dict("records") == [
        {"channel": "天猫", "sales": 32050, "sales_before": 31350, "sales_change": pytest.approx(700 / 31350)}
    ]  # fmt: skip
    assert of_channel.columns[2].title.zh == "销售额（上次会议）"
    assert "没有冻结的数字，按今天的数据看截至11月9日" in of_channel.in_("zh").notes[0]


def test_another_selection_is_not_set_beside_the_frozen_figure(store, since):
    part = since.where("channel", "天猫")
    assert since.frozen["sales"] == 31300
    assert part.frozen == {}
    assert since.over(Period.parse("2025-11")).frozen == {}


def test_the_change_since_the_meeting_is_taken_apart(store, since):
    change = split(ask_of(store), since, METRICS["sales"], "channel")
    assert change
    assert (change.before, change.now, change.frame["moved"].sum()) == (31350, 32050, 700)
    assert other_name(since).zh == "上次会议（11月9日）"
    assert other_name(since).en == "the last meeting’s figures (9 Nov)"


def test_the_headline_is_what_came_since_the_frozen_figure(store, since):
    said = against_other(ask_of(store), since)
    assert "上次会议（11月9日）" in said.sentence.zh
    assert "750" in said.sentence.zh


def test_a_period_that_had_not_begun_by_the_meeting_has_nothing_to_compare_with(store, since):
    week = since.over(Period.parse("2025-W46"))  # from 10 November
    assert week.compared() is None
    assert "还没有开始" in no_base(ask_of(store), week).zh
    [sales] = [card for card in overview.cards(ask_of(store), week) if card.key == "sales"]
    assert not sales.change
    said = against_other(ask_of(store), week)
    assert "had not begun by the last meeting (9 Nov)" in said.more.en


def test_a_meeting_of_later_data_is_none_to_compare_an_earlier_day_with(store):
    assert Meetings(store).last_closed(date(2025, 11, 8)) is None


def test_the_command_line_compares_with_the_last_meeting(tmp_path, capsys):
    warehouse = open_store(tmp_path)
    words = ["--store", str(tmp_path / "store"), "ask", "sales", "--period", "2025", "--compare", "meeting", "--json"]  # fmt: skip
    warehouse.close()
    assert main(words) != 0
    assert "还没有收尾的会议" in capsys.readouterr().err
    warehouse = warehouse_in(tmp_path / "store")
    held(warehouse, FIRST)
    next_week(warehouse, tmp_path)
    warehouse.close()
    assert main(words) == 0
    shown = capsys.readouterr()
    assert json.loads(shown.out) == [
        {"sales": 32050.0, "sales_meeting": 31300.0, "sales_change": pytest.approx(750 / 31300)}
    ]
    assert "冻结" in shown.err
