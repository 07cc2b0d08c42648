"""A plan laid out by weights adds up on every level, and keeps what was locked."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdash.analysis.splitting.allocate import UNITS, NoWeightError
from salesdash.analysis.splitting.plan_edit import lock
from salesdash.analysis.splitting.plan_layout import shared_out, stretched, without_weight
from salesdash.catalog.plans import EVERYBODY, Member, Plan, leaves_of
from salesdash.catalog.workdays import china
from salesdash.period import Period

CALENDAR = china()
MONTHS = leaves_of(Period.parse("2025"), "month")
YEAR = Period.parse("2025")
EAST: Member = ("东",)
WEST: Member = ("西",)
NEW: Member = ("新",)
EVEN = {EAST: dict.fromkeys(MONTHS, 3), WEST: dict.fromkeys(MONTHS, 1)}


def laid(total, weights, grain="month", unit=1, plan=None):
    empty = plan or Plan(
        "年度", Period.parse("2025"), {}, unit=Decimal(unit), dimensions=("region",)
    )
    return shared_out(empty, Decimal(total), weights, grain, CALENDAR)


def test_a_year_of_4800_goes_three_to_one():
    plan = laid(4800, EVEN)
    assert (plan.cells[EAST, MONTHS[0]], plan.cells[WEST, MONTHS[0]]) == (300, 100)


def test_quarters_take_the_weights_of_their_months():
    plan = laid(1600, {EAST: {m: 2 if m.start.month == 12 else 1 for m in MONTHS}}, "quarter")
    # 3, 3, 3 and 4 of 13
    assert list(plan.cells.values()) == [369, 369, 369, 493]


def test_weeks_follow_their_workdays_and_add_up_to_the_months():
    plan = laid(48_000, EVEN, "week")
    january = Period.parse("2025-01")
    assert [plan.amount(m, january) for m in (EAST, WEST)] == [3000, 1000]
    # 19 workdays: 2 and 3 January, then 5, 5, 6 (Sunday the 26th made up for the festival) and 1;
    # 421.05, 1052.6, 1052.6, 1263.2 and 210.5
    weeks = [plan.amount(EVERYBODY, w) for w in plan.periods if w.start in january]
    assert weeks == [421, 1053, 1053, 1263, 210]


def test_a_member_without_history_gets_no_amount_which_is_not_zero():
    weights = {**EVEN, NEW: dict.fromkeys(MONTHS, 0)}
    assert without_weight(weights) == (NEW,)
    plan = laid(4800, weights)
    assert all(plan.cells[NEW, m] is None for m in MONTHS)
    assert plan.amount(NEW, YEAR) is None
    assert plan.total == 4800


def test_a_new_split_leaves_locked_cells_rows_and_columns_as_they_are():
    plan = lock(laid(4800, EVEN), [(EAST, MONTHS[0]), (WEST, YEAR), (EVERYBODY, MONTHS[1])])
    again = laid(6000, {EAST: dict.fromkeys(MONTHS, 1), WEST: dict.fromkeys(MONTHS, 1)}, plan=plan)
    assert again.cells[EAST, MONTHS[0]] == 300
    assert again.amount(WEST, YEAR) == 1200
    assert again.amount(EVERYBODY, MONTHS[1]) == 400
    assert (again.total, again.locks) == (6000, plan.locks)


def test_a_stretch_target_stands_beside_the_plan():
    plan = stretched(laid(4800, EVEN), Decimal(6000))
    assert plan.stretch[EAST, MONTHS[0]] == 375
    assert plan.total == 4800
    assert stretched(plan, None).stretch == {}


weights = st.dictionaries(
    st.tuples(st.sampled_from("东西南北")),
    st.fixed_dictionaries({m: st.integers(0, 9) for m in MONTHS}),
    min_size=1,
).filter(lambda found: any(any(own.values()) for own in found.values()))


@given(
    weights,
    st.integers(0, 10**6),
    st.sampled_from(list(UNITS.values())),
    st.sampled_from(["week", "month", "quarter"]),
)
def test_every_parent_is_the_sum_of_its_children(weights, units, unit, grain):
    plan = laid(units * unit, weights, grain, unit)
    assert plan.total == units * unit
    for months in (YEAR.split("quarter"), YEAR.split("month")):
        if grain != "quarter":
            assert sum(plan.amount(EVERYBODY, m) or 0 for m in months) == plan.total
    assert sum(plan.amount(m, YEAR) or 0 for m in plan.members) == plan.total
    assert all(n is None or (n >= 0 and n % unit == 0) for n in plan.cells.values())


def test_a_total_of_nothing_to_go_by_is_refused():
    with pytest.raises(NoWeightError):
        laid(100, {EAST: dict.fromkeys(MONTHS, 0)})
