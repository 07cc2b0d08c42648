"""The unit of money is read wherever it stands about a table, and once; a name that only looks like one is none."""

from __future__ import annotations

from typing import Any

import pytest

ROWS: list[list[Any]] = [
    ["月份", "区域", "销售额"],
    ["2025-01", "华东", 12.5],
    ["2025-02", "华南", 7.5],
]
PLAIN = 20


@pytest.mark.parametrize(
    ("file", "sheet", "above", "below"),
    [
        ("file.xlsx", "S", [], ["备注：金额单位：万元"]),
        ("file.xlsx", "S", [], ["说明：本表金额均以万元计"]),
        ("区域业绩（万元）.xlsx", "S", [], []),
        ("file.xlsx", "万元", [], []),
        ("file.xlsx", "S", [["单位（万元）"]], []),
        ("file.xlsx", "S", [["金额：万元"]], []),
        ("file.xlsx", "S", [["单位：元（万）"]], []),
    ],
)
def test_the_unit_stands_anywhere_about_the_table(one, file, sheet, above, below):
    rows = [*above, *ROWS, *([below] if below else [])]
    receipt = one({sheet: rows}, name=file).receipt
    assert receipt.amount_loaded == PLAIN * 10_000
    assert any("万元" in note.zh for note in receipt.notes)


def test_a_row_of_units_below_the_headers_is_theirs(one):
    rows = [ROWS[0], [None, None, "万元"], *ROWS[1:]]
    receipt = one({"S": rows}).receipt
    assert (receipt.amount_loaded, receipt.rows_put_aside) == (PLAIN * 10_000, 0)


@pytest.mark.parametrize("above", ["in thousands of USD", "(in '000 USD)", "USD thousands"])
def test_english_units_in_other_words(one, above):
    rows = [[above], ["Month", "Region", "Sales"], ["2025-01", "N", 12.5], ["2025-02", "S", 7.5]]
    assert one({"S": rows}, accept=True).receipt.amount_loaded == PLAIN * 1000


@pytest.mark.parametrize("name", ["万达广场", "百万元以上客户", "十万元户", "2025年万科"])
def test_a_name_that_only_looks_like_a_unit_is_none(one, name):
    assert one({name: ROWS}, name=f"{name}.xlsx").receipt.amount_loaded == PLAIN


@pytest.mark.parametrize("header", ["销售额（元）", "销售额（万元）"])
def test_a_header_that_says_its_unit_goes_before_what_stands_around(one, header):
    rows = [["月份", "区域", header], *ROWS[1:], ["备注：金额单位：万元"]]
    size = 1 if header.endswith("（元）") else 10_000
    assert one({"万元": rows}, name="区域业绩（万元）.xlsx").receipt.amount_loaded == PLAIN * size


def test_figures_too_large_for_the_unit_of_a_name_are_asked_about(one):
    rows = [ROWS[0], ["2025-01", "华东", 1_250_000], ["2025-02", "华南", 750_000]]
    assert [q.key for q in one({"S": rows}, name="区域业绩（万元）.xlsx").questions] == ["unit"]


def test_figures_that_say_their_own_size_are_not_asked_about(one):
    rows = [ROWS[0], ["2025-01", "华东", "12.5万"], ["2025-02", "华南", "7.5万"]]
    receipt = one({"S": [*rows, ["备注：金额单位：万元"]]}).receipt
    assert receipt.amount_loaded == PLAIN * 10_000


@pytest.mark.parametrize("note", ["注：目标单位为万元，销售额单位为元", "注：成本单位为万元"])
def test_a_unit_that_may_be_of_something_else_is_asked_about_without_a_guess(one, note):
    batch = one({"S": [*ROWS, [note]]}, accept=True)
    assert [(q.key, q.guess) for q in batch.questions] == [("unit", "")]
    assert batch.rows is None
    assert one({"S": [*ROWS, [note]]}, answers={"unit": "1"}).receipt.amount_loaded == PLAIN


@pytest.mark.parametrize(
    ("title", "headers", "times"),
    [
        ("单位：万件", "日期,客户,销售额,销量", 10_000),
        ("数量单位：千件", "日期,客户,销售额,销量", 1_000),
        ("Quantity in thousands", "Date,Customer,Sales,Quantity", 1_000),
        ("2025 Quantity in thousands", "Date,Customer,Sales,Quantity", 1_000),
        ("Units (in thousands)", "Date,Customer,Sales,Units", 1_000),
        ("单位：万人", "日期,客户,销售额,销量", 1),
    ],
)
def test_a_unit_of_pieces_is_none_of_money(one, title, headers, times):
    row = ["2025-03-01", "甲", 10, 20]
    batch = one({"表": [[title], headers.split(","), row, ["2025-03-02", "乙", 30, 40]]})
    assert batch.questions == ()
    assert [batch.rows["amount"].to_pylist(), batch.rows["quantity"].to_pylist()] == [
        [10, 30],
        [20 * times, 40 * times],
    ]


def test_money_and_pieces_have_each_their_unit(one):
    rows = [["2025-03-01", "甲", 10, 20], ["2025-03-02", "乙", 30, 40]]
    batch = one({"表": [["单位：万元、千件"], ["日期", "客户", "销售额", "销量"], *rows]})
    assert batch.rows["amount"].to_pylist() == [100_000, 300_000]
    assert batch.rows["quantity"].to_pylist() == [20_000, 40_000]


def stacked(*lower):
    """A table of 华东 below its unit, and one of 华南 below `lower`."""
    first = [
        ["2025年销售"],
        ["单位：万元"],
        ["华东"],
        ["月份", "客户", "销售额"],
        ["1月", "甲", 10],
        ["2月", "乙", 30],
    ]
    return {
        "表": [
            *first,
            [],
            ["华南"],
            *lower,
            ["月份", "客户", "销售额"],
            ["1月", "丙", 5],
            ["2月", "丁", 7],
        ]
    }


def test_what_stands_above_the_first_of_stacked_tables_goes_for_all(drop):
    batches = drop(stacked())
    assert [batch.receipt.amount_loaded for batch in batches] == [400_000, 120_000]
    assert not any(batch.questions for batch in batches)
    assert {batch.receipt.first_date.year for batch in batches} == {2025}


@pytest.mark.parametrize(("unit", "amount"), [("单位：元", 12), ("单位：千元", 12_000)])
def test_a_unit_of_its_own_goes_before_that_of_the_first_table(drop, unit, amount):
    assert drop(stacked([unit]))[1].receipt.amount_loaded == amount
