"""The column that says in which currency the money of each row is, whatever its header."""

from __future__ import annotations

from collections.abc import Callable, Collection

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.number_grid import says_total
from salesdash.intake.texts.currencies import are_currencies, may_be_currencies, owner_of
from salesdash.intake.texts.headers import MatchedColumn, is_known, plain
from salesdash.intake.texts.metric_headers import is_of_another_thing

# Chosen: a longer list of different words is one of names.
MOST = 40
# Rows looked at first: where they hold other words, all need not be looked at.
GLANCE = 1_000
# How a currency belongs to a sum of money, the closest first.
BY_NAME, OF_ALL, OF_SOMETHING, OF_ANOTHER = range(4)


def currency_column(table: Table, money: int, taken: Collection[int]) -> MatchedColumn | None:
    """The currency of the money in column `money`: the closest, and of those the nearest. It is not sure
    where it is that of another sum, or where several are as close."""
    likely = sorted(
        (_closeness(table, i, money), abs(i - money), i)
        for i in range(len(table.headers))
        if i not in taken and _holds_currencies(table, i)
    )
    if not likely:
        return None
    closeness, _, index = likely[0]
    is_told = closeness in (BY_NAME, OF_ALL)
    rivals = () if is_told else tuple(i for rank, _, i in likely[1:] if rank == closeness)
    return MatchedColumn(index, sure=closeness != OF_ANOTHER and not rivals, rivals=rivals)


def _closeness(table: Table, index: int, money: int) -> int:
    owner = owner_of(table.headers[index])
    if owner is None:
        return OF_SOMETHING
    if not owner:
        return OF_ALL
    if owner in plain(table.headers[money]):
        return BY_NAME
    others = (plain(h) for i, h in enumerate(table.headers) if i not in (index, money))
    is_of_another = is_of_another_thing(owner) or any(owner in other for other in others)
    return OF_ANOTHER if is_of_another else OF_SOMETHING


def _holds_currencies(table: Table, index: int) -> bool:
    """Whether the column is one of currencies by header and cells, or under an unknown header by all its
    cells."""
    header = table.headers[index]
    is_named = owner_of(header) is not None
    if not is_named and is_known(header):
        return False
    may_be = may_be_currencies if is_named else are_currencies
    cells = table.held[index]
    first = cells.slice(0, GLANCE)
    is_blank = first.null_count == len(first)
    return (is_blank or _are_all(may_be, first)) and _are_all(may_be, cells)


def _are_all(may_be: Callable[[set[str]], bool], cells: pa.Array) -> bool:
    different = pc.unique(cells.drop_null())
    texts = (str(text) for text in different.slice(0, MOST + 1).to_pylist())
    return len(different) <= MOST and may_be({text for text in texts if not says_total(text)})
