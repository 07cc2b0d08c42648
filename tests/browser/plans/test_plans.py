"""A plan from its season to the answers of those it was handed out to, in each language."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
from playwright.sync_api import Locator, Page, expect

from tests.browser.stage import paste, settle, type_over

ROW = 36  # px of the sheet
WHO, YEAR = 96, 84  # px of its first columns, roughly
TOTAL, EAST, WEST = range(3)  # its rows
JANUARY, FEBRUARY = 2, 3  # its columns
WORDS: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "season": "季节曲线（可拖动，也可直接填写）",
        "january": "1月",
        "again": "恢复按季节",
        "make": "生成计划",
        "name": "操作人",
        "save": "保存",
        "unsaved": "格改动还没有保存",
        "lock": "锁定",
        "lock them": "锁定所选",
        "type": "填数",
        "approve": "批准",
        "confirm": "确认批准",
        "approved": "已批准：2025年",
        "undo": "撤销一步",
        "re-plan": "滚动调整",
        "save new": "另存为新版本",
        "second": "已保存：2025年计划第 2 版",
        "hand out": "下发与上报",
        "download": "下载计划（每个成员一张表）",
        "plan": "计划",
        "apart": "处有上报",
        "take": "采用上报",
    },
    "en": {
        "season": "The season: drag it, or type over it",
        "january": "Jan",
        "again": "Back to the season",
        "make": "Make the plan",
        "name": "Your name",
        "save": "Save",
        "unsaved": "changed cell",
        "lock": "Lock",
        "lock them": "Lock selected",
        "type": "Type",
        "approve": "Approve",
        "confirm": "Yes, approve",
        "approved": "Approved: the target of 2025",
        "undo": "Undo",
        "re-plan": "Re-plan",
        "save new": "Save as a new version",
        "second": "Saved: Plan 2025, version 2",
        "hand out": "Hand out, and what comes back",
        "download": "Download the plan (a sheet for each)",
        "plan": "Plan",
        "apart": "1 cell answered.",
        "take": "Take the answer",
    },
}


def test_a_plan_is_made_edited_approved_replanned_and_answered(open_page, tmp_path):
    _load_orders(open_page("zh", "data"), tmp_path)
    for lang, words in WORDS.items():
        page = open_page(lang, "targets?view=plan")
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        _drag_the_season_and_make(page, words)
        _save(page, words)
        _type_paste_and_lock(page, words)
        _approve(page, words)
        _replan(page, words)
        _hand_out_and_take_an_answer(page, words, tmp_path)


def _drag_the_season_and_make(page: Page, words: Mapping[str, str]) -> None:
    page.get_by_text(words["season"]).click()
    slider = page.get_by_role("slider", name=words["january"], exact=True)
    expect(slider).to_have_value(re.compile(r"\d"))
    before = float(slider.input_value())
    slider.press("ArrowUp")
    expect(page.get_by_role("button", name=words["again"])).to_be_visible()
    settle(page)
    expect(slider).to_have_value(f"{round(before + 0.1, 1):g}")
    typed = page.locator('[class*="st-key-mixer"]').get_by_test_id("stDataFrame")
    january = typed.locator("#glide-cell-0-0")
    type_over(page, lambda: typed.click(position={"x": 40, "y": 1.5 * ROW}), january, "12.5")
    expect(slider).to_have_value("12.5")
    _press(page, words["make"])


def _save(page: Page, words: Mapping[str, str]) -> None:
    page.get_by_label(words["name"]).fill("王总")
    page.get_by_label(words["name"]).press("Tab")
    settle(page)
    _press(page, words["save"])
    expect(page.get_by_role("button", name=words["approve"])).to_be_visible()


def _type_paste_and_lock(page: Page, words: Mapping[str, str]) -> None:
    total = _total(page)
    _type(page, EAST, JANUARY, "900")
    expect(_cell(page, EAST, JANUARY)).to_have_text("900 ◆")
    expect(page.get_by_text(words["unsaved"])).to_be_visible()
    settle(page)

    last = _cell(page, WEST, FEBRUARY)
    paste(page, lambda: _click(page, "sheet", EAST, JANUARY), "800\t700\n400\t300", last, "300")
    expect(last).to_have_text("300 ◆")
    expect(_cell(page, EAST, JANUARY)).to_have_text("800 ◆")
    expect(_cell(page, EAST, FEBRUARY)).to_have_text("700 ◆")
    expect(_cell(page, TOTAL, 1)).to_have_text(total)
    settle(page)
    _press(page, words["undo"])
    expect(_cell(page, EAST, JANUARY)).to_have_text("900 ◆")
    _press(page, words["undo"])
    expect(_cell(page, EAST, JANUARY)).not_to_contain_text("◆")
    _type(page, EAST, JANUARY, "800")
    expect(_cell(page, EAST, JANUARY)).to_have_text("800 ◆")
    settle(page)
    page.keyboard.press("Enter")  # the cell below is still the one that was gone on to
    below = page.locator("#portal").locator("input, textarea")
    expect(below).to_be_visible()
    below.press("Escape")

    page.get_by_role("radio", name=words["lock"], exact=True).click()
    settle(page)
    _click(page, "locks", WEST, JANUARY)
    settle(page)
    page.get_by_role("button", name=words["lock them"], exact=True).click()
    settle(page)
    page.get_by_role("radio", name=words["type"], exact=True).click()
    expect(_cell(page, WEST, JANUARY)).to_contain_text("◆")


def _approve(page: Page, words: Mapping[str, str]) -> None:
    _press(page, words["save"])
    _press(page, words["approve"])
    _press(page, words["confirm"])
    expect(page.get_by_text(words["approved"])).to_be_visible()


def _replan(page: Page, words: Mapping[str, str]) -> None:
    total = _total(page)
    _press(page, words["re-plan"])
    expect(page.get_by_text(words["unsaved"])).to_be_visible()
    expect(_cell(page, WEST, JANUARY)).to_contain_text("◆")
    expect(_cell(page, TOTAL, 1)).to_have_text(total)
    expect(_cell(page, EAST, JANUARY)).to_have_text("800 ◆")
    _press(page, words["save new"])
    expect(page.get_by_text(words["second"])).to_be_visible()


def _hand_out_and_take_an_answer(page: Page, words: Mapping[str, str], folder: Path) -> None:
    page.get_by_text(words["hand out"]).click()
    with page.expect_download() as download:
        page.get_by_role("button", name=words["download"]).click()
    file = folder / "计划.xlsx"
    download.value.save_as(file)
    book: Any = openpyxl.load_workbook(file)
    assert book.sheetnames == [words["plan"], "东", "西"]
    whole = book[words["plan"]]
    assert all(str(cell.value).startswith("=SUM(") for cell in whole[whole.max_row][3:])

    sheet = book["东"]
    december = [cell for cell in sheet[4] if cell.value][-2].column
    given = sheet.cell(5, december).value
    sheet.cell(6, december).value = given + 100
    book.save(file)
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(file)
    expect(page.get_by_text(words["apart"])).to_be_visible()
    settle(page)
    _press(page, words["take"])
    expect(_cell(page, EAST, december - 2)).to_have_text(f"{given + 100:,} ◆")


def _press(page: Page, name: str) -> None:
    """Press by key: what is drawn above may still move the button away from under a pointer."""
    page.get_by_role("button", name=name, exact=True).press("Enter")
    settle(page)


def _type(page: Page, row: int, column: int, words: str) -> None:
    type_over(page, lambda: _click(page, "sheet", row, column), _cell(page, row, column), words)


def _cell(page: Page, row: int, column: int) -> Locator:
    """A cell of the sheet, which is drawn and beside it kept as a table for screen readers."""
    return page.locator(f'[class*="st-key-plan_sheet"] #glide-cell-{column}-{row}')


def _total(page: Page) -> str:
    """The whole year of the company, as the sheet has it."""
    cell = _cell(page, TOTAL, 1)
    expect(cell).to_have_text(re.compile(r"\d"))
    return str(cell.text_content())


def _click(page: Page, sheet: str, row: int, column: int) -> None:
    """Click into the first period or behind it; the sheet of locks begins with a box to tick."""
    drawn = page.locator(f'[class*="st-key-plan_{sheet}"]').get_by_test_id("stDataFrame")
    expect(drawn).to_have_count(1)  # the one before it has gone
    drawn.scroll_into_view_if_needed()
    ticks = ROW if sheet == "locks" else 0
    x = ticks + WHO + YEAR + 30 + (column - JANUARY) * 60
    drawn.click(position={"x": x, "y": ROW * (row + 1.5)})


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
