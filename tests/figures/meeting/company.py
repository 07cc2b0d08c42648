"""A small company that meets twice, a week of data apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from salesdash.catalog.actions import Action
from salesdash.catalog.meetings import Frame, Meeting
from salesdash.catalog.workdays import china
from salesdash.figures.foresight import foresee
from salesdash.figures.meeting.frozen import FrozenLine, freeze, frozen_line
from salesdash.scope import Scope
from salesdash.warehouse.imports.load import load
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.meetings.meetings import Meetings
from tests.stores import batch, daily, fill, warehouse_in

FIRST, SECOND = date(2025, 11, 9), date(2025, 11, 16)
DAYS = 313  # to 9 November
PROMISE = Action("核对天猫价格", "陆文博", date(2025, 11, 9), action_id=1, revision=1)


def scope_on(day: date) -> Scope:
    return Scope(day, china().of(day, "year"), "last_year", calendar=china())


def open_store(folder: Path) -> Warehouse:
    """¥100 a day to 9 November, of a target of ¥40,000."""
    warehouse = warehouse_in(folder / "store")
    fill(
        warehouse, folder, "1.csv", orders=daily("2025-01-01", DAYS, amount=100, channel="天猫"),
        targets=[{"period": "2025", "amount": 40000}],
    )  # fmt: skip
    return warehouse


def next_week(warehouse: Warehouse, folder: Path) -> int:
    """¥100 a day for a week more, and ¥50 of 3 November that had been forgotten."""
    forgotten = {"order_date": "2025-11-03", "order_id": "late", "amount": 50, "channel": "天猫"}
    week = daily("2025-11-10", 7, amount=100, channel="天猫")
    file = folder / "2.csv"
    file.write_text("the week", encoding="utf-8")
    rows = replace(batch("orders", [*week, forgotten]), mode="append")
    return int(load(warehouse, file, "2.csv", [rows])[0].import_id or 0)


def ask_of(warehouse: Warehouse) -> Ask:
    return Ask(warehouse.query, foresee=foresee)


def held(warehouse: Warehouse, day: date) -> Meeting:
    """A weekly meeting that froze its figures on that day."""
    meetings = Meetings(warehouse)
    frozen = freeze(ask_of(warehouse), scope_on(day), [PROMISE])
    return meetings.close(meetings.begin("weekly", Frame(day), "王总、陆文博"), frozen, [])


def line_frozen_by(meeting: Meeting) -> FrozenLine:
    line = frozen_line(meeting)
    assert line
    return line
