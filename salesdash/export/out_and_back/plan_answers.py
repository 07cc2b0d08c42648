"""The answers in a workbook that was handed out, read cell by cell or refused with the place named."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from xlsxwriter.utility import xl_rowcol_to_cell

from salesdash.catalog.plans import Cell, Member
from salesdash.errors import FileError, SalesdashError
from salesdash.export.out_and_back.plan_workbook import ANSWER_ROW, KEYS, KIND, MARK, TAG
from salesdash.period import Period
from salesdash.text import Text, plain

NO_PLAN = Text(
    "“{file}”里没有本程序发出的目标表；请上传发出去的那份工作簿。",
    "“{file}” holds no target sheet that was handed out from here. Upload the workbook that was.",
)
NO_NUMBER = Text(
    "工作表“{sheet}”的 {cell} 不是数字：“{value}”。请改正后再上传，这次没有读入任何数。",
    "{cell} on sheet “{sheet}” is no number: “{value}”. Put it right and upload again; nothing was taken in.",
)
NEGATIVE = Text(
    "工作表“{sheet}”的 {cell} 是负数：{value}。请改正后再上传，这次没有读入任何数。",
    "{cell} on sheet “{sheet}” is negative: {value}. Put it right and upload again; nothing was taken in.",
)
TWO_PLANS = Text(
    "“{file}”里混有不同计划或版本的表，请分开上传。",
    "“{file}” mixes sheets of different plans or versions. Upload them apart.",
)
MOST_BYTES, MOST_CELLS = 20_000_000, 1_000_000  # of a workbook that is read at all
Row = Sequence[str | None]
_MARK = re.compile(MARK.format(plan_id=r"(\d+)", version=r"(\d+)"))


@dataclass(frozen=True, slots=True)
class Answers:
    """What came back for one version of a plan: amounts in 元, only where something was written."""

    plan_id: int
    version: int
    amounts: Mapping[Cell, Decimal]


def read(sheets: Mapping[str, Sequence[Row]], file: str) -> Answers:
    """The answers in a workbook that was handed out, or in sheets copied from it: its sheets by name,
    each as rows of text from its first cell on.

    Raises FileError for what is no such workbook, and for a cell that is no amount, named.
    """
    by_plan: dict[tuple[int, int], dict[Cell, Decimal]] = {}
    for name, rows in sheets.items():
        mark = _MARK.fullmatch(str(rows[0][0])) if rows and rows[0] else None
        if mark:
            key = int(mark[1]), int(mark[2])
            by_plan.setdefault(key, {}).update(_answers(rows, name))
    if not by_plan:
        raise FileError(NO_PLAN.format(file=plain(file)))
    if len(by_plan) > 1:
        raise FileError(TWO_PLANS.format(file=plain(file)))
    (plan_id, version), amounts = next(iter(by_plan.items()))
    return Answers(plan_id, version, amounts)


def _answers(rows: Sequence[Row], sheet: str) -> Iterable[tuple[Cell, Decimal]]:
    keys = {n: key for n, key in enumerate(rows[KEYS]) if n > KIND and key} if rows[KEYS:] else {}
    for at, row in enumerate(rows):
        member = _answering(row[TAG])
        if member is None:
            continue
        for n, key in keys.items():
            value = row[n] if n < len(row) else None
            if value is not None and value.strip():
                yield (member, _period(key, sheet)), _amount(value, sheet, at, n)


def _answering(tag: str | None) -> Member | None:
    """Whose answers stand in a row, by its tag; None for any other row."""
    try:
        kind, *member = json.loads(str(tag))
    except (ValueError, TypeError):
        return None
    return tuple(map(str, member)) if kind == ANSWER_ROW else None


def _period(key: str, sheet: str) -> Period:
    try:
        return Period.parse(key)
    except SalesdashError as error:
        raise FileError(NO_PLAN.format(file=plain(sheet))) from error


def _amount(value: str, sheet: str, row: int, column: int) -> Decimal:
    place = {
        "sheet": plain(sheet),
        "cell": plain(xl_rowcol_to_cell(row, column)),
        "value": plain(value),
    }
    bare = re.sub(r"[,，\s¥￥元]", "", value)
    try:
        amount = round(Decimal(bare), 4)
    except InvalidOperation:
        raise FileError(NO_NUMBER.format(**place)) from None
    if not amount.is_finite():
        raise FileError(NO_NUMBER.format(**place))
    if amount < 0:
        raise FileError(NEGATIVE.format(**place))
    return amount
