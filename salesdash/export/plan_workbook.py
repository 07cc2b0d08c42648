"""A plan as a workbook that adds up by itself, a sheet for each to answer on, and the answers read."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any
from zipfile import BadZipFile

import openpyxl
import xlsxwriter
from openpyxl.utils.exceptions import InvalidFileException
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.catalog.plans import EVERYBODY, EVERYONE, Cell, Member, Plan
from salesdash.errors import FileError, SalesdashError
from salesdash.export.names import sheet_names
from salesdash.period import Period
from salesdash.text import Lang, Text, join, plain

WHOLE = Text("计划", "Plan")
YEAR = Text("全年", "Year")
GIVEN, ANSWERED = Text("下达", "Given"), Text("上报", "Answer")
TITLE = Text("{name}（第 {version} 版）", "{name} (version {version})")
HOW = Text(
    "单位：元。请在“上报”行填写您认为能做到的数，不填表示同意；合计会自动计算。",
    "In ¥. Write into the rows “Answer” what you think can be reached; "
    "blank means agreed. Totals add up by themselves.",
)
HOW_WHOLE = Text(
    "单位：元。合计都是公式，改一个数，合计跟着变。",
    "In ¥. All totals are formulas: change a number and they follow.",
)
NO_PLAN = Text(
    "“{file}”里没有本程序发出的目标表；请上传发出去的那份工作簿。",
    "“{file}” holds no target sheet that was handed out from here. Upload the workbook that was.",
)
UNREADABLE = Text(
    "“{file}”打不开，可能不是 xlsx 或已损坏。",
    "“{file}” cannot be opened; it may be no xlsx, or damaged.",
)
TOO_LARGE = Text("“{file}”太大（超过 20 MB）。", "“{file}” is too large (over 20 MB).")
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
MOST_BYTES = 20_000_000
# What a sheet says of itself, so that it can be read alone: plan and version in A1, the period of a
# column in the second row, in column A whose row it is. Row and column are hidden.
_MARK = re.compile(r"salesdash plan (\d+)/(\d+)")
_GIVEN, _ANSWER = "given", "answer"
KEYS, HEAD, FIRST = 1, 3, 4  # rows, from 0
TAG, WHO, KIND = 0, 1, 2  # columns


@dataclass(frozen=True, slots=True)
class Answers:
    """What came back for one version of a plan: amounts in 元, only where something was written."""

    plan_id: int
    version: int
    amounts: Mapping[Cell, Decimal]


def xlsx(plan: Plan, lang: Lang) -> bytes:
    """The plan in one sheet, and a sheet for each member of its outer dimension to answer on."""
    out = io.BytesIO()
    plain_text = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(out, {"in_memory": True, **plain_text})
    formats = _formats(book)
    outer = list(dict.fromkeys(member[0] for member in plan.members if member))
    whole, *names = sheet_names([WHOLE[lang], *outer])
    _write_whole(book.add_worksheet(whole), plan, lang, formats)
    for member, name in zip(outer, names, strict=True):
        _write_one(book.add_worksheet(name), plan, member, lang, formats)
    book.close()
    return out.getvalue()


def read(content: bytes, file: str) -> Answers:
    """The answers in a workbook that was handed out, or in sheets copied from it.

    Raises FileError for what is no such workbook, and for a cell that is no amount, named.
    """
    if len(content) > MOST_BYTES:
        raise FileError(TOO_LARGE.format(file=plain(file)))
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise FileError(UNREADABLE.format(file=plain(file))) from error
    found: dict[tuple[int, int], dict[Cell, Decimal]] = {}
    for sheet in book.worksheets:
        rows = list(sheet.iter_rows(values_only=True))
        mark = _MARK.fullmatch(str(rows[0][0])) if rows and rows[0] else None
        if mark:
            key = int(mark[1]), int(mark[2])
            found.setdefault(key, {}).update(_answers(rows, str(sheet.title)))
    if not found:
        raise FileError(NO_PLAN.format(file=plain(file)))
    if len(found) > 1:
        raise FileError(TWO_PLANS.format(file=plain(file)))
    (plan_id, version), amounts = next(iter(found.items()))
    return Answers(plan_id, version, amounts)


def _write_whole(sheet: Worksheet, plan: Plan, lang: Lang, formats: Mapping[str, Format]) -> None:
    _head(sheet, plan, plan.name, HOW_WHOLE, lang, formats)
    at, outer_rows = FIRST, []
    for outer, members in _grouped(plan):
        inner = [m for m in members if len(m) > 1]
        if inner:
            _row(sheet, at, outer, "", formats["bold"])
            _sums(sheet, at, plan, range(at + 1, at + 1 + len(inner)), formats["sum"], (outer,))
            outer_rows.append(at)
            at += 1
        for member in inner or members:
            name = "　" + member[-1] if inner else (member[-1] if member else EVERYONE[lang])
            _row(sheet, at, name, "", None)
            _amounts(sheet, at, plan, member, formats["money"])
            if not inner:
                outer_rows.append(at)
            at += 1
    if len(outer_rows) > 1:
        _row(sheet, at, EVERYONE[lang], "", formats["bold"])
        _sums(sheet, at, plan, outer_rows, formats["sum"], EVERYBODY)
    sheet.set_column(KIND, KIND, None, None, {"hidden": True})


def _write_one(
    sheet: Worksheet, plan: Plan, outer: str, lang: Lang, formats: Mapping[str, Format]
) -> None:
    _head(sheet, plan, outer, HOW, lang, formats)
    sheet.write_string(0, TAG, f"salesdash plan {plan.plan_id}/{plan.version}")
    for n, period in enumerate(plan.periods, KIND + 1):
        sheet.write_string(KEYS, n, str(period))
    members = [m for m in plan.members if m[:1] == (outer,)]
    for n, member in enumerate(members):
        given = FIRST + 2 * n
        for at, kind, tag in ((given, GIVEN, _GIVEN), (given + 1, ANSWERED, _ANSWER)):
            sheet.write_string(at, TAG, json.dumps((tag, *member), ensure_ascii=False))
            _row(sheet, at, member[-1], kind[lang], formats["bold"] if tag == _GIVEN else None)
        _amounts(sheet, given, plan, member, formats["money"])
        for column in range(KIND + 1, KIND + 1 + len(plan.periods)):
            sheet.write_blank(given + 1, column, None, formats["answer"])
        _write_total(sheet, given + 1, plan, None, formats["money"])
    if len(members) > 1:
        at = FIRST + 2 * len(members)
        for offset, kind, who in ((0, GIVEN, (outer,)), (1, ANSWERED, None)):
            _row(sheet, at + offset, EVERYONE[lang], kind[lang], formats["bold"])
            rows = range(FIRST + offset, at + offset, 2)
            _sums(sheet, at + offset, plan, rows, formats["sum"], who)
    sheet.set_row(KEYS, None, None, {"hidden": True})


def _head(
    sheet: Worksheet, plan: Plan, title: str, how: Text, lang: Lang, formats: Mapping[str, Format]
) -> None:
    version = TITLE.format(name=plan.name, version=plan.version)[lang]
    sheet.write_string(
        0, WHO, title if title == plan.name else f"{title} · {version}", formats["title"]
    )
    sheet.write_string(2, WHO, how[lang], formats["quiet"])
    dims = [DIMENSIONS[d].name for d in plan.dimensions]
    sheet.write_string(HEAD, WHO, join(dims, " / ", " / ")[lang] if dims else "", formats["head"])
    sheet.write_string(HEAD, KIND, "", formats["head"])
    for n, period in enumerate(plan.periods, KIND + 1):
        sheet.write_string(HEAD, n, _period_title(period, lang), formats["number head"])
    sheet.write_string(HEAD, KIND + 1 + len(plan.periods), YEAR[lang], formats["number head"])
    sheet.set_column(TAG, TAG, None, None, {"hidden": True})
    sheet.set_column(WHO, WHO, 18)
    sheet.set_column(KIND, KIND, 9)
    sheet.set_column(KIND + 1, KIND + 1 + len(plan.periods), 14)
    sheet.freeze_panes(FIRST, KIND + 1)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _row(sheet: Worksheet, at: int, name: str, kind: str, form: Format | None) -> None:
    sheet.write_string(at, WHO, name, form)
    sheet.write_string(at, KIND, kind, form)


def _amounts(sheet: Worksheet, at: int, plan: Plan, member: Member, form: Format) -> None:
    for n, period in enumerate(plan.periods, KIND + 1):
        amount = plan.cells.get((member, period))
        if amount is not None:
            sheet.write_number(at, n, float(amount), form)
    _write_total(sheet, at, plan, plan.amount(member, plan.whole), form)


def _write_total(
    sheet: Worksheet, at: int, plan: Plan, amount: Decimal | None, form: Format
) -> None:
    """The year of a row, as a formula with its value, for readers that do not compute."""
    last = KIND + len(plan.periods)
    formula = f"=SUM({xl_range(at, KIND + 1, at, last)})"
    sheet.write_formula(at, last + 1, formula, form, float(amount or 0))


def _sums(
    sheet: Worksheet,
    at: int,
    plan: Plan,
    rows: Sequence[int],
    form: Format,
    who: Member | None,
) -> None:
    """A row that adds up other rows, column by column; `who` they are, where the amounts are known."""
    for n, period in enumerate((*plan.periods, plan.whole), KIND + 1):
        block = isinstance(rows, range) and rows.step == 1
        single = ",".join(xl_rowcol_to_cell(row, n) for row in rows)
        inner = xl_range(rows[0], n, rows[-1], n) if block else single
        amount = None if who is None else plan.amount(who, period)
        sheet.write_formula(at, n, f"=SUM({inner})", form, float(amount or 0))


def _answers(rows: Sequence[Sequence[Any]], sheet: str) -> Iterable[tuple[Cell, Decimal]]:
    keys = {n: key for n, key in enumerate(rows[KEYS]) if n > KIND and key}
    for at, row in enumerate(rows):
        member = _answering(row[TAG])
        if member is None:
            continue
        for n, key in keys.items():
            value = row[n] if n < len(row) else None
            if value is not None and str(value).strip():
                yield (member, _period(key, sheet)), _amount(value, sheet, at, n)


def _answering(tag: Any) -> Member | None:
    """Whose answers stand in a row, by its tag; None for any other row."""
    try:
        kind, *member = json.loads(str(tag))
    except (ValueError, TypeError):
        return None
    return tuple(map(str, member)) if kind == _ANSWER else None


def _period(key: Any, sheet: str) -> Period:
    try:
        return Period.parse(str(key))
    except SalesdashError as error:
        raise FileError(NO_PLAN.format(file=plain(sheet))) from error


def _amount(value: Any, sheet: str, row: int, column: int) -> Decimal:
    place = {
        "sheet": plain(sheet),
        "cell": plain(xl_rowcol_to_cell(row, column)),
        "value": plain(value),
    }
    bare = re.sub(r"[,，\s¥￥元]", "", str(value))
    try:
        amount = round(Decimal(bare), 4)
    except InvalidOperation:
        raise FileError(NO_NUMBER.format(**place)) from None
    if isinstance(value, bool) or not amount.is_finite():
        raise FileError(NO_NUMBER.format(**place))
    if amount < 0:
        raise FileError(NEGATIVE.format(**place))
    return amount


def _grouped(plan: Plan) -> list[tuple[str, list[Member]]]:
    groups: dict[str, list[Member]] = {}
    for member in plan.members or (EVERYBODY,):
        groups.setdefault(member[0] if member else "", []).append(member)
    return list(groups.items())


def _period_title(period: Period, lang: Lang) -> str:
    if period.grain:
        return period.name[lang]
    return f"{period.start:%m/%d}–{period.last_day:%m/%d}"


def _formats(book: xlsxwriter.Workbook) -> dict[str, Format]:
    head = {"bold": True, "bottom": 1, "bg_color": "#eef2f6", "valign": "vcenter"}
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "quiet": book.add_format({"font_color": "#566373"}),
        "head": book.add_format(head),
        "number head": book.add_format({**head, "align": "right"}),
        "bold": book.add_format({"bold": True}),
        "money": book.add_format({"num_format": "#,##0"}),
        "sum": book.add_format({"num_format": "#,##0", "bold": True}),
        "answer": book.add_format({"num_format": "#,##0", "bg_color": "#fff7e0", "bottom": 4}),
    }
