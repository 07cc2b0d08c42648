"""Are we on plan, what changed, and what has fired?"""

from salesdash.figures import overview
from salesdash.figures.risks import alarms
from salesdash.ui.risks import alarm_desk
from salesdash.ui.screen import BELOW_CHOICES, PROOF, open_screen

screen = open_screen("overview")

gap, sums = screen.answer(overview.gap_course), screen.answer(overview.curve)
pressing = alarms.pressing(alarm_desk.watched(screen))
screen.headline(screen.answer(overview.headline))
alarm_desk.line(screen, pressing)
screen.cards(screen.answer(overview.cards))
plan = alarm_desk.plan(screen, pressing)
figures = [
    gap,
    screen.answer(overview.worst_lights),
    screen.answer(overview.since_last_week),
    screen.answer(overview.movers),
    plan or (sums if sums.key != gap.key else None),
    screen.answer(overview.changed_lights),
]
# what has nothing to show leaves the first screen to what has
shown = sorted((figure for figure in figures if figure), key=lambda figure: figure.is_empty)
screen.row(*shown[:2], height=BELOW_CHOICES if pressing else PROOF)
screen.row(*shown[2:4])
screen.row(*shown[4:], weights=(5, 4))
