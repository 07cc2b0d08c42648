"""An engine that cannot be what was chosen: one sentence in the language of the visit, no page and no trace."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesdash.text import Lang
from salesdash.ui.session.markdown import safe
from salesdash.warehouse.engine.chosen import MARKS, UNKNOWN
from tests.pages.visitor import visited, visiting
from tests.stores import warehouse_in


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_page_says_that_the_engine_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang
):
    warehouse_in(tmp_path).close()
    monkeypatch.setenv("SALESDASH_ENGINE", "mysql://localhost")
    with visiting(tmp_path):
        page = visited("overview", lang=lang)
    assert [one.value for one in page.error] == [safe(UNKNOWN.format(marks=MARKS)[lang])]
    assert not page.exception
