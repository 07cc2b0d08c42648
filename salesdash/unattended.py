"""Files loaded with nobody at the screen: what came of each table, and how its questions are answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from salesdash.answers import key_of, refuse_unknown
from salesdash.errors import FileError, HeldError
from salesdash.imports import commit, holds_nothing, understand
from salesdash.inbox import Inbox, hand_over
from salesdash.intake import take_in
from salesdash.receipt import LEAVE_OUT, Batch, Question, Receipt
from salesdash.text import Lang, Text, plain
from salesdash.warehouse.database import Warehouse

BY = "load"
OPEN = Text("有问题待回答", "questions are open")
LOADED = Text(
    "{where} → {dataset}：载入 {loaded} 行{sum}，重复 {duplicate} 行，待修正 {aside} 行{waiting}",
    "{where} → {dataset}: {loaded} {loaded:row|rows} loaded{sum}, {duplicate} {duplicate:duplicate|duplicates}, "
    "{aside} put aside{waiting}",
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one table. `questions` are those still open, by the key that answers them;
    `is_refused`: no table of its file can be loaded, and nobody wanted it so."""

    receipt: Receipt
    questions: Mapping[str, Question]
    is_refused: bool = False

    def plain(self, lang: Lang) -> dict[str, Any]:
        """As plain JSON values, its sentences in one language."""
        asked = {
            key: {"text": q.text[lang], "choices": list(q.choices), "guess": q.guess}
            for key, q in self.questions.items()
        }
        return {**self.receipt.plain(lang), "questions": asked}

    @property
    def told(self) -> Text:
        """The table's fate in one line, under it what was done or is asked."""
        receipt = self.receipt
        where = f"{receipt.file} · {receipt.sheet}" if receipt.sheet else receipt.file
        if receipt.dataset is None or receipt.needs:
            lines = [Text(f"{where}：", f"{where}: ") + (receipt.reason or OPEN)]
            lines += [*receipt.needs, *map(_how, self.questions.items())]
        else:
            counts = {
                "loaded": receipt.rows_loaded,
                "sum": _in_brackets(receipt.amount_loaded),
                "duplicate": receipt.rows_duplicate,
                "aside": receipt.rows_put_aside,
                "waiting": _in_brackets(receipt.amount_put_aside or None),
            }
            said = LOADED.format(where=where, dataset=receipt.dataset, **counts)
            lines = [said, *receipt.notes]
        return Text("\n  ".join(t.zh for t in lines), "\n  ".join(t.en for t in lines))


def load(
    folder: Path, files: Sequence[Path], *, accept: bool, answers: Mapping[str, str]
) -> Iterator[Outcome | Text]:
    """Load the files, then what lies in the inbox; of a file that cannot be read, why.

    Where a running application holds the workspace, the files are handed over to it. Raises
    QuestionError, before anything is loaded, where an answer fits nothing that is asked.
    """
    try:
        warehouse = Warehouse(folder)
    except HeldError:
        warehouse = None
    try:
        if answers:
            _refuse_unknown(warehouse, files, answers)
        for file in files:
            try:
                if warehouse is None:
                    receipt = hand_over(folder, file, accept=accept, answers=answers)
                    yield Outcome(receipt, {})
                else:
                    yield from _imported(warehouse, file, accept, answers)
            except FileError as error:
                yield Text(f"{file}：", f"{file}: ") + error.message
        if warehouse is not None:
            yield from (Outcome(receipt, {}) for receipt in Inbox(warehouse).empty())
    finally:
        if warehouse is not None:
            warehouse.close()


def _imported(
    warehouse: Warehouse, file: Path, accept: bool, answers: Mapping[str, str]
) -> Iterator[Outcome]:
    batches = understand(warehouse, file, accept=accept, answers=answers)
    receipts = commit(warehouse, file, file.name, batches, BY)
    is_refused = holds_nothing(batches) is not None and LEAVE_OUT not in answers.values()
    for receipt, batch in zip(receipts, batches, strict=True):
        asked = batch.questions if receipt.needs else ()
        yield Outcome(receipt, {key_of(q, batch, batches): q for q in asked}, is_refused)


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


def _how(asked: tuple[str, Question]) -> Text:
    key, question = asked
    return plain(f'--answer "{key}={"|".join(question.choices) or "…"}"')


def _in_brackets(amount: Decimal | None) -> Text:
    return Text("", "") if amount is None else Text(f"（{amount:,.2f}）", f" ({amount:,.2f})")
