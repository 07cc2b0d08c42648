"""A column of text → days, instants or periods, with the order of day and month decided once."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.intake.texts.text_column import TextColumn, encoded
from salesdash.intake.texts.times.clock import MOMENT, day_parts, instants, without_time
from salesdash.intake.texts.times.day import TRIPLE, NamedDay, Order, name_day, needs_year
from salesdash.intake.texts.times.day_words import MONTH_NAME, tidy
from salesdash.period import SHORTEST_MONTH

YEARS_APART = 1_000
GLANCE = 1_000
# Workbooks hand over a bare time of day as a moment on the eve of their calendar.
CLOCK_BEFORE = date(1900, 1, 1)
# 20250305101112, as systems write a moment.
_RUN_TOGETHER = r"^((?:19|20)\d{6})(\d\d)(\d\d)(\d\d)$"
# With points and the year last nobody writes the month first.
_EUROPEAN = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}")
# As Excel shows a month of a year that it was given as Apr-18 or 18-Apr.
_YEAR_AND_MONTH = r"^(\d{2})-([A-Za-z]{3,9})$"
# Days without their year, the month first: Mar 1, March 12.
MONTH_AND_DAY = rf"(?i)({MONTH_NAME})\.?[- ](\d{{1,2}})"
FEWEST_MONTHS = 3
# Grains of which several make a month: days in a row that are no month are called a stretch.
WEEK_OF_MONTH = "week of a month"
SHORTER_THAN_MONTHS = ("week", "stretch", WEEK_OF_MONTH)
ANY_YEAR = 2024
DAYS_OF_WEEK = range(5, 8)  # on which a shop may be open


@dataclass(frozen=True, slots=True)
class ReadDates:
    """`starts`: date32, `ends`: date32 (exclusive), `instants`: timestamp; null where `failed`. `numbered`:
    a text that names a year, or a half or quarter by its number."""

    starts: pa.Array
    ends: pa.Array
    instants: pa.Array | None
    failed: pa.Array
    grains: Counter[str] = field(default_factory=Counter)
    yearless: bool = False
    numbered: str | None = None

    def taken(self, indices: pa.Array) -> ReadDates:
        """What was read of a dictionary, for each of the cells that hold its entries."""
        return replace(
            self,
            starts=pc.take(self.starts, indices),
            ends=pc.take(self.ends, indices),
            instants=None if self.instants is None else pc.take(self.instants, indices),
            failed=pc.fill_null(pc.take(self.failed, indices), False),
        )


@dataclass(frozen=True, slots=True)
class OrderDecision:
    """The order of three short numbers, and the orders under which the column reads as well."""

    order: Order = "ymd"
    rivals: tuple[Order, ...] = ()
    example: str | None = None
    met: bool = False


def read_days(
    text: pa.Array,
    *,
    order: Order = "ymd",
    year: int | None = None,
    year_starts: int = 1,
    with_times: bool = False,
) -> ReadDates:
    """`text` is an array of strings, trimmed, null where blank; years begin in the month `year_starts`."""
    held = encoded(text)
    if held is None:
        return _read(text, order, year, year_starts, with_times)
    return _read(held.dictionary, order, year, year_starts, with_times).taken(held.indices)


def _read(
    text: pa.Array, order: Order, year: int | None, year_starts: int, with_times: bool
) -> ReadDates:
    if pc.any(pc.match_substring_regex(text, _YEAR_AND_MONTH)).as_py():
        different = pc.unique(pc.drop_null(text)).to_pylist()
        if are_years_and_months(different):
            text = pc.replace_substring_regex(text, _YEAR_AND_MONTH, r"\2-\1")
    if pc.any(pc.match_substring_regex(text, f"^{MONTH_AND_DAY}$")).as_py():
        different = _different_days(text)
        if are_months_and_days(different):
            text = pc.replace_substring_regex(text, f"{MONTH_AND_DAY}$", r"\2 \1")
    if pc.any(pc.match_substring_regex(text, _RUN_TOGETHER)).as_py():
        text = pc.replace_substring_regex(text, _RUN_TOGETHER, r"\1 \2:\3:\4")
    return read_iso(TextColumn(text), with_times=with_times) or _by_patterns(
        text, order, year, year_starts, with_times
    )


def read_iso(column: TextColumn, *, with_times: bool = False) -> ReadDates | None:
    """The quick way, where every text is written as `2025-03-05`, with or without a time."""
    try:
        at = column.each(_iso)
    except pa.ArrowInvalid:
        return None
    days = pc.cast(at, pa.date32(), safe=False)
    first = pc.min(days).as_py()
    if first is not None and first < CLOCK_BEFORE:
        return None
    grains = Counter({"day": len(days) - days.null_count})
    nothing = pa.repeat(pa.scalar(False), len(days))
    at = pc.cast(at, MOMENT) if with_times else None
    return ReadDates(days, _next_day(days), at, nothing, grains)


def _iso(text: pa.Array) -> pa.Array:
    """Days, or instants where a glance finds times."""
    if _is_bare(text.slice(0, GLANCE)):
        return pc.cast(text, pa.date32())
    pc.cast(text.slice(0, GLANCE), MOMENT)  # a cast that fails is slow
    return pc.cast(text, MOMENT)


def _is_bare(text: pa.Array) -> bool:
    """Days without a time: all texts have the length of `2025-03-05`."""
    return bool(pc.all(pc.equal(pc.binary_length(text), 10)).as_py())


def decide_order(text: pa.Array) -> OrderDecision:
    """Which of day, month and year comes first where the column has dates like 3/5/2025."""
    if _is_iso(text):
        return OrderDecision()
    different = _different_days(text)
    triples = [t for t in different if TRIPLE.fullmatch(tidy(t))]
    if not triples:
        is_day_first = _are_weeks(different, "dmy") and not _are_weeks(different, "ymd")
        return OrderDecision("dmy", met=True) if is_day_first else OrderDecision()
    if all(_EUROPEAN.fullmatch(t) and name_day(t, "dmy") for t in triples):
        return OrderDecision("dmy", met=True)
    orders: tuple[Order, ...] = ("mdy", "dmy", "ymd")
    readings = {o: [name_day(t, o) for t in triples] for o in orders}
    valid = {o: sum(n is not None for n in readings[o]) for o in orders}
    most = max(valid.values())
    fitting = [o for o in orders if valid[o] == most]
    best = min(fitting, key=lambda o: (not _one_day_a_month(readings[o]), _span(readings[o])))
    rivals = tuple(
        o
        for o in fitting
        if readings[o] != readings[best] and not _absurd(_span(readings[o]), _span(readings[best]))
    )
    if most < len(triples):
        rivals = tuple(o for o in orders if o != best and valid[o] and _rescues(readings, best, o))
    example = next(
        (
            t
            for i, t in enumerate(triples)
            if any(readings[o][i] != readings[best][i] for o in rivals)
        ),
        None,
    )
    return OrderDecision(best, rivals, example, met=True)


def _are_weeks(texts: list[str], order: Order) -> bool:
    """Whether all of the texts, read in this order, name a week by its first and last day."""
    named = (name_day(text, order, ANY_YEAR) for text in texts)
    return bool(texts) and all(
        each and each.grain is None and (each.period.end - each.period.start).days in DAYS_OF_WEEK
        for each in named
    )


def swapped_example(text: pa.Array) -> str | None:
    """A date of a workbook that seems to have day and month swapped; None where nothing does.

    Where a program that expects month/day/year is given day/month/year, it makes dates of those
    it can read, swapped, and leaves the others as text.
    """
    written = [t for t in _different_days(text) if not tidy(t).startswith(("19", "20"))]
    triples = [triple for t in written if (triple := TRIPLE.fullmatch(tidy(t)))]
    made = [t for t in _different_days(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", t)]
    if len(triples) < 3 or len(triples) < len(written) or len(made) < 3:
        return None
    later = all(int(triple[1]) > 12 >= int(triple[2]) for triple in triples)
    early = all(int(t[8:10]) <= 12 for t in made)
    return next((t for t in made if t[5:7] != t[8:10]), None) if later and early else None


def unswapped(text: pa.Array) -> pa.Array:
    """Days and months of the dates that a workbook made, exchanged."""
    return pc.replace_substring_regex(text, r"^(\d{4})-(\d\d)-(\d\d)", r"\1-\3-\2")


def readable(sample: list[str]) -> float:
    """The share of the texts that name a day or a period with its year."""
    if not sample:
        return 0.0
    if are_years_and_months(sample):
        return 1.0
    return sum(any(name_day(without_time(t), o) for o in ("mdy", "dmy", "ymd")) for t in sample) / len(
        sample
    )  # fmt: skip


def naming_periods(sample: list[str]) -> int:
    """How many of the texts name a period that is longer than a day, with its year."""
    named = (name_day(text) for text in sample)
    return sum(each is not None and each.grain != "day" for each in named)


def yearless(sample: list[str]) -> bool:
    """Whether most of the texts name a part of a year without saying which."""
    if are_years_and_months(sample):
        return False
    if are_months_and_days(sample):
        return True
    needing = [text for text in sample if needs_year(without_time(text))]
    return len(needing) > len(sample) / 2


def are_yearless_days(sample: list[str]) -> bool:
    """Whether those that name a part of a year name days, or several in a row: 3月1日, Mar 1, 3.1-3.7."""
    if are_months_and_days(sample):
        return True
    texts = [text for each in sample if needs_year(text := without_time(each))]
    named = [name_day(text, year=ANY_YEAR) or name_day(text, "dmy", ANY_YEAR) for text in texts]
    return bool(named) and all(
        each and not each.numbered and each.grain in ("day", None) for each in named
    )


def are_months_and_days(texts: list[str]) -> bool:
    """Whether Mar 1, Mar 2 … Mar 12 are days: nobody writes a year with a single figure. Of two figures they are
    days where they keep to their order as days alone, or are all of one month, or leave out years."""
    matches = [match for text in texts if (match := re.fullmatch(MONTH_AND_DAY, text))]
    days = [day for m in matches if (day := name_day(f"{m[2]} {m[1]}", year=ANY_YEAR))]
    if not texts or not len(days) == len(matches) == len(texts):
        return False
    if any(len(match[2]) == 1 for match in matches):
        return True
    of_a_year = [(day.period.start.month, day.period.start.day) for day in days]
    of_years = [(number, month) for month, number in of_a_year]
    months, numbers = {month for month, _ in of_a_year}, {day for _, day in of_a_year}
    if 1 in (len(months), len(numbers)):
        return len(numbers) > 1
    if _in_order(of_a_year) != _in_order(of_years):
        return _in_order(of_a_year)
    return max(numbers) - min(numbers) >= len(numbers)


def _in_order(days: list[tuple[int, int]]) -> bool:
    return sorted(days) in (days, days[::-1])


def are_years_and_months(texts: list[str]) -> bool:
    """Whether 18-Apr, 18-May … 19-Mar are months of years: few numbers, many months of each."""
    matches = [re.fullmatch(_YEAR_AND_MONTH, text) for text in texts]
    if len(matches) < FEWEST_MONTHS or not all(matches):
        return False
    months: dict[int, set[str]] = {}
    for each in matches:
        assert each
        months.setdefault(int(each[1]), set()).add(each[2].casefold())
    numbers = sorted(months)
    in_a_row = numbers == list(range(numbers[0], numbers[-1] + 1))
    return in_a_row and sum(map(len, months.values())) >= FEWEST_MONTHS * len(months)


def _absurd(span: int, other: int) -> bool:
    """A reading that scatters over years what another one holds together."""
    return span > YEARS_APART and span > 4 * other


def _rescues(readings: dict[Order, list[NamedDay | None]], best: Order, other: Order) -> bool:
    pairs = zip(readings[best], readings[other], strict=True)
    return any(b is None and o is not None for b, o in pairs)


def _span(readings: list[NamedDay | None]) -> int:
    starts = [n.period.start for n in readings if n]
    return (max(starts) - min(starts)).days if starts else 0


def _one_day_a_month(readings: list[NamedDay | None]) -> bool:
    """Months written as their first days."""
    starts = [n.period.start for n in readings if n]
    return len(starts) > 1 and {day.day for day in starts} == {1}


def _is_iso(text: pa.Array) -> bool:
    return bool(pc.all(pc.match_substring_regex(text, r"^\d{4}-\d{2}-\d{2}")).as_py())


def _next_day(days: pa.Array) -> pa.Array:
    return pc.cast(pc.add(pc.cast(days, pa.int32()), pa.scalar(1, pa.int32())), pa.date32())


def _by_patterns(
    text: pa.Array, order: Order, year: int | None, year_starts: int, with_times: bool
) -> ReadDates:
    held = day_parts(text).dictionary_encode()
    texts = held.dictionary.to_pylist()
    named = [name_day(words, order, year) for words in texts]
    named = [n if n and n.period.start >= CLOCK_BEFORE else None for n in named]
    periods = [n and n.within(year_starts) for n in named]
    starts = pc.take(pa.array([p and p.start for p in periods], pa.date32()), held.indices)
    ends = pc.take(pa.array([p and p.end for p in periods], pa.date32()), held.indices)
    grains: Counter[str] = Counter(_grain(n) for n in named if n)
    return ReadDates(
        starts,
        ends,
        instants(text, starts) if with_times else None,
        pc.and_(pc.is_valid(text), pc.is_null(starts)),
        grains,
        any(n.yearless for n in named if n),
        next((words for words, n in zip(texts, named, strict=True) if n and n.numbered), None),
    )


def _grain(named: NamedDay) -> str:
    if named.grain:
        return named.grain
    if named.week:
        return WEEK_OF_MONTH
    return "stretch" if named.period.end - named.period.start < SHORTEST_MONTH else "range"


def _different_days(text: pa.Array) -> list[str]:
    return list(pc.unique(day_parts(pc.unique(pc.drop_null(text)))).to_pylist())
