"""A server for each module and pages of it in a real browser."""

from collections.abc import Generator, Iterator
from contextlib import ExitStack, closing
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.find_browser import NO_BROWSER, browser_is_required, find_browser
from tests.browser.stage import (
    ROOT,
    SETTLE_MS,
    Mode,
    OpenContext,
    OpenPage,
    Server,
    launch,
    listen,
    new_context,
    serve,
    settle,
)

HERE = Path(__file__).parent
FAILURES = ROOT / "artefacts" / "failures"
TEST_SECONDS = 300
REPORT = pytest.StashKey[pytest.TestReport]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A real browser on busy cores may lose a gesture: such a test runs once more, and no other does.
    It may also take its time."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.flaky(reruns=1))
            item.add_marker(pytest.mark.timeout(TEST_SECONDS))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call":
        item.stash[REPORT] = report
    return report


@pytest.fixture(scope="session")
def browser_path() -> str:
    path = find_browser()
    if path is None and browser_is_required():
        pytest.fail(NO_BROWSER)
    if path is None:
        pytest.skip(NO_BROWSER)
    return path


@pytest.fixture(scope="module")
def browser(browser_path: str) -> Iterator[Browser]:
    """One browser a module: while Playwright runs, no other test could use asyncio."""
    expect.set_options(timeout=SETTLE_MS)  # whether, not how soon
    with sync_playwright() as playwright, launch(playwright, browser_path) as browser:
        yield browser


@pytest.fixture(scope="module")
def server(browser_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A fresh server with an empty store, shared by the tests of one module."""
    with serve(tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture(scope="module")
def open_context(browser: Browser) -> Iterator[OpenContext]:
    """open_context(lang, mode="light") → a browser of that language, which a module opens once: the
    first page of each compiles the whole of Streamlit's script."""
    with ExitStack() as stack:

        @cache
        def open_context(lang: str, mode: Mode = "light") -> BrowserContext:
            return stack.enter_context(new_context(browser, lang, mode))

        yield open_context


@pytest.fixture
def open_page(
    open_context: OpenContext, server: Server, request: pytest.FixtureRequest
) -> Iterator[OpenPage]:
    """open_page(lang, path="", mode="light") → a page of `server`, drawn.

    Each call is a visitor of its own: a page is a session, and nothing is kept in the browser. An error in
    the browser's console or a request to anywhere but the server fails the test; when a test fails,
    pictures of its pages are kept in artefacts/failures.
    """
    pages: list[Page] = []
    faults: list[str] = []

    with ExitStack() as stack:

        def open_page(lang: str, path: str = "", mode: Mode = "light") -> Page:
            page = stack.enter_context(closing(open_context(lang, mode).new_page()))
            listen(page, server, faults)
            pages.append(page)
            page.goto(f"{server.url}/{path}")
            settle(page)
            return page

        yield open_page

        report = request.node.stash.get(REPORT, None)
        if report is None or report.failed:
            for number, page in enumerate(pages, start=1):
                page.screenshot(path=FAILURES / f"{request.node.name}-{number}.png")
    assert not faults
