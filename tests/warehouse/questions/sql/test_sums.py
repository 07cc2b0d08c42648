"""What the sums of days answer is what the order lines answer, to the last unit, on every day asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pytest

from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.catalog.metrics import METRICS
from salesdash.catalog.model import Metric
from salesdash.catalog.workdays import china
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask, is_in_months, is_of_regions
from salesdash.warehouse.questions.sql.sums import summed_up
from tests.random_company import company
from tests.stores import Rows, asked


def shape(metric: Metric) -> tuple[str, str, int]:
    """Metrics alike in this are asked in one question."""
    summed = summed_up(metric, set(), in_months=True)
    return str(metric.source), str(summed.source), metric.window or 0


FIRST, LAST = date(2023, 11, 1), date(2024, 4, 30)
MEMBERS: dict[str, Sequence[Any]] = {
    "customer": ["甲", "乙", "丙", None],
    "channel": ["天猫", "经销商", None],
    "region": ["华东", "华北", None],
    "salesperson": ["张伟", "李娜", None],
}
LINE: dict[str, Sequence[Any]] = {
    "amount": [100, 100, 33.33, 0, -33.33],
    "cost": [None, 70, 20.01],
    "quantity": [None, 1, 3],
    "status": [None, None, None, "returned", "cancelled"],
    "refund": [None, None, 10],
}
SUMMED_UP = sorted(
    (m for m in METRICS.values() if summed_up(m, set(), in_months=True) != m), key=shape
)
SPLITS: tuple[tuple[str, ...], ...] = (
    (),
    ("channel",),
    ("region", "month"),
    ("channel_kind", "week"),
    ("online", "day"),
    ("channel", "region", "quarter"),
    ("channel", "salesperson", "month"),
    ("month",),
    ("week",),
)
FILTERS: tuple[tuple[tuple[str, tuple[str, ...]], ...], ...] = (
    (),
    (("region", ("华东", "")),),
    (("region", ("华北",)),),
    (("channel", ("天猫",)), ("online", ("online",))),
)
SPANS = tuple((name, Period.parse(name)) for name in ("2024-01", "2024-02"))


def orders(dice: Random, count: int = 120) -> Rows:
    """Orders of one to four lines. A line may lie on another day, in another place or with another customer
    than its order; some orders are credited in full later, and some of these placed once more."""
    lines: Rows = []
    for n in range(count):
        order: dict[str, Any] = {"order_id": dice.choice([str(n % 90), None])}
        order |= {key: dice.choice(members) for key, members in MEMBERS.items()}
        order["order_date"] = str(FIRST + timedelta(dice.randint(0, (LAST - FIRST).days)))
        sold = [order | _strayed(dice) | _line(dice) for _ in range(dice.randint(1, 4))]
        lines += sold
        if dice.random() < 0.3:
            later = date.fromisoformat(order["order_date"]) + timedelta(dice.randint(1, 40))
            back = {"order_date": str(min(later, LAST)), "status": None, "refund": None}
            lines += [line | back | {"amount": -line["amount"]} for line in sold]
            if dice.random() < 0.3:
                lines.append(sold[0] | back)
    undated = {
        "order_date": None,
        "amount": 9,
        "channel": "天猫",
        "region": "华东",
        "customer": "丁",
    }
    last = {"order_date": str(LAST), "amount": 1, "order_id": "last", "channel": "门店"}
    return [*lines, undated, last]


def _strayed(dice: Random) -> dict[str, Any]:
    strayed = {key: dice.choice(members) for key, members in MEMBERS.items() if dice.random() < 0.1}
    if dice.random() < 0.1:
        strayed["order_date"] = str(FIRST + timedelta(dice.randint(0, (LAST - FIRST).days)))
    return strayed


def _line(dice: Random) -> dict[str, Any]:
    return {key: dice.choice(values) for key, values in LINE.items()}


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    sold = orders(Random(21))
    returns = [
        {"order_id": str(n), "date": f"2024-04-{n % 30 + 1:02}", "amount": 20} for n in range(0, 90, 9)
    ]  # fmt: skip
    return asked(tmp_path_factory.mktemp("daily"), orders=sold, returns=returns)


def answers(
    ask: Ask, metrics: Sequence[Metric], by: Sequence[str], scope: Scope, spans: Any = ()
) -> list[pd.DataFrame]:
    """Of the lines, and of what is summed up: one row per group, in order, numbers as they are written."""
    frames, apart = [], told_apart(by, scope)
    in_months = is_in_months(by)
    of_regions = is_of_regions(by, scope)
    summed = [summed_up(m, apart, in_months=in_months, of_regions=of_regions) for m in metrics]
    for bases in (metrics, summed):
        question = ask.question(str(bases[0].source), scope, by)
        assert question is not None
        part = replace(question, metrics=tuple(bases), spans=spans)
        columns = [*(f'"{d}"' for d in by), *(f"{m.key}::VARCHAR AS {m.key}" for m in bases)]
        sql = f"SELECT {', '.join(columns)} FROM ({part.sql()}) ORDER BY ALL"
        frames.append(ask.query(sql, part.values))
    return frames


def told_apart(by: Sequence[str], scope: Scope) -> set[str]:
    return {d for d in (*by, *(d for d, _ in scope.filters)) if not DIMENSIONS[d].grain}


@pytest.mark.parametrize("day", [date(2023, 12, 15), date(2024, 1, 20), date(2024, 3, 5), LAST])
def test_the_sums_of_days_answer_as_the_lines_do(ask: Ask, day: date):
    everything = Scope(day, calendar=replace(china(), year_starts=4))
    part = everything.over(Period(date(2023, 12, 10), date(2024, 3, 1)))
    for (*_, window), alike in groupby(SUMMED_UP, key=shape):
        metrics = list(alike)
        for by in SPLITS:
            for scope in (everything, *(replace(part, filters=chosen) for chosen in FILTERS)):
                if metrics[0].per and "region" in told_apart(by, scope):
                    continue
                of_lines, of_days = answers(ask, metrics, by, scope)
                pd.testing.assert_frame_equal(of_days, of_lines)
        if not window:
            of_lines, of_days = answers(ask, metrics, ["month"], everything, SPANS)
            pd.testing.assert_frame_equal(of_days, of_lines)


def test_whoever_bought_in_months_bought_by_the_lines(tmp_path: Path):
    """Of many customers over years, each moment looked back from on its own day."""
    ask = asked(tmp_path, **company(7))
    counted = [metric for metric in METRICS.values() if metric.per]
    for day in (date(2024, 2, 29), date(2025, 1, 13), date(2025, 12, 31)):
        for by in ((), ("month",), ("week",), ("quarter",), ("channel", "month"), ("online",)):
            of_lines, of_months = answers(ask, counted, by, Scope(day))
            assert of_lines["repeat_customers"].nunique() > (5 if by == ("week",) else 0)
            pd.testing.assert_frame_equal(of_months, of_lines)


@pytest.mark.parametrize("plan", ["plan_and_actual", "first_plan_and_actual"])
def test_what_was_planned_stands_beside_the_sums_of_days_as_beside_the_lines(ask: Ask, plan: str):
    shape = "date, region, channel, channel_kind, online, metric, target_set, carried_from"
    of_lines, of_days = (
        ask.query(f"SELECT {shape}, sum(sales) AS sales, sum(target) AS target FROM model.{model} GROUP BY ALL ORDER BY ALL", ())
        for model in (plan, f"daily_{plan}")
    )  # fmt: skip
    assert of_days.equals(of_lines)


def test_the_company_has_orders_of_every_kind(ask: Ask):
    kinds = ask.query(
        "SELECT sum(orders) FILTER (before_in_region IS NULL) > 20 AS whole, count(before) > 20 AS spread, "
        "count(before) FILTER (before < date) > 5 AS of_days, count(undone_on) > 5 AS undone, "
        "count(*) < (SELECT count(*) FROM model.order_lines) AS fewer FROM model.daily_orders",
        (),
    )
    assert kinds.loc[0].to_dict() == dict.fromkeys(
        ("whole", "spread", "of_days", "undone", "fewer"), True
    )


@pytest.mark.parametrize(
    ("key", "by", "source"),
    [
        ("sales", [], "daily_sales"),
        ("orders", ["month", "channel"], "daily_orders"),
        ("net_sales", ["region"], "daily_sales_and_returns"),
        ("named_orders_12m", [], "daily_orders"),
        ("orders", ["salesperson"], "order_lines"),
        ("customers", ["month"], "customer_months"),
        ("customers", ["week"], "order_lines"),
        ("customers", ["channel"], "channel_months"),
        ("sales_per_customer", ["channel", "quarter"], "channel_months"),
        ("sales_per_customer", [], "channel_months"),
        ("sales_per_customer", ["product"], "order_lines"),
        ("customers", ["channel", "week"], "order_lines"),
        ("customers", ["region"], "order_lines"),
        ("new_customers", ["region"], "first_buys"),
        ("new_customers", ["salesperson"], "order_lines"),
        ("core_lines", [], "order_lines"),
        ("sales_per_salesperson", ["channel", "month"], "seller_months"),
        ("sales_per_salesperson", ["salesperson"], "seller_months"),
        ("sales_per_salesperson", ["week"], "order_lines"),
        ("sales_per_salesperson", ["region"], "order_lines"),
        ("repeat_customers", ["month"], "customer_months"),
        ("repeat_customers", ["channel"], "channel_months"),
        ("repeat_customers", ["region"], "order_lines"),
    ],
)
def test_the_sums_are_asked_where_they_tell_all_that_the_question_asks(
    key: str, by: list[str], source: str
):
    metric, apart = METRICS[key], {*by} - {"month", "week", "quarter"}
    in_months = is_in_months(by)
    assert summed_up(metric, apart, in_months=in_months).source == source


def test_a_filter_that_days_do_not_tell_apart_asks_the_lines(ask: Ask):
    asked_of: list[str] = []

    def query(sql: str, values: tuple[Any, ...]) -> pd.DataFrame:
        asked_of.append(sql)
        return ask.query(sql, values)

    listening = Ask(query)
    whole = Scope(LAST)
    of_days, of_lines = (
        float(listening(["sales"], [], scope)["sales"].iloc[0])
        for scope in (whole, replace(whole, filters=(("customer", ("甲", "乙", "丙", "丁", "")),)))
    )
    assert of_days == of_lines
    assert ["daily_sales" in sql for sql in asked_of if "sum(amount)" in sql] == [True, False]


def test_an_order_of_several_places_counts_once_in_all_of_them_and_in_each(tmp_path: Path):
    whole = {
        "order_id": "1",
        "order_date": "2024-01-15",
        "channel": "天猫",
        "region": "华东",
        "amount": 10,
    }
    spread = whole | {"order_id": "2"}
    ask = asked(tmp_path, orders=[whole, whole, spread, spread | {"region": "华北"}])
    kept = ask.query("SELECT region, orders, before IS NULL AS is_first FROM model.daily_orders ORDER BY ALL", ())  # fmt: skip
    assert kept.to_numpy().tolist() == [["华东", 2, True], ["华北", 1, False]]
    scope = Scope(ask.as_of)
    assert ask(["orders"], [], scope)["orders"].tolist() == [2]
    assert ask(["orders"], ["region"], scope)["orders"].tolist() == [2, 1]
    for regions, orders in ((("华北",), 1), (("华东", "华北"), 2)):
        of_regions = replace(scope, filters=(("region", regions),))
        assert ask(["orders"], [], of_regions)["orders"].tolist() == [orders]
