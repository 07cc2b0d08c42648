"""Quotes that are opened and never closed, so that one slip does not swallow the rows below it."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

# How many lines a cell may go on for; text that people type into one is shorter.
FURTHEST = 200
# With so many quotes never closed they are how the file is written: none of them opens a cell.
MANY = 1_000
# A text of words is no row because it happens to hold as many signs.
FEWEST_PARTED = 3

# Whole rows in quotes, as programs write that take a row for a cell: nearly all of them are.
_WRAPPED = re.compile(rb'^"((?:[^"\r\n]|"")*)"(?=\r?$)', re.MULTILINE)
WRAPPED = 0.9

# Signs around cells that no reader of csv knows: backticks, and the quotes of print.
_PRINTED = re.compile(
    r"(?:^|(?<=[,;\t|，；]))( *)"
    r"(?:`([^`\n]*)`|[“”]([^”\n]*)”|‘([^’\n]*)’|„([^“”\n]*)[“”]|«([^»\n]*)»|「([^」\n]*)」)(?= *(?:[,;\t|，；]|\r?$))",
    re.MULTILINE,
)
# Once in two lines and more they are how the file is written, and no name that somebody quotes.
LINES_PRINTED = 0.5

# A backtick before each cell, by which a payment service keeps spreadsheets from rounding long numbers.
_TICKED = re.compile(rb"^`(?=[^`\r\n]*,`)|(?<=,)`", re.MULTILINE)

Broken = Literal["open", "wrong"]


def are_wrapped(opening: str) -> bool:
    """Whether (nearly) every row below the first is one cell in quotes that holds quotes or commas of
    its own."""
    lines = [line for line in opening.encode().splitlines()[1:] if line.strip()]
    cells = [cell[1] for line in lines if (cell := _WRAPPED.fullmatch(line))]
    parted = sum(any(mark in cell for mark in (b",", b";", b"\t", b"|")) for cell in cells)
    return len(lines) > 1 and parted >= WRAPPED * len(lines)


def unwrapped(utf8: bytes) -> bytes:
    """The rows without the quotes around them."""
    return _WRAPPED.sub(lambda row: row[1].replace(b'""', b'"'), utf8)


def are_printed(opening: str) -> bool:
    """Whether cells stand in other signs than quotes."""
    many = sum(1 for _ in _PRINTED.finditer(opening))
    return many > max(1, LINES_PRINTED * opening.count("\n"))


def are_ticked(opening: str) -> bool:
    """Whether most rows below the first have a backtick before each cell."""
    lines = [line.split(",") for line in opening.splitlines()[1:] if line.strip()]
    ticked = sum(len(row) > 1 and all(cell.startswith("`") for cell in row) for row in lines)
    return ticked > LINES_PRINTED * len(lines)


def unticked(utf8: bytes) -> bytes:
    return _TICKED.sub(b"", utf8)


def straightened(utf8: bytes) -> bytes:
    """The rows with quotes in place of such signs."""
    return _PRINTED.sub(_straight, utf8.decode()).encode()


def _straight(cell: re.Match[str]) -> str:
    blanks, *forms = cell.groups()
    inside = next(form for form in forms if form is not None).replace('"', '""')
    return f'{blanks}"{inside}"'


def rows_of(text: str, delimiter: str, quote: str, others: Sequence[str] = ()) -> list[list[str]]:
    """The rows of a text; a quote without its fellow is a character like any other, and a single row may
    be parted by one of the `others`."""
    lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    opening = (_row(line, delimiter, quote) for line in lines[:50])
    width = max((len(row) for row in opening if isinstance(row, list)), default=1)
    rows: list[list[str]] = []
    at = never_closed = 0
    while at < len(lines):
        row, end = _row(lines[at], delimiter, quote), at
        if row == "open" and never_closed < MANY:
            row, end = _over_lines(lines, at, delimiter, quote, width)
            never_closed += row == "open"
        if not isinstance(row, list):
            row = _loosely(lines[at], delimiter, quote, width)
        if len(row) != width >= FEWEST_PARTED:
            row = _otherwise("\n".join(lines[at : end + 1]), others, quote, width) or row
        rows.append(row)
        at = end + 1
    return rows


def _otherwise(line: str, delimiters: Sequence[str], quote: str, width: int) -> list[str] | None:
    """The cells under the first delimiter that gives a usual row; None where none does."""
    rows = (_row(line, delimiter, quote) for delimiter in delimiters)
    return next((row for row in rows if isinstance(row, list) and len(row) == width), None)


def _over_lines(
    lines: list[str], at: int, delimiter: str, quote: str, width: int
) -> tuple[list[str] | Broken, int]:
    """The row whose cell goes on over several lines, with the last of them; else it stays open."""
    for end in range(at + 1, min(len(lines), at + FURTHEST)):
        beside = _row(lines[end], delimiter, quote)
        if isinstance(beside, list) and len(beside) >= width > 1:
            break
        if lines[end].count(quote) % 2:
            row = _row("\n".join(lines[at : end + 1]), delimiter, quote)
            if isinstance(row, list):
                return row, end
            if row == "wrong":
                break
    return "open", at


def _row(line: str, delimiter: str, quote: str) -> list[str] | Broken:
    """The cells of what is one whole row; else whether a quote is still open or stands wrong."""
    if quote not in line:
        return line.split(delimiter) if line else []
    try:
        reader = csv.reader(
            [line], delimiter=delimiter, quotechar=quote, skipinitialspace=True, strict=True
        )
        return next(reader, [])
    except csv.Error as error:
        return "open" if "end of data" in str(error) else "wrong"


def _loosely(line: str, delimiter: str, quote: str, width: int) -> list[str]:
    """The cells where a quote ends one only before a delimiter, if that gives a usual row."""
    row = [inside or bare for inside, bare in _cells(delimiter, quote).findall(line)]
    return row if len(row) == width else line.split(delimiter)


@cache
def _cells(delimiter: str, quote: str) -> re.Pattern[str]:
    part, mark = re.escape(delimiter), re.escape(quote)
    return re.compile(rf"(?:^|{part})(?: *{mark}(.*?){mark}(?= *(?:$|{part}))|([^{part}]*))")
