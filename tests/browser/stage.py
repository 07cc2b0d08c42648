"""A served application and a page of it in a browser: for the browser tests and the screenshots."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Playwright,
    Request,
    ViewportSize,
    expect,
)
from playwright.sync_api import TimeoutError as TooLate

ROOT = Path(__file__).resolve().parents[2]
VIEWPORT: ViewportSize = {"width": 1280, "height": 720}
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
START_SECONDS = 90
SETTLE_MS = 30_000
GESTURES, GESTURE_MS = 5, 5_000  # how often a cell is typed into, and how long each step may take

# Nothing may leave this machine: every name but localhost is unknown to the browser.
BROWSER_ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
)

Mode = Literal["light", "dark"]
OpenPage = Callable[..., Page]  # (lang, path="", mode="light"), see the fixture open_page


@dataclass(frozen=True)
class Server:
    """A running application: its address, its store, and what it logs."""

    url: str
    store: Path
    log: Path


@contextmanager
def serve(folder: Path, script: str = "app.py") -> Iterator[Server]:
    """Run the application on a free port with a store of its own in `folder`, until the block ends."""
    server = Server(f"http://localhost:{_free_port()}", folder / "store", folder / "server.log")
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.headless=true"]
    command.append(f"--server.port={server.url.rpartition(':')[2]}")
    with server.log.open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "SALESDASH_STORE": str(server.store)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_healthy(server, process)
        yield server
    finally:
        _end(process)


@contextmanager
def launch(playwright: Playwright, executable: str) -> Iterator[Browser]:
    """Start the browser without a window."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    sandbox = ["--no-sandbox"] if is_root else []
    browser = playwright.chromium.launch(
        executable_path=executable, args=[*BROWSER_ARGUMENTS, *sandbox]
    )
    try:
        yield browser
    finally:
        browser.close()


def new_context(browser: Browser, lang: str, mode: Mode = "light") -> BrowserContext:
    """A visitor's browser: language, light or dark, the size of the meeting's screen."""
    return browser.new_context(locale=LOCALES[lang], color_scheme=mode, viewport=VIEWPORT)


def listen(page: Page, server: Server, faults: list[str]) -> None:
    """Note what goes wrong in the browser, and what it wants from elsewhere, in `faults`."""

    def note(message: ConsoleMessage) -> None:
        # under a page's own address Streamlit looks for itself there first, then at the root
        if message.type == "error" and "/_stcore/" not in message.location["url"]:
            faults.append(f"{message.text} {message.location['url']}")

    def watch(request: Request) -> None:
        if not request.url.startswith((server.url, "data:", "blob:")):
            faults.append(f"asked for {request.url}")

    page.on("console", note)
    page.on("request", watch)
    page.on("pageerror", lambda error: faults.append(str(error)))


def settle(page: Page) -> None:
    """Wait until the script's run is over and all of it is drawn."""
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-connection-state", "CONNECTED", timeout=SETTLE_MS)
    expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=SETTLE_MS)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=SETTLE_MS)


def type_over(page: Page, select: Callable[[], None], cell: Locator, words: str) -> None:
    """Type over the cell that `select` picks until it shows `words`."""
    opened = page.locator("#portal").locator("input, textarea")

    def gesture() -> None:
        select()
        page.keyboard.press("Enter")
        opened.fill(words, timeout=GESTURE_MS)
        opened.press("Enter", timeout=GESTURE_MS)

    _until_shown(page, gesture, cell, words)


def paste(page: Page, select: Callable[[], None], block: str, cell: Locator, words: str) -> None:
    """Paste lines of cells from the one that `select` picks until `cell` shows `words`."""
    page.evaluate("block => navigator.clipboard.writeText(block)", block)

    def gesture() -> None:
        select()
        page.keyboard.press("Control+V")

    _until_shown(page, gesture, cell, words)


def _until_shown(page: Page, gesture: Callable[[], None], cell: Locator, words: str) -> None:
    """Do it from the start until it has come to something: a sheet that is just being drawn lets go
    of a click, of a cell that has opened and of what is pasted."""
    for _ in range(GESTURES):
        settle(page)
        with suppress(TooLate, AssertionError):
            gesture()
            expect(cell).to_contain_text(words, timeout=GESTURE_MS)
            settle(page)
            return
        page.keyboard.press("Escape")
    raise AssertionError(f"The sheet does not take {words!r}: {cell}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


def _wait_until_healthy(server: Server, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    raise RuntimeError(f"The server did not start:\n{server.log.read_text(errors='replace')}")


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
