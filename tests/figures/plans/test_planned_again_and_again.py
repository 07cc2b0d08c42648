"""Years planned, sold, planned again and taken back in any order: every month is judged by the target that
was in force when it closed. The oracle keeps one sheet of targets and freezes what closes."""

from __future__ import annotations

from collections.abc import Mapping
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
from salesdash.warehouse.typed.plans.versions import Plans
from tests.stores import Rows, fill, scope, warehouse_in

YEAR = Period.parse("2024")
MONTHS = list(YEAR.split("month"))
REGIONS = ("东", "西")
# Of a region and month: what was planned, and what is asked again, by the month that missed it.
Target = tuple[Decimal, Mapping[date, Decimal]]
Sheet = dict[tuple[str, Period], Target]


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
        self.before.append(self.in_force)
        self.in_force = {}
        for (member, month), n in plan.cells.items():
            again = plan.carried.get((member, month), {})
            self.in_force[member[0], month] = Decimal(n or 0) - sum(again.values()), again

    def target(self, who: str, month: Period) -> Target:
        return self.closed.get((who, month), self.in_force[who, month])

    def asks(self, who: str, span: Period) -> Decimal:
        """What a region is asked for in some months: what one of them missed is not asked in another."""
        targets = [self.target(who, month) for month in MONTHS if month.start in span]
        return sum(
            (
                planned + sum(n for missed_in, n in again.items() if missed_in < span.start)
                for planned, again in targets
            ),
            Decimal(0),
        )


def is_closed(month: Period, as_of: date) -> bool:
    return month.start <= as_of and not any(
        china().is_workday(day) for day in month.days() if day > as_of
    )


@pytest.mark.parametrize(("seed", "begins"), [(1, 1), (4, 3)])
def test_what_closes_keeps_its_target_and_what_is_missed_is_asked_once(seed, begins, tmp_path):
    dice, oracle = Random(seed), Oracle()
    warehouse = warehouse_in(tmp_path / "store")
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
            plans.withdraw(plan, "王总", plan_state.first_open_day(ask))
            counting = plans.counting("sales", last)
            assert counting is not None
            plan = plans.get(counting.plan_id, counting.version)
            oracle.in_force = oracle.before.pop()
        else:
            if deed == "replan":
                plan = against_sales.replan(ask, scope(ask), plan, "even")
            plan = plans.approve(plans.save_as_new(plan), "王总", plan_state.first_open_day(ask))
            oracle.approve(plan)
            oracle.close(last)
            if deed == "replan":
                all_that_was_missed_is_asked_again(plan, oracle, sold, MONTHS[begins - 1].start)
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


def all_that_was_missed_is_asked_again(
    plan: Plan, oracle: Oracle, sold: Rows, begins: date
) -> None:
    missed = {
        (who, month.start): oracle.asks(who, month) - of_month(sold, who, month)
        for who, month in oracle.closed
        if month.start >= begins
    }
    asked: dict[tuple[str, date], Decimal] = {}
    for (member, _), again in plan.carried.items():
        for month, n in again.items():
            asked[member[0], month] = asked.get((member[0], month), Decimal(0)) + n
    assert asked.keys() <= missed.keys()
    for key, amount in missed.items():
        assert abs(asked.get(key, Decimal(0)) - amount) <= plan.unit / 2


def of_month(sold: Rows, who: str, month: Period) -> Decimal:
    days = {str(day) for day in month.days()}
    mine = [r["amount"] for r in sold if r["region"] == who and r["order_date"] in days]
    return sum(mine, Decimal(0))


def agree(ask: Ask, oracle: Oracle, sold: Rows, begins: date) -> None:
    year = scope(ask, "2024")
    rows = ask(["target", "attainment"], ["month", "region"], year)
    targets = {(who, m): oracle.target(who, m) for who in REGIONS for m in MONTHS}
    for grain in ("month", "quarter"):
        frame = ask(["target"], [grain, "region"], year)
        shown = dict(
            zip(zip(frame["region"], frame[grain], strict=True), frame["target"], strict=True)
        )
        assert {key: float(n) for key, n in shown.items()} == {
            (who, str(span)): float(oracle.asks(who, span))
            for who in REGIONS
            for span in YEAR.split(grain)
        }
    for first in MONTHS[1:9:3]:
        rest = Period(first.start, YEAR.end)
        asked = ask(["target"], ["region"], year.over(rest)).set_index("region")["target"]
        assert asked.to_dict() == {who: float(oracle.asks(who, rest)) for who in REGIONS}
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
    for who, month in known:
        if month.end <= ask.as_of:
            mine = of_month(sold, who, month)
            assert reached[who, str(month)] == pytest.approx(float(mine / oracle.asks(who, month)))
