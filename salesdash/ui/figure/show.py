"""A figure on the screen, with the menu by which it leaves it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Literal

import pandas as pd
import streamlit as st
from streamlit.dataframe_util import convert_anything_to_arrow_bytes

from salesdash.charts.figure import Card, Spoken, SpokenColumn
from salesdash.charts.look import Mode
from salesdash.charts.rows import width
from salesdash.charts.theme import SHAPES, spec
from salesdash.export import image, table, workbook
from salesdash.export.names import EXCEL, file_name
from salesdash.text import BLANK, Lang, Text
from salesdash.ui.figure import source_rows
from salesdash.ui.figure.definitions import explain
from salesdash.ui.figure.missing import lacking
from salesdash.ui.session import store
from salesdash.ui.session.markdown import safe
from salesdash.units import MONEY, RATIO, places

MENU = Text("导出与口径", "Export and definition")
PICTURE, DRAWING = Text("图片 PNG", "Picture PNG"), Text("矢量图 SVG", "Drawing SVG")
WORKBOOK, TABLE = Text("Excel 表", "Excel"), Text("CSV", "CSV")
_FORMATS = {"count": "localized", "quantity": "localized"}
_SIXTH = 14  # letters of a title that fit into a sixth of the page
_SMALL = 10_000  # 元; of larger amounts the fen are left to what is exported
_WIDE = 6  # columns; in a table of more the names stay in sight
_Hue = Literal["green", "orange", "red", "gray"]
_HUES: dict[bool | None, _Hue] = {True: "green", False: "red", None: "gray"}
_LIGHTS: dict[str, _Hue] = {"green": "green", "amber": "orange", "red": "red", "grey": "gray"}
ROWS = Text("数据表", "Data table")


def show(figure: Spoken, mode: Mode) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"##### {safe(figure.title)}", width="stretch")
            if not figure.is_empty:
                _menu(figure, mode)
                source_rows.show_if_asked(figure)
        if figure.sentence:
            st.markdown(safe(figure.sentence))
        if figure.is_empty:
            lacking(figure.missing, figure.lang, at=figure.key)
        elif figure.draw:
            st.vega_lite_chart(
                spec=_drawing(figure, mode),
                width="stretch",
                theme=None,
                key=f"chart_{figure.key}",
                alt=figure.alt,
            )
        else:
            grid(figure)
        for words in (*figure.notes, figure.context):
            if words:
                st.caption(safe(words))


def _drawing(figure: Spoken, mode: Mode) -> dict[str, Any]:
    """The finished specification, its rows in the form in which they are sent; made once."""
    if figure.draw and mode not in figure.drawn:
        drawing = spec(figure.draw(mode))
        rows = drawing.get("datasets", {})
        packed = {name: convert_anything_to_arrow_bytes(rows[name]) for name in rows}
        figure.drawn[mode] = {**drawing, "datasets": packed}
    return figure.drawn[mode]


def grid(figure: Spoken) -> None:
    """The figure's table with readable numbers; money in 元, as it is exported."""
    values, columns = as_table(figure)
    st.dataframe(
        values,
        hide_index=True,
        width="stretch",
        height="content" if len(figure.frame) <= 25 else "auto",
        placeholder="–",
        column_config=columns,
        key=f"table_{figure.key}",
    )


def as_table(figure: Spoken) -> tuple[pd.DataFrame, dict[str, Any]]:
    """The figure's numbers as they are read, and how each column writes them."""
    values = _as_shown(figure)
    return values, {
        c.key: _column(c, values[c.key], pinned=i == 0 and len(figure.columns) > _WIDE)
        for i, c in enumerate(figure.columns)
    }


def _as_shown(figure: Spoken) -> pd.DataFrame:
    """The numbers as they are read: 12.5 for a fraction of 0.125 that is shown as a percentage."""
    values = figure.frame[[c.key for c in figure.columns]].copy()
    for column in figure.columns:
        if column.unit is not None and column.unit.factor != 1:
            values[column.key] = values[column.key].astype(float) * column.unit.factor
    return values


def cards(shown: Sequence[Card], lang: Lang, per_row: int = 3) -> None:
    """The cards in rows of equal cells."""
    for start in range(0, len(shown), per_row):
        for cell, card in zip(st.columns(per_row), shown[start : start + per_row], strict=False):
            with cell:
                _card(card, lang)


def cards_in_line(shown: Sequence[Card], lang: Lang) -> None:
    """The cards in one row, so that what comes below is seen at once; in rows of three where a
    title or a value would be cut off. What they are compared with is left for the page to say."""
    widest = max((_widest(card, lang) for card in shown), default=0)
    per_row = len(shown) if widest <= _SIXTH else 3
    cards([replace(card, against=BLANK) for card in shown], lang, per_row)


def _widest(card: Card, lang: Lang) -> float:
    return max(width(card.title[lang]), width(card.value[lang]) * 1.5)


def _card(card: Card, lang: Lang) -> None:
    shape, change = f"{SHAPES[card.light]} " if card.light else "", card.change[lang]
    st.metric(
        safe(card.title[lang]),
        safe(shape + card.value[lang]),
        # as it is written without a light it is a number, by whose sign the arrow points
        (safe(change) if card.light else change) or None,
        delta_color=_LIGHTS[card.light] if card.light else _HUES[card.good],
        delta_arrow="auto" if card.change and not card.light else "off",
        delta_description=safe(card.against[lang]) or None,
        chart_data=[value for value in card.spark if value is not None] or None,
        help=safe(card.help[lang]) or None,
        border=True,
        height="stretch",
    )


def _menu(figure: Spoken, mode: Mode) -> None:
    lang = figure.lang
    menu = st.popover(
        "",
        icon=":material/ios_share:",
        help=MENU[lang],
        type="tertiary",
        key=f"menu_{figure.key}",
        on_change="rerun",
    )
    if not menu.open:
        return
    with menu:
        if figure.draw:
            _download(figure, PICTURE, "png", "image/png", lambda: image.png(figure, mode))
            _download(figure, DRAWING, "svg", "image/svg+xml", lambda: image.svg(figure, mode))
        _download(
            figure,
            WORKBOOK,
            "xlsx",
            EXCEL,
            lambda: _workbook(figure),
        )
        _download(figure, TABLE, "csv", "text/csv", lambda: table.csv(figure))
        source_rows.offer(figure, f"menu_{figure.key}")
        explain(figure.metrics, lang)
        if figure.draw:
            with st.expander(ROWS[lang]):
                grid(figure)


def _workbook(figure: Spoken) -> bytes:
    with store.asking() as ask:
        return workbook.xlsx([figure], ask.rules)


def _download(
    figure: Spoken, name: Text, ending: str, mime: str, make: Callable[[], bytes]
) -> None:
    st.download_button(
        name[figure.lang],
        data=make,
        file_name=file_name(figure, ending),
        mime=mime,
        on_click="ignore",
        key=f"{ending}_{figure.key}",
        width="stretch",
    )


def _column(column: SpokenColumn, values: pd.Series[Any], *, pinned: bool) -> Any:
    if column.unit is None:
        return st.column_config.Column(column.title, pinned=pinned)
    written = _FORMATS.get(column.unit.key, f"%.{column.unit.decimals}f")
    if column.unit is RATIO:
        written = f"%.{places(values / RATIO.factor)}f%%"
    if column.unit is MONEY:
        written = "%,.2f" if values.abs().max() < _SMALL else "%,.0f"
    return st.column_config.NumberColumn(column.title, format=written, pinned=pinned)
