"""Splits add up to the last unit, whatever the weights."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdash.analysis.splitting.allocate import (
    UNITS,
    NegativeWeightError,
    NotWholeError,
    NoWeightError,
    split,
)
from salesdash.analysis.splitting.margins import split_grid

WAN = UNITS["wan"]
names = st.text("abcdefgh", min_size=1, max_size=3)
weights = st.integers(0, 10**9) | st.decimals(0, 10**9, places=4, allow_nan=False)
some_weight = st.dictionaries(names, weights, min_size=1).filter(lambda w: any(w.values()))


@st.composite
def grids(draw):
    columns = draw(st.lists(names, min_size=1, max_size=6, unique=True))
    row = st.fixed_dictionaries(dict.fromkeys(columns, weights))
    found = st.dictionaries(names, row, min_size=1, max_size=6)
    return draw(found.filter(lambda rows: any(any(own.values()) for own in rows.values())))


def test_a_year_of_1000_wan_over_12_months_goes_83_or_84_each_the_first_four_getting_more():
    months = split(Decimal(10_000_000), {f"{m:02}": 1 for m in range(1, 13)}, WAN)
    assert [part / WAN for part in months.values()] == [84] * 4 + [83] * 8


def test_the_largest_remainder_gets_the_unit_left_over():
    # 10 over 5 : 3 : 3 is 4.5… + 2.7… + 2.7…: both threes are rounded up, the five is not
    assert split(Decimal(10), {"a": 5, "b": 3, "c": 3}) == {"a": 4, "b": 3, "c": 3}


def test_ties_go_to_the_larger_weight_before_the_name():
    # 4 over 5 : 3 is 2.5 + 1.5: the unit left over goes to the larger one, though z is after a
    assert split(Decimal(4), {"a": 3, "z": 5}) == {"a": 1, "z": 3}


def test_equal_ties_go_by_name_whatever_the_order():
    assert split(Decimal(1), {"b": 1, "a": 1}) == {"b": 0, "a": 1}


def test_a_member_without_weight_gets_nothing():
    assert split(Decimal(7), {"old": 2, "new": 0}) == {"old": 7, "new": 0}


def test_a_shortfall_is_spread_as_a_surplus_is():
    assert split(Decimal(-10), {"a": 5, "b": 3, "c": 3}) == {"a": -4, "b": -3, "c": -3}


def test_all_weights_zero_is_named():
    with pytest.raises(NoWeightError) as told:
        split(Decimal(1), {"a": 0, "b": 0})
    assert "平均拆分" in told.value.message.zh


def test_a_negative_weight_is_named():
    with pytest.raises(NegativeWeightError) as told:
        split(Decimal(1), {"good": 2, "returned": -1})
    assert "returned" in told.value.message.zh
    assert "returned" in told.value.message.en


def test_a_total_that_is_no_whole_number_of_units_is_named():
    with pytest.raises(NotWholeError) as told:
        split(Decimal("10005000.00"), {"a": 1}, WAN)
    assert "总额 10,005,000 元不是 10,000 元的整数倍" in told.value.message.zh


@given(st.integers(-(10**9), 10**9), some_weight, st.sampled_from(list(UNITS.values())))
def test_parts_are_whole_units_and_add_up(units, weights, unit):
    parts = split(units * unit, weights, unit)
    assert sum(parts.values()) == units * unit
    assert all(part % unit == 0 for part in parts.values())


@given(st.integers(0, 10**9), some_weight)
def test_no_part_is_a_whole_unit_off_its_exact_share(total, weights):
    whole = sum(map(Fraction, weights.values()))
    for name, part in split(Decimal(total), weights).items():
        assert abs(Fraction(part) - total * Fraction(weights[name]) / whole) < 1


def test_1000_wan_over_5_regions_and_12_months_keeps_both_margins():
    months = {f"{m:02}": 1 for m in range(1, 13)}
    grid = split_grid(Decimal(10_000_000), dict.fromkeys("abcde", months), WAN)
    assert [sum(own.values()) / WAN for own in grid.values()] == [200] * 5
    by_month = [sum(own[m] for own in grid.values()) / WAN for m in months]
    assert by_month == [84] * 4 + [83] * 8


@given(st.integers(0, 10**6), grids(), st.sampled_from(list(UNITS.values())))
def test_a_grid_adds_up_its_rows_are_split_exactly_and_no_cell_is_below_zero(units, rows, unit):
    grid = split_grid(units * unit, rows, unit)
    sums = {row: sum(Fraction(w) for w in own.values()) for row, own in rows.items()}
    assert {row: sum(own.values()) for row, own in grid.items()} == split(units * unit, sums, unit)
    assert all(cell >= 0 and cell % unit == 0 for own in grid.values() for cell in own.values())
    assert all(grid[r][c] == 0 for r, own in rows.items() for c, w in own.items() if not w)


@given(st.integers(0, 10**6), grids())
def test_columns_are_split_exactly_where_every_cell_has_weight(total, rows):
    full = {row: {c: w + 1 for c, w in own.items()} for row, own in rows.items()}
    grid = split_grid(Decimal(total), full)
    columns = list(next(iter(full.values())))
    sums = {c: sum((Fraction(own[c]) for own in full.values()), Fraction(0)) for c in columns}
    found = {c: sum(own[c] for own in grid.values()) for c in columns}
    assert found == split(Decimal(total), sums)
