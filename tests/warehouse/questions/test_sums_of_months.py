"""Orders that come as sums of months or quarters: what of shorter periods can be told, and from when on they tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from salesdash.figures.asked import asked
from salesdash.figures.targets import meeting_line
from salesdash.period import Period
from salesdash.receipt import Batch, ReadLayout
from salesdash.warehouse.imports.load import load
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.sides import sides
from salesdash.warehouse.store.covering import MONTH_AS_DAY
from tests.heard import heard
from tests.stores import batch, remembering, scope, warehouse_in


def test_of_sums_of_months_no_week_is_told_and_every_month_is_whole(tmp_path: Path):
    """Sums booked on the last days of months: the first month is covered from its first day, a year beside it too,
    and no week has nothing or all of its month."""
    months = [Period.parse(f"{year}-{month:02}") for year in (2023, 2024) for month in range(1, 13)]
    rows = [{"order_date": str(month.last_day), "amount": 100} for month in months]
    layout = ReadLayout("orders", ("月份", "销售额"), {}, {MONTH_AS_DAY: "last_day"})
    ask = loaded(tmp_path, replace(batch("orders", rows), layout=layout))
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


def test_sums_of_quarters_booked_on_their_first_days_before_are_the_same_ones(tmp_path: Path):
    def booked(*days: str, **answers: str) -> Batch:
        rows = [
            {"order_date": day, "amount": amount}
            for day, amount in zip(days, (300, 400), strict=True)
        ]
        layout = ReadLayout("orders", ("季度", "销售额"), {}, answers)
        return replace(batch("orders", rows), layout=layout)

    loaded(tmp_path, booked("2024-01-01", "2024-04-01"))
    ask = loaded(tmp_path, booked("2024-03-31", "2024-06-30", **{MONTH_AS_DAY: "last_day"}))
    assert ask(["sales"])["sales"].tolist() == [700]


def loaded(folder: Path, rows: Batch) -> Ask:
    file = folder / "合计.csv"
    file.write_text(str(rows.rows), encoding="utf-8")
    warehouse = warehouse_in(folder / "store")
    load(warehouse, file, file.name, [rows])
    warehouse.bring_up_to_date()
    return remembering(warehouse)
