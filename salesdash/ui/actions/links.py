"""To what a risk or a promise may be linked: what the orders know members of, and what stands there already."""

from __future__ import annotations

from salesdash.catalog.dimensions import DIMENSIONS, member_name
from salesdash.figures.risks.exposure import LINKS
from salesdash.text import Text
from salesdash.ui.screen import Screen

NOTHING = Text("不关联", "Nothing")


def dimensions(screen: Screen, kept: str | None) -> dict[str, Text]:
    """By what they can be told apart; `kept` stands there already."""
    ask = screen.ask
    known = [key for key in LINKS if ask.coverage and ask.members(key)]
    return {key: DIMENSIONS[key].name for key in dict.fromkeys([*([kept] if kept else []), *known])}


def members(screen: Screen, by: str | None, kept: str | None) -> dict[str, Text]:
    """The members of the dimension; `kept` stands there already."""
    if not by:
        return {}
    known = screen.ask.members(by) if screen.ask.coverage else []
    return {
        name: member_name(by, name) for name in dict.fromkeys([*([kept] if kept else []), *known])
    }
