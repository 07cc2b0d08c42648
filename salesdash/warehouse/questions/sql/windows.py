"""Looking back over months from many moments at once: each row is read once, not once a moment."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from salesdash.warehouse.questions.sql.dialect import each_day, grouped_by

BITS = 62  # of one number


@dataclass(frozen=True, slots=True)
class Window:
    """What is seen from one moment: the days from `start` to `mid` are before, those up to `finish`
    now. `name` is the period that ends there, empty where there is only one."""

    name: str
    start: date
    mid: date
    finish: date


def days_of(windows: Sequence[Window]) -> str:
    """A relation of the days of each window: bucket, start, mid, finish, date."""
    rows = ", ".join(
        f"('{w.name}', {sql_date(w.start)}, {sql_date(w.mid)}, {sql_date(w.finish)})"
        for w in windows
    )
    return (
        f"(SELECT bucket, start, mid, finish, {each_day('start', 'finish')} AS date "
        f"FROM (VALUES {rows}) AS spans(bucket, start, mid, finish))"
    )


def by_member(
    relation: str,
    where: str,
    windows: Sequence[Window],
    *,
    times: Sequence[str],
    dimensions: Sequence[str],
    per: str,
    inner: Sequence[tuple[str, str]],
    exprs: Sequence[str],
) -> str:
    """A SELECT of `exprs` over the members of `per` that were seen in each window.

    They may say `before` and `now`, whether a member was seen in that part of the window, and name
    `inner` sums of its rows in the latter. `times` are the dimensions that take the windows' names.

    The ends of the windows cut time into slices. In which of them a member was seen is a set of
    bits; inner sums are made by member and slice, and these are summed up to windows by the same
    function again (`min` of `min`).
    """
    slices = list(pairwise(sorted({day for w in windows for day in (w.start, w.mid, w.finish)})))
    numbers = range((len(slices) - 1) // BITS + 1)
    cut = ", ".join(
        f"({n}, {sql_date(start)}, {sql_date(end)})" for n, (start, end) in enumerate(slices)
    )
    looks = []
    for nth, w in enumerate(windows, start=1):
        parts = [*_bits(w.start, w.mid, slices), *_bits(w.mid, w.finish, slices)]
        looks.append(f"({nth}, '{w.name}', {', '.join(parts)})")
    columns = [f"{part}_{k}" for part in ("before", "now") for k in numbers]
    kept = " AND ".join(filter(None, [where.removeprefix("WHERE "), f"{per} IS NOT NULL"]))
    split = [f'"{d}"' for d in dimensions]
    rows = [*split, f"{per} AS per", "n", *(f"{expr} AS {name}" for name, expr in inner)]
    dated = f"{relation} JOIN slices USING (date) WHERE {kept}"
    if inner:
        dated = f"(SELECT {', '.join(rows)} FROM {dated}{grouped_by(len(split) + 2)})"
    members = [
        *split,
        "per" if inner else f"{per} AS per",
        *(
            f"bit_or(if(n // {BITS} = {k}, 1::BIGINT << (n % {BITS}), 0)) AS seen_{k}"
            for k in numbers
        ),
        *(_of_each_window(name, expr, windows, slices) for name, expr in inner),
    ]
    words = {
        part: f"({' OR '.join(f'seen_{k} & {part}_{k} <> 0' for k in numbers)})"
        for part in ("before", "now")
    }
    words |= {name: f"{name}[nth]" for name, _ in inner}
    answers = [
        *(f'bucket AS "{time}"' for time in times),
        *split,
        *(_replaced(expr, words) for expr in exprs),
    ]
    return (
        f"WITH slices AS (SELECT n, {each_day('start', 'finish')} AS date "
        f"FROM (VALUES {cut}) AS cut(n, start, finish)), "
        f"windows AS (SELECT * FROM (VALUES {', '.join(looks)}) AS looks(nth, bucket, {', '.join(columns)})), "
        f"members AS (SELECT {', '.join(members)} FROM {dated}{grouped_by(len(split) + 1)}) "
        f"SELECT {', '.join(answers)} FROM members CROSS JOIN windows "
        f"WHERE {words['before']} OR {words['now']}{grouped_by(len(times) + len(split))}"
    )


def _bits(first: date, last: date, slices: Sequence[tuple[date, date]]) -> list[str]:
    """The slices of some days, as bits of so many numbers."""
    bits = [0] * ((len(slices) - 1) // BITS + 1)
    for n, (start, _) in enumerate(slices):
        if first <= start < last:
            bits[n // BITS] |= 1 << (n % BITS)
    return [f"{number}::BIGINT" for number in bits]


def _of_each_window(
    name: str, expr: str, windows: Sequence[Window], slices: Sequence[tuple[date, date]]
) -> str:
    """What a member's slices sum up to in the latter part of each window, as a list."""
    function = expr.partition("(")[0]
    sums = []
    for window in windows:
        recent = [n for n, (day, _) in enumerate(slices) if window.mid <= day < window.finish]
        sums.append(f"{function}({name}) FILTER (n BETWEEN {recent[0]} AND {recent[-1]})")
    return f"[{', '.join(sums)}] AS {name}"


def _replaced(expr: str, words: Mapping[str, str]) -> str:
    return re.sub(r"[a-z_]+", lambda match: words.get(match[0], match[0]), expr)


def sql_date(day: date) -> str:
    return f"DATE '{day.isoformat()}'"
