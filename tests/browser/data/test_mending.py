"""Rows that could not be read are typed over on the data page and join their import."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.stage import Server, serve, settle, type_over

CLEAN = "".join(f"A{n},2025-03-{n:02},客户{n},700\n" for n in range(10, 20))
ORDERS = f"单号,日期,客户,金额\n{CLEAN}A20,某天,乙,待定\nA21,2025-03-06,丙,待定\n"
REASON_WIDE, ROW, HEAD = 400, 35, 35  # px of the column of reasons, a row and the headers


@pytest.fixture
def server(browser_path: str, tmp_path: Path) -> Iterator[Server]:
    """A server with an empty store."""
    with serve(tmp_path) as server:
        yield server


def _type(page: Page, row: int, column: int, words: str) -> None:
    """Type into a cell, counted from 0 behind the column of reasons."""
    grid = page.get_by_test_id("stForm").get_by_test_id("stDataFrame")

    def select() -> None:
        grid.scroll_into_view_if_needed()
        grid.click(position={"x": REASON_WIDE / 2, "y": HEAD + ROW * (row + 0.5)})
        for _ in range(column + 1):
            page.keyboard.press("ArrowRight")

    type_over(page, select, grid.locator(f"#glide-cell-{column + 1}-{row}"), words)


def test_rows_are_corrected_in_the_table_as_far_as_they_are_right(open_page, tmp_path):
    file = tmp_path / "orders.csv"
    file.write_text(ORDERS, encoding="utf-8")
    page = open_page("zh", "data")
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(file)
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.get_by_text("已导入 10 行 · 待修正 2 行")).to_be_visible()
    settle(page)
    page.get_by_text("看这些行，在这里改正").click()
    settle(page)

    save = page.get_by_role("button", name="导入改正的行")
    _type(page, 0, 1, "100")  # the date is at fault in one row, the amount in both
    _type(page, 1, 1, "10")
    save.click()
    expect(page.get_by_text("已并入 1 行。还有 1 行没有通过检查，原因见表。")).to_be_visible()
    settle(page)

    _type(page, 0, 0, "2025-03-07")  # the amount typed before still stands
    save.click()
    expect(page.get_by_text("没有要处理的事。")).to_be_visible()
    expect(page.get_by_text("合计 100.00 元")).to_be_visible()
