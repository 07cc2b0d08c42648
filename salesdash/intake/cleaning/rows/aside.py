"""Rows that cannot be loaded, each with the cells at fault and the reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.model import Field
from salesdash.intake.cells.sheet import UNSTORED
from salesdash.intake.recognition.fit import Recognised
from salesdash.intake.tables.layout.table import Rows, Table
from salesdash.intake.tables.totals.total_rows import Mask
from salesdash.intake.texts import words
from salesdash.receipt import PutAside
from salesdash.text import Text

BETWEEN = Text("", " ")
# Behind every day of a workbook, where nobody wrote it.
MIDNIGHT = " 00:00:00"


@dataclass(frozen=True, slots=True)
class Faults:
    """What is wrong with rows of a table, by body row.

    `bad` marks by needed field the rows that lack it, `doubted` those with an incredible date,
    `lacking` says why the money of a row cannot be converted.
    """

    bad: Mapping[str, Mask]
    doubted: Mask
    lacking: Mapping[int, Text] = field(default_factory=dict)

    @property
    def rows(self) -> Mask:
        faulty: Mask = np.logical_or.reduce([self.doubted, self.lacking_rows, *self.bad.values()])
        return faulty

    @property
    def lacking_rows(self) -> Mask:
        rows = np.zeros(len(self.doubted), dtype=np.bool_)
        rows[list(self.lacking)] = True
        return rows


BROKEN_BYTES = Text(
    "这一行有损坏的字节（显示为 \\x 加两位编号），有的字读不出来，请改正。",
    "This row has broken bytes (shown as \\x and a number), so that some of it cannot be read; correct it.",
)
TOO_LARGE = Text(
    "数值大得无法计算，请核对。", "Its figures are too large to be computed with; check them."
)


def missing(field: Field, written: str) -> Text:
    if written:
        return Text(
            f"缺少{field.name.zh}（写的是“{written}”），请补上。",
            f"{field.name.en} is missing (the cell says “{written}”); fill it in.",
        )
    return Text(f"缺少{field.name.zh}，请补上。", f"{field.name.en} is missing; fill it in.")


def unreadable(field: Field, value: str) -> Text:
    return Text(
        f"{field.name.zh}“{value}”看不懂，请改正。",
        f"{field.name.en} “{value}” cannot be read; correct it.",
    )


def doubtful_day(field: Field, value: str) -> Text:
    return Text(
        f"{field.name.zh}“{value}”不合常理（太早、太晚，或与其余各行相差太远），请核对。",
        f"{field.name.en} “{value}” is too early, too late or far from all other rows; check it.",
    )


def error_value(address: str, value: str) -> Text:
    if value == UNSTORED:
        return Text(
            f"单元格 {address} 的公式没有存下结果，请用 Excel 或 WPS 打开文件，保存一次后再上传。",
            f"Cell {address} has a formula without its result; open the file in Excel, save it once and "
            "drop it again.",
        )
    return Text(
        f"单元格 {address} 是错误值 {value}，请在 Excel 中改正并保存。",
        f"Cell {address} holds the error {value}; mend it in Excel and save.",
    )


def other_width(cells: int, usual: int) -> Text:
    return Text(
        f"这一行有 {cells} 格，其他行有 {usual} 格，无法确定各格属于哪一列。",
        f"This row has {cells} cells where the others have {usual}, so that it is unclear which "
        "belongs where.",
    )


def put_aside(
    table: Table, recognised: Recognised, rows: Mask, needed: tuple[str, ...], faults: Faults
) -> tuple[PutAside, ...]:
    """One entry for each of `rows`, with every reason why it is there."""
    indices = rows.nonzero()[0]
    if not len(indices):
        return ()
    columns = [pc.take(column, pa.array(indices)).to_pylist() for column in table.held]
    rows_of_cells = zip(*columns, strict=True)
    cells = [tuple((cell or "").removesuffix(MIDNIGHT) for cell in row) for row in rows_of_cells]
    entry = _entries(table, recognised, needed, faults, _unclear(table, indices))
    return tuple(entry(int(index), row) for index, row in zip(indices, cells, strict=True))


def _why(table: Table, number: int) -> Text:
    if number in table.sheet.broken:
        return BROKEN_BYTES
    return other_width(table.fit.ragged[number], table.fit.cells)


def _unclear(table: Table, indices: Rows) -> dict[int, tuple[str, ...]]:
    """All cells of the rows among these whose cells cannot be told apart or read."""
    fit, broken = table.fit, table.sheet.broken
    numbers = [n for n in table.rows[indices].tolist() if n in fit.ragged or n in broken]
    if not numbers:
        return {}
    chosen = pa.array([n - 1 for n in numbers], pa.int64())
    columns = [pc.take(column, chosen).to_pylist() for column in table.sheet.columns]
    rows = (tuple(cell or "" for cell in row) for row in zip(*columns, strict=True))
    many = {n: max(cells, fit.cells) for n, cells in fit.ragged.items()}
    return {n: row[: many.get(n)] for n, row in zip(numbers, rows, strict=True)}


def _entries(
    table: Table,
    recognised: Recognised,
    needed: tuple[str, ...],
    faults: Faults,
    unclear: Mapping[int, tuple[str, ...]],
) -> Callable[[int, tuple[str, ...]], PutAside]:
    def entry(index: int, cells: tuple[str, ...]) -> PutAside:
        number = int(table.rows[index])
        if number in unclear:
            at = (table.address(index, 0),)
            return PutAside(table.name, number, "", "", _why(table, number), unclear[number], at)
        at_fault = _at_fault(table, recognised, index, cells, needed, faults)
        columns = [column for column, _ in at_fault]
        reason = at_fault[0][1]
        for (_, before), (_, after) in pairwise(at_fault):
            reason = reason if after == before else reason + BETWEEN + after
        return PutAside(
            table.name,
            number,
            table.headers[columns[0]],
            cells[columns[0]],
            reason,
            cells,
            tuple(dict.fromkeys(table.address(index, column) for column in columns)),
            tuple(dict.fromkeys(table.headers[column] for column in columns)),
        )

    return entry


def _at_fault(
    table: Table,
    recognised: Recognised,
    index: int,
    cells: tuple[str, ...],
    needed: tuple[str, ...],
    faults: Faults,
) -> list[tuple[int, Text]]:
    """The columns at fault in a row, in the order of the needed fields, and why."""
    date = recognised.dataset.date
    computed = "unit_price" in needed
    stated = [k for k in needed if k in recognised.columns and not (computed and k == "amount")]
    wrong = [(key, False) for key in stated if faults.bad[key][index]]
    if faults.doubted[index] and date:
        wrong.append((date, True))
    faulty = [
        (
            column := recognised.columns[key].index,
            _reason(table, recognised.dataset.field(key), column, index, cells[column], doubted),
        )
        for key, doubted in wrong
    ]
    if index in faults.lacking:
        amount = recognised.columns.get(recognised.dataset.amount or "") or recognised.columns.get(
            "unit_price"
        )
        faulty.append((amount.index if amount else 0, faults.lacking[index]))
    return faulty or [(recognised.columns["quantity" if computed else stated[0]].index, TOO_LARGE)]


def _reason(table: Table, field: Field, column: int, index: int, value: str, doubted: bool) -> Text:
    error = table.sheet.errors.get((int(table.rows[index]), table.place(index, column)))
    if error:
        return error_value(table.address(index, column), error)
    if not value or words.is_placeholder(value):
        return missing(field, value)
    return doubtful_day(field, value) if doubted else unreadable(field, value)
