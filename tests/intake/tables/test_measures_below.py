"""Measures of several kinds below each other, months across: each is what its row says, in any language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tests.intake.test_siblings import by_dataset

Row = list[Any]
MONTHS = ["2025-01", "2025-02", "2025-03"]
SALES: Row = [1000, 2000, 4000]
PROFIT: Row = [300, 700, 1100]


def of_measures(header: str, names: Sequence[str], shares: Row) -> list[Row]:
    """Sales, profit, number of orders and rate of returns of three months."""
    figures: list[Row] = [SALES, PROFIT, [20, 30, 40], shares]
    rows = ([name, *each] for name, each in zip(names, figures, strict=True))
    return [[header, *MONTHS], *rows]


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("指标", ("销售额", "毛利", "订单数", "退货率")),
        ("指標", ("銷售額", "毛利", "訂單數", "退貨率")),
        ("项目", ("一、营业收入", "二、毛利额", "三、单数", "四、退货率")),
        ("KPI", ("Net sales", "Gross profit", "Number of orders", "Return rate")),
        ("Kennzahl", ("Umsatz", "Rohertrag", "Aufträge", "Retourenquote")),
        ("Indicateur", ("Chiffre d'affaires", "Marge brute", "Commandes", "Taux de retour")),
        ("Indicador", ("Ventas", "Margen bruto", "Pedidos", "Tasa de devolución")),
        ("Indicatore", ("Fatturato", "Margine lordo", "Ordini", "Tasso di reso")),
        ("Kengetal", ("Omzet", "Brutowinst", "Aantal orders", "Retourpercentage")),
        ("", ("売上高", "粗利", "注文数", "返品率")),
    ],
)
def test_only_sales_are_sales(one, header, names):
    receipt = one({"2025": of_measures(header, names, ["2%", "3%", "1%"])}, accept=True).receipt
    assert receipt.amount_loaded == sum(SALES)
    assert not {"quantity", "unit_price", "order_id"} & set(receipt.columns)


def test_rates_among_figures_show_that_each_row_measures_something_else(one):
    names = ("Przychody", "Marża brutto", "Zamówienia", "Zwroty")
    sheet = {"2025": of_measures("Opis", names, ["2%", "3%", "1%"])}
    assert "measure" not in {question.key for question in one(sheet).questions}
    told = {"dataset": "orders", "column:amount": "Przychody"}
    assert one(sheet, answers=told, accept=True).receipt.amount_loaded == sum(SALES)


@pytest.mark.parametrize(
    ("title", "header", "names"),
    [
        ("2025年销售目标", "指标", ("销售额", "毛利")),
        ("Sales targets 2025", "KPI", ("Revenue", "Gross profit")),
    ],
)
def test_measures_under_a_title_of_targets_are_targets(drop, title, header, names):
    rows = [[title], [header, *MONTHS], [names[0], *SALES], [names[1], *PROFIT]]
    assert by_dataset(drop({"Sheet1": rows})) == {"targets": sum(SALES)}


TWO = ["2025-01", "2025-02"]
PAIRS = {
    "below each other": [
        ["指标", "类型", *TWO],
        ["销售额", "目标", 10, 20],
        ["销售额", "实际", 8, 19],
        ["销售额", "完成率", "80%", "95%"],
        ["毛利", "目标", 3, 6],
        ["毛利", "实际", 2, 5],
    ],
    "under each month": [
        ["指标", "2025-01", None, "2025-02", None],
        [None, "目标", "实际", "目标", "实际"],
        ["销售额", 10, 8, 20, 19],
        ["毛利", 3, 2, 6, 5],
        ["订单数", 4, 3, 8, 7],
    ],
}


@pytest.mark.parametrize("rows", PAIRS.values(), ids=PAIRS)
def test_targets_and_actuals_of_several_measures_are_told_apart(drop, rows):
    assert by_dataset(drop({"Sheet1": rows})) == {"targets": 30, "orders": 27}


def test_a_plan_beside_the_months_is_in_the_units_of_its_rows(drop):
    rows = [
        ["项目", "单位", "计划", *(f"{n}月实际" for n in (1, 2, 3))],
        ["销售收入", "万元", 9, 1, 2, 4],
        ["毛利", "万元", 3, 1, 1, 1],
        ["订单数", "单", 90, 20, 30, 40],
    ]
    batches = drop({"2025年一季度": rows}, accept=True)
    assert by_dataset(batches) == {"orders": 70_000, "targets": 90_000}


def test_sales_above_their_cost_and_profit_are_no_sum_of_parts(one):
    rows = [[None, *MONTHS], ["销售额", 10, 20, 40], ["成本", 7, 13, 29], ["毛利", 3, 7, 11]]
    receipt = one({"2025": rows}, accept=True).receipt
    assert receipt.rows_loaded == len(MONTHS)
    assert {"amount": "销售额", "cost": "成本", "profit": "毛利"}.items() <= receipt.columns.items()


def test_revenue_above_costs_is_no_spend(one):
    names = ("主营业务收入", "主营业务成本", "销售费用")
    figures: list[Row] = [SALES, [500, 900, 2100], [50, 60, 70]]
    rows = [["科目", *MONTHS], *([name, *each] for name, each in zip(names, figures, strict=True))]
    receipt = one({"损益": rows}, accept=True).receipt
    assert (receipt.dataset, receipt.amount_loaded) == ("orders", sum(SALES))


@pytest.mark.parametrize("amount", ["销售额", "销售额（元）", "Revenue"])
@pytest.mark.parametrize(
    "others",
    [("上年同期",), ("预测",), ("Forecast", "Prior Year"), ("去年", "滚动预测")],
    ids="-".join,
)
@pytest.mark.parametrize("now", ["实际", "Actual", "本年"])
def test_sales_are_not_added_to_their_other_versions(one, amount, others, now):
    rows = [
        [word, f"2025-0{month}", region, 100 * month + at]
        for at, word in enumerate((now, *others))
        for month in (1, 2, 3)
        for region in ("华东", "华南")
    ]
    batch = one({"S": [["版本", "月份", "区域", amount], *rows]})
    assert batch.receipt.amount_loaded == 1200
    assert batch.receipt.rows_loaded == 6


@pytest.mark.parametrize(("amount", "word"), [("销售额", "预算"), ("Revenue", "Budget")])
def test_the_budget_of_sales_is_their_target(drop, amount, word):
    rows = [
        [version, f"2025-0{month}", "华东", 100 * month + at]
        for at, version in enumerate(("实际", word, "上年"))
        for month in (1, 2, 3)
    ]
    below = by_dataset(drop({"S": [["版本", "月份", "区域", amount], *rows]}))
    beside = [["月份", "区域", amount, amount + word], ["2025-01", "华东", 600, 603]]
    assert below == by_dataset(drop({"S": beside})) == {"orders": 600, "targets": 603}


@pytest.mark.parametrize(
    ("rows", "factor"),
    [
        ([["指标", "目标", "实际"], ["销售额", 120, 100], ["毛利", 30, 28], ["新客户", 12, 15]], 1),
        (
            [
                ["指标", "单位", "目标", "实际"],
                ["销售额", "万元", 120, 100],
                ["新客户", "家", 12, 15],
            ],
            10_000,
        ),
        ([["KPI", "Target", "Actual"], ["Sales (k)", 120, 100], ["New customers", 12, 15]], 1_000),
        (
            [
                ["区域", "指标", "目标", "实际", "完成率"],
                ["华东", "销售额", 70, 60, "86%"],
                [None, "毛利", 20, 18, "90%"],
                ["华南", "销售额", 50, 40, "80%"],
                [None, "毛利", 10, 10, "100%"],
            ],
            1,
        ),
    ],
)
def test_what_was_reached_of_other_metrics_is_no_sale(drop, rows, factor):
    batches = drop({"S": [["2025年3月经营情况"], *rows]}, answers={"currency": "CNY"})
    assert by_dataset(batches) == {"targets": 120 * factor, "orders": 100 * factor}


@pytest.mark.parametrize("title", ["2025年3月目标", "2025年3月项目目标表", "2025年3月"])
def test_headers_that_say_what_was_meant_are_not_told_so_by_the_title_as_well(drop, title):
    rows = [["项目", "目标", "实际"], ["销售额", 120, 100], ["毛利", 30, 28], ["客户数", 12, 15]]
    assert by_dataset(drop({title: [[title], *rows]})) == {"targets": 120, "orders": 100}
