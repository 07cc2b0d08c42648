"""How likely those who are silent now are to order again, by the length of their silence; and how past ones ended."""

from __future__ import annotations

import pandas as pd

from salesdash.catalog.customers.groups import SILENCES, Group
from salesdash.charts.column import Column, MarkedCell
from salesdash.charts.compared import ranking
from salesdash.charts.figure import Figure
from salesdash.figures.customers.population import (
    Population,
    nothing,
    standing,
)
from salesdash.figures.foresight import how_gone
from salesdash.scope import Scope
from salesdash.text import Text
from salesdash.units import COUNT, DAYS, RATIO, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.coming import gone_for_good, silences

TITLE = Text("停单多久还挽得回来", "How long a silence can still be ended")
SILENCE, CHANCE = Text("停单时间", "Silent for"), Text("还会下单的可能", "Chance of another order")
LASTED, ENDED = (
    Text("以往停到这么久的次数", "Past silences so long"),
    Text("其中又下单", "Ended with an order"),
)
NOW = Text("现在停到这么久的客户", "Silent so long now")
TIMES = Text("{times} 倍平时间隔（约{days}）", "{times} × usual (about {days})")
CANNOT_TELL = Text("下单的次数还太少，看不出规律。", "There are too few orders to tell.")
FADES = Text(
    "停到 {first} 倍平时间隔的，还有 {high} 的可能下单；停到 {last} 倍的是 {low}。",
    "Of those silent for {first} usual {first:interval|intervals} {high} may order again; for {last} it is {low}.",
)
ONE_LENGTH = Text(
    "停到 {times} 倍平时间隔的，还有 {chance} 的可能下单。",
    "Of those silent for {times} usual {times:interval|intervals} {chance} may order again.",
)
HOW = Text(
    "还会下单的可能：现在停到这么久的客户平均，与面临流失的金额用的是同一个数。"
    "间隔用各人自己的，下单不足 3 天的用全公司的；括号里的天数按全公司的平时间隔。",
    "The chance is the mean of those who are silent so long now, the same that what is at stake rests on. "
    "Intervals are each customer's own, the company's under 3 order days; the days in brackets are by the company's. ",
)


def chances(ask: Ask, scope: Scope) -> Figure:
    """By length of silence: the chance of another order, how often it was seen, and who is silent so long now."""
    customers = standing(ask, scope)
    if customers is None or customers.everyone.empty:
        return nothing("winning_back", TITLE, customers, scope)
    frame = _frame(ask, customers)
    if frame.empty:
        return Figure.lacking(customers.year, "winning_back", TITLE, sentence=CANNOT_TELL)
    name = Column("silence", SILENCE)
    columns = (
        name,
        Column("chance", CHANCE, RATIO),
        Column("lasted", LASTED, COUNT),
        Column("ended", ENDED, COUNT),
        Column("now", NOW, COUNT),
    )
    return Figure.of(
        customers.year, "winning_back", TITLE, frame, columns,
        lambda look: ranking.bars(frame, name, columns[1], look),
        sentence=_in_words(frame),
        metrics=("orders",),
        notes=(HOW + how_gone(ask, customers.scope.as_of), *customers.notes),
    )  # fmt: skip


def _frame(ask: Ask, customers: Population) -> pd.DataFrame:
    """One row per length of silence that somebody has reached now, with the past silences that reached it."""
    past = silences(ask, customers.scope.as_of)
    length, ended, going_on = (past[key].to_numpy(float) for key in ("length", "ended", "going_on"))
    people = customers.everyone
    alive = 1 - gone_for_good(ask, people, customers.scope.as_of).astype(float)
    if not ended.sum() or alive.isna().all():
        return pd.DataFrame()
    reached = people["days_since"] / people["rhythm"]
    usual = float(people["rhythm"].median())
    rows = []
    for times in SILENCES:
        of_now = alive[reached >= times].dropna()
        if of_now.empty:
            continue
        lasted = (ended + going_on)[length >= times].sum()
        words = TIMES.format(times=times, days=write(round(times * usual), DAYS))
        rows.append(
            {
                "times": times, "silence": MarkedCell(words, Group("silent", (str(times),)).marks),
                "chance": float(of_now.mean()),
                "lasted": int(lasted), "ended": int(ended[length >= times].sum()),
                "now": len(of_now),
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def _in_words(frame: pd.DataFrame) -> Text:
    """How the chance fades from two usual intervals on, where a longer silence is seen, else from one."""
    first, last = frame.iloc[1 if len(frame) > 2 else 0], frame.iloc[-1]
    if len(frame) == 1:
        return ONE_LENGTH.format(times=first["times"], chance=write(first["chance"], RATIO))
    return FADES.format(
        first=first["times"],
        high=write(first["chance"], RATIO),
        last=last["times"],
        low=write(last["chance"], RATIO),
    )
