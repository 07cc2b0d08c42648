"""Weeks that say no more than their number are those of the year, or of the month that is named around them."""

from __future__ import annotations

from datetime import date

import pytest


def lines(title, headers, weeks):
    rows = "".join(f"{week},张,10\n{week},李,20\n" for week in weeks)
    return f"{title},,\n{headers}\n{rows}" if title else f"{headers}\n{rows}"


@pytest.mark.parametrize("weeks", [range(9, 13), range(1, 21)])
def test_bare_numbers_below_weeks_are_weeks_beside_their_year(one, weeks):
    rows = "".join(f"2025,{week},张,10\n2025,{week},李,20\n" for week in weeks)
    batch = one(f"年,周次,业务员,销售额\n{rows}", accept=True)
    assert [q.key for q in batch.choices] == ["week_as_day"]
    assert batch.receipt.amount_loaded == 30 * len(weeks)
    assert batch.receipt.last_date == date.fromisocalendar(2025, weeks[-1], 7)


@pytest.mark.parametrize("week", ["{}", "第{}周", "W{}"])
def test_the_first_weeks_below_the_name_of_a_month_are_those_of_the_month(one, week):
    text = lines("2025年3月销售", "周次,业务员,销售额", [week.format(n) for n in (1, 2, 3, 4)])
    receipt = one(text, accept=True).receipt
    assert (receipt.first_date, receipt.last_date) == (date(2025, 3, 7), date(2025, 3, 28))
    assert receipt.amount_loaded == 120


@pytest.mark.parametrize("word", ["合计", "Total", "本月合计"])
@pytest.mark.parametrize("week", ["{}", "第{}周", "Week {}"])
def test_a_total_among_the_weeks_of_a_month_stays_one(one, week, word):
    rows = [[week.format(n), n] for n in (1, 2, 3, 4)]
    receipt = one(
        {"表": [["2025年3月"], ["周次", "销售额"], *rows, [word, 10]]}, accept=True
    ).receipt
    assert (receipt.amount_loaded, receipt.rows_loaded) == (10, 4)


def test_weekly_targets_of_a_month_are_not_one_target(drop):
    rows = [[f"第{n}周", "张", 100, 80 + n] for n in (1, 2, 3, 4)]
    headers = ["周次", "业务员", "目标", "实际"]
    targets, sold = drop({"2025年3月": [headers, *rows]}, accept=True)
    assert (targets.receipt.amount_loaded, sold.receipt.amount_loaded) == (400, 330)


def test_weeks_of_the_year_below_the_name_of_a_month_stay_weeks(one):
    text = lines("2025年3月销售", "周次,业务员,销售额", ["第10周", "第11周", "第12周"])
    assert [q.key for q in one(text).choices] == ["week_as_day"]


@pytest.mark.parametrize(
    ("title", "headers", "total"),
    [
        ("2025年3月销售额", "业务员,上旬,中旬,下旬", 28),
        ("2025年3月销售额", "业务员,上旬,下旬,全月", 14),
    ],
)
def test_parts_of_a_month_side_by_side_are_in_the_month(one, title, headers, total):
    names = headers.split(",")
    rows = [["张", 1, 2, 3, 4], ["李", 5, 6, 11, 8]]
    batch = one({"表": [[title], names, *(row[: len(names)] for row in rows)]}, accept=True)
    assert [q.key for q in batch.choices] == ["month_as_day"]
    assert batch.receipt.first_date == batch.receipt.last_date == date(2025, 3, 31)
    assert batch.receipt.amount_loaded == total


@pytest.mark.parametrize("title", ["2025年3月销售", "Sales March 2025"])
@pytest.mark.parametrize(
    "weeks",
    [
        ["第一周", "第二周", "第三周"],
        ["第一个周", "第二个周"],
        ["1st week", "2nd week"],
        ["First week", "Second week"],
    ],
)
def test_weeks_in_words_are_those_of_the_month_that_is_named_around_them(one, title, weeks):
    header = "周次,业务员,销售额" if weeks[0].startswith("第") else "Week,Rep,Sales"
    receipt = one(lines(title, header, weeks), accept=True).receipt
    last = date(2025, 3, 7 * len(weeks))
    assert (receipt.first_date, receipt.last_date) == (date(2025, 3, 7), last)
    assert receipt.amount_loaded == 30 * len(weeks)
    assert any("记在该月" in note.zh for note in receipt.notes)


def test_weeks_in_words_are_those_of_january_as_well(one):
    receipt = one(
        lines("2025年1月销售", "周次,业务员,销售额", ["第一周", "第二周"]), accept=True
    ).receipt
    assert receipt.first_date == date(2025, 1, 7)


