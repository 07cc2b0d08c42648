"""Two people write in the register of risks, one in each language."""

from playwright.sync_api import Page, expect

from tests.browser.forms import choose, open_first, save, write
from tests.browser.stage import settle


def test_two_people_edit_one_risk_and_neither_edit_vanishes(open_page):
    zhang = open_page("zh", "risks")
    zhang.get_by_role("button", name="新增风险").click()
    form = zhang.get_by_role("dialog")
    write(zhang, "风险", "净水设备断供")
    choose(zhang, "负责人", "吴梦洁")
    choose(zhang, "可能性", "4 很可能")
    choose(zhang, "影响", "4 严重")
    form.get_by_role("button", name="插入预案").click()
    expect(form.get_by_label("应急预案", exact=True)).not_to_be_empty()
    save(zhang, "保存")
    expect(zhang.get_by_role("heading", name="1 项风险未关闭")).to_be_visible()

    bob = open_page("en", "risks")
    _anew(zhang, "修改")
    _anew(bob, "Edit")
    write(zhang, "原因", "产能不足")
    write(zhang, "修改人", "张三")
    save(zhang, "保存")
    choose(bob, "Owner", "Bob")
    bob.get_by_role("dialog").get_by_role("button", name="Save").click()

    told = bob.get_by_role("dialog").get_by_role("alert")
    expect(told).to_contain_text("张三 has just changed “净水设备断供”: Cause “–” → “产能不足”")
    expect(bob.get_by_label("Owner", exact=True)).to_have_value("Bob")
    expect(bob.get_by_label("Cause", exact=True)).to_have_value("产能不足")
    save(bob, "Save")

    _anew(zhang, "修改")
    expect(zhang.get_by_label("原因", exact=True)).to_have_value("产能不足")
    expect(zhang.get_by_label("负责人", exact=True)).to_have_value("Bob")


def _anew(page: Page, button: str) -> None:
    """The form of the first risk, on the page as it is now."""
    page.reload()
    settle(page)
    open_first(page, "risk_table", button)
