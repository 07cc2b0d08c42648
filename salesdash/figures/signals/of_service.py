"""What is seen of delivery, stock and service: late lines, slow stock, returns, complaints, slow answers."""

from __future__ import annotations

from math import sqrt

import pandas as pd

from salesdash.catalog.channels.diagnoses import ENOUGH
from salesdash.catalog.dimensions import member_name
from salesdash.catalog.risks.signals import FEWEST_LINES
from salesdash.figures.signals.spans import (
    NOBODY,
    a_year_before,
    company,
    last_year,
    of_all,
    of_each,
    reaches,
    recent,
)
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask

LATE_BY = ("category", "product", "channel")


def late(ask: Ask, scope: Scope) -> pd.DataFrame:
    """The share of lines late in three months, and of whom most were."""
    now = recent(scope)
    sides = of_all(ask, ["late_share", "due_lines", "late_amount"], scope, now)
    if (
        sides is None
        or not reaches(ask, scope, "orders", now)
        or not sides[0]["due_lines"] >= FEWEST_LINES
    ):
        return NOBODY
    [whole] = sides
    by = next((key for key in LATE_BY if ask.members(key)), "")
    worst, share = "", float("nan")
    if by and (each := of_each(ask, ["late_lines", "late_share"], by, scope, now)):
        lines = each[0]["late_lines"].dropna()
        if not lines.empty:
            worst = str(lines.idxmax())
            share = float(each[0]["late_share"][worst])
    return company(
        late_share=whole["late_share"], money=whole["late_amount"], worst_by=by, worst_of=worst,
        worst=member_name(by, worst) if worst else None, worst_share=share,
    )  # fmt: skip


def turnover_down(ask: Ask, scope: Scope) -> pd.DataFrame:
    """How often stock was turned in twelve months, and a year before."""
    now = last_year(scope)
    before = a_year_before(now)
    if not all(reaches(ask, scope, key, now, before) for key in ("orders", "spend")):
        return NOBODY
    sides = of_all(ask, ["turnover", "mean_inventory_12m"], scope, now, before)
    if sides is None or not sides[1]["turnover"] > 0:
        return NOBODY
    part = sides[0]["turnover"] / sides[1]["turnover"]
    return company(
        turnover=sides[0]["turnover"], turnover_before=sides[1]["turnover"], turnover_drop=1 - part,
        money=sides[0]["mean_inventory_12m"] * (1 - part),
    )  # fmt: skip


def returns_up(ask: Ask, scope: Scope) -> pd.DataFrame:
    """What part came back in three months, and in those of the year before."""
    now, before = recent(scope), a_year_before(recent(scope))
    sides = of_all(ask, ["return_rate", "booked_sales"], scope, now, before)
    if sides is None or not reaches(ask, scope, "orders", now, before):
        return NOBODY
    rate, earlier = (side["return_rate"] for side in sides)
    rise = rate - earlier
    return company(rate=rate, rate_before=earlier, rise=rise, money=rise * sides[0]["booked_sales"])


def complaints_up(ask: Ask, scope: Scope) -> pd.DataFrame:
    """Complaints per hundred orders in three months, and a year before; from so many on it is a rate."""
    now, before = recent(scope), a_year_before(recent(scope))
    sides = of_all(ask, ["complaints", "orders", "aov"], scope, now, before)
    if sides is None or not all(
        reaches(ask, scope, key, now, before) for key in ("orders", "tickets")
    ):
        return NOBODY
    many, earlier = (float(side["complaints"]) for side in sides)
    if not earlier >= ENOUGH.complaints or not all(side["orders"] > 0 for side in sides):
        return NOBODY
    rate, rate_before = (100 * float(side["complaints"]) / float(side["orders"]) for side in sides)
    usual = rate_before * float(sides[0]["orders"]) / 100
    return company(
        complaints=many, complaints_before=earlier, rate=rate, rate_before=rate_before,
        growth=rate / rate_before - 1, errors=(many - usual) / sqrt(many + usual * usual / earlier),
        money=(many - usual) * float(sides[0]["aov"]),
    )  # fmt: skip


def response_up(ask: Ask, scope: Scope) -> pd.DataFrame:
    """How long the first response took in three months, and in those of the year before."""
    now, before = recent(scope), a_year_before(recent(scope))
    sides = of_all(ask, ["response_hours", "tickets"], scope, now, before)
    if sides is None or not reaches(ask, scope, "tickets", now, before):
        return NOBODY
    hours, earlier = (side["response_hours"] for side in sides)
    if not earlier > 0 or not all(side["tickets"] >= ENOUGH.complaints for side in sides):
        return NOBODY
    return company(hours=hours, hours_before=earlier, growth=hours / earlier - 1, money=None)
