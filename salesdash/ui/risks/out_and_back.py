"""The register as a workbook, and one that comes in: what it would change is shown first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import streamlit as st

from salesdash import files
from salesdash.catalog.risks.risk import Risk
from salesdash.errors import SalesdashError
from salesdash.export.out_and_back import register_workbook
from salesdash.export.out_and_back.register_workbook import RegisterDifference
from salesdash.export.safe_names import EXCEL, download_name
from salesdash.figures.risks import entries
from salesdash.incoming import registers
from salesdash.text import Text
from salesdash.ui.screen import Screen
from salesdash.ui.session import downloads
from salesdash.ui.session.markdown import safe
from salesdash.ui.session.user_name import who
from salesdash.warehouse.typed.register import Register

MENU = Text("导出与导入", "Excel out and in")
DOWNLOAD = Text("下载台账 Excel", "Download the register")
UPLOAD = Text(
    "上传风险台账：本程序导出的，或自己的表（有风险、概率、影响三列）",
    "Upload a register: one from here, or your own (with risk, probability and impact)",
)
DIFFERENCE = Text(
    "新增 {new} 项，修改 {changed} 项，{same} 项没有变化。",
    "{new} new, {changed} changed, {same} as they are.",
)
TAKE = Text("写入台账", "Take it in")
_ROUND = "register_round"


def offer(register: Register, risks: Sequence[Risk], screen: Screen) -> None:
    """The menu by which the register leaves and comes back."""
    menu = st.popover(
        MENU[screen.lang], icon=":material/swap_vert:", key="register_menu", on_change="rerun"
    )
    if menu.open:
        with menu:
            _menu(register, risks, screen)


def _menu(register: Register, risks: Sequence[Risk], screen: Screen) -> None:
    lang = screen.lang
    if risks:
        st.download_button(
            DOWNLOAD[lang], data=downloads.or_said(lambda: register_workbook.xlsx(risks, lang), lang),
            file_name=download_name(entries.REGISTER[lang], "xlsx"), mime=EXCEL, on_click="ignore",
            icon=":material/download:", key="register_download",
        )  # fmt: skip
    file = st.file_uploader(
        UPLOAD[lang], type=["xlsx", "xls", "csv"], key=f"register_upload_{st.session_state.get(_ROUND, 0)}",
        max_upload_size=registers.MOST_BYTES // 1_000_000,
    )  # fmt: skip
    if file is None:
        return
    try:
        filled = _read(screen, file)
        words = DIFFERENCE.format(
            new=len(filled.new), changed=len(filled.changed), same=filled.same
        )
        st.markdown(safe(words[lang]))
        shown = entries.register([*filled.new, *filled.changed]).in_(lang)
        if not shown.is_empty:
            titles = {column.key: column.title for column in shown.columns[1:]}
            st.dataframe(
                shown.frame[list(titles)], column_config=titles, hide_index=True, height=240
            )
            if st.button(TAKE[lang], type="primary", icon=":material/save:", key="register_take"):
                register.write_all(filled.new, filled.changed, who())
                st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
                st.rerun()
    except SalesdashError as error:
        st.error(safe(error.message[lang]), icon=":material/error:")


def _read(screen: Screen, file: Any) -> RegisterDifference:
    """What the file would change; it is read apart, with the limits of every file that comes in."""
    path = screen.warehouse.arrivals / f"{uuid4().hex}{files.ending(file.name)}"
    try:
        files.write(path, file.getvalue())
        return registers.difference(path, screen.warehouse)
    finally:
        path.unlink(missing_ok=True)
