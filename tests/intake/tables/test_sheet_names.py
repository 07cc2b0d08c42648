"""One sheet for each salesperson, region or channel: its name tells whose rows it holds."""

from __future__ import annotations

from typing import Any

import pytest

ROWS: list[list[Any]] = [
    ["日期", "客户", "金额"],
    ["2025-03-01", "甲", 10],
    ["2025-03-02", "乙", 20],
]


def book(names: list[str]) -> dict[str, list[list[Any]]]:
    """Sheets of one shape, each with rows of its own."""
    return {
        name: [ROWS[0], *([day, f"{who}{n}", money + n] for day, who, money in ROWS[1:])]
        for n, name in enumerate(names)
    }


def columns(batches: list[Any]) -> list[str]:
    return [
        key
        for batch in batches
        for key in ("salesperson", "channel", "region", "product")
        if key in batch.receipt.columns
    ]


@pytest.mark.parametrize("names", [["张伟", "李娜"], ["王强", "欧阳雪", "刘洋", "陈静"]])
def test_sheets_called_as_people_are_of_salespeople(drop, names):
    batches = drop(book(names))
    assert columns(batches) == ["salesperson"] * len(names)
    assert [set(b.rows["salesperson"].to_pylist()) for b in batches] == [{n} for n in names]


@pytest.mark.parametrize(
    "names",
    [
        ["江阴县", "金坛区"],
        ["方桌", "圆凳"],
        ["白酒", "黄酒"],
        ["张伟", "客户资料"],
        ["金华店", "江北店"],
    ],
)
def test_sheets_called_otherwise_keep_their_names(drop, names):
    batches = drop(book(names))
    assert columns(batches) == []
    assert all(b.receipt.notes[0].zh.startswith("“工作表”取自") for b in batches)


def test_what_the_sheets_are_can_be_said_once_for_all_of_them(drop):
    names = ["方桌", "圆凳"]
    [choice] = {c.key: c for batch in drop(book(names)) for c in batch.choices}.values()
    assert choice.whole_file
    batches = drop(book(names), answers={choice.key: "product"})
    assert [set(b.rows["product"].to_pylist()) for b in batches] == [{n} for n in names]


def test_of_sheets_whose_names_say_nothing_no_choice_is_offered(drop):
    batches = drop(book(["Sheet1", "Table1", "三月明细"]))
    assert not any(choice.key == "sheets" for batch in batches for choice in batch.choices)


@pytest.mark.parametrize(
    ("sold", "other"),
    [
        ("销售", "收款"),
        ("订单", "报价"),
        ("销售", "采购"),
        ("Sales", "Purchases"),
        ("三月", "模板示例"),
        ("Orders", "Sample data"),
    ],
)
@pytest.mark.parametrize("name", ["2025年台账.xlsx", "收款与报价.xlsx"])
def test_each_sheet_of_one_shape_is_what_it_is_called(drop, sold, other, name):
    few = [ROWS[0], ["2025-04-01", "丙", 7], ["2025-04-02", "丁", 8]]
    orders, beside = drop({sold: ROWS, other: few}, name=name)
    if name.startswith("2025") or sold != "三月":  # whose file is called by something else
        assert (orders.receipt.dataset, orders.receipt.amount_loaded) == ("orders", 30)
    assert (beside.rows, beside.receipt.dataset) == (None, None)
    assert beside.receipt.reason
