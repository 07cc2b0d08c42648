"""Tmall moved half of its money from content to promotion; Direct spends as a year before."""

from __future__ import annotations

import pytest

from salesdash.figures.channels.operations import purposes as _purposes
from tests.heard import heard
from tests.stores import asked, scope

purposes = heard(_purposes)
ORDERS = [
    {"order_date": day, "order_id": day, "channel": "天猫", "amount": 100}
    for day in ("2024-01-02", "2025-12-31")
]
SPENT = [
    ("2024-06", "天猫", "promotion", 20), ("2024-06", "天猫", "content", 80),
    ("2025-06", "天猫", "promotion", 140), ("2025-06", "天猫", "content", 60),
    ("2024-06", "直销", "service", 10), ("2025-06", "直销", "service", 10),
]  # fmt: skip


def spend(rows):
    return [
        {"date": month, "channel": channel, "purpose": purpose, "spend": amount}
        for month, channel, purpose, amount in rows
    ]


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    return asked(tmp_path_factory.mktemp("purposes"), orders=ORDERS, spend=spend(SPENT))


def test_the_parts_of_a_members_spend_add_up_to_it(ask):
    shown = purposes.by_purpose(ask, scope(ask, "2025"), "channel").frame
    assert shown.groupby("channel")["share"].sum().tolist() == [1, 1]


def test_whose_mix_moved_most_is_named_with_both_sides(ask):
    shown = purposes.by_purpose(ask, scope(ask, "2025"), "channel")
    promotion = shown.frame.set_index(["channel", "purpose"]).loc["天猫", "促销"]
    assert (promotion["share_before"], promotion["share"]) == (0.2, 0.7)
    assert shown.sentence.startswith("天猫的促销")
    assert "20.0% → 70.0%（+50.0个百分点）" in shown.sentence


def test_a_mix_within_five_points_is_level(tmp_path_factory):
    level = asked(tmp_path_factory.mktemp("level"), orders=ORDERS, spend=spend(SPENT[-2:]))
    shown = purposes.by_purpose(level, scope(level, "2025"), "channel")
    assert shown.sentence == "各渠道的费用结构与去年同期相近。"


def test_by_what_spend_is_not_stated_it_says_so(ask):
    shown = purposes.by_purpose(ask, scope(ask, "2025"), "product")
    assert shown.is_empty
    assert shown.sentence == "费用没有按产品填写。"


def test_without_purposes_it_says_what_brings_them(tmp_path_factory):
    rows = [{"date": "2025-06", "channel": "天猫", "spend": 5}]
    bare = asked(tmp_path_factory.mktemp("bare"), orders=ORDERS, spend=rows)
    assert purposes.by_purpose(bare, scope(bare, "2025"), "channel").missing == ("spend.purpose",)
