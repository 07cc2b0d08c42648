"""Days side by side are days, however they are written, and never names of products."""

from __future__ import annotations

from datetime import date, timedelta

import pytest


def _sheet(title, first, names):
    figures = {
        name: [10 * row + n for n in range(len(names))] for row, name in enumerate("王陈李", 1)
    }
    lines = [[name, *days, sum(days)] for name, days in figures.items()]
    return {"Sheet1": [[title], [first, *names, "合计"], *lines]}


def _days(batch):
    return sorted({row["order_date"] for row in batch.rows.to_pylist()})


WEEK = "一二三四五六日"
FROM_THE_THIRD = [date(2025, 3, 3) + timedelta(n) for n in range(7)]


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("2025年3月销售额", [f"3月{d}日" for d in range(3, 10)]),
        ("2025年销售额", [f"3/{d}" for d in range(3, 10)]),
        ("2025年销售额", [f"3-{d}" for d in range(3, 10)]),
        ("Sales 2025", [f"{d:02}/03" for d in range(3, 10)]),
        ("Sales 2025", [f"{d}-Mar" for d in range(3, 10)]),
        ("Sales 2025", [f"Mar {d}" for d in range(3, 10)]),
        ("2025年3月销售额", [f"3/{d}(周{w})" for d, w in zip(range(3, 10), WEEK, strict=True)]),
        ("2025年3月销售额", [f"3月{d}日 周{w}" for d, w in zip(range(3, 10), WEEK, strict=True)]),
        ("2025年3月销售额", [f"3月{d}日（{w}）" for d, w in zip(range(3, 10), WEEK, strict=True)]),
        (
            "Sales 2025",
            [
                "Mon 3 Mar",
                "Tue 4 Mar",
                "Wed 5 Mar",
                "Thu 6 Mar",
                "Fri 7 Mar",
                "Sat 8 Mar",
                "Sun 9 Mar",
            ],
        ),
        ("2025年销售额", [f"3.{d}" for d in range(3, 10)]),
        ("2025年销售额", [3 + d / 10 for d in range(3, 10)]),
        ("销售额 2025.3.3-3.9", [f"周{d}" for d in "一二三四五六日"]),
        ("销售额 2025年第10周", [f"星期{d}" for d in "一二三四五六日"]),
        ("Sales week 10 of 2025", ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]),
    ],
)
def test_days_across_are_booked_on_their_dates(one, title, names):
    batch = one(_sheet(title, "业务员", names), answers={"measure": "sales"})
    assert batch.receipt.dataset == "orders", (batch.receipt.reason, batch.questions)
    assert _days(batch) == FROM_THE_THIRD
    assert batch.receipt.amount_loaded == 3 * 21 + 7 * 60


def test_days_over_the_turn_of_the_year_go_on_in_the_next(one):
    names = ["12月30日", "12月31日", "1月1日", "1月2日"]
    batch = one(_sheet("2024年销售额", "业务员", names))
    assert _days(batch) == [date(2024, 12, 30) + timedelta(n) for n in range(4)]


def test_points_that_lost_their_nought_are_the_days_of_the_month(one):
    sheet = _sheet("2025年销售额", "业务员", [float(f"3.{d}") for d in range(1, 32)])
    assert _days(one(sheet)) == [date(2025, 3, 1) + timedelta(n) for n in range(31)]


def test_a_record_with_days_of_its_own_is_no_row_of_headers(one):
    rows = [["王", "3/1", "3/2", "3/3", 10], ["李", "3/4", "3/8", "3/9", 20]]
    head = ["客户", "起", "止", "验", "销售额"]
    assert one({"S": [["2025年销售额"], head, *rows]}).layout.headers[:5] == tuple(head)


def test_numbers_that_leave_out_days_are_no_headers(one):
    sheet = {"2025年": [["甲", 1.1, 1.5, 2.2, 2.9, 3.7, 4.6, 5.5], ["乙", 2.1, 1.5, 2, 3, 1, 4, 2]]}
    assert "2025-01-01" not in str(one(sheet).layout)


@pytest.mark.parametrize(
    ("title", "answers", "first"),
    [
        ("2025年1月销售额", {}, date(2024, 12, 30)),
        ("2025年12月销售额", {}, date(2025, 12, 30)),
        ("2024-2025年销售额", {}, date(2024, 12, 30)),
        ("2025年销售额", {"year_begins": "ends"}, date(2024, 12, 30)),
    ],
)
def test_days_over_the_turn_of_the_year_begin_where_the_title_says(one, title, answers, first):
    names = ["12月30日", "12月31日", "1月1日", "1月2日"]
    batch = one(_sheet(title, "业务员", names), answers=answers)
    assert _days(batch) == [first + timedelta(n) for n in range(4)]


def test_which_year_is_meant_can_be_changed(one):
    names = ["12月30日", "12月31日", "1月1日", "1月2日"]
    batch = one(_sheet("2025年销售额", "业务员", names))
    assert ("year_begins", "begins") in [(c.key, c.guess) for c in batch.choices]


def test_of_days_without_any_year_only_this_is_asked(one):
    sheet = _sheet("销售额", "业务员", [f"3月{d}日" for d in range(3, 10)])
    [question] = one(sheet).questions
    assert question.key == "year"
    assert _days(one(sheet, answers={"year": "2025"})) == FROM_THE_THIRD


def test_numbers_with_hyphens_are_no_days_by_chance(one):
    batch = one({"2025年3月": [["规格", "1-1", "1-2", "1-3"], ["甲", 1, 2, 3], ["乙", 4, 5, 6]]})
    assert "2025-01-01" not in str(batch.layout)


def test_the_first_day_of_a_week_is_not_taken_for_its_number(one):
    sheet = _sheet("Sales, week 3 Mar 2025 to 9 Mar 2025", "Rep", ["Total sales"])
    assert "2025-01-13" not in str(one(sheet, accept=True).rows)


@pytest.mark.parametrize(
    ("title", "many", "last"),
    [
        ("2025年3月各门店日销售额", 7, "2025-03-07"),
        ("2025年3月门店日报", 12, "2025-03-12"),
        ("2025年3月门店日报", 15, "2025-03-15"),
        ("2025年12月止各月销售额", 12, "2025-12-31"),
        ("2025年各月销售额", 7, "2025-07-31"),
    ],
)
def test_bare_numbers_across_are_days_of_the_month_that_is_named(one, title, many, last):
    numbers = list(range(1, many + 1))
    rows = [
        [title],
        ["门店", *numbers],
        ["甲店", *(n + 0.5 for n in numbers)],
        ["乙店", *(n + 0.25 for n in numbers)],
    ]
    assert str(one({"S": rows}).receipt.last_date) == last
