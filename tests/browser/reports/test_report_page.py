"""The page to read, opened from the disk in a browser: its charts are drawn, and nothing is fetched."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from salesdash.__main__ import main
from salesdash.charts.grids import heatmap
from salesdash.export.page import html
from salesdash.warehouse.store.database import Warehouse
from tests.browser.stage import new_context
from tests.export.figures import NAME, SALES
from tests.export.reports import ZH, listed, ranked, report
from tests.stores import daily, fill


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    warehouse = Warehouse(folder / "store")
    rows = [
        {**row, "order_id": f"{row['order_id']}{channel}"}
        for year in (2024, 2025)
        for channel, amount in (("天猫", 300.0), ("<b>门店</b>", 100.0))
        for row in daily(f"{year}-01-01", 59, channel=channel, amount=amount)
    ]
    fill(warehouse, folder, orders=rows)
    warehouse.close()
    return folder / "store"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_chart_is_drawn_and_no_request_leaves(
    browser: Browser, store: Path, tmp_path: Path, lang: str
):
    file = tmp_path / "report.html"
    words = ("--store", str(store), "--lang", lang, "report", str(file), "--pages", "channels")
    assert main(words) == 0
    requests, faults = [], []
    with new_context(browser, lang) as context:
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(file.as_uri())
        charts = page.locator(".chart")
        expect(page.locator(".chart svg")).to_have_count(charts.count())
        assert charts.count() > 1
        ranking = page.get_by_role("img").filter(has_text="天猫").first
        expect(ranking.get_by_text("<b>门店</b>").first).to_be_visible()
    assert requests == [file.as_uri()]
    assert faults == []


def test_on_paper_a_drawing_of_many_rows_stands_on_one_page_and_a_long_table_breaks(
    browser: Browser, tmp_path: Path
):
    many = ranked({f"渠道{n}": 1e6 - n for n in range(40)})
    frame = many.frame.assign(part="实得")
    part = replace(NAME, key="part")
    tall = replace(many, draw=lambda look: heatmap.grid(frame, part, NAME, SALES, look))
    file = tmp_path / "report.html"
    file.write_bytes(html(report(tall, listed([1] * 40)), ZH))
    with new_context(browser, "zh") as context:
        page = context.new_page()
        page.goto(file.as_uri())
        page.locator(".chart svg").wait_for()
        high = "document.querySelector('.chart svg').getBoundingClientRect().height"
        assert page.evaluate(high) > 800
        page.emulate_media(media="print")
        assert page.evaluate(high) < 170 / 25.4 * 96  # of a page of 210 mm
        kept = [
            section.evaluate("one => getComputedStyle(one).breakInside")
            for section in page.locator("section").all()
        ]
    assert kept == ["avoid", "auto"]
