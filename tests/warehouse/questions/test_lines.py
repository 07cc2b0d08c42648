"""Behind every figure the rows of the files that it comes from."""

import pytest

from salesdash.catalog.metrics import METRICS
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.lines import lines
from tests.stores import Rows, asked, scope

STORE: dict[str, Rows] = {
    "orders": [
        {"order_id": "A1", "order_date": "2025-01-05", "amount": 7, "channel": "天猫", "customer": "甲"},
        {"order_id": "A2", "order_date": "2025-01-06", "amount": 9, "channel": "京东", "customer": "乙"},
        {"order_id": "A3", "order_date": "2025-02-06", "amount": 5, "channel": "天猫", "customer": "甲"},
    ],
    "spend": [{"date": "2025-01", "channel": "天猫", "spend": 4}, {"date": "2025-02", "channel": "天猫", "spend": 6}],
    "targets": [{"period": "2025-01", "amount": 30}],
    "opportunities": [
        {"opportunity_id": "D1", "stage": "won", "amount": 5, "created": "2025-01-02", "closed": "2025-01-20"},
        {"opportunity_id": "D2", "stage": "lost", "amount": 5, "created": "2025-01-02", "closed": "2025-01-21"},
    ],
    "tickets": [{"opened": "2025-01-03T08:00", "first_response": "2025-01-03T10:00", "ticket_id": "T1"}],
    "surveys": [{"date": "2025-01-04", "csat": 5, "nps": 9}],
    "customers": [{"customer": "甲", "renewal_date": "2025-01-31", "renewed": True, "last_visit": "2025-01-10"}],
    "market": [{"period": "2025-01", "market_size": 100, "competitor": "对手", "competitor_sales": 40}],
}  # fmt: skip


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    return asked(tmp_path_factory.mktemp("lines"), **STORE)


@pytest.mark.parametrize(
    ("metric", "rows"),
    [
        ("sales", {"order_lines": 2}),
        ("spend", {"spending": 1}),
        ("target", {"planned_days": 1}),
        ("target_to_date", {"target_days": 1}),
        ("deals_won", {"deals": 1}),
        ("win_rate", {"deals": 2}),
        ("response_48h", {"service_tickets": 1}),
        ("csat", {"answers": 1}),
        ("nps", {"recommendations": 1}),
        ("market_share", {"markets": 1}),
        ("competitor_sales", {"rivals": 1}),
        ("renewal_rate", {"renewals": 1}),
        ("visited_rate", {"customer_visits": 1}),
        ("customers_12m", {"order_lines": 2}),
        ("attainment", {"order_lines": 2, "target_days": 1}),
    ],
)
def test_a_figure_names_its_rows(ask: Ask, metric: str, rows: dict[str, int]):
    found = lines(ask, metric, scope(ask, "2025-01"))
    assert {part.model: part.count for part in found} == rows
    for part in found:
        assert list(part.frame.columns[-3:]) == ["file", "sheet", "row"]
        assert set(part.frame["file"]) == {"test.csv"}
        assert part.frame["row"].min() >= 2


@pytest.mark.parametrize("metric", [m.key for m in METRICS.values() if not m.hidden])
def test_every_metric_has_its_rows_or_lacks_its_data(ask: Ask, metric: str):
    for part in lines(ask, metric, scope(ask)):
        assert part.count >= 0


def test_the_rows_add_up_to_the_figure(ask: Ask):
    january = scope(ask, "2025-01").where("channel", "天猫")
    [part] = lines(ask, "sales", january)
    assert part.frame["amount"].sum() == ask(["sales"], [], january)["sales"].iloc[0] == 7
    [part] = lines(ask, "spend", january)
    assert part.frame["spend"].sum() == ask(["spend"], [], january)["spend"].iloc[0]


def test_a_long_list_says_how_long_it_is(ask: Ask):
    [part] = lines(ask, "sales", scope(ask), limit=1)
    assert (part.count, len(part.frame)) == (3, 1)


@pytest.fixture(scope="module")
def told_apart(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Four lines of which each metric counts some: B is back; C, a credit, buys nothing."""
    rows = [
        {"order_id": "A", "order_date": "2025-01-05", "amount": 10, "customer": "甲", "cost": 4, "quantity": 1},
        {"order_id": "B", "order_date": "2025-02-05", "amount": 20, "customer": "甲", "status": "returned"},
        {"order_id": "C", "order_date": "2025-02-06", "amount": -5, "customer": "乙"},
        {"order_id": "D", "order_date": "2025-02-07", "amount": 30},
    ]  # fmt: skip
    answers: Rows = [{"date": "2025-02-01", "nps": 0, "csat": 5}, {"date": "2025-02-02", "csat": 4}]
    return asked(tmp_path_factory.mktemp("apart"), orders=rows, surveys=answers)


@pytest.mark.parametrize(
    ("metric", "orders"),
    [
        ("sales", "ABCD"),
        ("returns", "BC"),
        ("gross_profit", "A"),
        ("margin_rate", "A"),
        ("quantity", "A"),
        ("customers", "AB"),
        ("new_customers", "A"),
        ("booked_sales", "ABD"),
    ],
)
def test_only_the_rows_that_a_formula_counts_stand_behind_it(
    told_apart: Ask, metric: str, orders: str
):
    [part] = lines(told_apart, metric, scope(told_apart))
    assert sorted(part.frame["order_id"]) == list(orders)


def test_the_rows_of_returns_add_up_to_the_returns(told_apart: Ask):
    [part] = lines(told_apart, "returns", scope(told_apart))
    figure = told_apart(["returns"], [], scope(told_apart))["returns"].iloc[0]
    assert part.frame["returned_amount"].sum() == figure == 25


def test_a_score_of_nought_is_an_answer(told_apart: Ask):
    [part] = lines(told_apart, "nps_answers", scope(told_apart))
    assert part.frame["nps"].tolist() == [0]
