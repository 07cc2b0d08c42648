"""Looking back over months from many moments at once: each row is read once, not once a moment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
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
    orders: tuple[str, str],
    exprs: Sequence[str],
) -> str:
    """A SELECT of `exprs` over the members of `per` that were seen in each window.

    They may say `before` and `now`, whether a member was seen in that part of the window, `again`, whether he
    ordered twice in the latter, and `summed`, whether of some of it only a sum without orders is known. `orders` are
    the columns of the least and the greatest order of a row. `times` are the dimensions that take the windows' names.

    The ends of the windows cut time into slices. In which of them a member was seen is a set of bits; in which he
    ordered `twice`, and in which something `other` than when he was seen before, are two more. Who was seen in several
    slices of a window ordered twice in one of them, or other things in one that is not the first.
    """
    slices = list(pairwise(sorted({day for w in windows for day in (w.start, w.mid, w.finish)})))
    numbers = range((len(slices) - 1) // BITS + 1)
    looks = []
    for nth, w in enumerate(windows, start=1):
        parts = [*_bits(w.start, w.mid, slices), *_bits(w.mid, w.finish, slices)]
        looks.append(f"({nth}, '{w.name}', {', '.join(parts)})")
    columns = [f"{part}_{k}" for part in ("before", "now") for k in numbers]
    split = [f'"{d}"' for d in dimensions]
    kept = " AND ".join(filter(None, [where.removeprefix("WHERE "), f"{per} IS NOT NULL"]))
    rows = f"SELECT {', '.join([*split, f'{per} AS per', 'n'])} FROM {relation} JOIN slices USING (date) WHERE {kept}"
    sets = {"seen": ""}
    if any(re.search(r"\bagain\b", expr) for expr in exprs):
        sets |= {"twice": "one_order <> another_order", "other": "one_order <> order_before"}
        sets |= {"summed": "one_order IS NULL"}
        rows = _with_orders(rows, orders, split)
    members = [
        *split,
        "per",
        *(_set_of_bits(name, k, condition) for name, condition in sets.items() for k in numbers),
    ]
    words = {
        part: _either(f"seen_{k} & {part}_{k} <> 0" for k in numbers) for part in ("before", "now")
    }
    words["again"] = _again(numbers)
    words["summed"] = _either(f"summed_{k} & now_{k} <> 0" for k in numbers)
    answers = [
        *(f'bucket AS "{time}"' for time in times),
        *split,
        *(_replaced(expr, words) for expr in exprs),
    ]
    return (
        f"WITH slices AS (SELECT n, {each_day('start', 'finish')} AS date "
        f"FROM (VALUES {_numbered(slices)}) AS cut(n, start, finish)), "
        f"windows AS (SELECT * FROM (VALUES {', '.join(looks)}) AS looks(nth, bucket, {', '.join(columns)})), "
        f"members AS (SELECT {', '.join(members)} FROM ({rows}){grouped_by(len(split) + 1)}) "
        f"SELECT {', '.join(answers)} FROM members CROSS JOIN windows "
        f"WHERE {words['before']} OR {words['now']}{grouped_by(len(times) + len(split))}"
    )


def _with_orders(rows: str, orders: tuple[str, str], split: Sequence[str]) -> str:
    """One row per member and slice, with the least and the greatest of its orders and what was ordered before."""
    least, greatest = orders
    head, _, rest = rows.partition(" FROM ")
    each = (
        f"{head}, min({least}) AS one_order, max({greatest}) AS another_order FROM {rest}"
        f"{grouped_by(len(split) + 2)}"
    )
    member = ", ".join([*split, "per"])
    return (
        f"SELECT {member}, n, one_order, another_order, "
        f"lag(another_order) OVER (PARTITION BY {member} ORDER BY n) AS order_before FROM ({each})"
    )


def _set_of_bits(name: str, k: int, condition: str) -> str:
    """The slices of which the condition holds, as one number of several."""
    holds = f"n // {BITS} = {k}{' AND ' * bool(condition)}{condition}"
    return f"bit_or(if({holds}, 1::BIGINT << (n % {BITS}), 0)) AS {name}_{k}"


def _again(numbers: Sequence[int]) -> str:
    """Twice in a slice; or something other in a slice but the first, whose bit is the lowest."""
    terms = []
    for k in numbers:
        seen = f"(seen_{k} & now_{k})"
        rest = f"{seen} & ({seen} - 1)"
        if k:
            earlier = _either(f"seen_{j} & now_{j} <> 0" for j in range(k))
            rest = f"if({earlier}, {seen}, {rest})"
        terms += [f"twice_{k} & now_{k} <> 0", f"other_{k} & ({rest}) <> 0"]
    return _either(terms)


def _either(terms: Iterable[str]) -> str:
    return f"({' OR '.join(terms)})"


def _numbered(slices: Sequence[tuple[date, date]]) -> str:
    return ", ".join(
        f"({n}, {sql_date(start)}, {sql_date(end)})" for n, (start, end) in enumerate(slices)
    )


def _bits(first: date, last: date, slices: Sequence[tuple[date, date]]) -> list[str]:
    """The slices of some days, as bits of so many numbers."""
    bits = [0] * ((len(slices) - 1) // BITS + 1)
    for n, (start, _) in enumerate(slices):
        if first <= start < last:
            bits[n // BITS] |= 1 << (n % BITS)
    return [f"{number}::BIGINT" for number in bits]


def _replaced(expr: str, words: Mapping[str, str]) -> str:
    return re.sub(r"[a-z_]+", lambda match: words.get(match[0], match[0]), expr)


def sql_date(day: date) -> str:
    return f"DATE '{day.isoformat()}'"
