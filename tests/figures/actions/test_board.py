"""What the page of promises says, and whether one helped."""

from dataclasses import replace
from datetime import date

import pytest

from salesdash.catalog.actions import Action
from salesdash.figures.actions import board, effect
from salesdash.scope import Scope
from tests.stores import asked, daily

SCOPE = Scope(date(2025, 11, 16))
LATE = Action("上门拜访", "陆文博", date(2025, 11, 10), action_id=1)
TODAY = Action("核对价格", "李思远", date(2025, 11, 16), action_id=2)
KEPT = replace(LATE, status="done", done_on=date(2025, 11, 10), action_id=3)
TOO_LATE = replace(LATE, status="done", done_on=date(2025, 11, 11), action_id=4)
ALL = [LATE, TODAY, KEPT, TOO_LATE]


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """天猫 sells twice as much from September on, 京东 as before."""
    rows = [
        *daily("2025-06-02", 91, channel="天猫", amount=100),
        *daily("2025-09-01", 56, channel="天猫", amount=200),
        *[{**row, "order_id": "j" + row["order_id"]} for row in daily("2025-06-02", 147, channel="京东", amount=100)],
    ]  # fmt: skip
    return asked(tmp_path_factory.mktemp("company"), orders=rows)


def test_what_is_overdue_stands_first_and_the_longest_is_named():
    said = board.headline(ALL, SCOPE)
    assert (said.light, said.state.zh) == ("red", "1 项已逾期")
    assert said.sentence.zh == "2 项行动进行中，1 项已逾期"
    assert said.more.zh == "逾期最久：陆文博的“上门拜访”，已过 6 天。"
    assert "2 promises are open, 1 overdue" in said.sentence.en


def test_a_promise_due_today_is_not_overdue():
    assert board.overdue([TODAY], SCOPE) == []
    assert board.headline([TODAY], SCOPE).light == "green"


def test_the_hit_rate_counts_what_was_due():
    # kept in time 1 of: late and open, done in time, done too late; what is due today is still open
    assert board.hits(ALL, SCOPE) == (1, 3)
    assert board.hits([TODAY], SCOPE) == (0, 0)
    assert board.cards([TODAY], SCOPE)[-1].value.zh == "–"


def test_the_figure_stands_as_it_was_and_as_it_is(ask):
    promise = Action("提价", "甲", date(2025, 12, 1), kpi="channel_growth", value_then=0.1)
    row = board.table(ask, ask.everything, [promise], {0: 2}).in_("zh").frame.iloc[0]
    assert (row["then"], row["carried"]) == ("10.0%", 2)
    assert row["now"] == "–"  # nothing is known of the year before


def test_who_did_better_than_the_rest_is_said_to_and_never_why(ask):
    promise = Action(
        "加投放", "甲", date(2025, 12, 1), link_by="channel", link_member="天猫", promised_on=date(2025, 9, 1)
    )  # fmt: skip
    told = effect.figures(ask, ask.everything, promise)[0].sentence
    assert "比应有水平高 100.0%" in told.zh
    assert "caus" not in told.en
    same = effect.figures(ask, ask.everything, replace(promise, promised_on=date(2025, 6, 30)))
    assert "看不出差别" in same[0].sentence.zh


def test_too_early_to_tell_is_said(ask):
    promise = Action("加投放", "甲", date(2025, 12, 1), link_by="channel", link_member="天猫")
    early = replace(promise, promised_on=date(2025, 10, 13))
    assert "下结论还早" in effect.figures(ask, ask.everything, early)[0].sentence.zh
    assert effect.figures(ask, ask.everything, replace(early, link_by=None)) == []
