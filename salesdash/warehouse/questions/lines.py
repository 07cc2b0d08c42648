"""The rows of files that a figure comes from, found by the figure's own condition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pandas as pd

from salesdash.catalog.metrics import METRICS, base_of
from salesdash.catalog.model import Metric
from salesdash.period import DAY, Period, add_months
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.coming import COMING, STANDING
from salesdash.warehouse.questions.sql.counted import FIRST_PLAN, PLAN
from salesdash.warehouse.questions.sql.question import is_known

# What is shown of a row, model by model. Where a row is spread over days, it is summed up again.
TARGETS = (
    "min(date) AS date, metric, region, channel, salesperson, product, category, "
    "sum(amount) AS amount"
)
SHOWN = {
    "order_lines": "date, order_id, customer, channel, region, salesperson, product, "
    "quantity, amount, line IN (SELECT line FROM model.returned_lines) AS is_returned, written",
    "shipments": "date, order_id, customer, channel, category, product, amount, ship_date, ship_days, in_time, written",
    "sales_and_returns": "date, order_id, customer, channel, region, salesperson, product, "
    "amount, returned_amount, written",
    "spending": "min(date) AS date, channel, purpose, region, sum(spend) AS spend, "
    "sum(budget) AS budget, sum(leads) AS leads, max(inventory) AS inventory",
    "planned_days": TARGETS,
    "target_days": TARGETS,
    "first_days": TARGETS,
    "deals": "date, opportunity_id, customer, stage, outcome, amount, channel, owner, cycle_days",
    "deal_steps": "date, opportunity_id, customer, stage, outcome, amount, channel, owner, moved_on",
    "service_tickets": "date, ticket_id, customer, channel, kind, response_hours, resolution_hours",
    "answers": "date, customer, channel, region, csat, is_satisfied",
    "recommendations": "date, customer, channel, region, nps",
    "markets": "min(date) AS date, market_segment, market_region, sum(market_size) AS market_size, "
    "sum(own_sales) AS own_sales",
    "rivals": "date, competitor, product, competitor_sales, competitor_price, own_price",
    "renewals": "date, customer, owner, renewed",
    "customer_visits": "date, customer, owner, kind",
}
# Models that lay others together: their rows are those of the others.
MADE_OF = {
    PLAN: ("order_lines", "target_days"),
    FIRST_PLAN: ("order_lines", "first_days"),
    "spend_and_sales": ("order_lines", "spending"),
    "high_value_customers": ("customer_visits",),
    COMING: ("order_lines",),
    STANDING: ("order_lines",),
}
_AGGREGATE = re.compile(r"\b(sum|count|avg|median)\(")
_FILTER = " FILTER ("


@dataclass(frozen=True, slots=True)
class SourceLines:
    """Rows of one model behind a figure. `frame`: the first of them, with `file`, `sheet` and `row`
    last; `written` is a name as the file has it, where it counts under another. `count`: how many
    there are in all."""

    model: str
    count: int
    frame: pd.DataFrame


def lines(ask: Ask, metric: str, scope: Scope, limit: int = 500) -> tuple[SourceLines, ...]:
    """The rows behind a metric in a scope, one part per model that it draws on, newest first.

    A model that cannot tell the scope's filters apart has no part, as it has none in the figure.
    """
    drawn: dict[str, list[Metric]] = {}
    counted = METRICS[metric]
    for base in base_of(METRICS[counted.growth_of] if counted.growth_of else counted):
        for model in MADE_OF.get(str(base.source), (str(base.source),)):
            if is_known(base, scope):
                drawn.setdefault(model, []).append(base)
    parts = (_behind(ask, model, bases, scope, limit) for model, bases in drawn.items())
    return tuple(part for part in parts if part is not None)


def _behind(
    ask: Ask, model: str, bases: list[Metric], scope: Scope, limit: int
) -> SourceLines | None:
    question = ask.question(model, _looked_back(scope, bases[0]))
    if question is None:
        return None
    counted = _counted(model, bases)
    where, group = question.where(), ""
    if "sum(" in SHOWN[model]:
        group = f"GROUP BY ALL HAVING {counted}"
    else:
        where = f"{where or 'WHERE true'} AND ({counted})"
    frame = ask.query(
        "SELECT l.* EXCLUDE (import_id, sheet, row), i.file, l.sheet, l.row, count(*) OVER () AS count "
        f"FROM (SELECT {SHOWN[model]}, import_id, sheet, row FROM {question.relation} {where} {group}) AS l "
        "LEFT JOIN app.imports AS i USING (import_id) "
        f"ORDER BY l.date DESC NULLS LAST, i.file, l.sheet, l.row LIMIT {int(limit)}",
        question.values,
    )
    return SourceLines(
        model, int(frame["count"].max()) if len(frame) else 0, frame.drop(columns="count")
    )


def _counted(model: str, bases: list[Metric]) -> str:
    """Whether a row counts for a formula. Where a model's rows are summed up again, by the share of
    it that a row has; else by what each aggregate of the formula takes in."""
    bases_here = [base for base in bases if base.source == model]
    if not bases_here:
        return "true"
    if "sum(" in SHOWN[model]:
        shares = [f"({b.formula}) {'<> 0' if b.additive else 'IS NOT NULL'}" for b in bases_here]
        return "true" if any(base.per for base in bases_here) else " OR ".join(shares)
    return " OR ".join(
        f"{base.per} IS NOT NULL" if base.per else " OR ".join(_taken_in(base))
        for base in bases_here
    )


def _taken_in(base: Metric) -> Iterator[str]:
    """For each aggregate of a formula, whether it takes a row in: by its filter and its argument."""
    for call in _AGGREGATE.finditer(base.formula):
        argument, rest = _in_brackets(base.formula[call.end() :])
        terms = []
        if argument != "*":
            is_sum = call[1] == "sum" and base.additive
            argument = argument.removeprefix("DISTINCT ")
            terms.append(f"({argument}) {'<> 0' if is_sum else 'IS NOT NULL'}")
        if rest.startswith(_FILTER):
            terms.append(f"({_in_brackets(rest.removeprefix(_FILTER))[0]})")
        yield f"({' AND '.join(terms) or 'true'})"


def _in_brackets(words: str) -> tuple[str, str]:
    """What stands before the bracket that closes the one just opened, and what follows it."""
    depth = 1
    for at, letter in enumerate(words):
        depth += (letter == "(") - (letter == ")")
        if not depth:
            return words[:at], words[at + 1 :]
    return words, ""


def _looked_back(scope: Scope, base: Metric) -> Scope:
    """The months that a metric looks back over end where its period does, or with the data."""
    if not base.window:
        return scope
    last = scope.as_of + DAY
    end = min(scope.period.end, last) if scope.period else last
    return replace(scope, period=Period(add_months(end, -base.window * base.lookback), end))
