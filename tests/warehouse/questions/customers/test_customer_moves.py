"""Tiers on two days, cohorts, segments and lists: by hand, and what has to hold in any company."""

from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from salesdash.catalog.customers.groups import Group, read
from salesdash.catalog.customers.segments import SEGMENTS
from salesdash.period import Period, add_months
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.customers import names as listed
from salesdash.warehouse.questions.customers.cohorts import cohorts, new_and_returning
from salesdash.warehouse.questions.customers.moves import moved
from salesdash.warehouse.questions.customers.names import names
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.settings import Settings
from tests.random_company import company
from tests.stores import asked, fill

EARLIER, LATER = date(2024, 6, 30), date(2025, 6, 30)


def order(customer: str | None, day: str, amount: float, **more):
    return {"order_date": day, "customer": customer, "amount": amount, **more}


def ten(day: str, grown: float = 1.0):
    return [order(f"客户{n}", day, n * 100 * grown) for n in range(1, 11)]


def told(ask: Ask, earlier: date = EARLIER, later: date = LATER) -> dict[tuple[str, str], int]:
    frame = moved(ask, Scope(as_of=later), earlier, later)
    return _ways(frame)


def _ways(frame: pd.DataFrame) -> dict[tuple[str, str], int]:
    cells = zip(frame["tier_before"], frame["tier_after"], frame["customers"], strict=True)
    counts: dict[tuple[str, str], int] = {}
    for before, after, n in cells:
        counts[str(before), str(after)] = counts.get((str(before), str(after)), 0) + int(n)
    return counts


def test_cut_points_are_those_of_the_earlier_day(tmp_path: Path):
    """Everybody buys five times as much: by ranks nobody would move. By the cuts of before (900 and 600) all who now
    buy for 1,000 or more are high; the smallest, at 500, is still low."""
    ask = asked(tmp_path, orders=[*ten("2024-06-01"), *ten("2025-06-01", 5)])
    assert told(ask) == {
        ("high", "high"): 2, ("middle", "high"): 3, ("low", "high"): 4, ("low", "low"): 1,
    }  # fmt: skip


def test_between_a_day_and_itself_nobody_moves(tmp_path: Path):
    ask = asked(tmp_path, orders=[*ten("2024-06-01"), *ten("2025-06-01", 2)])
    assert told(ask, LATER) == {("high", "high"): 2, ("middle", "middle"): 3, ("low", "low"): 5}


def test_new_lost_and_back_stand_apart_and_money_adds_up(tmp_path: Path):
    orders = [
        order("留", "2024-06-01", 900), order("留", "2025-06-01", 700),
        order("走", "2024-06-01", 500), order("来", "2025-06-01", 300),
        order("回", "2023-01-01", 50), order("回", "2025-06-01", 200),
        order("旧", "2023-01-01", 50), order(None, "2025-06-01", 40),
    ]  # fmt: skip
    frame = moved(asked(tmp_path, orders=orders), Scope(as_of=LATER), EARLIER, LATER)
    parts = ["customers", "sales_before", "sales_after"]
    by_way = {way: rows[parts].sum().tolist() for way, rows in frame.groupby("way")}
    assert by_way["less"] == [1, 900, 700]
    assert by_way["lost"] == [1, 500, 0]
    assert by_way["new"] == [1, 0, 300]
    assert by_way["back"] == [1, 0, 200]
    assert by_way["rest"] == [1, 0, 40]
    assert frame[["sales_before", "sales_after"]].sum().tolist() == [1400, 1240]


