"""What may go wrong, who owns it, what has fired, and what is overdue?"""

from dataclasses import replace

from salesdash.figures.inbox import table as inbox_table
from salesdash.figures.risks import (
    alarms,
    entries,
    exposure,
    matrix,
    plan_lines,
    standing,
    trigger_record,
)
from salesdash.figures.signals import record as signal_record
from salesdash.ui.risks import alarm_desk, inbox_desk
from salesdash.ui.risks.register_desk import open_register, work_on
from salesdash.ui.screen import BELOW_SENTENCES, open_screen
from salesdash.ui.session.local_time import local, today

screen = open_screen("risks")
register = open_register()
risks = register.risks()
firings = alarm_desk.open_firings()
has_data = bool(screen.ask.coverage)
scope = screen.scope if has_data else replace(screen.scope, as_of=today())
found = alarm_desk.watched(screen, risks)

screen.headline(standing.verdict(risks, found, scope))
if risks:
    screen.cards(standing.cards(risks, found, scope))
if has_data:
    inbox_desk.show_inbox(screen)
if risks:
    screen.row(
        alarms.table(scope, found),
        alarm_desk.plan(screen, found) or standing.deadlines(risks, scope),
        weights=(3, 2),
        height=BELOW_SENTENCES,
        large=True,
    )
    alarm_desk.make_promises(screen, found)
    screen.note(exposure.beside_gap(screen.ask, scope, tuple(risks)))
    screen.note(plan_lines.unread(risks, firings.opened(), scope.as_of))

views = {
    "register": lambda: work_on(register, risks, screen),
    "signals": lambda: screen.show(screen.answer(signal_record.table), in_low_rows=True),
    "decided": lambda: screen.show(inbox_table.decided(inbox_desk.decisions(screen), scope)),
    "matrix": lambda: screen.row(
        matrix.matrix(
            risks,
            scope,
            screen.choose("sight", matrix.SIGHT, matrix.SIGHTS, is_plain=True),
            register.history(),
        ),
        standing.deadlines(risks, scope),
        weights=(3, 2),
        large=True,
    ),
    "record": lambda: screen.show(trigger_record.record(firings.all(), scope)),
    "history": lambda: screen.show(entries.history(register.history(), scope, local)),
}
views[screen.choose("more", entries.MORE, entries.MORE_VIEWS, is_plain=True)]()
screen.note(standing.judged_by(scope, has_data=has_data))
inbox_desk.open_risk_asked(screen, register)
