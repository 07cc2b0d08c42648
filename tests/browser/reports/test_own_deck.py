"""Figures leave by their menu: into a deck of one's own, in the order in which they were collected."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from pptx import Presentation

from salesdash.warehouse.store.database import Warehouse
from tests.browser.stage import OpenPage, Server, serve, settle
from tests.stores import daily, fill

INTO = {"zh": "放进 PPT", "en": "Into the deck"}
COUNTED = {"zh": "PPT {} 页", "en": "Deck: {}"}
OUT = {"zh": "拿掉", "en": "Take out"}
MASKED, MASK = (
    {"zh": "客户名用代号", "en": "Customers under letters"},
    {"zh": "客户A", "en": "Customer A"},
)


@pytest.fixture(scope="module")
def server(browser_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Two channels of which one's customer has fallen silent."""
    folder = tmp_path_factory.mktemp("own_deck")
    warehouse = Warehouse(folder / "store")
    rows = [
        {**row, "order_id": f"{row['order_id']}{name}"}
        for name, days in (("天猫", 20), ("门店", 59))
        for row in daily("2025-01-01", days, channel=name, amount=100.0, customer=f"明远{name}公司")
    ]
    fill(warehouse, folder, orders=rows)
    warehouse.close()
    with serve(folder) as running:
        yield running


def turn_to(page: Page, key: str) -> None:
    page.get_by_test_id("stTopNavLink").and_(page.locator(f"[href$='/{key}']")).click()
    expect(page).to_have_url(re.compile(f"/{key}"))
    settle(page)


def collect(page: Page, lang: str, key: str, *, is_masked: bool = False) -> None:
    page.locator(f".st-key-menu_{key}").get_by_role("button").click()
    settle(page)
    if is_masked:
        page.get_by_text(MASKED[lang], exact=True).click()
        settle(page)
    page.get_by_role("button", name=INTO[lang], exact=True).click()
    settle(page)
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_was_collected_is_counted_taken_out_and_made_a_deck_in_order(
    open_page: OpenPage, lang: str
):
    page = open_page(lang, "customers")
    collect(page, lang, "week_calls", is_masked=True)
    collect(page, lang, "customer_tiers")
    turn_to(page, "channels")
    collect(page, lang, "channel_money")
    page.get_by_role("button", name=COUNTED[lang].format(3)).click()
    page.get_by_role("button", name=OUT[lang]).nth(1).click()
    expect(page.get_by_role("button", name=COUNTED[lang].format(2))).to_be_visible()
    settle(page)
    with page.expect_download() as download:
        page.locator(".st-key-collected_deck").get_by_role("button").click()
    slides = Presentation(str(download.value.path())).slides
    names = [[shape.name for shape in slide.shapes if "figure" in shape.name] for slide in slides]
    assert names == [["salesdash:1.week_calls:figure"], ["salesdash:2.channel_money:figure"]]
    (table,) = (shape.table for shape in slides[0].shapes if shape.has_table)
    assert table.cell(1, 0).text.startswith(MASK[lang][:-1])
    other = open_page(lang, "channels")
    expect(other.get_by_role("button", name=INTO[lang])).to_have_count(0)
    expect(other.locator(".st-key-own_deck_of")).to_have_count(0)
