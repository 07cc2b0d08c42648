"""Columns that do another's work, where a field that a table needs has none of its own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from salesdash.catalog.model import Dataset
from salesdash.catalog.sheets.selling import ORDERS
from salesdash.catalog.words.vocabulary import OUTCOMES, STAGES, STATUSES
from salesdash.intake.recognition.amounts import CENT
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.supplied.fill import WRITTEN_BY_HAND
from salesdash.intake.tables.totals.number_grid import (
    figures_of,
    says_derived,
    total_column,
)
from salesdash.intake.tables.totals.total_rows import adds_up
from salesdash.intake.texts.headers import MatchedColumn
from salesdash.intake.texts.numbers import parse
from salesdash.intake.texts.pieces import says_pieces
from salesdash.intake.texts.sample_values import Sample

# What proves a column to be the product of two others: of so many lines nearly all. Measured:
# files are read alike from 0.9 to 1.
LOOK, FEWEST_PRODUCTS, PROVEN = 500, 5, 0.99
_ORDER_WORDS = frozenset(word.casefold() for word, _ in STATUSES)
_DEAL_WORDS = frozenset(word.casefold() for word, _ in (*STAGES, *OUTCOMES)) - _ORDER_WORDS
_STANDS_FOR = {
    "orders": (("order_date", "ship_date"),),
    "opportunities": (("stage", "outcome"),),
}


def substitutes(
    dataset: Dataset,
    columns: dict[str, MatchedColumn],
    table: Table,
    fields_chosen: Collection[str],
) -> dict[str, MatchedColumn]:
    """The columns with those that stand for others in their places. `fields_chosen` are the fields of which
    the user has spoken: nothing takes their place."""
    columns = _instead(dataset, columns, table)
    if dataset is not ORDERS or "amount" in fields_chosen:
        return columns
    columns = _summed(columns, table)
    columns = _sold_singly(dataset, columns)
    return _priced(dataset, columns, table)


def _summed(columns: dict[str, MatchedColumn], table: Table) -> dict[str, MatchedColumn]:
    """Orders of several prices and no amount: the one that the sheet itself adds up is the amount,
    since nobody adds up prices of a piece."""
    price = columns.get("unit_price")
    if price is None or "amount" in columns or table.height > WRITTEN_BY_HAND:
        return columns
    summed = [i for i in (price.index, *price.others) if adds_up(table, i)]
    if len(summed) != 1:
        return columns
    rest = [i for i in (price.index, *price.others) if i not in summed]
    prices = {"unit_price": MatchedColumn(rest[0], others=tuple(rest[1:]))} if rest else {}
    others = {key: column for key, column in columns.items() if key != "unit_price"}
    return others | prices | {"amount": MatchedColumn(summed[0])}


def _instead(
    dataset: Dataset, columns: dict[str, MatchedColumn], table: Table
) -> dict[str, MatchedColumn]:
    """What stands for a required column that is not there: an order is dated by its delivery, and
    of a deal that is won or lost no stage has to be told."""
    for lacking, other in _STANDS_FOR.get(dataset.key, ()):
        if lacking in columns or other not in columns:
            continue
        if dataset.key == "opportunities" and not says_deals(table, columns[other]):
            continue
        columns = {lacking if key == other else key: c for key, c in columns.items()}
    return columns


def _sold_singly(dataset: Dataset, columns: dict[str, MatchedColumn]) -> dict[str, MatchedColumn]:
    """Orders with a price and neither amount nor quantity: one piece a line, its price the amount?"""
    if dataset is not ORDERS or not {"amount", "quantity"}.isdisjoint(columns):
        return columns
    rest = {key: column for key, column in columns.items() if key != "unit_price"}
    if len(rest) == len(columns):
        return columns
    return rest | {"amount": replace(columns["unit_price"], sure=False)}


def _priced(
    dataset: Dataset, columns: dict[str, MatchedColumn], table: Table
) -> dict[str, MatchedColumn]:
    """Orders whose amount times quantity stands in one more column: the price, and the amount."""
    if (
        dataset is not ORDERS
        or "unit_price" in columns
        or not {"amount", "quantity"} <= set(columns)
    ):
        return columns
    price, quantity = columns["amount"].index, columns["quantity"].index
    used = {column.index for column in columns.values()}
    for index in range(len(table.headers)):
        if index not in used and is_product(table, quantity, price, index):
            mine = {"unit_price": MatchedColumn(price), "amount": MatchedColumn(index)}
            return {key: c for key, c in columns.items() if key != "amount"} | mine
    return columns


def is_product(
    table: Table, quantity: int, price: int, index: int, fewest: int = FEWEST_PRODUCTS
) -> bool:
    """Whether the column is quantity × price wherever several pieces were sold."""
    cells = zip(
        *(table.held[i].slice(0, LOOK).to_pylist() for i in (quantity, price, index)),
        strict=True,
    )
    read = [tuple(parse(cell) for cell in row) for row in cells if all(row)]
    lines = [(q.value, p.value, a.value) for q, p, a in read if q and p and a]
    lines = [each for each in lines if each[0] != 1]
    right = sum(abs(q * p - a) <= CENT for q, p, a in lines)
    return len(lines) >= fewest and right >= PROVEN * len(lines)


def proven_product(
    table: Table, places: Sequence[int], columns: dict[str, MatchedColumn]
) -> dict[str, MatchedColumn]:
    """The price of a piece and what a line came to, where the quantity times the one is the other in several
    lines, and of no more than one pair."""
    quantity = columns.get("quantity")
    if quantity is None or not quantity.sure or "unit_price" in columns:
        return {}
    pairs = [
        (price, i)
        for i in places
        for price in places
        if price != i and is_product(table, quantity.index, price, i)
    ]
    if len(pairs) != 1:
        return {}
    [(price, amount)] = pairs
    return {"unit_price": MatchedColumn(price), "amount": MatchedColumn(amount)}


def unless_minor(
    table: Table, samples: Sequence[Sample], columns: dict[str, MatchedColumn]
) -> dict[str, MatchedColumn]:
    """The columns with more money before an amount that is but a guess: the sum of which it is a part, or the price
    of what was sold, where no quantity stands beside it; what was fitted to a car comes to less than the car."""
    amount, price = columns.get("amount"), columns.get("unit_price")
    if amount is None or amount.sure:
        return columns
    rest = {key: column for key, column in columns.items() if key != "amount"}
    whole = sum_of_money(table, samples, rest)
    is_priced = price is not None and "quantity" not in columns
    if (
        whole is None
        and price
        and is_priced
        and samples[price.index].usual > samples[amount.index].usual
    ):
        whole = price.index
        del rest["unit_price"]
    if whole is None or whole == amount.index:
        return columns
    rivals = (amount.index, *(i for i in amount.rivals if i != whole))
    return rest | {"amount": MatchedColumn(whole, sure=False, rivals=rivals)}


def sum_of_money(
    table: Table, samples: Sequence[Sample], columns: dict[str, MatchedColumn]
) -> int | None:
    """The column of money that is the sum of those before it on every line, whatever they are called: 合计运费 of
    运费 and 保价费."""
    used = {i for column in columns.values() for i in (column.index, *column.others)}
    money = [
        i
        for i, (header, sample) in enumerate(zip(table.headers, samples, strict=True))
        if i not in used
        and sample.are_figures
        and not (
            sample.number_lines or sample.are_days or says_pieces(header) or says_derived(header)
        )
    ]
    figures = [figures_of(table, i) for i in money]
    for at in range(2, len(money)):
        before = np.column_stack(figures[:at])
        some = np.count_nonzero(np.nan_to_num(before), axis=1) > 1
        starts = [range(start, at) for start in range(at - 1)]
        if some.any() and total_column(before, figures[at], starts):
            return money[at]
    return None


def says_deals(table: Table, column: MatchedColumn) -> bool:
    states = {text.casefold() for text in table.sample(column.index)}
    return len(states & _DEAL_WORDS) > len(states & _ORDER_WORDS)
