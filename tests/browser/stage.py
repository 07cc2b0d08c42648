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
SETTLE_MS = 60_000
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

# Notes what moves in a page, and whether the server still owes an answer: between a gesture and the
# run that it starts nothing on the screen tells of it.
WATCH = """(() => {
  const stage = window.stage = {moved: 0, seen: 0, calm: 0, asked: false, owed: false}
  const move = () => { stage.moved = performance.now() }
  performance.setResourceTimingBufferSize(5000)
  new MutationObserver(move)
    .observe(document, {subtree: true, childList: true, attributes: true, characterData: true})
  window.WebSocket = class extends WebSocket {
    constructor(...address) {
      super(...address)
      this.addEventListener('message', () => { move(); stage.owed = false })
    }
    send(message) { move(); stage.asked = stage.owed = true; super.send(message) }
  }
})()"""
# How often it looks, and how often in a row nothing may have moved: together longer than the 150 ms
# for which a table or a chart holds back what was done in it.
LOOK_MS, CALM = 50, 5
SETTLED = """calm => {
  const stage = window.stage, app = document.querySelector('[data-testid=stApp]')
  const undrawn = '[data-testid=stSkeleton], [data-testid=stAppSkeleton], '
    + '[data-testid=stVegaLiteChart]:not(:has(svg, canvas))'
  const links = [...document.querySelectorAll('link[rel=modulepreload], link[rel=stylesheet]')]
  stage.lacks = Object.entries({
    'a connection': app?.dataset.testConnectionState === 'CONNECTED',
    'an answer': stage.asked && !stage.owed,
    'the end of the run': app?.dataset.testScriptState === 'notRunning',
    'what is to be drawn': !document.querySelector(undrawn),
    'a part of the script': links.every(link => performance.getEntriesByName(link.href).length),
    'fonts': document.fonts.status === 'loaded',
    'rest': stage.moved === stage.seen,
  }).filter(([, there]) => !there).map(([what]) => what)
  stage.seen = stage.moved
  stage.calm = stage.lacks.length ? 0 : stage.calm + 1
  if (stage.calm < calm) return false
  stage.calm = 0
  return true
}"""

Mode = Literal["light", "dark"]
OpenContext = Callable[..., BrowserContext]  # (lang, mode="light"), see the fixture open_context
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
    context = browser.new_context(locale=LOCALES[lang], color_scheme=mode, viewport=VIEWPORT)
    context.add_init_script(WATCH)
    return context


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
    """Wait until the script's run is over, all of it is drawn, and nothing moves any more."""
    try:
        page.wait_for_function(SETTLED, arg=CALM, polling=LOOK_MS, timeout=SETTLE_MS)
    except TooLate:
        lacks = page.evaluate("window.stage.lacks")
        raise AssertionError(f"{page.url} does not come to rest, it lacks {lacks}") from None


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
