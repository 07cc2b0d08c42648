"""Who and what makes up a channel's sales: its largest customers and products, who is gone, what moved most."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from salesdash.analysis.parts import shares
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure, in_one_unit
from salesdash.figures.build import dimension_column, metric_column
from salesdash.figures.channels.sentences import STOP, lower
from salesdash.figures.comparison import capital, comparison_of, in_view, no_base, other_name
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join
from salesdash.units import MONEY, RATIO, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.sides import sides

LARGEST = Text("销售额最大的{of}", "The largest {of}s")
GONE = Text("{other}买过、这期没买的客户", "Customers who bought {other} and not now")
MOVED = Text("涨跌最多的{of}", "The {of}s that moved most")
SHARE, CHANGE = Text("占比", "Share"), Text("变化", "Change")
RATE, STATE = Text("增长", "Growth"), Text("新旧", "New")
IS_NEW, NOT_BEFORE = Text("新客户", "New"), Text("{other}没有", "Not {other}")
TOP_MONEY = Text("前 {n} 个共 {money}", "The largest {n:one makes|{n} make} {money}")
TOP = Text("前 {n} 个占 {share}", "The largest {n:one makes|{n} make} {share}")
NEW = Text("；新客户 {n} 位，带来 {money}", "; {n} new {n:customer|customers} brought {money}")
LOST = Text(
    "{n} 位客户{other}买过、这期没买，那时共 {money}。",
    "{n} {n:customer|customers} bought {other} and not now, {money} then.",
)
NONE_LOST = Text("{other}买过的客户这期都买了。", "Every customer who bought {other} bought again.")
GAINED, FELL = (
    Text("{n} 个在涨，共 {money}", "{n} gained {money}"),
    Text("{n} 个在跌，共 {money}", "{n} lost {money}"),
)
NONE_MOVED = Text("都和{other}一样。", "All are as {other}.")
NOTHING_SOLD = Text("这段时间没有销售。", "Nothing was sold in this period.")
MOST, TOP_OF = 8, 3
NEEDS = {"customer": "orders.customer|orders.customer_id", "product": "orders.product"}


@dataclass(frozen=True, slots=True)
class _Inside:
    """One row per member of `of`, most sales first: sales now, `before`, `moved` and `rate`; and whether
    what was before is known."""

    frame: pd.DataFrame
    has_before: bool


def largest(ask: Ask, scope: Scope, of: str) -> Figure:
    """The largest by sales with their share, the change on what is compared with, and who is new."""
    title = LARGEST.format(of=lower(of))
    if (parts := _parts(ask, scope, of)) is None or not parts.frame["sales"].any():
        return _nothing(ask, scope, of, "inside_largest", title)
    frame = parts.frame[parts.frame["sales"].fillna(0.0) != 0].reset_index(drop=True)
    frame["share"] = shares(frame["sales"])
    fresh = _new(ask, scope, of)
    bought_before = frame["before"].fillna(0.0) > 0
    frame["state"] = pd.Series(
        [
            IS_NEW if name in fresh else _absent(scope) if parts.has_before and not known else BLANK
            for name, known in zip(frame[of], bought_before, strict=True)
        ],
        dtype=object,
    )
    shown = frame.head(MOST).reset_index(drop=True)
    columns = (
        dimension_column(of), metric_column("sales"), Column("share", SHARE, RATIO),
        Column("rate", RATE, RATIO), Column("state", STATE),
    )  # fmt: skip
    of_all, sums = float(frame["sales"].sum()), _sums(frame, of, fresh)
    return Figure.of(
        in_view(scope), "inside_largest", title, shown,
        tuple(
            c
            for c in columns
            if (c.key != "rate" or parts.has_before) and (c.key != "share" or shown["share"].notna().any())
        ),
        sentence=_told(frame, of, fresh, in_one_unit(scope, shown, columns, *sums)) if of_all > 0 else BLANK,
        metrics=("sales",), also=sums,
    )  # fmt: skip


def gone(ask: Ask, scope: Scope) -> Figure:
    """The customers who bought in the period compared with and not in this one, the most money first."""
    other = other_name(in_view(scope), workdays=False)
    title, of = GONE.format(other=other), "customer"
    parts = _parts(ask, scope, of)
    if parts is None or not parts.has_before:
        return _nothing(ask, scope, of, "inside_gone", title)
    frame = parts.frame
    lost = frame[(frame["before"] > 0) & ~(frame["sales"] > 0)].sort_values(
        "before", ascending=False, kind="stable", ignore_index=True
    )
    if lost.empty:
        return Figure.lacking(
            scope, "inside_gone", title, sentence=capital(NONE_LOST.format(other=other))
        )
    columns = dimension_column(of), Column("before", capital(other), MONEY)
    whole = float(lost["before"].sum())
    money = write(whole, MONEY, in_one_unit(scope, lost.head(MOST), columns, whole).scale)
    return Figure.of(
        in_view(scope), "inside_gone", title, lost.head(MOST), columns,
        sentence=LOST.format(n=len(lost), other=other, money=money),
        metrics=("sales",), also=(whole,),
    )  # fmt: skip


def moved(ask: Ask, scope: Scope, of: str) -> Figure:
    """What gained and what lost most money on what is compared with."""
    title = MOVED.format(of=lower(of))
    parts = _parts(ask, scope, of)
    if parts is None or not parts.has_before:
        return _nothing(ask, scope, of, "inside_moved", title)
    frame = parts.frame.sort_values(
        "moved", key=lambda amounts: -amounts.abs(), kind="stable", ignore_index=True
    )
    shown = frame.head(MOST).sort_values("moved", ascending=False, kind="stable", ignore_index=True)
    columns = (
        dimension_column(of), Column("moved", CHANGE, MONEY, is_change=True), Column("rate", RATE, RATIO),
        metric_column("sales"), Column("before", capital(other_name(in_view(scope), workdays=False)), MONEY),
    )  # fmt: skip
    moves = frame["moved"]
    sums = float(moves[moves > 0].sum()), float(moves[moves < 0].sum())
    return Figure.of(
        in_view(scope), "inside_moved", title, shown, columns,
        sentence=_up_and_down(moves, in_one_unit(scope, shown, columns, *sums)),
        metrics=("sales",), also=sums,
    )  # fmt: skip


def _up_and_down(moves: pd.Series[float], scope: Scope) -> Text:
    """How many gained how much, and how many lost; gains and losses apart."""
    sentences = [
        words.format(n=len(own), money=write(abs(float(own.sum())), MONEY, scope.scale))
        for words, own in ((GAINED, moves[moves > 0]), (FELL, moves[moves < 0]))
        if len(own)
    ]
    if not sentences:
        return NONE_MOVED.format(other=other_name(in_view(scope), workdays=False))
    return join(sentences, zh="；", en=", ") + STOP


def _parts(ask: Ask, scope: Scope, of: str) -> _Inside | None:
    """None where orders do not name them."""
    if not ask.has(NEEDS[of]):
        return None
    asked = in_view(scope)
    both = sides(ask, ["sales"], [of], asked, comparison_of(scope)).dropna(subset=[of])
    frame = pd.DataFrame(
        {of: both[of], "sales": both["sales"].astype(float), "before": both["sales_before"].astype(float)}
    )  # fmt: skip
    frame["moved"] = frame["sales"].fillna(0.0) - frame["before"].fillna(0.0)
    frame["rate"] = frame["moved"] / frame["before"].where(frame["before"] > 0)
    frame = frame.sort_values("sales", ascending=False, kind="stable", ignore_index=True)
    return _Inside(frame, bool(frame["before"].notna().any()))


def _new(ask: Ask, scope: Scope, of: str) -> set[str]:
    """Who first bought ever in the period; customers alone are told to be new."""
    if of != "customer":
        return set()
    first = ask(["new_customers"], (of,), in_view(scope)).dropna()
    return set(first.loc[first["new_customers"] > 0, of])


def _absent(scope: Scope) -> Text:
    return NOT_BEFORE.format(other=other_name(in_view(scope), workdays=False))


def _told(frame: pd.DataFrame, of: str, fresh: set[str], scope: Scope) -> Text:
    """How much hangs on the first few, and what the new ones brought."""
    first = frame.head(TOP_OF)
    of_first, of_new = _sums(frame, of, fresh)
    if of_first is not None:
        words = TOP_MONEY.format(n=len(first), money=write(of_first, MONEY, scope.scale))
    else:
        words = TOP.format(n=len(first), share=write(float(first["share"].sum()), RATIO))
    if of_new is not None:
        words += NEW.format(n=len(fresh), money=write(of_new, MONEY, scope.scale))
    return words + STOP


def _sums(frame: pd.DataFrame, of: str, fresh: set[str]) -> tuple[float | None, float | None]:
    """What is said in money: of the first few where they have no share, and of the new ones where there are any."""
    of_first = float(frame["sales"].head(TOP_OF).sum()) if frame["share"].isna().all() else None
    of_new = float(frame.loc[frame[of].isin(fresh), "sales"].sum()) if fresh else None
    return of_first, of_new


def _nothing(ask: Ask, scope: Scope, of: str, key: str, title: Text) -> Figure:
    if not ask.has(NEEDS[of]):
        return Figure.lacking(scope, key, title, metrics=("sales",), missing=(NEEDS[of],))
    why = no_base(ask, in_view(scope)) if key != "inside_largest" else NOTHING_SOLD
    return Figure.lacking(scope, key, title, sentence=why, metrics=("sales",))
