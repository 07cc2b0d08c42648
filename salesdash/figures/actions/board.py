"""What was promised, what is overdue, and how often the team keeps its word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from salesdash.catalog.actions import FIELD_NAMES, STATUSES, Action
from salesdash.catalog.dimensions import member_name
from salesdash.catalog.metrics import LIGHTS, METRICS
from salesdash.charts.column import Column
from salesdash.charts.figure import Card, Figure, Headline
from salesdash.charts.theme import SHAPES
from salesdash.figures.actions.effect import now_words, then_words
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join, plain
from salesdash.units import COUNT, DAYS, RATIO, write
from salesdash.warehouse.questions.ask import Ask

TITLE = Text("行动清单", "Promises")
CONTEXT = Text("行动 · {day}", "Promises · {day}")
STATE, LEFT = Text("状态", "State"), Text("剩余天数", "Days left")
ABOUT, NOW = Text("关联", "About"), Text("现在", "Now")
CARRIED = Text("延期次数", "Put off")
IS_OVERDUE, IS_OPEN = Text("逾期", "Overdue"), Text("进行中", "Open")
DUE_SOON = Text("7 天内到期", "Due in 7 days")
DONE, HIT_RATE = Text("已完成", "Done"), Text("按时完成率", "Kept on time")
NO_DUE = Text("还没有到期的承诺", "None was due yet")
OF_DUE = Text("{kept} / {due} 项", "{kept} of {due}")
SOON = 7  # days
NONE_YET = Text(
    "还没有行动。会上答应的事记在这里：谁、做什么、什么时候、怎样算完成；也可以从诊断、红绿灯、客户和应急预案一键记入。",
    "No promise is noted yet: who does what, by when, and what counts as done. A diagnosis, a light, a customer or a "
    "plan makes one with a click.",
)
SAID = Text("{n} 项行动进行中", "{n} {n:promise is|promises are} open")
LATE = Text("{n} 项已逾期", "{n} overdue")
NONE_LATE = Text("没有逾期", "None overdue")
LONGEST = Text(
    "逾期最久：{owner}的“{title}”，已过 {n} 天。",
    "Overdue longest: “{title}” of {owner}, by {n} {n:day|days}.",
)
TEAM = Text(
    "按时完成率只看全队：到期的承诺里，期限内完成的占多少；不做个人排名。",
    "Kept on time is of the whole team: of the promises due by now, those done by their day. Nobody is ranked.",
)


def headline(actions: Sequence[Action], scope: Scope) -> Headline:
    """How many promises are open and overdue; the longest overdue by name."""
    if not actions:
        return Headline(NONE_YET)
    pending = [one for one in actions if one.is_open]
    late = overdue(pending, scope)
    words = SAID.format(n=len(pending))
    if not late:
        return Headline(words, "green", NONE_LATE) if pending else Headline(words)
    worst = min(late, key=lambda one: one.due or scope.as_of)
    more = LONGEST.format(
        owner=plain(worst.owner), title=plain(worst.title), n=-_left(worst, scope)
    )
    return Headline(words, "red", LATE.format(n=len(late)), more)


def cards(actions: Sequence[Action], scope: Scope) -> list[Card]:
    """What is overdue, due soon, open and done, and how often the team kept its word."""
    pending = [one for one in actions if one.is_open]
    late = len(overdue(pending, scope))
    soon = sum(0 <= _left(one, scope) <= SOON for one in pending)
    kept, due = hits(actions, scope)
    return [
        Card("overdue", IS_OVERDUE, write(late, COUNT), light="red" if late else "green"),
        Card("soon", DUE_SOON, write(soon, COUNT), light="amber" if soon else "green"),
        Card("open", IS_OPEN, write(len(pending), COUNT)),
        Card("done", DONE, write(sum(one.status == "done" for one in actions), COUNT)),
        Card(
            "hit_rate",
            HIT_RATE,
            write(kept / due if due else None, RATIO),
            against=OF_DUE.format(kept=kept, due=due) if due else NO_DUE,
            help=TEAM,
        ),
    ]


def overdue(actions: Sequence[Action], scope: Scope) -> list[Action]:
    """Those still open after their day."""
    return [one for one in actions if one.is_open and _left(one, scope) < 0]


def hits(actions: Sequence[Action], scope: Scope) -> tuple[int, int]:
    """How many of the promises due by now, or done, were done by their day, and how many there are."""
    judged = [one for one in actions if one.status == "done" or one in overdue(actions, scope)]
    kept = [one for one in judged if one.done_on and one.due and one.done_on <= one.due]
    return len(kept), len(judged)


def table(ask: Ask, scope: Scope, actions: Sequence[Action], carried: Mapping[int, int]) -> Figure:
    """One row per promise in the order given: state, what, whose, due, its figure then and now."""
    columns = (
        Column("state", STATE, is_light=True), Column("title", FIELD_NAMES["title"], room=335),
        Column("owner", FIELD_NAMES["owner"]), Column("due", FIELD_NAMES["due"]),
        Column("left", LEFT, DAYS), Column("about", ABOUT, room=135),
        Column("then", FIELD_NAMES["value_then"]), Column("now", NOW),
        Column("carried", CARRIED, COUNT), Column("done_when", FIELD_NAMES["done_when"], is_detail=True),
        Column("effect", FIELD_NAMES["effect"], is_detail=True),
        Column("number", Text("编号", "No."), COUNT, is_detail=True),
    )  # fmt: skip
    frame = pd.DataFrame(
        [_row(ask, scope, one, carried.get(one.action_id, 0)) for one in actions],
        columns=[column.key for column in columns],
    )
    return Figure(
        "actions", TITLE, frame.astype({"left": float}), columns,
        context=CONTEXT.format(day=Period.of(scope.as_of, "day").name), notes=(TEAM,),
    )  # fmt: skip


def _row(ask: Ask, scope: Scope, action: Action, carried: int) -> dict[str, object]:
    left = _left(action, scope) if action.is_open else None
    state = STATUSES[action.status].name if left is None or left >= 0 else IS_OVERDUE
    light = "green" if action.status == "done" else "grey" if left is None else _light(left)
    return {
        "state": plain(SHAPES[light] + " ") + state,
        "title": action.title,
        "owner": action.owner,
        "due": action.due,
        "left": left,
        "about": about(action),
        "then": then_words(action),
        "now": now_words(ask, action),
        "carried": carried,
        "done_when": action.done_when,
        "effect": action.effect,
        "number": action.action_id,
    }


def _light(left: int) -> str:
    return "red" if left < 0 else "amber" if left <= SOON else "green"


def about(action: Action) -> Text:
    """What it is linked to: `天猫 · 渠道投入产出比 · 风险 3`."""
    parts = []
    if action.link_by and action.link_member is not None:
        parts.append(member_name(action.link_by, action.link_member))
    if action.kpi in METRICS:
        parts.append(METRICS[action.kpi].name)
    if action.of_risk:
        parts.append(Text("风险 {n}", "risk {n}").format(n=action.of_risk))
    return join(parts, zh=" · ", en=" · ") if parts else BLANK


def kpis() -> dict[str, Text]:
    """The KPIs that a promise can be held against."""
    return {metric.key: metric.name for metric in LIGHTS}


def _left(action: Action, scope: Scope) -> int:
    return (action.due - scope.as_of).days if action.due else 0
