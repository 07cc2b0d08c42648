"""One table of a file → its batch: recognised, cleaned, asked about, accounted for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.datasets import TARGETS
from salesdash.intake import actuals
from salesdash.intake.cells import limits
from salesdash.intake.cleaning.amounts.exchange import Exchange
from salesdash.intake.cleaning.amounts.whole_orders import carried
from salesdash.intake.cleaning.clean import Cleaned, clean
from salesdash.intake.decisions import Decisions
from salesdash.intake.reading import (
    ask_if_mostly_unreadable,
    say_memory,
    say_reading,
    too_many,
    ways_in,
)
from salesdash.intake.recognition.fit import Recognised
from salesdash.intake.recognition.hidden import without_columns
from salesdash.intake.recognition.memory import Memory, remembered
from salesdash.intake.recognition.not_ours import stranger
from salesdash.intake.recognition.recognise import Unrecognised, recognise
from salesdash.intake.tables.context.setting import setting_of
from salesdash.intake.tables.layout.aligned import aligned
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.supplied.columns import dated, supplied
from salesdash.intake.tables.supplied.fill import filled
from salesdash.intake.tables.wide import day_columns
from salesdash.intake.tables.wide.as_rows import OF_SHAPE, Long, by_member, by_period
from salesdash.intake.tables.wide.plan_beside import apart
from salesdash.intake.tables.wide.rowwise import side_by_side
from salesdash.receipt import LEAVE_OUT, Batch, Layout, Receipt
from salesdash.text import Text

NOTHING: Mapping[str, str] = {}
SAMPLES = 5
UNWANTED = Text("按你的选择不导入。", "Left out, as you chose.")


def batches_of(
    table: Table,
    file: str,
    *,
    answers: Mapping[str, str],
    layouts: Sequence[Layout],
    exchange: Exchange,
    accept: bool = False,
    united: bool = False,
) -> list[Batch]:
    """The clean rows of the table with their account, or the reason why it is left out; sales that
    stand beside their targets come as a batch of their own.

    `accept`: open questions will be settled by our best guess. `united`: other sheets of the file
    have the same headers. They are as our best guess has them: `settled` decides what becomes of open questions.
    """
    decisions = Decisions(table.name, answers)
    if decisions.answer("dataset") == LEAVE_OUT:
        return [_refused(file, table, Unrecognised(UNWANTED), LEAVE_OUT)]
    table = day_columns.dated(table, file, decisions)
    if decisions.questions:
        return [_asking(file, table, decisions)]
    table, plan = apart(table)
    if plan is not None:
        read = partial(
            batches_of,
            file=file,
            layouts=layouts,
            exchange=exchange,
            accept=accept,
            united=united,
        )
        are_targets = {} if "dataset" in answers else {f"{plan.name}:dataset": TARGETS.key}
        return [*read(table, answers=answers), *read(plan, answers={**are_targets, **answers})]
    understood = _understood(table, file, answers, layouts, united)
    if isinstance(understood, Unrecognised):
        return [_refused(file, table, understood, decisions.answer("dataset"))]
    table, found, decisions, memory = understood
    column = actuals.column_of(table, found)
    if column is None:
        return [_cleaned(file, understood, exchange)]
    header = table.headers[column]
    plan = actuals.targets_alone(table, found, column)
    targets = _cleaned(file, (plan, found, decisions, memory), exchange)
    if targets.questions and not accept:
        return [actuals.waiting(targets, header)]
    long = Long(
        actuals.actuals_alone(table, found, column),
        answers=actuals.answers_for(table, found, column, decisions),
    )
    told = Decisions(long.table.name, answers)
    sold = _as_shaped(long, file, answers, layouts, told)
    if isinstance(sold, Unrecognised) or not long.table.height:
        return [targets]
    return [targets, _of_actuals(file, sold, header, targets, exchange)]


def _of_actuals(
    file: str, sold: Understood, header: str, targets: Batch, exchange: Exchange
) -> Batch:
    """The sales beside targets, or why they do not count."""
    why_not = actuals.refused(header, targets, sold[2])
    batch = _cleaned(file, sold, exchange)
    return actuals.without(batch, why_not) if why_not else batch


def _cleaned(file: str, understood: Understood, exchange: Exchange) -> Batch:
    table, found, decisions, memory = understood
    if not table.height:
        reason = Text("表头认出是“{d}”，但没有数据行。", "Headers of {d}, but no rows.")
        return left_out(file, table.name, reason.format(d=found.dataset.name))
    say_memory(memory, found, decisions)
    say_reading(table, found, decisions)
    cleaned = clean(table, found, setting_of(table, file), decisions, exchange)
    if cleaned.rejected > limits.ROWS_ASIDE and all(q.guess for q in decisions.questions):
        return left_out(file, table.name, too_many(cleaned), table.height)
    ask_if_mostly_unreadable(cleaned, decisions)
    return _batch(file, table, found, cleaned, decisions)


Understood = tuple[Table, Recognised, Decisions, Memory]


def _understood(
    table: Table,
    file: str,
    answers: Mapping[str, str],
    layouts: Sequence[Layout],
    united: bool,
) -> Understood | Unrecognised:
    """The table in the first shape in which it is recognised: turned into rows, or as it is.

    Where it only lacks a time, it is taken in that shape, and the user is asked for one.
    """
    told = Decisions(table.name, answers)
    alien = stranger(table.headers)
    if alien and not alien.may_be and told.answer("dataset") is None:
        return Unrecognised(alien.why)
    table = without_columns(aligned(table, told), told)
    seen = carried(filled(table, told), told)
    table = supplied(side_by_side(seen), file, united, told)
    members = _turned(by_member, table, file, answers, layouts)
    lacking: Unrecognised | None = None
    undated: Long | None = None
    for long, sure in (
        (_turned(by_period, table, file, answers, layouts), True),
        (members, members is not None and members.certain),
        (Long(table), True),
        (members, True),
    ):
        if long is None or not sure:
            continue
        understood = _as_shaped(long, file, answers, layouts, told)
        if not isinstance(understood, Unrecognised):
            return understood
        # What a table lacks is told of the first shape in which it lacks no more than a column.
        if lacking is None or (understood.nearly and not lacking.nearly and long.certain):
            lacking, undated = understood, long
    assert lacking is not None
    by_value = _as_shaped(Long(table), file, answers, layouts, told, values_tell=True)
    if not isinstance(by_value, Unrecognised):
        return by_value
    by_values = lacking.undated is None and by_value.undated is not None
    if by_values:
        lacking, undated = by_value, Long(table)
    if lacking.undated is None or undated is None:
        return lacking
    table = dated(undated.table, lacking.undated, told)
    column = {f"column:{lacking.undated.date}": table.headers[-1]}
    long = replace(undated, table=table, answers={**undated.answers, **column})
    return _as_shaped(long, file, answers, layouts, told, values_tell=by_values)


def _as_shaped(
    long: Long,
    file: str,
    answers: Mapping[str, str],
    layouts: Sequence[Layout],
    told: Decisions,
    *,
    values_tell: bool = False,
) -> Understood | Unrecognised:
    """The table in this shape, with all that was said, asked and remembered of it."""
    memory = remembered(long.table, layouts)
    decisions = Decisions(long.table.name, {**memory.answers, **long.answers, **answers})
    found = _recognised(long.table, file, memory, decisions, values_tell)
    if isinstance(found, Unrecognised):
        return found
    decisions.about.update(told.about)
    decisions.notes += [*told.notes, *long.notes]
    decisions.choices += told.choices
    decisions.used.update({**told.used, **long.answers})
    asked = (q for q in long.questions if decisions.answer(q.key) is None)
    decisions.questions += [*told.questions, *asked]
    return long.table, found, decisions, memory


def _turned(
    turn: Callable[[Table, str, Decisions], Long | None],
    table: Table,
    file: str,
    answers: Mapping[str, str],
    layouts: Sequence[Layout],
) -> Long | None:
    """The table turned into rows, its questions answered as a layout of the same shape was."""
    first: Long | None = None
    for told in (NOTHING, *(layout.answers for layout in layouts)):
        mine = {key: answer for key, answer in told.items() if key in OF_SHAPE}
        if told and not mine:
            continue
        decisions = Decisions(table.name, {**mine, **answers})
        long = turn(table, file, decisions)
        if long is None:
            return None
        long = replace(long, answers=mine | decisions.used)
        if not long.questions or (mine and remembered(long.table, layouts).whole):
            return long
        first = first or long
    return first


def _recognised(
    table: Table, file: str, memory: Memory, decisions: Decisions, values_tell: bool
) -> Recognised | Unrecognised:
    def chosen(key: str) -> str | None:
        given = decisions.answer(f"column:{key}")
        return memory.renamed.get(key, (None,))[0] if given is None else given

    wanted = decisions.answer("dataset")
    return recognise(table, file, wanted, chosen, values_tell=values_tell)


def left_out(file: str, sheet: str, reason: Text, rows: int = 0) -> Batch:
    return Batch(Receipt(file=file, sheet=sheet, reason=reason, rows_read=rows, rows_left_out=rows))


def _refused(file: str, table: Table, why: Unrecognised, said: str | None) -> Batch:
    """Left out; its columns stay in sight, so that the user can say what they are. `said` is the dataset
    that the user has named."""
    batch = left_out(file, table.name, why.reason, table.height)
    dataset = why.nearly.dataset.key if why.nearly else LEAVE_OUT
    columns = {key: header for key, header in why.columns.items() if header in table.headers}
    layout = Layout(dataset, table.headers, columns)
    return replace(
        batch, layout=layout, samples=_samples(table), questions=ways_in(table, why, said)
    )


def _asking(file: str, table: Table, decisions: Decisions) -> Batch:
    """Nothing of the table can be read before it is known of which time it is."""
    needs = tuple(question.text for question in decisions.questions)
    receipt = Receipt(
        file, table.name, rows_read=table.height, rows_put_aside=table.height, needs=needs
    )
    layout = Layout(LEAVE_OUT, table.headers, {})
    return Batch(
        receipt, questions=tuple(decisions.questions), layout=layout, samples=_samples(table)
    )


def _samples(table: Table) -> dict[str, tuple[str, ...]]:
    return {header: tuple(table.sample(i, SAMPLES)) for i, header in enumerate(table.headers)}


def _batch(
    file: str,
    table: Table,
    recognised: Recognised,
    cleaned: Cleaned,
    decisions: Decisions,
) -> Batch:
    first, last = _span(recognised, cleaned.rows)
    receipt = Receipt(
        file=file,
        sheet=table.name,
        dataset=recognised.dataset.key,
        rows_read=cleaned.read,
        rows_loaded=cleaned.loaded,
        rows_left_out=cleaned.left_out,
        rows_put_aside=cleaned.rejected,
        amount_loaded=cleaned.amount,
        amount_put_aside=cleaned.amount_put_aside,
        amount_printed=cleaned.printed,
        first_date=first,
        last_date=last,
        columns=cleaned.columns,
        currency=cleaned.currency,
        needs=tuple(question.text for question in decisions.questions),
        notes=decisions.all_notes(),
    )
    return Batch(
        receipt,
        cleaned.rows if cleaned.loaded else None,
        cleaned.put_aside,
        tuple(decisions.questions),
        Layout(
            recognised.dataset.key, table.headers, cleaned.columns, decisions.used, table.titles
        ),
        _samples(table),
        rates=cleaned.rates,
        choices=tuple(decisions.choices),
        is_sure=recognised.is_sure(table),
    )


def settled(batch: Batch, accept: bool) -> Batch:
    """The batch loaded by our best guess where that is accepted; else it waits for its answers."""
    if not batch.questions:
        return batch
    receipt = batch.receipt
    cannot = batch.rows is None or any(question.guess == "" for question in batch.questions)
    if cannot or not accept:
        return replace(batch, receipt=_waiting(receipt), rows=None)
    guessed = tuple(GUESSED + question.text for question in batch.questions)
    return replace(batch, receipt=replace(receipt, needs=(), notes=(*receipt.notes, *guessed)))


GUESSED = Text("已按最可能的理解导入：", "Loaded by our best guess: ")


def _waiting(receipt: Receipt) -> Receipt:
    """Nothing is loaded before the questions are answered: every row of data waits."""
    return replace(
        receipt,
        rows_loaded=0,
        rows_put_aside=receipt.rows_read - receipt.rows_left_out,
        amount_loaded=None,
        amount_put_aside=None,
    )


def _span(recognised: Recognised, rows: pa.Table) -> tuple[date | None, date | None]:
    key = recognised.dataset.date
    if key is None or key not in rows.column_names or not len(rows):
        return None, None
    first = pc.min(pc.cast(rows[key], pa.date32(), safe=False)).as_py()
    if f"{key}_end" not in rows.column_names:
        return first, pc.max(pc.cast(rows[key], pa.date32(), safe=False)).as_py()
    last = pc.max(rows[f"{key}_end"]).as_py()
    return first, last and date.fromordinal(last.toordinal() - 1)
