"""One KPI by member: who is behind its colour."""

from __future__ import annotations

import pandas as pd

from salesdash.analysis.lights import LightKey, change, judge
from salesdash.catalog.dimensions import DIMENSIONS, member_name
from salesdash.catalog.metrics import METRICS, base_of, halves_of, words_of
from salesdash.catalog.model import Metric
from salesdash.charts.column import COLOUR, Column
from salesdash.charts.compared import ranking
from salesdash.charts.figure import Figure
from salesdash.charts.rows import number
from salesdash.figures.build import dimension_column
from salesdash.figures.comparison import capital, lower
from salesdash.figures.kpis.kpi_trend import CHANGE, LIGHT, STOP, is_change
from salesdash.figures.lights.current import (
    LightStanding,
    as_it_stood,
    by_member,
    judged_over,
    reserve,
)
from salesdash.figures.lights.wording import LIGHT_NAMES, judged_words, why_grey
from salesdash.scope import Scope
from salesdash.text import BLANK, Text
from salesdash.units import RATIO
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.coming import COMING, STANDING
from salesdash.warehouse.questions.sql.counted import PLAN, SPENT
from salesdash.warehouse.questions.sql.question import WITH_RETURNS

MOST_MEMBERS = 15
SPLIT_BY = (
    "channel", "region", "salesperson", "category", "product", "segment", "customer", "stage", "purpose", "kind",
)  # fmt: skip
# Of so many the weakest are those who bought once: those who buy most are shown, the others as one.
BY_SIZE = ("customer",)
OF_ORDERS = ("order_lines", "shipments", COMING, STANDING, WITH_RETURNS)
# The sheets of which a model is made, and where its column has another name there.
DATASETS_OF = {
    "spending": ("spend",), "deals": ("opportunities",), "deal_steps": ("opportunities",),
    "service_tickets": ("tickets",), "answers": ("surveys", "tickets"), "renewals": ("customers",),
    "recommendations": ("surveys",), "markets": ("market",), "high_value_customers": ("orders",),
}  # fmt: skip
FIELDS = {("deals", "salesperson"): "owner", ("deal_steps", "salesperson"): "owner"}

BY = Text("{kpi}：按{dimension}", "{kpi} by {dimension}")
WEAKEST_IS = Text("最弱的是{name}：{value}，{word}。", "Weakest is {name}: {value}, {word}.")
WEAKEST_SHOWN = Text(
    "列出的当中最弱的是{name}：{value}，{word}。",
    "Weakest of those shown is {name}: {value}, {word}.",
)
NOT_BY = Text(
    "这项指标所需的数据没有写明{dimension}，无法拆开看。",
    "The data of this KPI does not say the {dimension}, so it cannot be told apart.",
)
REST = Text("其余 {n} 个", "{n} {n:other|others}")
LARGEST = Text(
    "共 {n} 个，列出销售额最大的 {shown} 个。",
    "{n} in all; the {shown:one|{shown}} with most sales {shown:is|are} shown.",
)
ONLY = Text(
    "共 {n} 个，只列最弱的 {shown} 个。", "{n} in all; the weakest {shown:is|{shown} are} shown."
)
LIGHTS_OF_WHOLE = Text(
    "阈值针对全公司，单个成员不判定。",
    "Its limits are for the whole company; members are not judged.",
)


def dimensions(ask: Ask, key: str) -> dict[str, Text]:
    """By what the KPI can be told apart: what the data behind each of its parts says, but not by what
    it is about itself."""
    bases = list(base_of(METRICS[key]))
    splitting = splitting_dimensions(ask, key)
    return {
        dimension: name
        for dimension, name in splitting.items()
        if not any(_is_about(base, dimension) for base in bases)
    }


def splitting_dimensions(ask: Ask, key: str) -> dict[str, Text]:
    """By what the data behind each part of the KPI can be told apart."""
    bases = list(base_of(METRICS[key]))
    return {
        dimension: DIMENSIONS[dimension].name
        for dimension in SPLIT_BY
        if all(_splits(ask, base, dimension) for base in bases)
    }


def _is_about(base: Metric, dimension: str) -> bool:
    words = {
        "customer" if word == "buyer" else word for word in (*words_of(base.formula), base.per)
    }
    return dimension in words or (dimension == "channel" and "online" in words)


def _splits(ask: Ask, base: Metric, dimension: str) -> bool:
    source = str(base.source)
    if dimension not in ask.columns[source]:
        return False
    if dimension in BY_SIZE and source in OF_ORDERS:
        return ask.has("orders.customer|orders.customer_id")
    if source in OF_ORDERS:
        return len(ask.members(dimension)) > 1
    if source == SPENT:
        return len(ask.members(dimension)) > 1 and ask.has(f"spend.{dimension}")
    if source == PLAN:
        sets = [
            target_set.dimensions for target_set in ask.target_sets if target_set.metric == "sales"
        ]
        return len(ask.members(dimension)) > 1 and any(dimension in split for split in sets)
    if dimension == "stage" and source != "deal_steps":
        return False  # a closed deal's stage is its outcome
    field = FIELDS.get((source, dimension), dimension)
    return any(ask.has(f"{dataset}.{field}") for dataset in DATASETS_OF[source])


