"""The verdicts of the page on two years that can be checked by hand.

| 元, January to October | spend 2024 | spend 2025 | gross profit 2024 | gross profit 2025 | marginal return |
| 天猫 Tmall             |     10,000 |     20,000 |            16,000 |            26,050 |           0.005 |
| 经销 Distributors      |     20,000 |     25,000 |            50,000 |            66,700 |            2.34 |
| 直销 Direct            |     30,000 |     31,000 |            50,000 |            52,000 |               – |

Each month has a tenth of it, costs are half of sales, and the data end on 16 November 2025: that month's
spend is stated, but not yet closed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from salesdash.figures import two_sides
from salesdash.figures.channels import answer as _answer
from salesdash.figures.channels import money_table as _money_table
from salesdash.figures.channels import whole as _whole
from salesdash.figures.channels.verdicts import (
    judged,
    judged_one,
    judged_scope,
    spend_changes,
    whole_change,
)
from salesdash.period import Period
from salesdash.warehouse.questions.channels.extra_spend import extra_spend
from tests.heard import heard
from tests.stores import asked, scope

answer, money_table, whole = heard(_answer), heard(_money_table), heard(_whole)
MONEY = {
    "天猫": ((1_000, 2_000), (1_600, 2_605)),
    "经销": ((2_000, 2_500), (5_000, 6_670)),
    "直销": ((3_000, 3_100), (5_000, 5_200)),
}
MONTHS = [f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 13)][:23]


def rows(costs: bool = True, months=MONTHS):
    orders, spend = [], []
    for month in months:
        for channel, (spent, profit) in MONEY.items():
            nth = month > "2024-12"
            line = {"order_date": f"{month}-05", "channel": channel, "amount": 2 * profit[nth]}
            orders.append(line | ({"cost": profit[nth]} if costs else {}))
            spend.append({"date": month, "channel": channel, "spend": spent[nth]})
    orders.append({"order_date": "2025-11-16", "channel": "直销", "amount": 0, "cost": 0})
    return orders, spend


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    orders, spend = rows()
    return asked(tmp_path_factory.mktemp("verdicts"), orders=orders, spend=spend)


def test_the_closed_months_of_both_years_are_compared(ask):
    year = scope(ask, "2025")
    assert judged_scope(ask, year).period == Period.parse("2025-01-01..2025-10-31")
    changes = spend_changes(ask, judged_scope(ask, year), "channel")
    tmall = changes["天猫"]
    assert (tmall.extra_spend, tmall.extra_profit) == (10_000, 10_050)
    assert tmall.marginal(0.1) == pytest.approx(0.005)
    assert changes["经销"].marginal(0.1) == pytest.approx((16_700 - 5_000) / 5_000)
    assert changes["直销"].marginal(0.1) is None


def test_all_together_are_the_sum_of_their_members(ask):
    whole = whole_change(ask, judged_scope(ask, scope(ask, "2025")))
    assert whole is not None
    assert (whole.extra_spend, whole.extra_profit) == (16_000, 28_750)


def test_each_gets_a_verdict_and_the_headline_names_them(ask):
    found = {one.name: one.verdict for one in judged(ask, scope(ask, "2025"), "channel")}
    assert found == {"经销": "more", "直销": "hold", "天猫": "less"}
    assert answer.headline(ask, scope(ask, "2025"), "channel") == (
        "加：经销（多花 1 元多赚 2.34 元）；收：天猫（多花的 1.00万元没有多赚）。"
    )
    assert answer.headline(ask, scope(ask, "2025", lang="en"), "channel") == (
        "More: 经销 (marginal 2.34); Less: 天猫 (¥10.0k more, no gain)."
    )
    assert answer.rests_on(ask, scope(ask, "2025"), "channel").zh == (
        "判断和边际回报是2025年1月至10月与去年同期比：一年的差额，不是证明。"
    )
    tmall = judged_one(ask, scope(ask, "2025"), "channel", "天猫")
    assert tmall is not None
    assert tmall.verdict == "less"
    assert judged_one(ask, scope(ask, "2025"), "channel", "京东") is None


@pytest.mark.parametrize(
    ("asked_for", "why"),
    [
        ("2025-W46", "费用按更长的期间填写，2025年第46周不单独判断。"),
        ("2025-11", "2025年11月的费用还没填完，先不判断。"),
    ],
)
def test_what_is_finer_than_the_spend_or_still_running_gets_the_verdict_of_the_last_closed_month(
    ask, asked_for, why
):
    where = scope(ask, asked_for)
    assert judged_scope(ask, where).period == Period.parse("2025-10")
    assert answer.rests_on(ask, where, "channel").zh == (
        why + "判断和边际回报是2025年10月与去年同期比：一年的差额，不是证明。"
    )
    assert money_table.money_table(ask, where, "channel").frame["verdict"].notna().all()


@pytest.mark.parametrize("asked_for", ["2025-W45", "2025-11"])
def test_a_period_that_the_sheet_does_not_reach_yet_gets_the_verdict_of_its_last_month(
    tmp_path, asked_for
):
    """Orders to 16 November, spend to 31 October: who cost what is known, and known to be of October."""
    orders, spend = rows()
    ask = asked(tmp_path, orders=orders, spend=[row for row in spend if row["date"] < "2025-11"])
    where = scope(ask, asked_for)
    assert judged_scope(ask, where).period == Period.parse("2025-10")
    assert answer.headline(ask, where, "channel").startswith("加：经销（多花 1 元多赚 2.34 元）")
    shown = {card.key: card for card in answer.cards(ask, where)}
    assert (shown["roi"].title, shown["spend"].value) == ("投入产出比 · 10月", "7,600元")
    (told,) = two_sides.rests_on(ask, ["roi"], where)
    assert told.zh.endswith("当时最近一个完整期间是2025年10月。")
    unbegun = scope(ask, "2025-12")
    assert judged_scope(ask, unbegun).period == unbegun.period


def test_what_is_as_long_as_the_periods_of_the_sheet_is_not_called_finer(ask):
    """On the first of November no spend of the month, and none of the year's since its closed months, is known."""
    first = replace(scope(ask, "2025-11"), as_of=date(2025, 11, 1))
    assert answer.rests_on(ask, first, "channel").zh.startswith(
        "2025年11月的费用还没填完，先不判断。"
    )
    (told,) = two_sides.closed_words(ask, first, ["roi"])
    assert told.zh.startswith("所选期间的费用还没填完：")
    (told,) = two_sides.closed_words(ask, scope(ask, "2025-W46"), ["roi"])
    assert told.zh.startswith("费用按整月填写，比所选期间粗：")


