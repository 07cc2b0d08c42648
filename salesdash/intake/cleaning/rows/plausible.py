"""Days and amounts that can be read and yet hardly be meant: far away from all others."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.compute as pc

EARLIEST = date(2000, 1, 1)
# No spreadsheet program kept orders before, and none keeps those of so late a year: a slip of the key.
IMPOSSIBLE_BEFORE, IMPOSSIBLE_FROM = date(1970, 1, 1), date(2100, 1, 1)
GAP = timedelta(days=731)
FEW = 0.01  # of all days; measured: files are read alike from 0.003 to 0.03
# One in fewer rows than these proves nothing.
TELLING = 8
# An amount so many times the usual one that is more than all others together. Measured: alike from 30 to 300.
TIMES, MORE_THAN = 100, 0.5


def implausible(days: pa.Array) -> pa.Array:
    """Which days are to be doubted.

    Those that cannot be; those before 2000 where most are later (a file from the nineties is as it
    is), and the few that lie more than two years after the rest. The computer's clock has no say.
    """
    counts = Counter(
        {each["values"]: each["counts"] for each in pc.value_counts(pc.drop_null(days)).to_pylist()}
    )
    possible = Counter(
        {day: many for day, many in counts.items() if IMPOSSIBLE_BEFORE <= day < IMPOSSIBLE_FROM}
    )
    first = _early(possible) or IMPOSSIBLE_BEFORE
    end = _late(possible) or IMPOSSIBLE_FROM
    if not counts or (first <= min(counts) and max(counts) < end):
        return pa.repeat(pa.scalar(False), len(days))
    doubted = pc.or_(pc.less(days, pa.scalar(first)), pc.greater_equal(days, pa.scalar(end)))
    return pc.fill_null(doubted, False)


def all_early(days: pa.Array) -> tuple[date, date] | None:
    """The first and the last day, where all are before 2000."""
    ends = pc.min_max(days)
    first, last = ends["min"].as_py(), ends["max"].as_py()
    return (first, last) if last is not None and last < EARLIEST else None


def outlying(amounts: pa.Array) -> int | None:
    """The row whose amount outweighs all others together and is far from the usual one."""
    sizes = pc.abs(pc.cast(amounts, pa.float64()))
    total, largest = pc.sum(sizes).as_py(), pc.max(sizes).as_py()
    if len(sizes) - sizes.null_count < TELLING or not total or largest <= MORE_THAN * total:
        return None
    usual = pc.quantile(sizes, 0.5)[0].as_py()
    return int(pc.index(sizes, largest).as_py()) if largest > TIMES * usual else None


def _early(counts: Counter[date]) -> date | None:
    before = sum(count for day, count in counts.items() if day < EARLIEST)
    return EARLIEST if 0 < before < sum(counts.values()) / 2 else None


def _late(counts: Counter[date]) -> date | None:
    """The first day after the last gap of more than two years behind which only a few lie."""
    allowed = max(1, int(sum(counts.values()) * FEW))
    days = sorted(counts)
    seen, limit = 0, None
    for earlier, later in zip(reversed(days[:-1]), reversed(days[1:]), strict=True):
        seen += counts[later]
        if seen > allowed or seen * TELLING > sum(counts.values()):
            break
        if later - earlier > GAP:
            limit = later
    return limit
