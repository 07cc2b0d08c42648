"""Why a KPI moved that is no plain sum: differences of ratios, products and quotients, medians."""

from __future__ import annotations

from math import log

import pytest

from salesdash.catalog.metrics import LIGHTS, METRICS, count_of, factors_of, terms_of
from salesdash.figures.kpis import ways_to_explain as _ways_to_explain
from tests.heard import heard
from tests.stores import asked, scope

ways_to_explain = heard(_ways_to_explain)
MONTHS = [f"{month:02}" for month in range(1, 13)]


def monthly(**by_year):
    """Orders of every month, an amount a month; both years are whole."""
    return [
        {"order_date": f"{year[1:]}-{month}-{'31' if month == '12' else '04'}", "amount": amount, "customer": "A"}
        for year, amount in by_year.items()
        for month in MONTHS
    ]  # fmt: skip


def market(months=MONTHS, **by_year):
    return [
        {"period": f"{year[1:]}-{month}", "market_size": size}
        for year, size in by_year.items()
        for month in months
    ]


def share(ask):
    return ways_to_explain.why(ask, scope(ask, "2025"), "market_share", "factors")


def moved(figure):
    first = figure.frame.columns[0]
    return dict(zip(figure.frame[first], figure.frame["moved"], strict=True))


def test_a_share_falls_although_sales_grow_because_the_market_grows_faster(tmp_path):
    """Sales 100 → 120 a month, the market 1,000 → 1,500: from 10 % to 8 %."""
    ask = asked(tmp_path, orders=monthly(y2024=100, y2025=120), market=market(y2024=1000, y2025=1500))  # fmt: skip
    figure = share(ask)
    mean = (0.08 - 0.10) / log(0.08 / 0.10)
    assert moved(figure) == pytest.approx(
        {"本公司销售额": mean * log(1.2), "市场规模": -mean * log(1.5)}
    )
    assert figure.frame["growth"].tolist() == pytest.approx([0.2, 0.5])
    assert figure.sentence.endswith("低 2.0个百分点，市场规模 +50.0%，本公司销售额 +20.0%。")
    assert "市场份额 = 本公司销售额 ÷ 市场规模" in figure.notes[0]


def test_both_sides_are_taken_to_where_the_market_is_known(tmp_path):
    """The market of 2025 is known to June: both years are taken to 30 June."""
    size = market(y2024=1000) + market(MONTHS[:6], y2025=1000)
    ask = asked(tmp_path, orders=monthly(y2024=100, y2025=100), market=size)
    figure = share(ask)
    assert figure.frame["growth"].tolist() == pytest.approx([0, 0])
    assert "市场数据只到6月30日，两期都比到这一天。" in figure.notes


@pytest.mark.parametrize(
    ("orders", "size", "said"),
    [
        (monthly(y2024=0, y2025=100), market(y2024=1000, y2025=1000), "本公司销售额为 0.00元，不是正数"),
        (monthly(y2024=100, y2025=100), market(y2025=1000), "没有去年同期的数据：市场数据从2025年1月1日才开始"),
        (monthly(y2024=100, y2025=100), market(y2024=1000), "没有市场份额的数值"),
    ],
)  # fmt: skip
def test_where_factors_cannot_be_told_apart_it_says_why(tmp_path, orders, size, said):
    figure = share(asked(tmp_path, orders=orders, market=size))
    assert figure.is_empty
    assert said in figure.sentence


