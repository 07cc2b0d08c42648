"""What all figures have in common: columns of members and metrics, names that fit a line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.catalog.metrics import METRICS
from salesdash.charts.column import KPI, Column
from salesdash.charts.rows import shortened
from salesdash.text import LANGS, Text

LONGEST = 40  # letters of a name within the answer to a page's question; Chinese ones count twice


def dimension_column(key: str, title: Text | None = None, *, year_starts: int = 1) -> Column:
    """The column of a dimension's members or periods, under its own name or another title."""
    return Column(key, title or DIMENSIONS[key].name, of=key, year_starts=year_starts)


def metric_column(key: str, title: Text | None = None) -> Column:
    """The column of a metric, under its own name or another title."""
    metric = METRICS[key]
    return Column(key, title or metric.name, metric.unit)


def kpi_column(title: Text, names: Mapping[Any, Text]) -> Column:
    """The column of KPIs by key, each under the name that its basis gives it."""
    return Column("kpi", title, of=KPI, names=names)


def in_a_line(name: Text) -> Text:
    """A name as a sentence holds it that must not grow beyond its line."""
    return Text(*(shortened(name[lang], LONGEST) for lang in LANGS))
