"""Quotes that are opened and never closed, so that one slip does not swallow the rows below it."""

from __future__ import annotations

import csv
import re
from typing import Literal

# How many lines a cell may go on for; text that people type into one is shorter.
FURTHEST = 200

Broken = Literal["open", "wrong"]


def rows_of(text: str, delimiter: str, quote: str) -> list[list[str]]:
    """The rows of a text; a quote without its fellow is a character like any other."""
    lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    opening = (_row(line, delimiter, quote) for line in lines[:50])
    width = max((len(row) for row in opening if isinstance(row, list)), default=1)
    rows: list[list[str]] = []
    at = 0
    while at < len(lines):
        row, at = _next_row(lines, at, delimiter, quote, width)
        rows.append(row)
    return rows


def _next_row(
    lines: list[str], at: int, delimiter: str, quote: str, width: int
) -> tuple[list[str], int]:
    """The row that begins at a line, and the line after it."""
    line = lines[at]
    row = _row(line, delimiter, quote)
    if isinstance(row, list):
        return row, at + 1
    for end in range(at + 1, min(len(lines), at + FURTHEST) if row == "open" else 0):
        beside = _row(lines[end], delimiter, quote)
        if isinstance(beside, list) and len(beside) >= width > 1:
            break
        if lines[end].count(quote) % 2:
            row = _row("\n".join(lines[at : end + 1]), delimiter, quote)
            if isinstance(row, list):
                return row, end + 1
            if row == "wrong":
                break
    return _loosely(line, delimiter, quote, width), at + 1


def _row(line: str, delimiter: str, quote: str) -> list[str] | Broken:
    """The cells of what is one whole row; else whether a quote is still open or stands wrong."""
    if quote not in line:
        return line.split(delimiter) if line else []
    try:
        return next(csv.reader([line], delimiter=delimiter, quotechar=quote, strict=True), [])
    except csv.Error as error:
        return "open" if "end of data" in str(error) else "wrong"


def _loosely(line: str, delimiter: str, quote: str, width: int) -> list[str]:
    """The cells where a quote ends one only before a delimiter, if that gives a usual row."""
    part, mark = re.escape(delimiter), re.escape(quote)
    cell = rf"(?:^|{part})(?:{mark}(.*?){mark}(?=$|{part})|([^{part}]*))"
    row = [inside or bare for inside, bare in re.findall(cell, line)]
    return row if len(row) == width else line.split(delimiter)
