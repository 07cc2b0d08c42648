"""The words of one slide: written where there are none, brought up to date where they stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches

from salesdash.charts.theme import PALETTES
from salesdash.export.deck import drawing
from salesdash.export.deck.places import MARGIN, SlideLayout, TextPlace
from salesdash.export.deck.slide_plan import ReportStyle, Slide
from salesdash.export.deck.slide_text import (
    clean,
    in_columns,
    is_as_written,
    name_of,
    named_by_mark,
    part_of,
    recolour,
    replace_words,
    resize,
    size_of,
    with_marks,
    write,
)

FIGURE, NOTES = "figure", "notes"


def layout_of(on: Any, across: int, height: int) -> SlideLayout:
    """What stands where on a slide of this size, by where its title is."""
    title = on.shapes.title
    if title is None:
        box = (MARGIN, Inches(0.72), across - 2 * MARGIN, Inches(1.02))
        return SlideLayout(across, height, box)
    return SlideLayout(across, height, (title.left, title.top, title.width, title.height))


def draw(on: Any, slide: Slide, choice: ReportStyle, layout: SlideLayout) -> None:
    """All of a slide that is new."""
    title = on.shapes.title
    _empty_places(on, title)
    title.text_frame.margin_left = title.text_frame.margin_right = 0
    title.text_frame.vertical_anchor = MSO_ANCHOR.TOP
    for place in layout.places(slide, choice).values():
        if place.part == "title":
            _write(title, slide.key, place, align=PP_ALIGN.LEFT)
        elif place.words:
            _add(on, slide.key, place)
    if slide.figure is not None:
        shape = drawing.add(on, slide.figure, choice, layout.figure)
        shape.name = name_of(slide.key, FIGURE)
    if slide.notes:
        on.notes_slide.notes_text_frame.text = slide.notes
        on.notes_slide.notes_placeholder.name = name_of(slide.key, NOTES, slide.notes)
    _remember_names(on, slide.key)


def renew(
    on: Any, slide: Slide, choice: ReportStyle, layout: SlideLayout, earlier: Collection[str] = ()
) -> bool:
    """What stands on a slide under this key, brought up to date, and words that it had no place for; but what was
    there `earlier` and is not any more was taken away by somebody. Whether words of somebody's own stayed."""
    _give_names_again(on, slide)
    places = layout.places(slide, choice)
    standing = dict(of_key(on, slide.key))
    kept = False
    for part, shape in of_key(on, slide.key):
        if part == FIGURE:
            if slide.figure is not None:
                _renew_figure(on, shape, slide, choice, layout)
        elif shape.has_text_frame and not is_as_written(shape.name, shape.text_frame.text):
            kept = True
        elif part == NOTES:
            _take(shape, slide.key, part, slide.notes)
        elif shape.has_text_frame:
            _renew_words(shape, slide.key, part, places.get(part), choice)
    if "title" in standing:
        for part, place in places.items():
            if place.words and part not in standing and part not in earlier:
                _add(on, slide.key, place)
    _remember_names(on, slide.key)
    return kept


def _places_of_layout(on: Any) -> dict[str, Any]:
    """Title and notes of a slide: LibreOffice gives them names of its own when it saves."""
    notes = on.notes_slide.notes_placeholder if on.has_notes_slide else None
    found = {"title": on.shapes.title, NOTES: notes}
    return {part: shape for part, shape in found.items() if shape is not None}


def _remember_names(on: Any, key: str) -> None:
    """Write behind the name of a text of ours what the names of title and notes say of their words."""
    standing = dict(of_key(on, key))
    if (keeper := _keeper(standing)) is not None:
        ours = [standing[part].name if part in standing else "" for part in ("title", NOTES)]
        keeper.name = with_marks(keeper.name, ours)


def _keeper(standing: Mapping[str, Any]) -> Any:
    return next((standing[part] for part in ("foot", "above") if part in standing), None)


