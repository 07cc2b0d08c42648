"""What is each to reach, can we still make it, and who is behind?"""

import streamlit as st

from salesdash.figures import targets
from salesdash.ui.plan_desk import desk
from salesdash.ui.screen import open_screen

screen = open_screen("targets")
ask, scope = screen.ask, screen.scope

answer = st.container()
choices = targets.choices(ask, scope)
by = None
if choices:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        by = screen.choose("by", targets.BY, choices)
        people = targets.people(ask, scope, by)
        member = screen.choose("member", targets.MEMBER, people, as_list=True)

with answer:
    screen.headline(targets.headline(ask, scope, by))

if by:
    screen.show(targets.plan_and_actual(ask, scope, by, member))
    screen.show(targets.attainment_by_member(ask, scope, by))
    screen.show(targets.progress_table(ask, scope, by))
    if targets.has_begun(ask, scope):
        screen.show(targets.gap_by_member(ask, scope, by))
else:
    plan = targets.plan_and_actual(ask, scope)
    if plan.missing or not plan.is_empty:
        screen.show(plan)

desk(screen)
