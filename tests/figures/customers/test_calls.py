"""Whom to call this week: the most money at stake first, why in words from all sheets, and what to do."""

from __future__ import annotations

from datetime import date

import pytest

from salesdash.figures.customers.calls import answer, table
from salesdash.figures.customers.calls.week import Call, by_owner, of_customer, week
from salesdash.figures.foresight import foresee
from salesdash.text import LANGS
from salesdash.units import MONEY, UpTo, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.follow_ups import FollowUp, note_follow_up, take_back
from salesdash.warehouse.typed.settings import Settings
from tests import sample
from tests.figures.customers.test_tiers import ORDERS, REGULAR, SILENT, orders_of
from tests.stores import fill, scope, warehouse_in

DAY = date(2025, 6, 30)
# 静安 orders every ten days; from 20 May on every twenty, for less, and no more tea since 30 April.
TEA = ("2025-03-31", "2025-04-10", "2025-04-20", "2025-04-30")
COFFEE = (*TEA, "2025-05-10")
LATELY = ("2025-05-20", "2025-06-09", "2025-06-29")
CHANGED = [
    *orders_of("静安", 1000, TEA, category="茶叶"),
    *orders_of("静安", 1000, COFFEE, category="咖啡"),
    *orders_of("静安", 400, LATELY, category="咖啡"),
]
TICKETS = [
    {"ticket_id": "1", "opened": "2025-05-20 09:00", "customer": "澜庭", "kind": "投诉"},
    {"ticket_id": "2", "opened": "2025-05-20 09:00", "resolved": "2025-05-21 09:00", "customer": "白鹭", "kind": "投诉"},
]  # fmt: skip
SURVEYS = [
    {"date": "2025-05-25", "customer": "澜庭", "csat": 2},
    {"date": "2025-05-25", "customer": "白鹭", "csat": 5},
]
VISITS = [{"customer": "澜庭", "date": "2025-03-01"}, {"customer": "白鹭", "date": "2025-06-25"}]


@pytest.fixture
def warehouse(tmp_path):
    warehouse = warehouse_in(tmp_path / "store")
    fill(
        warehouse, tmp_path, orders=[*ORDERS, {"order_date": "2025-06-30", "amount": 0}],
        tickets=TICKETS, surveys=SURVEYS, visits=VISITS,
    )  # fmt: skip
    return warehouse


def called(warehouse: Warehouse) -> list[Call]:
    ask = Ask(warehouse.query, foresee=foresee)
    return week(ask, scope(ask))


def test_the_silent_one_leads_with_all_that_explains_it(warehouse):
    """70 days silent, usually 10; the complaint of 20 May is open for 41 days; 2 of 5 on 25 May; visited on 1 March."""
    first = called(warehouse)[0]
    assert (first.customer, first.owner) == ("澜庭", "陆文博")
    assert first.signs == ("silent", "complaint_open", "poor_rating", "unvisited")
    assert first.reason.zh == "70天未下单，平时10天；投诉41天未决；5月25日打2分；3月1日后无人回访"
    assert first.reason.en == (
        "Silent 70 days, usually 10 days; complaint open for 41 days; rated 2 on 25 May; no visit since 1 Mar"
    )
    assert first.step.zh == "先了结投诉，再上门"


def test_who_buys_as_usual_is_not_called(warehouse):
    assert {one.customer for one in called(warehouse)} == {"澜庭"}


@pytest.mark.parametrize(
    ("one", "comes_back"),
    [
        (FollowUp("澜庭", DAY, "contacted"), False),
        (FollowUp("澜庭", date(2025, 6, 16), "contacted"), True),  # 14 days ago
        (FollowUp("澜庭", date(2025, 6, 17), "visited"), False),
        (FollowUp("澜庭", date(2025, 6, 20), "planned", date(2025, 7, 1)), False),
        (FollowUp("澜庭", date(2025, 6, 20), "later", DAY), True),  # that day has come
        (FollowUp("澜庭", date(2025, 4, 21), "not_a_case", note="停业"), False),  # no order since
        (FollowUp("澜庭", date(2025, 4, 20), "not_a_case", note="停业"), True),
        (FollowUp("澜庭", DAY, note="问过了"), True),  # a note alone
    ],
)
def test_what_is_noted_takes_off_the_list_for_its_time_and_undo_brings_back(
    warehouse, one, comes_back
):
    number = note_follow_up(warehouse, one)
    assert ("澜庭" in {call.customer for call in called(warehouse)}) is comes_back
    take_back(warehouse, number)
    assert called(warehouse)[0].customer == "澜庭"


