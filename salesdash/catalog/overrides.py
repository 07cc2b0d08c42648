"""What a workspace may decide otherwise than we do, and what its decisions make of our declarations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from salesdash.calendar import Calendar
from salesdash.catalog.metrics import LIGHTS, METRICS
from salesdash.catalog.model import Light
from salesdash.catalog.rules.declared import RULES
from salesdash.catalog.workdays import calendar_of
from salesdash.text import Text, plain

# What is decided, as the keys under which decisions are stored begin.
LIMITS, DAY, OWNER, COUNTRY, YEAR = "limits", "day", "owner", "country", "year_starts"
# The spend of a period still running: "whole" or "so_far"; where nobody decided, its sum decides.
RUNNING_SPEND = "running_spend"
RULE = "rule"
CORE, FLOOR = "core", "floor"
HOME = "CN"
Stored = Mapping[str, Any]


def decoded(rows: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Decisions as they are stored, key and JSON."""
    return {key: json.loads(value) for key, value in rows}


def lights_of(stored: Stored) -> dict[str, Light]:
    """The light of every KPI by metric, with the limits that the workspace has set."""
    return {
        metric.key: _light(metric.key, stored.get(f"{LIMITS}:{metric.key}")) for metric in LIGHTS
    }


def workdays_of(stored: Stored) -> Calendar:
    """The calendar of the country chosen, with the days and the fiscal year of the workspace."""
    edited = {
        date.fromisoformat(key.removeprefix(f"{DAY}:")): bool(value)
        for key, value in stored.items()
        if key.startswith(f"{DAY}:")
    }
    public = calendar_of(str(stored.get(COUNTRY, HOME)))
    return replace(public.edited(edited), year_starts=int(stored.get(YEAR, 1)))


def owners_of(stored: Stored) -> dict[str, str]:
    """Who answers for a KPI, by metric."""
    return {
        key.removeprefix(f"{OWNER}:"): str(value)
        for key, value in stored.items()
        if key.startswith(f"{OWNER}:")
    }


def core_of(stored: Stored) -> dict[str, bool]:
    """Which products are core ones and which are not, where the workspace said so, by product."""
    return {
        key.removeprefix(f"{CORE}:"): bool(value)
        for key, value in stored.items()
        if key.startswith(f"{CORE}:")
    }


def floors_of(stored: Stored) -> dict[str, Decimal]:
    """The lowest price in 元 at which a product may be sold, where the workspace said so, by product."""
    return {
        key.removeprefix(f"{FLOOR}:"): Decimal(value)
        for key, value in stored.items()
        if key.startswith(f"{FLOOR}:")
    }


def rules_of(stored: Stored) -> dict[str, float]:
    """The value of every rule, with those that the workspace has set."""
    return {key: float(stored.get(f"{RULE}:{key}", rule.value)) for key, rule in RULES.items()}


def worded(words: Text, rules: Mapping[str, float]) -> Text:
    """A text with the rules that it names by their keys: `{visit_within}` is `30天` · `30 days`."""
    return words.format(**spelt(rules))


def spelt(rules: Mapping[str, float]) -> dict[str, Text]:
    """The rules as they are written, by key."""
    return {key: _spelt(key, value) for key, value in rules.items()}


@cache  # a page words dozens of texts, each by all the rules
def _spelt(rule: str, value: float) -> Text:
    """As short as it can be written: 48 h, not 48.0 h."""
    unit = RULES[rule].unit
    suffix = unit.after_one if value == 1 and unit.after_one else unit.suffix
    return plain(f"{round(value * unit.factor, 6):g}") + suffix


def decided_limits(metric: str, green: Any, amber: Any) -> Light:
    """The light of a KPI with other limits, pairs for a range."""
    light = METRICS[metric].light
    assert light is not None
    return replace(light, green=_limit(green), amber=_limit(amber))


def _light(metric: str, limits: Mapping[str, Any] | None) -> Light:
    if limits is not None:
        return decided_limits(metric, limits["green"], limits["amber"])
    light = METRICS[metric].light
    assert light is not None
    return light


def _limit(value: Any) -> float | tuple[float, float]:
    if isinstance(value, list | tuple):
        low, high = value
        return float(low), float(high)
    return float(value)
