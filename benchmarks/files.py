"""How long a file takes until its rows stand in a store, beside the barest way there is."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb

from benchmarks import company
from benchmarks.side import Figures, Place, seconds


def csv(place: Place) -> Figures:
    return _imported(company.files(place), place.rows)


def exported_csv(place: Place) -> Figures:
    return _imported(company.files(place, "exported"), place.rows)


def xlsx(place: Place) -> Figures:
    return _imported([place.home / "orders.xlsx"], place.rows)


def plain_csv(place: Place) -> Figures:
    return _plain(place.home / "orders-*.csv")


def plain_exported_csv(place: Place) -> Figures:
    return _plain(place.home / "exported-*.csv")


def plain_xlsx(place: Place) -> Figures:
    import fastexcel

    def read(db: duckdb.DuckDBPyConnection) -> None:
        cells = fastexcel.read_excel(place.home / "orders.xlsx").load_sheet(0).to_arrow()
        db.from_arrow(cells).to_table("orders")

    return _stored(read)


def pandas_xlsx(place: Place) -> Figures:
    import pandas as pd

    path = place.home / "orders.xlsx"
    return {"seconds": {"": seconds(lambda: pd.read_excel(path, engine="openpyxl"))}}


def _imported(files: Sequence[Path], rows: int) -> Figures:
    """Files → cleaned, checked, stored, with their receipts; into an empty store that is open. `asked`
    adds what the first question after them waits for."""
    from salesdash.incoming.imports import import_file
    from salesdash.intake.cells.workbooks.child_reader import stand_by
    from salesdash.warehouse.store.database import Warehouse

    stand_by()  # as the server does from its start
    time.sleep(1)
    with tempfile.TemporaryDirectory() as folder:
        warehouse = Warehouse(Path(folder))

        def work() -> None:
            receipts = [receipt for file in files for receipt in import_file(warehouse, file)]
            warehouse.close()
            assert sum(receipt.rows_loaded for receipt in receipts) == rows, receipts
            assert not any(receipt.needs for receipt in receipts), receipts

        stored = seconds(work)
        waited = seconds(lambda: Warehouse(Path(folder)).bring_up_to_date())
        return {"seconds": {"": stored}, "asked": {"": stored + waited}}


def _plain(files: Path) -> Figures:
    return _stored(lambda db: db.read_csv(str(files)).to_table("orders"))


def _stored(read: Callable[[duckdb.DuckDBPyConnection], None]) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        db = duckdb.connect(str(Path(folder) / "plain.duckdb"))

        def work() -> None:
            read(db)
            db.close()

        return {"seconds": {"": seconds(work)}}
