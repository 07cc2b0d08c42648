"""What is kept is made once, and goes when there is no room for it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pandas as pd
import pytest

from salesdash.charts.figure import Figure
from salesdash.figures.cache import Cache
from salesdash.text import BLANK
from salesdash.ui.screen import Screen
from salesdash.warehouse.questions.ask import Ask
from tests.stores import asked, scope


def maker(value):
    """Something to make, and the list of how often it was made."""
    made = []

    def make():
        made.append(value)
        return value

    return make, made


def test_the_same_is_made_once():
    memory, (make, made) = Cache(), maker("answer")
    assert [memory.keep(("sales", 2025), make) for _ in range(3)] == ["answer"] * 3
    assert made == ["answer"]


def test_nothing_is_kept_too():
    memory, (make, made) = Cache(), maker(None)
    assert [memory.keep("key", make) for _ in range(2)] == [None, None]
    assert made == [None]


def test_where_room_ends_the_longest_unused_goes():
    memory = Cache(room=3 * 2_000)
    make, made = maker(0)
    for key in ("a", "b", "c", "a", "d"):
        memory.keep(key, make)
    assert len(made) == 4
    memory.keep("a", make)
    memory.keep("c", make)
    assert len(made) == 4
    memory.keep("b", make)
    assert len(made) == 5


def test_a_figure_weighs_as_much_as_its_table():
    table = pd.DataFrame({"sales": range(100_000)})
    figure = Figure("key", BLANK, table, ())
    memory, (make, made) = Cache(room=500_000), maker(figure)
    assert memory.keep("large", make) is figure
    memory.keep("large", make)
    assert len(made) == 2


def test_what_fails_is_not_kept():
    memory = Cache()
    make, made = maker(1)
    try:
        memory.keep("key", lambda: 1 / 0)
    except ZeroDivisionError:
        memory.keep("key", make)
    assert made == [1]


@pytest.mark.parametrize("fails", [False, True])
def test_of_two_who_ask_the_same_at_once_one_makes_it_and_the_other_waits(fails):
    """Where it fails it has failed for both, and the next who asks makes it anew."""
    memory, (make, made), begun, may_end, second = Cache(), maker(1), Event(), Event(), Event()

    def slowly():
        begun.set()
        may_end.wait()
        return 1 / 0 if fails else make()

    def at_once():
        second.set()
        return make()

    with ThreadPoolExecutor(2) as sessions:
        first = sessions.submit(memory.keep, "key", slowly)
        begun.wait()
        other = sessions.submit(memory.keep, "key", at_once)
        assert not second.wait(0.1)
        may_end.set()
        ends = [one.exception() for one in (first, other)]
    assert [isinstance(end, ZeroDivisionError) for end in ends] == [fails, fails]
    assert (memory.keep("key", make), made) == (1, [1])


def test_an_answer_handed_out_twice_can_be_changed_once(tmp_path):
    """Answers are shared between figures; one that adds a column must not change another's."""
    plain = asked(tmp_path, orders=[{"order_date": "2025-01-05", "amount": 7}])
    memory = Cache()

    def query(sql, values):
        return memory.keep((sql, values), lambda: plain.query(sql, values)).copy(deep=False)

    ask = type(plain)(query, memory.keep)
    first = ask(["sales"], ["month"], scope(plain, "2025"))
    first["sales"] = 0.0
    first.loc[0, "month"] = "changed"
    assert ask(["sales"], ["month"], scope(plain, "2025")).to_numpy().tolist() == [["2025-01", 7.0]]


def test_what_the_data_are_is_found_out_once_for_all_visits(tmp_path):
    answers = asked(tmp_path, orders=[{"order_date": "2025-03-01", "channel": "天猫", "amount": 1}])
    memory, put = Cache(), []

    def query(sql, values):
        put.append(sql)
        return answers.query(sql, values)

    def facts(ask):
        return ask.coverage, ask.columns, ask.target_sets, ask.lights, ask.members("channel")

    first, asked_at_first = facts(Ask(query, memory.keep)), list(put)
    assert facts(Ask(query, memory.keep)) == first
    assert put == asked_at_first


def test_what_is_made_of_answers_is_made_once_in_a_scope(tmp_path):
    answers = asked(tmp_path, orders=[{"order_date": "2025-03-01", "amount": 1}])
    march, april = scope(answers, "2025-03"), scope(answers, "2025-04")
    screen = Screen(Ask(answers.query, Cache().keep), march, "zh", "kpis")
    made = []

    def words(answer, view):
        made.append(view)
        return f"{answer} {view.period}"

    assert [screen.made(words, 1) for _ in range(2)] == ["1 2025-03"] * 2
    assert screen.about(april, "sheet").made(words, 2) == "2 2025-04"
    assert made == [march, april]
