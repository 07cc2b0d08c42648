"""What was promised, and did it help?"""

from dataclasses import replace

from salesdash.figures.actions import board
from salesdash.ui.actions.action_desk import open_actions, work_on
from salesdash.ui.screen import open_screen
from salesdash.ui.session.local_time import today

screen = open_screen("actions")
actions = open_actions().actions()
if not screen.ask.coverage:
    screen = screen.about(replace(screen.scope, as_of=today()), "")

screen.headline(board.headline(actions, screen.scope))
if actions:
    screen.cards(board.cards(actions, screen.scope))
work_on(screen, actions)
if not actions:
    screen.would_show()
