"""Words on a slide: safe, in fonts that every office program has for Chinese, and known again."""

from __future__ import annotations

import hashlib
from typing import Any

from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.util import Pt

from salesdash.charts.rows import width
from salesdash.export.names import without_unseen

FONT = "Microsoft YaHei"
KEY = "salesdash:"
_HASH = "#"


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
    from copy import deepcopy

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


def size_for(words: str, room: float, sizes: tuple[float, ...], lines: int = 2) -> float:
    """The largest of the sizes, in points, in which the words take so many lines of `room` points."""
    fits = (s for s in sizes if width(clean(words)) * s * 0.54 <= room * lines * 0.94)
    return next(fits, sizes[-1])


def name_of(key: str, part: str, words: str | None = None) -> str:
    """The name of a shape by which next week's run finds it. One of words bears a mark of them, by which
    it is seen whether somebody has changed them since."""
    name = f"{KEY}{key}:{part}"
    return name if words is None else f"{name}{_HASH}{_mark(words)}"


def part_of(name: str) -> tuple[str, str] | None:
    """The key and the part that a shape's name says; None of a shape that is not ours."""
    if not name.startswith(KEY):
        return None
    key, _, part = name.removeprefix(KEY).partition(_HASH)[0].rpartition(":")
    return (key, part) if key else None


def is_as_written(name: str, words: str) -> bool:
    """Whether the words of a shape are those that were written into it."""
    return name.partition(_HASH)[2] == _mark(words)


def _mark(words: str) -> str:
    plain = " ".join(clean(words).split())
    return hashlib.blake2s(plain.encode(), digest_size=4).hexdigest()
