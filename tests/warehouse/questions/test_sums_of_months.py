"""Orders that come as sums of months or quarters: what of shorter periods can be told, and from when on they tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from salesdash.figures.asked import asked
from salesdash.figures.channels.condition.health import all_members
from salesdash.figures.channels.courses import trends
from salesdash.figures.drivers.since_last_week import since_last_week
from salesdash.figures.targets import meeting_line
from salesdash.intake import take_in
from salesdash.period import Period
from salesdash.receipt import Batch, ReadLayout
from salesdash.warehouse.imports.load import load
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.sides import sides
from salesdash.warehouse.store.covering import MONTH_AS_DAY
from tests.heard import heard
from tests.stores import Rows, batch, of_months, remembering, scope, warehouse_in


def test_of_sums_of_months_no_week_is_told_and_every_month_is_whole(tmp_path: Path):
    """Sums booked on the last days of months: the first month is covered from its first day, a year beside it too,
    and no week has nothing or all of its month."""
    months = [Period.parse(f"{year}-{month:02}") for year in (2023, 2024) for month in range(1, 13)]
    rows = [{"order_date": str(month.last_day), "amount": 100} for month in months]
    ask = loaded(tmp_path, of_months(rows))
    assert ask.coverage["orders"].first_day == date(2023, 1, 1)
    assert ask.edge("sales", scope(ask, "2023")) is None
    beside = sides(ask, ["sales"], [], scope(ask, "2024"), "last_year").iloc[0]
    assert (beside["sales"], beside["sales_before"]) == (1200, 1200)
    for week in ("2024-W22", "2024-W20"):
        assert ask(["sales", "orders"], [], scope(ask, week)).isna().all(axis=None)
    assert ask(["sales"], ["week"], scope(ask, "2024"))["sales"].isna().all()
    assert ask(["sales"], ["month"], scope(ask, "2024"))["sales"].tolist() == [100] * 12
    assert "分不出" in " ".join(heard(asked)(ask, scope(ask, "2024-W22"), ["sales"], []).notes)
    assert "分不出" in heard(meeting_line).headline(ask, scope(ask, "2024-W22"))


def test_sums_of_quarters_reach_back_to_the_first_day_of_the_first_one(tmp_path: Path):
    rows = [{"order_date": day, "amount": 300} for day in ("2024-03-31", "2024-06-30")]
    layout = ReadLayout("orders", ("季度", "销售额"), {}, {MONTH_AS_DAY: "last_day"})
    ask = loaded(tmp_path, replace(batch("orders", rows), layout=layout))
    assert ask.coverage["orders"].first_day == date(2024, 1, 1)


def test_of_sums_of_quarters_no_month_is_told_and_every_quarter_is_whole(tmp_path: Path):
    """Nothing in two months and all of it in the third would be compared with each other."""
    ask = loaded(tmp_path, of_months(in_quarters(400)))
    assert {str(one) for one in ask.coverage["orders"].sums} == {
        "2024Q1",
        "2024Q2",
        "2024Q3",
        "2024Q4",
    }
    for month in ("2024-07", "2024-08", "2024-09"):
        assert ask(["sales"], [], scope(ask, month)).isna().all(axis=None)
    assert ask(["sales"], ["month"], scope(ask, "2024"))["sales"].isna().all()
    assert ask(["sales"], ["quarter"], scope(ask, "2024"))["sales"].tolist() == [400] * 4
    by_month = heard(asked)(ask, scope(ask), ["sales"], ["month"])
    assert "订单只有按月（季、年）的合计，分不出每个月卖了多少。" in by_month.notes
    assert heard(asked)(ask, scope(ask), ["sales"], ["quarter"]).notes == ()
    now = heard(since_last_week)(ask, scope(ask))
    assert now.title == "2024年第四季度与上季度相比：谁涨谁跌"
    assert now.sentence == "本季度销售额 400.00元，与上季度持平。"
    assert heard(trends)(ask, scope(ask), "region").is_empty
    assert heard(all_members)(ask, scope(ask), "region").is_empty
    assert ask(["sales"], [ask.adds_up_by], scope(ask))["sales"].sum() == 1600


def test_a_sum_of_a_quarter_ends_where_a_sheet_of_months_begins(tmp_path: Path):
    """The quarter of which one month is told apart leaves its other months as what is not told of days."""
    months = [
        {"order_date": day, "region": "华北", "amount": amount}
        for day, amount in (("2024-12-31", 50), ("2025-01-31", 60))
    ]
    ask = loaded(tmp_path, of_months(in_quarters(400)), of_months(months))
    assert [str(one) for one in ask.coverage["orders"].sums[3:]] == [
        "2024-10",
        "2024-11",
        "2024-12",
        "2025-01",
    ]
    assert ask(["sales"], [], scope(ask, "2025-01"))["sales"].tolist() == [60]


def in_quarters(amount: int) -> Rows:
    days = ("2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31")
    return [{"order_date": day, "region": "华东", "amount": amount} for day in days]


def test_sums_of_quarters_booked_on_their_first_days_before_are_the_same_ones(tmp_path: Path):
    def booked(*days: str, **answers: str) -> Batch:
        rows = [
            {"order_date": day, "amount": amount}
            for day, amount in zip(days, (300, 400), strict=True)
        ]
        layout = ReadLayout("orders", ("季度", "销售额"), {}, answers)
        return replace(batch("orders", rows), layout=layout)

    later = booked("2024-03-31", "2024-06-30", **{MONTH_AS_DAY: "last_day"})
    ask = loaded(tmp_path, booked("2024-01-01", "2024-04-01"), later)
    assert ask(["sales"])["sales"].tolist() == [700]


def test_months_of_which_some_sheet_tells_the_days_keep_their_weeks(tmp_path: Path):
    """A sheet of sums of months beside one of days: weeks of the days are told, those of the other month are not."""
    sums = [
        {"order_date": day, "channel": "经销", "amount": 3000}
        for day in ("2025-02-28", "2025-03-31")
    ]
    days = [
        {"order_date": f"2025-03-{n:02}", "channel": "门店", "amount": 100} for n in range(1, 29)
    ]
    ask = loaded(tmp_path, of_months(sums), batch("orders", days))
    in_shops = (("channel", ("门店",)),)
    assert ask(["sales"], [], scope(ask, "2025-W11", filters=in_shops))["sales"].tolist() == [700]
    assert ask(["sales"], [], scope(ask, "2025-W07"))["sales"].isna().all()
    assert ask(["sales"], ["month"], scope(ask, "2025"))["sales"].tolist() == [3000, 5800]


def test_weeks_that_were_answered_for_as_months_keep_their_weeks(tmp_path: Path):
    rows = [
        {"order_date": day, "amount": 100} for day in ("2025-08-24", "2025-08-31", "2025-09-07")
    ]
    layout = ReadLayout("orders", ("周", "销售额"), {}, {MONTH_AS_DAY: "last_day"})
    ask = loaded(tmp_path, replace(batch("orders", rows), layout=layout))
    assert ask(["sales"], ["week"], scope(ask, "2025"))["sales"].tolist() == [100, 100, 100]


def test_the_sheet_of_the_next_week_stands_beside_that_of_the_last_one(tmp_path: Path):
    """Also where both have the same amounts."""
    weeks = []
    for week in (10, 11):
        path = tmp_path / f"{week}.csv"
        lines = f"2025年第{week}周,华东,100\n2025年第{week}周,华北,80\n"
        path.write_text(f"周,区域,销售额\n{lines}", encoding="utf-8")
        weeks += take_in(path, accept=True)
    ask = loaded(tmp_path, *weeks)
    assert ask(["sales"], ["week"], scope(ask, "2025"))["sales"].tolist() == [180, 180]


def test_a_sum_of_a_month_is_no_order(tmp_path: Path):
    """Three customers by months: how many orders theirs are nobody knows, who bought and who is new is known."""
    rows = [
        {"order_date": day, "customer": customer, "amount": amount}
        for day, customer, amount in (
            ("2024-01-31", "甲", 100), ("2024-08-31", "甲", 100), ("2024-08-31", "乙", 50), ("2024-09-30", "丙", -10),
        )
    ]  # fmt: skip
    ask = loaded(tmp_path, of_months(rows))
    now = scope(ask, "2024-08")
    assert "orders.order_id" in ask.missing("aov")
    assert (
        ask(["orders", "aov", "aov_growth", "repurchase_rate", "clv"], [], now)
        .isna()
        .all(axis=None)
    )
    assert ask(["sales", "customers", "new_customers"], [], now).iloc[0].tolist() == [150, 2, 1]
    assert len(ask.standing(scope(ask))) == 2  # a month that comes to less than 0 buys nothing


def test_orders_beside_sums_of_months_are_counted_where_no_sum_lies(tmp_path: Path):
    sums = [
        {"order_date": "2024-12-31", "channel": "经销", "customer": "甲", "amount": 9000},
        {"order_date": "2025-01-31", "channel": "经销", "customer": "甲", "amount": 9000},
    ]
    lines = [
        {"order_date": f"2025-0{month}-10", "order_id": f"A{month}", "channel": "门店", "customer": "乙", "amount": 100}
        for month in (1, 2, 3)
    ]  # fmt: skip
    ask = loaded(tmp_path, of_months(sums), batch("orders", lines))
    assert not ask.missing("aov")
    by_month = ask(["orders", "aov", "sales"], ["month"], scope(ask, "2025")).set_index("month")
    assert by_month["sales"].tolist() == [9100, 100, 100]
    assert by_month.loc["2025-01", ["orders", "aov"]].isna().all()
    assert by_month.loc["2025-02":, "orders"].tolist() == [1, 1]
    assert by_month.loc["2025-02":, "aov"].tolist() == [100, 100]
    whole = ask(["orders", "repurchase_rate"], [], scope(ask, "2025"))
    assert whole.isna().all(axis=None)
    shops = scope(ask, "2025", filters=(("channel", ("门店",)),))
    assert ask(["orders", "aov", "repurchase_rate"], [], shops).iloc[0].tolist() == [3, 100, 1]


def test_numbers_of_orders_are_counted_though_their_days_are_those_of_months(tmp_path: Path):
    rows = [
        {"order_date": "2024-08-31", "order_id": number, "amount": 100}
        for number in ("A1", "A1", "A2")
    ]
    ask = loaded(tmp_path, of_months(rows))
    assert ask(["orders", "aov"], [], scope(ask, "2024")).iloc[0].tolist() == [2, 150]


def test_a_sum_of_a_week_is_no_order(tmp_path: Path):
    path = tmp_path / "周报.csv"
    path.write_text(
        "周,区域,销售额\n2025年第10周,华东,100\n2025年第11周,华东,80\n", encoding="utf-8"
    )
    ask = loaded(tmp_path, *take_in(path, accept=True))
    assert "orders.order_id" in ask.missing("orders")
    assert ask(["sales"], [], scope(ask, "2025")).iloc[0].tolist() == [180]


@pytest.mark.parametrize(
    "text",
    [
        "姓名,2025-03-03,2025-03-04,2025-03-05,2025-03-06,2025-03-07,2025-03-10,2025-03-11\n"
        "张三,10,20,30,40,50,60,70\n李四,5,5,5,5,5,5,5\n",
        "日期,天猫,京东,抖音\n2025-03-03,100,50,10\n2025-03-04,90,40,15\n2025-03-05,10,5,5\n",
    ],
    ids=["people by days", "days by channels"],
)
def test_a_cell_of_days_by_people_or_channels_is_no_order(tmp_path: Path, text: str):
    """It is the sum of a day; its days and weeks are told all the same."""
    path = tmp_path / "日报.csv"
    path.write_text(text, encoding="utf-8")
    ask = loaded(tmp_path, *take_in(path, accept=True, answers={"measure": "sales"}))
    assert "orders.order_id" in ask.missing("aov")
    now = scope(ask, "2025")
    assert ask(["orders", "aov"], [], now).isna().all(axis=None)
    assert ask(["sales"], [], now).iloc[0].tolist() == [315 if "姓名" in text else 325]
    assert ask(["sales"], ["week"], now)["sales"].notna().all()


def test_whole_months_of_sums_stand_beside_as_many_months(tmp_path: Path):
    """As many workdays as up to Sunday 30 November 2025 were over on Friday 29 November 2024: before the sum of it."""
    months = [Period.parse(f"2024-{month:02}") for month in range(1, 13)]
    months += [Period.parse(f"2025-{month:02}") for month in range(1, 12)]
    rows = [{"order_date": str(month.last_day), "amount": 100} for month in months]
    ask = loaded(tmp_path, of_months(rows))
    now = replace(scope(ask, "2025"), calendar=ask.calendar)
    beside = sides(ask, ["sales"], [], now, "last_year").iloc[0]
    assert (beside["sales"], beside["sales_before"]) == (1100, 1100)


def test_what_ends_amid_a_sum_is_not_told(tmp_path: Path):
    months = [Period.parse(f"2024-{month:02}") for month in range(1, 13)]
    rows = [{"order_date": str(month.last_day), "amount": 100} for month in months]
    ask = loaded(tmp_path, of_months(rows))
    cut = replace(scope(ask, "2024"), as_of=date(2024, 11, 12))
    assert ask(["sales"], [], cut).isna().all(axis=None)
    assert ask(["sales"], [], replace(cut, as_of=date(2024, 11, 30))).iloc[0].tolist() == [1100]


def loaded(folder: Path, *batches: Batch) -> Ask:
    """The store of files that come one after the other."""
    warehouse = warehouse_in(folder / "store")
    for number, rows in enumerate(batches):
        file = folder / f"合计{number}.csv"
        file.write_text(str(rows.rows), encoding="utf-8")
        load(warehouse, file, file.name, [rows])
    warehouse.bring_up_to_date()
    return remembering(warehouse)
