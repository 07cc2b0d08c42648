"""What moved since last week, of two weeks that can be added up by hand.

| sold     | Mon 3 – Wed 5 Mar | Thu 6 Mar | Mon 10 – Wed 12 Mar |
| 天猫 东  |               100 |       999 |                 150 |
| 门店 西  |               200 |         – |                  60 |
"""

from __future__ import annotations

import pytest

from salesdash.charts.theme import spec
from salesdash.figures.drivers.week import since_last_week
from tests.stores import asked, scope

ORDERS = [
    {"order_date": day, "amount": amount, "channel": channel, "region": region}
    for day, amount, channel, region in (
        ("2025-03-03", 100, "天猫", "东"),
        ("2025-03-05", 200, "门店", "西"),
        ("2025-03-06", 999, "天猫", "东"),
        ("2025-03-10", 150, "天猫", "东"),
        ("2025-03-12", 60, "门店", "西"),
    )
]


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    return asked(tmp_path_factory.mktemp("weeks"), orders=ORDERS)


def test_a_running_week_is_set_beside_as_many_workdays_of_the_week_before(ask):
    figure = since_last_week(ask, scope(ask, "2025"))
    assert figure.frame[["by", "member", "moved"]].to_numpy().tolist() == [
        ["渠道", "天猫", 50],
        ["渠道", "门店", -140],
        ["区域", "东", 50],
        ["区域", "西", -140],
    ]
    assert figure.sentence == (
        "本周销售额 210.00元，比上周（相同工作日）少 90.00元（-30.0%）。"
        "按渠道看差别最大：门店 -140.00元、天猫 +50.00元。"
    )


def test_both_languages_are_drawn(ask):
    figure = since_last_week(ask, scope(ask, "2025", lang="en"))
    assert figure.sentence.startswith("Sales of the week: ¥210.00, ¥90.00 (-30.0%) less than")
    assert figure.draw
    assert spec(figure.draw("light"))["layer"]


def test_a_first_week_has_nothing_to_be_compared_with(tmp_path):
    ask = asked(tmp_path, orders=ORDERS[:2])
    figure = since_last_week(ask, scope(ask, "2025", lang="en"))
    assert figure.is_empty
    assert figure.sentence == (
        "There is nothing to compare with for the week before: "
        "the data of orders begin on 3 Mar 2025."
    )


def test_orders_that_name_nobody_still_tell_the_whole(tmp_path):
    bare = [{key: row[key] for key in ("order_date", "amount")} for row in ORDERS]
    ask = asked(tmp_path, orders=bare)
    figure = since_last_week(ask, scope(ask, "2025"))
    assert figure.is_empty
    assert figure.sentence.startswith("本周销售额 210.00元，比上周（相同工作日）少 90.00元")
    assert figure.sentence.endswith("可以拆开看。")
