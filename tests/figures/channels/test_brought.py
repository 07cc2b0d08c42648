"""Spend by channel beside sales that name none: three years of weeks, of which the answer is known.

A week's sales are 1,000, 4 for each 元 of 电视, 0.1 for each of 户外, and a little that comes by chance.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from salesdash.figures.channels import brought as _brought
from salesdash.figures.channels import whole as _whole
from tests.heard import heard
from tests.stores import asked, scope

brought, whole = heard(_brought), heard(_whole)
FIRST = date(2022, 10, 3)
WEEKS = 160


def rows(**of_each_order: object):
    orders, spend = [], []
    for n in range(WEEKS):
        day = str(FIRST + timedelta(weeks=n))
        tv, boards = 100 * (n * 7 % 13), 50 * (n * 5 % 11)
        amount = 1000 + 4 * tv + boards / 10 + n * n * 31 % 17
        orders.append({"order_date": day, "amount": amount, **of_each_order})
        spend += [
            {"date": day, "channel": "电视", "spend": tv},
            {"date": day, "channel": "户外", "spend": boards},
        ]
    return {"orders": orders, "spend": spend}


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    return asked(tmp_path_factory.mktemp("brought"), **rows())


def test_each_channel_has_what_it_brought_and_whether_that_pays(ask):
    figure = brought.brought(ask, scope(ask))
    frame = figure.frame.set_index("channel")
    assert frame.loc["电视", "each"] == pytest.approx(4, abs=0.02)
    assert frame.loc["户外", "each"] == pytest.approx(0.1, abs=0.05)
    assert list(frame["roi"]) == pytest.approx(list(frame["each"] - 1))
    assert frame["reading"].to_dict() == {"电视": "● 收回费用", "户外": "■ 没有收回"}
    assert frame.loc["电视", "low"] < 4 < frame.loc["电视", "high"]
    assert figure.title == "每 1 元渠道费用带来多少销售额"
    assert "不是证明" in figure.notes[0]


def test_the_page_answers_with_it(ask):
    assert whole.headline(ask, scope(ask)).startswith(
        "电视收回了费用；户外没有收回费用。在订单表加一列"
    )
    english = whole.headline(ask, scope(ask, lang="en"))
    assert english.startswith("电视 pays; 户外 does not pay. Add a column")


def test_where_costs_are_known_it_is_of_gross_profit(tmp_path):
    ask = asked(tmp_path, **rows(cost=0))
    figure = brought.brought(ask, scope(ask))
    assert figure.title == "每 1 元渠道费用带来多少毛利"


def test_nothing_is_estimated_where_orders_name_channels_or_weeks_are_few(tmp_path, ask):
    named = asked(tmp_path, **rows(channel="电视"))
    assert brought.brought(named, scope(named)) is None
    assert brought.brought(ask, scope(ask).where("channel", "电视")) is None
