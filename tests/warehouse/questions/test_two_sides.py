"""Ratios of two datasets: both sides over the same months and members, and how much that is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from salesdash.calendar import Calendar
from salesdash.figures.two_sides import covers
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.basis import basis, last_closed, running_spend
from salesdash.warehouse.questions.sql.counted import PLAN, has_target
from salesdash.warehouse.questions.sql.target_sets import ChosenSet
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.settings import Settings
from tests.stores import Rows, asked, daily, fill, scope

MONTHS = [f"2024-{month:02}" for month in range(1, 13)]


def orders(
    channel: str, amount: int = 100, cost: int | None = 60, months: list[str] = MONTHS
) -> Rows:
    return [
        {
            "order_date": f"{month}-05",
            "order_id": f"{channel}{month}",
            "customer": f"{channel}{month}",
            "channel": channel,
            "amount": amount,
            "cost": cost,
        }
        for month in months
    ]


def spend(channel: str | None, amount: int, months: list[str] = MONTHS) -> Rows:
    return [{"date": month, "channel": channel, "spend": amount} for month in months]


CLOSED = orders("天猫", 0, 0, ["2025-01"])  # an order of the year after: December has ended


def one(ask: Ask, metric: str, period: str = "2024", **filters: str) -> float | None:
    asked_for: Scope = scope(ask, period)
    for dimension, member in filters.items():
        asked_for = asked_for.where(dimension, member)
    value = ask([metric], [], asked_for).iloc[0][metric]
    return None if value != value else float(value)


def by_channel(ask: Ask, metric: str, period: str = "2024") -> dict[str, float | None]:
    frame = ask([metric, "sales"], ["channel"], scope(ask, period))
    return {
        channel: None if value != value else float(value)
        for channel, value in zip(frame["channel"], frame[metric], strict=True)
    }


def test_half_a_years_spend_stands_under_the_profit_of_its_months(tmp_path: Path):
    ask = asked(tmp_path, orders=orders("天猫") + CLOSED, spend=spend("天猫", 10, MONTHS[6:]))
    assert one(ask, "roi") == pytest.approx((6 * 40 - 60) / 60)
    assert one(ask, "cac") == pytest.approx(60 / 6)
    assert one(ask, "cost_ratio") == pytest.approx(60 / 600)
    found = basis(ask, "roi", scope(ask, "2024"))[()]
    assert (found.months, found.share) == ((6, 12), 0.5)


def test_a_channel_without_spend_is_not_in_the_companys_return(tmp_path: Path):
    ask = asked(tmp_path, orders=orders("天猫") + orders("经销") + CLOSED, spend=spend("天猫", 10))
    assert by_channel(ask, "roi") == {"天猫": pytest.approx(3.0), "经销": None}
    assert one(ask, "roi") == pytest.approx(3.0)
    assert basis(ask, "roi", scope(ask, "2024"))[()].channels == (1, 2)


def test_what_has_no_channel_counts_for_the_company_where_every_channel_has_spend(tmp_path: Path):
    bare = [{**row, "channel": None} for row in orders("无")]
    ask = asked(tmp_path, orders=orders("天猫") + bare + CLOSED, spend=spend("天猫", 10))
    assert one(ask, "roi") == pytest.approx((24 * 40 - 120) / 120)
    assert by_channel(ask, "roi")["天猫"] == pytest.approx(3.0)


def test_spend_of_the_whole_company_is_under_all_channels_and_none(tmp_path: Path):
    ask = asked(tmp_path, orders=orders("天猫") + orders("经销") + CLOSED, spend=spend(None, 40))
    assert one(ask, "roi") == pytest.approx((24 * 40 - 480) / 480)
    assert by_channel(ask, "roi") == {"天猫": None, "经销": None}


def test_one_basis_for_all_a_channel_without_costs_has_no_return(tmp_path: Path):
    ask = asked(
        tmp_path,
        orders=orders("天猫") + orders("京东", cost=None) + CLOSED,
        spend=spend("天猫", 20) + spend("京东", 20),
    )
    assert by_channel(ask, "roi") == {"天猫": pytest.approx(1.0), "京东": None}
    assert one(ask, "roi") == pytest.approx(1.0)
    assert one(ask, "roi", channel="京东") is None
    assert not basis(ask, "roi", scope(ask, "2024"))[()].on_sales


def test_where_costs_are_known_nowhere_all_are_on_sales_and_it_is_said(tmp_path: Path):
    rows = orders("天猫", cost=None) + orders("京东", 200, None)
    ended = orders("天猫", 1, None, ["2025-01"])
    ask = asked(tmp_path, orders=rows + ended, spend=spend("天猫", 20) + spend("京东", 20))
    assert by_channel(ask, "roi") == {"天猫": pytest.approx(4.0), "京东": pytest.approx(9.0)}
    assert basis(ask, "roi", scope(ask, "2024"))[()].on_sales


def test_spend_falls_by_sales_on_the_lines_whose_cost_is_known(tmp_path: Path):
    known, unknown = orders("天猫", 90, 50), orders("天猫", 10, None)
    ask = asked(tmp_path, orders=known + unknown + CLOSED, spend=spend("天猫", 20))
    assert one(ask, "roi") == pytest.approx((40 - 18) / 18)


def test_online_lead_is_over_the_channels_that_have_both_sides(tmp_path: Path):
    """The shop without spend does not make offline look better."""
    ask = asked(
        tmp_path,
        orders=orders("天猫") + orders("门店", 100, 80) + orders("经销") + CLOSED,
        spend=spend("天猫", 10) + spend("门店", 10),
    )
    assert one(ask, "online_roi_lead") == pytest.approx(3.0 - 1.0)


def test_leads_are_held_against_the_customers_of_their_months(tmp_path: Path):
    leads = [{"date": month, "channel": "天猫", "leads": 10} for month in MONTHS[6:9]]
    ask = asked(tmp_path, orders=orders("天猫") + CLOSED, spend=leads)
    assert one(ask, "lead_conversion") == pytest.approx(3 / 30)


def test_no_return_is_finer_than_its_sheet(tmp_path: Path):
    ask = asked(tmp_path, orders=orders("天猫") + CLOSED, spend=spend("天猫", 10))
    assert one(ask, "roi", "2024-W10") is None
    assert one(ask, "roi", "2024-03") == pytest.approx(3.0)
    by_week = ask(["roi", "sales"], ["week"], scope(ask, "2024"))
    assert by_week["roi"].isna().all()
    by_month = ask(["roi", "sales"], ["month"], scope(ask, "2024"))
    assert by_month["roi"].tolist() == pytest.approx([3.0] * 12)


@pytest.mark.parametrize("period", ["2024-10", "2024-10-01..2024-10-31"])
def test_on_days_off_the_last_month_of_the_sheet_stands_for_a_month_not_worked_yet(
    tmp_path: Path, period: str
):
    """1 to 7 October are holidays, over whose workdays October's spend is not spread."""
    sold = daily("2024-01-01", 281, channel="天猫", amount=100, cost=60)  # to 7 October
    ask = asked(tmp_path, orders=sold, spend=spend("天猫", 10, MONTHS[:10]))
    assert last_closed(ask, scope(ask, period)) == Period.parse("2024-09")
    assert last_closed(ask, scope(ask, "2024-09")) is None
    assert last_closed(ask, scope(ask, "2024")) is None


