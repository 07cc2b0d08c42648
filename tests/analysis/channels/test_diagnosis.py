"""Each diagnosis on both sides of each of its limits, on members that can be checked by hand."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from salesdash.analysis.channels.conflicts import Conflict
from salesdash.analysis.channels.diagnosis import fired
from salesdash.analysis.channels.promotions import Newcomers, Promotion
from salesdash.analysis.channels.signs import PARTS, MonthlySigns, outcomes, signs
from salesdash.catalog.channels.diagnoses import DIAGNOSES, OUTCOMES
from salesdash.catalog.overrides import rules_of
from salesdash.period import Period

NOW, BEFORE = "2025-06", "2024-06"
RULES = rules_of({})


def seen(
    promotions=(), largest=None, undersold=None, **parts: dict[str, tuple[float, float]]
) -> MonthlySigns:
    """By part and member: what was in June 2024, and in June 2025."""
    members = list(dict.fromkeys(name for part in parts.values() for name in part)) or ["甲"]
    frames = {
        part: pd.DataFrame(parts.get(part, {}), index=[BEFORE, NOW], columns=members, dtype=float)
        for part in PARTS
    }
    return MonthlySigns(
        frames, {NOW: largest} if largest is not None else {}, promotions, undersold or {}
    )


def found(told: MonthlySigns, **rules: float) -> list[tuple[str, str, float | None]]:
    frame = signs(told, Period.parse(NOW))
    return [
        (one.diagnosis.key, one.member, one.stake and round(one.stake, 6))
        for one in fired(list(DIAGNOSES.values()), frame, {**RULES, **rules})
    ]


def churning(sales: float, kept: float) -> MonthlySigns:
    """Of 100 customers 80 were kept a year ago."""
    return seen(sales={"甲": (1000, sales)}, kept={"甲": (80, kept)}, earlier={"甲": (100, 100)})


@pytest.mark.parametrize(
    ("sales", "kept", "stake"),
    [(1150, 76, 46), (1149, 76, None), (1150, 77, None), (1000, 50, None), (1500, 80, None)],
)
def test_growth_of_15_percent_hides_churn_up_by_20(sales, kept, stake):
    """Churn 20 % → 24 %: 4 % of the sales are what was lost beyond last year's."""
    expected = [] if stake is None else [("leaky_growth", "甲", stake)]
    assert found(churning(sales, kept)) == expected


def test_the_churn_of_a_few_customers_says_nothing():
    few = seen(sales={"甲": (1000, 1500)}, kept={"甲": (8, 5)}, earlier={"甲": (10, 10)})
    assert found(few) == []


def spending(roi: float, spend: float) -> MonthlySigns:
    """Two members; 乙 spends 100 and earns it three times over."""
    earned = spend * (1 + roi)
    return seen(
        sales={"甲": (1, 1), "乙": (1, 1)},
        earned={"甲": (250, earned), "乙": (400, 400)},
        paid={"甲": (100, spend), "乙": (100, 100)},
        spend={"甲": (100, spend), "乙": (100, 100)},
    )


@pytest.mark.parametrize(
    ("roi", "spend", "fires"),
    [(1.0, 105, True), (1.0, 104, False), (2.79, 105, True), (2.8, 105, False), (3.5, 200, False)],
)
def test_a_return_behind_that_of_all_with_a_growing_budget(roi, spend, fires):
    """With 3.80 a yuan both return (105 × 3.8 + 400 − 205) / 205 = 2.898: 2.8 lies 0.098 behind them."""
    told = found(spending(roi, spend))
    assert [key for key, *_ in told] == (["costly_growth"] if fires else [])


def test_what_low_returns_cost_is_the_profit_the_same_spend_would_leave():
    """Both spent 100; 甲 earned 200, 乙 400: ROI 1 against 2 of both, 1 × 100 less."""
    told = seen(
        sales={"甲": (1, 1), "乙": (1, 1)}, earned={"甲": (200, 200), "乙": (400, 400)},
        paid={"甲": (50, 100), "乙": (100, 100)}, spend={"甲": (50, 100), "乙": (100, 100)},
    )  # fmt: skip
    assert found(told) == [("costly_growth", "甲", 100)]


@pytest.mark.parametrize(("won", "fires"), [(99, True), (100, False)])
def test_conversion_below_half_of_the_best(won, fires):
    """乙 wins 200 of 1,000 leads; ¥50 an order: 101 customers fewer cost ¥5,050."""
    told = seen(
        sales={"甲": (500, 500), "乙": (500, 500)}, orders={"甲": (10, 10), "乙": (10, 10)},
        won={"甲": (0, won), "乙": (0, 200)}, leads={"甲": (0, 1000), "乙": (0, 1000)},
    )  # fmt: skip
    assert found(told) == ([("poor_conversion", "甲", 5050)] if fires else [])


def test_conversion_of_a_few_leads_is_chance():
    told = seen(
        sales={"甲": (500, 500), "乙": (500, 500)}, won={"甲": (0, 1), "乙": (0, 4)},
        leads={"甲": (0, 40), "乙": (0, 40)},
    )  # fmt: skip
    assert found(told) == []


@pytest.mark.parametrize(("stock", "fires"), [(125, True), (124, False)])
def test_stock_that_grows_ten_points_ahead_of_sales(stock, fires):
    """Sales +15 %: 115 would have grown with them."""
    told = seen(sales={"甲": (100, 115)}, stock={"甲": (100, stock)})
    assert found(told) == ([("piling_stock", "甲", 10)] if fires else [])


