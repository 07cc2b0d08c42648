"""What was clicked, looked into beside the page: numbers, course, who moved it, and the rows of it."""

from __future__ import annotations

import streamlit as st

from salesdash.catalog.actions import Action
from salesdash.catalog.dimensions import FILTERS
from salesdash.charts.column import METRIC, Marks
from salesdash.charts.context import context
from salesdash.figures import opened
from salesdash.figures.risks import entries
from salesdash.period import Period
from salesdash.text import Text
from salesdash.ui.actions import action_form
from salesdash.ui.channels import member_choice
from salesdash.ui.customers import customer_choice, names_desk
from salesdash.ui.figure import clicks, event_form, source_rows
from salesdash.ui.screen import Screen
from salesdash.ui.session.markdown import safe
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.typed.register import Register

FILTER_BY = Text("按此筛选整页", "Filter the page by this")
ROWS = Text("背后的明细", "Rows behind it")
KPI_PAGE = "pages/kpis.py"
WIDTH, CHART = 720, 340  # px
CARDS = 3  # that fit into the sheet
PROMISED_FOR = {
    "targets": "attainment"
}  # by page: the KPI of a promise about a member whose gap is looked at


def follow(ask: Ask) -> None:
    """Go to the page of what was clicked, where it has one: a KPI."""
    if key := clicks.kpi(clicks.bind(ask)):
        clicks.close()
        st.session_state["kpi"] = key
        st.switch_page(KPI_PAGE, query_params={"kpi": key})


def show_opened(screen: Screen) -> None:
    """The side sheet of what the address has open."""
    marks = clicks.bind(screen.ask)
    if marks and (screen.ask.coverage or opened.cell_of(marks)):
        title = safe(opened.title(marks)[screen.lang])
        sheet = st.dialog(title, width=WIDTH, position="right", on_dismiss=clicks.close)
        sheet(_body)(screen, marks)


def _body(screen: Screen, marks: Marks) -> None:
    if cell := opened.cell_of(marks):
        held = [risk for risk in Register(screen.warehouse).risks() if cell.holds(risk)]
        screen.about(screen.scope, "sheet_").show(entries.in_cell(held))
        return
    beside = screen.about(opened.scope_of(screen.scope, marks), "sheet_")
    if group := opened.group_of(marks):
        names_desk.show(beside, group)
        return
    metric = marks.get(METRIC, "sales")
    with st.container(horizontal=True, vertical_alignment="center"):
        _filter(screen, marks)
        member_choice.link(screen, marks)
        customer_choice.link(screen, marks)
        _note(screen, marks)
        wants_rows = st.toggle(ROWS[screen.lang], key="sheet_rows")
        days = [Period.parse(period) for period in opened.period_of(marks)]
        notes_event = days and st.toggle(event_form.NOTE[screen.lang], key="sheet_event")
    if notes_event:
        event_form.form(days[0], days[0], screen.lang)
    if wants_rows:
        about = context(beside.scope)[screen.lang]
        source_rows.listing([metric], beside.scope, about, screen.lang)
    if METRIC not in marks:
        beside.cards(beside.answer(opened.cards)[:CARDS])
    beside.row(beside.answer(opened.course, metric), height=CHART)
    if metric == "sales":
        beside.row(beside.answer(opened.movers), height=CHART)


def _note(screen: Screen, marks: Marks) -> None:
    """A promise about what is open, whose form opens in place of the sheet."""
    if st.button(action_form.NOTE[screen.lang], icon=":material/add_task:", key="sheet_note"):
        member = next(((of, value) for of, value in marks.items() if of in opened.MEMBERS_OF), None)
        by, name = member or (None, None)
        kpi = marks.get(METRIC, PROMISED_FOR.get(screen.page))
        action_form.ask_for(Action(kpi=kpi, link_by=by, link_member=name))
        clicks.close()
        st.rerun()


def _filter(screen: Screen, marks: Marks) -> None:
    """The second way of the same click: the whole page about it."""
    chosen: dict[str, object] = {of: [value] for of, value in marks.items() if of in FILTERS}
    for period in opened.period_of(marks):
        chosen["period"] = period
    if chosen and st.button(
        FILTER_BY[screen.lang], icon=":material/filter_alt:", key="sheet_filter"
    ):
        clicks.close()
        st.session_state.update(chosen)
        st.rerun()
