"""How customers stood on several days, asked for at once: the same as asked for one day after another."""

from datetime import date
from pathlib import Path

import pandas as pd

from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.customers.stood import high_value, stood
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.customers import TIER, decide
from tests.stores import fill

DAYS = (date(2025, 6, 30), date(2025, 6, 14), date(2024, 12, 31), date(2022, 12, 31))
COLUMNS = ["customer", "amount", "orders", "days_since", "rhythm", "owner"]


def test_each_day_answers_as_if_it_were_asked_alone(tmp_path: Path):
    """戊 is high by hand from 15 June 2025 on; in 2024 nobody ordered but 旧, and before it nobody."""
    warehouse = Warehouse(tmp_path / "store")
    orders = [
        {"order_date": f"2025-{month:02}-01", "customer": name, "amount": amount, "salesperson": "王"}
        for name, amount in (("甲", 900), ("乙", 500), ("丙", 400), ("丁", 300), ("戊", 100))
        for month in ((1, 3, 4) if name == "甲" else (2, 6))
    ]  # fmt: skip
    orders += [
        {"order_date": f"2024-{month:02}-01", "customer": "旧", "amount": 50} for month in (1, 2, 9)
    ]
    fill(warehouse, tmp_path, orders=orders)
    decide(warehouse, "戊", TIER, "high", reason="集团总部", since=date(2025, 6, 15), by="王")
    ask = Ask(warehouse.query)
    found = high_value(ask, DAYS)
    on = pd.to_datetime(found["day"]).dt.date
    assert {day: "戊" in set(found["customer"][on == day]) for day in DAYS[:2]} == {
        DAYS[0]: True, DAYS[1]: False,
    }  # fmt: skip
    for day in DAYS:
        alone = ask.standing(Scope(day)).query("tier == 'high'").sort_values("customer")
        together = found[on == day].sort_values("customer")
        assert together[COLUMNS].astype(str).values.tolist() == (
            alone[COLUMNS].astype(together[COLUMNS].dtypes).astype(str).values.tolist()
        )
    tiers = stood(ask, DAYS, customer="戊")["tier"].tolist()
    assert tiers == ["high", "low"]  # and by the days before he had not ordered
    warehouse.close()
