"""Looking back over months from many moments at once: each row is read once, not once a moment."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

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
        f"(SELECT *, {_EACH_DAY} AS date FROM (VALUES {rows}) AS spans(bucket, start, mid, finish))"
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
    kept = " AND ".join(filter(None, [where.removeprefix("WHERE "), f"{per} IS NOT NULL"]))
    split = [f'"{d}"' for d in dimensions]
    rows = [*split, f"{per} AS per", "n", *(f"{expr} AS {name}" for name, expr in inner)]
    members = [
        *split,
        "per" if inner else f"{per} AS per",
        *(
            f"bit_or(if(n // {BITS} = {k}, 1::BIGINT << (n % {BITS}), 0)) AS seen_{k}"
            for k in numbers
        ),
    ]
    answers = []
    for at, window in enumerate(windows):
        recent = [n for n, day in enumerate(slices) if window.mid <= day[0] < window.finish]
        within = f"FILTER (n BETWEEN {recent[0]} AND {recent[-1]})"
        members += [
            f"{expr.partition('(')[0]}({name}) {within} AS {name}_{at}" for name, expr in inner
        ]
        tests = _tests(window, slices)
        own = tests | {name: f"{name}_{at}" for name, _ in inner}
        named = [f"'{window.name}' AS \"{time}\"" for time in times]
        formulas = [_replaced(expr, own) for expr in exprs]
        answers.append(
            f"SELECT {', '.join([*named, *split, *formulas])} FROM members "
            f"WHERE {tests['before']} OR {tests['now']}{' GROUP BY ALL HAVING count(*) > 0' if times or split else ''}"
        )
    dated = f"{relation} JOIN slices USING (date) WHERE {kept}"
    summed = f"(SELECT {', '.join(rows)} FROM {dated} GROUP BY ALL)" if inner else dated
    return (
        f"WITH slices AS (SELECT n, {_EACH_DAY} AS date FROM (VALUES {cut}) AS cut(n, start, finish)), "
        f"members AS MATERIALIZED (SELECT {', '.join(members)} FROM {summed} GROUP BY ALL) "
        + " UNION ALL ".join(answers)
    )


def _tests(window: Window, slices: Sequence[tuple[date, date]]) -> dict[str, str]:
    """How one tells from its bits whether a member was seen in each part of the window."""
    parts = {"before": (window.start, window.mid), "now": (window.mid, window.finish)}
    found = {}
    for part, (first, last) in parts.items():
        bits: dict[int, int] = {}
        for n, (start, _) in enumerate(slices):
            if first <= start < last:
                bits[n // BITS] = bits.get(n // BITS, 0) | 1 << (n % BITS)
        terms = [f"seen_{k} & {number} <> 0" for k, number in bits.items()]
        found[part] = f"({' OR '.join(terms) or 'false'})"
    return found


def _replaced(expr: str, words: Mapping[str, str]) -> str:
    return re.sub(r"[a-z_]+", lambda match: words.get(match[0], match[0]), expr)


def sql_date(day: date) -> str:
    return f"DATE '{day.isoformat()}'"


_EACH_DAY = "unnest(generate_series(start, finish - INTERVAL 1 DAY, INTERVAL 1 DAY))::DATE"
