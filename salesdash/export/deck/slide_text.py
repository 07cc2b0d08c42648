"""Words on a slide: safe, in fonts that every office program has for Chinese, and known again."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Collection, Iterable
from copy import deepcopy
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_COLOR_TYPE
from pptx.oxml.ns import qn
from pptx.util import Pt

from salesdash.charts.rows import width
from salesdash.export.safe_names import without_unseen

FONT = "Microsoft YaHei"
KEY = "salesdash:"
_HASH, _BESIDE = "#", "+"
LETTER, LINE = 0.54, 1.35  # of the size: how wide half a Chinese letter is, how far lines are apart
COLUMN_GAP, EASY_TO_READ = 24.0, 11.0  # points


def write(
    frame: Any,
    words: str,
    size: float,
    colour: str,
    *,
    bold: bool = False,
    align: Any = None,
) -> None:
    """The words as the whole text of the frame, a paragraph a line, their size in points."""
    frame.word_wrap = True
    lines = clean(words).split("\n")
    frame.text = lines[0]
    for line in lines[1:]:
        frame.add_paragraph().text = line
    for paragraph in frame.paragraphs:
        if align is not None:
            paragraph.alignment = align
        for run in paragraph.runs:
            dress(run.font, size, colour, bold=bold)


def replace_words(frame: Any, words: str) -> None:
    """Other words in the look that the first run has."""
    lines = clean(words).split("\n")
    runs = [run for paragraph in frame.paragraphs for run in paragraph.runs]
    if len(frame.paragraphs) != len(lines) or not runs:
        look = runs[0].font._rPr if runs else None
        frame.text = "\n".join(lines)
        for run in (run for paragraph in frame.paragraphs for run in paragraph.runs):
            _take_look(run, look)
        return
    for paragraph, line in zip(frame.paragraphs, lines, strict=True):
        first, *others = paragraph.runs or [paragraph.add_run()]
        first.text = line
        for other in others:
            paragraph._p.remove(other._r)


def _take_look(run: Any, look: Any) -> None:
    if look is None:
        return
    if (own := run._r.rPr) is not None:
        run._r.remove(own)
    run._r.insert(0, deepcopy(look))


def dress(font: Any, size: float, colour: str, *, bold: bool = False) -> None:
    """Size, colour and both fonts of a run, or of all text of a chart."""
    font.size, font.bold = Pt(size), bold
    font.color.rgb = rgb(colour)
    font.name = FONT
    look = font._element if hasattr(font, "_element") else font._rPr
    for east_asian in look.findall(qn("a:ea")):
        look.remove(east_asian)
    latin = look.find(qn("a:latin"))
    east_asian = look.makeelement(qn("a:ea"), {"typeface": FONT})
    latin.addnext(east_asian)


def rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#").upper())


def clean(words: str) -> str:
    """Without what XML cannot hold, and what turns round the text after it."""
    return without_unseen(words)


def fitting(
    words: str, wide: float, high: float, sizes: tuple[float, ...], most_columns: int = 1
) -> tuple[float, int]:
    """The largest of the sizes in which the words stand in a box, all in points, and in how many columns of it:
    in more of them before they are hard to read."""
    lines = clean(words).split("\n")
    for columns in range(1, most_columns + 1):
        room = (wide - COLUMN_GAP * (columns - 1)) / columns
        readable = [s for s in sizes if columns == most_columns or s >= EASY_TO_READ]
        for size in readable:
            if rows(lines, room, size) <= columns * int(high / (size * LINE)):
                return size, columns
    return sizes[-1], most_columns


def rows(lines: Iterable[str], wide: float, size: float) -> int:
    """How many rows lines take in a box so wide, at that size in points."""
    return sum(
        max(math.ceil(width(line) * size * LETTER / max(wide * 0.94, 1)), 1) for line in lines
    )


def in_columns(frame: Any, columns: int) -> None:
    body = frame._txBody.bodyPr
    for name, value in (("numCol", columns), ("spcCol", Pt(COLUMN_GAP))):
        if columns > 1:
            body.set(name, str(int(value)))
        else:
            body.attrib.pop(name, None)


def size_of(frame: Any) -> float | None:
    """The size of the first words, in points; None where they take it from elsewhere."""
    runs = (run for paragraph in frame.paragraphs for run in paragraph.runs)
    size = next((run.font.size for run in runs), None)
    return None if size is None else float(size.pt)


def resize(frame: Any, size: float) -> None:
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run.font.size = Pt(size)


def recolour(frame: Any, colour: str, ours: Collection[str]) -> None:
    """Another of our colours where the words have one of these."""
    codes = {rgb(one) for one in ours}
    for run in (run for paragraph in frame.paragraphs for run in paragraph.runs):
        own = run.font.color
        if own is not None and own.type == MSO_COLOR_TYPE.RGB and own.rgb in codes:
            own.rgb = rgb(colour)


def name_of(key: str, part: str, words: str | None = None) -> str:
    """The name of a shape by which next week's run finds it. One of words bears a mark of them, by which
    it is seen whether somebody has changed them since."""
    name = f"{KEY}{key}:{part}"
    return name if words is None else f"{name}{_HASH}{_mark(words)}"


def with_marks(name: str, others: Iterable[str]) -> str:
    """The name of a shape, and behind it the marks in the names of others, which may lose theirs."""
    marks = [other.partition(_HASH)[2] for other in others]
    return _BESIDE.join([name.partition(_BESIDE)[0], *marks])


def named_by_mark(key: str, parts: Iterable[str], name: str) -> list[tuple[str, str]]:
    """The parts whose marks stand behind a name, with the names that they had."""
    marks = name.split(_BESIDE)[1:]
    return [
        (part, f"{name_of(key, part)}{_HASH}{mark}")
        for part, mark in zip(parts, marks, strict=False)
        if mark
    ]


def part_of(name: str) -> tuple[str, str] | None:
    """The key and the part that a shape's name says; None of a shape that is not ours."""
    if not name.startswith(KEY):
        return None
    key, _, part = name.removeprefix(KEY).partition(_HASH)[0].rpartition(":")
    return (key, part) if key else None


def is_as_written(name: str, words: str) -> bool:
    """Whether the words of a shape are those that were written into it."""
    return name.partition(_BESIDE)[0].partition(_HASH)[2] == _mark(words)


def _mark(words: str) -> str:
    plain = " ".join(clean(words).split())
    return hashlib.blake2s(plain.encode(), digest_size=4).hexdigest()
