"""Boxes at the price of a bottle: what is in each box counts, where it is known."""

from __future__ import annotations

import pytest


def book(price, many, each=None):
    """Lines of 2, 3 and 4 boxes of 12 at 5 a bottle."""
    headers = ["日期", "客户", "产品", price, many, *([each] if each else [])]
    rows = [[f"2025-03-0{n}", f"客户{n}", "啤酒", 5, n, *([12] if each else [])] for n in (2, 3, 4)]
    return {"表": [headers, *rows]}


@pytest.mark.parametrize(
    ("price", "many", "each"),
    [
        ("单价（元/瓶）", "箱数", "每箱瓶数"),
        ("单价(元/瓶)", "数量(箱)", "箱规"),
        ("每瓶单价", "箱数", "装箱数"),
        ("Price per bottle", "Cases", "Bottles per case"),
    ],
)
def test_what_is_in_each_box_is_paid_for(one, price, many, each):
    batch = one(book(price, many, each))
    assert (batch.questions, batch.receipt.amount_loaded) == ((), 9 * 12 * 5)
    assert batch.rows["quantity"].to_pylist() == [2, 3, 4]


def test_the_price_of_a_box_is_paid_for_each_box(one):
    assert one(book("单价（元/箱）", "箱数", "每箱瓶数")).receipt.amount_loaded == 45


def test_bottles_at_the_price_of_a_bottle_need_no_box(one):
    assert one(book("单价（元/瓶）", "瓶数", "每箱瓶数")).receipt.amount_loaded == 45


@pytest.mark.parametrize(("answer", "amount"), [("piece", 540), ("pack", 45)])
def test_a_price_of_nothing_named_is_asked_about(one, answer, amount):
    file = book("单价", "箱数", "每箱瓶数")
    [question] = one(file).questions
    assert (question.key, question.guess) == ("price_of", "")
    assert one(file, answers={"price_of": answer}).receipt.amount_loaded == amount


def test_boxes_at_the_price_of_a_bottle_come_to_nothing_known(one):
    batch = one(book("单价（元/瓶）", "箱数"), accept=True)
    assert not batch.receipt.amount_loaded
    assert any("单位对不上" in note.zh for note in batch.receipt.notes)
