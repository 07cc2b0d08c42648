"""One table of a file → its batch: recognised, cleaned, asked about, accounted for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.metrics import METRICS
from salesdash.catalog.model import Dataset
from salesdash.catalog.sheets.selling import SPEND, TARGETS
from salesdash.intake import actuals
from salesdash.intake.cells import limits
from salesdash.intake.cleaning.clean import Cleaned, clean
from salesdash.intake.cleaning.rows.targets import METRIC, metric_of_all
from salesdash.intake.cleaning.values.unit_around import with_unit_around
from salesdash.intake.reading import (
    ask_if_mostly_unreadable,
    say_memory,
    say_reading,
    too_many,
    uncomputed,
    ways_in,
)
from salesdash.intake.recognition.fit import Recognised
from salesdash.intake.recognition.lookalikes.not_ours import stranger
from salesdash.intake.recognition.lookalikes.repeated_targets import counted_once
from salesdash.intake.recognition.refusal import Unrecognised
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.context.setting import setting_of
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.wide import day_columns
from salesdash.intake.tables.wide.as_rows import Long
from salesdash.intake.tables.wide.naming import MEANINGS
from salesdash.intake.tables.wide.plan_beside import reached, without_plan
from salesdash.intake.tables.wide.spend_beside import spend_beside
from salesdash.intake.texts.metric_headers import names_sales
from salesdash.intake.understood import Guidance, Understood, as_shaped, understand
from salesdash.receipt import LEAVE_OUT, Batch, ReadLayout, Receipt
from salesdash.text import Text, plain

SAMPLES = 5
BY_OUR_YEAR = (TARGETS, SPEND)  # whose years and quarters are those of the books
UNCOMPUTED = Text(
    "“{header}”整列都是公式，文件里没有存下计算结果，未导入。请用 Excel 或 WPS 打开文件，保存一次后再上传。",
    "“{header}” is all formulas whose results were never stored in the file; left out. Open it in Excel, "
    "save it once and drop it again.",
)
NO_SALES = Text(
    "目标旁边写的是“{metric}”的完成数，不是销售额，未导入。",
    "What stands beside the targets was reached of “{metric}”, which is no sales; left out.",
)
UNWANTED = Text("按你的选择不导入。", "Left out, as you chose.")


def batches_of(
    table: Table, file: str, guidance: Guidance, *, sheets: Sequence[str] = ()
) -> list[Batch]:
    """The clean rows of the table with their account, or the reason why it is left out; sales that
    stand beside their targets come as a batch of their own.

    `sheets`: those of the file that have the same headers, where they are several. The batches are as our
    best guess has them: `settled` decides what becomes of open questions.
    """
    decisions = TableDecisions(table.name, guidance.answers)
    if decisions.answer("dataset") == LEAVE_OUT:
        return [_refused(file, table, Unrecognised(UNWANTED), LEAVE_OUT)]
    table = day_columns.dated(table, file, decisions)
    if decisions.questions:
        return [_asking(file, table, decisions)]
    choices = tuple(decisions.choices)
    batches = _parted(table, file, guidance, sheets=sheets)
    return [replace(batch, choices=(*choices, *batch.choices)) for batch in batches]


def _parted(table: Table, file: str, guidance: Guidance, *, sheets: Sequence[str]) -> list[Batch]:
    """Those of a table, and of the plan or the spend that stand beside what it tells."""
    table, plan = without_plan(table, file)
    if plan is not None:
        named = {} if "dataset" in guidance.answers else {f"{plan.name}:dataset": TARGETS.key}
        of_plan = replace(guidance, answers={**named, **guidance.answers})
        metric = None if "measure" in guidance.answers else reached(table, file)
        measured = {f"{table.name}:measure": metric} if metric in MEANINGS else {}
        of_rest = replace(guidance, answers={**measured, **guidance.answers})
        rest = (
            [left_out(file, table.name, _reached_of(metric), table.height)]
            if metric and not measured
            else batches_of(table, file, of_rest, sheets=sheets)
        )
        return [*rest, *batches_of(plan, file, of_plan, sheets=sheets)]
    beside = None if stranger(table.headers) else spend_beside(table)
    if beside is not None:
        of_spend = replace(guidance, answers={**beside.answers, **guidance.answers})
        spend = _batches(beside.spend, file, of_spend, sheets=sheets)
        return [
            *(batches_of(beside.rest, file, guidance, sheets=sheets) if beside.rest else []),
            *spend,
        ]
    return _batches(table, file, guidance, sheets=sheets)


def _batches(table: Table, file: str, guidance: Guidance, *, sheets: Sequence[str]) -> list[Batch]:
    """Those of a table in which nothing stands beside that belongs into another one."""
    decisions = TableDecisions(table.name, guidance.answers)
    understood = understand(table, file, guidance, sheets=sheets)
    if isinstance(understood, Unrecognised):
        return [_refused(file, table, understood, decisions.answer("dataset"))]
    column = actuals.column_of(understood.table, understood.recognised)
    if column is None:
        return [_cleaned(file, understood, guidance)]
    return _with_actuals(file, understood, column, guidance)


def _with_actuals(
    file: str, understood: Understood, column: int, guidance: Guidance
) -> list[Batch]:
    """The targets, and the sales that stand beside them in this column."""
    table, recognised = understood.table, understood.recognised
    header = table.headers[column]
    alone = actuals.targets_alone(table, recognised, column)
    alone = counted_once(alone, recognised.columns, understood.decisions)
    plan = replace(understood, table=alone)
    targets = _cleaned(file, plan, guidance)
    is_open = any(question.key == METRIC for question in targets.questions)
    if is_open or (targets.questions and not guidance.accept):
        return [actuals.waiting(targets, header)]
    time = table.headers[recognised.columns["period"].index]
    beside = actuals.actuals_alone(table, recognised, column)
    in_time = actuals.in_its_month(beside, header, time, file, understood.decisions)
    long = Long(
        in_time,
        answers=actuals.answers_for(table, recognised, column, understood.decisions),
    )
    metric = metric_of_all(targets.rows)
    if metric != "sales" and not names_sales(header):
        return [targets, left_out(file, long.table.name, _reached_of(metric), long.table.height)]
    guidance = replace(guidance, answers=actuals.unless_of_targets(guidance.answers))
    sold = as_shaped(long, file, guidance, TableDecisions(long.table.name, guidance.answers))
    if not long.table.height:
        return [targets]
    if isinstance(sold, Unrecognised):
        why = actuals.UNREAD.format(header=header, why=sold.reason)
        return [targets, left_out(file, long.table.name, why, long.table.height)]
    why_not = actuals.refused(header, targets.rows if in_time is beside else None, sold.decisions)
    batch = _cleaned(file, sold, guidance)
    return [targets, actuals.without(batch, why_not) if why_not else batch]


def _cleaned(file: str, understood: Understood, guidance: Guidance) -> Batch:
    table, recognised, decisions = understood.table, understood.recognised, understood.decisions
    if not table.height:
        reason = Text("表头认出是“{d}”，但没有数据行。", "Headers of {d}, but no rows.")
        return left_out(file, table.name, reason.format(d=recognised.dataset.name))
    if never := uncomputed(table, recognised):
        return left_out(file, table.name, UNCOMPUTED.format(header=plain(never)), table.height)
    say_memory(understood.memory, recognised, decisions)
    say_reading(table, recognised, decisions)
    setting = setting_of(table, file)
    setting = with_unit_around(setting, table, file, recognised, decisions)
    if recognised.dataset in BY_OUR_YEAR:
        setting = replace(setting, year_starts=guidance.year_starts)
    cleaned = clean(table, recognised, setting, decisions, guidance.exchange)
    if cleaned.rejected > limits.ROWS_ASIDE and all(q.guess for q in decisions.questions):
        return left_out(file, table.name, too_many(cleaned), table.height)
    ask_if_mostly_unreadable(cleaned, decisions)
    return _batch(file, table, recognised, cleaned, decisions)


def _reached_of(metric: str) -> Text:
    if metric not in METRICS:
        return NO_SALES.format(metric=plain(metric))
    name = METRICS[metric].name
    return Text(
        f"目标旁边的是已完成的{name.zh}，它由订单等明细算出，不从汇总表导入。",
        f"What stands beside the targets is the {name.en.lower()} reached: it is worked out from the "
        "orders and their like, not taken from a summary.",
    )


def left_out(file: str, sheet: str, reason: Text, rows: int = 0) -> Batch:
    return Batch(Receipt(file=file, sheet=sheet, reason=reason, rows_read=rows, rows_left_out=rows))


def _refused(file: str, table: Table, why: Unrecognised, wanted: str | None) -> Batch:
    """Left out; its columns stay in sight, so that the user can say what they are. `wanted` is the
    dataset that the user has named."""
    reason = why.questions[0].text if why.questions else why.reason
    batch = left_out(file, table.name, reason, table.height)
    dataset = why.nearly.dataset.key if why.nearly else LEAVE_OUT
    columns = {key: header for key, header in why.columns.items() if header in table.headers}
    layout = ReadLayout(dataset, table.headers, columns)
    return replace(
        batch,
        layout=layout,
        samples=_samples(table),
        questions=why.questions or ways_in(why.table or table, why, wanted),
    )


def _asking(file: str, table: Table, decisions: TableDecisions) -> Batch:
    """Nothing of the table can be read before it is known of which time it is."""
    needs = tuple(question.text for question in decisions.questions)
    receipt = Receipt(
        file, table.name, rows_read=table.height, rows_put_aside=table.height, needs=needs
    )
    layout = ReadLayout(LEAVE_OUT, table.headers, {})
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
    decisions: TableDecisions,
) -> Batch:
    first, last = span_of_rows(recognised.dataset, cleaned.rows)
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
        cleaned.rows if cleaned.loaded or cleaned.rejected else None,
        cleaned.put_aside,
        tuple(decisions.questions),
        ReadLayout(
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


def span_of_rows(dataset: Dataset, rows: pa.Table) -> tuple[date | None, date | None]:
    """The first and the last day of which there are rows."""
    key = dataset.date
    if key is None or key not in rows.column_names or not len(rows):
        return None, None
    first = pc.min(pc.cast(rows[key], pa.date32(), safe=False)).as_py()
    if f"{key}_end" not in rows.column_names:
        return first, pc.max(pc.cast(rows[key], pa.date32(), safe=False)).as_py()
    last = pc.max(rows[f"{key}_end"]).as_py()
    return first, last and date.fromordinal(last.toordinal() - 1)
