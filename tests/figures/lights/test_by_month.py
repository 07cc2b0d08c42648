"""How long a light has been so: month by month, by each month's own figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from salesdash.figures.kpis import wall as _wall
from salesdash.figures.lights import by_month as _by_month
from tests.heard import heard
from tests.stores import asked, daily, scope

wall = heard(_wall)
by_month = heard(_by_month)

# Return rates month by month of 2025: limits are 3 % and 5 %; April is still running.
RATES = {"2025-01": 0.01, "2025-02": 0.06, "2025-03": 0.10}


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    last = daily("2025-04-08", 1, amount=1000, customer="A")
    return asked(tmp_path_factory.mktemp("months"), orders=[*returned(), *last])


def returned():
    """Each month 1,000 of orders, the rate of it returned."""
    return [
        {
            "order_date": f"{month}-0{day}",
            "order_id": f"{month}/{day}",
            "amount": 1000 * share,
            "status": status,
            "customer": "A",
        }
        for month, rate in RATES.items()
        for day, share, status in ((3, 1 - rate, None), (4, rate, "returned"))
    ]


def stood(ask, lang="zh"):
    view = scope(ask, "2025", lang=lang)
    standing = next(s for s in wall.standings(ask, view) if s.metric.key == "return_rate")
    return standing, by_month.histories(ask, view)["return_rate"], view


def test_each_whole_month_is_judged_by_its_own_figure(ask):
    _, past, _ = stood(ask)
    assert [str(month.month) for month in past[-3:]] == list(RATES)
    assert [month.light for month in past[-4:]] == ["grey", "green", "red", "red"]
    assert [month.value for month in past[-3:]] == pytest.approx(list(RATES.values()))


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "红灯第 2 个月，在恶化"), ("en", "second red month, worsening")]
)
def test_a_light_says_how_long_it_has_been_so_and_that_it_worsens(tmp_path, lang, said):
    orders = [*returned(), *daily("2025-03-31", 1, amount=1, customer="A")]
    standing, past, view = stood(asked(tmp_path, orders=orders), lang)
    assert standing.verdict.light == "red"
    assert said in wall.headline_of(standing, {"return_rate": past}, view, "")


def test_a_light_of_another_colour_than_its_last_month_has_no_streak(ask):
    # 4.25 % of the year to date are amber, the month of March was red
    standing, past, _ = stood(ask)
    assert standing.verdict.light == "amber"
    assert past[-1].light == "red"
    assert by_month.how_long(standing, past) is None


def test_the_grid_names_what_is_red_for_longest(ask):
    view = scope(ask, "2025", lang="en")
    figure = by_month.light_months(by_month.histories(ask, view), view)
    assert figure.frame["kpi"].iloc[0] == "Return rate"
    assert figure.sentence.startswith("Red for longest: Return rate (2 months)")


def test_where_the_last_month_could_not_be_judged_no_light_is_said_to_have_been_green(ask):
    before = scope(ask, "2025").over(None)
    early = replace(before, as_of=min(date.fromisoformat(f"{month}-01") for month in RATES))
    figure = by_month.light_months(by_month.histories(ask, early), early)
    assert "没有红灯" not in figure.sentence
