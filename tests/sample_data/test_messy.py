"""The true totals of the messy files hold: read plainly here, and found again in the clean files."""

import csv
import re
import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

MESSY = Path(__file__).parents[2] / "sample_data" / "messy"
TOTAL_WORDS = ("合计", "小计", "总计", "本年累计")
EXPECTED = list(csv.DictReader((MESSY / "expected.csv").open(encoding="utf-8")))
BY_NAME = {row["file"] + row["sheet"]: row for row in EXPECTED}


def number(text: object) -> Decimal:
    plain = unicodedata.normalize("NFKC", str(text))
    return Decimal(re.sub(r"[¥,元\s]", "", plain)).quantize(Decimal("0.01"))


def is_number(cell: object) -> bool:
    return isinstance(cell, (int, float))


def sheet_rows(row: dict[str, str]) -> list[list[Any]]:
    book = CalamineWorkbook.from_path(MESSY / row["file"])
    return book.get_sheet_by_name(row["sheet"]).to_python(skip_empty_area=False)


def text_rows(name: str, encoding: str, delimiter: str) -> list[list[str]]:
    text = (MESSY / name).read_bytes().decode(encoding)
    return list(csv.reader(text.splitlines(), delimiter=delimiter))


def check(row: dict[str, str], values: list[Decimal]) -> None:
    assert len(values) == int(row["rows"])
    assert sum(values) == Decimal(row["total"])


def grid(rows: list[list[Any]], unit: int) -> tuple[list[Decimal], list[Decimal]]:
    """Values and the values of the last total row, without columns that are totals themselves."""
    header = next(
        i for i, r in enumerate(rows) if sum(bool(re.search("月$", str(c))) for c in r) > 2
    )
    keep = [c for c, name in enumerate(rows[header]) if re.search("月$", str(name))]
    values, totals = [], []
    for row in rows[header + 1 :]:
        cells = [number(row[c]) * unit for c in keep if is_number(row[c])]
        if row[0] in TOTAL_WORDS:
            totals = cells
        else:
            values += cells
    return values, totals


@pytest.mark.parametrize(
    "row", [r for r in EXPECTED if r["dataset"] == "targets"], ids=lambda r: r["file"]
)
def test_targets_add_up_to_the_true_total_and_to_the_printed_one(row):
    values, totals = grid(sheet_rows(row), 10_000)
    check(row, values)
    assert sum(totals) == Decimal(row["total"])


def test_spend_adds_up_to_the_true_total_and_to_the_printed_one():
    row = next(r for r in EXPECTED if r["dataset"] == "spend")
    rows = [r for r in sheet_rows(row) if is_number(r[1])]
    check(row, [number(cell) for r in rows if r[0] not in TOTAL_WORDS for cell in r[1:-1]])
    assert number(rows[-1][-1]) == Decimal(row["total"])


@pytest.mark.parametrize(
    "row", [r for r in EXPECTED if r["sheet"].endswith("区")], ids=lambda r: r["sheet"]
)
def test_a_region_sheet_adds_up_to_the_true_total_and_to_the_printed_one(row):
    rows = [r for r in sheet_rows(row) if is_number(r[6])]
    check(row, [number(r[6]) for r in rows if r[0] not in TOTAL_WORDS])
    assert rows[-1][0] == "合计"
    assert number(rows[-1][6]) == Decimal(row["total"])
    days = [r[1].isoformat() for r in rows if r[1]]
    assert (min(days), max(days)) == (row["first_date"], row["last_date"])


def test_the_erp_export_adds_up_to_the_true_total_and_to_the_printed_one():
    name = "ERP销售明细_10月.csv"
    rows = text_rows(name, "gb18030", ",")
    check(BY_NAME[name], [number(r[9]) for r in rows if r[0].startswith("SO")])
    assert rows[-1][0] == "合计"
    assert number(rows[-1][9]) == Decimal(BY_NAME[name]["total"])


def test_the_shop_export_adds_up_to_the_true_total():
    name = "天猫订单报表202510.csv"
    rows = text_rows(name, "utf-8-sig", ",")
    check(BY_NAME[name], [number(r[7]) for r in rows if r[0].startswith("\t")])
    assert rows.count(rows[0]) == 2


def test_the_returns_add_up_to_the_true_total():
    name = "退货_2025-10.csv"
    rows = text_rows(name, "utf-8", ";")[2:]
    check(BY_NAME[name], [number(r[3].replace(".", "").replace(",", ".")) for r in rows])


def test_the_customer_list_holds_the_true_number_of_customers(company):
    name = "客户名单.txt"
    rows = text_rows(name, "utf-16", "\t")[1:]
    names = {row[0].strip() for row in rows}
    assert len(rows) == len(names) == int(BY_NAME[name]["rows"])
    assert names <= set(company["customers"]["customer"])


def test_the_order_files_together_are_the_orders_of_october(company):
    orders = company["orders"]
    october = orders[orders["order_date"].dt.strftime("%Y-%m") == "2025-10"]
    files = [row for row in EXPECTED if row["dataset"] == "orders"]
    assert sum(int(row["rows"]) for row in files) == len(october)
    assert sum(Decimal(row["total"]) for row in files) == number(round(october["amount"].sum(), 2))


def test_the_true_totals_of_the_other_files_are_those_of_the_clean_ones(company):
    targets = company["targets"].query("period >= '2025'")["amount"].sum()
    spend = company["spend"].query("'2025-01' <= date <= '2025-10'")["spend"].sum()
    days = company["returns"]["date"].dt.date
    back = company["returns"][days.between(date(2025, 10, 1), date(2025, 10, 31))]["amount"].sum()
    wanted = {"targets": targets, "spend": spend, "returns": back}
    for row in EXPECTED:
        if row["dataset"] in wanted:
            assert Decimal(row["total"]) == number(round(wanted[row["dataset"]], 2)), row["file"]
