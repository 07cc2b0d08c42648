"""What explains a curve is written down where it is seen, and every course shows it at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from salesdash.warehouse.store.database import Warehouse
from tests import stores
from tests.browser.stage import Server, new_context, serve, settle

DAYS = [
    {**row, "region": "东西"[n % 2]}
    for n, row in enumerate(stores.daily("2025-01-01", 170, amount=100))
]
PLAN = [
    {"period": f"2025-{month:02}", "region": region, "amount": 3000}
    for month in range(1, 13)
    for region in "东西"
]


@pytest.fixture
def company(browser_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("events")
    warehouse = Warehouse(folder / "store")
    stores.fill(warehouse, folder, orders=DAYS, targets=PLAN)
    warehouse.close()
    with serve(folder) as server:
        yield server


def on_chart(page: Page, figure: str, words: str) -> None:
    """The chart of the figure bears the words."""
    expect(page.locator(f"[class*=st-key-chart_{figure}] svg text", has_text=words)).to_have_count(
        1
    )


def off_chart(page: Page, figure: str, words: str) -> None:
    expect(page.locator(f"[class*=st-key-chart_{figure}] svg text", has_text=words)).to_have_count(
        0
    )


def open_form(page: Page) -> None:
    settle(page)
    page.locator(
        "[class*=st-key-menu_sales_gap] button, [class*=st-key-menu_gap] button"
    ).first.click()
    page.get_by_role("button", name="记一件大事").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    settle(page)


def test_an_event_is_noted_changed_removed_and_brought_back(browser: Browser, company: Server):
    with new_context(browser, "zh") as context:
        page = context.new_page()
        page.goto(f"{company.url}/overview")
        open_form(page)
        page.get_by_role("textbox", name="发生了什么").fill("全线涨价")
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_role("dialog")).to_have_count(0)
        on_chart(page, "gap_course", "全线涨价")

        open_form(page)
        page.get_by_role("combobox", name=re.compile("哪件事")).click()
        page.get_by_role("option", name="全线涨价").click()
        what = page.get_by_role("textbox", name="发生了什么")
        expect(what).to_have_value(
            "全线涨价"
        )  # what it says now stands there before it is typed over
        settle(page)
        what.fill("降价")
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_role("dialog")).to_have_count(0)
        on_chart(page, "gap_course", "降价")
        off_chart(page, "gap_course", "全线涨价")

        open_form(page)
        page.get_by_role("combobox", name=re.compile("哪件事")).click()
        page.get_by_role("option", name="降价").click()
        expect(page.get_by_role("textbox", name="发生了什么")).to_have_value("降价")
        page.get_by_role("button", name="删除").click()
        expect(page.get_by_role("dialog")).to_have_count(0)
        off_chart(page, "gap_course", "降价")

        open_form(page)
        page.get_by_role("button", name="撤销").click()
        expect(page.get_by_role("dialog")).to_have_count(0)
        on_chart(page, "gap_course", "降价")


def test_beside_a_month_the_event_begins_on_its_day(browser: Browser, company: Server):
    with new_context(browser, "en") as context:
        page = context.new_page()
        page.goto(f"{company.url}/overview?open=day:2025-05-12")
        settle(page)
        sheet = page.get_by_role("dialog")
        sheet.get_by_text("Note an event").click()
        expect(sheet.get_by_role("textbox", name="What happened")).to_be_visible()
        settle(page)
        sheet.get_by_role("textbox", name="What happened").fill("New hire")
        sheet.get_by_role("button", name="Save").click()
        expect(sheet.get_by_role("textbox", name="What happened")).to_have_count(0)
        settle(page)
        page.get_by_role("dialog").get_by_role("button", name="Close").click()
        on_chart(page, "gap_course", "New hire")
