"""Whatever comes in whatever order: out again, the store is as if it had never come."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesdash.errors import ConflictError
from salesdash.warehouse.imports.load import load
from salesdash.warehouse.imports.overlap import MODES
from salesdash.warehouse.imports.past_imports import imports
from salesdash.warehouse.imports.undo import undo
from salesdash.warehouse.store.database import Warehouse
from tests.stores import Rows, batch

# A store on disk is slow: more examples, by hand, with SALESDASH_EXAMPLES=200.
FEW = settings(max_examples=int(os.environ.get("SALESDASH_EXAMPLES", "5")))
COLUMNS = ("order_id", "order_date", "product", "region", "amount")

row = st.fixed_dictionaries(
    {
        "order_date": st.sampled_from(["2025-01-05", "2025-01-06", "2025-02-01"]),
        "amount": st.integers(1, 3),
        "product": st.sampled_from(["灯", "椅"]),
    },
    optional={"order_id": st.sampled_from(["A1", "A2", "A3"]), "region": st.just("华东")},
)
files = st.lists(
    st.tuples(st.lists(row, min_size=1, max_size=4), st.sampled_from(MODES)), min_size=1, max_size=3
)
numbered = st.lists(
    st.tuples(st.integers(1, 9), row).map(lambda t: {**t[1], "order_id": f"B{t[0]}"}),
    min_size=2,
    max_size=8,
    unique_by=lambda r: str(r["order_id"]),
)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    return Warehouse(tmp_path_factory.mktemp("undone") / "store")


names = count()


def put(warehouse: Warehouse, rows: Rows, mode: str | None = None) -> int | None:
    """Load the rows as a file of its own; its import, or None where it brought nothing."""
    file: Path = warehouse.folder.parent / f"{next(names)}.csv"
    file.write_text(file.name, encoding="utf-8")
    [receipt] = load(warehouse, file, file.name, [replace(batch("orders", rows), mode=mode)])
    assert not receipt.needs
    return receipt.import_id if receipt.rows_loaded or receipt.import_id else None


def refused(warehouse: Warehouse, import_id: int) -> str | None:
    """Undo it; what is said where other imports stand on it."""
    try:
        undo(warehouse, import_id)
    except ConflictError as conflict:
        return conflict.message.zh
    return None


def live(warehouse: Warehouse) -> list[tuple[Any, ...]]:
    """What counts, each row as often as it stands."""
    return warehouse.rows(
        f"SELECT {', '.join(COLUMNS)} FROM stored.orders WHERE ended_by IS NULL ORDER BY ALL"
    )


def whole(warehouse: Warehouse) -> list[tuple[Any, ...]]:
    return warehouse.rows("SELECT * EXCLUDE (extra) FROM stored.orders ORDER BY ALL")


def clear(warehouse: Warehouse) -> None:
    for entry in imports(warehouse):
        if not entry.is_undone:
            undo(warehouse, entry.import_id)
    assert whole(warehouse) == []


@FEW
@given(files)
def test_each_import_undone_in_turn_gives_back_what_stood(
    warehouse: Warehouse, files: Sequence[tuple[Rows, str]]
):
    clear(warehouse)
    before = []
    for rows, mode in files:
        before.append((whole(warehouse), put(warehouse, rows, mode)))
    for stood, number in reversed(before):
        if number is not None:
            undo(warehouse, number)
        assert whole(warehouse) == stood


@FEW
@given(files, st.randoms(use_true_random=False))
def test_what_can_be_undone_might_as_well_never_have_come(
    warehouse: Warehouse, files: Sequence[tuple[Rows, str]], order: random.Random
):
    clear(warehouse)
    put_in = [(put(warehouse, rows, mode), rows, mode) for rows, mode in files]
    came = [entry for entry in put_in if entry[0] is not None]  # nothing new is no import
    remaining = list(came)
    for entry in order.sample(came, len(came)):
        stood = whole(warehouse)
        refusal = refused(warehouse, int(entry[0] or 0))
        if refusal:
            assert ".csv" in refusal
            assert whole(warehouse) == stood
            continue
        remaining.remove(entry)
        if len(remaining) == len(came) - 1:
            break
    outcome = live(warehouse)
    clear(warehouse)
    for _, rows, mode in remaining:
        put(warehouse, rows, mode)
    assert live(warehouse) == outcome


def test_rows_that_showed_numbers_to_begin_anew_are_stood_upon(warehouse: Warehouse):
    def line(day: str, product: str) -> dict[str, object]:
        return {"order_id": "A1", "order_date": day, "product": product, "amount": 1}

    clear(warehouse)
    put(warehouse, [line("2025-02-01", "灯")])
    elsewhere = put(warehouse, [line("2025-01-05", "灯"), line("2025-01-06", "灯")], "append")
    put(warehouse, [line("2025-02-01", "灯") | {"amount": 2}], "update")
    assert len(live(warehouse)) == 4  # another order of the same number
    assert elsewhere is not None
    assert refused(warehouse, elsewhere)


@FEW
@given(numbered)
def test_the_same_rows_again_change_nothing(warehouse: Warehouse, rows: Rows):
    clear(warehouse)
    put(warehouse, rows)
    stood = whole(warehouse)
    put(warehouse, rows)
    put(warehouse, rows[::-1])
    assert whole(warehouse) == stood


@FEW
@given(numbered, st.integers(1, 7))
def test_a_file_split_in_two_is_the_same_file(warehouse: Warehouse, rows: Rows, cut: int):
    clear(warehouse)
    put(warehouse, rows)
    stood = live(warehouse)
    clear(warehouse)
    for part in (rows[:cut], rows[cut:]):
        if part:
            put(warehouse, part, "append")
    assert live(warehouse) == stood


@FEW
@given(files, st.randoms(use_true_random=False))
def test_the_order_of_rows_makes_no_difference(
    warehouse: Warehouse, files: Sequence[tuple[Rows, str]], order: random.Random
):
    clear(warehouse)
    for rows, mode in files:
        put(warehouse, rows, mode)
    stood = live(warehouse)
    clear(warehouse)
    for rows, mode in files:
        put(warehouse, order.sample(rows, len(rows)), mode)
    assert live(warehouse) == stood


def test_who_imported_and_who_undid_it_stands_in_the_history(tmp_path: Path):
    warehouse = Warehouse(tmp_path / "store")
    file = tmp_path / "订单.csv"
    file.write_text("1", encoding="utf-8")
    rows = [{"order_date": "2025-01-05", "amount": 5}]
    load(warehouse, file, file.name, [batch("orders", rows)], "张三")
    undo(warehouse, 1, "李四")
    told = warehouse.rows(
        "SELECT what, key, changed_by, before->>'file', after->>'file' FROM app.history "
        "ORDER BY rowid"
    )
    assert told == [
        ("import", "1", "张三", None, "订单.csv"),
        ("import", "1", "李四", "订单.csv", None),
    ]
    [entry] = imports(warehouse)
    assert (entry.loaded_by, entry.undone_by, entry.is_undone) == ("张三", "李四", True)
    assert entry.undone_at is not None


def test_a_later_import_is_named_with_its_time_by_the_readers_clock(tmp_path: Path):
    warehouse = Warehouse(tmp_path / "store")
    rows = [{"order_id": "A1", "order_date": "2025-01-05", "amount": 5}]
    for n, amount in enumerate((5, 6)):
        file = tmp_path / f"{n}.csv"
        file.write_text(str(n), encoding="utf-8")
        known = replace(batch("orders", [{**rows[0], "amount": amount}]), mode="update")
        load(warehouse, file, file.name, [known])
    with pytest.raises(ConflictError) as told:
        undo(warehouse, 1, clock=lambda at: f"{at.year} o'clock")
    assert "1.csv”（20" in told.value.message.zh
    assert "o'clock 导入" in told.value.message.zh
