"""Price conflicts on pairs that can be checked by hand."""

from __future__ import annotations

from datetime import date

import pandas as pd

from salesdash.analysis.channels.conflicts import conflicts
from salesdash.period import Period

KEYS = ("product", "channel", "month", "units", "price", "other", "other_units", "other_price", "other_units_before")  # fmt: skip
YEAR = Period.parse("2025")
EVER = date(2024, 1, 1)


def pair(month, other="直销", units=10, price=80, other_units=30, other_price=100, before=30):
    first = Period.parse(month).start
    return ("锅", "抖音", first, units, price, other, other_units, other_price, before)


def found(*rows, period=YEAR, known_from=EVER):
    return conflicts(pd.DataFrame(rows, columns=KEYS), period, known_from)


def test_the_gap_costs_the_units_of_the_cheaper_channel_at_the_price_of_the_others_together():
    """The others sold 30 at 100 and 10 at 120: 105 on average, 25 a unit over 80."""
    [one] = found(pair("2025-03"), pair("2025-03", "门店", other_units=10, other_price=120))
    assert (one.units, one.price, one.dearer, one.cost) == (10, 80, 105, 250)
    assert one.gap == 1 - 80 / 105
    assert one.others == ("直销", "门店")


def test_months_in_a_row_are_one_conflict_and_a_month_between_parts_two():
    later, first = sorted(
        found(pair("2025-03"), pair("2025-04", units=20), pair("2025-06")), key=lambda c: -c.since.month
    )  # fmt: skip
    assert (first.since, first.last, first.months) == (date(2025, 3, 1), date(2025, 4, 1), 2)
    assert first.cost == 10 * 20 + 20 * 20
    assert (later.since, later.months, later.cost) == (date(2025, 6, 1), 1, 200)


def test_a_conflict_is_followed_back_before_the_period_and_costs_only_within_it():
    [one] = found(pair("2024-12"), pair("2025-01"))
    assert (one.since, one.months, one.cost) == (date(2024, 12, 1), 1, 200)
    assert found(pair("2024-11"), pair("2024-12")) == []


def test_the_worst_money_comes_first():
    cheap = ("杯", "天猫", date(2025, 5, 1), 100, 8, "直销", 50, 10, 50)
    assert [one.product for one in found(cheap, pair("2025-03", units=11))] == ["锅", "杯"]
    assert [one.product for one in found(cheap, pair("2025-03", units=9))] == ["杯", "锅"]


def test_who_lost_most_units_against_the_year_before_is_named():
    rows = [pair("2025-03", before=32), pair("2025-03", "门店", other_units=10, before=15)]
    [one] = found(*rows)
    assert (one.loser, one.lost) == ("门店", 5)


def test_where_nobody_lost_or_nothing_is_known_of_the_year_before_nobody_is_named():
    [none_lost] = found(pair("2025-03", before=30))
    assert (none_lost.loser, none_lost.lost) == (None, 0)
    [unknown] = found(pair("2025-03", before=0), known_from=date(2025, 4, 1))
    assert (unknown.loser, unknown.lost) == (None, None)
