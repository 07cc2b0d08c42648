"""Two channels of 2024: 天猫 earns 20 × the root of what it spends, 直销 always 300 on 100."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesdash.figures.channels.budget import shift as _budget_shift
from salesdash.figures.channels.budget.budgets import BudgetMove, ahead, budgets
from salesdash.period import Period
from salesdash.warehouse.questions.ask import Ask
from tests.heard import heard
from tests.stores import Rows, asked, scope

budget_shift = heard(_budget_shift)

SPENDS = [64, 100, 144, 121, 81, 100, 64, 144, 100, 121, 81, 80]  # 1,200 in all


def month(n: int) -> str:
    return f"2024-{n + 1:02}"


def orders(cost: bool = True) -> Rows:
    """Of each sale of 天猫 a half is profit, of 直销 a third; and one order of the new year."""
    rows: list[dict[str, Any]] = []
    for n, spend in enumerate(SPENDS):
        for channel, profit, part in (("天猫", 20 * spend**0.5, 2), ("直销", 300, 3)):
            amount = round(profit * part, 2)
            rows.append(
                {"order_date": f"{month(n)}-05", "order_id": f"{channel}{n}", "channel": channel, "amount": amount}
                | ({"cost": round(amount - profit, 2)} if cost else {})
            )  # fmt: skip
    return [*rows, {"order_date": "2025-01-06", "order_id": "last", "channel": "直销", "amount": 3}]


def spend(with_budget: bool = True) -> Rows:
    past = [
        {"date": month(n), "channel": channel, "spend": amount}
        for n, both in enumerate(SPENDS)
        for channel, amount in (("天猫", both), ("直销", 100))
    ]
    planned = [
        {"date": f"2025-{n:02}", "channel": "天猫", "budget": 400} for n in range(2, 13) if with_budget
    ]  # fmt: skip
    return [*past, *planned]


@pytest.fixture(scope="module")
def ask(tmp_path_factory) -> Ask:
    return asked(tmp_path_factory.mktemp("budgets"), orders=orders(), spend=spend())


@pytest.fixture(scope="module")
def with_target(tmp_path_factory) -> Ask:
    return asked(
        tmp_path_factory.mktemp("target"), orders=orders(), spend=spend(),
        targets=[{"period": "2025-01", "amount": 2100}],
    )  # fmt: skip


def test_who_is_known_by_which_curve_and_which_budget(ask):
    found = budgets(ask, scope(ask), "channel", "rest")
    assert (found.ahead, found.months) == (Period(date(2025, 2, 1), date(2026, 1, 1)), 11)
    tmall, direct = found["天猫"], found["直销"]
    assert tmall.curve.basis == "fitted"
    assert tmall.curve.exponent == pytest.approx(0.5, abs=0.01)
    assert (direct.curve.basis, direct.curve.exponent) == ("level", 0.7)
    assert (tmall.budget, tmall.stated) == (4400, 11)
    assert (direct.budget, direct.stated) == (1100, 0)  # as in a mean month
    assert [tmall.sales_per, direct.sales_per] == pytest.approx([2, 3], rel=1e-3)


def test_the_next_yuan_of_both(ask):
    """天猫 in a mean month spends 100 and earns 198.2; at 400 the next yuan brings half of half of 1.98,
    直销 0.7 × 3."""
    found = budgets(ask, scope(ask), "channel", "rest")
    assert found.marginal("天猫") == pytest.approx(0.5 * 1.982 * 0.5 - 1, abs=0.01)
    assert found.marginal("直销") == pytest.approx(0.7 * 3 - 1)


def test_until_somebody_chooses_it_goes_from_the_least_to_the_most(ask):
    assert budget_shift.proposed(ask, scope(ask), "channel", "rest") == BudgetMove(
        "天猫", "直销", 0.07, "rest"
    )  # three tenths of the 100 of 直销
    back = budget_shift.proposed(ask, scope(ask), "channel", "rest", "直销")
    assert (back.giver, back.taker, back.share) == ("直销", "天猫", 0)


def test_no_budget_is_moved_by_more_than_the_rule_allows(ask):
    found = budgets(ask, scope(ask), "channel", "rest")
    assert found.most_share("天猫", "直销", 0.3) == 0.07
    assert found.most_share("直销", "天猫", 0.3) == 0.3
    assert found.most_share("天猫", "直销", 0.01) == 0.01  # a slider has somewhere to go


def test_before_and_after_by_hand(ask):
    """Each month 100 of 400 moves to the 100 of 直销: 天猫 earns 198.2·√4 and then 198.2·√3, 直销 300 and
    then 300·2^0.7."""
    move = BudgetMove("天猫", "直销", 0.25, "rest")
    figure = budget_shift.effect(ask, scope(ask), "channel", move)
    tmall, direct, both = figure.frame.to_dict("records")
    assert (tmall["budget"], tmall["budget_then"]) == (4400, 3300)
    assert (direct["budget"], direct["budget_then"]) == (1100, 2200)
    assert (both["channel"], both["budget"], both["budget_then"]) == ("合计", 5500, 5500)
    assert tmall["profit"] == pytest.approx(11 * (198.2 * 2 - 400), abs=11)
    assert direct["profit_then"] == pytest.approx(11 * (300 * 2**0.7 - 200), rel=1e-6)
    assert direct["roi_then"] == pytest.approx(300 * 2**0.7 / 200 - 1)
    assert direct["sales_then"] == pytest.approx(11 * 3 * 300 * 2**0.7, rel=1e-3)
    assert both["profit_then"] == pytest.approx(tmall["profit_then"] + direct["profit_then"])


def test_the_outcome_is_one_sentence_with_its_band(ask):
    move = BudgetMove("天猫", "直销", 0.25, "rest")
    said = budget_shift.next_yuan(ask, scope(ask), "channel", move)
    assert said.sentence.startswith("把天猫 1,100元（25%）挪给直销，费后利润预计增加 ")
    assert said.notes[0] == (
        "天猫：b = 0.50，按 12 个月拟合；直销：b 按 0.70 假定（费用几乎不变）。"
    )
    places = said.frame[said.frame["place"] != ""]
    assert places[["channel", "place", "spend"]].to_numpy().tolist() == [
        ["天猫", "挪动后", 300], ["天猫", "挪动前", 400], ["直销", "挪动前", 100], ["直销", "挪动后", 200],
    ]  # fmt: skip
    english = budget_shift.next_yuan(ask, scope(ask, lang="en"), "channel", move).sentence
    assert english.startswith("Move ¥1,100 (25%) from 天猫 to 直销: profit after cost grows by ")


def test_nothing_moved_tells_what_the_next_yuan_returns(ask):
    said = budget_shift.next_yuan(ask, scope(ask), "channel", BudgetMove("天猫", "直销", 0, "rest"))
    assert said.sentence == "天猫每多投 1 元净赚 -0.50，直销 1.10。"


def test_without_a_target_that_part_is_said_to_be_absent(ask):
    said = budget_shift.effect(ask, scope(ask), "channel", BudgetMove("天猫", "直销", 0.25, "rest"))
    assert "没有全年目标，看不出能补上多少缺口" in said.sentence


def test_how_much_of_the_gap_it_closes(with_target):
    """Of a target of 2,100 for the 18 workdays of January three have passed by the 6th: 3 are sold."""
    view = scope(with_target)
    figure = budget_shift.effect(
        with_target, view, "channel", BudgetMove("天猫", "直销", 0.25, "rest")
    )
    more = figure.frame["sales_then"].iloc[2] - figure.frame["sales"].iloc[2]
    days = view.calendar.workdays(Period.parse("2025-01"))
    passed = view.calendar.workdays(Period.parse("2025-01-01..2025-01-06"))
    behind = 2100 * passed / days - 3
    assert f"的 {more / behind:.1%}。".replace(",", "") in figure.sentence.replace(",", "")
    away = budget_shift.effect(
        with_target, view, "channel", BudgetMove("直销", "天猫", 0.25, "rest")
    )
    assert "的缺口会更大" in away.sentence
    later = budget_shift.effect(
        with_target, view, "channel", BudgetMove("天猫", "直销", 0.25, "next")
    )
    assert "跨了年度" in later.sentence


def test_the_best_split_stays_within_what_may_be_moved(ask):
    figure = budget_shift.best(ask, scope(ask), "channel", "rest")
    assert figure.frame[["channel", "proposed"]].to_numpy().tolist() == [
        ["天猫", pytest.approx(4400 - 330)],
        ["直销", pytest.approx(1100 * 1.3)],
    ]
    assert figure.sentence.startswith("总额不变，主要从天猫挪给直销，费后利润可增加 ")


def test_the_months_ahead_end_with_the_year_or_after_twelve(ask):
    by = ahead(scope(ask))
    assert list(by) == ["rest", "next"]
    december = ask.everything.over(None)
    last = ahead(type(december)(as_of=date(2024, 12, 30)))
    assert list(last) == ["next"]
    assert last["next"] == Period(date(2025, 1, 1), date(2026, 1, 1))


def test_without_costs_sales_stand_for_profit_and_it_is_said(tmp_path):
    ask = asked(tmp_path, orders=orders(cost=False), spend=spend(with_budget=False))
    move = budget_shift.proposed(ask, scope(ask), "channel", "rest")
    said = budget_shift.next_yuan(ask, scope(ask), "channel", move)
    assert "费后利润（按销售额）" in said.sentence
    assert "没有成本数据：以销售额代替毛利测算。" in said.notes
    assert said.notes[-1].startswith("这些月份没有预算表")


def test_what_is_missing_is_said_and_never_nought(tmp_path):
    alone = asked(tmp_path, orders=orders())
    lacking = budget_shift.unavailable(alone, scope(alone), "channel")
    assert (lacking.is_empty, lacking.missing) == (True, ("spend.spend",))


def test_by_what_spend_is_not_stated_nothing_can_be_moved(ask):
    assert budget_shift.unavailable(ask, scope(ask), "channel") is None
    assert "费用没有按产品填写" in budget_shift.unavailable(ask, scope(ask), "product").sentence
    assert "不到两个" in budget_shift.unavailable(ask, scope(ask), "region").sentence
    filtered = scope(ask).where("product", "甲")
    assert budget_shift.unavailable(ask, filtered, "channel") is not None


@settings(max_examples=15)
@given(share=st.floats(0, 0.3))
def test_what_leaves_the_one_arrives_at_the_other(ask, share):
    move = BudgetMove("天猫", "直销", share, "rest")
    frame = budget_shift.effect(ask, scope(ask), "channel", move).frame
    assert frame["budget_then"].iloc[:2].sum() == pytest.approx(frame["budget"].iloc[:2].sum())
    assert frame["profit"].iloc[2] == pytest.approx(frame["profit"].iloc[:2].sum())
