"""Totals wherever their word stands, and statistics: counted once, never filled onto."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

Rows = list[list[Any]]

HEAD = ["日期", "客户", "摘要", "销售额"]
TOTALS = [
    "本月合计",
    "本年累计",
    "小计",
    "合  计",
    "Total",
    "Subtotal",
    "累計",
    "本頁小計",
    "Zwischensumme",
]


def days_with_totals(word: str, column: int, *, written: bool):
    """Two days of two lines (1 + 2, 3 + 4), a total under each in the named column."""
    rows: Rows = [HEAD]
    for day, (one, other) in enumerate([(1, 2), (3, 4)], 1):
        rows.append([date(2025, 1, day), "甲", "货款", one])
        rows.append([date(2025, 1, day) if written else None, "乙", "货款", other])
        line: list[Any] = [None, None, None, one + other]
        line[column] = word
        rows.append(line)
    return rows


@pytest.mark.parametrize("word", TOTALS)
@pytest.mark.parametrize("column", [0, 1, 2])
def test_a_total_counts_once_in_whatever_column_its_word_stands(one, word, column):
    receipt = one({"明细": days_with_totals(word, column, written=True)}).receipt
    assert (receipt.amount_loaded, receipt.rows_put_aside, receipt.needs) == (10, 0, ())


@pytest.mark.parametrize("column", [0, 1, 2])
def test_a_day_is_never_filled_onto_a_total(one, column):
    rows = {"明细": days_with_totals("本月合计", column, written=False)}
    [question] = one(rows).questions
    assert question.key == "same_day:日期"
    receipt = one(rows, answers={question.key: "fill"}).receipt
    assert (receipt.amount_loaded, receipt.rows_loaded, receipt.rows_left_out) == (10, 4, 2)


def test_a_day_is_filled_beside_a_column_that_numbers_the_lines(one):
    rows = [
        ["序号", *r] if i == 0 else [i, *r]
        for i, r in enumerate(days_with_totals("小计", 2, written=False))
    ]
    assert one({"明细": rows}, accept=True).receipt.amount_loaded == 10


def test_a_total_with_a_day_of_its_own_is_one_by_its_words(one):
    rows = days_with_totals("本月合计", 2, written=True)
    for row in rows[1:]:
        row[0] = row[0] or date(2025, 1, 31)
    assert one({"明细": rows}).receipt.amount_loaded == 10


def test_a_word_of_every_row_is_no_total(one):
    rows = [["日期", "备注", "销售额"], *([date(2025, 1, d), "汇总", d] for d in (1, 2, 3))]
    assert one({"明细": rows}).receipt.amount_loaded == 6


def test_what_merely_begins_with_total_is_a_product(one):
    rows: Rows = [["日期", "产品", "销售额"]]
    rows += [
        [date(2025, 1, d), name, d] for d, name in enumerate(["Total Care", "Tea", "Total Care"], 1)
    ]
    assert one({"明细": rows}).receipt.amount_loaded == 6


@pytest.mark.parametrize(
    "word",
    ["Average", "Largest sale", "最大值", "平均", "最高销售额", "Durchschnitt", "Promedio", "日均"],
)
def test_statistics_below_a_table_are_no_record(one, word):
    rows: Rows = [HEAD, *([date(2025, 1, d), "甲", "货款", d] for d in (1, 2, 3))]
    for column in (0, 1, 2):
        line: list[Any] = [None, None, None, 2]
        line[column] = word
        receipt = one({"明细": [*rows, line, line]}).receipt
        assert (receipt.amount_loaded, receipt.rows_put_aside) == (6, 0)


def test_figures_below_a_table_that_are_no_amounts_are_a_footer(one):
    rows: Rows = [["Date", "Units", "Unit price", "Total"]]
    rows += [[date(2025, 1, d), d, 2, 2 * d] for d in (1, 2, 3)]
    rows += [[], ["Days in month", 3], ["Units sold in month", 6]]
    receipt = one({"April": rows}).receipt
    assert (receipt.amount_loaded, receipt.rows_put_aside) == (Decimal(12), 0)


def test_statistics_of_people_without_days_are_no_people(one):
    rows: Rows = [
        ["2025年3月销售业绩"],
        ["销售员", "销售额"],
        ["甲", 100],
        ["乙", 300],
        ["合计", 400],
        ["平均值", 200],
    ]
    assert one({"3月": rows}, accept=True).receipt.amount_loaded == 400


def test_a_list_without_amounts_may_have_a_total(one):
    rows = [
        ["客户名称", "行业", "区域"],
        ["甲公司", "零售", "华东"],
        ["乙公司", "制造", "华南"],
        ["小计", None, None],
    ]
    receipt = one({"客户档案": rows}).receipt
    assert (receipt.dataset, receipt.rows_loaded, receipt.rows_left_out) == ("customers", 2, 1)


def test_the_first_subtotal_is_not_the_total_of_the_sheet(one):
    text = "日期,客户,金额\n2025-03-05,甲,7\n小计,,7\n2025-03-06,乙,8\n2025-03-07,丙,9\n小计,,17\n"
    receipt = one(text).receipt
    assert (receipt.amount_loaded, receipt.amount_printed) == (24, None)


def test_korean_headers_and_totals_are_read(one):
    rows = "2025-03-01,한국상사,차,1,100,100\n2025-03-02,서울상사,차,2,100,200\n소계,,,3,,300\n"
    batch = one(
        f"날짜,고객,제품,수량,단가,금액\n{rows}2025-03-03,부산상사,차,3,100,300\n합계,,,6,,600\n"
    )
    assert batch.receipt.needs == ()
    assert (batch.receipt.amount_loaded, batch.receipt.amount_printed) == (600, 600)


@pytest.mark.parametrize("word", ["計", "计", "本日計", "月计", "合算"])
def test_a_sum_that_is_called_no_more_than_a_sum_is_left_out(one, word):
    lines = (f"2025-03-1{n},店{n},時計,{n * n}" for n in (1, 2, 3, 4))
    text = "\n".join(["日期,门店,商品,金额", *lines, f",,{word},30", ""])
    receipt = one(text).receipt
    assert (receipt.amount_loaded, receipt.rows_put_aside, receipt.amount_printed) == (30, 0, 30)


def test_what_is_carried_from_page_to_page_is_a_total(one):
    head: Rows = [["日期", "单号", "客户", "金额"]]
    first: Rows = [[f"2025-03-0{n}", f"A{n}", "甲", n] for n in range(1, 4)]
    second: Rows = [[f"2025-03-0{n}", f"A{n}", "乙", n] for n in range(4, 7)]
    carried: Rows = [[None, None, "过次页", 6], [None, None, "承前页", 6]]
    receipt = one({"账": [*head, *first, *carried, *second, [None, None, "合计", 21]]}).receipt
    assert (receipt.amount_loaded, receipt.rows_left_out, receipt.rows_put_aside) == (21, 3, 0)


@pytest.mark.parametrize("part", ["其中：{}", "of which: {}", "davon {}"])
def test_a_part_of_the_row_above_is_not_counted_beside_it(one, part):
    rows: Rows = [["2025年3月销售额"], ["区域", "销售额"]]
    for region, city, sold in (("华东", "上海", 90), ("华南", "广州", 60), ("华北", "北京", 30)):
        rows += [[region, sold], [part.format(city), sold // 3]]
    batch = one({"S": [*rows, ["合计", 180]]}, accept=True)
    assert batch.receipt.amount_loaded == batch.receipt.amount_printed == 180
    assert any("上一行的一部分" in note.zh for note in batch.receipt.notes)


def test_more_than_the_row_above_is_no_part_of_it(one):
    rows: Rows = [
        ["2025年3月销售额"],
        ["区域", "销售额"],
        ["华东", 90],
        ["其中：上海", 120],
        ["华南", 60],
    ]
    assert one({"S": rows}, accept=True).receipt.amount_loaded == 270


def test_the_average_below_the_total_of_a_wide_table_is_no_member(one):
    rows: Rows = [["门店", "1月", "2月", "3月"], ["一店", 2, 4, 6], ["二店", 4, 6, 8]]
    rows += [["合计", 6, 10, 14], ["店均", 3, 5, 7], ["日均", 1, 2, 3]]
    batch = one({"2025年销售额": rows}, accept=True)
    assert batch.receipt.amount_loaded == 30
    assert [q.key for q in batch.questions if q.key == "total"] == []


def test_payments_that_are_the_sum_of_their_order_are_no_sales(one):
    lines = "".join(
        f"P{n},2025-03-0{n},商品,杯,{n}0\nP{n},2025-03-0{n},商品,碗,5\nP{n},2025-03-0{n},支付,微信,{n}5\n"
        for n in range(1, 5)
    )
    receipt = one(f"小票号,日期,类型,名称,金额\n{lines}").receipt
    assert (receipt.amount_loaded, receipt.rows_left_out) == (120, 4)


def test_an_order_that_bears_an_asterisk_is_no_total_of_those_above(one):
    rows = [
        ["1", "2025-03-01", 100, None],
        ["2", "2025-03-02", 100, "*"],
        ["3", "2025-03-03", 70, None],
    ]
    receipt = one({"表": [["单号", "日期", "金额", "备注"], *rows]}).receipt
    assert (receipt.rows_loaded, receipt.amount_loaded) == (3, 270)
