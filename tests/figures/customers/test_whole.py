"""Who the customers are: segments, names, silences; on cases that can be counted on fingers."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from salesdash.catalog.customers.groups import Group
from salesdash.catalog.customers.segments import SEGMENTS
from salesdash.figures.customers.whole import expected as _expected
from salesdash.figures.customers.whole import names as _names
from salesdash.figures.customers.whole import segments as _segments
from salesdash.figures.customers.whole import winning_back as _winning_back
from salesdash.warehouse.questions.coming import gone_for_good
from tests.heard import heard
from tests.stores import asked, scope

expected, names, segments, winning_back = map(heard, (_expected, _names, _segments, _winning_back))


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory):
    """Five who ordered 1 to 5 times, the more often the later and the larger; one three years ago."""
    orders = [
        {"order_date": str(date(2025, 6, 30) - timedelta(days=(5 - n) * 10 + 20 * k)),
         "order_id": f"{n}{k}", "customer": f"客户{n}", "amount": 100 * n, "salesperson": "张伟"}
        for n in range(1, 6)
        for k in range(n)
    ]  # fmt: skip
    orders.append({"order_date": "2022-06-01", "customer": "旧客户", "amount": 10})
    return asked(tmp_path_factory.mktemp("whole"), orders=orders)


EVERYONE = Group("narrowed", ("any", "any"))


def test_segments_hold_everybody_once_former_customers_last(ask):
    """Ranks 1 to 5 of 5 in each of the three: the two best are high in all, the others in none."""
    frame = segments.table(ask, scope(ask)).frame
    assert len(frame) == len(SEGMENTS) + 1
    counts = dict(zip(frame["segment"], frame["customers"], strict=True))
    assert (counts["重要价值客户"], counts["一般挽留客户"], counts["以前的客户"]) == (2, 3, 1)
    assert frame["customers"].sum() == 6
    assert frame["amount"].sum() == 100 * sum(n * n for n in range(1, 6))


def test_beside_a_segment_that_gave_back_more_than_it_took_none_has_a_share(tmp_path):
    orders = [
        {"order_date": "2025-03-30", "order_id": f"{who}{n}", "customer": who, "amount": amount}
        for who, amount in (("甲", 900), ("乙", 300))
        for n in range(3)
    ]
    orders.append({"order_date": "2025-03-29", "order_id": "x", "customer": "丙", "amount": 100})
    orders.append({"order_date": "2025-03-30", "order_id": "y", "customer": "丙", "amount": -700})
    company = asked(tmp_path, orders=orders)
    figure = segments.table(company, scope(company))
    assert (figure.frame["amount"] < 0).any()
    assert figure.frame["share"].isna().all()
    assert "占" not in figure.sentence


def test_what_nobody_is_in_is_said_in_words_and_not_as_0(tmp_path):
    alike = [{"order_date": "2025-03-01", "customer": f"客户{n}", "amount": 1} for n in range(20)]
    company = asked(tmp_path, orders=alike)
    told = segments.table(company, scope(company))
    best = dict(zip(told.frame["segment"], told.frame["customers"], strict=True))["重要价值客户"]
    assert told.sentence == "还没有重要价值客户；没有大客户近来少下单。"
    assert best == 0


def test_names_say_how_many_there_are_and_can_be_clicked(ask):
    figure = names.listing(ask, scope(ask), Group("rfm", ("RFM",)))
    assert figure.frame["customer"].tolist() == ["客户5", "客户4"]
    assert figure.sentence.startswith("2 位客户。")
    assert names.listing(ask, scope(ask), EVERYONE, "没有这个").sentence == "没有符合的客户。"


def test_the_one_list_narrows_to_a_tier_and_a_status_and_says_what_is_at_stake(ask):
    """Of the six only the one of three years ago is long silent; nothing of his is bought any more."""
    everyone = names.listing(ask, scope(ask), EVERYONE, order="stake")
    frame = everyone.frame
    staked = frame["at_stake"].dropna()
    assert staked.is_monotonic_decreasing
    assert (len(frame), len(staked)) == (6, 5)
    assert frame["customer"].iloc[-1] == "旧客户"
    assert "近 12 个月销售额共 5,500元，其中 " in everyone.sentence
    going = names.listing(ask, scope(ask), Group("narrowed", ("any", "leaving"))).frame
    assert "旧客户" in set(going["customer"])
    assert set(going["status"]) <= {"有流失风险", "已流失"}
    former = names.listing(ask, scope(ask), Group("narrowed", ("former", "any"))).frame
    assert former["customer"].tolist() == ["旧客户"]
    assert set(frame["rhythm_of"].dropna()) == {"本人", "全公司"}


def test_a_chance_to_win_back_is_the_one_that_money_at_stake_rests_on(ask):
    on = scope(ask)
    everyone = ask.standing(on)
    gone = gone_for_good(ask, everyone, on.as_of)
    reached = everyone["days_since"] / everyone["rhythm"]
    for row in winning_back.chances(ask, on).frame.to_dict("records"):
        silent = reached >= row["times"]
        assert row["chance"] == pytest.approx(1 - gone[silent].mean())
        assert row["now"] == silent.sum()


def test_a_longer_silence_is_ended_less_often(ask):
    """Every 20 days: of 10 gaps all ended; silent now are five for 0 to 40 days and one for three years."""
    frame = winning_back.chances(ask, scope(ask)).frame
    assert frame["chance"].is_monotonic_decreasing
    assert frame["lasted"].iloc[0] == 10 + 4
    assert frame["ended"].iloc[0] == 10
    assert frame["now"].tolist()[-1] == 1


def test_the_chance_of_one_length_of_silence_is_said_once(tmp_path: Path):
    """甲 bought every 20 days and is silent for 23: nobody is silent for longer."""
    days = (("2025-01-01", "甲"), ("2025-01-21", "甲"), ("2025-02-10", "甲"), ("2025-03-05", "乙"))
    few = asked(
        tmp_path, orders=[{"order_date": day, "customer": who, "amount": 1} for day, who in days]
    )
    chances = winning_back.chances(few, scope(few))
    assert chances.frame["times"].tolist() == [1]
    assert chances.sentence.startswith("停到 1 倍平时间隔的，还有 ")
    assert chances.sentence.count("停到") == 1


def test_too_few_customers_are_not_foreseen(ask):
    assert "200 位" in expected.by_tier(ask, scope(ask)).sentence


def test_orders_without_names_ask_for_them(tmp_path: Path):
    nameless = asked(tmp_path, orders=[{"order_date": "2025-06-30", "amount": 1}])
    for figure in (segments.table, winning_back.chances, expected.by_tier):
        assert "没有客户" in figure(nameless, scope(nameless)).sentence
