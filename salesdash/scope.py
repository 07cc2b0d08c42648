"""What a question is about: the period, its comparison, the filters and the as-of date."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from salesdash.calendar import Calendar
from salesdash.period import DAY, Comparison, Period, Shift
from salesdash.units import Scale

Filters = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Met:
    """A meeting that was closed, to compare with: the last day of its data, and what it froze, by metric, of the
    question about its `period` and `filters`."""

    as_of: date
    period: Period | None = None
    filters: Filters = ()
    figures: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """The frame of every answer; frozen, so that equal scopes have equal answers.

    `as_of` is the last day whose data counts. `period` None means everything up to it.
    `filters` are pairs of a dimension's key and the members let through, sorted by key. `against`
    is set on the other side of a comparison: the period beside which it stands; of it a metric is
    known only where its data cover both. `met` is the meeting with which the comparison "meeting" compares.
    """

    as_of: date
    period: Period | None = None
    comparison: Comparison | None = None
    filters: Filters = ()
    scale: Scale = "auto"
    calendar: Calendar = field(default=Calendar(), repr=False)
    against: Period | None = None
    met: Met | None = None

    def over(self, period: Period | None) -> Scope:
        return replace(self, period=period)

    def where(self, dimension: str, *members: str) -> Scope:
        """Also only these members of the dimension."""
        kept = self.without(dimension).filters
        return replace(self, filters=tuple(sorted((*kept, (dimension, members)))))

    def without(self, dimension: str) -> Scope:
        """Whoever of the dimension."""
        return replace(self, filters=tuple(pair for pair in self.filters if pair[0] != dimension))

    def compared(self, comparison: Comparison | None = None) -> Scope | None:
        """The same question about the period to compare with, or as it stood at the last meeting; None where there is
        none."""
        how = comparison or self.comparison
        if how is None or self.period is None:
            return None
        if how == "meeting":
            return self._as_met(self.period)
        return self.other(self.calendar.compared(self.period, how, self.as_of))

    def _as_met(self, period: Period) -> Scope | None:
        """By what is known now of the day of that meeting; None where the period had not begun by then."""
        if self.met is None or self.met.as_of < period.start:
            return None
        return replace(self, as_of=min(self.met.as_of, self.as_of))

    @property
    def frozen(self) -> dict[str, float]:
        """What that meeting froze of this very question, by metric."""
        met = self.met
        if self.comparison != "meeting" or met is None:
            return {}
        is_asked = (met.period, met.filters) == (self.period, self.filters)
        return dict(met.figures) if is_asked else {}

    def other(self, period: Period) -> Scope:
        """The same question about another period, to set it beside this one."""
        return replace(self, period=period, against=self.elapsed or period)

    def beside(self, part: Period, comparison: Shift) -> Period | None:
        """What one part of the period is set beside: a whole one, or one to date where it is cut short.

        None where nothing is left of the other one.
        """
        period = self.period or part
        last = min(self.as_of, period.last_day) if self.period else self.as_of
        other = self.calendar.compared(part, comparison, last)
        start = other.start + max(period.start - part.start, timedelta())
        return Period(start, other.end) if start < other.end else None

    @property
    def elapsed(self) -> Period | None:
        """The part of the period that has passed by the as-of date."""
        return self.period and self.period.until(self.as_of)

    @property
    def has_begun(self) -> bool:
        """Whether the period, if there is one, has begun by the as-of date."""
        return self.period is None or self.period.start <= self.as_of

    @property
    def has_worked(self) -> bool:
        """Whether a workday of the period has passed by the as-of date."""
        return self.elapsed is None or any(map(self.calendar.is_workday, self.elapsed.days()))

    @property
    def is_running(self) -> bool:
        """Whether the as-of date lies in the period, before its last day."""
        return self.period is not None and self.elapsed != self.period

    @property
    def months_end(self) -> date:
        """Up to where months have ended by the as-of date and the period's end: no workday is left of them."""
        last = min(self.as_of, self.period.last_day) if self.period else self.as_of
        month = Period.of(last, "month")
        rest = Period(last + DAY, month.end) if last < month.last_day else None
        return month.start if rest and self.calendar.workdays(rest) else month.end
