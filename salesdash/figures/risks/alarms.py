"""Which triggers have fired, are near or cannot be judged, and what the plan asks for by when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from salesdash.analysis.triggers import Reading, State, fires, is_near, spells, state
from salesdash.catalog.actions import Action
from salesdash.catalog.metrics import METRICS
from salesdash.catalog.risks.contingency import Step, steps_of
from salesdash.catalog.risks.risk import FIELD_NAMES, Risk
from salesdash.catalog.risks.triggers import SIDES, STATES, WATCH, Trigger
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.charts.theme import SHAPES
from salesdash.figures.comparison import day_name
from salesdash.figures.risks.entries import context_of
from salesdash.figures.risks.readings import readings
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join, plain
from salesdash.units import DAYS, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.typed.firings import Ended, Firing

TITLE = Text("触发监控", "Triggers")
STATE, TRIGGER = Text("状态", "State"), Text("触发条件", "Trigger")
NOW, SINCE = Text("当前值", "Now"), Text("触发日", "Since")
DUE = Text("限期", "Due")
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
PLAN_OF = Text("应急预案：{title}", "Contingency plan: {title}")
STEP, LEFT = Text("步骤", "Step"), Text("剩余天数", "Days left")
EVERY = Text("（每 {n} 天一次）", " (every {n} {n:day|days})")
DATED = Text(
    "{day}触发（{kpi} {value}），{n} 步，按触发日起算；{late} 步已过限期。",
    "Fired on {day} ({kpi} {value}); {n} {n:step|steps} dated from then, {late} past due.",
)
NO_PLAN = Text(
    "这项风险没有写应急预案：编辑它，可直接套用手册里的预案。",
    "This risk has no contingency plan: edit it, and take over one of the handbook's.",
)
RECORD = Text("触发记录", "Record of triggers")
OVER, HOW = Text("解除日", "Over"), Text("结果", "Outcome")
VALUE_THEN, VALUE_OVER = Text("触发时", "When fired"), Text("解除时", "When over")
ENDED: dict[Ended | None, Text] = {
    None: Text("仍在触发", "Still fired"),
    "recovered": Text("已解除", "Recovered"),
    "changed": Text("触发条件已改或风险已关闭", "Trigger changed, or risk closed"),
    "undone": Text("数据已撤销", "Its data were taken out"),
}
RECORD_SAID = Text(
    "共触发 {n} 次，{lasting} 次尚未解除。", "Fired {n} {n:time|times}, {lasting} not over yet."
)
STANDS: dict[State, Text] = {
    "fired": Text(
        "现在 {value}：保存后会立即触发。", "Now {value}: it fires as soon as it is saved."
    ),
    "near": Text("现在 {value}：接近触发。", "Now {value}: near."),
    "armed": Text("现在 {value}：未触发。", "Now {value}: it would not fire."),
    "recovered": Text("现在 {value}：未触发。", "Now {value}: it would not fire."),
    "unknown": Text(
        "现在无法判断：没有这项指标的数据，既不会触发，也不会解除。",
        "It cannot be judged now: there is no value, so it neither fires nor recovers.",
    ),
}
WOULD = Text(
    "近 {months} 个月会触发 {n} 次{times}。",
    "Over the last {months} months it would have fired {n} {n:time|times}{times}.",
)
OF_JUDGED = Text("（有数据的 {n} 个月）", " ({n} of them known)")
TIMES = Text("（{days}）", " ({days})")
MOST_TIMES = 3
UNREAD = Text(
    "{n} 份应急预案一年没有打开过：{titles}。",
    "{n} contingency {n:plan has|plans have} not been opened for a year: {titles}.",
)


@dataclass(frozen=True, slots=True)
class Watched:
    """One risk's trigger as it stands by the newest data, and the firing that lasts or was the last."""

    risk: Risk
    trigger: Trigger
    state: State
    now: Reading
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
    found = []
    for risk in risks:
        if (trigger := risk.trigger) is None or not risk.is_open:
            continue
        seen = readings(ask, trigger, trigger.months)
        firing = last.get(risk.risk_id)
        lasts = firing is not None and firing.lasts
        stands = state(trigger, seen, fired=lasts, before=firing is not None)
        found.append(Watched(risk, trigger, stands, seen[-1], firing))
    order = list(STATES)
    return sorted(found, key=lambda one: order.index(one.state))


def said(found: Sequence[Watched]) -> Text:
    """What has fired and is near, by name; nothing where no trigger is armed."""
    parts = []
    for key, words in (("fired", FIRED), ("near", NEAR)):
        of_state = [one for one in found if one.state == key]
        if of_state:
            parts.append(words.format(n=len(of_state), each=named(of_state)))
    unknown = sum(one.state == "unknown" for one in found)
    if unknown:
        parts.append(UNKNOWN.format(n=unknown))
    if found and not parts:
        parts.append(QUIET.format(n=len(found)))
    return join(parts, zh="", en=" ")


def pressing(found: Sequence[Watched]) -> list[Watched]:
    """Those that have fired or are near."""
    return [one for one in found if one.is_pressing]


