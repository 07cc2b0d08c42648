"""A plan as a workbook that adds up by itself, with a sheet for each to answer on."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range, xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.catalog.plans import EVERYBODY, EVERYONE, Member, Plan, week_name
from salesdash.export.safe_names import sheet_names
from salesdash.period import Period
from salesdash.text import Lang, Text, join
from salesdash.units import MONEY

WHOLE = Text("计划", "Plan")
YEAR = Text("全年", "Year")
GIVEN, ANSWERED = Text("下达", "Given"), Text("上报", "Answer")
TITLE = Text("{name}（第 {version} 版）", "{name} (version {version})")
HOW = Text(
    "单位：{unit}。请在“上报”行填写您认为能做到的数，不填表示同意；合计会自动计算。",
    "In {unit}. Write into the rows “Answer” what you think can be reached; "
    "blank means agreed. Totals add up by themselves.",
)
HOW_WHOLE = Text(
    "单位：{unit}。合计都是公式，改一个数，合计跟着变。",
    "In {unit}. All totals are formulas: change a number and they follow.",
)
# What a sheet says of itself, so that it can be read alone: plan and version in A1, the period of a
# column in the second row, in column A whose row it is. Row and column are hidden.
MARK = "salesdash plan {plan_id}/{version}"
GIVEN_ROW, ANSWER_ROW = "given", "answer"
A4, TALL = 9, 19  # a kind of paper; points of a row
MOST_ACROSS = 12  # periods on one page
KEYS, HEAD, FIRST = 1, 3, 4  # rows, from 0
TAG, WHO, KIND = 0, 1, 2  # columns


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


def _write_whole(sheet: Worksheet, plan: Plan, lang: Lang, formats: Mapping[str, Format]) -> None:
    _head(sheet, plan, "", HOW_WHOLE, lang, formats)
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
    sheet.write_string(0, TAG, MARK.format(plan_id=plan.plan_id, version=plan.version))
    for n, period in enumerate(plan.periods, KIND + 1):
        sheet.write_string(KEYS, n, str(period))
    members = [m for m in plan.members if m[:1] == (outer,)]
    for n, member in enumerate(members):
        given = FIRST + 2 * n
        for at, kind, tag in ((given, GIVEN, GIVEN_ROW), (given + 1, ANSWERED, ANSWER_ROW)):
            sheet.write_string(at, TAG, json.dumps((tag, *member), ensure_ascii=False))
            _row(sheet, at, member[-1], kind[lang], formats["bold"] if tag == GIVEN_ROW else None)
        _amounts(sheet, given, plan, member, formats["money"])
        for column in range(KIND + 1, KIND + 1 + len(plan.periods)):
            sheet.write_blank(given + 1, column, None, formats["answer"])
        _write_agreed(sheet, given + 1, plan, member, formats["money"])
    if len(members) > 1:
        _write_both_totals(sheet, FIRST + 2 * len(members), plan, outer, lang, formats)
    sheet.set_row(KEYS, None, None, {"hidden": True})


def _write_agreed(sheet: Worksheet, at: int, plan: Plan, member: Member, form: Format) -> None:
    """The year of a row of answers: what is left blank counts as it was given in the row above."""
    last = KIND + len(plan.periods)
    given, answered = (xl_range(row, KIND + 1, row, last) for row in (at - 1, at))
    formula = f'=SUM({answered})+SUMPRODUCT(({answered}="")*{given}){_carried(plan, member)}'
    sheet.write_formula(at, last + 1, formula, form, float(plan.amount(member, plan.whole) or 0))


def _write_both_totals(
    sheet: Worksheet, at: int, plan: Plan, outer: str, lang: Lang, formats: Mapping[str, Format]
) -> None:
    """What was given to all of the sheet, and what that comes to with their answers."""
    kinds = xl_range_abs(FIRST, KIND, at - 1, KIND)
    answering = f'({xl_range_abs(FIRST + 1, KIND, at - 1, KIND)}="{ANSWERED[lang]}")'
    for offset, kind in enumerate((GIVEN, ANSWERED)):
        _row(sheet, at + offset, EVERYONE[lang], kind[lang], formats["bold"])
        for n, period in enumerate((*plan.periods, plan.whole), KIND + 1):
            formula = f'=SUMIF({kinds},"{kind[lang]}",{xl_range(FIRST, n, at - 1, n)})'
            if kind is ANSWERED and period != plan.whole:
                answers, given = xl_range(FIRST + 1, n, at - 1, n), xl_range(FIRST, n, at - 2, n)
                formula += f'+SUMPRODUCT({answering}*({answers}="")*{given})'
            value = float(plan.amount((outer,), period) or 0)
            sheet.write_formula(at + offset, n, formula, formats["sum"], value)


def _head(
    sheet: Worksheet, plan: Plan, whose: str, how: Text, lang: Lang, formats: Mapping[str, Format]
) -> None:
    title = TITLE.format(name=plan.name, version=plan.version)[lang]
    sheet.write_string(0, WHO, f"{whose} · {title}" if whose else title, formats["title"])
    sheet.write_string(2, WHO, how.format(unit=MONEY.name)[lang], formats["quiet"])
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
    sheet.set_default_row(TALL)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.repeat_rows(HEAD)
    sheet.repeat_columns(WHO, KIND)
    if len(plan.periods) <= MOST_ACROSS:
        sheet.fit_to_pages(1, 0)


def _row(sheet: Worksheet, at: int, name: str, kind: str, form: Format | None) -> None:
    sheet.write_string(at, WHO, name, form)
    sheet.write_string(at, KIND, kind, form)


def _amounts(sheet: Worksheet, at: int, plan: Plan, member: Member, form: Format) -> None:
    for n, period in enumerate(plan.periods, KIND + 1):
        amount = plan.cells.get((member, period))
        if amount is not None:
            sheet.write_number(at, n, float(amount), form)
    _write_total(sheet, at, plan, member, form)


def _write_total(sheet: Worksheet, at: int, plan: Plan, member: Member, form: Format) -> None:
    """The year of a row, as a formula with its value, for readers that do not compute."""
    last = KIND + len(plan.periods)
    formula = f"=SUM({xl_range(at, KIND + 1, at, last)}){_carried(plan, member)}"
    sheet.write_formula(at, last + 1, formula, form, float(plan.amount(member, plan.whole) or 0))


def _carried(plan: Plan, member: Member) -> str:
    """What takes out of the year's sum what its open periods ask again of what was missed."""
    carried = plan.carried_in(member, plan.whole)
    return f"-({carried.normalize():f})" if carried else ""


