"""Each planted story shows in the plain files, and nothing else of its kind does."""

import itertools

import numpy as np
import pandas as pd
import pytest
from chinese_calendar import get_workdays

AS_OF = pd.Timestamp(2025, 11, 16)
MONTHS_2025 = [f"2025-{m:02d}" for m in range(1, 12)]
SINCE_JUNE = MONTHS_2025[5:]
CLOSED_SINCE_JUNE = SINCE_JUNE[:-1]


def members(story, field):
    return {name["zh"] for name in story["members"][field]}


@pytest.fixture(scope="module")
def elapsed():
    """Share of each month's workdays that has passed: all of them, but for the running month."""
    whole = len(get_workdays(pd.Timestamp(2025, 11, 1), pd.Timestamp(2025, 11, 30)))
    passed = len(get_workdays(pd.Timestamp(2025, 11, 1), AS_OF))
    return pd.Series(1.0, MONTHS_2025).where(lambda s: s.index != "2025-11", passed / whole)


@pytest.fixture(scope="module")
def by_region(company, booked, elapsed):
    """Sales and target to date; member × month of 2025."""
    sales = booked.pivot_table(index="region", columns="month", values="amount", aggfunc="sum")
    target = company["targets"].pivot(index="region", columns="period", values="amount")
    return sales[MONTHS_2025], target[MONTHS_2025] * elapsed


@pytest.fixture(scope="module")
def by_person(company, booked, elapsed):
    sales = booked.pivot_table(index="salesperson", columns="month", values="amount", aggfunc="sum")
    target = company["salesperson_targets"].set_index("salesperson").astype(float) * 10_000
    return sales[MONTHS_2025], target[MONTHS_2025] * elapsed


@pytest.fixture(scope="module")
def roi(company, booked):
    """Return on spend; channel × year."""
    profit = booked.assign(profit=booked["amount"] - booked["cost"])
    earned = profit.pivot_table(index="channel", columns="year", values="profit", aggfunc="sum")
    spend = company["spend"].assign(year=company["spend"]["date"].str[:4].astype(int))
    paid = spend.pivot_table(index="channel", columns="year", values="spend", aggfunc="sum")
    return earned / paid - 1


@pytest.fixture(scope="module")
def order_days(booked):
    return booked[["customer", "order_date"]].drop_duplicates().sort_values("order_date")


def test_only_the_told_region_misses_its_target_since_june(told, by_region):
    sales, target = by_region
    attained = sales / target
    missing = set(attained.index[(attained[CLOSED_SINCE_JUNE] < 0.90).all(axis=1)])
    since_june = sales[SINCE_JUNE].sum(axis=1) / target[SINCE_JUNE].sum(axis=1)
    assert missing == members(told["region_misses_target"], "region")
    assert set(since_june.index[since_june < 0.90]) == missing


def test_all_regions_were_on_target_until_may_and_all_others_still_are(told, by_region):
    sales, target = by_region
    before = sales[MONTHS_2025[:5]].sum(axis=1) / target[MONTHS_2025[:5]].sum(axis=1)
    to_date = sales.sum(axis=1) / target.sum(axis=1)
    others = to_date.drop(list(members(told["region_misses_target"], "region")))
    assert before.between(0.96, 1.06).all(), before
    assert others.between(0.97, 1.06).all(), others


def test_only_the_told_channel_earns_less_and_less_for_its_spend(told, roi):
    falling = roi[(roi[2024] < roi[2023] * 0.9) & (roi[2025] < roi[2024] * 0.9)]
    assert set(falling.index) == members(told["falling_roi"], "channel")
    others = roi.drop(falling.index)
    assert (others.diff(axis=1)[[2024, 2025]] > -0.05).all(axis=None)


def test_the_channel_with_falling_roi_sells_more_each_year(told, booked):
    [channel] = members(told["falling_roi"], "channel")
    day = booked["order_date"].dt
    to_date = booked[(booked["channel"] == channel) & (day.month * 100 + day.day <= 1116)]
    growth = to_date.groupby("year")["amount"].sum().pct_change().dropna()
    assert (growth > 0.15).all(), growth


def test_only_the_told_high_value_customer_has_gone_silent(told, company, booked, order_days):
    year = booked[booked["order_date"] > AS_OF - pd.DateOffset(years=1)]
    bought = year.groupby("customer").agg(m=("amount", "sum"), f=("order_id", "nunique"))
    influence = (company["customers"].set_index("customer")["influence"] - 1) / 4
    rank = bought.rank(pct=True)
    score = 0.5 * rank["m"] + 0.3 * rank["f"] + 0.2 * influence[bought.index]
    high = score.index[score.rank(pct=True) > 0.8]
    days = order_days.groupby("customer")["order_date"]
    rhythm = days.agg(lambda each: each.diff().dt.days.median())
    few = days.size() < 3
    rhythm = rhythm.where(~few, rhythm[~few].median())
    silence = (AS_OF - days.max()).dt.days / rhythm
    silent = set(high[silence[high] > 1.9])
    assert silent == members(told["silent_key_customer"], "customer")
    assert days.max()[next(iter(silent))] == pd.Timestamp(told["silent_key_customer"]["since"])


def test_only_the_told_promotion_month_is_a_spike_with_a_dip_after_it(told, booked):
    """Each month against the same month a year before; the channel's usual growth taken out."""
    sales = booked.pivot_table(index="month", columns="channel", values="amount", aggfunc="sum")
    sales = sales.drop(index="2025-11")
    growth = sales / sales.shift(12)
    usual = growth / growth.rolling(12, min_periods=6, center=True).median()
    dip = (usual.shift(-1) < 0.8) & (usual.shift(-2) < 0.8)
    found = ((usual > 1.4) & dip).stack()
    spikes = set(found.index[found])
    [channel] = members(told["promotion_hangover"], "channel")
    assert spikes == {(told["promotion_hangover"]["since"][:7], channel)}