def named(found: Sequence[Watched]) -> Text:
    """The first of them by name, KPI and value."""
    return join([_named(one) for one in found[:MOST_TIMES]], zh="；", en="; ")


def state_of(found: Sequence[Watched]) -> tuple[str, Text]:
    """The light and the words of the worst state; none where nothing has fired or is near."""
    states: tuple[State, ...] = ("fired", "near")
    for key in states:
        if n := sum(one.state == key for one in found):
            return STATES[key].light, COUNTED[key].format(n=n)
    return "", BLANK


def table(scope: Scope, found: Sequence[Watched]) -> Figure:
    """One row per trigger: its state, what is watched, what it is now, since when it has fired, whose it is."""
    columns = (
        Column("state", STATE, is_light=True), Column("title", FIELD_NAMES["title"]),
        Column("trigger", TRIGGER), Column("now", NOW), Column("since", SINCE),
        Column("owner", FIELD_NAMES["owner"]),
    )  # fmt: skip
    frame = pd.DataFrame([_row(one) for one in found], columns=[c.key for c in columns])
    counts = {name: sum(one.state == key for one in found) for key, name in COUNTED.items()}
    each = [name.format(n=n) for name, n in counts.items() if n]
    return Figure(
        "risk_alarms", TITLE, frame, columns,
        sentence=join(each, zh="，") if found else NONE_ARMED,
        context=context_of(scope),
        metrics=tuple(dict.fromkeys(one.trigger.metric for one in found)),
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


def dated_steps(firing: Firing) -> list[tuple[Step, date]]:
    """The lines of the plan as it was when it fired, each with the day on which it is due."""
    return [(step, firing.fired_on + timedelta(days=step.within)) for step in steps_of(firing.plan)]


def to_promise(found: Sequence[Watched], made: Sequence[Action]) -> list[Action]:
    """A promise of each line of the plans that were set off and last, for the owner of the risk, by its day; without
    those that were made already."""
    known = {(one.of_risk, one.title) for one in made}
    return [
        Action(
            step.words, firing.owner, day, kpi=firing.trigger.metric, link_by=firing.trigger.by,
            link_member=firing.trigger.member, of_risk=firing.risk_id,
        )
        for one in found
        if (firing := one.firing) is not None and firing.lasts
        for step, day in dated_steps(firing)
        if (firing.risk_id, step.words) not in known
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


def _step_words(step: Step) -> Text:
    return plain(step.words) + (EVERY.format(n=step.within) if step.every else BLANK)


def record(firings: Sequence[Firing], scope: Scope) -> Figure:
    """Every firing, the newest first, with the figures of its moment and of its end."""
    units = [METRICS[firing.trigger.metric].unit for firing in firings]
    frame = pd.DataFrame(
        {
            "title": [firing.title for firing in firings],
            "trigger": [firing.trigger.words for firing in firings],
            "on": [firing.fired_on for firing in firings],
            "value": [write(f.value, unit) for f, unit in zip(firings, units, strict=True)],
            "over": [firing.ended_on for firing in firings],
            "value_over": [
                BLANK if f.lasts else write(f.ended_value, unit)
                for f, unit in zip(firings, units, strict=True)
            ],
            "how": [ENDED[firing.ended] for firing in firings],
        }
    )
    return Figure(
        "risk_firings", RECORD, frame,
        (
            Column("title", FIELD_NAMES["title"]), Column("trigger", TRIGGER), Column("on", SINCE),
            Column("value", VALUE_THEN), Column("over", OVER), Column("value_over", VALUE_OVER),
            Column("how", HOW),
        ),
        sentence=RECORD_SAID.format(n=len(firings), lasting=sum(f.lasts for f in firings)),
        context=context_of(scope),
    )  # fmt: skip


def preview(ask: Ask, trigger: Trigger) -> Text:
    """How a trigger stands now, and how often it would have fired in two years, while it is typed."""
    seen = readings(ask, trigger, WATCH.months + trigger.months - 1)
    now = seen[-1]
    unit = METRICS[trigger.metric].unit
    stands: State = (
        "unknown" if now.value is None
        else "fired" if fires(trigger, seen)
        else "near" if is_near(trigger, now)
        else "armed"
    )  # fmt: skip
    words = STANDS[stands].format(value=write(now.value, unit, limits=(trigger.limit,)))
    known = sum(reading.value is not None for reading in seen[-WATCH.months :])
    if not known:
        return words
    found = spells(trigger, seen)
    days = join([Period.of(spell.fired.day, "month").name for spell in found[-MOST_TIMES:]])
    would = WOULD.format(
        months=WATCH.months, n=len(found), times=TIMES.format(days=days) if found else BLANK
    )
    short = OF_JUDGED.format(n=known) if known < WATCH.months else BLANK
    return join([words, would + short], zh="", en=" ")


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
    return UNREAD.format(n=len(old), titles=join([plain(r.title) for r in old[:MOST_TIMES]]))


def _named(one: Watched) -> Text:
    metric = METRICS[one.trigger.metric]
    return ONE.format(
        title=plain(one.risk.title), kpi=metric.name, value=one.value,
        side=SIDES[one.trigger.side], limit=write(one.trigger.limit, metric.unit),
    )  # fmt: skip
