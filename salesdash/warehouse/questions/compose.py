"""The SQL of a question to several models: one part each, laid together by their dimensions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from salesdash.catalog.metrics import METRICS
from salesdash.catalog.model import Metric
from salesdash.warehouse.questions.laid import Laid
from salesdash.warehouse.questions.sql.dialect import grouped_by
from salesdash.warehouse.questions.sql.question import ModelQuestion


def compose(
    parts: Sequence[ModelQuestion | Laid], by: Sequence[str], wanted: Sequence[Metric]
) -> tuple[str, tuple[Any, ...]]:
    """All parts side by side, and the formulas over them; growth is added afterwards."""
    bases = [m for part in parts for m in part.metrics]
    base_keys = {m.key for m in bases}
    union = " UNION ALL ".join(_beside(part, by, bases) for part in parts)
    values = tuple(value for part in parts for value in part.values)
    dimensions = [f'"{d}"' for d in by]
    sides = ", ".join([*dimensions, *(f"any_value({m.key}) AS {m.key}" for m in bases)])
    formulas = [f"{formula(m, base_keys)} AS {m.key}" for m in levels(wanted)]
    order = f" ORDER BY {', '.join(d + ' NULLS LAST' for d in dimensions)}" if by else ""
    each = f"SELECT {sides} FROM ({union}){grouped_by(len(by))}"
    sql = f"SELECT {', '.join([*dimensions, *formulas])} FROM ({each}){order}"
    return sql, values


def _beside(part: ModelQuestion | Laid, by: Sequence[str], bases: Sequence[Metric]) -> str:
    """A part with a column for every metric of all parts, null where it is another's."""
    keys = {metric.key for metric in part.metrics}
    dimensions = [f'"{d}"' for d in by]
    sums = [m.key if m.key in keys else f"NULL AS {m.key}" for m in bases]
    return f"SELECT {', '.join([*dimensions, *sums])} FROM ({part.sql()})"


def formula(metric: Metric, names: set[str]) -> str:
    """A metric's formula down to the sums that the parts deliver; null where none does."""
    if metric.source:
        return metric.key if metric.key in names else "NULL::DOUBLE"

    def spelled(match: re.Match[str]) -> str:
        part = METRICS.get(match[0])
        return match[0] if part is None else f"({formula(part, names)})"

    return re.sub(r"[a-z_][a-z_0-9]*", spelled, metric.formula)


def levels(wanted: Sequence[Metric]) -> list[Metric]:
    """What to compute: the metrics asked, each once; for a change, the metric that changes."""
    levels = [METRICS[m.growth_of] if m.growth_of else m for m in wanted]
    return list({m.key: m for m in levels}.values())
