"""Attainment after a re-plan: against the plan approved first and against the rolling one, both named."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from salesdash.analysis.lights import judge
from salesdash.charts.rows import number
from salesdash.figures.comparison import day_name
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import Text, plain
from salesdash.units import RATIO, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.typed.plans.in_force import Redone, redone

BOTH = Text(
    "应完成的部分，按原计划完成 {original}，按{plan}（{day}起）完成 {rolling}。",
    "Of what was due: {original} by the original plan, {rolling} by {plan} (from {day}).",
)
NOT_DUE = Text(
    "应完成的部分，按原计划完成 {original}；{plan}{day}起才开始。",
    "Of what was due: {original} by the original plan; {plan} begins on {day}.",
)
NAMES = Text(
    "原计划：{first}；滚动计划：{current}，自{day}起。已结束的时段始终按当时的目标考核。",
    "The original plan is {first}, the rolling plan {current}, from {day} on. What has closed is judged "
    "by the target that was in force then.",
)
GAVE_WAY = Text(
    "原计划：{first}；其间按{current}考核，{day}起恢复目标表。已结束的时段始终按当时的目标考核。",
    "The original plan is {first}; {current} counted in between, and from {day} on the target sheet does "
    "again. What has closed is judged by the target that was in force then.",
)
SHEETS = Text("目标表", "the target sheet")
VERSION = Text("“{name}”第 {n} 版", "“{name}”, version {n}")
ORIGINAL = Text("对原计划达成率", "Attainment, original plan")
SINCE = Text("对{plan}达成率（{day}起）", "Attainment, {plan} (from {day})")
ROLLING, SHEETS_AGAIN = (
    Text("滚动计划", "the rolling plan"),
    Text("恢复后的目标表", "the target sheet"),
)


@dataclass(frozen=True, slots=True)
class Both:
    """The two plans of a period and the part of it in which the rolling one counts."""

    plans: Redone
    scope: Scope
    since: Period

    @property
    def rolling(self) -> Text:
        """What that which counts now is called."""
        return SHEETS_AGAIN if self.plans.gave_way else ROLLING

    @property
    def has_begun(self) -> bool:
        return self.since.start <= self.scope.as_of


def both(ask: Ask, scope: Scope) -> Both | None:
    """None where the period lies in a year planned once, or closed before it was planned anew."""
    plans = redone(ask.query, scope.period) if scope.period else None
    if plans is None or scope.period is None or plans.opens >= scope.period.end:
        return None
    since = Period(max(scope.period.start, plans.opens), scope.period.end)
    return Both(plans, scope, since)


def sentence(ask: Ask, scope: Scope) -> Text | None:
    """Both attainments of the scope's period to date; None where there is one plan only."""
    pair = both(ask, scope)
    original = number(ask(["original_attainment"], (), scope)["original_attainment"].iloc[0])
    if pair is None or original is None:
        return None
    rolling = None
    if pair.has_begun:
        since = scope.over(pair.since)
        rolling = number(ask(["attainment"], (), since)["attainment"].iloc[0])
    limits = judge(ask.lights["attainment"], None).ends
    return (NOT_DUE if rolling is None else BOTH).format(
        plan=pair.rolling,
        day=day_name(pair.since.start),
        original=write(original, RATIO, limits=limits),
        rolling=write(rolling, RATIO, limits=limits),
    )


def names(ask: Ask, scope: Scope) -> Text | None:
    """Which plans the two are; None where there is one plan only."""
    pair = both(ask, scope)
    if pair is None:
        return None
    first, current = pair.plans.first, pair.plans.current
    return (GAVE_WAY if pair.plans.gave_way else NAMES).format(
        first=VERSION.format(name=plain(first[0]), n=first[1]) if first else SHEETS,
        current=VERSION.format(name=plain(current[0]), n=current[1]),
        day=day_name(pair.plans.opens),
    )


def by_member(ask: Ask, scope: Scope, dimension: str) -> tuple[pd.DataFrame, dict[str, Text]]:
    """A row per member with `original` and, once it has begun, `rolling`; what the columns are called.

    Empty where there is one plan only.
    """
    pair = both(ask, scope)
    if pair is None:
        return pd.DataFrame({dimension: []}), {}
    frame = ask(["original_attainment"], (dimension,), scope)
    frame = frame.rename(columns={"original_attainment": "original"})
    names = {"original": ORIGINAL}
    if pair.has_begun:
        rolling = ask(["attainment"], (dimension,), scope.over(pair.since))
        rolling = rolling.rename(columns={"attainment": "rolling"})
        frame = frame.merge(rolling, on=dimension, how="outer")
        names["rolling"] = SINCE.format(plan=pair.rolling, day=day_name(pair.since.start))
    return frame, names
