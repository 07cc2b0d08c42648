"""What was missed is spread over what is left; closed targets and the year of each member stay.

A region plans 100 a quarter, 400 a year. By the end of March it sold 40: 60 are missing. The
calendar is Monday to Friday: the three quarters left of 2026 have 65, 66 and 66 workdays.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdash.analysis.splitting.plan_edit import CellEdit, lock
from salesdash.analysis.splitting.replan import SPREADS, closed, jolts, replanned
from salesdash.analysis.splitting.weights import Season
from salesdash.calendar import Calendar
from salesdash.catalog.plans import Member, Plan, leaves_of
from salesdash.errors import LockError
from salesdash.period import Period

CALENDAR = Calendar()
QUARTERS = leaves_of(Period.parse("2026"), "quarter")
YEAR = Period.parse("2026")
EAST: Member = ("东",)
WEST: Member = ("西",)
END_OF_MARCH = date(2026, 3, 31)
PLAN = Plan(
    "年度",
    Period.parse("2026"),
    {(EAST, q): Decimal(100) for q in QUARTERS},
    dimensions=("region",),
)
# nothing in the summer quarter, twice as much in the last one
SEASON = Season(
    {n: Fraction(0 if 7 <= n <= 9 else 2 if n >= 10 else 1) for n in range(3, 13)},
    Fraction(1), Fraction(1), 36, Fraction(1),
)  # fmt: skip


def sold(amount, member=EAST):
    return {(member, QUARTERS[0]): Decimal(amount)}


def after(plan, actual, spread="even", as_of=END_OF_MARCH, season=None):
    return replanned(plan, actual, as_of, spread, CALENDAR, season)


def row(plan, member=EAST):
    return [plan.cells[member, q] for q in QUARTERS]


def test_a_shortfall_is_spread_evenly_over_the_workdays_left():
    # 60 over 65 + 66 + 66 workdays: 19.8, 20.1, 20.1
    replan = after(PLAN, sold(40))
    assert row(replan) == [100, 120, 120, 120]
    assert [replan.asked_again((EAST, q)) for q in QUARTERS] == [0, 20, 20, 20]
    assert replan.total == 400


def test_a_surplus_takes_from_what_is_left():
    assert row(after(PLAN, sold(160))) == [100, 80, 80, 80]


def test_by_season_it_goes_where_the_sales_are():
    # by 65 × 1, 66 × 0 and 66 × 2 of 197: 19.8, 0 and 40.2
    assert row(after(PLAN, sold(40), "season", season=SEASON)) == [100, 120, 100, 140]


def test_kept_nothing_moves():
    assert after(PLAN, sold(40), "keep").cells == PLAN.cells


def test_closed_periods_are_locked_and_locked_ones_get_nothing():
    replan = after(lock(PLAN, [(EAST, QUARTERS[3])]), sold(40))
    assert row(replan) == [100, 130, 130, 100]
    assert (EAST, QUARTERS[0]) in replan.locks


def test_the_running_period_is_still_open():
    middle_of_may = date(2026, 5, 15)
    assert closed(QUARTERS, middle_of_may, CALENDAR) == QUARTERS[:1]
    # 32 workdays are left of the second quarter: 60 by 32, 66, 66 of 164
    assert row(after(PLAN, sold(40), as_of=middle_of_may)) == [100, 112, 124, 124]


def test_a_period_is_closed_when_its_last_workday_is_over():
    # 31 May 2026 is a Sunday
    months = leaves_of(Period.parse("2026"), "month")
    assert closed(months, date(2026, 5, 29), CALENDAR) == months[:5]


def test_no_period_goes_below_zero():
    plan = Plan(
        "",
        Period.parse("2026"),
        {(EAST, q): Decimal(n) for q, n in zip(QUARTERS, (100, 5, 100, 100), strict=True)},
    )
    assert row(after(plan, sold(250))) == [100, 0, 27, 28]


def test_where_the_year_is_made_the_rest_stays_as_planned():
    assert row(after(PLAN, sold(500))) == [100, 100, 100, 100]


def test_what_was_not_sold_is_missed_in_full():
    assert row(after(PLAN, {})) == [100, 133, 134, 133]


def test_the_running_period_keeps_what_is_sold_in_it():
    # 305 of 400 are sold in the first quarter and 94 in the first days of the second: 95 are left
    # for three quarters, an even part of which would be less than what is sold
    running = {**sold(305), (EAST, QUARTERS[1]): Decimal(94)}
    _, second, *rest = row(after(PLAN, running, as_of=date(2026, 4, 10)))
    assert (second, sum(rest)) == (94, 1)


def test_planned_again_what_was_carried_on_is_not_carried_twice():
    # the second quarter asks 120 and brings 90; with the 40 of the first, 270 are left for two
    first = after(PLAN, sold(40))
    both = {**sold(40), (EAST, QUARTERS[1]): Decimal(90)}
    second = after(first, both, as_of=date(2026, 6, 30))
    assert row(second) == [100, 120, 135, 135]
    first_quarter, second_quarter, *left = QUARTERS
    assert second.carried == {
        (EAST, second_quarter): {first_quarter.start: 20},
        **{(EAST, q): {first_quarter.start: 20, second_quarter.start: 15} for q in left},
    }
    assert second.total == 400


def test_what_falls_to_nothing_or_more_than_doubles_is_named():
    plan = replace(PLAN, cells={**PLAN.cells, (EAST, QUARTERS[1]): Decimal(10)})
    # the year asks for 310: 40 sold leave 270 for 10, 100 and 100: 60 more, 20 each
    [move] = jolts(plan, after(plan, sold(40)))
    assert move == CellEdit(EAST, QUARTERS[1], Decimal(10), Decimal(30))
    [move] = jolts(plan, after(plan, sold(130)))
    assert move == CellEdit(EAST, QUARTERS[1], Decimal(10), Decimal(0))
    assert jolts(PLAN, after(PLAN, sold(40))) == []


def test_who_is_left_out_of_a_finer_plan_falls_to_nothing_too():
    months = leaves_of(YEAR, "month")
    finer = {(WEST, m): Decimal(70 if m in months[:3] else 30) for m in months}
    both = {**PLAN.cells, **{(WEST, q): Decimal(100) for q in QUARTERS}}
    found = jolts(replace(PLAN, cells=both), replace(PLAN, cells=finer))
    hundred, nothing = Decimal(100), Decimal(0)
    assert found == [
        CellEdit(WEST, QUARTERS[0], hundred, Decimal(210)),
        *(CellEdit(EAST, q, hundred, nothing) for q in QUARTERS),
    ]
    assert jolts(PLAN, replace(PLAN, dimensions=("channel",))) == []


def test_a_member_without_a_target_still_has_none():
    plan = Plan(
        "",
        Period.parse("2026"),
        {**PLAN.cells, **{(WEST, q): None for q in QUARTERS}},
        dimensions=("region",),
    )
    assert row(after(plan, {**sold(40), **sold(70, WEST)}), WEST) == [None] * 4


def test_all_that_is_left_locked_is_named():
    with pytest.raises(LockError) as told:
        after(lock(PLAN, [(EAST, q) for q in QUARTERS[1:]]), sold(40))
    assert told.value.message.zh == "“东”剩余的时段都已锁定，60 元没有地方可摊；请放开其中一格。"
    assert len(told.value.cells) == 3


amounts = st.integers(0, 1000)


@given(
    st.lists(st.lists(amounts, min_size=12, max_size=12), min_size=1, max_size=3),
    st.lists(st.integers(-500, 3000), min_size=36, max_size=36),
    st.dates(date(2025, 12, 1), date(2027, 1, 31)),
    st.sampled_from(list(SPREADS)),
    st.sets(st.integers(0, 35), max_size=6),
)
def test_closed_periods_stay_and_what_is_left_comes_exactly_to_the_years_target(
    planned, actual, as_of, spread, locked
):
    months = leaves_of(Period.parse("2026"), "month")
    members: list[Member] = [(name,) for name in "甲乙丙"[: len(planned)]]
    cells = {
        (who, m): Decimal(n * 100)
        for who, own in zip(members, planned, strict=True)
        for m, n in zip(months, own, strict=True)
    }
    plan = Plan("", Period.parse("2026"), cells, unit=Decimal(100), dimensions=("region",))
    plan = lock(plan, [cell for n, cell in enumerate(cells) if n in locked])
    over = closed(months, as_of, CALENDAR)
    reached = dict(zip(cells, map(Decimal, actual[: len(cells)]), strict=True))
    try:
        replan = after(plan, reached, spread, as_of, SEASON)
    except LockError:
        left = [{(who, m) for m in months if m not in over} for who in members]
        assert any(own and own <= plan.locks for own in left)
        return
    assert all(replan.cells[c] == plan.cells[c] for c in cells if c[1] in over or c in plan.locks)
    assert all((n or 0) >= 0 for n in replan.cells.values())
    for who in members:
        assert replan.amount(who, YEAR) == plan.amount(who, YEAR)
        own = {m: replan.cells[who, m] or 0 for m in months if m not in over}
        sold_in = {m: round(reached[who, m] / 100) * 100 for m in months if m.start <= as_of}
        made = sum(sold_in.values()) >= (plan.amount(who, YEAR) or 0)
        if spread == "keep" or made or not own:
            assert all(own[m] == plan.cells[who, m] for m in own)
            continue
        comes_to = sum(n for m, n in sold_in.items() if m in over) + sum(own.values())
        at_the_floor = [
            m
            for m in own
            if (who, m) in plan.locks
            or own[m] == min(max(sold_in.get(m, 0), 0), plan.cells[who, m] or 0)
        ]
        assert comes_to == plan.amount(who, YEAR) or len(at_the_floor) == len(own)
