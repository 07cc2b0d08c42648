"""The page of one channel: named in the address, beside what else is filtered, and never a dead end."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from salesdash.figures.channels.one_member.answer import VIEWS
from salesdash.warehouse.store.database import Warehouse
from tests.pages.visitor import visited, visiting
from tests.stores import daily, fill

Visit = Callable[..., AppTest]


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    """visit(key=value, …) → the page at that address; 门店 sells most, 网店 half of it."""
    folder = tmp_path_factory.mktemp("store")
    warehouse = Warehouse(folder)
    orders = [
        {**line, "customer": f"{channel}{n % 5}", "channel": channel, "region": ("华东", "华南")[n % 2]}
        for channel, amount in (("门店", 200), ("网店", 100))
        for first in ("2024-01-02", "2025-01-02")
        for n, line in enumerate(daily(first, 300, amount=amount))
    ]  # fmt: skip
    fill(warehouse, folder, orders=orders)
    warehouse.close()

    def visit(**words: str) -> AppTest:
        app = visited("channel", **{"lang": "zh", **words})
        assert not app.exception
        return app

    with visiting(folder):
        yield visit


def headline(app: AppTest) -> str:
    return app.header[0].value.replace("\\", "")


def test_the_address_names_whose_page_it_is(visit: Visit):
    app = visit(of="channel:网店")
    assert headline(app).startswith("网店：销售额")
    assert app.selectbox(key="of").value == "channel:网店"
    assert app.query_params["of"] == "channel:网店"
    assert not app.toast


def test_without_a_name_it_is_the_largest_and_says_so_in_the_address(visit: Visit):
    app = visit()
    assert headline(app).startswith("门店：")
    assert app.query_params["of"] == "channel:门店"


def test_without_a_name_it_is_the_one_that_is_filtered(visit: Visit):
    app = visit(channel="网店")
    assert headline(app).removeprefix("渠道：网店 · ").startswith("网店：")
    assert app.query_params["of"] == "channel:网店"


def test_whose_page_it_is_stands_in_no_filter(visit: Visit):
    app = visit(of="channel:网店", region="华东")
    assert [b.key for b in app.button if b.key and b.key.startswith("chip_")] == ["chip_region"]
    assert headline(app).startswith("区域：华东 · 网店：")


def test_a_filter_of_the_same_kind_does_not_empty_the_page(visit: Visit):
    app = visit(of="channel:网店", channel="门店")
    assert headline(app).startswith("网店：销售额")


@pytest.mark.parametrize(
    "of", ["channel:没有", "channel:", "没有", "metric:sales", "product:x", ":"]
)
def test_an_unknown_one_is_said_calmly_with_the_way_back(visit: Visit, of: str):
    app = visit(of=of)
    assert headline(app) == "数据里没有链接所指的成员"
    assert app.button(key="to_all")
    assert app.query_params["of"] == of


def test_another_is_chosen_in_place(visit: Visit):
    app = visit(of="channel:网店")
    app.selectbox(key="of").set_value("channel:门店").run()
    assert headline(app).startswith("门店：")
    assert app.query_params["of"] == "channel:门店"


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("of", ["channel:网店", "region:华东"])
def test_every_view_answers_with_orders_alone(visit: Visit, view: str, of: str):
    app = visit(of=of, more=view)
    assert [error.value for error in app.error] == []
    assert headline(app)
