"""Several people write at the same moment: what one decided is asked again when it is written."""

from pathlib import Path

import pytest

from salesdash.errors import ConflictError
from salesdash.incoming.imports import commit, import_file, take, understand
from salesdash.receipt import Receipt
from salesdash.warehouse.imports.past_imports import imports
from salesdash.warehouse.imports.undo import undo
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.settings import Settings
from tests.attacks import at_once
from tests.stores import warehouse_in

ROWS = [f"A{n},2025-03-{n % 28 + 1:02},{n + 1}\n" for n in range(60)]
HEAD = "订单号,日期,金额\n"


def orders(path: Path, rows: list[str] = ROWS) -> Path:
    path.write_text(HEAD + "".join(rows), encoding="utf-8")
    return path


def stored(warehouse: Warehouse) -> tuple[int, int]:
    [(rows, total)] = warehouse.rows("SELECT count(*), sum(amount)::INTEGER FROM live.orders")
    return int(rows), int(total)


def receipts(came: list[list[Receipt] | Exception]) -> list[Receipt]:
    assert not [each for each in came if isinstance(each, Exception)]
    return [receipt for each in came if not isinstance(each, Exception) for receipt in each]


@pytest.mark.parametrize("people", [2, 10])
def test_a_file_that_several_import_at_once_is_loaded_once(tmp_path: Path, people: int):
    warehouse = warehouse_in(tmp_path / "store")
    file = orders(tmp_path / "订单.csv")
    seen = [understand(warehouse, file) for _ in range(people)]
    came = at_once(lambda batches: commit(warehouse, file, file.name, batches), seen)
    told = receipts(came)
    assert sorted(r.rows_loaded for r in told) == [0] * (people - 1) + [60]
    assert sum("已经导入过" in r.notes[0].zh for r in told if not r.rows_loaded) == people - 1
    assert stored(warehouse) == (60, sum(range(1, 61)))
    assert len(imports(warehouse)) == 1


def test_the_same_rows_under_other_names_come_in_once(tmp_path: Path):
    """Each file differs from the others by a blank line, so that only its rows are the same."""
    warehouse = warehouse_in(tmp_path / "store")
    copies = [orders(tmp_path / f"{n}.csv", [*ROWS, "\n" * n]) for n in range(5)]
    came = at_once(lambda file: import_file(warehouse, file), copies)
    assert sorted(r.rows_loaded for r in receipts(came)) == [0, 0, 0, 0, 60]
    assert stored(warehouse) == (60, sum(range(1, 61)))


def test_an_answer_given_in_view_of_other_rows_does_not_count(tmp_path: Path):
    """Both chose “add every row” in view of February; the rows of March came from the other one."""
    warehouse = warehouse_in(tmp_path / "store")
    february = [row.replace("2025-03", "2025-02").replace("A", "B") for row in ROWS]
    import_file(warehouse, orders(tmp_path / "2.csv", february))
    both = [orders(tmp_path / f"{n}.csv", [*february[:5], *ROWS, "\n" * n]) for n in range(2)]
    answers = {"mode": "append"}
    seen = [understand(warehouse, file, answers=answers) for file in both]
    for file, batches in zip(both, seen, strict=True):
        commit(warehouse, file, file.name, batches)
    assert stored(warehouse)[0] == 60 + 65


def test_money_of_two_currencies_does_not_become_one(tmp_path: Path):
    warehouse = warehouse_in(tmp_path / "store")
    files = [tmp_path / "usd.csv", tmp_path / "eur.csv"]
    for file, code in zip(files, ("USD", "EUR"), strict=True):
        file.write_text(f"单号,日期,金额,币种\nA-{code},2025-03-05,100,{code}\n", encoding="utf-8")
    seen = [understand(warehouse, file) for file in files]
    commit(warehouse, files[0], "usd.csv", seen[0])
    with pytest.raises(ConflictError, match="USD"):
        commit(warehouse, files[1], "eur.csv", seen[1])
    batches, _ = take(warehouse, files[1])
    assert batches[0].questions or batches[0].receipt.rows_put_aside
    assert stored(warehouse) == (1, 100)


def test_a_setting_that_two_change_keeps_what_stood_before_each(tmp_path: Path):
    warehouse = warehouse_in(tmp_path / "store")
    settings = Settings(warehouse)
    at_once(settings.set_year_start, range(2, 12))
    history = settings.history()
    assert [change.before for change in history] == [c.after for c in history[1:]] + [None]


def test_what_was_kept_of_a_file_is_made_whole_again(tmp_path: Path):
    warehouse = warehouse_in(tmp_path / "store")
    file = orders(tmp_path / "订单.csv")
    [receipt] = import_file(warehouse, file)
    [kept] = warehouse.uploads.iterdir()
    undo(warehouse, int(receipt.import_id or 0))
    kept.unlink()
    kept.write_bytes(b"half")
    import_file(warehouse, file)
    assert kept.read_bytes() == file.read_bytes()
    assert list(warehouse.arrivals.iterdir()) == []
