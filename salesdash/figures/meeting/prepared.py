"""What whoever leads a meeting looks at before it begins: how much there is to go through, and what was promised."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from salesdash.catalog.actions import FIELD_NAMES, Action
from salesdash.catalog.meetings import KINDS, minutes
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.charts.theme import SHAPES
from salesdash.figures.actions.board import STATE
from salesdash.figures.comparison import capital, day_name
from salesdash.figures.meeting.promises import OVERDUE, SAID, TODAY
from salesdash.scope import Scope
from salesdash.text import Text, plain

READY = Text(
    "{kind}：{promises}，议程 {n} 分钟", "{kind}: {promises}, {n} {n:minute|minutes} on the agenda"
)
NONE = Text("没有到期的承诺", "no promise due")
PROMISED = Text("会上要问的承诺", "Promises to ask about")
TO = Text("到{day}", "By {day}")


def ready(kind: str, agenda: Sequence[str], due: Sequence[Action]) -> Text:
    """Which meeting, what is due, and how long its agenda takes."""
    promises = SAID.format(n=len(due)) if due else NONE
    return READY.format(kind=KINDS[kind].name, promises=promises, n=sum(map(minutes, agenda)))


def promised(due: Sequence[Action], scope: Scope) -> Figure:
    """One row per promise that is due: how late, whose, what."""
    rows = [(_state(one, scope), one.owner, one.title) for one in due]
    columns = (
        Column("state", STATE, is_light=True), Column("owner", FIELD_NAMES["owner"]),
        Column("title", FIELD_NAMES["title"]),
    )  # fmt: skip
    return Figure(
        "meeting_promised", PROMISED, pd.DataFrame(rows, columns=[one.key for one in columns]), columns,
        sentence=capital(SAID.format(n=len(due))),
        context=TO.format(day=day_name(scope.as_of)),
    )  # fmt: skip


def _state(action: Action, scope: Scope) -> Text:
    late = (scope.as_of - action.due).days if action.due else 0
    light = "red" if late > 0 else "amber"
    words = OVERDUE.format(n=late) if late > 0 else capital(TODAY)
    return plain(SHAPES[light] + " ") + words
