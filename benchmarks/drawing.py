"""How long a visitor waits in Chromium until a page is drawn."""

from __future__ import annotations

from playwright.sync_api import Page, sync_playwright

from benchmarks.side import Figures, Place
from benchmarks.visits import EMPTY
from tests.browser.find_browser import NO_BROWSER, find_browser
from tests.browser.stage import Server, launch, new_context, serve, settle


def pages(place: Place) -> Figures:
    """Each page, with all that browser and server can have kept since an earlier visit."""
    from salesdash.ui.session.contents import PAGES

    with serve(place.home) as server:
        return _drawn(server, tuple(PAGES))


def empty(place: Place) -> Figures:
    place.home.mkdir(parents=True, exist_ok=True)
    with serve(place.home, str(EMPTY)) as server:
        return _drawn(server, ("",))


def _drawn(server: Server, paths: tuple[str, ...]) -> Figures:
    executable = find_browser()
    assert executable, NO_BROWSER
    with (
        sync_playwright() as playwright,
        launch(playwright, executable) as browser,
        new_context(browser, "zh") as context,
    ):
        page = context.new_page()
        for path in paths:
            _draw(page, f"{server.url}/{path}")
        return {"seconds": {path: _draw(page, f"{server.url}/{path}") for path in paths}}


def _draw(page: Page, address: str) -> float:
    """The seconds from the going there to the last that moved."""
    page.goto(address)
    settle(page)
    return float(page.evaluate("stage.moved")) / 1000
