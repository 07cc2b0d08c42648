"""A rule that is read in several places is read in each: set otherwise, every one of them says so."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from salesdash.catalog.metrics import METRICS
from salesdash.charts.figure import Figure
from salesdash.figures.cache import Cache
from salesdash.figures.channels import answer
from salesdash.figures.channels.budget import shift
from salesdash.figures.channels.one_member.measured import Sides, _won_in, measured
from salesdash.figures.channels.operations import delivery, floor_prices, stock
from salesdash.figures.customers.calls import week
from salesdash.figures.customers.moves import repeats
from salesdash.figures.foresight import foresee
from salesdash.figures.inbox import inbox, sources
from salesdash.figures.inbox.kept import KeptDecisions
from salesdash.figures.kpis import satisfaction
from salesdash.figures.signals import of_people
from salesdash.text import plain
from salesdash.warehouse.questions import coming
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.decisions import Decision
from salesdash.warehouse.typed.settings import Settings
from tests import sample
from tests.stores import scope

# All at once, so that the store is made anew once; each place below is asked for what one of them decides.
OTHERWISE = {
    "extra_spend_from": 1.0,
    "shift_most": 0.05,
    "new_after": 700,
    "late_from": 0.9,
    "floor_share": 0.5,
    "stock_for": 20,
    "stock_ahead": 0.3,
    "call_many": 3,
    "signal_again": 9.0,
    "signal_pace": 0.3,
    "promoter_from": 8,
    "detractor_to": 4,
    "discount_rate": 0.4,
}
# Stock that grew by 25 %, sales by 5 %.
GROWN = pd.DataFrame(
    [("门店", 5.0, 100.0, 0.0, 0.25, 0.05)],
    columns=["channel", "turnover", "stock", "too_much", "stock_growth", "sales_growth"],
)


def _spent_before(ask: Ask) -> Any:
    sides = Sides.of(ask, scope(ask, "2025"))
    assert sides
    return measured(ask, sides, "channel").get("marginal_previous")


def _won(ask: Ask) -> Any:
    where = _won_in(ask, scope(ask))
    return where and where.period


def _comes_back(ask: Ask) -> bool:
    """Whether anything waits that was dismissed when it was half as large."""
    dismissed = {
        one.key: Decision(
            one.key, "dismissed", ask.as_of, {one.key: one.size / 2}, reason=plain("-")
        )
        for one in sources.found(ask, scope(ask), ())
        if one.size and one.size > 0
    }
    waiting = inbox.waiting(ask, scope(ask), KeptDecisions(decisions=dismissed))
    return any(one.key in dismissed for one in waiting)


def _groups(ask: Ask) -> list[str]:
    """The scores of those who promote, and of those who detract."""
    figure = satisfaction.by_channel(ask, scope(ask), METRICS["nps"])
    return re.findall(r"\((\d+–\d+)\)", figure.sentence.en)


def _stock(ask: Ask) -> Figure:
    return stock.turnover(ask, scope(ask), "channel")


def _delivery_waits(ask: Ask) -> list[Any]:
    return [one.sentence for one in sources._delivery(ask, scope(ask), {})]


def _foreseen(ask: Ask) -> dict[Any, Any]:
    foreseen = coming.foresight(ask, ask.as_of)
    assert foreseen is not None
    return foreseen.sum(numeric_only=True).to_dict()


# By rule and place: what is answered there.
HOMES: dict[str, Callable[[Ask], Any]] = {
    "extra_spend_from of all channels": lambda ask: [
        card.value for card in answer._marginal(ask, scope(ask, "2025"))
    ],
    "extra_spend_from the year before": _spent_before,
    "shift_most as proposed": lambda ask: shift.proposed(ask, scope(ask), "channel", "next").share,
    "shift_most at best": lambda ask: list(
        shift.best(ask, scope(ask), "channel", "next").frame["proposed"]
    ),
    "new_after in the payback": _won,
    "new_after beside new and returning sales": lambda ask: repeats.course(ask, scope(ask)).notes,
    "late_from by month": lambda ask: delivery.by_month(ask, scope(ask), "channel").sentence,
    "late_from in a row": lambda ask: delivery.running_late(ask, scope(ask), "category"),
    "late_from in what waits": _delivery_waits,
    "floor_share below the floor": lambda ask: (
        floor_prices.below(ask, scope(ask, "2025"), "channel").notes
    ),
    "stock_for what is too much": lambda ask: list(_stock(ask).frame["too_much"]),
    "stock_for in words": lambda ask: re.findall(
        r"(?:than|beyond) (\d+) days", _stock(ask).sentence.en
    ),
    "stock_ahead of sales": lambda ask: len(stock._findings(ask, scope(ask), GROWN, "channel")),
    "call_many of each owner": lambda ask: [
        len(calls) for calls in week.by_owner(ask, scope(ask)).values()
    ],
    "signal_again in what waits": _comes_back,
    "signal_pace of salespeople": lambda ask: set(
        of_people.person_behind(ask, scope(ask))["limit"]
    ),
    "discount_rate of what is foreseen": _foreseen,
    "promoter_from": lambda ask: _groups(ask)[0],
    "detractor_to": lambda ask: _groups(ask)[1],
}


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ask, Ask]:
    """The sample company, by our rules and by others."""
    folder = tmp_path_factory.mktemp("rules")
    sample.lay(folder / "store", "zh")
    warehouse = Warehouse(folder / "store")
    Settings(warehouse).set_rules(OTHERWISE)
    ours = sample.asked(tmp_path_factory.mktemp("ours"), foresee=foresee)
    return ours, Ask(warehouse.query, Cache().keep, foresee)


@pytest.mark.parametrize("home", HOMES)
def test_a_rule_set_otherwise_is_read_in_each_of_its_places(asked: tuple[Ask, Ask], home: str):
    ours, otherwise = asked
    assert HOMES[home](ours) != HOMES[home](otherwise)
