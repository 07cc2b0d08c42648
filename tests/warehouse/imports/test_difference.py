"""What a table would change, and what it then does change."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from salesdash.errors import ConflictError
from salesdash.receipt import ReadLayout
from salesdash.warehouse.imports.difference import difference
from salesdash.warehouse.imports.load import load
from salesdash.warehouse.imports.past_imports import imports
from salesdash.warehouse.imports.undo import undo
from salesdash.warehouse.store.database import Warehouse
from tests.stores import Rows, batch, warehouse_in

JANUARY = [
    {"order_id": "A1", "order_date": "2025-01-05", "amount": 7, "product": "灯"},
    {"order_id": "A2", "order_date": "2025-01-06", "amount": 9, "product": "灯"},
]
NO_NUMBERS = [
    {"order_date": "2025-01-05", "amount": 7},
    {"order_date": "2025-01-05", "amount": 7},
    {"order_date": "2025-01-09", "amount": 5},
]


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return warehouse_in(tmp_path / "store")


def put(warehouse: Warehouse, name: str, rows: Rows, dataset: str = "orders", **how: Any):
    """Load rows as a file of that name; returns the receipt."""
    file = warehouse.folder.parent / name
    file.write_text(name + repr(rows), encoding="utf-8")
    [receipt] = load(warehouse, file, name, [replace(batch(dataset, rows), **how)])
    return receipt


def amounts(warehouse: Warehouse, dataset: str = "orders") -> list[float]:
    return [
        float(a)
        for (a,) in warehouse.rows(
            f"SELECT amount FROM loaded.{dataset} WHERE ended_by IS NULL ORDER BY amount"
        )
    ]


def told(warehouse: Warehouse, rows: Rows, dataset: str = "orders", mode: Any = None):
    """mode, is it asked, new, changed, same, removed"""
    d = difference(warehouse, batch(dataset, rows), mode)
    return (d.mode, d.question is not None, d.new, d.changed, d.same, d.removed)


def changed(rows: Rows, at: int, **values: Any) -> Rows:
    return [{**row, **values} if n == at else row for n, row in enumerate(rows)]


def test_another_month_is_added_and_nothing_asked(warehouse: Warehouse):
    put(warehouse, "1.csv", JANUARY)
    february = [
        {**r, "order_id": f"B{n}", "order_date": "2025-02-03"} for n, r in enumerate(JANUARY)
    ]
    assert told(warehouse, february) == ("append", False, 2, 0, 0, 0)


def test_the_same_rows_under_another_name_bring_nothing(warehouse: Warehouse):
    put(warehouse, "1.csv", JANUARY)
    receipt = put(warehouse, "2.csv", JANUARY[::-1])
    assert (receipt.rows_loaded, receipt.rows_duplicate) == (0, 2)
    assert [i.file for i in imports(warehouse)] == ["1.csv"]
    assert "1.csv" in receipt.notes[0].zh


def test_the_same_keys_are_updated_and_nothing_asked(warehouse: Warehouse):
    put(warehouse, "1.csv", JANUARY)
    corrected = [*changed(JANUARY, 1, amount=10), {**JANUARY[0], "order_id": "A3", "amount": 1}]
    assert told(warehouse, corrected) == ("update", False, 1, 1, 1, 0)
    receipt = put(warehouse, "2.csv", corrected)
    assert amounts(warehouse) == [1, 7, 10]
    assert (receipt.rows_loaded, receipt.rows_duplicate) == (2, 1)


def test_an_update_keeps_the_columns_that_its_file_lacks(warehouse: Warehouse):
    put(warehouse, "1.csv", [{"customer": "甲", "industry": "医疗"}], "customers")
    put(warehouse, "2.csv", [{"customer": "甲", "last_visit": "2025-03-01"}], "customers")
    found = warehouse.rows("SELECT industry, last_visit::VARCHAR FROM live.customers")
    assert found == [("医疗", "2025-03-01")]


def test_other_rows_of_the_same_days_are_asked_about(warehouse: Warehouse):
    put(warehouse, "1.csv", NO_NUMBERS)
    others = [{"order_date": "2025-01-07", "amount": 3}]
    more = [{"order_date": "2025-01-05", "amount": 1}, {"order_date": "2025-01-09", "amount": 2}]
    assert told(warehouse, others) == ("append", False, 1, 0, 0, 0)
    assert told(warehouse, more)[:2] == ("append", True)
    receipt = put(warehouse, "2.csv", more)
    assert receipt.rows_loaded == 0
    assert "1.csv" in receipt.needs[0].zh
    assert amounts(warehouse) == [5, 7, 7]
    put(warehouse, "2.csv", more, mode="append")
    assert amounts(warehouse) == [1, 2, 5, 7, 7]


def test_mostly_the_same_rows_are_guessed_to_replace(warehouse: Warehouse):
    put(warehouse, "1.csv", NO_NUMBERS)
    corrected = changed(NO_NUMBERS, 1, amount=8)
    assert told(warehouse, corrected) == ("replace", True, 1, 0, 2, 1)
    put(warehouse, "2.csv", corrected, mode="replace")
    assert amounts(warehouse) == [5, 7, 8]


def test_equal_lines_of_one_file_are_counted_as_often_as_they_stand(warehouse: Warehouse):
    put(warehouse, "1.csv", NO_NUMBERS)
    thrice = [NO_NUMBERS[0], *NO_NUMBERS]
    assert told(warehouse, thrice) == ("update", False, 1, 0, 3, 0)


def test_a_longer_export_adds_only_what_is_new(warehouse: Warehouse):
    put(warehouse, "1.csv", NO_NUMBERS)
    longer = [*NO_NUMBERS, {"order_date": "2025-01-20", "amount": 4}]
    assert told(warehouse, longer) == ("update", False, 1, 0, 3, 0)
    put(warehouse, "2.csv", longer)
    assert amounts(warehouse) == [4, 5, 7, 7]


def test_numbers_that_begin_anew_are_other_orders(warehouse: Warehouse):
    put(warehouse, "2024.csv", [{**row, "order_date": "2024-01-05"} for row in JANUARY])
    assert told(warehouse, JANUARY) == ("append", False, 2, 0, 0, 0)


def test_a_file_of_one_region_replaces_nothing_of_another(warehouse: Warehouse):
    put(warehouse, "华东.csv", [{**row, "region": "华东"} for row in NO_NUMBERS])
    north = [{**row, "region": "华北"} for row in NO_NUMBERS]
    assert told(warehouse, north) == ("append", False, 3, 0, 0, 0)
    put(warehouse, "华北.csv", north)
    again = changed(north, 0, amount=1)
    assert told(warehouse, again, mode="replace") == ("replace", False, 1, 0, 2, 1)


def test_targets_of_persons_are_other_targets_than_those_of_regions(warehouse: Warehouse):
    put(warehouse, "1.csv", [{"period": "2025-01", "amount": 5, "region": "华东"}], "targets")
    persons = [{"period": "2025-01", "amount": 5, "salesperson": "张三"}]
    assert told(warehouse, persons, "targets") == ("append", False, 1, 0, 0, 0)


def test_a_target_given_anew_takes_the_place_of_the_old_one(warehouse: Warehouse):
    old = [{"period": f"2025-0{m}", "amount": m, "region": "华东"} for m in (1, 2)]
    put(warehouse, "1.csv", old, "targets")
    assert told(warehouse, changed(old, 0, amount=9), "targets") == ("update", False, 0, 1, 1, 0)


def test_a_new_state_of_one_list_leaves_other_files_of_those_days_alone(warehouse: Warehouse):
    put(warehouse, "other.csv", [{"order_date": "2025-01-07", "amount": n} for n in range(90, 99)])
    put(warehouse, "1.csv", NO_NUMBERS, mode="append")
    corrected = changed(NO_NUMBERS, 1, amount=8)
    assert told(warehouse, corrected) == ("replace", True, 1, 0, 2, 1)
    longer = [*NO_NUMBERS, {"order_date": "2025-01-20", "amount": 4}]
    assert told(warehouse, longer) == ("update", False, 1, 0, 3, 0)


def test_spend_lines_that_share_a_key_are_never_taken_for_updates(warehouse: Warehouse):
    lines = [{"date": "2025-01", "channel": "天猫", "spend": n} for n in (1, 2)]
    more = [{"date": "2025-01", "channel": "天猫", "spend": n} for n in (3, 4)]
    put(warehouse, "1.csv", lines, "spend")
    assert told(warehouse, more, "spend")[:2] == ("append", True)


def test_the_amount_is_told_month_by_month(warehouse: Warehouse):
    put(warehouse, "1.csv", JANUARY)
    rows = [
        *changed(JANUARY, 0, amount=8),
        {**JANUARY[0], "order_id": "A9", "order_date": "2025-02-01"},
    ]
    found = difference(warehouse, batch("orders", rows)).by_month
    assert found.to_numpy().tolist() == [["2025-01", 16, 17, 1], ["2025-02", 0, 7, 7]]


def test_a_difference_changes_nothing(warehouse: Warehouse):
    put(warehouse, "1.csv", JANUARY)
    before = (warehouse.version, warehouse.rows("SELECT * FROM loaded.orders"))
    difference(warehouse, batch("orders", changed(JANUARY, 0, amount=1)))
    assert (warehouse.version, warehouse.rows("SELECT * FROM loaded.orders")) == before


def test_two_tables_of_one_file_do_not_replace_each_other(warehouse: Warehouse, tmp_path: Path):
    file = tmp_path / "both.xlsx"
    file.write_text("x")
    load(warehouse, file, "both.xlsx", [batch("orders", NO_NUMBERS, s) for s in ("甲", "乙")])
    assert len(amounts(warehouse)) == 6


def test_an_update_is_undone_to_what_stood(warehouse: Warehouse):
    first = put(warehouse, "1.csv", JANUARY)
    put(warehouse, "2.csv", changed(JANUARY, 0, amount=8))
    third = put(warehouse, "3.csv", changed(JANUARY, 0, amount=9))
    with pytest.raises(ConflictError) as raised:
        undo(warehouse, int(first.import_id or 0))
    assert "3.csv" in raised.value.message.zh
    undo(warehouse, int(third.import_id or 0))
    assert amounts(warehouse) == [8, 9]


def test_an_import_whose_rows_came_again_stands_until_those_go(warehouse: Warehouse):
    first = put(warehouse, "1.csv", JANUARY)
    put(warehouse, "2.csv", [*JANUARY, {**JANUARY[0], "order_id": "A3"}])
    with pytest.raises(ConflictError):
        undo(warehouse, int(first.import_id or 0))


def test_the_chosen_mode_is_remembered_with_the_layout(warehouse: Warehouse, tmp_path: Path):
    layout = ReadLayout("orders", ("日期", "金额"), {"order_date": "日期", "amount": "金额"})

    def drop(name: str, rows: Rows, mode: str | None = None):
        file = tmp_path / name
        file.write_text(name + repr(rows))
        answered = replace(layout, answers={"mode": mode} if mode else {})
        meant = replace(batch("orders", rows), layout=answered, mode=mode)
        [receipt] = load(warehouse, file, name, [meant])
        return receipt

    drop("1.csv", NO_NUMBERS)
    more = [{"order_date": "2025-01-05", "amount": 1}, {"order_date": "2025-01-09", "amount": 2}]
    assert drop("2.csv", more).needs
    assert not drop("2.csv", more, "append").needs
    third = [{"order_date": "2025-01-05", "amount": 3}, {"order_date": "2025-01-09", "amount": 3}]
    assert not drop("3.csv", third).needs
    assert drop("4.csv", changed([*NO_NUMBERS, *more], 0, amount=11)).needs


def test_a_name_is_never_taken_for_sql(warehouse: Warehouse):
    evil = [{**row, "region": "x'); DROP TABLE loaded.orders; --"} for row in NO_NUMBERS]
    put(warehouse, "1.csv", evil)
    assert told(warehouse, changed(evil, 0, amount=1), mode="replace")[2:] == (1, 0, 2, 1)
    assert amounts(warehouse) == [5, 7, 7]


def cells(rewritten: Any) -> list[tuple[str, str, str, str]]:
    """key, field, before, after"""
    return [(r.key, c.field.en, c.before, c.after) for r in rewritten for c in r.cells]


def test_a_changed_copy_shows_which_cells_change_money_first(warehouse: Warehouse):
    put(warehouse, "first.csv", JANUARY)
    copy = [
        JANUARY[0] | {"customer": "甲"},
        JANUARY[1] | {"customer": "乙", "amount": 11},
    ]
    found = difference(warehouse, batch("orders", copy))
    assert (found.mode, found.changed) == ("update", 2)
    assert cells(found.rewritten) == [
        ("A2 · 灯", "Sales", "9.00", "11.00"),
        ("A2 · 灯", "Customer", "–", "乙"),
        ("A1 · 灯", "Customer", "–", "甲"),
    ]


def test_a_receipt_names_the_first_rows_that_it_rewrote(warehouse: Warehouse):
    put(warehouse, "first.csv", JANUARY)
    receipt = put(warehouse, "copy.csv", changed(JANUARY, 1, amount=11))
    assert receipt.notes[-1].en == "Rows rewritten: A2 · 灯: Sales 9.00 → 11.00."
    assert receipt.notes[-1].zh == "改写的行：A2 · 灯：销售额 9.00 → 11.00。"


def test_a_table_that_changes_nothing_rewrites_nothing(warehouse: Warehouse):
    put(warehouse, "first.csv", JANUARY)
    assert difference(warehouse, batch("orders", JANUARY)).rewritten == ()
