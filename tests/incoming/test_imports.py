"""A file from disk into the store, with what was asked and remembered on the way."""

import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from salesdash.errors import ConflictError
from salesdash.export.out_and_back.put_aside import PLACE, REASON, xlsx
from salesdash.incoming.imports import commit, import_file, understand
from salesdash.scope import Scope
from salesdash.warehouse.imports.layouts import remembered
from salesdash.warehouse.imports.past_imports import imports
from salesdash.warehouse.imports.put_aside import put_aside_of
from salesdash.warehouse.imports.undo import undo
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.settings import Settings
from tests.stores import warehouse_in

FIRST = "日期,金额\n2025-01-05,7\n2025-01-05,7\n2025-01-09,5\n"
MORE = "日期,金额\n2025-01-05,1\n2025-01-09,2\n"


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return warehouse_in(tmp_path / "store")


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_what_overlaps_is_asked_like_any_other_question(warehouse: Warehouse, tmp_path: Path):
    import_file(warehouse, write(tmp_path, "1.csv", FIRST))
    more = write(tmp_path, "2.csv", MORE)
    [batch] = understand(warehouse, more)
    assert [q.key for q in batch.questions] == ["mode"]
    assert batch.receipt.needs == (batch.questions[0].text,)
    [receipt] = import_file(warehouse, more)
    assert (receipt.rows_loaded, len(receipt.needs)) == (0, 1)
    assert len(imports(warehouse)) == 1


def test_an_answer_or_the_best_guess_settles_it(warehouse: Warehouse, tmp_path: Path):
    import_file(warehouse, write(tmp_path, "1.csv", FIRST))
    more = write(tmp_path, "2.csv", MORE)
    [receipt] = import_file(warehouse, more, accept=True)
    assert receipt.rows_loaded == 2
    assert any("最可能" in note.zh for note in receipt.notes)
    undo(warehouse, int(receipt.import_id or 0))
    [receipt] = import_file(warehouse, more, answers={"mode": "replace"})
    assert warehouse.rows("SELECT sum(amount)::INTEGER FROM live.orders") == [(3,)]


def test_a_layout_is_forgotten_with_its_import(warehouse: Warehouse, tmp_path: Path):
    [receipt] = import_file(warehouse, write(tmp_path, "1.csv", FIRST))
    assert [layout.headers for layout in remembered(warehouse)] == [("日期", "金额")]
    undo(warehouse, int(receipt.import_id or 0))
    assert remembered(warehouse) == []


BAD = "单位：万元,,\n日期,金额,客户\n2025-01-05,7,甲\n2025-13-77,8,=乙\n2025-01-09,五十,丙\n2025-01-10,1,丁\n"


def aside_file(warehouse: Warehouse, folder: Path, import_id: int, **corrected: str) -> Path:
    """The workbook of what was put aside, with some cells corrected."""
    path = folder / f"corrected{len(list(folder.iterdir()))}.xlsx"
    path.write_bytes(xlsx(put_aside_of(warehouse, import_id), import_id, "zh"))
    book = openpyxl.load_workbook(path)
    for address, value in corrected.items():
        book.worksheets[0][address] = value
    book.save(path)
    return path


def test_what_was_put_aside_comes_back_corrected(warehouse: Warehouse, tmp_path: Path):
    [first] = import_file(warehouse, write(tmp_path, "1.csv", BAD), accept=True)
    assert (first.rows_loaded, first.rows_put_aside) == (2, 2)
    number = int(first.import_id or 0)
    before = warehouse.rows("SELECT * FROM loaded.orders ORDER BY ALL")
    back = aside_file(warehouse, tmp_path, number, A3="2025-01-07")
    [receipt] = import_file(warehouse, back)
    assert (receipt.rows_loaded, receipt.needs) == (1, ())
    [waiting] = put_aside_of(warehouse, number)
    assert [row.cells for row in waiting.rows] == [("2025-01-09", "五十", "丙")]
    found = warehouse.rows(
        "SELECT customer, amount::INTEGER, extra FROM live.orders ORDER BY 2 DESC LIMIT 1"
    )
    assert found == [("=乙", 80_000, None)]
    with pytest.raises(ConflictError):
        undo(warehouse, number)
    undo(warehouse, int(receipt.import_id or 0))
    assert warehouse.rows("SELECT * FROM loaded.orders ORDER BY ALL") == before
    assert len(put_aside_of(warehouse, number)[0].rows) == 2


