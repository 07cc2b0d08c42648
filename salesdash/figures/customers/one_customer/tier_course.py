"""How a customer's tier and status went, month by month."""

from __future__ import annotations

import pandas as pd

from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.figures.build import dimension_column
from salesdash.figures.customers.population import MONEY_12M, STATUS, STATUSES
from salesdash.period import DAY, add_months
from salesdash.scope import Scope
from salesdash.text import Text
from salesdash.units import COUNT, DAYS, MONEY
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.customers.stood import stood

TITLE = Text("分层与状态：近 12 个月", "Tier and status: 12 months")
AT_END = Text("截至", "As of")
SILENT = Text("未下单天数", "Days silent")
NOTHING = Text("那时还没有下过单。", "There was no order by then.")
MONTHS, EVERY = 12, 2


def trail(ask: Ask, scope: Scope, customer: str) -> Figure:
    """His standing on the day that is looked at and every other month before, the newest first."""
    days = [add_months(scope.as_of + DAY, -back) - DAY for back in range(0, MONTHS + 1, EVERY)]
    frame = stood(ask, days, customer=customer)
    if frame.empty:
        return Figure.lacking(scope, "customer_trail", TITLE, sentence=NOTHING)
    frame["day"] = pd.to_datetime(frame["day"]).dt.date
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
