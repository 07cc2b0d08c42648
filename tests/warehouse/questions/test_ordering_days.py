"""What customers ordered on which days, summed up ahead, is what their lines say on any day."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pandas as pd
import pytest

from salesdash.warehouse.questions.ask import Ask
from tests.stores import Rows, asked

FIRST = date(2023, 1, 2)
ON = [
    FIRST + timedelta(days) for days in (0, 40, 200, 363, 394, 400, 480, 700)
]  # two of them end months


def rows(seed: int) -> Rows:
    """Few customers: orders over several days, several a day, some taken back later, in part or whole."""
    dice = Random(seed)
    rows: Rows = []
    for n in range(200):
        customer, day = dice.choice(["C1", "C2", "C3", "C4", None]), dice.randrange(0, 500, 10)
        channel = dice.choice(["天猫", "京东", None])
        for _ in range(dice.choice((1, 1, 2, 3))):
            rows.append(_line(n, customer, channel, day, dice.randrange(1, 9)))
            day += dice.choice((0, 0, 1, 30, 380))
        if dice.random() < 0.4:
            sold = sum(row["amount"] for row in rows if row["order_id"] == f"O{n}")
            rows.append(
                _line(n, customer, channel, day + dice.randrange(3), -dice.choice((1, sold)))
            )
    return rows


def _line(
    n: int, customer: str | None, channel: str | None, day: int, amount: int
) -> dict[str, object]:
    on = str(FIRST + timedelta(day))
    return {
        "order_id": f"O{n}", "order_date": on, "customer": customer, "channel": channel, "amount": amount,
    }  # fmt: skip


@pytest.fixture(scope="module", params=range(4))
def ask(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    return asked(tmp_path_factory.mktemp("store"), orders=rows(request.param))


def placed(ask: Ask, on: date) -> pd.DataFrame:
    """One row per order known on a day: the first and the last day of its lines."""
    lines = ask.query(
        f"SELECT buyer, order_no, date FROM model.order_lines(DATE '{on}') "
        f"WHERE date <= DATE '{on}' AND buyer IS NOT NULL",
        (),
    )
    lines["date"] = pd.to_datetime(lines["date"])
    return lines.groupby(["buyer", "order_no"])["date"].agg(["min", "max"]).reset_index()


@pytest.mark.parametrize("on", ON)
def test_histories_are_those_of_the_lines(ask: Ask, on: date):
    told = ask.query(f"SELECT * FROM model.histories(DATE '{on}') ORDER BY buyer", ())
    since = pd.Timestamp(on) + pd.Timedelta(days=1) - pd.DateOffset(months=12)
    expected = [
        (
            buyer,
            orders["min"].nunique() - 1,
            (orders["min"].max() - orders["min"].min()).days,
            (pd.Timestamp(on) - orders["min"].min()).days,
            (recent := int((orders["max"] >= since).sum())),
            len(orders) / orders["min"].nunique() / recent if recent else None,
        )
        for buyer, orders in placed(ask, on).groupby("buyer")
    ]
    keys = ["buyer", "repeats", "recency", "age", "recent", "weight"]
    assert told.columns.tolist() == keys
    pd.testing.assert_frame_equal(
        told.astype(float), pd.DataFrame(expected, columns=keys).astype(float), check_exact=False
    )


@pytest.mark.parametrize("on", ON)
def test_gaps_are_the_days_between_the_orders_known_by_then(ask: Ask, on: date):
    told = ask.query(f"SELECT buyer, gap FROM model.order_gaps(DATE '{on}') ORDER BY 1, 2", ())
    expected = [
        (buyer, gap)
        for buyer, orders in placed(ask, on).groupby("buyer")
        for gap in sorted(pd.Series(sorted(orders["min"].unique())).diff().dropna().dt.days)
    ]
    assert [*told.itertuples(index=False, name=None)] == expected


@pytest.mark.parametrize("on", ON)
def test_orders_of_channels_are_those_of_the_lines(ask: Ask, on: date):
    told = ask.query(
        "SELECT buyer, channel, count(*) AS orders "
        f"FROM model.coming_orders_of_channels(DATE '{on}') GROUP BY 1, 2 ORDER BY 1, 2",
        (),
    )
    expected = ask.query(
        "SELECT buyer, channel, count(DISTINCT order_no) AS orders "
        f"FROM model.coming_orders(DATE '{on}') GROUP BY 1, 2 ORDER BY 1, 2",
        (),
    )
    pd.testing.assert_frame_equal(told, expected)


def test_the_dice_throw_what_makes_it_hard(ask: Ask):
    days = ask.query("SELECT * FROM model.ordering_days", ())
    assert days["undone_on"].notna().any()
    assert days["line_days"].notna().any()
    assert not days["counts_day"].all()
    assert (days["orders"] > 1).any()
