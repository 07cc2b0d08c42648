"""Many moments looked back from at once say the same as each of them alone."""

from __future__ import annotations

import pytest

from salesdash.period import Period
from salesdash.warehouse.questions.ask import Ask
from tests.random_company import company
from tests.stores import asked, scope

LOOKING_BACK = [
    "retention_rate", "repurchase_rate", "customers_12m", "repeat_customers", "sales_12m",
    "named_profit_12m", "turnover", "clv",
]  # fmt: skip


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    return asked(tmp_path_factory.mktemp("windows"), **company(7))


@pytest.mark.parametrize(
    ("period", "grain"),
    [
        ("2024-01..2025-12", "month"),
        # the ends of more than 62 windows are more slices than one number has bits
        ("2024-01-01..2025-11-30", "week"),
    ],
)
def test_every_period_of_many_is_what_it_is_alone(ask: Ask, period: str, grain: str):
    together = ask(LOOKING_BACK, [grain], scope(ask, period)).set_index(grain)
    assert together["repurchase_rate"].nunique() > 5
    for label in together.index[::3]:
        alone = ask(LOOKING_BACK, [], scope(ask, None).over(Period.parse(label))).iloc[0]
        assert together.loc[label].to_dict() == pytest.approx(alone.to_dict(), nan_ok=True)


def test_members_of_a_dimension_are_told_apart_in_every_period(ask: Ask):
    together = ask(LOOKING_BACK, ["month", "channel"], scope(ask, "2025"))
    only = ask(LOOKING_BACK, ["month"], scope(ask, "2025").where("channel", "天猫"))
    of_one = together[together["channel"] == "天猫"]
    assert list(of_one["month"]) == list(only["month"])
    said = only[LOOKING_BACK].to_numpy().ravel()
    assert of_one[LOOKING_BACK].to_numpy().ravel() == pytest.approx(said, nan_ok=True)


def test_an_order_delivered_in_two_months_is_one_order(tmp_path):
    orders = [
        {"order_id": "A", "order_date": "2025-01-30", "amount": 1, "customer": "甲"},
        {"order_id": "A", "order_date": "2025-02-02", "amount": 1, "customer": "甲"},
        {"order_id": "B", "order_date": "2025-02-03", "amount": 1, "customer": "乙"},
        {"order_id": "C", "order_date": "2025-02-04", "amount": 1, "customer": "乙"},
    ]
    frame = asked(tmp_path, orders=orders)(["repeat_customers", "customers_12m"], ["month"])
    february = frame[frame["month"] == "2025-02"]
    assert february.iloc[0, 1:].to_list() == [1, 2]


def test_a_month_that_looks_back_on_nothing_is_no_month(tmp_path):
    orders = [{"order_id": "A", "order_date": "2025-02-02", "amount": 1, "customer": "甲"}]
    frame = asked(tmp_path, orders=orders)(["customers_12m"], ["month"])
    assert list(frame["month"]) == ["2025-02"]


def test_who_bought_only_before_is_missing_among_the_customers_of_the_window(tmp_path):
    orders = [
        {
            "order_id": "A",
            "order_date": "2024-01-02",
            "amount": 1,
            "customer": "甲",
            "region": "东",
        },
        {
            "order_id": "B",
            "order_date": "2025-02-02",
            "amount": 1,
            "customer": "乙",
            "region": "西",
        },
    ]
    keys = ["customers_12m", "repeat_customers", "earlier_customers"]
    frame = asked(tmp_path, orders=orders)(keys, ["region"])
    told = {
        row[0]: row[1:]
        for row in frame.astype(object).where(frame.notna(), None).to_numpy().tolist()
    }
    assert told == {"东": [None, None, 1], "西": [1, 0, 0]}
