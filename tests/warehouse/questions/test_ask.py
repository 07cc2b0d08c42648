"""Small cases that a manager could check with a pocket calculator."""

import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from salesdash.catalog.metrics import METRICS
from salesdash.errors import QuestionError
from salesdash.warehouse.questions.ask import Ask
from tests.stores import asked, daily, scope

ORDERS = [
    {"order_date": "2024-11-05", "amount": 100, "order_id": "A1", "customer": "甲", "channel": "天猫", "cost": 60},
    {"order_date": "2024-12-02", "amount": 300, "order_id": "A2", "customer": "乙", "channel": "直销", "cost": 200},
    {"order_date": "2025-01-10", "amount": 200, "order_id": "B1", "customer": "甲", "channel": "天猫", "cost": 120},
    {"order_date": "2025-01-10", "amount": 50, "order_id": "B1", "customer": "甲", "channel": "天猫", "cost": 30},
    {"order_date": "2025-02-11", "amount": -40, "order_id": "B2", "customer": "甲", "channel": "天猫"},
    {"order_date": "2025-02-12", "amount": 500, "order_id": "B3", "customer": "丙", "channel": "直销", "status": "cancelled"},
    {"order_date": "2025-03-03", "amount": 400, "order_id": "B4", "customer": "丙", "channel": "直销", "status": "returned", "cost": 300},
]  # fmt: skip


def value(ask, metric: str, within=None) -> float:
    return float(ask([metric], [], within)[metric].iloc[0])


def test_cancelled_lines_are_no_sales_and_negative_ones_are(tmp_path: Path):
    ask = asked(tmp_path, orders=ORDERS)
    assert value(ask, "sales") == 100 + 300 + 200 + 50 - 40 + 400


def test_a_negative_line_is_netted_once(tmp_path: Path):
    """Returns: the negative line's 40 and the returned 400. Net: 1010 less the 400."""
    ask = asked(tmp_path, orders=ORDERS)
    assert value(ask, "returns") == 440
    assert value(ask, "net_sales") == 610
    assert value(ask, "return_rate") == pytest.approx(440 / 1050)


def test_two_lines_of_an_order_are_one_order(tmp_path: Path):
    ask = asked(tmp_path, orders=ORDERS)
    assert value(ask, "orders", scope(ask, "2025-01")) == 1
    assert value(ask, "aov", scope(ask, "2025-01")) == 250


def test_lines_without_an_order_number_count_each(tmp_path: Path):
    ask = asked(tmp_path, orders=[{"order_date": "2025-01-01", "amount": 1}] * 3)
    assert value(ask, "orders") == 3


def test_margin_is_over_lines_with_a_cost_only(tmp_path: Path):
    """The negative line has no cost: 340 profit over 1050 costed sales."""
    ask = asked(tmp_path, orders=ORDERS)
    assert value(ask, "gross_profit") == 40 + 100 + 80 + 20 + 100
    assert value(ask, "margin_rate") == pytest.approx(340 / 1050)


def test_a_returns_sheet_marks_the_lines_of_its_orders(tmp_path: Path):
    ask = asked(tmp_path, orders=ORDERS, returns=[{"order_id": "B1"}])
    assert value(ask, "returns") == 440 + 250


def test_a_return_of_one_product_leaves_the_others(tmp_path: Path):
    orders = [
        {"order_date": "2025-01-10", "amount": 200, "order_id": "B1", "product": "锅"},
        {"order_date": "2025-01-10", "amount": 50, "order_id": "B1", "product": "勺"},
    ]
    ask = asked(tmp_path, orders=orders, returns=[{"order_id": "B1", "product": "勺"}])
    assert value(ask, "returns") == 50


def test_new_customers_are_new_by_all_history(tmp_path: Path):
    """丙's first order that counts is of March 2025; who first bought as the data begin is unknown."""
    ask = asked(tmp_path, orders=ORDERS)
    assert value(ask, "new_customers", scope(ask, "2025")) == 1
    assert value(ask, "new_customers", scope(ask, "2025-01")) == 0
    assert ask(["new_customers"], [], scope(ask, "2024"))["new_customers"].isna().all()


def test_two_customers_of_one_name_are_two(tmp_path: Path):
    orders = [
        {"order_date": "2025-01-10", "amount": 1, "customer": "王伟", "customer_id": "1"},
        {"order_date": "2025-01-11", "amount": 1, "customer": "王伟", "customer_id": "2"},
    ]
    ask = asked(tmp_path, orders=orders)
    assert value(ask, "customers") == 2