@pytest.mark.parametrize(
    "weeks",
    [
        ["2025年3月第一周", "2025年3月第2周", "2025年4月第5周"],
        ["3月第1周", "3月第2周", "4月第6周"],
        ["三月份的第一周", "三月份的第二周", "四月份的第五周"],
        ["3月W1", "3月W2", "4月W5"],
        ["Mar W1", "Mar W2", "Apr W5"],
        ["March Week 1", "March Week 2", "April Week 5"],
        ["Week 1 of March", "Week 2 of March", "Week 5 of April"],
        ["1st week of March 2025", "second week of March 2025", "5th week of April 2025"],
        ["2025-03 W1", "2025/3 第2周", "2025-04 W5"],
    ],
)
def test_weeks_that_name_their_month_are_booked_in_it(one, weeks):
    below = one(lines("2025年销售", "周次,业务员,销售额", weeks), accept=True)
    rows = [["张", 1, 2, 3], ["李", 4, 5, 6]]
    across = one({"表": [["2025年销售额"], ["业务员", *weeks], *rows]}, accept=True)
    for batch in (below, across):
        assert [q.key for q in batch.choices] == ["week_as_day"]
        days = sorted(set(batch.rows["order_date"].to_pylist()))
        assert days == [date(2025, 3, 7), date(2025, 3, 14), date(2025, 4, 30)]
        assert any("1 至 7 日算第一周" in note.zh for note in batch.receipt.notes)


@pytest.mark.parametrize("week", ["第{}周", "W{}", "Week {}"])
def test_weeks_under_their_months_are_those_of_the_months(one, week):
    names = [week.format(n) for n in (1, 2, 1, 2)]
    rows = [
        ["渠道", "3月", "", "4月", ""],
        ["", *names],
        ["天猫", 1, 2, 3, 4],
        ["京东", 5, 6, 7, 8],
    ]
    batch = one({"表": [["2025年销售额"], *rows]}, accept=True)
    days = sorted(set(batch.rows["order_date"].to_pylist()))
    assert days == [date(2025, m, d) for m in (3, 4) for d in (7, 14)]
    assert batch.receipt.amount_loaded == 36


def test_weeks_of_the_year_under_their_months_stay_weeks_of_the_year(one):
    rows = [["渠道", "2月", "", "3月", ""], ["", "W6", "W7", "W10", "W11"], ["天猫", 1, 2, 3, 4]]
    batch = one({"表": [["2025年销售额"], *rows, ["京东", 5, 6, 7, 8]]}, accept=True)
    days = sorted(set(batch.rows["order_date"].to_pylist()))
    assert days == [date.fromisocalendar(2025, week, 7) for week in (6, 7, 10, 11)]


def test_the_months_beside_their_weeks_are_totals(one):
    headers = ["渠道", "3月第1周", "3月第2周", "3月合计", "4月第1周", "4月第2周", "4月合计"]
    rows = [["天猫", 1, 2, 3, 4, 5, 9], ["京东", 6, 7, 13, 8, 9, 17]]
    batch = one({"表": [["2025年销售额"], headers, *rows]})
    assert (batch.receipt.amount_loaded, batch.questions) == (42, ())


def test_weekly_sales_of_one_month_side_by_side_are_of_its_weeks(one):
    for title, headers in (
        ("2025年3月销售额", "业务员,第1周,第2周,第3周,第4周"),
        ("2025年3月销售额", "业务员,第一周,第二周,第三周,第四周"),
        ("March 2025 revenue", "Rep,Week 1,Week 2,Week 3,Week 4"),
    ):
        rows = [["张", 1, 2, 3, 4], ["李", 5, 6, 11, 8]]
        batch = one({"表": [[title], headers.split(","), *rows]}, accept=True)
        days = sorted(set(batch.rows["order_date"].to_pylist()))
        assert days == [date(2025, 3, day) for day in (7, 14, 21, 28)]
        assert batch.receipt.amount_loaded == 40


def test_the_month_is_asked_for_where_nothing_names_it(one):
    words = lines("2025年销售", "周次,业务员,销售额", ["第一周", "第二周"])
    assert [q.key for q in one(words).questions] == ["period"]
    assert one(words, answers={"period": "2025-03"}).receipt.first_date == date(2025, 3, 31)
    numbers = lines("2025年销售", "周次,业务员,销售额", ["第1周", "第2周", "第3周"])
    assert "weeks_of" in {q.key for q in one(numbers).questions}
    answers = {"weeks_of": "2025年3月", "week_as_day": "last_day"}
    assert one(numbers, answers=answers).receipt.first_date == date(2025, 3, 7)
    answers = {"weeks_of": "year", "week_as_day": "last_day"}
    assert one(numbers, answers=answers).receipt.first_date == date(2025, 1, 5)


def test_targets_and_spend_by_the_weeks_of_a_month_say_which_days_these_are(one):
    weeks = ["3月第1周", "3月第2周", "3月第3周", "3月第4周"]
    for title, dataset in (("2025年销售目标", "targets"), ("2025年推广费用", "spend")):
        rows = [["渠道", *weeks], ["天猫", 1, 2, 3, 4], ["京东", 5, 6, 7, 8]]
        receipt = one({"表": [[title], *rows]}).receipt
        assert (receipt.dataset, receipt.last_date) == (dataset, date(2025, 3, 28))
        assert any("1 至 7 日算第一周" in note.zh for note in receipt.notes)
