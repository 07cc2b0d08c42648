"""What the money is for: spend by purpose beside its plan."""

from __future__ import annotations

import pandas as pd

from salesdash.analysis.parts import shares
from salesdash.catalog.dimensions import member_name
from salesdash.catalog.metrics import METRICS
from salesdash.catalog.model import Metric
from salesdash.charts.column import Column
from salesdash.charts.compared import ranking
from salesdash.charts.figure import Figure, in_one_unit
from salesdash.figures.build import dimension_column, metric_column
from salesdash.figures.ties import at_top, each, named
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join
from salesdash.units import MONEY, RATIO, write
from salesdash.warehouse.questions.ask import Ask

TITLE = Text("费用按用途：实际与预算", "Spend by purpose, against the budget")
SHARE, USE = Text("占比", "Share"), Text("预算执行率", "Budget use")
FOUND = Text("共 {spend}：{parts}。", "{spend} in all: {parts}.")
OVER = Text(
    "超出预算最多的是{name}，{each}多 {gap}。",
    "Furthest over the budget {n:is|are} {name}, by {gap}{each}.",
)
NO_BUDGET = Text("没有预算数据，只画实际费用。", "There is no budget: only the spend is drawn.")


def by_purpose(ask: Ask, scope: Scope, metric: Metric) -> Figure:
    """Spend of each purpose, with its share, and its budget where there is one."""
    needs = ("spend.spend", "spend.purpose")
    missing = tuple(need for need in needs if not ask.has(need))
    planned = not ask.missing(METRICS["budget"])
    frame = pd.DataFrame() if missing else _frame(ask, scope, planned=planned)
    name, spend = dimension_column("purpose"), metric_column("spend")
    budget = metric_column("budget") if planned else None
    columns = (
        name,
        spend,
        *([Column("share", SHARE, RATIO)] if len(frame) and frame["share"].notna().any() else []),
        *((budget, Column("use", USE, RATIO)) if budget else ()),
    )
    findings = _findings(frame, in_one_unit(scope, frame, columns)) if len(frame) else []
    return Figure.of(
        scope,
        "spend_by_purpose",
        TITLE,
        frame,
        columns,
        lambda look: ranking.bars(frame, name, spend, look, mark=budget),
        sentence=findings[0] if findings else BLANK,
        metrics=(metric.key, "spend"),
        notes=(*findings[1:], *(() if planned or missing else (NO_BUDGET,))),
        missing=missing,
    )


def _frame(ask: Ask, scope: Scope, *, planned: bool) -> pd.DataFrame:
    frame = ask(["spend", "budget"], ["purpose"], scope)
    frame = frame[frame["spend"].notna() | frame["budget"].notna()]
    frame = frame.assign(share=shares(frame["spend"]))
    if planned:
        frame["use"] = frame["spend"] / frame["budget"].where(frame["budget"] > 0)
    return frame.sort_values("spend", ascending=False, kind="stable", ignore_index=True)


def _findings(frame: pd.DataFrame, scope: Scope) -> list[Text]:
    """Who is furthest over the budget, where anybody is; and what was spent on what."""
    parts = [
        Text("{name} {share}", "{name} {share}").format(
            name=member_name("purpose", name),
            share=write(spend, MONEY, scope.scale) if pd.isna(share) else write(share, RATIO),
        )
        for name, spend, share in zip(frame["purpose"], frame["spend"], frame["share"], strict=True)
        if pd.notna(spend)
    ]
    whole = FOUND.format(
        spend=write(frame["spend"].sum(), MONEY, scope.scale), parts=join(parts[:4])
    )
    over = (frame["spend"] - frame["budget"]).where(frame["budget"].notna())
    if over.notna().any() and over.max() > 0:
        furthest = at_top(frame.assign(over=over), "over")
        finding = OVER.format(
            name=named([member_name("purpose", name) for name in furthest["purpose"]]),
            n=len(furthest),
            each=each(len(furthest)),
            gap=write(float(over.max()), MONEY, scope.scale),
        )
        return [finding, whole]
    return [whole]
