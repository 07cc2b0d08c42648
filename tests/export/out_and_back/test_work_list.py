"""The work list goes out with drop-downs, is filled in, dropped again, and becomes visits and notes."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from salesdash.catalog.words.vocabulary import RESULT_NAMES
from salesdash.export.out_and_back.work_list import WorkLine, xlsx
from salesdash.incoming.imports import import_file
from salesdash.text import LANGS, Text, plain
from salesdash.warehouse.imports.undo import undo
from tests.stores import fill, warehouse_in

WHY, STEP = Text("86天未下单；投诉41天未决", "Silent 86 days"), plain("上门")
LISTS = {
    "陆文博": [WorkLine(name, 1000.5, WHY, STEP) for name in ("澜庭", "白鹭", "=1+1")],
    None: [WorkLine("海棠", 20, WHY, STEP)],
}
ORDERS = [
    {"order_date": "2025-11-01", "order_id": name, "customer": name, "amount": 10}
    for name in ("澜庭", "白鹭", "海棠", "=1+1")
]


def headed(sheet) -> dict[str, int]:
    return {cell.value: cell.column for cell in sheet[1]}


@pytest.mark.parametrize("lang", LANGS)
def test_each_owner_has_a_sheet_with_lists_for_the_result_and_days(lang):
    book = openpyxl.load_workbook(io.BytesIO(xlsx(LISTS, lang)))
    assert book.sheetnames == ["陆文博", {"zh": "无负责人", "en": "No owner"}[lang]]
    sheet = book.worksheets[0]
    assert [sheet.cell(row, 1).value for row in (2, 3, 4)] == ["澜庭", "白鹭", "=1+1"]
    assert sheet.cell(4, 1).data_type == "s"
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    listed = next(rule for rule in rules.values() if rule.type == "list")
    assert listed.formula1.strip('"').split(",") == [name[lang] for name in RESULT_NAMES.values()]
    assert [rule.type for rule in rules.values()].count("date") == 2


def test_a_row_is_as_high_as_the_lines_of_its_reason():
    short, long = (
        WorkLine("澜庭", 1.0, plain(why), plain("电话"))
        for why in ("86天未下单", "86天未下单，" * 9)
    )
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx({"陆文博": [short, long]}, "zh"))).worksheets[0]
    assert [sheet.row_dimensions[row].height for row in (2, 3)] == [
        None,
        45,
    ]  # points; None: one line


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("has_visits", [False, True])
def test_filled_in_and_dropped_it_becomes_visits_and_notes_and_undo_takes_them_out(
    tmp_path, lang, has_visits
):
    warehouse = warehouse_in(tmp_path / "store")
    fill(warehouse, tmp_path, orders=ORDERS)
    if has_visits:
        earlier = {"customer": "澜庭", "date": "2025-06-12", "kind": "上门"}
        fill(warehouse, tmp_path, "visits.csv", visits=[earlier])
    book = openpyxl.load_workbook(io.BytesIO(xlsx(LISTS, lang)))
    names = [name[lang] for name in RESULT_NAMES.values()]
    first, second = book.worksheets
    at = headed(first)
    keys = dict(zip(("result", "date", "next_date", "note"), list(at.values())[5:], strict=True))
    for sheet, row, result, day, again, note in (
        (first, 2, 1, date(2025, 11, 18), None, "投诉已解决，下周补货"),
        (first, 3, 3, date(2025, 11, 18), date(2025, 12, 1), None),
        (second, 2, 0, date(2025, 11, 19), None, None),
    ):
        sheet.cell(row, keys["result"]).value = names[result]
        sheet.cell(row, keys["date"]).value = day
        sheet.cell(row, keys["next_date"]).value = again
        sheet.cell(row, keys["note"]).value = note
    path = tmp_path / "跟进.xlsx"
    book.save(path)
    receipts = import_file(warehouse, path)
    assert [(r.dataset, r.needs) for r in receipts] == [("visits", ()), ("visits", ())]
    assert [(r.rows_loaded, r.rows_left_out, r.rows_put_aside) for r in receipts] == [
        (2, 1, 0),
        (1, 0, 0),
    ]
    visits = "SELECT customer, date::VARCHAR FROM model.customer_visits WHERE date > '2025-11-01' ORDER BY ALL"
    assert warehouse.query(visits).values.tolist() == [
        ["海棠", "2025-11-19"],
        ["澜庭", "2025-11-18"],
    ]
    noted = warehouse.query(
        "SELECT customer, result, next_date::VARCHAR AS next_date, owner FROM model.follow_ups "
        "WHERE result = 'later'"
    )
    assert noted.values.tolist() == [["白鹭", "later", "2025-12-01", "陆文博"]]
    undo(warehouse, int(receipts[0].import_id or 0))
    assert warehouse.query(visits).empty


def test_only_the_first_of_a_list_filled_in_is_one_visit(tmp_path):
    warehouse = warehouse_in(tmp_path / "store")
    fill(warehouse, tmp_path, orders=ORDERS)
    book = openpyxl.load_workbook(io.BytesIO(xlsx(LISTS, "zh")))
    sheet = book.worksheets[0]
    at = headed(sheet)
    sheet.cell(2, at["跟进结果"]).value = "已拜访"
    sheet.cell(2, at["日期"]).value = date(2025, 11, 18)
    path = tmp_path / "跟进.xlsx"
    book.save(path)
    receipt, untouched = import_file(warehouse, path)
    assert (receipt.rows_loaded, receipt.rows_left_out) == (1, 2)
    assert untouched.reason
    assert "“日期”一栏还没有填写。" in untouched.reason.zh
    noted = warehouse.query("SELECT customer, result FROM model.follow_ups")
    assert noted.values.tolist() == [["澜庭", "visited"]]
