"""The last meeting as a comparison above every page: offered once one is closed, and followed from an address."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from salesdash.ui.session import store
from salesdash.ui.session.contents import PAGES
from tests.figures.meeting.company import FIRST, held, next_week, open_store
from tests.pages.visitor import visited, visiting

OF_FIGURES = [key for key, page in PAGES.items() if page.needs]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("company")
    open_store(folder).close()
    with visiting(folder / "store"):
        yield folder


@pytest.fixture(scope="module")
def met(folder: Path) -> None:
    """One meeting is closed, and a week imported since."""
    warehouse = store.warehouse()
    held(warehouse, FIRST)
    next_week(warehouse, folder)


def test_it_is_not_offered_while_no_meeting_is_closed(folder: Path):
    app = visited("overview", lang="zh", compare="meeting")
    assert not app.exception
    assert app.segmented_control(key="compare").options == ["同比", "环比"]


@pytest.mark.parametrize("page", OF_FIGURES)
def test_every_page_answers_since_the_last_meeting(met: None, page: str):
    app = visited(page, lang="zh", compare="meeting")
    assert not app.exception
    assert [error.value for error in app.error] == []
    compare = app.segmented_control(key="compare")
    assert compare.options == ["同比", "环比", "上次会议"]
    assert compare.value == "meeting"
    assert app.query_params["compare"] in ("meeting", ["meeting"])