def test_attainment_is_against_the_target_to_date(tmp_path: Path):
    """January 2026 has 21 workdays. 9 January is the 5th (1st to 3rd off, Sunday the 4th made up):
    of 2,100 are 600 due by then, with 4, 5, 6, 7, 8, 9 January worked."""
    orders = daily("2026-01-04", 6, amount=110)
    ask = asked(tmp_path, orders=orders, targets=[{"period": "2026-01", "amount": 2100}])
    january = scope(ask, "2026-01")
    assert value(ask, "target", january) == 2100
    assert value(ask, "target_to_date", january) == pytest.approx(600)
    assert value(ask, "attainment", january) == pytest.approx(660 / 600)


def test_a_target_still_to_come_is_the_target_and_nothing_of_it_is_due(tmp_path: Path):
    orders = [{"order_date": "2026-01-04", "amount": 1}]
    ask = asked(tmp_path, orders=orders, targets=[{"period": "2026-03", "amount": 2100}])
    by_month = ask(["target", "target_to_date"], ["month"], scope(ask, "2026")).iloc[-1]
    assert (by_month["month"], by_month["target"]) == ("2026-03", 2100)
    assert math.isnan(by_month["target_to_date"])


def test_the_days_of_a_target_add_up_to_it_exactly(tmp_path: Path):
    orders = [{"order_date": "2026-12-31", "amount": 1}]
    ask = asked(tmp_path, orders=orders, targets=[{"period": "2025", "amount": "1000000.01"}])
    assert value(ask, "target", scope(ask, "2025")) == 1000000.01


def test_targets_split_twice_are_counted_once(tmp_path: Path):
    """The same 300 by region and again by person."""
    targets = [
        {"period": "2025-01", "amount": 100, "region": "华东"},
        {"period": "2025-01", "amount": 200, "region": "华南"},
        {"period": "2025-01", "amount": 150, "salesperson": "王"},
        {"period": "2025-01", "amount": 150, "salesperson": "李"},
    ]
    ask = asked(tmp_path, orders=[{"order_date": "2025-03-01", "amount": 1}], targets=targets)
    january = scope(ask, "2025-01")
    assert value(ask, "target", january) == 300
    by_region = ask(["target"], ["region"], january)
    assert dict(zip(by_region["region"], by_region["target"], strict=True)) == {
        "华东": 100,
        "华南": 200,
    }
    by_person = ask(["target"], ["salesperson"], january)
    assert list(by_person["target"]) == [150, 150]


def test_retention_looks_at_who_of_last_year_came_back(tmp_path: Path):
    """As of 3 March 2025: in the 12 months before the last 12 nobody bought; a year on, 甲 and 乙 did
    (and 丙), of whom only those with an order in the last 12 months are kept."""
    later = [
        *ORDERS,
        {"order_date": "2025-12-30", "amount": 10, "order_id": "C1", "customer": "甲"},
    ]
    ask = asked(tmp_path, orders=later)
    assert math.isnan(value(ask, "retention_rate", scope(ask, "2024-11")))
    # window: 31 December 2024 to 30 December 2025; before it 甲 and 乙
    assert value(ask, "retention_rate", scope(ask, "2025-12")) == pytest.approx(1 / 2)


def test_repurchase_counts_customers_with_two_orders(tmp_path: Path):
    """In the 12 months to 3 March 2025: 甲 3 orders, 乙 1, 丙 1."""
    ask = asked(tmp_path, orders=ORDERS)
    assert value(ask, "repurchase_rate", scope(ask, "2025-03")) == pytest.approx(1 / 3)


def test_roi_without_costs_is_over_sales(tmp_path: Path):
    orders = [{"order_date": "2025-01-05", "amount": 500, "channel": "天猫"}]
    spend = [{"date": "2025-01", "spend": 100, "channel": "天猫"}]
    ask = asked(tmp_path, orders=orders, spend=spend)
    assert value(ask, "roi", scope(ask, "2025")) == 4


def test_roi_is_gross_profit_over_spend(tmp_path: Path):
    orders = [{"order_date": "2025-01-05", "amount": 500, "cost": 300, "channel": "天猫"}]
    spend = [{"date": "2025-01", "spend": 100, "channel": "天猫"}]
    ask = asked(tmp_path, orders=orders, spend=spend)
    assert value(ask, "roi", scope(ask, "2025")) == 1


