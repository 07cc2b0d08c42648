"""Pots at a list price of ¥100 and pans at a floor of ¥90; Douyin sells both cheaper in March."""

from __future__ import annotations

from decimal import Decimal

import pytest

from salesdash.errors import EntryError
from salesdash.figures.channels.operations import floor_prices as _floor_prices
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.typed.settings import Settings
from tests.heard import heard
from tests.stores import Rows, asked, fill, scope, warehouse_in

floor_prices = heard(_floor_prices)
PRODUCTS = [
    {"product": "锅", "list_price": 100},
    {"product": "盘", "list_price": 120, "floor_price": 90},
]


def lines(month: str, channel: str, product: str, price: float, n: int = 3) -> Rows:
    return [
        {
            "order_date": f"{month}-{10 + at}", "order_id": f"{month}{channel}{product}{at}",
            "channel": channel, "product": product, "quantity": 2, "amount": 2 * price,
        }
        for at in range(n)
    ]  # fmt: skip


ORDERS = [
    *lines("2025-02", "抖音", "锅", 100), *lines("2025-03", "抖音", "锅", 80),
    *lines("2025-03", "抖音", "盘", 81), *lines("2025-03", "直销", "盘", 90),
    *lines("2025-03", "直销", "锅", 85), *lines("2025-03", "门店", "锅", 50, n=2),
]  # fmt: skip


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    return asked(tmp_path_factory.mktemp("floors"), orders=ORDERS, products=PRODUCTS)


def test_the_floor_is_the_one_stated_else_a_part_of_the_list_price(ask):
    """Six pans at 81 for 90, six pots at 80 for 85; at the floor is not below it, two lines are no price."""
    shown = floor_prices.below(ask, scope(ask, "2025"), "channel")
    rows = shown.frame.set_index(["channel", "product"])
    assert list(rows.index) == [("抖音", "盘"), ("抖音", "锅")]
    assert rows["floor"].tolist() == [90, 85]
    assert rows["given"].tolist() == pytest.approx([54, 30])
    assert rows["below"].tolist() == pytest.approx([0.1, 5 / 85])
    assert shown.sentence == (
        "抖音卖“盘”比底价低 10.0%，2025年3月起共 1 个月，少收 54.00元。另有 1 处低于底价。"
    )


def test_without_a_period_all_months_are_looked_at(ask):
    assert len(floor_prices.below(ask, scope(ask), "channel").frame) == 2


def test_where_nobody_sells_below_it_it_says_so(ask):
    shown = floor_prices.below(ask, scope(ask, "2025-02"), "channel")
    assert shown.is_empty
    assert shown.sentence == "没有渠道按月均价低于底价。"


def test_without_prices_of_products_it_says_what_brings_them(tmp_path_factory):
    bare = asked(tmp_path_factory.mktemp("bare"), orders=ORDERS)
    assert floor_prices.below(bare, scope(bare, "2025"), "channel").missing == (
        "products.floor_price",
    )


def test_a_floor_that_was_typed_goes_before_the_sheet_and_needs_none(tmp_path):
    """Pots at a floor of ¥82 are sold six times at ¥80; pans are no longer below ¥75 of their own."""
    with_sheet, without = tmp_path / "with", tmp_path / "without"
    for folder, sheets in ((with_sheet, {"products": PRODUCTS}), (without, {})):
        folder.mkdir()
        warehouse = warehouse_in(folder / "store")
        fill(warehouse, folder, "orders.csv", orders=ORDERS, **sheets)
        settings = Settings(warehouse)
        settings.set_floor("锅", Decimal("82.00"), by="李")
        settings.set_floor("盘", Decimal("75.00"), by="李")
        ask = Ask(warehouse.query)
        rows = floor_prices.below(ask, scope(ask, "2025"), "channel").frame
        assert rows["product"].tolist() == ["锅"]
        assert rows[["floor", "units", "given"]].iloc[0].tolist() == [82, 6, 12]
        settings.set_floor("锅", None)
        settings.set_floor("盘", None)
        ask = Ask(warehouse.query)
        assert len(floor_prices.below(ask, scope(ask, "2025"), "channel").frame) == 2 * bool(sheets)
        assert [(one.key, one.after) for one in settings.history("floor:")][-1] == (
            "floor:锅",
            "82.00",
        )
        with pytest.raises(EntryError):
            settings.set_floor("锅", Decimal(0))
        warehouse.close()
