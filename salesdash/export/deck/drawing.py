"""The figure of a slide as a chart, a table or a picture: drawn anew, or brought up to date."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, Literal

from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from salesdash.charts.figure import Spoken
from salesdash.export.deck import chart, table
from salesdash.export.deck.chart import ChartShape
from salesdash.export.deck.places import Box
from salesdash.export.deck.slide_plan import ReportStyle
from salesdash.export.deck.slide_text import clean

Form = Literal["chart", "table", "picture"]


def form_of(figure: Spoken, how: ChartShape | None) -> Form:
    """How a figure is shown: as a chart of PowerPoint's own where there is one, else as a picture of its
    drawing, and as a table where the table is the figure or says what nobody could read."""
    if how is not None:
        return "chart"
    return "table" if table.is_shown(figure) else "picture"


def add(on: Any, figure: Spoken, choice: ReportStyle, box: Box) -> Any:
    """The figure as a new shape in the box."""
    return _added(on, figure, chart.drawn(figure), choice, box)


def renew(on: Any, shape: Any, figure: Spoken, choice: ReportStyle, room: int) -> Any:
    """New data in the same chart, table or picture; another shape in its place where it is of another form.
    A table may be `room` high, in EMU. Returns the shape that now stands there."""
    how = chart.drawn(figure)
    renewed: dict[Form, Callable[[], bool]] = {
        "chart": lambda: (
            shape.has_chart and how is not None and chart.renew(shape.chart, how, choice.mode)
        ),
        "table": lambda: (
            shape.has_table and table.fill(shape.table, table.cells(figure), choice.mode, room)
        ),
        "picture": lambda: hasattr(shape, "image") and _new_picture(on, shape, figure, choice),
    }
    if renewed[form_of(figure, how)]():
        _describe(shape, figure.alt)
        return shape
    high = max(shape.height, room) if shape.has_table else shape.height
    box = (shape.left, shape.top, shape.width, high)
    new = _added(on, figure, how, choice, box)
    shape._element.addprevious(new._element)
    _take_links(shape, new)
    for link in shape._element.xpath(".//c:chart/@r:id | .//@r:embed"):
        _let_go(on, link)
    shape._element.getparent().remove(shape._element)
    return new


def _added(on: Any, figure: Spoken, how: ChartShape | None, choice: ReportStyle, box: Box) -> Any:
    left, top, wide, high = (Emu(int(edge)) for edge in box)
    if how is not None:
        shape = on.shapes.add_chart(how.kind, left, top, wide, high, chart.data(how))
        chart.dress_chart(shape.chart, how, choice.mode)
    elif form_of(figure, how) == "table":
        shape = table.add(on.shapes, box, table.cells(figure), choice.mode)
    else:
        shape = _picture(on, figure, choice, box)
    _describe(shape, figure.alt)
    return shape


def _picture(on: Any, figure: Spoken, choice: ReportStyle, box: Box) -> Any:
    left, top, wide, high = box
    data = choice.draw(figure, choice.mode, *size_of(wide, high))
    shape = on.shapes.add_picture(
        io.BytesIO(data), Emu(int(left)), Emu(int(top)), height=Emu(int(high))
    )
    if shape.width > wide:
        shape.height, shape.width = Emu(int(shape.height * wide / shape.width)), Emu(int(wide))
    shape.left = Emu(int(left + (wide - shape.width) / 2))
    return shape


def _new_picture(on: Any, shape: Any, figure: Spoken, choice: ReportStyle) -> bool:
    data = choice.draw(figure, choice.mode, *size_of(shape.width, shape.height))
    _, link = on.part.get_or_add_image_part(io.BytesIO(data))
    before = shape._element.blipFill.blip.rEmbed
    if link != before:
        _let_go(on, before)
        shape._element.blipFill.blip.rEmbed = link
    return True


def size_of(wide: int, high: int) -> tuple[int, int]:
    """A place of so many EMU in the points in which a picture is drawn."""
    return round(wide / Pt(1)), round(high / Pt(1))


def _let_go(on: Any, link: str) -> None:
    """Leave no picture or chart in the file that is on no slide any more: it may show other names."""
    on.part.drop_rel(link)


def _take_links(shape: Any, new: Any) -> None:
    """Where a click on the shape led, a click on the new one leads."""
    before, after = (one._element.xpath(".//p:cNvPr")[0] for one in (shape, new))
    for link in before.findall(qn("a:hlinkClick")):
        after.insert(0, link)


def _describe(shape: Any, words: str) -> None:
    """Say what the shape shows to those who do not see it."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", clean(words))


def described(shape: Any) -> str:
    """What is said of a chart, a table or a picture to those who do not see it."""
    is_drawn = shape.has_chart or shape.has_table or hasattr(shape, "image")
    return str(shape._element.xpath(".//p:cNvPr")[0].get("descr", "")) if is_drawn else ""
