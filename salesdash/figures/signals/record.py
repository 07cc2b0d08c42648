"""How often each signal would have stood in two years, and how often sales were lost after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

import pandas as pd

from salesdash.catalog.risks.signals import SIGNALS, SPANS, Signal
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.charts.rows import number
from salesdash.figures.lights.wording import needs_words
from salesdash.figures.signals.current import condition, known, read_on, whole
from salesdash.figures.signals.current import standing as standing_now
from salesdash.figures.signals.spans import a_year_before
from salesdash.period import DAY, Period, add_months
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join
from salesdash.units import COUNT
from salesdash.warehouse.questions.ask import Ask

TITLE = Text("信号及其战绩：近 {n} 个月", "Signals and their record: the last {n:month|{n} months}")
NAME, RULE = Text("信号", "Signal"), Text("什么时候提示", "When it is told")
NOW, JUDGED = Text("现在", "Now"), Text("可判断的月数", "Months judged")
STOOD, LOST = Text("出现过", "Stood"), Text("之后销售下降", "Sales then fell")
KEPT, EARLY = Text("之后没有下降", "Sales held"), Text("尚早", "Too early")
UNKNOWN = Text("不能比", "Not comparable")
LACKS = Text("{name}不能判断：请导入{needs}。", "{name} cannot be judged: load {needs}.")
OURS = Text("我们的规则", "Our rule")
SAID = Text(
    "{n} 条信号，现在 {standing} 条成立；近 {months} 个月最多的是“{name}”，{stood} 次，其中 {lost} 次之后销售下降。",
    "Signals known: {n}, standing now: {standing}; over {months} months “{name}” stood most, "
    "{stood} {stood:time|times}, and sales fell after {lost} of them.",
)
NONE_STOOD = Text("{months} 个月里没有信号出现过。", "No signal stood in {months} months.")
HOW = Text(
    "每个月末按当时的数据重算；连续几个月都成立算一次。之后 {after} 个月，被提示的对象（没有对象时为全公司）"
    "的销售额低于去年同期，算销售下降；一单没有也算下降；去年同期没有销售，或订单没有覆盖这些月份的，不能比，两边都不计。"
    "说的是之后发生了什么，不是因为它才发生。",
    "At each month's end it is reckoned by the data of then; months running count once. Sales fell where those of whom "
    "it was told (the company, where of nobody) were below the year before in the {after} months after. It says what "
    "followed, not what it was due to.",
)
ONE = Text(
    "这条规则近 {months} 个月出现过 {stood} 次，之后 {after} 个月销售下降 {lost} 次、没有下降 {held} 次{rest}。",
    "This rule stood {stood} {stood:time|times} in {months} months; in the {after} months after sales fell {lost} "
    "{lost:time|times} and held {held} {held:time|times}{rest}.",
)
EARLY_OF = Text("、尚早 {n} 次", ", too early {n} {n:time|times}")
UNKNOWN_OF = Text("、不能比 {n} 次", ", not comparable {n} {n:time|times}")


@dataclass(slots=True)
class SignalRecord:
    """How often a signal stood, told once for months running of the same member, out of how many months' ends
    that could be `judged`, and what sales did after: `lost`, `held`, too `early` to say, `unknown`."""

    signal: Signal
    judged: int = 0
    stood: int = 0
    lost: int = 0
    held: int = 0
    early: int = 0
    unknown: int = 0


def record(ask: Ask, scope: Scope, signal: Signal) -> SignalRecord:
    """The record of one signal at the ends of the last whole months."""
    day = whole(scope)
    return ask.keep(("signal_record", signal.key, day.as_of), partial(_record, ask, day, signal))


def record_of(ask: Ask, scope: Scope, key: str) -> Text:
    """The record of one signal in a sentence; nothing where it could never be judged."""
    one = record(ask, scope, SIGNALS[key])
    if not one.judged:
        return BLANK
    return ONE.format(
        months=SPANS.looked_back, after=SPANS.loss, stood=one.stood, lost=one.lost, held=one.held,
        rest=_rest(one),
    )  # fmt: skip


def _rest(one: SignalRecord) -> Text:
    """How often what followed cannot be told."""
    counted = ((EARLY_OF, one.early), (UNKNOWN_OF, one.unknown))
    return join([words.format(n=n) for words, n in counted if n], zh="", en="")


def table(ask: Ask, scope: Scope) -> Figure:
    """One row per signal: when it is told, of how many it stands, how often it stood and what followed."""
    day, can_tell = whole(scope), known(ask)
    now = [one.signal.key for one in standing_now(ask, day)]
    records = [record(ask, day, one) for one in can_tell]
    counts = ("judged", "stood", "lost", "held", "early", "unknown")
    frame = pd.DataFrame(
        [
            {
                "name": one.signal.name,
                "now": now.count(one.signal.key),
                **{key: getattr(one, key) for key in counts},
                "rule": condition(ask, one.signal) + (_ours() if one.signal.is_ours else BLANK),
            }
            for one in records
        ]
    )
    columns = (
        Column("name", NAME), Column("now", NOW, COUNT), Column("judged", JUDGED, COUNT),
        Column("stood", STOOD, COUNT), Column("lost", LOST, COUNT), Column("held", KEPT, COUNT),
        Column("early", EARLY, COUNT), Column("unknown", UNKNOWN, COUNT, is_detail=True), Column("rule", RULE),
    )  # fmt: skip
    return Figure.of(
        day, "signals", TITLE.format(n=SPANS.looked_back), frame, columns,
        sentence=_said(records, len(set(now))),
        notes=(HOW.format(after=SPANS.loss), *_lacking(ask)),
    )  # fmt: skip


def _ours() -> Text:
    return Text("（", " (") + OURS + Text("）", ")")


def _said(found: list[SignalRecord], standing: int) -> Text:
    most = max(found, key=lambda one: one.stood, default=None)
    if most is None or not most.stood:
        return NONE_STOOD.format(months=SPANS.looked_back)
    return SAID.format(
        n=len(found), standing=standing, months=SPANS.looked_back, name=most.signal.name,
        stood=most.stood, lost=most.lost,
    )  # fmt: skip


def _lacking(ask: Ask) -> list[Text]:
    lacking = [one for one in SIGNALS.values() if one not in known(ask)]
    return [
        LACKS.format(
            name=one.name, needs=needs_words([need for need in one.needs if not ask.has(need)])
        )
        for one in lacking
    ]


def _record(ask: Ask, scope: Scope, signal: Signal) -> SignalRecord:
    tally = SignalRecord(signal)
    before: set[str] = set()
    ends = _ends(scope)
    for end, (frame, held) in zip(ends, read_on(ask, ends, signal), strict=True):
        tally.judged += not frame.empty and bool(held.notna().any())
        now = set(map(str, held.index[held.fillna(False).astype(bool)])) if len(held) else set()
        for key in sorted(now - before):
            tally.stood += 1
            member = str(frame.at[key, "member"]) if "member" in frame else key
            how = followed(ask, scope, signal, member if signal.by else None, end)
            setattr(tally, how, getattr(tally, how) + 1)
        before = now
    return tally


def _ends(scope: Scope) -> list[date]:
    """The last days of the last whole months, the oldest first."""
    return [add_months(scope.months_end, -n) - DAY for n in reversed(range(SPANS.looked_back))]


def followed(ask: Ask, scope: Scope, signal: Signal, member: str | None, end: date) -> str:
    """What sales did in the months after: `lost`, `held`, `early`, and `unknown` where the orders do not cover these
    months and those of the year before, or nothing was sold then that could be lost."""
    span = Period(end + DAY, add_months(end + DAY, SPANS.loss))
    if span.end > scope.months_end:
        return "early"
    asked = scope.where(signal.by, member) if signal.by and member else scope
    sold, earlier = (_sold(ask, asked, part) for part in (span, a_year_before(span)))
    if sold is None or earlier is None or earlier <= 0:
        return "unknown"
    return "lost" if sold < earlier else "held"


def _sold(ask: Ask, scope: Scope, span: Period) -> float | None:
    """What was sold in the months, 0 where nothing was; None where the orders do not cover each of them."""
    if any(ask.edge("sales", scope.over(month)) for month in span.split("month")):
        return None
    return number(ask(["sales"], (), scope.over(span))["sales"].iloc[0])
