"""How often triggers have fired, and how often one that is typed would have."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from salesdash.analysis.triggers import State, fires, is_near, spells
from salesdash.catalog.metrics import METRICS
from salesdash.catalog.risks.risk import FIELD_NAMES
from salesdash.catalog.risks.triggers import WATCH, Trigger
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.figures.risks.alarms import SINCE, TRIGGER
from salesdash.figures.risks.entries import context_of
from salesdash.figures.risks.readings import readings
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join
from salesdash.units import write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.typed.firings import Ended, Firing

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
    now_state: State = (
        "unknown" if now.value is None
        else "fired" if fires(trigger, seen)
        else "near" if is_near(trigger, now)
        else "armed"
    )  # fmt: skip
    words = STANDS[now_state].format(value=write(now.value, unit, limits=(trigger.limit,)))
    known = sum(reading.value is not None for reading in seen[-WATCH.months :])
    if not known:
        return words
    firings = spells(trigger, seen)
    days = join([Period.of(spell.fired.day, "month").name for spell in firings[-MOST_TIMES:]])
    would = WOULD.format(
        months=WATCH.months, n=len(firings), times=TIMES.format(days=days) if firings else BLANK
    )
    short = OF_JUDGED.format(n=known) if known < WATCH.months else BLANK
    return join([words, would + short], zh="", en=" ")
