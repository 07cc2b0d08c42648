"""FILE → CLEAN ROWS: read cells, find tables, recognise, clean, reconcile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from salesdash.intake.front import take_in

__all__ = ["take_in"]


def __getattr__(name: str) -> Any:
    """`take_in`, loaded when it is first wanted: the process that reads cells needs none of it."""
    if name != "take_in":
        raise AttributeError(name)
    from salesdash.intake.front import take_in

    return take_in
