"""Who of a member's customers bought most of it, over several spans of days at once."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.sql.windows import Window, days_of

# What somebody bought is the same on whichever day it is asked: so is the question.
_LINES = "model.order_lines"


def largest_customers(ask: Ask, scope: Scope, by: str, spans: Sequence[Period]) -> pd.DataFrame:
    """One row per span and member that sold: `span` (its label), the largest `customer`, what he bought
    (`amount`, 元), how many `buyers` there were, and all that was `sold`, to nobody named as well.

    No rows where orders do not tell the members apart, or name no customers.
    """
    within = scope.over(Period(min(s.start for s in spans), max(s.end for s in spans)))
    question = ask.question("order_lines", within, (by,))
    if question is None or not ask.has("orders.customer|orders.customer_id"):
        return pd.DataFrame(columns=["span", by, "customer", "amount", "buyers", "sold"])
    days = days_of([Window(str(n), s.start, s.start, s.end) for n, s in enumerate(spans)])
    found = ask.query(
        f'WITH bought AS (SELECT bucket, "{by}" AS member, customer_no, sum(amount) AS amount '
        f"FROM {_LINES} JOIN {days} AS days USING (date) "
        f'{question.where()} AND "{by}" IS NOT NULL GROUP BY 1, 2, 3), '
        "largest AS (SELECT bucket, member, sum(amount)::DOUBLE AS sold, "
        "arg_max(customer_no, (amount, customer_no)) FILTER (customer_no IS NOT NULL) AS customer_no, "
        "max(amount) FILTER (customer_no IS NOT NULL)::DOUBLE AS amount, "
        "count(*) FILTER (customer_no IS NOT NULL AND amount > 0) AS buyers FROM bought GROUP BY 1, 2) "
        f'SELECT bucket AS span, member AS "{by}", customer, amount, buyers, sold FROM largest '
        "LEFT JOIN (SELECT line, customer FROM model.order_lines) AS named ON line = customer_no ORDER BY 1, 2",
        question.values,
    )
    return found.assign(span=[str(spans[int(n)]) for n in found["span"]])


def concentration(ask: Ask, scope: Scope, by: str) -> dict[str, float]:
    """By member that sold more than nothing to customers with a name: the largest one's share of that."""
    question = ask.question("order_lines", scope, (by,))
    if question is None:
        return {}
    found = ask.query(
        f'SELECT "{by}" AS member, (max(named) FILTER (customer_no IS NOT NULL) / sum(named))::DOUBLE AS share '
        f'FROM (SELECT "{by}", customer_no, sum(amount) AS named FROM {_LINES} {question.where()} '
        f'AND customer IS NOT NULL AND "{by}" IS NOT NULL GROUP BY 1, 2) '
        "GROUP BY 1 HAVING sum(named) > 0 ORDER BY 1",
        question.values,
    )
    return dict(zip(found["member"], found["share"], strict=True))