def test_a_deal_without_any_date_counts_where_no_period_is_asked_for(tmp_path: Path):
    deals = [{"opportunity_id": "1", "stage": "lead", "created": "2025-01-02"}]
    ask = asked(tmp_path, opportunities=[*deals, {"opportunity_id": "2", "stage": "lead"}])
    assert value(ask, "opportunities") == 2
    assert value(ask, "opportunities", scope(ask, "2025")) == 1


def test_win_rate_is_by_close_date(tmp_path: Path):
    deals = [
        {"opportunity_id": "1", "stage": "won", "created": "2024-12-01", "closed": "2025-01-05"},
        {"opportunity_id": "2", "stage": "lost", "created": "2024-12-01", "closed": "2025-01-06"},
        {"opportunity_id": "3", "stage": "lost", "created": "2024-12-01", "closed": "2024-12-06"},
        {"opportunity_id": "4", "stage": "proposal", "created": "2025-01-01"},
    ]
    ask = asked(tmp_path, opportunities=deals)
    assert value(ask, "win_rate", scope(ask, "2025")) == 1 / 2
    assert value(ask, "sales_cycle", scope(ask, "2025")) == 35


def test_tickets_not_answered_in_time_are_late(tmp_path: Path):
    """Four tickets; the last one is too young to be judged."""
    tickets = [
        {
            "opened": "2025-01-01T08:00",
            "first_response": "2025-01-02T08:00",
            "resolved": "2025-01-03T08:00",
        },
        {
            "opened": "2025-01-01T08:00",
            "first_response": "2025-01-04T08:00",
            "resolved": "2025-01-09T08:00",
        },
        {"opened": "2025-01-02T08:00"},
        {"opened": "2025-01-31T08:00"},
    ]
    ask = asked(tmp_path, tickets=tickets)
    assert value(ask, "response_48h") == pytest.approx(1 / 3)
    assert value(ask, "resolved_72h") == pytest.approx(1 / 3)


def test_satisfaction_knows_both_scales(tmp_path: Path):
    five = asked(
        tmp_path / "five", surveys=[{"date": "2025-01-01", "csat": s} for s in (5, 4, 3, 1)]
    )
    hundred = asked(
        tmp_path / "hundred", surveys=[{"date": "2025-01-01", "csat": s} for s in (95, 80, 79, 10)]
    )
    assert value(five, "csat") == value(hundred, "csat") == 0.5


def test_nps_is_promoters_less_detractors(tmp_path: Path):
    ask = asked(
        tmp_path, surveys=[{"date": "2025-01-01", "nps": s} for s in (10, 9, 8, 7, 6, 0, 10, 9)]
    )
    assert value(ask, "nps") == pytest.approx(100 * (4 - 2) / 8)


def test_market_share_counts_the_size_once_however_many_rivals(tmp_path: Path):
    market = [
        {"period": "2025-01", "market_size": 1000, "competitor": name, "competitor_sales": 200}
        for name in "AB"
    ]
    ask = asked(tmp_path, orders=[{"order_date": "2025-01-31", "amount": 150}], market=market)
    assert value(ask, "market_share", scope(ask, "2025")) == pytest.approx(0.15)


def test_half_a_month_of_sales_is_set_against_half_a_month_of_the_market(tmp_path: Path):
    """By Friday 14 March 2025 10 of 21 workdays have passed."""
    market = [{"period": "2025-03", "market_size": 2100}]
    ask = asked(tmp_path, orders=[{"order_date": "2025-03-14", "amount": 150}], market=market)
    assert value(ask, "market_share", scope(ask, "2025")) == pytest.approx(150 / 1000)


def test_what_happened_later_is_not_known_on_a_day_looked_back_upon(tmp_path: Path):
    deals = [
        {
            "opportunity_id": str(n),
            "stage": won,
            "outcome": won,
            "created": "2025-01-02",
            "closed": day,
        }
        for n, (won, day) in enumerate(
            [("won", "2025-03-10"), ("lost", "2025-04-10"), ("lost", "2025-05-10")]
        )
    ]
    surveys = [
        {"date": "2025-03-10", "csat": 5, "nps": 9},
        {"date": "2025-04-10", "csat": 1, "nps": 1},
    ]
    ask = asked(tmp_path, orders=ORDERS, opportunities=deals, surveys=surveys)
    march = replace(scope(ask, "2025"), as_of=date(2025, 3, 31))
    found = ask(["win_rate", "csat", "nps"], [], march).iloc[0]
    assert found.to_list() == [1, 1, 100]


