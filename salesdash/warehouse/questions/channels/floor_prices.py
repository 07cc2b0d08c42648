"""What was sold below its floor price, by whom and in which months."""

from __future__ import annotations

from datetime import date

import pandas as pd

from salesdash.catalog.channels.pricing import PriceConflict
from salesdash.period import DAY
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask, compose_filter
from salesdash.warehouse.questions.sql.windows import sql_date

_FLOORS = """
SELECT product, t.floor AS typed, s.stated, s.list_price
FROM (
    SELECT product, min(floor_price) AS stated, min(list_price) AS list_price FROM live.products GROUP BY product
) AS s FULL JOIN model.floor_prices AS t USING (product)
"""
# A price is of what was paid for goods: no gifts, no credit notes, and before refunds.
_SQL = """
WITH floors AS (
    SELECT product, coalesce(typed, stated, list_price * {share})::DOUBLE AS floor FROM ({floors})
    WHERE coalesce(typed, stated, list_price * {share}) > 0
),
prices AS (
    SELECT product, "{by}" AS member, date_trunc('month', date)::DATE AS month,
        sum(amount + refunded_before)::DOUBLE AS paid, sum(quantity)::DOUBLE AS units, count(*) AS lines
    FROM (SELECT * FROM model.order_lines {filters})
    WHERE date >= {start} AND date < {end} AND amount > 0 AND quantity > 0 AND "{by}" IS NOT NULL
    GROUP BY 1, 2, 3
)
SELECT product, member, month, units, paid / units AS price, floor
FROM prices JOIN floors USING (product)
WHERE lines >= {lines} AND units >= {units} AND paid < units * floor
ORDER BY 1, 2, 3, 4, 5, 6
"""


def floors(ask: Ask) -> pd.DataFrame:
    """One row per product with a floor or list price: what was `typed`, what its sheet has `stated`, and its
    `list_price`, in 元."""
    return ask.query(f"{_FLOORS} ORDER BY product", ())


def below_floor(ask: Ask, scope: Scope, by: str, rule: PriceConflict) -> pd.DataFrame:
    """One row per product, member of `by` and month (its first day) of the scope's elapsed days with an
    average price below the floor: units, price and floor in 元 a unit.

    The floor is what was typed, else what the sheet of products states, else the part of the list price
    that the rule `floor_share` sets. A month's price is known from `rule.units` and `rule.lines` on.
    """
    filters, values = compose_filter(scope, ask.columns["order_lines"])
    start = scope.period.start if scope.period else date.min
    end = scope.elapsed.end if scope.elapsed else scope.as_of + DAY
    return ask.query(
        _SQL.format(
            by=by, filters=filters, floors=_FLOORS, share=ask.rules["floor_share"], start=sql_date(start),
            end=sql_date(end), lines=rule.lines, units=rule.units,
        ),
        values,
    )  # fmt: skip
