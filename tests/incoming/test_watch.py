"""A trigger fires after an import, its record stays, and it fires again only past its recovery line."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from salesdash.catalog.actions import Action
from salesdash.catalog.risks.contingency import steps_of
from salesdash.catalog.risks.risk import Risk
from salesdash.figures.risks import alarms, plan_lines, trigger_record
from salesdash.incoming.imports import import_file
from salesdash.incoming.watch import evaluate
from salesdash.text import Text
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.actions import Actions
from salesdash.warehouse.typed.firings import Firings
from salesdash.warehouse.typed.register import Register
from tests.stores import fill, warehouse_in

# Of the month's orders, the margin is what a manager sees at once: 100 less the cost.
RISK = Risk(
    title="毛利下滑", owner="陆文博", probability=4, impact=4, trigger_metric="margin_rate",
    trigger_side="below", trigger_limit=0.30, trigger_recovery=0.40,
    contingency="1. 24 小时内：停止打折\n2. 3 天内：约谈渠道\n3. 每周复核毛利率",
)  # fmt: skip


@pytest.fixture
def warehouse(tmp_path: Path):
    opened = warehouse_in(tmp_path / "store")
    yield opened
    opened.close()


def sell(warehouse: Warehouse, folder: Path, day: str, cost: float, amount: float = 100) -> None:
    """One order, whose cost decides the margin of the year to that day."""
    order = {"order_date": day, "order_id": day, "customer": "甲", "amount": amount, "cost": cost}
    fill(warehouse, folder, f"{day}.csv", orders=[order])
    evaluate(warehouse)


def test_new_data_fire_it_and_the_figures_of_that_moment_are_kept(warehouse, tmp_path):
    register, firings = Register(warehouse), Firings(warehouse)
    register.add(RISK)
    sell(warehouse, tmp_path, "2025-03-03", 60)
    assert firings.all() == []
    sell(warehouse, tmp_path, "2025-03-10", 90)  # (40 + 10) / 200
    (fired,) = firings.all()
    assert (fired.fired_on, fired.value, fired.lasts) == (date(2025, 3, 10), 0.25, True)
    assert (fired.owner, fired.plan) == (RISK.owner, RISK.contingency)


def test_between_limit_and_recovery_line_it_lasts_and_its_record_stays(warehouse, tmp_path):
    Register(warehouse).add(RISK)
    firings = Firings(warehouse)
    sell(warehouse, tmp_path, "2025-03-03", 75)
    sell(warehouse, tmp_path, "2025-03-04", 55)  # 70 / 200 = 35 %: past the limit, not recovered
    assert [one.lasts for one in firings.all()] == [True]
    sell(warehouse, tmp_path, "2025-03-05", 30)  # 140 / 300 = 46.7 %
    (over,) = firings.all()
    assert (over.ended, over.ended_on) == ("recovered", date(2025, 3, 5))
    assert over.ended_value == pytest.approx(140 / 300)
    sell(warehouse, tmp_path, "2025-03-06", 1000, 500)  # the year's margin falls below 30 % again
    again, first = firings.all()
    assert (again.lasts, first) == (True, over)


def test_a_figure_that_is_no_kpi_cannot_be_judged(warehouse, tmp_path):
    """The form offers none, but a sheet may name one."""
    Register(warehouse).add(
        replace(RISK, trigger_metric="aov", trigger_limit=1e6, trigger_recovery=None)
    )
    sell(warehouse, tmp_path, "2025-03-03", 75)
    found = alarms.watched(Ask(warehouse.query), Register(warehouse).risks(), [])
    assert [one.state for one in found] == ["unknown"]


def test_without_its_data_it_neither_fires_nor_recovers(warehouse, tmp_path):
    firings = Firings(warehouse)
    Register(warehouse).add(
        replace(RISK, trigger_metric="csat", trigger_limit=0.9, trigger_recovery=None)
    )
    sell(warehouse, tmp_path, "2025-03-03", 75)
    assert firings.all() == []
    found = alarms.watched(Ask(warehouse.query), Register(warehouse).risks(), [])
    assert [one.state for one in found] == ["unknown"]


def test_a_trigger_that_is_changed_ends_its_firing_and_is_judged_anew(warehouse, tmp_path):
    register, firings = Register(warehouse), Firings(warehouse)
    kept = register.add(RISK)
    sell(warehouse, tmp_path, "2025-03-03", 75)
    register.edit(replace(kept, trigger_limit=0.28, trigger_recovery=None))
    evaluate(warehouse)
    newest, first = firings.all()
    assert (first.ended, newest.lasts, newest.trigger.limit) == ("changed", True, 0.28)
    register.edit(replace(register.risks()[0], status="closed"))
    evaluate(warehouse)
    assert [one.ended for one in firings.all()] == ["changed", "changed"]


def test_evaluating_again_changes_nothing(warehouse, tmp_path):
    Register(warehouse).add(RISK)
    sell(warehouse, tmp_path, "2025-03-03", 75)
    version = warehouse.version
    evaluate(warehouse)
    assert warehouse.version == version


def test_two_who_notice_at_once_keep_it_once_and_nobodys_answers_are_forgotten(warehouse, tmp_path):
    """Each time the trail has one line, and the version of the data stands: no answer rests on firings."""
    register, firings = Register(warehouse), Firings(warehouse)
    risk = register.add(RISK)
    sell(warehouse, tmp_path, "2025-03-03", 50)
    assert risk.trigger
    version, seen = warehouse.version, [(date(2025, 3, 3), 0.2)]
    firings.fire(risk, risk.trigger, seen)
    firings.fire(risk, risk.trigger, seen)
    assert (len(firings.all()), _trail(warehouse)) == (1, 1)
    (fired,) = firings.all()
    firings.end(fired, date(2025, 3, 4), 0.5, "recovered")
    firings.end(fired, date(2025, 3, 5), 0.6, "recovered")
    assert (firings.all()[0].ended_on, _trail(warehouse)) == (date(2025, 3, 4), 2)
    firings.note_opened(risk.risk_id, date(2025, 3, 4))
    assert warehouse.version == version


def _trail(warehouse: Warehouse) -> int:
    """How many lines the trail has of triggers."""
    return int(warehouse.rows("SELECT count(*) FROM app.history WHERE what = 'trigger'")[0][0])


def test_an_import_fires_it_for_the_one_member_that_is_watched(warehouse, tmp_path):
    file = tmp_path / "渠道.csv"
    file.write_text(
        "订单日期,订单编号,渠道,销售额,成本\n2025-03-03,1,天猫,100,80\n2025-03-03,2,京东,100,20\n",
        encoding="utf-8",
    )
    Register(warehouse).add(replace(RISK, trigger_by="channel", trigger_member="天猫"))
    Register(warehouse).add(
        replace(RISK, title="京东", trigger_by="channel", trigger_member="京东")
    )
    import_file(warehouse, file, accept=True)
    assert [one.value for one in Firings(warehouse).all()] == [pytest.approx(0.2)]


def test_the_plan_is_a_checklist_dated_from_the_firing(warehouse, tmp_path):
    Register(warehouse).add(RISK)
    sell(warehouse, tmp_path, "2025-03-03", 75)
    sell(warehouse, tmp_path, "2025-03-05", 75)
    (fired,) = Firings(warehouse).all()
    ask = Ask(warehouse.query)
    shown = plan_lines.checklist(ask, ask.everything, fired)
    assert shown.frame["due"].tolist() == [date(2025, 3, 4), date(2025, 3, 6), date(2025, 3, 10)]
    assert shown.frame["left"].tolist() == [-1, 1, 5]
    assert "1 步已过限期" in shown.sentence.zh


def test_each_line_of_a_plan_is_a_promise_of_its_own_until_it_is_made(warehouse, tmp_path):
    Register(warehouse).add(RISK)
    sell(warehouse, tmp_path, "2025-03-03", 75)
    found = alarms.watched(
        Ask(warehouse.query), Register(warehouse).risks(), Firings(warehouse).all()
    )
    first, *others = plan_lines.to_promise(found, [])
    assert (first.owner, first.due, first.kpi) == ("陆文博", date(2025, 3, 4), "margin_rate")
    assert plan_lines.to_promise(found, [first]) == others
    edited = replace(first, title="先和天猫谈，再看报表")
    assert plan_lines.to_promise(found, [edited]) == others  # the same line, whatever it is called
    assert len(others) == 2


def test_the_preview_says_how_it_stands_and_how_often_it_would_have_fired(warehouse, tmp_path):
    for month, cost in ((1, 50), (2, 90), (3, 10)):
        sell(warehouse, tmp_path, f"2025-{month:02}-28", cost)
    trigger = replace(RISK, trigger_recovery=None).trigger
    assert trigger
    ask = Ask(warehouse.query)
    # to the end of January 50 %, of February 30 %, in March 50 %
    assert "近 24 个月会触发 0 次" in trigger_record.preview(ask, trigger).zh
    said = trigger_record.preview(ask, replace(trigger, limit=0.4))
    assert "现在 50.0%：未触发。" in said.zh
    assert "1 次（2025年2月）" in said.zh
    assert "fired 1 time (Feb 2025)" in said.en


def test_a_plan_that_nobody_opened_for_a_year_is_flagged():
    risk = replace(RISK, risk_id=7)
    opened = {7: date(2024, 11, 1)}
    assert not plan_lines.unread([risk], opened, date(2025, 11, 1))
    assert "毛利下滑" in plan_lines.unread([risk], opened, date(2025, 11, 2)).zh
    assert not plan_lines.unread([replace(risk, status="closed")], opened, date(2025, 11, 2))
    assert plan_lines.unread([], {}, date(2025, 1, 1)) == Text("", "")


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("1. 24 小时内：开会", 1),
        ("2、48小时内上门", 2),
        ("当天：接手", 0),
        ("两周内结案", 14),
        ("1 个月内复盘", 30),
        ("每周复核", 7),
        ("先打电话", 0),
        ("Within 24 hours: meet", 1),
        ("* The same day: take over", 0),
        ("within a week: decide", 7),
        ("No order after 30 days: lost", 30),
        ("Review every week", 7),
    ],
)
def test_the_time_of_a_step_is_read_from_its_words(line, days):
    assert [step.within for step in steps_of(line)] == [days]


def test_promises_of_an_earlier_version_know_their_line_by_their_title(warehouse, tmp_path):
    """The store of a version that did not keep which line of a plan a promise carries out."""
    Register(warehouse).add(RISK)
    sell(warehouse, tmp_path, "2025-03-03", 75)
    actions = Actions(warehouse)
    actions.add_all([Action("3 天内：约谈渠道", "陆文博", date(2025, 3, 6), of_risk=1), Action("写周报", "陆文博", date(2025, 3, 6))])  # fmt: skip
    with warehouse.transaction() as db:
        db.execute("ALTER TABLE app.actions DROP COLUMN of_step")
        db.execute("DELETE FROM app.migrations WHERE name = '032_steps_of_actions.sql'")
    warehouse.close()
    again = Warehouse(warehouse.folder)
    made = Actions(again).actions()
    assert {one.title: one.of_step for one in made} == {"3 天内：约谈渠道": "1.2", "写周报": None}
    again.close()
