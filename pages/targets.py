"""What is each to reach, can we still make it, and who is behind?"""

import streamlit as st

from salesdash.figures import target_split, targets
from salesdash.ui.failures import told
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

screen.section(target_split.SECTION)
with st.container(horizontal=True, vertical_alignment="bottom"):
    year = int(screen.choose("split_year", target_split.YEAR, target_split.years(scope)))
    total = st.number_input(
        screen.say(target_split.WHOLE),
        min_value=0.0,
        value=target_split.suggested(ask, scope, year),
        step=100.0,
        key=f"split_total_{year}",
        width=200,
    )
    method = screen.choose("split_method", target_split.METHOD, target_split.METHODS)
    step = screen.choose("split_step", target_split.STEP, target_split.UNIT_NAMES, "thousand")
    across = screen.choose(
        "split_across", target_split.ACROSS, target_split.dimensions(ask), as_list=True
    )
with told(screen.lang):
    split = target_split.split_of_year(
        ask, scope, year, target_split.typed(total), method, step, across
    )
    screen.show(split)
