"""What followed a signal: sales that fell, sales that held, and what nobody can tell."""

from datetime import date

import pytest

from salesdash.catalog.risks.signals import SIGNALS
from salesdash.figures.signals.record import followed, record
from salesdash.period import add_months
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask
from tests.stores import daily, fill, warehouse_in


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """天猫 sells 100 a day from 20 April 2023 and 150 from 2025 on; 抖音 sold in February and November 2024 alone."""
    folder = tmp_path_factory.mktemp("company")
    warehouse = warehouse_in(folder / "store")
    fill(
        warehouse, folder, "1.csv",
        orders=[
            *daily("2023-04-20", 622, amount=100, channel="天猫"),
            *daily("2025-01-01", 181, amount=150, channel="天猫"),
            {"order_date": "2024-02-10", "order_id": "a", "amount": 100, "channel": "抖音"},
            {"order_date": "2024-11-05", "order_id": "b", "amount": 100, "channel": "抖音"},
        ],
    )  # fmt: skip
    yield Ask(warehouse.query)
    warehouse.close()


@pytest.mark.parametrize(
    ("member", "end", "expected"),
    [
        ("天猫", date(2025, 1, 31), "held"),
        ("抖音", date(2025, 1, 31), "lost"),  # none at all, after the order of February 2024
        ("抖音", date(2025, 3, 31), "unknown"),  # none at all, as in the year before
        ("天猫", date(2024, 3, 31), "unknown"),  # of April 2023 only the last third is loaded
        ("天猫", date(2025, 4, 30), "early"),
    ],
)
def test_what_followed_is_told_only_where_it_is_known(ask, member, end, expected):
    scope = Scope(ask.as_of, calendar=ask.calendar)
    assert followed(ask, scope, SIGNALS["channel_down"], member, end) == expected


def test_of_months_that_no_order_covers_nothing_is_told(ask):
    """Asked about a day that the orders do not reach, May to July are not known, and so did not fall."""
    scope = Scope(date(2025, 8, 15), calendar=ask.calendar)
    assert followed(ask, scope, SIGNALS["channel_down"], "天猫", date(2025, 4, 30)) == "unknown"


def test_the_record_of_silent_customers_asks_nothing_of_what_they_are_worth(tmp_path):
    """What is at stake is reckoned for those of whom the signal stands today, not at 24 months' ends."""
    warehouse, asked = warehouse_in(tmp_path / "store"), []
    orders = [
        {"order_date": str(add_months(date(2023, 1, 5), n)), "order_id": f"{name}/{n}", "customer": name, "amount": amount}
        for name, amount in (("甲", 900), ("乙", 100), ("丙", 100), ("丁", 100), ("戊", 100))
        for n in (range(18) if name == "甲" else range(30))
    ]  # fmt: skip
    fill(warehouse, tmp_path, orders=orders)

    def answer(sql, values):
        asked.append(sql)
        return warehouse.query(sql, values)

    silent = record(Ask(answer), Scope(date(2025, 6, 30)), SIGNALS["key_customer"])
    assert silent.stood == 1  # of 甲, from whom nothing came after June 2024
    assert not [sql for sql in asked if "silences" in sql or "histories" in sql]
    warehouse.close()
