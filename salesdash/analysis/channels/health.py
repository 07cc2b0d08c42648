"""How healthy a channel is: what each input earns between its marks, and the score of the parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from statistics import fmean, pstdev

from salesdash.analysis.splitting.allocate import NoWeightError
from salesdash.analysis.splitting.weights import season
from salesdash.calendar import Calendar
from salesdash.catalog.channels.health import FEWEST_MONTHS, INPUTS, MONTHS, PARTS
from salesdash.period import Period


@dataclass(frozen=True, slots=True)
class Earned:
    """One input: its value and marks in their own unit, `points` of 100, and its `weight` in the score;
    value, points and weight None where it has no data."""

    key: str
    value: float | None
    floor: float
    full: float
    points: float | None
    weight: float | None


@dataclass(frozen=True, slots=True)
class Health:
    """Of 100: the `score`, each part and each input; None without data."""

    score: float | None
    parts: Mapping[str, float | None]
    inputs: tuple[Earned, ...]

    @property
    def known(self) -> tuple[Earned, ...]:
        return tuple(one for one in self.inputs if one.points is not None)


def health(values: Mapping[str, float | None], rules: Mapping[str, float]) -> Health:
    """The score of a member by its inputs. A part is the mean of its inputs with data; parts without
    data drop out, and the weights of the others re-scale. One part alone is that part, and no health."""
    points = {key: _points(values.get(key), *_marks(key, rules)) for key in INPUTS}
    of_part = {
        part: [p for key, p in points.items() if INPUTS[key].part == part and p is not None]
        for part in PARTS
    }
    parts = {part: fmean(known) if known else None for part, known in of_part.items()}
    weights = {part: rules[PARTS[part].rule] for part, known in of_part.items() if known}
    whole = sum(weights.values()) if len(weights) > 1 else 0.0
    score = (
        sum(weight * (parts[part] or 0.0) for part, weight in weights.items()) / whole
        if whole
        else None
    )
    return Health(
        score,
        parts,
        tuple(
            Earned(
                key,
                values.get(key),
                *_marks(key, rules),
                points[key],
                weights[one.part] / whole / len(of_part[one.part])
                if whole and points[key] is not None
                else None,
            )
            for key, one in INPUTS.items()
        ),
    )


def steadiness(sold: Mapping[Period, float], calendar: Calendar) -> float | None:
    """1 − the coefficient of variation of the last twelve months' sales, each less its own season (which
    holds its workdays); None for too few months, or where nothing was sold on balance.

    `sold` are months without gaps, from the member's first on: the season is its own, so that nobody
    else moves it.
    """
    months = sorted(sold)[-MONTHS:]
    if len(months) < FEWEST_MONTHS:
        return None
    try:
        weights = season(
            {month: Fraction(amount) for month, amount in sold.items()}, calendar
        ).weights(months, calendar)
    except NoWeightError:
        return None
    levels = [sold[month] / float(weights[month]) for month in months if weights[month] > 0]
    mean = fmean(levels) if levels else 0.0
    return 1 - pstdev(levels) / mean if mean > 0 else None


def _marks(key: str, rules: Mapping[str, float]) -> tuple[float, float]:
    floor, full = INPUTS[key].rules
    return rules[floor], rules[full]


def _points(value: float | None, floor: float, full: float) -> float | None:
    if value is None:
        return None
    return 100 * min(max((value - floor) / (full - floor), 0.0), 1.0)
