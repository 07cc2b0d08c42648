"""What may go wrong, who owns it, and what is overdue?"""

from dataclasses import replace

import streamlit as st

from salesdash.figures.risks import entries, standing
from salesdash.ui.risks.register_desk import open_register, work_on
from salesdash.ui.screen import open_screen
from salesdash.ui.session.local_time import local, today

screen = open_screen("risks")
register = open_register()
risks = register.risks()
has_data = bool(screen.ask.coverage)
scope = screen.scope if has_data else replace(screen.scope, as_of=today())

screen.headline(standing.headline(risks, scope))
screen.note(standing.judged_by(scope, has_data=has_data))

if risks:
    screen.cards(standing.cards(risks, scope))
    sight = screen.choose("sight", standing.SIGHT, standing.SIGHTS, is_plain=True)
    screen.row(
        standing.matrix(risks, scope, sight), standing.deadlines(risks, scope), weights=(3, 2)
    )

screen.section(entries.REGISTER)
work_on(register, risks, screen.lang)

changes = register.history()
if changes:
    with st.expander(entries.HISTORY[screen.lang]):
        screen.show(entries.history(changes, scope, local))
