"""A month that has closed keeps its target, whatever is approved and withdrawn after it."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from salesdash.catalog.plans import Plan, leaves_of
from tests.stores import Rows, fill
from tests.warehouse.typed.planned import EAST, MONTHS, WEST, YEAR, plan, target

FEBRUARY, MARCH, APRIL, MAY = (month.start for month in MONTHS[1:5])
QUARTERS = leaves_of(YEAR, "quarter")
YEARLY = [{"period": "2025", "region": region, "amount": 1240} for region in ("东", "西")]
QUARTERLY = [
    {"period": str(quarter), "region": region, "amount": amount}
    for quarter, amount in zip(QUARTERS, (500, 200, 300, 240), strict=True)
    for region in ("东", "西")
]
MONTHLY = [
    {"period": f"2025-0{month}", "region": region, "amount": 100}
    for month in (1, 2, 3)
    for region in ("东", "西")
]
BY_CHANNEL = [{"period": str(month), "channel": "天猫", "amount": 50} for month in MONTHS]


def by_month(warehouse, until):
    """What each region is asked in the months that closed before a day, to the cent."""
    found = target(warehouse, by=["month", "region"])
    found = found[found["month"] < f"{until:%Y-%m}"]
    return found.set_index(["month", "region"])["target"].round(2).to_dict()


@pytest.mark.parametrize("sheets", [YEARLY, [*YEARLY, *BY_CHANNEL]], ids=["yearly", "and monthly"])
def test_what_a_yearly_sheet_asked_between_two_plans_stays(plans, warehouse, tmp_path, sheets):
    fill(warehouse, tmp_path, "targets.csv", targets=sheets)
    first = plans.approve(plans.save(plan()), "王总", FEBRUARY)
    plans.withdraw(first, "王总", MARCH)
    seen = by_month(warehouse, APRIL)
    # 19, 19 and 21 of the 248 workdays of the year are in January, February and March
    january = 1240 * 19 / 248
    assert seen["2025-01", "东"] == january
    assert seen["2025-03", "东"] == pytest.approx((1240 - january - 240) * 21 / 210, abs=0.01)
    second = plans.approve(plans.save(plan(300, 150)), "王总", APRIL)
    assert second.opens == APRIL
    assert by_month(warehouse, APRIL) == seen
    plans.withdraw(second, "王总", MAY)
    assert by_month(warehouse, APRIL) == seen
    assert target(warehouse)["target"].tolist() == [2 * 1240]


def test_what_a_quarter_asked_from_its_second_month_on_is_taken_off_the_year_once(
    plans, warehouse, tmp_path
):
    fill(warehouse, tmp_path, "targets.csv", targets=[*YEARLY, *MONTHLY[:2]])
    quarters = {(who, quarter): Decimal(400) for who in (EAST, WEST) for quarter in QUARTERS}
    first = plans.approve(plans.save(replace(plan(), cells=quarters)), "王总", FEBRUARY)
    assert first.opens == FEBRUARY
    plans.withdraw(first, "王总", APRIL)
    assert target(warehouse, "2025Q1", ["region"])["target"].tolist() == [400, 400]
    assert target(warehouse, by=["region"])["target"].tolist() == [1240, 1240]


def test_what_months_and_their_quarter_ask_alike_is_taken_off_the_year_once(
    plans, warehouse, tmp_path
):
    yearly = [{**row, "amount": 5000} for row in YEARLY]
    fill(warehouse, tmp_path, "targets.csv", targets=[*yearly, *QUARTERLY, *MONTHLY])
    first = plans.approve(plans.save(plan()), "王总", APRIL)
    plans.withdraw(first, "王总", MAY)
    assert target(warehouse, by=["region"])["target"].tolist() == [5000, 5000]


def test_days_for_which_nobody_tells_the_region_take_their_part_of_the_year(
    plans, warehouse, tmp_path
):
    # 19 of the 248 workdays of the year are in February, 21 in March
    fill(warehouse, tmp_path, "targets.csv", targets=[*YEARLY, *BY_CHANNEL])
    cells = {(("天猫",), month): Decimal(590) for month in MONTHS}
    by_channel = replace(plan(), cells=cells, dimensions=("channel",))
    first = plans.approve(plans.save(by_channel), "王总", FEBRUARY)
    plans.withdraw(first, "王总", MARCH)
    seen = target(warehouse, "2025-03", ["region"])["target"]
    assert seen.tolist() == pytest.approx([1240 * 21 / 248] * 2, abs=0.01)


@pytest.mark.parametrize("seed", range(3))
def test_no_closed_month_is_judged_otherwise_by_a_later_decision(plans, warehouse, tmp_path, seed):
    chance = random.Random(seed)
    sheets: Rows = chance.choice([BY_CHANNEL, QUARTERLY, []])
    fill(warehouse, tmp_path, "targets.csv", targets=[*YEARLY, *sheets])
    counting: Plan | None = None
    closed: dict[tuple[str, str], float] = {}
    for month in MONTHS[1:]:
        if counting is None or chance.random() < 0.4:
            draft = plan(chance.randint(100, 900), chance.randint(100, 900))
            counting = plans.approve(plans.save(draft), "王总", month.start)
        elif chance.random() < 0.6:
            plans.withdraw(counting, "王总", month.start)
            counting = plans.counting("sales", month.start)
        now = by_month(warehouse, month.start)
        assert {cell: now.get(cell) for cell in closed} == closed
        closed = by_month(warehouse, month.end)
    assert closed
