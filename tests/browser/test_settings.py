"""In a real browser a setting that is changed holds, and its address opens it again."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from salesdash.text import LANGS
from salesdash.ui.settings.sections import GROUPS
from salesdash.warehouse.store.database import Warehouse
from tests.browser.stage import VIEWPORT, Server, serve, settle, type_over
from tests.stores import fill

SCREENS = 2.5
SAVE = {"zh": "保存", "en": "Save"}


@pytest.fixture(scope="module")
def server(browser_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("settings")
    warehouse = Warehouse(folder / "store")
    orders = [
        {
            "order_date": f"2025-{month:02}-10",
            "amount": 100,
            "channel": channel,
            "customer": channel,
            "product": "茶",
        }
        for month in range(1, 12)
        for channel in ("天猫", "门店", "老王那边")
    ]
    fill(warehouse, folder, orders=orders)
    warehouse.close()
    with serve(folder) as server:
        yield server


@pytest.mark.parametrize("lang", LANGS)
def test_every_group_is_short_and_nothing_lies_beyond_its_side(server, open_page, lang):
    page = open_page(lang, "settings")
    for group in (
        *GROUPS,
        "limits&part=rules",
        "definitions&about=deals",
        "definitions&about=sheets",
    ):
        page.goto(f"{server.url}/settings?lang={lang}&group={group}")
        expect(page.get_by_test_id("stMain").get_by_role("heading").first).to_be_visible()
        settle(page)
        main = page.get_by_test_id("stMainBlockContainer")
        height = main.evaluate("main => main.getBoundingClientRect().height")
        assert height <= SCREENS * VIEWPORT["height"], (group, height)
        assert main.evaluate("main => main.scrollWidth <= main.clientWidth"), group
        expect(page.get_by_test_id("stAlertContentError")).to_have_count(0)


def test_a_rule_that_is_changed_holds(server, open_page):
    page = open_page("zh", "settings?group=limits&part=rules&subject=floor_share")
    _type(page, "ship_within", "5")
    page.get_by_role("button", name=SAVE["zh"], exact=True).click()
    settle(page)
    expect(_field(page, "ship_within")).to_have_value("5")
    page.goto(f"{server.url}/settings?lang=en&group=limits&part=rules&subject=floor_share")
    expect(_field(page, "ship_within")).to_have_value("5")


def test_shares_that_make_more_than_all_are_refused_in_words(server, open_page):
    page = open_page("zh", "settings?group=limits&part=rules&subject=money_weight")
    _type(page, "high_share", "90")
    page.get_by_role("button", name=SAVE["zh"], exact=True).click()
    settle(page)
    expect(page.get_by_text("占比合计不超过 100%")).to_be_visible()
    page.reload()
    expect(_field(page, "high_share")).to_have_value("20.0")


def test_a_day_is_turned_by_a_click_of_the_mouse_and_by_the_keyboard(server, open_page):
    page = open_page("en", "settings?group=workdays&month=2025-11")
    expect(page.get_by_text("Nov 2025: 20 workdays")).to_be_visible()
    page.locator(".st-key-day_2025-11-10").get_by_role("button").click()
    expect(page.get_by_text("Nov 2025: 19 workdays")).to_be_visible()
    settle(page)
    page.locator(".st-key-day_2025-11-10").get_by_role("button").press("Enter")
    expect(page.get_by_text("Nov 2025: 20 workdays")).to_be_visible()


def test_what_is_typed_is_looked_for_at_once(server, open_page):
    page = open_page("zh", "settings")
    page.get_by_label("搜索设置和口径").fill("财年")
    page.get_by_role("button", name="打开").first.click()
    expect(page.get_by_text("财年从几月开始").first).to_be_visible()
    expect(page).to_have_url(re.compile("group=workdays"))


def _field(page: Page, rule: str) -> Locator:
    return page.locator(f".st-key-rule_{rule} input")


def _type(page: Page, rule: str, value: str) -> None:
    _field(page, rule).fill(value)
    _field(page, rule).press("Tab")
    settle(page)


def test_a_floor_price_is_typed_beside_its_product_and_kept(server, open_page):
    page = open_page("zh", "settings?group=products")
    floor = _type_in_fourth(page, "floors", "82.5")
    page.get_by_role("button", name="保存底价").press("Enter")
    expect(page.get_by_role("button", name="保存底价")).to_be_disabled()
    page.reload()
    settle(page)
    expect(floor).to_have_text("82.5")


def test_the_last_review_of_a_channel_is_typed_and_what_is_overdue_shows(server, open_page):
    page = open_page("zh", "settings?group=channels")
    _type_in_fourth(page, "channel_reviews", "2024-03-01")
    page.get_by_role("button", name="保存评估").press("Enter")
    expect(page.get_by_role("button", name="保存评估")).to_be_disabled()
    page.goto(f"{server.url}/channels?lang=zh")
    expect(page.get_by_text("逾期").first).to_be_visible()


def _type_in_fourth(page: Page, table: str, words: str) -> Locator:
    """Type into the fourth cell of the first row of that table: the cell, which shows it."""
    sheet = page.locator(f"[class*=st-key-{table}_]").get_by_test_id("stDataFrame")

    def select() -> None:
        sheet.scroll_into_view_if_needed()
        sheet.click(position={"x": 40, "y": 55})
        for _ in range(3):
            page.keyboard.press("ArrowRight")

    cell = sheet.locator("#glide-cell-3-0")
    type_over(page, select, cell, words)
    return cell
