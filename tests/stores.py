"""Small stores, made from rows that a manager could check by hand."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.model import Kind
from salesdash.catalog.workdays import china
from salesdash.figures.cache import Cache
from salesdash.figures.foresight import foresee
from salesdash.period import Period
from salesdash.receipt import Batch, ReadLayout, Receipt
from salesdash.warehouse.imports.load import load
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.coming import Forecast
from salesdash.warehouse.store.backups import FILE
from salesdash.warehouse.store.covering import MONTH_AS_DAY
from salesdash.warehouse.store.database import Warehouse
from tests.heard import Reader

ARROW: dict[Kind, pa.DataType] = {
    Kind.DATE: pa.date32(),
    Kind.PERIOD: pa.date32(),
    Kind.MOMENT: pa.timestamp("us"),
    Kind.MONEY: pa.decimal128(18, 4),
    Kind.NUMBER: pa.decimal128(18, 4),
    Kind.COUNT: pa.int64(),
    Kind.RATE: pa.float64(),
    Kind.RATING: pa.float64(),
    Kind.FLAG: pa.bool_(),
}

Rows = list[dict[str, Any]]
_OF_ALL = Cache()  # what is the same in every store


def batch(dataset: str, rows: Rows, sheet: str = "") -> Batch:
    """Rows as the intake would hand them over: dates as text, money as numbers or text."""
    fields = {f.key: f for f in DATASETS[dataset].fields}
    columns: dict[str, pa.Array] = {}
    for key in dict.fromkeys(key for row in rows for key in row):
        kind = fields[key].kind
        values = [row.get(key) for row in rows]
        if kind is Kind.PERIOD:
            periods = [None if v is None else Period.parse(str(v)) for v in values]
            columns[key] = pa.array([p and p.start for p in periods], pa.date32())
            columns[key + "_end"] = pa.array([p and p.end for p in periods], pa.date32())
        else:
            columns[key] = pa.array([_cell(v, kind) for v in values], ARROW.get(kind, pa.string()))
    columns["row"] = pa.array(range(2, len(rows) + 2), pa.int32())
    receipt = Receipt("test.csv", sheet or dataset, dataset, rows_loaded=len(rows))
    return Batch(receipt, pa.table(columns))


def of_months(rows: Rows) -> Batch:
    """Orders of a sheet that names months, booked on their last days."""
    layout = ReadLayout("orders", ("月份", "销售额"), {}, {MONTH_AS_DAY: "last_day"})
    return replace(batch("orders", rows), layout=layout)


def fill(warehouse: Warehouse, folder: Path, name: str = "test.csv", **datasets: Rows) -> int:
    """Import the rows as one file; returns the import's id."""
    file = folder / name
    file.write_text(repr(datasets), encoding="utf-8")
    receipts = load(warehouse, file, name, [batch(key, rows) for key, rows in datasets.items()])
    return int(receipts[0].import_id or 0)


def warehouse_in(folder: Path) -> Warehouse:
    """The store in that folder; where there is none yet, a copy of an empty one, which is made once."""
    if not (folder / FILE).exists():
        shutil.copytree(Path(_empty_store().name), folder, dirs_exist_ok=True)
    return Warehouse(folder)


def asked(folder: Path, **datasets: Rows) -> Ask:
    """A fresh store with these rows, ready to be asked."""
    warehouse = warehouse_in(folder / "store")
    if datasets:
        fill(warehouse, folder, "test.csv", **datasets)
    return remembering(warehouse, foresee)


def remembering(warehouse: Warehouse, foresee: Forecast | None = None) -> Ask:
    """Answers about a store that nobody edits any more; as on the screen, the same question is put to
    the database once. Which columns a model has is asked once for all stores: they have one shape."""
    memory = Cache()

    def answer(sql: str, values: tuple[Any, ...]) -> pd.DataFrame:
        frame = memory.keep((sql, values), lambda: warehouse.query(sql, values))
        return frame.copy(deep=False)

    def keep(key: Hashable, make: Callable[[], Any]) -> Any:
        return (_OF_ALL if key == "Facts.columns" else memory).keep(key, make)

    return Ask(answer, keep, foresee)


@cache
def _empty_store() -> tempfile.TemporaryDirectory[str]:
    """A store without rows: hundreds of tests begin with one."""
    folder = tempfile.TemporaryDirectory()
    warehouse = Warehouse(Path(folder.name))
    warehouse.bring_up_to_date()
    warehouse.close()
    return folder


def scope(ask: Ask, period: str | None = None, **more: Any) -> Reader:
    return Reader(ask.as_of, Period.parse(period) if period else None, calendar=china(), **more)


def daily(first: str, days: int, **same: Any) -> Rows:
    """One order a day for so many days."""
    start = date.fromisoformat(first)
    return [
        {"order_date": str(start + timedelta(days=n)), "order_id": f"{first}/{n}", **same}
        for n in range(days)
    ]


def _cell(value: Any, kind: Kind) -> Any:
    if value is None:
        return None
    if kind is Kind.DATE:
        return date.fromisoformat(value)
    if kind is Kind.MOMENT:
        return datetime.fromisoformat(value)
    if kind in (Kind.MONEY, Kind.NUMBER):
        return Decimal(str(value)).quantize(Decimal("0.0001"))
    return value
