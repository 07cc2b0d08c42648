"""Customers keep their letters, whatever is loaded later and whether or not they can be written down."""

from pathlib import Path

import pytest

from salesdash.errors import StoreError
from salesdash.text import plain
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.customer_letters import CustomerLetters


def test_a_customer_keeps_his_letter_and_new_ones_take_the_next(tmp_path: Path):
    warehouse = Warehouse(tmp_path)
    letters = CustomerLetters(warehouse)
    assert letters.of(["海底捞", "苏宁"]) == {"海底捞": 0, "苏宁": 1}
    assert letters.of(["盒马", "苏宁", "盒马"]) == {"盒马": 2, "苏宁": 1}
    warehouse.close()
    again = CustomerLetters(Warehouse(tmp_path))
    assert again.of(["京东", "盒马", "海底捞"]) == {"京东": 3, "盒马": 2, "海底捞": 0}


def test_letters_are_no_new_version_of_the_data(tmp_path: Path):
    warehouse = Warehouse(tmp_path)
    before = warehouse.version
    CustomerLetters(warehouse).of(["海底捞"])
    assert warehouse.version == before


def test_where_nothing_can_be_written_the_letters_are_the_same_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    warehouse = Warehouse(tmp_path)
    letters = CustomerLetters(warehouse)
    letters.of(["海底捞"])

    def full(**_: bool) -> None:
        raise StoreError(plain("磁盘已满"))

    monkeypatch.setattr(warehouse, "transaction", full)
    for _ in range(2):
        assert letters.of(["盒马", "海底捞"]) == {"盒马": 1, "海底捞": 0}
