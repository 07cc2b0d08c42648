"""Two people write in the register of risks, one in each language."""

from playwright.sync_api import Page, expect

from tests.browser.stage import settle

ROW, SELECT = 35, 16  # px: the height of a row of the table, the middle of its tick box


def test_two_people_edit_one_risk_and_neither_edit_vanishes(open_page):
    zhang = open_page("zh", "risks")
    zhang.get_by_role("button", name="新增风险").click()
    form = zhang.get_by_role("dialog")
    _write(zhang, "风险", "净水设备断供")
    _choose(zhang, "负责人", "吴梦洁")
    _choose(zhang, "可能性", "4 很可能")
    _choose(zhang, "影响", "4 严重")
    form.get_by_role("button", name="插入预案").click()
    expect(form.get_by_label("应急预案", exact=True)).not_to_be_empty()
    _save(zhang, "保存")
    expect(zhang.get_by_role("heading", name="1 项风险未关闭")).to_be_visible()

    bob = open_page("en", "risks")
    _open_first(zhang, "修改")
    _open_first(bob, "Edit")
    _write(zhang, "原因", "产能不足")
    _write(zhang, "修改人", "张三")
    _save(zhang, "保存")
    _choose(bob, "Owner", "Bob")
    bob.get_by_role("dialog").get_by_role("button", name="Save").click()

    told = bob.get_by_role("dialog").get_by_role("alert")
    expect(told).to_contain_text("张三 has just changed “净水设备断供”: Cause “–” → “产能不足”")
    expect(bob.get_by_label("Owner", exact=True)).to_have_value("Bob")
    expect(bob.get_by_label("Cause", exact=True)).to_have_value("产能不足")
    _save(bob, "Save")

    _open_first(zhang, "修改")
    expect(zhang.get_by_label("原因", exact=True)).to_have_value("产能不足")
    expect(zhang.get_by_label("负责人", exact=True)).to_have_value("Bob")


def _write(page: Page, field: str, words: str) -> None:
    box = page.get_by_role("dialog").get_by_label(field, exact=True)
    box.fill(words)
    box.press("Tab")
    settle(page)


def _choose(page: Page, field: str, words: str) -> None:
    """One that is offered, or a name that is not."""
    box = page.get_by_role("dialog").get_by_role("combobox", name=field).first
    box.fill(words)
    box.press("Enter")
    settle(page)
    expect(box).to_have_value(words)


def _save(page: Page, name: str) -> None:
    settle(page)
    page.get_by_role("dialog").get_by_role("button", name=name).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    settle(page)


def _open_first(page: Page, button: str) -> None:
    """Tick the first row of the register and press the button above it."""
    page.reload()
    settle(page)
    table = page.locator('[class*="st-key-risk_table"]').get_by_test_id("stDataFrame")
    table.scroll_into_view_if_needed()
    table.click(position={"x": SELECT, "y": ROW * 1.5})
    pressed = page.get_by_role("button", name=button, exact=True)
    expect(pressed).to_be_enabled()
    pressed.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    settle(page)