def test_a_correction_counts_once(warehouse: Warehouse, tmp_path: Path):
    [first] = import_file(warehouse, write(tmp_path, "1.csv", BAD), accept=True)
    number = int(first.import_id or 0)
    one = aside_file(warehouse, tmp_path, number, A3="2025-01-07")
    both = aside_file(warehouse, tmp_path, number, A3="2025-01-07", B4="50")
    import_file(warehouse, one)
    [receipt] = import_file(warehouse, both)
    assert (receipt.rows_loaded, receipt.rows_duplicate) == (1, 1)
    assert put_aside_of(warehouse, number) == ()
    assert len(warehouse.rows("SELECT * FROM live.orders")) == 4


def test_rows_put_aside_are_kept_where_no_other_row_is_loaded(warehouse: Warehouse, tmp_path: Path):
    text = "日期,金额,客户\n2025-01-05,五十,甲\n2025-01-09,另议,乙\n"
    answers = {"dataset": "orders", "column:amount": "金额"}
    file = write(tmp_path, "1.csv", text)
    [receipt] = import_file(warehouse, file, accept=True, answers=answers)
    assert (receipt.rows_loaded, receipt.rows_put_aside) == (0, 2)
    number = int(receipt.import_id or 0)
    assert len(put_aside_of(warehouse, number)[0].rows) == 2
    [back] = import_file(warehouse, aside_file(warehouse, tmp_path, number, B2="50"))
    assert back.rows_loaded == 1
    [known] = import_file(warehouse, file, accept=True, answers=answers)
    assert known.rows_loaded == 0
    assert len(imports(warehouse)) == 2


def test_rows_put_aside_are_kept_where_all_others_are_loaded_already(
    warehouse: Warehouse, tmp_path: Path
):
    good = "订单号,日期,金额\nA1,2025-01-05,7\nA2,2025-01-06,8\nA3,2025-01-07,9\n"
    import_file(warehouse, write(tmp_path, "1.csv", good))
    more = f"{good}A4,2025-01-09,另议\n"
    [receipt] = import_file(warehouse, write(tmp_path, "2.csv", more))
    assert (receipt.rows_loaded, receipt.rows_duplicate, receipt.rows_put_aside) == (0, 3, 1)
    [waiting] = put_aside_of(warehouse, int(receipt.import_id or 0))
    assert [row.cells for row in waiting.rows] == [("A4", "2025-01-09", "另议")]
    [again] = import_file(warehouse, write(tmp_path, "3.csv", f"{more}\n"))
    assert again.import_id is None
    undo(warehouse, int(receipt.import_id or 0))
    assert put_aside_of(warehouse, int(receipt.import_id or 0)) == ()
    assert len(warehouse.rows("SELECT * FROM live.orders")) == 3


def test_cells_at_fault_are_coloured_and_formulas_stay_text(warehouse: Warehouse, tmp_path: Path):
    [first] = import_file(warehouse, write(tmp_path, "1.csv", BAD), accept=True)
    sheet = openpyxl.load_workbook(
        aside_file(warehouse, tmp_path, int(first.import_id or 0))
    ).worksheets[0]
    assert [c.value for c in sheet[2]] == ["日期", "金额", "客户", PLACE.zh, REASON.zh]
    assert (sheet["C3"].value, sheet["C3"].data_type) == ("=乙", "s")
    coloured = [c.coordinate for row in sheet["A3:C4"] for c in row if c.fill.fill_type]
    assert coloured == ["A3", "B4"]
    assert "2025-13-77" in sheet["E3"].value


class Cancelled(BaseException):
    """What a click on cancel raises in the middle of the work."""


