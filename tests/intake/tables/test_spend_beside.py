"""Spend of channels across, beside sales or alone: it comes in as spend, by channel."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from salesdash.receipt import Batch

DAYS = ("2025-01-06", "2025-01-13", "2025-01-20", "2025-01-27")


def by_channel(batch: Batch) -> dict[str, Decimal]:
    assert batch.rows is not None
    found: dict[str, Decimal] = {}
    for row in batch.rows.select(["channel", "spend"]).to_pylist():
        found[row["channel"]] = found.get(row["channel"], Decimal(0)) + row["spend"]
    return found


def sheet(headers: list[str], amounts: list[int]) -> list[list[Any]]:
    """A row a week: the amounts of the first, twice and three times as much, and so on."""
    return [headers, *([day, *(n * a for a in amounts)] for n, day in enumerate(DAYS, start=1))]


@pytest.mark.parametrize(
    ("headers", "names"),
    [
        (["DATE", "revenue", "tv_S", "print_S", "search_S"], ("tv", "print", "search")),
        (["week", "revenue", "tv_spend", "radio_spend", "search_spend"], ("tv", "radio", "search")),
        (["Date", "Sales", "Spend TV", "Spend Radio", "Spend Google"], ("TV", "Radio", "Google")),
        (["Date", "Revenue", "Facebook ad spend", "Google ad spend", "TikTok ad spend"], ("Facebook", "Google", "TikTok")),
        (["日期", "销售额", "天猫费用", "京东费用", "抖音费用"], ("天猫", "京东", "抖音")),
        (["日期", "销售额", "天猫-广告费", "京东-广告费", "抖音-广告费"], ("天猫", "京东", "抖音")),
        (["日期", "銷售額", "电视投放", "户外投放", "信息流投放"], ("电视", "户外", "信息流")),
    ],
)  # fmt: skip
def test_both_come_in_each_as_what_it_is(drop, headers, names):
    sold, spent = drop({"S": sheet(headers, [1000, 10, 20, 30])}, accept=True)
    assert (sold.receipt.dataset, sold.receipt.amount_loaded) == ("orders", 10_000)
    assert spent.receipt.dataset == "spend"
    assert by_channel(spent) == dict(zip(names, (100, 200, 300), strict=True))


@pytest.mark.parametrize("way", ["{}_S", "{} cost", "{}费用", "{}广告费"])
def test_spend_alone_is_spend_by_channel_and_nothing_is_asked(drop, way):
    headers = ["日期" if "费" in way else "Date", *(way.format(n) for n in ("天猫", "抖音", "TV"))]
    (spent,) = drop({"S": sheet(headers, [10, 20, 30])})
    assert spent.questions == ()
    assert by_channel(spent) == {"天猫": 100, "抖音": 200, "TV": 300}


def test_a_total_beside_is_no_channel(drop):
    headers = ["日期", "销售额", "天猫费用", "京东费用", "总费用"]
    spent = drop({"S": sheet(headers, [1000, 10, 20, 30])}, accept=True)[1]
    assert by_channel(spent) == {"天猫": 100, "京东": 200}


@pytest.mark.parametrize(
    "headers",
    [
        ["日期", "销售额", "差旅费用", "招待费用", "物流费用"],
        ["Date", "Sales", "Shipping cost", "Packaging cost", "Product cost"],
        ["Date", "Sales", "Size_S", "Fit_S", "Colour_S"],
    ],
)
def test_costs_of_other_things_are_no_channels(drop, headers):
    found = drop({"S": sheet(headers, [1000, 10, 20, 30])}, accept=True)
    assert all("channel" not in batch.receipt.columns for batch in found)


def test_costs_of_order_lines_are_no_spend_of_channels(drop):
    headers = ["日期", "客户", "销售额", "天猫费用", "京东费用"]
    rows = [headers, *([day, who, 1000, 10, 20] for day in DAYS for who in ("甲", "乙"))]
    (sold,) = drop({"S": rows}, accept=True)
    assert (sold.receipt.dataset, sold.receipt.rows_loaded) == ("orders", 8)


@pytest.mark.parametrize(
    ("title", "headers"),
    [
        ("市场推广费用", ["月份", "百度推广", "线下展会"]),
        ("2025年渠道费用", ["月份", "天猫直通车", "抖音千川", "百度推广", "线下展会"]),
        ("推广费用（元）", ["日期", "小红书种草", "微博投放", "电梯广告"]),
        ("Marketing spend 2025", ["Month", "Google Ads", "Facebook Ads", "Trade shows"]),
        ("Ad spend", ["Week of", "LinkedIn Ads", "Bing Ads"]),
    ],
)
@pytest.mark.parametrize("has_total", [False, True])
def test_what_is_paid_for_on_a_medium_is_a_name_where_money_was_spent(
    one, title, headers, has_total
):
    amounts = [10 * n for n in range(1, len(headers))]
    rows = sheet(headers, amounts)[1:]
    total = "Total" if headers[0].isascii() else "合计"
    if has_total:
        headers, rows = [*headers, total], [[*row, sum(row[1:])] for row in rows]
    batch = one({"S": [[title], headers, *rows]})
    assert (batch.receipt.dataset, batch.receipt.needs) == ("spend", ())
    assert batch.receipt.amount_loaded == 10 * sum(amounts)
    assert len(by_channel(batch)) == len(amounts)


def test_clicks_beside_what_they_cost_are_no_names(one):
    rows = sheet(["日期", "曝光", "点击", "花费"], [9000, 90, 30])
    assert one({"S": [["百度推广投放报表"], *rows]}).receipt.amount_loaded == 10 * 30
