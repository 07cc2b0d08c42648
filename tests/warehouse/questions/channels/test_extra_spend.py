"""What more spend brought, on made-up companies, against a second computation in pandas."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from salesdash.catalog.rules.declared import RULES
from salesdash.period import Period
from salesdash.warehouse.questions.channels.extra_spend import COLUMNS, extra_spend
from tests.random_company import company
from tests.stores import asked, scope

FEW = RULES["costed_from"].value


def months_of(rows, lines: pd.DataFrame, year: int) -> pd.DataFrame:
    """By channel and month to July: profit of the costed lines, and the part of the spend that falls on
    them; missing where hardly a cost is known or the month states no spend."""
    lines = lines[pd.to_datetime(lines["date"]).dt.year == year].copy()
    lines["n"] = pd.to_datetime(lines["date"]).dt.month
    lines["booked"] = lines["amount"].abs()
    lines["costed"] = lines["booked"].where(lines["profit"].notna(), 0.0)
    by = ["channel", "n"]
    sold = lines.groupby(by)[["profit", "booked", "costed"]].sum()
    spent = pd.DataFrame(rows["spend"])
    spent = spent[spent["date"].str.startswith(str(year))].assign(
        n=lambda f: f["date"].str[5:].astype(int)
    )
    both = spent.groupby(by)[["spend"]].sum().join(sold, how="outer")
    share = both["costed"] / both["booked"].where(both["booked"] > 0)
    is_known = both["spend"].notna() & ~(share < FEW)
    both["earned"] = both["profit"].fillna(0).where(is_known)
    both["paid"] = (both["spend"] * share.fillna(1)).where(is_known)
    return both.query("n <= 7")


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_it_is_what_pandas_computes(seed, tmp_path):
    rows = company(seed, 300)
    # the sheet of the year before leaves out two months of a channel that sold in them
    rows["spend"] = [
        row for row in rows["spend"]
        if not (row["channel"] == "天猫" and row["date"] in ("2024-02", "2024-05"))
    ]  # fmt: skip
    ask = asked(tmp_path, **rows)
    where = replace(
        scope(ask), as_of=date(2025, 7, 31), period=Period.parse("2025-01-01..2025-07-31")
    )
    lines = ask.query(
        "SELECT date, channel, amount::DOUBLE AS amount, profit::DOUBLE AS profit "
        "FROM model.order_lines(DATE '2025-07-31') WHERE channel IS NOT NULL",
        (),
    )
    now, before = (months_of(rows, lines, year) for year in (2025, 2024))
    both = now[["earned", "paid"]].merge(
        before[["earned", "paid"]],
        "outer",
        left_index=True,
        right_index=True,
        suffixes=("", "_before"),
    )
    # no row of the year before at all: neither sold nor spent
    absent = ~both.index.isin(before.index)
    both.loc[absent, ["earned_before", "paid_before"]] = 0.0
    expected = both.dropna().groupby("channel")[list(COLUMNS)].sum()
    found = extra_spend(ask, ("channel",), where).set_index("channel")
    pd.testing.assert_frame_equal(
        found.loc[expected.index, list(COLUMNS)], expected, check_exact=False, atol=0.01
    )
    whole = extra_spend(ask, (), where)
    assert len(whole) == 1
    assert whole["paid"].iloc[0] == pytest.approx(expected["paid"].sum(), abs=0.01)
