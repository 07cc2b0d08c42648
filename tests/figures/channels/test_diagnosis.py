"""What a small company's diagnoses say, what they lack, and what came of them; against pandas by dice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from salesdash.catalog.channels.diagnoses import DIAGNOSES
from salesdash.figures.channels.diagnosis import finding_chart as _evidence
from salesdash.figures.channels.diagnosis import findings as _findings
from salesdash.figures.channels.diagnosis import record as _record
from salesdash.figures.channels.diagnosis.findings import findings as found_in
from salesdash.figures.channels.diagnosis.months import months_of, signs_now
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.typed.settings import Settings
from tests.heard import heard
from tests.orders_in_pandas import booked
from tests.random_company import company
from tests.stores import Rows, asked, daily, fill, scope, warehouse_in

findings, evidence, record = heard(_findings), heard(_evidence), heard(_record)


def order(month: str, channel: str, customer: str, amount: float) -> dict[str, object]:
    return {
        "order_date": f"{month}-{'01' if customer == 'A' else '28'}", "channel": channel,
        "customer": customer, "amount": amount, "cost": amount / 2,
    }  # fmt: skip


# A month 天猫 earns 75 of 50 spent, and of 75 from 2025 on; 直销 earns 400 of 100, and A buys half of it. The
# newest month, June 2025, has not ended.
MONTHS = [f"{year}-{month:02}" for year in (2023, 2024, 2025) for month in range(1, 13)][:30]
ORDERS: Rows = [
    order(month, channel, customer, share * amount)
    for month in MONTHS
    for channel, amount in (("天猫", 200), ("直销", 800))
    for customer, share in (("A", 0.5), ("B", 0.25), ("C", 0.25))
    if channel == "直销" or customer != "C"
]  # fmt: skip
SPEND: Rows = [
    {"date": month, "channel": channel, "spend": spend}
    for month in MONTHS
    for channel, spend in (("天猫", 75 if month >= "2025" else 50), ("直销", 100))
]


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    return asked(tmp_path_factory.mktemp("diagnosis"), orders=ORDERS, spend=SPEND)


def test_the_findings_by_money_each_with_its_numbers(ask):
    """Five months: 天猫 (75 − 75) / 75 = 0, all (475 − 175) / 175 = 1.71, which of 5 × 75 is 642.86."""
    told = [(one.diagnosis.key, one.member) for one in found_in(ask, scope(ask, "2025"), "channel")]
    assert told == [("one_customer", "直销"), ("costly_growth", "天猫")]
    table = findings.table(ask, scope(ask, "2025"), "channel")
    assert table.sentence == "2 条发现，最要紧的是直销：过于依赖一个客户，涉及 2,000元。"
    assert table.frame["stake"].tolist() == pytest.approx([2000, 642.86], abs=0.01)
    assert table.frame["evidence"][1] == (
        "投入产出比 0.00（去年 0.50，全部 1.71），费用同比 +50.0%"
    )
    assert "过于依赖一个客户：最大的客户占销售额达到 40%" in "".join(table.notes)


def test_what_an_action_would_promise_is_kept_with_the_finding(ask):
    proposal = found_in(ask, scope(ask, "2025"), "channel")[1].proposal
    assert (proposal.by, proposal.member, proposal.kpi) == ("channel", "天猫", "roi")
    assert (proposal.due - ask.as_of).days == DIAGNOSES["costly_growth"].within
    assert proposal.value == pytest.approx(0)


def test_what_is_to_be_done_is_due_counted_from_the_day_looked_at(ask):
    may = replace(scope(ask, "2025-05"), as_of=date(2025, 5, 31))
    due = {one.diagnosis.key: one.proposal.due for one in found_in(ask, may, "channel")}
    assert due["one_customer"] - may.as_of == timedelta(DIAGNOSES["one_customer"].within)


def test_each_finding_has_one_chart(ask):
    view = scope(ask, "2025")
    for key in findings.choices(ask, view, "channel"):
        figure = evidence.figure(ask, view, "channel", key)
        assert figure.draw
        assert figure.notes[0].startswith("下一步：")
    assert evidence.figure(ask, view, "channel", "costly_growth:直销") is None


def test_a_course_is_said_to_begin_where_it_does(ask):
    """Of the 24 months to May 2024 the first seven are older than the orders."""
    may = replace(scope(ask, "2024-05"), as_of=date(2024, 5, 31))
    course = evidence.figure(ask, may, "channel", "one_customer:直销")
    assert course.context.startswith("2023年1月至2024年5月 · ")


def test_a_member_is_told_its_own_findings_alone(ask):
    own = findings.of_member(ask, scope(ask, "2025"), "channel", "天猫")
    assert own.sentence.startswith("只有 1 条发现，天猫：")
    assert own.frame["channel"].tolist() == ["天猫"]


def test_what_is_missing_is_named(ask):
    told = "".join(findings.table(ask, scope(ask, "2025"), "channel").notes)
    assert "线索转化偏低还不能诊断：请导入" in told
    assert "增长掩盖流失还不能诊断：历史数据太短，或者个案太少。" in told


def test_a_rule_moves_its_words_and_what_is_found(tmp_path):
    warehouse = warehouse_in(tmp_path / "store")
    fill(warehouse, tmp_path, "test.csv", orders=ORDERS, spend=SPEND)
    Settings(warehouse).set_rules({"diagnosis_top": 0.6, "diagnosis_budget": 0.51})
    ask = Ask(warehouse.query)
    table = findings.table(ask, scope(ask, "2025"), "channel")
    assert table.is_empty
    assert table.sentence.endswith("没有发现问题。")
    assert _findings.condition(ask, DIAGNOSES["one_customer"]).zh.startswith(
        "过于依赖一个客户：最大的客户占销售额达到 60%。"
    )


def test_a_period_still_to_come_has_no_findings(ask):
    table = findings.table(ask, scope(ask, "2026"), "channel")
    assert table.is_empty
    assert "2026年" in table.sentence
    assert table.title == "渠道诊断：2026年"
    assert record.table(ask, scope(ask, "2026"), "channel").is_empty


def test_the_record_tells_what_followed(ask):
    """Three months at a time, to which a year before is known from January 2024 on: 17 ends of two channels.
    Spend is up from January 2025 on; the return to then (0.29) and to February (0.13) fell to 0."""
    told = record.table(ask, scope(ask, "2025"), "channel")
    assert told.sentence == "报得最多的是“过于依赖一个客户”：24 次，3 个月后没变 21 次。"
    frame = told.frame
    row = frame[frame["rule"] == DIAGNOSES["costly_growth"].name.zh].iloc[0]
    assert row[["judged", "fired", "early"]].tolist() == [34, 5, 3]
    assert row[["better", "same", "worse"]].tolist() == [0, 0, 2]
    assert frame["rule"].iloc[0] == "过于依赖一个客户"
    assert frame["judged"].isna().tolist() == sorted(
        frame["judged"].isna()
    )  # what is not known is last


def test_the_last_whole_months_are_judged(ask):
    assert str(months_of(ask, scope(ask, "2025"))) == "2025-01-01..2025-05-31"
    assert str(months_of(ask, scope(ask, "2025-W20"))) == "2025-04"


@pytest.mark.parametrize("seed", range(3))
def test_signs_of_companies_by_dice_as_pandas_has_them(tmp_path, seed):
    sheets = company(seed)
    ask = asked(tmp_path, **sheets)
    view = scope(ask, "2025-01..2025-06")
    months = months_of(ask, view)
    frame = signs_now(ask, view, "channel")
    lines = booked(sheets["orders"]).dropna(subset=["channel"])
    lines = lines[
        [str(months.start) <= str(day)[:10] < str(months.end) for day in lines["order_date"]]
    ]
    lines["amount"] = lines["amount"].astype(float)
    sold = lines.groupby("channel")["amount"].sum()
    largest = lines.groupby(["channel", "customer"])["amount"].sum().groupby("channel").max()
    assert frame["sales"].to_dict() == pytest.approx({k: sold.get(k, 0.0) for k in frame.index})
    told = frame["top_share"].dropna()
    assert len(told) > 1
    assert told.to_dict() == pytest.approx({k: largest[k] / sold[k] for k in told.index})


def test_one_order_is_no_reason_to_fail(tmp_path):
    ask = asked(tmp_path, orders=[order("2025-06", "天猫", "A", 100)])
    view = scope(ask, "2025")
    assert findings.table(ask, view, "channel").is_empty
    assert record.table(ask, view, "channel").sentence


def test_where_no_rule_can_be_tried_it_is_not_said_that_nothing_is_wrong(tmp_path):
    days = daily("2024-01-02", 500, amount=100)
    ask = asked(tmp_path, orders=[{**line, "product": "甲"} for line in days])
    view = scope(ask, "2025")
    told = findings.table(ask, view, "product")
    assert told.sentence == "现有数据还不能按任何一条规则诊断。"
    assert "tickets" in {need.partition(".")[0] for need in told.missing}
    assert record.table(ask, view, "product").is_empty
