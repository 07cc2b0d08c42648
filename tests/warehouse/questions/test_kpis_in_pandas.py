"""Every KPI once more, in plain pandas on companies made by dice: both have to say the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd
import pytest

from salesdash.catalog.workdays import china
from salesdash.period import DAY, Period, add_months
from salesdash.scope import Scope
from tests.orders_in_pandas import booked, returned
from tests.random_company import LAST, company
from tests.stores import Rows, asked

ONLINE = ("天猫", "京东", "抖音")
RANKS = {"lead": 1, "qualified": 2, "proposal": 3, "negotiation": 4, "won": 5}


@dataclass(frozen=True)
class Company:
    """The same rows as frames, and one scope to ask about."""

    rows: dict[str, Rows]
    scope: Scope

    @property
    def period(self) -> Period:
        assert self.scope.period
        return self.scope.period.until(self.scope.as_of)

    def frame(self, dataset: str, day: str = "") -> pd.DataFrame:
        """A dataset; with the column that dates it, the rows of the period up to the as-of date."""
        frame = pd.DataFrame(self.rows[dataset])
        return self.inside(frame, frame[day]) if day else frame

    def inside(
        self, frame: pd.DataFrame, day: pd.Series[str], period: Period | None = None
    ) -> pd.DataFrame:
        within = period or self.period
        days = pd.to_datetime(day)
        return frame[(days >= pd.Timestamp(within.start)) & (days < pd.Timestamp(within.end))]

    @cached_property
    def lines(self) -> pd.DataFrame:
        """Every order line that counts as booked, with its cost, its order and its buyer."""
        lines = booked(self.rows["orders"])
        numbers = ["amount", "quantity", "unit_price", "cost", "discount"]
        lines = lines.astype(dict.fromkeys(numbers, float))
        unit_cost = {row["product"]: row["cost"] for row in self.rows["products"]}
        cost = lines["cost"].fillna(lines["quantity"] * lines["product"].map(unit_cost))
        return lines.assign(
            cost=cost,
            profit=lines["amount"] - cost,
        )

    @property
    def sold(self) -> pd.DataFrame:
        return self.inside(self.lines, self.lines["order_date"])

    def window(self, months: int, back: int = 0) -> pd.DataFrame:
        """The lines of so many months that end with the period, or `back` months before it."""
        end = add_months(self.period.end, -back)
        return self.inside(
            self.lines, self.lines["order_date"], Period(add_months(end, -months), end)
        )

    @property
    def last_year(self) -> Company:
        other = self.scope.compared("last_year")
        assert other
        return replace(self, scope=other)

    @property
    def new_customers(self) -> int:
        first = self.lines[self.lines["buyer"].notna()].groupby("buyer")["order_date"].min()
        return len(self.inside(first.to_frame(), first))

    def passed(self, month: str) -> float:
        """The share of a month's workdays that lie in the period."""
        whole = Period.parse(month)
        start, end = max(whole.start, self.period.start), min(whole.end, self.period.end)
        if start >= end:
            return 0.0
        return china().workdays(Period(start, end)) / china().workdays(whole)

    @property
    def is_whole_month_spent(self) -> bool:
        by_month = self.frame("spend").groupby("date")["spend"].sum().sort_index()
        month = Period.parse(str(by_month.index[-1]))
        share = china().workdays(month.until(LAST)) / china().workdays(month)
        return bool(by_month.iloc[-1] > by_month.iloc[-4:-1].mean() * (1 + share) / 2)

    def spent(self, column: str) -> pd.DataFrame:
        """The spend sheet with the part of a column that falls into the period.

        What was counted in a month still running has happened by now; a plan is for all of it, and
        so is its spend where it is nearer to a usual month's than to the part that has passed.
        """
        spend = self.frame("spend")
        assert self.scope.period
        is_so_far = column == "leads" or (column == "spend" and not self.is_whole_month_spent)
        running = f"{LAST:%Y-%m}" if is_so_far and self.scope.as_of == LAST else ""
        shares = [
            float(Period.parse(month).start in self.scope.period)
            if month == running
            else self.passed(month)
            for month in spend["date"]
        ]
        return spend.assign(part=(spend[column] * np.array(shares)).round(4))

    @property
    def spend(self) -> float:
        return float(self.spent("spend")["part"].sum())

    @property
    def deals(self) -> pd.DataFrame:
        """Those closed by the as-of date, by their close, and those open on it, by their beginning."""
        deals = self.frame("opportunities")
        is_ahead = deals["closed"] > str(self.scope.as_of)
        deals.loc[is_ahead, ["closed", "outcome", "stage"]] = [None, "open", None]
        return self.inside(deals, deals["closed"].fillna(deals["first_contact"]))

    @property
    def standing(self) -> pd.DataFrame:
        """Everybody who bought in twelve months, by value: 0.5 money, 0.3 orders, 0.2 influence."""
        year = self.window(12)
        year = year[year["customer"].isin(year["buyer"].dropna())]
        people = pd.DataFrame(
            {
                "amount": year.groupby("customer")["amount"].sum(),
                "orders": year.groupby("buyer")["order"].nunique(),
            }
        )
        known = self.frame("customers").set_index("customer")["influence"]
        influence = people.index.to_series().map(known)
        ranks = people.rank(pct=True)
        value = 0.5 * ranks["amount"] + 0.3 * ranks["orders"]
        value += (0.2 * (influence - 1) / 4).fillna(0.0)
        value = (value / influence.notna().map({True: 1.0, False: 0.8})).round(9)
        return people.assign(value=value, is_high=value.rank(pct=True) > 0.8)


