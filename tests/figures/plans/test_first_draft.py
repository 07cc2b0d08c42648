"""A plan out of what was sold: who it is split to, by what weights, and what has to be said."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from salesdash.analysis.splitting.allocate import NotWholeError, NoWeightError
from salesdash.analysis.splitting.plan_edit import lock
from salesdash.catalog.plans import EVERYBODY, RULES
from salesdash.figures.plans import first_draft
from salesdash.figures.plans.first_draft import Wish
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.typed.settings import Settings
from tests.stores import asked, fill, scope, warehouse_in

MONTHS = [f"{month:02}" for month in range(1, 13)]
YEAR = Period.parse("2025")


def sold(year, amounts, **same):
    """One order on the 5th of each month."""
    return [
        {"order_date": f"{year}-{month}-05", "amount": amount, **same}
        for month, amount in zip(MONTHS, amounts, strict=False)
    ]


# East sold 10,000 each month of 2024 and twice that in December; West 5,000 from July on.
ORDERS = [
    *sold(2024, [10_000] * 11 + [20_000], region="东", salesperson="甲"),
    *sold(2024, [0] * 6 + [5_000] * 6, region="西", salesperson="乙"),
    {"order_date": "2025-01-31", "amount": 7_000, "region": "新", "salesperson": "丙"},
]


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    return asked(tmp_path_factory.mktemp("years"), orders=ORDERS)


def made(ask, total, rule="history", unit="one", dimensions=(), year="2025", **more):
    wish = Wish(Period.parse(year), Decimal(total), "年度", unit, dimensions, rule=rule, **more)
    return first_draft.made(ask, scope(ask), wish)


def month(plan, n, member=EVERYBODY):
    return plan.cells[member, Period.parse(f"{plan.whole}-{n:02}")]


def test_by_history_a_year_follows_the_same_months_of_last_year(ask):
    # 2024 sold 160,000: 10,000 in January, 15,000 in July, 25,000 in December
    plan, _ = made(ask, 320_000)
    assert [month(plan, n) for n in (1, 7, 12)] == [20_000, 30_000, 50_000]


def test_over_regions_each_follows_its_own_months(ask):
    plan, _ = made(ask, 320_000, dimensions=("region",))
    assert [month(plan, n, ("东",)) for n in (1, 12)] == [20_000, 40_000]
    assert [month(plan, n, ("西",)) for n in (1, 12)] == [0, 10_000]
    assert plan.amount(("东",), YEAR) == 260_000


def test_growth_is_asked_of_each_on_top_of_its_history(ask):
    # East 130,000 × 1.5 = 195,000 and West 30,000: of 450,000 they get 390,000 and 60,000
    plan, _ = made(ask, 450_000, "growth", dimensions=("region",), growth={("东",): Decimal("0.5")})
    assert [plan.amount((who,), YEAR) for who in "东西"] == [390_000, 60_000]


def test_by_workdays_members_keep_their_part_of_last_year(ask):
    # 13 : 3 of the year; January 2025 has 18 of 248 workdays
    plan, _ = made(ask, 248_000, "workdays", dimensions=("region",))
    assert plan.amount(("东",), YEAR) == 201_500
    january = plan.amount(EVERYBODY, Period.parse("2025-01"))
    workdays = scope(ask).calendar.workdays
    assert january == Decimal(248_000 * workdays(Period.parse("2025-01")) // workdays(YEAR))


def test_a_course_typed_by_hand_is_followed(ask):
    course = {n: Decimal(10) if n == 1 else Decimal(0) for n in range(1, 13)} | {2: Decimal(30)}
    plan, _ = made(ask, 400, "hand", course=course)
    assert [month(plan, n) for n in (1, 2, 3)] == [100, 300, 0]


def test_by_season_one_year_of_history_is_said_to_be_short(ask):
    plan, said = made(ask, 320_000, "season")
    assert plan.total == 320_000
    assert any("历史只有 12 个月" in words.zh for words in said)


def test_a_member_without_history_is_named_and_has_no_amount(ask):
    plan, said = made(ask, 320_000, dimensions=("region",))
    assert month(plan, 1, ("新",)) is None
    assert any("新" in words.zh and "没有历史" in words.zh for words in said)
    assert any("新" in words.en and "No sales to go by" in words.en for words in said)


def test_an_even_split_gives_the_new_member_its_part(ask):
    plan, _ = made(ask, 360_000, "even", dimensions=("region",))
    assert plan.amount(("新",), YEAR) == 120_000


def test_over_two_dimensions_only_who_sold_together_is_planned(ask):
    plan, _ = made(ask, 320_000, dimensions=("region", "salesperson"))
    assert plan.members == (("东", "甲"), ("西", "乙"), ("新", "丙"))
    assert plan.amount(("东",), YEAR) == 260_000


def test_months_without_history_are_named(tmp_path):
    ask = asked(tmp_path, orders=[*sold(2024, [100, 100]), *sold(2025, [1])])
    plan, said = made(ask, 1000)
    assert [month(plan, n) for n in (1, 2, 3)] == [500, 500, 0]
    assert any("3月、4月" in words.zh for words in said)


def test_months_that_have_not_ended_are_those_of_the_year_before_times_the_growth(tmp_path):
    # 2023: 100 each month; 2024: 200 each, up to 5 June.
    ask = asked(tmp_path, orders=[*sold(2023, [100] * 12), *sold(2024, [200] * 6)])
    plan, said = made(ask, 2_400)
    # June 2024 has not ended either: five months of 200 and seven of 100 × 2
    assert set(plan.cells.values()) == {200}
    assert any("+100.0%" in words.zh and "6月、7月" in words.zh for words in said)


def test_a_month_whose_last_workday_has_passed_has_ended(tmp_path):
    # 30 December 2017 is a Saturday: no workday is left
    last = {"order_date": "2017-12-30", "amount": 1}
    ask = asked(tmp_path, orders=[*sold(2017, [100] * 12), last])
    assert made(ask, 1_201, year="2018")[1] == []


def test_negative_history_counts_as_zero_and_says_so(tmp_path):
    ask = asked(tmp_path, orders=[*sold(2024, [100, -40, *[100] * 10]), *sold(2025, [1])])
    plan, said = made(ask, 1_100)
    assert month(plan, 1) == 100
    assert any("负数" in words.zh for words in said)


def test_shared_out_anew_what_is_locked_stays(ask):
    plan, _ = made(ask, 320_000, dimensions=("region",))
    january = Period.parse("2025-01")
    locked = lock(plan, [(("东",), january)])
    wish = Wish(
        Period.parse("2025"), Decimal(400_000), unit="one", dimensions=("region",), rule="even"
    )
    again, _ = first_draft.made(ask, scope(ask), wish, locked)
    assert again.cells[("东",), january] == 20_000
    assert again.total == 400_000


def test_a_total_that_is_not_whole_in_the_step_is_named(ask):
    with pytest.raises(NotWholeError):
        made(ask, 10_005_000, "even", "wan")


def test_no_history_at_all_is_named(ask):
    with pytest.raises(NoWeightError):
        made(ask, 1_000, year="2030")


@pytest.mark.parametrize("rule", ["even", "history", "season", "workdays", "growth"])
@pytest.mark.parametrize("grain", ["quarter", "month", "week"])
def test_every_rule_at_every_level_adds_up_to_the_total(ask, rule, grain):
    plan, _ = made(ask, 7_777_000, rule, "thousand", ("region",), grain=grain)
    assert rule in RULES
    assert plan.total == 7_777_000
    assert sum(plan.amount((who,), YEAR) or 0 for who in "东西新") == 7_777_000


def test_the_year_to_plan_is_offered_first(ask):
    assert list(first_draft.years(scope(ask))) == ["2025", "2026"]
    assert list(first_draft.years(replace(scope(ask), as_of=YEAR.last_day))) == ["2026", "2025"]


def test_a_target_loaded_is_suggested_before_last_years_sales(tmp_path, ask):
    assert first_draft.suggested(ask, scope(ask), Period.parse("2025")) == 160_000
    loaded = asked(tmp_path, orders=ORDERS, targets=[{"period": "2025", "amount": 250_000}])
    assert first_draft.suggested(loaded, scope(loaded), YEAR) == 250_000


def test_the_step_offered_first_divides_the_total():
    totals = (Decimal(120_000), Decimal(18_800), Decimal(18_846))
    assert [first_draft.fitting_unit(n) for n in totals] == ["thousand", "hundred", "one"]


# The company's year begins in April; at the end of March 2025 one whole year has been sold.
FISCAL = [
    *sold(2024, [100, 100, 100, *range(1_000, 10_000, 1_000)]),
    *sold(2025, [10_000, 11_000, 12_000]),
    {"order_date": "2025-03-31", "amount": 0},
]


@pytest.fixture(scope="module")
def in_fiscal_years(tmp_path_factory):
    warehouse = warehouse_in(tmp_path_factory.mktemp("fiscal") / "store")
    fill(warehouse, tmp_path_factory.mktemp("orders"), orders=FISCAL)
    Settings(warehouse).set_year_start(4)
    ask = Ask(warehouse.query)
    return ask, Scope(ask.as_of, calendar=ask.calendar)


def test_years_to_plan_are_those_of_the_company(in_fiscal_years):
    _, view = in_fiscal_years
    assert list(first_draft.years(view)) == ["2025-04..2026-03", "2024-04..2025-03"]
    november = replace(view, as_of=Period.parse("2024-11").last_day)  # the eighth month of its year
    assert list(first_draft.years(november)) == ["2024-04..2025-03", "2025-04..2026-03"]


def test_a_fiscal_year_is_planned_by_the_same_months_of_the_one_before(in_fiscal_years):
    ask, view = in_fiscal_years
    year = Period.parse("2025-04..2026-03")
    plan, said = first_draft.made(
        ask, view, Wish(year, Decimal(156_000), unit="one", rule="history")
    )
    assert [plan.cells[EVERYBODY, m] for m in year.split("month")] == [
        2_000 * n for n in range(1, 13)
    ]
    assert said == []
    assert first_draft.NAME.format(year=year.name).zh == "2025年4月至2026年3月计划"
