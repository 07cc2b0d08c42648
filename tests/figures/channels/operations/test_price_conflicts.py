"""Prices of a pot in three channels: ¥100 in two of them, ¥80 on Douyin in March and April 2025."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from salesdash.charts.figure import Spoken
from salesdash.figures.channels.operations import price_conflicts as _price_conflicts
from salesdash.figures.channels.operations.price_course import course
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask
from tests.heard import heard
from tests.stores import Rows, asked, scope

price_conflicts = heard(_price_conflicts)


def month(first: str, channel: str, price: float, units: int = 2, lines: int = 3) -> Rows:
    """Order lines of one month; so many of so many units, at a price that varies by 1 % from line to line."""
    return [
        {
            "order_date": f"{first}-{10 + n}",
            "order_id": f"{channel} {first} {n}",
            "channel": channel,
            "product": "锅",
            "quantity": units,
            "amount": units * price * (0.99, 1, 1.01)[n % 3],
            "region": "华东",
        }
        for n in range(lines)
    ]


def usual(months: Iterable[str], *channels: str) -> Rows:
    return [row for first in months for channel in channels for row in month(first, channel, 100)]


MONTHS = ("2024-03", "2024-04", "2025-02", "2025-03", "2025-04")
ORDERS = [
    *usual(MONTHS, "直销"),
    *usual(MONTHS[:-1], "门店"),
    *month("2025-04", "门店", 100, units=2, lines=2),  # too few orders for a price
    *usual(("2025-02",), "抖音"),
    *month("2025-03", "抖音", 80),
    *month("2025-04", "抖音", 80, units=4),
    {"order_date": "2025-05-14", "amount": 1},
]


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    return asked(tmp_path_factory.mktemp("prices"), orders=ORDERS)


def shown(ask: Ask, where: Scope) -> Spoken:
    figure: Spoken | None = price_conflicts.in_prices(ask, where)
    assert figure is not None
    return figure


def test_the_conflict_says_who_since_when_and_what_it_cost(ask):
    """Six units at 20 less in March, twelve in April."""
    figure = shown(ask, scope(ask, "2025"))
    [row] = figure.frame.to_dict("records")
    assert (row["product"], row["channel"]) == ("锅", "抖音")
    assert set(row["others"].split("、")) == {"直销", "门店"}
    assert (row["units"], row["price"], row["dearer"]) == (18, 80, 100)
    assert row["cost"] == pytest.approx(20 * 6 + 20 * 12)
    assert figure.sentence == (
        "抖音卖“锅”比其他 2 个渠道便宜 20.0%，2025年3月起连续 2 个月，差价 360.00元。"
    )
    assert figure.notes[:2] == ("从2025年3月到2025年4月。", "同期其他渠道的销量没有减少。")
    english = shown(ask, scope(ask, "2025-03", lang="en"))
    assert english.sentence == ("抖音 sells 锅 20.0% below 2 other channels, in Mar 2025: ¥120.00.")
    assert english.notes[0] == "None of the others sold fewer than a year before."


def test_the_course_of_a_conflict_leaves_out_a_month_without_a_price(ask):
    """The shop sold too little in April: the others are then the direct sales alone."""
    figure = course(ask, scope(ask, "2025"), "锅", "抖音")
    assert figure is not None
    told = [
        (str(who), f"{month:%m}", price)
        for who, month, price in figure.frame.itertuples(index=False)
    ]
    own, others = told[:3], told[3:]
    assert own == [("抖音", "02", 100), ("抖音", "03", 80), ("抖音", "04", 80)]
    assert [(month, price) for _, month, price in others] == [("02", 100), ("03", 100), ("04", 100)]
    assert course(ask, scope(ask, "2025"), "锅", "直销") is None


@pytest.mark.parametrize(("channel", "rows"), [("抖音", 1), ("直销", 1), ("门店", 1), ("没有", 0)])
def test_a_conflict_is_one_of_the_cheaper_channel_and_of_the_dearer_ones(ask, channel, rows):
    figure = price_conflicts.in_prices(ask, scope(ask, "2025"), channel)
    assert (0 if figure is None else len(figure.frame)) == rows


def test_only_whole_months_of_the_period_are_compared(ask):
    assert price_conflicts.in_prices(ask, scope(ask, "2025-02")) is None
    assert price_conflicts.in_prices(ask, scope(ask, "2025-W10")) is None
    assert price_conflicts.in_prices(ask, scope(ask, "2025-03-02..2025-03-31")) is None


def test_the_month_still_running_is_no_whole_one(ask):
    where = scope(ask, "2025")

    early = replace(where, as_of=date(2025, 3, 20))
    assert price_conflicts.in_prices(ask, early) is None


def test_a_filter_leaves_only_its_channels_to_compare(ask):
    where = scope(ask, "2025").where("channel", "抖音", "直销")
    assert list(shown(ask, where).frame["others"]) == ["直销"]
    assert price_conflicts.in_prices(ask, where.where("channel", "抖音")) is None
    assert price_conflicts.in_prices(ask, where.where("region", "华南")) is None


def test_ten_percent_is_not_yet_a_conflict(tmp_path):
    near = [*usual(("2025-03",), "直销"), *month("2025-03", "抖音", 90.1)]
    ask = asked(tmp_path, orders=near)
    assert price_conflicts.in_prices(ask, scope(ask).over(None)) is None


def test_prices_that_vary_from_order_to_order_are_no_conflict(tmp_path):
    """Each channel sells the same mixed goods under one name: ¥20 and ¥180."""
    mixed = [
        dict(row, amount=row["quantity"] * price)
        for channel, prices in (("直销", (20, 180, 180)), ("抖音", (20, 20, 180)))
        for row, price in zip(month("2025-03", channel, 100), prices, strict=True)
    ]
    ask = asked(tmp_path, orders=[*mixed, {"order_date": "2025-04-30", "amount": 1}])
    assert price_conflicts.in_prices(ask, scope(ask)) is None


def test_gifts_and_credit_notes_make_no_price(tmp_path):
    gifts = [dict(row, amount=0) for row in month("2025-03", "抖音", 100)]
    returned = [dict(row, amount=-row["amount"] * 3) for row in month("2025-03", "抖音", 100)]
    rows = [*usual(("2025-03",), "直销", "抖音"), *gifts, *returned]
    ask = asked(tmp_path, orders=[*rows, {"order_date": "2025-04-30", "amount": 1}])
    assert price_conflicts.in_prices(ask, scope(ask)) is None


def test_without_quantities_there_are_no_prices(tmp_path):
    bare = [{k: v for k, v in row.items() if k != "quantity"} for row in ORDERS]
    ask = asked(tmp_path, orders=bare)
    assert price_conflicts.in_prices(ask, scope(ask, "2025")) is None
