"""Value, tier and status of customers: cases by hand, and the same again by pandas."""

import random
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask
from tests.stores import asked

DAY = date(2025, 6, 30)


def order(customer: str, day: str, amount: float = 100, **more):
    return {"order_date": day, "amount": amount, "customer": customer, **more}


def standing(ask: Ask, day: date = DAY, **filters: str) -> pd.DataFrame:
    within = Scope(as_of=day)
    for dimension, member in filters.items():
        within = within.where(dimension, member)
    return ask.standing(within).set_index("customer")


def test_two_of_ten_are_high_three_middle_five_low(tmp_path: Path):
    ask = asked(tmp_path, orders=[order(f"客户{n}", "2025-06-01", n * 100) for n in range(1, 11)])
    tiers = standing(ask)["tier"]
    assert {name: tiers[f"客户{name}"] for name in range(1, 11)} == (
        dict.fromkeys(range(1, 6), "low")
        | dict.fromkeys(range(6, 9), "middle")
        | {9: "high", 10: "high"}
    )


def test_equal_customers_are_never_parted(tmp_path: Path):
    """Three share the first place: the cut at 20 % of ten lies between them."""
    amounts = [500, 500, 500, *range(10, 80, 10)]
    ask = asked(
        tmp_path, orders=[order(f"客户{n}", "2025-06-01", a) for n, a in enumerate(amounts)]
    )
    found = standing(ask)
    assert found.groupby("amount")["tier"].nunique().eq(1).all()
    assert found[found["amount"] == 500]["tier"].tolist() == ["high"] * 3
    assert (found["tier"] == "middle").sum() == 2


def test_value_is_money_frequency_and_influence(tmp_path: Path):
    """甲 and 乙 tie in everything but influence; for 丙 it is unknown, so its weight is shared out.

    Equal ones share their mean rank: amount 100, 100, 50 → 2.5/3, 2.5/3, 1/3; orders 1 each → 2/3.
    """
    ask = asked(
        tmp_path,
        orders=[
            order("甲", "2025-06-01"),
            order("乙", "2025-06-01"),
            order("丙", "2025-06-01", 50),
        ],
        customers=[{"customer": "甲", "influence": 5}, {"customer": "乙", "influence": 2}],
    )
    value = standing(ask)["value_score"]
    assert value["甲"] == pytest.approx(0.5 * 2.5 / 3 + 0.3 * 2 / 3 + 0.2)
    assert value["乙"] == pytest.approx(0.5 * 2.5 / 3 + 0.3 * 2 / 3 + 0.2 * 0.25)
    assert value["丙"] == pytest.approx((0.5 / 3 + 0.3 * 2 / 3) / 0.8)


def test_where_all_are_equal_nobody_is_told_apart(tmp_path: Path):
    ask = asked(tmp_path, orders=[order(f"客户{n}", "2025-06-01") for n in range(10)])
    assert set(standing(ask)["tier"]) == {"middle"}


def test_who_only_gave_back_in_twelve_months_is_a_former_customer(tmp_path: Path):
    rows = [order("甲", "2024-01-01"), order("甲", "2025-06-01", -100), order("乙", "2025-06-01")]
    found = standing(asked(tmp_path, orders=rows))
    assert found["tier"].to_dict() == {"甲": "former", "乙": "high"}
    assert found["amount"].isna()["甲"]


def test_who_never_bought_is_no_customer(tmp_path: Path):
    rows = [order("甲", "2025-06-01", -100), order("乙", "2025-06-01")]
    assert standing(asked(tmp_path, orders=rows)).index.tolist() == ["乙"]


def test_twelve_months_reach_back_to_the_day_after_a_year_ago(tmp_path: Path):
    ask = asked(tmp_path, orders=[order("甲", "2024-06-30", 1000), order("甲", "2024-07-01", 7)])
    found = standing(ask).loc["甲"]
    assert (found["amount"], found["orders"]) == (7, 1)
    assert found["amount_ever"] == 1007


