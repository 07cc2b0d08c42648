"""How far the live rows reach: per dataset and field, kept beside the models that ask for it."""

from __future__ import annotations

import duckdb

from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.model import Dataset, Kind

# One row per dataset with rows, and field: how many of its rows fill it, the days that they span, for how many
# days running it is usually silent in between, the days between its sheets that none of them reaches, and the
# months, quarters and years of which it has sums, but no row of a day.
COVERAGE = (
    "CREATE OR REPLACE TABLE model.coverage (dataset VARCHAR, field VARCHAR, filled BIGINT, "
    "row_count BIGINT, first_day DATE, last_day DATE, silence BIGINT, "
    "gaps STRUCT(start DATE, finish DATE)[], sums STRUCT(start DATE, finish DATE)[])"
)
MONTH_AS_DAY, SUMS_AS_DAY, AS_DAYS = "month_as_day", "sums_as_day", "day"
WEEK_AS_DAY, CELLS_AS_DAY = "week_as_day", "cells_as_day"
# Of what the rows of a sheet of orders are the sums, by how it was read: of months, of weeks, or of days, as the cells
# of a table of days by people or products are; null of one that lists orders.
SUMS_OF = (
    "CREATE OR REPLACE MACRO model.sums_of(answers) AS (CASE "
    f"WHEN answers->>'{WEEK_AS_DAY}' IS NOT NULL THEN 'week' "
    f"WHEN answers->>'{MONTH_AS_DAY}' IS NOT NULL OR answers->>'{SUMS_AS_DAY}' <> '{AS_DAYS}' THEN 'month' "
    f"WHEN answers->>'{CELLS_AS_DAY}' IS NOT NULL THEN 'day' END)"
)
# Whether a row is the sum of a period, for all of which its day stands. Sheets of weeks were once answered for as those
# of months are, so that it has to be the first or the last of one.
IS_SUM = (
    "CREATE OR REPLACE MACRO model.is_sum(span, day) AS (coalesce(span IN ('day', 'week') OR (span = 'month' "
    "AND (day = date_trunc('month', day)::DATE OR day = last_day(day))), false))"
)
# What tells of a dataset besides its sheets: of targets the plan in force, visits are noted here as well.
_TOLD_BY = {
    "targets": "(FROM model.kept_targets WHERE NOT is_first)",
    "visits": "(FROM live.visits UNION ALL BY NAME SELECT customer, noted_on AS date, owner, note, result, next_date "
    "FROM app.follow_ups WHERE removed_at IS NULL AND result IN ('contacted', 'visited'))",
}
# The day on which an open deal is expected to close is none on which anything happened.
_HAPPENED = {
    "opportunities": "(SELECT * REPLACE (if(coalesce(outcome, stage) IN ('won', 'lost'), closed, NULL) AS closed) "
    "FROM live.opportunities)",
}


def sums_month(day: str | None) -> str:
    """SQL: whether the day of a row stands for all of its month."""
    return _is_sum("month", day) if day else "false"


def _is_sum(span: str, day: str) -> str:
    of_sums = "SELECT (import_id, sheet) FROM app.layouts WHERE model.sums_of(answers)"
    return f"((import_id, sheet) IN ({of_sums} = '{span}') AND model.is_sum('{span}', \"{day}\"::DATE))"


def cover(db: duckdb.DuckDBPyConnection) -> None:
    """Make `model.coverage` anew, of the datasets that have rows: to plan the question of one without
    any takes longer than to see that it has none."""
    db.execute(COVERAGE)
    for dataset in DATASETS.values():
        _cover(db, dataset)


