"""Promises: kept with every change, put off and counted, and no edit vanishes."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from salesdash.catalog.actions import FIELD_NAMES, KEPT, Action, faults, field_value
from salesdash.errors import ConflictError, EntryError
from salesdash.warehouse.store import trail
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.actions import Actions

PROMISE = Action(
    "回访停单的客户", "陆文博", date(2025, 11, 20), done_when="拜访 5 家", effect="挽回 3 家",
    kpi="retention_rate", link_by="channel", link_member="天猫", of_risk=1,
    promised_on=date(2025, 11, 16), value_then=0.872,
)  # fmt: skip


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    folder: Path = tmp_path_factory.mktemp("promises")
    opened = Warehouse(folder / "store")
    yield opened
    opened.close()


@pytest.fixture
def actions(warehouse):
    kept = Actions(warehouse)
    for one in kept.actions():
        kept.remove(one)
    return kept


def test_a_promise_comes_back_as_it_was_made(actions):
    kept = actions.add(PROMISE, "王总")
    assert actions.actions() == [replace(PROMISE, action_id=kept.action_id, revision=1)]


def test_the_second_editor_is_told_and_neither_edit_vanishes(actions):
    seen = actions.add(PROMISE)
    actions.edit(replace(seen, owner="李思远"), "王总")
    with pytest.raises(ConflictError) as told:
        actions.edit(replace(seen, due=date(2025, 12, 1)), "陆文博")
    assert "王总刚刚修改了" in told.value.message.zh
    assert "负责人“陆文博”→“李思远”" in told.value.message.zh
    refused = actions.history(seen.action_id)[0]
    assert (refused.is_refused, refused.after["due"]) == (True, "2025-12-01")


def test_it_is_counted_how_often_one_was_put_off(actions):
    kept = actions.add(PROMISE)
    later = actions.edit(replace(kept, due=date(2025, 11, 27)))
    latest = actions.edit(replace(later, due=date(2025, 12, 4)))
    actions.edit(replace(latest, due=date(2025, 12, 1)))  # brought forward
    assert actions.carried_over()[kept.action_id] == 2


def test_a_day_that_is_taken_away_or_given_again_is_no_later_one(actions, warehouse):
    """A form asks for the day; a history that lacks one, as of an older or a restored store, is still read."""
    kept = actions.add(PROMISE)
    without = kept.content() | {"due": None}
    for before, after in ((kept.content(), without), (without, kept.content())):
        with warehouse.transaction() as db:
            trail.note(db, "action", str(kept.action_id), "", before, after)
    assert actions.carried_over()[kept.action_id] == 0


def test_open_ones_come_first_the_earliest_due_on_top(actions):
    actions.add(replace(PROMISE, title="丙", status="done", done_on=date(2025, 11, 18)))
    actions.add(replace(PROMISE, title="乙", due=date(2025, 12, 1)))
    actions.add(replace(PROMISE, title="甲"))
    assert [one.title for one in actions.actions()] == ["甲", "乙", "丙"]


def test_opened_again_it_was_not_done(actions):
    done = actions.add(replace(PROMISE, status="done", done_on=date(2025, 11, 18)))
    assert actions.edit(replace(done, status="open")).done_on is None


def test_all_or_none_are_kept(actions):
    with pytest.raises(EntryError):
        actions.add_all([PROMISE, replace(PROMISE, owner="")])
    assert actions.actions() == []


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"title": " "}, "承诺做什么"),
        ({"owner": ""}, "负责人"),
        ({"due": None}, "完成期限"),
        ({"effect": "长" * 401}, "400"),
        ({"status": "gone"}, "状态"),
        ({"kpi": "luck"}, "luck"),
        ({"link_member": None}, "关联"),
    ],
)
def test_each_fault_is_named(change, named):
    assert faults(PROMISE) == ()
    (found,) = faults(replace(PROMISE, **change))
    assert named in found.zh


def test_every_field_has_a_name_and_a_readable_value():
    assert set(FIELD_NAMES) == set(KEPT) == set(PROMISE.content())
    assert field_value("status", "done").en == "Done"
    assert field_value("kpi", "retention_rate").zh == "客户留存率"
    assert field_value("due", None).zh == "–"
