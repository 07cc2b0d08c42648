"""The line of the meeting against the figures frozen last time; corrections of earlier data apart from sales."""

from __future__ import annotations

from datetime import date

import pandas as pd

from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.meetings import Meeting
from salesdash.charts.column import Column
from salesdash.charts.figure import Card, Figure, Headline
from salesdash.charts.theme import SHAPES
from salesdash.figures import freshness
from salesdash.figures.comparison import day_name
from salesdash.figures.meeting.frozen import (
    FrozenLine,
    Since,
    frozen_line,
    line_of,
    restated,
    retargeted,
    since,
    target_words,
    today_of,
)
from salesdash.figures.targets import meeting_line
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join, plain
from salesdash.units import DAYS, MONEY, RATIO, Unit, write
from salesdash.warehouse.questions.ask import Ask

FROM_TO = Text(
    "{period}目标完成 {before} → {now}，与计划的差额 {gap}（上次 {gap_before}）",
    "{period} target: {before} → {now}, {gap} against plan (last time {gap_before})",
)
SALES_FROM_TO = Text("{period}销售额 {before} → {now}", "{period} sales: {before} → {now}")
FIRST = Text(
    "这是第一次用这里开会：收尾时冻结数字，下次就和它对比。",
    "This is the first meeting held here: its figures are frozen at the close, and the next is set against them.",
)
ANOTHER = Text(
    "上次会议看的是{other}，与这次不能直接比。",
    "Last time the meeting looked at {other}, which cannot be set beside this.",
)
OTHER_PART = Text("另一个筛选范围", "another selection")
SOLD_SINCE = Text("{day}的会议以来新增销售额 {sold}。", "{sold} sold since the meeting of {day}.")
CORRECTED = Text(
    "上次的数字因补录或更正 {moved}，不算新销售。",
    "Later data moved last time's figure by {moved}; that is no new sale.",
)
NOT_CORRECTED = Text("上次的销售额没有变动。", "Last time's sales have not changed.")
RESTATED = Text(
    "上次的完成率和差额按现在的目标和工作日历重算。",
    "Last time's figures are reckoned by the target and the working days of now.",
)
REACHED, SOLD = Text("目标完成", "Target reached"), Text("销售额", "Sales")
GAP, NEW = Text("与计划的差额", "Against plan"), Text("上次以来新增", "Sold since")
MOVED = Text("补录与更正", "Corrections")
WAS = Text("上次 {value}", "last time {value}")
AGES = Text("各类数据到哪天", "How old each dataset is")
DATASET, LAST_DAY, AGE, LAST_MEETING = (
    Text("数据", "Dataset"), Text("最新日期", "Newest day"), Text("比数据日早", "Behind"),
    Text("上次会议时", "At the last meeting"),
)  # fmt: skip


def headline(ask: Ask, scope: Scope, before: Meeting | None) -> Headline:
    """Last time's figure and now's, the gap, and what of the difference is no sale; without a meeting
    before, the line alone."""
    alone = meeting_line.headline(ask, scope)
    then, now = frozen_line(before), line_of(ask, scope)
    if then is None:
        return Headline(alone.sentence, alone.light, alone.state, FIRST, alone.notes)
    if not then.is_of_the_same(now):
        other = then.period.name if then.period != now.period else OTHER_PART
        return Headline(
            alone.sentence, alone.light, alone.state, ANOTHER.format(other=other), alone.notes
        )
    today = today_of(ask, scope, then)
    moved = since(then, today, now)
    if today is None or moved is None:
        changed = target_words(then, today, scope) if today else BLANK
        return Headline(alone.sentence, alone.light, alone.state, changed, alone.notes)
    was = restated(then, today, moved)
    more = [_moved(then, moved, scope), target_words(then, today, scope)]
    if was and was.reached is not None and retargeted(then, today):
        more.append(RESTATED)
    words = join([one for one in more if one], zh="", en=" ")
    return Headline(_from_to(was, now, moved, scope), alone.light, alone.state, words)