def _give_names_again(on: Any, slide: Slide) -> None:
    """Know title and notes by their marks, and a figure that somebody renamed by what is said of it to those who
    do not see it."""
    standing = dict(of_key(on, slide.key))
    there, keeper = _places_of_layout(on), _keeper(standing)
    marks = keeper.name if keeper is not None else ""
    for part, name in named_by_mark(slide.key, ("title", NOTES), marks):
        if part in there and part_of(there[part].name) is None:
            there[part].name = name
    if standing and FIGURE not in standing and slide.figure is not None:
        said = clean(slide.figure.alt)
        title = there["title"].name if "title" in there else ""
        for shape in all_of(on.shapes):
            words = drawing.described(shape) if part_of(shape.name) is None else ""
            if words and (words == said or is_as_written(title, words)):
                shape.name = name_of(slide.key, FIGURE)
                return


def outdate(on: Any, key: str, words: str, choice: ReportStyle, layout: SlideLayout) -> None:
    """Say on a slide that what it shows was not brought up to date: below the figure, or above all where there is
    no place for it or it has somebody's own words."""
    standing = dict(of_key(on, key))
    place, before = layout.before(words, choice), standing.get("before")
    is_ours = before is None or is_as_written(before.name, before.text_frame.text)
    if "title" not in standing or not is_ours:
        place, before = layout.outdated(words, choice), standing.get("outdated")
    if before is None:
        _add(on, key, place)
    elif is_as_written(before.name, before.text_frame.text):
        _renew_words(before, key, place.part, place, choice)


def of_key(on: Any, key: str) -> list[tuple[str, Any]]:
    """The shapes of a key on a slide and in its notes, with their parts."""
    standing = list(all_of(on.shapes))
    if on.has_notes_slide:
        standing += list(on.notes_slide.shapes)
    named = [(part_of(shape.name) or ("", ""), shape) for shape in standing]
    return [(part, shape) for (of, part), shape in named if of == key]


def all_of(shapes: Any) -> Iterator[Any]:
    """All shapes, those within groups too."""
    for shape in shapes:
        yield shape
        if hasattr(shape, "shapes"):
            yield from all_of(shape.shapes)


def _add(on: Any, key: str, place: TextPlace) -> None:
    shape = on.shapes.add_textbox(*(Emu(int(edge)) for edge in place.box))
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    _write(shape, key, place)


def _write(shape: Any, key: str, place: TextPlace, align: Any = None) -> None:
    """The words in our look, as large as they fit."""
    size, columns = place.fitting(place.words, shape.width, shape.height)
    frame = shape.text_frame
    write(frame, place.words, size, place.colour, bold=place.is_bold, align=align)
    in_columns(frame, columns)
    shape.name = name_of(key, place.part, place.words)


def _renew_words(
    shape: Any, key: str, part: str, place: TextPlace | None, choice: ReportStyle
) -> None:
    """Other words in the look that the shape was given; ours fits them, somebody's own gives way alone
    where they would not stand in their box."""
    if place is None:  # what it said is of something that is no more
        _take(shape, key, part, "")
        return
    frame = shape.text_frame
    was = size_of(frame)
    if was is None and not frame.text:
        _write(shape, key, place)
        return
    ours, _ = place.fitting(frame.text, shape.width, shape.height)
    size, columns = place.fitting(place.words, shape.width, shape.height)
    _take(shape, key, part, place.words)
    if was is not None and (was == ours or was > size):
        resize(frame, size)
        in_columns(frame, columns)
    palette = PALETTES[choice.mode]
    recolour(frame, place.colour, {palette.quiet, *palette.lights.values()})


def _take(shape: Any, key: str, part: str, words: str) -> None:
    replace_words(shape.text_frame, words)
    shape.name = name_of(key, part, words)


def _renew_figure(
    on: Any, shape: Any, slide: Slide, choice: ReportStyle, layout: SlideLayout
) -> None:
    assert slide.figure is not None
    _, top, _, high = layout.figure
    standing = drawing.renew(on, shape, slide.figure, choice, max(top + high - shape.top, 0))
    standing.name = name_of(slide.key, FIGURE)


def _empty_places(on: Any, title: Any) -> None:
    """Take out the places of the layout that would stay empty."""
    for place in list(on.placeholders):
        if place._element is not title._element:
            place._element.getparent().remove(place._element)
