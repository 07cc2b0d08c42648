"""Are we on plan, and what changed?"""

from salesdash.figures import overview
from salesdash.ui.screen import open_screen

screen = open_screen("overview")

gap, sums = screen.answer(overview.gap_course), screen.answer(overview.curve)
screen.headline(screen.answer(overview.headline))
screen.cards(screen.answer(overview.cards))
screen.row(
    gap,
    screen.answer(overview.worst_lights),
)
screen.row(screen.answer(overview.since_last_week), screen.answer(overview.movers))
screen.row(
    sums if sums.key != gap.key else None,
    screen.answer(overview.changed_lights),
    weights=(5, 4),
)
