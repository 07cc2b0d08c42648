"""Sheets around the orders that cover other months and members than these: their ratios in pandas."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pandas as pd
import pytest

from tests.stores import Rows, asked, scope

MONTHS = [f"2024-{month:02}" for month in range(1, 13)]
CHANNELS, REGIONS = ("天猫", "京东", "门店"), ("华东", "华南", "华北")
COSTED = ("天猫", "门店")


def company(dice: Random) -> dict[str, Rows]:
    """Sales of some months, channels and regions, of 京东 at costs unknown; leads, stock, spend, budget and
    market of others. Every order is of somebody new."""

    def some(*sides: tuple[str, ...] | list[str]) -> list[tuple[str, str]]:
        cells = [(one, other) for one in sides[0] for other in sides[1]]
        return dice.sample(cells, dice.randint(2, len(cells) - 1))

    sold: Rows = [
        {
            "order_date": f"{month}-{day:02}",
            "channel": channel,
            "region": dice.choice(REGIONS),
            "amount": 100 * dice.randint(1, 90),
        }
        for day, (month, channel) in enumerate(some(MONTHS, CHANNELS) * 2, start=1)
        for day in [3 + day % 25]
    ]
    # the data begin long before, so that who is new is known, and end after the year
    sold += [
        {"order_date": day, "channel": channel, "region": region, "amount": 100}
        for day in ("2023-01-02", "2025-01-02")
        for channel, region in zip(CHANNELS, REGIONS, strict=True)
    ]
    sheet = [
        {"date": month, "channel": channel, key: 10 * dice.randint(1, 90)}
        for key in ("spend", "budget", "leads", "inventory")
        for month, channel in some(MONTHS, (*CHANNELS, "仓库"))
    ]
    return {
        "orders": [
            row
            | {"order_id": f"{n}", "customer": f"{n}"}
            | {"cost": row["amount"] // 4 if row["channel"] in COSTED else None}
            for n, row in enumerate(sold)
        ],
        "spend": sheet,
        "market": [
            {"period": month, "region": region, "market_size": 1000 * dice.randint(1, 90)}
            for month, region in some(MONTHS, (*REGIONS[:2], "西藏"))
        ],
    }


def in_pandas(rows: dict[str, Rows]) -> dict[str, float]:
    """The ratios of 2024, each over the months and members of which both sides are known."""
    orders = pd.DataFrame(rows["orders"])
    orders = orders[orders["order_date"].str[:4] == "2024"].assign(
        month=lambda o: o["order_date"].str[:7]
    )
    sheet = pd.DataFrame(rows["spend"]).rename(columns={"date": "month"})
    market = pd.DataFrame(rows["market"]).rename(columns={"period": "month"})
    leads, stock = sheet[sheet["leads"].notna()], sheet[sheet["inventory"].notna()]
    won = orders.merge(leads, on=["month", "channel"])
    # what 京东 holds is not set beside costs that nobody knows
    stock = stock[stock["channel"] != "京东"]
    cost = orders.loc[orders["channel"].isin(stock["channel"]), "cost"].sum()
    measured = orders.merge(market, on=["month", "region"])
    if not set(market["region"]) & set(REGIONS):
        measured = orders[orders["month"].isin(market["month"])]
    return {
        "lead_conversion": ratio(won["customer"].nunique(), leads["leads"].sum()),
        "turnover": ratio(cost, stock["inventory"].sum() / max(stock["month"].nunique(), 1)),
        "market_share": ratio(measured["amount"].sum(), market["market_size"].sum()),
        "budget_use": ratio(within(sheet, "spend", "budget"), within(sheet, "budget", "spend")),
    }


def within(sheet: pd.DataFrame, counted: str, other: str) -> float:
    """The sum of one column over the months between the first and last of each channel's other one."""
    known = sheet[sheet[other].notna()].groupby("channel")["month"].agg(["min", "max"])
    rows = sheet[sheet[counted].notna()].join(known, on="channel", how="inner")
    return float(rows.loc[rows["month"].between(rows["min"], rows["max"]), counted].sum())


def ratio(over: float, under: float) -> float:
    return float(over) / float(under) if under else float("nan")


