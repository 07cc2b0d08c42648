"""A formula that reads a rule more than once reads it as it is set each time."""

from __future__ import annotations

from math import log
from pathlib import Path

import pandas as pd
import pytest

from salesdash.analysis.calls import seen
from salesdash.catalog.customers.calls import SIGNS
from salesdash.catalog.rules.declared import RULES
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.customers.looked_after import looked_after
from salesdash.warehouse.questions.customers.signs import signs
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.settings import Settings
from tests.stores import fill
from tests.warehouse.questions.test_rules import _CALLED, COMPANY, DAY, number, of


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """The company of the rules, with some spend in the one month whose costs are known, a ticket of late and
    a score that 辛 gave."""
    folder: Path = tmp_path_factory.mktemp("formulas")
    warehouse = Warehouse(folder / "store")
    spend = [*COMPANY["spend"], {"date": "2025-02-01", "channel": "直销", "spend": 10}]
    tickets = [*COMPANY["tickets"], {"ticket_id": "4", "opened": "2025-06-29 08:00"}]
    surveys = [{"date": "2025-06-01", "customer": "辛", "csat": 2}]
    changed = {"spend": spend, "tickets": tickets, "surveys": surveys}
    fill(warehouse, folder, "test.csv", **{**COMPANY, **changed})
    return warehouse


def under(warehouse: Warehouse, **rules: float) -> Ask:
    """Asked with these rules, and all others as they come."""
    Settings(warehouse).set_rules({key: rule.value for key, rule in RULES.items()} | rules)
    return Ask(warehouse.query)


def test_the_value_score_is_the_mean_of_its_parts_by_their_weights(warehouse: Warehouse):
    ask = under(warehouse, money_weight=0.1, frequency_weight=0.9, influence_weight=0.8)
    fifth_of_eight, first_to_sixth, highest = 5 / 8, 3.5 / 8, 1
    parts = 0.1 * fifth_of_eight + 0.9 * first_to_sixth + 0.8 * highest
    assert of("丁", "value_score")(ask) == pytest.approx(parts / (0.1 + 0.9 + 0.8), abs=1e-8)
    # whose influence is unknown is judged by the first two alone
    fourth_of_eight = 3 / 8
    assert of("戊", "value_score")(ask) == pytest.approx(
        0.1 * fourth_of_eight + 0.9 * first_to_sixth, abs=1e-8
    )


@pytest.mark.parametrize(
    ("metric", "rule"), [("response_48h", "answer_within"), ("resolved_72h", "resolve_within")]
)
def test_who_waits_still_is_late_from_the_limit_on(warehouse: Warehouse, metric: str, rule: str):
    in_time = {"response_48h": 2, "resolved_72h": 1}[metric]
    assert number(metric)(under(warehouse)) == pytest.approx(in_time / 3, abs=1e-6)
    # the one of 20 June has waited for nine days, and is not late yet
    assert number(metric)(under(warehouse, **{rule: 300})) == pytest.approx(in_time / 2, abs=1e-6)


def test_a_month_whose_costs_are_known_in_part_counts_from_the_rule_on(warehouse: Warehouse):
    assert pd.isna(number("roi", "2025-06")(under(warehouse, costed_from=0.3)))
    assert not pd.isna(number("roi", "2025-06")(under(warehouse, costed_from=0.2)))


@pytest.mark.parametrize(("rate", "years"), [(0, 5), (0.1, (1 - 1.1**-5) / log(1.1))])
def test_what_is_to_come_is_discounted_at_the_rate(warehouse: Warehouse, rate: float, years: float):
    ask = under(warehouse, discount_rate=rate)
    worth = ask.query("SELECT model.worth_of(5) AS years", ())["years"].iloc[0]
    assert worth == pytest.approx(years)


def test_a_complaint_is_slow_beyond_the_time_in_which_it_is_to_be_resolved(warehouse: Warehouse):
    one = pd.DataFrame([_CALLED | {"complaint_hours": 60}])
    for within, is_slow in ((72, False), (40, True)):
        rules = under(warehouse, resolve_within=within).rules
        assert seen(one, DAY, rules, SIGNS)["complaint_slow"].iloc[0] == is_slow


def test_middle_value_customers_follow_on_those_of_high_value(warehouse: Warehouse):
    assert of("戊", "tier")(under(warehouse)) == "low"
    assert of("戊", "tier")(under(warehouse, high_share=0.6)) == "middle"


def test_who_moved_is_told_by_the_way_in_which_tiers_are_made(warehouse: Warehouse):
    moved = under(warehouse, tiers_by=1).query(
        f"FROM model.customer_moves(DATE '2025-05-31', DATE '{DAY}')", ()
    )
    assert moved.set_index("customer").loc["甲", "tier_after"] == "high"


def test_who_is_looked_after_was_answered_within_the_usual_time(warehouse: Warehouse):
    for within, answered in ((48, 1), (20, 0)):
        served = looked_after(under(warehouse, answer_within=within), DAY).set_index("customer")
        assert served.loc["辛", "answered_usual"] == answered


def test_a_score_is_heard_as_long_as_a_complaint(warehouse: Warehouse):
    for within, is_heard in ((60, True), (10, False)):
        told = signs(under(warehouse, call_heard_within=within), DAY, ["辛"])
        assert pd.notna(told["rating"].iloc[0]) == is_heard
