"""What has closed stays with the target that was in force in it, whatever is approved later."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from salesdash.analysis.splitting.plan_edit import edit
from salesdash.catalog.plans import EVERYBODY, leaves_of
from salesdash.errors import EntryError
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.typed.plans.in_force import redone
from tests.stores import fill, scope
from tests.warehouse.typed.planned import (
    EAST,
    FEBRUARY,
    JANUARY,
    MONTHS,
    SHEET,
    YEAR,
    plan,
    target,
)


def attained(warehouse, period="2025", metric="attainment"):
    ask = Ask(warehouse.query)
    return ask([metric], (), scope(ask, period))[metric].iloc[0]


MARCH = MONTHS[2]


def replan(seen, east=300, missed=60):
    """East missed `missed` by the end of February, which two of the months left are to make up for."""
    more = {(EAST, m): Decimal(east) for m in MONTHS[2:4]}
    cells, carried = {**seen.cells, **more}, dict.fromkeys(more, Decimal(missed))
    return replace(seen, cells=cells, carried=carried)


def test_what_has_closed_stays_with_the_target_that_was_in_force_in_it(plans, warehouse):
    first = plans.approve(plans.save(plan()), "王总")
    before = [attained(warehouse, p) for p in ("2025-01", "2025", "2025Q1")]
    other = edit(first, {(EAST, JANUARY): Decimal(10), (EAST, MARCH): Decimal(300)}, "nothing")
    kept = plans.approve(plans.save(other), "王总", MARCH.start)
    assert (kept.opens, kept.approval) == (MARCH.start, 2)
    assert [target(warehouse, p)["target"].iloc[0] for p in ("2025-01", "2025-03")] == [360, 420]
    assert [attained(warehouse, p) for p in ("2025-01", "2025", "2025Q1")] == before


def test_a_miss_that_is_asked_again_is_asked_once_of_the_year(plans, warehouse):
    first = plans.approve(plans.save(plan()), "王总")
    before = attained(warehouse)
    plans.approve(plans.save(replan(first)), "王总", MARCH.start)
    assert [target(warehouse, p)["target"].iloc[0] for p in ("2025", "2025Q1", "2025-03")] == [
        12 * 360,
        3 * 360,
        420,
    ]
    by_month = target(warehouse, by=["month"])["target"]
    assert by_month.tolist() == [360, 360, 420, 420, *[360] * 8]
    assert target(warehouse, "2025-03..2025-12")["target"].tolist() == [10 * 360 + 120]
    assert attained(warehouse) == before
    assert attained(warehouse, metric="original_attainment") == before
    assert target(warehouse, by=["day"])["target"].sum() == pytest.approx(12 * 360)


def test_what_is_carried_on_within_a_running_month_is_due_in_the_days_left(plans, warehouse):
    # East sold 100 of 240 in January; 14 February is the 9th of its 19 workdays
    first = plans.approve(plans.save(plan()), "王总")
    before = attained(warehouse, "2025-02")
    more = {(EAST, FEBRUARY): Decimal(380)}
    again = replace(
        first,
        cells={**first.cells, **more},
        carried={(EAST, FEBRUARY): Decimal(140)},
        replanned_on=date(2025, 2, 14),
    )
    kept = plans.approve(plans.save(again), "王总", FEBRUARY.start)
    assert plans.get(kept.plan_id, kept.version).replanned_on == date(2025, 2, 14)
    assert target(warehouse, "2025-02")["target"].tolist() == [500]
    assert attained(warehouse, "2025-02") == before
    by_day = target(warehouse, "2025-02", ["day"]).set_index("day")["target"]
    assert by_day["2025-02-14"] == pytest.approx(360 / 19, abs=1e-3)
    assert by_day["2025-02-17"] == pytest.approx(360 / 19 + 140 / 10, abs=1e-3)


def test_the_original_plan_is_asked_about_only_where_another_counts(plans, warehouse):
    first = plans.approve(plans.save(plan()), "王总")
    assert math.isnan(attained(warehouse, metric="original_attainment"))
    plans.approve(plans.save(edit(first, {(EVERYBODY, YEAR): Decimal(8640)})), "王总")
    assert attained(warehouse, metric="original_attainment") == pytest.approx(
        2 * attained(warehouse)
    )


def test_months_that_closed_under_a_sheet_stay_judged_by_it(plans, warehouse, tmp_path):
    whole = {"period": "2025", "region": "东", "amount": 9999}
    fill(warehouse, tmp_path, "targets.csv", targets=[*SHEET, whole])
    plans.approve(plans.save(plan()), "王总", FEBRUARY.start)
    assert target(warehouse, by=["month"])["target"].tolist() == [1500, *[360] * 11]
    redone_in = redone(warehouse.query, YEAR)
    assert redone_in is not None
    assert (redone_in.first, redone_in.opens) == (None, FEBRUARY.start)


def test_a_quarter_that_still_runs_is_taken_over_whole(plans, warehouse):
    quarters = {(EAST, q): Decimal(900) for q in leaves_of(YEAR, "quarter")}
    plans.approve(plans.save(replace(plan(), cells=quarters)), "王总")
    later = plans.approve(plans.save(plan()), "王总", MONTHS[4].start)
    assert later.opens == MONTHS[3].start
    assert target(warehouse)["target"].tolist() == [900 + 9 * 360]


def test_an_approval_can_be_withdrawn_while_nothing_later_is_approved(plans, warehouse):
    first = plans.approve(plans.save(plan()), "王总")
    second = plans.approve(plans.save(replan(first)), "王总", MARCH.start)
    with pytest.raises(EntryError) as told:
        plans.withdraw(plans.get(first.plan_id, 1), "王总")
    assert "不能撤回" in told.value.message.zh
    with pytest.raises(EntryError):
        plans.withdraw(second, " ")
    assert plans.withdraw(second, "王总").state == "draft"
    assert plans.get(first.plan_id, 1).state == "approved"
    assert target(warehouse, "2025-03")["target"].tolist() == [360]
    plans.withdraw(plans.get(first.plan_id, 1), "王总")
    assert target(warehouse)["target"].isna().all()


def test_what_closed_under_a_version_stays_judged_by_it_when_that_is_withdrawn(plans, warehouse):
    first = plans.approve(plans.save(plan()), "王总")
    second = plans.approve(plans.save(replan(first)), "王总", MARCH.start)
    assert plans.stays_until(second, MARCH.start) is None
    april = MONTHS[3].start
    assert plans.stays_until(second, april) == april
    assert plans.withdraw(second, "王总", april).state == "superseded"
    assert target(warehouse, by=["month"])["target"].tolist() == [360, 360, 420, *[360] * 9]
    counting = plans.counting("sales", april)
    assert (counting.version, counting.based_on, counting.opens) == (3, 1, april)
