"""Orders, returns, renewals and shipments on cases that can be counted on fingers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from salesdash.catalog.metrics import METRICS
from salesdash.errors import EntryError
from salesdash.figures.kpis import own_figure, pipeline
from salesdash.figures.lights import current
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.warehouse.imports.load import load
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.settings import Settings
from tests.stores import Rows, asked, batch, fill, scope

LAST = {"order_date": "2024-12-31", "amount": 0}  # up to where the data go


def order(number: str | None, day: str, amount: float, **more: Any) -> dict[str, Any]:
    return {"order_id": number, "order_date": day, "amount": amount, **more}


def value(ask: Ask, metric: str, period: str | None = None) -> float | None:
    found = ask([metric], [], scope(ask, period))[metric].iloc[0]
    return None if pd.isna(found) else float(found)


def test_two_shops_that_number_from_one_have_orders_of_their_own(tmp_path: Path):
    rows = [order("1", "2024-01-05", 100, channel=c) for c in ("天猫", "天猫", "京东")]
    assert value(asked(tmp_path, orders=rows), "orders") == 2


def test_one_number_of_several_customers_is_one_order(tmp_path: Path):
    rows = [order("1", "2024-01-05", 100, customer=who) for who in "甲乙"]
    ask = asked(tmp_path, orders=rows)
    assert (value(ask, "orders"), value(ask, "customers")) == (1, 2)


def test_who_only_gave_back_bought_nothing(tmp_path: Path):
    """甲 bought in 2023 and gave back in 2024; 丁 gave back what nobody knows of."""
    rows = [
        order("1", "2023-03-05", 1000, customer="甲"),
        order("2", "2023-04-05", 1000, customer="乙"),
        order("R1", "2024-02-05", -1000, customer="甲"),
        order("3", "2024-03-05", 1000, customer="乙"),
        order("4", "2024-04-05", 1000, customer="丙"),
        order("R2", "2024-05-05", -500, customer="丁"),
        order("5", "2024-12-31", 1000, customer="乙"),
    ]
    ask = asked(tmp_path, orders=rows)
    found = {
        key: value(ask, key, "2024")
        for key in ("customers", "orders", "new_customers", "retention_rate", "repurchase_rate", "aov")
    }  # fmt: skip
    assert found == {
        "customers": 2, "orders": 3, "new_customers": 1, "retention_rate": 0.5, "repurchase_rate": 0.5, "aov": 500,
    }  # fmt: skip


def test_an_order_taken_back_in_full_is_none(tmp_path: Path):
    rows = [
        order("1", "2024-01-05", 100),
        order("1", "2024-01-09", -100),
        order("2", "2024-02-05", 7),
    ]
    assert value(asked(tmp_path, orders=rows), "orders") == 1


SOLD = [
    order("1", "2024-03-05", 600, product="锅", customer="甲"),
    order("1", "2024-03-05", 400, product="勺", customer="甲"),
    order("2", "2024-04-05", 500, product="锅", customer="乙"),
]


@pytest.mark.parametrize(
    ("sheet", "returns"),
    [
        ([{"order_id": "1", "product": "锅", "amount": 200}], 200),
        ([{"order_id": "1", "product": "锅", "amount": 9000}], 600),
        ([{"order_id": "1", "product": "锅"}], 600),
        ([{"order_id": "1"}], 1000),
        ([{"order_id": "1", "amount": 300}], 300),
        ([{"order_id": "1", "product": "锅", "amount": 200}] * 2, 400),
        ([{"order_id": "1", "product": "锅", "amount": 400}] * 2, 600),
        ([{"order_id": "9", "amount": 400}], 0),
    ],
)
def test_a_return_is_what_is_stated_at_most_the_line(tmp_path: Path, sheet: Rows, returns: float):
    ask = asked(tmp_path, orders=[*SOLD, LAST], returns=sheet)
    assert value(ask, "returns") == returns
    assert value(ask, "net_sales") == 1500 - returns
    assert value(ask, "return_rate") == pytest.approx(returns / 1500)


def test_a_return_of_an_order_is_spread_over_its_lines_to_the_last_unit(tmp_path: Path):
    ask = asked(tmp_path, orders=[*SOLD, LAST], returns=[{"order_id": "1", "amount": "100.01"}])
    parts = ask(["returns"], ["product"], ask.everything).set_index("product")["returns"]
    assert parts["锅"] == pytest.approx(60.006)
    assert value(ask, "returns") == pytest.approx(100.01, abs=1e-9)


def test_a_return_counts_on_its_own_day_so_that_closed_months_stay_closed(tmp_path: Path):
    sheet = [{"order_id": "1", "product": "锅", "date": "2024-05-06"}]
    ask = asked(tmp_path, orders=[*SOLD, LAST], returns=sheet)
    assert (value(ask, "net_sales", "2024-03"), value(ask, "returns", "2024-03")) == (1000, 0)
    assert (value(ask, "net_sales", "2024-05"), value(ask, "returns", "2024-05")) == (-600, 600)


def test_a_return_newer_than_every_order_is_known_with_the_newest(tmp_path: Path):
    sheet = [{"order_id": "1", "product": "锅", "date": "2024-05-06"}]
    ask = asked(tmp_path, orders=SOLD, returns=sheet)
    assert value(ask, "returns", "2024") == 600
    earlier = scope(ask, "2024").over(None)
    assert ask(["returns"], [], earlier)["returns"].iloc[0] == 600


@pytest.mark.parametrize(
    ("credit", "returns", "net"),
    [
        (order("1", "2024-05-05", -600, product="锅", customer="甲"), 600, 900),  # of the same order
        (order("1", "2024-05-05", -200, product="锅", customer="甲"), 600, 900),  # in part
        (order("R", "2024-05-05", -600, product="锅", customer="甲"), 600, 900),  # of the same goods
        (order("R", "2024-05-05", -600, product="锅", customer="乙"), 1200, 300),  # of another customer
        (order("R", "2024-05-05", -100, product="锅", customer="甲"), 700, 800),  # of another amount
    ],
)  # fmt: skip
def test_goods_marked_and_credited_count_once(tmp_path: Path, credit, returns, net):
    sheet = [{"order_id": "1", "product": "锅"}]
    ask = asked(tmp_path, orders=[*SOLD, credit, LAST], returns=sheet)
    assert (value(ask, "returns"), value(ask, "net_sales")) == (returns, net)


def test_a_return_of_one_shop_leaves_the_order_of_the_other(tmp_path: Path):
    rows = [order("1", "2024-03-05", 100, channel=c) for c in ("天猫", "京东")]
    ask = asked(tmp_path, orders=rows, returns=[{"order_id": "1", "channel": "京东"}])
    by_channel = ask(["returns"], ["channel"], ask.everything).set_index("channel")["returns"]
    assert by_channel.to_dict() == {"天猫": 0, "京东": 100}


def test_over_what_was_taken_back_on_balance_there_is_no_rate(tmp_path: Path):
    """−200 sold and 100 of it profit lost are no margin of 50 %, and no cost of −50 % either."""
    rows = [
        order("1", "2024-03-05", 100, cost=50, quantity=1),
        order("R", "2024-03-06", -300, cost=-150, quantity=-3),
    ]
    spend: Rows = [{"date": "2024-03", "spend": 100}]
    ask = asked(tmp_path, orders=[*rows, order("2", "2024-04-30", 10, cost=5)], spend=spend)
    keys = ["margin_rate", "cost_ratio", "price", "sales", "gross_profit"]
    march = ask(keys, [], scope(ask, "2024-03")).iloc[0]
    assert march[:3].isna().all()
    assert march[3:].to_list() == [-200, -100]


def test_a_refund_column_is_a_return_at_most_the_line(tmp_path: Path):
    rows = [
        order("1", "2024-03-05", 100, refund=30),
        order("2", "2024-03-05", 100, refund=900),
        order("3", "2024-03-05", 100, refund=0),
    ]
    ask = asked(tmp_path, orders=rows)
    assert (value(ask, "returns"), value(ask, "net_sales"), value(ask, "orders")) == (130, 170, 3)


def test_an_export_after_refunds_is_not_lessened_by_them_again(tmp_path: Path):
    """Paid 100, kept 100; paid 80, all refunded; paid 50, 20 refunded; never paid."""
    rows = [
        order("1", "2024-03-05", 100, refund=0),
        order("2", "2024-03-05", 0, refund=80),
        order("3", "2024-03-05", 30, refund=20),
        order("4", "2024-03-05", 0, refund=0),
    ]
    ask = asked(tmp_path, orders=rows)
    assert value(ask, "sales") == 130
    assert (value(ask, "returns"), value(ask, "net_sales"), value(ask, "orders")) == (100, 130, 3)
    assert value(ask, "return_rate") == pytest.approx(100 / 230)


def test_without_a_word_of_returns_nothing_says_that_there_were_none(
    tmp_path_factory: pytest.TempPathFactory,
):
    bare = asked(tmp_path_factory.mktemp("bare"), orders=SOLD)
    assert value(bare, "return_rate") is None
    assert bare.missing(METRICS["return_rate"]) == ("orders.refund|returns",)
    told = asked(tmp_path_factory.mktemp("told"), orders=[{**row, "refund": 0} for row in SOLD])
    assert value(told, "return_rate") == 0


def test_lifetime_value_is_of_named_customers(tmp_path: Path):
    """Twelve nameless sales; 甲 buys twice at 100 and 50 % margin and is kept: 100 × 2 × 0.5 × 5."""
    rows = [order(f"P{n}", f"2024-{n:02}-10", 100, cost=50) for n in range(1, 13)]
    rows += [
        order(f"{year}{n}", f"{year}-0{n}-05", 100, cost=50, customer="甲")
        for year in (2023, 2024)
        for n in (3, 9)
    ]
    assert value(asked(tmp_path, orders=[*rows, LAST]), "clv", "2024") == pytest.approx(500)


def test_a_renewal_past_due_and_blank_is_none(tmp_path: Path):
    customers: Rows = [
        {"customer": "甲", "renewal_date": "2024-03-01", "renewed": True},
        {"customer": "乙", "renewal_date": "2024-03-01"},
        {"customer": "丙", "renewal_date": "2024-12-31"},  # on the last day: not past it
    ]
    ask = asked(tmp_path, orders=[LAST], customers=customers)
    assert value(ask, "renewal_rate", "2024") == 0.5


SHIPPED = [
    order("1", "2024-12-01", 10, ship_date="2024-12-04", channel="天猫"),
    order("2", "2024-12-01", 10, ship_date="2024-12-05", channel="天猫"),
    order("3", "2024-12-20", 10, channel="天猫"),  # overdue
    order("4", "2024-12-30", 10, channel="天猫"),  # not due yet
    order("5", "2024-12-20", 10, channel="门店"),  # over the counter
    order("6", "2024-12-02", -10, channel="天猫"),
]


def test_what_is_overdue_and_not_shipped_is_late(tmp_path: Path):
    assert value(asked(tmp_path, orders=[*SHIPPED, LAST]), "shipped_in_time") == pytest.approx(
        1 / 3
    )


@pytest.mark.parametrize(
    ("as_of", "shares"),
    [
        ("2024-12-03", (None, None)),  # nothing is shipped, nothing is overdue
        ("2024-12-04", (1.0, 3.0)),
        ("2024-12-05", (0.5, 3.5)),
    ],
)
def test_shipments_are_known_on_their_day(tmp_path: Path, as_of: str, shares):
    ask = asked(tmp_path, orders=[*SHIPPED, LAST])
    known = ask(["shipped_in_time", "ship_days"], [], Scope(date.fromisoformat(as_of))).iloc[0]
    assert tuple(None if pd.isna(found) else found for found in known) == shares


DEALS: Rows = [
    {"opportunity_id": "1", "stage": "won", "created": "2024-03-01", "closed": "2024-06-10", "amount": 100},
    {"opportunity_id": "2", "stage": "lost", "created": "2024-04-01", "closed": "2024-05-10", "amount": 200},
    {"opportunity_id": "3", "stage": "proposal", "created": "2024-05-01", "amount": 400},
    {"opportunity_id": "4", "stage": "won", "closed": "2024-06-20", "amount": 800},
]  # fmt: skip


@pytest.mark.parametrize(
    ("as_of", "win_rate", "pipeline", "cycle"),
    [
        ("2024-04-30", None, 300, None),
        ("2024-05-31", 0.0, 500, None),
        ("2024-06-10", 0.5, 400, 101),
        ("2024-06-30", 2 / 3, 400, 101),
    ],
)
def test_a_deal_is_open_until_the_day_of_its_close(
    tmp_path: Path, as_of: str, win_rate, pipeline, cycle
):
    ask = asked(tmp_path, orders=[LAST], opportunities=DEALS)
    on = Scope(date.fromisoformat(as_of))
    known = ask(["win_rate", "pipeline", "sales_cycle"], [], on).iloc[0]
    assert tuple(None if pd.isna(found) else found for found in known) == (
        win_rate and pytest.approx(win_rate), pipeline, cycle,
    )  # fmt: skip
    assert ask.open_amount(on) == pipeline


def test_the_day_on_which_an_open_deal_is_expected_to_close_is_none_on_which_anything_happened(
    tmp_path: Path,
):
    """Of deals alone the newest day is that of the last won, lost or begun one, and none yet to come."""
    expected = {**DEALS[2], "closed": "2025-02-17"}
    ask = asked(tmp_path, opportunities=[*DEALS[:2], expected])
    assert ask.as_of == date(2024, 6, 10)
    assert ask(["median_cycle"]).iloc[0].tolist() == [(101 + 39) / 2]
    assert ask(["pipeline"]).iloc[0].tolist() == [400]


def test_where_deals_stood_is_known_of_the_newest_day_alone(tmp_path: Path):
    """Of three that are known now one was won, one lost at the start, and one has a proposal made."""
    last = {"order_date": "2024-06-20", "amount": 0}
    ask = asked(tmp_path, orders=[last], opportunities=DEALS[:3])
    reached = {
        day: ask(["deals_reached"], ["stage"], Scope(date.fromisoformat(day)))
        .set_index("stage")["deals_reached"]
        .to_dict()
        for day in ("2024-06-20", "2024-06-19")
    }
    assert reached == {"2024-06-20": {"lead": 3, "proposal": 2}, "2024-06-19": {}}
    (funnel,) = own_figure.natural(ask, Scope(date(2024, 6, 19), Period.parse("2024")), "win_rate")
    assert funnel.frame.empty
    assert funnel.sentence == pipeline.NOT_RECORDED
    lights = current.standings(ask, Scope(date(2024, 6, 19), Period.parse("2024")))
    light = next(one for one in lights if one.metric.key == "stage_conversion")
    assert (light.value, light.verdict.reason) == (None, "not_recorded")


TICKETS: Rows = [
    {"opened": "2024-06-01T08:00", "first_response": "2024-06-02T07:00", "resolved": "2024-06-03T08:00", "csat": 5},
    {"opened": "2024-06-01T09:00", "first_response": "2024-06-07T09:00", "resolved": "2024-06-08T09:00", "csat": 1},
    {"opened": "2024-12-31T09:00"},
]  # fmt: skip


@pytest.mark.parametrize(
    ("as_of", "response", "resolved", "hours", "csat"),
    [
        ("2024-06-01", None, None, None, None),
        ("2024-06-02", 1.0, None, 23, None),
        ("2024-06-03", 0.5, 1.0, 23, 1.0),  # 48 h have passed for the other
        ("2024-06-04", 0.5, 0.5, 23, 1.0),
        ("2024-06-08", 0.5, 0.5, 83.5, 0.5),
    ],
)
def test_tickets_are_answered_from_the_day_of_their_answer_on(
    tmp_path: Path, as_of: str, response, resolved, hours, csat
):
    ask = asked(tmp_path, orders=[LAST], tickets=TICKETS)
    keys = ["response_48h", "resolved_72h", "response_hours", "csat"]
    known = ask(keys, [], Scope(date.fromisoformat(as_of))).iloc[0]
    assert [None if pd.isna(found) else found for found in known] == [
        response, resolved, hours, csat,
    ]  # fmt: skip


@pytest.mark.parametrize(("as_of", "rate"), [("2024-03-01", None), ("2024-03-02", 0.0)])
def test_a_renewal_is_past_due_the_day_after(tmp_path: Path, as_of: str, rate):
    customers: Rows = [
        {"customer": "甲", "renewal_date": "2024-03-01"},
        {"customer": "乙", "renewal_date": "2024-05-01", "renewed": True},
    ]
    ask = asked(tmp_path, orders=[LAST], customers=customers)
    found = ask(["renewal_rate"], [], Scope(date.fromisoformat(as_of)))["renewal_rate"].iloc[0]
    assert (None if pd.isna(found) else found) == rate


def test_the_days_to_ship_within_are_the_workspaces(tmp_path: Path):
    warehouse = Warehouse(tmp_path / "store")
    fill(warehouse, tmp_path, orders=[*SHIPPED, LAST])
    Settings(warehouse).set_rules({"ship_within": 4})
    assert value(Ask(warehouse.query), "shipped_in_time") == pytest.approx(2 / 3)
    with pytest.raises(EntryError):
        Settings(warehouse).set_rules({"ship_within": -1})


def test_who_first_shows_up_as_the_data_begin_is_unknown_for_whatever_is_asked(tmp_path: Path):
    rows = [
        order("1", "2024-01-01", 10, customer="甲", channel="天猫"),
        order("2", "2024-03-30", 10, customer="乙", channel="天猫"),
        order("3", "2024-03-31", 10, customer="丙", channel="京东"),
    ]
    ask = asked(tmp_path, orders=[*rows, LAST])
    assert value(ask, "new_customers", "2024") is None
    by_month = ask(["new_customers"], ["month"], scope(ask, "2024")).set_index("month")
    assert by_month["new_customers"].isna().to_dict()["2024-01"]
    by_channel = ask(["new_customers"], ["channel"], scope(ask, "2024")).set_index("channel")
    assert by_channel["new_customers"]["京东"] == 1
    assert value(ask, "new_customers", "2024-03-31..2024-12-31") == 1


def test_the_receipt_says_that_returns_stand_in_two_forms(tmp_path: Path):
    warehouse = Warehouse(tmp_path / "store")
    credit = order("R", "2024-05-05", -600, product="锅", customer="甲")
    fill(warehouse, tmp_path, "orders.csv", orders=[*SOLD, credit])
    file = tmp_path / "returns.csv"
    file.write_text("returns", encoding="utf-8")
    [receipt] = load(warehouse, file, file.name, [batch("returns", [{"order_id": "1"}])])
    assert "标记退货 1 行，负数行 1 行" in receipt.notes[-1].zh


def test_the_receipt_says_how_many_renewals_are_blank(tmp_path: Path):
    warehouse = Warehouse(tmp_path / "store")
    fill(warehouse, tmp_path, "orders.csv", orders=SOLD)
    customers: Rows = [
        {"customer": "甲", "renewal_date": "2024-01-01", "renewed": True},
        {"customer": "乙", "renewal_date": "2024-01-01"},
    ]
    file = tmp_path / "customers.csv"
    file.write_text("customers", encoding="utf-8")
    [receipt] = load(warehouse, file, file.name, [batch("customers", customers)])
    assert receipt.notes[-1].zh.startswith("1 位客户续约日已过")