def _sums(
    sheet: Worksheet,
    at: int,
    plan: Plan,
    rows: Sequence[int],
    form: Format,
    who: Member,
) -> None:
    """A row that adds up other rows, column by column; `who` they are."""
    for n, period in enumerate((*plan.periods, plan.whole), KIND + 1):
        block = isinstance(rows, range) and rows.step == 1
        single = ",".join(xl_rowcol_to_cell(row, n) for row in rows)
        inner = xl_range(rows[0], n, rows[-1], n) if block else single
        sheet.write_formula(at, n, f"=SUM({inner})", form, float(plan.amount(who, period) or 0))


def _grouped(plan: Plan) -> list[tuple[str, list[Member]]]:
    groups: dict[str, list[Member]] = {}
    for member in plan.members or (EVERYBODY,):
        groups.setdefault(member[0] if member else "", []).append(member)
    return list(groups.items())


def _period_title(period: Period, lang: Lang) -> str:
    is_week = period.grain in ("day", "week", None)
    return (week_name(period) if is_week else period.name)[lang]


def _formats(book: xlsxwriter.Workbook) -> dict[str, Format]:
    head = {"bold": True, "bottom": 1, "bg_color": "#eef2f6"}
    money = {"num_format": "#,##0"}
    looks: dict[str, dict[str, Any]] = {
        "title": {"bold": True, "font_size": 14},
        "quiet": {"font_color": "#566373"},
        "head": head,
        "number head": {**head, "align": "right"},
        "bold": {"bold": True},
        "money": money,
        "sum": {**money, "bold": True},
        "answer": {**money, "bg_color": "#fff7e0", "bottom": 1, "bottom_color": "#d8c98f"},
    }
    return {name: book.add_format({"valign": "vcenter", **look}) for name, look in looks.items()}
