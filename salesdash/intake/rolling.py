"""Sheets that go on from one another (last week's, this week's): an order that stands on several counts once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.datasets import DATASETS
from salesdash.intake.batch import span_of_rows
from salesdash.intake.cleaning.rows.account import total
from salesdash.intake.tables.totals.copies import COPY, shared
from salesdash.receipt import Batch, Question, Receipt
from salesdash.text import Text, join

Called = Callable[[Batch], Text]

NUMBER = "order_id"
KEY, ONCE, LOAD = "copy", "once", "load"
CHOICES = (ONCE, LOAD)
ONLY_ONCE = Text(
    "{many} 行的订单也在{where}，只计一次。",
    "{many} {many:row is|rows are} of orders that are on {where} as well, and {many:is|are} counted once.",
)
IS_IT_ONE = Text(
    "{many} 行的订单号也在{where}，金额也相同。是同一批订单、只计一次吗？",
    "{many} {many:row is|rows are} of order numbers that are on {where} as well, with the same amounts. "
    "Are these the same orders, to be counted once?",
)


def go_on(batch: Batch, other: Batch) -> bool:
    """Whether each of the two has orders that the other has not, by their numbers."""
    if not (_is_numbered(batch) and _is_numbered(other)):
        return False
    return not (pc.all(_again(batch, other)).as_py() or pc.all(_again(other, batch)).as_py())


def counted_once(
    batches: Sequence[Batch], answers: Mapping[str, str], called: Called
) -> list[Batch]:
    """The sheets, each without the orders of those before it; where these are no more than a part of it, the
    user is asked."""
    kept = []
    for at, batch in enumerate(batches):
        others = [other for other in batches[:at] if _has_same_orders(batch, other)]
        kept.append(_without_orders(batch, others, answers, called) if others else batch)
    return kept


def _is_numbered(batch: Batch) -> bool:
    return batch.rows is not None and len(batch.rows) > 0 and NUMBER in batch.rows.column_names


def _has_same_orders(batch: Batch, other: Batch) -> bool:
    """Whether the orders whose numbers stand on both are nearly all of one product, amount and customer as well:
    numbers that every shop counts for itself meet by chance."""
    if batch.receipt.dataset != other.receipt.dataset:
        return False
    if not (_is_numbered(batch) and _is_numbered(other)):
        return False
    again = pc.sum(_again(batch, other)).as_py() or 0
    return bool(again) and _alike(batch, other) > COPY * again


def _alike(batch: Batch, other: Batch) -> int:
    """How many rows have the number, the product, the amount and the customer of one of the other sheet; without
    customers, its day."""
    assert batch.rows is not None
    assert other.rows is not None
    dataset = DATASETS[str(batch.receipt.dataset)]
    both = set(batch.rows.column_names) & set(other.rows.column_names)
    when = () if "customer" in both else (dataset.date,)
    named = (*dataset.key_fields, dataset.amount, "customer", *when)
    keys = [key for key in named if key in both]
    texts = [
        pc.binary_join_element_wise(*(_text(rows, str(key)) for key in keys), "\x1f")
        for rows in (batch.rows, other.rows)
    ]
    numbered = pc.is_valid(batch.rows[NUMBER])
    return pc.sum(pc.and_(pc.is_in(*texts), numbered)).as_py() or 0


def _again(batch: Batch, other: Batch) -> pa.ChunkedArray:
    """Which rows are of an order that stands on the other sheet, be it put aside there."""
    assert batch.rows is not None
    assert other.rows is not None
    numbers = pa.chunked_array(
        [*_text(other.rows, NUMBER).chunks, _numbers_aside(other)], pa.string()
    )
    return pc.and_(pc.is_in(_text(batch.rows, NUMBER), numbers), pc.is_valid(batch.rows[NUMBER]))


def _numbers_aside(batch: Batch) -> pa.Array:
    header = batch.receipt.columns.get(NUMBER)
    headers = batch.layout.headers if batch.layout else ()
    at = headers.index(header) if header in headers else None
    cells = [row.cells[at] for row in batch.put_aside if at is not None and at < len(row.cells)]
    return pc.utf8_lower(pc.utf8_trim_whitespace(pa.array(cells, pa.string())))


def _text(rows: pa.Table, key: str) -> pa.ChunkedArray:
    return pc.fill_null(pc.utf8_lower(pc.cast(rows[key], pa.string())), "")


def _without_orders(
    batch: Batch, others: Sequence[Batch], answers: Mapping[str, str], called: Called
) -> Batch:
    """The batch without the orders of the others; as it is where the user wants them counted again."""
    assert batch.rows is not None
    again = reduce(pc.or_, (_again(batch, other) for other in others))
    many = pc.sum(again).as_py()
    answer = answers.get(f"{batch.receipt.sheet}:{KEY}", answers.get(KEY))
    if answer == LOAD:
        return batch
    where = join([called(other) for other in others], en=" and ")
    question = Question(KEY, IS_IT_ONE.format(many=many, where=where), CHOICES, ONCE)
    receipt = batch.receipt
    rest = replace(batch, rows=batch.rows.filter(pc.invert(again)))
    notes = (*receipt.notes, ONLY_ONCE.format(many=many, where=where))
    fewest = min(len(each.rows) for each in (batch, *others) if each.rows is not None)
    is_copied = many > COPY * fewest and any(shared(batch, other) for other in others)
    if answer == ONCE or is_copied:
        rest = replace(rest, choices=(*batch.choices, question))
        return _accounted(rest, replace(receipt, notes=notes), many)
    rest = replace(rest, questions=(*batch.questions, question))
    needs = (*receipt.needs, question.text)
    return _accounted(rest, replace(receipt, notes=notes, needs=needs), many)


def _accounted(batch: Batch, receipt: Receipt, many: int) -> Batch:
    """The batch with the account of the rows that it still has; so many others are left out."""
    assert batch.rows is not None
    dataset = DATASETS[str(receipt.dataset)]
    amounts = batch.rows[dataset.amount] if dataset.amount in batch.rows.column_names else None
    first, last = span_of_rows(dataset, batch.rows)
    account = replace(
        receipt,
        rows_loaded=len(batch.rows),
        rows_left_out=receipt.rows_left_out + many,
        amount_loaded=total(amounts),
        amount_printed=None,  # that of the whole sheet
        first_date=first,
        last_date=last,
    )
    return replace(batch, receipt=account)
