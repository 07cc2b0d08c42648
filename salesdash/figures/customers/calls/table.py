"""The list of the week: whom, what is at stake, why, the next step, and whose customer it is."""

from __future__ import annotations

import pandas as pd

from salesdash.catalog.customers.calls import ENOUGH
from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.catalog.overrides import spelt
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.figures.customers.calls.week import known_signs, week
from salesdash.figures.customers.population import NO_NAMES, are_named, nobody, standing
from salesdash.figures.foresight import WHAT_IS_AT_STAKE, how_gone
from salesdash.scope import Scope
from salesdash.text import Text, join
from salesdash.units import MONEY
from salesdash.warehouse.questions.ask import Ask

TITLE = Text("本周先联系谁", "Whom to call this week")
AT_STAKE, WHY = Text("面临流失", "At stake"), Text("为什么", "Why")
NEXT, OWNER = Text("下一步", "Next step"), Text("负责人", "Owner")
NOBODY = Text(
    "目前没有要联系的客户：没有流失迹象，或者都已经联系、约好。",
    "Nobody is to be called: no customer shows a sign of going, or all are spoken with and planned.",
)
OURS = Text(
    "我们的规则，可在设置里改。满足下面任一条才列出，按面临流失的金额排：{signs}。联系过的 {call_rest}内不再列出。",
    "Our rule, to be set otherwise in the settings. One of these lists a customer, the most money at stake "
    "first: {signs}. Who was spoken with is left alone for {call_rest}.",
)  # fmt: skip


def figure(ask: Ask, scope: Scope) -> Figure:
    """One row per customer to call, the most money at stake first."""
    customers = standing(ask, scope)
    if customers is None or customers.everyone.empty:
        words = nobody(scope) if are_named(ask) else NO_NAMES
        missing = () if are_named(ask) else ("orders.customer",)
        return Figure.lacking(scope, "week_calls", TITLE, sentence=words, missing=missing)
    calls = week(ask, scope)
    if not calls:
        return Figure.lacking(scope, "week_calls", TITLE, sentence=NOBODY)
    frame = pd.DataFrame(
        {
            "customer": [one.customer for one in calls],
            "at_stake": [one.at_stake for one in calls],
            "why": [one.reason for one in calls],
            "next": [one.step for one in calls],
            "owner": [one.owner for one in calls],
        }
    )
    columns = (
        Column("customer", DIMENSIONS["customer"].name, of="customer", room=290), Column("at_stake", AT_STAKE, MONEY),
        Column("why", WHY, room=296), Column("next", NEXT, room=164), Column("owner", OWNER, names={}, room=104),
    )  # fmt: skip
    return Figure.of(
        customers.year, "week_calls", TITLE, frame,
        columns if frame["owner"].notna().any() else columns[:-1],
        metrics=("sales",),
        notes=(WHAT_IS_AT_STAKE + how_gone(ask, customers.scope.as_of), ours(ask), *customers.notes),
    )  # fmt: skip


def ours(ask: Ask) -> Text:
    """By what customers are listed, with the rules as they are set."""
    conditions = [sign.condition for sign in known_signs(ask) if sign.is_call]
    signs = join(conditions, zh="；", en="; ")
    rules = spelt(ask.rules)
    return OURS.format(signs=signs.format(recent=ENOUGH.recent, **rules), **rules)
