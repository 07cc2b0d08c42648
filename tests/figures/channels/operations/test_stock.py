"""Two shops that sell goods of ¥1,000 a month; one holds two months of them, the other five."""

from __future__ import annotations

import pytest

from salesdash.figures.channels.operations import stock as _stock
from tests.heard import heard
from tests.stores import asked, scope

stock = heard(_stock)
MONTHS = [f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 13)]
ORDERS = [
    {"order_date": f"{month}-15", "order_id": f"{month}{channel}", "channel": channel, "amount": 1600, "cost": 1000}
    for month in MONTHS
    for channel in ("线上店", "门店")
] + [{"order_date": "2025-12-31", "order_id": "last", "channel": "门店", "amount": 0, "cost": 0}]  # fmt: skip
SPEND = [
    {"date": month, "channel": channel, "inventory": held if month < "2025" else held * grown, "spend": 10}
    for month in MONTHS
    for channel, held, grown in (("线上店", 2000, 1.05), ("门店", 4000, 1.25))
]  # fmt: skip


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    return asked(tmp_path_factory.mktemp("stock"), orders=ORDERS, spend=SPEND)


def row(figure, channel):
    return figure.frame.set_index("channel").loc[channel]


def test_turnover_is_a_years_cost_of_sales_over_the_mean_stock(ask):
    shown = stock.turnover(ask, scope(ask, "2025"), "channel")
    assert row(shown, "线上店")["turnover"] == pytest.approx(12_000 / 2_100)
    assert row(shown, "门店")["turnover"] == pytest.approx(12_000 / 5_000)


def test_stock_beyond_what_sells_in_90_days_is_overstock(ask):
    shown = stock.turnover(ask, scope(ask, "2025"), "channel")
    shop = row(shown, "门店")
    assert shop["lasts"] == pytest.approx(5_000 / (12_000 / 365))
    assert shop["too_much"] == pytest.approx(5_000 - 90 * 12_000 / 365)
    assert row(shown, "线上店")["too_much"] == 0
    assert shown.sentence == "门店的库存够卖152.1天，超过90天的部分积压 2,041元。"


def test_stock_that_grows_a_tenth_faster_than_sales_is_named(ask):
    shown = stock.turnover(ask, scope(ask, "2025"), "channel")
    assert shown.notes[0] == "门店的库存涨得比销售快：同比 +25.0%，销售额 0.0%。"
    assert not any("线上店" in note for note in shown.notes)


def test_by_what_stock_is_not_stated_there_is_no_turnover(ask):
    empty = stock.turnover(ask, scope(ask, "2025"), "product")
    assert empty.is_empty
    assert empty.sentence == "库存没有按产品填写。"


def test_without_stock_it_says_what_brings_it(tmp_path_factory):
    bare = asked(tmp_path_factory.mktemp("bare"), orders=ORDERS)
    assert stock.turnover(bare, scope(bare, "2025"), "channel").missing == ("spend.inventory",)
    assert stock.course(bare, scope(bare, "2025")) is None


def test_the_course_shows_stock_beside_what_is_sold_of_it(ask):
    shown = stock.course(ask, scope(ask, "2025"))
    last = shown.frame.iloc[-1]
    assert (last["stock"], last["sold"]) == (pytest.approx(7_100), pytest.approx(2_000))
