"""What was sold day by day in and beside promotions, and whom they brought."""

from __future__ import annotations

import pandas as pd

from salesdash.catalog.channels.pricing import Hangover
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask, compose_filter
from salesdash.warehouse.questions.windows import sql_date

# A promotion of few lines (a code of one customer's own) counts as none.
_SQL = """
WITH buyers AS (
    SELECT buyer, min(date) FILTER (is_first) AS since, min(date) FILTER (NOT is_first) AS again
    FROM model.order_lines({as_of}) WHERE buyer IS NOT NULL AND date <= {as_of}
    GROUP BY buyer HAVING since IS NOT NULL
),
days AS (
    SELECT l."{by}" AS member, l.promotion, l.date, sum(l.amount) AS amount, count(*) AS lines,
        count(DISTINCT b.buyer) AS newcomers,
        count(DISTINCT b.buyer) FILTER (b.again <= l.date + {again}) AS came_back
    FROM (FROM model.order_lines {filters}) AS l LEFT JOIN buyers AS b ON l.buyer = b.buyer AND l.date = b.since
    WHERE l."{by}" IS NOT NULL AND l.date >= {start} AND l.date < {end}
    GROUP BY ALL
),
known AS (
    SELECT * REPLACE (if(sum(lines) OVER (PARTITION BY member, promotion) >= {lines}, promotion, NULL) AS promotion)
    FROM days
)
SELECT member, promotion, date, sum(amount)::DOUBLE AS amount, sum(newcomers)::BIGINT AS newcomers,
    sum(came_back)::BIGINT AS came_back
FROM known GROUP BY ALL ORDER BY ALL
"""


def promotion_days(ask: Ask, scope: Scope, by: str, days: Period, rule: Hangover) -> pd.DataFrame:
    """One row per member of `by`, promotion (null: none) and day with sales: amount in 元, `newcomers`
    who first bought then, and how many of these `came_back` by the as-of date, within `rule.again` days."""
    filters, values = compose_filter(scope, ask.columns["order_lines"])
    days_sold = ask.query(
        _SQL.format(
            by=by, filters=filters, as_of=sql_date(scope.as_of), start=sql_date(days.start),
            end=sql_date(days.end), again=rule.again, lines=rule.lines,
        ),
        values,
    )  # fmt: skip
    return days_sold.assign(date=pd.to_datetime(days_sold["date"]).dt.date)
