"""A period after the as-of date has no figures, whatever the store knows of the days before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesdash.figures import overview
from salesdash.figures.channels import answer, side_by_side
from salesdash.figures.customers import tiers
from salesdash.figures.kpis import wall
from salesdash.figures.lights import current
from salesdash.scope import Scope
from salesdash.text import Text
from salesdash.warehouse.questions.ask import Ask
from tests.stores import asked, daily, scope


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """A year and a half of orders to 2024-06-30 in two channels, spend and targets beyond it."""
    channels = (("天猫", 100), ("京东", 60))
    orders = [
        {**row, "order_id": f"{channel}{row['order_id']}", "channel": channel}
        for channel, amount in channels
        for row in daily("2023-01-01", 547, amount=amount, cost=amount / 2, customer=f"{channel}客")
    ]
    months = [f"{year}-{month:02}" for year in (2023, 2024) for month in range(1, 13)]
    return asked(
        tmp_path,
        orders=orders,
        spend=[{"date": m, "channel": c, "spend": 500} for m in months for c, _ in channels],
        targets=[{"period": m, "amount": 5000} for m in months],
    )


@pytest.fixture
def coming(ask: Ask) -> Scope:
    return scope(ask, "2024-08")


def test_no_light_shines_for_it(ask: Ask, coming: Scope):
    standings = current.standings(ask, coming, in_depth=True)
    assert {s.verdict.light for s in standings} == {"grey"}
    assert [s.value for s in standings if s.value is not None] == []
    known = [s for s in standings if not s.missing]
    assert {s.verdict.reason for s in known} == {"to_come"}
    head = wall.headline(standings, {}, coming)
    assert head.sentence.en == "Aug 2024 has not begun yet, so no KPI is judged"
    assert not head.light


def test_nothing_is_said_of_today_under_its_name(ask: Ask, coming: Scope):
    said = [
        overview.movers(ask, coming).sentence,
        overview.since_last_week(ask, coming).sentence,
        overview.changed_lights(ask, coming).sentence,
        side_by_side.headline(ask, coming, "channel"),
        answer.headline(ask, coming, "channel").sentence + Text("。", "."),
        side_by_side.sales_ranking(ask, coming, "channel").sentence,
        tiers.headline(ask, coming),
        tiers.tiers(ask, coming).sentence,
    ]
    assert {words.en for words in said} == {"Aug 2024 has not begun yet."}
    assert {words.zh for words in said} == {"2024年8月还没有开始。"}
    notes = side_by_side.ranking_table(ask, coming, "channel").notes
    assert all("历史数据太短" not in note.zh for note in notes)


def test_every_card_says_so(ask: Ask, coming: Scope):
    for card in (*overview.cards(ask, coming), *answer.cards(ask, coming)):
        assert card.value.en == "–"
        assert card.against.en == "Not judged"
        assert "The period chosen has not begun" in card.help.en
