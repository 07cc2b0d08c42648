"""The choice of an engine: none is the default and costs nothing; one that cannot be is a sentence."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from salesdash.errors import EngineError
from salesdash.warehouse.engine.chosen import ABSENT, FOLDER, UNKNOWN
from tests.stores import warehouse_in

ALONE = """
import sys
from pathlib import Path
from salesdash.warehouse.store.database import Warehouse
with Warehouse(Path(sys.argv[1])).state() as state:
    state.query("SELECT count(*) FROM model.order_lines")
room = "salesdash.warehouse.engine."
print(*(name for name in sys.modules if name.startswith(room) or name == "sqlglot"))
"""


def test_a_store_that_answers_itself_loads_nothing_of_an_engine(tmp_path: Path):
    warehouse_in(tmp_path / "store").close()
    arguments = [sys.executable, "-c", ALONE, str(tmp_path / "store")]
    loaded = subprocess.run(arguments, check=True, capture_output=True, text=True).stdout
    assert loaded.split() == ["salesdash.warehouse.engine.chosen"]
    assert not (tmp_path / "store" / FOLDER).exists()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("SALESDASH_ENGINE", "mysql://localhost:3306"),
        ("SALESDASH_ENGINE", "clickhouse"),
        ("SALESDASH_ENGINE", "clickhouse://"),
        ("SALESDASH_ENGINE", "clickhouse://localhost:port"),
        ("SALESDASH_ENGINE", "sc://"),
        ("SALESDASH_ENGINE_TIMEOUT", "soon"),
        ("SALESDASH_ENGINE_TIMEOUT", "-1"),
        ("SALESDASH_ENGINE_TIMEOUT", "nan"),
        ("SALESDASH_ENGINE_FOLDER", "/srv/{a,b}"),
    ],
)
def test_an_engine_that_cannot_be_read_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, value: str
):
    warehouse = warehouse_in(tmp_path / "store")
    monkeypatch.setenv("SALESDASH_ENGINE", "clickhouse://localhost")
    monkeypatch.setenv(key, value)
    with pytest.raises(EngineError) as raised, warehouse.state():
        pass
    assert raised.value.message.zh.startswith(UNKNOWN.zh[:20])
    assert warehouse.query("SELECT 1 AS n")["n"].tolist() == [1], "the store goes on by itself"


def test_an_engine_without_its_packages_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    warehouse = warehouse_in(tmp_path / "store")
    monkeypatch.setenv("SALESDASH_ENGINE", "clickhouse://localhost")
    for name in [name for name in sys.modules if name.startswith("salesdash.warehouse.engine.")]:
        if not name.endswith(".chosen"):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "sqlglot", None)
    with pytest.raises(EngineError) as raised, warehouse.state():
        pass
    assert raised.value.message == ABSENT
