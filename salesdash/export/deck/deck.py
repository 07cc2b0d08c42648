"""A report as a PowerPoint file: made new, or put into the file that somebody has been editing.

Each shape of ours has a name that stays the same from week to week. What bears a name is brought up to
date where it stands, in the look that it was given; words that somebody changed, slides, their order and all that
was added are left as they are. A slide that was deleted does not come back, nor do words. A slide whose figure is not
in the report any more says so.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from salesdash.charts.figure import Spoken
from salesdash.charts.report import Finding, Report
from salesdash.export.deck import chart, drawing, known, presentation, shapes, slide_plan
from salesdash.export.deck.places import SlideLayout
from salesdash.export.deck.slide_plan import NO_FIGURE, OUTDATED, ReportStyle, Slide, slides
from salesdash.export.deck.slide_text import part_of

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


@dataclass(slots=True)
class Made:
    """A deck, and what became of its slides, by their titles: new ones, those brought up to date,
    those whose words were somebody's own and stayed, and those whose figure is not in the report any more."""

    file: bytes = b""
    added: list[str] = field(default_factory=list)
    renewed: list[str] = field(default_factory=list)
    own_words: list[str] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PicturePlaces:
    """The sizes in points that pictures have in an edited deck, by the keys of their figures, or will have."""

    choice: ReportStyle
    standing: Mapping[str, tuple[int, int]]
    usual: tuple[int, int]

    @classmethod
    def of(
        cls, choice: ReportStyle, edited: bytes | None = None, design: bytes | None = None
    ) -> PicturePlaces:
        file = edited or design
        deck = presentation.opened(file) if file else presentation.ours(choice.mode)
        title = presentation.title_of(presentation.title_only(deck))
        place = SlideLayout(
            deck.slide_width, deck.slide_height, (title.left, title.top, title.width, title.height)
        )
        _, _, *usual = place.figure
        standing = {
            part[0]: drawing.size_of(shape.width, shape.height)
            for slide in deck.slides
            for shape in shapes.all_of(slide.shapes)
            if hasattr(shape, "image") and (part := part_of(shape.name)) is not None
        }
        return cls(choice, standing, drawing.size_of(*usual))

    def pictures(
        self, findings: Iterable[Finding], unchanged: Iterable[Finding] = ()
    ) -> Iterator[tuple[Spoken, int, int]]:
        """The figures that will be pictures, in their sizes: to be drawn before their turn comes."""
        for finding in (*findings, *(one for one in unchanged if one.key in self.standing)):
            figure = slide_plan.spoken(finding, self.choice)
            if drawing.form_of(figure, chart.drawn(figure)) == "picture":
                yield figure, *self.standing.get(finding.key, self.usual)


def pptx(report: Report, choice: ReportStyle, design: bytes | None = None) -> Made:
    """A new deck in our design, or after the slides of somebody's own template."""
    return _into(
        presentation.ours(choice.mode) if design is None else presentation.opened(design),
        report,
        choice,
    )


def update(file: bytes, report: Report, choice: ReportStyle) -> Made:
    """The deck with this week's figures. Raises FileError where it is no presentation."""
    return _into(presentation.opened(file), report, choice)


def slides_of(figures: Iterable[Spoken], choice: ReportStyle) -> bytes:
    """A deck of a slide for each figure, as it was seen; somebody may want one twice."""
    deck = presentation.ours(choice.mode)
    titled = presentation.title_only(deck)
    for nth, figure in enumerate(figures, start=1):
        _add(deck, titled, slide_plan.of_figure(f"{nth}.{figure.key}", figure, choice), choice)
    return _written(deck)


def _written(deck: Any) -> bytes:
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _into(deck: Any, report: Report, choice: ReportStyle) -> Made:
    made = Made()
    there = _by_key(deck)
    earlier = known.parts(deck)
    planned = list(slides(report, choice, there.keys()))
    titled = presentation.title_only(deck)
    for slide in planned:
        standing = there.get(slide.key, [])
        if standing:
            _renew(deck, standing, slide, choice, made, earlier.get(slide.key, set()))
        elif slide.key not in earlier:
            _add(deck, titled, slide, choice)
            made.added.append(slide.title)
    planned_keys = {slide.key for slide in planned}
    reasons = {one.key: one.why for one in report.left_out}
    for key, slides_of in there.items():
        if key not in planned_keys:
            made.outdated.append(_title(slides_of[0]))
            words = choice.say(OUTDATED.format(why=reasons.get(key, NO_FIGURE)))
            for on in slides_of:
                shapes.outdate(on, key, words, choice, _layout(deck, on))
    known.keep(deck, earlier, _every_part(deck))
    made.file = _written(deck)
    return made


def _by_key(deck: Any) -> dict[str, list[Any]]:
    """The slides on which shapes of each key stand; somebody may have copied a figure to another one."""
    shapes_by_key: dict[str, list[Any]] = {}
    for slide in deck.slides:
        for key in dict.fromkeys(key for key, _ in _parts(slide.shapes)):
            shapes_by_key.setdefault(key, []).append(slide)
    return shapes_by_key


def _every_part(deck: Any) -> Iterator[tuple[str, str]]:
    for slide in deck.slides:
        yield from _parts(slide.shapes)


def _parts(on: Any) -> Iterator[tuple[str, str]]:
    for shape in shapes.all_of(on):
        if (part := part_of(shape.name)) is not None:
            yield part


def _renew(
    deck: Any,
    standing: Sequence[Any],
    slide: Slide,
    choice: ReportStyle,
    made: Made,
    earlier: Collection[str],
) -> None:
    kept = [shapes.renew(on, slide, choice, _layout(deck, on), earlier) for on in standing]
    made.renewed.append(slide.title)
    if any(kept):
        made.own_words.append(_title(standing[0]))


def _add(deck: Any, titled: Any, slide: Slide, choice: ReportStyle) -> None:
    on = deck.slides.add_slide(titled)
    shapes.draw(on, slide, choice, _layout(deck, on))


def _layout(deck: Any, on: Any) -> SlideLayout:
    return shapes.layout_of(on, deck.slide_width, deck.slide_height)


def _title(on: Any) -> str:
    title = on.shapes.title
    words = title.text_frame.text if title is not None else ""
    return " ".join(words.split()) or on.name
