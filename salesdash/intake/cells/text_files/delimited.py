"""Text files (csv, tsv, txt) as columns of text."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from salesdash.intake.cells import limits
from salesdash.intake.cells.sheet import Sheet, Widths
from salesdash.intake.cells.text_files import quotes, survey
from salesdash.intake.cells.text_files.broken import broken_shown, without_nuls
from salesdash.intake.cells.text_files.decode import decode
from salesdash.intake.cells.text_files.survey import Survey

DELIMITERS = (",", "\t", ";", "|", "，", "；", "^", "~")
# Stand in words and times of day as well: only where the rows agree on nothing else.
COMMON_SIGNS = (" ", ":")
LOOK_ROWS = 60
BLOCK = 4 << 20
LONGEST_CELL = 32 << 20
# Stands for a quote while the cells are told apart: a sign that is no text.
HELD = "\uffff"
# A text of words is no table because its lines happen to be alike.
ALIKE = 0.9
_AT_ENDS = re.compile(rb"^[ \t]+|[ \t]+$", re.MULTILINE)
_BLANKS = re.compile(rb"[ \t]+")

csv.field_size_limit(LONGEST_CELL)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text file parts its cells. `width` is the number of cells of most rows."""

    delimiter: str
    quote: str
    width: int


def read_delimited(path: Path, encoding: str | None = None) -> list[Sheet]:
    """The one sheet of a text file. Raises FileError where the text cannot be decoded."""
    seen = survey.of_file(path) if encoding is None else None
    return [(_passing(path, seen) if seen else None) or _held(path, encoding)]


def _passing(path: Path, seen: Survey) -> Sheet | None:
    """A file in UTF-8 whose rows are alike, read as it passes by."""
    dialect = sniff(seen.opening)
    if dialect.width == 1 or quotes.are_printed(seen.opening) or quotes.are_ticked(seen.opening):
        return None
    limits.check_text(seen.lines, dialect.width)
    with pa.OSFile(str(path)) as stream:
        sheet = _even(stream, seen, dialect)
    return replace(sheet, encoding=seen.encoding) if sheet else None


def _held(path: Path, encoding: str | None) -> Sheet:
    """Any other text file, held whole to be decoded and looked at more than once."""
    raw = path.read_bytes()
    limits.check_longest_line(raw)
    decoded = decode(raw, encoding)
    utf8, is_marked = without_nuls(decoded.utf8)
    if b"\r" in utf8[: survey.LOOK] and b"\n" not in utf8[: survey.LOOK]:
        utf8 = utf8.replace(b"\r", b"\n")
    if utf8.endswith(survey.EMPTY_LINES):
        utf8 = utf8.rstrip(b"\r\n")
    seen = survey.of_text(utf8)
    if quotes.are_wrapped(seen.opening):
        utf8 = quotes.unwrapped(utf8)
        seen = survey.of_text(utf8)
    if quotes.are_ticked(seen.opening):
        utf8 = quotes.unticked(utf8)
        seen = survey.of_text(utf8)
    if quotes.are_printed(seen.opening):
        utf8 = quotes.straightened(utf8)
        seen = survey.of_text(utf8)
    dialect = sniff(seen.opening)
    if dialect.width == 1 and _is_parted_by_blanks(seen.opening):
        utf8 = _BLANKS.sub(b"\t", _AT_ENDS.sub(b"", utf8))
        seen = survey.of_text(utf8)
        dialect = sniff(seen.opening)
    limits.check_text(seen.lines, dialect.width)
    sheet = _even(pa.BufferReader(utf8), seen, dialect) or _uneven(utf8.decode(), dialect)
    return replace(
        broken_shown(sheet) if decoded.broken or is_marked else sheet,
        encoding=decoded.encoding,
        rival_encoding=decoded.rival,
        readings=decoded.readings,
    )


