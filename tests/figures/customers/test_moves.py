"""How customers move, on a company that can be counted on fingers."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from salesdash.analysis.customers.cohorts import average, laid_out, paid_after
from salesdash.analysis.customers.moves import turn
from salesdash.figures.customers.moves import bridge as _bridge
from salesdash.figures.customers.moves import cohorts as _cohorts
from salesdash.figures.customers.moves import moved as _moved
from salesdash.figures.customers.moves import repeats as _repeats
from tests.heard import heard
from tests.stores import asked, scope

bridge, cohorts, moved, repeats = map(heard, (_bridge, _cohorts, _moved, _repeats))
EARLIER, LATER = date(2024, 6, 30), date(2025, 6, 30)


def order(customer: str, day: str, amount: float):
    return {"order_date": day, "customer": customer, "amount": amount, "cost": amount * 0.6}


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory):
    """留 grows from 900 to 1,200, 缩 shrinks from 800 to 300, 走 leaves with 500, 新 comes with 400, 回 returns with 200."""
    orders = [
        order("旧", "2023-01-05", 100), order("回", "2023-01-05", 50),
        order("留", "2024-03-01", 900), order("留", "2025-03-01", 1200),
        order("缩", "2024-03-01", 800), order("缩", "2025-04-01", 300),
        order("走", "2024-04-01", 500), order("新", "2025-05-01", 400),
        order("回", "2025-06-30", 200),
    ]  # fmt: skip
    spend = [
        {"date": day, "spend": amount}
        for day, amount in (("2024-03-01", 700), ("2024-04-01", 300), ("2025-05-01", 100))
    ]
    return asked(tmp_path_factory.mktemp("moves"), orders=orders, spend=spend)


def test_the_bridge_names_each_part_and_adds_up(ask):
    figure = bridge.bridge(ask, scope(ask), EARLIER, LATER)
    assert dict(zip(figure.frame["way"], figure.frame["change"], strict=True)) == {
        "流失客户": -500, "买少了的老客户": -500, "买多了的老客户": 300, "回流客户": 200, "新客户": 400,
    }  # fmt: skip
    assert figure.frame["before"].sum() == 2200
    assert figure.frame["after"].sum() == 2100
    assert (
        figure.sentence
        == "新客户 +400元，回流客户 +200元，老客户买多 +300元、买少 -500元，流失 -500元。"
    )


def test_the_sentence_counts_people_and_money(ask):
    words = _moved.in_words(ask, scope(ask), EARLIER, LATER).zh
    assert words.startswith("从 2024年6月30日到 2025年6月30日：")
    for part in ("新客户 1 位（+400.00元）", "回流 1 位（+200.00元）", "流失 1 位（-500.00元）"):
        assert part in words


def test_the_matrix_holds_every_customer_of_the_earlier_day_but_the_former(ask):
    frame = moved.matrix(ask, scope(ask), EARLIER, LATER).frame
    of_before = frame[~frame["before"].isin(["新客户", "以前的客户"])]
    assert of_before["customers"].sum() == 3
    assert of_before["sales_before"].sum() == 2200


def test_a_cell_opens_its_names(ask):
    figure = _moved.matrix(ask, scope(ask), EARLIER, LATER)
    assert {"customers": "moved.new.low.2024-06-30.2025-06-30"} in figure.marks


def test_without_a_year_before_nothing_is_compared(tmp_path: Path):
    young = asked(tmp_path, orders=[order("甲", "2025-01-01", 1), order("甲", "2025-06-30", 1)])
    figure = moved.unavailable(young, scope(young))
    assert "2025年1月1日" in figure.sentence


def test_who_comes_rises_and_who_goes_falls():
    assert [turn("new", "low"), turn("new", "former"), turn("former", "low")] == [
        "up",
        "down",
        "up",
    ]
    assert [turn("high", "former"), turn("low", "low"), turn("low", "high")] == [
        "down",
        "same",
        "up",
    ]


def cells(*rows):
    columns = ["cohort", "age", "customers", "sales", "margin", "is_new"]
    return pd.DataFrame(rows, columns=columns)


JAN, FEB, MAR = pd.to_datetime(["2025-01-01", "2025-02-01", "2025-03-01"])
FOUND = cells(
    (JAN, 0, 4, 400, 100, False), (JAN, 2, 1, 90, 20, False), (FEB, 0, 2, 100, 50, True), (FEB, 1, 1, 60, 30, True),
    (MAR, 0, 5, 300, None, True),
)  # fmt: skip


def test_a_cohort_has_the_periods_that_have_begun_and_the_running_one_is_marked():
    grid = laid_out(FOUND, date(2025, 3, 20), "month")
    assert grid.groupby("cohort")["age"].max().tolist() == [2, 1, 0]
    assert grid.loc[grid["is_running"], "cohort"].tolist() == [JAN, FEB, MAR]
    skipped = grid[(grid["cohort"] == JAN) & (grid["age"] == 1)].iloc[0]
    assert (skipped["customers"], skipped["sales"], skipped["margin_ever"]) == (0, 0, 100)
    assert grid.loc[grid["cohort"] == MAR, "margin_ever"].isna().all()
    ended = laid_out(FOUND, date(2025, 3, 31), "month")
    assert not ended["is_running"].any()


def test_averages_are_over_known_cohorts_that_reached_and_ended_the_period():
    """At age 0 February and March: 7 of 7; at age 1 February alone, 1 of 2; January began with the data."""
    grid = laid_out(FOUND, date(2025, 3, 31), "month")
    assert average(grid, "customers").to_dict() == {0: 1.0, 1: 0.5}
    running = laid_out(FOUND, date(2025, 3, 20), "month")
    assert average(running, "customers").to_dict() == {0: 1.0}


def test_a_cohort_is_paid_for_in_the_period_in_which_its_margin_reaches_its_cost():
    grid = laid_out(FOUND, date(2025, 3, 31), "month")
    first = {day.date(): cost for day, cost in ((JAN, 110.0), (FEB, 90.0), (MAR, 1.0))}
    assert paid_after(grid, first) == {JAN.date(): 3, FEB.date(): None}


def test_payback_on_the_page_is_of_cohorts_known_to_be_new(ask):
    """Won in March 2024 for 700: margin 680 at once, 1,280 a year later; in May 2025 for 100: 160 at once."""
    figure = cohorts.payback(ask, scope(ask), "month")
    paid = dict(zip(figure.frame["name"], figure.frame["paid"], strict=True))
    assert paid["2024年3月"] == "第 13 个月"
    assert paid["2024年4月"] == "还差 100.00元"
    assert paid["2025年5月"] == "第 1 个月"
    assert paid["2023年1月?"] == "–"


def test_new_customers_of_the_period_and_their_sales(ask):
    figure = repeats.course(ask, scope(ask, "2025"))
    assert figure.sentence == "2025年新客户 1 位，贡献 19.0% 的销售额（400元）。"
