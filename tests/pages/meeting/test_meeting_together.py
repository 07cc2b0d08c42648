"""Several people in one meeting: what one of them does is seen by all, and takes nothing from the others."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from salesdash.catalog.meetings import Entry, Meeting
from salesdash.charts.column import KPI
from salesdash.errors import EntryError
from salesdash.text import Text
from salesdash.ui.bar.meeting_mode import frame_of
from salesdash.ui.meeting.case_step import behind
from salesdash.ui.session import store
from salesdash.warehouse.typed.actions import Actions
from salesdash.warehouse.typed.meetings.meetings import Meetings
from tests.figures.meeting.company import FIRST, open_store, scope_on
from tests.pages.visitor import APP, RUN_SECONDS, visiting

AGENDA = ("line", "promises", "inbox", "ahead", "close")
LEFT = [Entry(f"signal:{name}", Text(name, name)) for name in ("甲", "乙", "丙")]


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("company")
    warehouse = open_store(folder)
    meetings = Meetings(warehouse)
    meetings.close(meetings.begin("weekly", frame_of(scope_on(FIRST)), ""), {}, LEFT)
    warehouse.close()
    with visiting(folder / "store"):
        yield


@pytest.fixture
def meeting(company: None) -> Iterator[Meeting]:
    """A meeting that goes on, at the exceptions that were left to it; it is over after the test."""
    there = Meetings(store.warehouse())
    there.keep_agenda("weekly", AGENDA)
    begun = there.begin("weekly", frame_of(scope_on(FIRST)), "")
    yield there.move(begun, AGENDA.index("inbox"))
    if standing := there.open_one():
        there.close(standing, {}, LEFT)


def standing() -> Meeting:
    found = Meetings(store.warehouse()).open_one()
    assert found
    return found


def come(*, menu: bool = False) -> AppTest:
    """Somebody who opens the page of the meeting, and the menu of its agenda."""
    app = AppTest.from_file(APP, default_timeout=RUN_SECONDS)
    app.session_state["meeting_agenda"] = menu
    app.query_params["lang"] = "en"
    app = app.switch_page("pages/meeting.py").run()
    assert not app.exception
    return app


def test_two_who_settle_an_item_at_once_pass_none_by(meeting: Meeting):
    one, other = come(), come()
    one.button(key="case_noted").click().run()
    other.button(key="case_next_time").click().run()
    assert (standing().item, standing().nth) == ("inbox", 1)
    assert not other.exception


def test_an_open_menu_takes_over_what_somebody_else_changed(meeting: Meeting):
    app = come(menu=True)
    menu = f"meeting_agenda_{meeting.meeting_id}"
    assert app.multiselect(key=menu).value == list(AGENDA)
    changed = ["line", "inbox", "figure.gone", "close"]
    Meetings(store.warehouse()).rearrange(meeting, changed)
    app.run()
    assert list(standing().agenda) == changed  # it did not put its own list back
    assert app.multiselect(key=menu).value == changed
    app.multiselect(key=menu).unselect("figure.gone").unselect("close").run()
    assert standing().agenda == ("line", "inbox", "close")  # without it nothing would end
    assert not app.exception


def test_whoever_leaves_is_free_and_the_meeting_goes_on(meeting: Meeting):
    app = come(menu=True)
    app.button(key="meeting_leave").click().run()
    assert not app.exception
    assert app.query_params.get("in_meeting") in (None, [], "")
    assert "meeting_next" not in [button.key for button in app.button]
    assert standing() == meeting


def test_a_meeting_of_which_nothing_is_kept_can_be_discarded(meeting: Meeting):
    there = Meetings(store.warehouse())
    last = there.closed()[0]
    come(menu=True).button(key="meeting_discard").click().run()
    assert there.open_one() is None
    again = there.begin("weekly", meeting.frame, "")
    assert there.before(again) == last
    there.note(again, "先看天猫")
    assert "meeting_discard" not in [button.key for button in come(menu=True).button]
    with pytest.raises(EntryError):
        there.discard(again)


def test_the_page_behind_is_of_whom_it_is_about_before_its_kpi():
    assert behind({KPI: "price_gap", "channel": "京东"}) == "channel"
    assert behind({KPI: "sales", "customer": "甲"}) == "customer"
    assert behind({KPI: "sales"}) == KPI
    assert behind({"region": "华东"}) is None


def test_a_promise_written_while_the_meeting_was_closed_is_kept(meeting: Meeting):
    app = come()
    app.button(key="case_decided").click().run()
    closed = Meetings(store.warehouse()).close(standing(), {}, LEFT)
    next(button for button in app.button if button.label == "Save").click().run()
    assert not app.exception
    [made] = Actions(store.warehouse()).actions()
    assert made.title == "甲"
    assert "not in its minutes" in app.toast[0].value
    assert [one.outcome for one in Meetings(store.warehouse()).entries(closed)] == ["next_time"] * 3


@pytest.mark.parametrize("key", ["meeting_next", "meeting_on", "case_noted"])
def test_a_key_of_a_meeting_that_is_gone_says_so(meeting: Meeting, key: str):
    app = come()
    Meetings(store.warehouse()).discard(meeting)
    app.button(key=key).click().run()
    assert not app.exception
    assert app.toast[0].value