def test_twelve_months_to_the_end_of_february_begin_in_march(tmp_path: Path):
    ask = asked(tmp_path, orders=[order("甲", "2024-02-29", 1000), order("甲", "2024-03-01", 7)])
    assert standing(ask, date(2025, 2, 28)).loc["甲", "amount"] == 7


def test_who_bought_before_but_not_in_twelve_months_is_former_and_without_a_rank(tmp_path: Path):
    ask = asked(tmp_path, orders=[order("甲", "2023-01-01", 9999), order("乙", "2025-06-01", 1)])
    found = standing(ask)
    assert found.loc["甲", "tier"] == "former"
    assert found["amount"].isna()["甲"]
    assert found.loc["乙", "tier"] == "high"


@pytest.mark.parametrize(
    ("silent", "status"),
    [
        (0, "active"),
        (10, "active"),
        (11, "cooling"),
        (20, "cooling"),
        (21, "at_risk"),
        (30, "at_risk"),
        (31, "lost"),
    ],
)
def test_status_by_own_rhythm_of_ten_days(tmp_path: Path, silent, status):
    days = ["2025-03-01", "2025-03-11", "2025-03-21"]
    ask = asked(tmp_path, orders=[order("甲", day) for day in days])
    found = standing(ask, date(2025, 3, 21) + timedelta(days=silent)).loc["甲"]
    assert (found["rhythm"], found["days_since"], found["status"]) == (10, silent, status)


def test_two_orders_are_no_rhythm_so_the_companys_counts(tmp_path: Path):
    """Rhythms known: 10, 30 and the single gap of 20; their median is 20."""
    rows = [order("甲", f"2025-03-{day}") for day in ("01", "11", "21")]
    rows += [order("乙", day) for day in ("2025-01-01", "2025-01-31", "2025-03-02")]
    rows += [order("丙", day) for day in ("2025-03-01", "2025-03-21")]
    rows += [order("丁", "2025-03-21")]
    found = standing(asked(tmp_path, orders=rows), date(2025, 3, 21))
    assert found["rhythm"].to_dict() == {"甲": 10, "乙": 30, "丙": 20, "丁": 20}
    assert found["has_rhythm"].to_dict() == {"甲": True, "乙": True, "丙": False, "丁": False}


def test_several_lines_and_orders_of_one_day_are_one_day(tmp_path: Path):
    rows = [order("甲", "2025-03-01"), order("甲", "2025-03-01"), order("甲", "2025-03-11")]
    found = standing(asked(tmp_path, orders=[*rows, order("甲", "2025-03-21")])).loc["甲"]
    assert found["rhythm"] == 10


def test_a_refund_is_no_order(tmp_path: Path):
    rows = [order("甲", day) for day in ("2025-03-01", "2025-03-11", "2025-03-21")]
    rows.append(order("甲", "2025-06-20", -30))
    found = standing(asked(tmp_path, orders=rows)).loc["甲"]
    assert found["last_order"] == pd.Timestamp("2025-03-21")
    assert (found["rhythm"], found["amount"]) == (10, 270)


def test_a_single_order_ever_says_nothing_about_a_rhythm(tmp_path: Path):
    assert (
        standing(asked(tmp_path, orders=[order("甲", "2025-06-01")])).loc["甲", "status"]
        == "unknown"
    )


def test_what_comes_after_the_day_is_not_known_yet(tmp_path: Path):
    ask = asked(tmp_path, orders=[order("甲", "2025-01-01"), order("乙", "2025-07-01")])
    assert standing(ask).index.tolist() == ["甲"]


