"""A file from disk into the store, with what was asked and remembered on the way."""

from pathlib import Path

import pytest

from salesdash.imports import import_file, understand
from salesdash.warehouse.database import Warehouse
from salesdash.warehouse.load import imports
from salesdash.warehouse.undo import undo

FIRST = "日期,金额\n2025-01-05,7\n2025-01-05,7\n2025-01-09,5\n"
MORE = "日期,金额\n2025-01-05,1\n2025-01-09,2\n"


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path / "store")


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_what_overlaps_is_asked_like_any_other_question(warehouse: Warehouse, tmp_path: Path):
    import_file(warehouse, write(tmp_path, "1.csv", FIRST))
    more = write(tmp_path, "2.csv", MORE)
    [batch] = understand(warehouse, more)
    assert [q.key for q in batch.questions] == ["mode"]
    assert batch.receipt.needs == (batch.questions[0].text,)
    [receipt] = import_file(warehouse, more)
    assert (receipt.rows_loaded, len(receipt.needs)) == (0, 1)
    assert len(imports(warehouse)) == 1


def test_an_answer_or_the_best_guess_settles_it(warehouse: Warehouse, tmp_path: Path):
    import_file(warehouse, write(tmp_path, "1.csv", FIRST))
    more = write(tmp_path, "2.csv", MORE)
    [receipt] = import_file(warehouse, more, accept=True)
    assert receipt.rows_loaded == 2
    assert any("最可能" in note.zh for note in receipt.notes)
    undo(warehouse, int(receipt.import_id or 0))
    [receipt] = import_file(warehouse, more, answers={"mode": "replace"})
    assert warehouse.rows("SELECT sum(amount)::INTEGER FROM live.orders") == [(3,)]


def test_a_layout_is_forgotten_with_its_import(warehouse: Warehouse, tmp_path: Path):
    from salesdash.warehouse.layouts import remembered

    [receipt] = import_file(warehouse, write(tmp_path, "1.csv", FIRST))
    assert [layout.headers for layout in remembered(warehouse)] == [("日期", "金额")]
    undo(warehouse, int(receipt.import_id or 0))
    assert remembered(warehouse) == []
