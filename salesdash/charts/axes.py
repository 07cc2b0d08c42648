"""Axes that people can read: money in its step, months by name, the year where it changes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from salesdash.charts.look import Look
from salesdash.period import Grain, Period
from salesdash.text import Lang
from salesdash.units import COUNT, MONEY, QUANTITY, RATIO, Unit, step_for, unit_label

Axis = dict[str, Any]
ADDITIVE = (MONEY, COUNT, QUANTITY)
_MOST_TICKS = 13


def measure(unit: Unit | None, biggest: float, look: Look) -> Axis:
    """An axis of numbers up to `biggest`; its unit stands once, over it, level."""
    if unit is None:
        return {"title": None, "tickCount": 5}
    step = step_for(biggest, unit, look.scale, look.lang)
    suffix = "%" if unit is RATIO else step.suffix if unit in (COUNT, QUANTITY) else ""
    decimals = 1 if unit.factor == 100 else 2
    return {
        "labelExpr": f"format(datum.value / {step.size}, ',.{decimals}~f') + '{suffix}'",
        "tickCount": 5,
        "tickMinStep": 1 if unit is COUNT and step.size == 1 else 0,
        "title": None if suffix or unit in (COUNT, QUANTITY) else unit_label(unit, step, look.lang),
        "titleAngle": 0,
        "titleAnchor": "end",
        "titleAlign": "right",
        "titleBaseline": "bottom",
        "titleX": -8,
        "titleY": -10,
    }


def from_zero(unit: Unit | None) -> bool:
    """Whether the axis has to start at zero: amounts do, rates and scores move within a band."""
    return unit is None or unit in ADDITIVE


def time(
    days: Iterable[date],
    grain: Grain | None,
    lang: Lang,
    *,
    band: bool = False,
    above: bool = False,
    year_starts: int = 1,
) -> Axis:
    """An axis of periods that start on these days; `band` where each has a bar of its own,
    `above` where the axis stands over the chart. `year_starts` is the month in which a year begins.

    The year stands under the first label and under each where it changes. No label is ever
    turned; where there is too little room some are left out.
    """
    shown = sorted(set(days))
    if not band:
        shown = _ticks(shown, grain)
    labels = labels_of(shown, grain, lang, year_starts)
    if above:
        labels = {
            day: [*year, name] if year else ["", name] for day, (name, *year) in labels.items()
        }
    key = "slice(datum.value, 0, 10)" if band else "timeFormat(datum.value, '%Y-%m-%d')"
    return {
        "title": None,
        "grid": False,
        "labelAngle": 0,
        "labelExpr": f"{json.dumps(labels, ensure_ascii=False)}[{key}]",
        "labelOverlap": "parity",
        "labelSeparation": 4,
        "labelFlush": False,
        "ticks": not band,
        "tickSize": 4,
        **({"orient": "top", "labelPadding": 26, "labelBaseline": "bottom"} if above else {}),
        **({} if band else {"values": [local(day) for day in shown]}),
    }


def _ticks(days: list[date], grain: Grain | None) -> list[date]:
    """Where the labels stand: at the days themselves if they are few, else at starts of months."""
    if len(days) <= _MOST_TICKS or not days:
        return days
    span = Period(days[0], days[-1] + (days[-1] - days[0]) / len(days))
    if grain == "quarter":
        return days[:: -(-len(days) // _MOST_TICKS)]
    if grain == "year" or span.last_day.year - span.start.year > _MOST_TICKS:
        starts = [p.start for p in span.split("year")]
        return starts[:: -(-len(starts) // _MOST_TICKS)]
    if (span.end - span.start).days <= 75:
        return days[:: -(-len(days) // _MOST_TICKS)]
    months = [p.start for p in span.split("month") if p.start >= days[0]]
    every = next(n for n in (1, 2, 3, 6, 12) if n == 12 or len(months) / n <= _MOST_TICKS)
    return [day for day in months if (day.month - 1) % every == 0]


def labels_of(
    days: list[date], grain: Grain | None, lang: Lang, year_starts: int
) -> dict[str, list[str]]:
    """What stands at each day, by its ISO form: its name, and the year under it where that changes."""
    by_month = all(day.day == 1 for day in days) and len(days) > 1
    labels: dict[str, list[str]] = {}
    year = 0
    for day in days:
        if grain == "year":
            labels[day.isoformat()] = [_year(day, lang, year_starts)]
            continue
        if grain == "quarter":
            name = Period.of(day, grain, year_starts).short_name[lang]
        else:
            name = _month(day, lang) if grain == "month" or by_month else _short(day, lang)
        labels[day.isoformat()] = [name] if day.year == year else [name, _year(day, lang)]
        year = day.year
    return labels


def _short(day: date, lang: Lang) -> str:
    return f"{day.month}/{day.day}" if lang == "zh" else f"{day.day} {_month(day, lang)}"


def _month(day: date, lang: Lang) -> str:
    return Period.of(day, "month").short_name[lang]


def _year(day: date, lang: Lang, year_starts: int = 1) -> str:
    if year_starts != 1:
        return (
            f"{day.year}年{day.month}月起"
            if lang == "zh"
            else f"From {_month(day, lang)} {day.year}"
        )
    return f"{day.year}年" if lang == "zh" else str(day.year)


def local(day: date) -> dict[str, int]:
    """A day as Vega writes it in a domain or among the values of an axis."""
    return {"year": day.year, "month": day.month, "date": day.day}
