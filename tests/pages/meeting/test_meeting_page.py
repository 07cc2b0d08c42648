"""Every step of a meeting in both languages: on the item at which the store says that it stands, frozen as opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from salesdash.catalog.meetings import FIGURE, STEPS
from salesdash.charts.theme import PALETTES
from salesdash.figures.meeting.shown import FIGURES
from salesdash.text import LANGS
from salesdash.ui.bar.meeting_mode import frame_of
from salesdash.ui.session import store
from salesdash.warehouse.typed.actions import Actions
from salesdash.warehouse.typed.meetings.meetings import Meetings
from tests.figures.meeting.company import FIRST, PROMISE, held, open_store, scope_on
from tests.pages.test_pages import CHINESE
from tests.pages.visitor import visited, visiting

Visit = Callable[..., AppTest]
ITEMS = (*STEPS, *(f"{FIGURE}{key}" for key in FIGURES), "figure.gone")


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    """visit(item, lang) → the page of a meeting that stands there; one meeting was held before it."""
    folder = tmp_path_factory.mktemp("company")
    warehouse = open_store(folder)
    Actions(warehouse).add(PROMISE)
    held(warehouse, FIRST)
    meetings = Meetings(warehouse)
    meetings.keep_agenda("weekly", ITEMS)
    meetings.begin("weekly", frame_of(scope_on(FIRST)), "王总")
    warehouse.close()

    def visit(item: str, lang: str, **words: str) -> AppTest:
        there = Meetings(store.warehouse())
        meeting = there.open_one()
        assert meeting
        there.move(meeting, ITEMS.index(item))
        app = visited("meeting", lang=lang, **words)
        assert not app.exception
        return app

    with visiting(folder / "store"):
        yield visit


@pytest.mark.parametrize("item", ITEMS)
def test_each_item_answers_in_one_language(visit: Visit, item: str):
    for lang in LANGS:
        app = visit(item, lang)
        assert [error.value for error in app.error] == []
        said = app.title[0].value
        if item != "promises":  # there the owner's name stands
            assert bool(CHINESE.search(said)) == (lang == "zh")


def test_the_tables_of_a_step_are_read_to_the_end(visit: Visit):
    app = visit("line", "zh")
    [ages] = app.table
    assert not app.dataframe
    assert "订单" in ages.value.to_string()


def test_whoever_opens_the_page_is_in_the_meeting_and_its_scope(visit: Visit):
    app = visit("line", "zh", period="2025-01", channel="京东")
    assert app.query_params["in_meeting"] in ("2", ["2"])
    said = app.title[0].value.replace("\\", "")  # without what makes text safe
    assert "2025年目标完成 78.3% → 78.3%" in said  # as it was opened
    assert [button.key for button in app.button if button.key == "start_meeting"] == []


def test_the_form_of_a_note_takes_the_keys(visit: Visit):
    app = visit("line", "en")
    app = app.button(key="meeting_note_key").click().run()
    assert not app.exception
    assert app.button(key="meeting_next").disabled


def test_a_promise_has_the_colour_of_its_light(visit: Visit):
    visit("line", "zh")
    [table] = visited("actions", lang="zh").dataframe
    assert PALETTES["light"].lights["amber"] in table.proto.arrow_data.styler.styles
