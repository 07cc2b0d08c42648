"""What was believed at the meetings of a period, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from salesdash.catalog.actions import FIELD_NAMES, STATUSES, Action
from salesdash.catalog.meetings import Meeting
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure, Headline
from salesdash.figures.actions import effect
from salesdash.figures.comparison import day_name, in_view
from salesdash.figures.meeting.frozen import LEAST, frozen_line, line_of
from salesdash.figures.targets.projections import RULES
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, plain
from salesdash.units import MONEY, RATIO, write
from salesdash.warehouse.questions.ask import Ask

PROJECTED, PROMISED = (
    Text("当时的预测，和后来的结果", "Projected at each meeting, and what came"),
    Text("承诺的预期，和后来的数", "Expected of promises, and what came"),
)
MEETING, RULE, SAID, CAME, OFF = (
    Text("会议", "Meeting"), Text("预测方法", "Rule"), Text("当时预测", "Projected"),
    Text("后来", "Came"), Text("偏差", "Off by"),
)  # fmt: skip
OVER = Text(
    "{period}：{n} 次会议的预测平均偏差 {off}，最早一次（{day}）偏差 {first}",
    "{period}: {n} {n:meeting|meetings} projected it, off by {off} on average; the first ({day}) by {first}",
)
RUNNING = Text(
    "{period}还没结束：{day}预测 {first}，最近一次（{last_day}）预测 {last}",
    "{period} is still running: {first} was projected on {day}, {last} on {last_day}",
)
RUNNING_ONCE = Text(
    "{period}还没结束：{day}预测 {first}",
    "{period} is still running: {first} was projected on {day}",
)
NONE = Text("这个期间还没有冻结过的预测", "No projection was frozen in this period yet")
NO_PROMISE = Text("这个期间没有到期的承诺。", "No promise was due in this period.")
EXPECTED, STATE, THEN, NOW = (
    Text("预期", "Expected"), Text("状态", "State"), Text("承诺时", "Then"), Text("现在", "Now"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Belief:
    """What a meeting projected for the end of its period, in 元, and by which rule."""

    day: date
    rule: str
    said: float


def beliefs(meetings: Sequence[Meeting], period: Period) -> list[Belief]:
    """What each meeting projected for the end of this period, the oldest first: by season, else at the run rate."""
    believed = []
    for one in reversed(meetings):
        line, projections = frozen_line(one), one.frozen.get("projections", {})
        rule = next((key for key in ("season", "rate") if key in projections), None)
        if line and line.period == period and rule:
            believed.append(Belief(line.as_of, rule, projections[rule]))
    return believed


def looked_at(scope: Scope) -> Scope:
    """The period whose beliefs are looked back on: the last one that is over while a new one has hardly begun,
    else the one in view."""
    seen = in_view(scope)
    period = seen.period or scope.calendar.of(scope.as_of, "year")
    elapsed = period.until(scope.as_of)
    is_young = (elapsed.end - elapsed.start) * 4 < period.end - period.start
    return seen.over(period.shifted("previous")) if is_young else seen.over(period)


def came(ask: Ask, scope: Scope, period: Period) -> float | None:
    """What the whole period brought, in 元; None while it is not over."""
    if not ask.coverage or period.last_day > ask.as_of:
        return None
    return line_of(ask, replace(scope, as_of=ask.as_of, period=period)).sold


def headline(ask: Ask, scope: Scope, meetings: Sequence[Meeting]) -> Headline:
    """How far the projections were off, or how they moved while the period still runs."""
    asked = looked_at(scope)
    period = asked.period or scope.calendar.of(scope.as_of, "year")
    believed = beliefs(meetings, period)
    if not believed:
        return Headline(NONE)
    result = came(ask, asked, period)
    first, last = believed[0], believed[-1]
    if result is None or abs(result) < LEAST:
        return Headline(
            (RUNNING_ONCE if first.day == last.day else RUNNING).format(
                period=period.name, day=day_name(first.day), last_day=day_name(last.day),
                first=write(first.said, MONEY, scope.scale), last=write(last.said, MONEY, scope.scale),
            )
        )  # fmt: skip
    off = [one.said / result - 1 for one in believed]
    return Headline(
        OVER.format(
            period=period.name, n=len(believed), day=day_name(first.day),
            off=write(sum(map(abs, off)) / len(off), RATIO),
            first=write(off[0], RATIO, signed=True),
        )
    )  # fmt: skip


def projected(ask: Ask, scope: Scope, meetings: Sequence[Meeting]) -> Figure:
    """One row per meeting: what it projected by which rule, what came, and by how much it was off."""
    asked = looked_at(scope)
    period = asked.period or scope.calendar.of(scope.as_of, "year")
    believed, result = beliefs(meetings, period), came(ask, asked, period)
    frame = pd.DataFrame(
        {
            "day": [one.day for one in believed],
            "rule": [RULES[one.rule] for one in believed],
            "said": [one.said for one in believed],
            "came": [result for _ in believed],
            "off": [one.said / result - 1 if result else None for one in believed],
        }
    ).astype({"said": float, "came": float, "off": float})
    if not believed:
        return Figure.lacking(asked, "meeting_projected", PROJECTED, sentence=NONE)
    return Figure.of(
        asked, "meeting_projected", PROJECTED, frame,
        (
            Column("day", MEETING), Column("rule", RULE), Column("said", SAID, MONEY),
            Column("came", CAME, MONEY), Column("off", OFF, RATIO, is_change=True),
        ),
        metrics=("sales",),
    )  # fmt: skip


def promised(ask: Ask, scope: Scope, actions: Sequence[Action]) -> Figure:
    """One row per promise that was due in the period: what was expected, how it stands, its figure then and now."""
    period = looked_at(scope).period
    due = [one for one in actions if one.due and period and one.due in period]
    frame = pd.DataFrame(
        [
            (
                one.title, one.owner, STATUSES[one.status].name,
                plain(one.effect) if one.effect else BLANK,
                effect.then_words(one), effect.now_words(ask, one),
            )
            for one in due
        ],
        columns=["title", "owner", "state", "expected", "then", "now"],
    )  # fmt: skip
    return Figure(
        "meeting_promised", PROMISED, frame,
        (
            Column("title", FIELD_NAMES["title"]), Column("owner", FIELD_NAMES["owner"]),
            Column("state", STATE), Column("expected", EXPECTED), Column("then", THEN), Column("now", NOW),
        ),
        sentence=BLANK if due else NO_PROMISE,
    )  # fmt: skip
