"""What each tier is promised and who is behind; where another owner would serve better; what one owner hands over."""

from __future__ import annotations

from salesdash.figures.customers.service import service_plan
from salesdash.ui.screen import LIST, Screen


def show(screen: Screen) -> None:
    """The plan by tier with the load of each owner, who needs another owner, or one owner's list."""
    part = screen.choose("served", service_plan.MORE, service_plan.VIEWS, is_plain=True)
    if part == "plan":
        screen.show(screen.answer(service_plan.table), in_low_rows=True)
        screen.row(screen.answer(service_plan.load))
    elif part == "changes":
        screen.show(screen.answer(service_plan.changes))
    elif owners := screen.answer(service_plan.owners):
        owner = screen.choose("owner_of", service_plan.WHOSE, owners, as_list=True, is_plain=True)
        screen.row(screen.answer(service_plan.hand_over, owner), height=LIST)
    else:
        screen.note(service_plan.NO_OWNER)
