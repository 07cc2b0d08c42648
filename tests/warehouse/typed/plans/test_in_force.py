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
    WEST,
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
    cells, carried = (
        {**seen.cells, **more},
        {cell: {JANUARY.start: Decimal(missed)} for cell in more},
    )
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
        carried={(EAST, FEBRUARY): {JANUARY.start: Decimal(140)}},
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


def test_a_quarter_does_not_ask_again_what_was_missed_in_it(plans, warehouse):
    # planned again at the end of April: of what January missed 30, and of what April did 20, in May and June each
    first = plans.approve(plans.save(plan()), "王总")
    april, may, june = MONTHS[3:6]
    more = {(EAST, m): Decimal(240 + 50) for m in (may, june)}
    parts = {JANUARY.start: Decimal(30), april.start: Decimal(20)}
    again = replace(first, cells={**first.cells, **more}, carried=dict.fromkeys(more, parts))
    kept = plans.approve(plans.save(again), "王总", may.start)
    assert plans.get(kept.plan_id, kept.version).carried == again.carried
    spans = ("2025-05", "2025Q2", "2025-04..2025-12", "2025-02..2025-12", "2025")
    assert [target(warehouse, span)["target"].iloc[0] for span in spans] == [
        410,
        3 * 360 + 60,
        9 * 360 + 60,
        11 * 360 + 60,
        12 * 360,
    ]
    assert target(warehouse, by=["quarter"])["target"].tolist() == [1080, 1140, 1080, 1080]


def test_of_what_a_quarter_missed_a_span_within_it_asks_again_what_its_earlier_months_did(
    plans, warehouse
):
    # 19, 19 and 21 of the 59 workdays of the quarter are in January, February and March
    q1, q2, *_ = leaves_of(YEAR, "quarter")
    quarters = {(EAST, q): Decimal(900) for q in leaves_of(YEAR, "quarter")}
    first = plans.approve(plans.save(replace(plan(), cells=quarters)), "王总")
    again = replace(
        first,
        cells={**first.cells, (EAST, q2): Decimal(900 + 590)},
        carried={(EAST, q2): {q1.start: Decimal(590)}},
    )
    plans.approve(plans.save(again), "王总", q2.start)
    spans = ("2025", "2025-02..2025-12", "2025-03..2025-12", "2025Q2")
    asked = [target(warehouse, span)["target"].iloc[0] for span in spans]
    assert asked == pytest.approx(
        [3600, 900 * 40 / 59 + 2700 + 190, 900 * 21 / 59 + 2700 + 380, 1490], abs=1e-3
    )
    assert target(warehouse, by=["quarter"])["target"].tolist() == [900, 1490, 900, 900]


def test_a_month_that_closed_within_a_quarter_planned_since_keeps_its_target(plans, warehouse):
    plans.approve(plans.save(plan()), "王总")
    quarters = {(who, q): Decimal(900) for who in (EAST, WEST) for q in leaves_of(YEAR, "quarter")}
    later = plans.approve(plans.save(replace(plan(), cells=quarters)), "王总", FEBRUARY.start)
    assert later.opens == FEBRUARY.start
    assert target(warehouse, "2025-01", ["region"])["target"].tolist() == [240, 120]
    assert target(warehouse, "2025Q1", ["region"])["target"].tolist() == [900, 900]
    assert target(warehouse)["target"].tolist() == [7200]


def test_what_the_quarters_members_were_asked_before_is_reckoned_by_workdays_where_it_is_not_told(
    plans, warehouse
):
    # 19 of the 59 workdays of the quarter are in January
    plans.approve(plans.save(plan()), "王总")
    cells = {(("天猫",), q): Decimal(590) for q in leaves_of(YEAR, "quarter")}
    by_channel = replace(plan(), cells=cells, dimensions=("channel",))
    plans.approve(plans.save(by_channel), "王总", FEBRUARY.start)
    assert target(warehouse, "2025-01")["target"].tolist() == [360]
    assert target(warehouse, "2025-02..2025-03", ["channel"])["target"].tolist() == [400]


