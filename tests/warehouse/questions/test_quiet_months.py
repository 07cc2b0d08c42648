"""A month, week or day in which nobody ordered is 0 in a series where a sheet reaches over it, unknown where none does."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesdash.figures.foresight import foresee
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.store.database import Warehouse
from tests.stores import Rows, asked, fill, scope

START = date(2024, 1, 1)
DAYS = 240


def sold(*days: date, channel: str = "甲") -> Rows:
    return [
        {"order_date": str(d), "order_id": f"{channel}{d}", "amount": 100, "channel": channel, "customer": channel}
        for d in days
    ]  # fmt: skip


@settings(max_examples=20, deadline=None)
@given(
    st.sets(st.integers(0, DAYS), min_size=2, max_size=25),
    st.sets(st.integers(0, DAYS), min_size=1, max_size=9),
    st.sampled_from([("day", "D"), ("week", "W-SUN"), ("month", "M"), ("quarter", "Q")]),
)
def test_a_series_has_every_part_of_the_data_s_days(one, other, grain):
    time, frequency = grain
    rows = sold(*(START + timedelta(n) for n in one))
    rows += sold(*(START + timedelta(n) for n in other), channel="乙")
    with tempfile.TemporaryDirectory() as folder:
        ask = asked(Path(folder), orders=rows)
        whole = ask(["sales", "orders"], [time], scope(ask)).set_index(time)
        split = ask(["sales"], ["channel", time], scope(ask)).set_index(["channel", time])
    table = pd.DataFrame(rows)
    part = pd.PeriodIndex(table["order_date"], freq=frequency)
    parts = pd.period_range(part.min(), part.max(), freq=frequency)
    assert whole["sales"].tolist() == [100 * (part == each).sum() for each in parts]
    assert whole["orders"].tolist() == [(part == each).sum() for each in parts]
    for channel in "甲乙":
        of_one = part[table["channel"] == channel]
        assert split.loc[channel]["sales"].tolist() == [
            100 * (of_one == each).sum() for each in parts[parts >= of_one.min()]
        ]


def test_the_months_between_two_sheets_are_unknown(tmp_path: Path):
    """One sheet to March with nothing in February, the next from June on."""
    warehouse = Warehouse(tmp_path / "store")
    early = [date(2024, month, day) for month in (1, 3) for day in range(1, 29)]
    late = [date(2024, month, day) for month in (6, 7) for day in range(1, 29)]
    fill(warehouse, tmp_path, "一.csv", orders=sold(*early))
    fill(warehouse, tmp_path, "二.csv", orders=sold(*late))
    ask = Ask(warehouse.query, foresee=foresee)
    series = ask(["sales"], ["month"], scope(ask, "2024")).set_index("month")["sales"]
    assert series.dropna().to_dict() == {
        "2024-01": 2800, "2024-02": 0, "2024-03": 2800, "2024-06": 2800, "2024-07": 2800
    }  # fmt: skip
    assert list(series.index[series.isna()]) == ["2024-04", "2024-05"]
    assert ask(["sales"], [], scope(ask, "2024-05"))["sales"].isna().all()
    assert ask(["sales"], [], scope(ask, "2024-02")).iloc[0]["sales"] == 0


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Orders in January and April; spend in March."""
    return asked(
        tmp_path_factory.mktemp("quiet"),
        orders=sold(date(2024, 1, 1), date(2024, 1, 31), date(2024, 4, 30)),
        spend=[{"date": "2024-03", "channel": "甲", "spend": 5}],
    )


def test_what_another_sheet_tells_stays_unknown_where_it_does_not(ask):
    series = ask(["sales", "spend", "aov"], ["month"], scope(ask, "2024"))
    assert series["month"].tolist() == ["2024-01", "2024-02", "2024-03", "2024-04"]
    assert series["sales"].tolist() == [200, 0, 0, 100]
    assert series["spend"].isna().tolist() == [True, True, False, True]
    assert series["aov"].isna().tolist() == [False, True, True, False]
