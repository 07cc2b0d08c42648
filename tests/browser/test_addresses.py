"""A view is an address: sent to somebody else, the link opens the same view."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from salesdash.ui.session.contents import PAGES
from salesdash.warehouse.store.database import Warehouse
from tests.browser.stage import Server, serve, settle
from tests.stores import fill

VIEW = "lang=en&period=2025-03&compare=previous&region=华东&region=华南&unit=wan&asof=2025-03-20"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two years of an order a month in three regions."""
    folder = tmp_path_factory.mktemp("filled")
    warehouse = Warehouse(folder / "store")
    orders = [
        {
            "order_date": f"{year}-{month:02}-10",
            "amount": 1000 + month,
            "region": region,
            "customer": f"{region}的客户",
            "channel": "天猫" if month % 2 else "门店",
        }
        for year in (2024, 2025)
        for month in range(1, 13)
        for region in ("华东", "华南", "华北")
    ]
    fill(warehouse, folder, orders=orders)
    warehouse.close()
    return folder / "store"


@pytest.fixture
def server(browser_path: str, filled: Path, tmp_path: Path) -> Iterator[Server]:
    """A server that has just started: nobody has opened a page yet."""
    shutil.copytree(filled, tmp_path / "store")
    with serve(tmp_path) as server:
        yield server


@pytest.mark.parametrize("keys", [[*PAGES][::2], [*PAGES][1::2]], ids=lambda keys: keys[0])
def test_right_after_a_start_a_link_opens_its_page_with_its_period_and_filters(keys, open_page):
    for key in keys:
        page = open_page("zh", f"{key}?{VIEW}")

        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(page).to_have_title(f"{PAGES[key].name.en} · salesdash")
        here = page.get_by_test_id("stTopNavLink").and_(page.locator("[aria-current=page]"))
        if PAGES[key].listed:
            expect(here).to_contain_text(PAGES[key].name.en)
        period = page.get_by_role("button", name="Mar 2025")
        expect(period.and_(page.get_by_test_id("stPopoverButton"))).to_be_visible()
        for choice in ("previous", "EN"):
            expect(page.get_by_role("radio", name=choice, exact=True)).to_be_checked()
        chip = page.get_by_role("button", name="Region: 华东, 华南")
        expect(chip).to_have_count(1 if PAGES[key].filtered else 0)
        if PAGES[key].filtered:
            expect(page.locator("h2").first).to_contain_text("Region: 华东, 华南")
        for words in VIEW.encode("ascii", "ignore").decode().replace("region=&", "").split("&"):
            expect(page).to_have_url(re.compile(re.escape(words)))
        page.close()


def test_back_leads_to_the_page_before_and_to_the_choice_before_as_they_were(open_page):
    page = open_page("en", "channels?lang=en&period=2025-03&region=华东")
    chip = page.get_by_role("button", name="Region: 华东")
    page.get_by_test_id("stTopNavLink").filter(has_text="KPIs").click()
    expect(page).to_have_url(re.compile(r"/kpis\?.*period=2025-03"))
    settle(page)
    page.go_back()
    expect(page).to_have_url(re.compile(r"/channels\?.*period=2025-03"))
    expect(chip).to_be_visible()
    settle(page)
    chip.click()
    expect(chip).to_have_count(0)
    settle(page)
    page.go_back()
    expect(page).to_have_url(re.compile(r"/channels\?.*region="))
    expect(chip).to_be_visible()


def test_the_first_page_is_at_the_bare_address_and_under_its_own_name(open_page):
    for path in ("", "overview"):
        page = open_page("en", path)
        expect(page.get_by_role("heading").first).to_contain_text("2025 to 10 Dec: sales of")
        expect(page.get_by_role("dialog")).to_have_count(0)
