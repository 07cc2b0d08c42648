"""Growth beside return on two years that can be checked by hand.

| 元   | sales 2023 | 2024 | 2025 | profit − spend over spend 2024 | 2025 |
| 天猫 |        100 |  110 |  165 | (55 − 22) / 22 = 1.5 | (66 − 44) / 44 = 0.5 |
| 门店 |        100 |  110 |  110 | (44 − 11) / 11 = 3.0 | (44 − 11) / 11 = 3.0 |

All grow by 25 % in 2025, 220 → 275.
"""

from __future__ import annotations

import pytest

from salesdash.charts.look import spec
from salesdash.figures.channels.condition import quadrant as _quadrant
from tests.heard import heard
from tests.stores import asked, scope

quadrant = heard(_quadrant)


def order(day, channel, amount, cost):
    return {"order_date": day, "channel": channel, "amount": amount, "cost": cost, "region": "华东"}


ORDERS = [
    order("2023-01-03", "天猫", 100, 50), order("2023-01-03", "门店", 100, 50),
    order("2024-01-03", "天猫", 110, 55), order("2024-01-03", "门店", 110, 66),
    order("2025-01-03", "天猫", 165, 99), order("2025-12-31", "门店", 110, 66),
]  # fmt: skip
MET = [
    {"date": "2024-01", "channel": "天猫", "spend": 22}, {"date": "2024-01", "channel": "门店", "spend": 11},
    {"date": "2025-01", "channel": "天猫", "spend": 44}, {"date": "2025-12", "channel": "门店", "spend": 11},
]  # fmt: skip


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    return asked(tmp_path_factory.mktemp("quadrant"), orders=ORDERS, spend=MET)


def test_each_stands_by_growth_and_return_with_the_year_before_as_its_trail(ask):
    figure = quadrant.growth_and_return(ask, scope(ask, "2025"), "channel")
    seen = [
        (row["channel"], row["period"], row["channel_growth"], row["roi"])
        for row in figure.frame.to_dict("records")
    ]
    assert seen == [
        ("天猫", "2024年", pytest.approx(0.1), pytest.approx(1.5)),
        ("天猫", "2025年", pytest.approx(0.5), pytest.approx(0.5)),
        ("门店", "2024年", pytest.approx(0.1), pytest.approx(3.0)),
        ("门店", "2025年", pytest.approx(0.0), pytest.approx(3.0)),
    ]
    assert figure.sentence == "增长快、回报低：天猫。"
    assert "增长慢、回报高：门店。" in figure.notes
    assert any("+25.0%" in note and "1.00" in note for note in figure.notes)
    assert figure.marks[0] == {"channel": "天猫"}


def test_only_the_last_of_each_is_a_bubble_that_opens_the_member(ask):
    figure = quadrant.growth_and_return(ask, scope(ask, "2025"), "channel")
    drawn = next(iter(spec(figure.draw("light"))["datasets"].values()))
    assert [(row["of_channel"], row["is_last"]) for row in drawn] == [
        ("天猫", False), ("天猫", True), ("门店", False), ("门店", True),
    ]  # fmt: skip


def test_what_spend_does_not_tell_apart_has_no_quadrant_and_says_why(ask, tmp_path):
    by_region = quadrant.growth_and_return(ask, scope(ask, "2025"), "region")
    assert by_region.is_empty
    assert by_region.sentence
    without = asked(tmp_path, orders=ORDERS)
    lacking = quadrant.growth_and_return(without, scope(without, "2025"), "channel")
    assert lacking.is_empty
    assert lacking.missing == ("spend.spend",)


def test_a_first_year_has_no_growth(ask):
    first = quadrant.growth_and_return(ask, scope(ask, "2023"), "channel")
    assert first.is_empty


def test_on_sales_the_line_is_the_return_of_all(tmp_path):
    orders = [{k: v for k, v in row.items() if k != "cost"} for row in ORDERS]
    ask = asked(tmp_path, orders=orders, spend=MET)
    figure = quadrant.growth_and_return(ask, scope(ask, "2025"), "channel")
    # (275 − 55) / 55 = 4
    assert any("全部的投入产出比（4.00）" in note for note in figure.notes)
