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
    assert (question.key, question.choices) == ("sums_as_day", ("last_day", "day"))
    assert "“日期”里都是每月1日（如 2025-01-01）" in question.text.zh
    accepted = one(sheet("销售额", *FIRSTS), accept=True)
    assert days_of(accepted) == ["2025-01-31", "2025-02-28", "2025-03-31", "2025-05-31"]


def test_orders_of_first_days_stay_where_they_are_days(one):
    batch = one(sheet("销售额", *FIRSTS), answers={"sums_as_day": "day"})
    assert batch.questions == ()
    assert days_of(batch) == list(FIRSTS)


@pytest.mark.parametrize("days", [FIRSTS[:1], FIRSTS[:2]])
def test_a_header_that_says_month_is_believed_of_few_days_too(one, days):
    """Else a sheet that grows by a month would be booked otherwise from the third on."""
    batch = one(sheet("销售额", *days, time="月份"), accept=True)
    assert days_of(batch) == ["2025-01-31", "2025-02-28"][: len(days)]


def test_the_same_month_of_several_years_is_a_month(one):
    days = ("2023-11-01", "2024-11-01", "2025-11-01")
    for amount, time in (("销售额", "月份"), ("销售额", "日期")):
        batch = one(sheet(amount, *days, time=time), accept=True)
        assert days_of(batch) == ["2023-11-30", "2024-11-30", "2025-11-30"]
    batch = one(sheet("月度目标", *days, time="日期"))
    assert {(end - start).days for start, end in spans(batch)} == {30}


@pytest.mark.parametrize(
    "text",
    [
        "日期,订单编号,客户,金额\n2025-01-01,A1,甲,5\n2025-02-01,A2,乙,5\n2025-03-01,A3,丙,5\n",
        "日期,客户,数量,单价,金额\n2025-01-31,甲,2,5,10\n2025-02-28,甲,2,5,10\n2025-03-31,乙,1,5,5\n",
    ],
)
def test_lines_of_orders_are_of_their_days(one, text):
    batch = one(text)
    assert batch.questions == ()
    assert days_of(batch)[0] in ("2025-01-01", "2025-01-31")


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
    ("days", "months", "first", "is_sure"),
    [
        (FIRSTS, 1, date(2025, 1, 1), True),
        (("2025-01-31", "2025-02-28", "2025-03-31"), 1, date(2025, 1, 1), True),
        (("2025-02-01", "2025-05-01"), 1, date(2025, 2, 1), True),
        (("2025-02-01",), 1, date(2025, 2, 1), False),
        (("2025-01-01", "2025-04-01", "2025-07-01", "2025-10-01"), 3, date(2025, 1, 1), False),
        (("2025-03-31", "2025-06-30", "2025-09-30"), 3, date(2025, 1, 1), False),
        (("2025-01-01", "2025-07-01"), 6, date(2025, 1, 1), False),
        (("2024-01-01", "2025-01-01"), 12, date(2024, 1, 1), False),
    ],
)
def test_targets_of_first_or_last_days_are_those_of_the_whole(one, days, months, first, is_sure):
    batch = one(sheet("目标", *days))
    assert (batch.questions == ()) is is_sure
    batch = one(sheet("目标", *days), accept=True)
    assert len(spans(batch)) == len(days)
    start, end = min(spans(batch))
    assert (start, 12 * (end.year - start.year) + end.month - start.month) == (first, months)
    assert any("“日期”：都是" in note.zh for note in batch.receipt.notes)


@pytest.mark.parametrize(
    ("amount", "time", "months"),
    [("目标", "季度", 3), ("季度目标", "日期", 3), ("月度目标", "日期", 1), ("Annual target", "Month", 1), ("目标", "月份", 1)],
)  # fmt: skip
def test_headers_say_for_how_long_a_day_stands(one, amount, time, months):
    batch = one(sheet(amount, "2025-01-01", "2025-07-01", time=time))
    assert batch.questions == ()
    start, end = min(spans(batch))
    assert 12 * (end.year - start.year) + end.month - start.month == months


@pytest.mark.parametrize(("answer", "days"), [("month", 31), ("half", 181), ("day", 1)])
def test_for_how_long_a_day_stands_can_be_said(one, answer, days):
    batch = one(sheet("目标", "2025-01-01", "2025-07-01"), answers={"stand_for:日期": answer})
    start, end = min(spans(batch))
    assert (batch.questions, (end - start).days) == ((), days)


@pytest.mark.parametrize("days", [FIRSTS, FIRSTS[:1], ("2025-01-01", "2025-01-02", "2025-02-01")])
def test_spend_of_single_days_is_that_of_days(one, days):
    assert all((end - start).days == 1 for start, end in spans(one(sheet("费用", *days))))


def test_targets_of_first_days_are_those_of_days_where_it_is_said(one):
    batch = one(sheet("目标", *FIRSTS), answers={"stand_for:日期": "day"})
    assert all((end - start).days == 1 for start, end in spans(batch))
