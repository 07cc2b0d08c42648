"""When each customer was last visited and asked, and what he complained of."""

from __future__ import annotations

from datetime import date

import pandas as pd

from salesdash.catalog.channels.diagnoses import COMPLAINTS
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.sql.dialect import says
from salesdash.warehouse.questions.sql.windows import sql_date

_SQL = """
WITH tickets AS (
    SELECT customer, count(answered_in_time) AS answers,
        count(*) FILTER (resolved IS NULL AND {complains}) AS complaints_open,
        count(*) FILTER (is_usual) AS answered_usual, count(*) FILTER (is_high) AS answered_high
    FROM (
        SELECT *, response_hours <= model.rule('answer_within') AS is_usual,
            response_hours <= model.rule('service_answer_high') AS is_high
        FROM model.service_tickets({day}) WHERE date <= {day} AND date > {day} - INTERVAL 12 MONTH
    ) AS heard GROUP BY customer
),
visits AS (SELECT customer, max(date) AS visited_on FROM model.customer_visits WHERE date <= {day} GROUP BY customer),
owners AS (
    SELECT customer, max(since) AS owned_since FROM model.customer_decisions WHERE what = 'owner' AND since <= {day}
    GROUP BY customer
),
surveys AS (SELECT customer, max(date) AS surveyed_on FROM live.surveys WHERE date <= {day} GROUP BY customer),
places AS (
    SELECT customer, arg_max(region, (date, region)) AS region FROM model.order_lines({day}) WHERE date <= {day}
    GROUP BY customer
)
SELECT customer, region, visited_on, owned_since, surveyed_on, coalesce(complaints_open, 0) AS complaints_open,
    coalesce(answers, 0) AS answers, coalesce(answered_usual, 0) AS answered_usual,
    coalesce(answered_high, 0) AS answered_high
FROM places LEFT JOIN visits USING (customer) LEFT JOIN surveys USING (customer) LEFT JOIN tickets USING (customer)
    LEFT JOIN owners USING (customer)
WHERE customer IS NOT NULL
"""


def looked_after(ask: Ask, day: date) -> pd.DataFrame:
    """One row per customer who ever bought by a day: his `region`, when he was last visited (`visited_on`), given
    another owner by hand (`owned_since`) and asked how satisfied he is (`surveyed_on`), `complaints_open`; of the
    tickets of 12 months that can be judged (`answers`) how many were answered in the usual time and in that of
    high-value customers."""
    return ask.query(_SQL.format(day=sql_date(day), complains=says("kind", COMPLAINTS)), ())