def test_months_that_closed_under_a_plan_withdrawn_stay_when_sheets_count_again(
    plans, warehouse, tmp_path
):
    quarter = {"period": "2025Q1", "region": "东", "amount": 900}
    fill(warehouse, tmp_path, "targets.csv", targets=[*SHEET[2:], quarter])
    first = plans.approve(plans.save(plan()), "王总")
    assert plans.stays_until(first, FEBRUARY.start) == FEBRUARY.start
    kept = plans.withdraw(first, "王总", FEBRUARY.start)
    assert (kept.state, kept.ends) == ("superseded", FEBRUARY.start)
    assert target(warehouse, "2025-01", ["region"])["target"].tolist() == [240, 120]
    assert target(warehouse, "2025-02")["target"].tolist() == [1500]
    by_quarter = replace(
        plan(), cells={(EAST, q): Decimal(400) for q in leaves_of(YEAR, "quarter")}
    )
    second = plans.approve(plans.save(by_quarter), "王总", FEBRUARY.start)
    assert target(warehouse, "2025Q1", ["region"])["target"].tolist() == [400, 120]
    assert plans.withdraw(second, "王总", FEBRUARY.start).state == "draft"
    assert target(warehouse, "2025-02")["target"].tolist() == [1500]


def test_where_sheets_count_again_they_are_the_original_too(plans, warehouse, tmp_path):
    asked = [{**row, "period": str(m)} for m in MONTHS for row in SHEET[:2]]
    fill(warehouse, tmp_path, "targets.csv", targets=asked)
    by_sheets = attained(warehouse)
    first = plans.approve(plans.save(plan()), "王总", FEBRUARY.start)
    assert attained(warehouse, metric="original_attainment") == by_sheets
    plans.withdraw(first, "王总", MARCH.start)
    assert target(warehouse, by=["month"])["target"].tolist() == [1500, 360, *[1500] * 10]
    assert attained(warehouse, metric="original_attainment") == by_sheets
    assert redone(warehouse.query, YEAR) == (None, (first.name, 1), MARCH.start, True)


BY_CHANNEL = [{"period": str(month), "channel": "天猫", "amount": 50} for month in MONTHS]
WHOLE = [{"period": "2025", "region": region, "amount": 9999} for region in ("东", "西")]


@pytest.mark.parametrize("sheets", [[*SHEET, WHOLE[0]], [*BY_CHANNEL, *WHOLE]])
def test_the_original_of_sheets_that_overlap_is_what_they_asked_for_before(
    plans, warehouse, tmp_path, sheets
):
    fill(warehouse, tmp_path, "targets.csv", targets=sheets)
    spans = ("2025-01", "2025-02", "2025")
    before = [attained(warehouse, span) for span in spans]
    plans.approve(plans.save(plan()), "王总", FEBRUARY.start)
    originals = [attained(warehouse, span, "original_attainment") for span in spans]
    assert originals == pytest.approx(before)
    assert min(before) > 0


# By channel January is asked most of the year, so that of its year alone it would weigh more than by region.
EARLY = [
    {"period": str(m), "channel": "天猫", "amount": 9000 if m == JANUARY else 1} for m in MONTHS
]


@pytest.mark.parametrize(
    ("sheets", "asked"),
    [([*SHEET, WHOLE[0]], 1500), *(([*by_channel, *WHOLE], 2 * 9999 * 19 / 248) for by_channel in (BY_CHANNEL, EARLY))],
)  # fmt: skip
def test_a_month_that_closed_under_sheets_that_overlap_keeps_its_attainment(
    plans, warehouse, tmp_path, sheets, asked
):
    fill(warehouse, tmp_path, "targets.csv", targets=sheets)
    assert attained(warehouse, "2025-01") == pytest.approx(100 / asked)
    plans.approve(plans.save(plan()), "王总", FEBRUARY.start)
    assert attained(warehouse, "2025-01") == pytest.approx(100 / asked)
    assert target(warehouse, "2025-02")["target"].tolist() == [360]


