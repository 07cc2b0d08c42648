"""One file into the store: understood, stored, accounted for; the same for screen and command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from salesdash.intake import take_in
from salesdash.receipt import Batch, Receipt
from salesdash.warehouse.database import Warehouse
from salesdash.warehouse.load import load

NOTHING: Mapping[str, str] = {}


def understand(
    warehouse: Warehouse,  # noqa: ARG001
    path: Path,
    *,
    name: str | None = None,
    accept: bool = False,
    answers: Mapping[str, str] = NOTHING,
) -> list[Batch]:
    """Read a file and say what loading it would do; the store stays as it is.

    Raises FileError where the file cannot be read.
    """
    return take_in(path, name=name or path.name, accept=accept, answers=answers)


def commit(
    warehouse: Warehouse, path: Path, name: str, batches: Sequence[Batch], by: str = ""
) -> list[Receipt]:
    """Store every table of a file that leaves no question open, all of them or none."""
    return load(warehouse, path, name, batches, by)


def import_file(
    warehouse: Warehouse,
    path: Path,
    *,
    name: str | None = None,
    accept: bool = False,
    answers: Mapping[str, str] = NOTHING,
    by: str = "",
) -> list[Receipt]:
    """Understand a file and store it. Raises FileError where it cannot be read."""
    batches = understand(warehouse, path, name=name, accept=accept, answers=answers)
    return commit(warehouse, path, name or path.name, batches, by)
