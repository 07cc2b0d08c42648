"""The time that titles and names say of rows without a date."""

from __future__ import annotations

from datetime import date

import pytest

ROWS = [["姓名", "销售额"], ["张伟", 100], ["李娜", 200]]
MARCH = (date(2025, 3, 31), date(2025, 3, 31))


def days(one, *titles, rows=ROWS, **how):
    """The first and last day of what is loaded, nothing having been asked."""
    receipt = one({"S": [*map(list, titles), *rows]}, **how).receipt
    assert receipt.needs == ()
    assert receipt.amount_loaded == 300
    return receipt.first_date, receipt.last_date


@pytest.mark.parametrize(
    "made",
    [
        ("制表日期：2025-04-02",),
        ("制表日期：", date(2025, 4, 2)),
        ("报送日期：2025年4月8日",),
        ("Generated on 2025-04-02",),
        (None, "2025-04-02"),
        ("2025/4/2",),
    ],
)
def test_the_day_on_which_a_sheet_was_made_is_not_that_of_its_sales(one, made):
    assert days(one, ["2025年3月销售业绩表"], made) == MARCH


def test_a_day_within_the_month_of_the_title_is_that_of_the_rows(one):
    day = (date(2025, 3, 5),) * 2
    assert days(one, ["2025年3月销售日报"], ["日期：2025-03-05"]) == day


@pytest.mark.parametrize(
    "title",
    ["2025.1-2025.6", "2025年1-6月销售", "2025年1月至6月", "January - June, 2025", "Jan–Jun 2025"],
)
def test_several_months_end_with_the_last_and_are_said(one, title):
    receipt = one({"S": [[title], *ROWS]}).receipt
    assert receipt.last_date == date(2025, 6, 30)
    assert any("2025年1月至2025年6月" in note.zh for note in receipt.notes)


@pytest.mark.parametrize(
    ("title", "last"),
    [
        ("Q1 2025 quotas", date(2025, 3, 31)),
        ("2025年第一季度目标", date(2025, 3, 31)),
        ("2025年上半年目标", date(2025, 6, 30)),
        ("H1 2025 targets", date(2025, 6, 30)),
        ("First Quarter 2025 quotas", date(2025, 3, 31)),
        ("Targets, first half of 2025", date(2025, 6, 30)),
        ("2025年销售目标", date(2025, 12, 31)),
    ],
)
def test_targets_are_of_the_part_of_the_year_that_is_named(one, title, last):
    rows = [["姓名", "目标"], ["张伟", 100], ["李娜", 200]]
    assert days(one, [title], rows=rows) == (date(2025, 1, 1), last)


@pytest.mark.parametrize(
    "title",
    ["期间：2025年第3期 至 2025年第3期", "日期：2025-03-01 2025-03-31", "会计期间 2025年3期"],
)
def test_what_programs_print_above_their_lists_is_their_time(one, title):
    assert days(one, ["销售统计表"], [title]) == MARCH


def test_the_year_of_a_matrix_of_targets_stands_in_its_title(one):
    rows = [["区域", "台灯", "水壶", "合计"], ["华东", 60, 40, 100], ["华南", 120, 80, 200]]
    assert days(one, ["2025年度销售目标（区域×产品）"], rows=rows, accept=True) == (
        date(2025, 1, 1),
        date(2025, 12, 31),
    )


DAYS = [["日期", "客户", "销售额"], ["12月3日", "甲", 100], ["12月9日", "乙", 200]]


@pytest.mark.parametrize(
    "name", ["销售流水202512.xlsx", "25年12月销售流水.xlsx", "2025年销售.xlsx"]
)
def test_the_name_of_the_file_gives_days_their_year(one, name):
    assert days(one, rows=DAYS, name=name) == (date(2025, 12, 3), date(2025, 12, 9))


@pytest.mark.parametrize(
    "made", [("制表日期：2026-01-05",), ("制表日期：", "2026年1月5日"), ("Printed Jan 5, 2026",)]
)
def test_a_sheet_made_early_in_a_year_may_be_of_the_year_before(one, made):
    batch = one({"S": [["12月销售明细"], list(made), *DAYS]})
    assert [question.key for question in batch.questions] == ["year"]
    later = [cell.replace("01", "12").replace("1月", "12月").replace("Jan", "Dec") for cell in made]
    assert not one({"S": [["12月销售明细"], later, *DAYS]}).questions


