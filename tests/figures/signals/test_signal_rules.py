"""Each rule on a small case: where it stands, at its border, where it is silent, and without its data."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from salesdash.catalog.risks.signals import SIGNALS
from salesdash.catalog.workdays import china
from salesdash.figures.signals.current import MEASURED, read, standing, whole
from salesdash.scope import Scope
from tests.stores import asked, daily

DAY = date(2025, 6, 30)


def order(day, amount, **more):
    return {
        "order_date": day,
        "order_id": f"{day}/{sorted(more.items())}",
        "amount": amount,
        **more,
    }


def months(first, many, amount, **more):
    """An order on the 5th of so many months."""
    return [
        order(str((pd.Period(first, "M") + n).to_timestamp().date().replace(day=5)), amount, **more)
        for n in range(many)
    ]


def told(tmp_path, key, day=DAY, **datasets):
    """Of whom the signal stands; None where it cannot be judged of anybody."""
    ask = asked(tmp_path, **datasets)
    frame, held = read(ask, Scope(day, calendar=ask.calendar), SIGNALS[key])
    if frame.empty or held.isna().all():
        return None
    return [str(one) for one in held.index[held.fillna(False).astype(bool)]]


def test_every_signal_is_read_from_something_and_says_when_it_is_told():
    assert set(MEASURED) == set(SIGNALS)


def test_without_data_nothing_stands_and_nothing_can_be_judged(tmp_path):
    ask = asked(tmp_path, orders=daily("2025-06-30", 1, amount=1))
    assert standing(ask, whole(Scope(DAY, calendar=ask.calendar))) == []


@pytest.mark.parametrize(("of_one", "found"), [(240, []), (241, ["甲"])])
def test_a_customer_beyond_a_fifth_of_twelve_months(tmp_path, of_one, found):
    rest = 1200 - of_one
    orders = [order("2025-06-10", of_one, customer="甲")]
    orders += [order("2024-07-03", rest / 6, customer=name) for name in "乙丙丁戊己庚"]
    assert told(tmp_path, "top_customer", orders=orders) == found


def test_the_share_of_a_customer_asks_for_twelve_months_and_names(tmp_path):
    short = [order("2025-05-10", 9, customer="甲"), order("2025-05-11", 1, customer="乙")]
    assert told(tmp_path, "top_customer", orders=short) is None
    unnamed = [order("2024-07-03", 9), order("2025-05-11", 1)]
    assert told(tmp_path / "unnamed", "top_customer", orders=unnamed) is None


@pytest.mark.parametrize(("of_five", "found"), [(100, []), (101, [""])])
def test_five_customers_beyond_half(tmp_path, of_five, found):
    orders = [order("2024-07-03", of_five, customer=name) for name in "甲乙丙丁戊"]
    orders += [order("2025-06-03", 50, customer=f"客{n}") for n in range(10)]
    assert told(tmp_path, "top_five", orders=orders) == found


def test_of_five_customers_alone_it_says_nothing(tmp_path):
    orders = [order("2024-07-03", 100, customer=name) for name in "甲乙丙丁戊"]
    assert told(tmp_path, "top_five", orders=orders) is None


@pytest.mark.parametrize(("last", "found"), [("2025-06-10", []), ("2025-06-09", ["甲"])])
def test_a_high_value_customer_silent_for_more_than_twice_its_interval(tmp_path, last, found):
    """Every ten days up to `last`: twenty days later it is twice, a day more is beyond."""
    end = date.fromisoformat(last)
    first = end.toordinal() - 90
    orders = [
        order(str(date.fromordinal(first + 10 * n)), 1000, customer="甲", order_id=f"甲{n}")
        for n in range(10)
    ]
    orders += [order("2025-06-30", 10, customer=f"客{n}", order_id=f"客{n}") for n in range(9)]
    assert told(tmp_path, "key_customer", orders=orders) == found


@pytest.mark.parametrize(("now", "found"), [(81, []), (80, ["网店"]), (0.01, ["网店"])])
def test_a_channel_down_by_a_fifth_that_loses_share(tmp_path, now, found):
    orders = months("2024-04", 3, 100, channel="网店") + months("2024-04", 15, 100, channel="门店")
    orders += months("2025-04", 3, now, channel="网店")
    assert told(tmp_path, "channel_down", orders=orders) == found


def test_a_channel_that_falls_with_all_the_others_loses_no_share(tmp_path):
    orders = [
        one
        for channel in ("网店", "门店")
        for one in months("2024-04", 3, 100, channel=channel)
        + months("2025-04", 3, 50, channel=channel)
    ]
    assert told(tmp_path, "channel_down", orders=orders) == []


def test_a_channel_without_a_year_before_cannot_be_judged(tmp_path):
    orders = months("2025-01", 6, 100, channel="网店") + months("2025-01", 6, 100, channel="门店")
    assert told(tmp_path, "channel_down", orders=orders) is None


@pytest.mark.parametrize(
    ("price", "units", "found"),
    [(95, 100, ["壶"]), (95.1, 100, []), (95, 106, []), (95, 104, ["壶"])],
)
def test_a_price_down_whose_volume_is_flat(tmp_path, price, units, found):
    orders = months("2024-04", 3, 10_000, product="壶", quantity=100)
    orders += months("2025-04", 3, price * units, product="壶", quantity=units)
    assert told(tmp_path, "price_down", orders=orders) == found


def test_two_orders_are_no_average_price(tmp_path):
    orders = months("2024-04", 3, 10_000, product="壶", quantity=100)
    orders += months("2025-05", 2, 50 * 150, product="壶", quantity=150)
    assert not told(tmp_path, "price_down", orders=orders)


@pytest.mark.parametrize(("late", "found"), [(2, []), (3, [""])])
def test_more_than_a_tenth_of_the_lines_late(tmp_path, late, found):
    """Of twenty lines of three months two are a tenth, three are more."""
    orders = [
        order("2025-05-06", 10, order_id=f"{n}", category="净水",
              ship_date="2025-05-20" if n < late else "2025-05-07")
        for n in range(20)
    ]  # fmt: skip
    orders += [order("2025-04-01", 10, ship_date="2025-04-02"), order("2025-06-30", 10)]
    assert told(tmp_path, "late", orders=orders) == found


def test_of_few_lines_no_share_is_told(tmp_path):
    orders = [order(f"2025-0{m}-06", 10, ship_date=f"2025-0{m}-20") for m in (4, 5, 6)]
    assert told(tmp_path, "late", orders=orders) is None


@pytest.mark.parametrize(
    ("april", "may", "june", "found"),
    [(90, 79, 79, ["王"]), (10, 80, 79, []), (10, 79, 81, []), (10, 0, 0, ["王"])],
)
def test_a_salesperson_behind_in_two_months_running(tmp_path, april, may, june, found):
    sold = {"2025-04": april, "2025-05": may, "2025-06": june}
    orders = [
        order(f"{month}-09", amount, salesperson="王") for month, amount in sold.items() if amount
    ] + [order(f"{month}-30", 100, salesperson="李") for month in sold]
    targets = [
        {"period": month, "amount": 100, "salesperson": name} for month in sold for name in "王李"
    ]
    assert told(tmp_path, "person_behind", orders=orders, targets=targets) == found


def test_a_salesperson_without_a_target_cannot_be_judged(tmp_path):
    orders = months("2025-04", 3, 1, salesperson="王")
    assert told(tmp_path, "person_behind", orders=orders) is None


@pytest.mark.parametrize(("back", "found"), [(39, []), (40, [""])])
def test_the_return_rate_up_by_a_point(tmp_path, back, found):
    orders = [
        order(f"{year}-0{m}-06", amount)
        for year, returned in ((2024, 30), (2025, back))
        for m in (4, 5, 6)
        for amount in (1000, -returned)
    ]
    assert told(tmp_path, "returns_up", orders=orders) == found


def ticket(day, hours=1.0, kind="投诉"):
    opened = pd.Timestamp(f"{day} 09:00")
    return {
        "opened": str(opened), "first_response": str(opened + pd.Timedelta(hours=hours)), "kind": kind,
    }  # fmt: skip


@pytest.mark.parametrize(("hours", "found"), [(11.9, []), (12.0, [""])])
def test_responses_slower_by_a_fifth(tmp_path, hours, found):
    tickets = [ticket(f"2024-05-{d:02}", 10) for d in range(1, 11)]
    tickets += [ticket("2024-04-01", 10)]
    tickets += [ticket(f"2025-05-{d:02}", hours) for d in range(1, 11)]
    tickets += [ticket("2025-06-28", hours)]
    orders = months("2024-04", 15, 1)
    assert told(tmp_path, "response_up", orders=orders, tickets=tickets) == found


@pytest.mark.parametrize(("many", "found"), [(10, []), (13, []), (30, [""])])
def test_complaints_up_beyond_chance(tmp_path, many, found):
    """Ten a year before: thirteen are up by 30 %, but that may be chance."""
    tickets = [ticket(f"2024-05-{d:02}") for d in range(1, 11)]
    tickets += [ticket("2024-04-01", kind="咨询"), ticket("2025-06-29", kind="咨询")]
    tickets += [ticket(f"2025-05-{1 + n % 30:02}") for n in range(many)]
    orders = [
        one for year in (2024, 2025) for one in daily(f"{year}-04-01", 90, amount=10)
    ] + daily("2025-06-30", 1, amount=1)
    assert told(tmp_path, "complaints_up", orders=orders, tickets=tickets) == found


def test_few_complaints_before_are_no_rate(tmp_path):
    tickets = [ticket("2024-04-02"), *(ticket(f"2025-05-{d:02}") for d in range(1, 20))]
    orders = months("2024-04", 15, 1)
    assert told(tmp_path, "complaints_up", orders=orders, tickets=tickets) is None


@pytest.mark.parametrize(
    ("before", "now", "found"), [(0.11, 0.10, [""]), (0.105, 0.10, []), (0.10, 0.11, [])]
)
def test_a_point_of_market_share_lost(tmp_path, before, now, found):
    orders = months("2023-07", 12, before * 1e6) + months("2024-07", 12, now * 1e6)
    orders += [order("2025-06-30", 0.01)]
    market = [{"period": str(pd.Period("2023-07", "M") + n), "market_size": 1e6} for n in range(24)]
    assert told(tmp_path, "share_down", orders=orders, market=market) == found


def test_market_share_without_the_year_before_cannot_be_judged(tmp_path):
    orders = months("2024-07", 12, 1e5)
    market = [{"period": "2025", "market_size": 1e7}]
    assert told(tmp_path, "share_down", orders=orders, market=market) is None


@pytest.mark.parametrize(("stock", "found"), [(110, []), (112, [""])])
def test_inventory_that_turns_a_tenth_more_slowly(tmp_path, stock, found):
    orders = [*months("2023-07", 24, 100, cost=60), order("2025-06-30", 0.01, cost=0)]
    spend = [
        {"date": str((pd.Period("2023-07", "M") + n).to_timestamp().date()), "spend": 1,
         "inventory": 100 if n < 12 else stock}
        for n in range(24)
    ]  # fmt: skip
    assert told(tmp_path, "turnover_down", orders=orders, spend=spend) == found


@pytest.mark.parametrize(
    ("after", "last", "found"),
    [(81, DAY, []), (79, DAY, ["满减:京东:2025-03-03"]), (79, date(2025, 4, 1), None)],
)
def test_a_promotion_whose_weeks_after_it_fall_by_a_fifth(tmp_path, after, last, found):
    """¥100 a workday before it and ¥300 in its two weeks; while the weeks after it have not passed nobody can say."""
    begins, ends = date(2025, 3, 3), date(2025, 3, 14)
    days = (date.fromordinal(n) for n in range(date(2025, 1, 6).toordinal(), last.toordinal() + 1))
    orders = [
        order(str(day), 100 if day < begins else 300 if day <= ends else after, channel="京东",
              promotion="满减" if begins <= day <= ends else None)
        for day in days if china().is_workday(day)
    ]  # fmt: skip
    assert told(tmp_path, "hangover", last, orders=orders) == found


def test_of_five_months_and_no_names_nothing_that_needs_a_year_or_names_can_be_judged(tmp_path):
    """Neither standing nor seen to be over: sold, returned, asked and stocked since February alone, by nobody named."""
    orders = [
        one for amount in (100, -5) for one in months("2025-02", 5, amount, channel="网店", product="壶", quantity=1, cost=60)
    ]  # fmt: skip
    ask = asked(
        tmp_path, orders=orders, tickets=[ticket(f"2025-05-{day:02}") for day in range(1, 20)],
        spend=[{"date": f"2025-0{m}-01", "spend": 1, "inventory": 100} for m in range(2, 7)],
        market=[{"period": f"2025-0{m}", "market_size": 1e6} for m in range(2, 7)],
    )  # fmt: skip
    at = Scope(DAY, calendar=ask.calendar)
    judged = {
        key for key, one in SIGNALS.items()
        for frame, held in [read(ask, at, one)] if not frame.empty and held.notna().any()
    }  # fmt: skip
    assert judged == set()