def ratio(over: float, under: float) -> float:
    return over / under if under > 0 else float("nan")


def attainment(c: Company) -> float:
    targets = c.frame("targets")
    due = sum(
        amount * c.passed(month)
        for month, amount in zip(targets["period"], targets["amount"], strict=True)
    )
    return ratio(c.sold["amount"].sum(), due)


def stage_conversion(c: Company) -> float:
    if c.scope.as_of < LAST:
        return float("nan")  # the sheet has no word of where the deals stood that day
    ranks = c.deals["stage"].map(RANKS).fillna(1)
    stages = [rank for rank in RANKS.values() if rank < max(RANKS.values())]
    named = {RANKS[deal["stage"]] for deal in c.rows["opportunities"]} | {1}
    reached = sum((ranks >= rank).sum() for rank in stages if rank in named)
    moved_on = sum((ranks > rank).sum() for rank in stages if rank in named)
    return ratio(moved_on, reached)


def retention(c: Company) -> float:
    before = set(c.window(12, back=12)["buyer"].dropna())
    return ratio(len(before & set(c.window(12)["buyer"].dropna())), len(before))


def repurchase(c: Company) -> float:
    orders = c.window(12).groupby("buyer")["order"].nunique()
    return ratio((orders >= 2).sum(), len(orders))


def renewal(c: Company) -> float:
    customers = c.frame("customers")
    customers = customers[customers["renewal_date"].notna()]
    due = c.inside(customers, customers["renewal_date"])
    due = due[due["renewed"].notna() | (due["renewal_date"] < str(c.scope.as_of))]
    return ratio((due["renewed"] == True).sum(), len(due))  # noqa: E712


def earned_and_paid(c: Company, channels: frozenset[str] | None = None) -> tuple[float, float]:
    """Profit of the lines whose cost is known, and the spend that falls on them by sales, over the
    months and channels with both and with at least half of the sales costed. Every month and channel
    of these companies has spend; what has no channel is no channel's and counts for the whole."""
    lines = c.lines.assign(
        cell=c.lines["order_date"].str[:7] + c.lines["channel"].fillna(""),
        booked=c.lines["amount"].abs(),
    )
    lines["costed"] = lines["booked"].where(lines["profit"].notna(), 0.0)
    # the share is that of the whole month, whatever the period cuts off of it
    whole = lines.groupby("cell")[["costed", "booked"]].sum()
    share = whole["costed"] / whole["booked"]
    spend = c.spent("spend")
    spend["share"] = (spend["date"] + spend["channel"]).map(share).fillna(1.0)
    sold = c.inside(lines, lines["order_date"])
    sold = sold.assign(share=sold["cell"].map(share))
    if channels is not None:
        sold = sold[sold["channel"].isin(channels)]
        spend = spend[spend["channel"].isin(channels)]
    paid = spend[spend["share"] >= 0.5]
    profit = sold.loc[sold["share"] >= 0.5, "profit"].sum()
    return float(profit), float((paid["part"] * paid["share"]).sum())


def roi(c: Company) -> float:
    earned, paid = earned_and_paid(c)
    return ratio(earned - paid, paid)


