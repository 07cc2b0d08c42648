"""A period that lies after the as-of date has no figures, whatever the store knows of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from salesdash.catalog.metrics import METRICS, base_of
from salesdash.catalog.model import Metric
from salesdash.charts.rows import number
from salesdash.period import Period
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.lines import lines
from tests.random_company import company
from tests.stores import asked, daily, scope


@pytest.fixture(scope="module")
def ask(tmp_path_factory) -> Ask:
    return asked(tmp_path_factory.mktemp("company"), **company(7))


def known_ahead(metric: Metric) -> bool:
    return all(base.known_ahead for base in base_of(metric))


@pytest.mark.parametrize("period", ["2025-05", "2025Q3", "2025-W20", "2025-05-02..2025-06-20"])
@pytest.mark.parametrize("by", [[], ["month"]])
def test_nothing_is_known_of_a_period_to_come_but_what_is_planned(ask, period, by):
    asked_on = replace(scope(ask, period), as_of=date(2025, 4, 30))
    for key in METRICS:
        frame = ask([key], by, asked_on)
        assert frame[key].isna().all() or known_ahead(METRICS[key])
    assert number(ask(["target"], by, asked_on)["target"].iloc[0])


def test_members_have_no_figures_to_come_beside_their_targets(ask):
    asked_on = replace(scope(ask, "2025Q3"), as_of=date(2025, 6, 30))
    frame = ask(["sales", "target", "orders", "channel_growth"], ["region"], asked_on)
    assert frame["target"].notna().all()
    assert len(frame)
    assert frame[["sales", "orders", "channel_growth"]].isna().all(axis=None)
    assert ask(["sales", "channel_growth"], ["channel"], asked_on).empty


def test_rows_behind_a_figure_to_come_are_those_of_the_plan(ask):
    asked_on = replace(scope(ask, "2025Q3"), as_of=date(2025, 6, 30))
    assert lines(ask, "sales", asked_on) == ()
    assert lines(ask, "retention_rate", asked_on) == ()
    assert [part.model for part in lines(ask, "target", asked_on)] == ["planned_days"]


def test_the_day_before_a_period_begins_and_the_day_on_which_it_does(tmp_path):
    ask = asked(tmp_path, orders=daily("2025-07-01", 62, amount=10, customer="甲"))
    august = scope(ask, "2025-08")
    for day, sold in ((date(2025, 7, 31), None), (date(2025, 8, 1), 10.0)):
        row = ask(["sales", "orders"], [], replace(august, as_of=day)).iloc[0]
        assert (number(row["sales"]), number(row["orders"])) == (sold, sold and 1.0)


def test_of_all_days_those_up_to_the_as_of_date_count(ask):
    on = date(2024, 6, 30)
    everything = replace(ask.everything, as_of=on)
    till_then = replace(everything, period=Period(date(2000, 1, 1), on + timedelta(1)))
    assert number(ask(["sales"], [], everything)["sales"].iloc[0]) == number(
        ask(["sales"], [], till_then)["sales"].iloc[0]
    )
