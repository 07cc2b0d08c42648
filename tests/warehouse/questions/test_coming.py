"""The orders to come, and what customers are worth by them, against plain pandas."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import numpy as np
import pandas as pd
import pytest

from salesdash.analysis.lifetimes import WEEKS, Histories, OrderFit, fitted
from salesdash.catalog.customers.groups import Group
from salesdash.catalog.metrics import METRICS
from salesdash.figures import two_sides
from salesdash.figures.asked import asked as asked_figure
from salesdash.figures.cache import Cache
from salesdash.figures.customers.whole import names
from salesdash.figures.customers.whole.expected import by_tier
from salesdash.figures.foresight import foresee
from salesdash.figures.lights import current
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import Text
from salesdash.warehouse.questions import coming
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.settings import Settings
from tests.orders_in_pandas import booked
from tests.stores import Rows, asked, fill, scope

FIRST, LAST = date(2023, 1, 2), date(2024, 6, 30)
ORDER = {"amount": 0, "cost": 0}


def company(customers: int, first: date = FIRST, last: date = LAST) -> Rows:
    """Customers of ever other patience and other lives, two channels; some orders on the same day."""
    dice = Random(5)
    rows: Rows = [{"order_date": str(day), **ORDER} for day in (first, last)]
    for n in range(customers):
        day = first + timedelta(dice.randrange((last - first).days))
        often, leaves = dice.gammavariate(1, 1 / 30), dice.betavariate(1, 5)
        while day <= last:
            for _ in range(dice.choice((1, 1, 1, 2))):
                amount = dice.randrange(50, 150)
                rows.append({
                    "order_id": f"{len(rows)}", "order_date": str(day), "customer": f"C{n}",
                    "channel": dice.choice(("天猫", "京东")), "amount": amount, "cost": amount * 0.6,
                })  # fmt: skip
            if dice.random() < leaves:
                break
            day += timedelta(1 + int(dice.expovariate(often + 0.001)))
    return rows


def histories(lines: pd.DataFrame, on: date) -> tuple[pd.DataFrame, Histories, OrderFit]:
    """Who bought by a day, one row each; the same for the fit, and the fit."""
    bought = lines[lines["buyer"].notna()]
    bought = bought.assign(day=pd.to_datetime(bought["order_date"]))
    bought = bought[bought["day"] <= pd.Timestamp(on)]
    each = bought.groupby("buyer").agg(
        first=("day", "min"), last=("day", "max"), days=("day", "nunique"), orders=("order", "nunique")
    )  # fmt: skip
    of = Histories(
        (each["days"] - 1).to_numpy(float),
        (each["last"] - each["first"]).dt.days.to_numpy(float) / 7,
        (pd.Timestamp(on) - each["first"]).dt.days.to_numpy(float) / 7,
        np.ones(len(each)),
    )
    return each, of, fitted(of)


def lifetime_value(rows: Rows, on: date, channel: str | None = None) -> float:
    """Order value × margin × orders of five years a customer, of who ordered in the 12 months to a day."""
    lines = booked(rows)
    each, of, fit = histories(lines, on)
    coming = fit.expected(of, 5 * WEEKS) * each["orders"] / each["days"]
    days = pd.to_datetime(lines["order_date"])
    a_year_ago = pd.Timestamp(on) + pd.Timedelta(days=1) - pd.DateOffset(months=12)
    recent = lines[(days >= a_year_ago) & (days <= pd.Timestamp(on)) & lines["buyer"].notna()]
    coming_an_order = coming / recent.groupby("buyer")["order"].nunique()
    if channel:
        recent = recent[recent["channel"] == channel]
    orders = recent.drop_duplicates("order")
    expected = orders["buyer"].map(coming_an_order).sum() / orders["buyer"].nunique()
    profit = (recent["amount"] - recent["cost"]).sum()
    return float(profit / len(orders) * expected)


@pytest.fixture(scope="module")
def rows() -> Rows:
    return company(260)


@pytest.fixture(scope="module")
def ask(rows: Rows, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    return asked(tmp_path_factory.mktemp("coming"), orders=rows)


def clv(ask: Ask, on: date, channel: str | None = None) -> float:
    view = Scope(on, Period(date(2024, 1, 1), date(2025, 1, 1)))
    return float(ask(["clv"], [], view.where("channel", channel) if channel else view)["clv"].iloc[0])  # fmt: skip


@pytest.mark.parametrize("on", [LAST, date(2024, 3, 31)])
@pytest.mark.parametrize("channel", [None, "天猫"])
def test_lifetime_value_rests_on_the_orders_to_come(ask: Ask, rows: Rows, on: date, channel):
    assert clv(ask, on, channel) == pytest.approx(lifetime_value(rows, on, channel))


def test_every_member_and_month_is_what_it_is_alone(ask: Ask):
    year = Scope(LAST, Period(date(2024, 1, 1), date(2025, 1, 1)))
    together = ask(["clv"], ["month", "channel"], year).set_index(["month", "channel"])["clv"]
    for month, last in (("2024-02", date(2024, 2, 29)), ("2024-06", LAST)):
        for channel in ("天猫", "京东"):
            assert together[month, channel] == pytest.approx(clv(ask, last, channel))


def test_orders_to_come_of_all_channels_are_those_of_the_company(ask: Ask):
    year = Scope(LAST, Period(date(2024, 1, 1), date(2025, 1, 1)))
    parts = ask(["coming_orders"], ["channel"], year)["coming_orders"].sum()
    assert parts == pytest.approx(ask(["coming_orders"], [], year)["coming_orders"].iloc[0])


def test_the_whole_company_is_asked_about_once_a_moment(rows: Rows, tmp_path: Path):
    warehouse = Warehouse(tmp_path / "store")
    fill(warehouse, tmp_path, orders=rows)
    memory, put = Cache(), []

    def query(sql: str, values: tuple[object, ...]) -> pd.DataFrame:
        put.append(sql)
        return warehouse.query(sql, values)

    ask = Ask(
        lambda sql, values: memory.keep((sql, values), lambda: query(sql, values)),
        memory.keep,
        foresee,
    )
    quarter = Scope(LAST, Period(date(2024, 4, 1), date(2024, 7, 1)))
    assert ask.columns["coming_orders"]  # what the models tell apart is asked beforehand
    put.clear()
    ask(["coming_orders"], ["month"], quarter)
    assert sum("model.histories" in sql or "model.coming_orders" in sql for sql in put) == 3


def test_what_is_worth_less_later_makes_customers_worth_less(rows: Rows, tmp_path: Path):
    warehouse = Warehouse(tmp_path / "store")
    fill(warehouse, tmp_path, orders=rows)
    plain = clv(Ask(warehouse.query, foresee=foresee), LAST)
    Settings(warehouse).set_rules({"discount_rate": 0.1})
    dearer = Ask(warehouse.query, foresee=foresee)
    # orders come soon or not at all: less than a tenth a year for the two and a half years to the middle
    assert plain / 1.1**2.5 < clv(dearer, LAST) < plain
    assert "10%" in dearer.definition(METRICS["clv"]).en


def test_few_customers_go_on_as_they_did_until_churn_ends_it(tmp_path: Path):
    """100 a year of each at 50 %, half of them leave a year: 50 × 2; discounted by a tenth 50 × 1.82."""
    sold: Rows = [
        {"order_date": day, "customer": who, "amount": 100, "cost": 50}
        for who, days in (("甲", ("2023-03-01", "2024-03-01")), ("乙", ("2023-04-01",)), ("丙", ("2024-05-01",)))
        for day in days
    ]  # fmt: skip
    warehouse = Warehouse(tmp_path / "store")
    fill(warehouse, tmp_path, orders=[*sold, {"order_date": "2024-12-31", **ORDER}])
    known = Ask(warehouse.query, foresee=foresee)
    assert clv(known, date(2024, 12, 31)) == pytest.approx(100)
    assert [words.en for words in two_sides.rests_on(known, ["clv"], scope(known, "2024"))] == [
        "Customer lifetime value: orders a year go on for 1 / yearly churn. With 200 customers and 12 months "
        "of orders they are inferred from when customers ordered (BG/NBD); now there are 3 and 22."
    ]
    Settings(warehouse).set_rules({"discount_rate": 0.1})
    discounted = clv(Ask(warehouse.query, foresee=foresee), date(2024, 12, 31))
    assert discounted == pytest.approx(50 * (1 - 1.1**-2) / np.log(1.1))


@pytest.mark.parametrize(("first", "is_inferred"), [("2023-07-01", True), ("2023-07-02", False)])
def test_a_year_of_orders_is_enough_to_infer_and_to_judge(
    tmp_path: Path, first: str, is_inferred: bool
):
    made = company(260, date.fromisoformat(first))
    spend: Rows = [{"date": f"2024-{month:02}", "spend": 1000} for month in range(1, 7)]
    known = asked(tmp_path, orders=made, spend=spend)
    view = scope(known, "2024")
    (words,) = two_sides.rests_on(known, ["clv"], view)
    assert ("按 260 位客户的下单日推算" in words.zh) == is_inferred
    light = next(s for s in current.standings(known, view) if s.metric.key == "clv_cac")
    assert (light.verdict.reason == "short_history") == (not is_inferred)


def everyone(ask: Ask) -> pd.DataFrame:
    """All customers with what is at stake of each."""
    on = scope(ask, "2024")
    standing = ask.standing(on)
    return standing.assign(at_stake=coming.at_stake(ask, standing, on.as_of))


def notes_of(ask: Ask) -> tuple[Text, ...]:
    return names.listing(ask, scope(ask, "2024"), Group("narrowed", ("any", "any"))).notes


def test_at_stake_is_the_years_money_times_the_chance_of_being_gone(
    ask: Ask, rows: Rows, tmp_path: Path
):
    lines = booked(rows)
    each, of, fit = histories(lines, LAST)
    gone = pd.Series(1 - fit.alive(of), each.index)
    recent = lines[(lines["order_date"] >= "2023-07-01") & lines["buyer"].notna()]
    money = recent.groupby("buyer")["amount"].sum()
    calls = everyone(ask)
    stake = calls.set_index("customer")["at_stake"].dropna()
    assert stake.to_dict() == pytest.approx((money * gone)[stake.index].to_dict())
    assert set(stake.index) == set(money.index)
    assert any("BG/NBD" in note.en and "usual" not in note.en for note in notes_of(ask))


def test_without_a_fit_the_length_of_the_silence_tells_who_is_gone(tmp_path: Path):
    """甲 and 乙 bought every 10 days, 甲 once after 20; 甲 is silent for 10 days (1 interval), 乙 for 40 (4),
    丙 bought once 20 days ago: 2 of the company's intervals of 10. Six silences ended after 1, one after 2, those
    of 1, 2 and 4 go on, two more are counted: 6 of 12 end after 1, then 1 of 5 after 2, then 1 of 3. Of those
    that reached 1, as 甲's, 4/5 · 2/3 never end; of those that reached 2, as the others', 2/3."""
    days = {
        "甲": ("06-20", "06-10", "05-21", "05-11", "05-01"),
        "乙": ("05-21", "05-11", "05-01", "04-21"),
        "丙": ("06-10",),
    }
    sold: Rows = [
        {"order_date": f"2024-{day}", "order_id": f"{who}{day}", "customer": who, "amount": 300}
        for who, own in days.items()
        for day in own
    ]
    few = asked(tmp_path, orders=[*sold, {"order_date": "2024-06-30", "amount": 1}])
    calls = everyone(few)
    stake = calls.set_index("customer")["at_stake"]
    assert stake.to_dict() == pytest.approx({"甲": 800, "乙": 800, "丙": 200})
    (note,) = (note for note in notes_of(few) if "usual" in note.en)
    assert "now there are 3 and 2" in note.en
    assert "平时间隔的几倍" in note.zh


def test_where_the_model_lets_nobody_leave_the_silence_tells(tmp_path: Path):
    """220 customers order once in 40 to 60 days throughout, each as it comes: nobody has left; one of them
    has been silent for 150 days."""
    dice = Random(5)
    sold: Rows = []
    for who in range(220):
        day, last = (
            date(2023, 1, 1) + timedelta(dice.randrange(50)),
            LAST - timedelta(150 * (who == 7)),
        )
        while day <= last:
            sold.append(
                {
                    "order_date": str(day),
                    "order_id": f"{len(sold)}",
                    "customer": f"客{who}",
                    "amount": 100,
                }
            )
            day += timedelta(dice.randrange(40, 61))
    regular = asked(tmp_path, orders=[*sold, {"order_date": str(LAST), **ORDER}])
    expected = coming.foresight(regular, LAST)
    assert expected is not None
    assert not coming.sees_leaving(expected)
    stake = everyone(regular).set_index("customer")["at_stake"]
    assert stake.idxmax() == "客7"
    assert stake["客7"] > 100  # of some 700 a year
    assert any("看不出有人流失" in note.zh for note in notes_of(regular))
    unforeseen = by_tier(regular, replace(regular.everything, as_of=LAST))
    assert unforeseen.is_empty
    assert "看不出有人流失" in unforeseen.sentence.zh


def test_at_stake_is_a_figure_to_ask_for(ask: Ask, tmp_path: Path):
    """As in the test before, without 甲: 乙 (天猫) is silent for 4 intervals, 丙 (京东) for 2. Two silences
    ended after 1, none after; two go on and two more are counted: who reached 2 stays away by 2/4 · 3/4
    over what of all gets so far, 2/4."""
    days = {"乙": ("05-21", "05-11", "05-01"), "丙": ("06-10",)}
    sold: Rows = [
        {
            "order_date": f"2024-{day}",
            "order_id": f"{who}{day}",
            "customer": who,
            "channel": {"乙": "天猫", "丙": "京东"}[who],
            "amount": 400,
        }
        for who, own in days.items()
        for day in own
    ]
    few = asked(tmp_path, orders=[*sold, {"order_date": "2024-06-30", "amount": 1}])
    year = scope(few, "2024")
    assert few(["at_stake"], [], year)["at_stake"].tolist() == pytest.approx([1200.0])
    by_channel = few(["at_stake"], ["channel"], year).set_index("channel")["at_stake"]
    assert by_channel.to_dict() == pytest.approx({"天猫": 900, "京东": 300})
    only = few(["at_stake"], [], year.where("channel", "京东"))["at_stake"]
    assert only.tolist() == pytest.approx([300.0])
    assert few(["at_stake"], [], scope(few, "2024-04"))["at_stake"].isna().all()
    calls = everyone(ask)["at_stake"]
    assert ask(["at_stake"], [], scope(ask, "2024"))["at_stake"].tolist() == (
        pytest.approx([calls.sum()])
    )
    notes = [note.en for note in asked_figure(few, year, ["at_stake"], []).notes]
    assert sum("how past silences" in note for note in notes) == 1


def test_at_stake_lies_between_nothing_and_the_years_money_and_grows_with_the_silence(
    tmp_path: Path,
):
    few = asked(tmp_path, orders=company(60))
    calls = everyone(few).dropna(subset=["at_stake"])
    gone = (calls["at_stake"] / calls["amount"]).round(9)
    assert gone.between(0, 1, inclusive="neither").all()
    by_silence = gone.iloc[np.argsort(calls["days_since"] / calls["rhythm"], kind="stable")]
    assert by_silence.is_monotonic_increasing
    assert by_silence.nunique() > 10


def test_a_course_says_where_too_little_was_known(ask: Ask):
    words = two_sides.rests_on(ask, ["clv"], scope(ask, "2023-06..2024-06"), over_time=True)
    assert words[-1] == two_sides.EARLIER
    later = two_sides.rests_on(ask, ["clv"], scope(ask, "2024-05..2024-06"), over_time=True)
    assert two_sides.EARLIER not in later