def test_growth_of_half_a_month_is_against_as_many_workdays(tmp_path: Path):
    """100 a day in both years: to 11 March, growth is about nil and not −65 %."""
    orders = [*daily("2024-03-01", 31, amount=100), *daily("2025-03-01", 11, amount=100)]
    ask = asked(tmp_path, orders=orders)
    assert abs(value(ask, "channel_growth", scope(ask, "2025-03"))) < 0.1


def test_growth_over_nothing_is_missing(tmp_path: Path):
    ask = asked(tmp_path, orders=ORDERS)
    assert math.isnan(value(ask, "channel_growth", scope(ask, "2024")))


def test_growth_by_month_meets_the_same_month_of_last_year(tmp_path: Path):
    orders = [
        {"order_date": "2024-01-31", "amount": 100},
        {"order_date": "2024-02-29", "amount": 100},
        {"order_date": "2025-01-31", "amount": 150},
        {"order_date": "2025-02-28", "amount": 50},
    ]
    ask = asked(tmp_path, orders=orders)
    frame = ask(["channel_growth"], ["month"], scope(ask, "2025-01..2025-02"))
    assert dict(zip(frame["month"], frame["channel_growth"], strict=True)) == {
        "2025-01": 0.5,
        "2025-02": -0.5,
    }


def test_a_blank_member_is_shown_and_not_dropped(tmp_path: Path):
    orders = [
        {"order_date": "2025-01-05", "amount": 1, "channel": "天猫"},
        {"order_date": "2025-01-05", "amount": 2},
    ]
    ask = asked(tmp_path, orders=orders)
    frame = ask(["sales"], ["channel"])
    assert frame["channel"].isna().tolist() == [False, True]
    assert frame["sales"].tolist() == [1, 2]


def test_filters_are_values_and_never_sql(tmp_path: Path):
    evil = "x'); DROP TABLE loaded.orders; --"
    ask = asked(tmp_path, orders=[{"order_date": "2025-01-05", "amount": 7, "channel": evil}])
    assert value(ask, "sales", scope(ask, "2025").where("channel", evil)) == 7
    assert value(ask, "sales") == 7


def test_a_metric_that_knows_no_such_dimension_says_so(tmp_path: Path):
    ask = asked(tmp_path, orders=ORDERS, surveys=[{"date": "2025-01-01", "nps": 9}])
    with pytest.raises(QuestionError, match="cannot be split by"):
        ask(["nps"], ["salesperson"])


def test_what_is_not_loaded_is_missing_and_never_nought(tmp_path: Path):
    ask = asked(tmp_path, orders=[{"order_date": "2025-01-05", "amount": 7}])
    for key, metric in METRICS.items():
        if ask.missing(metric):
            assert math.isnan(value(ask, key, scope(ask, "2025"))), key


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    return asked(tmp_path_factory.mktemp("empty"))


@pytest.mark.parametrize("key", METRICS)
def test_every_metric_can_be_asked_of_an_empty_store(empty: Ask, key: str):
    assert math.isnan(value(empty, key))


@pytest.mark.parametrize("by", [["month"], ["week"], ["quarter"], ["year"], ["day"]])
def test_parts_of_time_add_up_to_the_whole(tmp_path: Path, by: list[str]):
    ask = asked(tmp_path, orders=ORDERS)
    assert ask(["sales"], by)["sales"].sum() == value(ask, "sales")


def test_growth_by_month_sets_the_running_month_beside_as_many_workdays(tmp_path: Path):
    """100 a day. To 14 November 2025, a Friday, 10 of its workdays have passed; the first ten of
    November 2024 (1st a Friday) end on Thursday the 14th, where 13 and 14 have brought more.
    October, over, is set beside the whole of October: 31 days of 100 on both sides."""
    orders = [
        *daily("2024-10-01", 61, amount=100),
        *daily("2025-10-01", 45, amount=100),
    ]
    ask = asked(tmp_path, orders=orders)
    year = scope(ask, "2025")
    by_month = ask(["channel_growth"], ["month"], year).set_index("month")["channel_growth"]
    assert by_month["2025-10"] == 0
    assert by_month["2025-11"] == pytest.approx(14 / 14 - 1)
    assert by_month["2025-11"] == value(ask, "channel_growth", scope(ask, "2025-11"))


