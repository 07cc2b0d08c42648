"""What was decided on the way, why, and what only the user can decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from salesdash.receipt import Question
from salesdash.text import Text


@dataclass(slots=True)
class TableDecisions:
    """The decisions about one table: answers given, questions open, choices made that
    may be changed, and notes in words.

    An answer is looked up as `sheet:key` and then as `key`, so that one answer may be for a
    single sheet or for the whole file.
    """

    sheet: str
    answers: Mapping[str, str]
    notes: list[Text] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    choices: list[Question] = field(default_factory=list)
    about: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    used: dict[str, str] = field(default_factory=dict)

    @property
    def undecided(self) -> bool:
        """Whether something is asked that only the user knows, so that rows cannot be read yet."""
        return any(question.is_typed for question in self.questions)

    def answer(self, key: str) -> str | None:
        """The answer given; noted in `used`, because it decided something."""
        given = self.answers.get(f"{self.sheet}:{key}", self.answers.get(key))
        if given is not None:
            self.used[key] = given
        return given

    def ask(self, key: str, text: Text, choices: tuple[str, ...], guess: str) -> str:
        """The answer given; without one our guess, and the question stays open."""
        given = self.answer(key)
        if given in choices:
            return given
        self.open(Question(key, text, choices, guess))
        return guess

    def choose(self, choice: Question) -> str:
        """The answer given, else our guess; either may be changed, and nothing waits for it."""
        self.choices.append(choice)
        given = self.answer(choice.key)
        return given if given in choice.choices else choice.guess

    def open(self, question: Question) -> None:
        """Leave something to the user; nothing is asked twice."""
        if not any(other.key == question.key for other in self.questions):
            self.questions.append(question)

    def note(self, zh: str, en: str) -> None:
        text = Text(zh, en)
        if text not in self.notes:
            self.notes.append(text)

    def note_about(self, header: str, zh: str, en: str) -> None:
        """What was done to a column; columns to which the same was done share a note."""
        headers = self.about.setdefault((zh, en), [])
        if header not in headers:
            headers.append(header)

    def all_notes(self) -> tuple[Text, ...]:
        shared = (
            Text(
                "、".join(f"“{h}”" for h in headers) + f"：{zh}。",
                ", ".join(f"“{h}”" for h in headers) + f": {en}.",
            )
            for (zh, en), headers in self.about.items()
        )
        return (*self.notes, *shared)
