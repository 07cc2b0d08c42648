"""What is each to reach, can we still make it, and who is behind?"""

import streamlit as st

from salesdash.figures import target_fairness, target_outlook, targets
from salesdash.ui.plan_desk import desk
from salesdash.ui.screen import Screen, open_screen


def progress(screen: Screen, by: str | None, member: str | None) -> None:
    plan = screen.answer(targets.plan_and_actual, by, member)
    if plan.missing or not plan.is_empty:
        screen.show(plan)
    if by is None:
        return
    screen.show(screen.answer(targets.attainment_by_member, by))
    screen.show(screen.answer(targets.progress_table, by))
    screen.show_some(
        screen.answer(target_outlook.outlook),
        screen.answer(target_outlook.bullets, by),
        screen.answer(target_fairness.of_targets, by),
    )
    if screen.answer(targets.has_begun):
        screen.show(screen.answer(targets.gap_by_member, by))


screen = open_screen("targets")

answer = st.empty()
choices = screen.answer(targets.choices)
by = member = None
with st.container(horizontal=True, vertical_alignment="bottom"):
    view = screen.choose("view", targets.VIEW, targets.VIEWS)
    if choices and view == "pace":
        by = screen.choose("by", targets.BY, choices)
        people = screen.answer(targets.people, by)
        member = screen.choose("member", targets.MEMBER, people, as_list=True)

if view == "plan":
    desk(screen, answer)
else:
    with answer:
        screen.headline(screen.answer(targets.headline, by))
    progress(screen, by, member)
