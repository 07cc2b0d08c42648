"""What a page asked when it was last shown is asked again at once."""

from threading import Barrier, Event, current_thread
from types import SimpleNamespace

import pytest
import streamlit as st

from salesdash.figures.cache import Cache
from salesdash.ui.screen import Screen
from salesdash.ui.session import ahead
from salesdash.warehouse.questions.ask import Ask
from tests.stores import asked, scope

PATIENCE = 30  # seconds; only a failure waits so long


@pytest.fixture(autouse=True)
def nobody_was_here():
    st.session_state.clear()
    ahead._of_anybody().clear()


@pytest.fixture
def answers(tmp_path):
    return asked(
        tmp_path,
        orders=[
            {"order_date": "2025-03-01", "channel": "天猫", "amount": 1},
            {"order_date": "2025-04-01", "channel": "京东", "amount": 2},
        ],
    )


def shown(ask, about, *questions):
    """One run of a page: what each of its questions finds."""
    with ahead.asked(ask, "kpis", about) as asked_now:
        screen = Screen(ask, about, "zh", "kpis", round=asked_now)
        return [screen.answer(question, *more) for question, *more in questions]


def test_questions_of_the_last_run_are_asked_side_by_side(answers):
    """Two that wait for each other: one after the other they would wait in vain."""
    ask, both, asked_by = Ask(answers.query, Cache().keep), Barrier(2), set()

    def sales(ask, scope):
        if scope == april:
            both.wait(PATIENCE)
        return float(ask(["sales"], scope=scope)["sales"].iloc[0])

    def orders(ask, scope):
        asked_by.add(current_thread().name.partition("_")[0])
        if scope == april:
            both.wait(PATIENCE)
        return int(ask(["orders"], scope=scope)["orders"].iloc[0])

    march, april = scope(answers, "2025-03"), scope(answers, "2025-04")
    assert shown(ask, march, (sales,), (orders,)) == [1.0, 1]
    assert shown(ask, april, (sales,), (orders,)) == [2.0, 1]
    assert asked_by == {"MainThread", "ahead"}


def test_what_rests_on_an_answer_of_the_last_run_is_not_asked_ahead(answers):
    ask, seen = Ask(answers.query, Cache().keep), []

    def of(ask, scope, whatever):
        seen.append((scope, whatever))

    march, april = scope(answers, "2025-03"), scope(answers, "2025-04")
    shown(ask, march, (of, "channel"), (of, ("found", 1)))
    shown(ask, april)
    assert seen == [(march, "channel"), (march, ("found", 1)), (april, "channel")]


def test_a_question_that_fails_ahead_fails_where_it_is_asked(answers):
    ask = Ask(answers.query, Cache().keep)

    def failing(ask, scope):
        if scope == april:
            raise ValueError(scope.period)

    march, april = scope(answers, "2025-03"), scope(answers, "2025-04")
    shown(ask, march, (failing,))
    assert shown(ask, april) == []
    shown(ask, march, (failing,))
    with pytest.raises(ValueError, match="2025-04"):
        shown(ask, april, (failing,))


def test_what_took_longest_is_asked_first(answers, monkeypatch):
    ask, clock, begun, both = Ask(answers.query, Cache().keep), [0.0], [], Event()
    monkeypatch.setattr(ahead, "time", SimpleNamespace(perf_counter=lambda: clock[0]))
    monkeypatch.setattr(ahead, "AT_ONCE", 1)

    def taking(name, seconds):
        begun.append(name)
        clock[0] += seconds
        if len(begun) == 2:
            both.set()

    def short(ask, scope):
        taking("short", 1)

    def long(ask, scope):
        taking("long", 2)

    shown(ask, scope(answers, "2025-03"), (short,), (long,))
    begun.clear()
    both.clear()
    with ahead.asked(ask, "kpis", scope(answers, "2025-04")):
        assert both.wait(PATIENCE)
    assert begun == ["long", "short"]
