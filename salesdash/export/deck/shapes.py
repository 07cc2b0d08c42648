"""The shapes of one slide: drawn where there are none, brought up to date where they stand."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any, Literal

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches, Pt

from salesdash.charts.figure import Spoken
from salesdash.charts.rows import width
from salesdash.charts.theme import PALETTES
from salesdash.export import image
from salesdash.export.deck import chart, table
from salesdash.export.deck.plan import MEETING, Choice, Slide
from salesdash.export.deck.words import (
    is_as_written,
    name_of,
    part_of,
    replace_words,
    size_for,
    write,
)

MARGIN, GAP = Inches(0.55), Inches(0.12)
ABOVE, BELOW, FOOT = Inches(0.34), Inches(0.36), Inches(0.34)
TITLE_SIZES = (26.0, 23.0, 20.0, 17.0)
MEETING_SIZES = (34.0, 30.0, 26.0)
SMALL, LEAST, LINES = 13.0, 11.0, (17.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0)
CARD, CARDS = Inches(1.5), 6
FIGURE = "figure"
Form = Literal["chart", "table", "picture"]
Box = tuple[int, int, int, int]


def draw(on: Any, slide: Slide, choice: Choice, across: int, height: int) -> None:
    """All of a slide that is new."""
    palette = PALETTES[choice.mode]
    title = on.shapes.title
    _empty_places(on, title)
    wide = across - 2 * MARGIN
    is_meeting = slide.key == MEETING
    sizes = MEETING_SIZES if is_meeting else TITLE_SIZES
    title.name = name_of(slide.key, "title", slide.title)
    title.text_frame.margin_left = title.text_frame.margin_right = 0
    size = size_for(slide.title, title.width / Pt(1), sizes)
    write(title.text_frame, slide.title, size, palette.ink, bold=True, align=PP_ALIGN.LEFT)
    title.text_frame.vertical_anchor = MSO_ANCHOR.TOP
    top = title.top + title.height + GAP
    if slide.above:
        has_room = title.top >= ABOVE
        at = title.top - ABOVE if has_room else top
        _words(on, slide, "above", slide.above, (MARGIN, at, wide, ABOVE), SMALL, palette.quiet)
        top += 0 if has_room else ABOVE
    bottom = height - FOOT - GAP
    if slide.foot:
        foot = (MARGIN, height - FOOT - GAP // 2, wide, FOOT)
        _words(on, slide, "foot", slide.foot, foot, LEAST, palette.quiet)
    if slide.before:
        bottom -= BELOW
        _words(
            on, slide, "before", slide.before, (MARGIN, bottom, wide, BELOW), SMALL, palette.quiet
        )
    box = (MARGIN, top, wide, bottom - top - GAP // 2)
    if slide.figure is not None:
        _figure(on, slide.key, slide.figure, choice, box)
    if slide.lines:
        words = "\n".join(slide.lines)
        room = int(Inches(1.1)) if slide.cards else box[3]
        size = _fitting(slide.lines, wide / Pt(1), room / Pt(1))
        _words(on, slide, "lines", words, (MARGIN, top, wide, room), size, palette.ink)
        top += room
    _cards(on, slide, choice, (MARGIN, top, wide, CARD))
    if slide.agenda:
        top += CARD + Inches(0.35)
        place = (MARGIN, top, wide, bottom - top)
        size = _fitting(slide.agenda, wide / Pt(1), (bottom - top) / Pt(1))
        _words(on, slide, "agenda", "\n".join(slide.agenda), place, size, palette.ink)
    if slide.notes:
        frame = on.notes_slide.notes_text_frame
        frame.text = slide.notes
        on.notes_slide.notes_placeholder.name = name_of(slide.key, "notes", slide.notes)


def renew(on: Any, slide: Slide, choice: Choice) -> bool:
    """What stands on a slide under this key, brought up to date; whether words of somebody's own stayed."""
    words = _parts(slide)
    kept = False
    standing = list(all_of(on.shapes))
    if on.has_notes_slide:
        standing += list(on.notes_slide.shapes)
    for shape in standing:
        key, part = part_of(shape.name) or ("", "")
        if key != slide.key:
            continue
        if part == FIGURE and slide.figure is not None:
            _renew_figure(on, shape, slide, choice)
        elif part in words and shape.has_text_frame:
            if is_as_written(shape.name, shape.text_frame.text):
                replace_words(shape.text_frame, words[part])
                shape.name = name_of(slide.key, part, words[part])
            else:
                kept = True
    return kept


def all_of(shapes: Any) -> Iterator[Any]:
    """All shapes, those within groups too."""
    for shape in shapes:
        yield shape
        if hasattr(shape, "shapes"):
            yield from all_of(shape.shapes)


def _parts(slide: Slide) -> dict[str, str]:
    """All words of a slide by their parts; one that has nothing to say this week is blank."""
    return {
        "title": slide.title,
        "above": slide.above,
        "foot": slide.foot,
        "before": slide.before,
        "lines": "\n".join(slide.lines),
        "agenda": "\n".join(slide.agenda),
        "notes": slide.notes,
        **{
            f"card_{at}_{which}": words
            for at, card in enumerate(slide.cards)
            for which, words in zip(("label", "value", "change"), card, strict=False)
        },
    }