def test_cards_of_a_week_name_the_month_of_their_spend(ask):
    shown = {card.key: card for card in answer.cards(ask, scope(ask, "2025-W46"))}
    assert shown["roi"].title == "投入产出比 · 10月"
    assert shown["marginal_return"].title == "边际回报 · 10月"
    assert shown["profit_after_cost"].value == "6,875元"


def test_the_cards_put_money_first(ask):
    shown = answer.cards(ask, replace(scope(ask, "2025"), as_of=date(2025, 10, 31)))
    assert [(card.key, card.value) for card in shown][:4] == [
        ("profit_after_cost", "6.88万元"), ("spend", "7.60万元"), ("roi", "0.90"), ("marginal_return", "0.80"),
    ]  # fmt: skip


def test_the_table_says_each_verdict_its_rule_and_its_money(ask):
    figure = money_table.money_table(ask, scope(ask, "2025"), "channel")
    assert list(figure.frame["verdict"]) == ["● 加", "○ 保", "▲ 收"]
    assert [column.key for column in figure.columns] == [
        "channel", "verdict", "profit_after_cost", "roi", "roi_before", "marginal", "channel_growth", "health",
        "course",
    ]  # fmt: skip
    assert "天猫：收，多花了 10,000元，边际回报只有 0.01，不到 0.1。" in figure.notes
    assert "判断和边际回报看 2025年1月至10月。" in figure.notes
    assert figure.frame["course"].map(len).eq(22).all()


def test_without_costs_nobody_is_judged_and_costs_are_asked_for(tmp_path):
    orders, spend = rows(costs=False)
    ask = asked(
        tmp_path, orders=[{k: v for k, v in o.items() if k != "cost"} for o in orders], spend=spend
    )
    told = answer.headline(ask, scope(ask, "2025"), "channel")
    assert all(one.rule is None for one in judged(ask, scope(ask, "2025"), "channel"))
    assert "“成本”或“利润”" in told
    figure = money_table.money_table(ask, scope(ask, "2025"), "channel")
    assert "verdict" not in [column.key for column in figure.columns]
    assert any("按销售额" in str(column.title) for column in figure.columns)
    assert not answer.rests_on(ask, scope(ask, "2025"), "channel")


def test_without_spend_nobody_is_judged_and_its_sheet_is_asked_for(tmp_path):
    ask = asked(tmp_path, orders=rows()[0])
    told = answer.headline(ask, scope(ask, "2025"), "channel")
    assert told.endswith(
        "上传一张分渠道的费用表（日期、渠道、费用），就能判断该加、该保、该收还是该停。"
    )
    figure = money_table.money_table(ask, scope(ask, "2025"), "channel")
    assert [column.key for column in figure.columns] == [
        "channel",
        "sales",
        "channel_growth",
        "health",
        "course",
    ]


def test_what_has_no_spend_of_its_own_is_not_judged(ask):
    assert judged(ask, scope(ask, "2025"), "product") == []


