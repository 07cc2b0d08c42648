"""The cause beside the silence: what happened to one customer, on one axis of time."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd

from salesdash.catalog.actions import Action
from salesdash.catalog.words.vocabulary import RESULT_NAMES
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure, one_unit
from salesdash.charts.over_time import lanes
from salesdash.figures.build import dimension_column
from salesdash.figures.customers.one_customer.answer import as_standing
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join, plain
from salesdash.units import DAYS, MONEY, Scale, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.customers.happened import KINDS, happened

TITLE = Text("发生过什么：近一年", "What happened: the last year")
LISTED = Text("全部记录", "All of it")
DAY, KIND, WHAT = Text("日期", "Date"), Text("类别", "Kind"), Text("内容", "What")
NAMES = dict(
    zip(
        KINDS,
        (
            Text("订单", "Orders"), Text("工单", "Tickets"), Text("打分", "Scores"), Text("回访", "Visits"),
            Text("备注", "Notes"), Text("约定", "Promises"),
        ),
        strict=True,
    )
)  # fmt: skip
SCORE, OPEN = Text("{n} 分", "score {n}"), Text("{words}，{n}", "{words}, {n}")
SILENT = Text("{n}未下单", "{n} silent")
NOTHING = Text("近一年没有任何记录。", "Nothing is on record of the last year.")
STATE = Column("light", BLANK)
SPAN = 365  # days


def promises_to(customer: str, actions: Iterable[Action]) -> tuple[Action, ...]:
    """What was promised about a customer, and still stands or was done."""
    return tuple(
        one
        for one in actions
        if (one.link_by, one.link_member) == ("customer", customer) and one.status != "dropped"
    )


def line(ask: Ask, scope: Scope, customer: str, promises: tuple[Action, ...] = ()) -> Figure:
    """Orders, tickets, scores, visits, notes and promises of a year, and since when he is silent."""
    frame = _told(ask, scope, customer, promises)
    one = as_standing(ask, scope, customer)
    recent = frame[frame["date"] > scope.as_of - timedelta(days=SPAN)].reset_index(drop=True)
    if recent.empty or one is None:
        return Figure.lacking(scope, "customer_life", TITLE, sentence=NOTHING)
    present = tuple(NAMES[kind] for kind in KINDS if (recent["kind"] == kind).any())
    day, kind, what = (
        Column("date", DAY, of="day"), Column("kind", KIND, names=NAMES), Column("what", WHAT),
    )  # fmt: skip
    who = dimension_column("customer")
    quiet = _silence(one.last_order, scope.as_of, one.is_silent)
    return Figure.of(
        one.scope, "customer_life", TITLE, recent, (day, kind, what, who),
        lambda look: lanes.lanes(
            recent, day, kind, what, STATE, until="until", order=present, quiet=quiet, who=who, look=look
        ), metrics=("sales",),
    )  # fmt: skip


def listing(ask: Ask, scope: Scope, customer: str, promises: tuple[Action, ...] = ()) -> Figure:
    """All of it as a list, the newest first."""
    frame = _told(ask, scope, customer, promises).iloc[::-1].reset_index(drop=True)
    one = as_standing(ask, scope, customer)
    if frame.empty or one is None:
        return Figure.lacking(scope, "customer_record", LISTED, sentence=NOTHING)
    columns = (Column("date", DAY), Column("kind", KIND, names=NAMES), Column("what", WHAT))
    return Figure.of(
        one.scope, "customer_record", LISTED, frame, columns, sentence=one.rest, metrics=("sales",)
    )


def _told(ask: Ask, scope: Scope, customer: str, promises: tuple[Action, ...]) -> pd.DataFrame:
    frame = happened(ask, scope.as_of, customer)
    for key in ("date", "until"):
        days = pd.to_datetime(frame[key]).dt.date
        frame[key] = days.astype(object).where(frame[key].notna(), None)
    if promised := list(_promised(promises, scope.as_of, ask.as_of)):
        frame = pd.concat([frame, pd.DataFrame(promised)]).sort_values(
            ["date", "kind", "amount"], ignore_index=True
        )
    rows = frame.to_dict("records")
    placed = frame.loc[frame["kind"] == "order", "amount"]
    scale = one_unit(scope.scale, frame, (), placed.max() if len(placed) else None)
    return frame.assign(
        customer=customer,
        what=pd.Series([_what(row, scale) for row in rows], dtype=object),
        light=frame["is_bad"].map({True: "red", False: ""}),
    )


def _promised(promises: Iterable[Action], day: date, newest: date) -> Iterator[dict[str, Any]]:
    """The promises as they stood by a day, at the day on which each is due."""
    for one in promises:
        if one.due and (day >= newest or not one.promised_on or one.promised_on <= day):
            yield {
                "kind": "promise", "date": one.due, "until": None, "amount": None,
                "words": f"{one.title} · {one.owner}", "is_bad": one.is_open and one.due < day, "result": None,
            }  # fmt: skip


def _what(row: Mapping[Hashable, Any], scale: Scale) -> Text:
    kind, words, amount = row["kind"], row["words"], row["amount"]
    content = BLANK if pd.isna(words) else plain(words)
    if kind == "order":
        return write(amount, MONEY, scale)
    if kind == "rating":
        score = SCORE.format(n=f"{amount:g}")
        return join([content, score], " ", " ") if content else score
    if kind == "ticket":
        open_for = (row["until"] - row["date"]).days
        return OPEN.format(words=content or NAMES["ticket"], n=write(open_for, DAYS))
    if row["result"] in RESULT_NAMES:
        return join([RESULT_NAMES[row["result"]], *([content] if content else [])], " · ", " · ")
    return content or NAMES[kind]


def _silence(last_order: date, now: date, is_silent: bool) -> tuple[date, date, Text] | None:
    if not is_silent:
        return None
    return last_order, now, SILENT.format(n=write((now - last_order).days, DAYS))
