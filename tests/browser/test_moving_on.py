"""A page stays open while a newer file comes in: it moves on, and its address carries no date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from salesdash.warehouse.store.database import Warehouse
from tests.browser.stage import Server, serve, settle
from tests.browser.test_first_screen import stands_in_one_line
from tests.stores import daily, fill

OFFERED_MS = 40_000
DATED = re.compile(r"\?.*asof=")


@pytest.fixture
def server(browser_path: str, tmp_path: Path) -> Iterator[Server]:
    """A server whose orders end on 5 January 2026."""
    warehouse = Warehouse(tmp_path / "store")
    fill(warehouse, tmp_path, orders=daily("2024-01-01", 736, amount=100, customer="甲"))
    warehouse.close()
    with serve(tmp_path) as server:
        yield server


def test_an_open_page_moves_on_when_a_newer_file_comes_in(open_page, tmp_path):
    page = open_page("en")
    expect(page.get_by_text("Data to 5 Jan").first).to_be_visible()
    expect(page).not_to_have_url(re.compile(r"\?"))

    newer = tmp_path / "newer.csv"
    days = [date(2026, 1, 6) + timedelta(n) for n in range(55)]
    newer.write_text(
        "\n".join(["订单日期,客户,销售额", *(f"{day},甲,200" for day in days)]), encoding="utf-8"
    )
    other = open_page("en", "data")
    other.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(newer)
    other.get_by_role("button", name="Import", exact=True).click()
    expect(other.get_by_text("Data to 1 Mar").first).to_be_visible()
    settle(other)
    expect(other).not_to_have_url(DATED)

    # untouched it offers what has come in, and shows it only when asked
    update = page.get_by_role("button", name="New data: update")
    expect(update).to_be_visible(timeout=OFFERED_MS)
    assert stands_in_one_line(page, "period_menu", "news", "lang")
    expect(page.locator("[class*=st-key-period_menu]").first).to_contain_text("to 5 Jan")
    update.click()
    expect(page.get_by_text("Data to 1 Mar").first).to_be_visible()
    settle(page)
    expect(update).to_have_count(0)
    expect(page).not_to_have_url(DATED)

    page.goto(f"{page.url}?asof=2026-01-31")
    back = page.get_by_role("button", name="▲ To 31 Jan")
    expect(back).to_contain_text("newest")
    settle(page)
    expect(page).to_have_url(re.compile("asof=2026-01-31"))

    back.click()
    expect(page.get_by_text("Data to 1 Mar").first).to_be_visible()
    settle(page)
    expect(page).not_to_have_url(DATED)