def sniff(opening: str) -> Dialect:
    """The delimiter and quote under which the rows agree best on their number of cells."""
    delimiters = [each for each in DELIMITERS if each != "\t" or not _is_padding(opening)]
    agreed, dialect = _best(opening, delimiters)
    if agreed < ALIKE:
        alike, parted = _best(opening, COMMON_SIGNS)
        if alike > ALIKE and parted.width >= quotes.FEWEST_PARTED:
            return parted
    return dialect if agreed > 0 else Dialect(",", '"', 1)


def _is_padding(opening: str) -> bool:
    """Whether every tab stands before another separator or the end of its line: shops put it behind long numbers, to
    keep spreadsheets from rounding them."""
    return any(
        sign in opening and not re.search(rf"\t(?!{re.escape(sign)}|\r?\n|\Z)", opening)
        for sign in DELIMITERS
        if sign != "\t"
    )


def _best(opening: str, delimiters: Sequence[str]) -> tuple[float, Dialect]:
    tried = (_tried(opening, delimiter, _quote(opening, delimiter)) for delimiter in delimiters)
    return max(tried, key=_first)


def _is_parted_by_blanks(opening: str) -> bool:
    """Whether nearly all lines have as many words: columns that only blanks keep apart."""
    words = [len(line.split()) for line in opening.splitlines()[:LOOK_ROWS] if line.strip()]
    [(usual, many)] = Counter(words).most_common(1) or [(0, 0)]
    return usual >= quotes.FEWEST_PARTED and many > ALIKE * len(words) and len(words) > 1


def _first(tried: tuple[float, Dialect]) -> float:
    return tried[0]


def _quote(opening: str, delimiter: str) -> str:
    """The sign around cells: `'` only where more cells stand between two of it than of `"`."""
    part = re.escape(delimiter)
    single, double = (
        len(re.findall(rf"(?:^|{part}) *{mark}[^{mark}]*{mark}(?=\s*(?:$|{part}))", opening, re.M))
        for mark in ("'", '"')
    )
    return "'" if single > double and single > opening.count("\n") / 4 else '"'


def _tried(opening: str, delimiter: str, quote: str) -> tuple[float, Dialect]:
    rows = _rows(opening, delimiter, quote)[:LOOK_ROWS]
    widths = Counter(len(row) for row in rows if any(cell.strip() for cell in row))
    several = {width: count for width, count in widths.items() if width > 1}
    if not several:
        return 0.0, Dialect(delimiter, quote, 1)
    width = max(several, key=lambda w: (several[w], w))
    agreed = several[width] / sum(widths.values())
    return agreed + min(width, 50) / 200, Dialect(delimiter, quote, width)


def _rows(text: str, delimiter: str, quote: str, others: Sequence[str] = ()) -> list[list[str]]:
    """The rows, quotes taken at their word unless that leaves some open, or the rows unlike each other:
    then single ones may be parted by one of the `others`."""
    rows = _trustfully(text, delimiter, quote)
    alone = 0 if others else 1
    if rows is None or (_differ(rows, alone) and (others or quote in text)):
        return quotes.rows_of(text, delimiter, quote, others)
    return rows


def _trustfully(text: str, delimiter: str, quote: str) -> list[list[str]] | None:
    """The rows, quotes taken at their word; None where some seem never to be closed."""
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, quotechar=quote, skipinitialspace=True
    )
    try:
        rows = list(reader)
    except csv.Error:
        return None
    over_lines = (cell for row in rows for cell in row if "\n" in cell)
    return None if any(delimiter in cell.split("\n", 1)[1] for cell in over_lines) else rows


