"""Why a KPI moved: every split of every KPI adds up to its change, on companies made by dice."""

from __future__ import annotations

from functools import cache

import pytest

from salesdash.catalog.metrics import LIGHTS, METRICS
from salesdash.figures.drivers.splits import driven, proposed
from salesdash.figures.kpis import ways_to_explain as _ways_to_explain
from salesdash.warehouse.questions.ask import Ask
from tests.heard import heard
from tests.random_company import company
from tests.stores import asked, daily, scope

ways_to_explain = heard(_ways_to_explain)


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    return Ask(cache(asked(tmp_path_factory.mktemp("dice"), **company(3, 200)).query))


@pytest.fixture(scope="module")
def sold(tmp_path_factory):
    """March 2025 against March 2024: 天猫 −300, 门店 +100, lines without a channel −50."""
    orders = [
        {"order_date": "2024-03-04", "amount": 900, "channel": "天猫", "cost": 450, "customer": "A"},
        {"order_date": "2024-03-05", "amount": 100, "channel": "门店", "cost": 20, "customer": "B"},
        {"order_date": "2024-03-06", "amount": 50, "cost": 50, "customer": "C"},
        {"order_date": "2025-03-04", "amount": 600, "channel": "天猫", "cost": 300, "customer": "A"},
        {"order_date": "2025-03-31", "amount": 200, "channel": "门店", "cost": 40, "customer": "B"},
    ]  # fmt: skip
    return asked(tmp_path_factory.mktemp("sold"), orders=orders)


def test_members_that_overlap_are_not_shown_as_if_they_added_up(tmp_path):
    """One order is for both products: 2024 one order of 60 + 40, 2025 one of 60 + 50 and one of 30."""
    orders = [
        {"order_date": f"{year}-0{year - 2022}-05", "order_id": order, "amount": amount, "product": product}
        for year, order, product, amount in (
            (2024, "1", "锅", 60), (2024, "1", "勺", 40),
            (2025, "2", "锅", 60), (2025, "2", "勺", 50), (2025, "3", "锅", 30),
        )
    ]  # fmt: skip
    ask = asked(tmp_path, orders=orders)
    figure = ways_to_explain.why(
        ask, scope(ask, "2025", comparison="last_year"), "aov_growth", "product"
    )
    assert figure.draw is None
    assert figure.frame.set_index("product")["changed"].to_dict() == {"锅": -15, "勺": 10}
    assert "各自的变化不能相加" in figure.notes[0]


@pytest.mark.parametrize("key", ["repurchase_rate", "retention_rate"])
def test_customers_of_several_channels_are_not_shown_as_if_their_channels_added_up(tmp_path, key):
    """A buys at both channels each year, twice; B at one of them, and C comes in 2025."""
    orders = [
        {
            "order_date": f"{year}-{month}-05",
            "amount": 100,
            "customer": customer,
            "channel": channel,
        }
        for year in (2022, 2023, 2024, 2025)
        for month in ("03", "09")
        for customer, channel in (("A", "天猫"), ("A", "门店"), ("B", "天猫"), ("C", "门店"))
        if customer != "C" or year == 2025
    ]
    ask = asked(tmp_path, orders=orders)
    figure = ways_to_explain.why(ask, scope(ask, "2025", comparison="last_year"), key, "channel")
    assert figure.draw is None
    assert "各自的变化不能相加" in figure.notes[0]


SIDE_BY_SIDE = ("sales_cycle",)  # a median
OF_THREE_YEARS = ("clv_cac",)  # a year ago, who left in the year before that


@pytest.mark.parametrize("key", [m.key for m in LIGHTS])
def test_every_split_of_every_kpi_adds_up_to_its_change(ask, key):
    drawn = 0
    for comparison in ("last_year", "previous"):
        view = scope(ask, "2025", comparison=comparison)
        for way in ways_to_explain.ways(ask, key):
            figure = ways_to_explain.why(ask, view, key, way)
            if figure.is_empty:
                assert figure.sentence or figure.missing
                continue
            drawn += 1
            if figure.draw is None or key in SIDE_BY_SIDE:  # members overlap
                continue
            now, before = ends(ask, figure.scope, key, way)
            moved = figure.frame["moved"].sum()
            assert moved == pytest.approx(now - before, abs=1e-9 * max(1, abs(now), abs(before)))
    assert bool(drawn) == (key not in OF_THREE_YEARS)


def ends(ask, over, key, way):
    metric = METRICS["sales"] if way in ways_to_explain.WAYS else driven(METRICS[key])
    sides = over, over.compared(over.comparison)
    return [ask([metric.key], [], side).iloc[0][metric.key] for side in sides]


