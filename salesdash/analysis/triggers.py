"""Whether a trigger fires, by what its KPI was at the end of each month and is now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import isclose
from typing import Literal

from salesdash.catalog.risks.triggers import WATCH, Trigger

State = Literal["armed", "near", "fired", "recovered", "unknown"]
_HAIR = 1e-9


@dataclass(frozen=True, slots=True)
class TriggerReading:
    """The KPI on a day; None where it cannot be judged. `share` is how much of its period has passed,
    where it accumulates: of its limits counts as much."""

    day: date
    value: float | None
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Spell:
    """From the reading at which a trigger fired to the one at which it was over, None while it lasts."""

    fired: TriggerReading
    over: TriggerReading | None = None


def state(
    trigger: Trigger, readings: Sequence[TriggerReading], *, fired: bool, before: bool
) -> State:
    """How it stands at the last reading; `fired`: it has and is not over, `before`: it had and is.

    What cannot be judged neither fires nor recovers.
    """
    now = readings[-1] if readings else None
    if now is None or now.value is None:
        return "unknown"
    if fired:
        return "recovered" if is_over(trigger, now) else "fired"
    if fires(trigger, readings):
        return "fired"
    if is_near(trigger, now):
        return "near"
    return "recovered" if before else "armed"


def fires(trigger: Trigger, readings: Sequence[TriggerReading]) -> bool:
    """Whether the last readings, as many as it asks for, all lie beyond its limit."""
    last = readings[-trigger.months :]
    return len(last) == trigger.months and all(is_beyond(trigger, reading) for reading in last)


def is_beyond(trigger: Trigger, reading: TriggerReading) -> bool:
    """Beyond the limit by more than a hair; not known is not beyond."""
    if reading.value is None:
        return False
    return not _reaches(trigger, reading.value, trigger.limit * reading.share)


def excess(trigger: Trigger, reading: TriggerReading) -> float | None:
    """How far beyond its limit, as a part of it, less than 0 short of it; of a limit of 0 in the KPI's own unit, and
    None where that is not known. Of a period that goes on the limit counts for the share that has passed."""
    if reading.value is None:
        return None
    limit = trigger.limit * reading.share
    beyond = reading.value - limit if trigger.side == "above" else limit - reading.value
    return beyond / (abs(limit) or 1.0)


def is_over(trigger: Trigger, reading: TriggerReading) -> bool:
    """Back at the recovery line."""
    if reading.value is None:
        return False
    return _reaches(trigger, reading.value, trigger.line * reading.share)


def is_near(trigger: Trigger, reading: TriggerReading) -> bool:
    """Beyond the limit already, or not farther from it than a part of it."""
    if reading.value is None:
        return False
    limit = trigger.limit * reading.share
    away = reading.value - limit if trigger.side == "below" else limit - reading.value
    return away <= abs(limit) * WATCH.near + _HAIR


def spells(trigger: Trigger, readings: Sequence[TriggerReading]) -> list[Spell]:
    """When it would have fired over the readings, oldest first, and when each time was over."""
    all_spells: list[Spell] = []
    for n, now in enumerate(readings, 1):
        lasting = bool(all_spells) and all_spells[-1].over is None
        if lasting and is_over(trigger, now):
            all_spells[-1] = Spell(all_spells[-1].fired, now)
        elif not lasting and fires(trigger, readings[:n]):
            all_spells.append(Spell(now))
    return all_spells


def _reaches(trigger: Trigger, value: float, limit: float) -> bool:
    """On the good side of a limit, or at it."""
    good = value >= limit if trigger.side == "below" else value <= limit
    return good or isclose(value, limit, rel_tol=_HAIR, abs_tol=_HAIR)
