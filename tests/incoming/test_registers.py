"""A register of risks that comes as a file, in whatever shape, and goes out and comes back unchanged."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from salesdash.__main__ import main
from salesdash.catalog.risks.risk import Risk
from salesdash.errors import FileError
from salesdash.export.out_and_back.register_workbook import is_register, read, xlsx
from salesdash.incoming import registers
from salesdash.text import LANGS
from salesdash.warehouse.typed.register import Register
from tests.stores import warehouse_in

WHOLE = Risk(
    title="核心客户停单", category="customer_loss", cause="=投诉, 久拖", owner="陆文博", probability=4,
    impact=5, response="transfer", probability_after=1, impact_after=2, contingency="1. 上门\n2. 挽回",
    trigger_metric="retention_rate", trigger_side="below", trigger_limit=0.85, status="acting",
    due=date(2025, 11, 28), review=date(2025, 11, 10), trigger_by="channel", trigger_member="天猫",
    trigger_months=2, trigger_recovery=0.9, link_by="channel", link_member="天猫",
    at_stake=Decimal("120000.5"), risk_id=1, revision=1,
)  # fmt: skip
SAME_NAME = replace(WHOLE, owner="李思远", trigger_metric=None, trigger_side=None, trigger_limit=None,
                    trigger_by=None, trigger_member=None, trigger_months=1, trigger_recovery=None, risk_id=2)  # fmt: skip
ENGLISH = "risk_id,category,title,owner,inherent_probability,inherent_impact\n"


def rows_of(path: Path) -> list[list[str | None]]:
    sheet = openpyxl.load_workbook(path).active
    assert sheet
    return [
        [None if v is None else str(v) for v in row] for row in sheet.iter_rows(values_only=True)
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_what_goes_out_comes_back_unchanged(lang, tmp_path):
    path = tmp_path / "out.xlsx"
    path.write_bytes(xlsx([WHOLE, SAME_NAME], lang))
    found = read(rows_of(path), [WHOLE, SAME_NAME])
    assert (found.new, found.changed, found.same) == ((), (), 2)
    anew = read(rows_of(path), [])
    assert [risk.content() for risk in anew.new] == [WHOLE.content(), SAME_NAME.content()]


def test_one_cell_that_was_changed_is_the_whole_difference(tmp_path):
    path = tmp_path / "out.xlsx"
    path.write_bytes(xlsx([replace(WHOLE, impact=3)], "zh"))
    (changed,) = read(rows_of(path), [WHOLE]).changed
    assert changed == replace(WHOLE, impact=3)


def test_a_register_of_two_header_rows_is_read_and_its_worst_impact_counts():
    rows: list[list[str | None]] = [
        ["风险登记册", None, None, None, None, None, None],
        ["项目名称：", None, None, None, None, None, None],
        ["风险编号", "风险说明书", "概率", "影响", None, "责任方", "状态"],
        [None, None, None, "质量", "成本", None, None],
        ["R1", "断供", "高", "低", "非常高", "吴梦洁", "进行中"],
        [None, None, None, None, None, None, None],
    ]
    assert is_register(rows)
    (risk,) = read(rows, []).new
    assert (risk.title, risk.probability, risk.impact, risk.owner) == ("断供", 4, 5, "吴梦洁")
    assert risk.status == "acting"


def test_fields_named_below_groups_under_a_title_are_read_and_a_computed_column_is_none():
    rows: list[list[str | None]] = [
        ["销售风险登记册（2025年）", None, None, None, None, None, None, None],
        ["序号", "风险描述", "风险分析", None, None, "应对", None, None],
        [None, None, "可能性", "影响程度", "风险值", "措施", "责任人", "期限"],
        ["1", "大客户流失", "高", "严重", "16", "高层拜访", "张三", "2025/12/31"],
        ["2", "供应商断供", "3", "5", "15", "备选供应商", "李四", None],
    ]
    first, second = read(rows, []).new
    assert (first.title, first.probability, first.impact) == ("大客户流失", 4, 4)
    assert (first.contingency, first.owner, first.due) == ("高层拜访", "张三", date(2025, 12, 31))
    assert (second.title, second.score, second.response) == ("供应商断供", 15, Risk().response)


def test_what_others_call_a_category_stays_readable():
    rows: list[list[str | None]] = [["id", "title", "category", "owner", "probability", "impact"],
            ["R1", "Steel is late", "Supplier & Delivery", "Lead", "4", "3"]]  # fmt: skip
    (risk,) = read(rows, []).new
    assert (risk.category, risk.cause) == ("supply", "Supplier & Delivery")


@pytest.mark.parametrize(
    ("row", "named"),
    [
        (["断供", "也许", "3", "甲"], "第 2 行的“可能性”读不懂：“也许”"),
        (["断供", "3", "", "甲"], "第 2 行“断供”不能登记：请评估“影响”"),
        (["断供", "3", "3", ""], "请填写“负责人”"),
    ],
)
def test_a_row_that_cannot_be_kept_is_named(row, named):
    with pytest.raises(FileError) as told:
        read([["风险", "可能性", "影响", "负责人"], row], [])
    assert named in told.value.message.zh


def test_orders_are_no_register():
    assert not is_register([["订单日期", "客户", "销售额"], ["2025-01-01", "甲", "5"]])


def test_the_command_line_takes_a_register_in_and_again_changes_nothing(tmp_path, capsys):
    file = tmp_path / "risk_register.csv"
    file.write_text(ENGLISH + "R1,Team,Nobody there,Ann,3,5\nR2,Legal,A new law,Bob,2,4\n", "utf-8")
    command = ["--lang", "en", "--store", str(tmp_path / "store"), "load", str(file)]
    assert main(command) == 0
    assert "2 added, 0 changed" in (said := capsys.readouterr().out)
    assert "2 risks, scores adding up to 23, 1 of them high" in said
    assert main(command) == 0
    assert "0 added, 0 changed, 2 as they were" in capsys.readouterr().out


@pytest.mark.parametrize("lang", LANGS)
def test_a_register_is_taken_in_beside_the_orders(lang, tmp_path, capsys):
    risks, orders = tmp_path / "risks.xlsx", tmp_path / "orders.csv"
    risks.write_bytes(xlsx([WHOLE, SAME_NAME], lang))
    orders.write_text("日期,客户,金额\n2025-01-01,甲,5\n", "utf-8")
    store = ["--lang", "en", "--store", str(tmp_path / "store")]
    assert main([*store, "load", str(risks), str(orders), "--accept", "--json"]) == 0
    heard = capsys.readouterr()
    assert "2 added" in heard.err
    assert [each["dataset"] for each in json.loads(heard.out)] == ["orders"]


def test_all_or_nothing_of_a_file_is_taken_in(tmp_path):
    warehouse = warehouse_in(tmp_path / "store")
    file = tmp_path / "risks.csv"
    file.write_text(ENGLISH + "R1,Team,Nobody there,Ann,3,5\nR2,Legal,A new law,,2,4\n", "utf-8")
    with pytest.raises(FileError):
        registers.take_in(file, warehouse, "")
    assert Register(warehouse).risks() == []
    warehouse.close()