def test_what_sheets_ask_of_a_year_within_which_a_plan_counted_comes_to_their_target(
    plans, warehouse, tmp_path
):
    # January closed under the sheets by channel, February under the plan, and then sheets counted again
    fill(warehouse, tmp_path, "targets.csv", targets=[*BY_CHANNEL, *WHOLE])
    first = plans.approve(plans.save(plan()), "王总", FEBRUARY.start)
    plans.withdraw(first, "王总", MARCH.start)
    by_month = target(warehouse, by=["month"])["target"]
    assert by_month[:2].tolist() == pytest.approx([2 * 9999 * 19 / 248, 360])
    assert by_month.sum() == pytest.approx(2 * 9999)


def test_the_original_counts_the_sales_of_whom_it_was_set_for(plans, warehouse):
    first = {(EAST, month): Decimal(240) for month in MONTHS}
    seen = plans.approve(plans.save(replace(plan(), cells=first)), "王总")
    plans.approve(plans.save(replace(seen, cells=plan().cells)), "王总")
    assert attained(warehouse) == pytest.approx(160 / (360 * (1 + 9 / 19)), rel=1e-4)
    of_east = attained(warehouse, metric="original_attainment")
    assert of_east == pytest.approx(100 / (240 * (1 + 9 / 19)), rel=1e-4)


def test_a_plan_withdrawn_at_once_leaves_nothing_even_where_it_was_the_first(plans, warehouse):
    april = MONTHS[3].start
    first = plans.approve(plans.save(plan()), "王总", april)
    assert first.opens == JANUARY.start
    assert plans.withdraw(first, "王总", april).state == "draft"
    assert target(warehouse)["target"].isna().all()


def test_months_beside_a_year_leave_the_rest_of_it_to_the_other_months(warehouse, tmp_path):
    sheet = [{"period": "2025", "amount": 12000}]
    sheet += [{"period": f"2025-{n:02}", "amount": 500} for n in (1, 2, 4)]
    fill(warehouse, tmp_path, "targets.csv", targets=sheet)
    by_month = target(warehouse, by=["month"])["target"]
    assert by_month[[0, 1, 3]].tolist() == [500, 500, 500]
    # 21 of the 188 workdays of the other months are in March
    assert by_month[2] == pytest.approx(10500 * 21 / 188, abs=1e-3)
    assert by_month.sum() == pytest.approx(12000)
    assert target(warehouse)["target"].tolist() == [12000]


def test_months_that_ask_for_more_than_their_year_leave_nothing_and_no_less(warehouse, tmp_path):
    sheet = [{"period": "2025", "amount": 900}]
    sheet += [{"period": f"2025-0{n}", "amount": 500} for n in (1, 2)]
    fill(warehouse, tmp_path, "targets.csv", targets=sheet)
    assert target(warehouse, by=["month"])["target"].tolist() == [500, 500, *[0] * 10]
    assert target(warehouse)["target"].tolist() == [1000]


def test_months_that_closed_under_a_yearly_sheet_alone_stay_judged_by_their_part_of_it(
    plans, warehouse, tmp_path
):
    fill(warehouse, tmp_path, "targets.csv", targets=[{"period": "2025", "amount": 2480}])
    before = attained(warehouse, "2025-01")
    kept = plans.approve(plans.save(plan()), "王总", date(2025, 2, 17))
    assert kept.opens == FEBRUARY.start
    assert attained(warehouse, "2025-01") == before == pytest.approx(100 / 190)
    assert target(warehouse, by=["month"])["target"].tolist() == [190, *[360] * 11]


def test_a_plan_withdrawn_that_asked_for_more_than_the_sheet_leaves_nothing_and_no_less(
    plans, warehouse, tmp_path
):
    fill(warehouse, tmp_path, "targets.csv", targets=[{"period": "2025", "amount": 500}])
    first = plans.approve(plans.save(plan()), "王总")
    plans.withdraw(first, "王总", MARCH.start)
    assert target(warehouse, by=["month"])["target"].tolist() == [360, 360, *[0] * 10]
    assert target(warehouse)["target"].tolist() == [720]
