"""How one customer stood on several days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.windows import sql_date

_ON = """
SELECT {day} AS day, tier::VARCHAR AS tier, status::VARCHAR AS status, amount::DOUBLE AS amount, orders, days_since
FROM model.customer_standing({day}) WHERE customer = ?
"""


def stood(ask: Ask, customer: str, days: Sequence[date]) -> pd.DataFrame:
    """One row per day by which the customer had ordered, the latest first: `tier`, `status`, the sales of 12
    months in 元 (`amount`), `orders` and `days_since` the last one. One question, whatever days there are."""
    sql = " UNION ALL ".join(_ON.format(day=sql_date(day)) for day in days)
    return ask.query(f"FROM ({sql}) ORDER BY day DESC", (customer,) * len(days))
