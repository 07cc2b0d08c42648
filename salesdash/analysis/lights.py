"""Whether a figure is good enough, so that everybody sees the same colour for the same number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf, isclose, isfinite
from typing import Literal

from salesdash.catalog.model import Light

LightKey = Literal["green", "amber", "red", "grey"]
Course = Literal["worse", "level", "better"]
Reason = Literal[
    "",
    "no_value",
    "to_come",
    "too_early",
    "short_history",
    "stale",
    "in_sums",
    "whole_only",
    "on_sales",
    "not_recorded",
]
Range = tuple[float, float]
Band = tuple[LightKey, float | None, float | None]

WORST_FIRST: tuple[LightKey, ...] = ("red", "amber", "green", "grey")
# A change computed as 110 / 100 − 1 is a hair over 0.1: at the limit is within it.
_HAIR = 1e-9
NOTICED = 0.1  # of the amber zone's width


@dataclass(frozen=True, slots=True)
class LightVerdict:
    """The colour, why there is none, and the limits as they were applied.

    `green` and `amber` are ranges, open ends infinite. `shortfall` counts widths of the amber zone:
    0 at the green limit, 1 at the amber one, negative where better; it puts figures of different
    units into one order. None where there is no colour.
    """

    light: LightKey
    green: Range
    amber: Range
    reason: Reason = ""
    shortfall: float | None = None

    @property
    def ends(self) -> tuple[float, ...]:
        """The limits, without the open ends."""
        return tuple(end for end in (*self.green, *self.amber) if isfinite(end))


def judge(
    light: Light, value: float | None, *, passed: float = 1.0, reason: Reason = ""
) -> LightVerdict:
    """The colour of a value (of its change, where that is judged).

    `passed` is the share of the period's workdays that has passed: what accrues is held against
    that share of its limits. `reason` says why the value is not to be judged, or not known.
    """
    share = passed if light.accrues else 1.0
    green, amber = limits(light, share)
    if value is None or not isfinite(value):
        reason = reason or ("no_value" if passed > 0 else "too_early")
        return LightVerdict("grey", green, amber, reason)
    if reason or share <= 0:
        return LightVerdict("grey", green, amber, reason or "too_early")
    inside = _within(value, green), _within(value, amber)
    colour: LightKey = "green" if inside[0] else "amber" if inside[1] else "red"
    return LightVerdict(colour, green, amber, shortfall=_shortfall(value, green, amber))


def limits(light: Light, share: float = 1.0) -> tuple[Range, Range]:
    """The ranges that earn green and amber, for a share of the period."""
    return _range(light, light.green, share), _range(light, light.amber, share)


def change(value: float | None, before: float | None) -> float | None:
    """The change as a fraction; None where either is missing or the base is not positive."""
    if value is None or before is None or before <= 0:
        return None
    return value / before - 1


def bands(light: Light) -> tuple[Band, ...]:
    """The zones of the colours, each from its lower to its upper limit (None: open)."""
    (low, high), (least, most) = limits(light)
    zones: list[tuple[LightKey, float, float]] = [
        ("red", -inf, least),
        ("amber", least, low),
        ("green", low, high),
        ("amber", high, most),
        ("red", most, inf),
    ]
    return tuple(
        (colour, None if start == -inf else start, None if end == inf else end)
        for colour, start, end in zones
        if start < end
    )


def weakest(light: Light, values: Mapping[str, float | None]) -> tuple[str, ...]:
    """The members farthest from green, by name where several are equally far; none where none is known,
    or of several all are."""
    short = {
        member: verdict.shortfall
        for member, value in sorted(values.items())
        if (verdict := judge(light, value)).shortfall is not None
    }
    worst = max(short.values(), default=0.0)
    farthest = tuple(member for member, by in short.items() if isclose(by, worst, abs_tol=1e-12))
    return farthest if len(farthest) < len(short) or len(short) == 1 else ()


def streak(past: Sequence[LightKey]) -> int:
    """How many of the last periods in a row, oldest first, have the colour of the last one."""
    last = past[-1] if past else None
    return next((n for n, light in enumerate(reversed(past)) if light != last), len(past))


def course(shortfalls: Sequence[float | None]) -> Course:
    """Whether the last period is farther from green, by a tenth of amber's width, than the one before
    and than all before it on the mean: one step up on a line that falls is no recovery.

    Level where either is unknown, and where both are green: better than good needs no word.
    """
    if len(shortfalls) < 2 or shortfalls[-1] is None or shortfalls[-2] is None:
        return "level"
    now, *earlier = (max(s, 0.0) for s in reversed(shortfalls) if s is not None)
    changes = (now - earlier[0], now - sum(earlier) / len(earlier))
    if all(change >= NOTICED for change in changes):
        return "worse"
    return "better" if all(change <= -NOTICED for change in changes) else "level"


def severity(verdict: LightVerdict) -> tuple[int, float]:
    """To sort by: red before amber before green before grey, and the farthest from green first."""
    return WORST_FIRST.index(verdict.light), -(verdict.shortfall or 0.0)


def _range(light: Light, limit: float | tuple[float, float], share: float) -> Range:
    if isinstance(limit, tuple):
        return limit[0] * share, limit[1] * share
    return (limit * share, inf) if light.direction == "up" else (-inf, limit * share)


def _within(value: float, limit: Range) -> bool:
    close = any(isclose(value, end, rel_tol=_HAIR, abs_tol=_HAIR) for end in limit)
    return close or limit[0] <= value <= limit[1]


def _shortfall(value: float, green: Range, amber: Range) -> float:
    below = (green[0] - value) / (green[0] - amber[0] or 1.0) if isfinite(green[0]) else -inf
    above = (value - green[1]) / (amber[1] - green[1] or 1.0) if isfinite(green[1]) else -inf
    return max(below, above)
