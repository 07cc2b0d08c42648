"""The promises of each owner as a workbook, and what was filled in when it comes back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from salesdash.catalog.actions import FIELD_NAMES, STATUSES, Action, faults
from salesdash.errors import FileError
from salesdash.export.out_and_back import owner_sheets
from salesdash.export.out_and_back.owner_sheets import ColumnHead
from salesdash.export.out_and_back.register_workbook import day_of
from salesdash.text import LANGS, Lang, Text, join, plain

NO = Text("编号", "No.")
NONE = Text(
    "这张表里没有行动：要有编号、承诺和状态这几列，请用从这里导出的表。",
    "This file holds no promises: it needs their number, promise and status; use one that went out from here.",
)
UNKNOWN = Text(
    "第 {row} 行：没有编号为 {number} 的行动“{title}”。这次没有读入任何一行。",
    "Row {row}: there is no promise no. {number}, “{title}”. Nothing was taken in.",
)
NOT_READ = Text(
    "第 {row} 行的“{field}”读不懂：“{value}”。这次没有读入任何一行。",
    "Row {row}: “{field}” cannot be read: “{value}”. Nothing was taken in.",
)
FAULTY = Text(
    "第 {row} 行“{title}”不能保存：{faults}这次没有读入任何一行。",
    "Row {row}, “{title}”, cannot be kept: {faults} Nothing was taken in.",
)
NUMBER = "action_id"
FIELDS = ("title", "done_when", "effect", "status", "due", "done_on")
FILLED, DAYS = ("status", "due", "done_on"), ("due", "done_on")
NEEDED = {NUMBER, "title", "status"}
WIDTHS = {"title": 46, "done_when": 30, "effect": 26, "status": 12, "due": 14, "done_on": 14}
Row = Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Filled:
    """What came back: the promises as it changes them, and how many stand so already."""

    changed: tuple[Action, ...]
    same: int


def xlsx(actions: Sequence[Action], lang: Lang) -> bytes:
    """A sheet for each owner with his promises: state and days to be filled in, the rest to be read."""
    lists: dict[str | None, list[tuple[Any, ...]]] = {}
    for one in actions:
        cells = (
            STATUSES[one.status].name[lang] if key == "status" else getattr(one, key) or None
            for key in FIELDS
        )
        lists.setdefault(one.owner or None, []).append((one.action_id, *cells))
    return owner_sheets.xlsx(lists, _heads(), lang)


def _heads() -> list[ColumnHead]:
    states = tuple(choice.name for choice in STATUSES.values())
    return [
        ColumnHead(NO, 8),
        *(
            ColumnHead(
                FIELD_NAMES[key], WIDTHS[key], to_fill=key in FILLED, is_day=key in DAYS,
                choices=states if key == "status" else (),
            )
            for key in FIELDS
        ),
    ]  # fmt: skip


def read(sheets: Mapping[str, Sequence[Row]], kept: Sequence[Action], today: date) -> Filled:
    """What the sheets change of the promises, known again by number and words: state, due day, day done, which is
    `today` where it is done and no day is written.

    Raises FileError where no sheet holds promises, or for a row that cannot be kept, named.
    """
    by_number = {str(one.action_id): one for one in kept}
    lists = [headed for rows in sheets.values() if (headed := _headed(rows))]
    if not lists:
        raise FileError(NONE)
    changed, same = [], 0
    for columns, rows in lists:
        for at, cells in rows:
            values = {
                key: (cells[n] or "").strip() if n < len(cells) else ""
                for n, key in columns.items()
            }
            if not values["title"]:
                continue
            before = _same(by_number, values, at)
            after = _filled(before, values, at, today)
            if after == before:
                same += 1
            else:
                changed.append(after)
    return Filled(tuple(changed), same)


def _headed(rows: Sequence[Row]) -> tuple[dict[int, str], Iterator[tuple[int, Row]]] | None:
    """Which field each column is, and the rows below, each with its number; None where it is another sheet."""
    names = {
        name[lang]: key for key, name in ((NUMBER, NO), *FIELD_NAMES.items()) for lang in LANGS
    }
    head = rows[0] if rows else ()
    columns = {
        n: names[cell.strip()] for n, cell in enumerate(head) if cell and cell.strip() in names
    }
    return (columns, iter(enumerate(rows[1:], 2))) if set(columns.values()) >= NEEDED else None


def _same(by_number: Mapping[str, Action], values: Mapping[str, str], at: int) -> Action:
    number = values[NUMBER].removesuffix(".0")
    one = by_number.get(number)
    if one is None or one.title != " ".join(values["title"].split()):
        raise FileError(UNKNOWN.format(row=at, number=number or "–", title=plain(values["title"])))
    return one


def _filled(before: Action, values: Mapping[str, str], at: int, today: date) -> Action:
    cells: dict[str, Any] = {}
    for key in FILLED:
        if key not in values:
            continue
        words = values[key]
        value = _status(words) if key == "status" else day_of(words)
        if words and value is None:
            raise FileError(NOT_READ.format(row=at, field=FIELD_NAMES[key], value=plain(words)))
        if words or key == "done_on":
            cells[key] = value
    after = replace(before, **cells)
    if after.status != "done":
        after = replace(after, done_on=None)
    elif after.done_on is None:
        after = replace(after, done_on=today)
    if wrong := faults(after):
        raise FileError(
            FAULTY.format(row=at, title=plain(after.title), faults=join(list(wrong), "", " "))
        )
    return after


def _status(words: str) -> str | None:
    return next(
        (key for key, choice in STATUSES.items() if words in (choice.name.zh, choice.name.en)), None
    )
