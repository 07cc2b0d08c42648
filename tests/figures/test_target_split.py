"""A year's target typed in, split over last year's months; checked by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdash.analysis.allocate import NotWholeError, NoWeightError
from salesdash.figures import target_split
from tests.stores import asked, scope

MONTHS = [f"{month:02}" for month in range(1, 13)]


def sold(year, amounts, **same):
    """One order on the 5th of each month."""
    return [
        {"order_date": f"{year}-{month}-05", "amount": amount, **same}
        for month, amount in zip(MONTHS, amounts, strict=False)
    ]


# East sold 10,000 each month of 2024 and twice that in December; West 5,000 from July on.
ORDERS = [
    *sold(2024, [10_000] * 11 + [20_000], region="东"),
    *sold(2024, [0] * 6 + [5_000] * 6, region="西"),
    {"order_date": "2025-01-31", "amount": 7_000, "region": "新"},
]


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    return asked(tmp_path_factory.mktemp("years"), orders=ORDERS)


def split(ask, total, method="history", step="one", across="months", year=2025, **more):
    where = scope(ask, **more)
    return target_split.split_of_year(ask, where, year, Decimal(total), method, step, across)


def column(figure, key):
    return dict(zip(figure.frame[figure.columns[0].key], figure.frame[key], strict=True))


def test_an_even_year_of_1000_wan_in_whole_wan(ask):
    figure = split(ask, 10_000_000, "even", "wan")
    months = column(figure, "target")
    assert [months[f"{m}月"] for m in range(1, 13)] == [840_000] * 4 + [830_000] * 8
    assert months["合计"] == 10_000_000
    assert figure.sentence == "1,000 万元平均拆分，精确到万元：12 个数加起来正好是总额。"


def test_a_year_by_history_follows_the_same_months_of_last_year(ask):
    # 2024 sold 160,000: 10,000 in January, 15,000 in July, 25,000 in December
    months = column(split(ask, 320_000), "target")
    assert (months["1月"], months["7月"], months["12月"]) == (20_000, 30_000, 50_000)


def test_the_growth_asked_is_against_the_same_month(ask):
    asked_growth = column(split(ask, 320_000), "asked")
    assert asked_growth["1月"] == 1.0
    assert asked_growth["合计"] == 1.0


def test_over_months_and_regions_each_region_follows_its_own_months(ask):
    figure = split(ask, 320_000, across="region")
    by_region = figure.frame.set_index("region")
    assert by_region.loc["东", ["1", "12", "total"]].tolist() == [20_000, 40_000, 260_000]
    assert by_region.loc["西", ["1", "12", "total"]].tolist() == [0, 10_000, 60_000]
    assert by_region.loc["合计", "total"] == 320_000


def test_a_member_without_history_is_named_and_left_blank(ask):
    figure = split(ask, 320_000, across="region")
    assert figure.frame.set_index("region").loc["新"].isna().all()
    assert any("新" in note and "没有历史" in note for note in figure.notes)
    english = split(ask, 320_000, across="region", lang="en")
    assert any("新" in note and "No sales to go by" in note for note in english.notes)


def test_an_even_split_gives_the_new_member_its_part(ask):
    by_region = split(ask, 360_000, "even", across="region").frame.set_index("region")
    assert by_region.loc["新", "total"] == 120_000


def test_months_without_history_are_named_and_left_blank(tmp_path):
    ask = asked(tmp_path, orders=[*sold(2024, [100, 100]), *sold(2025, [1])])
    figure = split(ask, 1000)
    months = column(figure, "target")
    assert (months["1月"], months["2月"]) == (500, 500)
    assert months["3月"] != months["3月"]
    assert any("3月、4月" in note for note in figure.notes)


def test_months_that_have_not_ended_are_those_of_the_year_before_times_the_growth(tmp_path):
    # 2023: 100 each month; 2024: 200 each, up to 5 June.
    ask = asked(tmp_path, orders=[*sold(2023, [100] * 12), *sold(2024, [200] * 6)])
    figure = split(ask, 2_400, year=2025)
    # June 2024 has not ended either: five months of 200 and seven of 100 × 2
    assert set(figure.frame["target"].iloc[:-1]) == {200}
    assert any("+100.0%" in note and "6月、7月" in note for note in figure.notes)


def test_a_month_whose_last_workday_has_passed_has_ended(tmp_path):
    # 30 December 2017 is a Saturday: no workday is left
    ask = asked(
        tmp_path, orders=[*sold(2017, [100] * 12), {"order_date": "2017-12-30", "amount": 1}]
    )
    assert split(ask, 1_201, year=2018).notes == ()


def test_negative_history_counts_as_zero_and_says_so(tmp_path):
    ask = asked(tmp_path, orders=[*sold(2024, [100, -40, *[100] * 10]), *sold(2025, [1])])
    figure = split(ask, 1_100)
    assert column(figure, "target")["1月"] == 100
    assert any("负数" in note for note in figure.notes)


def test_a_total_that_is_not_whole_in_the_step_is_named(ask):
    with pytest.raises(NotWholeError):
        split(ask, 10_005_000, "even", "wan")


def test_no_history_at_all_is_named(ask):
    with pytest.raises(NoWeightError):
        split(ask, 1_000, year=2030)


def test_the_year_to_plan_is_offered_first(ask):
    assert list(target_split.years(scope(ask))) == ["2025", "2026"]


def test_a_target_loaded_is_suggested_before_last_years_sales(tmp_path, ask):
    assert target_split.suggested(ask, scope(ask), 2025) == 16
    loaded = asked(tmp_path, orders=ORDERS, targets=[{"period": "2025", "amount": 250_000}])
    assert target_split.suggested(loaded, scope(loaded), 2025) == 25


def test_what_is_typed_in_wan_is_exact():
    assert target_split.typed(12148.9) == Decimal("121489000")


@given(
    st.integers(1, 10**9),
    st.sampled_from(["even", "history"]),
    st.sampled_from(["months", "region"]),
)
def test_every_split_adds_up_to_the_total(ask, total, method, across):
    frame = split(ask, total, method, across=across).frame
    parts = frame.iloc[:-1]
    if across == "region":
        assert parts[[str(m) for m in range(1, 13)]].sum().sum() == total
        assert parts["total"].sum() == frame["total"].iloc[-1] == total
    else:
        assert parts["target"].sum() == frame["target"].iloc[-1] == total
