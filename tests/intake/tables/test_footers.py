"""Statistics below a table, by word or by arithmetic: no record, and nothing to correct."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals import footers

AMOUNTS = (100, 200, 600)


def sheet(header: list[str], *below: tuple[str, float]) -> dict[str, list[list[Any]]]:
    """Three sales of 900, and lines below them: a word and a figure."""
    sold: list[list[Any]] = [
        [date(2025, 3, 1) + timedelta(n), f"C{n}", a] for n, a in enumerate(AMOUNTS)
    ]
    return {"S": [header, *sold, *([None, word, figure] for word, figure in below)]}


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (["日期", "客户", "销售额"], ["占比", "标准差", "同比", "毛利率"]),
        (["日期", "客戶", "銷售額"], ["佔比", "標準差", "中位數", "最大值"]),
        (["Datum", "Kunde", "Umsatz"], ["Stdabw.", "Anteil", "Spannweite", "Durchschnitt"]),
        (["Fecha", "Cliente", "Ventas"], ["Desv. est.", "Media", "Mediana", "Varianza"]),
        (["Date", "Client", "Ventes"], ["Écart type", "Moyenne", "Médiane", "Minimum"]),
        (["日付", "顧客", "売上"], ["構成比", "標準偏差", "平均", "中央値"]),
        (["Date", "Customer", "Sales"], ["Std dev", "Average", "Share", "Growth"]),
    ],
)
def test_statistics_are_known_in_the_languages_of_the_users(one, header, words):
    batch = one(sheet(header, *((word, 0.37 + n) for n, word in enumerate(words))), accept=True)
    assert (batch.receipt.amount_loaded, batch.receipt.rows_put_aside) == (900, 0)


def test_what_is_computed_from_the_rows_above_is_a_statistic_under_any_name(one):
    lines = (("Kwartyl", 150), ("Srednia", 300), ("Odchylenie", 264.58))
    batch = one(sheet(["Date", "Customer", "Sales"], *lines), accept=True)
    assert (batch.receipt.amount_loaded, batch.receipt.rows_put_aside) == (900, 0)
    assert batch.receipt.rows_left_out == len(lines)


def test_a_sale_without_its_day_is_none_though_its_amount_stood_above(one):
    batch = one(
        sheet(["Date", "Customer", "Sales"], ("Neu GmbH", 600), ("Alt AG", 200)), accept=True
    )
    assert batch.receipt.rows_left_out == 0
    held = (batch.receipt.amount_loaded or 0) + (batch.receipt.amount_put_aside or 0)
    assert held == Decimal(1700)


def test_a_customer_is_called_like_a_statistic(one):
    batch = one(sheet(["Date", "Customer", "Sales"], ("Media Markt", 55)), accept=True)
    assert batch.receipt.rows_put_aside == 1


@pytest.mark.parametrize("place", [0, 2, 5])
def test_statistics_are_no_lines_of_the_last_order(one, place):
    header = ["订单编号", "下单日期", "客户名称", "产品名称", "销售额", "备注"]
    sold = [
        [f"SO{n}", date(2025, 3, n), "甲" * n, "台灯", a, "x"] for n, a in enumerate(AMOUNTS, 1)
    ]
    lines: list[list[Any]] = []
    for word, figure in (("中位数", 200), ("最大值", 600)):
        lines.append([None, None, None, None, figure, None])
        lines[-1][place] = word
    batch = one({"S": [header, *sold, *lines, [], ["审核：", "王芳"]]}, accept=True)
    assert (batch.receipt.amount_loaded, batch.receipt.rows_put_aside) == (900, 0)


@pytest.mark.parametrize(
    "word", ["Fuente: ERP", "Quelle: ERP-Export", "来源：ERP", "Exported: 3 May"]
)
def test_a_line_that_says_whence_a_list_comes_is_no_customer(one, word):
    rows = [["Customer Name", "Industry", "Region"], *([f"C{n}", "IT", "N"] for n in range(5))]
    batch = one({"S": [*rows, [word]]}, accept=True)
    assert (batch.receipt.dataset, batch.receipt.rows_loaded) == ("customers", 5)


@pytest.mark.parametrize(
    "word", ["Summe Nord", "Summe für Nord", "Tagessumme", "Zwischensumme", "Monatssumme März"]
)
def test_a_german_sum_is_a_total_of_whatever_it_names(one, word):
    rows = [["Kunde", "Branche", "Region"], *([f"C{n}", "IT", "Nord"] for n in range(5))]
    batch = one({"S": [*rows, [None, None, word]]}, accept=True)
    assert (batch.receipt.dataset, batch.receipt.rows_loaded) == ("customers", 5)


@pytest.mark.parametrize(
    ("headers", "last"),
    [
        ("日期,客户,金额", ["本周合计,,600", "上周合计,,550", "去年同期,,500"]),
        ("Date,Customer,Amount", ["Total,,600", "Total last week,,550", "Last year,,500"]),
        ("Datum,Kunde,Umsatz", ["Summe,,600", "Summe Vorwoche,,550", "Vorjahr,,500"]),
    ],
)
def test_lines_of_an_earlier_time_are_a_footer_and_no_total(one, headers, last):
    rows = ["2025-03-03,甲,100", "2025-03-04,乙,200", "2025-03-05,丙,300"]
    receipt = one("\n".join([headers, *rows, *last])).receipt
    assert receipt.needs == ()
    assert (receipt.amount_loaded, receipt.amount_printed) == (600, 600)
    assert receipt.rows_put_aside == 0


def test_an_earlier_time_in_a_column_of_its_own_is_a_record(one):
    rows = "2025-03-03,甲,100,上月\n2025-03-04,乙,200,本月\n2025-03-05,丙,300,上周\n"
    assert one(f"日期,客户,金额,账期\n{rows}").receipt.amount_loaded == 600


@pytest.mark.parametrize(
    "last",
    ["共 7 家", "共7家客户,,", "合计 7 家,,", "客户数：7", "Anzahl 7", "Anzahl,7,", "Total: 7 customers,,", "7 Kunden"],
)  # fmt: skip
def test_a_line_that_counts_the_customers_is_none(one, last):
    names = [f"{name}商贸,零售,华东" for name in "甲乙丙丁戊己庚"]
    receipt = one("\n".join(["客户名称,行业,区域", *names, last])).receipt
    assert (receipt.rows_loaded, receipt.rows_left_out) == (7, 1)


@pytest.mark.parametrize("name", ["7 Eleven", "3M", "共 7 家", "Total Energies 7"])
def test_a_customer_with_a_number_in_its_name_is_one(one, name):
    lines = ["客户名称,行业,区域", "乙商贸,零售,华东", f"{name},零售,华东"]
    assert one("\n".join(lines)).receipt.rows_loaded == 2


@pytest.mark.parametrize(
    "label",
    ["目标", "本月任务", "预算", "2024年", "较上月", "同比增减", "缺口", "Target", "Budget"],
)
@pytest.mark.parametrize("wide", [False, True])
def test_what_stands_below_the_total_to_be_set_against_it_is_no_member(one, label, wide):
    rows: list[list[Any]] = [
        ["区域", "1月", "2月", "3月"],
        ["华东", 10, 20, 30],
        ["华南", 5, 6, 7],
        ["合计", 15, 26, 37],
    ]
    rows += [[label, 40, 50, 60]]
    title = "2025年各区域销售额"
    if not wide:
        title, rows = (
            "2025年3月各区域销售额",
            [["区域", "销售额"], *([r[0], r[3]] for r in rows[1:])],
        )
    receipt = one({"S": [[title], *rows]}).receipt
    assert (receipt.dataset, receipt.amount_loaded) == ("orders", 78 if wide else 37)


def test_years_in_a_column_of_years_are_members_wherever_their_total_stands(one):
    rows = [["年份", "销售额"], ["合计", 60], ["2023年", 10], ["2024年", 20], ["2025年", 30]]
    assert one({"S": [["历年销售额"], *rows]}).receipt.amount_loaded == 60


def test_what_names_a_row_is_read_of_the_last_rows_alone(one, monkeypatch):
    read: list[int] = []
    label = footers._label

    def noted(table: Table, words: Sequence[int], row: int) -> tuple[int, str]:
        read.append(row)
        return label(table, words, row)

    monkeypatch.setattr(footers, "_label", noted)
    rows = 10 * footers.MANY_REMARKS
    lines = ["日期,客户,销售额", *(f"2025-03-01,明远{n},{n + 1}" for n in range(rows))]
    assert one("\n".join(lines)).receipt.rows_loaded == rows
    assert read
    assert min(read) >= rows - footers.MANY_REMARKS


@pytest.mark.parametrize(
    "name",
    [
        *(
            "增长科技",
            "平均律琴行",
            "Delta Corp",
            "Growth Partners",
            "Average Joe's",
            "Change Holdings",
        ),
        *("最大商贸", "环比科技", "Median Tools", "Largest Logistics"),
    ],
)
def test_who_is_called_like_a_statistic_is_no_statistic(one, name):
    flat = {
        "S": [["2025年3月销售额"], ["客户", "销售额"], ["甲公司", 10], [name, 15], ["乙公司", 11]]
    }
    assert one(flat).receipt.amount_loaded == 36
    wide = [
        ["2025年销售额"],
        ["客户", "1月", "2月"],
        ["甲公司", 10, 20],
        [name, 15, 25],
        ["乙公司", 11, 21],
    ]
    assert one({"S": wide}).receipt.amount_loaded == 102


@pytest.mark.parametrize(
    "name",
    [
        "平均客单价",
        "增长率",
        "Average order value",
        "Growth vs last year",
        "平均每店",
        "环比增长",
        "同比增减",
    ],
)
def test_what_is_a_statistic_stays_one(one, name):
    wide = [
        ["2025年销售额"],
        ["客户", "1月", "2月"],
        ["甲公司", 10, 20],
        ["乙公司", 11, 21],
        [name, 3, 4],
    ]
    assert one({"S": wide}, accept=True).receipt.amount_loaded == 62


@pytest.mark.parametrize(
    "below",
    [
        [["40", "record(s) downloaded", "from seller_x"]],
        [["合计", None, 900], ["其中：", "线上", 300], [None, "线下", 600]],
        [["Total", None, 900], ["of which", "online", 300]],
        [["Total: Campaigns", None, 900]],
    ],
)
def test_what_programs_print_below_a_list_is_nothing_to_correct(one, below):
    rows = sheet(["日期", "客户", "销售额"])["S"]
    receipt = one({"S": [*rows, *below]}).receipt
    assert (receipt.amount_loaded, receipt.rows_put_aside) == (900, 0)
    assert receipt.rows_left_out == len(below)


@pytest.mark.parametrize("name", ["总部", "Company", "集团"])
def test_a_company_above_its_regions_is_their_total(one, name):
    rows = [["区域", "1月", "2月"], [name, 30, 50], ["华东", 10, 20], ["华南", 20, 30]]
    receipt = one({"S": [["2025年销售额"], *rows]}).receipt
    assert (receipt.amount_loaded, receipt.rows_put_aside, receipt.amount_printed) == (80, 0, 80)


@pytest.mark.parametrize(
    ("total", "below"),
    [
        ("合计", [("减：费用", 50), ("实际上缴", 850)]),
        ("Total", [("Best day", 600), ("Paid to bank", 850)]),
        ("Subtotal", [("Tax 10%", 90)]),
    ],
)
def test_what_is_called_below_the_total_where_days_stand_is_no_record(one, total, below):
    rows = [
        ["Date", "Orders", "Revenue"],
        *([f"2025-03-0{n}", n, a] for n, a in enumerate(AMOUNTS, 1)),
    ]
    rows += [[total, None, 900], *([word, None, figure] for word, figure in below)]
    receipt = one({"S": rows}).receipt
    assert (receipt.needs, receipt.amount_loaded, receipt.rows_put_aside) == ((), 900, 0)
    assert receipt.amount_printed == 900


def test_an_order_below_a_total_whose_day_cannot_be_read_is_put_aside(one):
    rows = [
        ["Date", "Customer", "Revenue"],
        *([f"2025-03-0{n}", "A", a] for n, a in enumerate(AMOUNTS, 1)),
    ]
    rows += [["Total", None, 900], ["soon", "B", 70]]
    assert one({"S": rows}, accept=True).receipt.rows_put_aside == 1


def test_a_last_total_with_the_tax_in_it_does_not_contradict_the_one_before(one):
    rows = [
        ["Date", "Orders", "Revenue"],
        *([f"2025-03-0{n}", n, a] for n, a in enumerate(AMOUNTS, 1)),
    ]
    rows += [["Subtotal", None, 900], ["Tax 10%", None, 90], ["Grand Total", None, 990]]
    receipt = one({"S": rows}).receipt
    assert (receipt.needs, receipt.amount_loaded, receipt.amount_printed) == ((), 900, 900)
    assert any("“Grand Total” 990.00" in note.zh for note in receipt.notes)
