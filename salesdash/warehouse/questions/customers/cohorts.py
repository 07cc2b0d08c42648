"""What customers do from their first order on, and how much of the sales is of new ones."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from salesdash.period import DAY, MONTHS, Period
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask, compose_filter
from salesdash.warehouse.questions.sql.windows import sql_date

CohortGrain = Literal["month", "quarter"]
_COHORTS = """
SELECT (date_trunc('{grain}', since - {late}) + {late})::DATE AS cohort,
    date_diff('{grain}', since - {late}, month - {late})::INTEGER AS age,
    count(DISTINCT customer_no) FILTER (bought) AS customers, sum(sales)::DOUBLE AS sales,
    if(count(*) = count(margin), sum(margin), NULL)::DOUBLE AS margin, bool_and(is_new) AS is_new
FROM model.cohort_months({day}) {within} GROUP BY 1, 2 ORDER BY 1, 2
"""
_REPEATS = """
WITH firsts AS (
    SELECT customer_no, min(date) FILTER (buyer IS NOT NULL) AS since, coalesce(bool_or(is_first), false) AS is_new
    FROM model.order_lines({day}) WHERE date <= {day} AND customer_no IS NOT NULL GROUP BY customer_no
)
SELECT {start}::DATE AS start,
    CASE WHEN date < since OR since IS NULL THEN 'unknown' WHEN since < {start} THEN 'returning'
        WHEN is_new THEN 'new' ELSE 'unknown' END AS kind,
    sum(amount)::DOUBLE AS sales, count(DISTINCT customer_no) FILTER (buyer IS NOT NULL) AS customers
FROM (SELECT * FROM model.order_lines({day}) {filters}) AS lines LEFT JOIN firsts USING (customer_no)
WHERE date >= {first} AND date < {end} GROUP BY 1, 2 ORDER BY 1, 2
"""


def cohorts(ask: Ask, scope: Scope, grain: CohortGrain) -> pd.DataFrame:
    """One row per period of the first order (`cohort`, its first day) and the periods since (`age`) in which anybody
    of it bought or gave back: how many `customers` ordered, at first all of them, with sales and gross margin in 元
    (missing where a line has no cost), and whether the first order `is_new`, known to be that, of all of these. The
    scope's filters are of customers, as they are on its as-of date."""
    day, within = sql_date(scope.as_of), ""
    filters, values = compose_filter(scope, ask.columns_of_standing)
    if filters:
        within = f"WHERE customer_no IN (SELECT customer_no FROM model.customer_standing({day}) {filters})"
    # a fiscal quarter begins so many months after one of the calendar
    late = f"INTERVAL {(scope.calendar.year_starts - 1) % MONTHS[grain]} MONTH"
    return ask.query(_COHORTS.format(grain=grain, day=day, within=within, late=late), values)


def new_and_returning(ask: Ask, scope: Scope, period: Period, *, by_month: bool) -> pd.DataFrame:
    """Sales of a period and the customers who ordered, by month or as a whole (`start`), of `new` customers, whose
    first order ever lies in it, of `returning` ones, and `unknown`: of nobody, or of who first shows up while the data
    begin."""
    filters, values = compose_filter(scope, ask.columns["order_lines"])
    last = min(period.last_day, scope.as_of)
    return ask.query(
        _REPEATS.format(
            day=sql_date(scope.as_of),
            start="date_trunc('month', date)" if by_month else sql_date(period.start),
            filters=filters,
            first=sql_date(period.start),
            end=sql_date(last + DAY),
        ),
        values,
    )