@pytest.mark.parametrize("grain", ["week", "month", "quarter"])
def test_growth_by_any_grain_says_of_the_running_period_what_that_period_says_alone(
    tmp_path: Path, grain: str
):
    orders = [*daily("2024-01-01", 366, amount=70), *daily("2025-01-01", 323, amount=100)]
    ask = asked(tmp_path, orders=orders)
    last = ask(["channel_growth", "aov_growth"], [grain], scope(ask, "2025")).iloc[-1]
    alone = scope(ask, last[grain])
    assert last["channel_growth"] == value(ask, "channel_growth", alone)
    assert last["aov_growth"] == value(ask, "aov_growth", alone) == pytest.approx(100 / 70 - 1)


def test_growth_by_day_is_against_the_same_day_of_the_year_before(tmp_path: Path):
    """Of a leap year too, whose 29 February has the 28th beside it."""
    orders = [*daily("2023-02-27", 4, amount=100), *daily("2024-02-27", 4, amount=150)]
    ask = asked(tmp_path, orders=orders)
    frame = ask(["channel_growth"], ["day"], scope(ask, "2024"))
    assert frame["channel_growth"].tolist() == [0.5] * 4


def test_growth_of_a_range_sets_cut_months_beside_the_same_cut(tmp_path: Path):
    """From 16 January on: 16 days of 100 beside 16 of 50. All of February: 28 days beside 29."""
    orders = [*daily("2024-01-01", 60, amount=50), *daily("2025-01-01", 59, amount=100)]
    ask = asked(tmp_path, orders=orders)
    frame = ask(["channel_growth"], ["month"], scope(ask, "2025-01-16..2025-02-28"))
    assert frame["channel_growth"].tolist() == [1.0, pytest.approx(2800 / 1450 - 1)]


def test_growth_by_month_and_member_keeps_to_the_member(tmp_path: Path):
    orders = [
        *daily("2024-03-01", 31, amount=100, channel="天猫"),
        *daily("2025-03-01", 31, amount=200, channel="天猫"),
        *daily("2025-03-01", 31, amount=300, channel="直销"),
    ]
    ask = asked(tmp_path, orders=orders)
    frame = ask(["channel_growth"], ["channel", "month"], scope(ask, "2025"))
    found = dict(zip(frame["channel"], frame["channel_growth"], strict=True))
    assert found["天猫"] == 1
    assert math.isnan(found["直销"])


def test_a_filter_that_does_not_fit_is_named_and_not_the_split(tmp_path: Path):
    ask = asked(tmp_path, orders=ORDERS, surveys=[{"date": "2025-01-01", "nps": 9}])
    narrowed = scope(ask, "2025").where("salesperson", "王")
    with pytest.raises(QuestionError) as told:
        ask(["nps"], ["month"], narrowed)
    assert told.value.message.zh == "净推荐值的数据不区分销售员，不能按销售员筛选。"
    assert "Net Promoter" in told.value.message.en or "NPS" in told.value.message.en


def test_beside_others_what_cannot_be_filtered_is_missing(tmp_path: Path):
    orders = [{"order_date": "2025-01-05", "amount": 500, "category": "锅"}]
    spend = [{"date": "2025-01", "spend": 100}]
    ask = asked(tmp_path, orders=orders, spend=spend, surveys=[{"date": "2025-01-01", "nps": 9}])
    row = ask(["sales", "roi", "nps"], [], scope(ask, "2025").where("category", "锅")).iloc[0]
    assert row["sales"] == 500
    assert math.isnan(row["roi"])
    assert math.isnan(row["nps"])


def test_attainment_leaves_out_months_without_a_target(tmp_path: Path):
    """A plan for the first half of the year is not met by the sales of the second."""
    orders = [{"order_date": f"2025-{m:02}-15", "amount": 100} for m in range(1, 13)]
    targets = [{"period": f"2025-{m:02}", "amount": 200} for m in range(1, 7)]
    ask = asked(tmp_path, orders=orders, targets=targets)
    assert value(ask, "attainment", scope(ask, "2025")) == pytest.approx(600 / 1200)
    assert math.isnan(value(ask, "attainment", scope(ask, "2025Q3")))
    by_month = ask(["attainment"], ["month"], scope(ask, "2025"))["attainment"]
    assert by_month.tolist()[:6] == [0.5] * 6
    assert by_month[6:].isna().all()


