"""The register of risks as a workbook that goes out and comes back, and the sheets in which others keep theirs."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import xlsxwriter

from salesdash.catalog.risks.register_words import (
    HEADERS,
    LEVEL_WORDS,
    NUMBER,
    has_words,
    key_of,
    named,
    plain_header,
)
from salesdash.catalog.risks.risk import CATEGORIES, FIELD_NAMES, TYPED, Risk, faults
from salesdash.errors import FileError
from salesdash.text import Lang, Text, join, plain

SHEET = Text("风险台账", "Risk register")
NO = Text("编号", "No.")
FAULTY = Text(
    "第 {row} 行“{title}”不能登记：{faults}这次没有读入任何一行。",
    "Row {row}, “{title}”, cannot be registered: {faults} Nothing was taken in.",
)
NOT_READ = Text(
    "第 {row} 行的“{field}”读不懂：“{value}”。这次没有读入任何一行。",
    "Row {row}: “{field}” cannot be read: “{value}”. Nothing was taken in.",
)
DEEPEST, FEWEST = 10, 3  # rows in which the header is looked for; fields that make one
LEVELS = ("probability", "impact", "probability_after", "impact_after")
NUMBERS = ("trigger_limit", "trigger_recovery")
DAYS = ("due", "review")
Row = Sequence[str | None]
_KINDS = {field.name: field for field in fields(Risk)}


@dataclass(frozen=True, slots=True)
class RegisterDifference:
    """What a sheet would do to the register: risks that are new, those that it changes (as they would be),
    and how many stand so already."""

    new: tuple[Risk, ...]
    changed: tuple[Risk, ...]
    same: int


def xlsx(risks: Sequence[Risk], lang: Lang) -> bytes:
    """Every risk with every field, in the order of the form."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet(SHEET[lang])
    for column, name in enumerate([NO[lang], *(FIELD_NAMES[field][lang] for field in TYPED)]):
        sheet.write_string(0, column, name, bold)
    for at, risk in enumerate(risks, 1):
        sheet.write_number(at, 0, risk.risk_id)
        for column, field in enumerate(TYPED, 1):
            words = _written(field, getattr(risk, field), lang)
            if words:
                sheet.write_string(at, column, words)
    sheet.freeze_panes(1, 2)
    book.close()
    return out.getvalue()


def _written(field: str, value: object, lang: Lang) -> str:
    if value is None:
        return ""
    name = named(field, value)
    if name:
        return name[lang]
    return repr(value) if isinstance(value, float) else str(value)


def is_register(rows: Sequence[Row]) -> bool:
    """Whether the rows are those of a register: what may happen, how likely and how bad."""
    header = _header(rows)
    return header is not None and {"title", "probability", "impact"} <= set(header[1].values())


def read(rows: Sequence[Row], register: Sequence[Risk]) -> RegisterDifference:
    """What the sheet would change. A risk is known again by its number where its title is the same, else
    by its title; only the fields that the sheet has are changed.

    Raises FileError for a row that cannot be registered, named.
    """
    header = _header(rows)
    assert header is not None
    first, columns = header
    by_title = {risk.title: risk for risk in reversed(register)}
    by_number = {(str(risk.risk_id), risk.title): risk for risk in register}
    numbers = [n for n, field in columns.items() if field == NUMBER]
    new, changed, same = [], [], 0
    for at, row in enumerate(rows[first:], first + 1):
        values = _values(row, columns, at)
        title = " ".join(str(values.get("title") or "").split())
        if not title:
            continue
        number = next((row[n] for n in numbers if n < len(row) and row[n]), None)
        before = by_number.get((str(number), title)) or by_title.get(title)
        risk = replace(before or Risk(), **values | {"title": title})
        if wrong := faults(risk):
            raise FileError(
                FAULTY.format(row=at, title=plain(title), faults=join(list(wrong), "", " "))
            )
        if before is None:
            new.append(risk)
        elif risk.content() == before.content():
            same += 1
        else:
            changed.append(risk)
    return RegisterDifference(tuple(new), tuple(changed), same)


