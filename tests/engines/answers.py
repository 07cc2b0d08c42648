"""The same pages with an engine beside the store: what they show, and what they say once it is gone."""

from __future__ import annotations

import math
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyarrow.parquet
import pytest
from streamlit.testing.v1 import AppTest

from salesdash.errors import EngineError
from salesdash.text import Lang
from salesdash.ui.session.markdown import safe
from salesdash.warehouse.engine.chosen import FOLDER
from salesdash.warehouse.engine.published import VERSIONS
from salesdash.warehouse.engine.servers.server import LOST, SLOW, Rows
from salesdash.warehouse.engine.servers.spark import Spark
from salesdash.warehouse.engine.speech import in_spark
from salesdash.warehouse.engine.speech.question import Question
from salesdash.warehouse.store.database import Warehouse
from tests import sample
from tests.engines import clickhouse, spark
from tests.pages.visitor import visited, visiting
from tests.stores import fill, warehouse_in

SALES = "SELECT sum(amount) AS sales, count(*) AS lines FROM model.order_lines"


Server = clickhouse.Server | spark.Server


@pytest.fixture(scope="module", params=[clickhouse, spark], ids=["clickhouse", "spark"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with request.param.serving() as server:
        yield server


@pytest.fixture
def store(tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SALESDASH_ENGINE", server.address)
    return tmp_path / "store"


def orders(day: str, lines: int) -> list[dict[str, str]]:
    return [{"order_date": day, "order_id": f"{day}/{n}", "amount": "10"} for n in range(lines)]


def shown(page: AppTest) -> list[str]:
    return [str(metric.value) for metric in page.metric] + [one.value for one in page.markdown]


@pytest.mark.parametrize("page", ["overview", "customers", "kpis"])
def test_a_page_shows_what_it_shows_without_one(
    store: Path, server: Server, monkeypatch: pytest.MonkeyPatch, page: str
):
    sample.lay(store, "zh")
    before = server.asked
    with visiting(store):
        answered = visited(page, lang="zh")
    assert server.asked > before + 5
    monkeypatch.delenv("SALESDASH_ENGINE")
    with visiting(store):
        assert shown(answered) == shown(visited(page, lang="zh"))
    assert not answered.error
    assert not answered.exception


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("address", ["clickhouse://127.0.0.1:9", "sc://127.0.0.1:9"])
def test_a_page_whose_engine_is_gone_says_so_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, lang: Lang
):
    store = tmp_path / "store"
    monkeypatch.setenv("SALESDASH_ENGINE", address)
    sample.lay(store, "zh")
    with visiting(store):
        page = visited("overview", lang=lang)
    assert [one.value for one in page.error] == [safe(LOST.format(address="127.0.0.1:9")[lang])]
    assert not page.exception
    assert not page.metric


def test_a_page_whose_engine_is_killed_while_it_asks_shows_what_was_answered_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    store = tmp_path / "store"
    sample.lay(store, "zh")
    with clickhouse.serving() as server:
        monkeypatch.setenv("SALESDASH_ENGINE", server.address)
        with visiting(store):
            whole = shown(visited("targets", lang="zh"))
        server.lasts = server.asked + server.asked // 2
        with visiting(store):
            page = visited("targets", lang="zh")
        server.lasts = math.inf
        with visiting(store):
            assert shown(visited("targets", lang="zh")) == whole
        place = server.address.removeprefix("clickhouse://")
    assert {one.value for one in page.error} == {safe(LOST.format(address=place)["zh"])}
    assert not page.exception
    assert set(shown(page)) <= set(whole)


def test_what_is_asked_of_a_version_stays_of_that_version(store: Path, tmp_path: Path):
    warehouse = warehouse_in(store)
    fill(warehouse, tmp_path, "1.csv", orders=orders("2025-01-05", 3))
    with warehouse.state() as before:
        fill(warehouse, tmp_path, "2.csv", orders=orders("2025-02-05", 2))
        with warehouse.state() as after:
            assert after.query(SALES).to_numpy().tolist() == [[50, 5]]
        assert before.query(SALES).to_numpy().tolist() == [[30, 3]]


def test_what_people_type_is_asked_of_the_store(store: Path, server: Server):
    with warehouse_in(store).state() as state:
        before = server.asked
        state.query("SELECT key, value FROM app.settings")
        state.query("SELECT * FROM model.coverage")
        assert server.asked == before


def test_an_answer_has_the_types_of_the_store(store: Path, tmp_path: Path):
    warehouse = warehouse_in(store)
    fill(
        warehouse,
        tmp_path,
        "1.csv",
        orders=[one | {"customer": "甲"} for one in orders("2025-01-05", 3)],
    )
    with warehouse.state() as state:
        for asked in (
            "date, customer, amount, quantity, online FROM model.order_lines",
            "* FROM model.customer_standing(DATE '2025-03-01')",
            "* FROM model.workdays",
        ):
            question = f"SELECT {asked} ORDER BY 1 LIMIT 2"
            pd.testing.assert_frame_equal(state.query(question), warehouse.query(question))


def test_what_is_missing_of_a_text_is_left_out_with_its_separator(store: Path):
    warehouse = warehouse_in(store)
    question = "SELECT kind, concat_ws(' · ', kind, nullif(kind, kind), kind, '') AS words FROM model.kinds ORDER BY 1"
    with warehouse.state() as state:
        pd.testing.assert_frame_equal(state.query(question), warehouse.query(question))


def test_a_name_is_a_name_whatever_is_in_it(store: Path):
    names = [
        "a'b",
        "a\\",
        "a\\' OR 1=1 --",
        "\\n",
        "a\nb\tc",
        "?",
        "{a:String}",
        "/* c */",
        "$$",
        "中文\u3000",
    ]
    question = "SELECT CAST(? AS VARCHAR) AS name FROM model.kinds WHERE kind = 'a' OR CAST(? AS VARCHAR) <> ''"
    with warehouse_in(store).state() as state:
        for name in names:
            assert set(state.query(question, (name, name))["name"]) == {name}


def test_days_are_laid_out_as_spark_takes_them():
    days = "unnest(generate_series(DATE '2025-01-01', DATE '2025-01-03', INTERVAL 1 DAY))::DATE"
    question = Question(f"SELECT {days} AS day", (), {})
    assert "SELECT EXPLODE(CAST(SEQUENCE(" in question.spoken(in_spark.WORDS, {}, str)


def test_a_column_has_no_second_name_of_its_own_for_spark():
    question = Question("SELECT t.a, t.a AS b FROM (SELECT 1 AS a) AS t", (), {})
    assert "SELECT t.a, t.a AS b FROM" in question.spoken(in_spark.WORDS, {}, str)


def test_a_question_of_many_parts_is_answered(store: Path):
    parts = ", ".join(f"'{n}'" for n in range(60_000))
    question = f"SELECT count(*) AS others FROM model.kinds WHERE kind NOT IN ({parts})"
    warehouse = warehouse_in(store)
    with warehouse.state() as state:
        pd.testing.assert_frame_equal(state.query(question), warehouse.query(question))


def test_an_engine_that_is_killed_while_it_is_asked_gives_no_figure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    warehouse = warehouse_in(tmp_path / "store")
    fill(warehouse, tmp_path, "1.csv", orders=orders("2025-01-05", 3))
    with clickhouse.serving() as server:
        monkeypatch.setenv("SALESDASH_ENGINE", server.address)
        server.lasts = 0
        with warehouse.state() as state:
            with pytest.raises(EngineError):
                state.query(SALES)
            asked = server.asked
            with pytest.raises(EngineError):
                state.query(SALES)
            assert server.asked == asked, "who failed is not waited for again"
        server.lasts = math.inf
        with warehouse.state() as state:
            assert state.query(SALES)["sales"].tolist() == [30]


def test_a_cluster_that_was_killed_and_runs_again_gives_figures_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    warehouse = warehouse_in(tmp_path / "store")
    fill(warehouse, tmp_path, "1.csv", orders=orders("2025-01-05", 3))
    with spark.serving() as server:
        monkeypatch.setenv("SALESDASH_ENGINE", server.address)
        with warehouse.state() as state:
            assert state.query(SALES)["sales"].tolist() == [30]
            server.process.kill()
            server.process.wait()
            with pytest.raises(EngineError) as raised:
                state.query(SALES)
    assert raised.value.message == LOST.format(address=server.address.removeprefix("sc://"))
    with spark.serving(server.port), warehouse.state() as state:
        assert state.query(SALES)["sales"].tolist() == [30]


def test_a_cluster_that_was_begun_anew_unseen_gives_figures_after_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    warehouse = warehouse_in(tmp_path / "store")
    fill(warehouse, tmp_path, "1.csv", orders=orders("2025-01-05", 3))
    with spark.serving() as server:
        monkeypatch.setenv("SALESDASH_ENGINE", server.address)
        with warehouse.state() as state:
            assert state.query(SALES)["sales"].tolist() == [30]
        server.process.kill()
        server.process.wait()
    with spark.serving(server.port):
        with warehouse.state() as state, pytest.raises(EngineError):
            state.query(SALES)
        with warehouse.state() as state:
            assert state.query(SALES)["sales"].tolist() == [30]


def test_a_question_that_fails_leaves_the_session_to_the_others(tmp_path: Path):
    file = tmp_path / "lines.parquet"
    pyarrow.parquet.write_table(pyarrow.table({"amount": [10, 20]}), file)
    may_begin, may_go_on = threading.Event(), threading.Event()
    answers: list[pyarrow.Table] = []

    def slowly(rows: Rows) -> str:
        name = rows("model.lines")
        may_begin.set()
        may_go_on.wait()
        return f"SELECT sum(amount) AS sales FROM {name}"

    with spark.serving() as server:
        reader = Spark(server.address, 20).reader({"model.lines": [file.as_posix()]})
        other = threading.Thread(target=lambda: answers.append(reader.ask(slowly)))
        other.start()
        may_begin.wait()
        for wrong in ("nothing", "raise_error('wrong')"):
            with pytest.raises(EngineError):
                reader.ask(f"SELECT {wrong} FROM model_lines".format)
        may_go_on.set()
        other.join()
    assert [one["sales"].to_pylist() for one in answers] == [[30]]


def test_a_cluster_that_does_not_end_is_slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    warehouse = warehouse_in(tmp_path / "store")
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes the call and says nothing
        address = f"127.0.0.1:{silent.getsockname()[1]}"
        monkeypatch.setenv("SALESDASH_ENGINE", f"sc://{address}")
        monkeypatch.setenv("SALESDASH_ENGINE_TIMEOUT", "0.2")
        with warehouse.state() as state, pytest.raises(EngineError) as raised:
            state.query(SALES)
    assert raised.value.message in (
        words.format(address=address, seconds="0.2") for words in (SLOW, LOST)
    )


def test_many_who_ask_at_once_publish_a_version_once(store: Path, tmp_path: Path):
    warehouse = Warehouse(store)
    fill(warehouse, tmp_path, "1.csv", orders=orders("2025-01-05", 3))
    answers: list[list[list[float]]] = []

    def ask() -> None:
        with warehouse.state() as state:
            answers.append(state.query(SALES).to_numpy().tolist())

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [[[30, 3]]] * 6
    assert len(list((store / FOLDER / VERSIONS).iterdir())) == 1
