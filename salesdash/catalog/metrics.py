"""Every number that is shown, by key; the registry checks that the declarations fit together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.kpis import KPIS, PARTS
from salesdash.catalog.measures import BUILDING_BLOCKS
from salesdash.catalog.model import Metric, Perspective, registry
from salesdash.text import Text
from salesdash.units import COUNT, MONEY, QUANTITY

METRIC = Text("指标", "metric")  # what one of them is called
_DECLARED = registry((*BUILDING_BLOCKS, *PARTS, *KPIS))


def _halves(metric: Metric) -> tuple[Metric, ...]:
    """Numerator and denominator of a ratio of sums, as metrics of their own."""
    if not metric.under:
        return ()
    return tuple(
        replace(
            metric,
            key=f"{metric.key}_{half}",
            name=name.format(name=metric.name),
            expr=expr,
            over="",
            under="",
            aliases=(),
            light=None,
            hidden=True,
        )
        for half, expr, name in (
            ("over", metric.over, Text("{name}的分子", "{name}: numerator")),
            ("under", metric.under, Text("{name}的分母", "{name}: denominator")),
        )
    )


def words_of(expr: str) -> list[str]:
    return re.findall(r"[a-z_][a-z_0-9]*", expr)


METRICS = registry(
    (*_DECLARED.values(), *(half for metric in _DECLARED.values() for half in _halves(metric)))
)
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
    return tuple(METRICS[word] for word in words_of(metric.formula) if word in METRICS)


def base_of(metric: Metric) -> Iterator[Metric]:
    """The sums over models that a metric comes down to."""
    if metric.source:
        yield metric
    for part in parts_of(metric):
        yield from base_of(part)


def halves_of(metric: Metric) -> tuple[str, str] | None:
    """The keys of the numerator and the denominator of a ratio of sums."""
    over, under = f"{metric.key}_over", f"{metric.key}_under"
    return (over, under) if over in METRICS else None


def is_tally(metric: Metric) -> bool:
    """Whether it adds up or counts what happened: where nothing did, it is 0 and not unknown."""
    sums_up = metric.unit in (MONEY, COUNT, QUANTITY) and not halves_of(metric)
    return bool(metric.source) and sums_up and not metric.window and not metric.known_ahead


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
    if metric.light and not metric.light.is_in_order:
        raise ValueError(f"{metric.key}: amber is stricter than green")


for _metric in METRICS.values():
    _check(_metric)