@pytest.mark.parametrize("seed", range(6))
def test_each_ratio_is_of_the_ground_that_both_its_sheets_cover(tmp_path: Path, seed: int):
    rows = company(Random(seed))
    ask = asked(tmp_path, **rows)
    here = in_pandas(rows)
    told = ask(list(here), [], scope(ask, "2024")).iloc[0]
    assert {key: float(told[key]) for key in here} == pytest.approx(here, rel=1e-9, nan_ok=True)


def test_none_counted_is_no_zero_where_a_sheet_tells_nothing(tmp_path: Path):
    """Tickets of April and June, visits in May, orders of all months but July: January has orders alone, and 2022
    nothing; in a month between its first and last rows a sheet counts none as 0."""
    orders = [
        {"order_date": f"{month}-05", "order_id": month, "customer": month, "amount": 100}
        for month in MONTHS
        if month != "2024-07"
    ]
    tickets = [{"opened": f"2024-{day} 09:00:00"} for day in ("04-03", "04-10", "06-05")]
    visits = [{"customer": MONTHS[0], "date": day} for day in ("2024-05-06", "2024-05-13")]
    ask = asked(tmp_path, orders=orders, tickets=tickets, visits=visits)
    keys = ["sales", "orders", "new_customers", "tickets", "customer_visits"]

    def counted(period: str) -> dict[str, float | None]:
        row = ask(keys, [], scope(ask, period)).iloc[0]
        return {key: None if row[key] != row[key] else float(row[key]) for key in keys}

    nothing = dict.fromkeys(keys)
    assert counted("2022-05") == nothing
    assert counted("2024-06") == {
        "sales": 100, "orders": 1, "new_customers": 1, "tickets": 1, "customer_visits": None,
    }  # fmt: skip
    assert counted("2024-05")["tickets"] == 0
    assert counted("2024-10")["tickets"] is None
    by_month = ask(["tickets", "orders"], ["month"], scope(ask, "2024")).set_index("month")
    assert by_month.loc["2024-04", "tickets"] == 2
    assert by_month.loc[["2024-01", "2024-10"], "tickets"].isna().all()


@pytest.mark.parametrize(
    ("orders_name", "sheets_name"),
    [
        ((), ("channel",)),
        (("channel",), ("channel", "region")),
        (("region",), ("channel",)),
        (("channel",), ()),
    ],
    ids=lambda named: "+".join(named) or "nobody",
)
def test_no_ratio_is_told_apart_by_what_one_side_does_not_name(
    tmp_path: Path, orders_name: tuple[str, ...], sheets_name: tuple[str, ...]
):
    """Every month four orders of 1,000 at costs of 600, spend of 400, 40 leads and a target of 4,000."""
    members = [
        {"channel": channel, "region": region}
        for channel in ("天猫", "直销")
        for region in ("华东", "华南")
    ]

    def named(member: dict[str, str], dimensions: tuple[str, ...]) -> dict[str, str]:
        return {key: member[key] for key in dimensions}

    sold = [
        {"order_date": f"{month}-{5 + n:02}", "amount": 1000, "cost": 600}
        | named(member, orders_name)
        for month in ("2023-01", *MONTHS, "2025-01")  # who is new in 2024 is known
        for n, member in enumerate(members)
    ]
    orders = [row | {"order_id": f"{n}", "customer": f"{n}"} for n, row in enumerate(sold)]
    monthly = [(month, named(member, sheets_name)) for month in MONTHS for member in members]
    ask = asked(
        tmp_path,
        orders=orders,
        spend=[{"date": month, "spend": 100, "leads": 10} | member for month, member in monthly],
        targets=[{"period": month, "amount": 1000} | member for month, member in monthly],
    )
    right = {"roi": 3, "cost_ratio": 0.1, "cac": 100, "lead_conversion": 0.1, "attainment": 1}
    whole = ask(list(right), [], scope(ask, "2024")).iloc[0]
    assert whole.to_dict() == pytest.approx(right)
    for dimension in ("channel", "region", "channel_kind"):
        shares = ask(list(right), [dimension], scope(ask, "2024"))
        told = {key: shares.loc[shares[dimension].notna(), key].dropna().tolist() for key in right}
        name = "channel" if dimension == "channel_kind" else dimension
        both_name_it = name in orders_name and name in sheets_name
        assert told == {
            key: pytest.approx([value] * 2) if both_name_it else [] for key, value in right.items()
        }
