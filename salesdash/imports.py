"""One file into the store: read, stored and accounted for; the same for screen and command line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from salesdash.intake import take_in
from salesdash.receipt import Receipt
from salesdash.warehouse.database import Warehouse
from salesdash.warehouse.load import load


def import_file(
    warehouse: Warehouse,
    path: Path,
    *,
    name: str | None = None,
    accept: bool = False,
    answers: Mapping[str, str] | None = None,
    by: str = "",
) -> list[Receipt]:
    """Read a file and store every table that leaves no question open.

    Raises FileError where the file cannot be read; then nothing has changed.
    """
    called = name or path.name
    batches = take_in(path, name=called, accept=accept, answers=answers or {})
    return load(warehouse, path, called, batches, by)
