"""One click opens what a mark stands for; two lead from a red light to the rows that make it so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import forms
from tests.browser.stage import OpenContext, Server, serve, settle
from tests.sample import lay


@dataclass(frozen=True)
class Words:
    lang: str
    rows: str
    counted: re.Pattern[str]
    behind: str
    region: str
    orders: str
    filter_by: str
    chip: str
    copy_text: str
    first: str


ZH = Words(
    "zh",
    "背后的明细",
    re.compile(r"共 [\d,]+ 行"),
    "落后最多",
    "西南",
    "订单数",
    "按此筛选整页",
    "区域：西南",
    "复制文字",
    "区域经销",
)
EN = Words(
    "en", "Rows behind it", re.compile(r"[\d,]+ rows; the latest"), "Furthest behind", "Southwest", "Orders", "Filter the page by this",
    "Region: Southwest", "Copy text", "Regional distributors",
)  # fmt: skip


@pytest.fixture(scope="module", params=[ZH, EN], ids=lambda words: words.lang)
def company(
    request: pytest.FixtureRequest, browser_path: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Words, Server]]:
    folder = tmp_path_factory.mktemp("clicks")
    lay(folder / "store", request.param.lang)
    with serve(folder) as server:
        yield request.param, server


@pytest.fixture
def visit(open_context: OpenContext, company: tuple[Words, Server]) -> Iterator[tuple[Words, Page]]:
    words, server = company
    context = open_context(words.lang)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    with closing(context.new_page()) as page:
        page.goto(f"{server.url}/overview")
        settle(page)
        yield words, page


def go_to(page: Page, address: str) -> None:
    """Another page of the same server, whatever the address is now."""
    page.goto(urljoin(page.url, f"/{address}"))
    settle(page)


def cell(table: Locator, row: int) -> tuple[float, float]:
    """A place in the row of a table that is painted, not laid out."""
    table.scroll_into_view_if_needed()
    expect(table).to_be_in_viewport()
    box = table.bounding_box()
    assert box
    return box["x"] + box["width"] / 3, box["y"] + 38 + 37 * (row + 0.5)


def test_what_a_mark_opens_the_keyboard_opens_by_its_name(visit: tuple[Words, Page]):
    words, page = visit
    go_to(page, "targets")
    page.locator("[class*=st-key-menu_attainment_by_member] button").first.focus()
    page.keyboard.press("Enter")
    names = page.locator("[class*=st-key-open_attainment_by_member] input")
    expect(names).to_be_visible()
    names.focus()
    page.keyboard.type(words.region)
    expect(page.locator("[role=option]").first).to_contain_text(words.region)
    page.keyboard.press("Enter")
    expect(page.locator("[role=dialog]").filter(has_text=words.region)).to_be_visible()


def test_from_the_worst_light_to_its_rows_in_two_clicks(visit: tuple[Words, Page]):
    words, page = visit
    table = page.locator("[class*=st-key-table_worst_lights]")
    expect(table.locator("[data-testid^=glide-cell]").first).to_be_attached()
    page.mouse.click(*cell(table, 0))
    page.wait_for_url("**/kpis?*kpi=*")
    settle(page)
    page.get_by_role("button", name=words.rows).click()
    rows = page.get_by_role("dialog")
    expect(rows.get_by_test_id("stDataFrame").first).to_be_visible()
    expect(rows.get_by_text(words.counted).first).to_be_visible()


def test_a_name_opens_beside_the_page_and_its_filter_is_a_chip(visit: tuple[Words, Page]):
    words, page = visit
    page.get_by_role("button", name=words.behind).click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_role("heading", name=words.region)).to_be_visible()
    expect(page).to_have_url(re.compile("open=region"))
    sheet.get_by_role("button", name=words.filter_by).click()
    expect(page.get_by_role("button", name=words.chip)).to_be_visible()
    expect(sheet).to_have_count(0)
    expect(page.locator("h2").first).to_contain_text(words.region)


def test_going_back_closes_what_was_opened(visit: tuple[Words, Page]):
    words, page = visit
    page.get_by_role("button", name=words.orders).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page).to_have_url(re.compile("open="))
    settle(page)
    page.go_back()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page).to_have_url(re.compile("^(?!.*open=)"))


def test_a_bar_opens_the_member_that_it_stands_for(visit: tuple[Words, Page]):
    _, page = visit
    go_to(page, "channels?more=delivery")
    chart = page.locator("[class*=st-key-chart_stock]").first
    chart.locator("canvas, svg.marks").first.wait_for()
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    assert box
    for down in range(12, 60, 6):  # the first bars; where each lies depends on how many there are
        page.mouse.click(box["x"] + box["width"] * 0.33, box["y"] + down)
        settle(page)
        if page.get_by_role("dialog").count():
            break
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page).to_have_url(re.compile("open=channel"))


@pytest.mark.parametrize("written", ["name", "number", "month"])
def test_what_is_written_at_a_mark_opens_it_too(visit: tuple[Words, Page], written: str):
    """The number on a cell, the member beside its row, the month above its column."""
    words, page = visit
    go_to(page, "targets")
    chart = page.locator("[class*=st-key-chart_attainment_by_member]")
    texts = {
        "name": chart.locator("svg text", has_text=words.region),
        "number": chart.locator("svg .mark-text.role-mark text", has_text="%"),
        "month": chart.locator("svg .role-axis-label text").first,
    }
    expect(texts[written].first).to_be_visible()
    box = texts[written].first.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page).to_have_url(re.compile("open="))
    opened = parse_qs(urlsplit(page.url).query)["open"]
    of = {one.partition(":")[0] for one in opened}
    assert of == {"name": {"region"}, "number": {"region", "month"}, "month": {"month"}}[written]


def test_a_total_of_a_bridge_opens_the_figure_that_it_is(visit: tuple[Words, Page]):
    _, page = visit
    chart = page.locator("[class*=st-key-chart_movers]")
    chart.scroll_into_view_if_needed()
    total = chart.locator("svg .mark-text.role-mark text").last
    expect(total).to_be_visible()
    box = total.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.get_by_role("dialog")).to_be_visible()


@pytest.mark.parametrize(
    ("figure", "marks", "nth"), [("customer_bridge", "rect", 1), ("customer_flow", "symbol", 0)]
)
def test_a_part_of_the_bridge_and_a_way_of_the_flow_open_their_customers(
    visit: tuple[Words, Page], figure: str, marks: str, nth: int
):
    _, page = visit
    go_to(page, "customers?more=moves")
    chart = page.locator(f"[class*=st-key-chart_{figure}]")
    mark = chart.locator(f"svg .mark-{marks}.role-mark path").nth(nth)
    mark.scroll_into_view_if_needed()
    settle(page)
    box = mark.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.get_by_role("dialog").get_by_test_id("stDataFrame").first).to_be_visible()
    expect(page).to_have_url(re.compile("open="))


def test_the_keyboard_reaches_cards_and_closes_what_they_open(visit: tuple[Words, Page]):
    words, page = visit
    page.get_by_role("button", name=words.orders).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize("page_key", ["overview", "kpis"])
def test_the_keyboard_opens_a_light_from_its_table(visit: tuple[Words, Page], page_key: str):
    _, page = visit
    go_to(page, page_key)
    page.locator("[class*=st-key-table_] canvas").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page).to_have_url(re.compile("kpi="))


def test_the_keyboard_goes_through_the_lines_and_opens_one(visit: tuple[Words, Page]):
    _, page = visit
    go_to(page, "customers")
    lines = page.locator("[class*=st-key-lines_] tbody tr")
    lines.first.get_by_role("button").last.focus()
    page.keyboard.press("Tab")
    expect(lines.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page).to_have_url(re.compile("open="))


def test_below_the_pointer_the_head_of_a_figure_has_no_bars_to_scroll_it(visit: tuple[Words, Page]):
    _, page = visit
    head = page.locator("[data-testid=stHorizontalBlock]:has(> * [class*=st-key-menu_movers])")
    expect(head.last).to_have_css("overflow", "visible")


def test_over_a_table_lies_nothing_but_its_menu_which_enlarges_it(visit: tuple[Words, Page]):
    words, page = visit
    figure = page.locator("[class*=st-key-figure_worst_lights]")
    figure.get_by_test_id("stDataFrame").hover()
    expect(figure.get_by_test_id("stElementToolbar").locator("visible=true")).to_have_count(0)
    page.locator("[class*=st-key-menu_worst_lights] button").first.click()
    page.get_by_role("button", name={"zh": "放大", "en": "Enlarge"}[words.lang]).click()
    expect(page.get_by_role("dialog").get_by_role("table").locator("tbody tr")).to_have_count(8)


def test_an_action_made_of_a_gap_is_held_against_the_targets_attainment(visit: tuple[Words, Page]):
    words, page = visit
    note, kpi, attainment = {
        "zh": ("记为行动", "关联指标", "销售额达成率"), "en": ("Make it an action", "KPI", "Sales attainment")
    }[words.lang]  # fmt: skip
    go_to(page, "targets")
    page.get_by_role("button", name=words.behind).click()
    page.get_by_role("dialog").get_by_role("button", name=note).click()
    form = page.get_by_role("dialog").filter(has_text=kpi)
    expect(form.get_by_role("combobox", name=kpi)).to_have_value(attainment)


def test_a_figure_is_copied_as_text(visit: tuple[Words, Page]):
    words, page = visit
    page.locator("[class*=st-key-menu_movers] button").first.click()
    page.get_by_role("button", name=words.copy_text).click()
    page.wait_for_function(
        "name => navigator.clipboard.readText().then(text => text.includes(name))", arg=words.first
    )


def test_a_channel_has_a_page_that_is_two_clicks_away_and_back_leads_home(
    company: tuple[Words, Server], open_context: OpenContext
):
    words, server = company
    its_page, named = ("看它的专页", "天猫") if words.lang == "zh" else ("Open its page", "Tmall")
    with closing(open_context(words.lang).new_page()) as page:
        page.goto(f"{server.url}/channels?period=2025-09&open=channel:{named}")
        settle(page)
        page.get_by_role("button", name=its_page).click()
        expect(page.locator("h2").first).to_contain_text(
            f"{named}{'：' if words.lang == 'zh' else ':'}"
        )
        settle(page)
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(page).to_have_url(re.compile("of="))
        asked = parse_qs(urlsplit(page.url).query)
        assert (asked["of"], asked["period"]) == ([f"channel:{named}"], ["2025-09"])
        page.go_back()
        expect(page).to_have_url(re.compile(r"/channels(\?|$)"))


def test_one_click_or_enter_notes_that_a_customer_was_called_and_undo_brings_him_back(
    visit: tuple[Words, Page],
):
    words, page = visit
    silent, call, called, undo = {
        "zh": ("上海澜庭", "联系", "已联系", "撤销"), "en": ("Shanghai Lanting", "Call", "Contacted", "Undo")
    }[words.lang]  # fmt: skip
    go_to(page, f"customers?lang={words.lang}")
    first = page.get_by_role("row", name=re.compile(f"^{silent}.*86"))
    expect(first).to_be_visible()
    page.get_by_role("button", name=call, exact=True).first.press("Enter")
    expect(page.get_by_text(re.compile(f"{silent}.*{called}"))).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(first).to_have_count(0)
    page.get_by_role("button", name=undo).click()
    expect(first).to_be_visible()


def test_who_is_no_case_is_asked_why_and_stays_off_the_list_with_the_reason_on_his_page(
    visit: tuple[Words, Page],
):
    words, page = visit
    drop, reason, told = {
        "zh": ("排除", "季节性采购", "不用跟进"), "en": ("Drop", "Seasonal", "Not a case")
    }[words.lang]  # fmt: skip
    go_to(page, f"customers?lang={words.lang}")
    rows = page.locator("[class*=st-key-lines_week_calls] tbody tr")
    expect(rows.nth(1)).to_be_visible()
    name = rows.nth(1).locator("td").first.inner_text()
    row = page.get_by_role("row", name=name)
    row.get_by_role("button", name=drop, exact=True).click()
    expect(row).to_have_count(1)  # as long as nothing is noted
    page.get_by_role("button", name=reason).click()
    expect(row).to_have_count(0)
    page.reload()
    settle(page)
    expect(rows.first).to_be_visible()
    expect(row).to_have_count(0)
    go_to(page, f"customer?lang={words.lang}&more=record&customer={name}")
    cells = page.locator("[data-testid^=glide-cell]")
    expect(cells.filter(has_text=re.compile(f"^{told}.*{reason}"))).to_be_attached()


def test_a_tier_is_set_with_its_reason_and_its_history_stands_below(visit: tuple[Words, Page]):
    words, page = visit
    opens, to, middle, why, save, lacks = {
        "zh": ("指定分层、影响力、类型、负责人", "定为", "中价值", "理由", "保存", "请写明理由。"),
        "en": ("Set a tier, influence, segment or owner", "Set to", "Middle value", "Reason", "Save", "Give a reason."),
    }[words.lang]  # fmt: skip
    go_to(page, f"customer?lang={words.lang}&more=trail")
    opening, sheet = page.get_by_role("button", name=opens), page.get_by_role("dialog")
    opening.click()
    sheet.get_by_role("button", name=save).click()
    expect(sheet.get_by_text(lacks)).to_be_visible()
    forms.choose(page, to, middle)
    forms.write(page, why, "=1+1 HOTEL")
    forms.save(page, save)
    expect(page.locator("h2").first).to_contain_text(re.compile(middle, re.IGNORECASE))
    opening.click()
    expect(sheet.get_by_text(re.compile(f"{middle}.*=1\\+1 HOTEL"))).to_be_visible()
