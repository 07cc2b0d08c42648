"""What an edit, a re-plan or a lock leaves open, moved so that rows, columns and total add up again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from salesdash.analysis.splitting.allocate import around_locks, whole_units, written
from salesdash.analysis.splitting.margins import fit
from salesdash.catalog.plans import EVERYBODY, Cell, Plan, cell_name
from salesdash.errors import LockError
from salesdash.period import Period
from salesdash.text import Text, plain

Units = Mapping[Cell, int | None]

CANNOT_HOLD = Text(
    "“{line}”要保持 {amount}，可是其中已定的数合计 {fixed}，没有余地；请放开一格，或换一种“保持不变”。",
    "“{line}” is to stay at {amount}, but what is fixed in it adds up to {fixed} and leaves no room. "
    "Unlock a cell, or let something else stay.",
)


@dataclass(frozen=True, slots=True)
class PlanSums:
    """What rows (member, year), columns ((), period) and all of it have to add up to, in units.

    A line that is not there is free to change.
    """

    rows: Mapping[Cell, int]
    columns: Mapping[Cell, int]
    total: int | None = None


def units_of(plan: Plan) -> dict[Cell, int | None]:
    """The amounts in units; None where none is set. Raises NotWholeError."""
    return {
        cell: None if amount is None else whole_units(amount, plan.unit)
        for cell, amount in plan.cells.items()
    }


def by_line(cells: Collection[Cell], whole: Period) -> dict[Cell, list[Cell]]:
    """The cells of each row, of each column and of the whole."""
    lines: dict[Cell, list[Cell]] = {}
    for member, period in cells:
        for line in {(member, whole), (EVERYBODY, period), (EVERYBODY, whole)}:
            lines.setdefault(line, []).append((member, period))
    return lines


def balanced(
    plan: Plan, units: Units, fixed: Collection[Cell], lines: PlanSums
) -> dict[Cell, int | None]:
    """The amounts of `units` with what is not fixed moved in proportion, until the lines add up.

    Cells without an amount keep none. Raises LockError where what is fixed leaves no way.
    """
    kept = {c: n for c, n in units.items() if n is not None and c in fixed}
    free = {c: n for c, n in units.items() if n is not None and c not in fixed}
    everything = {(EVERYBODY, plan.whole): lines.total} if lines.total is not None else {}
    if (lines.rows and (lines.columns or everything)) or (lines.columns and everything):
        return _both_ways(plan, units, free, kept, lines)
    moved: dict[Cell, int | None] = dict(units)
    free_in, kept_in = by_line(free, plan.whole), by_line(kept, plan.whole)
    for line, total in {**lines.rows, **lines.columns, **everything}.items():
        movable = {c: free[c] for c in free_in.get(line, ())}
        standing = {c: kept[c] for c in kept_in.get(line, ())}
        moved.update(_around(plan, line, total, movable, standing))
    return moved


def _around(
    plan: Plan,
    line: Cell,
    total: int,
    movable: Mapping[Cell, int],
    standing: Mapping[Cell, int],
) -> dict[Cell, int]:
    """One line in proportion around what stands in it."""
    if not movable and sum(standing.values()) == total:
        return {}
    try:
        return around_locks(total, {**movable, **standing}, standing)
    except LockError as error:
        raise _no_room(plan, line, total, standing) from error


def _both_ways(
    plan: Plan, units: Units, free: Mapping[Cell, int], kept: Mapping[Cell, int], lines: PlanSums
) -> dict[Cell, int | None]:
    """Rows and columns at once."""
    members, periods = plan.members, plan.periods
    rows = [(member, plan.whole) for member in members]
    columns = [(EVERYBODY, period) for period in periods]
    total = lines.total
    if total is None:
        total = next(
            (
                sum(held.values())
                for held, all_of_them in ((lines.rows, rows), (lines.columns, columns))
                if len(held) == len(all_of_them)
            ),
            sum(free.values()) + sum(kept.values()),
        )
    by_row = _margin(plan, rows, lines.rows, total, free, kept)
    by_column = _margin(plan, columns, lines.columns, total, free, kept)
    try:
        grid = fit(
            {m: {p: free.get((m, p), 0) for p in periods} for m in members},
            {m: by_row[m, plan.whole] for m in members},
            {p: by_column[EVERYBODY, p] for p in periods},
            {(m, p): kept.get((m, p), 0) for m in members for p in periods if (m, p) not in free},
            lambda key: _line_name(plan, key),
            plan.unit,
        )
    except LockError as error:
        raise LockError(error.message, [c for c in error.cells if c in kept]) from error
    return {c: None if n is None else grid[c[0]][c[1]] for c, n in units.items()}


def _margin(
    plan: Plan,
    lines: Collection[Cell],
    held: Mapping[Cell, int],
    total: int,
    free: Mapping[Cell, int],
    kept: Mapping[Cell, int],
) -> dict[Cell, int]:
    """What each row, or each column, adds up to: held ones as they are, the others in proportion.

    No line gets less than what is kept in it, and one without a free cell exactly that.
    """
    free_in, kept_in = by_line(free, plan.whole), by_line(kept, plan.whole)
    least = {line: sum(kept[c] for c in kept_in.get(line, ())) for line in lines}
    weights = {
        line: sum(free[c] for c in free_in[line])
        for line in lines
        if line not in held and line in free_in
    }
    stays = {line: held.get(line, least[line]) for line in lines if line not in weights}
    left = total - sum(stays.values()) - sum(least[line] for line in weights)
    if left < 0 or (left and not weights):
        raise _no_room(plan, (EVERYBODY, plan.whole), total, kept)
    parts = around_locks(left, weights, {}) if weights else {}
    return {**stays, **{line: least[line] + parts[line] for line in weights}}


def _no_room(plan: Plan, line: Cell, total: int, standing: Mapping[Cell, int]) -> LockError:
    words = CANNOT_HOLD.format(
        line=cell_name(plan, line),
        amount=plain(written(total * plan.unit - plan.carried_in(*line))),
        fixed=plain(written(sum(standing.values()) * plan.unit)),
    )
    return LockError(words, standing)


def _line_name(plan: Plan, key: Any) -> Text:
    """A row is called by its member, a column by its period."""
    return cell_name(plan, (key, plan.whole)) if isinstance(key, tuple) else key.name
