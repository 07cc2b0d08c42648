"""What is each to reach, can we still make it, and who is behind?"""

import streamlit as st

from salesdash.figures.targets import attainment, fairness, outlook
from salesdash.ui.plans.desk import desk
from salesdash.ui.screen import Screen, open_screen


def progress(screen: Screen, by: str | None, member: str | None) -> None:
    plan = screen.answer(attainment.plan_and_actual, by, member)
    if plan.missing or not plan.is_empty:
        screen.show(plan)
    if by is None:
        return
    screen.show(screen.answer(attainment.attainment_by_member, by))
    screen.show(screen.answer(attainment.progress_table, by))
    screen.show_some(
        screen.answer(outlook.outlook),
        screen.answer(outlook.bullets, by),
        screen.answer(fairness.of_targets, by),
    )
    if screen.answer(attainment.has_begun):
        screen.show(screen.answer(attainment.gap_by_member, by))


screen = open_screen("targets")

answer = st.empty()
choices = screen.answer(attainment.choices)
by = member = None
with st.container(horizontal=True, vertical_alignment="bottom"):
    view = screen.choose("view", attainment.VIEW, attainment.VIEWS)
    if choices and view == "pace":
        by = screen.choose("by", attainment.BY, choices)
        people = screen.answer(attainment.people, by)
        member = screen.choose("member", attainment.MEMBER, people, as_list=True)

if view == "plan":
    desk(screen, answer)
else:
    with answer:
        screen.headline(screen.answer(attainment.headline, by))
    progress(screen, by, member)
