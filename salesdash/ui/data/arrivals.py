"""Files that lie on the data page, not imported yet: what was understood of them, what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from salesdash import files
from salesdash.receipt import Batch, Question
from salesdash.text import Text
from salesdash.warehouse.imports.difference import Difference

Answers = dict[str, str]


@dataclass(frozen=True, slots=True)
class ArrivedTable:
    """One table of a file as it was understood, and what storing it would change."""

    batch: Batch
    difference: Difference | None

    @property
    def sheet(self) -> str:
        return self.batch.receipt.sheet

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is open about the table itself, then how it meets what stands."""
        return self.batch.questions if self.batch.receipt.needs else ()

    @property
    def is_ready(self) -> bool:
        return self.batch.rows is not None and not self.questions


@dataclass(frozen=True, slots=True)
class Arrival:
    """One dropped file: where it lies, and what was understood or why it cannot be read.

    `is_passing`: the fault is not the file's, and it is read again with the next click.
    """

    digest: str
    name: str
    path: Path
    tables: tuple[ArrivedTable, ...] = ()
    error: Text | None = None
    is_passing: bool = False

    @property
    def batches(self) -> tuple[Batch, ...]:
        return tuple(table.batch for table in self.tables)


def hand_in(name: str, path: Path) -> None:
    """Let a file lie on the page as if it had been dropped."""
    st.session_state.setdefault("handed_in", []).append(
        Arrival(files.fingerprint(path), name, path)
    )


def answers_of(digest: str) -> Answers:
    answers: Answers = st.session_state.setdefault("answers", {}).setdefault(digest, {})
    return answers


def note(digest: str, given: Answers) -> bool:
    """Note answers about a file; whether they say anything new."""
    answers = answers_of(digest)
    before = dict(answers)
    answers.update(given)
    return answers != before
