"""Years that begin in April, July or October: every period, what it is set beside, its sales and targets, by an
oracle that counts days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from salesdash.catalog.workdays import china
from salesdash.period import DAY, Comparison, Period, add_months
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.customers.cohorts import cohorts
from salesdash.warehouse.questions.sides import sides
from salesdash.warehouse.typed.settings import Settings
from tests.stores import fill, warehouse_in

COMPARISONS: tuple[Comparison, ...] = ("last_year", "previous")
LENGTH = {"month": 1, "quarter": 3, "year": 12}
Span = tuple[date, date]  # from, up to and not including


def span(day: date, grain: str, starts: int) -> Span:
    start = day.replace(day=1)
    while (start.month - starts) % LENGTH[grain]:
        start = add_months(start, -1)
    return start, add_months(start, LENGTH[grain])


def days(start: date, end: date) -> Iterator[date]:
    return (start + timedelta(n) for n in range((end - start).days))


def workdays(start: date, end: date) -> int:
    return sum(china().is_workday(day) for day in days(start, end))


def to_date(other: Span, passed: Span) -> Span:
    """As many workdays of the other period as have passed of the running one, and as many days off after
    the last; as many days while none was worked."""
    worked = workdays(*passed)
    if not worked:
        return other[0], other[0] + (passed[1] - passed[0])
    off = next(n for n in range(31) if china().is_workday(passed[1] - DAY * (n + 1)))
    end = next(d for d in days(*other) if workdays(other[0], d + DAY) == worked) + DAY
    while end < other[1] and off and not china().is_workday(end):
        end, off = end + DAY, off - 1
    return other[0], end


@pytest.mark.parametrize(
    ("starts", "last"),
    [
        (4, date(2025, 3, 31)),
        (4, date(2025, 4, 6)),
        (7, date(2025, 6, 30)),
        (10, date(2025, 1, 27)),
    ],
)
def test_periods_of_a_fiscal_year_are_those_of_its_months(starts, last, tmp_path):
    dice = Random(str(last))
    sold = {
        day: Decimal(dice.randint(1, 900))
        for day in days(date(2022, 7, 1), last)
        if dice.random() < 0.3
    } | {date(2022, 7, 1): Decimal(5), last: Decimal(7)}
    first = span(last, "year", starts)[0]
    targets = {add_months(first, n): Decimal(dice.randint(50, 900)) for n in range(12)}
    warehouse = warehouse_in(tmp_path / "store")
    Settings(warehouse).set_year_start(starts)
    fill(
        warehouse,
        tmp_path,
        orders=[
            {"order_date": str(day), "amount": n, "customer": f"{day:%Y-%m}"}
            for day, n in sold.items()
        ],
        targets=[{"period": f"{month:%Y-%m}", "amount": n} for month, n in targets.items()],
    )
    ask = Ask(warehouse.query)

    def sales(start: date, end: date) -> float:
        return float(sum(n for day, n in sold.items() if start <= day < end))

    for grain in ("year", "quarter", "month"):
        start, end = span(last, grain, starts)
        period = ask.calendar.of(last, grain)
        assert (period, Period.parse(str(period))) == (Period(start, end),) * 2
        last_year = add_months(start, -12), add_months(end, -12)
        others = last_year, span(start - DAY, grain, starts)
        for how, other in zip(COMPARISONS, others, strict=True):
            beside = other if last == end - DAY else to_date(other, (start, last + DAY))
            shown = sides(ask, ["sales"], [], Scope(last, period, how, calendar=ask.calendar)).iloc[
                0
            ]
            assert (float(shown["sales"]), float(shown["sales_before"])) == (
                sales(start, end),
                sales(*beside),
            )
        known = [
            (n, add_months(m, 0), add_months(m, 1)) for m, n in targets.items() if start <= m < end
        ]
        due = sum(
            float(n) * workdays(a, min(b, last + DAY)) / workdays(a, b)
            for n, a, b in known
            if a <= last
        )
        shown = ask(
            ["target", "target_to_date"], [], Scope(last, period, calendar=ask.calendar)
        ).iloc[0]
        assert float(shown["target"]) == float(sum(n for n, _, _ in known))
        assert float(shown["target_to_date"]) == pytest.approx(due, abs=1e-2)
        split = ask(["sales"], [grain], Scope(last, None, calendar=ask.calendar)).set_index(grain)
        for name, amount in split["sales"].items():
            part = Period.parse(str(name))
            assert (part.start, part.end) == span(part.start, grain, starts)
            assert float(amount) == sales(part.start, part.end)
    begun = cohorts(ask, Scope(last, None, calendar=ask.calendar), "quarter")
    begun = begun[begun["age"] == 0]
    won = {span(day, "quarter", starts)[0]: set[str]() for day in sold}
    for day in sold:
        won[span(day, "quarter", starts)[0]].add(f"{day:%Y-%m}")
    assert dict(zip(begun["cohort"].dt.date, begun["customers"], strict=True)) == {
        quarter: len(customers) for quarter, customers in sorted(won.items())
    }
    warehouse.close()