def test_the_last_month_of_the_sheet_is_that_of_whom_is_asked_about(tmp_path: Path):
    """Tmall's costs are known by month to September, those of the shop by day."""
    by_day = [{"date": f"2024-10-{day:02}", "channel": "门店", "spend": 1} for day in range(1, 32)]
    sold = [
        line
        for channel in ("天猫", "门店")
        for line in daily("2024-01-01", 308, channel=channel, amount=100, cost=60)  # to 3 November
    ]
    ask = asked(tmp_path, orders=sold, spend=[*spend("天猫", 10, MONTHS[:9]), *by_day])
    october, week = scope(ask, "2024-10"), scope(ask, "2024-W36")
    assert last_closed(ask, october.where("channel", "天猫")) == Period.parse("2024-09")
    assert last_closed(ask, october.where("channel", "门店")) is None
    assert last_closed(ask, week.where("channel", "天猫")) == Period.parse("2024-08")
    assert last_closed(ask, week.where("channel", "门店")) is None


def test_days_that_stand_a_month_apart_are_the_spend_of_months(tmp_path: Path):
    bills = [{"date": f"{month}-20", "channel": "天猫", "spend": 10} for month in MONTHS]
    ask = asked(tmp_path, orders=orders("天猫") + CLOSED, spend=bills)
    assert one(ask, "roi", "2024-03") == pytest.approx(3.0)
    assert one(ask, "roi", "2024-W12") is None


