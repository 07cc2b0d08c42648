"""Rows that wait to be corrected: typed over on the page, or in an Excel file that is dropped again."""

from __future__ import annotations

from functools import partial
from pathlib import PurePath

import streamlit as st

from salesdash.export.out_and_back import put_aside
from salesdash.export.safe_names import EXCEL, download_name
from salesdash.text import Lang, Text
from salesdash.ui.data import put_aside_table
from salesdash.ui.session import downloads
from salesdash.ui.session.markdown import safe
from salesdash.warehouse.imports.past_imports import Import
from salesdash.warehouse.imports.put_aside import put_aside_of
from salesdash.warehouse.store.database import Warehouse

WHAT = Text(
    "直接在表中改正，再按“导入改正的行”；也可以下载，改正着色的单元格后把文件拖到本页。改正的行并入原来的导入。",
    "Correct the cells here and import them, or download the rows, correct the coloured cells and drop the "
    "file on this page. Either way they join their import.",
)
LINE = Text("{file}：{n} 行待修正", "{file}: {n} {n:row|rows} to correct")
CORRECT = Text("看这些行，在这里改正", "See and correct them here")
DOWNLOAD = Text("下载待修正的行", "Download the rows")
FILE = Text("待修正-{name}", "to-correct-{name}")


def desk(warehouse: Warehouse, entry: Import, lang: Lang) -> None:
    """The rows of one import that wait, behind a line that says how many."""
    with st.container(border=True):
        words = LINE.format(file=entry.file, n=f"{entry.aside:,}")[lang]
        st.markdown(f":orange[:material/edit_note:] {safe(words)}")
        shown = st.expander(CORRECT[lang], key=f"aside_open_{entry.import_id}", on_change="rerun")
    if not shown.open:
        return
    tables = put_aside_of(warehouse, entry.import_id)
    with shown:
        st.caption(safe(WHAT[lang]))
        st.download_button(
            DOWNLOAD[lang],
            data=downloads.or_said(partial(put_aside.xlsx, tables, entry.import_id, lang), lang),
            file_name=download_name(FILE.format(name=PurePath(entry.file).stem)[lang], "xlsx"),
            mime=EXCEL,
            on_click="ignore",
            icon=":material/download:",
            key=f"aside_{entry.import_id}",
        )
        put_aside_table.table(warehouse, entry, tables, lang)
