"""Which signals stand on the as-of date, in words and money."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from salesdash.analysis.channels.diagnosis import holds
from salesdash.catalog.dimensions import member_name
from salesdash.catalog.overrides import worded
from salesdash.catalog.risks.signals import SIGNALS, Signal
from salesdash.charts.rows import number
from salesdash.figures.signals import of_people, of_sales, of_service
from salesdash.scope import Scope
from salesdash.text import Text, plain
from salesdash.units import COUNT, DAYS, HOURS, MONEY, MULTIPLE, RATIO, Unit, write
from salesdash.warehouse.questions.ask import Ask

# What each signal is read from: a row per member ("" for the company), its signs and figures; `money` is at stake,
# by `STAKED` where it takes questions of its own, which are asked of those alone of whom it stands.
MEASURED: Mapping[str, Callable[[Ask, Scope], pd.DataFrame]] = {
    "key_customer": of_people.key_customer,
    "top_customer": of_people.top_customer,
    "top_five": of_people.top_five,
    "person_behind": of_people.person_behind,
    "channel_down": of_sales.channel_down,
    "price_down": of_sales.price_down,
    "share_down": of_sales.share_down,
    "hangover": of_sales.hangover,
    "late": of_service.late,
    "turnover_down": of_service.turnover_down,
    "returns_up": of_service.returns_up,
    "complaints_up": of_service.complaints_up,
    "response_up": of_service.response_up,
}
# Those that are asked of many days in one question, as their answer for one alone costs as much.
TOGETHER: Mapping[str, Callable[[Ask, Sequence[date]], list[pd.DataFrame]]] = {
    "key_customer": of_people.key_customer_on,
}
STAKED: Mapping[str, Callable[[Ask, Scope, pd.DataFrame], pd.Series[Any]]] = {
    "key_customer": of_people.stake_of_customers,
}
RATE = Unit("per_hundred", Text("件", "count"), Text("", ""), 1, "0.0")
UNITS: Mapping[str, Unit] = {
    **dict.fromkeys(
        ("share", "share_before", "drop", "price_drop", "volume_change", "late_share", "worst_share", "earlier",
         "later", "limit"), RATIO),
    **dict.fromkeys(("silent", "usual"), DAYS),
    **dict.fromkeys(("amount", "lift", "loss", "net"), MONEY),
    **dict.fromkeys(("turnover", "turnover_before"), MULTIPLE),
    **dict.fromkeys(("hours", "hours_before"), HOURS),
    **dict.fromkeys(("complaints", "complaints_before"), COUNT),
}  # fmt: skip
SIGNED = ("volume_change",)
RATES: Mapping[str, Unit] = {"returns_up": RATIO, "complaints_up": RATE}


@dataclass(frozen=True, slots=True)
class RaisedSignal:
    """A signal that stands: of which member (None: the company), what is at stake in 元 (None: not known), whose
    it is, where the data say so, in words, and all that was read of it."""

    signal: Signal
    key: str
    member: str | None
    money: float | None
    owner: str
    words: Text
    read: Mapping[str, Any]

    @property
    def size(self) -> float | None:
        """How far it has gone, in money, else by its first limit: by it, what was dismissed is seen to be worse."""
        return number(self.read[self.signal.limits[0].sign]) if self.money is None else self.money


def whole(scope: Scope) -> Scope:
    """All of the company up to the as-of date: signals ask about no part of it."""
    return replace(scope, period=None, filters=(), comparison=None, against=None, met=None)


def known(ask: Ask) -> list[Signal]:
    """The signals whose data are loaded."""
    return [one for one in SIGNALS.values() if all(map(ask.has, one.needs))]


def standing(ask: Ask, scope: Scope) -> list[RaisedSignal]:
    """All signals that stand, the most money at stake first."""
    day = whole(scope)
    signals = ask.keep(
        ("signals", day.as_of, day.scale),
        lambda: [signal for one in known(ask) for signal in _raised(ask, day, one)],
    )
    return sorted(signals, key=lambda one: (one.money is None, -(one.money or 0.0), one.key))


def read(ask: Ask, scope: Scope, signal: Signal) -> tuple[pd.DataFrame, pd.Series[Any]]:
    """What is read of each member, and of whom the signal stands; nobody where nothing can be judged."""
    return _judged(ask, signal, MEASURED[signal.key](ask, scope))


def read_on(
    ask: Ask, days: Sequence[date], signal: Signal
) -> list[tuple[pd.DataFrame, pd.Series[Any]]]:
    """The same on each of the days."""
    if together := TOGETHER.get(signal.key):
        return [_judged(ask, signal, frame) for frame in together(ask, days)]
    return [read(ask, Scope(day, calendar=ask.calendar), signal) for day in days]


def _judged(ask: Ask, signal: Signal, frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.Series[Any]]:
    if frame.empty:
        return frame, pd.Series(dtype="boolean")
    return frame, holds(signal, frame, ask.rules)


def _raised(ask: Ask, scope: Scope, signal: Signal) -> list[RaisedSignal]:
    frame, held = read(ask, scope, signal)
    if frame.empty:
        return []
    rows = frame[held.fillna(False).astype(bool)]
    if stake := STAKED.get(signal.key):
        rows = rows.assign(money=stake(ask, scope, rows))
    return [_one(signal, str(key), row, scope) for key, row in rows.iterrows()]


def _one(signal: Signal, key: str, row: Any, scope: Scope) -> RaisedSignal:
    member = str(row["member"]) if "member" in row else key if signal.by else None
    owner = row.get("owner")
    money = number(row["money"]) if row["money"] is not None else None
    return RaisedSignal(
        signal,
        f"{signal.key}:{key}",
        member,
        money,
        member if signal.by == "salesperson" and member else "" if pd.isna(owner) else str(owner),
        signal.finding.format(**_figures(signal, member, row, scope)),
        dict(row),
    )  # fmt: skip


def _figures(signal: Signal, member: str | None, row: Any, scope: Scope) -> dict[str, Text]:
    """The figures of a row as its finding names them."""
    written = {
        key: write(number(row[key]), unit, scope.scale, signed=key in SIGNED)
        for key, unit in UNITS.items()
        if key in row
    }
    if signal.key in RATES:
        written |= {
            key: write(number(row[key]), RATES[signal.key]) for key in ("rate", "rate_before")
        }
    written |= {key: plain(row[key]) for key in ("promotion",) if key in row}
    if "worst" in row:
        written["worst"] = row["worst"] or plain("–")
    written["name"] = member_name(signal.by, member) if signal.by and member else plain("")
    return written


def condition(ask: Ask, signal: Signal) -> Text:
    """By what a signal is told, with the rules as they are set."""
    return worded(signal.condition, ask.rules)
