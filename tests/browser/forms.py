"""What a visitor does with a list and the form that opens from it, waiting each time for what is to be seen."""

from __future__ import annotations

from contextlib import suppress

from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as TooLate

from tests.browser.stage import GESTURE_MS, GESTURES, settle

ROW, SELECT = 35, 16  # px: the height of a row of a list, the middle of its tick box


def open_first(page: Page, table: str, button: str) -> None:
    """Tick the first row of the list of that key, until it is ticked, and press the button above it."""
    rows = page.locator(f'[class*="st-key-{table}"]').get_by_test_id("stDataFrame")
    pressed = page.get_by_role("button", name=button, exact=True)
    rows.scroll_into_view_if_needed()
    for _ in range(GESTURES):
        settle(page)
        rows.click(position={"x": SELECT, "y": ROW * 1.5})
        with suppress(AssertionError):
            expect(pressed).to_be_enabled(timeout=GESTURE_MS)
            break
    pressed.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    settle(page)


def write(page: Page, field: str, words: str) -> None:
    box = page.get_by_role("dialog").get_by_label(field, exact=True)
    box.fill(words)
    box.press("Tab")
    settle(page)


def choose(page: Page, field: str, words: str) -> None:
    """One that is offered, or a name that is not; until it stands."""
    box = page.get_by_role("dialog").get_by_role("combobox", name=field).first
    for _ in range(GESTURES):
        settle(page)
        with suppress(TooLate, AssertionError):
            box.fill(words, timeout=GESTURE_MS)
            offered = page.get_by_role("option").filter(has_text=words).first
            offered.click(timeout=GESTURE_MS)
            settle(page)
            expect(box).to_have_value(words, timeout=GESTURE_MS)
            return
    raise AssertionError(f"{field} does not take {words!r}")


def save(page: Page, name: str) -> None:
    settle(page)
    page.get_by_role("dialog").get_by_role("button", name=name).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    settle(page)
