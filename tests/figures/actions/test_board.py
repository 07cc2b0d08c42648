"""What the page of promises says, and whether one helped."""

from dataclasses import replace
from datetime import date

import pytest

from salesdash.catalog.actions import Action
from salesdash.figures.actions import board, effect
from salesdash.scope import Scope
from tests.stores import asked, daily

SCOPE = Scope(date(2025, 11, 16))
LATE = Action("上门拜访", "陆文博", date(2025, 11, 10), action_id=1)
TODAY = Action("核对价格", "李思远", date(2025, 11, 16), action_id=2)
KEPT = replace(LATE, status="done", done_on=date(2025, 11, 10), action_id=3)
TOO_LATE = replace(LATE, status="done", done_on=date(2025, 11, 11), action_id=4)
ALL = [LATE, TODAY, KEPT, TOO_LATE]


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """天猫 sells twice as much from September on, at half the margin; 京东 as before."""
    rows = [
        *daily("2025-06-02", 91, channel="天猫", amount=100, cost=60),
        *daily("2025-09-01", 56, channel="天猫", amount=200, cost=160),
        *[{**row, "order_id": "j" + row["order_id"]}
          for row in daily("2025-06-02", 147, channel="京东", amount=100, cost=70)],
    ]  # fmt: skip
    spend = [
        {"date": f"2025-{m:02}", "channel": c, "spend": 500}
        for m in range(6, 11)
        for c in ("天猫", "京东")
    ]
    return asked(tmp_path_factory.mktemp("company"), orders=rows, spend=spend)


def test_what_is_overdue_stands_first_and_the_longest_is_named():
    said = board.headline(ALL, SCOPE)
    assert (said.light, said.state.zh) == ("red", "1 项已逾期")
    assert said.sentence.zh == "2 项行动进行中"
    assert said.more.zh == "逾期最久：陆文博的“上门拜访”，已过 6 天。"
    assert (said.state.en, said.sentence.en) == ("1 overdue", "2 promises are open")


def test_a_promise_due_today_is_not_overdue():
    assert board.overdue([TODAY], SCOPE) == []
    assert board.headline([TODAY], SCOPE).light == "green"


def test_the_hit_rate_counts_what_was_due():
    # kept in time 1 of: late and open, done in time, done too late; what is due today is still open
    assert board.hits(ALL, SCOPE) == (1, 3)
    assert board.hits([TODAY], SCOPE) == (0, 0)
    assert board.cards([TODAY], SCOPE)[-1].value.zh == "–"


def test_the_figure_stands_as_it_was_and_as_it_is(ask):
    promise = Action("提价", "甲", date(2025, 12, 1), kpi="channel_growth", value_then=0.1)
    row = board.table(ask, ask.everything, [promise], {0: 2}).in_("zh").frame.iloc[0]
    assert (row["then"], row["carried"]) == ("10.0%", 2)
    assert row["now"] == "–"  # nothing is known of the year before


def test_who_did_better_than_the_rest_is_said_to_and_never_why(ask):
    promise = Action(
        "加投放", "甲", date(2025, 12, 1), link_by="channel", link_member="天猫", promised_on=date(2025, 9, 1)
    )  # fmt: skip
    told = effect.figures(ask, ask.everything, promise)[0].sentence
    assert "比应有水平高 100.0%" in told.zh
    assert "caus" not in told.en
    same = effect.figures(ask, ask.everything, replace(promise, promised_on=date(2025, 6, 30)))
    assert "看不出差别" in same[0].sentence.zh


def test_too_early_to_tell_is_said(ask):
    promise = Action("加投放", "甲", date(2025, 12, 1), link_by="channel", link_member="天猫")
    early = replace(promise, promised_on=date(2025, 10, 13))
    assert "下结论还早" in effect.figures(ask, ask.everything, early)[0].sentence.zh
    assert effect.figures(ask, ask.everything, replace(early, link_by=None)) == []


def test_the_effect_is_of_the_kpi_of_the_promise(ask):
    """The margin of 天猫 fell from 40 to 20 % of what it sold; that of 京东 stood."""
    promise = Action(
        "调价", "甲", date(2025, 12, 1), kpi="margin_rate", link_by="channel", link_member="天猫",
        promised_on=date(2025, 9, 1),
    )  # fmt: skip
    told, sides = effect.figures(ask, ask.everything, promise)
    assert told.sentence.zh == "之后 8 周，天猫的毛利率为 20.0%，低于应有的 40.0%，超出平时的波动。"
    assert told.sentence.en.startswith(
        "8 weeks on, gross margin rate of 天猫 is 20.0%, below the 40.0%"
    )
    own = sides.frame.iloc[0]
    assert (own["before"], own["after"]) == (pytest.approx(0.4), pytest.approx(0.2))
    calm = effect.figures(ask, ask.everything, replace(promise, promised_on=date(2025, 6, 30)))
    assert calm[0].sentence.zh.startswith("看不出差别：天猫的毛利率为 40.0%，应有 40.0%")


def test_a_kpi_that_no_week_tells_is_shown_and_not_judged(ask):
    """Costs are of whole months: weeks of a return on them would be made up."""
    promise = Action(
        "谈点位", "甲", date(2025, 12, 1), kpi="roi", link_by="channel", link_member="天猫",
        promised_on=date(2025, 9, 1), value_then=3.0,
    )  # fmt: skip
    [course] = effect.figures(ask, ask.everything, promise)
    assert course.title.zh.startswith("渠道投入产出比")
    assert course.sentence.zh.startswith("渠道投入产出比：承诺时 3.00，现在 ")
    assert course.sentence.zh.endswith("不能逐周与其他渠道对照，有没有效果不作判断。")


def test_what_was_promised_of_one_customer_is_judged_by_what_he_buys(tmp_path):
    """A rate of customers is all or nothing for one of them."""
    rows = [
        {**row, "customer": name, "order_id": name + row["order_id"]}
        for name in ("甲", "乙") for row in daily("2025-06-02", 147, amount=100)
    ]  # fmt: skip
    ask = asked(tmp_path, orders=rows)
    promise = Action(
        "上门", "李", date(2025, 12, 1), kpi="retention_rate", link_by="customer", link_member="甲",
        promised_on=date(2025, 9, 1),
    )  # fmt: skip
    told = effect.figures(ask, ask.everything, promise)[0].sentence
    assert told.zh.startswith("看不出差别：甲的销售额与应有水平差 0.0%")
