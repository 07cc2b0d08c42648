"""The register of risks: nothing typed vanishes, whoever is first."""

import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from salesdash.catalog.risks.risk import Risk
from salesdash.errors import ConflictError, EntryError, SalesdashError
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.register import Register
from tests.stores import fill

RISK = Risk(
    title="核心客户停单",
    category="customer_loss",
    cause="投诉久拖未决",
    owner="陆文博",
    probability=4,
    impact=5,
    response="reduce",
    probability_after=1,
    impact_after=1,
    contingency="1. 上门\n2. 挽回",
    trigger_metric="retention_rate",
    trigger_side="below",
    trigger_limit=0.85,
    status="acting",
    due=date(2025, 11, 28),
    review=date(2025, 11, 10),
)


@pytest.fixture
def warehouse(tmp_path: Path):
    opened = Warehouse(tmp_path / "store")
    yield opened
    opened.close()


@pytest.fixture
def register(warehouse):
    return Register(warehouse)


def test_a_risk_comes_back_as_it_was_typed(register):
    kept = register.add(RISK, "王总")
    assert register.risks() == [replace(RISK, risk_id=kept.risk_id, revision=1)]


def test_the_register_outlives_the_server(tmp_path: Path):
    first = Warehouse(tmp_path / "store")
    kept = Register(first).add(RISK)
    first.close()
    again = Warehouse(tmp_path / "store")
    assert Register(again).risks() == [kept]
    again.close()


def test_every_change_is_noted_with_before_and_after(register):
    kept = register.add(RISK, "王总")
    edited = register.edit(replace(kept, probability=5), "陆文博")
    register.remove(edited, "李思远")
    removed, changed, added = register.history(kept.risk_id)
    assert (added.by, added.before, added.after["probability"]) == ("王总", None, 4)
    assert (changed.by, changed.fields) == ("陆文博", ("probability",))
    assert (changed.before["probability"], changed.after["probability"]) == (4, 5)
    assert (removed.by, removed.after, removed.before["due"]) == ("李思远", None, "2025-11-28")


def test_the_second_editor_is_told_who_changed_what(register):
    seen = register.add(RISK)
    register.edit(replace(seen, probability=5), "陆文博")
    with pytest.raises(ConflictError) as told:
        register.edit(replace(seen, owner="李思远"), "李思远")
    assert "陆文博" in told.value.message.zh
    assert "可能性“4”→“5”" in told.value.message.zh
    assert "Probability “4” → “5”" in told.value.message.en
    assert "李思远" not in told.value.message.zh


def test_neither_edit_vanishes(register):
    seen = register.add(RISK)
    register.edit(replace(seen, probability=5), "陆文博")
    with pytest.raises(ConflictError):
        register.edit(replace(seen, owner="李思远"), "李思远")
    (kept,) = register.risks()
    assert (kept.probability, kept.owner) == (5, "陆文博")
    refused = register.history(seen.risk_id)[0]
    assert refused.is_refused
    assert (refused.by, refused.fields, refused.after["owner"]) == ("李思远", ("owner",), "李思远")


def test_the_refused_edit_can_be_saved_on_the_newest_revision(register):
    seen = register.add(RISK)
    newest = register.edit(replace(seen, probability=5))
    register.edit(replace(newest, owner="李思远"))
    (kept,) = register.risks()
    assert (kept.probability, kept.owner, kept.revision) == (5, "李思远", 3)


def test_saving_what_stands_already_is_no_conflict(register):
    seen = register.add(RISK)
    first = register.edit(replace(seen, impact=4))
    assert register.edit(replace(seen, impact=4)) == first
    assert len(register.history()) == 2


def test_editing_what_somebody_removed_is_told_and_kept(register):
    seen = register.add(RISK)
    register.remove(seen, "王总")
    with pytest.raises(ConflictError) as told:
        register.edit(replace(seen, impact=1), "陆文博")
    assert "王总刚刚删除" in told.value.message.zh
    assert register.risks() == []
    assert register.history()[0].after["impact"] == 1


def test_what_somebody_changed_is_not_removed(register):
    seen = register.add(RISK)
    register.edit(replace(seen, impact=1))
    with pytest.raises(ConflictError):
        register.remove(seen)
    assert len(register.risks()) == 1


def test_a_number_is_never_given_twice(register):
    first = register.add(RISK)
    register.remove(first)
    assert register.add(RISK).risk_id != first.risk_id


def test_what_is_not_whole_changes_nothing_and_says_what_is_wrong(register, warehouse):
    seen = register.add(RISK)
    version = warehouse.version
    with pytest.raises(EntryError) as told:
        register.add(replace(RISK, title="", probability=9))
    assert "请填写“风险”" in told.value.message.zh
    assert "Probability" in told.value.message.en
    with pytest.raises(EntryError):
        register.edit(replace(seen, owner=" "))
    assert warehouse.version == version
    assert register.risks() == [seen]
    assert len(register.history()) == 1


def test_a_change_is_another_edition_and_leaves_every_answer_as_it_is(register, warehouse):
    version, editions = warehouse.version, [register.edition]
    kept = register.add(RISK)
    editions.append(register.edition)
    kept = register.edit(replace(kept, impact=1))
    editions.append(register.edition)
    register.remove(kept)
    editions.append(register.edition)
    assert len(set(editions)) == 4
    assert warehouse.version == version


def test_of_many_editors_at_once_one_is_kept_and_all_are_noted(register):
    seen = register.add(RISK)
    told: list[SalesdashError] = []

    def edit(impact: int) -> None:
        try:
            register.edit(replace(seen, impact=impact, cause=f"原因{impact}"))
        except ConflictError as error:
            told.append(error)

    editors = [threading.Thread(target=edit, args=(n,)) for n in (1, 2, 3, 4)]
    for editor in editors:
        editor.start()
    for editor in editors:
        editor.join()
    assert len(told) == 3
    (kept,) = register.risks()
    assert (kept.revision, kept.cause) == (2, f"原因{kept.impact}")
    typed = {change.after["impact"] for change in register.history() if change.before}
    assert typed == {1, 2, 3, 4}


def test_high_ones_come_first_and_closed_ones_last(register):
    register.add(replace(RISK, title="低", probability=1, impact=1))
    register.add(replace(RISK, title="已关闭", status="closed"))
    register.add(replace(RISK, title="高"))
    assert [risk.title for risk in register.risks()] == ["高", "低", "已关闭"]


def test_words_are_kept_as_words(register):
    nasty = "'; DROP TABLE app.risks; -- {title} <b>*x*</b> =1+1"
    kept = register.add(replace(RISK, title=nasty, owner="{who}"))
    register.edit(replace(kept, cause="{differences}"), "{before}")
    with pytest.raises(ConflictError) as told:
        register.edit(replace(kept, cause="别的"))
    assert nasty in told.value.message.zh
    assert "{differences}" in told.value.message.en
    assert register.risks()[0].title == nasty


def test_an_import_leaves_the_register_alone(register, warehouse, tmp_path: Path):
    kept = register.add(RISK)
    fill(warehouse, tmp_path, orders=[{"order_date": "2025-01-01", "amount": 1}])
    assert register.risks() == [kept]
