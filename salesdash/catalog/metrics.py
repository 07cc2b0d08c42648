"""Every number that is shown, by key; the registry checks that the declarations fit together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.kpis import KPIS, PARTS
from salesdash.catalog.measures import BUILDING_BLOCKS
from salesdash.catalog.model import Metric, Perspective, registry
from salesdash.text import Text
from salesdash.units import COUNT, MONEY, QUANTITY

MEDIAN = "median("
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


def _counted(metric: Metric) -> tuple[Metric, ...]:
    """How many values a median is the middle of, as a metric of its own."""
    if not metric.expr.startswith(MEDIAN):
        return ()
    return (
        replace(
            metric,
            key=f"{metric.key}_count",
            name=Text("{name}的样本数", "{name}: how many").format(name=metric.name),
            unit=COUNT,
            expr=metric.expr.replace(MEDIAN, "count(", 1),
            aliases=(),
            light=None,
            hidden=True,
        ),
    )


def words_of(expr: str) -> list[str]:
    return re.findall(r"[a-z_][a-z_0-9]*", expr)


METRICS = registry(
    (
        *_DECLARED.values(),
        *(part for metric in _DECLARED.values() for part in (*_halves(metric), *_counted(metric))),
    )
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


def count_of(metric: Metric) -> str | None:
    """The key of how many values a median is the middle of."""
    key = f"{metric.key}_count"
    return key if key in METRICS else None


def terms_of(metric: Metric) -> tuple[tuple[int, Metric], ...]:
    """The ratios of sums that a metric is made of by adding (+1) and taking away (−1): a ratio is its
    own only one; () where it is no such thing."""
    if halves_of(metric):
        return ((1, metric),)
    terms = _chained(metric.expr, {"+": 1, "-": -1})
    return terms if all(halves_of(term) for _, term in terms) else ()


def factors_of(metric: Metric) -> tuple[tuple[int, Metric], ...]:
    """What a metric is the product of, multiplied (+1) or divided by (−1); () where it is none.

    A factor that is a product is written out, one that is a ratio of sums stays whole.
    """
    formula = f"{metric.over} / {metric.under}" if metric.under else metric.expr
    return tuple(
        (power * inner, factor)
        for power, part in _chained(formula, {"*": 1, "/": -1})
        for inner, factor in (() if halves_of(part) else factors_of(part)) or ((1, part),)
    )


def _chained(formula: str, signs: Mapping[str, int]) -> tuple[tuple[int, Metric], ...]:
    """The metrics that a formula joins by these signs alone, each with what its sign stands for."""
    bare, guarded = formula, 1
    while guarded:  # what only keeps nothing from being divided by, or missed
        bare, guarded = re.subn(r"(?:coalesce|greatest|nullif)\((\w+), 0\)", r"\1", bare)
    words = bare.split()
    names, between = words[::2], words[1::2]
    is_chain = between and len(names) > len(between) and set(between) <= signs.keys()
    if not is_chain or not METRICS.keys() >= set(names):
        return ()
    return tuple(
        (signs[sign], METRICS[name])
        for sign, name in zip((next(iter(signs)), *between), names, strict=True)
    )


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
