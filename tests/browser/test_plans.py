"""A plan is made, typed into, saved and approved in the browser, in each language."""

from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.stage import settle

ROW, FIRST_CELL = 36, 200  # px: the height of a row of the sheet, somewhere in its first period
WORDS = {
    "zh": ("生成计划", "保存", "批准", "操作人", "格改动还没有保存", "已批准：2025 年的目标"),
    "en": (
        "Make the plan",
        "Save",
        "Approve",
        "Your name",
        "Cells changed, not saved",
        "Approved: the target of 2025",
    ),
}


def test_plans_are_made_typed_saved_and_approved(open_page, tmp_path):
    _load_orders(open_page("zh", "data"), tmp_path)
    for lang in WORDS:
        _make_and_approve(open_page(lang, "targets?view=plan"), *WORDS[lang])


def _make_and_approve(
    page: Page, make: str, save: str, approve: str, name: str, unsaved: str, approved: str
) -> None:
    page.get_by_role("button", name=make).click()
    settle(page)
    page.get_by_label(name).fill("王总")
    page.get_by_label(name).press("Tab")
    settle(page)
    page.get_by_role("button", name=save, exact=True).click()
    expect(page.get_by_role("button", name=approve)).to_be_visible()
    settle(page)

    sheet = page.locator('[class*="st-key-plan_sheet"]').get_by_test_id("stDataFrame")
    sheet.scroll_into_view_if_needed()
    sheet.click(position={"x": FIRST_CELL, "y": ROW * 1.5})
    page.keyboard.type("1%", delay=80)
    page.keyboard.press("Enter")
    expect(page.get_by_text(unsaved)).to_be_visible()
    settle(page)

    page.get_by_role("button", name=save, exact=True).click()
    expect(page.get_by_role("button", name=approve)).to_be_visible()
    settle(page)
    page.get_by_role("button", name=approve).click()
    expect(page.get_by_text(approved)).to_be_visible()


def _load_orders(page: Page, folder: Path) -> None:
    """A year and a half of orders of two regions, dropped on the page of data."""
    start = date(2024, 1, 2)
    lines = [
        f"{start + timedelta(days=n)},{100 + n % 7},{'东' if n % 3 else '西'},{n}"
        for n in range(0, 500, 2)
    ]
    file = folder / "订单.csv"
    file.write_text("\n".join(["订单日期,销售额,区域,订单编号", *lines]), encoding="utf-8")
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(file)
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.get_by_text("已导入 250 行")).to_be_visible()
    settle(page)
