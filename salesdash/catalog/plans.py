"""What a plan is: a year's target in cells of members and periods, in versions that are never lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from salesdash.period import Grain, Period
from salesdash.text import Text, join, plain

# One name per dimension of the plan, the outermost first; fewer names are all beneath them.
Member = tuple[str, ...]
Cell = tuple[Member, Period]
State = Literal["draft", "approved", "superseded"]
Amounts = Mapping[Cell, Decimal | None]
# What is asked again in a cell, by the month that missed it.
Carried = Mapping[Cell, Mapping[date, Decimal]]

EVERYBODY: Member = ()
MOST_DIMENSIONS = 2
EVERYONE = Text("合计", "Total")
MOST_LETTERS = 60  # of a plan's name
DIMENSIONS_OF_PLANS = ("region", "channel", "salesperson", "product", "category")
GRAINS_OF_PLANS: Mapping[Grain, Text] = {
    "month": Text("月", "Months"),
    "week": Text("周", "Weeks"),
    "quarter": Text("季度", "Quarters"),
}
STATES: Mapping[State, Text] = {
    "draft": Text("草案", "Draft"),
    "approved": Text("已批准", "Approved"),
    "superseded": Text("已被取代", "Superseded"),
}
# How the amounts of a version came about: the six shares, and the two other ways.
RULES: Mapping[str, Text] = {
    "season": Text("按季节", "By season"),
    "history": Text("按去年同月", "Last year's months"),
    "growth": Text("按去年同月 × 各自增长", "Last year's months × growth of each"),
    "workdays": Text("按工作日", "By workdays"),
    "even": Text("平均", "Evenly"),
    "hand": Text("手工比例", "By hand"),
    "sheet": Text("来自目标表", "From a target sheet"),
    "replan": Text("滚动调整", "Re-planned"),
}


@dataclass(frozen=True)
class Plan:
    """One version of a plan for a year; amounts in 元 (a count for a metric that counts).

    `whole` is the year, of the calendar or of the company. `cells` holds the amount of every member
    (a name per dimension) in every period; None where none is set. `carried` is the part of a cell
    that was missed in closed periods and is asked again in it (below zero: over-delivered), by the
    first day of the month that missed it: their own targets stand, so the year is its cells without it. `locks` are cells, whole rows (member,
    year) and whole columns ((), period) that no edit moves; `typed` are the cells, subtotals and
    totals that somebody typed, which are among the reasons for locks. `stretch` stands beside the
    cells and is never added to them. `replanned_on` is the last day that was known when it was planned
    again, after which `carried` is due. `unit` is the step of which every amount is a whole number.
    `revision` counts the times this version was saved. `opens` is the day from which it counts,
    `open_from` the next day to be worked when it was approved, `ends` that from which sheets count again in
    its place, `approval` how many were approved before it and with it.
    """

    name: str
    whole: Period
    cells: Amounts
    metric: str = "sales"
    unit: Decimal = Decimal(1)
    dimensions: tuple[str, ...] = ()
    rule: str = "even"
    locks: frozenset[Cell] = frozenset()
    typed: frozenset[Cell] = frozenset()
    carried: Carried = field(default_factory=lambda: MappingProxyType({}))
    replanned_on: date | None = None
    stretch: Amounts = field(default_factory=lambda: MappingProxyType({}))
    plan_id: int = 0
    version: int = 0
    revision: int = 0
    state: State = "draft"
    based_on: int | None = None
    saved_by: str = ""
    saved_at: datetime | None = None
    approved_by: str = ""
    approved_at: datetime | None = None
    opens: date | None = None
    open_from: date | None = None
    ends: date | None = None
    approval: int | None = None

    @property
    def members(self) -> tuple[Member, ...]:
        """The members of the cells, in the order in which they were laid out."""
        return tuple(dict.fromkeys(member for member, _ in self.cells))

    @property
    def periods(self) -> tuple[Period, ...]:
        return tuple(sorted({period for _, period in self.cells}))

    @property
    def total(self) -> Decimal:
        return self.amount(EVERYBODY, self.whole) or Decimal(0)

    def beneath(self, member: Member, period: Period) -> tuple[Cell, ...]:
        """The cells of which a row, a column, a subtotal or the whole is the sum."""
        if (member, period) in self.cells:
            return ((member, period),)
        depth = len(member)
        return tuple(
            (who, when)
            for who, when in self.cells
            if who[:depth] == member and _lies_in(when, period)
        )

    def amount(self, member: Member, period: Period) -> Decimal | None:
        """The sum of the cells beneath; None where none of them is set.

        Of the year it is the target of the year: what was missed in it is not asked twice.
        """
        amounts = self._rows.get(member, {})
        amount = total_of(n for when, n in amounts.items() if _lies_in(when, period))
        return None if amount is None else amount - self.carried_in(member, period)

    def carried_in(self, member: Member, period: Period) -> Decimal:
        """What the cells of a year ask again of what was missed in its closed periods."""
        if period != self.whole:
            return Decimal(0)
        depth = len(member)
        cells = (cell for cell in self.carried if cell[0][:depth] == member)
        return sum(map(self.asked_again, cells), Decimal(0))

    def asked_again(self, cell: Cell) -> Decimal:
        """The part of one cell that closed periods missed."""
        return sum(self.carried.get(cell, {}).values(), Decimal(0))

    def is_locked(self, member: Member, period: Period) -> bool:
        """Whether no edit moves it: it is locked, or every cell beneath it is."""
        return (member, period) in self.locks or not any(
            _lies_in(when, period) for when in self._open.get(member, ())
        )

    @cached_property
    def _rows(self) -> Mapping[Member, Mapping[Period, Decimal | None]]:
        """What every member, every subtotal and all of them have in each period."""
        rows: dict[Member, dict[Period, Decimal | None]] = {}
        for (member, period), amount in self.cells.items():
            for depth in range(len(member) + 1):
                row = rows.setdefault(member[:depth], {})
                row[period] = total_of((row.get(period), amount))
        return rows

    @cached_property
    def _open(self) -> Mapping[Member, Set[Period]]:
        """The periods in which a member, a subtotal or all of them have a cell that is not locked."""
        open_periods: dict[Member, set[Period]] = {}
        for member, period in self.cells.keys() - self.locks:
            for depth in range(len(member) + 1):
                open_periods.setdefault(member[:depth], set()).add(period)
        return open_periods


def total_of(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of the amounts that are set; None where none is."""
    present = [amount for amount in amounts if amount is not None]
    return sum(present, Decimal(0)) if present else None


