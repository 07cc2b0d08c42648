"""How often each diagnosis was told in two years, and what followed."""

from __future__ import annotations

import pandas as pd

from salesdash.analysis.channels.diagnosis import Tally, record
from salesdash.catalog.channels.diagnoses import OUTCOMES, RECORD
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.figures.channels.diagnosis.findings import lacking, told_of
from salesdash.figures.channels.diagnosis.months import course, ends
from salesdash.figures.comparison import to_come
from salesdash.figures.ties import alike, also
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import Text, join
from salesdash.units import COUNT
from salesdash.warehouse.questions.ask import Ask

TITLE = Text(
    "每条规则的战绩：近 {n} 个月", "The record of each rule: the last {n:month|{n} months}"
)
NAME, OUTCOME = Text("规则", "Rule"), Text("看什么", "Held against")
JUDGED, FIRED = Text("判断", "Judged"), Text("报过", "Told")
BETTER, SAME, WORSE = Text("变好", "Better"), Text("持平", "Same"), Text("变差", "Worse")
NO_OUTCOME = ("early", "unknown")
EARLY, UNKNOWN = Text("尚早", "Too early"), Text("无数据", "No data")
MOST = Text(
    "报得最多的是“{name}”：{fired} 次，{followed}。",
    "“{name}” came up most often: {fired} {fired:time|times}; {followed}.",
)
FOLLOWED = Text("{span} 个月后{ways}", "{span} months later it was {ways}")
WAYS = {
    "better": Text("好转 {n} 次", "better {n:once|{n} times}"),
    "worse": Text("更差 {n} 次", "worse {n:once|{n} times}"),
    "same": Text("没变 {n} 次", "the same {n:once|{n} times}"),
}
NOT_YET = Text("后来怎样还看不出", "what followed is not known yet")
NEVER = Text("{n} 个月里没有报过。", "Nothing was told in {n} {n:month|months}.")
UNJUDGED = Text(
    "{n} 个月里还没有一条规则能判断。", "No rule could be judged in {n} {n:month|months}."
)
HOW = Text(
    "数的是成员·月。每个月末看截至当月的 {span} 个月；之后 {span} 个月的数与当时比，相差 {same} 以内为持平。"
    "说的是之后发生了什么，不是因为报了才发生。",
    "Counted are members and months. At each month's end the {span} months to it are looked at; the {span} "
    "months after are held against them, within "
    "{same} is the same. It says what followed, not what it was due to.",
)


def table(ask: Ask, scope: Scope, by: str) -> Figure:
    """One row per diagnosis: of how many members and months it could be judged, how often it was told, and
    how its outcome went three months later."""
    title = TITLE.format(n=RECORD.months)
    if unbegun := to_come(scope):
        return Figure.lacking(scope, "diagnosis_record", title, sentence=unbegun)
    tallies = record(told_of(by), course(ask, scope, by), ask.rules)
    if not any(one.judged for one in tallies):
        words = UNJUDGED.format(n=RECORD.months)
        return Figure.lacking(scope, "diagnosis_record", title, sentence=words)
    ranked = sorted(tallies, key=lambda one: (-one.fired, not one.judged))
    counts = ("judged", "fired", "better", "same", "worse", "early", "unknown")
    frame = pd.DataFrame(
        [
            {
                "rule": one.diagnosis.name,
                "outcome": OUTCOMES[one.diagnosis.outcome].name,
                **{key: getattr(one, key) if one.judged else None for key in counts},
            }
            for one in ranked
        ]
    )
    names = (JUDGED, FIRED, BETTER, SAME, WORSE, EARLY, UNKNOWN)
    columns = (
        Column("rule", NAME),
        *(
            Column(key, name, COUNT, is_detail=key in NO_OUTCOME)
            for key, name in zip(counts, names, strict=True)
        ),
        Column("outcome", OUTCOME, is_detail=True),
    )
    shown = tuple(c for c in columns if c.key not in NO_OUTCOME or frame[c.key].any())
    most, others = ranked[0], ranked[1 : alike([float(one.fired) for one in ranked])]
    spans = ends(ask, scope)
    words = (MOST if most.fired else NEVER).format(
        name=most.diagnosis.name, fired=most.fired, followed=_followed(most), n=RECORD.months,
    ) + also([one.diagnosis.name for one in others] if most.fired else [])  # fmt: skip
    return Figure.of(
        scope.over(Period(spans[0].start, spans[-1].end)), "diagnosis_record", title, frame, shown,
        sentence=words,
        notes=(
            HOW.format(span=RECORD.span, same=f"{RECORD.same:.0%}"),
            *lacking(ask, scope, by).values(),
        ),
    )  # fmt: skip


def _followed(tally: Tally) -> Text:
    """How often it went which way after it was told; ways it never went are not named."""
    ways = [words.format(n=n) for key, words in WAYS.items() if (n := getattr(tally, key))]
    return FOLLOWED.format(span=RECORD.span, ways=join(ways)) if ways else NOT_YET
