"""What a contingency plan asks for by when, counted from its firing, and which plans nobody reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pandas as pd

from salesdash.catalog.actions import Action
from salesdash.catalog.metrics import METRICS
from salesdash.catalog.risks.contingency import PlanStep, steps_of
from salesdash.catalog.risks.risk import Risk
from salesdash.catalog.risks.triggers import WATCH
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.figures.comparison import day_name
from salesdash.figures.risks.alarms import MOST_NAMED, Watched
from salesdash.figures.risks.entries import context_of
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join, plain
from salesdash.units import DAYS, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.typed.firings import Firing

DUE = Text("限期", "Due")
PLAN_OF = Text("应急预案：{title}", "Contingency plan: {title}")
STEP, LEFT = Text("步骤", "Step"), Text("剩余天数", "Days left")
STEP_OF = "{firing}.{at}"  # which line of which firing a promise carries out
EVERY = Text("（每 {n} 天一次）", " (every {n} {n:day|days})")
DATED = Text(
    "{day}触发（{kpi} {value}），{n} 步，按触发日起算；{late} 步已过限期。",
    "Fired on {day} ({kpi} {value}); {n} {n:step|steps} dated from then, {late} past due.",
)
NO_PLAN = Text(
    "这项风险没有写应急预案：编辑它，可直接套用手册里的预案。",
    "This risk has no contingency plan: edit it, and take over one of the handbook's.",
)
UNREAD = Text(
    "{n} 份应急预案一年没有打开过：{titles}。",
    "{n} contingency {n:plan has|plans have} not been opened for a year: {titles}.",
)


def dated_steps(firing: Firing) -> list[tuple[PlanStep, date]]:
    """The lines of the plan as it was when it fired, each with the day on which it is due."""
    return [(step, firing.fired_on + timedelta(days=step.within)) for step in steps_of(firing.plan)]


def to_promise(triggers: Sequence[Watched], made: Sequence[Action]) -> list[Action]:
    """A promise of each line of the plans that were set off and last, for the owner of the risk, by its day; without
    those that were made already, whatever they are called by now."""
    known = {one.of_step for one in made}
    return [
        Action(
            step.words, firing.owner, day, kpi=firing.trigger.metric, link_by=firing.trigger.by,
            link_member=firing.trigger.member, of_risk=firing.risk_id, of_step=name,
        )
        for one in triggers
        if (firing := one.firing) is not None and firing.lasts
        for at, (step, day) in enumerate(dated_steps(firing), 1)
        if (name := STEP_OF.format(firing=firing.firing_id, at=at)) not in known
    ]  # fmt: skip


def checklist(ask: Ask, scope: Scope, firing: Firing) -> Figure:
    """The plan as a checklist dated from the firing: each step, when it is due, how many days are left."""
    dated = dated_steps(firing)
    left = [(day - ask.as_of).days for _, day in dated]
    frame = pd.DataFrame(
        {
            "step": [_step_words(step) for step, _ in dated],
            "due": [day for _, day in dated],
            "left": left,
        }
    )  # fmt: skip
    metric = METRICS[firing.trigger.metric]
    words = DATED.format(
        day=day_name(firing.fired_on), kpi=metric.name, value=write(firing.value, metric.unit),
        n=len(dated), late=sum(days < 0 for days in left),
    )  # fmt: skip
    return Figure(
        f"risk_checklist_{firing.firing_id}",
        PLAN_OF.format(title=plain(firing.title)),
        frame,
        (Column("due", DUE), Column("left", LEFT, DAYS), Column("step", STEP)),
        sentence=words if dated else NO_PLAN,
        context=context_of(scope),
    )


def _step_words(step: PlanStep) -> Text:
    return plain(step.words) + (EVERY.format(n=step.within) if step.every else BLANK)


def unread(risks: Sequence[Risk], opened: Mapping[int, date], as_of: date) -> Text:
    """The plans of open risks that nobody has opened for a year; nothing where there are none."""
    old = [
        risk
        for risk in risks
        if risk.is_open
        and risk.contingency
        and (as_of - opened.get(risk.risk_id, as_of)).days > WATCH.unread
    ]
    if not old:
        return BLANK
    return UNREAD.format(n=len(old), titles=join([plain(r.title) for r in old[:MOST_NAMED]]))
