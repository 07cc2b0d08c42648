"""What lies ahead of a meeting: where the period ends with what was decided, triggers near, reviews due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pandas as pd

from salesdash.analysis.lights import judge
from salesdash.catalog.actions import Action
from salesdash.catalog.meetings import KINDS
from salesdash.catalog.risks.risk import Risk
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure, Headline, in_one_unit
from salesdash.charts.theme import SHAPES
from salesdash.figures.actions.board import SOON
from salesdash.figures.channels.condition.reviews import reviews
from salesdash.figures.comparison import capital, in_view
from salesdash.figures.meeting.frozen import line_of
from salesdash.figures.risks.alarms import Watched, pressing, said
from salesdash.figures.targets.projections import RULES, projections
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join, plain
from salesdash.units import MONEY, RATIO, write
from salesdash.warehouse.questions.ask import Ask

TITLE = Text("{period}预测，加上已定的行动", "{period}: projection, with what was decided")
RULE, ENDS, DECIDED, WITH, SHARE = (
    Text("预测方法", "Rule"), Text("预计", "Heading for"), Text("已定行动", "Decided"),
    Text("加上行动", "With them"), Text("目标完成", "Of target"),
)  # fmt: skip
HEADING = Text(
    "{period}预计 {low}，加上 {n} 项已定行动（预期 {worth}）为 {high}{share}",
    "{period} is heading for {low}; with {n} {n:promise|promises} said to bring {worth}, for {high}{share}",
)
HEADING_ALONE = Text(
    "{period}预计 {low}{share}；已定的行动都没有写预期金额",
    "{period} is heading for {low}{share}; no promise says what it brings",
)
OF_TARGET = Text("（目标的 {share}）", " ({share} of target)")
NO_PROJECTION = Text(
    "还没有足够的数据预测期末", "There is too little to project the end of the period from"
)
STATED = Text(
    "“已定行动”是进行中承诺自己写的预期金额，只算期内到期的，没有打折，也不是系统的预测。",
    "“Decided” is what open promises due within the period say that they bring: taken as stated, and no projection.",
)
COMING = Text("要复盘的和快触发的", "Reviews due, and triggers near")
WHAT, WHO, WHEN, STATE = (
    Text("事项", "What"), Text("负责人", "Owner"), Text("到期", "Due"), Text("状态", "State"),
)  # fmt: skip
CHANNEL = Text("渠道评估：{name}", "Channel review: {name}")
RISK = Text("风险复核：{name}", "Risk review: {name}")
LATE, IN_DAYS, TODAY = (
    Text("逾期 {n} 天", "{n} {n:day|days} overdue"), Text("{n} 天后", "in {n} {n:day|days}"),
    Text("今天", "today"),
)  # fmt: skip
NONE_COMING = Text("{n} 天内没有要复盘的。", "No review is due within {n} {n:day|days}.")
DUE_COUNTED = Text("{n} 天内有 {due} 项复盘到期，{late} 项已逾期。",
                   "{due} {due:review is|reviews are} due within {n} {n:day|days}, {late} overdue.")  # fmt: skip
WITHIN = 30  # days
STATES: Mapping[str, Text] = {
    "green": Text("能完成", "Will be made"),
    "amber": Text("有缺口", "A gap is left"),
    "red": Text("缺口大", "Far short"),
}


@dataclass(frozen=True, slots=True)
class Coming:
    """Something to be looked at again by a day."""

    name: Text
    owner: str
    day: date


def stated(actions: Sequence[Action], period: Period, as_of: date) -> tuple[Decimal, int]:
    """What the open promises that are due within the rest of the period say they bring, in 元, and how many do."""
    named = [
        one.worth
        for one in actions
        if one.is_open and one.worth is not None and one.due is not None
        and max(one.due, as_of) < period.end
    ]  # fmt: skip
    return sum(named, Decimal(0)), len(named)


def headline(ask: Ask, scope: Scope, actions: tuple[Action, ...]) -> Headline:
    """Where the period ends by its season, else at the run rate, and with what was decided."""
    ends = _ends(ask, scope)
    if not ends:
        return Headline(NO_PROJECTION)
    line, seen = line_of(ask, scope), in_view(scope)
    period = seen.period or line.period
    worth, n = stated(actions, period, scope.as_of)
    low = ends.get("season", next(iter(ends.values())))
    high = low + float(worth)
    reached = high / line.target if line.target else None
    share = OF_TARGET.format(share=write(reached, RATIO, limits=(1.0,))) if reached else BLANK
    words = (HEADING if n else HEADING_ALONE).format(
        period=period.name, n=n, worth=write(float(worth), MONEY, scope.scale),
        low=write(low, MONEY, scope.scale), high=write(high, MONEY, scope.scale), share=share,
    )  # fmt: skip
    if reached is None:
        return Headline(words)
    light = judge(ask.lights["attainment"], reached).light
    return Headline(words, light, STATES.get(light, BLANK))


def with_decisions(ask: Ask, scope: Scope, actions: tuple[Action, ...]) -> Figure | None:
    """One row per projection: what it says, what was decided on top, both together beside the target; None where no
    promise says what it brings."""
    line, seen = line_of(ask, scope), in_view(scope)
    period = seen.period or line.period
    worth, n = stated(actions, period, scope.as_of)
    if not n:
        return None
    ends = _ends(ask, scope)
    frame = pd.DataFrame(
        {
            "rule": [RULES[rule] for rule in ends],
            "ends": list(ends.values()),
            "decided": float(worth),
            "with": [value + float(worth) for value in ends.values()],
            "share": [
                (value + float(worth)) / line.target if line.target else None
                for value in ends.values()
            ],
        }
    ).astype({"ends": float, "decided": float, "with": float, "share": float})  # fmt: skip
    columns = (
        Column("rule", RULE), Column("ends", ENDS, MONEY), Column("decided", DECIDED, MONEY),
        Column("with", WITH, MONEY), *([Column("share", SHARE, RATIO)] if line.target else []),
    )  # fmt: skip
    title = TITLE.format(period=period.name)
    if not ends:
        return Figure.lacking(seen, "meeting_ahead", title, sentence=NO_PROJECTION)
    written = in_one_unit(seen, frame, columns)
    return Figure.of(
        written, "meeting_ahead", title, frame, columns, notes=(STATED,), metrics=("sales",),
        sentence=_named(actions, period, scope.as_of, written),
    )  # fmt: skip


NAMED = Text("已定：{each}。", "Decided: {each}.")
ONE = Text("{title}（{owner}，{worth}）", "{title} ({owner}, {worth})")
MOST_NAMED = 3


def _named(actions: Sequence[Action], period: Period, as_of: date, scope: Scope) -> Text:
    """The promises that say most."""
    counted = [one for one in actions if stated([one], period, as_of)[1]]
    most = sorted(counted, key=lambda one: -(one.worth or 0))[:MOST_NAMED]
    each = [
        ONE.format(
            title=plain(one.title), owner=plain(one.owner),
            worth=write(float(one.worth or 0), MONEY, scope.scale),
        )
        for one in most
    ]  # fmt: skip
    return NAMED.format(each=join(each, zh="；", en="; "))


def _ends(ask: Ask, scope: Scope) -> dict[str, float]:
    """Where the running period ends by each rule that is not wild; of a closed one nothing is ahead."""
    seen = in_view(scope)
    if not ask.coverage or not seen.is_running:
        return {}
    return {one.rule: one.value for one in projections(ask, seen) if not one.is_wild}


def coming(
    ask: Ask, scope: Scope, risks: tuple[Risk, ...], meetings: tuple[tuple[str, date], ...]
) -> list[Coming]:
    """What is to be looked at again within thirty days or is overdue: kinds of meetings by their day, channels by
    their class, risks by their review; the longest overdue first."""
    dates = [Coming(KINDS[kind].name, "", day) for kind, day in meetings]
    if "orders" in ask.coverage and ask.has("orders.channel"):
        dates += [
            Coming(CHANNEL.format(name=plain(one.channel)), "", one.due)
            for one in reviews(ask, scope)
            if one.due
        ]
    dates += [
        Coming(RISK.format(name=plain(one.title)), one.owner, one.review)
        for one in risks
        if one.is_open and one.review
    ]
    last = scope.as_of + timedelta(days=WITHIN)
    return sorted((one for one in dates if one.day <= last), key=lambda one: one.day)


def table(scope: Scope, due: Sequence[Coming], watched: Sequence[Watched]) -> Figure:
    """One row per trigger that fired or is near, then per review due: what, whose, by when."""
    near = pressing(watched)
    rows: list[tuple[Text, Text, str, date | None]] = [
        (plain(SHAPES[one.light] + " ") + one.value, plain(one.risk.title), one.risk.owner, None)
        for one in near
    ]
    rows += [(_state(one, scope.as_of), one.name, one.owner, one.day) for one in due]
    frame = pd.DataFrame(rows, columns=["state", "what", "who", "when"])
    late = sum(one.day < scope.as_of for one in due)
    counted = (
        DUE_COUNTED.format(n=WITHIN, due=len(due), late=late)
        if due
        else NONE_COMING.format(n=WITHIN)
    )
    return Figure(
        "meeting_coming", COMING, frame,
        (
            Column("state", STATE, is_light=True), Column("what", WHAT), Column("who", WHO),
            Column("when", WHEN),
        ),
        sentence=join([words for words in (said(near) if near else BLANK, counted) if words], zh="", en=" "),
        context=Period.of(scope.as_of, "day").name,
    )  # fmt: skip


def _state(one: Coming, as_of: date) -> Text:
    left = (one.day - as_of).days
    light = "red" if left < 0 else "amber" if left <= SOON else "green"
    words = LATE if left < 0 else IN_DAYS if left else TODAY
    return plain(SHAPES[light] + " ") + capital(words.format(n=abs(left)))