def _words(
    on: Any,
    slide: Slide,
    part: str,
    words: str,
    box: Box,
    size: float,
    colour: str,
    *,
    bold: bool = False,
) -> None:
    left, top, wide, high = (Emu(int(edge)) for edge in box)
    shape = on.shapes.add_textbox(left, top, wide, high)
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    write(frame, words, size_for(words, wide / Pt(1), (size, size - 1, size - 2, size - 3), 1)
          if part in ("above", "before", "foot") else size, colour, bold=bold)  # fmt: skip
    shape.name = name_of(slide.key, part, words)


def _cards(on: Any, slide: Slide, choice: Choice, box: Box) -> None:
    """Up to six numbers in a row: label, value, change."""
    if not slide.cards:
        return
    palette, (left, top, wide, _) = PALETTES[choice.mode], box
    each = wide / CARDS
    for at, (label, value, change, light) in enumerate(slide.cards[:CARDS]):
        start, room = left + at * each, each - GAP
        hue = palette.lights.get(light, palette.quiet)
        parts = (
            ("label", label, 0.0, 0.34, 14.0, palette.quiet, False),
            ("value", value, 0.36, 0.56, 21.0, palette.ink, True),
            ("change", change, 0.98, 0.6, 13.0, hue, False),
        )
        for which, words, down, high, size, colour, bold in parts:
            place = (int(start), int(top + Inches(down)), int(room), int(Inches(high)))
            fitting = size_for(
                words, room / Pt(1), (size, size * 0.85, size * 0.7), 2 if which == "change" else 1
            )
            _words(on, slide, f"card_{at}_{which}", words, place, fitting, colour, bold=bold)


def _fitting(lines: tuple[str, ...], wide: float, high: float) -> float:
    """The size in which all lines stand in the room, in points."""
    for size in LINES:
        rows = sum(-(-int(width(line) * size * 0.54) // max(int(wide), 1)) or 1 for line in lines)
        if rows * size * 1.35 <= high:
            return size
    return LINES[-1]


def form_of(figure: Spoken) -> Form:
    """How a figure is shown: as a chart of PowerPoint's own where there is one, else as a picture of its
    drawing, and as a table where the table is the figure."""
    if chart.drawn(figure) is not None:
        return "chart"
    return "picture" if figure.draw is not None else "table"


def _figure(on: Any, key: str, figure: Spoken, choice: Choice, box: Box) -> Any:
    left, top, wide, high = (Emu(int(edge)) for edge in box)
    if (how := chart.drawn(figure)) is not None:
        shape = on.shapes.add_chart(how.kind, left, top, wide, high, chart.data(how))
        chart.dress_chart(shape.chart, how, choice.mode)
    elif figure.draw is None:
        shape = table.add(on.shapes, box, table.cells(figure), choice.mode)
    else:
        shape = _picture(on, figure, choice, box)
    shape.name = name_of(key, FIGURE)
    chart.describe(shape, figure.alt)
    return shape


def _picture(on: Any, figure: Spoken, choice: Choice, box: Box) -> Any:
    left, top, wide, high = box
    data = image.chart_png(figure, choice.mode, round(wide / Pt(1)), round(high / Pt(1)))
    shape = on.shapes.add_picture(
        io.BytesIO(data), Emu(int(left)), Emu(int(top)), height=Emu(int(high))
    )
    if shape.width > wide:
        shape.height, shape.width = Emu(int(shape.height * wide / shape.width)), Emu(int(wide))
    shape.left = Emu(int(left + (wide - shape.width) / 2))
    return shape


def _renew_figure(on: Any, shape: Any, slide: Slide, choice: Choice) -> None:
    """New data in the same chart, table or picture; another shape in its place where it is of another form."""
    assert slide.figure is not None
    figure, form = slide.figure, form_of(slide.figure)
    renewed: dict[Form, Callable[[], bool]] = {
        "chart": lambda: shape.has_chart and _new_data(shape.chart, figure),
        "table": lambda: (
            shape.has_table and table.fill(shape.table, table.cells(figure), choice.mode)
        ),
        "picture": lambda: hasattr(shape, "image") and _new_picture(on, shape, figure, choice),
    }
    if renewed[form]():
        chart.describe(shape, figure.alt)
        return
    box = (shape.left, shape.top, shape.width, shape.height)
    new = _figure(on, slide.key, figure, choice, box)
    shape._element.addprevious(new._element)
    _let_go(on, shape._element)
    shape._element.getparent().remove(shape._element)


def _new_data(own: Any, figure: Spoken) -> bool:
    """The numbers of this week in the look that the chart was given, its form too."""
    shape = chart.drawn(figure)
    if shape is None or len(own.plots) != 1:
        return False
    own.replace_data(chart.data(shape))
    chart.stand_on_zero(own.value_axis, shape)
    return True


def _new_picture(on: Any, shape: Any, figure: Spoken, choice: Choice) -> bool:
    size = round(shape.width / Pt(1)), round(shape.height / Pt(1))
    data = image.chart_png(figure, choice.mode, *size)
    _, link = on.part.get_or_add_image_part(io.BytesIO(data))
    if link != shape._element.blipFill.blip.rEmbed:
        _let_go(on, shape._element)
        shape._element.blipFill.blip.rEmbed = link
    return True


def _let_go(on: Any, element: Any) -> None:
    """Leave no picture or chart in the file that is on no slide any more: it may show other names."""
    for link in set(element.xpath(".//@r:id | .//@r:embed")):
        on.part.drop_rel(link)


def _empty_places(on: Any, title: Any) -> None:
    """Take out the places of the layout that would stay empty."""
    for place in list(on.placeholders):
        if place._element is not title._element:
            place._element.getparent().remove(place._element)
