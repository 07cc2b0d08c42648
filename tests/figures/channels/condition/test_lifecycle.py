"""The stages of life on a store: months into quarters, who is known to be young, and the words for it."""

from __future__ import annotations

import pytest

from salesdash.charts.look import spec
from salesdash.figures.channels.condition import lifecycle as _lifecycle
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.settings import Settings
from tests.heard import heard
from tests.stores import asked, fill, scope

lifecycle = heard(_lifecycle)


def orders(channel, sold):
    """Orders on the second of each quarter's first month, from 2024 on."""
    return [
        {
            "order_date": f"{2024 + n // 4}-{n % 4 * 3 + 1:02}-02",
            "channel": channel,
            "amount": amount,
        }
        for n, amount in enumerate(sold)
        if amount
    ]


# 天猫 grows by 30 % while all grow by 12 or more; 门店 falls; 抖音 begins in July 2025.
ORDERS = [
    *orders("天猫", [100, 100, 100, 100, 130, 130, 130, 130]),
    *orders("门店", [100, 100, 100, 100, 90, 90, 90, 90]),
    *orders("抖音", [0, 0, 0, 0, 0, 0, 40, 40]),
    {"order_date": "2025-12-31", "channel": "天猫", "amount": 1},
]


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    return asked(tmp_path_factory.mktemp("lifecycle"), orders=ORDERS)


def test_each_quarter_has_its_stage_and_the_last_is_said(ask):
    figure = lifecycle.trail(ask, scope(ask, "2025"), "channel")
    assert figure.sentence == "2025年第四季度：导入：抖音；衰退：门店。"
    of = {(row["channel"], str(row["quarter"])): row for row in figure.frame.to_dict("records")}
    assert of["天猫", "2025-01-01"]["stage"] == "成长"
    assert of["门店", "2025-01-01"]["stage"] == "成熟"
    assert of["门店", "2025-04-01"]["stage"] == "衰退"
    assert of["门店", "2025-04-01"]["why"].startswith("连续 2 个季度销售额和占比都低于去年同期")
    assert of["抖音", "2025-07-01"]["why"] == "首次销售不到 12 个月"
    assert ("天猫", "2024-01-01") not in of
    assert "门店：衰退，" in "".join(figure.notes)


def test_a_quarter_still_running_has_no_stage(ask):
    figure = lifecycle.trail(ask, scope(ask, "2025-11"), "channel")
    assert figure.frame["quarter"].max().month == 7


def test_cells_open_their_member_and_quarter(ask):
    figure = lifecycle.trail(ask, scope(ask, "2025", lang="en"), "channel")
    row = next(iter(spec(figure.draw("light"))["datasets"].values()))[0]
    assert (row["of_channel"], row["of_quarter"], row["word"]) == ("天猫", "2025Q1", "Growth")


def test_one_year_of_data_tells_no_stage(tmp_path):
    ask = asked(tmp_path, orders=orders("天猫", [100, 100, 100, 100]))
    figure = lifecycle.trail(ask, scope(ask, "2024"), "channel")
    assert figure.is_empty
    assert "还不够" in figure.sentence


def test_nobody_is_young_of_whom_it_is_not_known_since_when_he_sells(tmp_path):
    warehouse = Warehouse(tmp_path / "store")
    fill(warehouse, tmp_path, orders=ORDERS)
    Settings(warehouse).set_rules({"new_after": 600})
    ask = Ask(warehouse.query)
    assert "导入" not in lifecycle.trail(ask, scope(ask, "2025"), "channel").sentence
