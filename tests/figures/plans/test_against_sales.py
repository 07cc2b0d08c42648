"""A plan made, approved and held against the orders comes to what pandas finds without it."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from salesdash.analysis.splitting.replan import next_workday
from salesdash.catalog.plans import Cell, Member, Plan
from salesdash.figures.plans import against_sales, first_draft
from salesdash.figures.plans.first_draft import Wish
from salesdash.figures.targets import attainment as _attainment
from salesdash.period import Period
from salesdash.text import plain
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.typed.plans.versions import Plans
from salesdash.warehouse.typed.spellings import Merge, accept
from tests.heard import heard
from tests.random_company import company
from tests.stores import fill, scope, warehouse_in

attainment = heard(_attainment)

YEAR = Period.parse("2024")


@pytest.fixture(scope="module")
def orders():
    return company(7)["orders"]


@pytest.fixture(scope="module")
def ask(tmp_path_factory, orders):
    """Orders to August 2025, and a plan of 6,000,000 for 2024 by region and month."""
    folder = tmp_path_factory.mktemp("planned")
    warehouse = warehouse_in(folder / "store")
    fill(warehouse, folder, orders=orders)
    ask, plans = Ask(warehouse.query), Plans(warehouse)
    wish = Wish(YEAR, Decimal(6_000_000), "2024年计划", dimensions=("region",), rule="history")
    plan, _ = first_draft.made(ask, scope(ask), wish)
    plans.approve(plans.save(plan), "王总")
    return Ask(warehouse.query)


@pytest.fixture(scope="module")
def expected(orders):
    """By region and month: the target by last year's months, the sales and their ratio."""
    lines = pd.DataFrame(orders)
    lines = lines[lines["status"].ne("cancelled") & lines["region"].notna()]
    month = pd.to_datetime(lines["order_date"]).dt.to_period("M")
    sold = lines.groupby(["region", month])["amount"].sum().unstack(fill_value=0)
    months: Any = sold.columns
    last = sold.loc[:, months.year == 2023].clip(lower=0)
    target = 6_000_000 * last / last.to_numpy().sum()
    actual = sold.loc[:, months.year == 2024]
    target.columns = actual.columns = pd.Index(range(1, 13))
    return target, actual


def test_attainment_by_region_and_month_is_that_of_pandas(ask, expected):
    target, actual = expected
    frame = attainment.attainment_by_member(ask, scope(ask, "2024"), "region").frame
    found = frame.assign(month=[day.month for day in frame["month"]])
    found = found.pivot(index="region", columns="month", values=["target", "sales"])
    # every cell is a whole number of thousands
    assert (found["target"] - target).abs().to_numpy().max() < 1_000
    assert found["sales"].to_numpy() == pytest.approx(actual.to_numpy())
    assert found["target"].to_numpy().sum() == 6_000_000


def test_attainment_of_the_year_is_that_of_pandas(ask, expected):
    _, actual = expected
    frame = attainment.progress_table(ask, scope(ask, "2024"), "region").frame.set_index("region")
    assert frame["sales"].reindex(actual.index).tolist() == pytest.approx(actual.sum(axis=1))
    of_all = frame["sales"].sum() / 6_000_000
    assert f"{of_all:.1%}" in attainment.headline(ask, scope(ask, "2024"), "region")


def test_a_plan_under_an_old_name_is_replanned_by_what_the_merged_name_sold(tmp_path):
    # 东 sold 30 in January, the plan asks 东区 for 100 a month: 70 are left over for eleven months
    warehouse = warehouse_in(tmp_path / "store")
    days = [("2025-01-15", 30), ("2025-01-31", 0)]
    rows = [{"order_date": day, "amount": n, "region": "东"} for day, n in days]
    fill(warehouse, tmp_path, orders=rows)
    year = Period.parse("2025")
    east: Member = ("东",)
    cells: dict[Cell, Decimal | None] = {
        (("东区",), month): Decimal(100) for month in year.split("month")
    }
    kept = Plans(warehouse).save(Plan("年度", year, cells, dimensions=("region",)))
    accept(warehouse, Merge("region", "东区", "东", plain("")))

    ask, plan = Ask(warehouse.query), Plans(warehouse).get(kept.plan_id, 1)
    replanned = against_sales.replan(ask, scope(ask), plan, "even")
    assert replanned.members == (east,)
    january, *rest = (replanned.cells[east, month] or 0 for month in year.split("month"))
    assert [january, sum(rest), replanned.total] == [100, 1_170, 1_200]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("spread", ["even", "season"])
def test_planned_again_the_original_and_what_has_closed_stay_and_the_rest_comes_to_the_year(
    tmp_path, seed, spread
):
    chance = random.Random(seed)
    warehouse = warehouse_in(tmp_path / "store")
    fill(warehouse, tmp_path, orders=company(seed)["orders"])
    ask, plans = Ask(warehouse.query), Plans(warehouse)
    wish = Wish(
        YEAR, Decimal(chance.randrange(3_000_000, 9_000_000, 1_000)), "年度", dimensions=("region",)
    )
    plan, _ = first_draft.made(ask, scope(ask), wish)
    plan = plans.approve(plans.save(plan), "王总")
    for as_of in (date(2024, chance.randint(2, 6), chance.randint(1, 28)), date(2024, 9, 30)):
        view = replace(scope(ask, "2024"), as_of=as_of)
        before = _judged(warehouse, view, "attainment")
        again = against_sales.replan(ask, view, plan, spread)
        plan = plans.approve(plans.save_as_new(again), "王总", next_workday(as_of, view.calendar))
        opens = plan.opens or YEAR.start

        sold = against_sales.actual(ask, view, plan)
        for member in plan.members:
            closed = sum(n for (who, p), n in sold.items() if who == member and p.end <= opens)
            left = sum(plan.cells[member, p] or 0 for p in plan.periods if p.start >= opens)
            year = plan.amount(member, YEAR)
            assert year is not None
            made = sum(n for (who, _), n in sold.items() if who == member) >= year
            assert made or abs(closed + left - year) <= plan.unit / 2 * len(plan.periods)
        after = _judged(warehouse, view, "attainment")
        assert after[: opens.month - 1] == before[: opens.month - 1]
        assert _year(warehouse, view, "attainment") == pytest.approx(
            _year(warehouse, view, "original_attainment")
        )
        assert _year(warehouse, view, "target") == pytest.approx(float(plan.total))


def _judged(warehouse, view, metric):
    return Ask(warehouse.query)([metric], ["month"], view)[metric].tolist()


def _year(warehouse, view, metric):
    return Ask(warehouse.query)([metric], (), view)[metric].iloc[0]
