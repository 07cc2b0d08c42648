"""What the meeting is to decide, what it decided, and which promises are due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

import pandas as pd

from salesdash.analysis.lights import severity
from salesdash.catalog.actions import Action
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.charts.theme import SHAPES
from salesdash.figures.actions import board
from salesdash.figures.build import kpi_column
from salesdash.figures.lights.current import LightStanding, as_it_stood, standings
from salesdash.figures.lights.wording import OWN_PERIODS, light_word, limit_words, value_cell
from salesdash.figures.report.chapters import TypedContents
from salesdash.scope import Scope
from salesdash.text import Text, plain
from salesdash.warehouse.questions.ask import Ask

WEEK = timedelta(days=7)
ASKED = Text("要定的事：红灯还没有人负责", "To decide: red lights without a promise")
ASKED_SAID = Text(
    "{n} 项红灯指标还没有对应的行动，请定负责人和期限",
    "{n} red {n:KPI has|KPIs have} no promise yet: name an owner and a day",
)
TAKEN = Text("本周定下的事", "Decided this week")
TAKEN_SAID = Text("本周定下 {n} 件事", "{n} {n:promise was|promises were} made this week")
DUE = Text("到期的承诺", "Promises due")
DUE_SAID = Text("{late} 件已逾期，{soon} 件 7 天内到期", "{late} overdue, {soon} due within 7 days")
LIGHT, NAME = Text("状态", "Light"), Text("指标", "KPI")
VALUE, LIMIT = Text("当前值", "Value"), Text("达标线", "Line")


def decisions(ask: Ask, scope: Scope, typed: TypedContents) -> Iterator[Figure | None]:
    """Red lights that nobody has promised to mend, what was promised this week, what is due."""
    yield _asked(ask, scope, typed.actions)
    new = [one for one in typed.actions if one.promised_on and _is_of_week(one, scope)]
    yield _of(ask, scope, typed, new, "taken", TAKEN, TAKEN_SAID.format(n=len(new)))
    pending = [one for one in typed.actions if one.is_open and one.due]
    late = board.overdue(pending, scope)
    soon = [
        one
        for one in pending
        if one.due and scope.as_of <= one.due <= scope.as_of + timedelta(days=board.SOON)
    ]
    sentence = DUE_SAID.format(late=len(late), soon=len(soon))
    yield _of(ask, scope, typed, [*late, *soon], "due", DUE, sentence)


def _is_of_week(action: Action, scope: Scope) -> bool:
    return bool(action.promised_on and scope.as_of - WEEK < action.promised_on <= scope.as_of)


def _of(
    ask: Ask,
    scope: Scope,
    typed: TypedContents,
    actions: Sequence[Action],
    key: str,
    title: Text,
    sentence: Text,
) -> Figure | None:
    if not actions:
        return None
    whole = board.table(ask, scope, actions, typed.carried)
    columns = tuple(
        column
        for column in whole.columns
        if column.key in ("state", "title", "owner", "due", "about", "then", "now")
    )
    return Figure(key, title, whole.frame, columns, sentence=sentence, context=whole.context)


def _asked(ask: Ask, scope: Scope, actions: Sequence[Action]) -> Figure | None:
    owned = {one.kpi for one in actions if one.is_open}
    red = [s for s in standings(ask, scope) if _is_unowned(s, owned)]
    if not red:
        return None
    red.sort(key=lambda s: severity(s.verdict))
    columns = (
        Column("light", LIGHT, is_light=True),
        kpi_column(NAME, {s.metric.key: s.metric.name for s in red}),
        Column("value", VALUE),
        Column("limit", LIMIT),
    )
    rows = [
        {
            "light": plain(SHAPES["red"] + " ") + light_word(s),
            "kpi": s.metric.key,
            "value": value_cell(s, scope.scale),
            "limit": limit_words(s.metric, s.verdict.green),
        }
        for s in red
    ]
    return Figure.of(
        as_it_stood(scope), "asked", ASKED, pd.DataFrame(rows), columns,
        sentence=ASKED_SAID.format(n=len(red)), metrics=tuple(s.metric.key for s in red),
        span=OWN_PERIODS,
    )  # fmt: skip


def _is_unowned(standing: LightStanding, owned: set[str | None]) -> bool:
    return standing.verdict.light == "red" and standing.metric.key not in owned
