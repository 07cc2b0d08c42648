"""The figure that belongs to a KPI by its nature: which one, by declaration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from salesdash.catalog.metrics import METRICS
from salesdash.catalog.model import Metric
from salesdash.charts.figure import Figure
from salesdash.errors import QuestionError
from salesdash.figures.drivers.splits import compared_over
from salesdash.figures.kpis import (
    acquisition,
    budget,
    durations,
    market,
    pipeline,
    products,
    satisfaction,
)
from salesdash.scope import Scope
from salesdash.text import Text
from salesdash.warehouse.questions.ask import Ask

NOTHING = Text("这段时间或筛选范围内没有数据。", "There is no data in this period and selection.")
Natural = Callable[[Ask, Scope, Metric], Figure]

NATURAL: Mapping[str, tuple[Natural, ...]] = {
    "win_rate": (pipeline.funnel_of_deals,),
    "stage_conversion": (pipeline.funnel_of_deals,),
    "sales_cycle": (durations.cycle,),
    "response_48h": (durations.response,),
    "resolved_72h": (durations.resolution,),
    "csat": (satisfaction.by_channel,),
    "nps": (satisfaction.by_channel,),
    "market_share": (market.shares, market.prices),
    "promotion_share": (budget.by_purpose,),
    "budget_use": (budget.by_purpose,),
    "repurchase_rate": (products.by_product,),
    "return_rate": (products.by_product,),
    "new_customers": (acquisition.by_channel,),
    "lead_conversion": (acquisition.by_channel,),
    "cac": (acquisition.by_channel,),
}


def natural(ask: Ask, scope: Scope, key: str) -> list[Figure]:
    """The KPI's own figures over the period in which it is judged; none where it has no other."""
    metric = METRICS[key]
    over = compared_over(scope, metric)
    return [_drawn(figure, ask, over, metric) for figure in NATURAL.get(key, ())]


def _drawn(figure: Natural, ask: Ask, scope: Scope, metric: Metric) -> Figure:
    """The figure; where its data does not know what is filtered by, the words that say so."""
    try:
        drawn = figure(ask, scope, metric)
    except QuestionError as error:
        return Figure.lacking(
            scope,
            f"natural_{metric.key}",
            metric.name,
            sentence=error.message,
            metrics=(metric.key,),
        )
    is_mute = drawn.is_empty and not drawn.missing and not drawn.sentence
    return replace(drawn, sentence=NOTHING) if is_mute else drawn
