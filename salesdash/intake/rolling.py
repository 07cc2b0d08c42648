"""Sheets that go on from one another (last week's, this week's): an order that stands on several counts once.

Left out unasked is only a row that agrees with one of the earlier sheet in every field that both have: an order
that differs may be corrected, cancelled or another shop's, which the user alone knows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.datasets import DATASETS
from salesdash.intake.batch import span_of_rows
from salesdash.intake.cleaning.rows.account import total
from salesdash.intake.tables.totals.copies import COPY, FEWEST_NUMBERED
from salesdash.intake.tables.totals.same_orders import (
    again,
    has_same_orders,
    many,
    outdated,
    same,
    tells,
)
from salesdash.receipt import Batch, Question
from salesdash.text import Text, join

Called = Callable[[Batch], Text]

KEY, ONCE, LOAD = "copy", "once", "load"
CHOICES = (ONCE, LOAD)
ONLY_ONCE = Text(
    "{many} 行的订单也在{where}，只计一次。",
    "{many} {many:row is|rows are} of orders that are on {where} as well, and {many:is|are} counted once.",
)
CHANGED = Text(
    "{many} 行的订单与{where}的不同，以这张表为准。",
    "{many} {many:row is|rows are} of orders that stand otherwise on {where}; what this sheet says counts.",
)
OUTDATED = Text(
    "{many} 行的订单在{where}有改动，以那里为准，未计入。",
    "{many} {many:row is|rows are} of orders that stand otherwise on {where}, which counts; left out here.",
)
IS_IT_ONE = Text(
    "{same} 行的订单号也在{where}，内容也相同。是同一批订单、只计一次吗？",
    "{same} {same:row is|rows are} of order numbers that are on {where} as well, and the same there. "
    "Are these the same orders, to be counted once?",
)
DO_THEY_DIFFER = Text(
    "{differing} 行的订单号也在{where}，但内容不同（如改了金额、已取消、多了或少了一行）；另有 {same} 行完全相同。"
    "是同一批订单吗？每单只计一次时，不同之处以后一张表为准。",
    "{differing} {differing:row is|rows are} of order numbers that are on both this sheet and {where} but not the "
    "same (an amount corrected, an order cancelled, a line more or less …); {same} more {same:is|are} just the "
    "same. Are these the same orders? Where they are counted once, the later sheet decides what differs.",
)


def counted_once(
    batches: Sequence[Batch], answers: Mapping[str, str], called: Called
) -> list[Batch]:
    """The sheets, each without the rows of those before it; where orders differ, or these are no more than a
    part of the sheet, the user is asked."""
    kept: list[Batch] = []
    for at, batch in enumerate(batches):
        answer = answers.get(f"{batch.receipt.sheet}:{KEY}", answers.get(KEY))
        places = [i for i, other in enumerate(batches[:at]) if has_same_orders(batch, other)]
        if not places or answer == LOAD:
            kept.append(batch)
            continue
        kept.append(_without_same(batch, [kept[i] for i in places], answer, called))
        for i in places if answer == ONCE else ():
            kept[i] = _without_outdated(kept[i], batch, called)
    return kept


def _without_same(
    batch: Batch, others: Sequence[Batch], answer: str | None, called: Called
) -> Batch:
    """The batch without the rows that the others have; it asks where orders differ, or may be others."""
    assert batch.rows is not None
    rest = batch.rows
    for other in others:
        rest = rest.filter(pc.invert(same(rest, other.rows)))
    left_out = len(batch.rows) - len(rest)
    differing = many(reduce(pc.or_, (again(rest, other.rows) for other in others)))
    older = sum(many(outdated(other.rows, batch.rows)) for other in others)
    waits = [question for other in others for question in other.questions]
    is_told = not older and all(tells(batch.rows, other.rows) for other in others)
    guess = ONCE if is_told and all(each.guess for each in waits) else ""
    where = join([called(other) for other in others], en=" and ")
    asks = DO_THEY_DIFFER if differing or older else IS_IT_ONE
    text = asks.format(same=left_out, differing=differing or older, where=where)
    question = Question(KEY, text, CHOICES, guess)
    fewest = min(each.receipt.rows_read for each in (batch, *others))
    is_copied = fewest >= FEWEST_NUMBERED and left_out > COPY * fewest
    is_sure = is_copied and is_told and not differing and not waits
    notes = [ONLY_ONCE.format(many=left_out, where=where)] if left_out else []
    if answer == ONCE or is_sure:
        if differing:
            notes.append(CHANGED.format(many=differing, where=where))
        return _accounted(replace(batch, choices=(*batch.choices, question)), rest, notes)
    needs = (*batch.receipt.needs, text)
    asking = replace(
        batch,
        questions=(*batch.questions, question),
        receipt=replace(batch.receipt, needs=needs),
    )
    return _accounted(asking, rest, notes) if guess else asking


def _without_outdated(batch: Batch, later: Batch, called: Called) -> Batch:
    """The batch without what the later one, which the user wants to count, says otherwise of the same orders."""
    assert batch.rows is not None
    older = outdated(batch.rows, later.rows)
    if not (rows := many(older)):
        return batch
    note = OUTDATED.format(many=rows, where=called(later))
    return _accounted(batch, batch.rows.filter(pc.invert(older)), [note])


def _accounted(batch: Batch, rows: pa.Table, notes: Sequence[Text]) -> Batch:
    """The batch with these of its rows, and their account; the others are left out."""
    assert batch.rows is not None
    receipt = batch.receipt
    dataset = DATASETS[str(receipt.dataset)]
    amounts = rows[dataset.amount] if dataset.amount in rows.column_names else None
    first, last = span_of_rows(dataset, rows)
    account = replace(
        receipt,
        rows_loaded=len(rows),
        rows_left_out=receipt.rows_left_out + len(batch.rows) - len(rows),
        amount_loaded=total(amounts),
        amount_printed=None,  # that of the whole sheet
        first_date=first,
        last_date=last,
        notes=(*receipt.notes, *notes),
    )
    return replace(batch, rows=rows, receipt=account)
