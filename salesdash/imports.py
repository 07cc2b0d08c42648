"""One file into the store: read, stored and accounted for; the same for screen and command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from salesdash.intake import take_in
from salesdash.receipt import Batch, Receipt
from salesdash.warehouse import layouts
from salesdash.warehouse.database import Warehouse
from salesdash.warehouse.difference import MODES, Mode
from salesdash.warehouse.load import load

NOTHING: Mapping[str, str] = {}


def understand(
    warehouse: Warehouse,
    path: Path,
    *,
    name: str | None = None,
    accept: bool = False,
    answers: Mapping[str, str] = NOTHING,
) -> list[Batch]:
    """Read a file and say what loading it would do; the store stays as it is.

    Raises FileError where the file cannot be read.
    """
    return take_in(
        path,
        name=name or path.name,
        accept=accept,
        answers=answers,
        layouts=layouts.remembered(warehouse),
    )


def commit(
    warehouse: Warehouse,
    path: Path,
    name: str,
    batches: Sequence[Batch],
    by: str = "",
    *,
    accept: bool = False,
    answers: Mapping[str, str] = NOTHING,
) -> list[Receipt]:
    """Store every table of a file that leaves no question open, all of them or none.

    The answer to `mode` or `sheet:mode` says how a table meets rows that stand already.
    """
    return load(warehouse, path, name, batches, by, modes=modes_of(answers), accept=accept)


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
    return commit(warehouse, path, name or path.name, batches, by, accept=accept, answers=answers)


def modes_of(answers: Mapping[str, str]) -> dict[str, Mode]:
    """The answers that say by sheet (for all: "") how a table meets what stands."""
    said = {
        key.removesuffix("mode").removesuffix(":"): answer
        for key, answer in answers.items()
        if key == "mode" or key.endswith(":mode")
    }
    return {sheet: mode for sheet, answer in said.items() for mode in MODES if mode == answer}
