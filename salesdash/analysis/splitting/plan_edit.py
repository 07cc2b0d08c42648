"""An edit of a plan: what is typed stands, locks stand, and the rest moves so that all adds up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from salesdash.analysis.splitting.allocate import around_locks, whole_units, written
from salesdash.analysis.splitting.carried import within_cells
from salesdash.analysis.splitting.plan_balance import PlanSums, Units, balanced, by_line, units_of
from salesdash.catalog.plans import EVERYBODY, Cell, Member, Plan, cell_name
from salesdash.errors import LockError, QuestionError
from salesdash.period import Period
from salesdash.text import Text, join, plain

Hold = Literal["members", "periods", "both", "total", "nothing"]
HOLDS: Mapping[Hold, Text] = {
    "total": Text("全年总额不变", "The year's total stays"),
    "members": Text("每个成员的全年不变", "Each member's year stays"),
    "periods": Text("每个时段的合计不变", "Each period's total stays"),
    "both": Text("两个方向的合计都不变", "Both stay"),
    "nothing": Text("合计随之变动", "Totals follow"),
}
NO_SUCH_CELL = Text(
    "计划里没有“{cell}”这一格，没有修改。", "The plan has no cell “{cell}”; nothing was changed."
)
BELOW_ZERO = Text(
    "“{cell}”不能是负数（{amount}），没有修改。",
    "“{cell}” cannot be negative ({amount}); nothing was changed.",
)
IS_LOCKED = Text(
    "“{cell}”已锁定，没有修改；请先解锁。",
    "“{cell}” is locked, so nothing was changed. Unlock it first.",
)
BENEATH_LOCKED = Text(
    "“{cell}”下面锁定的数合计 {locked}，改成 {amount} 就对不上了；请先解锁其中一格：{cells}。",
    "What is locked beneath “{cell}” adds up to {locked}; with {amount} it cannot add up. "
    "Unlock one of these first: {cells}.",
)
MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class CellEdit:
    """One cell before and after; None where no amount is set."""

    member: Member
    period: Period
    before: Decimal | None
    after: Decimal | None


def edit(plan: Plan, typed: Mapping[Cell, Decimal], hold: Hold = "total") -> Plan:
    """The plan with these amounts in 元, typed or pasted; `hold` is what must not change.

    A row, a column, a subtotal or the total may be typed too: what is beneath it is rescaled, in
    proportion. Locked cells, rows and columns never move, and neither does what was typed; the
    others make up for it in proportion to what they have. A cell without an amount gets one only
    when it is typed itself or all that is beneath what was typed has none. What a cell carries on
    beyond its amount moves to the member's other open periods.
    Raises LockError where locks leave no way, NotWholeError for what is no whole number of units,
    QuestionError for no such cell or a negative amount. Then nothing has changed.
    """
    before = units_of(plan)
    units = dict(before)
    fixed = {cell for cell in plan.cells if cell in plan.locks}
    sizes = sorted(typed, key=lambda cell: len(plan.beneath(*cell)))
    for cell in sizes:
        rescaled = _rescaled(plan, units, cell, typed[cell], fixed)
        units.update(rescaled)
        fixed.update(rescaled)
    settled = balanced(plan, units, fixed, _lines(plan, before, typed, hold))
    cells = {c: None if n is None else n * plan.unit for c, n in settled.items()}
    return within_cells(replace(plan, cells=cells))


def type_in(plan: Plan, typed: Mapping[Cell, Decimal], hold: Hold = "total") -> Plan:
    """The plan with what somebody typed or pasted, which no later edit moves: it is locked.

    What was typed can be typed again; a cell beneath a subtotal that was typed can be typed too,
    and the others beneath make up for it. Raises as `edit` does; then nothing has changed.
    """
    again = {
        cell for cell in plan.typed if cell in typed or any(_within(plan, c, cell) for c in typed)
    }
    kept = _locks_of(plan, plan.typed - again)
    opened = replace(plan, locks=plan.locks - (_locks_of(plan, again) - kept))
    held = {cell: n for cell in again if (n := plan.amount(*cell)) is not None}
    edited = lock(edit(opened, {**held, **typed}, hold), {*again, *typed})
    return replace(edited, typed=plan.typed | frozenset(typed))


def lock(plan: Plan, cells: Iterable[Cell], *, locked: bool = True) -> Plan:
    """The plan with these cells locked, or unlocked.

    The total of a member locks the totals of all under it; a period's total likewise; a subtotal
    within the grid locks the cells beneath it. What is unlocked does not count as typed any more.
    """
    meant = _locks_of(plan, cells)
    if locked:
        return replace(plan, locks=plan.locks | meant)
    typed = {cell for cell in plan.typed if not _locks(plan, cell) & meant}
    return replace(plan, locks=plan.locks - meant, typed=frozenset(typed))


def share_of_parent(plan: Plan, cell: Cell) -> Decimal | None:
    """The cell as a fraction of its parent: the member's year, or of a year what is above it."""
    amount, whole = plan.amount(*cell), plan.amount(*parent(plan, cell))
    return amount / whole if amount is not None and whole else None


