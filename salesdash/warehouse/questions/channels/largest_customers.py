"""Who of a member's customers bought most of it, over several spans of days at once."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.sql.windows import Window, days_of


def largest_customers(ask: Ask, scope: Scope, by: str, spans: Sequence[Period]) -> pd.DataFrame:
    """One row per span and member that sold: `span` (its label), the largest `customer`, what he bought
    (`amount`, 元), how many `buyers` there were, and all that was `sold`, to nobody named as well.

    No rows where orders do not tell the members apart, or name no customers.
    """
    within = scope.over(Period(min(s.start for s in spans), max(s.end for s in spans)))
    question = ask.question("order_lines", within, (by,))
    if question is None or not ask.has("orders.customer|orders.customer_id"):
        return pd.DataFrame(columns=["span", by, "customer", "amount", "buyers", "sold"])
    days = days_of([Window(str(s), s.start, s.start, s.end) for s in spans])
    return ask.query(
        f'WITH bought AS (SELECT bucket, "{by}" AS member, customer, sum(amount) AS amount '
        f"FROM {question.relation} JOIN {days} AS days USING (date) "
        f'{question.where()} AND "{by}" IS NOT NULL GROUP BY 1, 2, 3) '
        f'SELECT bucket AS span, member AS "{by}", '
        "arg_max(customer, (amount, customer)) FILTER (customer IS NOT NULL) AS customer, "
        "max(amount) FILTER (customer IS NOT NULL)::DOUBLE AS amount, "
        "count(*) FILTER (customer IS NOT NULL AND amount > 0) AS buyers, sum(amount)::DOUBLE AS sold "
        "FROM bought GROUP BY 1, 2 ORDER BY 1, 2",
        question.values,
    )
