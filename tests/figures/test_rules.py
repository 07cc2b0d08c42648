"""Figures say the rules as the workspace has set them, in words and in the drawing."""

from __future__ import annotations

from datetime import date

from salesdash.catalog.metrics import METRICS
from salesdash.catalog.risks import risk as catalog
from salesdash.figures.customers import tiers
from salesdash.figures.kpis import durations
from salesdash.figures.risks import matrix
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.typed.settings import Settings
from tests.stores import fill, warehouse_in

SCOPE = Scope(as_of=date(2025, 6, 30))


def test_tiers_status_and_service_limits_speak_by_the_rules(tmp_path):
    warehouse = warehouse_in(tmp_path / "store")
    orders = [{"order_date": "2025-06-01", "customer": name, "amount": 100} for name in "甲乙丙"]
    tickets = [
        {"ticket_id": "1", "opened": "2025-06-01 08:00", "first_response": "2025-06-02 08:00"},
        {"ticket_id": "2", "opened": "2025-06-01 08:00", "first_response": "2025-06-01 18:00"},
    ]
    fill(warehouse, tmp_path, orders=orders, tickets=tickets)
    Settings(warehouse).set_rules(
        {"high_share": 0.1, "money_weight": 0.7, "at_risk_within": 4.5, "answer_within": 12}
    )
    ask = Ask(warehouse.query)
    told = "".join(note.zh for note in tiers.tiers(ask, SCOPE).notes)
    assert "70% × 金额名次" in told
    assert "前 10% 为高价值" in told
    assert "4.5 倍以内为有流失风险" in "".join(n.zh for n in tiers.status(ask, SCOPE).notes)
    answered = durations.response(ask, SCOPE, METRICS["response_48h"])
    assert "1 个超过 12 小时" in answered.sentence.zh


def test_the_levels_of_risks_are_those_of_the_zones(monkeypatch):
    assert "1–6 低，8–12 中，15–25 高" in matrix._levels().zh
    moved = (catalog.Zone("high", catalog.ZONES[0].name, 20, "red"), *catalog.ZONES[1:])
    monkeypatch.setattr(catalog, "ZONES", moved)
    monkeypatch.setattr(matrix, "ZONES", moved)
    assert "8–16 medium, 20–25 high" in matrix._levels().en
