"""The page of one customer: what happened on one axis, his numbers, products, and what others like him buy."""

from __future__ import annotations

from datetime import date

import pytest

from salesdash.catalog.actions import Action
from salesdash.figures.customers.one_customer import answer, life, products, tier_course
from salesdash.figures.customers.population import found_by
from salesdash.figures.foresight import foresee
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.typed.follow_ups import FollowUp, note_follow_up
from tests.figures.customers.test_calls import SURVEYS, TICKETS, VISITS
from tests.figures.customers.test_tiers import ORDERS, orders_of
from tests.stores import fill, scope, warehouse_in

DAY = date(2025, 6, 30)
# Three others buy tea as 海棠 does, and beans for 30, 40 and 50.
ALIKE = [
    *orders_of("海棠", 100, ("2025-06-20",), product="茶"),
    *(
        row
        for n in (3, 4, 5)
        for product, amount in (("茶", 100), ("豆", 10 * n))
        for row in orders_of(f"同类{n}", amount, ("2025-06-2" + str(n),), product=product)
    ),
]


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    folder = tmp_path_factory.mktemp("one")
    warehouse = warehouse_in(folder / "store")
    fill(
        warehouse, folder, orders=[*ORDERS, *ALIKE, {"order_date": "2025-06-30", "amount": 0}],
        tickets=TICKETS, surveys=SURVEYS, visits=VISITS,
    )  # fmt: skip
    note_follow_up(warehouse, FollowUp("澜庭", DAY, "planned", date(2025, 7, 7)))
    note_follow_up(warehouse, FollowUp("澜庭", DAY, note="换了采购经理"))
    return Ask(warehouse.query, foresee=foresee)


def promised(title: str, customer: str = "澜庭", status: str = "open") -> Action:
    due = date(2025, 6, 10)
    return Action(title, "陆文博", due, link_by="customer", link_member=customer, status=status)


def test_everything_stands_on_one_line_of_time(ask):
    others = (promised("送样品", status="dropped"), promised("寄目录", "同类3"))
    promises = life.promises_to("澜庭", (promised("补发缺货"), *others))
    frame = life.listing(ask, scope(ask), "澜庭", promises).frame
    told = [
        (row["kind"], str(row["date"]), row["what"].zh, row["light"])
        for row in frame.to_dict("records")
    ]
    assert told == [
        ("promise", "2025-07-07", "已约拜访", ""),
        ("note", "2025-06-30", "换了采购经理", ""),
        ("promise", "2025-06-10", "补发缺货 · 陆文博", "red"),  # overdue
        ("rating", "2025-05-25", "2 分", "red"),
        ("ticket", "2025-05-20", "投诉，41天", "red"),
        ("order", "2025-04-21", "2,250元", ""),
        ("order", "2025-04-11", "2,250元", ""),
        ("order", "2025-04-01", "2,250元", ""),
        ("order", "2025-03-22", "2,250元", ""),
        ("visit", "2025-03-01", "回访", ""),
    ]
    assert life.line(ask, scope(ask), "澜庭", promises).draw is not None


def test_the_headline_says_who_he_is_why_and_the_next_step(ask):
    told = answer.headline(ask, scope(ask), "澜庭")
    assert (told.light, told.state.zh) == ("red", "已流失")
    assert told.sentence.zh == "澜庭：高价值客户，一年 9,000元"
    assert told.more.zh == (
        "70天未下单，平时10天；投诉41天未决；5月25日打2分；3月1日后无人回访。下一步：先了结投诉，再上门。"
    )
    assert answer.headline(ask, scope(ask), "白鹭").more.zh.startswith("按平时的节奏")
    assert (
        answer.headline(ask, scope(ask), "老客户").sentence.zh
        == "老客户：以前的客户，最近下单 2023年1月1日"
    )
    assert answer.headline(ask, scope(ask), "没有") == answer.UNKNOWN
    values = {card.key: card.value.zh for card in answer.cards(ask, scope(ask), "澜庭")}
    assert values | {"at_stake": ""} == {
        "amount": "9,000元", "orders_12m": "4", "rhythm": "10天", "silence": "70天", "at_stake": "",
    }  # fmt: skip


def test_what_those_like_him_buy_and_he_does_not_in_their_typical_money(ask):
    figure = products.openings(ask, scope(ask), "海棠")
    assert figure.frame[["product", "buyers", "amount"]].values.tolist() == [["豆", 3, 40]]
    assert figure.sentence.zh == "最大的机会是豆：最相似的 3 位客户里 3 位在买，一般一年 40.00元。"
    assert products.bought(ask, scope(ask), "海棠").frame["product"].tolist() == ["茶"]
    assert products.openings(ask, scope(ask), "同类3").is_empty


def test_the_trail_begins_with_today_and_goes_back(ask):
    frame = tier_course.trail(ask, scope(ask), "澜庭").frame
    assert frame[["day", "status"]].head(2).values.tolist() == [
        [DAY, "lost"], [date(2025, 4, 30), "active"],
    ]  # fmt: skip


def test_customers_are_found_by_a_part_of_their_name(ask):
    assert found_by(ask, scope(ask), "小店1") == ["小店1"]
    assert found_by(ask, scope(ask), "")[:2] == ["澜庭", "白鹭"]
    assert found_by(ask, scope(ask), "(") == []
