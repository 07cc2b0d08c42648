"""How customers moved between two days."""

from __future__ import annotations

from datetime import date

import pandas as pd

from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask, compose_filter
from salesdash.warehouse.questions.sql.windows import sql_date

_SQL = """
SELECT tier_before, tier_after, way, count(customer) AS customers,
    sum(sales_before)::DOUBLE AS sales_before, sum(sales_after)::DOUBLE AS sales_after
FROM {moves} {filters} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""


def relation(earlier: date, later: date) -> str:
    return f"model.customer_moves({sql_date(earlier)}, {sql_date(later)})"


def moved(ask: Ask, scope: Scope, earlier: date, later: date) -> pd.DataFrame:
    """One row per tier before, tier after and way: how many `customers`, with their sales in 元 of the 12 months
    to either day (`sales_before`, `sales_after`). Sales that are nobody's have no tier. The scope's filters are of
    customers, as they are on the later day."""
    filters, values = compose_filter(scope, ask.columns_of_standing)
    return ask.query(_SQL.format(moves=relation(earlier, later), filters=filters), values)
