"""What a re-plan carried on stays within the cells that ask for it, however little is typed there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from salesdash.analysis.splitting.allocate import largest_remainder, whole_units, written
from salesdash.catalog.plans import Cell, Member, Plan, cell_name
from salesdash.errors import QuestionError
from salesdash.period import Period
from salesdash.text import Text, plain

NO_ROOM = Text(
    "“{member}”还没结束的时段一共 {left}，放不下要补上的 {missed}，没有修改；请先提高其中一格。",
    "What is left of “{member}” comes to {left}, less than the {missed} that it has to make up for; nothing "
    "was changed. Raise one of its other periods first.",
)


def within_cells(plan: Plan) -> Plan:
    """The plan with what a cell carries on beyond its own amount moved to the member's other open
    periods, by the room that they have: the amounts stay, and so does each member's year.

    Raises QuestionError where they have too little room.
    """
    carried = {cell: dict(months) for cell, months in plan.carried.items()}
    too_small = {
        cell: excess
        for cell in carried
        if (excess := plan.asked_again(cell) - (plan.cells[cell] or 0)) > 0
    }
    for cell, excess in too_small.items():
        for month, amount in _taken_out(carried[cell], excess).items():
            rooms = _rooms(replace(plan, carried=carried), cell[0], month)
            units = whole_units(amount, plan.unit)
            if sum(rooms.values()) < units:
                raise _no_room(plan, cell[0], month)
            for period, n in largest_remainder(units, rooms).items():
                months = carried.setdefault((cell[0], period), {})
                months[month] = months.get(month, Decimal(0)) + n * plan.unit
    return replace(plan, carried=carried) if too_small else plan


def _taken_out(months: dict[date, Decimal], excess: Decimal) -> dict[date, Decimal]:
    """What leaves a cell, by the month that missed it, the latest first."""
    leaving: dict[date, Decimal] = {}
    for month in sorted(months, reverse=True):
        if taken := min(max(months[month], Decimal(0)), excess - sum(leaving.values())):
            leaving[month] = taken
            months[month] -= taken
            if not months[month]:
                del months[month]
    return leaving


def _open(plan: Plan, member: Member, month: date) -> list[Cell]:
    last = plan.replanned_on or Period.of(month, "month").last_day
    return [cell for cell in plan.cells if cell[0] == member and cell[1].last_day > last]


def _rooms(plan: Plan, member: Member, month: date) -> dict[Period, int]:
    """By how much each of a member's open periods asks for more than it carries on, in units."""
    return {
        cell[1]: whole_units(room, plan.unit)
        for cell in _open(plan, member, month)
        if (room := (plan.cells[cell] or Decimal(0)) - plan.asked_again(cell)) > 0
    }


def _no_room(plan: Plan, member: Member, month: date) -> QuestionError:
    cells = _open(plan, member, month)
    left = sum((plan.cells[cell] or Decimal(0) for cell in cells), Decimal(0))
    missed = sum(map(plan.asked_again, cells), Decimal(0))
    return QuestionError(
        NO_ROOM.format(
            member=cell_name(plan, (member, plan.whole)),
            left=plain(written(left)),
            missed=plain(written(missed)),
        )
    )
