"""Who of a member's customers bought most of it, over several spans of days at once."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from salesdash.catalog.metrics import METRICS
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.sql.sums import BY_CHANNEL, OF_CHANNELS, bought_in
from salesdash.warehouse.questions.sql.windows import Window, days_of

# What somebody bought is the same on whichever day it is asked: so is the question. Who never bought anything that
# stayed has no key, and goes by his name.
_LINES = "model.order_lines"
_NAMELESS = "if(customer_no IS NULL, customer, NULL)"


def largest_customers(ask: Ask, scope: Scope, by: str, spans: Sequence[Period]) -> pd.DataFrame:
    """One row per span and member that sold in it by the as-of date: `span` (its label), the largest `customer` (of
    equals the last by name), what he bought (`amount`, 元), how many `buyers` there were, and all that was `sold`, to
    nobody named as well.

    No rows where orders do not tell the members apart, or name no customers.
    """
    begun = [span for span in spans if span.start <= scope.as_of]
    known = [span.until(scope.as_of) for span in begun]
    within = scope.over(
        Period(min(s.start for s in known), max(s.end for s in known)) if known else None
    )
    question = ask.question("order_lines", within, (by,))
    if question is None or not known or not ask.has("orders.customer|orders.customer_id"):
        return pd.DataFrame(columns=["span", by, "customer", "amount", "buyers", "sold"])
    days = days_of([Window(str(n), s.start, s.start, s.end) for n, s in enumerate(known)])
    found = ask.query(
        f'WITH bought AS (SELECT bucket, "{by}" AS member, customer_no, {_NAMELESS} AS nameless, '
        f"count(customer) > 0 AS is_named, sum(amount) AS amount "
        f"FROM {_bought(by, scope, known)} JOIN {days} AS days USING (date) "
        f'{question.where()} AND "{by}" IS NOT NULL GROUP BY 1, 2, 3, 4), '
        "tops AS (SELECT bucket, member, sum(amount) AS sold, max(amount) FILTER (is_named) AS top, "
        "count(*) FILTER (is_named AND amount > 0) AS buyers FROM bought GROUP BY 1, 2) "
        f'SELECT t.bucket AS span, t.member AS "{by}", max(coalesce(named.customer, b.nameless)) AS customer, '
        "any_value(top)::DOUBLE AS amount, any_value(buyers) AS buyers, any_value(sold)::DOUBLE AS sold "
        "FROM tops AS t LEFT JOIN bought AS b "
        "ON b.bucket = t.bucket AND b.member = t.member AND b.amount = t.top AND b.is_named "
        f"LEFT JOIN (SELECT line, customer FROM {_LINES}) AS named ON named.line = b.customer_no "
        "GROUP BY 1, 2 ORDER BY 1, 2",
        question.values,
    )
    return found.assign(span=[str(begun[int(n)]) for n in found["span"]])


def concentration(ask: Ask, scope: Scope, by: str) -> dict[str, float]:
    """By member that sold more than nothing to customers with a name: the largest one's share of that. Nothing of
    what has not begun, or of days of which the sum of a longer period alone is known."""
    question = ask.question("order_lines", scope, (by,))
    if question is None or not scope.has_begun or ask.told_in_sums(METRICS["sales"], scope.elapsed):
        return {}
    found = ask.query(
        "SELECT member, (max(amount) / sum(amount))::DOUBLE AS share FROM "
        f'(SELECT "{by}" AS member, customer_no, {_NAMELESS} AS nameless, sum(amount) AS amount '
        f"FROM {_bought(by, scope, [p for p in [question.period] if p])} "
        f'{question.where()} AND customer IS NOT NULL AND "{by}" IS NOT NULL GROUP BY 1, 2, 3) '
        "GROUP BY 1 HAVING sum(amount) > 0 ORDER BY 1",
        question.values,
    )
    return dict(zip(found["member"], found["share"], strict=True))


def _bought(by: str, scope: Scope, spans: Sequence[Period]) -> str:
    """What each customer bought, by day or, where that is enough for the spans, by month."""
    if not {by, *(dimension for dimension, _ in scope.filters)} <= OF_CHANNELS:
        return _LINES
    edges = {day for span in spans for day in (span.start, span.end)}
    return bought_in(edges, BY_CHANNEL, f"model.{BY_CHANNEL}", _LINES)