def _from_to(then: FrozenLine | None, now: FrozenLine, moved: Since, scope: Scope) -> Text:
    """What is reached by one target then and now; without one, what is sold."""
    if then is None or then.reached is None or now.reached is None or then.ahead is None:
        return SALES_FROM_TO.format(
            period=now.period.name,
            before=write(moved.then, MONEY, scope.scale), now=write(moved.now, MONEY, scope.scale),
        )  # fmt: skip
    return FROM_TO.format(
        period=now.period.name,
        before=write(then.reached, RATIO), now=write(now.reached, RATIO, limits=(1.0,)),
        gap=write(now.ahead, MONEY, scope.scale, signed=True),
        gap_before=write(then.ahead, MONEY, scope.scale, signed=True),
    )  # fmt: skip


def _moved(then: FrozenLine, moved: Since, scope: Scope) -> Text:
    words = SOLD_SINCE.format(
        day=day_name(then.as_of), sold=write(moved.sold, MONEY, scope.scale)
    )  # fmt: skip
    if not moved.corrected:
        return words + Text("", " ") + NOT_CORRECTED
    change = write(moved.corrected, MONEY, scope.scale, signed=True)
    return words + Text("", " ") + CORRECTED.format(moved=change)


def cards(ask: Ask, scope: Scope, before: Meeting | None) -> list[Card]:
    """What is reached, the gap, what was sold since last time and by how much corrections moved it."""
    then, now = frozen_line(before), line_of(ask, scope)
    today = today_of(ask, scope, then) if then else None
    moved = since(then, today, now) if then else None
    was = restated(then, today, moved) if then and today and moved else None
    all_cards = [
        Card("sold", SOLD, write(now.sold, MONEY, scope.scale),
             against=_was(was.sold if was else None, MONEY, scope)),
    ]  # fmt: skip
    if now.reached is not None:
        reached = Card(
            "reached", REACHED, write(now.reached, RATIO),
            against=_was(was.reached if was else None, RATIO, scope),
        )  # fmt: skip
        gap = Card(
            "gap", GAP, write(now.ahead, MONEY, scope.scale, signed=True),
            against=_was(was.ahead if was else None, MONEY, scope, signed=True),
            light="" if now.ahead is None else "green" if now.ahead >= 0 else "red",
        )  # fmt: skip
        all_cards = [reached, *all_cards, gap]
    if moved:
        all_cards.append(Card("new", NEW, write(moved.sold, MONEY, scope.scale)))
        change = write(moved.corrected, MONEY, scope.scale, signed=True)
        all_cards.append(Card("corrected", MOVED, change))
    return all_cards


def _was(value: float | None, unit: Unit, scope: Scope, *, signed: bool = False) -> Text:
    if value is None:
        return BLANK
    return WAS.format(value=write(value, unit, scope.scale, signed=signed))


def ages(ask: Ask, scope: Scope, before: Meeting | None) -> Figure:
    """One row per dataset: its newest day, how many days that is behind the newest of all, and what it was at
    the last meeting; the oldest first."""
    then = before.frozen.get("days", {}) if before else {}
    each = freshness.ages(ask.coverage, scope.as_of)
    frame = pd.DataFrame(
        [
            (
                plain(SHAPES[one.light] + " ") + DATASETS[one.dataset].name, one.last_day, one.behind,
                date.fromisoformat(then[one.dataset]) if one.dataset in then else None,
            )
            for one in each
            if one.behind is not None
        ],
        columns=["dataset", "day", "behind", "then"],
    )  # fmt: skip
    columns = (
        Column("dataset", DATASET, is_light=True), Column("day", LAST_DAY), Column("behind", AGE, DAYS),
        *([Column("then", LAST_MEETING)] if then else []),
    )  # fmt: skip
    return Figure(
        "meeting_ages", AGES, frame.astype({"behind": float}), columns,
        sentence=freshness.sentence(each), context=Period.of(scope.as_of, "day").name,
    )  # fmt: skip
