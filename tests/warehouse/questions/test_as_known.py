"""Asked about an earlier day, a store says what it would have said that day, whatever came later."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random

import pandas as pd
import pytest

from salesdash.figures.asked import asked as asked_figure
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask
from tests.stores import Rows, asked

FIRST = date(2023, 1, 2)
ASKED = [
    "sales", "returns", "orders", "customers", "new_customers", "aov", "repurchase_rate", "retention_rate",
    "cac", "ship_days",
]  # fmt: skip


def company(seed: int) -> tuple[Rows, Rows]:
    """Orders over 18 months, many of them credited later, in full or in part, and monthly spend."""
    dice = Random(seed)
    orders: Rows = []
    for n in range(150):
        day = FIRST + timedelta(dice.randrange(540))
        sold = {
            "order_id": f"{n}",
            "customer": f"C{dice.randrange(40)}",
            "channel": dice.choice(("天猫", "京东")),
        }
        amount = dice.randrange(1, 9) * 100
        orders.append(sold | {"order_date": str(day), "amount": amount, "ship_date": str(day)})
        if dice.random() < 0.4:
            later = day + timedelta(dice.choice((0, 3, 40, 200)))
            back = -amount // dice.choice((1, 1, 2))
            orders.append(sold | {"order_date": str(later), "amount": back})
    spend = [
        {"date": f"{year}-{month:02}", "channel": channel, "spend": 1000}
        for year in (2023, 2024)
        for month in range(1, 13)
        for channel in ("天猫", "京东")
    ]
    return orders, spend


def on(ask: Ask, day: date, by: list[str]) -> pd.DataFrame:
    whole = Period(date(2023, 5, 1), date(2024, 12, 31))
    return ask(ASKED, by, Scope(day, whole))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_credited_later_was_an_order_until_then(tmp_path: Path, seed: int):
    orders, spend = company(seed)
    days = [date(2023, 9, 30), date(2024, 2, 29), date(2024, 6, 30)]
    to_the_day: Rows = [{"order_date": str(day), "amount": 0} for day in days]
    (tmp_path / "all").mkdir()
    everything = asked(tmp_path / "all", orders=[*orders, *to_the_day], spend=spend)
    for day in days:
        folder = tmp_path / f"{day}"
        folder.mkdir()
        known = [row for row in [*orders, *to_the_day] if row["order_date"] <= str(day)]
        then = asked(folder, orders=known, spend=spend)
        for by in ([], ["channel"]):
            pd.testing.assert_frame_equal(on(everything, day, by), on(then, day, by), rtol=1e-9)
        standing, stood = (
            a.standing(Scope(day)).sort_values("customer", ignore_index=True) for a in (everything, then)
        )  # fmt: skip
        pd.testing.assert_frame_equal(standing, stood, check_categorical=False)


def test_what_is_cancelled_without_a_date_counts_as_now_and_it_is_said(tmp_path: Path):
    """One cancelled, one returned without a date; of the third the returns sheet knows the day."""
    rows: Rows = [
        {"order_id": f"{n}", "order_date": "2024-03-05", "amount": 100, "status": status}
        for n, status in enumerate(("cancelled", "returned", "returned", None))
    ]
    back: Rows = [{"order_id": "2", "date": "2024-04-01"}]
    ask = asked(tmp_path, orders=[*rows, {"order_date": "2024-12-31", "amount": 0}], returns=back)
    march = Scope(date(2024, 3, 31), Period.parse("2024-03"))
    answer = asked_figure(ask, march, ["sales", "returns"], [])
    assert answer.frame.to_dict("records") == [{"sales": 300, "returns": 100}]
    assert answer.notes[0].en == (
        "2 order lines are stated as cancelled or returned without a date, and count as now."
    )
    assert asked_figure(ask, march.over(None), ["tickets"], []).notes == ()
    now = Scope(ask.as_of, Period.parse("2024-03"))
    assert asked_figure(ask, now, ["sales"], []).notes == ()


def test_a_first_order_undone_later_leaves_its_customer_to_the_next(tmp_path: Path):
    """甲 first bought in April, gave all back in June, and bought again in May."""
    bought = [
        ("1", "2024-04-10", 100),
        ("2", "2024-05-10", 100),
        ("1", "2024-06-10", -100),
    ]
    rows: Rows = [
        {"order_date": "2024-01-01", "amount": 0},
        {"order_date": "2024-12-31", "amount": 0},
    ]
    rows += [
        {"order_id": number, "order_date": day, "amount": amount, "customer": "甲"}
        for number, day, amount in bought
    ]
    ask = asked(tmp_path, orders=rows)
    new = {
        day: ask(["new_customers"], ["month"], Scope(date.fromisoformat(day), Period.parse("2024-04..2024-05")))
        .set_index("month")["new_customers"]
        .to_dict()
        for day in ("2024-06-09", "2024-06-10")
    }  # fmt: skip
    assert new == {
        "2024-06-09": {"2024-04": 1, "2024-05": 0},
        "2024-06-10": {"2024-04": 0, "2024-05": 1},
    }
