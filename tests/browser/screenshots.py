"""Every page in both languages and both themes, with the sample company, into artefacts/."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from salesdash.imports import import_file
from salesdash.ui.contents import PAGES
from salesdash.warehouse.database import Warehouse
from tests.browser.find_browser import NO_BROWSER, find_browser
from tests.browser.stage import ROOT, launch, new_context, serve, settle

TARGET = ROOT / "artefacts" / "screenshots"


def main() -> int:
    executable = find_browser()
    if executable is None:
        print(NO_BROWSER, file=sys.stderr)
        return 1
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder) / "store")
        with (
            serve(Path(folder)) as server,
            sync_playwright() as playwright,
            launch(playwright, executable) as browser,
        ):
            for lang in ("zh", "en"):
                for mode in ("light", "dark"):
                    with new_context(browser, lang, mode) as context:
                        for key in PAGES:
                            page = context.new_page()
                            page.goto(f"{server.url}/{'' if key == 'overview' else key}")
                            settle(page)
                            page.screenshot(path=TARGET / f"{key}_{lang}_{mode}.png")
                            page.close()
    return 0


def fill(store: Path) -> None:
    warehouse = Warehouse(store)
    for file in sorted((ROOT / "sample_data" / "zh").iterdir()):
        import_file(warehouse, file, accept=True)
    warehouse.close()


if __name__ == "__main__":
    sys.exit(main())
