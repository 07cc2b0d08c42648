"""What the sums of days answer is what the order lines answer, to the last unit, on every day asked about."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesdash.catalog.metrics import METRICS
from salesdash.catalog.model import Metric
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.sql.daily import TOLD_APART, summed_up
from tests.stores import Rows, asked

FIRST, LAST = date(2024, 1, 1), date(2024, 3, 31)
DAYS = st.integers(0, (LAST - FIRST).days).map(lambda n: str(FIRST + timedelta(n)))
SUMMED_UP = sorted(
    (m for m in METRICS.values() if summed_up(m, set()) != m),
    key=lambda m: (str(m.source), m.window or 0),
)
SPLITS = ([], ["channel"], ["region", "month"], ["channel_kind", "week"], ["online", "day"])
AS_OF = (date(2024, 1, 20), date(2024, 2, 15), LAST)
SPANS = tuple((name, Period.parse(name)) for name in ("2024-01", "2024-02"))


@st.composite
def orders(draw: st.DrawFn) -> Rows:
    """Few orders of many lines: on several days, in several regions, of several customers, credited in part or
    in full, unpaid, refunded, cancelled; with anything left blank."""
    return [
        {
            "order_id": draw(st.sampled_from(["1", "2", "3", None])),
            "order_date": draw(st.one_of(st.just("2024-01-15"), DAYS)),
            "customer": draw(st.sampled_from(["甲", "甲", "乙", None])),
            "channel": draw(st.sampled_from(["天猫", "经销商", None])),
            "region": draw(st.sampled_from(["华东", "华东", "华北", None])),
            "amount": draw(st.sampled_from(["100", "100", "33.33", "0", "-100", "-33.33"])),
            "cost": draw(st.sampled_from([None, "70", "20.01"])),
            "quantity": draw(st.sampled_from([None, 1, 3])),
            "status": draw(st.sampled_from([None, None, None, "returned", "cancelled"])),
        }
        for _ in range(draw(st.integers(2, 16)))
    ]


CLOSING = {"order_date": str(LAST), "amount": 1, "order_id": "last", "channel": "门店"}


def answers(
    ask: Ask, metrics: Sequence[Metric], by: list[str], scope: Scope, spans: Any = ()
) -> list[pd.DataFrame]:
    """Of the lines, and of the sums of days: one row per group, in order, numbers as they are written."""
    told = []
    for bases in (metrics, [summed_up(metric, TOLD_APART) for metric in metrics]):
        question = ask.question(str(bases[0].source), scope, by)
        assert question is not None
        part = replace(question, metrics=tuple(bases), spans=spans)
        columns = ", ".join(
            [*(f'"{d}"' for d in by), *(f"{m.key}::VARCHAR AS {m.key}" for m in bases)]
        )
        told.append(ask.query(f"SELECT {columns} FROM ({part.sql()}) ORDER BY ALL", part.values))
    return told


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=orders(), day=st.sampled_from(AS_OF))
def test_the_sums_of_days_answer_as_the_lines_do(rows: Rows, day: date):
    ask = asked(Path(tempfile.mkdtemp()), orders=[*rows, CLOSING])
    filtered = Scope(day, Period(FIRST, date(2024, 3, 1)), filters=(("region", ("华东", "")),))
    for (_, window), alike in groupby(SUMMED_UP, key=lambda m: (m.source, m.window)):
        metrics = list(alike)
        scopes = [(by, Scope(day)) for by in SPLITS] + [(["channel"], filtered)]
        for by, scope in scopes:
            of_lines, of_days = answers(ask, metrics, by, scope)
            pd.testing.assert_frame_equal(of_days, of_lines)
        if not window:
            of_lines, of_days = answers(ask, metrics, ["month"], Scope(day), SPANS)
            pd.testing.assert_frame_equal(of_days, of_lines)
    shape = "date, region, channel, channel_kind, online, metric, target_set, carried_from"
    of_lines, of_days = (
        ask.query(f"SELECT {shape}, sum(sales) AS sales, sum(target) AS target FROM model.{model} GROUP BY ALL ORDER BY ALL", ())
        for model in ("plan_and_actual", "daily_plan_and_actual")
    )  # fmt: skip
    assert of_days.equals(of_lines)


@pytest.mark.parametrize(
    ("key", "by", "source"),
    [
        ("sales", [], "daily_sales"),
        ("orders", ["month", "channel"], "daily_sales"),
        ("net_sales", ["region"], "daily_sales_and_returns"),
        ("named_orders_12m", [], "daily_sales"),
        ("orders", ["salesperson"], "order_lines"),
        ("customers", [], "order_lines"),
        ("new_customers", [], "order_lines"),
        ("core_lines", [], "order_lines"),
        ("repeat_customers", [], "order_lines"),
    ],
)
def test_the_sums_are_asked_where_they_tell_all_that_the_question_asks(
    key: str, by: list[str], source: str
):
    assert summed_up(METRICS[key], {*by} - {"month"}).source == source


def test_an_order_in_one_place_is_counted_there_and_any_other_by_its_key(tmp_path: Path):
    whole = {
        "order_id": "1",
        "order_date": "2024-01-15",
        "channel": "天猫",
        "region": "华东",
        "amount": 10,
    }
    spread = whole | {"order_id": "2"}
    ask = asked(tmp_path, orders=[whole, whole, spread, spread | {"region": "华北"}])
    kept = ask.query("SELECT region, orders, order_no IS NULL AS is_one_place FROM model.daily_sales ORDER BY ALL", ())  # fmt: skip
    assert kept.to_numpy().tolist() == [["华东", 0, False], ["华东", 1, True], ["华北", 0, False]]
    scope = Scope(ask.as_of)
    assert ask(["orders"], [], scope)["orders"].tolist() == [2]
    assert ask(["orders"], ["region"], scope)["orders"].tolist() == [2, 1]