@pytest.mark.parametrize("word", [0, 1])
def test_whoever_listens_can_stop_an_import_and_nothing_has_changed(tmp_path, word):
    warehouse = warehouse_in(tmp_path / "store")
    file = tmp_path / "orders.xlsx"
    book = openpyxl.Workbook()
    for name, header in (("订单", "订单编号"), ("投放费用", "渠道")):
        sheet = book.create_sheet(name)
        sheet.append([header, "日期", "金额"])
        sheet.append(["天猫", "2025-03-01", 5])
    book.save(file)
    warehouse.bring_up_to_date()
    before, heard = warehouse.version, []

    def said(words):
        heard.append(words)
        if len(heard) > word:
            raise Cancelled

    batches = understand(warehouse, file)
    with pytest.raises(Cancelled):
        commit(warehouse, file, file.name, batches, report=said)
    assert (warehouse.version, Ask(warehouse.query).coverage) == (before, {})
    stored = commit(warehouse, file, file.name, batches)
    assert sum(receipt.rows_loaded for receipt in stored) == 2


def test_reading_a_workbook_can_be_stopped(tmp_path):
    warehouse = warehouse_in(tmp_path / "store")
    file = tmp_path / "orders.xlsx"
    book = openpyxl.Workbook()
    sheet = book.create_sheet("订单", 0)
    for row in (["订单编号", "订单日期", "金额"], ["1", "2025-03-01", 5]):
        sheet.append(row)
    book.save(file)

    def said(words):
        raise Cancelled

    with pytest.raises(Cancelled):
        understand(warehouse, file, report=said)
    assert understand(warehouse, file)[0].receipt.rows_loaded == 1


def test_a_table_of_an_archive_that_waited_comes_in_once_it_is_answered(tmp_path):
    warehouse = warehouse_in(tmp_path / "store")
    file = tmp_path / "march.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("orders.csv", "订单编号,订单日期,金额\n1,2025-03-01,5\n")
        archive.writestr("asks.csv", "订单编号,订单日期,金额\n2,03/04/2025,7\n3,05/06/2025,8\n")
    first = import_file(warehouse, file)
    assert [receipt.rows_loaded for receipt in first] == [1, 0]
    again = import_file(warehouse, file, accept=True)
    assert [receipt.rows_loaded for receipt in again] == [0, 2]
    assert Ask(warehouse.query).coverage["orders"].rows == 3


def zipped(path, **members):
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in members.items():
            archive.writestr(f"{name}.csv", text)
    return path


def test_an_answer_about_one_file_of_an_archive_leaves_the_others_alone(tmp_path):
    warehouse = warehouse_in(tmp_path / "store")
    text = "订单编号,订单日期,金额\n{}1,03/04/2025,7\n{}2,05/06/2025,8\n"
    file = zipped(tmp_path / "two.zip", a=text.format("a", "a"), b=text.format("b", "b"))
    answers = {"a.csv:date_order:订单日期": "dmy", "b.csv:date_order:订单日期": "mdy"}
    first, second = import_file(warehouse, file, answers=answers)
    assert (first.first_date, second.first_date) == (date(2025, 4, 3), date(2025, 3, 4))


def test_the_encoding_of_one_file_of_an_archive_is_not_that_of_the_others(tmp_path):
    warehouse = warehouse_in(tmp_path / "store")
    text = "日期,客户,金额\n2025-03-01,甲,5\n"
    file = zipped(tmp_path / "two.zip", a=text.encode("gb18030"), b=text.encode())
    first, second = understand(warehouse, file, answers={"a.csv:encoding": "big5hkscs"})
    assert first.receipt.dataset is None  # its headers are no words when they are read so
    assert second.receipt.dataset == "orders"


def test_rows_put_aside_of_two_files_of_an_archive_wait_each_under_its_own_headers(tmp_path):
    warehouse = warehouse_in(tmp_path / "store")
    file = zipped(
        tmp_path / "two.zip",
        a="订单编号,订单日期,金额\n1,2025-03-01,5\n2,2025-03-02,?\n",
        b="单号,日期,销售额,客户\n3,2025-03-03,5,甲\n4,2025-03-04,?,乙\n",
    )
    import_file(warehouse, file, accept=True)
    waiting = put_aside_of(warehouse, imports(warehouse)[0].import_id)
    assert [(t.sheet, len(t.headers), len(t.rows)) for t in waiting] == [("a.csv", 3, 1), ("b.csv", 4, 1)]  # fmt: skip


