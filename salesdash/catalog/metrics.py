"""Every number that is shown, by key; the registry checks that the declarations fit together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.kpis import KPIS, PARTS
from salesdash.catalog.measures import BUILDING_BLOCKS
from salesdash.catalog.model import Light, Metric, Perspective, registry
from salesdash.text import Text

METRICS = registry((*BUILDING_BLOCKS, *PARTS, *KPIS))
LIGHTS = tuple(metric for metric in KPIS if metric.light)

PERSPECTIVES: dict[Perspective, Text] = {
    "sales": Text("销售", "Sales"),
    "customers": Text("客户", "Customers"),
    "channels": Text("渠道", "Channels"),
    "service": Text("服务", "Service"),
    "market": Text("市场", "Market"),
    "money": Text("费用", "Money"),
}


def parts_of(metric: Metric) -> tuple[Metric, ...]:
    """The metrics that the formula of a metric without a source names."""
    if metric.growth_of:
        return (METRICS[metric.growth_of],)
    if metric.source:
        return ()
    return tuple(METRICS[word] for word in words_of(metric.expr) if word in METRICS)


def base_of(metric: Metric) -> Iterator[Metric]:
    """The sums over models that a metric comes down to."""
    if metric.source:
        yield metric
    for part in parts_of(metric):
        yield from base_of(part)


def words_of(expr: str) -> list[str]:
    return re.findall(r"[a-z_][a-z_0-9]*", expr)


def _check(metric: Metric) -> None:
    if not metric.source and not parts_of(metric):
        raise ValueError(f"{metric.key} has neither a source nor parts")
    for need in metric.needs:
        for choice in need.split("|"):
            dataset, _, field = choice.partition(".")
            if field:
                DATASETS[dataset].field(field)
            elif dataset not in DATASETS:
                raise ValueError(f"{metric.key} needs {dataset}, which is no dataset")
    if metric.light and not _in_order(metric.light):
        raise ValueError(f"{metric.key}: amber is stricter than green")


def _in_order(light: Light) -> bool:
    if isinstance(light.green, tuple) and isinstance(light.amber, tuple):
        return light.amber[0] <= light.green[0] <= light.green[1] <= light.amber[1]
    if isinstance(light.green, tuple) or isinstance(light.amber, tuple):
        return False
    return light.amber <= light.green if light.direction == "up" else light.green <= light.amber


for _metric in METRICS.values():
    _check(_metric)