def test_a_customer_belongs_where_he_bought_last(tmp_path: Path):
    rows = [
        order("甲", "2025-01-01", channel="天猫", salesperson="沈"),
        order("甲", "2025-05-01", channel="直销", salesperson="王"),
        order("乙", "2025-05-01", channel="天猫", salesperson="沈"),
    ]
    ask = asked(tmp_path, orders=rows, customers=[{"customer": "乙", "owner": "陆"}])
    assert standing(ask)["owner"].to_dict() == {"甲": "王", "乙": "陆"}
    assert standing(ask, channel="直销").index.tolist() == ["甲"]


def test_tiers_do_not_move_with_a_filter(tmp_path: Path):
    rows = [order(f"客户{n}", "2025-06-01", n, channel="A" if n > 5 else "B") for n in range(1, 11)]
    ask = asked(tmp_path, orders=rows)
    assert set(standing(ask, channel="B")["tier"]) == {"low"}


def test_the_same_by_pandas_on_random_orders(tmp_path: Path):
    dice = random.Random(7)
    start = date(2023, 1, 1)
    rows = []
    for n in range(900):
        day = start + timedelta(days=dice.randrange(890))
        who = f"客户{int(dice.paretovariate(0.6)) % 90}"
        rows.append(order(who, str(day), dice.randrange(1, 500), order_id=f"{who}/{n // 2}"))
    facts = [{"customer": f"客户{n}", "influence": n % 5 + 1} for n in range(0, 90, 3)]
    found = standing(asked(tmp_path, orders=rows, customers=facts)).sort_index()
    expected = _by_pandas(pd.DataFrame(rows), {f"客户{n}": n % 5 + 1 for n in range(0, 90, 3)})
    assert found["tier"].to_dict() == expected["tier"].to_dict()
    assert found["status"].to_dict() == expected["status"].to_dict()
    pd.testing.assert_series_equal(
        found["value_score"],
        expected["value"],
        check_names=False,
        atol=1e-8,
        check_index_type=False,
    )


def _by_pandas(lines: pd.DataFrame, influence: dict[str, int]) -> pd.DataFrame:
    lines = lines.assign(day=pd.to_datetime(lines["order_date"]))
    recent = lines[lines["day"] > pd.Timestamp("2024-06-30")].groupby("customer")
    table = pd.DataFrame({"since": lines.groupby("customer")["day"].max()})
    table["amount"] = recent["amount"].sum()
    table["orders"] = recent["order_id"].nunique()
    ranks = table[["amount", "orders"]].rank(pct=True)
    known = pd.Series(influence).reindex(table.index)
    rest = 0.5 * ranks["amount"] + 0.3 * ranks["orders"]
    table["value"] = np.where(known.isna(), rest / 0.8, rest + 0.2 * (known - 1) / 4)
    place = table["value"].round(9).rank(pct=True)
    table["tier"] = np.select(
        [place.isna(), place > 0.8 + 1e-12, place > 0.5 + 1e-12],
        ["former", "high", "middle"],
        "low",
    )
    first = lines.groupby(["customer", "order_id"])["day"].min().reset_index()
    days = first.drop_duplicates(["customer", "day"]).sort_values("day").groupby("customer")["day"]
    gaps = days.apply(lambda d: d.diff().dt.days.median())
    rhythm = gaps.where(days.size() >= 3, gaps.median())
    times = (pd.Timestamp(DAY) - table["since"]).dt.days / rhythm
    table["status"] = np.select(
        [times <= 1, times <= 2, times <= 3], ["active", "cooling", "at_risk"], "lost"
    )
    return table.sort_index()


def test_an_order_delivered_on_several_days_is_one_day_of_ordering(tmp_path: Path):
    """Ordered on the 1st, the 11th and the 21st; the second comes in three parts."""
    days = {"A": ["03-01"], "B": ["03-11", "03-12", "03-14"], "C": ["03-21"]}
    rows = [order("甲", f"2025-{d}", order_id=number) for number, own in days.items() for d in own]
    found = standing(asked(tmp_path, orders=rows)).loc["甲"]
    assert (found["rhythm"], found["orders"]) == (10, 3)
