"""What the orders, tickets, scores and visits tell of chosen customers, and what was noted of any."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from salesdash.catalog.channels.diagnoses import COMPLAINTS
from salesdash.catalog.customers.calls import ENOUGH
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.sql.dialect import days_between, each_of, says
from salesdash.warehouse.questions.sql.windows import sql_date

# The recent days of ordering beside those before: the days between them and what was ordered. A product line by
# its days of ordering, and what it made of the customer's money in the 12 months up to its last.
_SIGNS = """
WITH chosen AS (SELECT {each_chosen} AS customer),
lines AS (
    SELECT l.customer, l.date, l.amount, coalesce(l.category, l.product) AS line FROM model.order_lines({day}) AS l
    JOIN chosen USING (customer) WHERE l.date <= {day} AND l.order_no IS NOT NULL
),
days AS (
    SELECT customer, date, sum(amount) AS amount, {gap} AS gap,
        row_number() OVER (PARTITION BY customer ORDER BY date DESC) <= {recent} AS is_recent
    FROM lines GROUP BY customer, date
),
rhythm AS (
    SELECT customer, median(gap) FILTER (is_recent) AS gap_now, median(amount) FILTER (is_recent) AS basket_now,
        median(gap) FILTER (NOT is_recent) AS gap_before, median(amount) FILTER (NOT is_recent) AS basket_before,
        count(*) FILTER (NOT is_recent AND gap IS NOT NULL) AS days_before
    FROM days WHERE date > {day} - INTERVAL {months} MONTH GROUP BY customer
),
line_days AS (
    SELECT customer, line, date, {line_gap} AS gap
    FROM lines WHERE line IS NOT NULL GROUP BY customer, line, date
),
habits AS (
    SELECT customer, line, max(date) AS line_last, median(gap) AS line_rhythm FROM line_days
    GROUP BY customer, line HAVING count(*) >= {habit} AND max(date) > {day} - INTERVAL 12 MONTH
),
shares AS (
    SELECT h.customer, h.line, h.line_last, h.line_rhythm, sum(l.amount) FILTER (l.line = h.line) AS line_amount,
        sum(l.amount) AS all_amount
    FROM habits AS h JOIN lines AS l ON l.customer = h.customer AND l.date <= h.line_last
        AND l.date > h.line_last - INTERVAL 12 MONTH
    GROUP BY 1, 2, 3, 4
),
stops AS (
    SELECT s.customer, s.line, s.line_amount::DOUBLE AS line_amount, {silent} AS line_silent,
        (s.line_amount / nullif(s.all_amount, 0))::DOUBLE AS line_share,
        {skipped} / nullif(s.line_rhythm, 0) AS line_reached
    FROM shares AS s JOIN (SELECT customer, max(date) AS last FROM lines GROUP BY customer) AS o USING (customer)
),
stopped AS (
    SELECT DISTINCT ON (customer) * FROM stops
    WHERE line_reached > model.rule('call_line_silent') AND line_share >= model.rule('call_line_share')
    ORDER BY customer, line_amount DESC, line
),
complaints AS (
    SELECT DISTINCT ON (customer) customer, date AS complaint_on, resolved IS NULL AS complaint_is_open,
        if(resolved IS NULL, {open_for}, ceil(resolution_hours / 24))::DOUBLE AS complaint_days,
        resolution_hours AS complaint_hours
    FROM model.service_tickets({day})
    WHERE customer IN (FROM chosen) AND date <= {day} AND date > {day} - model.rule('call_heard_within')::INTEGER
        AND {complains}
    ORDER BY customer, resolved IS NULL DESC, resolution_hours DESC
),
scores AS (
    SELECT customer, date, csat AS score, NOT is_satisfied AS is_poor, 'csat' AS scale FROM model.answers({day})
    UNION ALL SELECT customer, date, nps, is_detractor, 'nps' FROM model.recommendations
),
ratings AS (
    SELECT DISTINCT ON (customer) customer, date AS rated_on, score AS rating, scale AS rating_scale,
        is_poor AS rating_is_poor
    FROM scores
    WHERE customer IN (FROM chosen) AND date <= {day} AND date > {day} - model.rule('call_heard_within')::INTEGER
    ORDER BY customer, date DESC, is_poor DESC, scale, score
),
visits AS (
    SELECT customer, max(date) AS visited_on FROM model.customer_visits JOIN chosen USING (customer)
    WHERE date <= {day} GROUP BY customer
)
SELECT customer, gap_now, gap_before, basket_now::DOUBLE AS basket_now, basket_before::DOUBLE AS basket_before,
    days_before, line, line_silent, line_share, line_reached, complaint_on, complaint_is_open, complaint_days,
    complaint_hours, rated_on, rating, rating_scale, rating_is_poor, visited_on
FROM chosen LEFT JOIN rhythm USING (customer) LEFT JOIN stopped USING (customer) LEFT JOIN complaints USING (customer)
LEFT JOIN ratings USING (customer) LEFT JOIN visits USING (customer)
"""

_NOTED = """
SELECT DISTINCT ON (customer) customer, result, date, next_date FROM model.follow_ups
WHERE result IS NOT NULL AND date <= {until} ORDER BY customer, date DESC, follow_up_id DESC NULLS LAST, next_date DESC
"""


def signs(ask: Ask, day: date, customers: Sequence[str]) -> pd.DataFrame:
    """One row per chosen customer, by what is known on a day. Missing where the data do not tell.

    `gap_now`, `gap_before`: the median days between the recent orders and those before; `basket_now`,
    `basket_before` of what was ordered a day, over `days_before`. `line`: the product line that stopped,
    `line_silent` days ago, which made `line_share` of his money and was skipped `line_reached` times.
    `complaint_on`, `complaint_is_open`, the `complaint_days` that it was or is open, `complaint_hours` until it was
    resolved. `rated_on`, `rating` on its `rating_scale` (csat, nps), `rating_is_poor`; `visited_on`.
    """
    question = _SIGNS.format(
        day=sql_date(day),
        each_chosen=each_of("VARCHAR"),
        gap=days_between("lag(date) OVER (PARTITION BY customer ORDER BY date)", "date"),
        line_gap=days_between("lag(date) OVER (PARTITION BY customer, line ORDER BY date)", "date"),
        silent=days_between("s.line_last", sql_date(day)),
        skipped=days_between("s.line_last", "o.last"),
        open_for=days_between("date", sql_date(day)),
        complains=says("kind", COMPLAINTS), recent=ENOUGH.recent, months=ENOUGH.months, habit=ENOUGH.habit
    )  # fmt: skip
    return ask.query(question, (tuple(customers),))


def noted(ask: Ask, day: date) -> pd.DataFrame:
    """One row per customer of whom a result was noted by a day (the newest order's or later: ever): the last
    `result`, its `date`, and the `next_date`."""
    until = sql_date(day) if day < ask.as_of else "DATE '9999-12-31'"
    return ask.query(_NOTED.format(until=until), ())
