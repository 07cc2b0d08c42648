"""The empty presentation that slides are put into: ours in 16 : 9, or the one that somebody uploaded."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml.etree import LxmlError
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PythonPptxError
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches

from salesdash.charts.look import Mode
from salesdash.charts.theme import PALETTES
from salesdash.errors import FileError
from salesdash.export.deck.slide_text import FONT, rgb
from salesdash.text import Text

WIDTH, HEIGHT = Inches(40 / 3), Inches(7.5)
_MOST_BYTES = 300_000_000  # of what a file unfolds to: a few hundred slides of pictures
UNREADABLE = Text(
    "这个文件不是能打开的 PowerPoint 演示文稿（.pptx）。请在 PowerPoint 里另存为 .pptx 再试。",
    "This is no PowerPoint presentation (.pptx) that can be opened. Save it as .pptx and try again.",
)
NO_LAYOUT = Text(
    "这个演示文稿没有带标题的版式，放不进图表。请换一个模板。",
    "This presentation has no layout with a title to put figures on. Use another template.",
)
_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_MARGINAL = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)


def opened(file: bytes) -> Any:
    """A presentation, or a template of PowerPoint's own. Raises FileError where it is none."""
    try:
        return Presentation(io.BytesIO(_as_presentation(file)))
    except (PythonPptxError, zipfile.BadZipFile, LxmlError, KeyError, ValueError, OSError) as error:
        raise FileError(UNREADABLE) from error


def _as_presentation(file: bytes) -> bytes:
    """A template (.potx) under the type of a presentation, which is all that tells them apart."""
    with zipfile.ZipFile(io.BytesIO(file)) as pack:
        if sum(part.file_size for part in pack.infolist()) > _MOST_BYTES:
            raise FileError(UNREADABLE)
        types = pack.read("[Content_Types].xml")
        if b"presentationml.template.main+xml" not in types:
            return file
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
            for part in pack.infolist():
                data = pack.read(part)
                if part.filename == "[Content_Types].xml":
                    data = types.replace(b"template.main+xml", b"presentation.main+xml")
                copy.writestr(part.filename, data)
        return out.getvalue()


def ours(mode: Mode) -> Any:
    """An empty presentation in 16 : 9, in our fonts and colours."""
    deck = Presentation()
    stretch = WIDTH / deck.slide_width
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    master = deck.slide_master
    for shape in [*master.shapes, *(s for layout in deck.slide_layouts for s in layout.shapes)]:
        if shape._element.xpath(".//p:spPr/a:xfrm"):
            shape.left, shape.width = (
                Emu(int(shape.left * stretch)),
                Emu(int(shape.width * stretch)),
            )
    master.background.fill.solid()
    master.background.fill.fore_color.rgb = rgb(PALETTES[mode].background)
    _own_fonts(master)
    title = title_of(title_only(deck))
    title.left, title.top = Inches(0.55), Inches(0.72)
    title.width, title.height = WIDTH - 2 * Inches(0.55), Inches(1.02)
    return deck


def _own_fonts(master: Any) -> None:
    from pptx.opc.constants import RELATIONSHIP_TYPE as RT

    theme = master.part.part_related_by(RT.THEME)
    from lxml import etree

    root = etree.fromstring(theme.blob)
    for fonts in root.iter(qn("a:majorFont"), qn("a:minorFont")):
        for name in ("a:latin", "a:ea"):
            fonts.find(qn(name)).set("typeface", FONT)
    theme._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def title_of(layout: Any) -> Any:
    """The place of the title of a layout that has one."""
    return next(s for s in layout.placeholders if s.placeholder_format.type in _TITLES)


def title_only(deck: Any) -> Any:
    """The layout with a title and as little else as there is. Raises FileError where none has a title."""

    def others(layout: Any) -> int:
        kinds = [shape.placeholder_format.type for shape in layout.placeholders]
        return sum(kind not in (*_TITLES, *_MARGINAL) for kind in kinds)

    titled = [
        layout
        for layout in deck.slide_layouts
        if any(shape.placeholder_format.type in _TITLES for shape in layout.placeholders)
    ]
    if not titled:
        raise FileError(NO_LAYOUT)
    return min(titled, key=others)
