"""Companies whose sheets cover different months and members: every ratio as METRICS says, in pandas."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.stores import Rows, asked, scope

MONTHS = [f"2024-{month:02}" for month in range(1, 13)]
CHANNELS = ("天猫", "京东", "门店")
ONLINE = ("天猫", "京东")
CELLS = [(month, channel) for month in MONTHS for channel in CHANNELS]


@st.composite
def companies(draw: st.DrawFn) -> dict[str, Rows]:
    """Each channel sells in some months, to a new customer each time; costs are known of some
    channels, spend and targets of some months and channels."""
    sold = draw(st.lists(st.sampled_from(CELLS), min_size=4, unique=True))
    costed = draw(st.sets(st.sampled_from(CHANNELS)))
    spent = draw(st.lists(st.sampled_from(CELLS), min_size=1, unique=True))
    planned = draw(st.lists(st.sampled_from(CELLS), min_size=1, unique=True))
    amounts = st.integers(1, 900)
    orders = [
        {
            "order_date": f"{month}-{5 + 2 * CHANNELS.index(channel):02}",
            "order_id": f"{month}{channel}",
            "customer": f"{month}{channel}",
            "channel": channel,
            "amount": (amount := 100 * draw(amounts)),
            "cost": amount // 4 if channel in costed else None,
        }
        for month, channel in sold
    ]
    # the data begin long before, so that who is new is known, and end after the year
    edges: Rows = [
        {
            "order_date": day,
            "order_id": day,
            "customer": "老",
            "channel": channel,
            "amount": 100,
            "cost": 25,
        }
        for day in ("2023-01-02", "2025-01-02")
        for channel in sorted(costed or CHANNELS[:1])
    ]
    if not costed:
        edges = [{**row, "cost": None} for row in edges]
    return {
        "orders": orders + edges,
        "spend": [
            {"date": month, "channel": channel, "spend": 10 * draw(amounts)}
            for month, channel in spent
        ],
        "targets": [
            {"period": month, "channel": channel, "amount": 100 * draw(amounts)}
            for month, channel in planned
        ],
    }


def in_pandas(rows: dict[str, Rows], channel: str | None) -> dict[str, float]:
    """The ratios of 2024 over the channel-months that have both sides; not a number where none has."""
    orders = pd.DataFrame(rows["orders"])
    orders = orders[orders["order_date"].str[:4] == "2024"].assign(
        month=lambda o: o["order_date"].str[:7]
    )
    spend = pd.DataFrame(rows["spend"]).rename(columns={"date": "month"})
    targets = pd.DataFrame(rows["targets"]).rename(columns={"period": "month", "amount": "target"})
    if channel is not None:
        orders, spend, targets = (f[f["channel"] == channel] for f in (orders, spend, targets))
    key = ["month", "channel"]
    both = orders.merge(spend, on=key)
    # costs count beside spend: where no cell with spend has costs, sales stand for profit everywhere
    every = pd.DataFrame(rows["orders"]).assign(month=lambda o: o["order_date"].str[:7])
    beside = every.merge(pd.DataFrame(rows["spend"]).rename(columns={"date": "month"}), on=key)
    on_sales = beside["cost"].isna().all()
    uncosted = (
        orders.loc[orders["cost"].isna(), "month"] + orders.loc[orders["cost"].isna(), "channel"]
    )
    has_cost = ~(spend["month"] + spend["channel"]).isin(uncosted)
    earned = both["amount"] - (0 if on_sales else both["cost"])
    known = spend if on_sales else spend[has_cost]
    planned = orders.merge(targets, on=key)
    return {
        "roi": ratio(earned.sum() - known["spend"].sum(), known["spend"].sum()),
        "cac": ratio(spend["spend"].sum(), both["customer"].nunique()),
        "cost_ratio": ratio(spend["spend"].sum(), both["amount"].sum()),
        "attainment": ratio(planned["amount"].sum(), targets["target"].sum()),
    }


def ratio(over: Any, under: Any) -> float:
    return float(over) / float(under) if under else float("nan")


# each company is a store: to make it smaller step by step would take minutes
@settings(max_examples=10, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(companies())
def test_ratios_of_partly_covered_companies_are_those_of_pandas(rows: dict[str, Rows]):
    with tempfile.TemporaryDirectory() as folder:
        ask = asked(Path(folder), **rows)
        year = scope(ask, "2024")
        keys = ["roi", "cac", "cost_ratio", "attainment"]
        for channel in (None, *CHANNELS):
            where = year if channel is None else year.where("channel", channel)
            told = ask(keys, [], where).iloc[0]
            here = in_pandas(rows, channel)
            there = {key: float(told[key]) for key in keys}
            assert there == pytest.approx(here, rel=1e-9, nan_ok=True), channel
