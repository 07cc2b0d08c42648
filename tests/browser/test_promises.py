"""Two people write in one promise, one in each language."""

from datetime import date
from pathlib import Path

from playwright.sync_api import Page, expect

from salesdash.catalog.actions import Action
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.actions import Actions
from tests.browser.stage import new_context, serve, settle

ROW, SELECT = 35, 16  # px: the height of a row of the table, the middle of its tick box


def test_two_people_edit_one_promise_and_neither_edit_vanishes(browser, tmp_path: Path):
    warehouse = Warehouse(tmp_path / "store")
    Actions(warehouse).add(Action("拜访澜庭", "陆文博", date(2099, 11, 28)))
    warehouse.close()
    with serve(tmp_path) as server:
        zhang, bob = (_visit(browser, server, lang, "actions") for lang in ("zh", "en"))
        _open_first(zhang, "修改")
        _open_first(bob, "Edit")
        _write(zhang, "怎样算完成", "客户续单")
        _write(zhang, "修改人", "张三")
        _save(zhang, "保存")
        _write(bob, "Expected effect", "+10 %")
        bob.get_by_role("dialog").get_by_role("button", name="Save").click()
        told = bob.get_by_role("dialog").get_by_role("alert")
        expect(told).to_contain_text("张三 has just changed “拜访澜庭”: Done when “–” → “客户续单”")
        expect(bob.get_by_label("Expected effect", exact=True)).to_have_value("+10 %")
        expect(bob.get_by_label("Done when", exact=True)).to_have_value("客户续单")
        _save(bob, "Save")
        for page in (zhang, bob):
            page.context.close()
    warehouse = Warehouse(tmp_path / "store")
    [kept] = Actions(warehouse).actions()
    assert (kept.done_when, kept.effect) == ("客户续单", "+10 %")
    warehouse.close()


def _visit(browser, server, lang: str, path: str) -> Page:
    page = new_context(browser, lang).new_page()
    page.goto(f"{server.url}/{path}")
    settle(page)
    return page


def _write(page: Page, field: str, words: str) -> None:
    box = page.get_by_role("dialog").get_by_label(field, exact=True)
    box.fill(words)
    box.press("Tab")
    settle(page)


def _save(page: Page, name: str) -> None:
    settle(page)
    page.get_by_role("dialog").get_by_role("button", name=name).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    settle(page)


def _open_first(page: Page, button: str) -> None:
    """Tick the first row of the promises and press the button above it."""
    table = page.locator('[class*="st-key-action_table"]').get_by_test_id("stDataFrame")
    table.scroll_into_view_if_needed()
    table.click(position={"x": SELECT, "y": ROW * 1.5})
    pressed = page.get_by_role("button", name=button, exact=True)
    expect(pressed).to_be_enabled()
    pressed.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    settle(page)
