"""Products that bring customers back, and products that come back: the core ones marked."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from salesdash.analysis.lights import judge
from salesdash.catalog.metrics import METRICS, base_of
from salesdash.catalog.model import Metric
from salesdash.charts.column import COLOUR, Column
from salesdash.charts.compared import ranking
from salesdash.charts.figure import Figure
from salesdash.charts.rows import number
from salesdash.figures.build import dimension_column, metric_column
from salesdash.figures.lights.current import light_of
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join, plain
from salesdash.units import write
from salesdash.warehouse.questions.ask import Ask

TITLE = Text("{kpi}：按产品", "{kpi} by product")
CORE, IS_CORE = Text("核心产品", "Core product"), {True: Text("是", "yes"), False: BLANK}
MOST = 15
FOUND = Text("最低：{low}；最高：{high}。", "Lowest: {low}; highest: {high}.")
ALL_ALIKE = Text("所有产品都是 {value}。", "All products have {value}.")
ONLY = Text(
    "共 {n} 个产品，只画销售额最大的 {most} 个。",
    "The {most} of {n} {n:product|products} with the most sales are drawn.",
)
STARRED = Text("★ 为核心产品。", "★ marks core products.")
NO_CORE = Text(
    "还没有标出核心产品，可在“口径与设置”里标。",
    "No product is marked as a core one yet; mark them under Settings.",
)


def by_product(ask: Ask, scope: Scope, metric: Metric) -> Figure:
    """The KPI of each product that sells, with its sales and whether it is a core product."""
    missing = ask.missing(metric) + (() if ask.has("orders.product") else ("orders.product",))
    frame = pd.DataFrame() if missing else _frame(ask, scope, metric)
    shown = frame.head(MOST)
    name, value = dimension_column("product"), metric_column(metric.key)
    # a limit for the whole is none for a product, unless the products are what it is about
    light = COLOUR if light_of(metric).weakest == "product" else None
    core = [] if missing else list(frame.loc[frame["core"], "product"])
    starred = {product: plain(f"★ {product}") for product in core}
    notes = [
        *([ONLY.format(n=len(frame), most=MOST)] if len(frame) > MOST else []),
        *([STARRED if core else NO_CORE] if len(frame) else []),
    ]
    return Figure.of(
        scope,
        f"products_{metric.key}",
        TITLE.format(kpi=metric.name),
        shown,
        (
            name,
            value,
            metric_column(_sales(metric), METRICS["sales"].name),
            Column("core", CORE, names=IS_CORE),
        ),
        lambda look: ranking.bars(shown, replace(name, names=starred), value, look, light=light),
        sentence=_finding(frame, metric) if len(frame) > 1 else BLANK,
        metrics=(metric.key,),
        notes=tuple(notes),
        missing=missing,
    )


def _frame(ask: Ask, scope: Scope, metric: Metric) -> pd.DataFrame:
    """One row per product with a value, the one that sells most first."""
    frame = ask([metric.key, _sales(metric), "core_lines"], ["product"], scope)
    frame = frame[frame[metric.key].notna() & frame["product"].notna()]
    frame = frame.sort_values(_sales(metric), ascending=False, kind="stable", ignore_index=True)
    return frame.assign(
        core=frame["core_lines"].fillna(0) > 0,
        light=[judge(ask.lights[metric.key], number(value)).light for value in frame[metric.key]],
    )


def _sales(metric: Metric) -> str:
    """The sales over the same time as the KPI."""
    return "sales_12m" if any(base.window for base in base_of(metric)) else "sales"


def _finding(frame: pd.DataFrame, metric: Metric) -> Text:
    ordered = frame.sort_values(metric.key, kind="stable")
    if ordered[metric.key].nunique() == 1:
        return ALL_ALIKE.format(value=write(ordered[metric.key].iloc[0], metric.unit))
    low, high = (
        join(
            [
                Text("{name} {value}", "{name} {value}").format(
                    name=row["product"], value=write(row[metric.key], metric.unit)
                )
                for _, row in part.iterrows()
            ]
        )
        for part in (ordered.head(2), ordered.tail(2).iloc[::-1])
    )
    return FOUND.format(low=low, high=high)
