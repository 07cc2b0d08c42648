"""What happened in a channel or all over the company that may explain its course: the events of the last year."""

from __future__ import annotations

from typing import Any

import pandas as pd

from salesdash.catalog.channels.pricing import HANGOVER
from salesdash.catalog.words.vocabulary import EVENT_KIND_NAMES
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.charts.rows import number
from salesdash.figures.build import metric_column
from salesdash.figures.comparison import in_view
from salesdash.figures.lights.current import as_it_stood
from salesdash.period import DAY, Period, add_months
from salesdash.scope import Scope
from salesdash.text import Text, plain
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.events import OF, events

TITLE = Text("近 12 个月的大事与促销", "Events and promotions of the last 12 months")
WHEN, WHAT, KIND, WHOSE = (
    Text("时间", "Days"),
    Text("大事", "Event"),
    Text("类型", "Kind"),
    Text("范围", "Of"),
)
EVERYBODY = Text("全公司", "All")
SALES = Text("期间销售额", "Sales of its days")
COUNTED = Text(
    "{n} 件，最近的是“{what}”（{days}）。",
    "{n} {n:event|events}; the latest is “{what}” ({days}).",
)
NONE = Text(
    "近 12 个月没有记过大事；在任意走势图上点一下就能记一件。",
    "No events of the last 12 months are noted; a click on any course notes one.",
)
MONTHS, MOST = 12, 12


def listing(ask: Ask, scope: Scope) -> Figure:
    """One row per event, the newest first: its days, words, kind, whose it was, and the sales of these
    days of whom the scope is about."""
    now = as_it_stood(in_view(scope))
    span = Period(add_months(now.as_of + DAY, -MONTHS), now.as_of + DAY)
    happened = events(ask, scope, span, HANGOVER).sort_values(
        "first", ascending=False, kind="stable"
    )
    if happened.empty:
        return Figure.lacking(scope, "happened", TITLE, sentence=NONE)
    shown = happened.head(MOST)
    days = [
        Period(first, last + DAY) for first, last in zip(shown["first"], shown["last"], strict=True)
    ]
    frame = pd.DataFrame(
        {
            "days": [period.name for period in days],
            "what": [plain(words) for words in shown["text"]],
            "kind": [EVENT_KIND_NAMES.get(kind, plain(kind)) for kind in shown["kind"]],
            "whose": [_whose(row) for row in shown.to_dict("records")],
            "sales": [number(ask(["sales"], (), now.over(one))["sales"].iloc[0]) for one in days],
        }
    )
    columns = (
        Column("days", WHEN), Column("what", WHAT), Column("kind", KIND), Column("whose", WHOSE),
        metric_column("sales", SALES),
    )  # fmt: skip
    latest = COUNTED.format(n=len(happened), what=frame["what"].iloc[0], days=days[0].name)
    return Figure.of(
        now.over(span), "happened", TITLE, frame, columns, sentence=latest, metrics=("sales",)
    )


def _whose(row: dict[Any, Any]) -> Text:
    named = [str(row[of]) for of in OF if row[of] is not None and row[of] == row[of]]
    return plain(" · ".join(named)) if named else EVERYBODY