def test_earlier_signs_are_told_before_anybody_is_silent(tmp_path):
    warehouse = warehouse_in(tmp_path / "store")
    fill(warehouse, tmp_path, orders=[*CHANGED, *orders_of("白鹭", 10, REGULAR)])
    ask = Ask(warehouse.query, foresee=foresee)
    call = of_customer(ask, scope(ask), "静安")
    assert call is not None
    assert call.signs == ("stopped", "slowing", "shrinking")
    assert call.told[0].zh == "“茶叶”60天没买，别的还在买"
    assert call.told[1].zh == "下单间隔从10天拉长到20天"
    assert call.told[2].zh == "每单从2,000元降到400元"
    assert call.step.zh == "问清为何停买，带样品去"


def test_with_orders_alone_nobody_is_said_to_be_unvisited(tmp_path):
    warehouse = warehouse_in(tmp_path / "store")
    fill(warehouse, tmp_path, orders=[*ORDERS, {"order_date": "2025-06-30", "amount": 0}])
    [first] = called(warehouse)
    assert first.signs == ("silent",)
    assert first.step.zh == "客户经理本周上门"


def test_each_owner_has_a_list_and_so_many_as_are_set(warehouse, tmp_path):
    more = [
        row for n in range(4) for row in orders_of(f"静止{n}", 1000 + n, SILENT, salesperson="陈晓琳")
    ]  # fmt: skip
    fill(warehouse, tmp_path, "more.csv", orders=more)
    Settings(warehouse).set_rules({"call_many": 3})
    ask = Ask(warehouse.query, foresee=foresee)
    lists = by_owner(ask, scope(ask))
    assert {owner: [one.customer for one in calls] for owner, calls in lists.items()} == {
        "陆文博": ["澜庭"], "陈晓琳": ["静止3", "静止2", "静止1"],
    }  # fmt: skip
    assert len(week(ask, scope(ask))) == 3


def test_the_headline_says_how_much_and_why_and_is_the_tiers_where_nobody_is_to_be_called(
    warehouse,
):
    ask = Ask(warehouse.query, foresee=foresee)
    told = answer.headline(ask, scope(ask))
    [call] = week(ask, scope(ask))
    bought, going = (
        write(sum_, MONEY, UpTo(call.amount)).zh for sum_ in (call.amount, call.at_stake)
    )
    assert bought != going
    assert told.sentence.zh == f"先联系这 1 位客户：年销售额 {bought}，预计流失 {going}"
    assert told.more.zh.startswith("澜庭：70天未下单")
    note_follow_up(warehouse, FollowUp("澜庭", DAY, "contacted"))
    ask = Ask(warehouse.query, foresee=foresee)
    assert answer.headline(ask, scope(ask)).sentence.zh.startswith("近 12 个月有 10 位客户下单")
    assert table.figure(ask, scope(ask)).is_empty


@pytest.fixture(scope="module", params=LANGS)
def company(request, tmp_path_factory):
    return request.param, sample.asked(tmp_path_factory.mktemp("sample"), request.param, foresee)


def test_the_key_customer_gone_silent_leads_the_ten_with_complaint_rating_and_visit(company):
    lang, ask = company
    ten = week(ask, scope(ask))
    assert len(ten) == 10
    assert ten[0].customer == {
        "zh": "上海澜庭酒店管理有限公司", "en": "Shanghai Lanting Hotel Management Co., Ltd."
    }[lang]  # fmt: skip
    assert (
        ten[0].reason[lang]
        == {
            "zh": "86天未下单，平时10天；8月5日投诉，11天才解决；8月18日打2分；6月12日后无人回访",
            "en": "Silent 86 days, usually 10 days; complaint of 5 Aug took 11 days; rated 2 on 18 Aug; no visit since 12 Jun",
        }[lang]
    )
    assert ten[0].at_stake > 10 * ten[1].at_stake
    assert ten[0].owner in ("陆文博", "Lu Wenbo")
