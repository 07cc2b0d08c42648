"""Which lights changed in a week, by the margin of a year that can be checked by hand.

| by      | sales  | profit | margin |
| 28 Feb  |  1,000 |    120 | 12.0 % |
|  7 Mar  | 10,000 |  2,370 | 23.7 % |
| 14 Mar  | 20,000 |  2,680 | 13.4 % |
"""

from __future__ import annotations

import pytest

from salesdash.figures import overview as _overview
from tests.heard import heard
from tests.stores import asked, scope

overview = heard(_overview)

ORDERS = [
    {"order_date": "2025-02-10", "amount": 1_000, "cost": 880},
    {"order_date": "2025-03-05", "amount": 9_000, "cost": 6_750},
    {"order_date": "2025-03-12", "amount": 10_000, "cost": 9_690},
    {"order_date": "2025-03-14", "amount": 0, "cost": 0},
]


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    return asked(tmp_path_factory.mktemp("week"), orders=ORDERS)


def test_a_light_that_turned_worse_is_named_with_both_colours(ask):
    figure = overview.changed_lights(ask, scope(ask, "2025"))
    assert figure.frame.to_dict("records") == [
        {"kpi": "毛利率", "before": "● 23.7%", "now": "▲ 13.4%"}
    ]
    assert figure.sentence == "与一周前（3月7日）相比，1 项变差：毛利率（达标→预警）。"
    assert overview.changed_lights(ask, scope(ask, "2025", lang="en")).sentence == (
        "Since a week ago (7 Mar), 1 turned worse: Gross margin rate (on target → watch)."
    )


def test_a_light_that_turned_better_is_told_apart(ask):
    figure = overview.changed_lights(ask, scope(ask, "2025-01-01..2025-03-07"))
    assert figure.sentence == "与一周前（2月28日）相比，1 项变好：毛利率（预警→达标）。"


def test_lights_that_stand_still_are_said_to(ask):
    figure = overview.changed_lights(ask, scope(ask, "2025-02"))
    assert figure.is_empty
    assert figure.sentence == "与一周前（2月21日）相比，没有灯变色。"


def test_lights_are_compared_where_the_period_began_less_than_a_week_ago(ask):
    figure = overview.changed_lights(ask, scope(ask, "2025-03-10..2025-03-14"))
    assert figure.sentence == overview.changed_lights(ask, scope(ask, "2025")).sentence


def test_before_the_data_begin_no_light_is_said_to_have_stayed(tmp_path):
    ask = asked(tmp_path, orders=ORDERS[2:])
    figure = overview.changed_lights(ask, scope(ask, "2025"))
    assert figure.sentence == "一周前（3月7日）还没有能判定的灯，无法比较。"