@pytest.mark.parametrize(
    ("complaints", "waited", "fires"), [(12, 240, True), (11, 240, False), (12, 239, False)]
)
def test_complaints_and_response_time_both_up_by_20_percent(complaints, waited, fires):
    """10 complaints a year before, 20 answers after 10 hours each; ¥50 an order."""
    told = seen(
        sales={"甲": (500, 500)}, orders={"甲": (10, 10)}, complaints={"甲": (10, complaints)},
        answered={"甲": (20, 20)}, waited={"甲": (200, waited)},
    )  # fmt: skip
    assert found(told) == ([("slow_service", "甲", 100)] if fires else [])


@pytest.mark.parametrize(
    ("amount", "buyers", "fires"), [(400, 3, True), (399, 3, False), (400, 2, False)]
)
def test_one_customer_of_40_percent(amount, buyers, fires):
    largest = pd.DataFrame(
        {"customer": ["老王"], "amount": [amount], "buyers": [buyers], "sold": [1000]}, index=["甲"]
    )
    told = found(seen(sales={"甲": (1000, 1000)}, largest=largest))
    assert told == ([("one_customer", "甲", 400)] if fires else [])


def test_beside_credits_of_others_the_largest_customer_is_no_part():
    """1,200 bought by one, 200 taken back from the others: 120 % of the sales is no share."""
    largest = pd.DataFrame(
        {"customer": ["老王"], "amount": [1200], "buyers": [3], "sold": [1000]}, index=["甲"]
    )
    assert found(seen(sales={"甲": (1000, 1000)}, largest=largest)) == []


@pytest.mark.parametrize(
    ("due", "late", "expected", "fires"),
    [
        (200, 32, 16, True),
        (200, 20, 4, False),  # 10 %: not past the limit
        (200, 32, 23, False),  # 11.5 % of the like: 4.5 points beyond
        (50, 8, 4, False),  # the same shares, of lines so few that it is chance
        (29, 29, 2, False),
    ],
)
def test_lines_late_beyond_all_together_on_the_like(due, late, expected, fires):
    told = seen(
        sales={"甲": (1, 1)}, due_lines={"甲": (0, due)}, late_lines={"甲": (0, late)},
        unshipped={"甲": (0, 3)}, late_amount={"甲": (0, 700)}, late_expected={"甲": (0, expected)},
    )  # fmt: skip
    assert found(told) == ([("late_supply", "甲", 700)] if fires else [])


def conflict(channel: str, product: str, cost: float) -> Conflict:
    month = Period.parse(NOW).start
    return Conflict(product, channel, month, month, 1, 10, 80, 100, cost, ("乙",), None, None)


def test_who_undersells_the_others_is_told_by_the_product_that_costs_most():
    told = seen(
        sales={"甲": (1000, 1000), "乙": (1000, 1000)},
        undersold={NOW: [conflict("甲", "水", 200), conflict("甲", "茶", 50)]},
    )
    assert found(told) == [("price_conflict", "甲", 250)]
    frame = signs(told, Period.parse(NOW))
    assert frame.loc["甲", "undersold"] == "水"
    assert frame["undercut"].to_dict() == {"甲": 0.25, "乙": 0}


def test_where_no_prices_are_known_nobody_is_said_to_keep_to_them():
    assert signs(seen(sales={"甲": (1, 1)}), Period.parse(NOW))["undercut"].isna().all()


def promotion(sales: float, came_back: int, last="2025-06-20") -> Promotion:
    """It lifted sales from 1,000, and brought 20 customers; of 20 others 10 came back."""
    days = Period(date(2025, 6, 1), Period.parse(last).end)
    return Promotion(
        "甲", "满减", days, "before", sales, 1000, None, 0, "paid", Newcomers(20, came_back),
        Newcomers(20, 10),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sales", "came_back", "fires"), [(1200, 4, True), (1199, 4, False), (1200, 5, False)]
)
def test_a_promotion_whose_customers_do_not_stay(sales, came_back, fires):
    told = found(seen([promotion(sales, came_back)], sales={"甲": (1000, 1000)}))
    assert told == ([("fleeting_promotion", "甲", 200)] if fires else [])


def test_a_promotion_of_other_months_is_none_of_these():
    late = promotion(2000, 0, last="2025-07-03")
    assert found(seen([late], sales={"甲": (1000, 1000)})) == []


def test_months_that_one_side_does_not_know_count_on_neither():
    """May is known of both years, June of this one alone: growth is of May, 100 → 110."""
    told = seen(sales={"甲": (float("nan"), 900)})
    months = ["2024-05", "2024-06", "2025-05", "2025-06"]
    sales = pd.DataFrame({"甲": [100.0, float("nan"), 110.0, 900.0]}, index=months)
    frame = signs(MonthlySigns({**told.parts, "sales": sales}), Period.parse("2025-05..2025-06"))
    assert frame.loc["甲", "growth"] == pytest.approx(0.1)
    assert frame.loc["甲", "sales"] == 1010


def test_the_most_money_at_stake_comes_first():
    told = seen(
        sales={"甲": (100, 100), "乙": (100, 100)}, stock={"甲": (100, 150), "乙": (100, 300)}
    )
    assert [member for _, member, _ in found(told)] == ["乙", "甲"]


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_course_of_one_outcome_is_that_of_all_signs(outcome):
    whole = dict.fromkeys(("甲", "乙"), (40.0, 60.0))
    largest = pd.DataFrame(
        {"customer": ["丙"], "amount": [30.0], "buyers": [50], "sold": [60.0]}, index=["甲"]
    )
    told = seen(largest=largest, undersold={NOW: []}, **dict.fromkeys(PARTS, whole))
    alone = outcomes(told, Period.parse(NOW), outcome)[outcome]
    assert alone.notna().any()
    pd.testing.assert_series_equal(
        alone, signs(told, Period.parse(NOW))[outcome], check_dtype=False
    )
