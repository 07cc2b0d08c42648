"""A figure as a table of PowerPoint's own: as many rows and columns as can be read on a slide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from salesdash.charts.cell import cell_words
from salesdash.charts.figure import Spoken
from salesdash.charts.look import Mode
from salesdash.charts.rows import shortened, width
from salesdash.charts.theme import PALETTES, light_of_words
from salesdash.export.deck.slide_text import LINE, clean, rgb, rows, write
from salesdash.text import Text

MOST_ROWS, MOST_COLUMNS = 12, 8
SIZES = (14.0, 13.0, 11.5, 10.5, 9.5, 8.5, 7.5)  # points
ROW, ASIDE, OVER = 32.0, 6.0, 3.0  # points: the height of a row, the margins of a cell
LONGEST, WHOLE, OF_A_ROW = 44, 120, 264  # letters of a cell, at most where a row has room, of a row
HIGHEST = 800  # points of a drawing that can be read on a slide
UNBROKEN = 20  # letters of a word that is kept whole
MIDDLE = 10.5  # points: the size at which columns share the width
_WORD = re.compile(r"[!-~¥€£]+")  # what is not broken at the end of a line
MORE = Text("共 {n} 行，这里是前 {shown} 行", "the first {shown} of {n} {n:row|rows}")


@dataclass(frozen=True, slots=True)
class Cells:
    """The texts of a table with its header, and which columns are numbers."""

    head: list[str]
    rows: list[list[str]]
    is_number: list[bool]


def cells(figure: Spoken, most: int = MOST_ROWS) -> Cells:
    """What of the figure's table stands on the slide."""
    columns = [column for column in figure.written if not column.is_detail][:MOST_COLUMNS]
    shown = figure.frame.head(most)
    texts = [
        [clean(cell_words(value, column, figure)) for value in shown[column.key]]
        for column in columns
    ]
    is_number = [column.unit is not None for column in columns]
    longest = _longest([text for text, is_one in zip(texts, is_number, strict=True) if not is_one])
    kept = [
        text if is_one else [shortened(words, longest) for words in text]
        for text, is_one in zip(texts, is_number, strict=True)
    ]
    return Cells(
        [clean(column.title) for column in columns],
        [list(row) for row in zip(*kept, strict=True)],
        is_number,
    )


def _longest(columns: Sequence[Sequence[str]]) -> int:
    """How many letters a cell of words may have: all of them where the row has room."""
    wanted = sum(min(max(map(width, words), default=0), WHOLE) for words in columns)
    return WHOLE if wanted <= OF_A_ROW else LONGEST


def is_shown(figure: Spoken) -> bool:
    """Whether a slide shows the table: where it is the figure, or has the rows of a drawing so high that its letters
    would be too small, one each."""
    if figure.draw is None:
        return True
    high, names = figure.spec("light").get("height"), figure.frame[figure.written[0].key]
    return isinstance(high, (int, float)) and high > HIGHEST and not names.duplicated().any()


def shown_part(figure: Spoken) -> str:
    """How much of the table stands on the slide, where the table is the figure and it is not all."""
    n = len(figure.frame)
    if n <= MOST_ROWS or not is_shown(figure):
        return ""
    return MORE.format(n=n, shown=MOST_ROWS)[figure.lang]


def add(shapes: Any, box: Sequence[int], cells: Cells, mode: Mode) -> Any:
    """A new table in the box (left, top, width, height in EMU)."""
    left, top, wide, high = (Emu(edge) for edge in box)
    n = len(cells.rows) + 1
    frame = shapes.add_table(n, len(cells.head), left, top, wide, Emu(min(high, Pt(ROW) * n)))
    table = frame.table
    _plain(table)
    for column, share in zip(table.columns, _shares(cells, wide / Pt(1)), strict=True):
        column.width = Emu(int(wide * share))
    fill(table, cells, mode, high)
    return frame