def cover_again(db: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    """The same of one dataset, whose rows are others now."""
    db.execute("DELETE FROM model.coverage WHERE dataset = ?", [dataset.key])
    _cover(db, dataset)


def _cover(db: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    if db.execute(f"SELECT EXISTS (FROM {_source(dataset)})").fetchone() == (True,):
        db.execute(f"INSERT INTO model.coverage {coverage_of(dataset)}")


def coverage_of(dataset: Dataset) -> str:
    """The question for the rows of one dataset in `model.coverage`."""
    counts = ", ".join(
        f'{_filled(dataset, field.key)} AS "{field.key}"' for field in dataset.fields
    )
    first = f'min("{dataset.date}")::DATE' if dataset.date else "NULL::DATE"
    last = f'max("{dataset.date}")::DATE' if dataset.date else "NULL::DATE"
    if dataset.date and dataset.field(dataset.date).kind is Kind.PERIOD:
        last = f'max("{dataset.date}_end")::DATE - 1'
    if dataset.later:
        first = f'least({first}, min("{dataset.later}")::DATE)'
        last = f'greatest({last}, max("{dataset.later}")::DATE)'
    keys = ", ".join(f'"{field.key}"' for field in dataset.fields)
    return (
        f"SELECT '{dataset.key}' AS dataset, field, filled, n AS row_count, "
        "least(first_day, sums[1].start) AS first_day, last_day, "
        f"{_usual_silence(dataset)} AS silence, {_gaps(dataset)} AS gaps, sums FROM ("
        f"UNPIVOT (SELECT count(*) AS n, {first} AS first_day, {last} AS last_day, {_sums(dataset)} AS sums, {counts} "
        f"FROM {_source(dataset)}) ON {keys} INTO NAME field VALUE filled)"
    )


def _source(dataset: Dataset) -> str:
    """The rows that count."""
    told_by = _TOLD_BY.get(dataset.key) or _HAPPENED.get(dataset.key)
    return told_by or f"live.{dataset.key}"


def _filled(dataset: Dataset, field: str) -> str:
    """How many rows fill a field; of a refund, how many say in whatever form that goods came back, and of an order's
    number, how many are one order: all but the sums of periods."""
    if (dataset.key, field) == ("orders", "order_id"):
        is_sum = " OR ".join(_is_sum(span, "order_date") for span in ("month", "week", "day"))
        return f"count(*) FILTER (order_id IS NOT NULL OR NOT ({is_sum}))"
    if (dataset.key, field) == ("orders", "refund"):
        return "count(*) FILTER (refund IS NOT NULL OR status = 'returned' OR amount < 0)"
    return f'count("{field}")'


def _usual_silence(dataset: Dataset) -> str:
    """The days without a row between two that have one: at most so many in nineteen cases of twenty."""
    if not dataset.date:
        return "NULL::BIGINT"
    is_period = dataset.field(dataset.date).kind is Kind.PERIOD
    days = " UNION ".join(
        f'SELECT DISTINCT "{date}"::DATE AS start, {_day_after(date, is_period=is_period)} AS finish '
        f'FROM {_source(dataset)} WHERE "{date}" IS NOT NULL'
        for date in filter(None, (dataset.date, dataset.later))
    )
    return (
        "(SELECT quantile_disc(greatest(start - seen, 0), 0.95) FROM ("
        "SELECT start, max(finish) OVER (ORDER BY start ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS seen "
        f"FROM ({days})) WHERE seen IS NOT NULL)"
    )


def _gaps(dataset: Dataset) -> str:
    """From the day after one sheet's last row up to the first of the next, where that is longer than the
    sheets themselves are usually silent: nobody knows what happened then."""
    if not dataset.date or dataset.key in _TOLD_BY:
        return "NULL"
    day = f'"{dataset.date}"::DATE'
    after = _day_after(dataset.date, is_period=dataset.field(dataset.date).kind is Kind.PERIOD)
    return (
        f"(WITH days AS (SELECT DISTINCT import_id, sheet, {day} AS start, {after} AS finish "
        f'FROM {_source(dataset)} WHERE "{dataset.date}" IS NOT NULL), '
        "usual AS (SELECT quantile_disc(start - seen, 0.95) AS silence FROM (SELECT start, "
        "lag(finish) OVER (PARTITION BY import_id, sheet ORDER BY start) AS seen FROM days) WHERE seen IS NOT NULL), "
        "between_sheets AS (SELECT start AS finish, "
        "max(finish) OVER (ORDER BY start ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS start FROM "
        "(SELECT min(start) AS start, max(finish) AS finish FROM days GROUP BY import_id, sheet)) "
        "SELECT list({'start': start, 'finish': finish} ORDER BY start) FROM between_sheets "
        "WHERE finish - start > (SELECT greatest(silence, 0) FROM usual))"
    )


def _sums(dataset: Dataset) -> str:
    """The months, quarters and years of which a day of the orders tells the sum. Of one in which other rows lie, or
    sums of shorter ones, it is the months without. How many a sum is of is told by how far apart the days of a sheet
    are."""
    if dataset.key != "orders":
        return "NULL::STRUCT(start DATE, finish DATE)[]"
    return (
        "(WITH booked AS (SELECT DISTINCT import_id, sheet, order_date::DATE AS day FROM live.orders "
        "WHERE order_date IS NOT NULL), "
        f"days AS (FROM booked WHERE {sums_month('day')}), "
        "told AS (SELECT DISTINCT date_trunc('month', day)::DATE AS start "
        "FROM booked ANTI JOIN days USING (import_id, sheet, day)), "
        "apart AS (SELECT *, datediff('month', lag(day) OVER (PARTITION BY import_id, sheet ORDER BY day), day) AS n "
        "FROM days), "
        "spaced AS (SELECT *, min(n) OVER (PARTITION BY import_id, sheet) AS spacing, day(day) = 1 AS is_first "
        "FROM apart), "
        "long AS (SELECT day, is_first, CASE WHEN spacing >= 12 AND month(day) = if(is_first, 1, 12) THEN 12 "
        "WHEN spacing >= 3 AND month(day) % 3 = if(is_first, 1, 0) THEN 3 ELSE 1 END AS months FROM spaced), "
        "spans AS (SELECT DISTINCT if(is_first, day, "
        "(date_trunc('month', day) - to_months(months::INTEGER - 1))::DATE) AS start, months FROM long), "
        "parts AS (SELECT *, (date_trunc('month', start) + to_months(unnest(range(months))::INTEGER))::DATE AS month "
        "FROM spans), "
        "closest AS (SELECT *, "
        "months > min(months) OVER (PARTITION BY month) OR month IN (FROM told) AS is_told_closer FROM parts), "
        "whole AS (SELECT *, bool_or(is_told_closer) OVER (PARTITION BY start, months) AS is_in_pieces FROM closest), "
        "summed AS (SELECT DISTINCT if(is_in_pieces, month, date_trunc('month', start)::DATE) AS start, "
        "if(is_in_pieces, 1, months) AS months FROM whole WHERE NOT is_told_closer) "
        "SELECT list({'start': start, 'finish': (start + to_months(months::INTEGER))::DATE} "
        "ORDER BY start) FROM summed)"
    )


def _day_after(date: str, *, is_period: bool) -> str:
    return f'"{date}_end"' if is_period else f'"{date}"::DATE + 1'