def test_only_the_told_promotion_brought_customers_who_do_not_come_back(told, booked, order_days):
    first = booked.sort_values("order_date").drop_duplicates("customer").set_index("customer")
    known = (first["order_date"] > "2023-04-01") & (first["order_date"] < "2025-06-15")
    first = first[known & first["promotion"].notna()]
    again = order_days[
        order_days["order_date"] > order_days["customer"].map(first["order_date"])
    ].drop_duplicates("customer")
    waited = again.set_index("customer")["order_date"].reindex(first.index) - first["order_date"]
    back = (waited.dt.days <= 150).groupby(first["promotion"]).agg(["mean", "size"])
    back = back[back["size"] >= 10]
    never = back[back["mean"] < 0.3]
    assert set(never.index) == members(told["promotion_hangover"], "promotion")
    assert (never["size"] >= 40).all()
    assert (back["mean"].drop(never.index) > 0.6).all(), back


def test_only_the_told_product_is_priced_apart_between_channels(told, booked):
    sold = booked.groupby(["product", "month", "channel"])[["amount", "quantity"]].sum()
    price = (sold["amount"] / sold["quantity"]).unstack()
    apart = price.max(axis=1) / price.min(axis=1) - 1
    conflicts = apart[apart > 0.10].index
    story = told["price_conflict"]
    months = pd.period_range(story["since"], story["until"], freq="M").astype(str)
    [product] = members(story, "product")
    assert set(conflicts) == {(product, month) for month in months}
    assert set(price.loc[conflicts].idxmin(axis=1)) == members(story, "channel")
    assert apart.drop(conflicts).max() < 0.08


def test_only_the_told_category_ships_late_and_only_since_then(told, company):
    sent = company["orders"].dropna(subset=["ship_date"])
    late = (sent["ship_date"] - sent["order_date"]).dt.days > 7
    months = sent["order_date"].dt.strftime("%Y-%m")
    share = late.groupby([sent["category"], months]).mean()
    story = told["late_supply"]
    [category] = members(story, "category")
    assert set(share[share > 0.10].index) == {(category, month) for month in MONTHS_2025[6:]}
    since = sent["order_date"] >= story["since"]
    assert late[since].mean() > 0.10
    assert late[~since].mean() < 0.03


def test_only_the_told_salesperson_is_far_above_target(told, by_person):
    sales, target = by_person
    to_date = sales.sum(axis=1) / target.sum(axis=1)
    star = members(told["star_salesperson"], "salesperson")
    assert set(to_date.index[to_date > 1.15]) == star
    closed = MONTHS_2025[:-1]
    assert (sales.loc[list(star), closed] / target.loc[list(star), closed] > 1.15).all(axis=None)


@pytest.mark.parametrize("grain", ["month", "quarter"])
def test_only_the_told_salesperson_is_under_pace_two_periods_running(grain, told, by_person):
    sales, target = by_person
    if grain == "quarter":
        quarter = [(int(month[5:]) - 1) // 3 for month in MONTHS_2025]
        sales, target = (frame.T.groupby(quarter).sum().T for frame in by_person)
    under = sales / target < 0.8
    twice = (under & under.shift(1, axis=1, fill_value=False)).any(axis=1)
    assert set(twice.index[twice]) == members(told["salesperson_in_trouble"], "salesperson")


def test_only_the_told_region_is_asked_for_much_more_growth_than_the_others(told, company, booked):
    made = booked.pivot_table(index="region", columns="year", values="amount", aggfunc="sum")
    plan = company["targets"].query("period >= '2025'").groupby("region")["amount"].sum()
    asked, last = plan / made[2024] - 1, made[2024] / made[2023] - 1
    whipped = set(asked.index[asked > asked.median() + 0.10])
    assert whipped == members(told["whipping_the_fast_ox"], "region")
    assert {last.idxmax()} == whipped
    assert asked.drop(list(whipped)).between(0.10, 0.20).all()


def test_no_other_signal_of_the_risk_page_fires(company, booked):
    """Customer concentration, shrinking channels, prices at flat volume, share of the market."""
    ends = [AS_OF - pd.DateOffset(years=n) for n in (2, 1, 0)]
    day = booked["order_date"]
    before, now = (booked[(day > a) & (day <= b)] for a, b in itertools.pairwise(ends))
    top = now.groupby("customer")["amount"].sum().nlargest(5) / now["amount"].sum()
    assert top.iloc[0] < 0.20
    assert top.sum() < 0.50
    assert (now.groupby(["channel", "customer"])["amount"].sum().groupby("channel").agg(
        lambda each: each.max() / each.sum()) < 0.40).all()  # fmt: skip
    growth = now.groupby("channel")["amount"].sum() / before.groupby("channel")["amount"].sum() - 1
    assert (growth > 0).all()
    sums = [part.groupby("product")[["amount", "quantity"]].sum() for part in (before, now)]
    price = [each["amount"] / each["quantity"] for each in sums]
    assert (price[1] / price[0]).min() > 0.95
    size = company["market"].dropna(subset=["market_size"]).set_index("period")["market_size"]
    share = booked.groupby("month")["amount"].sum() / size
    assert np.all(share.dropna().rolling(6).mean().diff().dropna() > -0.005)


def test_each_told_name_stands_in_the_files_of_its_language(told, files):
    for story in told.values():
        for field, names in story["members"].items():
            for code in ("zh", "en"):
                assert {name[code] for name in names} <= set(files[code]["orders"][field])
