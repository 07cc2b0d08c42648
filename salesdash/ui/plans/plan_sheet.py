"""The sheet of a plan: typed in, pasted into and locked; it always adds up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from salesdash.analysis.splitting.plan_edit import HOLDS, lock, type_in
from salesdash.catalog.plans import EVERYBODY
from salesdash.charts.rows import width
from salesdash.errors import SalesdashError
from salesdash.figures.plans.plan_sheet import WHO, PlanSheet, levels, sheet, stretch_of
from salesdash.period import Period
from salesdash.text import Lang, Text
from salesdash.ui.plans import plan_work
from salesdash.ui.session.markdown import safe

MOST_ROWS, ROW = 11, 36  # in sight at once, and the px of one: all of the desk on one screen
LETTER, LEAST_WIDE, MOST_WIDE = 9, 96, 200  # px of one letter and of the column of names
LEVEL = Text("时间", "Time")
IN = Text("月份", "Month")
SHOWN = Text("显示", "Show")
AMOUNTS, SHARES = Text("金额", "Amounts"), Text("占上级 %", "% of parent")
STRETCH = Text("内控目标", "Stretch")
BESIDE = Text(
    "单位：{unit}。内控目标与目标并列，不计入目标，也不参与达成率。",
    "In {unit}. The stretch target stands beside the plan; it is not part of it nor of attainment.",
)
HOLD = Text("修改时保持不变", "What stays when a cell is typed")
DO = Text("操作", "Do")
TYPE, LOCK = Text("填数", "Type"), Text("锁定", "Lock")
LOCK_THEM, FREE_THEM = Text("锁定所选", "Lock selected"), Text("解锁所选", "Unlock selected")
HOW_TO_TYPE = Text(
    "单位：{unit}。直接填数或粘贴一块，填过的数从此锁定（◆），别处再改也不会动它；"
    "小计、合计也能改，下级按比例跟着变。写 12% 也行：某个时段按该成员全年的 12%，“全年”一列按上一级全年的 12%。",
    "In {unit}. Type or paste a block: what is typed is locked (◆), and no other edit moves it. "
    "Subtotals and totals can be typed too, what is beneath follows in proportion. "
    "12% in a period is 12% of that member's year; in the column “Year”, of the year above it.",
)
HOW_SHARES_READ = Text(
    "各时段：占该成员全年的 %；“全年”一列：占上一级全年的 %。填过的数从此锁定（◆）。",
    "Periods: % of that member's year. The column “Year”: % of the year above it. "
    "What is typed is locked (◆).",
)
HOW_TO_LOCK = Text(
    "选中一格或一块，再锁定或解锁；锁定的数不会被任何改动移动。",
    "Select one cell or a block, then lock or unlock it; no edit moves what is locked.",
)


def grid(lang: Lang, line: DeltaGenerator) -> None:
    """The sheet of the plan on the desk, with its controls in a line above."""
    work = plan_work.on_desk()
    if work is None:
        return
    with line:
        grains = levels(work.plan)
        level: Any = (
            _choose("plan_level", LEVEL, grains, lang) if len(grains) > 1 else next(iter(grains))
        )
        within = _month(lang, work.plan.whole) if level == "week" else None
        ways = {"amounts": AMOUNTS, "shares": SHARES}
        ways |= {"stretch": STRETCH} if work.plan.stretch else {}
        shown = _choose("plan_shown", SHOWN, ways, lang)
        mode = _choose("plan_mode", DO, {"type": TYPE, "lock": LOCK}, lang)
        hold: Any = st.selectbox(
            HOLD[lang],
            list(HOLDS),
            format_func=lambda key: HOLDS[key][lang],
            key="plan_hold",
            width=230,
        )
    laid = sheet(work.plan, level, lang, within, as_shares=shown == "shares")
    if shown == "stretch":
        _show(sheet(stretch_of(work.plan), level, lang, within))
    elif mode == "lock":
        _lock(laid)
    else:
        _type(laid, hold)
    if work.error:
        st.error(safe(work.error[lang]), icon=":material/error:")


def _show(laid: PlanSheet) -> None:
    frame = laid.frame()
    st.dataframe(frame, hide_index=True, column_config=_columns(laid, frame), height=_height(laid))
    st.caption(safe(BESIDE.format(unit=laid.step[1])[laid.lang]))


def _type(laid: PlanSheet, hold: Any) -> None:
    key = f"plan_sheet_{plan_work.sheet_drawn()}"
    frame = laid.frame(st.session_state.get(key, {}).get("edited_rows", {}))
    st.data_editor(
        frame,
        hide_index=True,
        num_rows="fixed",
        disabled=[WHO],
        column_config=_columns(laid, frame),
        height=_height(laid),
        key=key,
        on_change=_typed,
        args=(laid, hold, key),
    )
    how = HOW_SHARES_READ if laid.as_shares else HOW_TO_TYPE.format(unit=laid.step[1])
    st.caption(safe(how[laid.lang]))
    work = plan_work.on_desk()
    if work and work.share_note:
        st.info(safe(work.share_note[laid.lang]), icon=":material/percent:")
    if carried := laid.carried_notes():
        st.caption(safe(carried[laid.lang]))


def _typed(laid: PlanSheet, hold: Any, key: str) -> None:
    """Let the plan have what was typed. Where it then holds just that, the sheet stays where it is, with
    the cell that somebody may be typing in by now: the browser lets go of an edit that has come back as
    it was typed, and with the next drawing it is written as the others are."""
    work = plan_work.on_desk()
    laid = replace(laid, plan=work.plan) if work else laid
    try:
        edited = st.session_state[key]["edited_rows"]
        typed = laid.typed(edited)
        if typed:
            plan = type_in(laid.plan, typed, hold)
            stays = replace(laid, plan=plan).holds(edited)
            plan_work.changed(plan, laid.share_notes(edited), sheet_stays=stays)
    except SalesdashError as error:
        plan_work.refused(error.message)


def _lock(laid: PlanSheet) -> None:
    frame = laid.frame()
    event: Any = st.dataframe(
        frame,
        hide_index=True,
        column_config=_columns(laid, frame),
        height=_height(laid),
        on_select="rerun",
        selection_mode=["multi-cell", "multi-row", "multi-column"],
        key=f"plan_locks_{plan_work.drawn()}",
    )
    picked = event.selection
    cells = {laid.cell(row, column) for row, column in picked.cells if column != WHO}
    cells |= {(laid.rows[row], laid.columns[0]) for row in picked.rows}
    cells |= {(EVERYBODY, Period.parse(column)) for column in picked.columns if column != WHO}
    with st.container(horizontal=True, vertical_alignment="center"):
        for words, locked in ((LOCK_THEM, True), (FREE_THEM, False)):
            st.button(
                words[laid.lang],
                icon=":material/lock:" if locked else ":material/lock_open:",
                disabled=not cells,
                on_click=lambda locked=locked: plan_work.changed(
                    lock(laid.plan, cells, locked=locked)
                ),
                key=f"plan_lock_{locked}",
            )
        st.caption(safe(HOW_TO_LOCK[laid.lang]))


def _columns(laid: PlanSheet, frame: pd.DataFrame) -> dict[str, Any]:
    titles = laid.titles()
    longest = max(map(width, [titles[WHO], *frame[WHO]]))
    return {
        key: st.column_config.TextColumn(
            title,
            alignment="left" if key == WHO else "right",
            pinned=key == WHO,
            width=min(max(LEAST_WIDE, LETTER * longest), MOST_WIDE) if key == WHO else None,
        )
        for key, title in titles.items()
    }


def _height(laid: PlanSheet) -> Any:
    return "content" if len(laid.rows) <= MOST_ROWS else (MOST_ROWS + 1) * ROW


def _month(lang: Lang, year: Period) -> Period:
    months = [str(m) for m in year.split("month")]
    chosen = st.selectbox(
        IN[lang],
        months,
        format_func=lambda m: Period.parse(m).name[lang],
        key="plan_month",
        width=150,
    )
    return Period.parse(chosen)


def _choose(key: str, label: Text, options: dict[str, Text], lang: Lang) -> str:
    chosen = st.segmented_control(
        label[lang],
        list(options),
        default=next(iter(options)),
        required=True,
        format_func=lambda option: options[option][lang],
        key=key,
    )
    return str(chosen)
