"""The signals find each story of their kind in the sample company, and nothing else of that kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from salesdash.catalog.actions import Action
from salesdash.catalog.risks.risk import Risk
from salesdash.figures.actions import effect
from salesdash.figures.foresight import foresee
from salesdash.figures.inbox.inbox import MOST, inbox, waiting
from salesdash.figures.inbox.kept import kept_in
from salesdash.figures.inbox.proofs import proof
from salesdash.figures.risks import alarms
from salesdash.figures.signals.current import standing, whole
from salesdash.incoming.imports import import_file
from salesdash.incoming.watch import evaluate
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.typed.firings import Firings
from salesdash.warehouse.typed.register import Register
from tests.stores import warehouse_in

SAMPLE = Path(__file__).parents[3] / "sample_data" / "zh"
DAY = date(2025, 11, 16)
SILENT = "上海澜庭酒店管理有限公司"


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    warehouse = warehouse_in(tmp_path_factory.mktemp("sample") / "store")
    for name in ("订单.xlsx", "经营数据.xlsx"):
        import_file(warehouse, SAMPLE / name, accept=True)
    return warehouse


@pytest.fixture(scope="module")
def ask(warehouse):
    answers = {}

    def keep(key, make):
        if key not in answers:
            answers[key] = make()
        return answers[key]

    return Ask(warehouse.query, keep, foresee=foresee)


@pytest.fixture(scope="module")
def scope(ask):
    return Scope(ask.as_of, calendar=ask.calendar)


def told(ask, scope, day=None):
    view = whole(replace(scope, as_of=day or scope.as_of))
    return {(one.signal.key, one.member) for one in standing(ask, view)}


def test_the_planted_stories_stand_and_nothing_else(ask, scope):
    assert told(ask, scope) == {
        ("late", None), ("hangover", "京东"), ("key_customer", SILENT), ("person_behind", "王海峰"),
    }  # fmt: skip


@pytest.mark.parametrize("day", [date(2024, 6, 30), date(2025, 2, 28)])
def test_before_the_stories_only_pauses_of_customers_are_told(ask, scope, day):
    assert {key for key, _ in told(ask, scope, day)} <= {"key_customer"}


def test_they_say_what_was_seen_in_money(ask, scope):
    by_key = {one.signal.key: one for one in standing(ask, whole(scope))}
    assert by_key["late"].words.zh == "近 3 个月 20.6% 的订单行晚发，净水设备最多（74.3%）"
    assert by_key["person_behind"].words.zh == "王海峰连续两个月不到目标的 80.0%：65.2%、64.8%"
    assert by_key["person_behind"].words.en == (
        "王海峰 is below 80.0% of target two months running: 65.2%, 64.8%"
    )
    assert by_key["key_customer"].owner == "陆文博"
    assert [round(one.money) for one in standing(ask, whole(scope)) if one.money] == [
        7_360_420, 636_351, 414_574, 188_101,
    ]  # fmt: skip


def test_at_most_seven_wait_by_money_one_of_a_cause(warehouse, ask, scope):
    found = inbox(ask, scope, kept_in(warehouse, ask))
    assert len(found) <= MOST
    assert [one.key for one in found[:6]] == [
        "delivery:净水设备", "diagnosis:costly_growth:天猫", "diagnosis:fleeting_promotion:京东",
        f"customer:{SILENT}", "signal:person_behind:王海峰", "price:封口机 S3:抖音",
    ]  # fmt: skip
    money = [one.money or 0 for one in found]
    assert money == sorted(money, reverse=True)
    assert [one.key for one in found[0].also] == ["signal:late:"]
    assert len({one.key for one in found}) == len(found)


def test_filters_and_the_period_of_the_page_do_not_narrow_it(warehouse, ask, scope):
    kept = kept_in(warehouse, ask)
    narrowed = scope.where("region", "西南")
    assert [one.key for one in inbox(ask, narrowed, kept)] == [
        one.key for one in inbox(ask, scope, kept)
    ]


def test_each_is_proved_by_the_figure_that_it_names(warehouse, ask, scope):
    for one in waiting(ask, scope, kept_in(warehouse, ask))[:MOST]:
        figure = proof(ask, one)
        assert figure is not None
        assert not figure.is_empty
        assert figure.key == one.evidence or one.evidence.startswith(figure.key)


def test_return_below_five_and_retention_below_95_fire_and_press_first(warehouse, ask, scope):
    """1.41 and 87.2 % in the sample company."""
    register = Register(warehouse)
    one = Risk("费用白花", owner="陆文博", probability=4, impact=4, trigger_side="below")
    roi = replace(one, trigger_metric="roi", trigger_limit=5, at_stake=Decimal(9_000_000))
    kept = replace(one, title="老客户流失", trigger_metric="retention_rate", trigger_limit=0.95)
    added = register.add_all([roi, kept])
    evaluate(warehouse)
    found = alarms.watched(ask, register.risks(), Firings(warehouse).all())
    assert {seen.risk.title: (seen.state, seen.value.zh) for seen in found} == {
        "费用白花": ("fired", "1.41"), "老客户流失": ("fired", "87.2%"),
    }  # fmt: skip
    assert alarms.state_of(alarms.pressing(found))[0] == "red"
    waits = waiting(ask, scope, kept_in(warehouse, ask))
    money = [item.money for item in waits if item.source == "trigger"]
    assert money == [6_300_000, None]
    for line in added:
        register.remove(line)
    evaluate(warehouse)
    assert {firing.ended for firing in Firings(warehouse).all()} == {"changed"}


def test_the_effect_of_the_promotion_is_told_beside_the_rest_and_never_as_its_cause(ask, scope):
    """Its spike and what it took back afterwards cancel out; on the last day of the data it is too early to tell."""
    made = Action("开店季满减", "陆文博", DAY, kpi="sales", link_by="channel", link_member="京东",
                  promised_on=date(2025, 3, 10))  # fmt: skip
    said = effect.figures(ask, scope, made)[0].sentence
    assert said.zh.startswith("看不出差别：京东的销售额与应有水平差 +26.3%")
    assert "导致" not in said.zh
    later = replace(made, promised_on=scope.as_of)
    assert "下结论还早" in effect.figures(ask, scope, later)[0].sentence.zh