def test_attainment_leaves_out_targets_of_the_time_before_the_orders(tmp_path: Path):
    orders = [
        {"order_date": "2025-03-03", "amount": 100},
        {"order_date": "2025-04-30", "amount": 80},
    ]
    targets = [{"period": f"2025-{m:02}", "amount": 100} for m in range(1, 5)]
    ask = asked(tmp_path, orders=orders, targets=targets)
    assert value(ask, "attainment", scope(ask, "2025")) == pytest.approx(180 / 200)


def test_attainment_of_a_member_is_over_the_months_of_its_own_target(tmp_path: Path):
    """East has a target in January only, West in both months; what East sold in February counts
    nowhere: it is held against nobody's target."""
    orders = [
        {"order_date": f"2025-0{m}-28", "amount": amount, "region": region}
        for region, amount in (("东", 60), ("西", 40))
        for m in (1, 2)
    ]
    targets = [
        {"period": "2025-01", "amount": 120, "region": "东"},
        {"period": "2025-01", "amount": 40, "region": "西"},
        {"period": "2025-02", "amount": 40, "region": "西"},
    ]
    ask = asked(tmp_path, orders=orders, targets=targets)
    year = scope(ask, "2025")
    by_region = ask(["attainment"], ["region"], year).set_index("region")["attainment"]
    assert by_region.to_dict() == {"东": 0.5, "西": 1.0}
    assert value(ask, "attainment", year.where("region", "东")) == 0.5
    assert value(ask, "attainment", year) == pytest.approx(140 / 200)


def test_what_sold_nothing_against_its_target_is_at_nought(tmp_path: Path):
    """And what is still to come is not judged."""
    orders = [{"order_date": "2025-01-31", "amount": 100, "region": "东"}]
    targets = [
        {"period": p, "amount": 100, "region": r} for p in ("2025-01", "2025-02") for r in "东西"
    ]
    ask = asked(tmp_path, orders=orders, targets=targets)
    by_region = ask(["attainment"], ["region"], scope(ask, "2025-01")).set_index("region")[
        "attainment"
    ]
    assert by_region.to_dict() == {"东": 1.0, "西": 0.0}
    assert math.isnan(value(ask, "attainment", scope(ask, "2025-02")))


def test_a_target_of_a_holiday_week_is_not_lost(tmp_path: Path):
    """2 to 8 October 2023 has 7 and 8 as make-up days; 1 to 7 October 2025 has no workday at all."""
    orders = [{"order_date": "2025-12-31", "amount": 1}]
    ask = asked(
        tmp_path, orders=orders, targets=[{"period": "2025-10-01..2025-10-07", "amount": 700}]
    )
    assert value(ask, "target", scope(ask, "2025-10-01..2025-10-03")) == 300
    assert value(ask, "target", scope(ask, "2025")) == 700


SPEND = [{"date": "2026-01", "spend": 210, "budget": 420, "leads": 42, "channel": "天猫"}]


def test_spend_of_a_running_month_is_what_was_spent_so_far_and_its_budget_the_part_to_date(
    tmp_path: Path,
):
    """By 9 January 2026 six of the month's 21 workdays have passed (see the target above)."""
    orders = daily("2026-01-04", 6, amount=70, channel="天猫")
    ask = asked(tmp_path, orders=orders, spend=SPEND)
    january = scope(ask, "2026-01")
    assert value(ask, "spend", january) == 210
    assert value(ask, "leads", january) == 42
    assert value(ask, "roi", january) == 1
    assert value(ask, "budget", january) == 120
    assert value(ask, "budget_use", january) == 1.75


def test_seen_from_an_earlier_day_spend_counts_by_workdays_as_sales_do(tmp_path: Path):
    """On 6 January three of the six workdays so far had passed; in a month that is over, of 21."""
    orders = daily("2026-01-04", 6, amount=70, channel="天猫")
    ask = asked(tmp_path / "running", orders=orders, spend=SPEND)
    assert value(ask, "spend", replace(scope(ask, "2026-01"), as_of=date(2026, 1, 6))) == 105
    over = asked(
        tmp_path / "over", orders=[*orders, {"order_date": "2026-01-31", "amount": 1}], spend=SPEND
    )
    assert value(over, "spend", replace(scope(over, "2026-01"), as_of=date(2026, 1, 9))) == 60
    assert value(over, "spend", scope(over, "2026-01")) == 210


