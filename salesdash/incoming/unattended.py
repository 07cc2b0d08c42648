"""Files loaded with nobody at the screen, by whichever program has the store open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from salesdash.errors import FileError, StoreError
from salesdash.incoming import handover, registers
from salesdash.incoming.answers import refuse_unknown
from salesdash.incoming.imports import holds_nothing, take, understand
from salesdash.incoming.inbox_folder import Inbox
from salesdash.incoming.outcome import Outcome, outcomes
from salesdash.incoming.watch import evaluate_calmly
from salesdash.intake import take_in
from salesdash.receipt import LEAVE_OUT, Batch
from salesdash.text import Text
from salesdash.warehouse.store import care
from salesdash.warehouse.store.database import Warehouse

BY = "load"


@dataclass(frozen=True, slots=True)
class Registered:
    """A register of risks that was taken in, and what came of it."""

    words: Text


Result = Outcome | Registered | Text


def load(
    folder: Path, files: Sequence[Path], *, accept: bool, answers: Mapping[str, str]
) -> Iterator[Result]:
    """Load the files, then what lies in the inbox; of a file that cannot be read, why. A file of nothing
    but a register of risks is laid into the register; where the application has the store open, that is done on
    the page of risks.

    Where the application runs on this workspace, the files are handed over to it, and what came of
    them is told as if they had been loaded here. Raises QuestionError, before anything is loaded,
    where an answer fits nothing that is asked, and StoreError where the store cannot be written.
    """
    warehouse = handover.opened(folder)
    try:
        if answers:
            _refuse_unknown(warehouse, files, answers)
        for file in files:
            results: Sequence[Result] | None = None
            while results is None:
                try:
                    if warehouse is None:
                        results = handover.through(folder, file, accept=accept, answers=answers)
                    else:
                        results = _imported(warehouse, file, accept, answers)
                except FileError as error:
                    results = [Text(f"{file}：", f"{file}: ") + error.message]
                if results is None:  # the application has ended before it took the file
                    warehouse = handover.opened(folder)
            yield from results
        if warehouse is not None:
            yield from (Outcome(receipt, {}) for receipt in Inbox(warehouse).empty())
            with suppress(StoreError):  # what was loaded is loaded, and tomorrow is another day
                care.daily(warehouse)
    finally:
        if warehouse is not None:
            warehouse.close()


def _imported(
    warehouse: Warehouse, file: Path, accept: bool, answers: Mapping[str, str]
) -> list[Result]:
    batches, receipts = take(warehouse, file, accept=accept, answers=answers, by=BY)
    is_refused = holds_nothing(batches) is not None and LEAVE_OUT not in answers.values()
    if is_refused and registers.is_one(file):
        words = registers.take_in(file, warehouse, BY)
        evaluate_calmly(warehouse)
        return [Registered(words)]
    return [replace(each, is_refused=is_refused) for each in outcomes(batches, receipts)]


def _refuse_unknown(
    warehouse: Warehouse | None, files: Sequence[Path], answers: Mapping[str, str]
) -> None:
    asked: list[Batch] = []
    answered: list[Batch] = []
    for file in files:
        with suppress(FileError):  # told when its turn comes
            if warehouse is None:
                asked += take_in(file)
                answered += take_in(file, answers=answers)
            else:
                asked += understand(warehouse, file)
                answered += understand(warehouse, file, answers=answers)
    refuse_unknown(answers, asked, answered)
