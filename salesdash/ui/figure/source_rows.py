"""From any figure to the rows of the files that it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import streamlit as st

from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.catalog.metrics import METRICS, parts_of
from salesdash.charts.figure import Spoken
from salesdash.scope import Scope
from salesdash.text import Lang, Text
from salesdash.ui.session import forms, store
from salesdash.ui.session.markdown import safe
from salesdash.warehouse.questions.lines import SourceLines, lines

ROWS = Text("背后的明细", "Rows behind it")
OF = Text("哪个数的明细", "Rows behind")
COUNTED = Text(
    "共 {n} 行，列出最近的 {shown} 行。",
    "{n} {n:row|rows}; the latest {shown} {shown:is|are} listed.",
)
NONE = Text("这个范围里没有明细。", "There are no rows in this scope.")
PLACES = {
    "file": Text("文件", "File"),
    "sheet": Text("工作表", "Sheet"),
    "row": Text("行号", "Row"),
    "written": Text("原表写法", "As written"),
    "date": Text("日期", "Date"),
    "is_returned": Text("已退货", "Returned"),
    "returned_amount": Text("退货金额", "Amount returned"),
    "is_satisfied": Text("满意", "Satisfied"),
    "cycle_days": Text("周期（天）", "Cycle (days)"),
    "moved_on": Text("进入下一阶段", "Moved on"),
    "response_hours": Text("响应用时（小时）", "Response (hours)"),
    "resolution_hours": Text("解决用时（小时）", "Resolution (hours)"),
    "own_sales": Text("本公司销售额", "Own sales"),
    "market_segment": Text("细分市场", "Segment"),
    "market_region": Text("市场区域", "Market region"),
}
_ASKED = "behind_asked"


def offer(figure: Spoken, menu: str) -> None:
    """The button that asks for them, where the figure counts something that lies in files.

    `menu` is the key of the menu that holds it, which closes.
    """
    if figure.scope is not None and counted(figure.metrics):
        st.button(
            ROWS[figure.lang],
            icon=":material/table_rows:",
            key=f"behind_{figure.key}",
            width="stretch",
            on_click=lambda: st.session_state.update({menu: False, _ASKED: figure.key}),
        )


def show_if_asked(figure: Spoken) -> None:
    """The rows, once they were asked for."""
    if figure.scope is not None and st.session_state.get(_ASKED) == figure.key:
        del st.session_state[_ASKED]
        forms.over_page(safe(f"{figure.title} · {ROWS[figure.lang]}"), width="large")(listing)(
            counted(figure.metrics), figure.scope, figure.about, figure.lang
        )


def button(title: str, metrics: list[str], scope: Scope, about: str, lang: Lang) -> None:
    """The rows behind metrics, by a click in plain sight."""
    if st.button(ROWS[lang], icon=":material/table_rows:", key="rows_behind"):
        forms.over_page(safe(title), width="large")(listing)(counted(metrics), scope, about, lang)


def counted(metrics: Iterable[str]) -> list[str]:
    """The metrics, each followed by the parts of which it is made: a rate by what it counts."""
    declared = [METRICS[key] for key in metrics if key in METRICS]
    named = [one for metric in declared for one in (metric, *parts_of(metric))]
    return list(dict.fromkeys(one.key for one in named if not one.hidden))


def listing(metrics: list[str], scope: Scope, context: str, lang: Lang) -> None:
    """The rows behind one of the metrics, each with its file and line."""
    key = st.selectbox(
        OF[lang], metrics, format_func=lambda metric: METRICS[metric].name[lang], key="behind_of"
    )
    st.caption(safe(context))
    with store.asking() as ask:
        parts = lines(ask, key, scope)
    if not any(part.count for part in parts):
        st.caption(NONE[lang])
    for part in parts:
        if part.count:
            _part(part, lang)


def _part(part: SourceLines, lang: Lang) -> None:
    """The rows of one model; columns that nothing fills are left out."""
    counted = COUNTED.format(n=f"{part.count:,}", shown=f"{len(part.frame):,}")
    st.caption(safe(counted[lang]))
    filled = part.frame.dropna(axis="columns", how="all")
    st.dataframe(
        filled,
        hide_index=True,
        placeholder="",
        column_config={str(c): _column(str(c), lang) for c in filled.columns},
    )


def _title(column: str, lang: Lang) -> str:
    """What a column of a model is called: a place in a file, a dimension, a metric or a field."""
    if column in PLACES:
        return PLACES[column][lang]
    for declared in (DIMENSIONS, METRICS):
        if column in declared:
            return declared[column].name[lang]
    fields = (field for dataset in DATASETS.values() for field in dataset.fields)
    return next((field.name[lang] for field in fields if field.key == column), column)


def _column(column: str, lang: Lang) -> Any:
    if column == "date":
        return st.column_config.DateColumn(PLACES["date"][lang], format="YYYY-MM-DD")
    return _title(column, lang)
