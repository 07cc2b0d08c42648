"""What a meeting works on fits its screen: inbox, actions, risks and the page before it begins; and what has fired
stands on the overview."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from salesdash.catalog.actions import Action
from salesdash.catalog.meetings import Frame
from salesdash.catalog.risks.risk import Risk
from salesdash.figures.meeting.frozen import freeze
from salesdash.incoming.watch import evaluate
from salesdash.scope import Scope
from salesdash.text import LANGS, Lang
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.actions import Actions
from salesdash.warehouse.typed.meetings.meetings import Meetings
from salesdash.warehouse.typed.register import Register
from tests.browser.stage import OpenContext, Server, serve, settle
from tests.browser.test_first_screen import looked_at, stands_in_one_line
from tests.sample import lay

PAGES = ("overview", "overview?compare=meeting", "risks", "risks?more=matrix", "risks?more=signals", "meeting", "actions")  # fmt: skip
WORDS: dict[Lang, tuple[str, str, str]] = {
    "zh": ("渠道回报下滑", "核心客户流失", "和天猫谈下调推广点位，未谈成前封顶预算"),
    "en": ("Channel returns fall", "Key customers leave", "Cap the promotion budget until the rate is renegotiated"),
}  # fmt: skip
FIRED: dict[Lang, str] = {"zh": "2 项已触发", "en": "2 fired"}
ROI, RETENTION = "1.41", "87.2"


@pytest.fixture(scope="module", params=LANGS)
def met(
    request: pytest.FixtureRequest, browser_path: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Lang, Server]]:
    """The sample company with two triggers that have fired, promises, and a meeting held the week before."""
    folder = tmp_path_factory.mktemp("met")
    _hold(folder, request.param)
    with serve(folder) as server:
        yield request.param, server


def _hold(folder: Path, lang: Lang) -> None:
    lay(folder / "store", lang)
    warehouse = Warehouse(folder / "store")
    returns, customers, promise = WORDS[lang]
    base = Risk(owner="陆文博", probability=4, impact=4, trigger_side="below")
    for title, kpi, limit in ((returns, "roi", 5.0), (customers, "retention_rate", 0.95)):
        Register(warehouse).add(replace(base, title=title, trigger_metric=kpi, trigger_limit=limit))
    evaluate(warehouse)
    ask = Ask(warehouse.query)
    day = ask.as_of - timedelta(days=7)
    for n in range(6):
        Actions(warehouse).add(Action(promise, "陆文博", date(2025, 11, 12 + n), kpi="roi"))
    scope = Scope(day, ask.calendar.of(day, "year"), "last_year", calendar=ask.calendar)
    meetings = Meetings(warehouse)
    frozen = freeze(ask, scope, Actions(warehouse).actions())
    meetings.close(meetings.begin("weekly", Frame(day), "陆文博"), frozen, [])
    warehouse.close()


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_cut_on_the_pages_of_a_meeting(
    open_context: OpenContext, met: tuple[Lang, Server], page: str
):
    lang, server = met
    assert looked_at(open_context, server, lang, pages=(page,)) == {}


def test_what_has_fired_stands_on_the_overview(open_context: OpenContext, met: tuple[Lang, Server]):
    lang, server = met
    with closing(open_context(lang).new_page()) as page:
        page.goto(f"{server.url}/overview")
        line = page.get_by_test_id("stMain").get_by_text(FIRED[lang])
        expect(line).to_be_visible()
        expect(line.locator("xpath=ancestor::p")).to_contain_text(ROI)
        expect(line.locator("xpath=ancestor::p")).to_contain_text(RETENTION)


def test_the_bar_of_a_kpi_stays_one_line(open_context: OpenContext, met: tuple[Lang, Server]):
    lang, server = met
    with closing(open_context(lang).new_page()) as page:
        page.goto(f"{server.url}/kpis?kpi=shipped_in_time")
        settle(page)
        assert stands_in_one_line(page, "kpi_back", "kpi_list", "kpi_notes", "kpi_action")


def test_the_bar_stays_one_line_once_a_meeting_is_held(
    open_context: OpenContext, met: tuple[Lang, Server]
):
    lang, server = met
    with closing(open_context(lang).new_page()) as page:
        page.goto(f"{server.url}/overview")
        settle(page)
        assert stands_in_one_line(page, "period_menu", "compare", "start_meeting", "lang")


def test_a_large_table_breaks_its_words_and_no_date(
    open_context: OpenContext, met: tuple[Lang, Server]
):
    """However narrow its columns are."""
    lang, server = met
    with closing(open_context(lang).new_page()) as page:
        page.goto(f"{server.url}/meeting")
        day = page.locator("table td p").filter(has_text=re.compile(r"^\d{4}-\d\d-\d\d$")).first
        expect(day).to_have_css("white-space", "nowrap")
        promise = page.locator("table td p").filter(has_text=WORDS[lang][2]).first
        expect(promise).to_have_css("white-space", "normal")
