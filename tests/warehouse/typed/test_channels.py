"""A channel's kind is read in its name, corrected once, and stays corrected."""

import pytest

from salesdash.errors import EntryError
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.channels import ChannelKindOf, channels, choose
from tests.stores import fill


@pytest.fixture
def warehouse(tmp_path):
    warehouse = Warehouse(tmp_path / "store")
    orders = [
        {"order_date": "2025-03-01", "amount": 100, "channel": "天猫"},
        {"order_date": "2025-03-02", "amount": 40, "channel": "老王那边"},
    ]
    fill(warehouse, tmp_path, orders=orders)
    return warehouse


def online_sales(warehouse):
    frame = Ask(warehouse.query)(["sales"], ["online"])
    return dict(zip(frame["online"], frame["sales"], strict=True))


def test_a_kind_is_guessed_by_the_name_and_the_correction_counts(warehouse):
    assert channels(warehouse) == [
        ChannelKindOf("天猫", "marketplace", False),
        ChannelKindOf("老王那边", "direct", False),
    ]
    assert online_sales(warehouse) == {"online": 100, "offline": 40}
    choose(warehouse, "老王那边", "own_shop", by="李")
    assert channels(warehouse)[1] == ChannelKindOf("老王那边", "own_shop", True)
    assert online_sales(warehouse) == {"online": 140}


def test_the_correction_outlives_another_file_and_can_be_taken_back(warehouse, tmp_path):
    choose(warehouse, "老王那边", "social")
    fill(
        warehouse,
        tmp_path,
        orders=[{"order_date": "2025-04-01", "amount": 1, "channel": "老王那边"}],
    )
    assert channels(warehouse)[1].kind == "social"
    choose(warehouse, "老王那边", None)
    assert channels(warehouse)[1] == ChannelKindOf("老王那边", "direct", False)


def test_every_change_is_in_the_trail_with_who_made_it(warehouse):
    choose(warehouse, "天猫", "own_shop", by="李")
    choose(warehouse, "天猫", "own_shop", by="王")
    trail = warehouse.rows(
        "SELECT key, changed_by, before->>'kind', after->>'kind' FROM app.history WHERE what = 'channel'"
    )
    assert trail == [("天猫", "李", "marketplace", "own_shop")]


def test_a_channel_that_no_sheet_names_has_no_kind(warehouse):
    with pytest.raises(EntryError):
        choose(warehouse, "京东", "marketplace")
