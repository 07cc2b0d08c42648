"""Every page in both languages and both themes, with the sample company, into artefacts/."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from salesdash.text import LANGS, Lang
from salesdash.ui.session.contents import PAGES
from tests.browser.find_browser import NO_BROWSER, find_browser
from tests.browser.stage import (
    ROOT,
    Mode,
    Server,
    launch,
    new_context,
    serve,
    settle,
)
from tests.sample import lay

TARGET = ROOT / "artefacts" / "screenshots"
MODES: tuple[Mode, ...] = ("light", "dark")


def main() -> int:
    executable = find_browser()
    if executable is None:
        print(NO_BROWSER, file=sys.stderr)
        return 1
    TARGET.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, launch(playwright, executable) as browser:
        for lang in LANGS:
            with tempfile.TemporaryDirectory() as folder:
                lay(Path(folder) / "store", lang)
                with serve(Path(folder)) as server:
                    for mode in MODES:
                        take(browser, server, lang, mode)
    return 0


def take(browser: Browser, server: Server, lang: Lang, mode: Mode) -> None:
    """Every page as a visitor of this language sees it."""
    with new_context(browser, lang, mode) as context:
        page = context.new_page()
        for key in PAGES:
            page.goto(f"{server.url}/{key}")
            settle(page)
            page.screenshot(path=TARGET / f"{key}_{lang}_{mode}.png")


if __name__ == "__main__":
    sys.exit(main())