def test_days_of_spend_speak_for_the_days_between_them(tmp_path: Path):
    campaign = [
        {"date": f"2024-03-{day:02}", "channel": "天猫", "spend": 1} for day in range(1, 32, 2)
    ]
    ask = asked(tmp_path, orders=orders("天猫") + CLOSED, spend=campaign)
    assert one(ask, "roi", "2024-03") == pytest.approx((40 - 16) / 16)
    assert one(ask, "roi") == pytest.approx((40 - 16) / 16)


def test_the_first_months_spend_counts_whole_where_orders_are_usually_that_far_apart(
    tmp_path: Path,
):
    """One invoice a month, on the 15th, says nothing of when the data begin; one a day does."""
    costs = spend("天猫", 220, MONTHS[:3])  # January has 22 workdays, 13 of them from the 15th on
    monthly = [{**row, "order_date": row["order_date"][:8] + "15"} for row in orders("天猫", 1000)]
    assert one(asked(tmp_path, orders=monthly, spend=costs), "cost_ratio") == 660 / 3000
    january = daily("2024-01-15", 17, channel="天猫", amount=100, cost=60)
    later = daily("2024-02-01", 60, channel="天猫", amount=100, cost=60)
    (folder := tmp_path / "daily").mkdir()
    assert one(asked(folder, orders=january + later, spend=costs), "cost_ratio", "2024-01") == (
        pytest.approx(130 / 1700)
    )


def test_where_the_spend_sheet_ends_before_the_orders_so_does_the_return(tmp_path: Path):
    ask = asked(tmp_path, orders=orders("天猫") + CLOSED, spend=spend("天猫", 10, MONTHS[:10]))
    found = basis(ask, "roi", scope(ask, "2024"))[()]
    assert one(ask, "roi") == pytest.approx(3.0)
    assert found.until == (date(2024, 10, 31), date(2024, 12, 5))


def test_the_end_of_the_other_side_is_its_own_not_that_of_the_last_order_under_it(tmp_path: Path):
    """Spend of each day to 20 March, orders on the 5th: 20 March, not 5 March, and of targets 30 June."""
    costs = [{"date": f"2024-03-{day:02}", "channel": "天猫", "spend": 1} for day in range(1, 21)]
    plan = [{"period": month, "amount": 100} for month in MONTHS[:6]]
    ask = asked(tmp_path, orders=orders("天猫") + CLOSED, spend=costs, targets=plan)
    rests = {key: basis(ask, key, scope(ask, "2024"))[()] for key in ("roi", "attainment")}
    assert rests["roi"].until == (date(2024, 3, 20), date(2024, 12, 5))
    assert rests["attainment"].until == (date(2024, 6, 30), date(2024, 12, 5))
    assert "费用到3月20日为止，订单到12月5日" in covers(rests["roi"]).zh


def running(of_november: int) -> dict[str, Rows]:
    """Orders to the 15th of November, a usual month's spend of 100."""
    rows = [
        {"order_date": f"2024-{month:02}-{day:02}", "channel": "天猫", "amount": 30, "cost": 10}
        for month in range(1, 12)
        for day in range(1, 16)
    ]
    sheet = spend("天猫", 100, MONTHS[:10]) + spend("天猫", of_november, ["2024-11"])
    return {"orders": rows, "spend": sheet}


def test_half_a_months_spend_is_what_was_spent_so_far(tmp_path: Path):
    ask = asked(tmp_path, **running(55))
    assert one(ask, "spend", "2024-11") == pytest.approx(55)
    assert one(ask, "roi", "2024-11") == pytest.approx((300 - 55) / 55)


def test_a_usual_months_spend_is_the_whole_months(tmp_path: Path):
    ask = asked(tmp_path, **running(105))  # 11 of 21 workdays have passed
    assert one(ask, "spend", "2024-11") == pytest.approx(55)
    assert one(ask, "roi", "2024-11") == pytest.approx((300 - 55) / 55)


