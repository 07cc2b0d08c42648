"""The command line: what it prints, what it exits with, and what it leaves in the store.

| sheet 订单 | order | customer | region | channel | 元    | cost |
| 2023-12-20 | A0    | 甲       | 华东   | 天猫    |    80 |   40 |
| 2024-01-15 | A1    | 甲       | 华东   | 天猫    |   100 |   60 |
| 2024-02-10 | A2    | 乙       | 华南   | 门店    |   200 |  150 |
| 2024-12-20 | A3    | 甲       | 华东   | 天猫    |    80 |   40 |
| 2025-01-15 | B1    | 甲       | 华东   | 天猫    | 150.5 |   90 |
| 2025-01-20 | B2    | 丙       | 华南   | 门店    | 249.5 |  100 |
| 2025-02-03 | B3    | 乙       | 华南   | 天猫    |   300 |  200 |
| 不详       | B4    | 丁       | 华东   | 天猫    |    50 |   10 |
| 合计       |       |          |        |         |  1210 |      |
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl import Workbook

from salesdash.__main__ import main
from salesdash.warehouse.imports.past_imports import imports
from salesdash.warehouse.store.database import Warehouse

ROOT = Path(__file__).parents[1]
ORDERS = (
    (date(2023, 12, 20), "A0", "甲", "华东", "天猫", 80, 40),
    (date(2024, 1, 15), "A1", "甲", "华东", "天猫", 100, 60),
    (date(2024, 2, 10), "A2", "乙", "华南", "门店", 200, 150),
    (date(2024, 12, 20), "A3", "甲", "华东", "天猫", 80, 40),
    (date(2025, 1, 15), "B1", "甲", "华东", "天猫", 150.5, 90),
    (date(2025, 1, 20), "B2", "丙", "华南", "门店", 249.5, 100),
    (date(2025, 2, 3), "B3", "乙", "华南", "天猫", 300, 200),
    ("不详", "B4", "丁", "华东", "天猫", 50, 10),
    ("合计", None, None, None, None, 1210, None),
)
RECEIPT = {
    "sheet", "file", "dataset", "reason", "rows_read", "rows_loaded", "rows_left_out",
    "rows_put_aside", "rows_duplicate", "amount_loaded", "amount_printed", "first_date",
    "last_date", "columns", "import_id", "needs", "notes",
}  # fmt: skip


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("files") / "一月销售.xlsx"
    workbook = Workbook()
    orders = workbook.active
    assert orders is not None
    orders.title = "订单"
    orders.append(["销售明细"])
    orders.append(["订单日期", "订单编号", "客户", "区域", "渠道", "销售额", "成本"])
    for row in ORDERS:
        orders.append(row)
    spend = workbook.create_sheet("费用")
    spend.append(["日期", "渠道", "费用"])
    spend.append([date(2025, 1, 31), "天猫", 40])
    spend.append([date(2025, 1, 31), "门店", 30])
    workbook.create_sheet("说明").append(["本表由销售部每月更新"])
    workbook.save(path)
    return path


@pytest.fixture(scope="module")
def store(book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("loaded") / "store"
    assert main(["--store", str(folder), "load", str(book)]) == 0
    return folder


@pytest.fixture
def ask(store, capsys):
    """ask("sales --by region") → the list of objects that is printed."""

    def ask(words: str) -> list[dict[str, Any]]:
        assert main(["--store", str(store), "ask", *words.split(), "--json"]) == 0
        found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
        return found

    return ask


@pytest.fixture
def refused(capsys):
    """refused(arguments) → the one sentence on stderr of a command that ends with 2."""

    def refused(*arguments: str) -> str:
        assert main([*arguments]) == 2
        said = capsys.readouterr()
        assert said.out.strip() in ("", "[]")
        assert said.err.count("\n") == 1
        return str(said.err.strip())

    return refused


def test_load_prints_a_receipt_for_every_table(book, tmp_path, capsys):
    assert main(["--store", str(tmp_path), "load", str(book), "--json"]) == 0
    orders, spend, note = json.loads(capsys.readouterr().out)

    assert all(receipt.keys() >= RECEIPT for receipt in (orders, spend, note))
    assert {key: orders[key] for key in RECEIPT - {"notes"}} == {
        "file": "一月销售.xlsx",
        "sheet": "订单",
        "dataset": "orders",
        "reason": None,
        "rows_read": 9,
        "rows_loaded": 7,
        "rows_left_out": 1,
        "rows_put_aside": 1,
        "rows_duplicate": 0,
        "amount_loaded": 1160.0,
        "amount_printed": 1210.0,
        "first_date": "2023-12-20",
        "last_date": "2025-02-03",
        "columns": {
            "order_date": "订单日期",
            "order_id": "订单编号",
            "customer": "客户",
            "region": "区域",
            "channel": "渠道",
            "amount": "销售额",
            "cost": "成本",
        },
        "import_id": 1,
        "needs": [],
    }
    assert any("1,210.00" in words and "50.00" in words for words in orders["notes"])
    assert (spend["dataset"], spend["rows_loaded"], spend["amount_loaded"]) == ("spend", 2, 70.0)
    assert (note["dataset"], note["import_id"], note["rows_loaded"]) == (None, None, 0)
    assert note["reason"]


def test_the_same_file_again_doubles_nothing(book, store, ask, capsys):
    assert main(["--store", str(store), "load", str(book), "--json"]) == 0
    orders = json.loads(capsys.readouterr().out)[0]
    assert (orders["rows_loaded"], orders["rows_duplicate"]) == (0, 7)
    assert ask("sales") == [{"sales": 1160.0}]


@pytest.mark.parametrize(
    ("period", "sales"),
    [
        ("2025", 700.0),
        ("2025Q1", 700.0),
        ("2025-01", 400.0),
        ("2025-W03", 150.5),  # 13 to 19 January
        ("2025-01-16..2025-02-03", 549.5),
        ("all", 1160.0),
        ("2022", None),
    ],
)
def test_a_period_is_asked_in_every_form(period, sales, ask):
    assert ask(f"sales --period {period}") == [{"sales": sales}]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("sales orders margin_rate", [{"sales": 1160.0, "orders": 7, "margin_rate": 480 / 1160}]),
        ("roi --period 2025-01", [{"roi": (210 - 70) / 70}]),
        ("销售额", [{"销售额": 1160.0}]),
        ("Sales --by 渠道", [{"渠道": "天猫", "Sales": 710.5}, {"渠道": "门店", "Sales": 449.5}]),
        (
            "sales --by region channel --period 2025",
            [
                {"region": "华东", "channel": "天猫", "sales": 150.5},
                {"region": "华南", "channel": "天猫", "sales": 300.0},
                {"region": "华南", "channel": "门店", "sales": 249.5},
            ],
        ),
        (
            "sales --by month --period 2025",
            [{"month": "2025-01", "sales": 400.0}, {"month": "2025-02", "sales": 300.0}],
        ),
        ("sales --where region=华南 --period 2025", [{"sales": 549.5}]),
        ("sales --where region=华南 channel=门店", [{"sales": 449.5}]),
        ("sales --where 客户=乙 客户=丙", [{"sales": 749.5}]),
        ("sales --where 渠道类型=第三方平台", [{"sales": 710.5}]),
        ("sales --as-of 2025-01-18", [{"sales": 610.5}]),
        ("sales --as-of 2025-01-18 --period 2025", [{"sales": 150.5}]),
        (
            "sales --period 2025-01 --compare previous",
            [{"sales": 400.0, "sales_previous": 80.0, "sales_change": 4.0}],
        ),
        (
            "销售额 --period 2025-01 --compare last_year",
            [{"销售额": 400.0, "销售额_last_year": 100.0, "销售额_change": 3.0}],
        ),
        (
            "sales --by region --period 2025-01 --compare last_year",
            [
                {"region": "华东", "sales": 150.5, "sales_last_year": 100.0, "sales_change": 0.505},
                {"region": "华南", "sales": 249.5, "sales_last_year": None, "sales_change": None},
            ],
        ),
    ],
)
def test_an_answer_has_the_keys_that_were_asked_and_plain_values(words, answer, ask):
    found = ask(words)
    order = sorted(found, key=lambda row: [str(row[key]) for key in row])
    assert len(found) == len(answer)
    for row, wanted in zip(order, sorted(answer, key=lambda r: [str(r[k]) for k in r]), strict=True):  # fmt: skip
        assert row == pytest.approx(wanted)


def test_what_is_asked_as_of_a_day_begins_where_the_data_do(store, capsys):
    words = "--lang zh ask sales --as-of 2025-01-18"
    assert main(["--store", str(store), *words.split()]) == 0
    assert "2023年12月20日至2025年1月18日 · 数据截至 2025年1月18日" in capsys.readouterr().out


def test_what_looks_back_farther_than_the_data_says_from_when_they_are(store, capsys):
    words = "--lang zh ask retention repurchase --period 2025-02"
    assert main(["--store", str(store), *words.split()]) == 0
    notes = [line for line in capsys.readouterr().out.splitlines() if "往前看" in line]
    assert notes == [
        "客户留存率往前看 24 个月，而订单数据从2023年12月20日才开始，只算有数据的部分。"
    ]


@pytest.mark.parametrize("words", ["new_customers --period 2024", "new_customers --by month"])
def test_a_count_that_nobody_knows_is_a_dash_in_the_table(words, store, capsys):
    assert main(["--store", str(store), "ask", *words.split()]) == 0
    assert "–" in capsys.readouterr().out


def test_a_table_that_compares_is_written_as_the_others_are(store, capsys):
    words = "--lang zh ask sales --by region --period 2025-01 --compare last_year"
    assert main(["--store", str(store), *words.split()]) == 0
    title, context, blank, *table = capsys.readouterr().out.splitlines()
    assert (title, blank) == ("销售额：按区域", "")
    assert context.startswith("2025年1月 · 数据截至 ")
    heading, east, south = (line.split() for line in table[:3])
    assert heading == ["区域", "销售额", "销售额（去年同期）", "销售额（变化）"]
    assert east == ["华东", "150.50元", "100.00元", "+50.5%"]
    assert south == ["华南", "249.50元", "–", "–"]


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["ask", "profitability"], "profitability"),
        (["ask", "sales", "--by", "planet"], "planet"),
        (["ask", "sales", "--where", "华东"], "华东"),
        (["ask", "sales", "--where", "region=华冻"], "华东"),
        (["ask", "sales", "--where", "region=Mars"], "Mars"),
        (["ask", "sales", "--where", "线上线下=空中"], "有的是：线上、线下等。"),
        (["ask", "sales", "--where", "月=2025-01"], "--period"),
        (["ask", "spend", "--by", "region"], "费用的数据没有写明区域"),
        (["ask", "sales", "--period", "someday"], "someday"),
        (["ask", "sales", "--as-of", "31.3.2025"], "31.3.2025"),
        (["ask", "sales", "--compare", "previous"], "--period"),
        (["ask", "sales", "--by", "month", "--period", "2025", "--compare", "previous"], "时间"),
    ],
)
def test_a_question_that_cannot_be_asked_is_answered_by_a_sentence(
    arguments, named, store, refused
):
    assert named in refused("--store", str(store), "--lang", "zh", *arguments)


def test_an_empty_store_is_said_to_be_empty_and_names_no_day(tmp_path, capsys):
    assert main(["--store", str(tmp_path), "--lang", "en", "ask", "sales"]) == 0
    assert capsys.readouterr().out == "Nothing has been imported yet.\n"


def test_a_file_that_cannot_be_read_changes_nothing(store, tmp_path, refused, ask):
    picture = tmp_path / "报表.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    before = _standing(store)
    for file in (picture, tmp_path / "nowhere.csv", tmp_path):
        said = refused("--store", str(store), "--lang", "en", "load", str(file), "--json")
        assert said.startswith(f"{file}: ")
        assert "Traceback" not in said
    assert _standing(store) == before


def test_a_file_that_cannot_be_read_does_not_hold_up_the_others(book, tmp_path, capsys):
    arguments = ["load", str(tmp_path / "nowhere.csv"), str(book), "--json"]
    assert main(["--store", str(tmp_path / "store"), *arguments]) == 2
    assert [r["rows_loaded"] for r in json.loads(capsys.readouterr().out)] == [7, 2, 0]


def test_a_table_with_an_open_question_waits_until_the_best_guess_is_accepted(tmp_path, capsys):
    file = tmp_path / "orders.csv"
    file.write_text(
        "订单日期,客户,销售额\n03/04/2025,甲,100\n05/06/2025,乙,200\n", encoding="utf-8"
    )
    load = ["--store", str(tmp_path / "store"), "load", str(file), "--json"]

    assert main(load) == 3
    (waiting,) = json.loads(capsys.readouterr().out)
    assert (waiting["rows_loaded"], waiting["import_id"]) == (0, None)
    (need,) = waiting["needs"]
    assert "03/04/2025" in need

    assert main([*load, "--accept"]) == 0
    (accepted,) = json.loads(capsys.readouterr().out)
    assert (accepted["rows_loaded"], accepted["amount_loaded"]) == (2, 300.0)
    assert accepted["needs"] == []
    assert any("03/04/2025" in note for note in accepted["notes"])


def test_the_store_is_named_by_option_else_by_environment_else_where_we_are(
    store, tmp_path, monkeypatch, capsys
):
    def sales(*before: str) -> Any:
        assert main([*before, "ask", "sales", "--json"]) == 0
        return json.loads(capsys.readouterr().out)[0]["sales"]

    monkeypatch.delenv("SALESDASH_STORE", raising=False)
    monkeypatch.chdir(tmp_path)
    assert sales() is None
    assert (tmp_path / ".salesdash").is_dir()
    assert sales("--store", str(store)) == 1160.0
    monkeypatch.setenv("SALESDASH_STORE", str(store))
    assert sales() == 1160.0
    assert sales("--store", str(tmp_path / "other")) is None


def test_a_store_in_use_is_said_by_the_command_in_one_sentence(store):
    opened = Warehouse(store)
    command = [sys.executable, "-m", "salesdash", "--store", str(store), "--lang", "en"]
    try:
        done = subprocess.run(
            [*command, "ask", "sales"],
            cwd=ROOT,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            encoding="utf-8",
        )
    finally:
        opened.close()
    assert (done.returncode, done.stdout) == (2, "")
    assert "is in use by another program" in done.stderr
    assert done.stderr.count("\n") == 1


def _standing(store: Path) -> tuple[Any, ...]:
    """What a store holds: its version, its ledger, its answers and its files."""
    warehouse = Warehouse(store)
    try:
        held = (warehouse.version, imports(warehouse), warehouse.rows("FROM loaded.orders"))
    finally:
        warehouse.close()
    return (*held, sorted(path.name for path in store.rglob("*")))


def test_money_is_told_in_the_currency_that_the_files_are_in(tmp_path, capsys, kept_in):
    kept_in(None)
    book = tmp_path / "orders.csv"
    book.write_text("order date,currency,amount\n2025-01-05,USD,1200\n")
    store = ["--lang", "en", "--store", str(tmp_path / "store")]
    assert main([*store, "load", str(book)]) == 0
    capsys.readouterr()
    assert main([*store, "ask", "sales"]) == 0
    assert "$1,200" in capsys.readouterr().out


MONTHS = "区域,1月,2月,3月\n华东,1,2,3\n华南,4,5,6\n"


@pytest.fixture
def months(tmp_path: Path) -> Path:
    """A sheet that tells neither what its figures are nor their year."""
    file = tmp_path / "months.csv"
    file.write_text(MONTHS, encoding="utf-8")
    return file


def test_a_refused_table_is_printed_with_the_answer_that_lets_it_in(tmp_path, capsys):
    file = tmp_path / "odd.csv"
    file.write_text("品名,规格,注记\n灯,大,7\n烛,小,8\n", encoding="utf-8")
    load = ["--store", str(tmp_path / "store"), "--lang", "en", "load", str(file)]
    assert main(load) == 2
    printed = "".join(capsys.readouterr())
    assert '--answer "dataset=orders|targets|' in printed
    assert main([*load, "--answer", "dataset=orders"]) == 2
    assert '--answer "column:amount=注记"' in "".join(capsys.readouterr())
    assert main([*load, "--answer", "dataset=products"]) == 0


def test_an_open_question_is_printed_with_the_answer_that_settles_it(months, tmp_path, capsys):
    load = ["--store", str(tmp_path / "store"), "--lang", "en", "load", str(months)]
    assert main(load) == 3
    out = capsys.readouterr().out
    assert '--answer "measure=sales|target|spend|budget|quantity"' in out
    assert '--answer "year=…"' in out
    assert main([*load, "--json", "--answer", "measure=target"]) == 3
    [waiting] = json.loads(capsys.readouterr().out)
    assert list(waiting["questions"]) == ["year"]
    assert main([*load, "--json", "--answer", "measure=target", "--answer", "year=2025"]) == 0
    [loaded] = json.loads(capsys.readouterr().out)
    assert (loaded["dataset"], loaded["amount_loaded"]) == ("targets", 21.0)
    assert (loaded["questions"], loaded["first_date"]) == ({}, "2025-01-01")


@pytest.mark.parametrize(
    ("answer", "near"),
    [
        ("yeer=2025", "year"),
        ("measure=salse", "sales"),
        ("dataset=order", "orders"),
        ("column:amonut=1月", "column:amount"),
        ("column:region=区城", "区域"),
        ("year=next", "year"),
        ("2025", "KEY=VALUE"),
    ],
)
def test_an_answer_that_fits_nothing_loads_nothing(answer, near, months, store, refused):
    before = _standing(store)
    said = refused("--store", str(store), "--lang", "en", "load", str(months), "--answer", answer)
    assert near in said
    assert len(said.strip().splitlines()) == 1
    assert _standing(store) == before


def test_an_answer_for_one_sheet_leaves_the_others_alone(tmp_path, capsys):
    file = tmp_path / "two.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        for name, factor in (("目标一", 1), ("目标二", 10)):
            page = book.add_worksheet(name)
            page.write_row(0, 0, ["区域", "1月", "2月", "3月"])
            page.write_row(1, 0, ["华东", factor, factor * 2, factor * 3])
    load = ["--store", str(tmp_path / "store"), "load", str(file), "--json"]
    assert main([*load, "--answer", "目标一:year=2025"]) == 3
    first, second = json.loads(capsys.readouterr().out)
    assert (first["amount_loaded"], list(second["questions"])) == (6.0, ["目标二:year"])


def test_a_file_without_a_table_ends_with_2_and_its_reason(tmp_path, refused):
    file = tmp_path / "说明.csv"
    file.write_text("你好\n世界\n", encoding="utf-8")
    said = refused("--store", str(tmp_path / "store"), "--lang", "zh", "load", str(file))
    assert "没有找到表格" in said


def test_a_table_that_was_left_out_on_purpose_is_no_failure(tmp_path):
    file = tmp_path / "订单.csv"
    file.write_text("日期,金额\n2025-01-05,5\n2025-01-06,7\n", encoding="utf-8")
    words = ["--store", str(tmp_path / "store"), "load", str(file), "--answer", "dataset=none"]
    assert main(words) == 0


@pytest.mark.parametrize("words", ["sales sales", "sales 销售额", "sales --by region region"])
def test_what_is_named_twice_is_refused_in_a_sentence(store, refused, words):
    said = refused("--store", str(store), "--lang", "zh", "ask", *words.split())
    assert "是同一个" in said


@pytest.mark.parametrize(
    "words",
    ["--period " + p for p in ("0000", "0001", "9999", "0001-01", "9999-W53", "0002..9998")]
    + ["--period 0001 --compare last_year", "--as-of 0001-01-01", "--as-of 9999-12-31"],
)
def test_a_time_out_of_reach_is_refused_in_a_sentence(store, refused, words):
    said = refused("--store", str(store), "--lang", "zh", "ask", "sales", *words.split())
    assert said == "时间要在 1900 年到 2199 年之间。"


@pytest.mark.parametrize("words", ["1900", "2199", "1900..2199"])
@pytest.mark.parametrize("compare", ["last_year", "previous"])
@pytest.mark.parametrize("as_of", ["1900-01-01", "2199-12-31"])
def test_times_at_the_edge_are_answered(store, words, compare, as_of):
    asked = f"sales --period {words} --compare {compare} --as-of {as_of} --by region"
    assert main(["--store", str(store), "ask", *asked.split()]) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break otherwise there")
@pytest.mark.parametrize(
    "command", ["ask sales --by day", "load FILE FILE", "ask nothing", "status", "backup"]
)
def test_who_stops_listening_gets_no_complaint(store, book, command):
    words = command.replace("FILE", str(book)).split()
    code = [sys.executable, "-m", "salesdash", "--store", str(store), *words]
    with subprocess.Popen(
        code, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        said = process.stderr.read()
    assert "Traceback" not in said
    assert "Broken" not in said
    assert process.returncode == (2 if command == "ask nothing" else 0)