def test_budget_use_sets_daily_spend_beside_the_budget_to_date(tmp_path: Path):
    """A budget of 2,100 for January, 100 spent on each of its six workdays so far: 100 %."""
    days = ("04", "05", "06", "07", "08", "09")
    spend = [{"date": f"2026-01-{d}", "spend": 100} for d in days] + [
        {"date": "2026-01", "budget": 2100}
    ]
    ask = asked(tmp_path, orders=daily("2026-01-04", 6, amount=1), spend=spend)
    assert value(ask, "budget_use", scope(ask, "2026")) == 1


def test_the_days_of_spend_add_up_to_it_exactly_and_a_sunday_keeps_its_own(tmp_path: Path):
    spend = [
        {"date": "2025-01", "spend": "1000.01", "budget": "0.01", "leads": 7},
        {"date": "2025-01-05", "spend": 3},
    ]
    ask = asked(tmp_path, orders=[{"order_date": "2025-12-31", "amount": 1}], spend=spend)
    year = scope(ask, "2025")
    assert value(ask, "spend", year) == 1003.01
    assert value(ask, "budget", year) == 0.01
    assert value(ask, "leads", year) == 7
    by_day = ask(["spend"], ["day"], year).set_index("day")["spend"]
    assert by_day["2025-01-05"] == 3
    assert "2025-01-04" not in by_day
    assert "2025-01-01" not in by_day


def test_stock_is_counted_once_however_long_its_period(tmp_path: Path):
    orders = daily("2025-01-01", 90, amount=20, cost=10)
    spend = [{"date": f"2025-0{m}", "inventory": 300} for m in (1, 2, 3)]
    ask = asked(tmp_path, orders=orders, spend=spend)
    assert value(ask, "turnover", scope(ask, "2025-03")) == pytest.approx(900 / 300)


def test_market_share_is_not_narrowed_on_one_side_only(tmp_path: Path):
    """The market's regions are its own: narrowed to one of ours the share is not known."""
    market = [{"period": "2025-01", "market_size": 500, "region": r} for r in ("东", "西")]
    orders = [{"order_date": "2025-01-31", "amount": 150, "region": r} for r in ("东", "西")]
    ask = asked(tmp_path, orders=orders, market=market)
    assert value(ask, "market_share", scope(ask, "2025")) == pytest.approx(0.3)
    with pytest.raises(QuestionError, match="filtered by Region"):
        ask(["market_share"], [], scope(ask, "2025").where("region", "东"))


def test_customers_may_be_known_by_number_alone(tmp_path: Path):
    orders = [{"order_date": "2025-01-05", "amount": 1, "customer_id": n} for n in "122"]
    ask = asked(tmp_path, orders=orders)
    assert value(ask, "customers") == 2
    assert value(ask, "repurchase_rate", scope(ask, "2025")) == 0.5


def test_a_member_without_an_order_in_the_period_has_none_whatever_else_is_told_of_it(tmp_path):
    """What came back on a day, or a target, brings a member into the answer; its counts of orders are 0."""
    sold = {"customer": "老客", "quantity": 2, "amount": 100}
    ask = asked(
        tmp_path,
        orders=[
            *daily("2024-01-01", 400, channel="甲", **sold),
            *daily("2024-06-01", 1, channel="乙", **sold | {"customer": "新客"}),
        ],
        returns=[{"order_id": "2024-06-01/0", "channel": "乙", "date": "2024-12-03", "amount": 40}],
        targets=[
            {"period": "2024-12", "channel": "乙", "amount": 500},
            {"period": "2024-12", "channel": "从未卖过", "amount": 500},
        ],
    )
    counted = ["sales", "orders", "customers", "new_customers", "quantity", "target"]
    found = ask(counted, ["channel"], scope(ask, "2024-12")).set_index("channel")
    assert list(found.loc["乙"]) == [0, 0, 0, 0, 0, 500]
    assert found.loc["从未卖过"].iloc[:-1].isna().all()
    on_the_day = ask(["returns", *counted[:4]], ["channel"], scope(ask, "2024-12-03..2024-12-03"))
    assert list(on_the_day.set_index("channel").loc["乙"]) == [40, 0, 0, 0, 0]
