"""Quotes that are opened and never closed, so that one slip does not swallow the rows below it."""

from __future__ import annotations

import csv
import re

# How many lines a cell may go on for; text that people type into one is shorter.
FURTHEST = 200


def rows_of(text: str, delimiter: str, quote: str) -> list[list[str]]:
    """The rows of a text; a quote without its fellow is a character like any other."""
    lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    width = max(
        (len(row) for line in lines[:50] if (row := _row(line, delimiter, quote))), default=1
    )
    rows: list[list[str]] = []
    at = 0
    while at < len(lines):
        row, end = _one(lines, at, delimiter, quote, width)
        rows.append(row)
        at = end
    return rows


def _one(
    lines: list[str], at: int, delimiter: str, quote: str, width: int
) -> tuple[list[str], int]:
    """The row that begins at a line, and the line after it."""
    line = lines[at]
    if (row := _row(line, delimiter, quote)) is not None:
        return row, at + 1
    held = line
    opened = line.count(quote) % 2 == 1
    for end in range(at + 1, min(len(lines), at + FURTHEST) if opened else 0):
        beside = _row(lines[end], delimiter, quote)
        if beside is not None and len(beside) >= width > 1:
            break
        held += "\n" + lines[end]
        if lines[end].count(quote) % 2 and (row := _row(held, delimiter, quote)) is not None:
            return row, end + 1
    return _loosely(line, delimiter, quote, width), at + 1


def _row(line: str, delimiter: str, quote: str) -> list[str] | None:
    """The cells of what is one whole row; None where its quotes do not close."""
    if quote not in line:
        return line.split(delimiter) if line else []
    try:
        return next(csv.reader([line], delimiter=delimiter, quotechar=quote, strict=True), [])
    except csv.Error:
        return None


def _loosely(line: str, delimiter: str, quote: str, width: int) -> list[str]:
    """The cells where a quote ends one only before a delimiter, if that gives a usual row."""
    part, mark = re.escape(delimiter), re.escape(quote)
    cell = rf"(?:^|{part})(?:{mark}(.*?){mark}(?=$|{part})|([^{part}]*))"
    row = [inside or bare for inside, bare in re.findall(cell, line)]
    return row if len(row) == width else line.split(delimiter)
