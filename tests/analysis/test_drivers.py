"""Drivers by hand, and on random data: whatever is taken apart adds up again to the last unit."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from salesdash.analysis.drivers import (
    RATE_UNIT,
    Ratio,
    Sold,
    additive,
    bridge,
    combined,
    departure,
    most_telling,
    price_volume_mix,
    ratio,
)

MEMBERS = st.text("甲乙丙丁ab", min_size=1, max_size=3)
MONEY = st.integers(-(10**12), 10**12).map(lambda n: Decimal(n) / 10000)
WEIGHTS = st.integers(0, 10**9).map(lambda n: n / 100)
AMOUNTS = st.integers(-(10**9), 10**9).map(lambda n: n / 100)


def series(values):
    return pd.Series(values, dtype=float)


def numbers(*found):
    """Decimals as numbers to compare with; pairs of a name and one as they are."""
    return tuple((one[0], int(one[1])) if isinstance(one, tuple) else float(one) for one in found)


def test_gains_and_losses_are_told_apart_and_the_rest_is_what_is_left():
    moved = additive(
        series({"天猫": 100, "门店": 50, "经销": 70, "直销": 20, "京东": 15}),
        series({"天猫": 160, "门店": 20, "经销": 75, "抖音": 40, "京东": 5}),
    )
    found = bridge(moved, 45, most=2)
    assert numbers(*found.gains) == (("天猫", 60), ("抖音", 40))
    assert numbers(*found.losses) == (("门店", -30), ("直销", -20))
    assert numbers(found.rest, found.others, found.whole) == (-5, 2, 45)


def test_a_single_other_is_called_by_its_name():
    found = bridge(series({"A": 9, "B": 5, "C": 1, "D": -2}), 13, most=2)
    assert numbers(*found.gains) == (("A", 9), ("B", 5), ("C", 1))
    assert numbers(found.rest, found.others) == (0, 0)


def test_what_belongs_to_no_member_is_in_the_rest():
    found = bridge(series({"A": 5}), 8)
    assert numbers(*found.gains, found.rest, found.others) == (("A", 5), 3, 0)


@given(st.dictionaries(MEMBERS, MONEY), st.dictionaries(MEMBERS, MONEY), st.integers(1, 4))
def test_a_sum_is_the_sum_of_its_members_changes_to_the_last_unit(before, now, most):
    whole = sum(now.values(), Decimal(0)) - sum(before.values(), Decimal(0))
    found = bridge(additive(series(before), series(now)), whole, most=most)
    assert found.whole == whole
    assert all(amount > 0 for _, amount in found.gains)
    assert all(amount < 0 for _, amount in found.losses)
    if not found.others:
        assert found.rest == 0


def test_a_margin_falls_by_mix_though_no_channel_s_own_margin_changed():
    # 门店 earns 40 %, 天猫 10 %; half the sales each, then a quarter and three quarters
    members = pd.DataFrame(
        {"over_before": [20, 5], "under_before": [50, 50], "over_now": [10, 7.5], "under_now": [25, 75]},
        index=["门店", "天猫"],
    )  # fmt: skip
    effects = ratio(members, Ratio(25, 100), Ratio(17.5, 100))
    assert effects["rate"].abs().sum() == pytest.approx(0, abs=1e-12)
    # 门店: −25 points × (40 % − 21.25 %); 天猫: +25 points × (10 % − 21.25 %)
    assert list(effects["mix"]) == pytest.approx([-0.046875, -0.028125])


def test_a_margin_falls_by_rate_where_the_shares_stay():
    members = pd.DataFrame(
        {"over_before": [20, 5], "under_before": [50, 50], "over_now": [16, 5], "under_now": [50, 50]},
        index=["门店", "天猫"],
    )  # fmt: skip
    effects = ratio(members, Ratio(25, 100), Ratio(21, 100))
    assert list(effects["rate"]) == pytest.approx([-0.04, 0])
    assert effects["mix"].abs().sum() == pytest.approx(0, abs=1e-12)


def test_a_member_on_one_side_only_is_all_mix():
    members = pd.DataFrame(
        {"over_before": [50, 0], "under_before": [100, 0], "over_now": [50, 10], "under_now": [100, 100]},
        index=["老", "新"],
    )  # fmt: skip
    effects = ratio(members, Ratio(50, 100), Ratio(60, 200))
    assert effects["rate"]["新"] == 0
    assert effects["mix"]["新"] < 0
    assert effects["mix"].sum() == pytest.approx(0.3 - 0.5)


COLUMNS = ["over_before", "under_before", "over_now", "under_now"]


@given(st.lists(st.tuples(AMOUNTS, WEIGHTS, AMOUNTS, WEIGHTS), max_size=6))
def test_the_change_of_a_ratio_is_the_mix_and_the_rate_of_all_members(rows):
    """Also where members have no weight on one side, or none at all."""
    members = pd.DataFrame(rows, columns=COLUMNS, dtype=float)
    members.index = pd.Index([f"m{i}" for i in range(len(rows))])
    halves = members.sum()
    before = Ratio(halves["over_before"], halves["under_before"])
    now = Ratio(halves["over_now"], halves["under_now"])
    effects = ratio(members, before, now)
    if before.value is None or now.value is None:
        assert effects.empty
        return
    change = now.value - before.value
    moved = effects["mix"] + effects["rate"]
    size = max(1.0, float(effects.abs().to_numpy().max()), abs(before.value), abs(now.value))
    assert moved.sum() == pytest.approx(change, abs=1e-9 * size)
    told = bridge(moved, change, unit=RATE_UNIT)
    assert told.whole == Decimal(change).quantize(RATE_UNIT)


def test_price_volume_and_mix_of_two_products_with_one_new_and_one_lost():
    before = {
        "A": Sold(Decimal(1000), Decimal(100)),
        "B": Sold(Decimal(4000), Decimal(100)),
        "旧": Sold(Decimal(300), Decimal(3)),
    }
    now = {
        "A": Sold(Decimal(1320), Decimal(120)),
        "B": Sold(Decimal(4800), Decimal(120)),
        "新": Sold(Decimal(500), Decimal(5)),
    }
    found = price_volume_mix(before, now)
    # A from 10 to 11: 1 × 120; 40 pieces more at a mean of 25
    assert numbers(found.new, found.lost, found.price, found.volume, found.mix) == (
        500,
        -300,
        120,
        1000,
        0,
    )
    assert found.prices == {"A": 120, "B": 0}
    assert found.whole == 1320 + 4800 + 500 - 5300


def test_products_without_quantities_stand_on_a_line_of_their_own():
    found = price_volume_mix({"A": Sold(Decimal(100))}, {"A": Sold(Decimal(130), Decimal(2))})
    assert numbers(found.uncounted, found.price, found.volume, found.mix) == (30, 0, 0, 0)


SOLD = st.builds(Sold, MONEY, st.none() | st.integers(-100, 10**6).map(Decimal))


@given(st.dictionaries(MEMBERS, SOLD), st.dictionaries(MEMBERS, SOLD))
def test_price_volume_and_mix_add_up_to_the_last_unit(before, now):
    found = price_volume_mix(before, now)
    amounts = [sum((s.amount for s in side.values()), Decimal(0)) for side in (before, now)]
    assert found.whole == amounts[1] - amounts[0]
    assert sum(found.prices.values(), Decimal(0)) == found.price


def test_the_lead_of_one_ratio_over_another_is_split_into_what_either_side_did():
    """Online (A, B) from 2 to 1.5, offline (C) from 1 to 1.2: the lead falls from 1 to 0.3."""
    online = ratio(
        pd.DataFrame(
            {"over_before": [60, 140], "under_before": [50, 50], "over_now": [60, 90], "under_now": [50, 50]},
            index=["A", "B"],
        ),
        Ratio(200, 100),
        Ratio(150, 100),
    )  # fmt: skip
    offline = ratio(
        pd.DataFrame(
            {"over_before": [100], "under_before": [100], "over_now": [240], "under_now": [200]},
            index=["C"],
        ),
        Ratio(100, 100),
        Ratio(240, 200),
    )
    found = combined([(1, online), (-1, offline)])
    # B's rate fell by 1 on half of the weight; C's rose by 0.2 on all of it
    assert found["rate"].to_dict() == pytest.approx({"A": 0, "B": -0.5, "C": -0.2})
    assert found["mix"].to_dict() == pytest.approx({"A": 0, "B": 0, "C": 0})
    assert found["share"].to_dict() == pytest.approx({"A": 0.25, "B": 0.25, "C": 0.5})


SIDE = st.dictionaries(MEMBERS, st.tuples(AMOUNTS, WEIGHTS), min_size=1, max_size=5)


@given(st.lists(SIDE, min_size=4, max_size=4))
def test_what_the_members_did_to_a_lead_adds_up_to_its_change(sides):
    terms, change, largest = [], 0.0, 1.0
    for sign, before, now in ((1, *sides[:2]), (-1, *sides[2:])):
        wholes = [Ratio(*map(sum, zip(*side.values(), strict=True))) for side in (before, now)]
        assume(all(whole.under > 0 for whole in wholes))
        members = pd.DataFrame(
            {
                f"{half}_{name}": pd.Series({m: pair[i] for m, pair in side.items()}, dtype=float)
                for name, side in (("before", before), ("now", now))
                for i, half in enumerate(("over", "under"))
            }
        )
        terms.append((sign, ratio(members, *wholes)))
        before_value, now_value = (whole.over / whole.under for whole in wholes)
        change += sign * (now_value - before_value)
        bare = [abs(over) / whole.under for side, whole in zip((before, now), wholes, strict=True)
                for over, _ in side.values()]  # fmt: skip
        rates = [
            abs(over / under) for side in (before, now) for over, under in side.values() if under
        ]
        largest = max([largest, *bare, *rates])
    found = combined(terms)
    assert (found["mix"] + found["rate"]).sum() == pytest.approx(change, abs=1e-9 * largest)


def test_a_split_along_which_all_move_alike_tells_nothing():
    shares = series({"A": 0.5, "B": 0.3, "C": 0.2})
    assert departure(shares * -100, shares) == pytest.approx(0)
    alone = series({"A": -100, "B": 0, "C": 0})
    # the common course would take 50, 30 and 20
    assert departure(alone, shares) == pytest.approx(50)


def test_the_split_that_tells_most_is_proposed_and_the_first_of_equals():
    assert most_telling([("region", 3.0), ("channel", 5.0), ("category", 5.0)]) == "channel"
    assert most_telling([]) is None
