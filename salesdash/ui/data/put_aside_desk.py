"""Rows that wait to be corrected: typed over on the page, or in an Excel file that is dropped again."""

from __future__ import annotations

from functools import partial
from pathlib import PurePath

import streamlit as st

from salesdash.export.names import EXCEL, download_name
from salesdash.export.out_and_back import put_aside
from salesdash.receipt import AsideTable
from salesdash.text import Lang, Text
from salesdash.ui.data import put_aside_table
from salesdash.ui.session.markdown import safe
from salesdash.warehouse.imports.load import Import, imports
from salesdash.warehouse.imports.put_aside import put_aside_of
from salesdash.warehouse.store.database import Warehouse

NOTHING = Text("没有待修正的行。", "No rows wait to be corrected.")
WHAT = Text(
    "直接在表中改正，再按“导入改正的行”；也可以下载，改正着色的单元格后把文件拖到本页。改正的行并入原来的导入。",
    "Correct the cells here and import them, or download the rows, correct the coloured cells and drop the "
    "file on this page. Either way they join their import.",
)
WAITING = Text("{n} 行待修正", "{n} {n:row|rows} to correct")
DOWNLOAD = Text("下载待修正的行", "Download the rows")
FILE = Text("待修正-{name}", "to-correct-{name}")


def desk(warehouse: Warehouse, lang: Lang) -> None:
    """Each import with rows put aside."""
    open_ones = [
        (entry, tables)
        for entry in imports(warehouse)
        if (tables := put_aside_of(warehouse, entry.import_id))
    ]
    st.caption(safe((WHAT if open_ones else NOTHING)[lang]))
    for entry, tables in open_ones:
        with st.container(border=True):
            _waiting(warehouse, entry, tables, lang)


def _waiting(
    warehouse: Warehouse, entry: Import, tables: tuple[AsideTable, ...], lang: Lang
) -> None:
    rows = sum(len(table.rows) for table in tables)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"**{safe(entry.file)}**  \n{safe(WAITING.format(n=f'{rows:,}')[lang])}",
            width="stretch",
        )
        st.download_button(
            DOWNLOAD[lang],
            data=partial(put_aside.xlsx, tables, entry.import_id, lang),
            file_name=download_name(FILE.format(name=PurePath(entry.file).stem)[lang], "xlsx"),
            mime=EXCEL,
            on_click="ignore",
            icon=":material/download:",
            key=f"aside_{entry.import_id}",
        )
    put_aside_table.table(warehouse, entry, tables, lang)
