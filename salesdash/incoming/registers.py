"""Registers that come as files: risks and promises, laid beside those that are kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from salesdash import files
from salesdash.catalog.risks.risk import zone
from salesdash.errors import FileError
from salesdash.export.out_and_back import action_list
from salesdash.export.out_and_back.action_list import Filled
from salesdash.export.out_and_back.register_workbook import (
    RegisterDifference,
    Row,
    read,
    rows_with_a_register,
)
from salesdash.intake.cells.sheets import read_rows_of_any
from salesdash.text import Text, plain
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.actions import Actions
from salesdash.warehouse.typed.register import Register

MOST_BYTES = 5_000_000  # of a register; a larger file is none
NONE = Text(
    "“{file}”里没有风险台账：要有风险名称、可能性（概率）和影响这几列。",
    "“{file}” holds no register of risks: it needs columns for the risk, its probability and its impact.",
)
DONE = Text(
    "{file}：风险台账，新增 {new} 项，修改 {changed} 项，{same} 项没有变化；台账现有 {n} 项，分值合计 {score}，"
    "其中 {high} 项高风险。",
    "{file}: a risk register, {new} added, {changed} changed, {same} as they were; the register has {n} "
    "{n:risk|risks}, scores adding up to {score}, {high} of them high.",
)


def is_one(path: Path) -> bool:
    """Whether the file is a register of risks; what cannot be read is none, as whoever imports it says."""
    with suppress(FileError, OSError):
        return next(_registers(path), None) is not None
    return False


def difference(path: Path, warehouse: Warehouse) -> RegisterDifference:
    """What the file would do to the register.

    Raises FileError where it is none, or has a row that cannot be kept, named.
    """
    rows = next(_registers(path), None)
    if rows is None:
        raise FileError(NONE.format(file=plain(files.called(path))))
    return read(rows, Register(warehouse).risks())


def filled_actions(path: Path, warehouse: Warehouse, today: date) -> Filled:
    """What a sheet of promises that was filled in would change.

    Raises FileError where it is none, or has a row that cannot be kept, named.
    """
    with files.readable(path) as file:
        sheets = read_rows_of_any(file, MOST_BYTES)
    return action_list.read(sheets, Actions(warehouse).actions(), today)


def _registers(path: Path) -> Iterator[Sequence[Row]]:
    with files.readable(path) as file:
        return rows_with_a_register(read_rows_of_any(file, MOST_BYTES))


def take_in(path: Path, warehouse: Warehouse, by: str) -> Text:
    """Lay the risks of the file into the register, all of them or none; says what came of it.

    Raises FileError for what cannot be kept, ConflictError where somebody changed a risk meanwhile.
    """
    changes = difference(path, warehouse)
    register = Register(warehouse)
    register.write_all(changes.new, changes.changed, by)
    risks = register.risks()
    return DONE.format(
        file=plain(files.called(path)), new=len(changes.new), changed=len(changes.changed), same=changes.same,
        n=len(risks), score=sum(risk.score for risk in risks),
        high=sum(zone(risk.score).key == "high" for risk in risks),
    )  # fmt: skip
