"""Questions that several tables ask alike: drawn with each, answered for all of them at once."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from salesdash.receipt import LEAVE_OUT, Question
from salesdash.text import Lang, Text
from salesdash.ui.data import open_questions
from salesdash.ui.data.arrivals import Answers, Arrival, ArrivedTable, note
from salesdash.ui.session.markdown import safe

FOR_ALL = Text("用于全部 {n} 张表", "For all {n} {n:table|tables}")
AS_ABOVE = Text("按“{sheet}”的回答处理。", "As answered for “{sheet}”.")

# By key and choices of a question: the file, the sheet and the key of each table that asks it.
Alike = dict[tuple[str, tuple[str, ...]], list[tuple[str, str, str]]]


def alike(arrivals: Sequence[Arrival]) -> Alike:
    """The tables that ask the same, by what they ask: the file and the key of each answer."""
    same_question: Alike = {}
    for arrival in arrivals:
        for table in arrival.tables:
            for question in table.questions:
                those = same_question.setdefault((question.key, question.choices), [])
                those.append((arrival.digest, table.sheet, key_of(table, question)))
    return same_question


def asked(
    arrival: Arrival,
    table: ArrivedTable,
    question: Question,
    fellows: Sequence[tuple[str, str, str]],
    where: str,
    lang: Lang,
) -> Answers:
    """Draw a question; the answers that it has got, with those of its `fellows` where it is answered
    for all of them. What a whole file is asked stands with the first of its tables."""
    mine = [sheet for digest, sheet, _ in fellows if digest == arrival.digest]
    if question.whole_file and mine[0] != table.sheet:
        st.caption(safe(AS_ABOVE.format(sheet=mine[0])[lang]))
        return {}
    answer = open_questions.answered(question, where, lang)
    alone = len(fellows) == (len(mine) if question.whole_file else 1)
    # A month that was typed is hardly that of every file.
    everywhere = not alone and st.checkbox(
        FOR_ALL.format(n=len(fellows))[lang],
        value=not question.is_typed,
        key=f"all_{where}_{question.key}",
    )
    if answer is None:
        return {}
    given = _noted(table.sheet, key_of(table, question), answer)
    for digest, sheet, key in fellows if everywhere else ():
        if digest == arrival.digest:
            given |= _noted(sheet, key, answer)
        else:
            note(digest, _noted(sheet, key, answer))
    return given


def _noted(sheet: str, key: str, answer: str) -> Answers:
    """What is noted of an answer: that a table is not wanted is said of the table."""
    return {f"{sheet}:dataset" if answer == LEAVE_OUT else key: answer}


def key_of(table: ArrivedTable, question: Question) -> str:
    return question.key if question.whole_file else f"{table.sheet}:{question.key}"
