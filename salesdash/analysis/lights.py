"""Whether a figure is good enough, so that everybody sees the same colour for the same number."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from salesdash.catalog.model import Light

LightKey = Literal["green", "amber", "red", "grey"]
Reason = Literal["", "no_value", "no_base", "too_early", "short_history", "part_of_whole"]
Limit = float | tuple[float, float]
Band = tuple[LightKey, float | None, float | None]

WORST_FIRST: tuple[LightKey, ...] = ("red", "amber", "green", "grey")
# A change computed as 110 / 100 − 1 is a hair over 0.1: at the limit is within it.
_HAIR = 1e-9


@dataclass(frozen=True, slots=True)
class Verdict:
    """The colour, why there is none, the limits as they were applied, and how far from green.

    `shortfall` counts widths of the amber band: 0 at the green limit, 1 at the amber one, negative
    where better; it puts figures of different units into one order. None where there is no colour.
    """

    light: LightKey
    green: Limit
    amber: Limit
    reason: Reason = ""
    shortfall: float | None = None


def judge(
    light: Light, value: float | None, *, passed: float = 1.0, reason: Reason = ""
) -> Verdict:
    """The colour of a value (of its change, where that is judged).

    `passed` is the share of the period's workdays that has passed: what accrues is held against
    that share of its limits. `reason` says why the value, though known, is not to be judged.
    """
    share = passed if light.accrues else 1.0
    green, amber = _scaled(light.green, share), _scaled(light.amber, share)
    if reason or value is None or not math.isfinite(value):
        return Verdict("grey", green, amber, reason or "no_value")
    if share <= 0:
        return Verdict("grey", green, amber, "too_early")
    if _within(light, value, green):
        colour: LightKey = "green"
    else:
        colour = "amber" if _within(light, value, amber) else "red"
    return Verdict(colour, green, amber, shortfall=_shortfall(light, value, green, amber))


def change(value: float | None, before: float | None) -> float | None:
    """The change as a fraction; None where either is missing or the base is not positive."""
    if value is None or before is None or before <= 0:
        return None
    return value / before - 1


def bands(light: Light) -> tuple[Band, ...]:
    """The zones of the colours, best first, each from its lower to its upper limit (None: open)."""
    if isinstance(light.green, tuple) and isinstance(light.amber, tuple):
        (low, high), (least, most) = light.green, light.amber
        return (
            ("green", low, high),
            ("amber", high, most),
            ("amber", least, low),
            ("red", most, None),
            ("red", None, least),
        )
    green, amber = _number(light.green), _number(light.amber)
    if light.direction == "up":
        return ("green", green, None), ("amber", amber, green), ("red", None, amber)
    return ("green", None, green), ("amber", green, amber), ("red", amber, None)


def weakest(light: Light, values: Mapping[str, float | None]) -> str | None:
    """The member farthest from green; the first by name among equals; None where none is known."""
    short = {
        member: verdict.shortfall
        for member, value in sorted(values.items())
        if (verdict := judge(light, value)).shortfall is not None
    }
    return max(short, key=lambda member: short[member] or 0.0) if short else None


def severity(verdict: Verdict) -> tuple[int, float]:
    """To sort by: red before amber before green before grey, and the farthest from green first."""
    return WORST_FIRST.index(verdict.light), -(verdict.shortfall or 0.0)


def _scaled(limit: Limit, share: float) -> Limit:
    return tuple(part * share for part in limit) if isinstance(limit, tuple) else limit * share  # type: ignore[return-value]


def _within(light: Light, value: float, limit: Limit) -> bool:
    if isinstance(limit, tuple):
        return _reaches(value, limit[0]) and _reaches(limit[1], value)
    return _reaches(value, limit) if light.direction == "up" else _reaches(limit, value)


def _reaches(value: float, limit: float) -> bool:
    return value >= limit or math.isclose(value, limit, rel_tol=_HAIR, abs_tol=_HAIR)


def _shortfall(light: Light, value: float, green: Limit, amber: Limit) -> float:
    if isinstance(green, tuple) and isinstance(amber, tuple):
        return max(
            (green[0] - value) / (green[0] - amber[0] or 1.0),
            (value - green[1]) / (amber[1] - green[1] or 1.0),
        )
    limit, width = _number(green), abs(_number(green) - _number(amber)) or 1.0
    return (limit - value) / width if light.direction == "up" else (value - limit) / width


def _number(limit: Limit) -> float:
    if isinstance(limit, tuple):
        raise TypeError("a pair of limits where one is meant")
    return limit
