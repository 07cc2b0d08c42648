"""Tiers, influence and segments decided by hand: what they change, from when on, and that all of it is kept."""

from datetime import date
from pathlib import Path

import pytest

from salesdash.errors import EntryError
from salesdash.scope import Scope
from salesdash.text import plain
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.customers import INFLUENCE, OWNER, SEGMENT, TIER, decide, decisions
from salesdash.warehouse.typed.spellings import Merge, accept
from tests.stores import fill

DAY = date(2025, 6, 30)


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    warehouse = Warehouse(tmp_path / "store")
    orders = [
        {"order_date": "2025-06-01", "customer": name, "amount": amount, "segment": "零售"}
        for name, amount in (("甲", 900), ("乙", 500), ("丙", 400), ("丁", 300), ("戊", 100))
    ]
    orders.append({"order_date": "2023-01-01", "customer": "旧", "amount": 50, "segment": "零售"})
    fill(warehouse, tmp_path, orders=orders)
    return warehouse


def standing(warehouse: Warehouse, day: date = DAY, column: str = "tier"):
    return Ask(warehouse.query).standing(Scope(as_of=day)).set_index("customer")[column]


def test_a_tier_decided_by_hand_goes_before_the_score_from_its_day_on(warehouse: Warehouse):
    assert standing(warehouse)["戊"] == "low"
    decide(warehouse, "戊", TIER, "high", reason="集团总部", since=date(2025, 6, 15), by="王")
    assert standing(warehouse)["戊"] == "high"
    assert standing(warehouse)["甲"] == "high"
    assert standing(warehouse, date(2025, 6, 14))["戊"] == "low"


def test_what_was_decided_is_taken_back_and_all_of_it_is_kept(warehouse: Warehouse):
    decide(warehouse, "戊", TIER, "high", reason="集团总部", since=date(2025, 6, 1), by="王")
    decide(warehouse, "戊", TIER, None, reason="换了老板", since=date(2025, 6, 20), by="李")
    assert standing(warehouse)["戊"] == "low"
    assert standing(warehouse, date(2025, 6, 19))["戊"] == "high"
    kept = [(one.value, one.reason, one.since.day, one.by) for one in decisions(warehouse, "戊")]
    assert kept == [(None, "换了老板", 20, "李"), ("high", "集团总部", 1, "王")]


def test_an_owner_given_by_hand_goes_before_the_data_from_his_day_on(warehouse: Warehouse):
    decide(warehouse, "戊", OWNER, "陈晓琳", reason="149 天没有联系", since=date(2025, 6, 15))
    assert standing(warehouse, column="owner")["戊"] == "陈晓琳"
    assert standing(warehouse, date(2025, 6, 14), "owner")["戊"] != "陈晓琳"
    decide(warehouse, "戊", OWNER, None, reason="人回来了", since=date(2025, 6, 20))
    assert standing(warehouse, column="owner")["戊"] != "陈晓琳"


def test_a_former_customer_stays_one(warehouse: Warehouse):
    decide(warehouse, "旧", TIER, "high", reason="老朋友", since=date(2025, 6, 1))
    assert standing(warehouse)["旧"] == "former"


def test_an_influence_typed_counts_in_the_score(warehouse: Warehouse):
    """丁: amount rank 2 of 5, orders all alike (3/5): (0.5 · 0.4 + 0.3 · 0.6) / 0.8 = 0.475; with a 5 the 0.2 is full."""
    assert standing(warehouse, column="value_score")["丁"] == pytest.approx(0.475)
    decide(warehouse, "丁", INFLUENCE, "5", reason="协会会长", since=DAY)
    assert standing(warehouse, column="value_score")["丁"] == pytest.approx(0.58)


def test_a_segment_typed_goes_before_that_of_the_orders(warehouse: Warehouse):
    decide(warehouse, "甲", SEGMENT, " 大客户 ", reason="核对过", since=DAY)
    sales = Ask(warehouse.query)(["sales"], ["segment"], Scope(as_of=DAY))
    assert dict(zip(sales["segment"], sales["sales"], strict=True)) == {"大客户": 900, "零售": 1350}


def test_a_decision_follows_the_name_under_which_its_customer_counts(warehouse: Warehouse):
    decide(warehouse, "戊", TIER, "high", reason="集团总部", since=date(2025, 6, 1))
    accept(warehouse, Merge("customer", "戊", "戊集团", plain("")))
    assert standing(warehouse)["戊集团"] == "high"


@pytest.mark.parametrize(
    ("customer", "what", "value", "reason"),
    [
        ("无名", TIER, "high", "有理由"),
        ("甲", TIER, "former", "有理由"),
        ("甲", TIER, "high", "  "),
        ("甲", TIER, "high", "长" * 121),
        ("甲", INFLUENCE, "6", "有理由"),
        ("甲", SEGMENT, " ", "有理由"),
    ],
)
def test_what_cannot_be_is_not_kept(warehouse: Warehouse, customer, what, value, reason):
    with pytest.raises(EntryError):
        decide(warehouse, customer, what, value, reason=reason, since=DAY)
    assert decisions(warehouse, customer) == []


def test_deciding_the_same_twice_changes_nothing(warehouse: Warehouse):
    decide(warehouse, "甲", TIER, "low", reason="停产", since=DAY)
    version = warehouse.version
    decide(warehouse, "甲", TIER, "low", reason="停产", since=DAY)
    assert warehouse.version == version
