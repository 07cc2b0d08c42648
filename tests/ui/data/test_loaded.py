"""What is loaded is told to when, against the newest order; what is missing says what it would bring."""

from __future__ import annotations

import pytest

from salesdash.catalog.datasets import DATASETS
from salesdash.text import Text
from salesdash.ui.data.loaded import brings, lines, verdict
from salesdash.warehouse.imports.undo import undo
from salesdash.warehouse.questions.ask import Ask
from tests.stores import fill, warehouse_in

WIDEST = 44  # letters; of the last column at 1280 px


@pytest.fixture
def warehouse(tmp_path):
    return warehouse_in(tmp_path / "store")


def test_a_dataset_is_up_to_date_for_a_month_after_which_it_is_behind(warehouse, tmp_path):
    fill(
        warehouse,
        tmp_path,
        orders=[{"order_date": "2025-03-31", "amount": 100}],
        visits=[{"customer": "甲", "date": "2025-02-28"}],
        tickets=[{"opened": "2025-02-27"}],
        people=[{"salesperson": "李"}],
    )
    found = lines(Ask(warehouse.query))
    said = {key: (line.light, line.word.zh) for key, line in found.items() if line.coverage}
    assert said == {
        "orders": ("green", "最新"),
        "visits": ("green", "最新"),  # 31 days
        "tickets": ("amber", "晚 32 天"),
        "people": ("green", "已装载"),
    }
    assert set(found) == set(DATASETS)
    assert list(found)[: len(said)] == [key for key in DATASETS if key in said]


def test_what_is_missing_is_grey_and_names_the_lights_that_it_would_light(warehouse, tmp_path):
    fill(warehouse, tmp_path, orders=[{"order_date": "2025-03-31", "amount": 100}])
    spend = lines(Ask(warehouse.query))["spend"]
    assert (spend.light, spend.word, spend.coverage) == ("grey", Text("未装载", "not loaded"), None)
    assert "渠道投入产出比" in spend.about.zh
    assert brings("people").zh == "补上订单里缺的区域、渠道"
    assert brings("products").zh == "补上订单里缺的产品编号、品类 等 3 项"
    assert all(len(brings(key).en) <= WIDEST for key in DATASETS)


def test_the_last_file_is_named_and_an_undone_one_is_not(warehouse, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir(), second.mkdir()
    fill(warehouse, first, orders=[{"order_date": "2025-03-01", "amount": 1}])
    before = lines(Ask(warehouse.query))["orders"].about
    fill(warehouse, second, orders=[{"order_date": "2025-03-02", "amount": 2}])
    (newest,) = warehouse.rows("SELECT max(import_id) FROM app.imports")[0]
    undo(warehouse, newest)
    assert lines(Ask(warehouse.query))["orders"].about == before


@pytest.mark.parametrize(
    ("rows", "waiting", "zh", "en"),
    [
        ({}, 0, "还没有装载数据。", "Nothing is loaded yet."),
        (
            {"orders": [{"order_date": "2025-03-31", "amount": 100}]},
            0,
            "已装载 1 类数据，订单到 2025年3月31日。",
            "1 dataset is loaded, orders to 31 Mar 2025.",
        ),
        (
            {"people": [{"salesperson": "李"}]},
            2,
            "已装载 1 类数据，还没有订单；2 件事等你处理。",
            "1 dataset is loaded, no orders yet; 2 things wait for you.",
        ),
    ],
)
def test_the_verdict_is_one_sentence(warehouse, tmp_path, rows, waiting, zh, en):
    if rows:
        fill(warehouse, tmp_path, **rows)
    assert verdict(Ask(warehouse.query), waiting) == Text(zh, en)
