"""The meeting as one flow: the line, the promises, the exceptions, what lies ahead, and the minutes."""

from salesdash.ui.bar import meeting_mode as mode
from salesdash.ui.meeting import start_desk, steps
from salesdash.ui.screen import open_screen

screen = open_screen("meeting")
meeting = mode.seat()
if meeting:
    steps.show(screen, meeting)
else:
    start_desk.show(screen)