def from_share(plan: Plan, cell: Cell, share: Decimal) -> Decimal:
    """The amount in whole units that is this fraction of the cell's parent."""
    whole = plan.amount(*parent(plan, cell)) or Decimal(0)
    return (whole * share / plan.unit).quantize(Decimal(1), ROUND_HALF_UP) * plan.unit


def parent(plan: Plan, cell: Cell) -> Cell:
    member, period = cell
    return (member[:-1], period) if period == plan.whole else (member, plan.whole)


def moves(before: Plan, after: Plan) -> list[CellEdit]:
    """The cells that differ between two plans, in the order of the later one."""
    cells = dict.fromkeys([*after.cells, *before.cells])
    return [
        CellEdit(member, period, old, new)
        for member, period in cells
        if (old := before.cells.get((member, period))) != (new := after.cells.get((member, period)))
    ]


def _rescaled(
    plan: Plan, units: Units, cell: Cell, amount: Decimal, fixed: set[Cell]
) -> dict[Cell, int]:
    """What is beneath a typed cell, in proportion around what is fixed there."""
    below, name = plan.beneath(*cell), cell_name(plan, cell)
    if not below:
        raise QuestionError(NO_SUCH_CELL.format(cell=name))
    if amount < 0:
        raise QuestionError(BELOW_ZERO.format(cell=name, amount=plain(written(amount))))
    total = whole_units(amount + plan.carried_in(*cell), plan.unit)
    standing = {c: units[c] or 0 for c in below if c in fixed}
    if cell in plan.locks:
        if amount == plan.amount(*cell):
            return {}
        raise LockError(IS_LOCKED.format(cell=name), [cell])
    with_amount = [c for c in below if units[c] is not None] or list(below)
    try:
        return around_locks(total, {c: units[c] or 0 for c in with_amount}, standing)
    except LockError as error:
        words = BENEATH_LOCKED.format(
            cell=name,
            amount=plain(written(amount)),
            locked=plain(written(sum(standing.values()) * plan.unit)),
            cells=join([cell_name(plan, c) for c in list(standing)[:MOST_NAMED]]),
        )
        raise LockError(words, standing) from error


def _lines(plan: Plan, units: Units, typed: Mapping[Cell, Decimal], hold: Hold) -> PlanSums:
    """The rows, columns and total that stay, by the choice made and by locks."""
    whole = plan.whole
    if (EVERYBODY, whole) in typed:
        hold = "nothing"
    of_members = [cell for cell in typed if cell[1] == whole]
    of_periods = [cell for cell in typed if cell[0] == EVERYBODY]
    typed_rows = {m for m in plan.members if any(_covers(c, m, whole) for c in of_members)}
    typed_columns = {p for p in plan.periods if any(_covers(c, EVERYBODY, p) for c in of_periods)}
    keeps_rows = hold == "members" or (hold == "both" and not typed_rows)
    keeps_columns = hold == "periods" or (hold == "both" and not typed_columns)
    keeps_total = hold in ("total", "both") or (EVERYBODY, whole) in plan.locks
    every_row = [(m, whole) for m in plan.members]
    every_column = [(EVERYBODY, p) for p in plan.periods]
    rows = [line for line in every_row if keeps_rows and line[0] not in typed_rows]
    columns = [line for line in every_column if keeps_columns and line[1] not in typed_columns]
    sums = {
        line: sum(units[c] or 0 for c in cells) for line, cells in by_line(units, whole).items()
    }
    return PlanSums(
        {line: sums[line] for line in every_row if line in plan.locks or line in rows},
        {line: sums[line] for line in every_column if line in plan.locks or line in columns},
        sums[EVERYBODY, whole] if keeps_total else None,
    )


def _locks_of(plan: Plan, cells: Iterable[Cell]) -> set[Cell]:
    return {one for cell in cells for one in _locks(plan, cell)}


def _within(plan: Plan, cell: Cell, subtotal: Cell) -> bool:
    """Whether typing the cell moves what a typed subtotal holds still beneath itself."""
    locks = _locks(plan, subtotal)
    return subtotal not in locks and bool(locks & set(plan.beneath(*cell)))


def _locks(plan: Plan, cell: Cell) -> set[Cell]:
    """What is locked where a cell, a total or a subtotal is."""
    member, period = cell
    if period == plan.whole and member != EVERYBODY:
        return {(m, period) for m in plan.members if m[: len(member)] == member}
    if member == EVERYBODY and period != plan.whole and plan.dimensions:
        return {(EVERYBODY, p) for p in plan.periods if _covers(cell, EVERYBODY, p)}
    return {cell} if period == plan.whole else set(plan.beneath(*cell))


def _covers(cell: Cell, member: Member, period: Period) -> bool:
    who, when = cell
    return member[: len(who)] == who and when.start <= period.start and period.end <= when.end
