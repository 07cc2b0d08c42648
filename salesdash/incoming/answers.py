"""Answers given before anything is asked (`KEY=VALUE`), held against what the files do ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from salesdash.catalog.datasets import DATASETS
from salesdash.errors import QuestionError, UnknownNameError
from salesdash.intake import rolling
from salesdash.intake.cells.text_files.decode import NAMES
from salesdash.intake.tables.layout import aligned
from salesdash.intake.tables.wide import naming
from salesdash.receipt import LEAVE_OUT, Batch, Question
from salesdash.text import Text
from salesdash.warehouse.imports.overlap import MODES

NO_VALUE = Text(
    "--answer 要写成 KEY=VALUE，而不是“{words}”。", "--answer takes KEY=VALUE, not “{words}”."
)
QUESTION, OPTION = Text("问题", "question"), Text("“{key}”的选项", "option of “{key}”")
# What may be said about any table, whether it is asked or not.
_ALWAYS: dict[str, tuple[str, ...]] = {
    "dataset": (*DATASETS, LEAVE_OUT),
    "mode": MODES,
    rolling.KEY: rolling.CHOICES,
    "encoding": tuple(NAMES),
    aligned.KEY: (aligned.FIRST, aligned.LAST),
    "measure": tuple(naming.MEANINGS),
    "across": naming.ACROSS,
}


def parsed(given: Iterable[str]) -> dict[str, str]:
    """`year=2025` as key and value. Raises QuestionError where one has neither."""
    answers = {}
    for words in given:
        key, equals, value = words.partition("=")
        if not equals or not key.strip():
            raise QuestionError(NO_VALUE.format(words=words))
        answers[key.strip()] = value.strip()
    return answers


def key_of(question: Question, batch: Batch, batches: Sequence[Batch]) -> str:
    """The key under which the question of this table is answered, among the tables of its file."""
    alone = len(batches) == 1 or question.whole_file
    return question.key if alone else f"{batch.receipt.sheet}:{question.key}"


def refuse_unknown(
    answers: Mapping[str, str], asked: Sequence[Batch], answered: Sequence[Batch]
) -> None:
    """Raises QuestionError where an answer has a key that nothing asks, or says what it cannot.

    `asked` are the tables as they are understood without the answers, `answered` with them.
    """
    tables = [*asked, *answered]
    for key, value in answers.items():
        sheet, bare = _parted(key, tables)
        tables_meant = [b for b in tables if sheet is None or b.receipt.sheet == sheet]
        questions = {q.key: q for b in tables_meant for q in (*b.choices, *b.questions)}
        used = {k for b in tables_meant if b.layout for k in b.layout.answers}
        if bare not in questions and bare not in used and _always(bare, tables_meant) is None:
            raise UnknownNameError(QUESTION, key, _keys(tables))
        allowed = _always(bare, tables_meant) or _choices(questions.get(bare))
        meant = [b for b in answered if sheet is None or b.receipt.sheet == sheet]
        still_open = any(q.key == bare and q.is_typed for b in meant for q in b.questions)
        if (allowed and value not in allowed) or (still_open and not allowed):
            raise UnknownNameError(OPTION.format(key=key), value, allowed)


def _parted(key: str, tables: Sequence[Batch]) -> tuple[str | None, str]:
    """The sheet that the key names before its colon, if it names one, and the rest."""
    sheets = sorted({b.receipt.sheet for b in tables if b.receipt.sheet}, key=len, reverse=True)
    named = next((sheet for sheet in sheets if key.startswith(f"{sheet}:")), None)
    return named, key if named is None else key.removeprefix(f"{named}:")


def _always(key: str, tables: Sequence[Batch]) -> tuple[str, ...] | None:
    kind, _, field = key.partition(":")
    if kind != "column":
        return _ALWAYS.get(key)
    if not any(f.key == field for dataset in DATASETS.values() for f in dataset.fields):
        return None
    headers = (header for b in tables if b.layout for header in b.layout.headers)
    return ("", *dict.fromkeys(headers))


def _choices(question: Question | None) -> tuple[str, ...]:
    """What may be said, where it is not words of one's own."""
    return () if question is None or question.is_typed else question.choices


def _keys(tables: Sequence[Batch]) -> list[str]:
    return list(dict.fromkeys([*_asked(tables), *_ALWAYS, "column:amount"]))


def _asked(tables: Sequence[Batch]) -> Iterator[str]:
    for batch in tables:
        for question in (*batch.questions, *batch.choices):
            yield question.key
