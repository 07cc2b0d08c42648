"""From money to customers: what each channel spends, the leads that come of it, and who buys first."""

from __future__ import annotations

import pandas as pd

from salesdash.analysis.lights import judge
from salesdash.catalog.dimensions import member_name
from salesdash.catalog.metrics import METRICS
from salesdash.catalog.model import Metric
from salesdash.charts.column import COLOUR
from salesdash.charts.compared import ranking
from salesdash.charts.figure import Figure, in_one_unit
from salesdash.charts.rows import number
from salesdash.figures.build import dimension_column, metric_column
from salesdash.figures.ties import at_bottom, at_top, named
from salesdash.scope import Scope
from salesdash.text import BLANK, Text
from salesdash.units import COUNT, MONEY, RATIO, write
from salesdash.warehouse.questions.ask import Ask

TITLE = Text("从费用、线索到新客户：按渠道", "From spend and leads to new customers, by channel")
FOUND = Text(
    "花了 {spend}，带来线索 {leads} 条、新客户 {new} 个：线索转化率 {rate}，每个新客户 {cac}。",
    "{spend} brought {leads} {leads:lead|leads} and {new} new {new:customer|customers}: "
    "{rate} of the leads, {cac} each.",
)
BEST = Text(
    "每个新客户 {cac}：{best}最便宜（{low}），{worst}最贵（{high}）。",
    "A new customer costs {cac}: least at {best} ({low}), most at {worst} ({high}).",
)
ALIKE = Text(
    "每个渠道的每个新客户都花 {cac}。", "A new customer costs {cac} at every channel alike."
)
SPENT = ("spend", "leads", "new_customers", "lead_conversion", "cac")


def by_channel(ask: Ask, scope: Scope, metric: Metric) -> Figure:
    """What each channel spent, its leads, its new customers, and what each of them cost."""
    needs = [need for key in SPENT for need in METRICS[key].needs]
    needs += ["spend.channel", "orders.channel"]
    missing = tuple(need for need in dict.fromkeys(needs) if not ask.has(need))
    frame = pd.DataFrame() if missing else _frame(ask, scope)
    name, value = dimension_column("channel"), metric_column(metric.key)
    light = ask.lights[metric.key]
    findings = _findings(ask, scope, frame) if len(frame) else []
    is_judged = light.judges == "value" and not light.accrues
    return Figure.of(
        scope,
        f"acquisition_{metric.key}",
        TITLE,
        frame,
        (name, *(metric_column(key) for key in SPENT)),
        lambda look: ranking.bars(
            frame.assign(light=[judge(light, number(v)).light for v in frame[metric.key]]),
            name,
            value,
            look,
            light=COLOUR if is_judged else None,
        ),
        sentence=findings[0] if findings else BLANK,
        metrics=tuple(dict.fromkeys((metric.key, *SPENT))),
        notes=tuple(findings[1:]),
        missing=missing,
    )


def _frame(ask: Ask, scope: Scope) -> pd.DataFrame:
    """One row per channel that spent or won a customer."""
    frame = ask(SPENT, ["channel"], scope)
    frame = frame[frame["spend"].fillna(0).ne(0) | frame["new_customers"].fillna(0).ne(0)]
    return frame.reset_index(drop=True)


def _findings(ask: Ask, scope: Scope, frame: pd.DataFrame) -> list[Text]:
    """Where a new customer costs least and most; and what all of it came to."""
    row = ask(SPENT, [], scope).iloc[0]
    scope = in_one_unit(scope, frame, map(metric_column, SPENT), number(row["spend"]))
    totals = FOUND.format(
        spend=write(number(row["spend"]), MONEY, scope.scale),
        leads=write(number(row["leads"]), COUNT),
        new=write(number(row["new_customers"]), COUNT),
        rate=write(number(row["lead_conversion"]), RATIO),
        cac=write(number(row["cac"]), MONEY, scope.scale),
    )
    costs = frame[frame["cac"].notna()].sort_values("cac", kind="stable")
    if len(costs) < 2:
        return [totals]
    best, worst = at_bottom(costs, "cac"), at_top(costs, "cac")
    if len(best) == len(costs):
        return [ALIKE.format(cac=write(costs["cac"].iloc[0], MONEY, scope.scale)), totals]
    finding = BEST.format(
        cac=write(number(row["cac"]), MONEY, scope.scale),
        best=named([member_name("channel", name) for name in best["channel"]]),
        low=write(best["cac"].iloc[0], MONEY, scope.scale),
        worst=named([member_name("channel", name) for name in worst["channel"]]),
        high=write(worst["cac"].iloc[0], MONEY, scope.scale),
    )
    return [finding, totals]