def fill(table: Any, cells: Cells, mode: Mode, room: int) -> bool:
    """Write the texts into a table, which gets or loses rows and is at most `room` high, in EMU, as long as they
    can be read; False where its columns are others."""
    if len(table.columns) != len(cells.head):
        return False
    _have_rows(table, len(cells.rows) + 1)
    palette = PALETTES[mode]
    wide = [column.width / Pt(1) for column in table.columns]
    size = _size(cells, wide, room / Pt(1))
    _raise_rows(table, _heights(cells, wide, size), room / Pt(1))
    for at, texts in enumerate([cells.head, *cells.rows]):
        for cell, text, is_number in zip(table.rows[at].cells, texts, cells.is_number, strict=True):
            cell.margin_left = cell.margin_right = Pt(ASIDE)
            cell.margin_top = cell.margin_bottom = Pt(OVER)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.fill.solid()
            cell.fill.fore_color.rgb = rgb(palette.track if at == 0 else palette.background)
            colour = palette.quiet if at == 0 else _colour(text, palette.lights) or palette.ink
            align = PP_ALIGN.RIGHT if is_number else PP_ALIGN.LEFT
            write(cell.text_frame, text, size, colour, bold=at == 0, align=align)
            _underline(cell, palette.grid)
    return True


def _have_rows(table: Any, wanted: int) -> None:
    there = table._tbl.tr_lst
    for _ in range(wanted - len(there)):
        table._tbl.append(deepcopy(table._tbl.tr_lst[-1]))
    for row in there[wanted:]:
        table._tbl.remove(row)


def _raise_rows(table: Any, needed: Sequence[float], room: float) -> None:
    """Each row as high as it was, or as its words need; all of them lower where they would not stand in the room, in
    points. Not every program makes a row higher by itself."""
    were = [row.height / Pt(1) for row in table.rows]
    for most in range(int(max(were)), -1, -1):
        high = [max(min(was, most), need) for was, need in zip(were, needed, strict=True)]
        if sum(high) <= room:
            break
    for row, points in zip(table.rows, high, strict=True):
        row.height = Emu(int(Pt(points)))


def _size(cells: Cells, wide: Sequence[float], room: float) -> float:
    """The largest size in which all rows stand in the room and no word is broken, all in points."""
    words = _longest_words(cells)
    for size in SIZES:
        if any(n * size / 2 > own - 2 * ASIDE for n, own in zip(words, wide, strict=True)):
            continue
        if sum(_heights(cells, wide, size)) <= room:
            return size
    return SIZES[-1]


def _heights(cells: Cells, wide: Sequence[float], size: float) -> list[float]:
    """How high each row is by its words, in points."""
    lines = [
        max(rows([text], own - 2 * ASIDE, size) for text, own in zip(row, wide, strict=True))
        for row in (cells.head, *cells.rows)
    ]
    return [n * size * LINE + 2 * OVER for n in lines]


def _colour(text: str, lights: Any) -> str | None:
    light = light_of_words(text)
    return str(lights[light]) if light else None


def _shares(cells: Cells, wide: float) -> list[float]:
    """The share of the width, in points, that each column needs by its longest text; where there is not room for
    all of these, each has at least what its longest word needs."""
    letter = MIDDLE / 2
    aside = 2 * ASIDE / letter + 1
    columns = list(zip(*[cells.head, *cells.rows], strict=True))
    wants = [min(max(8, *map(width, texts)) + aside, 42) for texts in columns]
    floors = [
        min(want, word + aside) for want, word in zip(wants, _longest_words(cells), strict=True)
    ]
    wanted, spare = sum(wants) - sum(floors), wide / letter - sum(floors)
    part = min(max(spare / wanted, 0.0), 1.0) if wanted else 0.0
    own = [floor + part * (want - floor) for floor, want in zip(floors, wants, strict=True)]
    return [one / sum(own) for one in own]


def _longest_words(cells: Cells) -> list[int]:
    """How many letters the longest word of each column has, of those that are not broken."""
    columns = zip(*[cells.head, *cells.rows], strict=True)
    return [
        max([4, *(min(len(w), UNBROKEN) for text in texts for w in _WORD.findall(text))])
        for texts in columns
    ]


def _plain(table: Any) -> None:
    """Without the stripes of PowerPoint's own style."""
    table.first_row, table.horz_banding = True, False
    style = table._tbl.tblPr.find(qn("a:tableStyleId"))
    if style is not None:
        style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no style, no grid


def _underline(cell: Any, colour: str) -> None:
    properties = cell._tc.get_or_add_tcPr()
    for line in properties.findall(qn("a:lnB")):
        properties.remove(line)
    line = properties.makeelement(qn("a:lnB"), {"w": "9525"})
    fill_of = line.makeelement(qn("a:solidFill"), {})
    fill_of.append(fill_of.makeelement(qn("a:srgbClr"), {"val": colour.removeprefix("#").upper()}))
    line.append(fill_of)
    properties.insert(0, line)
