"""Two meetings a week of data apart, with keys alone: promises, exceptions, the close, and what it froze."""

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from salesdash.catalog.actions import Action
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.actions import Actions
from salesdash.warehouse.typed.meetings.meetings import Meetings
from tests.browser.stage import GESTURE_MS, GESTURES, new_context, serve, settle
from tests.figures.meeting.company import FIRST, next_week, open_store

BEGIN, NOTE = {"zh": "开始", "en": "Begin"}, {"zh": "先看天猫", "en": "look at Tmall"}
MOST_CASES = 7
FOOT = '[class*="st-key-meeting_foot_"]'


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_two_meetings_with_keys_alone(browser, tmp_path: Path, lang):
    warehouse = open_store(tmp_path)
    Actions(warehouse).add(Action("核对天猫价格", "陆文博", FIRST))
    warehouse.close()

    def visit(server) -> Page:
        page = new_context(browser, lang).new_page()
        page.goto(f"{server.url}/meeting")
        settle(page)
        return page

    with serve(tmp_path) as server:
        page = visit(server)
        _begin(page, lang)
        _turn(page, "Enter")  # the line
        expect(page.get_by_role("heading", name="陆文博")).to_be_visible()
        page.keyboard.press("n")
        expect(page.get_by_role("dialog").get_by_role("textbox")).to_be_focused()
        page.keyboard.type(NOTE[lang])
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog")).to_have_count(0)
        settle(page)
        other = visit(server)  # whoever opens it is where the meeting is
        expect(other.get_by_role("heading", name="陆文博")).to_be_visible()
        other.keyboard.press("n")  # whose page has shown no field before
        expect(other.get_by_role("dialog").get_by_role("textbox")).to_be_focused()
        other.keyboard.press("Escape")
        expect(other.get_by_role("dialog")).to_have_count(0)
        _turn(page, "l")
        expect(other.get_by_role("heading", name="陆文博")).to_have_count(0)
        other.context.close()
        _to_the_close(page)
        page.reload()  # and stays there
        settle(page)
        present = page.locator('[class*="st-key-meeting_present_"]').get_by_role("textbox")
        present.fill("王总、Jef")
        present.press("f")  # a letter of a name here, and no key of the meeting
        _turn(page, "Tab")
        page.keyboard.press("f")
        expect(page.get_by_role("button", name=BEGIN[lang])).to_be_visible()
        page.context.close()

    warehouse = Warehouse(tmp_path / "store")
    [first] = Meetings(warehouse).closed()
    frozen = first.frozen
    assert (first.attended, frozen["line"]["sold"]) == ("王总、Jeff", 31300)
    assert [e.words.zh for e in Meetings(warehouse).entries(first) if not e.outcome] == [NOTE[lang]]
    next_week(warehouse, tmp_path)
    warehouse.close()

    with serve(tmp_path) as server:
        page = visit(server)
        _begin(page, lang)
        expect(page.get_by_role("heading", name="78.3% → 80.1%")).to_be_visible()
        _turn(page, "Enter")
        expect(page.get_by_role("heading", name="陆文博")).to_be_visible()
        _turn(page, "k")
        _to_the_close(page)
        page.keyboard.press("f")
        expect(page.get_by_role("button", name=BEGIN[lang])).to_be_visible()
        page.context.close()

    warehouse = Warehouse(tmp_path / "store")
    second, first = Meetings(warehouse).closed()
    assert first.frozen == frozen
    assert (second.frozen["line"]["sold"], second.frame.as_of) == (32050, date(2025, 11, 16))
    assert Actions(warehouse).actions()[0].done_on == date(2025, 11, 16)
    warehouse.close()


def _begin(page: Page, lang: str) -> None:
    """Press Enter until the meeting stands: a page that is just being drawn hears none. However far down somebody
    was, it stands at its top."""
    expect(page.get_by_role("button", name=BEGIN[lang])).to_be_visible()
    foot, main = page.locator(FOOT), page.get_by_test_id("stMain")
    main.evaluate("main => main.scrollTo(0, main.scrollHeight)")
    expect(main).not_to_have_js_property("scrollTop", 0)
    for _ in range(GESTURES):
        page.keyboard.press("Enter")
        with suppress(AssertionError):
            expect(foot).to_be_visible(timeout=3 * GESTURE_MS)
            break
    settle(page)
    expect(main).to_have_js_property("scrollTop", 0)


def _to_the_close(page: Page) -> None:
    """Each exception is left for next time, the look ahead is passed."""
    close = page.locator(".st-key-meeting_close")
    for _ in range(MOST_CASES + 1):
        if page.locator(".st-key-case_next_time").count():
            _turn(page, "w")
        elif not close.count():
            _turn(page, "Enter")
    expect(close).to_be_visible()


def _turn(page: Page, key: str) -> None:
    """Press a key that moves the meeting on until it has: a foot that is just being drawn hears none."""
    foot = page.locator(FOOT)
    before = str(foot.get_attribute("class"))
    for _ in range(GESTURES):
        page.keyboard.press(key)
        with suppress(AssertionError):
            expect(foot).not_to_have_class(before, timeout=2 * GESTURE_MS)
            break
    expect(foot).not_to_have_class(before)
    settle(page)
