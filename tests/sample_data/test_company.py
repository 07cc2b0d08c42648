"""The sample company is what its script makes, tells the same in both languages, and is credible."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from sample_data.make import write_stories
from sample_data.messy import write_messy
from sample_data.sheets import SHEETS, worded

SAMPLE = Path(__file__).parents[2] / "sample_data"
FILE_KINDS = {".xlsx", ".csv", ".txt", ".json", ".md"}


def comparable(frame: pd.DataFrame) -> list[list[object]]:
    """Cells as a workbook keeps them: a number is a float, a day begins at midnight, nothing is ''."""

    def cell(value: object) -> object:
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        if isinstance(value, (int, float)):
            return float(value)
        assert isinstance(value, date)
        return pd.Timestamp(value)

    return [[cell(value) for value in row] for row in frame.itertuples(index=False)]


@pytest.mark.parametrize("code", ["zh", "en"])
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.key)
def test_the_script_makes_the_sheets_that_are_kept(code, sheet, files, made):
    tables, words = made
    wanted = worded(tables[sheet.key], sheet, words if code == "en" else None)
    assert comparable(files[code][sheet.key]) == comparable(wanted)


def test_the_script_makes_the_messy_files_and_the_stories_that_are_kept(made, tmp_path):
    tables, words = made
    write_messy(tmp_path / "messy", tables)
    write_stories(tmp_path, words)
    kept = [SAMPLE / "STORIES.md", SAMPLE / "stories.json", *(SAMPLE / "messy").iterdir()]
    written = {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()}
    assert {path.relative_to(SAMPLE) for path in kept} == written
    for path in kept:
        assert (tmp_path / path.relative_to(SAMPLE)).read_bytes() == path.read_bytes(), path.name


def test_english_tells_the_same_numbers_and_dates_row_by_row(files):
    for sheet in SHEETS:
        zh, en = files["zh"][sheet.key], files["en"][sheet.key]
        assert zh.shape == en.shape, sheet.key
        for field in zh:
            pairs = list(zip(zh[field], en[field], strict=True))
            differing = [(a, b) for a, b in pairs if a != b]
            assert all(isinstance(a, str) and isinstance(b, str) for a, b in differing), field


def test_english_names_each_thing_by_one_name_of_its_own(files):
    for sheet in SHEETS:
        for field in files["zh"][sheet.key]:
            zh, en = files["zh"][sheet.key][field], files["en"][sheet.key][field]
            pairs = {(a, b) for a, b in zip(zh, en, strict=True) if isinstance(a, str)}
            assert max(Counter(a for a, _ in pairs).values(), default=1) == 1, field
            assert max(Counter(b for _, b in pairs).values(), default=1) == 1, field


def test_english_files_hold_no_chinese(files):
    chinese = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
    for frame in files["en"].values():
        cells = {cell for field in frame for cell in frame[field] if isinstance(cell, str)}
        assert not [cell for cell in cells if chinese.search(cell)]


def test_amount_is_quantity_times_price_less_discount_to_the_cent(company):
    orders = company["orders"]
    cents = {
        f: (orders[f] * 100).round().astype("int64") for f in ("unit_price", "discount", "amount")
    }
    quantity = orders["quantity"].astype("int64")
    assert (quantity * cents["unit_price"] - cents["discount"] == cents["amount"]).all()
    assert ((orders["amount"] * 100 - cents["amount"]).abs() < 1e-6).all()


def test_an_order_has_one_customer_one_day_and_each_product_once(company):
    orders = company["orders"]
    assert not orders.duplicated(["order_id", "product"]).any()
    assert (orders.groupby("order_id")[["customer", "order_date", "channel"]].nunique() == 1).all(
        axis=None
    )


def test_orders_run_from_the_first_week_of_2023_to_the_fixed_date(company):
    days = company["orders"]["order_date"]
    assert days.min() < pd.Timestamp(2023, 1, 8)
    assert days.max() == pd.Timestamp(2025, 11, 16)
    assert company["orders"]["ship_date"].max() <= days.max()


def test_names_agree_between_the_sheets(company):
    orders = company["orders"]
    assert set(orders["customer"]) == set(company["customers"]["customer"])
    assert set(orders["product"]) == set(company["products"]["product"])
    assert set(orders["salesperson"]) == set(company["people"]["salesperson"])
    assert set(orders["region"]) == set(company["targets"]["region"])
    assert set(orders["channel"]) == set(company["spend"]["channel"])


def test_returns_are_the_lines_marked_returned_each_once(company):
    back = company["orders"].query("status == '已退货'")[["order_id", "product", "amount"]]
    listed = company["returns"][["order_id", "product", "amount"]]
    assert sorted(map(tuple, back.to_numpy())) == sorted(map(tuple, listed.to_numpy()))


def test_both_target_sheets_of_2025_add_up_to_the_same(company):
    by_region = company["targets"].query("period >= '2025'")["amount"].sum()
    by_person = company["salesperson_targets"].drop(columns="salesperson").to_numpy(float).sum()
    assert round(by_person * 10_000) == round(by_region)


def test_sales_are_those_of_a_company_of_some_hundred_million_yuan(booked):
    sales = booked.groupby("year")["amount"].sum()
    assert sales.between(80e6, 150e6).all()
    assert 28_000 <= len(booked) <= 33_000


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("margin", 0.25, 0.40),
        ("return rate", 0.01, 0.03),
        ("win rate", 0.30, 0.36),
        ("satisfied answers", 0.90, 0.94),
        ("net promoter score", 0.50, 0.60),
        ("answered in 48 hours", 0.95, 0.99),
        ("resolved in 72 hours", 0.90, 0.96),
        ("renewed", 0.85, 0.95),
        ("promotion share of spend", 0.20, 0.30),
        ("market share of 2025", 0.15, 0.17),
        ("weekend share of field sales", 0.0, 0.06),
    ],
)
def test_rate_is_credible(name, low, high, company, booked):
    orders, deals, tickets = company["orders"], company["opportunities"], company["tickets"]
    surveys, spend, market = company["surveys"], company["spend"], company["market"]
    field = booked[booked["channel"].isin(["企业直销", "区域经销", "品牌门店"])]
    closed = deals[deals["outcome"] != "进行中"]
    months = booked["month"].between("2025-01", "2025-10")
    size = market[market["period"] >= "2025"]["market_size"].sum()
    waited = {f: (tickets[f] - tickets["opened"]).dt.total_seconds() / 3600
              for f in ("first_response", "resolved")}  # fmt: skip
    rates = {
        "margin": 1 - booked["cost"].sum() / booked["amount"].sum(),
        "return rate": company["returns"]["amount"].sum() / orders["amount"].sum(),
        "win rate": (closed["outcome"] == "赢单").mean(),
        "satisfied answers": (surveys["csat"] >= 4).mean(),
        "net promoter score": (surveys["nps"] >= 9).mean() - (surveys["nps"] <= 6).mean(),
        "answered in 48 hours": (waited["first_response"] <= 48).mean(),
        "resolved in 72 hours": (waited["resolved"] <= 72).mean(),
        "renewed": (company["customers"]["renewed"].dropna() == "是").mean(),
        "promotion share of spend": spend[spend["purpose"] == "促销"]["spend"].sum()
        / spend["spend"].sum(),
        "market share of 2025": booked[months]["amount"].sum() / size,
        "weekend share of field sales": field[field["order_date"].dt.day_of_week >= 5][
            "amount"
        ].sum()
        / field["amount"].sum(),
    }
    assert low <= rates[name] <= high, rates[name]


def test_all_files_together_stay_under_ten_megabytes():
    sizes = [path.stat().st_size for path in SAMPLE.rglob("*") if path.suffix in FILE_KINDS]
    assert len(sizes) > 12
    assert sum(sizes) < 10e6
    messy = [path.stat().st_size for path in (SAMPLE / "messy").iterdir()]
    assert max(messy) < 200_000
