"""Two people write in one promise, one in each language; and what waits for a decision is answered with clicks."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from playwright.sync_api import Page, expect

from salesdash.catalog.actions import Action
from salesdash.catalog.risks.risk import Risk
from salesdash.ui.risks.inbox_desk import WORDS
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.actions import Actions
from salesdash.warehouse.typed.decisions import Decisions
from salesdash.warehouse.typed.register import Register
from tests.browser.forms import open_first, save, write
from tests.browser.stage import new_context, serve, settle
from tests.stores import daily, fill


def test_two_people_edit_one_promise_and_neither_edit_vanishes(browser, tmp_path: Path):
    warehouse = Warehouse(tmp_path / "store")
    Actions(warehouse).add(Action("拜访澜庭", "陆文博", date(2099, 11, 28)))
    warehouse.close()
    with serve(tmp_path) as server:
        zhang, bob = (_visit(browser, server, lang, "actions") for lang in ("zh", "en"))
        open_first(zhang, "action_table", "修改")
        open_first(bob, "action_table", "Edit")
        write(zhang, "怎样算完成", "客户续单")
        write(zhang, "修改人", "张三")
        save(zhang, "保存")
        write(bob, "Expected effect", "+10 % " * 100)
        bob.get_by_role("dialog").get_by_role("button", name="Save").click()
        told = bob.get_by_role("dialog").get_by_role("alert")
        expect(told).to_contain_text("“Expected effect” is too long: at most 400 characters.")
        expect(bob.get_by_label("Expected effect", exact=True)).to_have_value("+10 % " * 100)
        write(bob, "Expected effect", "+10 %")
        bob.get_by_role("dialog").get_by_role("button", name="Save").click()
        expect(told).to_contain_text("张三 has just changed “拜访澜庭”: Done when “–” → “客户续单”")
        expect(bob.get_by_label("Expected effect", exact=True)).to_have_value("+10 %")
        expect(bob.get_by_label("Done when", exact=True)).to_have_value("客户续单")
        save(bob, "Save")
        for page in (zhang, bob):
            page.context.close()
    warehouse = Warehouse(tmp_path / "store")
    [kept] = Actions(warehouse).actions()
    assert (kept.done_when, kept.effect) == ("客户续单", "+10 %")
    warehouse.close()


def test_what_waits_is_put_off_dismissed_and_taken_with_clicks(browser, tmp_path: Path):
    """Three triggers have fired; each answer takes its row away, for whoever looks too."""
    warehouse = Warehouse(tmp_path / "store")
    fill(
        warehouse, tmp_path, "1.csv", orders=daily("2025-01-01", 313, amount=100, cost=90, channel="天猫"),
        targets=[{"period": "2025", "amount": 40000}],
    )  # fmt: skip
    base = Risk(owner="陆文博", probability=4, impact=4, trigger_side="below")
    watched = (("attainment", None), ("margin_rate", None), ("margin_rate", "天猫"))
    for n, (kpi, channel) in enumerate(watched):
        one = replace(base, title=f"风险{n}", trigger_metric=kpi, trigger_limit=2.0)
        of = replace(one, trigger_by=channel and "channel", trigger_member=channel)
        Register(warehouse).add(replace(of, at_stake=Decimal(10_000_000 - n)))
    warehouse.close()
    with serve(tmp_path) as server:
        page = _visit(browser, server, "zh", "risks")
        expect(page.get_by_text("3 项待决策")).to_be_visible()
        _answer_first(page, "later")
        expect(page.get_by_text("已记下：风险0，暂不处理")).to_be_visible()
        expect(page.get_by_text("2 项待决策")).to_be_visible()
        _answer_first(page, "dismissed")
        write(page, "为什么忽略", "促销已停")
        page.locator(".st-key-inbox_dismiss button").click()
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(page.get_by_text("1 项待决策")).to_be_visible()
        _answer_first(page, "accepted")
        page.locator(".st-key-inbox_action button").click()
        expect(page.get_by_label("承诺做什么", exact=True)).to_have_value(
            "按“风险2”的应急预案逐条落实，每条定人定期"
        )
        save(page, "保存")
        expect(page.get_by_text("没有要决策的事")).to_be_visible()
        other = _visit(browser, server, "en", "risks")
        expect(other.get_by_text("Nothing waits")).to_be_visible()
        for visitor in (page, other):
            visitor.context.close()
    warehouse = Warehouse(tmp_path / "store")
    told = [(one.how, one.reason.zh, one.made) for one in Decisions(warehouse).all()]
    [promise] = Actions(warehouse).actions()
    assert told == [
        ("accepted", "", f"action:{promise.action_id}"), ("dismissed", "促销已停", ""), ("later", "", ""),
    ]  # fmt: skip
    warehouse.close()


def _answer_first(page: Page, how: str) -> None:
    """Click an answer of the first row."""
    page.get_by_role("button", name=WORDS[how][0].zh, exact=True).first.click()
    settle(page)


def _visit(browser, server, lang: str, path: str) -> Page:
    page = new_context(browser, lang).new_page()
    page.goto(f"{server.url}/{path}")
    settle(page)
    return page