def online_lead(c: Company) -> float:
    offline = frozenset(row["channel"] for row in c.rows["spend"]) - set(ONLINE)
    sides = (earned_and_paid(c, frozenset(side)) for side in (ONLINE, offline))
    online, other = (ratio(earned, paid) for earned, paid in sides)
    return online - other


def sales_cycle(c: Company) -> float:
    won = c.deals[c.deals["outcome"] == "won"]
    days = pd.to_datetime(won["closed"]) - pd.to_datetime(won["first_contact"])
    return float(days.dt.days.median())


def aov(c: Company) -> float:
    return ratio(c.sold["amount"].sum(), c.sold["order"].nunique())


def csat(c: Company) -> float:
    tickets = c.frame("tickets")
    tickets = tickets[~(tickets["resolved"].str[:10] > str(c.scope.as_of))]
    scores = pd.concat(
        [
            c.frame("surveys", "date")["csat"],
            c.inside(tickets, tickets["opened"].str[:10])["csat"],
        ]
    ).dropna()
    return ratio((scores >= 4).sum(), len(scores))


def nps(c: Company) -> float:
    scores = c.frame("surveys", "date")["nps"].dropna()
    return 100 * ratio((scores >= 9).sum() - (scores <= 6).sum(), len(scores))


def market_share(c: Company) -> float:
    sizes = c.frame("market").drop_duplicates("period")
    whole = sum(
        size * c.passed(month)
        for month, size in zip(sizes["period"], sizes["market_size"], strict=True)
    )
    return ratio(c.sold["amount"].sum(), whole)


def promotion_share(c: Company) -> float:
    spend = c.spent("spend")
    named = spend[spend["purpose"].notna()]
    return ratio(named.loc[named["purpose"] == "promotion", "part"].sum(), named["part"].sum())


def margin(sold: pd.DataFrame) -> float:
    return ratio(sold["profit"].sum(), sold.loc[sold["profit"].notna(), "amount"].sum())


def turnover(c: Company) -> float:
    stock = c.frame("spend")
    start = add_months(c.period.end, -12)
    stock = c.inside(stock, stock["date"] + "-01", Period(start, c.period.end))
    mean = stock["inventory"].sum() / stock["date"].nunique()
    return ratio(c.window(12)["cost"].sum(), mean)


def clv_cac(c: Company) -> float:
    year = c.window(12)
    year = year[year["customer"].notna()]
    churn = 1 - retention(c)
    years = min(5.0, 1 / churn) if churn else 5.0
    each = year["amount"].sum() / year["buyer"].nunique()
    return each * margin(year) * years / ratio(c.spend, c.new_customers)


def in_time(column: str, hours: int) -> Callable[[Company], float]:
    def share(c: Company) -> float:
        tickets = c.frame("tickets")
        opened, done = pd.to_datetime(tickets["opened"]), pd.to_datetime(tickets[column])
        limit = pd.Timedelta(hours=hours)
        end = pd.Timestamp(c.scope.as_of + DAY)
        is_done = done < end
        # without an answer it is late once its limit has passed and the sheet reaches so far
        sheet_ends = opened.max()
        reached = done.fillna(sheet_ends)
        reached = reached.where(reached > sheet_ends, sheet_ends)
        reached = reached.where(reached < end, end)
        is_due = is_done | (reached - opened > limit)
        judged = pd.DataFrame({"due": is_due, "kept": is_done & (done - opened <= limit)})
        judged = c.inside(judged, tickets["opened"].str[:10])
        return ratio(judged["kept"].sum(), judged["due"].sum())

    return share


def return_rate(c: Company) -> float:
    sold, back = c.sold, returned(booked(c.rows["orders"]), c.rows["returns"])
    amount = float(c.inside(back, back["date"])["amount"].sum())
    return ratio(amount, sold.loc[sold["amount"] > 0, "amount"].sum())


def shipped_in_time(c: Company) -> float:
    """Every channel of the company ships; a line is late three days after its order, shipped or not."""
    lines = c.sold[c.sold["order"].notna()]
    ordered = pd.to_datetime(lines["order_date"])
    shipped, as_of = pd.to_datetime(lines["ship_date"]), pd.Timestamp(c.scope.as_of)
    took = (shipped.where(shipped <= as_of) - ordered).dt.days
    is_due = took.notna() | (as_of - ordered > pd.Timedelta(days=3))
    return ratio((took <= 3).sum(), is_due.sum())


