"""What was sold day by day in and beside promotions, and whom they brought."""

from __future__ import annotations

import pandas as pd

from salesdash.catalog.channels.pricing import Hangover
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask, compose_filter
from salesdash.warehouse.questions.sql.windows import sql_date

# A promotion of few lines (a code of one customer's own) counts as none.
_SQL = """
WITH firsts AS (
    SELECT buyer, min(date) FILTER (is_first) AS since, min(date) FILTER (NOT is_first) AS again
    FROM model.order_lines({as_of}) WHERE buyer IS NOT NULL AND date <= {as_of}
    GROUP BY buyer HAVING min(date) FILTER (is_first) IS NOT NULL
),
buyers AS (
    SELECT buyer, since, again, sum(profit) FILTER (date <= since + {again}) AS worth
    FROM firsts JOIN model.order_lines({as_of}) USING (buyer) WHERE date <= {as_of} GROUP BY 1, 2, 3
),
lines AS (
    SELECT "{by}" AS member, promotion, date, buyer, amount, profit FROM model.order_lines {filters}
),
newcomers AS (
    SELECT member, promotion, date, count(*) AS newcomers, count(again) AS came_back_ever,
        count(*) FILTER (again <= date + {again}) AS came_back, sum(worth) AS worth
    FROM (SELECT DISTINCT member, promotion, date, buyer FROM lines) AS bought
        JOIN buyers USING (buyer) WHERE date = since GROUP BY 1, 2, 3
),
days AS (
    SELECT member, promotion, date, sum(amount) AS amount, sum(profit) AS profit, count(*) AS lines
    FROM lines WHERE member IS NOT NULL AND date >= {start} AND date < {end} GROUP BY 1, 2, 3
),
known AS (
    SELECT days.member, days.date, days.amount, days.profit, n.newcomers, n.came_back, n.came_back_ever, n.worth,
        if(sum(days.lines) OVER (PARTITION BY days.member, days.promotion) >= {lines}, days.promotion, NULL)
            AS promotion
    FROM days LEFT JOIN newcomers AS n ON days.member = n.member AND days.date = n.date
        AND days.promotion IS NOT DISTINCT FROM n.promotion
)
SELECT member, promotion, date, sum(amount)::DOUBLE AS amount, sum(profit)::DOUBLE AS profit,
    coalesce(sum(newcomers), 0)::BIGINT AS newcomers, coalesce(sum(came_back), 0)::BIGINT AS came_back,
    coalesce(sum(came_back_ever), 0)::BIGINT AS came_back_ever, sum(worth)::DOUBLE AS worth
FROM known GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""

_SALES = """
SELECT "{by}" AS member, promotion, date, sum(amount)::DOUBLE AS amount, count(*) AS lines
FROM model.order_lines WHERE "{by}" IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""


def promotion_sales(ask: Ask, by: str) -> pd.DataFrame:
    """One row per member of `by`, promotion (null: none) and day with sales, of all days: the amount in 元, and how
    many lines. Asked once, whatever days are looked back from."""
    return ask.keep(("promotion_sales", by), lambda: _dated(ask.query(_SALES.format(by=by), ())))


def promotion_days(ask: Ask, scope: Scope, by: str, days: Period, rule: Hangover) -> pd.DataFrame:
    """One row per member of `by`, promotion (null: none) and day with sales: amount and gross profit
    in 元, `newcomers` who first bought then, how many of these `came_back` within `rule.again` days and
    `came_back_ever`, by the as-of date, and the gross profit that they were `worth` in these days (null
    where no cost is known)."""
    filters, values = compose_filter(scope, ask.columns["order_lines"])
    days_sold = ask.query(
        _SQL.format(
            by=by, filters=filters, as_of=sql_date(scope.as_of), start=sql_date(days.start),
            end=sql_date(days.end), again=rule.again, lines=rule.lines,
        ),
        values,
    )  # fmt: skip
    return _dated(days_sold)


def _dated(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(date=pd.to_datetime(rows["date"]).dt.date)
