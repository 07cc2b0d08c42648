"""Which triggers have fired, are near or cannot be judged, as they stand by the newest data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from salesdash.analysis.triggers import State, TriggerReading, state
from salesdash.catalog.metrics import METRICS
from salesdash.catalog.risks.risk import FIELD_NAMES, Risk
from salesdash.catalog.risks.triggers import SIDES, STATES, Trigger
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.charts.theme import SHAPES
from salesdash.figures.risks.entries import context_of
from salesdash.figures.risks.readings import readings
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join, plain
from salesdash.units import write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.typed.firings import Firing

TITLE = Text("触发监控", "Triggers")
STATE, TRIGGER = Text("状态", "State"), Text("触发条件", "Trigger")
NOW, SINCE = Text("当前值", "Now"), Text("触发日", "Since")
FIRED = Text("{n} 项已触发：{each}。", "{n} fired: {each}.")
NEAR = Text("{n} 项接近触发：{each}。", "{n} near: {each}.")
UNKNOWN = Text("{n} 项因缺数据无法判断。", "{n} cannot be judged for want of data.")
COUNTED: dict[State, Text] = {
    "fired": Text("{n} 项已触发", "{n} fired"),
    "near": Text("{n} 项接近触发", "{n} near"),
    "unknown": Text("{n} 项无法判断", "{n} not to be judged"),
    "recovered": Text("{n} 项已解除", "{n} recovered"),
    "armed": Text("{n} 项监控中", "{n} armed"),
}
QUIET = Text(
    "{n} 项触发条件都没有触发，也不接近。",
    "{n:The one trigger armed has not fired and is not near|None of the {n} triggers armed has fired or is near}.",
)
NONE_ARMED = Text(
    "还没有风险设触发条件：编辑一项风险，选一个指标和数值，之后每次导入都会自动判断。",
    "No risk has a trigger yet: edit one, choose a KPI and a limit, and every import is held against it.",
)
ONE = Text("“{title}”{kpi} {value}（{side} {limit}）", "“{title}”: {kpi} {value} ({side} {limit})")
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Watched:
    """One risk's trigger as it stands by the newest data, and the firing that lasts or was the last."""

    risk: Risk
    trigger: Trigger
    state: State
    now: TriggerReading
    firing: Firing | None

    @property
    def light(self) -> str:
        return STATES[self.state].light

    @property
    def value(self) -> Text:
        limits = (self.trigger.limit, self.trigger.line)
        return write(self.now.value, METRICS[self.trigger.metric].unit, limits=limits)

    @property
    def is_pressing(self) -> bool:
        return self.state in ("fired", "near")


def watched(ask: Ask, risks: Sequence[Risk], firings: Sequence[Firing]) -> list[Watched]:
    """Every trigger of an open risk, the fired ones first, in the order of the register."""
    last = {firing.risk_id: firing for firing in reversed(firings)}
    triggers = []
    for risk in risks:
        if (trigger := risk.trigger) is None or not risk.is_open:
            continue
        seen = readings(ask, trigger, trigger.months)
        firing = last.get(risk.risk_id)
        lasts = firing is not None and firing.lasts
        stands = state(trigger, seen, fired=lasts, before=firing is not None)
        triggers.append(Watched(risk, trigger, stands, seen[-1], firing))
    order = list(STATES)
    return sorted(triggers, key=lambda one: order.index(one.state))


def said(triggers: Sequence[Watched]) -> Text:
    """What has fired and is near, by name; nothing where no trigger is armed."""
    parts = []
    for key, words in (("fired", FIRED), ("near", NEAR)):
        of_state = [one for one in triggers if one.state == key]
        if of_state:
            parts.append(words.format(n=len(of_state), each=named(of_state)))
    unknown = sum(one.state == "unknown" for one in triggers)
    if unknown:
        parts.append(UNKNOWN.format(n=unknown))
    if triggers and not parts:
        parts.append(QUIET.format(n=len(triggers)))
    return join(parts, zh="", en=" ")


def pressing(triggers: Sequence[Watched]) -> list[Watched]:
    """Those that have fired or are near."""
    return [one for one in triggers if one.is_pressing]


def named(triggers: Sequence[Watched]) -> Text:
    """The first of them by name, KPI and value."""
    return join([_named(one) for one in triggers[:MOST_NAMED]], zh="；", en="; ")


def state_of(triggers: Sequence[Watched]) -> tuple[str, Text]:
    """The light and the words of the worst state; none where nothing has fired or is near."""
    states: tuple[State, ...] = ("fired", "near")
    for key in states:
        if n := sum(one.state == key for one in triggers):
            return STATES[key].light, COUNTED[key].format(n=n)
    return "", BLANK


def table(scope: Scope, triggers: Sequence[Watched]) -> Figure:
    """One row per trigger: its state, what is watched, what it is now, since when it has fired, whose it is."""
    columns = (
        Column("state", STATE, is_light=True), Column("title", FIELD_NAMES["title"], room=130),
        Column("trigger", TRIGGER), Column("now", NOW), Column("since", SINCE),
        Column("owner", FIELD_NAMES["owner"]),
    )  # fmt: skip
    frame = pd.DataFrame([_row(one) for one in triggers], columns=[c.key for c in columns])
    counts = {name: sum(one.state == key for one in triggers) for key, name in COUNTED.items()}
    each = [name.format(n=n) for name, n in counts.items() if n]
    return Figure(
        "risk_alarms", TITLE, frame, columns,
        sentence=join(each, zh="，") if triggers else NONE_ARMED,
        context=context_of(scope),
        metrics=tuple(dict.fromkeys(one.trigger.metric for one in triggers)),
    )  # fmt: skip


def _row(one: Watched) -> dict[str, object]:
    name = STATES[one.state]
    return {
        "state": plain(SHAPES[name.light] + " ") + name.name,
        "title": one.risk.title,
        "trigger": one.trigger.words,
        "now": one.value,
        "since": one.firing.fired_on if one.firing and one.firing.lasts else None,
        "owner": one.risk.owner,
    }


def _named(one: Watched) -> Text:
    metric = METRICS[one.trigger.metric]
    return ONE.format(
        title=plain(one.risk.title), kpi=metric.name, value=one.value,
        side=SIDES[one.trigger.side], limit=write(one.trigger.limit, metric.unit),
    )  # fmt: skip
