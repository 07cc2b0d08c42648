"""One state of the data, asked by several threads."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from salesdash.warehouse.store import backups
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


def test_what_is_typed_is_seen_once_it_is_committed_and_not_before(warehouse):
    before = warehouse.version
    with warehouse.transaction():
        assert warehouse.version == before
    assert warehouse.version == before + 1


def test_what_is_typed_is_asked_once_as_long_as_nothing_is_committed(warehouse):
    def asked():
        return warehouse.rows("SELECT random()")

    first = asked()
    assert asked() == first
    with warehouse.transaction(beside=True):
        pass
    assert asked() != first


def test_what_a_restored_store_holds_is_seen_at_once(warehouse):
    typed = "SELECT next_import FROM app.state"
    kept, before = warehouse.backup(), warehouse.rows(typed)
    with warehouse.transaction() as db:
        db.execute("UPDATE app.state SET next_import = next_import + 7")
    assert warehouse.rows(typed) != before
    warehouse.restore(next(b for b in backups.kept(warehouse.folder) if b.path == kept))
    assert warehouse.rows(typed) == before
