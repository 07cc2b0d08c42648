"""Where the words of a slide stand, how large they may be and in which colour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pptx.util import Inches, Pt

from salesdash.charts.theme import PALETTES
from salesdash.export.deck.slide_plan import MEETING, ReportStyle, Slide
from salesdash.export.deck.slide_text import fitting

Box = tuple[int, int, int, int]  # left, top, width, height in EMU

MARGIN: int = Inches(0.55)
GAP: int = Inches(0.12)
ABOVE: int = Inches(0.34)
BELOW: int = Inches(0.36)
FOOT: int = Inches(0.34)
TITLE_SIZES = (26.0, 23.0, 20.0, 17.0, 15.0, 13.0)
MEETING_SIZES = (34.0, 30.0, *TITLE_SIZES)
SMALL, LEAST = (13.0, 12.0, 11.0, 10.0, 9.0, 8.0), (11.0, 10.0, 9.0, 8.0)
LINES = (17.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.0)
OPENING, CARD, CARDS = Inches(1.1), Inches(1.5), 6
MOST_COLUMNS = 3
# of a card: down from its top, high, sizes in points
_OF_CARD = (
    ("label", 0.0, 0.34, (14.0, 12.0, 10.0, 8.0)),
    ("value", 0.36, 0.56, (21.0, 18.0, 15.0, 12.0)),
    ("change", 0.98, 0.6, (13.0, 11.0, 9.0, 8.0)),
)


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Words of a slide under the name of their part, the box that they have, the sizes to choose from, in points."""

    part: str
    words: str
    box: Box
    sizes: tuple[float, ...]
    colour: str
    is_bold: bool = False
    most_columns: int = 1

    def fitting(self, words: str, wide: int, high: int) -> tuple[float, int]:
        """Size and columns in which words stand in a box so large, in EMU."""
        return fitting(words, wide / Pt(1), high / Pt(1), self.sizes, self.most_columns)


@dataclass(frozen=True, slots=True)
class SlideLayout:
    """A slide's size and the box of its title, in EMU: what everything else on it goes by.

    Each part has its place whether or not another has anything to say: next week it may.
    """

    across: int
    height: int
    title: Box

    @property
    def _wide(self) -> int:
        return self.across - 2 * MARGIN

    @property
    def _has_room_above(self) -> bool:
        return self.title[1] >= ABOVE

    @property
    def _top(self) -> int:
        below_title = self.title[1] + self.title[3] + GAP
        return below_title if self._has_room_above else below_title + ABOVE

    @property
    def _bottom(self) -> int:
        return self.height - FOOT - GAP

    @property
    def figure(self) -> Box:
        high = self._bottom - BELOW - self._top - GAP // 2
        return MARGIN, self._top, self._wide, high

    def places(self, slide: Slide, choice: ReportStyle) -> dict[str, TextPlace]:
        """All words of a slide by their parts; one that has nothing to say this week is blank."""
        return {place.part: place for place in self._places(slide, choice)}

    def before(self, words: str, choice: ReportStyle) -> TextPlace:
        box = (MARGIN, self._bottom - BELOW, self._wide, BELOW)
        return TextPlace("before", words, box, SMALL, PALETTES[choice.mode].quiet)

    def outdated(self, words: str, choice: ReportStyle) -> TextPlace:
        box = (MARGIN, GAP // 4, self._wide, BELOW)
        return TextPlace("outdated", words, box, SMALL, PALETTES[choice.mode].lights["amber"])

    def _places(self, slide: Slide, choice: ReportStyle) -> Iterator[TextPlace]:
        palette, wide, top = PALETTES[choice.mode], self._wide, self._top
        sizes = MEETING_SIZES if slide.key == MEETING else TITLE_SIZES
        yield TextPlace("title", slide.title, self.title, sizes, palette.ink, is_bold=True)
        at = self.title[1] - ABOVE if self._has_room_above else top - ABOVE
        yield TextPlace("above", slide.above, (MARGIN, at, wide, ABOVE), SMALL, palette.quiet)
        foot = (MARGIN, self._bottom + GAP // 2, wide, FOOT)
        yield TextPlace("foot", slide.foot, foot, LEAST, palette.quiet)
        yield self.before(slide.before, choice)
        is_meeting = slide.key == MEETING
        high = OPENING if is_meeting else self._bottom - top - GAP // 2
        yield TextPlace(
            "lines", "\n".join(slide.lines), (MARGIN, top, wide, high), LINES, palette.ink,
            most_columns=1 if is_meeting else MOST_COLUMNS,
        )  # fmt: skip
        if is_meeting:
            yield from self._cards(slide, choice, top + OPENING)
            down = top + OPENING + CARD + Inches(0.35)
            agenda = (MARGIN, down, wide, self._bottom - down)
            yield TextPlace("agenda", "\n".join(slide.agenda), agenda, LINES, palette.ink)

    def _cards(self, slide: Slide, choice: ReportStyle, top: int) -> Iterator[TextPlace]:
        """Up to six numbers in a row: label, value, change."""
        palette, each = PALETTES[choice.mode], self._wide // CARDS
        lights = palette.lights
        for at, (*texts, light, good) in enumerate(slide.cards[:CARDS]):
            colours = palette.quiet, lights.get(light, palette.ink), lights.get(good, palette.quiet)
            for (which, down, high, sizes), words, colour in zip(
                _OF_CARD, texts, colours, strict=True
            ):
                box = (MARGIN + at * each, top + Inches(down), each - GAP, Inches(high))
                yield TextPlace(
                    f"card_{at}_{which}", words, box, sizes, colour, is_bold=which == "value"
                )
