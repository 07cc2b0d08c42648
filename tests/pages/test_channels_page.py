"""The page of channels: each way to look further opens, with spend, costs and stock loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from salesdash.catalog.rules.declared import RULES
from salesdash.figures.channels.side_by_side import MORE_VIEWS
from salesdash.ui.session import store
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.settings import Settings
from tests.pages.visitor import visited, visiting
from tests.stores import daily, fill

Visit = Callable[..., AppTest]
MONTHS = [f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 11)]


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    """visit(key=value, …) → the page at that address, of two channels over two years."""
    folder = tmp_path_factory.mktemp("store")
    warehouse = Warehouse(folder)
    orders = [
        {**line, "customer": f"{channel}{n % 5}", "channel": channel, "cost": amount / 2}
        for channel, amount in (("门店", 200), ("网店", 100))
        for first in ("2024-01-02", "2025-01-02")
        for n, line in enumerate(daily(first, 300, amount=amount))
    ]
    spend = [
        {"date": month, "channel": channel, "spend": 900 + 100 * n, "inventory": 9000, "outlets": 3}
        for n, month in enumerate(MONTHS)
        for channel in ("门店", "网店")
    ]
    fill(warehouse, folder, orders=orders, spend=spend)
    warehouse.close()

    def visit(**words: str) -> AppTest:
        app = visited("channels", **{"lang": "zh", **words})
        assert not app.exception
        return app

    with visiting(folder):
        yield visit


@pytest.mark.parametrize("view", MORE_VIEWS)
def test_every_view_opens(visit: Visit, view: str):
    app = visit(more=view)
    assert [error.value for error in app.error] == []
    assert app.query_params.get("more", "diagnosis") == view


def test_the_health_of_the_one_chosen_is_opened(visit: Visit):
    app = visit(more="health", health_of="网店")
    assert app.selectbox(key="health_of").value == "网店"
    assert any("网店健康度" in element.value for element in app.markdown)


def test_no_more_of_a_budget_can_be_moved_than_the_rule_allows(visit: Visit):
    assert visit(more="shift").slider(key="move_share").max == 30
    settings = Settings(store.warehouse())
    settings.set_rules({"shift_most": 0.2})
    try:
        assert visit(more="shift").slider(key="move_share").max == 20
    finally:
        settings.set_rules({"shift_most": RULES["shift_most"].value})
