"""Rows that cannot be loaded, each with the cell at fault and the reason."""

from __future__ import annotations

from salesdash.catalog.model import Field
from salesdash.intake.recognise import Recognised
from salesdash.intake.tables import Table
from salesdash.intake.totals import Mask
from salesdash.receipt import PutAside
from salesdash.text import Text


def missing(field: Field) -> Text:
    return Text(f"缺少{field.name.zh}，请补上。", f"{field.name.en} is missing; fill it in.")


def unreadable(field: Field, value: str) -> Text:
    return Text(
        f"{field.name.zh}“{value}”看不懂，请改正。",
        f"{field.name.en} “{value}” cannot be read; correct it.",
    )


def doubtful_day(field: Field, value: str) -> Text:
    return Text(
        f"{field.name.zh}“{value}”与其余各行相差太远，请核对。",
        f"{field.name.en} “{value}” is far from all other rows; check it.",
    )


def error_value(address: str, value: str) -> Text:
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
    table: Table,
    found: Recognised,
    rows: Mask,
    needed: tuple[str, ...],
    doubted: Mask,
    bad: dict[str, Mask],
) -> tuple[PutAside, ...]:
    """One entry for each of `rows`; `bad` marks by field the rows where a needed value lacks."""
    entries = []
    for index in rows.nonzero()[0].tolist():
        number = table.first_row + index
        if number in table.sheet.ragged:
            reason = other_width(table.sheet.ragged[number], table.sheet.usual_width)
            entries.append(PutAside(table.sheet.name, number, "", "", reason, table.cells(index)))
            continue
        key = next((k for k in needed if bad[k][index]), needed[0])
        column = found.columns[key].index if key in found.columns else 0
        value = table.columns[column][index].as_py() or ""
        reason = _reason(
            table, found.dataset.field(key), column, index, value, bool(doubted[index])
        )
        entries.append(
            PutAside(
                table.sheet.name, number, table.headers[column], value, reason, table.cells(index)
            )
        )
    return tuple(entries)


def _reason(table: Table, field: Field, column: int, index: int, value: str, doubted: bool) -> Text:
    number = table.first_row + index
    error = table.sheet.errors.get((number, table.places[column]))
    if error:
        return error_value(table.address(number, column), error)
    if not value:
        return missing(field)
    return doubtful_day(field, value) if doubted else unreadable(field, value)
