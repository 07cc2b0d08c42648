"""What new customers earned month by month since their first order, beside what it cost to win them."""

from __future__ import annotations

import pandas as pd

from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.sql.counted import SPENT
from salesdash.warehouse.questions.sql.dialect import whole_months
from salesdash.warehouse.questions.sql.windows import sql_date

# A customer counts where his first order is known to be the first, the spend of its month is known there, and
# all that he bought since has a cost. Goods taken back lower his margin.
_SQL = """
WITH won AS (
    SELECT "{by}" AS member, new_customer AS buyer, min(date) AS since
    FROM {relation} {where} AND counts AND figure = 'spend' AND new_customer IS NOT NULL AND "{by}" IS NOT NULL
    GROUP BY 1, 2
),
bought AS (
    SELECT w.member, w.buyer, {age} AS age, l.profit
    FROM won AS w JOIN model.order_lines AS l ON l.customer_no = w.buyer AND l.date >= w.since AND l.date <= {as_of}
),
costed AS (SELECT member, buyer FROM bought GROUP BY 1, 2 HAVING count(*) = count(profit)),
months AS (SELECT member, buyer, age, sum(profit) AS margin FROM bought GROUP BY 1, 2, 3)
SELECT w.member, a.age, coalesce(sum(m.margin), 0)::DECIMAL(18, 4) AS margin, count(*) AS customers
FROM (SELECT won.member, won.buyer, won.since FROM won JOIN costed USING (member, buyer)) AS w
    JOIN (SELECT age FROM (VALUES {ages}) AS ages(age)) AS a ON {known_for} > a.age
    LEFT JOIN months AS m ON m.member = w.member AND m.buyer = w.buyer AND m.age = a.age
GROUP BY 1, 2 ORDER BY 1, 2, 3, 4
"""


def earned_since(ask: Ask, scope: Scope, by: str, longest: int) -> pd.DataFrame:
    """One row per member of `by` and month since the first order (`age` 0: the first), up to `longest`:
    the gross `margin` in 元 of that month of all new customers of the scope's period who have been
    customers for the whole of it, and how many `customers` they are. No rows where spend or customers are
    not told apart so."""
    question = ask.question(SPENT, scope, (by,))
    if question is None or scope.period is None or not scope.has_begun:
        return pd.DataFrame(columns=["member", "age", "margin", "customers"])
    return ask.query(
        _SQL.format(
            by=by, relation=question.relation, where=question.where(), as_of=sql_date(scope.as_of),
            ages=", ".join(f"({age})" for age in range(longest)),
            age=whole_months("w.since", "l.date"),
            known_for=whole_months("w.since", f"{sql_date(scope.as_of)} + 1"),
        ),
        question.values,
    )  # fmt: skip