def test_what_somebody_decides_of_the_running_month_holds(tmp_path: Path):
    warehouse = Warehouse(tmp_path / "store")
    fill(warehouse, tmp_path, "test.csv", **running(105))
    Settings(warehouse).set_running_spend(is_whole=False)
    ask = Ask(warehouse.query)
    assert one(ask, "spend", "2024-11") == pytest.approx(105)
    found = running_spend(ask)
    assert found
    assert (found.is_decided, found.is_whole, found.usual) == (True, False, 100)


def test_a_budget_counts_no_further_than_the_spend_is_known(tmp_path: Path):
    sheet = [
        {"date": month, "budget": 100, "spend": 90 if month < "2024-07" else None}
        for month in MONTHS
    ]
    ask = asked(tmp_path, orders=orders("天猫") + CLOSED, spend=sheet)
    assert one(ask, "budget_use") == pytest.approx(0.9)


def test_a_budget_is_held_against_the_spend_of_its_own_channel(tmp_path: Path):
    """天猫 spends 300 of 360 in half a year; 京东's budget has no spend, 经销's spend no budget."""
    sheet = [{"date": m, "channel": "天猫", "spend": 50, "budget": 60} for m in MONTHS[:6]]
    sheet += [{"date": m, "channel": "京东", "budget": 60} for m in MONTHS]
    sheet += [{"date": m, "channel": "经销", "spend": 30} for m in MONTHS]
    ask = asked(tmp_path, orders=orders("天猫") + orders("京东") + CLOSED, spend=sheet)
    assert one(ask, "budget_use") == pytest.approx(300 / 360)
    assert one(ask, "budget_use", channel="天猫") == pytest.approx(300 / 360)
    assert one(ask, "budget_use", channel="京东") is None


def test_stock_of_whose_costs_nobody_knows_turns_over_nothing(tmp_path: Path):
    """京东 holds stock and sells, at costs unknown; 仓库 holds stock and sells nothing."""
    held = ("天猫", "京东", "仓库")
    stock = [{"date": m, "channel": c, "inventory": 120} for m in MONTHS for c in held]
    rows = orders("天猫") + orders("京东", cost=None)
    ask = asked(tmp_path, orders=rows, spend=stock)
    assert one(ask, "turnover") == pytest.approx(720 / 240)
    assert one(ask, "turnover", channel="天猫") == pytest.approx(6.0)
    assert one(ask, "turnover", channel="京东") is None


def test_stock_is_held_against_the_cost_of_whoever_holds_it(tmp_path: Path):
    """Two channels whose stock is taken on other days; the third holds none that is known."""
    rows = orders("天猫") + orders("京东") + orders("经销")
    stock = [{"date": f"{month}-01", "channel": "天猫", "inventory": 120} for month in MONTHS]
    stock += [{"date": f"{month}-02", "channel": "京东", "inventory": 120} for month in MONTHS]
    ask = asked(tmp_path, orders=rows, spend=stock)
    assert one(ask, "turnover") == pytest.approx(2 * 720 / 240)
    assert by_channel(ask, "turnover") == {"天猫": 6.0, "京东": 6.0, "经销": None}


def test_targets_of_one_region_judge_that_region(tmp_path: Path):
    rows = [
        {"order_date": f"{month}-05", "region": region, "amount": 100}
        for month in MONTHS
        for region in ("华东", "华南")
    ]
    targets = [{"period": month, "region": "华东", "amount": 100} for month in MONTHS]
    ended = [{"order_date": "2025-01-02", "region": "华东", "amount": 1}]
    ask = asked(tmp_path, orders=rows + ended, targets=targets)
    assert one(ask, "attainment") == pytest.approx(1.0)
    assert basis(ask, "attainment", scope(ask, "2024"))[()].share == pytest.approx(0.5)


