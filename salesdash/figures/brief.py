"""The week in one message, for those who were not in the meeting: its line, what changed, what waits."""

from __future__ import annotations

from dataclasses import dataclass

from salesdash.charts.context import context
from salesdash.charts.figure import Figure
from salesdash.figures import overview
from salesdash.figures.comparison import day_name
from salesdash.figures.inbox.inbox import inbox
from salesdash.figures.inbox.kept import KeptDecisions
from salesdash.figures.inbox.waiting import WaitingCase
from salesdash.figures.lights.turned import turned_worse
from salesdash.figures.report.answered import answered
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join, plain
from salesdash.units import MONEY, write
from salesdash.warehouse.questions.ask import Ask

TITLE = Text("销售简报", "Sales brief")
HEADED = Text("【{title}】{about}", "{title}: {about}")
CHANGED = Text("上周以来", "Since last week")
WAITING = Text("等人决定的事（{n}）", "Waiting for a decision ({n})")
NONE_WAITING = Text("没有等人决定的事。", "Nothing waits for a decision.")
ITEM = Text("{n}. {said}", "{n}. {said}")
NAMED = Text("{name}：{sentence}", "{name}: {sentence}")
STAKE = Text("涉及 {money}", "{money} at stake")
STEP = Text("建议：{step}", "suggested: {step}")
OWNER = Text("负责人 {owner}", "owner {owner}")
UNTIL = Text("{day}前", "by {day}")
CHANGES = (
    (BLANK, overview.since_last_week),
    (BLANK, overview.changed_lights),
    (Text("全期销售额", "The whole period: "), overview.movers),
)


@dataclass(frozen=True, slots=True)
class Brief:
    """`words` is the whole message, `worse` the keys of the KPIs whose light turned worse within the week,
    `picture` the drawing that goes with it (None: no figure with data)."""

    title: Text
    words: Text
    worse: frozenset[str]
    picture: Figure | None


def brief(ask: Ask, scope: Scope, kept: KeptDecisions) -> Brief:
    """The message about the scope on its as-of date; `kept` is what was decided and is watched."""
    changes = [
        before + sentence
        for before, question in CHANGES
        if (sentence := answered(ask, scope, question).sentence)
    ]
    waiting = inbox(ask, scope, kept)
    head = HEADED.format(title=TITLE, about=context(scope))
    parts = [_lines(head, answered(ask, scope, overview.headline).text)]
    if changes:
        parts.append(_lines(CHANGED, *(plain("· ") + change for change in changes)))
    if waiting:
        items = (_item(n, one, scope) for n, one in enumerate(waiting, 1))
        parts.append(_lines(WAITING.format(n=len(waiting)), *items))
    else:
        parts.append(NONE_WAITING)
    drawn = answered(ask, scope, overview.curve)
    return Brief(
        TITLE,
        join(parts, zh="\n\n", en="\n\n"),
        frozenset(now.metric.key for _, now in turned_worse(ask, scope)),
        None if drawn.is_empty or drawn.draw is None else drawn,
    )


def _item(number: int, one: WaitingCase, scope: Scope) -> Text:
    facts = [
        STAKE.format(money=write(one.money, MONEY, scope.scale)) if one.money else BLANK,
        STEP.format(step=one.how),
        OWNER.format(owner=one.owner) if one.owner else BLANK,
        UNTIL.format(day=day_name(one.due)),
    ]
    begins_so = one.sentence.zh.startswith(one.name.zh)
    sentence = one.sentence if begins_so else NAMED.format(name=one.name, sentence=one.sentence)
    known = join([fact for fact in facts if fact], zh="；", en="; ")
    return _lines(ITEM.format(n=number, said=sentence), plain("   ") + known)


def _lines(*lines: Text) -> Text:
    return join(list(lines), zh="\n", en="\n")
