"""After a re-plan, attainment of the plan approved first and of the rolling one, reckoned by hand.

East plans 2,100 a month in 2025. It sold 1,000 in January, 1,500 in February and 1,000 by 14 March, the
10th of its 21 workdays: of 2,100 + 2,100 + 1,000 due it reached 3,500. Planned again at the end of
February, March asks for 4,200, of which 2,000 are due.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from salesdash.catalog.plans import Member, Plan
from salesdash.figures import overview as _overview
from salesdash.figures.plans import plan_state as _plan_state
from salesdash.figures.targets import attainment as _attainment
from salesdash.figures.targets import both_plans
from salesdash.period import Period
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.typed.plans.versions import Plans
from tests.heard import heard
from tests.stores import fill, scope, warehouse_in

overview = heard(_overview)
plan_state = heard(_plan_state)
attainment = heard(_attainment)

YEAR, MARCH = Period.parse("2025"), Period.parse("2025-03")
EAST: Member = ("东",)
SOLD = [("2025-01-15", 1_000), ("2025-02-14", 1_500), ("2025-03-14", 1_000)]
PLAN = Plan(
    "年度",
    YEAR,
    {(EAST, m): Decimal(2_100) for m in YEAR.split("month")},
    dimensions=("region",),
)


@pytest.fixture(scope="module")
def stores(tmp_path_factory):
    """The store with the plan as it was approved first, and after it was planned again."""
    found = []
    for name in ("once", "again"):
        folder = tmp_path_factory.mktemp(name)
        warehouse = warehouse_in(folder / "store")
        rows = [{"order_date": day, "amount": n, "region": "东"} for day, n in SOLD]
        fill(warehouse, folder, orders=rows)
        plans = Plans(warehouse)
        first = plans.approve(plans.save(PLAN), "王总")
        if name == "again":
            more = {(EAST, MARCH): Decimal(4_200)}
            carried = {(EAST, MARCH): {YEAR.start: Decimal(2_100)}}
            again = replace(first, cells={**first.cells, **more}, carried=carried)
            plans.approve(plans.save(again), "王总", MARCH.start)
        found.append(Ask(warehouse.query))
    return found


def test_both_are_named_on_both_pages(stores):
    _, ask = stores
    both = "应完成的部分，按原计划完成 67.3%，按滚动计划（3月1日起）完成 50.0%。"
    for headline in (attainment.headline, overview.headline):
        assert both in headline(ask, scope(ask, "2025"))
    notes = attainment.plan_and_actual(ask, scope(ask, "2025")).notes
    assert any("原计划：“年度”第 1 版；滚动计划：“年度”第 2 版，自3月1日起。" in n for n in notes)


def test_what_is_said_without_a_replan_stays_and_is_added_to(stores):
    once, again = (attainment.headline(ask, scope(ask, "2025")) for ask in stores)
    assert again.startswith(once)
    assert "67.3%" in once


def test_each_month_is_judged_by_the_target_in_force_in_it(stores):
    _, ask = stores
    frame = attainment.attainment_by_member(ask, scope(ask, "2025"), "region").frame
    reached = dict(zip(frame["month"], frame["attainment"], strict=True))
    months = [date(2025, n, 1) for n in (1, 2, 3)]
    assert [reached[month] for month in months] == pytest.approx([1000 / 2100, 1500 / 2100, 0.5])


def test_members_have_both_in_the_table(stores):
    once, again = (attainment.progress_table(ask, scope(ask, "2025"), "region") for ask in stores)
    assert "original" not in once.frame
    [row] = again.frame.to_dict("records")
    assert (row["original"], row["rolling"]) == pytest.approx((3_500 / 5_200, 0.5))
    assert (row["target"], row["required"]) == pytest.approx((25_200, 21_700 / 200))


def test_a_period_that_closed_before_the_replan_has_one_plan(stores):
    _, ask = stores
    assert both_plans.sentence(ask, scope(ask, "2025-01")) is None
    march = both_plans.sentence(ask, scope(ask, "2025-03"))
    assert march is not None
    assert "按原计划完成 100.0%，按滚动计划（3月1日起）完成 50.0%" in march.zh


def test_a_plan_that_gave_way_to_the_sheets_is_named_between_them(tmp_path):
    """The sheet asks for 2,000 a month: 3,500 of 4,952 due, and 1,000 of 952 since March."""
    warehouse = warehouse_in(tmp_path / "store")
    fill(
        warehouse, tmp_path,
        orders=[{"order_date": day, "amount": n, "region": "东"} for day, n in SOLD],
        targets=[{"period": str(m), "region": "东", "amount": 2_000} for m in YEAR.split("month")],
    )  # fmt: skip
    plans = Plans(warehouse)
    kept = plans.approve(plans.save(PLAN), "王总", date(2025, 2, 1))
    plans.withdraw(kept, "王总", MARCH.start)
    ask = Ask(warehouse.query)
    both = "应完成的部分，按原计划完成 70.7%，按恢复后的目标表（3月1日起）完成 105.0%。"
    assert both in attainment.headline(ask, scope(ask, "2025"))
    notes = attainment.plan_and_actual(ask, scope(ask, "2025")).notes
    between = "原计划：目标表；其间按“年度”第 1 版考核，3月1日起恢复目标表。"
    assert any(between in note for note in notes)


def test_the_plan_at_hand_is_told(stores):
    _, ask = stores
    view = scope(ask, "2025")
    said = plan_state.headline(replace(PLAN, version=1), ask, view, is_edited=True)
    assert said == "“年度”第 1 版（草案），改动未保存：2025年目标 2.52万元，按区域·月拆分。"
    assert plan_state.headline(None, ask, view).startswith("打开一个计划")


def test_a_plan_that_differs_from_what_was_in_force_in_closed_months_says_by_what_the_year_is_judged(
    tmp_path,
):
    # the sheet asked 1,000 of January and of February; of the 2,100 a month of the plan ten months count
    warehouse = warehouse_in(tmp_path / "store")
    sold = [{"order_date": day, "amount": n, "region": "东"} for day, n in SOLD]
    sheet = [{"period": f"2025-0{n}", "region": "东", "amount": 1_000} for n in (1, 2)]
    fill(warehouse, tmp_path, orders=sold, targets=sheet)
    plans = Plans(warehouse)
    kept = plans.approve(plans.save(PLAN), "王总", MARCH.start)
    ask = Ask(warehouse.query)
    view = scope(ask, "2025")
    asked = ask(["target"], (), view)["target"].iloc[0]
    assert asked == 2 * 1_000 + 10 * 2_100
    said = plan_state.headline(kept, ask, view)
    assert said == (
        "“年度”第 1 版（已批准）：2025年目标 2.52万元，按区域·月拆分，自3月1日起生效；"
        "此前的月份仍按当时的目标，全年按 2.30万元考核。"
    )
    assert "考核" not in plan_state.headline(kept, ask, view, is_edited=True)


def test_whose_period_falls_to_nothing_or_doubles_is_named_with_both_amounts(stores):
    _, ask = stores
    after = {
        **PLAN.cells,
        (EAST, MARCH): Decimal(0),
        (EAST, Period.parse("2025-12")): Decimal(5_000),
    }
    said = plan_state.warning(PLAN, replace(PLAN, cells=after), scope(ask))
    assert said is not None
    assert said.zh == (
        "请留意：东·2025年3月从 2,100元变成 0；"
        "东·2025年12月从 2,100元变成 5,000元，是原来的两倍以上。"
    )
    assert plan_state.warning(PLAN, PLAN, scope(ask)) is None
