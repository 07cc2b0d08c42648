"""Years planned, sold, planned again and taken back in any order: every month is judged by the target that
was in force when it closed. The oracle keeps one sheet of targets and freezes what closes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from salesdash.catalog.plans import Plan
from salesdash.catalog.workdays import china
from salesdash.figures.plans import against_sales, plan_state
from salesdash.figures.targets import to_date
from salesdash.period import DAY, Period
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.plans.versions import Plans
from tests.stores import Rows, fill, scope

YEAR = Period.parse("2024")
MONTHS = list(YEAR.split("month"))
REGIONS = ("东", "西")
# Of a region and month: what was planned, and what is asked again of what closed months missed.
Sheet = dict[tuple[str, Period], tuple[Decimal, Decimal]]


@dataclass
class Oracle:
    in_force: Sheet = field(default_factory=dict)
    closed: Sheet = field(default_factory=dict)
    before: list[Sheet] = field(default_factory=list)

    def close(self, as_of: date) -> None:
        for (who, month), target in self.in_force.items():
            if is_closed(month, as_of):
                self.closed.setdefault((who, month), target)

    def approve(self, plan: Plan) -> None:
        again = {cell: plan.carried.get(cell) or Decimal(0) for cell in plan.cells}
        self.before.append(self.in_force)
        self.in_force = {
            (cell[0][0], cell[1]): (Decimal(n or 0) - again[cell], again[cell])
            for cell, n in plan.cells.items()
        }

    def target(self, who: str, month: Period) -> tuple[Decimal, Decimal]:
        return self.closed.get((who, month), self.in_force[who, month])


def is_closed(month: Period, as_of: date) -> bool:
    return month.start <= as_of and not any(
        china().is_workday(day) for day in month.days() if day > as_of
    )


@pytest.mark.parametrize(("seed", "begins"), [(1, 1), (4, 3)])
def test_what_closes_keeps_its_target_and_what_is_missed_is_asked_once(seed, begins, tmp_path):
    dice, oracle = Random(seed), Oracle()
    warehouse = Warehouse(tmp_path / "store")
    plans, sold, last = Plans(warehouse), [], date(2024, begins, 1)
    plan = Plan(
        "年度",
        YEAR,
        {
            ((who,), month): Decimal(10 * dice.randint(20, 60))
            for who in REGIONS
            for month in MONTHS
        },
        unit=Decimal(10),
        dimensions=("region",),
    )
    for step, deed in enumerate(("plan", "replan", dice.choice(("replan", "withdraw")), "replan")):
        last = last + timedelta(dice.randint(35, 60))
        orders = one_period_of_orders(dice, step, last)
        fill(warehouse, tmp_path, f"{step}.csv", orders=orders)
        sold += orders
        oracle.close(last)
        ask = Ask(warehouse.query)
        if deed == "withdraw":
            plans.withdraw(plan, "王总", plan_state.first_open_day(ask, plan))
            counting = plans.counting("sales", last)
            assert counting is not None
            plan = plans.get(counting.plan_id, counting.version)
            oracle.in_force = oracle.before.pop()
        else:
            if deed == "replan":
                plan = against_sales.replan(ask, scope(ask), plan, "even")
            plan = plans.approve(
                plans.save_as_new(plan), "王总", plan_state.first_open_day(ask, plan)
            )
            oracle.approve(plan)
            oracle.close(last)
        agree(Ask(warehouse.query), oracle, sold, MONTHS[begins - 1].start)
    warehouse.close()


def one_period_of_orders(dice: Random, step: int, last: date) -> Rows:
    days = [last, *(last - timedelta(dice.randint(1, 34)) for _ in range(8))]
    return [
        {
            "order_id": f"{step}/{n}",
            "order_date": str(day),
            "region": dice.choice(REGIONS),
            "amount": Decimal(dice.randint(20, 300)),
        }
        for n, day in enumerate(days)
    ]


def agree(ask: Ask, oracle: Oracle, sold: Rows, begins: date) -> None:
    year = scope(ask, "2024")
    rows = ask(["target", "attainment"], ["month", "region"], year)
    shown = dict(zip(zip(rows["region"], rows["month"], strict=True), rows["target"], strict=True))
    targets = {(who, m): oracle.target(who, m) for who in REGIONS for m in MONTHS}
    assert {key: float(n) for key, n in shown.items()} == {
        (who, str(m)): float(planned + again) for (who, m), (planned, again) in targets.items()
    }
    whole = sum(planned for planned, _ in targets.values())
    assert float(ask(["target"], [], year)["target"].iloc[0]) == pytest.approx(float(whole))
    judged = to_date.judged_part(ask, year)
    assert judged is not None
    pace = to_date.pace(judged, to_date.progress(ask, judged).iloc[0])
    assert pace is not None
    known = {key: n for key, n in targets.items() if key[1].start >= begins}
    assert pace.target == pytest.approx(float(sum(planned for planned, _ in known.values())))
    amount = sum(row["amount"] for row in sold if row["order_date"] >= str(begins))
    assert pace.actual == pytest.approx(float(amount))
    left = china().workdays(Period(ask.as_of + DAY, YEAR.end))
    assert pace.required_rate is None or pace.required_rate == pytest.approx(
        (pace.target - float(amount)) / left
    )
    reached = dict(
        zip(zip(rows["region"], rows["month"], strict=True), rows["attainment"], strict=True)
    )
    for (who, month), (planned, again) in known.items():
        if month.end <= ask.as_of:
            mine = sum(
                row["amount"]
                for row in sold
                if row["region"] == who and row["order_date"][:7] == str(month)
            )
            assert reached[who, str(month)] == pytest.approx(float(mine / (planned + again)))
