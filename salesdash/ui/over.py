"""What lies over a page: the form of a promise or a note that was asked for, else the sheet of what was clicked."""

from __future__ import annotations

from salesdash.catalog.meetings import Meeting
from salesdash.ui import side_sheet
from salesdash.ui.actions import action_form
from salesdash.ui.meeting import foot
from salesdash.ui.screen import Screen
from salesdash.ui.session import forms


def show(screen: Screen, meeting: Meeting | None) -> bool:
    """Open at most one of them; whether a form is open, whichever page has opened it."""
    if not (action_form.open_asked(screen) or foot.open_asked(screen, meeting)):
        side_sheet.show_opened(screen)
    return forms.is_open()
