"""What a table would change among the rows that stand, known before anything is stored."""

from __future__ import annotations

from dataclasses import dataclass, replace

import duckdb
import pandas as pd
import pyarrow as pa

from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.model import Dataset
from salesdash.receipt import Batch, Question
from salesdash.warehouse.imports.overlap import Comparison, Mode, compare
from salesdash.warehouse.imports.rewritten_cells import Rewritten, rewritten
from salesdash.warehouse.store.database import Warehouse


@dataclass(frozen=True, slots=True)
class Difference:
    """What storing a table would change. `same` rows stand already and are not stored again.

    `changed` rows take the place of others of the same key; `removed` ones stand no longer.
    `question` None: the evidence is clear, or the mode was given; else `mode` is our guess.
    `overlapping` are the files whose rows stand in the same place. `by_month`: `month`
    (2025-03, null: undated), `before`, `after`, `change`, each the sum of the dataset's amount in
    元, for the months in which the table has rows or ends some; empty without an amount. `rewritten`
    are the first of the rows that change, cell by cell.
    """

    mode: Mode
    question: Question | None
    new: int
    changed: int
    same: int
    removed: int
    overlapping: tuple[str, ...]
    by_month: pd.DataFrame
    rewritten: tuple[Rewritten, ...] = ()


def difference(warehouse: Warehouse, batch: Batch, mode: Mode | None = None) -> Difference:
    """What would change if the table were stored: in this mode, its own, or as the evidence tells.

    A table without rows to store changes nothing.
    """
    batch = replace(batch, mode=mode or batch.mode)
    nothing = pd.DataFrame(columns=["month", "before", "after", "change"])
    if not batch.rows:
        return Difference("append", None, 0, 0, 0, 0, (), nothing)
    dataset = DATASETS[str(batch.receipt.dataset)]
    with warehouse.reading() as db:
        comparison = compare(db, dataset, batch)
        by_month = _by_month(db, dataset, batch.rows, comparison) if dataset.amount else nothing
        rows = rewritten(db, dataset, batch.rows) if comparison.changed else ()
    return Difference(
        comparison.mode,
        comparison.question,
        comparison.new,
        comparison.changed,
        comparison.same,
        comparison.removed,
        comparison.overlapping,
        by_month,
        rows,
    )


def question_of(warehouse: Warehouse, batch: Batch) -> Question | None:
    """How the table is to meet what stands, where neither its mode nor the evidence says so."""
    if not batch.rows:
        return None
    with warehouse.reading() as db:
        return compare(db, DATASETS[str(batch.receipt.dataset)], batch).question


def _by_month(
    db: duckdb.DuckDBPyConnection, dataset: Dataset, rows: pa.Table, comparison: Comparison
) -> pd.DataFrame:
    """The dataset's amount before and after, month by month."""
    table, amount = f"stored.{dataset.key}", f'"{dataset.amount}"'
    months = f"strftime(\"{dataset.date}\", '%Y-%m')" if dataset.date else "NULL::VARCHAR"
    brought = amount if dataset.amount in rows.column_names else "NULL::DECIMAL(18, 4)"
    month_brought = months if dataset.date in rows.column_names else "NULL::VARCHAR"
    stored = "" if comparison.is_fresh else "WHERE n IN (SELECT n FROM arriving WHERE stored)"
    gone = "false" if comparison.is_fresh else "place IN (SELECT place FROM standing WHERE ended)"
    return db.execute(
        f"WITH moved AS (SELECT {month_brought} AS month, {brought} AS amount FROM arrived {stored} "
        f"UNION ALL SELECT {months}, -{amount} FROM {table} WHERE {gone}), "
        "changes AS (SELECT month, coalesce(sum(amount), 0) AS change FROM moved GROUP BY month), "
        f"befores AS (SELECT {months} AS month, sum({amount}) AS amount FROM {table} "
        "WHERE ended_by IS NULL GROUP BY ALL) "
        "SELECT c.month, coalesce(b.amount, 0) AS before, coalesce(b.amount, 0) + c.change AS after, c.change "
        "FROM changes AS c LEFT JOIN befores AS b ON c.month IS NOT DISTINCT FROM b.month "
        "ORDER BY c.month NULLS LAST"
    ).df()
