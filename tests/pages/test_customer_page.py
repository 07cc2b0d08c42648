"""The page of one customer: named in the address, and what is noted there stands at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from salesdash.figures.customers.one_customer.answer import VIEWS
from salesdash.warehouse.store.database import Warehouse
from tests.pages.visitor import visited, visiting
from tests.stores import daily, fill

Visit = Callable[..., AppTest]


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    """visit(key=value, …) → the page at that address; 大客户 buys most, five others less."""
    folder = tmp_path_factory.mktemp("store")
    warehouse = Warehouse(folder)
    orders = [
        {
            **line,
            "customer": "大客户" if n % 2 else f"客户{n % 10}",
            "amount": 900 if n % 2 else 100,
        }
        for n, line in enumerate(daily("2025-01-02", 300))
    ]
    fill(warehouse, folder, orders=orders)
    warehouse.close()

    def visit(**words: str) -> AppTest:
        app = visited("customer", **{"lang": "zh", **words})
        assert not app.exception
        return app

    with visiting(folder):
        yield visit


def headline(app: AppTest) -> str:
    return app.header[0].value.replace("\\", "")


def save(app: AppTest) -> None:
    next(button for button in app.button if button.label == "保存").click().run()


def test_the_address_names_the_customer_and_the_largest_stands_where_it_names_nobody(visit: Visit):
    assert "客户4：" in headline(visit(customer="客户4"))
    assert "大客户：高价值客户" in headline(visit())
    assert "没有这位客户" in headline(visit(customer="没有"))


def test_every_view_answers(visit: Visit):
    for view in VIEWS:
        app = visit(customer="客户4", more=view)
        assert [error.value for error in app.error] == []


def test_a_name_is_found_by_a_part_of_it(visit: Visit):
    app = visit(customer="客户4")
    app.text_input(key="customer_words").input("大").run()
    app.button(key="to_大客户").click().run()
    assert "大客户：" in headline(app)


def test_a_note_stands_at_once_and_is_taken_back_and_what_lacks_is_said(visit: Visit):
    app = visit(customer="客户4", more="note")
    app.text_area(key="follow_up_words_客户4_0").input("换了采购经理")
    save(app)
    assert any("换了采购经理" in line.value for line in app.markdown)
    app.button(key="follow_up_undo").click().run()
    assert not any("换了采购经理" in line.value for line in app.markdown)
    app.selectbox(key="follow_up_result_客户4_1").select("planned")
    save(app)
    assert [error.value for error in app.error] == ["请填写下次日期。"]
