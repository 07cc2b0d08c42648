"""A figure as a picture that stands alone: title, finding, chart, and below it what it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from salesdash.charts.figure import Spoken
from salesdash.charts.look import Mode
from salesdash.charts.theme import FONT, PALETTES
from salesdash.export import vega
from salesdash.export.safe_names import UNSEEN

WIDTH, HEIGHT = 1280, 720
MARGIN = 40
SHARP = 2.2  # px a point of a picture on a slide: as many as a full-screen show of 1920 × 1080 has
# In an SVG text stays text, so that a slide's author can edit it. Office looks for the first font
# only, and has this one on Windows and on the Mac.
_OFFICE_FONT = "'Microsoft YaHei', 'PingFang SC', 'Noto Sans SC', sans-serif"
_WIDE = r"[⺀-鿿가-힣豈-﫿！-｠]"
_PIECES = re.compile(rf"{_WIDE}|\s+|(?:(?!{_WIDE})\S)+")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one size in the picture, set in `weight` and one of the palette's colours."""

    text: str
    size: int
    most: int
    weight: str = "400"
    colour: str = "ink"
    before: float = 0

    @property
    def lines(self) -> list[str]:
        return wrap(self.text, WIDTH - 2 * MARGIN, self.size, self.most)

    @property
    def height(self) -> float:
        return self.before + len(self.lines) * self.size * 1.4 if self.lines else 0


def png(figure: Spoken, mode: Mode = "light", scale: float = 2) -> bytes:
    """The picture at 1280 × 720 points (higher where a chart has many rows), `scale` px each."""
    return vega.png(_picture(figure, mode), scale)


def svg(figure: Spoken, mode: Mode = "light") -> bytes:
    """The same picture as text and shapes, with fonts that an office program has."""
    return _picture(figure, mode).replace(FONT, _OFFICE_FONT).encode()


def _picture(figure: Spoken, mode: Mode) -> str:
    head = [Block(figure.title, 30, 2, "700"), Block(figure.sentence, 19, 3, before=8)]
    foot = [Block(figure.context, 14, 2, colour="quiet")]
    above = sum(block.height for block in head) + 16
    below = sum(block.height for block in foot) + 8
    chart = figure.spec(mode)
    room = HEIGHT - 2 * MARGIN - above - below
    if chart["height"] != "container":
        room = max(room, chart["height"])
    height = round(room + 2 * MARGIN + above + below)
    palette = PALETTES[mode]
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
            f'viewBox="0 0 {WIDTH} {height}">',
            f'<rect width="{WIDTH}" height="{height}" fill="{palette.background}"/>',
            *_texts(head, MARGIN, mode),
            _chart(chart, MARGIN + above, room),
            *_texts(foot, height - MARGIN - below + 8, mode),
            "</svg>",
        ]
    )


def chart_png(figure: Spoken, mode: Mode, width: int, height: int) -> bytes:
    """The drawing alone for a place of that size in points whose words stand beside it."""
    chart, scale = fitting(figure, mode, width, height)
    return vega.png(vega.svg(chart), scale)


def fitting(figure: Spoken, mode: Mode, width: int, height: int) -> tuple[dict[str, Any], float]:
    """The chart for a place of that size, and its pixels a point; one of more rows than fit there is larger, in the
    same shape and as many pixels."""
    chart = figure.spec(mode)
    own = height if chart["height"] == "container" else max(height, chart["height"])
    return _sized(chart, width * own / height, own), SHARP * height / own


def _chart(chart: dict[str, Any], top: float, height: float) -> str:
    """The chart's own SVG, set into the picture."""
    drawn = vega.svg(_sized(chart, WIDTH - 2 * MARGIN, height))
    return drawn.replace("<svg ", f'<svg x="{MARGIN}" y="{top:g}" ', 1)


def _sized(chart: dict[str, Any], width: float, height: float) -> dict[str, Any]:
    return {**vega.without(UNSEEN, chart), "width": round(width), "height": round(height)}


def _texts(blocks: list[Block], top: float, mode: Mode) -> list[str]:
    written = []
    for block in blocks:
        fill = getattr(PALETTES[mode], block.colour)
        for i, line in enumerate(block.lines):
            base = top + block.before + block.size * (1.05 + 1.4 * i)
            written.append(
                f'<text x="{MARGIN}" y="{base:g}" font-family="{FONT}" font-size="{block.size}" '
                f'font-weight="{block.weight}" fill="{fill}">{escape(line)}</text>'
            )
        top += block.height
    return written


def wrap(text: str, room: float, size: int, most: int) -> list[str]:
    """The text in at most `most` lines that fit into `room`; what is left over ends in …"""
    lines = [""]
    for piece in _broken(UNSEEN.sub("", text), room, size):
        if lines[-1] and _length(lines[-1] + piece.rstrip(), size) > room and not _hangs(piece):
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    lines = [line.rstrip() for line in lines if line.strip()]
    if len(lines) > most:
        last = lines[most - 1]
        while _length(last + "…", size) > room:
            last = last[:-1]
        lines = [*lines[: most - 1], last + "…"]
    return lines


def _broken(text: str, room: float, size: int) -> list[str]:
    """Where a line may break: at blanks, between Chinese characters, within a word too long."""
    most = max(int(room / size), 1)
    pieces = _PIECES.findall(text)
    return [p[i : i + most] for p in pieces for i in range(0, len(p), most)]


def _hangs(piece: str) -> bool:
    """A closing mark never starts a line."""
    return piece in "，。、；：！？）》”’％%,.;:!?)"


def _length(text: str, size: int) -> float:
    """Roughly the pixels of a text in this font; a Chinese character is as wide as it is high."""
    return size * sum(_em(letter) for letter in text)


def _em(letter: str) -> float:
    if re.match(_WIDE, letter):
        return 1
    if letter in " ijl.,:;'!|()[]":
        return 0.3
    return 0.66 if letter.isupper() or not letter.isalnum() else 0.56
