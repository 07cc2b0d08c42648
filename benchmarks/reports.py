"""How long a deck of all pages takes, from the first question to the file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from benchmarks.side import Figures, Place, seconds
from salesdash import reports
from salesdash.figures.report.chapters import TypedContents
from salesdash.period import Period
from salesdash.reports import Desk
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.customer_letters import CustomerLetters
from salesdash.warehouse.typed.weekly_deck import ReportChoice

DAY = date(2025, 11, 16)  # of a year that is still running: each figure is set beside last week's


def deck(place: Place) -> Figures:
    """The deck of a store just opened, nothing asked before."""
    warehouse = Warehouse(place.home / "store")
    ask = reports.remembering(warehouse.query)
    scope = replace(
        ask.everything,
        as_of=DAY,
        period=Period.of(DAY, "year"),
        comparison="last_year",
        calendar=ask.calendar,
    )
    desk = Desk(ask, scope, TypedContents.of(warehouse), CustomerLetters(warehouse))
    return {"seconds": {"": seconds(lambda: desk.deck(ReportChoice()))}}