def sold_and_spent(**by_channel):
    """In each month of two years, by channel: gross profit and spend before, and now."""
    orders, spend = [], []
    for channel, sides in by_channel.items():
        for year, (profit, spent) in zip((2024, 2025), sides, strict=True):
            for month in MONTHS:
                day = {"order_date": f"{year}-{month}-28", "channel": channel}
                orders.append(day | {"amount": 2 * profit, "cost": profit})
                spend.append({"date": f"{year}-{month}-01", "channel": channel, "spend": spent})
    ends = {"order_date": "2025-12-31", "amount": 0, "cost": 0, "channel": "天猫"}
    return {"orders": [*orders, ends], "spend": spend}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_lead_of_online_is_taken_apart_by_the_channels_of_both_sides(tmp_path, lang):
    """Online (天猫) from 200/100 − 1 = 1 to 150/100 − 1 = 0.5, offline (门店) from 0 to 0.2."""
    rows = sold_and_spent(天猫=((200, 100), (150, 100)), 门店=((100, 100), (120, 100)))
    ask = asked(tmp_path, **rows)
    assert list(ways_to_explain.ways(ask, "online_roi_lead")) == ["channel"]
    figure = ways_to_explain.why(ask, scope(ask, "2025", lang=lang), "online_roi_lead", "channel")
    assert moved(figure) == pytest.approx({"天猫": -0.5, "门店": -0.2})
    frame = figure.frame.set_index("channel")
    assert frame.loc["天猫", ["before", "now"]].tolist() == pytest.approx([1, 0.5])
    assert frame.loc["门店", "roi_offline_rate"] == pytest.approx(-0.2)
    assert frame["roi_online_rate"].isna().to_dict() == {"天猫": False, "门店": True}
    side = {
        "zh": "线上ROI 1.00 → 0.50，影响 -0.50",
        "en": "Online ROI 1.00 → 0.50 accounts for -0.50",
    }
    assert any(note.startswith(side[lang]) for note in figure.notes)


def deals(channel, year, *days):
    return [
        {"opportunity_id": f"{channel}{year}{n}", "stage": "won", "outcome": "won", "channel": channel,
         "first_contact": f"{year}-01-02", "closed": f"{year}-02-{day:02}"}
        for n, day in enumerate(days)
    ]  # fmt: skip


def test_medians_stand_side_by_side_with_their_counts_and_no_sum(tmp_path):
    """From 2 January on: web 32, 33, 34, 35, 36 → 40 … 44 days; shops 30 → 30 days, one deal each."""
    rows = [
        *deals("官网", 2024, 3, 4, 5, 6, 7), *deals("官网", 2025, 11, 12, 13, 14, 15),
        *deals("门店", 2024, 1), *deals("门店", 2025, 1),
    ]  # fmt: skip
    orders = [{"order_date": f"{year}-12-31", "amount": 1} for year in (2024, 2025)]
    ask = asked(tmp_path, opportunities=rows, orders=orders)
    figure = ways_to_explain.why(ask, scope(ask, "2025"), "sales_cycle", "channel")
    assert figure.frame.to_numpy().tolist() == [
        ["官网", 34, 5, 42, 5, 8],
        ["门店", 30, 1, 30, 1, 0],
    ]
    assert "变化最大：官网 +8天。" in figure.sentence
    assert any(note.startswith("中位数不能相加") for note in figure.notes)


def test_what_a_metric_is_made_of_is_read_from_its_formula():
    def named(parts):
        return [(sign, part.key) for sign, part in parts]

    assert named(factors_of(METRICS["clv_cac"])) == [
        (1, "named_order_value"), (1, "named_margin"), (1, "expected_orders"), (-1, "cac"),
    ]  # fmt: skip
    assert named(factors_of(METRICS["market_share"])) == [
        (1, "measured_sales"),
        (-1, "market_size"),
    ]
    assert named(terms_of(METRICS["online_roi_lead"])) == [(1, "roi_online"), (-1, "roi_offline")]
    assert factors_of(METRICS["win_rate"]) == ()
    assert terms_of(METRICS["clv"]) == ()
    assert count_of(METRICS["sales_cycle"]) == "sales_cycle_count"
    assert count_of(METRICS["sales"]) is None


@pytest.fixture(scope="module")
def only_orders(tmp_path_factory):
    rows = [row | {"channel": "天猫"} for row in monthly(y2024=100, y2025=120)]
    return asked(tmp_path_factory.mktemp("orders"), orders=rows)


@pytest.mark.parametrize("key", [metric.key for metric in LIGHTS])
def test_where_orders_alone_tell_nothing_it_says_why(only_orders, key):
    ask = only_orders
    for view in (scope(ask, "2025"), scope(ask, "2025").where("channel", "天猫"), scope(ask)):
        for way in ways_to_explain.ways(ask, key):
            figure = ways_to_explain.why(ask, view, key, way)
            assert not figure.is_empty or figure.missing or figure.sentence