@pytest.mark.parametrize(
    ("title", "last"),
    [
        ("Daily Sales 28-Mar-2025", "2025-03-28"),
        ("Sales for March 28th, 2025", "2025-03-28"),
        ("Friday 28 March 2025 Sales", "2025-03-28"),
        ("Sales for: 28/03/2025", "2025-03-28"),
        ("Sales 03/28/2025", "2025-03-28"),
        ("2025年3月28号门店营业额", "2025-03-28"),
        ("Sales Mar-25", "2025-03-31"),
        ("Sales 03/2025", "2025-03-31"),
        ("25年3月门店销售额", "2025-03-31"),
    ],
)
def test_a_day_or_a_month_is_read_however_the_title_writes_it(one, title, last):
    receipt = one({"S": [[title], ["Store", "Sales"], ["A", 508], ["B", 572]]}).receipt
    assert (str(receipt.first_date), str(receipt.last_date), receipt.needs) == (last, last, ())


@pytest.mark.parametrize(
    ("file", "sheets"),
    [
        ("2025年3月日报.xlsx", ["26日", "27日"]),
        ("2025年3月门店.xlsx", ["26号", "27号"]),
        ("2025年3月日报.xlsx", ["26", "27"]),
        ("Daily sales March 2025.xlsx", ["Mar 26", "Mar 27"]),
    ],
)
def test_sheets_of_a_month_called_by_their_days_are_of_these_days(drop, file, sheets):
    rows = {
        name: [["门店", "金额"], ["甲店", 249 + n], ["乙店", 813]] for n, name in enumerate(sheets)
    }
    days = [str(batch.receipt.last_date) for batch in drop(rows, name=file)]
    assert days == ["2025-03-26", "2025-03-27"]


def test_sheets_that_are_merely_numbered_are_of_no_days(drop):
    rows = {
        name: [["门店", "金额"], ["甲店", 249 + n], ["乙店", 813]] for n, name in enumerate("12")
    }
    days = {str(batch.receipt.last_date) for batch in drop(rows, name="2025年3月门店.xlsx")}
    assert days == {"2025-03-31"}


@pytest.mark.parametrize(
    "title",
    [
        "From 2025-03-01 To 2025-03-31",
        "March 1-31, 2025",
        "March 1, 2025 - March 31, 2025",
        "Mar 1 – Mar 31, 2025",
        "1 March 2025 to 31 March 2025",
        "1 - 31 March 2025",
        "01/03/2025 - 31/03/2025",
        "03/01/2025 through 03/31/2025",
        "Zeitraum: 01.03.2025 bis 31.03.2025",
        "Del 01/03/2025 al 31/03/2025",
        "1-Mar-25 to 31-Mar-25",
        "20250301-20250331",
    ],
)
def test_the_days_from_one_to_another_are_read_however_they_are_written(one, title):
    assert days(one, ["Sales by rep"], [title]) == MARCH


def test_days_of_several_months_are_these_months_and_two_spans_are_none(one):
    quarter = (date(2025, 3, 31),) * 2
    assert days(one, ["Jan 1, 2025 - Mar 31, 2025"]) == quarter
    both = "1 March 2025 to 31 March 2025 vs 1 March 2024 to 31 March 2024"
    assert one({"S": [[both], *ROWS]}).receipt.needs != ()


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("Sales_20250328", date(2025, 3, 28)),
        ("Sales for 5/28/25", date(2025, 5, 28)),
        ("2025年3月上旬个人业绩", date(2025, 3, 10)),
        ("2025年2月下旬个人业绩", date(2025, 2, 28)),
    ],
)
def test_days_run_together_short_or_ten_at_a_time_are_days(one, title, day):
    assert days(one, [title]) == (day, day)


@pytest.mark.parametrize("title", ["二〇二五年三月销售业绩", "Sales Q1 FY2025"])
def test_a_time_in_chinese_figures_or_of_a_fiscal_year_is_read(one, title):
    assert days(one, [title]) == MARCH


def test_days_across_are_of_the_month_whose_ten_days_a_title_names(one):
    rows = [
        ["2025年3月上旬营业额"],
        ["门店", *(f"{n}日" for n in range(1, 11))],
        ["一店", *[10] * 10],
        ["二店", *[20] * 10],
    ]
    receipt = one({"S": rows}).receipt
    assert (receipt.needs, receipt.amount_loaded) == ((), 300)
    assert (receipt.first_date, receipt.last_date) == (date(2025, 3, 1), date(2025, 3, 10))
