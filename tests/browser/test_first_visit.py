"""Before any data a page shows what it will show, and two clicks lead on: to one's own files or to the sample."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.stage import VIEWPORT, Mode, Server, serve, settle

WORDS = {
    "zh": ("把每周的销售表格", "示例", "导入我的表格", "先看示例公司", "选择文件"),
    "en": (
        "Your weekly sales spreadsheets",
        "Example",
        "Load my files",
        "Look at the sample",
        "Upload",
    ),
}
MODES: tuple[Mode, ...] = ("light", "dark")
PAGES = ("overview", "targets", "channels", "customers", "kpis")


@pytest.fixture
def server(browser_path: str, tmp_path: Path) -> Iterator[Server]:
    """A server with an empty store."""
    with serve(tmp_path) as server:
        yield server


def test_every_page_has_its_picture_within_the_first_screen(server, open_page):
    for (lang, (what_for, example, *_)), mode in itertools.product(WORDS.items(), MODES):
        page = open_page(lang, "", mode)
        expect(page.get_by_role("heading", name=what_for)).to_be_visible()
        for key in PAGES:
            page.goto(f"{server.url}/{key}")
            expect(page.get_by_text(example, exact=True)).to_be_visible()
            drawing = page.get_by_test_id("stVegaLiteChart").locator("canvas, svg.marks").first
            expect(drawing).to_be_visible()
            settle(page)
            box = drawing.bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= VIEWPORT["height"], (lang, mode, key)


@pytest.mark.parametrize("lang", WORDS)
def test_two_buttons_lead_to_ones_own_files_and_to_the_sample(lang, server, open_page):
    _, example, own, sample, upload = WORDS[lang]
    page = open_page(lang)
    page.get_by_role("button", name=own).click()
    expect(page).to_have_url(re.compile("/data"))
    expect(page.get_by_test_id("stFileUploaderDropzone")).to_contain_text(upload)
    page.goto(server.url)
    settle(page)
    page.get_by_role("button", name=sample).click()
    expect(
        page.get_by_test_id("stMetric").first.or_(page.get_by_text("86.1%").first)
    ).to_be_visible(timeout=90_000)
    expect(page.get_by_text(example, exact=True)).to_have_count(0)