def _lies_in(part: Period, period: Period) -> bool:
    return period.start <= part.start and part.end <= period.end


def leaves_of(whole: Period, grain: Grain) -> tuple[Period, ...]:
    """The periods in which a year is planned; a week that two months share is cut between them."""
    if grain != "week":
        return tuple(whole.split(grain, whole.start.month))
    return tuple(
        Period(max(week.start, month.start), min(week.end, month.end))
        for month in whole.split("month")
        for week in month.split("week")
    )


def week_name(week: Period) -> Text:
    """What a week within a month is called: `2/3–2/9` · `3–9 Feb`."""
    first, last = week.start, week.last_day
    month = Period.of(first, "month").name.en.split()[0]
    return Text(
        f"{first.month}/{first.day}–{last.month}/{last.day}", f"{first.day}–{last.day} {month}"
    )


def grain_of(plan: Plan) -> Grain:
    """In what steps a plan is laid out."""
    longest = max((period.end - period.start).days for period in plan.periods)
    return (
        "week"
        if longest <= 7
        else "month"
        if longest <= 31
        else "quarter"
        if longest <= 92
        else "year"
    )


def cell_name(plan: Plan, cell: Cell) -> Text:
    """`华东·2026年3月` · `East, Mar 2026`."""
    member, period = cell
    who = join([plain(name) for name in member], zh="·", en=" · ") if member else EVERYONE
    return who if period == plan.whole else who + Text("·", ", ") + period.name