def ship_days(c: Company) -> float:
    lines = c.sold[c.sold["order"].notna() & ~(c.sold["ship_date"] > str(c.scope.as_of))]
    took = pd.to_datetime(lines["ship_date"]) - pd.to_datetime(lines["order_date"])
    return float(took.dt.days.median())


def response_hours(c: Company) -> float:
    tickets = c.frame("tickets")
    tickets = c.inside(tickets, tickets["opened"].str[:10])
    answered = tickets[tickets["first_response"].str[:10] <= str(c.scope.as_of)]
    took = pd.to_datetime(answered["first_response"]) - pd.to_datetime(answered["opened"])
    return float(took.dt.total_seconds().mean() / 3600)


def discount(c: Company) -> float:
    listed = c.sold["quantity"] * c.sold["unit_price"]
    return ratio((listed - c.sold["amount"]).sum(), listed.sum())


def visited(c: Company) -> float:
    high = c.standing.query("is_high").index
    day = c.period.last_day
    calls = pd.concat(
        [
            c.frame("visits")[["customer", "date"]],
            c.frame("customers")[["customer", "last_visit"]].rename(columns={"last_visit": "date"}),
        ]
    ).dropna()
    month = Period(day - 29 * DAY, day + DAY)
    seen = set(c.inside(calls, calls["date"], month)["customer"])
    return ratio(sum(customer in seen for customer in high), len(high))


IN_PANDAS: dict[str, Callable[[Company], float]] = {
    "attainment": attainment,
    "new_customers": lambda c: float(c.new_customers),
    "pipeline": lambda c: c.deals.loc[c.deals["outcome"] == "open", "amount"].sum(),
    "ship_days": ship_days,
    "response_hours": response_hours,
    "win_rate": lambda c: ratio(
        (c.deals["outcome"] == "won").sum(), c.deals["outcome"].isin(["won", "lost"]).sum()
    ),
    "stage_conversion": stage_conversion,
    "lead_conversion": lambda c: ratio(c.new_customers, c.spent("leads")["part"].sum()),
    "retention_rate": retention,
    "renewal_rate": renewal,
    "repurchase_rate": repurchase,
    "roi": roi,
    "online_roi_lead": online_lead,
    "sales_cycle": sales_cycle,
    "aov_growth": lambda c: aov(c) / aov(c.last_year) - 1,
    "csat": csat,
    "nps": nps,
    "market_share": market_share,
    "promotion_share": promotion_share,
    "discount_rate": discount,
    "budget_use": lambda c: ratio(c.spend, c.spent("budget")["part"].sum()),
    "channel_growth": lambda c: c.sold["amount"].sum() / c.last_year.sold["amount"].sum() - 1,
    "margin_rate": lambda c: margin(c.sold),
    "turnover": turnover,
    "cac": lambda c: ratio(c.spend, c.new_customers),
    "clv_cac": clv_cac,
    "response_48h": in_time("first_response", 48),
    "resolved_72h": in_time("resolved", 72),
    "return_rate": return_rate,
    "shipped_in_time": shipped_in_time,
    "visited_rate": visited,
}

# A year still running, a whole one, and a quarter looked back upon on its last day.
VIEWS = {
    "running": (LAST, "2025"),
    "whole": (LAST, "2024"),
    "as it stood": (date(2025, 3, 31), "2025"),
}


@pytest.fixture(scope="module", params=[(1, 60), (2, 250), (3, 600)], ids=lambda made: f"{made}")
def told(request, tmp_path_factory):
    rows = company(*request.param)
    return rows, asked(tmp_path_factory.mktemp("dice"), **rows)


@pytest.mark.parametrize("view", VIEWS)
def test_pandas_says_the_same(told, view):
    rows, ask = told
    as_of, period = VIEWS[view]
    scope = Scope(as_of, Period.parse(period), calendar=china())
    made = Company(rows, scope)
    asked_for = ask(list(IN_PANDAS), [], scope).iloc[0]
    here = {key: float(compute(made)) for key, compute in IN_PANDAS.items()}
    there = {key: float(asked_for[key]) for key in IN_PANDAS}
    assert there == pytest.approx(here, rel=1e-9, abs=1e-9, nan_ok=True)
