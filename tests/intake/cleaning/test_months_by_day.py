"""Days that are all the first, or the last, of a month stand for months: sums are listed so."""

from __future__ import annotations

from datetime import date

import pytest

FIRSTS = ("2025-01-01", "2025-02-01", "2025-03-01", "2025-05-01")


def sheet(amount: str, *days: str, time: str = "日期") -> str:
    lines = [f"{day},{region},100" for day in days for region in ("东", "西")]
    return "\n".join([f"{time},区域,{amount}", *lines])


def days_of(batch) -> list[str]:
    return sorted({str(day) for day in batch.rows["order_date"].to_pylist()})


def spans(batch) -> set[tuple[date, date]]:
    key = "date" if "date" in batch.rows.column_names else "period"
    return set(zip(batch.rows[key].to_pylist(), batch.rows[f"{key}_end"].to_pylist(), strict=True))


def test_orders_of_first_days_are_asked_about_and_booked_at_the_months_end(one):
    batch = one(sheet("销售额", *FIRSTS))
    [question] = batch.questions
    assert (question.key, question.choices) == ("month_as_day", ("last_day", "day"))
    assert "“日期”里都是每月1日（如 2025-01-01）" in question.text.zh
    accepted = one(sheet("销售额", *FIRSTS), accept=True)
    assert days_of(accepted) == ["2025-01-31", "2025-02-28", "2025-03-31", "2025-05-31"]


def test_orders_of_first_days_stay_where_they_are_days(one):
    batch = one(sheet("销售额", *FIRSTS), answers={"month_as_day": "day"})
    assert batch.questions == ()
    assert days_of(batch) == list(FIRSTS)


@pytest.mark.parametrize(
    "days",
    [
        FIRSTS[:2],  # two may be by chance
        (*FIRSTS, "2025-05-02"),
        ("2025-01-15", "2025-02-15", "2025-03-15"),
    ],
)
def test_other_days_of_orders_are_days(one, days):
    batch = one(sheet("销售额", *days))
    assert batch.questions == ()
    assert days_of(batch) == list(days)


@pytest.mark.parametrize(
    ("days", "months", "first"),
    [
        (FIRSTS, 1, date(2025, 1, 1)),
        (("2025-01-31", "2025-02-28", "2025-03-31"), 1, date(2025, 1, 1)),
        (("2025-02-01",), 1, date(2025, 2, 1)),
        (("2025-01-01", "2025-04-01", "2025-07-01", "2025-10-01"), 3, date(2025, 1, 1)),
        (("2025-03-31", "2025-06-30", "2025-09-30"), 3, date(2025, 1, 1)),
        (("2025-01-01", "2025-07-01"), 6, date(2025, 1, 1)),
        (("2024-04-01", "2025-04-01"), 12, date(2024, 4, 1)),
    ],
)
def test_targets_of_first_or_last_days_are_those_of_the_whole(one, days, months, first):
    batch = one(sheet("目标", *days))
    assert batch.questions == ()
    assert len(spans(batch)) == len(days)
    start, end = min(spans(batch))
    assert (start, 12 * (end.year - start.year) + end.month - start.month) == (first, months)
    assert any("“日期”：都是" in note.zh for note in batch.receipt.notes)


@pytest.mark.parametrize("days", [FIRSTS, FIRSTS[:1], ("2025-01-01", "2025-01-02", "2025-02-01")])
def test_spend_of_single_days_is_that_of_days(one, days):
    assert all((end - start).days == 1 for start, end in spans(one(sheet("费用", *days))))


def test_targets_of_first_days_are_those_of_days_where_it_is_said(one):
    batch = one(sheet("目标", *FIRSTS), answers={"stand_for:日期": "day"})
    assert all((end - start).days == 1 for start, end in spans(batch))