def _header(rows: Sequence[Row]) -> tuple[int, dict[int, str]] | None:
    """Below which row the risks begin, and which field each column is: by the row, or the two, that name most; the
    lowest of them, as above a header stand titles."""
    best: tuple[int, dict[int, str]] | None = None
    fewest = FEWEST
    for at, head in enumerate(rows[:DEEPEST]):
        below = rows[at + 1] if at + 1 < len(rows) else ()
        is_second = _is_second(head, below)
        columns = _fields(head, below if is_second else ())
        if len(set(columns.values())) >= fewest:
            best, fewest = (at + 1 + is_second, columns), len(set(columns.values()))
    return best


def _fields(head: Row, below: Row) -> dict[int, str]:
    """Which field each column is; of two rows of headers the lower one names it, else the group above, to which all
    columns under it belong."""
    columns, group = {}, ""
    for n in range(max(len(head), len(below))):
        upper = (head[n] if n < len(head) else None) or ""
        lower = (below[n] if n < len(below) else None) or ""
        group = upper or group
        field = HEADERS.get(plain_header(lower))
        if field is None and (upper or lower):
            field = HEADERS.get(plain_header(group))
        if field:
            columns[n] = field
    return columns


def _is_second(head: Row, below: Row) -> bool:
    """Whether the row below a header names columns that the header leaves blank, and nothing else."""
    filled = [n for n, cell in enumerate(below) if cell]
    under_blank = [n for n in filled if n >= len(head) or not head[n]]
    ends = [n for n in filled if n < len(head) and head[n]]
    return bool(under_blank) and all(n + 1 in under_blank for n in ends)


def _values(row: Row, columns: Mapping[int, str], at: int) -> dict[str, Any]:
    """The fields of a row; of several columns of one level the worst counts."""
    values: dict[str, Any] = {}
    for n, field in columns.items():
        words = (row[n] if n < len(row) else None) or ""
        if field == NUMBER:
            continue
        value = _value(field, words.strip(), at)
        if field in LEVELS and values.get(field):
            value = max(values[field], value or 0)
        values[field] = value
        if field == "category" and words and named(field, value) not in _both(words):
            values.setdefault("cause", words.strip())  # what they called it stays readable
    return values


def _both(words: str) -> tuple[Text, ...]:
    """The names that these words are, in either language."""
    return tuple(
        one.name for one in CATEGORIES.values() if words.strip() in (one.name.zh, one.name.en)
    )


def _value(field: str, words: str, at: int) -> Any:
    if not words:
        return _KINDS[field].default
    value: Any = words
    if has_words(field):
        value = key_of(field, words)
    elif field in LEVELS:
        value = _level(words)
    elif field in DAYS:
        value = day_of(words)
    elif field in NUMBERS or field in ("at_stake", "trigger_months"):
        value = _number(field, words)
    if value is None:
        raise FileError(NOT_READ.format(row=at, field=FIELD_NAMES[field], value=plain(words)))
    return value


def _level(words: str) -> int | None:
    digits = re.match(r"\s*([1-5])(?:\.0+)?(?!\d)", words)
    return int(digits[1]) if digits else LEVEL_WORDS.get(words.casefold())


def day_of(words: str) -> date | None:
    """The day that a cell states, year first; None where it states none."""
    parts = re.match(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})", words)
    try:
        return datetime(*(int(part) for part in parts.groups())).date() if parts else None  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError:
        return None


def _number(field: str, words: str) -> Any:
    try:
        number = Decimal(re.sub(r"[,，\s¥￥元]", "", words))
    except InvalidOperation:
        return None
    if field == "at_stake":
        return number
    return int(number) if field == "trigger_months" else float(words.replace(",", ""))


def rows_with_a_register(sheets: Mapping[str, Sequence[Row]]) -> Iterator[Sequence[Row]]:
    """The sheets that are a register."""
    return (rows for rows in sheets.values() if is_register(rows))
