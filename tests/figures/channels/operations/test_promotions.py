"""One promotion of ten workdays in March 2025 at ¥300 a day, eight weeks around it at about ¥100 and ¥60."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from salesdash.catalog.workdays import china
from salesdash.charts.figure import Spoken
from salesdash.figures.channels.operations import promotions as _promotions
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask
from tests.heard import heard
from tests.stores import Rows, asked, scope

promotions = heard(_promotions)

PROMO = Period(date(2025, 3, 10), date(2025, 3, 22))
ALL = Period(date(2024, 11, 4), date(2025, 7, 1))


def orders(ends: date = ALL.end) -> Rows:
    """An order a workday, each of a customer of its own outside the promotion; in it, of twenty who
    never come back."""
    return [
        row for day in Period(ALL.start, ends).days() if china().is_workday(day) for row in _of(day)
    ]


def _of(day: date) -> Rows:
    level = 60 if day >= PROMO.end else 100
    row: dict[str, Any] = {"order_date": str(day), "order_id": str(day), "channel": "京东"}
    if day in PROMO:
        return [
            row | {"order_id": f"{day}/{n}", "amount": 150, "promotion": "满减", "customer": f"新 {day} {n}"}
            for n in range(2)
        ]  # fmt: skip
    return [
        row
        | {
            "amount": level * (1.1 if day.isocalendar().week % 2 else 0.9),
            "customer": f"老 {day.toordinal() % 7}",
        }
    ]


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    spend = [
        {"date": "2025-03", "channel": "京东", "purpose": "promotion", "spend": 500},
        {"date": "2025-03", "channel": "京东", "purpose": "service", "spend": 900},
    ]
    return asked(tmp_path_factory.mktemp("promotions"), orders=orders(), spend=spend)


def judged(ask: Ask, where: Scope) -> Spoken:
    figure: Spoken | None = promotions.in_money(ask, where)
    assert figure is not None
    return figure


def test_the_verdict_is_in_money(ask):
    figure = judged(ask, scope(ask, "2025"))
    [row] = figure.frame.to_dict("records")
    assert (row["promotion"], row["channel"], row["verdict"]) == ("满减", "京东", "事后透支")
    assert row["lift"] == pytest.approx(3000 - 1000, rel=0.03)
    assert row["loss"] == pytest.approx(40 * 37, rel=0.05)  # workdays of these weeks
    assert row["net"] == row["lift"] - row["loss"]
    assert (row["brought"], row["stayed"], row["cost"]) == (20, 0, 500)
    assert row["base"] == "活动前几周"
    assert figure.sentence.startswith("“满减”（京东）拉动 ")
    assert figure.notes[0].startswith("2025年3月10日至2025年3月21日；随后几周比基线低 ")
    english = judged(ask, scope(ask, "2025", lang="en")).sentence
    assert english.startswith("“满减” (京东) lifted sales by ¥2")


def test_a_promotion_belongs_to_the_period_in_which_it_ended(ask):
    assert promotions.in_money(ask, scope(ask, "2025-03")) is not None
    assert promotions.in_money(ask, scope(ask, "2025-04")) is None
    assert promotions.in_money(ask, scope(ask, "2026")) is None


def test_a_filter_that_the_spend_does_not_know_leaves_its_cost_out(tmp_path):
    rows = [row | {"category": "锅"} for row in orders()]
    ask = asked(tmp_path, orders=rows, spend=[{"date": "2025-03", "channel": "京东", "purpose": "promotion", "spend": 500}])  # fmt: skip
    frame = judged(ask, scope(ask, "2025").where("category", "锅")).frame
    assert "cost" not in frame


def test_one_that_has_only_just_ended_is_not_judged_yet(tmp_path):
    ask = asked(tmp_path, orders=orders(PROMO.end + timedelta(days=14)))
    figure = judged(ask, scope(ask, "2025"))
    assert list(figure.frame["verdict"]) == ["尚早，待观察"]
    assert figure.sentence == "1 次促销刚结束，事后影响还看不出来。"


def test_without_channels_it_is_judged_by_category(tmp_path):
    rows = [{k: v for k, v in row.items() if k != "channel"} | {"category": "锅"} for row in orders()]  # fmt: skip
    ask = asked(tmp_path, orders=rows)
    figure = judged(ask, scope(ask, "2025"))
    assert list(figure.frame["category"]) == ["锅"]
    assert any("该品类" in note for note in figure.notes)


def test_codes_of_few_orders_are_no_promotions(tmp_path):
    rows = [row | {"promotion": f"券 {row['order_id']}"} for row in orders()]
    ask = asked(tmp_path, orders=rows)
    assert promotions.in_money(ask, scope(ask, "2025")) is None


def test_what_is_left_of_the_net_lift_after_its_spend_is_gross_profit(tmp_path_factory):
    """A margin of 50 %: half of the net lift, less the 500 spent on promotion in March."""
    costed = [row | {"cost": row["amount"] / 2} for row in orders()]
    spend = [{"date": "2025-03", "channel": "京东", "purpose": "promotion", "spend": 500}]
    ask = asked(tmp_path_factory.mktemp("costed"), orders=costed, spend=spend)
    figure = judged(ask, scope(ask, "2025"))
    [row] = figure.frame.to_dict("records")
    assert row["gain"] == pytest.approx(row["net"] / 2 - 500)
    assert row["worth"] == 75  # half of the one order of 150