def _even(source: pa.NativeFile, seen: Survey, dialect: Dialect) -> Sheet | None:
    """The fast way: all rows but some title lines have one width. None where that is not so."""
    if not dialect.delimiter.isascii() or dialect.quote in seen.escaped:
        return None
    opening = _rows(seen.opening, dialect.delimiter, dialect.quote, DELIMITERS)
    titles = next((i for i, row in enumerate(opening) if len(row) == dialect.width), 0)
    if any(len(row) > dialect.width or "\n" in "".join(row) for row in opening[:titles]):
        return None
    lines = seen.lines - titles
    body = _parsed(source, dialect, titles, over_lines=False)
    if body is None or len(body) != lines:
        # fewer rows than lines: some cells go over several, unless a quote was never closed
        if dialect.quote not in seen.quotes:
            return None
        body = _parsed(source, dialect, titles, over_lines=True)
        if body is None or _swallowed(body, dialect.delimiter):
            return None
    if dialect.quote in seen.after_blanks and _any_cell(body, f"^ +{dialect.quote}"):
        return None
    above = _columns(opening[:titles], dialect.width)
    return Sheet(
        "",
        tuple(pa.chunked_array([a, *b.chunks]) for a, b in zip(above, body.columns, strict=True)),
        widths=_widths(opening[:titles], titles + len(body), dialect.width) if titles else None,
    )


def _parsed(
    source: pa.NativeFile, dialect: Dialect, titles: int, *, over_lines: bool
) -> pa.Table | None:
    """None where rows differ in width. Cells may go `over_lines`: then it is slower."""
    names = [f"c{i}" for i in range(dialect.width)]
    source.seek(0)
    try:
        return arrow_csv.read_csv(
            source,
            read_options=arrow_csv.ReadOptions(
                column_names=names, skip_rows=titles, block_size=BLOCK
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=dialect.delimiter,
                quote_char=dialect.quote,
                newlines_in_values=over_lines,
                ignore_empty_lines=False,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                null_values=[""],
                strings_can_be_null=True,
            ),
        )
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return None


def _swallowed(body: pa.Table, delimiter: str) -> bool:
    """Whether a cell goes on over a line that holds delimiters: a quote that was never closed?"""
    return _any_cell(body, rf"\n[^\n]*{re.escape(delimiter)}")


def _any_cell(body: pa.Table, pattern: str) -> bool:
    return any(pc.any(pc.match_substring_regex(c, pattern)).as_py() for c in body.columns)


def _uneven(text: str, dialect: Dialect) -> Sheet:
    """The patient way: rows of any width."""
    limits.check_lines(text, dialect.delimiter)
    escaped = _escaped(text, dialect) if f"\\{dialect.quote}" in text else None
    rows = escaped or _rows(text, dialect.delimiter, dialect.quote, DELIMITERS)
    width = max(map(_filled, rows), default=0)
    limits.check_text(len(rows), width)
    return Sheet(
        "",
        tuple(pa.chunked_array([column]) for column in _columns(rows, width)),
        widths=_widths(rows, len(rows), dialect.width),
    )


def _escaped(text: str, dialect: Dialect) -> list[list[str]] | None:
    """The rows where a backslash before a quote makes it a sign like any other; None where the rows are
    more alike if it does not."""
    held = text.replace(f"\\{dialect.quote}", HELD)
    rows = _trustfully(held, dialect.delimiter, dialect.quote)
    if rows is None or (
        _differ(rows) and _trustfully(text, dialect.delimiter, dialect.quote) is not None
    ):
        return None
    return [[cell.replace(HELD, dialect.quote) for cell in row] for row in rows]


def _filled(row: list[str]) -> int:
    """How many cells there are up to and with the last one that is filled."""
    return next((i for i in range(len(row), 0, -1) if row[i - 1].strip()), 0)


def _differ(rows: list[list[str]], alone: int = 1) -> bool:
    """Whether the rows of more than `alone` cells differ in their number."""
    return len({len(row) for row in rows if len(row) > alone}) > 1


def _widths(first: list[list[str]], height: int, others: int) -> Widths:
    """The number of cells of each row as it is written; 0 where all of them are blank."""
    widths = np.full(height, others, np.int32)
    widths[: len(first)] = [len(row) if any(map(str.strip, row)) else 0 for row in first]
    return widths


def _columns(rows: list[list[str]], width: int) -> list[pa.Array]:
    padded = [row + [""] * (width - len(row)) for row in rows]
    return [
        pa.array([row[i] if row[i].strip() else None for row in padded], pa.string())
        for i in range(width)
    ]