def test_money_is_told_to_the_last_unit_and_what_has_no_member_is_a_member(sold):
    figure = ways_to_explain.why(
        sold, scope(sold, "2025-03", lang="zh"), "channel_growth", "channel"
    )
    # judged over the year to date: 31 March 2025 against the same workdays of 2024
    assert dict(zip(figure.frame["channel"], figure.frame["moved"], strict=True)) == {
        "门店": 100,
        "未分配": -50,
        "天猫": -300,
    }
    assert figure.sentence == ("销售额比去年同期（相同工作日）低 250元，拉低：天猫 -300元。")
    assert figure.notes[0] == "拉低：天猫 -300元、未分配 -50元；拉高：门店 +100元。"


def test_the_sentence_of_a_ratio_names_mix_and_rate(sold):
    figure = ways_to_explain.why(sold, scope(sold, "2025-03", lang="en"), "margin_rate", "channel")
    # 530 of 1,050 → 460 of 800; the channels' own margins stayed: all of it is mix
    assert figure.frame["rate"].abs().max() == pytest.approx(0, abs=1e-12)
    assert figure.sentence == (
        "Gross margin rate: 7.0 pts higher than in the same period last year (same workdays); "
        "up: 门店 +4.0 pts."
    )
    assert figure.notes[0].endswith("accounts for +7.0 pts, their own rates for 0.0 pts.")


def test_nothing_to_compare_with_is_said(sold):
    figure = ways_to_explain.why(
        sold, scope(sold, "2024-03", lang="en"), "channel_growth", "channel"
    )
    assert figure.is_empty
    assert figure.sentence == (
        "There is nothing to compare with for the same period last year: "
        "the data of orders begin on 4 Mar 2024."
    )


def test_the_dimension_that_tells_most_is_proposed(tmp_path):
    """Sales fall in one region only; every channel falls alike."""
    places = [(channel, region) for channel in "PQ" for region in ("北", "南")]
    orders = [
        row
        for year, south in ((2024, 100), (2025, 40))
        for channel, region in places
        for row in daily(
            f"{year}-03-03",
            5,
            amount=south if region == "南" else 100,
            channel=channel,
            region=region,
            customer=channel,
        )
    ]
    ask = asked(tmp_path, orders=orders)
    view = scope(ask, "2025")
    by = {"channel": METRICS["sales"].name, "region": METRICS["sales"].name}
    assert proposed(ask, view, METRICS["channel_growth"], by) == "region"


def test_a_split_that_counts_members_twice_is_not_proposed(tmp_path):
    """An order of two products is counted with each of them."""
    orders = [
        {"order_date": day, "order_id": day, "amount": 10, "product": product}
        for day in ("2024-01-08", "2025-03-03")
        for product in "PQ"
    ]
    ask = asked(tmp_path, orders=orders)
    view, by = scope(ask, "2025"), {"product": METRICS["sales"].name}
    assert proposed(ask, view, METRICS["aov_growth"], by) is None
    assert proposed(ask, view, METRICS["channel_growth"], by) == "product"


def test_lines_without_a_quantity_have_a_line_of_their_own(tmp_path):
    orders = [
        {"order_date": "2024-03-04", "amount": 100, "quantity": 10, "product": "A"},
        {"order_date": "2024-03-04", "amount": 30, "product": "B"},
        {"order_date": "2025-03-04", "amount": 240, "quantity": 20, "product": "A"},
        {"order_date": "2025-03-31", "amount": 70, "product": "A"},
    ]
    ask = asked(tmp_path, orders=orders)
    figure = ways_to_explain.why(ask, scope(ask, "2025-03"), "channel_growth", "price_volume_mix")
    # A from 10 to 12: 2 × 20; ten more at 10; B is no longer sold; 70 were not counted
    assert dict(zip(figure.frame["part"], figure.frame["moved"], strict=True)) == {
        "停售产品": -30,
        "价格": 40,
        "销量": 100,
        "产品结构": 0,
        "未填数量的订单": 70,
    }


def test_sales_without_products_say_what_is_missing(sold):
    figure = ways_to_explain.why(sold, scope(sold, "2025"), "channel_growth", "price_volume_mix")
    assert figure.is_empty
    assert figure.missing == ("orders.quantity", "orders.product")


def test_customers_frequency_and_value_of_two_months(sold):
    # 3 customers, an order each of 350; then 2 customers, an order each of 400
    figure = ways_to_explain.why(
        sold, scope(sold, "2025", lang="en"), "channel_growth", "customers_times_value"
    )
    parts = dict(zip(figure.frame["part"], figure.frame["moved"], strict=True))
    assert parts["Orders per customer"] == 0
    assert parts["Customers"] < 0 < parts["Order value"]
    assert sum(parts.values()) == pytest.approx(-250, abs=1e-9)
    assert "customers 3 → 2, orders per customer 1.00 → 1.00" in figure.notes[0]
