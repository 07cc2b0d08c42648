"""What the budgets, the days around a moment and the share of online rest on, once more in pandas."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from salesdash.figures.channels import before_after, online_offline
from salesdash.figures.channels.budget.budgets import budgets
from salesdash.warehouse.questions.ask import Ask
from tests.orders_in_pandas import booked
from tests.random_company import LAST, company
from tests.stores import Rows, asked, scope

ONLINE = {"天猫", "京东", "抖音"}


@pytest.fixture(scope="module", params=(11, 12))
def rows(request) -> dict[str, Rows]:
    return company(request.param, orders=900)


@pytest.fixture(scope="module")
def ask(rows, tmp_path_factory) -> Ask:
    return asked(tmp_path_factory.mktemp("twin"), orders=rows["orders"], spend=rows["spend"])


@pytest.fixture(scope="module")
def lines(rows) -> pd.DataFrame:
    found = booked(rows["orders"])
    return found.assign(amount=found["amount"].astype(float))


def test_the_days_around_a_moment(ask, lines):
    for channel in ("天猫", "品牌门店"):
        days = before_after.days_of(ask, scope(ask), "channel", channel, "sales")
        own = lines[lines["channel"] == channel].groupby("order_date")["amount"].sum()
        others = lines[lines["channel"] != channel].groupby("order_date")["amount"].sum()
        sold = {str(day): amount for day, amount in days.own.amounts.items() if abs(amount) > 1e-6}
        assert sold == pytest.approx({d: a for d, a in own.items() if abs(a) > 1e-6})
        assert days.rest is not None
        rest = {str(day): a for day, a in days.rest.amounts.items() if abs(a) > 1e-6}
        assert rest == pytest.approx({d: a for d, a in others.items() if abs(a) > 1e-6})


def test_the_share_of_online_by_month(ask, lines):
    told = online_offline.course(ask, scope(ask)).frame.set_index("month")["share"]
    known = lines[lines["channel"].notna()]
    month = known["order_date"].str[:7]
    online = known["amount"].where(known["channel"].isin(ONLINE), 0.0).groupby(month).sum()
    share = online / known["amount"].groupby(month).sum()
    assert len(told) == 24
    for day, value in told.items():
        assert value == pytest.approx(share[f"{day:%Y-%m}"]), day


def test_the_mean_month_and_the_budgets_ahead(ask, rows, lines):
    """Of the closed months in which the cost of half of what a channel sold is known the last twelve count;
    no budget is stated ahead, so that each of the four months to come costs as a mean one of them."""
    sold = lines[lines["channel"].notna()].assign(
        month=lines["order_date"].str[:7],
        booked=lines["amount"].abs(),
        costed=lines["amount"].abs().where(lines["cost"].notna(), 0.0),
        profit=(lines["amount"] - lines["cost"].astype(float)).fillna(0.0),
    )
    months = sold.groupby(["channel", "month"])[["booked", "costed", "profit"]].sum()
    months = months[months["costed"] >= 0.5 * months["booked"]]
    spend = pd.DataFrame(rows["spend"]).groupby(["channel", "date"])["spend"].sum()
    found = budgets(ask, scope(ask), "channel", "rest")
    assert (found.ahead.start, found.months) == (date(2025, 9, 1), 4)
    assert len(found.spenders) >= 4
    for one in found.spenders:
        own = months.loc[one.member]
        recent = own[own.index < f"{LAST:%Y-%m}"].tail(12)
        assert one.curve.spend == pytest.approx(spend[one.member][recent.index].mean())
        whole = recent["profit"] * recent["booked"] / recent["costed"]
        assert one.curve.earned == pytest.approx(whole.mean())
        assert one.budget == pytest.approx(4 * one.curve.spend)
