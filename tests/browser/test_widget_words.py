"""A Chinese page has no English word of Streamlit's own, whatever is opened; our words and data stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from salesdash.ui.session.contents import PAGES
from salesdash.warehouse.store.database import Warehouse
from tests.browser.stage import OpenPage, Server, serve, settle
from tests.stores import fill

# Where Streamlit's own words stand. Everything else is written by us, or is data.
PARTS = """
[data-testid=stFileUploaderDropzone], [data-testid=InputInstructions], [data-testid=stTooltipContent],
[data-testid=stElementToolbar], [data-testid=stDataFrameColumnMenu], [data-testid=stStatusWidget],
[data-testid=stDataFrameColumnVisibilityMenu], [data-testid=stSelectboxVirtualDropdown],
[data-testid=stMultiSelectDropdown], [data-testid=stDateInputCalendar], [data-testid=stSkipToContent],
[data-testid=stMainMenuList], [data-testid=stTooltipIcon], [data-testid=stNumberInput]
"""
SPOKEN = """parts => {
  const visible = e => e.getClientRects().length > 0
  const said = []
  for (const part of document.querySelectorAll(parts)) {
    if (!visible(part)) continue
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const holder = walker.currentNode.parentElement
      if (visible(holder) && !holder.closest("[data-testid=stIconMaterial], [data-testid=stFileChipName]"))
        said.push(walker.currentNode.nodeValue)
    }
    for (const named of [part, ...part.querySelectorAll("[aria-label], [title], [placeholder]")])
      if (visible(named))
        said.push(named.ariaLabel ?? "", named.title ?? "", named.placeholder ?? "")
  }
  return said
}"""
# What Chinese readers write so, too, the members of the company below, and what is typed.
KNOWN = r"CSV|PNG|Excel|xlsx?|xlsb|ods|zip|MB|KB|GB|Ctrl|Esc|ROI|CAC|CLV|NPS|CSAT|Search|Upload|Open|Close|zz"
ENGLISH = re.compile(rf"\b(?!(?:{KNOWN})\b)[A-Za-z]{{2,}}\b")


@pytest.fixture(scope="module")
def server(browser_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A year of orders, by customers and regions that are called as Streamlit calls its buttons."""
    folder = tmp_path_factory.mktemp("named")
    warehouse = Warehouse(folder / "store")
    orders = [
        {
            "order_date": f"2025-{month:02}-10",
            "amount": 1000 + month,
            "customer": customer,
            "region": region,
        }
        for month in range(1, 13)
        for customer, region in (("Search", "Upload"), ("Close", "Open"), ("甲公司", "华东"))
    ]
    fill(warehouse, folder, orders=orders)
    warehouse.close()
    with serve(folder) as server:
        yield server


def test_no_page_has_an_english_word_of_streamlits(server: Server, open_page: OpenPage) -> None:
    page = open_page("zh")
    for view in PAGES:
        page.goto(f"{server.url}/{view}")
        expect(
            page.get_by_test_id("stMainBlockContainer").get_by_role("heading").first
        ).to_be_visible()
        settle(page)
        nothing_english(page, view)
        for opened in openings(page):
            nothing_english(page, f"{view}: {opened}")


def openings(page: Page) -> Iterator[str]:
    """What a reader opens of each kind on a page: a table's tools, a list, a calendar, a menu."""
    for kind in ("stDataFrame", "stVegaLiteChart"):
        for drawn in page.get_by_test_id(kind).locator("visible=true").all()[:1]:
            drawn.scroll_into_view_if_needed()
            drawn.hover()
            tools = page.get_by_test_id("stElementToolbarButton").locator("visible=true")
            for tool in tools.all()[:4]:
                tool.hover(force=True)
                yield f"{kind} tool"
    for kind in ("stSelectbox", "stMultiSelect"):
        for box in page.get_by_test_id(kind).locator("visible=true").all()[:1]:
            box.locator("input").click()
            page.keyboard.type("zz")
            settle(page)
            yield kind
            page.keyboard.press("Escape")
            page.keyboard.press("Escape")
    for menu in (
        page.get_by_test_id("stPopover").get_by_role("button").locator("visible=true").all()[:3]
    ):
        menu.click()
        settle(page)
        yield "popover"
        for days in (
            page.get_by_test_id("stDateInputCalendarButton").locator("visible=true").all()[:1]
        ):
            days.click()
            settle(page)
            yield "calendar"
            page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        settle(page)
    for field in page.get_by_test_id("stTextInput").locator("visible=true").all()[:1]:
        field.locator("input").fill("2025")
        yield "field"


def nothing_english(page: Page, where: str) -> None:
    page.wait_for_function("document.documentElement.lang === 'zh-CN'")
    said = page.evaluate(SPOKEN, PARTS)
    assert not [words for words in said if ENGLISH.search(words)], where


def test_a_file_is_chosen_in_chinese_and_goes_the_same_way(server, open_page, tmp_path):
    file = tmp_path / "Upload.csv"
    file.write_text("订单日期,销售额\n2025-03-01,100\n", encoding="utf-8")
    page = open_page("zh", "data")
    place = page.get_by_test_id("stFileUploaderDropzone").first
    expect(place).to_contain_text("选择文件")
    expect(place).to_contain_text("每个文件最大 500MB")
    page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(file)
    expect(page.get_by_test_id("stFileChipName")).to_have_text("Upload.csv")


def test_data_keep_their_names_and_english_pages_their_words(server, open_page):
    page = open_page("zh", "customers")
    page.get_by_role("button", name="筛选").click()
    page.get_by_test_id("stMultiSelect").first.locator("input").click()
    for member in ("Upload", "Open"):
        expect(page.get_by_role("option", name=member, exact=True)).to_be_visible()
    page.goto(f"{server.url}/data")
    expect(page.get_by_test_id("stFileUploaderDropzone").first).to_contain_text("选择文件")
    page.goto(f"{server.url}/data?lang=en")
    expect(page.get_by_test_id("stFileUploaderDropzone").first).to_contain_text("500MB per file")


def test_a_number_that_is_too_small_is_refused_in_chinese(open_page: OpenPage) -> None:
    page = open_page("zh", "actions")
    page.get_by_role("button", name="新增行动").click()
    form = page.get_by_role("dialog")
    form.get_by_label("预期金额").fill("-5")
    form.get_by_label("预期金额").press("Tab")
    expect(form).to_contain_text("不能小于 0.00。")
    nothing_english(page, "a number too small")


def test_turning_to_english_takes_the_chinese_words_back(server, open_page):
    page = open_page("zh", "data")
    place = page.get_by_test_id("stFileUploaderDropzone").first
    expect(place).to_contain_text("每个文件最大 500MB")
    page.get_by_role("radio", name="EN").click()
    expect(place).to_contain_text("500MB per file")
    page.wait_for_function("document.documentElement.lang === 'en'")
