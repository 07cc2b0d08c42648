"""Sales that stand beside their targets (目标, 实际, 完成率), as a table of orders of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.sheets.selling import ORDERS
from salesdash.intake.questions import LAST_DAY, MONTH_AS_DAY
from salesdash.intake.recognition.by_values.figures import figure_columns
from salesdash.intake.recognition.fit import Recognised
from salesdash.intake.recognition.lookalikes.repeated_targets import ALIKE
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.context.subject import holds_figures, in_language_of
from salesdash.intake.tables.context.times_named import named_month
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.supplied.columns import of_records
from salesdash.intake.tables.totals.number_grid import says_derived, says_total
from salesdash.intake.tables.totals.total_rows import Mask
from salesdash.intake.texts import numbers
from salesdash.intake.texts.amount_headers import amount_order
from salesdash.intake.texts.decimal_mark import decide_mark
from salesdash.intake.texts.headers import spoken
from salesdash.intake.texts.metric_headers import (
    is_actual,
    is_of_another_time,
    is_of_now,
    names_sales,
)
from salesdash.intake.texts.sample_values import Sample
from salesdash.receipt import LEAVE_OUT, Batch, Question, Receipt
from salesdash.text import Text

KEY = "actuals"
LOAD = "load"
A_MONTH = 31
_OF_THE_MONTH = re.compile(r"[本当][月期]|(?:this|current) month|month to date|\bmtd\b")
ZERO = pa.scalar(0, numbers.EXACT)
# Answers about the sheet that are about its targets alone; the others hold for both.
OF_TARGETS = ("dataset", "column", "total", "mode")
SAID_OF_TARGETS = ("dataset", "column:amount")
NAME = Text("实际", "actual")
TAKEN = Text(
    "“{header}”与目标在同一张表里，作为销售额另行导入：每个目标行一行，空白和 0 不计。",
    "“{header}” stands beside its targets and is loaded as sales: one row for each target, without blanks and zeros.",
)
ASKED = Text(
    "“{header}”也作为销售额导入吗？（已有订单明细时不要，会重复计算）",
    "Load “{header}” as sales, too? (Not where order lines cover the same time: they would count twice.)",
)
NOT_WANTED = Text(
    "“{header}”按你的选择未作为销售额导入。", "“{header}” is not loaded as sales, as you chose."
)
UNREAD = Text("“{header}”没有作为销售额导入：{why}", "“{header}” is not loaded as sales: {why}")
TOO_LONG = Text(
    "“{header}”按季度或年度填写，看不出是哪个月的，未作为销售额导入。",
    "“{header}” is stated by quarter or year, not by month, and is not loaded as sales.",
)
COVERED = Text(
    "“{header}”未作为销售额导入：{where}已有同一时间的销售额，再计就重复了。",
    "“{header}” is not loaded as sales: {where} holds sales of the same time, which would count twice.",
)
WAITS = Text(
    "“{header}”等上面的问题回答后再作为销售额导入。",
    "“{header}” is loaded as sales once the questions above are answered.",
)


def column_of(table: Table, recognised: Recognised) -> int | None:
    """The column of sales beside the targets of this table, if it has one."""
    if recognised.dataset.key != "targets":
        return None
    claimed = {i for c in recognised.columns.values() for i in (c.index, *c.others)}
    ranked = [
        (0 if is_actual(header) else 1, amount_order(header), i)
        for i, header in enumerate(table.headers)
        if i not in claimed and is_named(header) and holds_figures(table, i)
    ]
    return min(ranked)[-1] if ranked else _by_values(table, recognised)


def _by_values(table: Table, recognised: Recognised) -> int | None:
    """The only column that is as large as the targets and nothing else that is known, whatever it is called."""
    samples = [Sample(table.sample(i)) for i in range(len(table.headers))]
    target = samples[recognised.columns["amount"].index].usual
    like_it = [
        i
        for i in figure_columns(table, samples, recognised.columns)
        if target / ALIKE <= samples[i].usual <= target * ALIKE
    ]
    return like_it[0] if len(like_it) == 1 else None


def is_named(header: str) -> bool:
    """Whether the header says that what was reached or sold stands below it."""
    if says_derived(header) or says_total(header) or is_of_another_time(header):
        return False
    return is_actual(header) or is_of_now(header) or names_sales(header)


def targets_alone(table: Table, recognised: Recognised, column: int) -> Table:
    """The rows that state more than what was sold: a month of last year has no target."""
    amounts = [recognised.columns["amount"].index, *recognised.columns["amount"].others]
    stated = np.zeros(table.height, dtype=np.bool_)
    for index in amounts:
        stated |= _valid(table, index)
    alone = table.where(stated | ~_valid(table, column))
    return replace(alone, printed=())  # such a sum is that of what was sold


def actuals_alone(table: Table, recognised: Recognised, column: int) -> Table:
    """The rows in which something was sold, without the targets and what is computed from them."""
    amounts = {recognised.columns["amount"].index, *recognised.columns["amount"].others}
    named = {c.index for c in recognised.columns.values()}
    kept = [
        i
        for i, header in enumerate(table.headers)
        if i not in amounts
        and (i in named or not (says_derived(header) or is_of_another_time(header)))
    ]
    text = table.texts[column].text
    values = numbers.read_numbers(text, mark=decide_mark(text).mark).values
    nothing = pc.fill_null(pc.equal(values, ZERO), False).to_numpy(zero_copy_only=False)
    name = in_language_of(table.headers, NAME)
    sold = replace(table.only(kept), name=" · ".join(filter(None, (table.name, name))))
    return sold.where(_valid(table, column) & ~nothing)


def in_its_month(
    sold: Table, header: str, time: str, file: str, decisions: TableDecisions
) -> Table:
    """What was sold this month beside a target of the year, in the month that the names around it say."""
    index = sold.headers.index(time)
    is_supplied = isinstance(sold.places[index], int) and not sold.places[index]
    month = named_month(sold, file, decisions) if is_supplied else None
    if month is None or not _OF_THE_MONTH.match(spoken(header)):
        return sold
    alone = sold.only([i for i in range(len(sold.headers)) if i != index])
    return alone.and_column(time, of_records(alone, month))


def _valid(table: Table, index: int) -> Mask:
    valid: Mask = pc.is_valid(table.held[index]).to_numpy(zero_copy_only=False)
    return valid


def answers_for(
    table: Table, recognised: Recognised, column: int, targets: TableDecisions
) -> dict[str, str]:
    """What is known of the actuals: what they are, whose, and what was answered about their sheet."""
    shared = {field.key for field in ORDERS.fields} - {"amount"}
    whose = {
        f"column:{key}": table.headers[c.index]
        for key, c in recognised.columns.items()
        if key in shared
    }
    time = {"column:order_date": table.headers[recognised.columns["period"].index]}
    what = {"dataset": "orders", "column:amount": table.headers[column], MONTH_AS_DAY: LAST_DAY}
    others = {k: a for k, a in targets.used.items() if k.partition(":")[0] not in OF_TARGETS}
    return {**what, **time, **whose, **others}


def unless_of_targets(answers: Mapping[str, str]) -> dict[str, str]:
    """The answers without those that say of the whole table what its targets are."""
    return {key: answer for key, answer in answers.items() if key not in SAID_OF_TARGETS}


def refused(header: str, dated: pa.Table | None, decisions: TableDecisions) -> Text | None:
    """Why the actuals do not count, which the user may change; None where they do. `dated` are the targets of whose
    time they are, if they have none of their own."""
    too_long = _longest(dated) > A_MONTH
    guess = LEAVE_OUT if too_long else LOAD
    question = Question(KEY, ASKED.format(header=header), (LOAD, LEAVE_OUT), guess)
    if decisions.choose(question) == LOAD:
        if not is_named(header):
            decisions.ask(KEY, question.text, question.choices, guess)
        note = TAKEN.format(header=header)
        decisions.note(note.zh, note.en)
        return None
    unasked = decisions.answer(KEY) is None
    return (TOO_LONG if too_long and unasked else NOT_WANTED).format(header=header)


def _longest(rows: pa.Table | None) -> int:
    """The longest period of the targets, in days."""
    if rows is None or "period_end" not in rows.column_names:
        return 0
    return pc.max(pc.days_between(rows["period"], rows["period_end"])).as_py() or 0


def waiting(targets: Batch, header: str) -> Batch:
    """The targets, with the word that what is sold comes in after their questions."""
    receipt = targets.receipt
    return replace(
        targets, receipt=replace(receipt, notes=(*receipt.notes, WAITS.format(header=header)))
    )


def are(batch: Batch) -> bool:
    """Whether the batch holds actuals that nobody has said are to count in any case."""
    asked = any(choice.key == KEY for choice in batch.choices)
    answers = batch.layout.answers if batch.layout else {}
    return asked and batch.rows is not None and answers.get(KEY) != LOAD


def covered(batch: Batch, where: Text) -> Batch:
    """The actuals left out, because the same sales stand elsewhere."""
    return without(batch, COVERED.format(header=batch.receipt.columns["amount"], where=where))


def without(batch: Batch, reason: Text) -> Batch:
    """The batch left out for this reason; the user may choose otherwise."""
    old = batch.receipt
    receipt = Receipt(
        old.file, old.sheet, reason=reason, rows_read=old.rows_read, rows_left_out=old.rows_read
    )
    choices = tuple(replace(c, guess=LEAVE_OUT) if c.key == KEY else c for c in batch.choices)
    return replace(batch, receipt=receipt, rows=None, put_aside=(), questions=(), choices=choices)


def once(batches: Sequence[Batch]) -> list[Batch]:
    """Actuals that other tables of the file hold as well, left out."""
    counted: list[Batch] = []
    for batch in batches:
        others = [b for b in batches if b is not batch and _are_orders(b) and not are(b)]
        others += [b for b in counted if are(b) and _same_sum(b, batch)]
        other = next((b for b in others if _overlap(b.receipt, batch.receipt)), None)
        if are(batch) and other is not None:
            sheet = other.receipt.sheet
            batch = covered(batch, Text(f"工作表“{sheet}”里", f"the sheet “{sheet}”"))
        counted.append(batch)
    return counted


def _are_orders(batch: Batch) -> bool:
    return batch.receipt.dataset == "orders" and batch.rows is not None


def _same_sum(one: Batch, other: Batch) -> bool:
    """The same sales by region and by person: two sheets of one sum."""
    return one.receipt.amount_loaded == other.receipt.amount_loaded


def _overlap(one: Receipt, other: Receipt) -> bool:
    """Whether both have sales of some month."""
    ends = [
        [(day.year, day.month) for day in (each.first_date, each.last_date) if day]
        for each in (one, other)
    ]
    return all(ends) and ends[0][0] <= ends[1][-1] and ends[1][0] <= ends[0][-1]
