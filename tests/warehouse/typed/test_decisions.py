"""What was decided is kept, asks for what it needs, and can be taken back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from salesdash.errors import EntryError
from salesdash.text import Text, plain
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.decisions import Decision, Decisions

DAY = date(2025, 11, 16)
DISMISSED = Decision(
    "a",
    "dismissed",
    DAY,
    {"a": 2.0, "b": 1.0},
    reason=Text("已知", "Known"),
    words=plain("看到了"),
    by="陆",
)


@pytest.fixture
def decisions(tmp_path):
    return Decisions(Warehouse(tmp_path / "store"))


def test_it_is_kept_for_everything_that_was_one_cause(decisions):
    decisions.decide(DISMISSED)
    assert {key: (one.key, one.reason.en, one.by) for key, one in decisions.latest().items()} == {
        "a": ("a", "Known", "陆"), "b": ("a", "Known", "陆"),
    }  # fmt: skip
    assert decisions.latest()["b"].seen == {"a": 2.0, "b": 1.0}


@pytest.mark.parametrize("typed", ["[看]", '["甲", "乙"]', "[1, 2]", "[", "看到了", ""])
def test_what_was_typed_is_said_as_it_was(decisions, typed):
    decisions.decide(replace(DISMISSED, words=plain(typed)))
    assert decisions.all()[0].words == plain(typed)


def test_the_newest_counts_until_it_is_taken_back(decisions):
    decisions.decide(DISMISSED)
    decisions.decide(Decision("a", "later", DAY, {"a": 2.0}, until=DAY + timedelta(days=7)))
    newest = decisions.latest()["a"]
    assert (newest.how, newest.until) == ("later", date(2025, 11, 23))
    decisions.take_back(newest)
    assert decisions.latest()["a"].how == "dismissed"
    decisions.take_back(newest)
    assert len(decisions.all()) == 1


def test_deciding_leaves_the_answers_of_all_who_look_as_they_are(tmp_path):
    warehouse = Warehouse(tmp_path / "store")
    decisions, version = Decisions(warehouse), warehouse.version
    decisions.decide(DISMISSED)
    decisions.take_back(decisions.all()[0])
    assert warehouse.version == version


@pytest.mark.parametrize(
    "one",
    [
        Decision("a", "dismissed", DAY, {"a": 1.0}, reason=plain(" ")),
        Decision("a", "asked", DAY, {"a": 1.0}, until=DAY + timedelta(days=7)),
        Decision("a", "later", DAY, {"a": 1.0}),
        Decision("a", "later", DAY, {"a": 1.0}, until=DAY),
        Decision("a", "dismissed", DAY, {"a": 1.0}, reason=plain("长" * 401)),
        Decision("a", "shrugged", DAY, {"a": 1.0}),  # type: ignore[arg-type]
    ],
)
def test_what_lacks_its_part_is_refused(decisions, one):
    with pytest.raises(EntryError):
        decisions.decide(one)
    assert decisions.all() == []
