"""A first column whose header says nothing, and corners and titles that name rows and columns at once."""

from __future__ import annotations

from typing import Any

import pytest

GROUPED: list[list[Any]] = [
    ["", "Date", "Num", "Product/Service full name", "Quantity", "Amount"],
    ["Acme Inc", None, None, None, None, None],
    ["", "2025-01-05", 1, "Lamp", 1, 10],
    ["", "2025-01-25", 2, "Chair", 1, 20],
    ["Total for Acme Inc", "", "", "", 2, 30],
    ["Bolt Ltd", None, None, None, None, None],
    ["", "2025-02-05", 3, "Lamp", 2, 25],
    ["Total for Bolt Ltd", "", "", "", 2, 25],
    ["TOTAL", "", "", "", 4, 55],
]


def test_the_title_names_the_labels_above_their_rows(one):
    batch = one({"S": [["Sales by Customer Detail"], *GROUPED]})
    assert (batch.receipt.amount_loaded, batch.receipt.rows_put_aside) == (55, 0)
    assert batch.rows["customer"].to_pylist() == ["Acme Inc", "Acme Inc", "Bolt Ltd"]
    assert batch.rows["product"].to_pylist() == ["Lamp", "Chair", "Lamp"]


def test_one_group_is_known_by_its_total(one):
    batch = one({"S": [["Sales by Customer Detail"], *GROUPED[:5]]})
    assert batch.rows["customer"].to_pylist() == ["Acme Inc", "Acme Inc"]
    assert batch.receipt.rows_put_aside == 0


def test_labels_are_found_beside_a_column_of_totals_alone(one):
    rows = [[None, *cells] for cells in GROUPED[:-1]]
    batch = one({"S": [["Sales by Customer Detail"], *rows, ["TOTAL", *GROUPED[-1]]]})
    assert batch.rows["customer"].to_pylist() == ["Acme Inc", "Acme Inc", "Bolt Ltd"]


@pytest.mark.parametrize(
    ("title", "names", "key"),
    [
        ("Sales by Customer Summary, March 2025", ("Acme", "Bolt"), "customer"),
        ("Sales by Product/Service, March 2025", ("Lamp", "Chair"), "product"),
        ("2025年3月各业务员销售额", ("张伟", "李娜"), "salesperson"),
        ("2025年3月销售额", ("华东", "华南"), "region"),
        ("March 2025 sales", ("Tmall", "JD"), "channel"),
    ],
)
def test_labels_without_a_header_are_what_title_or_labels_tell(one, title, names, key):
    rows = [[title], ["", "Total"], [names[0], 10], [names[1], 20], ["TOTAL", 30]]
    batch = one({"S": rows})
    assert batch.rows[key].to_pylist() == list(names)
    assert any("没有表头" in note.zh for note in batch.receipt.notes)


def test_a_name_that_another_column_has_is_not_given_twice(one):
    rows = [
        ["Sales by Customer"],
        ["", "Date", "Customer", "Amount"],
        ["first", "2025-01-05", "Acme", 10],
        ["second", "2025-01-06", "Bolt", 20],
    ]
    assert one({"S": rows}).rows["customer"].to_pylist() == ["Acme", "Bolt"]


@pytest.mark.parametrize(
    ("title", "corner"),
    [
        ("2025年3月各区域产品销售额", "区域"),
        ("2025年3月销售额", "区域\\产品"),
        ("2025年3月销售额", "产品/区域"),
        ("March 2025 sales by region and product", "Region"),
        ("March 2025 sales", "Region / Product"),
    ],
)
def test_rows_and_columns_of_a_matrix_keep_both_their_names(one, title, corner):
    rows = [
        [title],
        [corner, "LED台灯", "保温杯", "合计"],
        ["华东", 10.5, 20, 30.5],
        ["华南", 15, 25.25, 40.25],
    ]
    loaded = one({"S": rows}).rows
    assert loaded["region"].to_pylist() == ["华东", "华东", "华南", "华南"]
    assert loaded["product"].to_pylist() == ["LED台灯", "保温杯"] * 2
