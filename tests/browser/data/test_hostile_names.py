"""A real browser draws hostile names as words, asks nobody for anything and links to nowhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from salesdash.ui.session.contents import PAGES
from tests import hostile
from tests.browser.stage import Server, serve, settle

VIEWS = (*PAGES, "targets?view=plan", "targets?by=region", "kpis?kpi=sales&by=region")
# The menus of a page are made alike: some of each are opened.
MENUS = 1
# What a name would have become: a link, a picture, a formula, an emoji, an icon, a colour, a heading.
# A subject that we set in grey may name somebody; a colour of the name's own holds the name alone.
DONE = {
    "a link": "a[href*='evil']",
    "a picture": "img[src*='evil'], img[alt*='evil'], img[alt*='Streamlit']",
    "a formula": ".katex",
    "an icon": "span[aria-label='skull icon']",
    "a colour": ".stMarkdownColoredText:text-is('evil'), .stMarkdownBadge:text-is('evil')",
    "code": "code:text-is('evil')",
    "struck out": "del:has-text('evil')",
    "bold": "strong:text-is('evil'), b:text-is('evil')",
    "a table": "th:has-text('evil')",
}


@pytest.fixture(scope="module")
def server(browser_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("hostile")
    hostile.company(folder / "store", "zh")
    with serve(folder) as server:
        yield server


def test_hostile_names_are_words_on_every_page(server, open_page):
    drawn = open_page("zh")
    for view in VIEWS:
        drawn.goto(f"{server.url}/{view}")
        expect(drawn.get_by_role("heading").first).to_be_visible()
        settle(drawn)
        words_alone(drawn, view)
        for menu in drawn.locator("[data-testid=stPopover] button").all()[:MENUS]:
            menu.click()
            expect(drawn.get_by_test_id("stPopoverBody")).to_be_visible()
            settle(drawn)
            words_alone(drawn, view)
            drawn.keyboard.press("Escape")


def words_alone(page: Page, view: str) -> None:
    found = [what for what, where in DONE.items() if page.locator(where).count()]
    assert not found, (view, found)
    assert "\N{SKULL}" not in page.locator("body").inner_text()
