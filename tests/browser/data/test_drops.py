"""Files dropped together: what one of them still asks is answered there, without dropping it again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.stage import Server, serve, settle

DAYS = "日期,客户,金额\n2025-03-05,{},700\n2025-03-06,{},100\n"


@pytest.fixture
def server(browser_path: str, tmp_path: Path) -> Iterator[Server]:
    """A server with an empty store."""
    with serve(tmp_path) as server:
        yield server


def test_a_file_that_asks_only_once_another_is_in_stays_until_it_is_answered(open_page, tmp_path):
    files = [tmp_path / "first.csv", tmp_path / "other.csv"]
    for file, customers in zip(files, ("甲乙", "丙丁"), strict=True):
        file.write_text(DAYS.format(*customers), encoding="utf-8")
    page = open_page("zh", "data")
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(files)
    expect(page.get_by_text("2 张表可以导入")).to_be_visible()
    settle(page)

    upload = page.get_by_role("button", name="导入", exact=True)
    upload.click()
    expect(page.get_by_text("读到 2 行 · 已导入 2 行")).to_have_count(1)
    expect(upload).to_be_disabled()
    expect(page.get_by_text("等你回答后再导入")).to_have_count(1)
    settle(page)

    page.get_by_role("button", name="都按推荐").click()
    expect(upload).to_be_enabled()
    settle(page)
    upload.click()
    expect(page.get_by_text("读到 2 行 · 已导入 2 行")).to_have_count(1)
    expect(upload).to_have_count(0)


def test_an_import_says_what_is_loaded_now_until_it_is_undone(open_page, tmp_path):
    file = tmp_path / "orders.csv"
    file.write_text(DAYS.format("甲", "乙"), encoding="utf-8")
    page = open_page("zh", "data")
    headline = page.get_by_test_id("stHeading").first
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(file)
    page.get_by_role("button", name="导入", exact=True).click()
    expect(headline).to_have_text("已装载 1 类数据，订单到 2025年3月6日。")
    receipt, way = page.get_by_text("读到 2 行 · 已导入 2 行"), page.get_by_text("去总览看结果")
    expect(receipt).to_be_visible()
    expect(way).to_be_visible()
    settle(page)

    page.get_by_role("button", name="撤销").click()
    page.get_by_role("button", name="确定撤销").click()
    expect(headline).to_have_text("还没有装载数据。")
    expect(receipt).to_have_count(0)
    expect(way).to_have_count(0)


def test_what_was_dropped_stands_on_the_first_screen_and_its_import_leads_to_the_overview(
    open_page, tmp_path
):
    file = tmp_path / "orders.csv"
    file.write_text(DAYS.format("甲", "乙"), encoding="utf-8")
    page = open_page("en", "data")
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(file)
    upload = page.get_by_role("button", name="Import", exact=True)
    expect(upload).to_be_in_viewport()
    expect(page.get_by_text("orders.csv").first).to_be_in_viewport()
    upload.click()
    headline = page.get_by_test_id("stHeading").first
    expect(headline).to_have_text("1 dataset is loaded, orders to 6 Mar 2025.")
    settle(page)
    page.get_by_text("See it on the overview").click()
    expect(headline).to_contain_text("2025 to 6 Mar: sales of ¥800.00")
