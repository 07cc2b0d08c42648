"""Targets handed out as a workbook, and what came back settled gap by gap."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import streamlit as st

from salesdash.analysis.splitting.plan_edit import type_in
from salesdash.catalog.plans import Cell
from salesdash.errors import SalesdashError
from salesdash.export.out_and_back import plan_answers, plan_workbook
from salesdash.export.safe_names import EXCEL, download_name
from salesdash.figures.plans.bottom_up import Answers, gaps, open_gaps
from salesdash.intake.cells.sheets import read_rows
from salesdash.text import Text
from salesdash.ui.figure.grid import as_table
from salesdash.ui.plans import plan_work
from salesdash.ui.plans.plan_work import Work
from salesdash.ui.screen import Screen
from salesdash.ui.session import downloads
from salesdash.ui.session.markdown import safe

SECTION = Text("下发与上报", "Hand out, and what comes back")
DOWNLOAD = Text("下载计划（每个成员一张表）", "Download the plan (a sheet for each)")
UPLOAD = Text("上传填好的工作簿", "Upload the workbook with answers")
OTHER = Text(
    "这份工作簿对应的是另一个计划或版本，请先打开它再上传。",
    "This workbook belongs to another plan or version; open that one first.",
)
NONE_YET = Text(
    "把工作簿发给各负责人，填“上报”行后传回来，这里逐项对比下达与上报。",
    "Send the workbook to everyone; when their answers are uploaded they stand here beside what was given.",
)
PICK = Text("选中要处理的行（不选则处理全部）：", "Select rows to settle (none: all of them):")
TAKE, MIDDLE, KEEP = (
    Text("采用上报", "Take the answer"),
    Text("取中间", "Meet in the middle"),
    Text("维持下达", "Keep what was given"),
)


def hand_out(screen: Screen, work: Work) -> None:
    """The workbook of a saved version, its answers, and the gaps with a way to settle each."""
    lang, plan = screen.lang, work.seen
    if not plan.plan_id or not plan.dimensions:
        return
    answers = plan_work.plans().answers(plan)
    with st.expander(SECTION[lang], icon=":material/outbox:", expanded=bool(answers)):
        st.download_button(
            DOWNLOAD[lang], data=downloads.or_said(lambda: plan_workbook.xlsx(plan, lang), lang),
            file_name=download_name(f"{plan.name} v{plan.version}", "xlsx"), mime=EXCEL, on_click="ignore",
            icon=":material/download:", key="plan_download",
        )  # fmt: skip
        file = st.file_uploader(
            UPLOAD[lang],
            type=["xlsx"],
            max_upload_size=plan_answers.MOST_BYTES // 1_000_000,
            key=f"plan_upload_{plan_work.drawn()}",
        )
        if file is not None:
            _take_in(work, file)
        if not answers:
            st.caption(safe(NONE_YET[lang]))
            return
        _settle(screen, work, answers)


def _take_in(work: Work, file: Any) -> None:
    try:
        answers = plan_answers.read(_sheets(file.getvalue()), file.name)
        if (answers.plan_id, answers.version) != (work.seen.plan_id, work.seen.version):
            plan_work.refused(OTHER)
        else:
            plan_work.plans().answer(work.seen, answers.amounts, file.name)
            plan_work.put(work)
    except SalesdashError as error:
        plan_work.refused(error.message)
    plan_work.draw_anew()


def _sheets(content: bytes) -> dict[str, list[list[str | None]]]:
    """The cells of the workbook, read as every file is. Raises FileError."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "plan.xlsx")
        path.write_bytes(content)
        return read_rows(path, plan_answers.MOST_CELLS)


def _settle(screen: Screen, work: Work, answers: Answers) -> None:
    lang = screen.lang
    figure = gaps(work.plan, answers, screen.scope.scale).in_(lang)
    st.markdown(safe(figure.sentence))
    cells = open_gaps(work.plan, answers)
    if not cells:
        return
    values, columns = as_table(figure, screen.mode)
    event: Any = st.dataframe(
        values, hide_index=True, on_select="rerun", selection_mode="multi-row", column_config=columns,
        key=f"plan_gaps_{plan_work.drawn()}",
    )  # fmt: skip
    picked = [cells[row] for row in event.selection.rows] or cells
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(safe(PICK[lang]))
        if st.button(TAKE[lang], key="gap_take", icon=":material/check:"):
            _type(work, {cell: answers[cell] for cell in picked})
        if st.button(MIDDLE[lang], key="gap_middle", icon=":material/balance:"):
            _type(work, {cell: _middle(work, cell, answers[cell]) for cell in picked})
        if st.button(KEEP[lang], key="gap_keep", icon=":material/push_pin:"):
            plan_work.plans().answer(work.seen, dict.fromkeys(picked))
            plan_work.put(work)
            plan_work.draw_anew()


def _type(work: Work, typed: dict[Cell, Decimal]) -> None:
    """Let the plan have these amounts; its totals follow, and what moved is shown before saving."""
    unit = work.plan.unit
    whole = {c: (n / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit for c, n in typed.items()}
    try:
        plan_work.changed(type_in(work.plan, whole, "nothing"))
    except SalesdashError as error:
        plan_work.refused(error.message)
    plan_work.draw_anew()


def _middle(work: Work, cell: Cell, answer: Decimal) -> Decimal:
    return (answer + (work.plan.cells[cell] or Decimal(0))) / 2
