"""天猫 is online and 门店 offline, and some orders name no channel. Two years, a spend sheet by the month."""

from __future__ import annotations

import pytest

from salesdash.figures.channels import online_offline as _online_offline
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.typed.channels import choose
from tests.heard import heard
from tests.stores import Rows, asked, fill, scope, warehouse_in

online_offline = heard(_online_offline)


def orders(*channels: str | None) -> Rows:
    """In each month of 2024 天猫 sells 200, in 2025 300; the store 600 and 700; half of it is profit."""
    amounts = {
        "天猫": (200, 300),
        "品牌门店": (600, 700),
        "神秘渠道": (0, 50),
        None: (0, 50),
    }
    return [
        {
            "order_date": f"{year}-{month:02}-{day:02}", "order_id": f"{channel}{year}{month}{day}",
            "channel": channel, "customer": f"{channel} {month}", "amount": amount / 2, "cost": amount / 4,
        }
        for channel in channels
        for n, year in enumerate((2024, 2025))
        for month in range(1, 13)
        for day in (1, 31 if month in (1, 3, 5, 7, 8, 10, 12) else 28)
        if (amount := amounts[channel][n])
    ]  # fmt: skip


SPEND = [
    {"date": f"{year}-{month:02}", "channel": channel, "spend": amount}
    for year in (2024, 2025)
    for month in range(1, 13)
    for channel, amount in (("天猫", 100), ("品牌门店", 100))
]


@pytest.fixture(scope="module")
def ask(tmp_path_factory) -> Ask:
    folder = tmp_path_factory.mktemp("online")
    return asked(folder, orders=orders("天猫", "品牌门店", None), spend=SPEND)


def test_both_sides_by_hand(ask):
    """Of 2025's 12,000 known to be either, 3,600 are online; 1,800 of profit less 1,200 of spend."""
    frame = online_offline.sides(ask, scope(ask, "2025")).frame.set_index("online")
    online, offline = frame.loc["线上"], frame.loc["线下"]
    assert [online["sales"], offline["sales"]] == [3600, 8400]
    assert [online["share"], offline["share"]] == pytest.approx([0.3, 0.7])
    assert online["before"] == pytest.approx(0.25)
    assert [online["channel_growth"], offline["channel_growth"]] == pytest.approx([0.5, 1 / 6])
    assert [online["profit_after_cost"], offline["profit_after_cost"]] == pytest.approx([600, 3000])
    assert [online["roi"], offline["roi"]] == pytest.approx([0.5, 2.5])
    assert [online["customers"], offline["customers"]] == [12, 12]


def test_it_is_said_in_one_sentence(ask):
    said = online_offline.sides(ask, scope(ask, "2025")).sentence
    assert said == ("线上占 30.0%（去年同期 25.0%）；投入产出比线上 0.50、线下 2.50。")
    english = online_offline.sides(ask, scope(ask, "2025", lang="en")).sentence
    assert english == ("Online makes 30.0% (25.0% last year); ROI 0.50 online, 2.50 offline.")


def test_orders_without_a_channel_are_named_and_in_no_share(ask):
    figure = online_offline.sides(ask, scope(ask, "2025"))
    assert "没有写渠道的订单（占销售额 4.8%）分不出线上线下，占比里不计。" in figure.notes
    assert figure.frame["share"].sum() == pytest.approx(1)
    earlier = online_offline.sides(ask, scope(ask, "2024"))
    assert not any("没有写渠道" in note for note in earlier.notes)


def test_a_channel_whose_name_says_nothing_is_named_until_somebody_chooses(tmp_path):
    warehouse = warehouse_in(tmp_path / "store")
    fill(warehouse, tmp_path, orders=orders("天猫", "神秘渠道"))
    ask = Ask(warehouse.query)
    figure = online_offline.sides(ask, scope(ask, "2025"))
    assert figure.notes[0].startswith(
        "神秘渠道的名称看不出类型，暂按直销（线下）计，占销售额 14.3%"
    )
    choose(warehouse, "神秘渠道", "social")
    chosen = Ask(warehouse.query)
    assert not any(
        "看不出类型" in n for n in online_offline.sides(chosen, scope(chosen, "2025")).notes
    )


def test_the_return_of_a_week_is_that_of_the_last_month_and_says_so(ask):
    said = online_offline.sides(ask, scope(ask, "2025-W27")).sentence
    assert "2025年6月投入产出比线上 0.50、线下 2.50" in said


def test_the_course_of_the_share_beside_the_year_before(ask):
    figure = online_offline.course(ask, scope(ask, "2025"))
    assert figure.sentence == "近 3 个月线上占 30.0%，去年同期 25.0%，上升 5.0个百分点。"
    assert figure.frame["share"].tolist() == pytest.approx([0.25] * 12 + [0.3] * 12)
    assert figure.frame["before"].dropna().tolist() == pytest.approx([0.25] * 12)


def test_one_side_alone_is_said(tmp_path):
    alone = asked(tmp_path, orders=orders("天猫"), spend=SPEND)
    assert online_offline.sides(alone, scope(alone, "2025")).sentence == "全部销售额来自线上渠道。"


def test_without_channels_it_says_what_would_tell(tmp_path, ask):
    assert online_offline.unavailable(ask, scope(ask)) is None
    none = asked(tmp_path, orders=[{"order_date": "2025-01-02", "order_id": "1", "amount": 5}])
    assert online_offline.unavailable(none, scope(none)).missing == ("orders.channel",)


def test_without_spend_there_is_no_return_and_it_says_why(tmp_path):
    ask = asked(tmp_path, orders=orders("天猫", "品牌门店"))
    figure = online_offline.sides(ask, scope(ask, "2025"))
    assert "roi" not in figure.frame or figure.frame["roi"].isna().all()
    assert figure.sentence == "线上占 30.0%（去年同期 25.0%）；线上同比 +50.0%，线下 +16.7%。"
    assert any("未列出" in note for note in figure.notes)
