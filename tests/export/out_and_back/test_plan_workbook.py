"""The workbook of a plan adds up by itself, and what is written into it comes back."""

from __future__ import annotations

import io
import tracemalloc
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from salesdash.catalog.plans import EVERYBODY, Member, Plan, leaves_of
from salesdash.errors import FileError
from salesdash.export.out_and_back.plan_answers import MOST_CELLS, Answers, read
from salesdash.export.out_and_back.plan_workbook import xlsx
from salesdash.intake.cells.sheets import read_rows
from salesdash.period import Period

QUARTERS = leaves_of(Period.parse("2026"), "quarter")
MEMBERS = (("东", "甲"), ("东", "乙"), ("西", "=1+1"))
PLAN = Plan(
    "2026 年度",
    Period.parse("2026"),
    {(m, q): Decimal(1000 * (n + 1)) for n, m in enumerate(MEMBERS) for q in QUARTERS},
    dimensions=("region", "salesperson"),
    plan_id=3,
    version=2,
)


@pytest.fixture
def book():
    return openpyxl.load_workbook(io.BytesIO(xlsx(PLAN, "zh")))


@pytest.fixture
def back(tmp_path: Path):
    """back(book or bytes, name) → the answers in a workbook that came back."""

    def back(book, name: str) -> Answers:
        path = tmp_path / "back.xlsx"
        path.write_bytes(book) if isinstance(book, bytes) else book.save(path)
        return read(read_rows(path, MOST_CELLS), name)

    return back


def computed(sheet, cell):
    """The value of a cell, its sums worked out down to the numbers."""
    value = sheet[cell].value
    if not (isinstance(value, str) and value.startswith("=SUM(")):
        return value or 0
    parts = value[5:-1].split(",")
    cells = [
        c
        for part in parts
        for row in ([sheet[part]] if ":" not in part else sheet[part])
        for c in (row if isinstance(row, tuple) else (row,))
    ]
    return sum(computed(sheet, c.coordinate) for c in cells)


def test_there_is_a_sheet_for_all_and_one_for_each_region(book):
    assert book.sheetnames == ["计划", "东", "西"]


def test_every_total_is_a_live_formula_that_comes_to_the_plan(book):
    sheet = book["计划"]
    rows = {sheet.cell(r, 2).value: r for r in range(5, 12)}
    assert sheet.cell(rows["东"], 4).value == f"=SUM(D{rows['东'] + 1}:D{rows['东'] + 2})"
    assert computed(sheet, f"D{rows['东']}") == 3000
    assert computed(sheet, f"H{rows['合计']}") == PLAN.total == 24_000


def test_changing_a_number_changes_the_totals(book):
    sheet = book["计划"]
    sheet["D6"] = 1_500
    assert computed(sheet, "H5") == 12_500
    assert computed(sheet, "H10") == 24_500


def test_totals_are_also_there_for_readers_that_do_not_compute():
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx(PLAN, "zh")), data_only=True)["计划"]
    assert [sheet["H5"].value, sheet["H10"].value] == [12_000, 24_000]


def test_what_is_left_blank_counts_as_it_was_given(book):
    sheet = book["东"]
    assert sheet["H6"].value == '=SUM(D6:G6)+SUMPRODUCT((D6:G6="")*D5:G5)'
    assert sheet["D9"].value == '=SUMIF($C$5:$C$8,"下达",D5:D8)'
    assert sheet["D10"].value == (
        '=SUMIF($C$5:$C$8,"上报",D5:D8)+SUMPRODUCT(($C$6:$C$8="上报")*(D6:D8="")*D5:D7)'
    )
    assert sheet["H10"].value == '=SUMIF($C$5:$C$8,"上报",H5:H8)'
    stored = openpyxl.load_workbook(io.BytesIO(xlsx(PLAN, "zh")), data_only=True)["东"]
    assert [stored[cell].value for cell in ("H6", "D10", "H10")] == [4_000, 3_000, 12_000]


def test_names_are_text_and_never_formulas(book):
    sheet = book["计划"]
    assert sheet["B9"].value == "　=1+1"
    assert sheet["B9"].data_type == "s"
    assert book["西"]["B5"].data_type == "s"


def test_answers_come_back_by_member_and_period_and_blank_means_agreed(book, back):
    book["东"]["D6"] = 900
    book["东"]["E8"] = "2,100.5"
    answers = back(book, "东区.xlsx")
    assert (answers.plan_id, answers.version) == (3, 2)
    assert answers.amounts == {
        (("东", "甲"), QUARTERS[0]): 900,
        (("东", "乙"), QUARTERS[1]): Decimal("2100.5"),
    }


def test_a_sheet_sent_back_alone_is_read_too(book, back):
    del book["计划"]
    del book["西"]
    book["东"]["D6"] = 1
    assert len(back(book, "东区.xlsx").amounts) == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("尽力", "工作表“东”的 D6 不是数字：“尽力”"),
        (-5, "是负数：-5"),
        (True, "不是数字"),
        ("=1/0", "D6 不是数字：“=”"),
    ],
)
def test_what_is_no_amount_is_named_with_its_cell(book, back, typed, said):
    book["东"]["D6"] = typed
    with pytest.raises(FileError) as told:
        back(book, "x.xlsx")
    assert said in told.value.message.zh


def test_other_workbooks_and_broken_files_are_refused(back):
    other = openpyxl.Workbook()
    with pytest.raises(FileError) as told:
        back(other, "其他.xlsx")
    assert "没有本程序发出的目标表" in told.value.message.zh
    for content in (b"", b"PK\x03\x04 not a zip", b"a,b\n1,2\n"):
        with pytest.raises(FileError):
            back(content, "坏.xlsx")


def test_sheets_of_two_plans_are_not_mixed(book, back):
    book["西"]["A1"] = "salesdash plan 4/1"
    with pytest.raises(FileError) as told:
        back(book, "x.xlsx")
    assert "不同计划" in told.value.message.zh


def test_weeks_are_called_by_their_days():
    cells = {(EVERYBODY, w): Decimal(10) for w in leaves_of(Period.parse("2026"), "week")}
    found = openpyxl.load_workbook(
        io.BytesIO(xlsx(Plan("年度", Period.parse("2026"), cells), "en"))
    )
    assert [cell.value for cell in found["Plan"][4][3:6]] == ["1–4 Jan", "5–11 Jan", "12–18 Jan"]


@pytest.mark.parametrize("dimensions", [(), ("region",)])
@pytest.mark.parametrize("grain", ["month", "week", "quarter"])
def test_every_shape_of_plan_is_written_and_opened_again(dimensions, grain):
    member: Member = ("东",) if dimensions else ()
    cells = {(member, p): Decimal(10) for p in leaves_of(Period.parse("2026"), grain)}
    plan = Plan("年度", Period.parse("2026"), cells, dimensions=dimensions)
    found = openpyxl.load_workbook(io.BytesIO(xlsx(plan, "en")))
    assert len(found.sheetnames) == 1 + len(dimensions)


@pytest.mark.parametrize("cell", ["XFD1048576", "A1048576", "XFD1", "AZ99999"])
def test_a_small_file_of_far_cells_takes_no_memory_of_ours(book, back, cell):
    book["东"][cell] = 1
    tracemalloc.start()
    try:
        with pytest.raises(FileError) as told:
            back(book, "x.xlsx")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 50_000_000
    assert "文件过大" in told.value.message.zh
