"""A file that cannot be made: the page says why, in its language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.weekly_deck import ReportChoice, WeeklyDeck
from tests.browser.stage import SETTLE_MS, OpenPage, Server, serve
from tests.stores import daily, fill

SAID = {"zh": "不是能打开的 PowerPoint", "en": "no PowerPoint presentation"}


@pytest.fixture(scope="module")
def server(browser_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A store whose weekly deck is broken."""
    folder = tmp_path_factory.mktemp("broken")
    warehouse = Warehouse(folder / "store")
    fill(warehouse, folder, orders=daily("2025-01-01", 9, channel="天猫", amount=100.0))
    WeeklyDeck(warehouse).keep(ReportChoice(("channels",)), b"no deck")
    warehouse.close()
    with serve(folder) as running:
        yield running


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_why_a_file_was_not_made_is_said(open_page: OpenPage, lang: str):
    page = open_page(lang, "reports")
    page.locator(".st-key-weekly_deck").get_by_role("button").click()
    expect(page.get_by_test_id("stDownloadButtonError")).to_contain_text(
        SAID[lang], timeout=SETTLE_MS
    )
