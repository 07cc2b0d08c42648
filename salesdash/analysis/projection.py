"""Where a running period ends, by several rules, each with a band from its own past errors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

# Student's t at 90 % one-sided, by how many past errors there are: an 80 % band. With few it is wide.
_T = (3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372)
FEWEST = 2  # past errors that a band takes: one case is no precision
MOST = 1.0  # a rule that was off by more than what it said is none
FEW = 3  # with fewer past periods a band is said to stand on little


@dataclass(frozen=True, slots=True)
class Projection:
    """What a period ends at, in 元. `errors` are those of the same rule at the same day of earlier
    periods, as fractions of what it said; `before` is what it said a week ago."""

    rule: str
    value: float
    errors: tuple[float, ...] = ()
    before: float | None = None

    @property
    def typical_error(self) -> float | None:
        """Root mean square of the past errors."""
        if not self.errors:
            return None
        return sqrt(sum(e * e for e in self.errors) / len(self.errors))

    @property
    def is_wild(self) -> bool:
        """Whether the rule was so far off before that what it says now is not worth saying."""
        return self.typical_error is not None and self.typical_error > MOST

    @property
    def band(self) -> tuple[float, float] | None:
        """From where to where it ends in four cases of five; None where the rule was tried once or never."""
        error = self.typical_error
        if error is None or len(self.errors) < FEWEST:
            return None
        half = _T[min(len(self.errors), len(_T)) - 1] * error * abs(self.value)
        return self.value - half, self.value + half

    @property
    def change(self) -> float | None:
        """Against what the same rule said a week ago."""
        return None if self.before is None else self.value - self.before


def carried_on(actual: float, passed: float, whole: float) -> float | None:
    """What a period ends at when what is left of it brings as much as what has passed.

    `passed` and `whole` are workdays (the run rate), or workdays weighed by season.
    None where nothing has passed.
    """
    return actual * whole / passed if passed > 0 else None


def by_season(
    actual: float, share: float | None, rest: float | None, year_passed: float
) -> float | None:
    """What a period ends at by its season: √w × (so far / share) + (1 − √w) × (so far + rest).

    `share` is the part of the season that has passed, `rest` what the same days to come brought a
    year ago, `year_passed` the share w of the period that has passed: early on last year's rest
    says more than a small share blown up. With one of the two only, by that one.
    """
    blown_up = actual / share if share else None
    as_last_year = None if rest is None else actual + rest
    if blown_up is None or as_last_year is None:
        return as_last_year if blown_up is None else blown_up
    trust = sqrt(year_passed)
    return trust * blown_up + (1 - trust) * as_last_year


def error_of(projected: float | None, came: float) -> float | None:
    """How far a projection was off, as a fraction of it."""
    return None if not projected else (came - projected) / projected


def measured(errors: Sequence[float | None]) -> tuple[float, ...]:
    return tuple(error for error in errors if error is not None)
