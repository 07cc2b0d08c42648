"""The column that says in which currency the money of each row is, whatever its header."""

from __future__ import annotations

from collections.abc import Collection

import pyarrow.compute as pc

from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.grid import says_total
from salesdash.intake.texts.currencies import are_currencies, may_be_currencies, owner_of
from salesdash.intake.texts.headers import Column, is_known, plain
from salesdash.intake.texts.measures import is_of_another_thing

# Chosen: a longer list of different words is one of names.
MOST = 40
# How a currency belongs to a sum of money, the closest first.
BY_NAME, OF_ALL, OF_SOMETHING, OF_ANOTHER = range(4)


def currency_column(table: Table, money: int, taken: Collection[int]) -> Column | None:
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
    return Column(index, sure=closeness != OF_ANOTHER and not rivals, rivals=rivals)


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
    different = pc.unique(table.held[index].drop_null())
    if len(different) > MOST:
        return False
    texts = {text for text in different.to_pylist() if not says_total(text)}
    return (may_be_currencies if is_named else are_currencies)(texts)
