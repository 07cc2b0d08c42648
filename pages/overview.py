"""Are we on plan, what changed, and what has fired?"""

from salesdash.figures import overview
from salesdash.figures.risks import alarms
from salesdash.ui.figure.missing import lacking
from salesdash.ui.risks import alarm_desk
from salesdash.ui.screen import BELOW_CHOICES, PROOF, PageEnds, open_screen

screen = open_screen("overview")

if not screen.ask.has("orders"):
    screen.headline(screen.answer(overview.headline))
    lacking(("orders",), screen.lang, at="overview")
    screen.row(screen.answer(overview.worst_lights))
    screen.show(screen.answer(overview.changed_lights))
    raise PageEnds

gap, sums = screen.answer(overview.gap_course), screen.answer(overview.curve)
pressing = alarms.pressing(alarm_desk.watched(screen))
screen.headline(screen.answer(overview.headline))
alarm_desk.line(screen, pressing)
screen.cards(screen.answer(overview.cards))
proof = [
    gap,
    screen.answer(overview.worst_lights),
    screen.answer(overview.since_last_week),
    screen.answer(overview.movers),
]
proof.sort(key=lambda figure: figure.is_empty)  # what shows nothing leaves the first screen
screen.row(*proof[:2], height=BELOW_CHOICES if pressing else PROOF)
plan = alarm_desk.plan(screen, pressing)
screen.row(*proof[2:])
screen.row(plan or (sums if sums.key != gap.key else None))
screen.show(screen.answer(overview.changed_lights))
