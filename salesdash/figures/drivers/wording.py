"""A change in words: from what to what, who or what made it, or why nothing can be said of it."""

from __future__ import annotations

from collections.abc import Sequence

from salesdash.catalog.model import Metric
from salesdash.charts.column import METRIC, MarkedCell
from salesdash.charts.rows import number
from salesdash.figures.comparison import (
    NO_BASE,
    capital,
    comparison_of,
    is_seen,
    other_name,
    uncovered,
)
from salesdash.figures.drivers.splits import change_unit
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join
from salesdash.units import COUNT, MONEY, QUANTITY, apart, write
from salesdash.warehouse.questions.ask import Ask

AT_A_GLANCE = 46, 110  # letters of a sentence, Chinese and English
CHANGE, BEFORE, NOW = Text("变化", "Change"), Text("对比期", "Compared"), Text("本期", "Now")
MOVED = Text("{kpi}比{other}{way} {gap}", "{kpi}: {gap} {way} than in {other}")
FROM_TO = Text("（{before} → {now}）", " ({before} → {now})")
HIGHER, LOWER = Text("高", "higher"), Text("低", "lower")
LEVEL = Text("{kpi}与{other}持平（{now}）", "{kpi}: level with {other} ({now})")
NO_VALUE = Text("{period}没有{kpi}的数值。", "There is no {kpi} for {period}.")


def whole_words(
    metric: Metric, before: float, now: float, scope: Scope, *, levels: bool = True
) -> Text:
    """The change of the whole, from where to where unless a drawing shows it; level where too little
    moved to be seen."""
    is_read = metric.unit not in (MONEY, COUNT, QUANTITY)  # of these the parts add up in full
    gap = apart(now, before, metric.unit) if is_read else now - before
    gap_words = write(abs(gap), change_unit(metric), scope.scale)
    moved = MOVED + FROM_TO if levels else MOVED
    return (moved if is_seen(gap_words) else LEVEL).format(
        kpi=metric.name,
        other=other_name(scope),
        before=write(before, metric.unit, scope.scale),
        now=write(now, metric.unit, scope.scale),
        gap=gap_words,
        way=HIGHER if now > before else LOWER,
    )


def finding(whole: Text, clauses: Sequence[Text]) -> tuple[Text, tuple[Text, ...]]:
    """The change of the whole with as many clauses as are read at a glance, at least the first; and
    all of them in a note where they are more."""
    count = len(clauses)
    while count > 1 and not _fits(_sentence(whole, clauses[:count])):
        count -= 1
    every = (capital(_sentence(BLANK, clauses)),) if count < len(clauses) else ()
    return _sentence(whole, clauses[:count]), every


def _sentence(whole: Text, clauses: Sequence[Text]) -> Text:
    joined = join(list(clauses), "，", ", ")
    between = Text("，", "; ") if whole and clauses else BLANK
    return whole + between + joined + Text("。", ".")


def _fits(sentence: Text) -> bool:
    return all(
        len(words) <= most
        for words, most in zip((sentence.zh, sentence.en), AT_A_GLANCE, strict=True)
    )


def nothing_to_split(ask: Ask, scope: Scope, metric: Metric) -> Text:
    """Which side of the comparison has no value, and why."""
    if number(ask([metric.key], [], scope).iloc[0][metric.key]) is None and scope.period:
        return NO_VALUE.format(period=scope.period.name, kpi=metric.name)
    return uncovered(ask, scope, metric.key) or NO_BASE.format(
        other=other_name(scope, workdays=False)
    )


def sides_of(scope: Scope, metric: str) -> tuple[MarkedCell, MarkedCell]:
    """The two ends of a bridge: what they are called, and the metric over the period that each is."""
    before = scope.compared(comparison_of(scope))
    names = capital(other_name(scope, workdays=False)), scope.period.name if scope.period else BLANK
    first, last = (
        MarkedCell(name, ((METRIC, metric), *_period(side.period if side else None)))
        for name, side in zip(names, (before, scope), strict=True)
    )
    return first, last


def _period(period: Period | None) -> tuple[tuple[str, str], ...]:
    return ((period.grain or "day", str(period)),) if period else ()
