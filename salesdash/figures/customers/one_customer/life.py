"""The cause beside the silence: what happened to one customer, on one axis of time."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd

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


def line(ask: Ask, scope: Scope, customer: str) -> Figure:
    """Orders, tickets, scores, visits, notes and promises of a year, and since when he is silent."""
    frame = _told(ask, scope, customer)
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


def listing(ask: Ask, scope: Scope, customer: str) -> Figure:
    """All of it as a list, the newest first."""
    frame = _told(ask, scope, customer).iloc[::-1].reset_index(drop=True)
    one = as_standing(ask, scope, customer)
    if frame.empty or one is None:
        return Figure.lacking(scope, "customer_record", LISTED, sentence=NOTHING)
    columns = (Column("date", DAY), Column("kind", KIND, names=NAMES), Column("what", WHAT))
    return Figure.of(
        one.scope, "customer_record", LISTED, frame, columns, sentence=one.rest, metrics=("sales",)
    )


def _told(ask: Ask, scope: Scope, customer: str) -> pd.DataFrame:
    frame = happened(ask, scope.as_of, customer)
    for key in ("date", "until"):
        days = pd.to_datetime(frame[key]).dt.date
        frame[key] = days.astype(object).where(frame[key].notna(), None)
    rows = frame.to_dict("records")
    placed = frame.loc[frame["kind"] == "order", "amount"]
    scale = one_unit(scope.scale, frame, (), placed.max() if len(placed) else None)
    return frame.assign(
        customer=customer,
        what=pd.Series([_what(row, scale) for row in rows], dtype=object),
        light=frame["is_bad"].map({True: "red", False: ""}),
    )


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
    return content or NAMES[kind]


def _silence(last_order: date, now: date, is_silent: bool) -> tuple[date, date, Text] | None:
    if not is_silent:
        return None
    return last_order, now, SILENT.format(n=write((now - last_order).days, DAYS))
