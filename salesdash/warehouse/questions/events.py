"""What happened in a period that may explain its curves: from sheets, typed, and promotions in the orders."""

from __future__ import annotations

import pandas as pd

from salesdash.catalog.channels.pricing import Hangover
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.sql.dialect import days_between
from salesdash.warehouse.questions.sql.windows import sql_date

OF = ("channel", "region", "product")

# A promotion of few lines is a code of one customer's own, one of many days everyday business. One that ran in one
# channel or region, or for one product alone, is an event of it.
_SQL = """
WITH promoted AS (
    SELECT promotion, date, count(*) AS lines, {extremes}
    FROM model.order_lines WHERE promotion IS NOT NULL GROUP BY promotion, date
),
begun AS (
    SELECT *, coalesce({since_last} > {pause}, true) AS begins
    FROM promoted
),
runs AS (
    SELECT *, count(CASE WHEN begins THEN 1 END) OVER (PARTITION BY promotion ORDER BY date) AS run FROM begun
),
events AS (
    SELECT NULL::INTEGER AS event_id, min(date) AS first, max(date) AS last, promotion AS text, 'promotion' AS kind,
        {only}
    FROM runs GROUP BY promotion, run
    HAVING sum(lines) >= {lines} AND {lasted} < {longest}
    UNION ALL SELECT * FROM model.events
)
SELECT * FROM events WHERE first < {end} AND last >= {start} ORDER BY first, last, text, event_id
"""


def events(ask: Ask, scope: Scope, period: Period, rule: Hangover) -> pd.DataFrame:
    """One row per event that falls into the period: event_id (of a typed one), first and last day, text,
    kind, and the channel, region and product that it is of (null: of all). An event of a member that
    the scope's filters leave out is left out."""
    frame = ask.query(
        _SQL.format(
            extremes=", ".join(f"min({of}) AS {of}, max({of}) AS last_{of}" for of in OF),
            only=", ".join(f"if(min({of}) = max(last_{of}), min({of}), NULL) AS {of}" for of in OF),
            since_last=days_between("lag(date) OVER (PARTITION BY promotion ORDER BY date)", "date"),
            lasted=days_between("min(date)", "max(date)"), pause=rule.pause, lines=rule.lines, longest=rule.longest,
            start=sql_date(period.start), end=sql_date(period.end),
        ),
        (),
    )  # fmt: skip
    for of, members in scope.filters:
        if of in OF:
            frame = frame[frame[of].isna() | frame[of].isin(members)]
    return frame.assign(**{day: pd.to_datetime(frame[day]).dt.date for day in ("first", "last")})
