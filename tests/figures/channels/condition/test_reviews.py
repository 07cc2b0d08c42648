"""Classes and reviews of channels: proposed, corrected, overdue, and no edit swallows another."""

from __future__ import annotations

import json
from datetime import date

import pytest

from salesdash.errors import ConflictError, EntryError
from salesdash.figures.channels.condition import reviews as _reviews
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.channels.evaluated import Evaluated, evaluated
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.channels import channels, choose, evaluate
from tests.heard import heard
from tests.stores import fill, scope, warehouse_in

reviews = heard(_reviews)
# By the twelve months up to June 2025: 天猫 80 %, 门店 20 %.
ORDERS = [
    {"order_date": day, "channel": channel, "amount": amount}
    for day in ("2024-01-15", "2024-09-02", "2025-06-30")
    for channel, amount in (("天猫", 800), ("门店", 200))
]


@pytest.fixture
def warehouse(tmp_path) -> Warehouse:
    warehouse = warehouse_in(tmp_path / "store")
    fill(warehouse, tmp_path, orders=ORDERS)
    return warehouse


def rows(warehouse, lang="zh"):
    ask = Ask(warehouse.query)
    figure = reviews.table(ask, scope(ask, "2025", lang=lang))
    return figure, figure.frame.set_index("channel").to_dict("index")


def test_classes_are_proposed_and_nothing_is_overdue_before_a_review_is_noted(warehouse):
    figure, of = rows(warehouse)
    assert (of["天猫"]["class"], of["天猫"]["by"], of["天猫"]["rhythm"]) == (
        "一线",
        "按规则",
        "每季度",
    )
    assert of["门店"]["class"] == "二线"
    assert of["天猫"]["state"] == "○ 没有评估记录"
    assert figure.sentence.startswith("还没有评估记录")
    ask = Ask(warehouse.query)
    assert not _reviews.overdue(ask, scope(ask, "2025"), "channel")


def test_what_is_overdue_is_named_on_the_page_of_channels_alone(warehouse):
    evaluate(warehouse, Evaluated("天猫"), Evaluated("天猫", None, date(2025, 3, 1)), "李")
    evaluate(warehouse, Evaluated("门店"), Evaluated("门店", "strategic", date(2025, 3, 1)), "李")
    _, of = rows(warehouse)
    assert of["天猫"]["state"] == "■ 逾期 29 天"  # due on 1 June, a quarter later
    assert of["门店"]["state"] == "● 未到期"
    assert (of["门店"]["class"], of["门店"]["by"]) == ("战略", "人工指定")
    ask = Ask(warehouse.query)
    assert _reviews.overdue(ask, scope(ask, "2025"), "channel").zh == (
        "渠道评估已逾期：天猫（一线，应在 2025年6月1日 前）。"
    )
    assert not _reviews.overdue(ask, scope(ask, "2025"), "region")
    assert rows(warehouse, "en")[1]["天猫"]["state"] == "■ 29 days overdue"


def test_the_class_outlives_another_file_and_a_corrected_kind(warehouse, tmp_path):
    evaluate(warehouse, Evaluated("天猫"), Evaluated("天猫", "strategic", date(2025, 3, 1)))
    fill(warehouse, tmp_path, "more.csv", orders=[ORDERS[0] | {"channel": "抖音"}])
    choose(warehouse, "天猫", "own_shop")
    assert {one.channel: one for one in evaluated(Ask(warehouse.query))} == {
        "天猫": Evaluated("天猫", "strategic", date(2025, 3, 1)),
        "门店": Evaluated("门店"),
        "抖音": Evaluated("抖音"),
    }
    assert {one.channel: one.kind for one in channels(warehouse)}["天猫"] == "own_shop"


def test_the_second_of_two_editors_is_told_and_nothing_is_lost(warehouse):
    seen = Evaluated("天猫")
    first = Evaluated("天猫", "front", date(2025, 5, 5))
    evaluate(warehouse, seen, first, "李")
    with pytest.raises(ConflictError):
        evaluate(warehouse, seen, Evaluated("天猫", "second"), "王")
    assert evaluated(Ask(warehouse.query))[0] == first
    evaluate(warehouse, seen, first, "王")  # the same edit is no conflict
    trail = warehouse.rows(
        "SELECT changed_by, before, after FROM app.history WHERE what = 'channel' AND key = '天猫'"
    )
    assert [(by, json.loads(old), json.loads(new)) for by, old, new in trail] == [
        (
            "李",
            {"evaluation": None, "reviewed": None},
            {"evaluation": "front", "reviewed": "2025-05-05"},
        )
    ]


@pytest.mark.parametrize("edited", [Evaluated("天猫", "best"), Evaluated("拼多多", "front")])
def test_no_such_class_or_channel_is_refused(warehouse, edited):
    with pytest.raises(EntryError):
        evaluate(warehouse, Evaluated(edited.channel), edited)
