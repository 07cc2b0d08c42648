"""The agenda at the foot of a meeting takes one line, however long it is."""

from __future__ import annotations

import pytest

from salesdash.catalog.meetings import KINDS
from salesdash.text import LANGS
from salesdash.ui.meeting import agenda
from salesdash.ui.meeting.foot import agenda_line


@pytest.mark.parametrize("lang", LANGS)
def test_the_agenda_of_a_week_is_named_whole(lang):
    items = KINDS["weekly"].agenda
    said = agenda_line(items, 2, lang)
    assert "…" not in said
    assert all(agenda.name(item)[lang] in said for item in items)


@pytest.mark.parametrize("lang", LANGS)
def test_a_long_agenda_names_what_is_around(lang):
    items = KINDS["yearly"].agenda
    for place, item in enumerate(items):
        said = agenda_line(items, place, lang)
        assert f"**:blue[{agenda.name(item)[lang]}]**" in said
        assert said.count("›") < len(items) - 1
        assert said.startswith("…") or place < 4
        assert agenda.name(items[min(place + 1, len(items) - 1)])[lang] in said
