"""At what prices channels sold the same product in the same month, and which lie far apart."""

from __future__ import annotations

from datetime import date

import pandas as pd

from salesdash.catalog.channels.pricing import PriceConflict
from salesdash.period import DAY, Period, add_months
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask, compose_filter
from salesdash.warehouse.questions.sql.windows import sql_date

# A price is of what was paid for goods: no gifts, no credit notes, and before refunds.
_PRICED = """
WITH prices AS (
    SELECT product, channel, month, sum(paid)::DOUBLE AS paid, sum(quantity)::DOUBLE AS units, count(*) AS lines,
        sum(paid::DOUBLE * paid::DOUBLE / quantity::DOUBLE) AS squares
    FROM (
        SELECT product, channel, date_trunc('month', date)::DATE AS month, amount + refunded_before AS paid, quantity
        FROM (SELECT * FROM model.order_lines {filters})
        WHERE date >= {start} AND date < {end} AND amount > 0 AND quantity > 0
            AND product IS NOT NULL AND channel IS NOT NULL
    )
    GROUP BY 1, 2, 3
),
priced AS (
    SELECT *, paid / units AS price,
        greatest(squares / units - pow(paid / units, 2), 0) / (lines - 1) AS error
    FROM prices WHERE lines >= {lines} AND units >= {units}
)
"""
_GAPS = f"""{_PRICED}
SELECT low.product AS product, low.channel AS channel, low.month AS month, low.units AS units, low.price AS price,
    high.channel AS other, high.units AS other_units, high.price AS other_price,
    coalesce(earlier.units, 0) AS other_units_before
FROM priced AS low JOIN priced AS high USING (product, month)
LEFT JOIN prices AS earlier ON earlier.product = high.product AND earlier.channel = high.channel
    AND earlier.month = high.month - INTERVAL 1 YEAR
WHERE low.month >= {{since}} AND low.price < high.price * (1 - {{gap}})
    AND high.price - low.price > {{errors}} * sqrt(low.error + high.error)
ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9
"""
_MONTHLY = f"{_PRICED} SELECT channel, month, paid, units FROM priced ORDER BY channel, month"


def price_gaps(ask: Ask, scope: Scope, months: Period, rule: PriceConflict) -> pd.DataFrame:
    """One row per product, month and pair of channels whose prices are apart: product, channel (the
    cheaper), month (its first day), units, price, and the `other_` channel's, with its units of the same
    month a year before (0 where it sold none).

    The months are those of `months` and `rule.months` before; prices in 元 a unit. Asked year by year: years do
    not change with the period that is looked at.
    """
    before = add_months(months.start, -max(rule.months, 12))
    last, orders = (months.end - DAY).year, ask.coverage.get("orders")
    first = max(before, orders.first_day) if orders and orders.first_day else before
    years = [Period.of(date(year, 1, 1), "year") for year in range(min(first.year, last), last + 1)]
    gaps = pd.concat(
        _asked(
            ask, _GAPS, scope, Period(year.shifted("previous").start, year.end), rule, year.start
        )
        for year in years
    )
    gaps = gaps.assign(month=pd.to_datetime(gaps["month"]).dt.date)
    return gaps[(gaps["month"] >= before) & (gaps["month"] < months.end)]


def monthly_prices(
    ask: Ask, scope: Scope, months: Period, product: str, rule: PriceConflict
) -> pd.DataFrame:
    """One row per channel and month in which it has a price of the product: channel, month (its first day), what was
    paid and for how many units."""
    rows = _asked(ask, _MONTHLY, scope.where("product", product), months, rule)
    return rows.assign(month=pd.to_datetime(rows["month"]).dt.date)


def _asked(
    ask: Ask,
    sql: str,
    scope: Scope,
    span: Period,
    rule: PriceConflict,
    since: date | None = None,
) -> pd.DataFrame:
    filters, values = compose_filter(scope, ask.columns["order_lines"])
    words = {
        "gap": rule.gap,
        "errors": rule.errors,
        "units": rule.units,
        "lines": max(rule.lines, 2),
    }
    days = {
        "start": sql_date(span.start),
        "end": sql_date(span.end),
        "since": sql_date(since or span.start),
    }
    return ask.query(sql.format(filters=filters, **days, **words), values)
