"""After every edit a plan adds up, what was typed and locked stands, and what moved is listed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from salesdash.analysis.splitting.allocate import UNITS, NotWholeError
from salesdash.analysis.splitting.plan_edit import (
    HOLDS,
    CellEdit,
    edit,
    from_share,
    lock,
    moves,
    share_of_parent,
    type_in,
)
from salesdash.analysis.splitting.plan_layout import shared_out
from salesdash.calendar import Calendar
from salesdash.catalog.plans import EVERYBODY, Cell, Member, Plan, grain_of, leaves_of
from salesdash.errors import LockError, QuestionError
from salesdash.period import Period

Q1, Q2, Q3, Q4 = leaves_of(Period.parse("2026"), "quarter")
YEAR = Period.parse("2026")
EAST: Member = ("东",)
WEST: Member = ("西",)


def plan_of(amounts, unit=1, dimensions=("region",)):
    """A plan by quarter: member → its four amounts."""
    cells = {
        (member, quarter): None if amount is None else Decimal(amount)
        for member, own in amounts.items()
        for quarter, amount in zip((Q1, Q2, Q3, Q4), own, strict=True)
    }
    return Plan("年度", Period.parse("2026"), cells, unit=Decimal(unit), dimensions=dimensions)


EVEN = plan_of({EAST: [100, 100, 100, 100], WEST: [50, 50, 50, 50]})


def row(plan, member):
    return [plan.cells[member, q] for q in (Q1, Q2, Q3, Q4)]


def test_the_years_total_stays_and_all_others_make_up_in_proportion():
    # 55 more for East in Q1 come from the other 500 of 600: 11 % of each
    after = edit(EVEN, {(EAST, Q1): Decimal(155)}, "total")
    assert row(after, EAST) == [155, 89, 89, 89]
    # 44.5 each in the west: of two units left over, the first two by name get one
    assert row(after, WEST) == [45, 45, 44, 44]


def test_the_member_makes_up_for_itself():
    after = edit(EVEN, {(EAST, Q1): Decimal(130)}, "members")
    assert row(after, EAST) == [130, 90, 90, 90]
    assert row(after, WEST) == row(EVEN, WEST)


def test_the_others_of_the_same_period_make_up():
    after = edit(EVEN, {(EAST, Q1): Decimal(130)}, "periods")
    assert row(after, EAST) == [130, 100, 100, 100]
    assert row(after, WEST) == [20, 50, 50, 50]


def test_both_margins_stay():
    after = edit(EVEN, {(EAST, Q1): Decimal(130)}, "both")
    assert [after.amount(m, YEAR) for m in (EAST, WEST)] == [400, 200]
    assert [after.amount(EVERYBODY, q) for q in (Q1, Q2, Q3, Q4)] == [150] * 4
    assert after.cells[EAST, Q1] == 130


def test_totals_follow_where_nothing_is_to_stay():
    after = edit(EVEN, {(EAST, Q1): Decimal(130)}, "nothing")
    assert after.total == 630
    assert after.amount(EAST, YEAR) == 430
    assert len(moves(EVEN, after)) == 1


def test_a_parent_typed_rescales_its_children_around_the_locked_one():
    locked = lock(EVEN, [(EAST, Q1)])
    after = edit(locked, {(EAST, YEAR): Decimal(700)}, "nothing")
    assert row(after, EAST) == [100, 200, 200, 200]
    assert after.total == 900


def test_a_members_total_typed_while_the_years_total_stays_is_paid_by_the_others():
    after = edit(EVEN, {(EAST, YEAR): Decimal(500)}, "total")
    assert (row(after, EAST), row(after, WEST)) == ([125] * 4, [25] * 4)


def test_the_total_typed_rescales_everything():
    after = edit(EVEN, {(EVERYBODY, YEAR): Decimal(1200)}, "both")
    assert (row(after, EAST), row(after, WEST)) == ([200] * 4, [100] * 4)


def test_a_block_pasted_stands_whole():
    block = {(EAST, Q1): Decimal(10), (EAST, Q2): Decimal(20), (WEST, Q1): Decimal(30)}
    after = edit(EVEN, block, "total")
    assert {cell: after.cells[cell] for cell in block} == block
    assert after.total == 600


def test_a_locked_row_and_a_locked_column_hold_their_sums():
    locked = lock(EVEN, [(WEST, YEAR), (EVERYBODY, Q4)])
    after = edit(locked, {(EAST, Q1): Decimal(160)}, "total")
    assert after.amount(WEST, YEAR) == 200
    assert after.amount(EVERYBODY, Q4) == 150
    assert after.total == 600
    assert after.cells[EAST, Q1] == 160


def test_a_subtotal_locked_locks_the_cells_beneath():
    plan = plan_of(
        {("东", "甲"): [1, 2, 3, 4], ("东", "乙"): [5, 6, 7, 8]},
        dimensions=("region", "salesperson"),
    )
    assert lock(plan, [(("东",), Q1)]).locks == {(("东", "甲"), Q1), (("东", "乙"), Q1)}
    assert lock(plan, [(("东",), YEAR)]).locks == {(("东", "甲"), YEAR), (("东", "乙"), YEAR)}
    assert lock(lock(plan, [(("东",), Q1)]), [(("东", "甲"), Q1)], locked=False).locks == {
        (("东", "乙"), Q1)
    }


def test_a_locked_cell_cannot_be_typed_over():
    with pytest.raises(LockError) as told:
        edit(lock(EVEN, [(EAST, Q1)]), {(EAST, Q1): Decimal(1)})
    assert told.value.cells == ((EAST, Q1),)
    assert told.value.message.zh == "“东·2026年第一季度”已锁定，没有修改；请先解锁。"


def test_less_than_what_is_locked_beneath_is_refused_and_the_cells_named():
    with pytest.raises(LockError) as told:
        edit(lock(EVEN, [(EAST, Q1), (EAST, Q2)]), {(EAST, YEAR): Decimal(150)})
    assert told.value.cells == ((EAST, Q1), (EAST, Q2))
    assert "locked beneath “东” adds up to 200; with 150" in told.value.message.en


def test_no_room_for_what_is_to_stay_is_said():
    with pytest.raises(LockError) as told:
        edit(lock(EVEN, [(EAST, Q2), (EAST, Q3), (EAST, Q4)]), {(EAST, Q1): Decimal(90)}, "members")
    assert "“东”要保持 400，可是其中已定的数合计 390" in told.value.message.zh


@pytest.mark.parametrize(
    ("cell", "amount", "error"),
    [
        ((EAST, Q1), "0.5", NotWholeError),
        ((EAST, Q1), "-1", QuestionError),
        ((("北",), Q1), "1", QuestionError),
    ],
)
def test_what_cannot_stand_in_a_cell_is_refused(cell, amount, error):
    with pytest.raises(error):
        edit(EVEN, {cell: Decimal(amount)})


def test_a_member_without_an_amount_gets_none_until_one_is_typed():
    plan = plan_of({EAST: [100, 100, 100, 100], ("新",): [None] * 4})
    assert row(edit(plan, {(EAST, Q1): Decimal(70)}), ("新",)) == [None] * 4
    after = edit(plan, {(("新",), YEAR): Decimal(40)}, "total")
    assert row(after, ("新",)) == [10] * 4
    assert after.amount(EAST, YEAR) == 360
    assert after.total == 400


def test_a_share_is_of_the_members_year_and_a_members_year_is_of_the_whole():
    assert share_of_parent(EVEN, (EAST, Q1)) == Decimal("0.25")
    assert from_share(EVEN, (EAST, Q1), Decimal("0.1")) == 40
    assert from_share(EVEN, (WEST, YEAR), Decimal("0.5")) == 300


def test_what_moved_is_listed_with_before_and_after():
    after = edit(EVEN, {(EAST, Q1): Decimal(130)}, "periods")
    assert moves(EVEN, after) == [
        CellEdit(EAST, Q1, Decimal(100), Decimal(130)),
        CellEdit(WEST, Q1, Decimal(50), Decimal(20)),
    ]


@st.composite
def plans(draw):
    """Two dimensions, weeks or months or quarters of a short year, some cells and lines locked."""
    unit = draw(st.sampled_from(list(UNITS.values())))
    members = draw(
        st.lists(
            st.tuples(st.sampled_from("东西"), st.sampled_from("甲乙丙")), min_size=1, unique=True
        )
    )
    periods = leaves_of(Period.parse("2026"), draw(st.sampled_from(["quarter", "month"])))[:4]
    cells = {(m, p): draw(st.integers(0, 500)) * unit for m in members for p in periods}
    plan = Plan(
        "计划", Period.parse("2026"), cells, unit=unit, dimensions=("region", "salesperson")
    )
    lines = [(m, YEAR) for m in members] + [(EVERYBODY, p) for p in periods]
    return lock(plan, draw(st.sets(st.sampled_from([*cells, *lines]), max_size=4)))


@given(plans(), st.data())
def test_every_edit_adds_up_and_leaves_locks_alone_or_is_refused(plan, data):
    hold = data.draw(st.sampled_from(list(HOLDS)))
    levels = [*plan.cells, *((m, YEAR) for m in plan.members), (EVERYBODY, plan.periods[0])]
    cell = data.draw(st.sampled_from([*levels, (plan.members[0][:1], plan.periods[0])]))
    amount = data.draw(st.integers(0, 3000)) * plan.unit
    try:
        after = edit(plan, {cell: amount}, hold)
    except LockError:
        # without a lock only what is to stay can stand in the way
        assert plan.locks or hold != "nothing"
        return
    assert after.amount(*cell) == amount
    assert all(after.amount(*locked) == plan.amount(*locked) for locked in plan.locks)
    assert all(n is not None and n >= 0 and n % plan.unit == 0 for n in after.cells.values())
    rows = [after.amount(m, YEAR) or 0 for m in after.members]
    columns = [after.amount(EVERYBODY, p) or 0 for p in after.periods]
    assert sum(rows) == sum(columns) == after.total
    if hold in ("total", "both"):
        assert after.total == plan.total
    if hold == "members" and cell[1] != YEAR:
        assert rows == [plan.amount(m, YEAR) for m in plan.members]
    if hold == "periods" and cell[0] != EVERYBODY:
        assert columns == [plan.amount(EVERYBODY, p) for p in plan.periods]


@given(plans(), st.data())
def test_without_locks_a_cell_can_always_be_typed_as_long_as_it_fits_the_total(plan, data):
    cell = data.draw(st.sampled_from(sorted(plan.cells)))
    assume(len(plan.cells) > 1)
    amount = data.draw(st.integers(0, int(plan.total / plan.unit))) * plan.unit
    after = edit(replace(plan, locks=frozenset()), {cell: amount}, "total")
    assert (after.cells[cell], after.total) == (amount, plan.total)


def test_weeks_are_cut_at_the_months_so_that_both_add_up():
    weeks = leaves_of(Period.parse("2026"), "week")
    assert str(weeks[0]) == "2026-01-01..2026-01-04"
    assert len(weeks) == 63
    march = [w for w in weeks if w.start.month == 3]
    assert (march[0].start.day, march[-1].last_day.day) == (1, 31)
    assert all(a.end == b.start for a, b in pairwise(weeks))


def test_what_was_typed_stays_when_something_else_is_typed():
    first = type_in(EVEN, {(EAST, Q1): Decimal(130)})
    second = type_in(first, {(WEST, Q1): Decimal(90)})
    assert [second.cells[who, Q1] for who in (EAST, WEST)] == [130, 90]
    assert second.total == 600
    assert second.is_locked(EAST, Q1)


def test_what_was_typed_can_be_typed_again_but_not_what_was_locked():
    first = type_in(EVEN, {(EAST, Q1): Decimal(130)})
    assert type_in(first, {(EAST, Q1): Decimal(140)}).cells[EAST, Q1] == 140
    with pytest.raises(LockError):
        type_in(lock(EVEN, [(EAST, Q1)]), {(EAST, Q1): Decimal(140)})


def test_a_total_that_was_typed_stays_while_its_months_are_typed():
    first = type_in(EVEN, {(EAST, YEAR): Decimal(440)})
    second = type_in(first, {(EAST, Q1): Decimal(140)})
    assert second.amount(EAST, YEAR) == 440
    assert row(second, EAST) == [140, 100, 100, 100]


def test_beneath_a_subtotal_that_was_typed_one_cell_moves_the_others():
    plan = plan_of(
        {("东", "甲"): [40] * 4, ("东", "乙"): [40] * 4, ("西", "丙"): [40] * 4},
        dimensions=("region", "salesperson"),
    )
    first = type_in(plan, {(("东",), Q1): Decimal(100)})
    second = type_in(first, {(("东", "甲"), Q1): Decimal(70)})
    assert [second.cells[who, Q1] for who in (("东", "甲"), ("东", "乙"))] == [70, 30]
    third = type_in(second, {(("东",), Q1): Decimal(110)})
    assert [third.cells[who, Q1] for who in (("东", "甲"), ("东", "乙"))] == [70, 40]


def test_what_is_unlocked_counts_as_typed_no_more():
    first = lock(type_in(EVEN, {(EAST, Q1): Decimal(130)}), [(EAST, Q1)], locked=False)
    assert (first.typed, first.locks) == (frozenset(), frozenset())
    assert type_in(first, {(EAST, Q2): Decimal(10)}).cells[EAST, Q1] != 130


@given(plans(), st.data())
def test_typed_cells_survive_any_number_of_edits_until_they_are_unlocked(plan, data):
    plan = replace(plan, locks=frozenset())
    kept: dict[Cell, Decimal] = {}
    for _ in range(data.draw(st.integers(1, 6))):
        block = data.draw(st.sets(st.sampled_from(sorted(plan.cells)), min_size=1, max_size=3))
        typed = {cell: data.draw(st.integers(0, 600)) * plan.unit for cell in block}
        hold = data.draw(st.sampled_from(list(HOLDS)))
        try:
            plan = type_in(plan, typed, hold)
        except LockError:
            continue
        kept |= typed
        assert {cell: plan.cells[cell] for cell in kept} == kept
        assert set(kept) == plan.typed <= plan.locks
    weights = {m: dict.fromkeys(YEAR.split("month"), 1) for m in plan.members}
    grain = grain_of(plan)
    with suppress(LockError):
        again = shared_out(plan, plan.total, weights, grain, Calendar())
        assert {cell: again.cells[cell] for cell in kept} == kept
        assert again.total == plan.total


# the second quarter makes up for 60 that the first missed, the third for 20
REPLANNED = replace(
    plan_of({EAST: [100, 160, 120, 100], WEST: [50, 50, 50, 50]}),
    carried={(EAST, Q2): {Q1.start: Decimal(60)}, (EAST, Q3): {Q1.start: Decimal(20)}},
    replanned_on=Q1.last_day,
)


def test_what_a_cell_makes_up_for_beyond_what_is_typed_moves_to_the_members_other_periods():
    typed = type_in(REPLANNED, {(EAST, Q2): Decimal(45)}, "members")
    # 115 less of 460: the others make up for it; 15 of the 60 go to them by the room they have
    assert sum(row(typed, EAST)) == 480
    assert typed.cells[EAST, Q2] == typed.asked_again((EAST, Q2)) == 45
    assert typed.asked_again((EAST, Q1)) == 0
    assert sum(map(typed.asked_again, typed.carried)) == 80
    assert typed.amount(EAST, YEAR) == REPLANNED.amount(EAST, YEAR) == 400


def test_what_is_left_is_never_less_than_what_it_has_to_make_up_for():
    fixed = lock(REPLANNED, [(EAST, Q3), (EAST, Q4)])
    few = type_in(fixed, {(EAST, Q2): Decimal(0)}, "nothing")
    assert not few.carried[EAST, Q2]
    assert [few.asked_again((EAST, q)) for q in (Q3, Q4)] == [50, 30]
    with pytest.raises(QuestionError) as refusal:
        edit(REPLANNED, {(EAST, q): Decimal(20) for q in (Q2, Q3, Q4)}, "nothing")
    assert "一共 60，放不下要补上的 80" in refusal.value.message.zh


@given(
    st.dictionaries(st.sampled_from([Q2, Q3, Q4]), st.integers(0, 300).map(Decimal), min_size=1),
    st.sampled_from(sorted(HOLDS)),
)
def test_a_replanned_cell_never_asks_for_less_than_it_makes_up_for(amounts, hold):
    try:
        typed = edit(REPLANNED, {(EAST, q): n for q, n in amounts.items()}, hold)
    except (LockError, QuestionError):
        return
    assert all((n or 0) >= typed.asked_again(cell) for cell, n in typed.cells.items())
    assert sum(map(typed.asked_again, typed.carried)) == 80
    assert typed.total == sum(n or 0 for n in typed.cells.values()) - 80
