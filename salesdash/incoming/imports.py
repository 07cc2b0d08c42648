"""One file into the store: read, stored and accounted for; the same for screen and command line."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from uuid import uuid4

import pyarrow as pa

from salesdash import files
from salesdash.catalog.overrides import workdays_of
from salesdash.errors import ConflictError
from salesdash.export.out_and_back.put_aside import PLACE, REASON
from salesdash.incoming.watch import evaluate_calmly
from salesdash.intake import actuals, take_in
from salesdash.intake.batch import GUESSED
from salesdash.progress import Said, silent
from salesdash.receipt import Batch, Receipt, SeenStore
from salesdash.text import Text, join
from salesdash.warehouse.imports import layouts
from salesdash.warehouse.imports.difference import question_of
from salesdash.warehouse.imports.final_receipts import waiting
from salesdash.warehouse.imports.load import load
from salesdash.warehouse.imports.overlap import modes_of
from salesdash.warehouse.imports.past_imports import next_import
from salesdash.warehouse.imports.put_aside import is_correction
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.rates import currency, rates
from salesdash.warehouse.typed.settings import Settings

LOG = logging.getLogger(__name__)
NOTHING: Mapping[str, str] = {}
PATIENCE = 3  # times that a file is understood anew because the store has changed meanwhile
STORED = Text("工作区里", "the workspace")


def understand(
    warehouse: Warehouse,
    path: Path,
    *,
    name: str | None = None,
    accept: bool = False,
    answers: Mapping[str, str] = NOTHING,
    report: Said = silent,
) -> list[Batch]:
    """Read a file and say what loading it would do; the store stays as it is.

    Besides the questions about the file itself, `mode` or `sheet:mode` (append, replace, update)
    answers how a table meets rows that stand already. Raises FileError where the file cannot be read.
    """
    pa.default_memory_pool().release_unused()  # Arrow keeps what the last file took
    seen = SeenStore(next_import(warehouse), currency(warehouse))
    remembered = layouts.remembered(warehouse)
    batches = take_in(
        path,
        name=name or files.called(path),
        accept=accept,
        answers=answers,
        layouts=remembered,
        currency=seen.currency,
        rates=rates(warehouse),
        year_starts=workdays_of(Settings(warehouse).stored()).year_starts,
        report=report,
    )
    batches = [replace(batch, seen=seen) for batch in batches]
    return [_met(warehouse, _come_back(batch), accept, answers) for batch in batches]


def holds_nothing(batches: Sequence[Batch]) -> Text | None:
    """Why no table of a file can be loaded; None where one can, or waits for an answer."""
    reasons = [batch.receipt.reason for batch in batches if batch.receipt.reason]
    return join(reasons, zh="", en=" ") if len(reasons) == len(batches) else None


def _come_back(batch: Batch) -> Batch:
    """Rows that were put aside and come back corrected know the place that they had."""
    marks = {PLACE.zh, PLACE.en} & set(batch.layout.headers if batch.layout else ())
    if not marks or batch.rows is None:
        return batch
    ours = {PLACE.zh, PLACE.en, REASON.zh, REASON.en}
    extras = [dict(extra or ()) for extra in batch.rows["extra"].to_pylist()]
    places = [next((e[m] for m in marks if m in e), None) for e in extras]
    kept = [[pair for pair in e.items() if pair[0] not in ours] or None for e in extras]
    extra = batch.rows.schema.get_field_index("extra")
    rows = batch.rows.set_column(extra, "extra", pa.array(kept, batch.rows["extra"].type))
    return replace(batch, rows=rows.append_column("place", pa.array(places, pa.string())))


def _met(warehouse: Warehouse, batch: Batch, accept: bool, answers: Mapping[str, str]) -> Batch:
    """The batch with its mode as answered, or with the question about it, its rows still there."""
    if is_correction(batch):
        return batch
    chosen = answers.get(f"{batch.receipt.sheet}:mode", answers.get("mode"))
    if chosen in modes_of(batch):
        return _remembering(replace(batch, mode=chosen))
    question = question_of(warehouse, batch)
    if question is None:
        return batch
    if actuals.are(batch) and question.guess == "append":
        return actuals.covered(batch, STORED)
    if not accept:
        receipt = waiting(batch.receipt, question)
        return replace(batch, receipt=receipt, questions=(*batch.questions, question))
    guessed = replace(batch.receipt, notes=(*batch.receipt.notes, GUESSED + question.text))
    return replace(batch, mode=question.guess, receipt=guessed)


def _remembering(batch: Batch) -> Batch:
    """With its mode among the answers that its layout is remembered with."""
    if batch.layout is None:
        return batch
    answers = {**batch.layout.answers, "mode": str(batch.mode)}
    return replace(batch, layout=replace(batch.layout, answers=answers))


def commit(
    warehouse: Warehouse,
    path: Path,
    name: str,
    batches: Sequence[Batch],
    by: str = "",
    report: Said = silent,
    digest: str | None = None,
) -> list[Receipt]:
    """Store every table of a file that leaves no question open, all of them or none. `digest` is
    the fingerprint of the file, where somebody has taken it."""
    began = perf_counter()
    receipts = load(warehouse, path, name, batches, by, report, digest)
    LOG.info(
        "import %s: %s of %s tables, %s rows, %s put aside, %.1f s",
        next((r.import_id for r in receipts if r.import_id), "-"),
        sum(r.import_id is not None for r in receipts),
        len(receipts),
        sum(r.rows_loaded for r in receipts if r.import_id),
        sum(r.rows_put_aside for r in receipts if r.import_id),
        perf_counter() - began,
    )
    if any(r.import_id is not None for r in receipts):
        evaluate_calmly(warehouse)
    return receipts


def import_file(
    warehouse: Warehouse,
    path: Path,
    *,
    name: str | None = None,
    accept: bool = False,
    answers: Mapping[str, str] = NOTHING,
    by: str = "",
) -> list[Receipt]:
    """Understand a file and store it. Raises FileError where it cannot be read."""
    return take(warehouse, path, name=name, accept=accept, answers=answers, by=by)[1]


def take(
    warehouse: Warehouse,
    path: Path,
    *,
    name: str | None = None,
    accept: bool = False,
    answers: Mapping[str, str] = NOTHING,
    by: str = "",
) -> tuple[list[Batch], list[Receipt]]:
    """The tables of a file as they were understood, and what came of each when it was stored.

    Raises FileError where the file cannot be read, or is written to meanwhile.
    """
    name = name or files.called(path)
    arrived = warehouse.arrivals / f"{uuid4().hex}{files.ending(name)}"
    try:
        with files.unchanged(path), ThreadPoolExecutor(1) as beside:
            digest = beside.submit(files.copy, path, arrived)
            batches = understand(warehouse, path, name=name, accept=accept, answers=answers)
        for _ in range(PATIENCE):
            try:
                return batches, commit(
                    warehouse, arrived, name, batches, by, digest=digest.result()
                )
            except ConflictError:
                batches = understand(warehouse, arrived, name=name, accept=accept, answers=answers)
        return batches, commit(warehouse, arrived, name, batches, by, digest=digest.result())
    finally:
        arrived.unlink(missing_ok=True)
