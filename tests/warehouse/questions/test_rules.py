"""Each number that decides is set otherwise, and what it decides moves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from salesdash.analysis.calls import due, left_alone, seen
from salesdash.analysis.channels.diagnosis import Limited, holds
from salesdash.analysis.channels.health import health
from salesdash.analysis.channels.verdicts import MoneyStanding, SpendChange, judge
from salesdash.analysis.service import promised
from salesdash.catalog.channels.diagnoses import DIAGNOSES, SignLimit
from salesdash.catalog.channels.health import INPUTS, PARTS, HealthInput
from salesdash.catalog.channels.pricing import PRICE_CONFLICT
from salesdash.catalog.customers.calls import SIGNS
from salesdash.catalog.customers.service import SERVICE_RULES
from salesdash.catalog.metrics import METRICS
from salesdash.catalog.risks.signals import SIGNALS
from salesdash.catalog.rules.declared import RULES
from salesdash.catalog.rules.of_diagnosis import DIAGNOSIS_RULES
from salesdash.catalog.rules.of_signals import SIGNAL_RULES
from salesdash.errors import EntryError
from salesdash.figures.channels.budget.budgets import Budgets, budgets
from salesdash.figures.channels.operations.delivery import late_run
from salesdash.figures.channels.operations.stock import ahead_of_sales, overstock
from salesdash.figures.customers.calls.week import week
from salesdash.figures.foresight import foresee
from salesdash.figures.inbox.inbox import is_decided
from salesdash.figures.inbox.kept import KeptDecisions
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import plain
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.channels.floor_prices import below_floor
from salesdash.warehouse.questions.customers.looked_after import looked_after
from salesdash.warehouse.questions.customers.signs import signs
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.decisions import Decision
from salesdash.warehouse.typed.settings import Settings
from tests.figures.inbox.items import waiting_item
from tests.stores import Rows, fill

DAY = date(2025, 6, 30)
Answer = Callable[[Ask], Any]


def number(metric: str, period: str | None = None) -> Answer:
    within = Scope(as_of=DAY, period=Period.parse(period) if period else None)
    return lambda ask: round(float(ask([metric], (), within)[metric].iloc[0]), 6)


def of(customer: str, column: str) -> Answer:
    def answer(ask: Ask) -> Any:
        return ask.standing(Scope(as_of=DAY)).set_index("customer").loc[customer, column]

    return answer


def segment(customer: str) -> Answer:
    def answer(ask: Ask) -> Any:
        everybody = ask.query(f"FROM model.customer_segments(DATE '{DAY}')", ())
        return everybody.set_index("customer").loc[customer, "rfm"]

    return answer


def _budgets(ask: Ask) -> Budgets:
    return budgets(ask, Scope(as_of=DAY), "channel", "next")


# Gross profit now and before, spend now and before: 50 more spent earned 150 more, and 51 more.
GREW, IDLE = SpendChange(250, 100, 150, 100), SpendChange(151, 100, 150, 100)


def verdict(change: SpendChange) -> Answer:
    def answer(ask: Ask) -> Any:
        found = judge(MoneyStanding("直销", 1, 0.1, change), ask.rules)
        return found and found.key

    return answer


def _between(one: HealthInput, part: float) -> float:
    return one.floor + part * (one.full - one.floor)


def _health(ask: Ask) -> float | None:
    """That of a channel with 30, 50 and 80 points in its parts."""
    points = dict(zip(PARTS, (0.3, 0.5, 0.8), strict=True))
    values = {key: _between(one, points[one.part]) for key, one in INPUTS.items()}
    return health(values, ask.rules).score


def _beyond_all_limits(declared: Iterable[Limited]) -> Answer:
    """What is found of a member whose every sign lies a little beyond its limit, as declared."""
    rules = {rule.key: rule.value for rule in RULES.values()}

    def beyond(limit: SignLimit) -> float:
        if isinstance(limit.below, str):
            return 0.99 * rules[limit.below]
        bound = limit.above if limit.least is None else limit.least
        return 1.01 * (rules[bound] if isinstance(bound, str) else bound or 0.01)

    def answer(ask: Ask) -> list[bool]:
        return [
            bool(holds(one, pd.DataFrame([{x.sign: beyond(x) for x in one.limits}]), ask.rules)[0])
            for one in declared
        ]

    return answer


def _step_back(ask: Ask) -> bool:
    """Whether what was dismissed at 100 has come back at 125."""
    dismissed = Decision("a", "dismissed", DAY, {"a": 100.0}, reason=plain("-"))
    item = waiting_item("a", size=125.0, day=DAY)
    return is_decided(
        item, KeptDecisions(decisions={"a": dismissed}), DAY, ask.rules["signal_again"]
    )


def order(customer: str, day: str, amount: float, cost: float | None = None, shipped: str = ""):
    return {
        "order_date": day, "customer": customer, "amount": amount, "cost": cost, "channel": "直销",
        "ship_date": shipped or None,
    }  # fmt: skip


# 甲 orders every 10 days and is silent for 18; five customers by sales; one month half costed.
COMPANY: dict[str, Rows] = {
    "orders": [
        *(
            order("甲", day, 1000) | {"product": "锅", "quantity": 2}
            for day in ("2025-05-23", "2025-06-02", "2025-06-12")
        ),
        order("乙", "2025-06-29", 900, 400, "2025-07-01"),
        order("丙", "2025-06-28", 500, None, "2025-06-29"),
        order("丁", "2025-06-27", 300),
        order("戊", "2025-06-26", 100),
        order("己", "2025-02-01", 100, 60),
        order("庚", "2024-12-01", 100, 60),
        # 辛 takes tea four times and no more, coffee goes on
        *(order("辛", f"2024-12-{day}", 1) | {"category": "茶"} for day in ("01", "11", "21", "31")),
        *(order("辛", f"2025-01-{day}", 1) | {"category": "咖啡"} for day in ("10", "20", "30")),
        order("辛", "2024-12-26", 1) | {"category": "咖啡"},
        order("辛", "2025-02-19", 1) | {"category": "咖啡"},
    ],
    "customers": [{"customer": "丁", "influence": 5}],
    "spend": [{"date": "2025-06-01", "channel": "直销", "spend": 100}],
    "visits": [{"date": "2025-06-10", "customer": "甲"}],
    "products": [{"product": "锅", "list_price": 600}],
    "surveys": [
        {"date": "2025-06-01", "csat": 4, "nps": 8}, {"date": "2025-06-02", "csat": 5, "nps": 10},
        {"date": "2025-06-03", "csat": 1, "nps": 6},
    ],
    "tickets": [
        {"ticket_id": "1", "opened": "2025-06-01 08:00", "first_response": "2025-06-02 08:00",
         "resolved": "2025-06-03 08:00"},
        {"ticket_id": "2", "opened": "2025-06-20 08:00"},
        {"ticket_id": "3", "opened": "2025-05-20 08:00", "first_response": "2025-05-21 07:00",
         "customer": "辛", "kind": "投诉"},
    ],
}  # fmt: skip
ANY_PRICE = replace(PRICE_CONFLICT, units=1, lines=1)
# Pans late by 15 % for two months; stock of ¥100 where ¥1 a day is sold; stock that grew by 25 %, sales by 5 %.
LATE = pd.DataFrame(
    [("盘", month, 20, 3, 0) for month in ("2025-05", "2025-06")],
    columns=["category", "month", "due_lines", "late_lines", "unshipped_lines"],
)
HELD, A_DAY = pd.Series([100.0]), pd.Series([1.0])
GROWN = pd.DataFrame({"stock": [100.0], "stock_growth": [0.25], "sales_growth": [0.05]})
# A customer: orders every 20 days after every 10, of 60 after 100, silent for 12, a line of 30 % skipped four times.
_CALLED = {
    "status": "cooling", "tier": "middle", "days_before": 5, "gap_now": 20.0, "gap_before": 10.0, "basket_now": 60.0,
    "basket_before": 100.0, "line": None, "complaint_is_open": None, "complaint_hours": None, "rating_is_poor": None,
    "visited_on": date(2025, 4, 1),
}  # fmt: skip


def _signs(ask: Ask) -> list[bool]:
    frame = seen(pd.DataFrame([_CALLED]), DAY, ask.rules, SIGNS)
    return [bool(flag) for flag in frame.iloc[0]]


def _alone(result: str, noted_on: date) -> Answer:
    noted = pd.DataFrame(
        [{"customer": "甲", "result": result, "date": noted_on, "next_date": None}]
    )
    return lambda ask: left_alone(noted, {"甲": noted_on}, DAY, ask.rules)


def _told(column: str) -> Answer:
    """What the data tell of 辛."""
    return lambda ask: str(signs(ask, DAY, ["辛"])[column].iloc[0])


def _called(ask: Ask) -> list[Any]:
    foreseeing = Ask(ask.query, foresee=foresee)
    return [one.customer for one in week(foreseeing, Scope(as_of=DAY))]


# Customers for whom every time promised has nearly passed, as declared.
_SERVED = pd.DataFrame(
    [
        {"tier": tier, "owner": "李", "since": None, "visited_on": DAY - timedelta(days=visited),
         "surveyed_on": DAY - timedelta(days=surveyed), "owned_since": None, "answered_usual": 0,
         "answered_high": 0}
        for tier, visited, surveyed in (("high", 55, 170), ("middle", 85, 360), ("middle", 115, 1))
    ]
)  # fmt: skip


def _served(ask: Ask) -> Any:
    """What is due of them, and how many tickets of high-value customers were answered in time."""
    due_now = promised(_SERVED, DAY, ask.rules)[["visit_due", "survey_due", "owner_state"]]
    answered: Any = looked_after(ask, DAY).set_index("customer").loc["辛", "answered_high"]
    return str(due_now.to_dict()), int(answered)


_CALLS: dict[str, tuple[float, Answer]] = {
    "call_many": (3, _called),
    "call_rest": (5, _alone("contacted", date(2025, 6, 20))),
    "call_slow_from": (2.5, _signs),
    "call_shrink_to": (0.5, _signs),
    "call_plan_in": (9, lambda ask: due("planned", DAY, ask.rules)),
    "call_later_in": (9, lambda ask: due("later", DAY, ask.rules)),
    **{rule.key: (rule.value * 0.9, _served) for rule in SERVICE_RULES},
    "call_line_share": (0.9, _told("line")),
    "call_line_silent": (9, _told("line")),
    "call_heard_within": (10, _told("complaint_on")),
}
# Rules below which something is found.
_MOST = {limit.below for one in DIAGNOSES.values() for limit in one.limits}
_MOST |= {limit.below for one in SIGNALS.values() for limit in one.limits}
# What has to be set for a rule to decide anything.
GIVEN = {
    "tiers_by": {"abc_high": 0.5},
    "abc_high": {"tiers_by": 1.0},
    "abc_middle": {"tiers_by": 1.0},
}
# By rule: another value for it, and an answer that it decides.
MOVED: dict[str, tuple[float, Answer]] = {
    "new_after": (300, number("new_customers", "2025-06")),
    "ship_within": (1, number("shipped_in_time")),
    "answer_within": (20, number("response_48h")),
    "resolve_within": (40, number("resolved_72h")),
    "visit_within": (10, number("visited_rate")),
    "satisfied_from": (0.9, number("csat")),
    "promoter_from": (8, number("nps")),
    "detractor_to": (5, number("nps")),
    "money_weight": (0.1, of("丁", "value_score")),
    "frequency_weight": (0.9, of("丁", "value_score")),
    "influence_weight": (0.9, of("丁", "value_score")),
    "tiers_by": (1, of("乙", "tier")),
    "abc_high": (0.5, of("乙", "tier")),
    "abc_middle": (0.95, of("戊", "tier")),
    "rfm_high_from": (3, segment("丁")),
    "high_share": (0.6, of("丙", "tier")),
    "middle_share": (0.7, of("戊", "tier")),
    "active_within": (1.9, of("甲", "status")),
    "cooling_within": (1.5, of("甲", "status")),
    "at_risk_within": (20, of("己", "status")),
    "costed_from": (0.05, number("roi", "2025-06")),
    "response_exponent": (0.4, lambda ask: _budgets(ask).marginal("直销")),
    "shift_most": (
        0.1,
        lambda ask: _budgets(ask).most_share("直销", "直销", ask.rules["shift_most"]),
    ),
    "floor_share": (
        0.5,
        lambda ask: len(below_floor(ask, Scope(as_of=DAY), "channel", ANY_PRICE)),
    ),
    "late_from": (0.2, lambda ask: late_run(LATE, "category", ask.rules["late_from"])),
    "stock_for": (60, lambda ask: overstock(HELD, A_DAY, ask.rules["stock_for"])[0]),
    "stock_ahead": (0.3, lambda ask: len(ahead_of_sales(GROWN, ask.rules["stock_ahead"]))),
    "discount_rate": (
        0.1,
        lambda ask: ask.query("SELECT model.worth_of(5) AS years", ())["years"].iloc[0],
    ),
    "extra_spend_from": (0.6, verdict(GREW)),
    "more_from": (3, verdict(GREW)),
    "less_below": (0.01, verdict(IDLE)),
    **{
        rule.key: (rule.value * (0.9 if rule.key in _MOST else 1.1), _beyond_all_limits(limited))
        for rules, limited in (
            (DIAGNOSIS_RULES, DIAGNOSES.values()),
            (SIGNAL_RULES, SIGNALS.values()),
        )
        for rule in rules
    },
    "signal_again": (0.3, _step_back),
    **_CALLS,
    **{part.rule: (0.9, _health) for part in PARTS.values()},
    **{one.rules[0]: (_between(one, 0.1), _health) for one in INPUTS.values()},
    **{one.rules[1]: (_between(one, 1.5), _health) for one in INPUTS.values()},
}


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    warehouse = Warehouse(tmp_path / "store")
    fill(warehouse, tmp_path, "test.csv", **COMPANY)
    return warehouse


def test_every_rule_is_tried():
    assert set(MOVED) == set(RULES)


@pytest.mark.parametrize("rule", MOVED)
def test_what_a_rule_decides_moves_with_it(warehouse: Warehouse, rule: str):
    value, answer = MOVED[rule]
    Settings(warehouse).set_rules(GIVEN.get(rule, {}))
    before = answer(Ask(warehouse.query))
    Settings(warehouse).set_rules({rule: value})
    assert answer(Ask(warehouse.query)) != before


@pytest.mark.parametrize(
    "values",
    [
        {"visit_within": 0},
        {"satisfied_from": 1.2},
        {"cooling_within": 3},
        {"high_share": 0.6, "middle_share": 0.5},
        {"abc_high": 0.95},
        {"tiers_by": 0.5},
        {"money_weight": 0, "frequency_weight": 0},
        {"health_coverage": 0, "health_efficiency": 0, "health_stability": 0},
        {"health_roi_floor": 2},
    ],
)
def test_rules_that_do_not_fit_are_refused_and_none_is_kept(warehouse: Warehouse, values):
    with pytest.raises(EntryError):
        Settings(warehouse).set_rules(values)
    assert Settings(warehouse).stored() == {}


def test_a_definition_names_the_rule_as_it_is_set(warehouse: Warehouse):
    assert "48小时内" in Ask(warehouse.query).definition(METRICS["response_48h"]).zh
    Settings(warehouse).set_rules({"answer_within": 24, "visit_within": 7, "satisfied_from": 0.6})
    ask = Ask(warehouse.query)
    assert (
        ask.definition(METRICS["response_48h"]).en == "Tickets first answered within 24 h / tickets"
    )
    assert "近7天" in ask.definition(METRICS["visited_rate"]).zh
    assert "60%" in ask.definition(METRICS["csat"]).zh


def test_no_definition_leaves_a_rule_open(warehouse: Warehouse):
    ask = Ask(warehouse.query)
    for metric in METRICS.values():
        assert not set("{}") & set("".join((ask.definition(metric).zh, ask.definition(metric).en)))
