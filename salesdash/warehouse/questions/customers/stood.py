"""How customers stood on several days, which are asked for together: one question, whatever days there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.sql.dialect import each_of

_ON = """
SELECT d.day, s.customer, s.tier::VARCHAR AS tier, s.status::VARCHAR AS status, s.amount::DOUBLE AS amount, s.orders,
    s.days_since, s.rhythm, s.owner
FROM (SELECT {each_day} AS day) AS d CROSS JOIN LATERAL (FROM model.customer_standing(d.day) WHERE {which}) AS s
ORDER BY d.day DESC, s.customer
"""


def stood(ask: Ask, days: Sequence[date], *, customer: str) -> pd.DataFrame:
    """One row per day by which the customer had ordered, the latest first: `tier`, `status`, the sales of 12
    months in 元 (`amount`), `orders`, `days_since` the last one, the usual days between two
    (`rhythm`) and the `owner`."""
    return _on(ask, days, "customer = ?", customer)


def high_value(ask: Ask, days: Sequence[date]) -> pd.DataFrame:
    """The same of each customer of high value, by day."""
    return _on(ask, days, "tier = 'high'")


def _on(ask: Ask, days: Sequence[date], which: str, *values: str) -> pd.DataFrame:
    sql = _ON.format(each_day=each_of("DATE"), which=which)
    return ask.query(sql, (tuple(map(str, days)), *values))
