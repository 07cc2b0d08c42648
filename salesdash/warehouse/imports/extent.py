"""Where the rows of a table stand among the others: in which days, of which members, by which key."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.model import Dataset, Kind
from salesdash.text import Text, plain
from salesdash.warehouse.store.covering import sums_month

ALL_OF_IT = Text("全部范围", "its whole list")
# By these a company cuts its files: a file of one region replaces nothing of another.
CUTS = ("metric", "channel", "region", "salesperson", "owner", "purpose", "category", "segment")
# A target that names no region is another one than that of a region; elsewhere a file that lacks
# a column says nothing about it.
WHOLE_KEY = ("targets",)
MOST_CUTS = 200


@dataclass(frozen=True, slots=True)
class Extent:
    """Where a table's rows stand: SQL for their days, and for their days and cuts; in words.

    A day that stands for its month reaches over all of it, and over every member where it names none.
    """

    days: str
    whole: str
    name: Text

    @staticmethod
    def of(dataset: Dataset, rows: pa.Table, *, sums_months: bool = False) -> Extent:
        days, name = _days(dataset, rows)
        cuts = _cuts(dataset, rows)
        whole = " AND ".join([days, *cuts.values()])
        if (
            months := _months(dataset, rows, months_summed(dataset, rows) if sums_months else 1)
        ) is None:
            return Extent(days, whole, name)
        if sums_months:
            return Extent(months, " AND ".join([months, *cuts.values()]), name)
        summed = f"{months} AND {sums_month(dataset.date)}"
        loose = [f'({term} OR "{field}" IS NULL)' for field, term in cuts.items()]
        also = " AND ".join([summed, *loose])
        return Extent(f"({days} OR {summed})", f"({whole} OR {also})", name)


def _days(dataset: Dataset, rows: pa.Table) -> tuple[str, Text]:
    """The days from the first to the last of a table; periods also have to be as long as its own."""
    key = dataset.date
    if key is None:
        return "true", ALL_OF_IT
    if key not in rows.column_names:
        return f'"{key}" IS NULL', ALL_OF_IT
    dates = pc.cast(rows[key], pa.date32(), safe=False)
    span = pc.min_max(dates).as_py()
    blank = f' OR "{key}" IS NULL' if dates.null_count else ""
    if span["min"] is None:
        return f'"{key}" IS NULL', ALL_OF_IT
    first, last = span["min"], span["max"]
    if dataset.field(key).kind is not Kind.PERIOD:
        named = plain(f"{first} – {last}")
        return f"(\"{key}\"::DATE BETWEEN DATE '{first}' AND DATE '{last}'{blank})", named
    lengths = pc.min_max(pc.days_between(dates, rows[f"{key}_end"])).as_py()
    last = pc.max(rows[f"{key}_end"]).as_py()
    length = f'"{key}_end" - "{key}" BETWEEN {lengths["min"]} AND {lengths["max"]}'
    return (
        f"(\"{key}\" >= DATE '{first}' AND \"{key}_end\" <= DATE '{last}' AND {length}{blank})",
        plain(f"{first} – {last}"),
    )


def months_summed(dataset: Dataset, rows: pa.Table) -> int:
    """How many months each sum of a table stands for: those of a quarter or a year, where that is how far apart
    its days are."""
    if dataset.date is None or dataset.date not in rows.column_names:
        return 1
    days = sorted(
        day for day in pc.unique(pc.cast(rows[dataset.date], pa.date32())).to_pylist() if day
    )
    apart = [12 * (b.year - a.year) + b.month - a.month for a, b in pairwise(days)]
    return next((n for n in (12, 3) if min(apart, default=1) >= n), 1)


def _months(dataset: Dataset, rows: pa.Table, summed: int) -> str | None:
    """The whole months of a table dated by days, of which each may stand for several; None where there are none."""
    key = dataset.date
    if key is None or dataset.field(key).kind is not Kind.DATE or key not in rows.column_names:
        return None
    span = pc.min_max(pc.cast(rows[key], pa.date32(), safe=False)).as_py()
    if span["min"] is None:
        return None
    first, last = (f"DATE '{span[end]}'" for end in ("min", "max"))
    return f'"{key}" BETWEEN {first_summed(first, summed)} AND last_day({last})'


def first_summed(day: str, months: int) -> str:
    """SQL: the first day of the months of which a sum is booked on a day, the first or the last of them."""
    month = f"date_trunc('month', {day})::DATE"
    return f"if({day} = {month}, {month}, ({month} - INTERVAL {months - 1} MONTH)::DATE)"


def _cuts(dataset: Dataset, rows: pa.Table) -> dict[str, str]:
    """Only rows of the members that the table has, by each of the names that cut files."""
    wanted = {*CUTS, *(dataset.key_fields if dataset.key in WHOLE_KEY else ())} - {dataset.date}
    terms = {}
    for field in (f.key for f in dataset.fields if f.key in wanted):
        if field not in rows.column_names:
            continue
        members = pc.unique(rows[field]).to_pylist()
        if len(members) > MOST_CUTS:
            continue
        named = ", ".join(_quoted(member) for member in members if member is not None)
        choices = [f'"{field}" IN ({named})'] if named else []
        choices += [f'"{field}" IS NULL'] if None in members else []
        terms[field] = f"({' OR '.join(choices)})"
    return terms


def key_of(dataset: Dataset, rows: pa.Table) -> tuple[str, ...]:
    """The fields by which a row of this table can be known again; none where it says too little."""
    brought = tuple(k for k in dataset.key_fields if k in rows.column_names)
    if dataset.key in WHOLE_KEY:
        return brought
    filled = tuple(k for k in brought if rows[k].null_count < len(rows))
    return filled if set(filled) & telling(dataset) else ()


def telling(dataset: Dataset) -> set[str]:
    """The key fields of which one has to be filled: the first one and those required."""
    return {dataset.key_fields[0], *(f.key for f in dataset.required)} & set(dataset.key_fields)


def is_lasting(dataset: Dataset, key: tuple[str, ...]) -> bool:
    """Whether a key names the same thing on whatever day: a number does, a month does not."""
    return bool(key) and dataset.date not in dataset.key_fields


def in_full(dataset: Dataset, rows: pa.Table) -> pa.Table:
    """The rows with a blank column for each part of the key that they lack, where that is a part."""
    if dataset.key in WHOLE_KEY:
        for key in dataset.key_fields:
            if key not in rows.column_names:
                rows = rows.append_column(key, pa.nulls(len(rows), pa.string()))
    return rows


def _quoted(member: str) -> str:
    return "'" + str(member).replace("'", "''") + "'"
