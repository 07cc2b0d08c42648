"""What came of one table, told to whoever brought its file without a screen."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from decimal import Decimal
from typing import Any

from salesdash.incoming.answers import key_of
from salesdash.receipt import Batch, Question, Receipt
from salesdash.text import Lang, Text, plain
from salesdash.warehouse.imports import receipts

OPEN = Text("有问题待回答", "questions are open")
ASKED_ABOVE = Text(
    "与上面的表相同的问题，答一次即可。",
    "What is asked of the tables above is asked of this one, too: one answer serves all.",
)
LOADED = Text(
    "{where} → {dataset}：载入 {loaded} 行{sum}，重复 {duplicate} 行，待修正 {aside} 行{waiting}",
    "{where} → {dataset}: {loaded} {loaded:row|rows} loaded{sum}, {duplicate} {duplicate:duplicate|duplicates}, "
    "{aside} put aside{waiting}",
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one table. `questions` are those still open, by the key that answers them, without
    those of the whole file that a table before it asks;
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
    def in_words(self) -> Text:
        """The table's fate in one line, under it what was done or is asked."""
        receipt = self.receipt
        where = f"{receipt.file} · {receipt.sheet}" if receipt.sheet else receipt.file
        if receipt.dataset is None or receipt.needs:
            lines = [Text(f"{where}：", f"{where}: ") + (receipt.reason or OPEN)]
            if receipt.needs:
                lines += [question.text for question in self.questions.values()]
            lines += map(_how, self.questions.items())
            if len(self.questions) < len(receipt.needs):
                lines.append(ASKED_ABOVE)
        else:
            counts = {
                "loaded": receipt.rows_loaded,
                "sum": _in_brackets(receipt.amount_loaded),
                "duplicate": receipt.rows_duplicate,
                "aside": receipt.rows_put_aside,
                "waiting": _in_brackets(receipt.amount_put_aside or None),
            }
            summary = LOADED.format(where=where, dataset=receipt.dataset, **counts)
            lines = [summary, *receipt.notes]
        return Text("\n  ".join(t.zh for t in lines), "\n  ".join(t.en for t in lines))


def outcomes(batches: Sequence[Batch], given: Sequence[Receipt]) -> Iterator[Outcome]:
    """What came of each table of a file, with the questions that it leaves open."""
    seen: set[str] = set()
    for receipt, batch in zip(given, batches, strict=True):
        left_out = (*batch.questions, *batch.choices) if receipt.dataset is None else ()
        asked = batch.questions if receipt.needs else left_out
        mine = {key_of(q, batch, batches): q for q in asked}
        yield Outcome(receipt, {key: q for key, q in mine.items() if key not in seen})
        seen |= {key for key, q in mine.items() if q.whole_file}


def written(outcomes: Sequence[Outcome | Text]) -> str:
    """Outcomes as JSON, for another program of ours."""
    return json.dumps([_packed(each) for each in outcomes], ensure_ascii=False)


def read(kept: str) -> list[Outcome | Text]:
    """The outcomes that `written` made this of."""
    return [_unpacked(each) for each in json.loads(kept)]


def _packed(outcome_or_error: Outcome | Text) -> Any:
    if isinstance(outcome_or_error, Text):
        return [outcome_or_error.zh, outcome_or_error.en]
    questions = {key: astuple(question) for key, question in outcome_or_error.questions.items()}
    return {
        "receipt": receipts.written(outcome_or_error.receipt),
        "questions": questions,
        "is_refused": outcome_or_error.is_refused,
    }


def _unpacked(kept: Any) -> Outcome | Text:
    if isinstance(kept, list):
        return Text(*kept)
    questions = {
        key: Question(asked, Text(*text), tuple(choices), guess, is_typed, whole)
        for key, (asked, text, choices, guess, is_typed, whole) in kept["questions"].items()
    }
    return Outcome(receipts.read(kept["receipt"]), questions, kept["is_refused"])


def _how(asked: tuple[str, Question]) -> Text:
    key, question = asked
    return plain(f'--answer "{key}={"|".join(question.choices) or "…"}"')


def _in_brackets(amount: Decimal | None) -> Text:
    return Text("", "") if amount is None else Text(f"（{amount:,.2f}）", f" ({amount:,.2f})")
