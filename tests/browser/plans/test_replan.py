"""Planned, approved, missed, planned again and approved: what has closed stays as red as it was."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.stage import settle

WORDS: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "make": "生成计划",
        "name": "操作人",
        "save": "保存",
        "approve": "批准",
        "confirm": "确认批准",
        "first": "批准后，2025年全年的目标",
        "re-plan": "滚动调整",
        "save new": "另存为新版本",
        "later": "2025年的目标从11月1日起",
        "warned": "请留意：西·2025年11月从",
        "both": "按原计划完成",
        "rolling": "按滚动计划（11月1日起）完成",
    },
    "en": {
        "name": "Your name",
        "both": "by the original plan",
        "rolling": "by the rolling plan (from 1 Nov)",
        "withdraw": "Withdraw the approval",
        "confirm": "Yes, withdraw",
        "withdrawn": "Withdrawn",
    },
}
CLOSED = {"zh": re.compile("已结束的 10 个月中"), "en": re.compile("of 10 closed months")}


def test_what_has_closed_stays_red_and_both_attainments_stand_there(open_page, tmp_path):
    _load_orders(open_page("zh", "data"), tmp_path)
    words = WORDS["zh"]
    page = open_page("zh", "targets?view=plan")
    _plan(page, words)
    _approve(page, words, words["first"])
    before = {lang: _progress(open_page(lang, "targets"), lang) for lang in WORDS}

    _press(page, words["re-plan"])
    expect(page.get_by_text(words["warned"])).to_be_visible()
    _press(page, words["save new"])
    _approve(page, words, words["later"], words["warned"])
    for lang, words in WORDS.items():
        progress = open_page(lang, "targets")
        headline, closed = _progress(progress, lang)
        assert closed == before[lang][1]
        assert headline.startswith(before[lang][0])
        for plan in ("both", "rolling"):
            expect(progress.get_by_text(words[plan]).first).to_be_visible()
        overview = open_page(lang, "")
        expect(overview.get_by_text(words["both"]).first).to_be_visible()

    words = WORDS["en"]
    page = open_page("en", "targets?view=plan")
    _open_newest(page)
    page.get_by_label(words["name"]).fill("王总")
    page.get_by_label(words["name"]).press("Tab")
    settle(page)
    _press(page, words["withdraw"])
    _press(page, words["confirm"])
    expect(page.get_by_text(words["withdrawn"])).to_be_visible()
    assert _progress(open_page("en", "targets"), "en") == before["en"]


def _plan(page: Page, words: Mapping[str, str]) -> None:
    page.locator('[class*="st-key-form_year"]').get_by_role("combobox").click()
    page.get_by_role("option", name="2025年", exact=True).click()
    settle(page)
    _press(page, words["make"])
    page.get_by_label(words["name"]).fill("王总")
    page.get_by_label(words["name"]).press("Tab")
    settle(page)
    _press(page, words["save"])


def _approve(page: Page, words: Mapping[str, str], *asked: str) -> None:
    """Asked first what it does and whom it hits, then done."""
    _press(page, words["approve"])
    for sentence in asked:
        expect(page.get_by_text(sentence)).to_be_visible()
    _press(page, words["confirm"])
    expect(page.get_by_text("已批准：2025年")).to_be_visible()


def _progress(page: Page, lang: str) -> tuple[str, str]:
    """The headline, and what is said of the months that have closed."""
    headline, closed = page.get_by_test_id("stHeading").first, page.get_by_text(CLOSED[lang]).first
    for said in (headline, closed):
        expect(said).to_be_visible()
    return headline.inner_text(), closed.inner_text()


def _open_newest(page: Page) -> None:
    page.locator('[class*="st-key-plan_open"]').get_by_role("combobox").click()
    page.get_by_role("option").filter(has_text="version 2").click()
    settle(page)


def _press(page: Page, name: str) -> None:
    """Press by key: what is drawn above may still move the button away from under a pointer."""
    page.get_by_role("button", name=name, exact=True).press("Enter")
    settle(page)


def _load_orders(page: Page, folder: Path) -> None:
    """Two regions that sold alike in 2024; in 2025, up to the middle of November, West sold a tenth."""
    days = [date(2024, 1, 1) + timedelta(days=n) for n in range(684)]
    sold = {2024: (("东", 1000), ("西", 1000)), 2025: (("东", 950), ("西", 100))}
    lines = [
        f"{day},{amount},{region},{region}{day}"
        for day in days
        for region, amount in sold[day.year]
    ]
    file = folder / "订单.csv"
    file.write_text("\n".join(["订单日期,销售额,区域,订单编号", *lines]), encoding="utf-8")
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(file)
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.get_by_text(f"已导入 {len(lines):,} 行")).to_be_visible()
    settle(page)
