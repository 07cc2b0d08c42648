"""Who of a channel's customers bought most, over days that have come, by whatever name he is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from salesdash.period import Period
from salesdash.receipt import ReadLayout
from salesdash.scope import Scope
from salesdash.warehouse.imports.load import load
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.channels.largest_customers import (
    concentration,
    largest_customers,
)
from salesdash.warehouse.store.covering import MONTH_AS_DAY
from tests.stores import asked, batch, warehouse_in

APRIL, MAY = Period.parse("2025-04"), Period.parse("2025-05")
LAST = date(2025, 5, 30)


def line(day: str, customer: str | None, amount: float, order: str, channel: str = "天猫"):
    return {
        "order_date": day, "customer": customer, "amount": amount, "order_id": order, "channel": channel,
    }  # fmt: skip


# 丙's credit lies before what it credits: nothing that he bought stayed.
LINES = [
    line("2025-01-05", "甲", 50, "1", "京东"),
    line("2025-03-10", "丙", -100, "2"),
    line("2025-04-05", "丙", 100, "2"),
    line("2025-04-06", "丁", 60, "3"),
    line("2025-04-07", "庚", 60, "4"),
    line("2025-04-08", None, 500, "5"),
    line("2025-05-30", "乙", 50, "6", "京东"),
]


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    return asked(tmp_path, orders=LINES)


def found(ask: Ask, *spans: Period, as_of: date = LAST) -> list[tuple[object, ...]]:
    frame = largest_customers(ask, Scope(as_of), "channel", spans)
    return [*frame.itertuples(index=False, name=None)]


def test_the_largest_is_he_who_bought_most_though_nothing_of_it_stayed(ask: Ask):
    assert found(ask, APRIL, MAY) == [
        ("2025-04", "天猫", "丙", 100.0, 3, 720.0),
        ("2025-05", "京东", "乙", 50.0, 1, 50.0),
    ]


def test_of_equals_the_last_by_name_is_the_largest_in_whatever_order_they_came(tmp_path: Path):
    for n, lines in enumerate((LINES[3:5], LINES[4:2:-1])):
        [(_, _, customer, *_)] = found(asked(tmp_path / str(n), orders=lines), APRIL)
        assert customer == "庚"


def test_nothing_is_told_of_days_to_come(ask: Ask):
    assert found(ask, MAY, as_of=date(2025, 4, 30)) == []
    assert found(ask, APRIL, as_of=date(2025, 4, 5)) == [("2025-04", "天猫", "丙", 100.0, 1, 100.0)]
    to_come = replace(Scope(date(2025, 4, 30)), period=MAY)
    assert concentration(ask, to_come, "channel") == {}


def test_the_share_of_the_largest_is_that_of_what_people_with_a_name_bought(ask: Ask):
    shares = concentration(ask, Scope(LAST, APRIL), "channel")
    assert shares == {"天猫": pytest.approx(100 / 220)}


def test_a_week_of_which_the_month_alone_is_known_has_no_share(tmp_path: Path):
    months = [Period.parse(f"2024-{month:02}") for month in range(1, 13)]
    rows = [line(str(month.last_day), "甲", 10, str(month)) for month in months]
    layout = ReadLayout("orders", ("月份", "销售额"), {}, {MONTH_AS_DAY: "last_day"})
    warehouse, file = warehouse_in(tmp_path / "store"), tmp_path / "months.csv"
    file.touch()
    load(warehouse, file, file.name, [replace(batch("orders", rows), layout=layout)])
    ask = Ask(warehouse.query)
    week, month = (Scope(ask.as_of, Period.parse(name)) for name in ("2024-W22", "2024-05"))
    assert concentration(ask, week, "channel") == {}
    assert concentration(ask, month, "channel") == {"天猫": 1}
