"""A grid meets both its margins and leaves locked cells alone; what cannot be met is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdash.analysis.splitting.margins import fit
from salesdash.errors import LockError
from salesdash.text import Text


def rows_of(grid):
    return {row: sum(own.values()) for row, own in grid.items()}


def columns_of(grid):
    return {c: sum(own[c] for own in grid.values()) for c in next(iter(grid.values()))}


@st.composite
def problems(draw):
    """A grid that is possible, the margins it has, some of its cells locked, and any weights."""
    rows = draw(st.lists(st.sampled_from("abcdef"), min_size=1, unique=True))
    columns = draw(st.lists(st.sampled_from("uvwxyz"), min_size=1, unique=True))
    cell = st.integers(0, 40) | st.integers(0, 10**7)
    grid = {r: {c: draw(cell) for c in columns} for r in rows}
    keys = [(r, c) for r in rows for c in columns]
    locked = {(r, c): grid[r][c] for r, c in keys if draw(st.booleans())}
    weights = {r: {c: draw(st.integers(0, 9)) for c in columns} for r in rows}
    return grid, locked, weights


@given(problems())
def test_both_margins_are_met_and_locked_cells_do_not_move_whatever_the_weights(problem):
    possible, locked, weights = problem
    grid = fit(weights, rows_of(possible), columns_of(possible), locked)
    assert rows_of(grid) == rows_of(possible)
    assert columns_of(grid) == columns_of(possible)
    assert {(r, c): grid[r][c] for r, c in locked} == locked
    assert all(n >= 0 for own in grid.values() for n in own.values())


def test_a_grid_that_already_fits_stays_as_it_is():
    grid = {"东": {"1月": 3, "2月": 7}, "西": {"1月": 10, "2月": 0}}
    assert fit(grid, rows_of(grid), columns_of(grid)) == grid


def test_a_locked_cell_is_made_up_for_in_its_row_and_its_column():
    # 10 in every cell; one is locked at 16: its row and its column give 6, the opposite gets 6
    grid = {"东": {"1月": 10, "2月": 10}, "西": {"1月": 10, "2月": 10}}
    fitted = fit(grid, rows_of(grid), columns_of(grid), {("东", "1月"): 16})
    assert fitted == {"东": {"1月": 16, "2月": 4}, "西": {"1月": 4, "2月": 16}}


def test_shares_are_fitted_in_proportion_before_they_are_rounded():
    # the odds of the weights, 1 × 9 / (3 × 3) = 1, are kept by 25 × 45 / (15 × 75) = 1
    weights = {"a": {"x": 1, "y": 3}, "b": {"x": 3, "y": 9}}
    fitted = fit(weights, {"a": 40, "b": 120}, {"x": 100, "y": 60})
    assert fitted == {"a": {"x": 25, "y": 15}, "b": {"x": 75, "y": 45}}


def test_a_cell_without_weight_gets_something_only_where_it_has_to():
    weights = {"a": {"x": 0, "y": 1}, "b": {"x": 1, "y": 1}}
    assert fit(weights, {"a": 5, "b": 5}, {"x": 5, "y": 5})["a"]["x"] == 0
    assert fit(weights, {"a": 5, "b": 5}, {"x": 7, "y": 3})["a"] == {"x": 2, "y": 3}


def test_a_row_without_weight_follows_the_columns():
    weights = {"new": {"x": 0, "y": 0}, "old": {"x": 3, "y": 1}}
    assert fit(weights, {"new": 8, "old": 8}, {"x": 12, "y": 4})["new"] == {"x": 6, "y": 2}


def test_locks_over_a_margin_are_named_with_their_cells():
    even = {"东": {"1月": 1, "2月": 1, "3月": 1}, "西": {"1月": 1, "2月": 1, "3月": 1}}
    locked = {("东", "1月"): 700, ("东", "2月"): 600}
    with pytest.raises(LockError) as told:
        fit(even, {"东": 1200, "西": 1200}, dict.fromkeys(["1月", "2月", "3月"], 800), locked)
    assert told.value.cells == (("东", "1月"), ("东", "2月"))
    assert told.value.message.zh.startswith(
        "“东”合计 1,200，其中已定的却有 1,300：东·1月、东·2月。"
    )


def test_a_margin_with_no_free_cell_is_named():
    even = {"东": {"1月": 1, "2月": 1}, "西": {"1月": 1, "2月": 1}}
    locked = {("东", "1月"): 4, ("东", "2月"): 5}
    with pytest.raises(LockError) as told:
        fit(even, {"东": 10, "西": 10}, {"1月": 10, "2月": 10}, locked)
    assert told.value.cells == (("东", "1月"), ("东", "2月"))
    assert "no cell is free" in told.value.message.en


def test_locks_that_only_together_are_impossible_are_named():
    # East may only place its 10 into January, which holds 8
    even = {"东": {"1月": 1, "2月": 1}, "西": {"1月": 1, "2月": 1}}
    with pytest.raises(LockError) as told:
        fit(even, {"东": 10, "西": 10}, {"1月": 8, "2月": 12}, {("东", "2月"): 0})
    assert told.value.cells == (("东", "2月"),)
    assert told.value.message == Text(
        "锁定的格子互相冲突：东还要放下 10，只能放进1月，那里只容得下 8。请放开其中一格：东·2月。",
        "Locked cells stand against each other: 东 has 10 left to place, only in 1月, where 8 fits. "
        "Unlock one of them: 东 · 2月.",
    )


@given(problems(), st.data())
def test_what_is_impossible_is_always_refused_and_never_bent(problem, data):
    possible, locked, weights = problem
    if not locked:
        return
    cell = data.draw(st.sampled_from(sorted(locked)))
    row_sum = rows_of(possible)[cell[0]]
    with pytest.raises(LockError) as told:
        fit(weights, rows_of(possible), columns_of(possible), locked | {cell: row_sum + 1})
    assert cell in told.value.cells