def test_a_month_without_spend_on_one_side_counts_on_neither(tmp_path):
    """The spend of Tmall is not known before March 2024: 8 of 10 months are compared, of both years."""
    orders, spend = rows()
    late = [s for s in spend if not (s["channel"] == "天猫" and s["date"] < "2024-03")]
    ask = asked(tmp_path, orders=orders, spend=late)
    where = judged_scope(ask, scope(ask, "2025"))
    frame = extra_spend(ask, ("channel",), where).set_index("channel")
    tmall = frame.loc["天猫"]
    assert (tmall["paid"], tmall["paid_before"]) == (16_000, 8_000)
    assert (tmall["earned"], tmall["earned_before"]) == (20_840, 12_800)
    assert (tmall["months"], tmall["of_months"]) == (8, 10)
    assert frame.loc["经销", "months"] == 10


def test_a_channel_that_begins_this_year_had_nothing_before(tmp_path):
    orders, spend = rows()
    new = [{"order_date": "2025-05-05", "channel": "抖音", "amount": 900, "cost": 500}]
    cost = [{"date": "2025-05", "channel": "抖音", "spend": 100}]
    ask = asked(tmp_path, orders=orders + new, spend=spend + cost)
    change = spend_changes(ask, judged_scope(ask, scope(ask, "2025")), "channel")["抖音"]
    assert (change.paid, change.paid_before, change.earned, change.earned_before) == (
        100,
        0,
        400,
        0,
    )
    assert change.marginal(0.1) == pytest.approx(3)


def test_before_the_data_begin_there_is_no_change(ask):
    assert spend_changes(ask, judged_scope(ask, scope(ask, "2024")), "channel") == {}
    assert answer.rests_on(ask, scope(ask, "2024"), "channel").zh.startswith(
        "没有去年同期的费用和毛利"
    )


def test_spend_of_nobody_returns_to_all_and_is_shown_by_month(tmp_path):
    """Sales of 100, 300 and 200 for 50 spent a month, of a product that no sheet of spend names."""
    orders = [
        {"order_date": day, "amount": amount, "product": "茶"}
        for day, amount in (("2025-01-28", 100), ("2025-02-28", 300), ("2025-03-31", 200))
    ]
    spend = [{"date": f"2025-{month:02}", "spend": 50} for month in (1, 2, 3)]
    ask = asked(tmp_path, orders=orders, spend=spend)
    where = replace(scope(ask, "2025"), as_of=date(2025, 3, 31))
    assert answer.headline(ask, where, "product").startswith(
        "全部费用的投入产出比（按销售额）为 3.00。"
    )
    figure = answer.second(ask, where, "product")
    assert list(figure.frame["roi"].dropna()) == [1, 5, 3]
    assert figure.sentence == "2025年2月最高（5.00），2025年1月最低（1.00）"
    assert [card.title for card in answer.cards(ask, where)][:3] == [
        "费后销售额", "费用", "投产比（按销售）",
    ]  # fmt: skip


def test_sales_that_name_nobody_still_show_what_their_spend_returned(tmp_path):
    orders = [{"order_date": f"2025-0{month}-28", "amount": 300} for month in (1, 2)]
    spend = [
        {"date": f"2025-0{month}-01", "channel": channel, "spend": amount}
        for month in (1, 2)
        for channel, amount in (("tv", 70), ("print", 30))
    ]
    ask = asked(tmp_path, orders=orders, spend=spend)
    where = scope(ask, "2025")
    assert whole.headline(ask, where).startswith("全部费用的投入产出比（按销售额）为 2.00。")
    assert list(whole.returns_by_month(ask, where).frame["roi"].dropna()) == [2, 2]
    assert whole.spend_by_channel(ask, where).sentence == (
        "tv花得最多，占 70.0%；销售额没有写明渠道，分不出各渠道的产出"
    )


def test_without_spend_and_without_anybody_to_compare_the_column_is_taught(tmp_path):
    ask = asked(tmp_path, orders=[{"order_date": "2025-06-03", "amount": 10}])
    assert "“渠道”" in whole.headline(ask, scope(ask, "2025"))
    assert whole.returns_by_month(ask, scope(ask, "2025")).is_empty
    assert whole.spend_by_channel(ask, scope(ask, "2025")) is None


def test_the_period_before_gives_a_second_look(ask):
    """October spends and earns what September did, so nothing can be reckoned; January is more than December."""
    figure = money_table.money_table(ask, scope(ask, "2025-10"), "channel")
    assert not any("换成与" in note for note in figure.notes)
    figure = money_table.money_table(ask, scope(ask, "2025-01"), "channel")
    assert (
        "换成与2024年12月比，边际回报是：经销 2.34、天猫 0.01（旺季淡季会影响）。" in figure.notes
    )


def test_what_spend_does_not_tell_apart_is_compared_by_sales(tmp_path):
    orders, spend = rows()
    ask = asked(tmp_path, orders=[{**row, "region": "华东"} for row in orders], spend=spend)
    where = scope(ask, "2025")
    assert answer.headline(ask, where, "region").startswith("销售额全部来自华东。")
    assert answer.second(ask, where, "region").key == "channel_sales"