PLAN = "月份,业务员,目标,实际\n2025-01,张三,100,90\n2025-02,张三,100,80\n"
LINES = "订单编号,日期,区域,业务员,金额\nA1,2025-01-05,华东,张三,60\nA2,2025-01-20,华东,张三,30\nA3,2025-02-10,华东,张三,80\n"


def sales(warehouse: Warehouse) -> float:
    [[total]] = warehouse.rows(
        "SELECT sum(amount)::DOUBLE FROM loaded.orders WHERE ended_by IS NULL"
    )
    return float(total)


def test_sums_of_months_are_not_added_to_the_orders_that_they_sum_up(tmp_path: Path):
    warehouse = warehouse_in(tmp_path / "store")
    import_file(warehouse, write(tmp_path, "orders.csv", LINES))
    _, sold = import_file(warehouse, write(tmp_path, "plan.csv", PLAN))
    assert sold.dataset is None
    assert sales(warehouse) == 170


def test_orders_take_the_place_of_the_sums_of_their_months(tmp_path: Path):
    warehouse = warehouse_in(tmp_path / "store")
    import_file(warehouse, write(tmp_path, "plan.csv", PLAN))
    assert sales(warehouse) == 170
    lines = write(tmp_path, "orders.csv", LINES.replace(",30\n", ",35\n"))
    [batch] = understand(warehouse, lines)
    assert [(q.key, q.guess) for q in batch.questions] == [("mode", "replace")]
    import_file(warehouse, lines, accept=True)
    assert sales(warehouse) == 175


def test_next_month_the_same_plan_adds_what_is_new(tmp_path: Path):
    warehouse = warehouse_in(tmp_path / "store")
    import_file(warehouse, write(tmp_path, "plan.csv", PLAN))
    _, sold = import_file(warehouse, write(tmp_path, "next.csv", PLAN + "2025-03,张三,100,70\n"))
    assert (sold.dataset, sold.rows_loaded, sold.needs) == ("orders", 1, ())
    assert sales(warehouse) == 240


def test_a_sheet_of_months_that_grows_is_no_new_sheet_when_its_days_are_read_as_months(
    tmp_path: Path,
):
    """Two first days are days, three are those of months: the same row is booked on another day of its month."""
    warehouse = warehouse_in(tmp_path / "store")
    two = "日期,区域,销售额\n2025-01-01,华东,30\n2025-02-01,华东,31\n"
    import_file(warehouse, write(tmp_path, "two.csv", two))
    three = write(tmp_path, "three.csv", two + "2025-03-01,华东,32\n")
    [receipt] = import_file(warehouse, three, accept=True)
    assert (receipt.rows_loaded, sales(warehouse)) == (1, 93)


def test_what_is_not_sure_to_be_orders_never_takes_their_place(
    warehouse: Warehouse, tmp_path: Path
):
    orders = "日期,客户,产品,金额\n2025-01-05,甲,A,7\n2025-01-09,乙,B,5\n"
    import_file(warehouse, write(tmp_path, "1.csv", orders))
    doubtful = write(tmp_path, "2.csv", "日期,说明,金额\n2025-01-05,x,1\n2025-01-09,y,2\n")
    [batch] = understand(warehouse, doubtful)
    [question] = [q for q in batch.questions if q.key == "mode"]
    assert question.choices == ("append", "update")
    [receipt] = import_file(warehouse, doubtful, answers={"mode": "replace"})
    assert (receipt.rows_loaded, len(receipt.needs)) == (0, 1)
    assert warehouse.rows("SELECT sum(amount)::INTEGER FROM live.orders") == [(12,)]


def test_a_target_of_the_first_quarter_is_that_of_the_fiscal_year(
    warehouse: Warehouse, tmp_path: Path
):
    Settings(warehouse).set_year_start(4)
    import_file(warehouse, write(tmp_path, "1.csv", FIRST))
    import_file(warehouse, write(tmp_path, "targets.csv", "期间,目标\n2025Q1,900\n2025Q2,800\n"))
    ask = Ask(warehouse.query)
    spans = [ask.calendar.read(words) for words in ("2025Q1", "2025Q2")]
    asked = [
        ask(["target"], (), Scope(date(2025, 9, 30), each, calendar=ask.calendar)) for each in spans
    ]
    assert [frame["target"].iloc[0] for frame in asked] == [900, 800]