def members(ask: Ask, scope: Scope, standing: LightStanding, dimension: str) -> Figure:
    """The KPI of each member with its light, best first."""
    metric, light = standing.metric, standing.light
    asked = judged_over(metric, as_it_stood(scope))
    if dimension in BY_SIZE:
        shown, total = _largest(ask, metric, dimension, asked)
    else:
        every = _members_frame(ask, metric, dimension, asked)
        shown, total = every.tail(MOST_MEMBERS), len(every)
    limits = judge(light, None).ends
    at = () if is_change(metric) else limits
    name = dimension_column(dimension)
    value = Column("value", metric.name, metric.unit, limits=at)
    change_column = Column("judged", CHANGE, RATIO, limits=limits) if is_change(metric) else None
    word = None if light.accrues else Column("light", LIGHT, names=LIGHT_NAMES)
    return Figure.of(
        asked,
        f"members_{metric.key}_{dimension}",
        BY.format(kpi=metric.name, dimension=lower(DIMENSIONS[dimension].name)),
        shown,
        tuple(c for c in (name, value, change_column, word) if c),
        lambda look: ranking.bars(
            shown,
            name,
            value,
            look,
            light=None if light.accrues else COLOUR,
            change=change_column,
        ),
        sentence=_weakest_words(standing, shown, dimension, scope),
        metrics=(metric.key,),
        notes=_member_notes(standing, dimension, len(shown), total),
        missing=standing.missing,
    )


def _members_frame(ask: Ask, metric: Metric, dimension: str, scope: Scope) -> pd.DataFrame:
    """One row per member that has a value: value, what is judged, light; the weakest last."""
    now = by_member(ask, [metric.key], dimension, scope)
    before = {}
    if is_change(metric):
        before = by_member(ask, [metric.key], dimension, scope.compared("last_year"))
    doubt = reserve(ask, metric, scope)
    rows = []
    for member, row in now.items():
        value = row[metric.key]
        base = before.get(member, {}).get(metric.key)
        judged = change(value, base) if is_change(metric) else value
        verdict = judge(ask.lights[metric.key], judged, reason=doubt)
        rows.append((member, value, judged, verdict.light, verdict.shortfall))
    frame = pd.DataFrame(rows, columns=[dimension, "value", "judged", "light", "shortfall"])
    frame = frame.astype({"value": float, "judged": float, "shortfall": float})
    frame = frame[frame["value"].notna()]
    return frame.sort_values("shortfall", na_position="first", kind="stable", ignore_index=True)


def _largest(ask: Ask, metric: Metric, dimension: str, scope: Scope) -> tuple[pd.DataFrame, int]:
    """The members with most sales, the others as one line after them, and how many there are."""
    sales = {
        member: row["sales"] or 0.0
        for member, row in by_member(ask, ["sales"], dimension, scope).items()
    }
    top = sorted(sales, key=lambda member: (-sales[member], member))[:MOST_MEMBERS]
    of_top = scope.where(dimension, *top)
    frame = _members_frame(ask, metric, dimension, of_top)
    shown = frame.sort_values(dimension, key=lambda names: names.map(top.index), ignore_index=True)
    others = len(sales) - len(top)
    rest = _rest(ask, metric, scope, of_top) if others else None
    if rest is not None:
        verdict = judge(ask.lights[metric.key], rest, reason=reserve(ask, metric, scope))
        row = {dimension: REST.format(n=f"{others:,}"), "value": rest, "judged": rest}
        row["light"] = verdict.light
        shown = pd.concat([shown, pd.DataFrame([row])], ignore_index=True)
    return shown, len(sales)


def _rest(ask: Ask, metric: Metric, scope: Scope, of_top: Scope) -> float | None:
    """A sum, or a ratio of sums, of all that does not belong to some members; None for the rest."""
    keys = halves_of(metric) or ((metric.key,) if metric.additive else ())
    if not keys:
        return None
    whole, top = (ask(keys, [], side).iloc[0] for side in (scope, of_top))
    left = [(number(whole[key]) or 0.0) - (number(top[key]) or 0.0) for key in keys]
    if len(left) == 1:
        return left[0]
    over, under = left
    return over / under if under else None


def _weakest_words(
    standing: LightStanding, shown: pd.DataFrame, dimension: str, scope: Scope
) -> Text:
    if standing.missing:
        return capital(why_grey(standing)) + STOP
    if shown.empty:
        return NOT_BY.format(dimension=lower(DIMENSIONS[dimension].name))
    if standing.light.accrues or len(shown) < 2:
        return BLANK
    last = shown.sort_values("shortfall", na_position="first", kind="stable").iloc[-1]
    light: LightKey = last["light"]
    if light == "grey":
        return BLANK
    changes = is_change(standing.metric)
    at = judge(standing.light, last["judged"]).ends
    value = judged_words(standing.metric, last["judged"], at, scope.scale)
    word = LIGHT_NAMES[light]
    return (WEAKEST_SHOWN if dimension in BY_SIZE else WEAKEST_IS).format(
        name=member_name(dimension, last[dimension]),
        value=(CHANGE + Text(" ", ": ") if changes else BLANK) + value,
        word=Text(word.zh, word.en.lower()),
    )


def _member_notes(
    standing: LightStanding, dimension: str, shown: int, total: int
) -> tuple[Text, ...]:
    words = LARGEST if dimension in BY_SIZE else ONLY
    listed = min(shown, MOST_MEMBERS)
    notes = [words.format(n=f"{total:,}", shown=listed)] if listed < total else []
    if standing.light.accrues and shown:
        notes.append(LIGHTS_OF_WHOLE)
    return tuple(notes)
