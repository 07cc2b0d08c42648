"""One state of the data, asked by several threads."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from salesdash.warehouse.store.database import Warehouse

VERSION = "SELECT data_version FROM app.state"
LONG = "SELECT count(*) AS n FROM range(2000000) AS a(i), range(60) AS b(j) WHERE (i * j) % 7 = 3"


@pytest.fixture
def warehouse(tmp_path):
    return Warehouse(tmp_path)


def seen(state):
    return int(state.query(VERSION)["data_version"].iloc[0])


def test_a_question_does_not_wait_for_another_of_the_same_state(warehouse):
    with warehouse.state() as state, ThreadPoolExecutor(1) as threads:
        long = threads.submit(state.query, LONG)
        while state._free:  # until it is being asked
            pass
        assert seen(state) == state.version
        assert not long.done()


def test_all_threads_see_one_state_whatever_is_committed_meanwhile(warehouse):
    with warehouse.state() as state, ThreadPoolExecutor(4) as threads:
        before = seen(state)
        with warehouse.transaction():
            pass
        assert set(threads.map(lambda _: seen(state), range(40))) == {before}
    assert seen(state) == before + 1
