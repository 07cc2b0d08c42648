"""Several tables on a sheet, and tables amid emptiness: each by itself, none lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesdash.intake import take_in

Rows = list[list[Any]]
TARGETS: Rows = [["月份", "区域", "销售目标"], ["2025-01", "华东", 5], ["2025-02", "华南", 6]]
SPEND: Rows = [["日期", "渠道", "费用"], ["2025-01-03", "天猫", 7], ["2025-01-04", "京东", 8]]
MORE = [["2025-01-05", "抖音", 9]]


def amounts(batches):
    return {b.receipt.dataset: b.receipt.amount_loaded for b in batches}


def beside(left, right, gap=1):
    height = max(len(left), len(right))
    return [
        [
            *(left[i] if i < len(left) else [None] * 3),
            *[None] * gap,
            *(right[i] if i < len(right) else []),
        ]
        for i in range(height)
    ]


@pytest.mark.parametrize(
    "between",
    [
        [[]],
        [[], [], []],
        [[], ["2025年渠道费用"]],
        [[], ["二、费用"], ["单位：元"]],
        [],
        [["渠道费用", None, None]],
    ],
)
def test_tables_one_above_the_other_are_split(drop, between):
    batches = drop({"汇总": [*TARGETS, *between, *SPEND]})
    assert amounts(batches) == {"targets": 11, "spend": 15}
    assert [b.receipt.rows_put_aside for b in batches] == [0, 0]


def test_the_second_table_goes_by_its_cells(drop):
    first, second = drop({"汇总": [*TARGETS, [], *SPEND]})
    assert (first.receipt.sheet, second.receipt.sheet) == ("汇总", "汇总!A5:C7")


def test_each_table_has_its_own_title_and_unit(drop):
    rows = [
        ["销售目标（单位：万元）"],
        *TARGETS,
        ["合计", None, 11],
        [],
        ["渠道费用（单位：元）"],
        *SPEND,
    ]
    batches = drop({"汇总": rows})
    assert amounts(batches) == {"targets": 110_000, "spend": 15}
    assert batches[0].receipt.amount_printed == 110_000


def test_tables_side_by_side_are_split(drop):
    batches = drop({"汇总": beside(TARGETS, [*SPEND, *MORE])})
    assert amounts(batches) == {"targets": 11, "spend": 24}
    assert batches[1].receipt.sheet == "汇总!E1:G4"
    assert batches[1].rows["row"].to_pylist() == [2, 3, 4]


def test_two_tables_of_one_shape_side_by_side_are_split(drop):
    other = [TARGETS[0], ["2025-03", "华中", 1], ["2025-04", "华北", 2]]
    batches = drop({"汇总": beside(TARGETS, other, gap=2)})
    assert [b.receipt.amount_loaded for b in batches] == [11, 3]


def test_a_blank_column_within_a_table_parts_nothing(one):
    rows: Rows = [["日期", "客户", None, "产品", "销售额"]]
    rows += [[date(2025, 1, d), "甲", None, "乙", d] for d in range(1, 5)]
    assert one({"订单": rows}).receipt.amount_loaded == 10


def test_headers_that_come_again_part_nothing(one):
    receipt = one({"目标": [*TARGETS, [], *TARGETS]}).receipt
    assert (receipt.rows_loaded, receipt.rows_left_out) == (4, 2)


def test_a_table_that_is_none_of_ours_below_is_left_out_by_itself(drop):
    rows: Rows = [*TARGETS, [], ["人名", "身高"], ["张三", 170], ["李四", 180]]
    first, second = drop({"汇总": rows})
    assert first.receipt.amount_loaded == 11
    assert second.receipt.dataset is None
    assert second.receipt.rows_read == 2
    assert second.receipt.reason is not None


def test_a_smaller_table_above_a_larger_one_is_not_taken_for_its_titles(drop):
    orders: Rows = [["订单号", "日期", "客户", "产品", "渠道", "销售额"]]
    orders += [[f"A{d}", date(2025, 1, d), "甲", "乙", "天猫", d] for d in range(1, 9)]
    batches = drop({"订单": [*TARGETS, [], *orders]})
    assert amounts(batches) == {"targets": 11, "orders": 36}


@pytest.mark.parametrize(
    ("rows", "loaded"),
    [
        ([[None, "订单信息", None, "金额信息", None], ["客户", "日期", "编号", "数量", "金额"], ["甲", date(2025, 1, 1), "A1", 2, 10], ["乙", date(2025, 1, 2), "A2", 3, 20]], 30),
        ([["Customer", "Order", None, "Money", None], [None, "Date", "No", "Qty", "Sales"], ["Li", date(2025, 1, 1), "A1", 2, 10], ["Wu", date(2025, 1, 2), "A2", 3, 20]], 30),
    ],
)  # fmt: skip
def test_banners_over_the_headers_of_a_list(one, rows, loaded):
    receipt = one({"订单": rows}).receipt
    assert (receipt.amount_loaded, receipt.rows_loaded) == (loaded, 2)
    assert set(receipt.columns) >= {"order_date", "amount", "customer", "quantity"}


def test_three_rows_of_headers(tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "deep.xlsx"))
    page = book.add_worksheet("目标")
    page.merge_range(0, 0, 2, 0, "区域")
    page.merge_range(0, 1, 0, 6, "2025年销售目标")
    for q in (0, 1):
        page.merge_range(1, 1 + 3 * q, 1, 3 + 3 * q, f"{'一二'[q]}季度")
        page.write_row(2, 1 + 3 * q, [f"{3 * q + m}月" for m in (1, 2, 3)])
    page.write_row(3, 0, ["华东", 1, 2, 3, 4, 5, 6])
    page.write_row(4, 0, ["华南", 1, 1, 1, 1, 1, 1])
    book.close()
    [batch] = take_in(tmp_path / "deep.xlsx")
    assert batch.receipt.dataset == "targets"
    assert batch.receipt.amount_loaded == 27
    assert batch.receipt.last_date == date(2025, 6, 30)


def test_a_used_range_of_a_million_rows_holds_what_it_holds(tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "far.xlsx"), {"constant_memory": True})
    page = book.add_worksheet("目标")
    for r, row in enumerate(TARGETS):
        page.write_row(r, 0, row)
    page.write_blank(1_000_000, 0, None, book.add_format({"bold": True}))
    book.close()
    [batch] = take_in(tmp_path / "far.xlsx")
    assert batch.receipt.rows_read == 2
    assert batch.receipt.amount_loaded == 11


rows = st.lists(st.integers(min_value=1, max_value=10**6), min_size=1, max_size=6)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows, rows, st.integers(min_value=1, max_value=3))
def test_tables_split_equal_tables_apart(tmp_path, targets, spend, blank):
    """Two tables on one sheet load what each of them loads from a file of its own."""
    above = ["月份,区域,销售目标", *(f"2025-{n + 1:02d},华东,{a}" for n, a in enumerate(targets))]
    below = ["日期,渠道,费用", *(f"2025-01-{n + 1:02d},天猫,{a}" for n, a in enumerate(spend))]

    def amounts_of(*tables):
        path = tmp_path / "file.csv"
        gap = "\n" + ",,\n" * blank
        path.write_text(gap.join("\n".join(table) for table in tables) + "\n", "utf-8")
        return [b.receipt.amount_loaded for b in take_in(path, accept=True)]

    assert amounts_of(above, below) == amounts_of(above) + amounts_of(below)


@pytest.mark.parametrize("beside", ["单位：元", "单位：万元", "制表人：张三", "Unit: CNY"])
def test_a_title_with_a_remark_beside_it_is_above_headers_that_nobody_knows(one, beside):
    rows = [
        ["2025年3月分公司销售月报", None, None, None, beside],
        ["分公司", "本月", "上月", "去年同月", "同比"],
        ["北京", 1100, 1000, 900, "22%"],
        ["上海", 1200, 1300, 1000, "20%"],
        ["总计", 2300, 2300, 1900, "21%"],
    ]
    asked = {question.key for question in one({"Sheet1": rows}).questions}
    assert "period" not in asked


@pytest.mark.parametrize("extra", [["备注", "赠品", ""], ["", "手工加 500", ""]])
def test_a_single_column_between_two_tables_stays_with_the_one_before_it(drop, extra):
    header = ["日期", "客户", "金额"]
    left: list[list[Any]] = [header, ["2025-03-01", "甲", 5], ["2025-03-02", "乙", 6]]
    right: list[list[Any]] = [header, ["2025-04-01", "丙", 7], ["2025-04-02", "丁", 8]]
    rows = [
        [*one, None, said, None, *two] for one, said, two in zip(left, extra, right, strict=True)
    ]
    first, second = drop({"S": rows})
    assert (first.receipt.amount_loaded, second.receipt.amount_loaded) == (11, 15)
    assert first.rows["extra"].to_pylist() == [[(extra[0] or "E", extra[1])], None]


def test_two_months_beside_dates_of_the_rows_stay_columns(one):
    header = ["客户", "订单日期", "金额", "2024-12", "2025-03"]
    rows = [[name, f"2025-03-0{n}", 100 * n, 10, 20] for n, name in enumerate("甲乙丙", 1)]
    assert one({"S": [header, *rows]}).receipt.amount_loaded == 600


@pytest.mark.parametrize("sizes", [["500ml", "1L", "2L"], ["1kg", "5kg", "10kg"]])
def test_sizes_across_are_headers(one, sizes):
    rows = [[f"2025-03-0{n}", "天猫", 100, 200, 300] for n in (1, 2, 3)]
    batch = one({"S": [["日期", "渠道", *sizes], *rows]})
    assert "across" in {question.key for question in batch.questions}


@pytest.mark.parametrize(
    "signed",
    [
        [None, None, None, "2025-04-02"],
        ["制表人：李明", None, None, "2025年4月2日"],
        ["Prepared by: Ann", None, "04/02/2025", None],
        ["制表：李明", "审核：王强", None, "2025-04-02"],
    ],
)
@pytest.mark.parametrize("gap", [[], [[None] * 4]])
def test_who_signed_a_sheet_below_it_is_no_column(one, signed, gap):
    rows = [["2025年3月销售业绩"], ["姓名", "销售额"], ["张伟", 100], ["李娜", 200], ["合计", 300]]
    receipt = one({"S": [*rows, *gap, signed]}).receipt
    assert (receipt.amount_loaded, receipt.rows_loaded, receipt.needs) == (300, 2, ())
    assert str(receipt.last_date) == "2025-03-31"


def test_a_summary_beside_with_its_own_total_takes_no_order_away(drop):
    rows = [
        ["日期", "客户", "业务员", "金额", None, "业务员", "业绩汇总"],
        ["2025-03-01", "甲", "张三", 10, None, "张三", 30],
        ["2025-03-02", "乙", "李四", 20, None, "李四", 20],
        ["2025-03-03", "丙", "张三", 20, None, "合计", 50],
        ["2025-03-04", "丁", "李四", 30, None, None, None],
    ]
    orders, *others = drop({"S": rows})
    assert (orders.receipt.rows_loaded, orders.receipt.amount_loaded) == (4, 80)
    assert [other.receipt.dataset for other in others] == [None]