def test_a_basis_counts_channels_that_nobody_asks_to_tell_apart(tmp_path: Path):
    """华东 sells on 天猫 and 京东, 华南 through 经销; only 华东 has a target."""
    sold = (("华东", "天猫"), ("华东", "京东"), ("华南", "经销"), ("华东", "天猫"))
    rows = [
        {"order_date": f"{month}-05", "region": region, "channel": channel, "amount": 100}
        for month in MONTHS
        for region, channel in sold
    ]
    targets = [{"period": month, "region": "华东", "amount": 100} for month in MONTHS[:3]]
    ask = asked(tmp_path, orders=rows, targets=targets)
    rests = basis(ask, "attainment", scope(ask, "2024"))[()]
    assert (rests.months, rests.channels) == ((3, len(MONTHS)), (2, 3))
    assert rests.share == pytest.approx(3 * 3 / (4 * len(MONTHS)))


def test_a_way_of_splitting_is_looked_up_once_for_all_its_years():
    ways = [ChosenSet("sales", year, " region:3", ("region",)) for year in (2023, 2024, 2025)]
    asked_of_lines = has_target(PLAN, ways, Calendar())
    assert asked_of_lines.count("(SELECT (date") == 1
    assert "IN (2023, 2024, 2025)" in asked_of_lines


def test_sales_of_nobody_count_where_everybody_has_a_target(tmp_path: Path):
    rows = [
        {"order_date": f"{month}-05", "region": region, "amount": 100}
        for month in MONTHS
        for region in ("华东", None)
    ]
    targets = [{"period": month, "region": "华东", "amount": 200} for month in MONTHS]
    ended = [{"order_date": "2025-01-02", "region": "华东", "amount": 1}]
    ask = asked(tmp_path, orders=rows + ended, targets=targets)
    assert one(ask, "attainment") == pytest.approx(1.0)


@pytest.mark.parametrize(("elsewhere", "share"), [("西藏", 0.05), (None, 0.1)])
def test_a_market_that_reaches_farther_is_held_against_what_was_sold_in_it(
    tmp_path: Path, elsewhere: str | None, share: float
):
    """华东 and a region where nothing is sold: 100 of 2,000; and, the month before, all regions: 200 of 2,000."""
    rows = [
        {"order_date": f"2024-0{month}-05", "region": region, "amount": 100}
        for month in (3, 4)
        for region in ("华东", "华南")
    ] + [{"order_date": "2024-05-06", "region": "华东", "amount": 1}]
    market = [{"period": "2024-04", "region": "华东", "market_size": 1000}]
    market += [{"period": "2024-04", "region": "西藏", "market_size": 1000}]
    if elsewhere is None:
        market = [*market[:1], {"period": "2024-03", "market_size": 2000}]
    ask = asked(tmp_path, orders=rows, market=market)
    month = "2024-04" if elsewhere else "2024-03"
    assert one(ask, "market_share", month) == pytest.approx(share)


def test_the_market_of_one_region_is_held_against_what_was_sold_there(tmp_path: Path):
    rows = [
        {"order_date": "2024-03-05", "region": region, "amount": 100} for region in ("华东", "华南")
    ] + [{"order_date": "2024-04-01", "region": "华东", "amount": 1}]
    market = [{"period": "2024-03", "region": "华东", "market_size": 1000}]
    ask = asked(tmp_path, orders=rows, market=market)
    assert one(ask, "market_share") == pytest.approx(0.1)


def test_months_that_one_way_of_splitting_leaves_out_are_told_by_another(tmp_path: Path):
    """Targets by region to June, of the company from July on, sales of 110 a month in each half."""
    sold = [
        {"order_date": f"2025-{month:02}-10", "amount": 110, "region": "华东"}
        for month in range(1, 13)
    ]
    first = [{"period": f"2025-{m:02}", "region": "华东", "amount": 100} for m in range(1, 7)]
    rest = [{"period": f"2025-{m:02}", "amount": 50} for m in range(7, 13)]
    ended = [{"order_date": "2025-12-31", "amount": 0, "region": "华东"}]
    ask = asked(tmp_path, orders=sold + ended, targets=first + rest)
    found = ask(["target", "attainment"], (), scope(ask, "2025")).iloc[0]
    assert found["target"] == 900
    assert found["attainment"] == pytest.approx(1320 / 900)
    by_month = ask(["target"], ("month",), scope(ask, "2025"))
    assert by_month["target"].tolist() == [100] * 6 + [50] * 6
