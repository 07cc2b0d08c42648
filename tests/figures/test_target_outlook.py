"""Projections of March 2025, reckoned by hand: 1,000 a workday this year, 500 in the years before."""

from __future__ import annotations

import pytest

from salesdash.catalog.workdays import china
from salesdash.figures import target_outlook
from salesdash.period import Period
from tests.stores import asked, scope


def every_workday(calendar, period, amount):
    return [
        {
            "order_date": day.isoformat(),
            "amount": amount,
            "region": "东",
            "order_id": day.isoformat(),
        }
        for day in Period.parse(period).days()
        if calendar.is_workday(day)
    ]


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    orders = [
        *every_workday(china(), "2023..2024", 500),
        *every_workday(china(), "2025-01..2025-02", 1000),
        *every_workday(china(), "2025-03-01..2025-03-14", 1000),
    ]
    targets = [{"period": "2025-03", "region": "东", "amount": 42_000}]
    deals = [
        {
            "opportunity_id": "1",
            "stage": "won",
            "outcome": "won",
            "amount": 1,
            "closed": "2025-02-03",
        },
        {
            "opportunity_id": "2",
            "stage": "lost",
            "outcome": "lost",
            "amount": 1,
            "closed": "2025-02-03",
        },
        {
            "opportunity_id": "3",
            "stage": "proposal",
            "outcome": "open",
            "amount": 8_000,
            "created": "2025-03-03",
        },
    ]
    return asked(
        tmp_path_factory.mktemp("march"), orders=orders, targets=targets, opportunities=deals
    )


def outlook(ask):
    figure = target_outlook.outlook(ask, scope(ask, "2025-03"))
    assert figure is not None
    return figure


def by_rule(figure):
    return figure.frame.set_index("rule")


def test_three_projections_stand_beside_the_target(ask):
    # 10 of 21 workdays are gone: 10,000 sold; 21,000 at the run rate; half of 8,000 from the deals
    found = by_rule(outlook(ask))
    assert found.loc["按目前日均", "value"] == pytest.approx(21_000)
    assert found.loc["按目前日均", "share"] == pytest.approx(0.5)
    assert found.loc["按季节", "value"] == pytest.approx(21_000)
    assert found.loc["已成交 + 在谈商机", "value"] == pytest.approx(14_000)


def test_a_rule_that_was_never_wrong_has_a_band_of_nothing(ask):
    found = by_rule(outlook(ask))
    assert found.loc["按目前日均", ["low", "high"]].tolist() == pytest.approx([21_000, 21_000])


def test_the_projection_is_held_against_last_weeks(ask):
    # a week ago 5 workdays of 1,000 were gone as well: the same rate, no change
    found = by_rule(outlook(ask))
    assert found.loc["按目前日均", "change"] == pytest.approx(0)


def test_what_has_no_past_says_so(ask):
    notes = outlook(ask).notes
    assert any("没有以往同期可比" in note for note in notes)
    assert any("50.0%" in note and "赢单率" in note for note in notes)


def test_a_closed_period_has_no_outlook(ask):
    assert target_outlook.outlook(ask, scope(ask, "2024")) is None


def test_bullets_mark_what_is_due_by_now(ask):
    figure = target_outlook.bullets(ask, scope(ask, "2025-03"), "region")
    assert figure is not None
    frame = figure.frame
    assert frame[["sales", "due"]].iloc[0].tolist() == pytest.approx([10_000, 20_000])
