"""Plans are kept in versions, exactly one of them counts, and no edit swallows another."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from salesdash.analysis.splitting.plan_edit import edit, lock
from salesdash.catalog.plans import EVERYBODY, Plan, leaves_of
from salesdash.errors import ConflictError, EntryError, QuestionError
from salesdash.period import DAY, Period
from salesdash.text import plain
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.plans.versions import Plans
from salesdash.warehouse.typed.spellings import Merge, accept, reverse
from tests.stores import fill, scope
from tests.warehouse.typed.planned import (
    EAST,
    FEBRUARY,
    JANUARY,
    SHEET,
    WEST,
    YEAR,
    plan,
    target,
)


def test_a_plan_comes_back_as_it_was_saved(plans):
    stretch = {(EAST, JANUARY): Decimal("300.5000")}
    whole = lock(
        plan(stretch=stretch, rule="season"), [(EAST, JANUARY), (WEST, YEAR), (EVERYBODY, FEBRUARY)]
    )
    kept = plans.save(whole, "张三")
    found = plans.get(kept.plan_id, kept.version)
    assert (found.cells, found.stretch, found.locks) == (whole.cells, stretch, whole.locks)
    assert (found.name, found.unit, found.rule, found.dimensions) == (
        "2025 年度",
        10,
        "season",
        ("region",),
    )
    assert (found.version, found.revision, found.state, found.saved_by) == (1, 1, "draft", "张三")


def test_an_amount_that_is_not_set_stays_missing(plans):
    cells = {**plan().cells, (("新",), JANUARY): None}
    kept = plans.save(replace(plan(), cells=cells))
    assert plans.get(kept.plan_id, 1).cells[("新",), JANUARY] is None


def test_a_draft_is_saved_over_and_its_history_says_what_changed(plans, warehouse):
    first = plans.save(plan(), "张三")
    second = plans.save(edit(first, {(EAST, JANUARY): Decimal(250)}, "nothing"), "李四")
    assert (second.version, second.revision) == (1, 2)
    assert plans.get(first.plan_id, 1).cells[EAST, JANUARY] == 250
    before, after = warehouse.rows(
        "SELECT before, after FROM app.history WHERE what = 'plan' AND changed_by = '李四'"
    )[0]
    assert before == '{"cells": {"东|2025-01": "240"}}'
    assert after == '{"cells": {"东|2025-01": "250"}}'


def test_two_editors_of_one_draft_do_not_swallow_each_other(plans, warehouse):
    seen = plans.save(plan(), "张三")
    plans.save(edit(seen, {(EAST, JANUARY): Decimal(250)}, "nothing"), "李四")
    late = edit(seen, {(WEST, JANUARY): Decimal(130)}, "nothing")
    with pytest.raises(ConflictError) as told:
        plans.save(late, "张三")
    assert told.value.message.zh.startswith("李四刚刚保存了“2025 年度”第 1 版。")
    assert warehouse.rows(
        "SELECT key, changed_by, before->'$.cells', after->'$.cells' FROM app.history "
        "WHERE what = 'plan_refused'"
    ) == [
        (
            "1/1",
            "张三",
            '{"东|2025-01":"250","西|2025-01":"120"}',
            '{"东|2025-01":"240","西|2025-01":"130"}',
        )
    ]
    beside = plans.save_as_new(late, "张三")
    assert (beside.version, plans.get(seen.plan_id, 2).cells[WEST, JANUARY]) == (2, 130)
    assert plans.get(seen.plan_id, 1).cells[EAST, JANUARY] == 250


def test_an_approved_version_is_never_written_over(plans):
    approved = plans.approve(plans.save(plan()), "王总")
    assert (approved.state, approved.approved_by) == ("approved", "王总")
    edited = plans.save(edit(approved, {(EAST, JANUARY): Decimal(250)}, "nothing"))
    assert (edited.version, edited.state, edited.based_on) == (2, "draft", 1)
    standing = plans.get(approved.plan_id, 1)
    assert (standing.state, standing.cells[EAST, JANUARY]) == ("approved", 240)
    with pytest.raises(EntryError):
        plans.remove(approved)


def test_approving_another_version_supersedes_the_one_that_counted(plans, warehouse):
    first = plans.approve(plans.save(plan()), "王总")
    second = plans.approve(plans.save(edit(first, {(EVERYBODY, YEAR): Decimal(5040)})), "王总")
    assert [v.state for v in plans.versions()] == ["approved", "superseded"]
    counting = plans.counting("sales", YEAR.last_day)
    assert counting is not None
    assert counting.version == second.version == 2
    assert target(warehouse)["target"].tolist() == [5040]


def test_a_plan_of_the_same_year_that_is_approved_takes_the_place_of_another(plans, warehouse):
    plans.approve(plans.save(plan()), "王总")
    plans.approve(plans.save(replace(plan(east=120), name="另一份")), "王总")
    assert target(warehouse)["target"].tolist() == [12 * 240]


def test_an_approved_plan_is_the_target_without_any_sheet(plans, warehouse):
    assert target(warehouse)["target"].isna().all()
    plans.approve(plans.save(plan()), "王总")
    found = target(warehouse, "2025-01", ["region"]).set_index("region")["target"]
    assert found.to_dict() == {"东": 240, "西": 120}


def test_a_draft_does_not_count(plans, warehouse):
    plans.save(plan())
    assert target(warehouse)["target"].isna().all()


def test_an_approved_plan_counts_instead_of_the_sheet_and_other_years_stay(
    plans, warehouse, tmp_path
):
    other = [{"period": "2024-01", "region": "东", "amount": 77}]
    fill(warehouse, tmp_path, "targets.csv", targets=[*SHEET, *other])
    assert target(warehouse)["target"].tolist() == [3000]
    plans.approve(plans.save(plan()), "王总")
    assert target(warehouse)["target"].tolist() == [12 * 360]
    assert target(warehouse, "2024")["target"].tolist() == [77]


def test_weeks_of_a_plan_add_up_to_its_months(plans, warehouse):
    weeks = leaves_of(Period.parse("2025"), "week")
    cells = {(EAST, week): Decimal(10) for week in weeks}
    plans.approve(plans.save(replace(plan(), cells=cells)), "王总")
    in_march = [w for w in weeks if w.start.month == 3]
    assert target(warehouse, "2025-03")["target"].tolist() == [10 * len(in_march)]


def test_a_loaded_sheet_can_become_a_plan(plans, warehouse, tmp_path):
    people = [{"period": "2025-01", "salesperson": "甲", "amount": "12.34"}]
    fill(warehouse, tmp_path, "targets.csv", targets=[*SHEET, *people])
    by_region, by_person = plans.from_sheets("sales", Period.parse("2025"), "目标表")
    assert (by_region.dimensions, by_region.unit, by_region.total) == (("region",), 100, 3000)
    assert by_region.cells[WEST, FEBRUARY] == 500
    assert (by_person.dimensions, by_person.unit) == (("salesperson",), Decimal("0.01"))
    assert plans.save(by_region).rule == "sheet"


def test_a_plan_without_a_name_and_an_approval_without_one_are_refused(plans):
    with pytest.raises(EntryError):
        plans.save(replace(plan(), name=" "))
    kept = plans.save(plan())
    with pytest.raises(EntryError) as told:
        plans.approve(kept, " ")
    assert told.value.message.zh == "请写上批准人。"


def test_a_removed_draft_is_gone_and_its_number_is_not_used_again(plans):
    kept = plans.save(plan())
    plans.remove(kept)
    with pytest.raises(QuestionError):
        plans.get(kept.plan_id, 1)
    assert plans.save(plan()).plan_id == kept.plan_id + 1


def test_plans_survive_closing_the_store(plans, warehouse, tmp_path):
    kept = plans.approve(plans.save(plan()), "王总")
    warehouse.close()
    again = Warehouse(tmp_path / "store")
    assert Plans(again).get(kept.plan_id, 1).total == 12 * 360
    assert target(again)["target"].tolist() == [12 * 360]


def test_answers_are_kept_beside_the_version_and_one_can_be_taken_away(plans):
    kept = plans.save(plan())
    plans.answer(
        kept, {(EAST, JANUARY): Decimal(200), (WEST, JANUARY): Decimal(120)}, "东区.xlsx", "李四"
    )
    plans.answer(kept, {(WEST, JANUARY): None})
    assert plans.answers(kept) == {(EAST, JANUARY): 200}
    assert plans.get(kept.plan_id, 1).cells == plan().cells


def test_answers_for_cells_that_the_version_does_not_have_are_refused(plans):
    kept = plans.save(plan())
    with pytest.raises(QuestionError) as told:
        plans.answer(kept, {(("北",), JANUARY): Decimal(1), (EAST, JANUARY): Decimal(1)})
    assert "对不上" in told.value.message.zh
    assert plans.answers(kept) == {}


APRIL = Period.parse("2025-04..2026-03")


def fiscal(amount=360):
    """A plan for the year that begins in April, the same amount every month."""
    cells = {(EAST, m): Decimal(amount) for m in leaves_of(APRIL, "month")}
    return Plan("财年计划", APRIL, cells, dimensions=("region",))


def test_a_plan_of_a_fiscal_year_keeps_its_year_and_counts_for_its_days_only(
    plans, warehouse, tmp_path
):
    sheet = [{"period": p, "region": "东", "amount": 50} for p in ("2025-03", "2025-04")]
    fill(warehouse, tmp_path, "targets.csv", targets=sheet)
    kept = plans.approve(plans.save(fiscal()), "王总")
    assert plans.get(kept.plan_id, 1).whole == APRIL
    assert target(warehouse, "2025-03")["target"].tolist() == [50]
    assert target(warehouse, "2025-04")["target"].tolist() == [360]
    counting = [plans.counting("sales", day) for day in (APRIL.start - DAY, APRIL.last_day)]
    assert [found and found.name for found in counting] == [None, "财年计划"]


def test_a_plan_supersedes_every_other_whose_year_shares_days_with_its_own(plans):
    first = plans.approve(plans.save(plan()), "王总")
    plans.approve(plans.save(fiscal()), "王总")
    assert plans.get(first.plan_id, 1).state == "superseded"


def test_in_a_fiscal_year_the_sheets_of_two_calendar_years_are_one_plan(plans, warehouse, tmp_path):
    sheet = [{"period": p, "region": "东", "amount": 50} for p in ("2025-03", "2025-04", "2026-03")]
    fill(warehouse, tmp_path, "targets.csv", targets=sheet)
    [found] = plans.from_sheets("sales", APRIL, "目标表")
    assert (found.whole, [str(p) for p in found.periods]) == (APRIL, ["2025-04", "2026-03"])


NAMES = Merge("region", "东区", "东", plain(""))


def test_merged_names_are_one_member_of_a_plan_until_the_merge_is_taken_back(plans, warehouse):
    cells = {(who, JANUARY): Decimal(n) for who, n in ((("东区",), 100), (EAST, 20), (WEST, 10))}
    kept = plans.save(replace(plan(), cells=cells, locks=frozenset({(("东区",), JANUARY)})))
    plans.answer(kept, {(("东区",), JANUARY): Decimal(90)})
    plans.approve(kept, "王总")

    accept(warehouse, NAMES)
    merged = plans.get(kept.plan_id, 1)
    assert merged.cells == {(EAST, JANUARY): 120, (WEST, JANUARY): 10}
    assert merged.locks == {(EAST, JANUARY)}
    assert plans.answers(merged) == {(EAST, JANUARY): 90}

    reverse(warehouse, NAMES)
    apart = plans.get(kept.plan_id, 1)
    assert (apart.cells, apart.locks) == (cells, {(("东区",), JANUARY)})


def test_the_target_of_a_plan_meets_the_orders_under_the_merged_name(plans, warehouse):
    cells = {(("东区",), JANUARY): Decimal(100), (WEST, FEBRUARY): Decimal(10)}
    plans.approve(plans.save(replace(plan(), cells=cells)), "王总")
    ask = Ask(warehouse.query)

    def of_regions():
        view = replace(scope(ask, "2025"), as_of=YEAR.last_day)
        frame = Ask(warehouse.query)(["target", "sales"], ["region"], view).set_index("region")
        return frame.astype(object).where(frame.notna(), None).T.to_dict("list")

    assert of_regions() == {"东": [None, 100], "东区": [100, None], "西": [10, 60]}
    accept(warehouse, NAMES)
    assert of_regions() == {"东": [100, 100], "西": [10, 60]}
    reverse(warehouse, NAMES)
    assert of_regions() == {"东": [None, 100], "东区": [100, None], "西": [10, 60]}


def test_answers_under_the_old_name_are_taken_for_the_merged_one(plans, warehouse):
    kept = plans.save(replace(plan(), cells={(("东区",), JANUARY): Decimal(100)}))
    accept(warehouse, NAMES)
    plans.answer(kept, {(("东区",), JANUARY): Decimal(80)})
    assert plans.answers(kept) == {(EAST, JANUARY): 80}


def test_a_plan_kept_before_years_began_in_any_month_begins_in_january(plans, warehouse, tmp_path):
    kept = plans.approve(plans.save(plan()), "王总")
    with warehouse.transaction() as db:
        db.execute("ALTER TABLE app.plans ADD COLUMN year INTEGER")
        db.execute("UPDATE app.plans SET year = year(start)")
        db.execute("ALTER TABLE app.plans DROP COLUMN start CASCADE")
        db.execute("DELETE FROM app.migrations WHERE name = '005_plan_years.sql'")
    warehouse.close()
    again = Warehouse(tmp_path / "store")
    assert Plans(again).get(kept.plan_id, 1).whole == YEAR
    assert target(again)["target"].tolist() == [12 * 360]
