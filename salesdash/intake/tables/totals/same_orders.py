"""The orders of two sheets laid beside each other: which stand on both, and are the same there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.datasets import DATASETS
from salesdash.receipt import Batch

NUMBER = "order_id"
OF_THE_SHEET = {"row", "extra"}
WHOSE = ("customer", "product")  # numbers, days and amounts alone are the same in many a shop
# Where no more of the orders are alike, their numbers meet by chance; chosen, not measured.
ALIKE = 0.5


def go_on(batch: Batch, other: Batch) -> bool:
    """Whether each of the two has orders that the other has not, by their numbers."""
    rows, others = _numbered(batch), _numbered(other)
    if rows is None or others is None:
        return False
    return not (pc.all(again(rows, others)).as_py() or pc.all(again(others, rows)).as_py())


def _numbered(batch: Batch) -> pa.Table | None:
    """The rows, where there are any and they have numbers."""
    return batch.rows if batch.rows and NUMBER in batch.rows.column_names else None


def has_same_orders(batch: Batch, other: Batch) -> bool:
    """Whether most orders whose numbers stand on both are of one product, amount, customer and channel as well:
    numbers that every shop counts for itself meet by chance."""
    rows, others = _numbered(batch), _numbered(other)
    if batch.receipt.dataset != other.receipt.dataset or rows is None or others is None:
        return False
    on_both = again(rows, others)
    if not many(on_both):
        return False
    dataset = DATASETS[str(batch.receipt.dataset)]
    both = _fields(rows, others)
    when = () if "customer" in both else (dataset.date,)
    named = {*dataset.key_fields, dataset.amount, "customer", "channel", *when}
    keys = [key for key in both if key in named]
    alike = pc.and_(pc.is_in(_lines(rows, keys), _lines(others, keys)), on_both)
    return many(alike) > ALIKE * many(on_both)


def _fields(rows: pa.Table, others: pa.Table) -> list[str]:
    """What both sheets say of an order."""
    return sorted({*rows.column_names} & {*others.column_names} - OF_THE_SHEET)


def tells(rows: pa.Table, others: pa.Table) -> bool:
    """Whether more than number, day and amount tells one order from another."""
    both = {*WHOSE}.intersection(_fields(rows, others))
    return any(len(pc.unique(rows[key])) > 1 for key in both)


def again(rows: pa.Table, others: pa.Table) -> pa.ChunkedArray:
    """Which rows are of an order that stands among the others."""
    is_there = pc.is_in(_lines(rows, [NUMBER]), _lines(others, [NUMBER]))
    return pc.and_(is_there, pc.is_valid(rows[NUMBER]))


def same(rows: pa.Table, others: pa.Table) -> pa.Array:
    """Which rows with a number agree with one of the others in all that both say, each with one of its own."""
    keys = _fields(rows, others)
    left = Counter(_lines(others, keys).to_pylist())
    agree = []
    for line, number in zip(_lines(rows, keys).to_pylist(), rows[NUMBER], strict=True):
        agree.append(number.is_valid and left[line] > 0)
        left[line] -= agree[-1]
    return pa.array(agree, pa.bool_())


def outdated(rows: pa.Table, later: pa.Table) -> pa.ChunkedArray:
    """Which rows the later sheet has otherwise."""
    return pc.and_(again(rows, later), pc.invert(same(rows, later)))


def _lines(rows: pa.Table, keys: Sequence[str]) -> pa.ChunkedArray:
    texts = [pc.fill_null(pc.utf8_lower(pc.cast(rows[key], pa.string())), "") for key in keys]
    return pc.binary_join_element_wise(*texts, "\x1f")


def many(mask: pa.ChunkedArray) -> int:
    return pc.sum(mask).as_py() or 0
