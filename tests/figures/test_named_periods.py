"""What is shown of another period than the page's says of which; on the sample company, by weeks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from salesdash.charts.figure import Figure
from salesdash.figures.channels import answer, money_table
from salesdash.figures.channels.one_member import answer as of_member
from salesdash.figures.report import chapters
from salesdash.text import LANGS
from salesdash.warehouse.questions.ask import Ask
from tests.sample import asked
from tests.stores import scope


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    return asked(tmp_path_factory.mktemp("sample"))


def named(figure: Figure) -> bool:
    """Whether its words name its period, or its axis does."""
    period = figure.scope.period if figure.scope else None
    if period is None or any(column.grain for column in figure.columns):
        return True
    return all(
        name[lang] in figure.title[lang] + figure.sentence[lang]
        for lang in LANGS
        for name in [period.short_name]
    )


@pytest.mark.parametrize("days", ["2025-W44", "2025-W20"])
def test_a_figure_of_spend_in_a_week_names_its_month(ask: Ask, days: str):
    week = replace(scope(ask, days), comparison="last_year")
    typed = chapters.TypedContents()
    figures = [one for one in chapters.PAGES["channels"].figures(ask, week, typed) if one]
    figures.append(answer.second(ask, week, "channel"))
    of_others = [one for one in figures if one.scope and one.scope.period != week.period]
    assert {one.key for one in of_others} >= {"channel_money", "channel_roi", "diagnosis"}
    assert [one.key for one in of_others if not named(one)] == []


@pytest.mark.parametrize("days", ["2025-W44", "2025-W20"])
def test_in_a_row_of_cards_of_several_periods_each_names_its_own(ask: Ask, days: str):
    week = replace(scope(ask, days), comparison="last_year")
    for cards in (answer.cards(ask, week), of_member.cards(ask, week, "channel", "天猫")):
        assert len({card.title.zh.partition(" · ")[2] for card in cards}) == 2
        assert all(" · " in card.title[lang] for card in cards for lang in LANGS)
    year = replace(scope(ask, "2025"), comparison="last_year")
    assert not any(" · " in card.title.zh for card in answer.cards(ask, year))


def test_the_money_of_a_period_to_come_is_absent_with_its_reason(ask: Ask):
    figure = money_table.money_table(ask, scope(ask, "2025-12"), "channel")
    assert figure.is_empty
    assert figure.sentence.zh == "2025年12月还没有开始。"