@pytest.fixture(scope="module", params=[3, 11])
def anybody(request, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    folder = tmp_path_factory.mktemp("anybody")
    return asked(folder, orders=company(request.param)["orders"])


def test_everybody_has_one_tier_status_and_segment_and_equal_ones_equal_scores(anybody: Ask):
    day = anybody.as_of
    everybody = anybody.query(f"FROM model.customer_segments(DATE '{day}')", ())
    assert everybody["customer"].is_unique
    assert everybody[["tier", "status", "rfm"]].notna().all(axis=None)
    assert set(everybody["rfm"]) <= {*SEGMENTS, "former"}
    assert everybody[["r", "f", "m"]].dropna().isin(range(1, 6)).all(axis=None)
    alike = everybody[everybody["tier"] != "former"].groupby(
        ["amount", "orders", "influence"], dropna=False
    )
    assert alike["value_score"].nunique().eq(1).all()
    assert alike["tier"].nunique().eq(1).all()


def test_moves_add_up_to_the_customers_and_the_sales_of_both_days(anybody: Ask):
    later = anybody.as_of
    for back in (0, 90, 365):
        earlier = later - timedelta(days=back)
        frame = moved(anybody, Scope(as_of=later), earlier, later)
        before = anybody.standing(Scope(as_of=earlier))["tier"].value_counts().to_dict()
        rows = frame.groupby("tier_before")["customers"].sum().to_dict()
        assert {k: n for k, n in rows.items() if k in before} == {
            k: n for k, n in before.items() if n
        }
        for column, day in (("sales_before", earlier), ("sales_after", later)):
            sales = anybody.query(
                f"SELECT sum(amount)::DOUBLE AS a FROM model.order_lines WHERE date <= DATE '{day}' "
                f"AND date > DATE '{day}' - INTERVAL 12 MONTH",
                (),
            )["a"].fillna(0)[0]
            assert frame[column].sum() == pytest.approx(sales)


@pytest.mark.parametrize("grain", ["month", "quarter"])
def test_the_first_column_of_a_cohort_is_its_size(anybody: Ask, grain):
    scope = Scope(as_of=anybody.as_of)
    found = cohorts(anybody, scope, grain)
    first = found[found["age"] == 0].set_index("cohort")["customers"]
    size = f"date_trunc('{grain}', since)::DATE"
    whole = anybody.query(
        f"SELECT {size} AS cohort, count(*) AS size FROM model.customer_standing(DATE '{anybody.as_of}') GROUP BY 1",
        (),
    ).set_index("cohort")["size"]
    assert first.to_dict() == whole.to_dict()
    assert whole.sum() == len(anybody.standing(scope))
    assert (found["customers"] <= found["cohort"].map(whole)).all()


def test_sales_of_new_returning_and_unknown_customers_are_all_sales(anybody: Ask):
    scope, year = Scope(as_of=anybody.as_of), Period.of(anybody.as_of, "year")
    whole = anybody(["sales"], (), scope.over(year))["sales"].iloc[0]
    for by_month in (True, False):
        parts = new_and_returning(anybody, scope, year, by_month=by_month)
        assert parts["sales"].sum() == pytest.approx(whole)


def test_a_customer_is_new_for_the_whole_period_and_unknown_while_the_data_begin(tmp_path: Path):
    orders = [
        order("早", "2024-01-05", 10), order("新", "2024-08-01", 20), order("新", "2024-12-01", 30),
        order("早", "2024-09-01", 40), order(None, "2024-09-01", 5),
    ]  # fmt: skip
    ask = asked(tmp_path, orders=orders)
    year = Period.parse("2024")
    scope = Scope(as_of=date(2024, 12, 31))
    whole = new_and_returning(ask, scope, year, by_month=False)
    assert whole.set_index("kind")["sales"].to_dict() == {"new": 50, "unknown": 55}
    months = new_and_returning(ask, scope, year, by_month=True).groupby("kind")["sales"].sum()
    assert months.to_dict() == {"new": 20, "returning": 70, "unknown": 15}


def test_names_are_searched_sorted_and_cut_into_pages(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(listed, "PER_PAGE", 4)
    orders = [
        order(f"Shop {n}", "2025-06-01", n * 10, salesperson=f"S{n % 2}") for n in range(1, 11)
    ]
    ask = asked(tmp_path, orders=orders)
    scope, everybody = Scope(as_of=LATER), Group("narrowed", ("any", "any"))
    pages = [names(ask, scope, everybody, page=n) for n in (1, 2, 3)]
    assert [len(page) for page in pages] == [4, 4, 2]
    assert {total for page in pages for total in page["total"]} == {10}
    assert [a for page in pages for a in page["amount"]] == [n * 10 for n in range(10, 0, -1)]
    assert names(ask, scope, everybody, "SHOP 10")["customer"].tolist() == ["Shop 10"]
    assert names(ask, scope, everybody, "s1")["total"].iloc[0] == 5
    assert names(ask, scope, everybody, "%").empty
    assert names(ask, scope, everybody, order="name")["customer"].iloc[:2].tolist() == [
        "Shop 1",
        "Shop 10",
    ]


def test_names_behind_each_part_are_as_many_as_it_counts(anybody: Ask):
    scope = Scope(as_of=anybody.as_of)
    earlier = anybody.as_of - timedelta(days=200)
    found = moved(anybody, scope, earlier, anybody.as_of)
    days = (str(earlier), str(anybody.as_of))
    for (before, after), n in _ways(found).items():
        if after != "former":
            continue
        group = read(".".join(("moved", before, after, *days)))
        page = names(anybody, scope, group) if group else None
        assert page is not None
        assert (0 if page.empty else page["total"].iloc[0]) == n
    by_cohort = cohorts(anybody, scope, "month")
    shown = by_cohort[by_cohort["customers"] > 0].tail(2)
    for cohort, age, n in zip(shown["cohort"], shown["age"], shown["customers"], strict=True):
        first = Period.of(pd.Timestamp(cohort).date(), "month")
        still = Period.of(add_months(first.start, int(age)), "month")
        page = names(anybody, scope, Group("still", (str(first), str(still))))
        assert page["total"].iloc[0] == n


def test_by_abc_the_amount_alone_decides(tmp_path: Path):
    """1,000 of 1,600 is 62.5 %: the next one begins below 70 %, 丙 at 87.5 %, 丁 at 93.75 %."""
    warehouse = Warehouse(tmp_path / "store")
    orders = [
        order(name, "2025-06-01", a)
        for name, a in (("甲", 1000), ("乙", 400), ("丙", 100), ("丁", 100))
    ]
    orders += [order("戊", "2025-05-01", 30), order("戊", "2025-06-02", -30)]
    fill(warehouse, tmp_path, orders=orders)
    Settings(warehouse).set_rules({"tiers_by": 1})
    tiers = Ask(warehouse.query).standing(Scope(as_of=LATER)).set_index("customer")["tier"]
    assert tiers.to_dict() == {
        "甲": "high",
        "乙": "high",
        "丙": "middle",
        "丁": "middle",
        "戊": "low",
    }


def test_an_odd_address_names_no_group():
    for words in (
        "",
        "tier",
        "tier.best",
        "moved.high.low.2024.2025",
        "still.2025-03",
        "narrowed.any",
        "cohort.2025-03-01",
    ):
        assert read(words) is None
    for words in (
        "narrowed.any.lost",
        "tier.high",
        "rfm.RFM",
        "cohort.2025Q1",
        "way.new.2024-06-30.2025-06-30",
    ):
        assert str(read(words)) == words
