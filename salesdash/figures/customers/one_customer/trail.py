"""How a customer's tier and status went, month by month."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.figures.build import dimension_column
from salesdash.figures.customers.population import MONEY_12M, STATUS, STATUSES, standing
from salesdash.period import DAY, add_months
from salesdash.scope import Scope
from salesdash.text import Text
from salesdash.units import COUNT, DAYS, MONEY
from salesdash.warehouse.questions.ask import Ask

TITLE = Text("分层与状态：近 12 个月", "Tier and status: 12 months")
AT_END, SCORE = Text("截至", "As of"), Text("价值分", "Value score")
SILENT = Text("未下单天数", "Days silent")
NOTHING = Text("那时还没有下过单。", "There was no order by then.")
MONTHS, EVERY = 12, 2


def trail(ask: Ask, scope: Scope, customer: str) -> Figure:
    """His standing on the day that is looked at and every other month before, the newest first."""
    rows = []
    for months in range(0, MONTHS + 1, EVERY):
        day = add_months(scope.as_of + DAY, -months) - DAY
        then = standing(ask, replace(scope, as_of=day, period=None, filters=()))
        if then is None:
            break
        own = then.everyone[then.everyone["customer"] == customer]
        if len(own):
            rows.append(own.iloc[0].to_dict() | {"day": day})
    if not rows:
        return Figure.lacking(scope, "customer_trail", TITLE, sentence=NOTHING)
    frame = pd.DataFrame(rows).astype({"tier": str, "status": str})
    columns = (
        Column("day", AT_END), dimension_column("tier"), Column("status", STATUS, names=STATUSES),
        Column("amount", MONEY_12M, MONEY), Column("orders", Text("订单数", "Orders"), COUNT),
        Column("days_since", SILENT, DAYS),
    )  # fmt: skip
    return Figure.of(
        scope.where("customer", customer),
        "customer_trail",
        TITLE,
        frame,
        columns,
        metrics=("sales",),
    )
