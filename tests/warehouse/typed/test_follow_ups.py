"""What is noted of a customer counts at once, where visits count, and can be taken back."""

from __future__ import annotations

from datetime import date

import pytest

from salesdash.errors import EntryError
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.follow_ups import FollowUp, note_follow_up, take_back
from tests.stores import fill

DAY = date(2025, 6, 30)
ORDERS = [
    {"order_date": f"2025-06-{day}", "customer": "甲", "amount": 100, "order_id": str(day)} for day in (10, 20, 30)
]  # fmt: skip


@pytest.fixture
def warehouse(tmp_path):
    warehouse = Warehouse(tmp_path / "store")
    fill(warehouse, tmp_path, orders=ORDERS)
    return warehouse


def visited(warehouse: Warehouse) -> float | None:
    scope = Scope(as_of=DAY, period=Period.parse("2025-06"))
    value = Ask(warehouse.query)(["visited_rate"], (), scope)["visited_rate"].iloc[0]
    return None if value != value else float(value)


def test_a_visit_counts_at_once_and_no_longer_once_it_is_taken_back(warehouse):
    """No sheet of visits is loaded: without any nothing is known, with one typed the one customer is visited."""
    assert visited(warehouse) is None
    number = note_follow_up(warehouse, FollowUp("甲", DAY, "contacted"), "陆文博")
    assert visited(warehouse) == 1
    take_back(warehouse, number)
    assert visited(warehouse) is None
    take_back(warehouse, number)  # twice is once


@pytest.mark.parametrize("result", ["planned", "later", "not_a_case", None])
def test_what_is_no_visit_is_not_counted_as_one(warehouse, result):
    note_follow_up(warehouse, FollowUp("甲", DAY, result, date(2025, 7, 7), "季节性采购"))
    assert visited(warehouse) is None


def test_a_visit_of_a_merged_name_counts_under_the_name_accepted(warehouse, tmp_path):
    note_follow_up(warehouse, FollowUp("甲", DAY, "visited"))
    with warehouse.transaction() as db:
        db.execute("INSERT INTO model.spellings VALUES ('customer', '甲', '甲公司')")
    found = warehouse.query("SELECT customer FROM model.customer_visits")
    assert found["customer"].tolist() == ["甲公司"]


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (FollowUp("乙", DAY, "visited"), "没有名为“乙”"),
        (FollowUp("甲", DAY, "perhaps"), "没有这种跟进结果"),
        (FollowUp("甲", DAY, "planned"), "下次日期"),
        (FollowUp("甲", DAY, "later", DAY), "晚于 2025-06-30"),
        (FollowUp("甲", DAY, "not_a_case"), "为什么"),
        (FollowUp("甲", DAY, note="  "), "写点内容"),
        (FollowUp("甲", DAY, note="长" * 501), "500"),
    ],
)
def test_what_its_result_asks_for_is_said(warehouse, one, said):
    with pytest.raises(EntryError) as error:
        note_follow_up(warehouse, one)
    assert said in error.value.message.zh
    assert warehouse.rows("SELECT * FROM app.follow_ups") == []
