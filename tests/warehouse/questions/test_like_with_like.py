"""Comparisons against an independent count in pandas: companies by dice, whose members come and go
and whose history begins somewhere, looked at on working days and on days of rest."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesdash.catalog.metrics import METRICS
from salesdash.catalog.workdays import china
from salesdash.period import Period, add_months
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.sides import sides
from salesdash.warehouse.store.database import Warehouse
from tests.random_company import company as dice_company
from tests.stores import Rows, asked, daily, fill, scope

LAST = date(2025, 10, 31)
REST = (date(2025, 1, 1), date(2025, 2, 2), date(2025, 6, 1), date(2025, 10, 7))
CHANNELS = "甲乙丙丁"


def company(seed: int, first: date) -> pd.DataFrame:
    """An order a day by one of four channels; each sells from one day to another only."""
    dice = Random(seed)
    whole = (LAST - first).days
    spans = {c: sorted((dice.randint(0, whole), dice.randint(0, whole))) for c in CHANNELS[1:]}
    spans[CHANNELS[0]] = [0, whole]
    rows = []
    for n in range(whole + 1):
        sells = [c for c, (start, end) in spans.items() if start <= n <= end]
        day, channel = first + timedelta(n), dice.choice(sells)
        rows.append({"order_date": str(day), "channel": channel, "amount": dice.randint(1, 999)})
    return pd.DataFrame(rows)


@contextmanager
def store(rows: pd.DataFrame) -> Iterator[Ask]:
    with TemporaryDirectory() as folder:
        warehouse = Warehouse(Path(folder) / "store")
        fill(
            warehouse,
            Path(folder),
            orders=[{str(k): v for k, v in row.items()} for row in rows.to_dict("records")],
        )
        yield Ask(warehouse.query)
        warehouse.close()


def days_beside(period: Period, as_of: date) -> tuple[date, date]:
    """The first and last day a year before: as many workdays, or days while none has passed."""
    start, end = add_months(period.start, -12), add_months(period.end, -12) - timedelta(1)
    if as_of >= period.last_day:
        return start, end
    worked = china().is_workday
    passed = [period.start + timedelta(n) for n in range((as_of - period.start).days + 1)]
    done = sum(map(worked, passed))
    days = [start + timedelta(n) for n in range((end - start).days + 1)]
    if not done:
        return start, days[min(len(passed), len(days)) - 1]
    trailing = 0
    while not worked(passed[-1 - trailing]):
        trailing += 1
    workdays = [n for n, day in enumerate(days) if worked(day)]
    if len(workdays) < done:
        return start, end
    following = workdays[done] if len(workdays) > done else len(days)
    return start, days[min(workdays[done - 1] + trailing, following - 1)]


@settings(max_examples=12, deadline=None)
@given(
    st.integers(0, 10_000),
    st.dates(date(2023, 11, 1), date(2024, 9, 1)),
    st.one_of(st.sampled_from(REST), st.dates(date(2025, 1, 1), LAST)),
    st.sampled_from(["month", "quarter", "year"]),
)
def test_sides_growth_and_ranking_are_what_pandas_counts(seed, first, as_of, grain):
    rows = company(seed, first)
    with store(rows) as ask:
        period = Period.of(as_of, grain)
        on = replace(scope(ask, str(period)), as_of=as_of)
        found = sides(ask, ["sales"], ["channel"], on, "last_year").set_index("channel")
        grown = ask(["sales", "channel_growth"], ["channel"], on).set_index("channel")
        whole = ask(["sales", "channel_growth"], [], on).iloc[0]
    start, end = days_beside(period, as_of)
    day = pd.to_datetime(rows["order_date"]).dt.date
    now = rows[(day >= period.start) & (day <= as_of)].groupby("channel")["amount"].sum()
    before = rows[(day >= start) & (day <= end)].groupby("channel")["amount"].sum()
    if first > start:  # an order a day: not one day is missing by chance
        assert found["sales_before"].isna().all()
        assert grown["channel_growth"].isna().all()
        assert pd.isna(whole["channel_growth"])
        assert grown["sales"].to_dict() == now.to_dict()
        return
    assert set(found.index) == set(grown.index) == {*now.index, *before.index}
    for channel in found.index:
        sold, sold_before = now.get(channel, 0), before.get(channel)
        assert found["sales"][channel] == grown["sales"][channel] == sold
        for told in (found["sales_change"][channel], grown["channel_growth"][channel]):
            if sold_before is None:
                assert pd.isna(told)
            else:
                assert told == pytest.approx(sold / sold_before - 1)
    assert whole["channel_growth"] == pytest.approx(now.sum() / before.sum() - 1)


def test_a_channel_that_sold_by_the_month_is_gone_in_every_month(tmp_path):
    rows = [
        {"order_date": f"{year}-{month:02}-05", "channel": channel, "amount": 100}
        for year, channels in ((2023, "甲乙"), (2024, "甲"))
        for month in range(1, 13)
        for channel in channels
    ]
    with store(pd.DataFrame(rows)) as ask:
        frame = ask(["sales", "channel_growth"], ["channel", "month"], scope(ask, "2024"))
    gone = frame[frame["channel"] == "乙"]
    assert len(gone) == 12
    assert gone["sales"].tolist() == [0.0] * 12
    assert gone["channel_growth"].tolist() == [-1.0] * 12


@pytest.mark.parametrize("grains", [["month", "quarter"], ["year", "month", "quarter"]])
def test_who_is_gone_is_gone_by_several_grains_as_by_one(tmp_path, grains):
    rows = [
        {"order_date": f"{year}-{month:02}-05", "channel": channel, "amount": 100}
        for year, channels in ((2023, "甲乙"), (2024, "甲"))
        for month in range(1, 13)
        for channel in channels
    ]
    with store(pd.DataFrame(rows)) as ask:
        frame = ask(["sales", "channel_growth"], ["channel", *grains], scope(ask, "2024"))
    gone = frame[frame["channel"] == "乙"]
    assert gone["month"].tolist() == [f"2024-{month:02}" for month in range(1, 13)]
    assert gone["quarter"].tolist() == [f"2024Q{n // 3 + 1}" for n in range(12)]
    assert gone["sales"].tolist() == [0.0] * 12
    assert gone["channel_growth"].tolist() == [-1.0] * 12


def test_a_week_cut_by_a_month_is_set_beside_the_same_cut(tmp_path):
    """1 a day, 2 a day a year later: growth of 100 % in every part of every week."""
    rows = [*daily("2021-12-01", 396, amount=1), *daily("2023-01-01", 90, amount=2)]
    with store(pd.DataFrame(rows)) as ask:
        frame = ask(["sales", "channel_growth"], ["week", "month"], scope(ask, "2023-01..2023-03"))
    cut = frame[frame["week"] == "2023-W05"]
    assert cut[["month", "sales"]].to_numpy().tolist() == [["2023-01", 4.0], ["2023-02", 10.0]]
    assert set(frame["channel_growth"]) == {1.0}


@pytest.mark.parametrize(
    ("period", "sales"),
    [("2024-06", 0.0), ("2024", 0.0), ("2022", None), ("2025-03", None), ("2023-12", 100.0)],
)
def test_who_sold_nothing_where_the_orders_cover_the_period_sold_0(tmp_path, period, sales):
    rows = [
        {"order_date": f"{year}-{month:02}-05", "channel": channel, "amount": 100}
        for year, channels in ((2023, "甲乙"), (2024, "甲"))
        for month in range(1, 13)
        for channel in channels
    ]
    with store(pd.DataFrame(rows)) as ask:
        found = ask(["sales", "net_sales"], [], scope(ask, period).where("channel", "乙"))
    assert [None if pd.isna(value) else value for value in found.iloc[0]] == [sales, sales]


@pytest.mark.parametrize(
    ("of_region", "by_month"),
    [
        (150, "of the company"),  # the regions are asked for less than the company's 2,400
        (200, "of the regions"),  # 12 × 200: the same, month by month
    ],
)
def test_the_months_of_a_target_come_to_its_year(tmp_path, of_region, by_month):
    targets: Rows = [
        {"period": f"2025-{month:02}", "region": region, "amount": amount}
        for month in range(1, 13)
        for region, amount in (("东", of_region - 50), ("西", 50))
    ]
    targets.append({"period": "2025", "amount": 2400})
    sold = [{"order_date": "2025-06-30", "amount": 1, "region": "东"}]
    ask = asked(tmp_path, orders=sold, targets=targets)
    year = scope(ask, "2025")
    assert ask(["target"], [], year)["target"].iloc[0] == 2400
    months = ask(["target"], ["month"], year)["target"]
    assert months.sum() == pytest.approx(2400)
    assert (set(months) == {200.0}) == (by_month == "of the regions")
    alone = ask(["target"], [], scope(ask, "2025-02"))["target"].iloc[0]
    assert alone == pytest.approx(months[1])
    each = ask(["target"], ["region", "month"], year)["target"]
    assert each.sum() == 12 * of_region


def test_every_metric_is_compared_in_one_frame(tmp_path):
    """Built column by column it would be laid out anew for each: pandas warns of it."""
    ask = asked(tmp_path, **dice_company(3, 60))
    keys = [key for key, metric in METRICS.items() if not metric.hidden]
    with warnings.catch_warnings():
        warnings.simplefilter("error", pd.errors.PerformanceWarning)
        both = sides(ask, keys, [], scope(ask, "2025"), "last_year")
    assert list(both) == [
        name.format(key) for key in keys for name in ("{}", "{}_before", "{}_change")
    ]
