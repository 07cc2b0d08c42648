"""What happened to one customer: his orders, tickets, scores, visits, what was noted and agreed with him."""

from __future__ import annotations

from datetime import date

import pandas as pd

from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.sql.windows import sql_date

# The lanes from the top.
KINDS = ("order", "ticket", "rating", "visit", "note", "promise")

_HAPPENED = """
SELECT 'order' AS kind, date, NULL::DATE AS until, sum(amount)::DOUBLE AS amount, NULL::VARCHAR AS words,
    false AS is_bad, NULL::VARCHAR AS result
FROM model.order_lines({day}) WHERE customer = ? AND buyer IS NOT NULL AND date <= {day} GROUP BY date
UNION ALL
SELECT 'ticket', date, least(coalesce(resolved::DATE, {day}), {day}), NULL,
    concat_ws(' · ', kind, product), coalesce(NOT resolved_in_time, resolved IS NULL), NULL
FROM model.service_tickets({day}) WHERE customer = ? AND date <= {day}
UNION ALL
SELECT 'rating', date, NULL, csat, NULL, NOT is_satisfied, NULL
FROM model.answers({day}) WHERE customer = ? AND date <= {day}
UNION ALL
SELECT 'rating', date, NULL, nps, 'NPS', is_detractor, NULL
FROM model.recommendations WHERE customer = ? AND date <= {day}
UNION ALL
SELECT CASE WHEN is_visit THEN 'visit' WHEN next_date IS NOT NULL THEN 'promise' ELSE 'note' END,
    if(is_visit OR next_date IS NULL, date, next_date), NULL, NULL,
    nullif(concat_ws(' · ', owner, kind, nullif(note, '')), ''), false, result
FROM model.follow_ups WHERE customer = ? AND date <= {noted}
ORDER BY date, kind, amount, words, until, result
"""

# Of those who share a product line of the 12 months with this customer the ones who share the largest part of
# theirs and his (Jaccard): the lines that he does not buy; of each the typical money among those who do.
_SIMILAR = """
WITH bought AS (
    SELECT customer, coalesce(product, category) AS line, sum(amount)::DOUBLE AS amount
    FROM model.order_lines({day})
    WHERE date <= {day} AND date > {day} - INTERVAL 12 MONTH AND customer IS NOT NULL
        AND coalesce(product, category) IS NOT NULL
    GROUP BY 1, 2 HAVING sum(amount) > 0
),
own AS (SELECT line FROM bought WHERE customer = ?),
sizes AS (SELECT customer, count(*) AS n, count(*) FILTER (line IN (FROM own)) AS shared FROM bought GROUP BY customer),
alike AS (
    SELECT customer FROM sizes
    WHERE shared > 0 AND customer <> ?
    ORDER BY shared / (n + (SELECT count(*) FROM own) - shared) DESC, n DESC, customer
    LIMIT {most}
)
SELECT line, count(*) AS buyers, (SELECT count(*) FROM alike) AS alike, median(amount) AS amount
FROM bought JOIN alike USING (customer) WHERE line NOT IN (FROM own)
GROUP BY line HAVING count(*) >= {least} ORDER BY count(*) * median(amount) DESC, line
"""


def happened(ask: Ask, day: date, customer: str) -> pd.DataFrame:
    """One row per thing that happened by a day: `kind`, `date`, `until` when a ticket was open, `amount` (of an
    order in 元, of a score), `words`, `is_bad`: a ticket resolved too late or not yet, a poor
    score; and the `result` of a follow-up."""
    noted = sql_date(day) if day < ask.as_of else "DATE '9999-12-31'"
    frame = ask.query(_HAPPENED.format(day=sql_date(day), noted=noted), (customer,) * 5)
    return frame.assign(is_bad=frame["is_bad"].astype("boolean").fillna(False).astype(bool))


def not_bought(ask: Ask, day: date, customer: str, most: int, least: int) -> pd.DataFrame:
    """One row per product line of the last 12 months that the `most` customers most like this one buy, at least so many
    of them, and he does not: how many `buyers` of those `alike`, and the typical `amount` of these in 元."""
    question = _SIMILAR.format(day=sql_date(day), most=most, least=least)
    return ask.query(question, (customer, customer))
