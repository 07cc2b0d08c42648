"""What is each to reach, can we still make it, and who is behind?"""

import streamlit as st

from salesdash.figures.targets import attainment, fairness, outlook
from salesdash.ui.figure.missing import lacking
from salesdash.ui.plans.desk import desk
from salesdash.ui.screen import BELOW_CHOICES, Screen, open_screen


def progress(screen: Screen, by: str | None, member: str | None) -> None:
    plan = screen.answer(attainment.plan_and_actual, by, member)
    if by is None:
        if plan.is_empty:
            lacking(plan.missing, screen.lang, at="targets")
            screen.would_show()
        else:
            screen.row(plan)
        return
    screen.row(plan, screen.answer(attainment.attainment_by_member, by), height=BELOW_CHOICES)
    more = screen.choose("more", attainment.MORE, attainment.MORE_VIEWS, is_plain=True)
    if more == "gap":
        has_begun = screen.answer(attainment.has_begun)
        screen.row(
            screen.answer(attainment.gap_by_member, by) if has_begun else None,
            screen.answer(outlook.bullets, by),
        )
    elif more == "outlook":
        screen.row(screen.answer(outlook.outlook), screen.answer(fairness.of_targets, by))
    else:
        screen.show(screen.answer(attainment.progress_table, by))


screen = open_screen("targets")

answer = st.empty()
choices = screen.answer(attainment.choices)
by = member = None
with st.container(horizontal=True, vertical_alignment="center"):
    view = screen.choose("view", attainment.VIEW, attainment.VIEWS, is_plain=True)
    if choices and view == "pace":
        by = screen.choose("by", attainment.BY, choices, is_plain=True)
        people = screen.answer(attainment.people, by)
        member = screen.choose("member", attainment.MEMBER, people, as_list=True, is_plain=True)

if view == "plan":
    desk(screen, answer)
else:
    with answer.container():
        screen.headline(screen.answer(attainment.headline, by))
        screen.cards(screen.answer(attainment.cards, by, member))
    progress(screen, by, member)
