"""Sheets that go on from one another: the same order counts once, and what may be another is asked about."""

from __future__ import annotations

import pytest

HEADER = ["订单号", "下单日期", "客户", "产品", "金额"]


def line(n, product="茶", amount=None, day=None):
    amount = 100 + n if amount is None else amount
    return [f"NO{n:03}", day or f"2025-03-{n:02}", f"客户{n % 4}", product, amount]


def lines(first, last):
    return [line(n) for n in range(first, last)]


LAST_WEEK = [HEADER, *lines(1, 13)]
BOTH = sum(range(101, 114))  # the orders of 1 to 13, each once


def changed(at, row):
    """This week's sheet, with another row in place of that of one order."""
    return [HEADER, *(row if n == at else line(n) for n in range(2, 14))]


def amounts(batches):
    return sum(batch.receipt.amount_loaded for batch in batches)


@pytest.mark.parametrize(
    "more",
    [line(10, "咖啡", 50), line(5, amount=-105, day="2025-03-25"), line(5)],
    ids=["line", "return", "again"],
)
def test_a_line_more_of_an_order_of_last_week_is_asked_about_and_counts(drop, more):
    sheets = {"上周": LAST_WEEK, "本周": [HEADER, *lines(2, 14), more]}
    first, second = drop(sheets)
    assert (first.receipt.rows_loaded, second.rows) == (12, None)
    [question] = second.questions
    assert (question.key, question.guess) == ("copy", "once")
    assert question.text.zh.startswith("1 行的订单号也在工作表“上周”，但内容不同")
    assert "11 more are just the same" in question.text.en
    assert amounts(drop(sheets, answers={"copy": "once"})) == BOTH + more[-1]
    assert amounts(drop(sheets, accept=True)) == BOTH + more[-1]


def test_of_an_order_that_was_corrected_the_later_sheet_counts_once_that_is_said(drop):
    sheets = {"上周": LAST_WEEK, "本周": changed(10, line(10, amount=60))}
    for accept in (False, True):
        first, second = drop(sheets, accept=accept)
        assert (first.receipt.rows_loaded, second.rows) == (12, None)
        assert [(q.key, q.guess) for q in second.questions] == [("copy", "")]
    first, second = drop(sheets, answers={"本周:copy": "once"})
    assert amounts([first, second]) == BOTH - 110 + 60
    assert first.receipt.rows_left_out == 1
    assert first.receipt.notes[-1].zh == "1 行的订单在工作表“本周”有改动，以那里为准，未计入。"
    assert second.receipt.notes[-1].zh == "1 行的订单与工作表“上周”的不同，以这张表为准。"


def test_an_order_that_was_cancelled_since_is_asked_about(drop):
    header = [*HEADER, "状态"]
    before = [[*row, "已完成"] for row in lines(1, 13)]
    since = [[*line(n), "已取消" if n == 7 else "已完成"] for n in range(2, 14)]
    sheets = {"上周": [header, *before], "本周": [header, *since]}
    assert [q.key for q in drop(sheets)[1].questions] == ["copy"]
    first, second = drop(sheets, answers={"copy": "once"})
    assert (first.receipt.rows_loaded, second.receipt.rows_loaded) == (11, 2)


def test_orders_of_two_shops_that_number_alike_all_count(drop):
    header = ["单号", "日期", "门店", "产品", "金额"]

    def shop(name, numbers):
        return [header, *([n, f"2025-03-{n:02}", name, "门票", 50] for n in numbers)]

    batches = drop({"一": shop("一店", (*range(1, 13), 25)), "二": shop("二店", range(1, 15))})
    assert [batch.receipt.rows_loaded for batch in batches] == [13, 14]


def test_numbers_days_and_prices_of_which_no_customer_is_known_are_asked_about(drop):
    def shop(numbers):
        return [
            ["单号", "日期", "产品", "金额"],
            *([n, f"2025-03-{n:02}", "门票", 50] for n in numbers),
        ]

    sheets = {"一店": shop((*range(1, 13), 25)), "二店": shop(range(1, 15))}
    _, second = drop(sheets)
    assert (second.rows, [(q.key, q.guess) for q in second.questions]) == (None, [("copy", "")])
    assert amounts(drop(sheets, answers={"copy": "load"})) == 27 * 50


def test_an_order_that_was_put_aside_last_week_counts_where_it_can_be_read(drop):
    before = [HEADER, *(line(n, amount="一百多" if n == 10 else None) for n in range(1, 13))]
    first, second = drop({"上周": before, "本周": changed(0, None)})
    assert (first.receipt.rows_put_aside, second.receipt.rows_loaded) == (1, 2)
    assert amounts([first, second]) == BOTH


def test_nothing_is_left_out_because_of_a_sheet_that_waits_itself(drop):
    sheets = {"上周": [*LAST_WEEK, ["合计", None, None, None, 9999]], "本周": changed(0, None)}
    waits = drop(sheets)
    assert [batch.rows for batch in waits] == [None, None]
    assert [[q.key for q in batch.questions] for batch in waits] == [["total"], ["copy"]]
    assert amounts(drop(sheets, answers={"total": "load"})) == BOTH
    assert amounts(drop(sheets, accept=True)) == BOTH
    _, alone = drop(sheets, answers={"上周:dataset": "none"})
    assert alone.receipt.rows_loaded == 12
