"""Stores with one sheet and no orders: each page shows what it can and says that the orders are missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesdash.ui.session.contents import PAGES
from salesdash.warehouse.store.database import Warehouse
from tests.pages.visitor import visited, visiting
from tests.stores import Rows, fill

MISSING = "缺少：“订单”表。请在“数据导入”页导入。"
ON_DAYS = [f"2025-{month:02}-10" for month in range(1, 13)]
ONE_SHEET: dict[str, Rows] = {
    "opportunities": [
        {"opportunity_id": f"S{n}", "stage": "won", "outcome": "won", "created": day, "closed": day}
        for n, day in enumerate(ON_DAYS)
    ],
    "tickets": [
        {"opened": f"{day} 09:00", "first_response": f"{day} 10:00", "resolved": f"{day} 11:00"}
        for day in ON_DAYS
    ],
    "customers": [
        {"customer": f"客户{n}", "renewal_date": day, "renewed": True, "last_visit": day}
        for n, day in enumerate(ON_DAYS)
    ],
    "spend": [{"date": day, "spend": 100, "budget": 100} for day in ON_DAYS],
    "targets": [{"period": day[:7], "amount": 100} for day in ON_DAYS],
    "products": [{"product": "云朵枕", "list_price": 99}],
}
LIT = {"opportunities": 3, "tickets": 2, "customers": 1, "spend": 1}  # how many lights each brings


@pytest.mark.parametrize("dataset", ONE_SHEET)
def test_every_page_shows_what_one_sheet_tells(dataset: str, tmp_path: Path):
    warehouse = Warehouse(tmp_path)
    fill(warehouse, tmp_path, "test.csv", **{dataset: ONE_SHEET[dataset]})
    warehouse.close()
    with visiting(tmp_path):
        pages = {page: visited(page, lang="zh") for page in PAGES}
    assert [page for page, app in pages.items() if app.exception or app.error] == []
    lights = [len(frame.value) for frame in pages["overview"].dataframe]
    assert lights[:1] == ([LIT[dataset]] if dataset in LIT else [])
    for page in ("overview", "channels", "customers"):
        assert MISSING in [info.value for info in pages[page].info]
    taught = {page for page, app in pages.items() if app.header[0].value == PAGES[page].question.zh}
    assert ("kpis" in taught, "reports" in taught) == (dataset not in LIT,) * 2
    assert "channels" in taught
    assert ("targets" in taught) == (dataset != "targets")
    assert not any("示例公司" in button.label for app in pages.values() for button in app.button)
