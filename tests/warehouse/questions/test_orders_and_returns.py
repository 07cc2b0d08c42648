"""Orders, buyers and returns of random companies, against the same rules read line by line."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesdash.warehouse.questions.ask import Ask
from tests.orders_in_pandas import booked, returned
from tests.stores import Rows, asked, scope

FIRST, LAST = date(2023, 1, 1), date(2024, 12, 31)
PERIODS = ("2023", "2024", "2024-03", "2024Q4")
DAYS = st.integers(0, (LAST - FIRST).days).map(lambda n: str(FIRST + timedelta(n)))
AMOUNTS = st.integers(1, 9).map(lambda n: n * 100)


@st.composite
def lines(draw: st.DrawFn) -> Rows:
    """Order lines of shops that all number from 1: with credits, refunds, unpaid and nameless ones."""
    return [
        {
            "order_id": draw(st.sampled_from(["1", "2", "3", "4", "5", None])),
            "order_date": draw(DAYS),
            "customer": draw(st.sampled_from(["甲", "乙", "丙", None])),
            "channel": draw(st.sampled_from(["天猫", "京东", None])),
            "product": draw(st.sampled_from(["锅", "勺"])),
            "amount": draw(AMOUNTS) * draw(st.sampled_from([1, 1, 1, 0, -1])),
            "status": draw(st.sampled_from([None, None, None, "returned", "cancelled"])),
        }
        for _ in range(draw(st.integers(1, 14)))
    ]


RETURNS = st.lists(
    st.fixed_dictionaries(
        {
            "order_id": st.sampled_from(["1", "2", "3", "4", "5"]),
            "date": st.one_of(st.none(), DAYS),
            "channel": st.sampled_from([None, "天猫", "京东"]),
            "product": st.sampled_from([None, "锅", "勺"]),
            "amount": st.one_of(st.none(), st.integers(1, 12).map(lambda n: n * 100)),
        }
    ),
    max_size=4,
)
CLOSING = {"order_date": str(LAST), "amount": 50, "order_id": "last", "customer": "丁", "channel": "门店", "product": "锅"}  # fmt: skip


def company(orders: Rows, returns: Rows) -> Ask:
    """A store of the company, whose last order is placed on the last day."""
    folder = Path(tempfile.mkdtemp())
    more = {"returns": returns} if returns else {}
    return asked(folder, orders=[*orders, CLOSING], **more)


def span(period: str) -> pd.Period:
    return pd.Period(period, {4: "Y", 6: "Q", 7: "M"}[len(period)])


def inside(frame: pd.DataFrame, day: str, period: str) -> pd.DataFrame:
    days = pd.PeriodIndex(pd.to_datetime(frame[day]), freq="D")
    whole = span(period)
    return frame[(days.start_time >= whole.start_time) & (days.end_time <= whole.end_time)]


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(orders=lines(), returns=RETURNS)
def test_the_store_counts_as_the_rules_say(orders: Rows, returns: Rows):
    ask = company(orders, returns)
    every = booked([*orders, CLOSING])
    back = returned(every, returns)
    begins = min(row["order_date"] for row in [*orders, CLOSING])  # of any line, cancelled ones too
    unknown = str(date.fromisoformat(every["order_date"].min()) + timedelta(90))
    for period in PERIODS:
        sold, came_back = inside(every, "order_date", period), inside(back, "date", period)
        first = sold[sold["buyer"].notna() & (sold["order_date"] == sold["since"])]
        new = None if (first["since"] < unknown).any() else first["buyer"].nunique()
        expected = {
            "sales": float(sold["amount"].sum()),
            "orders": sold["order"].dropna().nunique(),
            "customers": sold["buyer"].dropna().nunique(),
            "new_customers": new,
            "returns": float(came_back["amount"].sum()),
            "net_sales": float(sold["amount"].sum() - came_back["off"].sum()),
        }
        found = ask(list(expected), [], scope(ask, period)).iloc[0]
        there = {key: None if pd.isna(found[key]) else float(found[key]) for key in expected}
        for key in ("sales", "customers", "returns", "net_sales"):  # where nothing is booked
            there[key] = there[key] or 0
        if not returns and not len(back):
            expected["returns"] = 0
        if span(period).end_time < pd.Timestamp(begins):
            expected["orders"] = None  # no sheet tells of days before the first order
        if new is not None:
            there["new_customers"] = there["new_customers"] or 0
        assert there == pytest.approx(expected, abs=0.001), period


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(orders=lines(), returns=RETURNS)
def test_returns_by_any_member_add_up_to_all_returns(orders: Rows, returns: Rows):
    ask = company(orders, returns)
    for dimension in ("channel", "product", "customer", "month"):
        parts = ask(["returns", "net_sales"], [dimension], ask.everything)
        whole = ask(["returns", "net_sales"], [], ask.everything).iloc[0]
        for key in ("returns", "net_sales"):
            assert parts[key].fillna(0).sum() == pytest.approx(
                0 if pd.isna(whole[key]) else whole[key], abs=0.001
            )
