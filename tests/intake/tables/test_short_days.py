"""Days without their year, as two numbers or beside the short name of a month."""

from __future__ import annotations

from datetime import date

import pytest

DAYS = [date(2025, 1, 3), date(2025, 1, 6), date(2025, 1, 15), date(2025, 2, 4), date(2025, 3, 9)]


def sheet(days, title="2025年销售明细", header="日期"):
    rows = [[day, f"客户{n}", 10] for n, day in enumerate(days)]
    return {"表": [[title], [header, "客户", "销售额"], *rows]}


@pytest.mark.parametrize(
    "form", ["{0.month}/{0.day}", "{0.month}-{0.day}", "{0:%m-%d}", "{0:%m/%d} 10:23"]
)
def test_a_chinese_column_has_the_month_first(one, form):
    batch = one(sheet([form.format(day) for day in DAYS]))
    assert (batch.questions, batch.rows["order_date"].to_pylist()) == ((), DAYS)
    assert any("月/日" in note.zh for note in batch.receipt.notes)


@pytest.mark.parametrize(
    "form", ["{0.month}/{0.day}", "{0.day}/{0.month}", "{0:%b %d}", "{0:%b-%d}", "{0:%d-%b}"]
)
def test_the_order_is_the_one_in_which_all_are_days(one, form):
    batch = one(sheet([form.format(day) for day in DAYS], "Sales 2025", "Date"))
    assert (batch.questions, batch.rows["order_date"].to_pylist()) == ((), DAYS)


def test_the_order_that_keeps_them_in_order_is_taken(one):
    batch = one(sheet(["3/1", "5/1", "9/1", "2/2"], "Sales 2025", "Date"))
    assert batch.rows["order_date"].to_pylist()[-1] == date(2025, 2, 2)


def test_the_order_is_asked_where_nothing_tells_it(one):
    file = sheet(["3/1", "5/2", "4/9", "2/2"], "Sales 2025", "Date")
    assert [q.key for q in one(file).questions] == ["date_order:Date"]
    rows = one(file, answers={"date_order:Date": "dmy"}).rows
    assert rows["order_date"].to_pylist()[0] == date(2025, 1, 3)


def test_the_year_beside_them_is_theirs_and_is_asked_where_nothing_names_it(one):
    days = ["1/3", "1/16", "2/4"]
    rows = [[2025, day, "客户", 10] for day in days]
    beside = one({"表": [["年份", "日期", "客户", "销售额"], *rows]})
    assert beside.receipt.first_date == date(2025, 1, 3)
    assert [q.key for q in one(sheet(days, "销售明细")).questions] == ["year"]
    words = sheet(["Jan 03", "Jan 16", "Feb 04"], "Sales", "Date")
    assert [q.key for q in one(words).questions] == ["year"]


@pytest.mark.parametrize(
    ("months", "first", "last"),
    [
        (["Jan-25", "Feb-25", "Mar-25"], date(2025, 1, 31), date(2025, 3, 31)),
        (["Jan 24", "Feb 24", "Jan 25", "Feb 25"], date(2024, 1, 31), date(2025, 2, 28)),
        (["Nov 24", "Dec 24", "Jan 25", "Feb 25"], date(2024, 11, 30), date(2025, 2, 28)),
        (["Jan 98", "Feb 99", "Mar 05"], None, None),
    ],
)
def test_months_of_years_are_no_days(one, months, first, last):
    batch = one(sheet(months, "Sales", "Month"), accept=True)
    assert "year" not in {q.key for q in batch.questions}
    if first:
        assert (batch.receipt.first_date, batch.receipt.last_date) == (first, last)


@pytest.mark.parametrize("days", [["Jan 03", "Jan 05", "Jan 11"], ["Jan 01", "Jan 02", "Feb 01"]])
def test_numbers_that_keep_to_the_order_of_days_are_days(one, days):
    batch = one(sheet(days, "Sales 2025", "Date"))
    assert {day.year for day in batch.rows["order_date"].to_pylist()} == {2025}


def test_a_year_of_two_figures_before_the_month_is_no_day(one):
    months = [f"24-{month:02d}" for month in range(3, 13)]
    assert [q.key for q in one(sheet(months, "销售", "日期")).questions] == ["period"]


def _over_the_year(title):
    return sheet(["12/30(周一)", "12/31", "1/2", "1/3"], title, "日期")


@pytest.mark.parametrize(
    ("title", "year"),
    [("2025年1月销售明细", 2024), ("2024-2025年销售明细", 2024), ("2025年12月销售明细", 2025)],
)
def test_days_down_over_the_turn_of_the_year_are_each_of_their_own(one, title, year):
    batch = one(_over_the_year(title))
    assert not batch.questions
    days = batch.rows["order_date"].to_pylist()
    assert days == [
        date(year, 12, 30),
        date(year, 12, 31),
        date(year + 1, 1, 2),
        date(year + 1, 1, 3),
    ]


def test_where_the_title_has_one_year_for_both_it_is_asked_which(one):
    batch = one(_over_the_year("2025年销售明细"))
    assert [q.key for q in batch.questions] == ["year_begins"]
    days = one(_over_the_year("2025年销售明细"), answers={"year_begins": "ends"}).rows["order_date"]
    assert days.to_pylist()[0] == date(2024, 12, 30)


def test_that_no_year_is_given_is_said_where_no_title_gives_it(one):
    def says(title, name="file.xlsx"):
        notes = one(sheet(["3/14", "3/15", "3/16", "3/17"], title, "日期"), name=name).receipt.notes
        return any("没有写年份" in note.zh for note in notes)

    assert not says("2025年3月销售明细")
    assert says("销售明细", "2025.xlsx")


def test_four_figures_are_month_and_day(one):
    assert one(sheet([f"{day:%m%d}" for day in DAYS])).rows["order_date"].to_pylist() == DAYS


def test_a_year_and_a_month_are_a_month_where_the_header_says_so(one):
    file = sheet(["25.01", "25.02", "25.10"], "销售", "月份")
    days = one(file).rows["order_date"].to_pylist()
    assert days == [date(2025, 1, 31), date(2025, 2, 28), date(2025, 10, 31)]
    assert "2025-01-31" not in str(one(sheet(["25.01", "25.02"], "销售", "日期")).rows)


def test_a_total_below_days_leaves_them_days(one):
    file = sheet(["3/14", "3/15", "合计"], "2025年3月销售明细", "日期")
    file["表"][-1][1:] = [None, 20]
    receipt = one(file).receipt
    assert (receipt.rows_loaded, receipt.amount_printed) == (2, 20)
