"""Periods and members as columns become rows; every total in between is left out and checked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesdash.intake import take_in

MONTHS = "1月,2月,3月,4月,5月,6月,7月,8月,9月,10月,11月,12月"


def rows_of(batch, *names):
    return [tuple(row[name] for name in names) for row in batch.rows.to_pylist()]


@pytest.mark.parametrize(
    ("text", "dataset", "first", "last"),
    [
        ("2025年销售目标\n区域,1月,2月,3月\n华东,1,2,3\n华南,4,5,6\n", "targets", "2025-01-01", "2025-03-31"),
        ("Sales targets 2025\nRegion,Jan,Feb,Mar\nEast,1,2,3\nWest,4,5,6\n", "targets", "2025-01-01", "2025-03-31"),
        ("销售目标\n区域,2025-01,2025-02,2025-03\n华东,1,2,3\n华南,4,5,6\n", "targets", "2025-01-01", "2025-03-31"),
        ("销售目标\n区域,2025年1月,2025年2月,2025年3月\n华东,1,2,3\n华南,4,5,6\n", "targets", "2025-01-01", "2025-03-31"),
        ("Quota\nRegion,Jan-25,Feb-25,Mar-25\nEast,1,2,3\nWest,4,5,6\n", "targets", "2025-01-01", "2025-03-31"),
        ("2025年目标\n区域,一季度,二季度,三季度\n华东,1,2,3\n华南,4,5,6\n", "targets", "2025-01-01", "2025-09-30"),
        ("Targets\nRegion,2025Q1,2025Q2,2025Q3\nEast,1,2,3\nWest,4,5,6\n", "targets", "2025-01-01", "2025-09-30"),
        ("目标\n区域,2023年,2024年,2025年\n华东,1,2,3\n华南,4,5,6\n", "targets", "2023-01-01", "2025-12-31"),
        ("2025年周目标\n区域,第1周,第2周,第3周\n华东,1,2,3\n华南,4,5,6\n", "targets", "2024-12-30", "2025-01-19"),
        ("2025年渠道费用\n渠道,1月,2月,3月\n天猫,1,2,3\n京东,4,5,6\n", "spend", "2025-01-01", "2025-03-31"),
        ("Marketing spend 2025\nChannel,Jan,Feb,Mar\nTmall,1,2,3\nJD,4,5,6\n", "spend", "2025-01-01", "2025-03-31"),
        ("2025年销售额\n区域,1月,2月,3月\n华东,1,2,3\n华南,4,5,6\n", "orders", "2025-01-31", "2025-03-31"),
        ("Revenue 2025\nRegion,January,February,March\nEast,1,2,3\nWest,4,5,6\n", "orders", "2025-01-31", "2025-03-31"),
    ],
)  # fmt: skip
def test_periods_across_become_rows(one, text, dataset, first, last):
    receipt = one(text, accept=True).receipt
    assert (receipt.dataset, receipt.rows_loaded, receipt.amount_loaded) == (dataset, 6, 21)
    assert (str(receipt.first_date), str(receipt.last_date)) == (first, last)
    assert receipt.rows_put_aside == 0


def test_days_that_excel_keeps_for_months_are_months(one):
    header = ["区域", date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1)]
    batch = one({"目标": [header, ["华东", 1, 2, 3], ["华南", 4, 5, 6]]})
    assert batch.receipt.last_date == date(2025, 3, 31)
    assert batch.receipt.amount_loaded == 21


def test_days_across_stay_days(one):
    header = ["渠道", *(date(2025, 3, d) for d in (3, 4, 5, 6))]
    batch = one({"每日销售额": [header, ["天猫", 1, 2, 3, 4], ["京东", 4, 5, 6, 7]]})
    assert batch.receipt.dataset == "orders"
    assert batch.receipt.needs == ()
    assert (batch.receipt.first_date, batch.receipt.last_date) == (
        date(2025, 3, 3),
        date(2025, 3, 6),
    )


def test_bare_numbers_are_months_where_they_count_from_one(one):
    body = "2025年费用支出\n渠道,1,2,3,4,5,6\n天猫,5,6,7,8,9,10\n京东,1,2,3,4,5,7\n"
    receipt = one(body).receipt
    assert (receipt.amount_loaded, receipt.rows_loaded) == (67, 12)
    assert receipt.last_date == date(2025, 6, 30)


@pytest.mark.parametrize(
    "years", [(2024, 2025), ("2023年", "2024年", "2025年"), (2023, 2024, 2025)]
)
def test_years_across_are_booked_on_their_last_days_and_that_is_said(one, years):
    lines = [[name, *range(10, 10 + len(years))] for name in ("华东", "华南")]
    batch = one({"表": [["销售额"], ["区域", *years], *lines]}, accept=True)
    assert batch.receipt.last_date == date(2025, 12, 31)
    assert batch.receipt.rows_loaded == 2 * len(years)
    assert "month_as_day" in [choice.key for choice in batch.choices]


def test_two_numbers_that_may_be_years_by_chance_are_no_headers(one):
    assert one({"表": [["甲", 1995, 2010], ["乙", 1998, 2004], ["丙", 2001, 1997]]}).rows is None


def test_months_without_a_year_ask_for_it(one):
    body = "销售目标\n区域,1月,2月,3月\n华东,1,2,3\n"
    batch = one(body)
    assert [question.key for question in batch.questions] == ["year"]
    assert one(body, answers={"year": "2024"}).receipt.first_date == date(2024, 1, 1)


def test_months_over_the_turn_of_the_year_are_asked_which_one_is_meant(one):
    body = "2025财年销售目标\n区域,11月,12月,1月,2月\n华东,1,2,3,4\n华南,1,1,1,1\n"
    assert [question.key for question in one(body).questions] == ["year_begins"]
    begins = one(body, answers={"year_begins": "begins"}).receipt
    assert (begins.first_date, begins.last_date) == (date(2025, 11, 1), date(2026, 2, 28))
    ends = one(body, answers={"year_begins": "ends"}).receipt
    assert (ends.first_date, ends.last_date) == (date(2024, 11, 1), date(2025, 2, 28))
    assert one(body.replace("2025财年", "")).receipt.needs


def test_periods_that_come_twice_without_a_difference_are_not_guessed(one):
    receipt = one("2025年销售目标\n区域,1月,2月,3月,1月,2月,3月\n华东,1,2,3,4,5,6\n").receipt
    assert (receipt.dataset, receipt.rows_loaded) == (None, 0)


def test_the_year_may_stand_in_a_banner(one):
    body = "目标\n区域,2024年,,,2025年,,\n,1月,2月,3月,1月,2月,3月\n华东,1,2,3,4,5,6\n华南,1,1,1,1,1,1\n"
    batch = one(body)
    months = [str(day)[:7] for day in batch.rows["period"].to_pylist()[:6]]
    assert months == ["2024-01", "2024-02", "2024-03", "2025-01", "2025-02", "2025-03"]


def test_totals_of_quarters_and_years_are_left_out_and_checked(one):
    header = "区域,1月,2月,3月,一季度,4月,5月,6月,Q2,上半年,合计"
    body = (
        "2025年销售目标\n"
        + header
        + "\n华东,1,2,3,6,4,5,6,15,21,21\n华南,1,1,1,3,2,2,2,6,9,9\n合计,2,3,4,9,6,7,8,21,30,30\n"
    )
    receipt = one(body).receipt
    assert (receipt.rows_loaded, receipt.amount_loaded, receipt.amount_printed) == (12, 30, 30)
    assert any("4 个合计列、1 个合计行" in note.zh for note in receipt.notes)


def test_a_total_column_that_does_not_add_up_is_asked(one):
    body = "2025年销售目标\n区域,1月,2月,3月,合计\n华东,1,2,3,6\n华南,1,1,1,4\n"
    batch = one(body)
    assert batch.rows is None
    assert "合计" in batch.receipt.needs[0].zh
    assert one(body, answers={"total": "load"}).receipt.amount_loaded == 9


def test_a_total_row_that_does_not_add_up_is_asked(one):
    body = "2025年销售目标\n区域,1月,2月,3月\n华东,1,2,3\n华南,1,1,1\n合计,2,3,5\n"
    assert one(body).receipt.needs
    assert one(body, accept=True).receipt.amount_loaded == 9


@pytest.mark.parametrize("word", ["合计", "总计", "Total", "全公司", "公司整体", "全国", ""])
def test_a_total_row_is_known_by_its_word_or_by_every_one_of_its_figures(one, word):
    body = f"2025年销售目标\n区域,1月,2月,3月\n华东,1,2,3\n华南,4,4,4\n{word},5,6,7\n"
    assert one(body).receipt.amount_loaded == 18


def test_a_row_that_is_the_sum_of_the_others_without_saying_so_is_asked(one):
    body = "2025年销售目标\n区域,1月,2月,3月\n华东,1,2,3\n华南,4,4,4\n大中华,5,6,7\n"
    assert [question.key for question in one(body).questions] == ["sum_row"]
    assert one(body, answers={"sum_row": "leave_out"}).receipt.amount_loaded == 18
    assert one(body, answers={"sum_row": "keep"}).receipt.amount_loaded == 36


def test_a_total_may_stand_above_what_it_sums_up(one):
    body = "2025年销售目标\n区域,1月,2月,3月\n全国,5,6,7\n华东,1,2,3\n华南,4,4,4\n"
    assert one(body).receipt.amount_loaded == 18


def test_subtotals_under_groups_and_a_grand_total(one):
    body = (
        f"2025年目标（万元）\n大区,销售员,{MONTHS},全年\n"
        + "华东,甲," + "1," * 12 + "12\n,乙," + "2," * 12 + "24\n小计,," + "3," * 12 + "36\n"
        + "华南,丙," + "4," * 12 + "48\n小计,," + "4," * 12 + "48\n总计,," + "7," * 12 + "84\n"
    )  # fmt: skip
    receipt = one(body).receipt
    assert (receipt.rows_loaded, receipt.amount_loaded) == (36, 840_000)
    assert receipt.amount_printed == 840_000


def test_a_year_of_last_year_beside_the_months_is_no_total(one):
    body = "2025年销售目标\n区域,2024年,1月,2月,3月\n华东,100,1,2,3\n华南,50,1,1,1\n"
    batch = one(body)
    assert batch.receipt.amount_loaded == 9
    assert batch.rows["extra"].to_pylist()[0] == [("2024年", "100")]


def test_several_measures_under_each_period(one):
    body = "2025年渠道投放\n渠道,1月,,2月,,3月,\n,费用,线索数,费用,线索数,费用,线索数\n天猫,10,1,20,2,30,3\n京东,1,4,2,5,3,6\n"
    batch = one(body)
    assert rows_of(batch, "channel", "spend", "leads")[:2] == [
        ("天猫", Decimal(10), 1),
        ("天猫", Decimal(20), 2),
    ]
    assert batch.receipt.amount_loaded == 66


def test_a_period_and_a_measure_in_one_header(one):
    body = "2025年\n区域,1月目标,2月目标,3月目标\n华东,10,9,8\n华南,1,1,1\n"
    batch = one(body)
    assert (batch.receipt.dataset, batch.receipt.amount_loaded) == ("targets", 30)


@pytest.mark.parametrize(
    ("text", "channels"),
    [
        ("2025年渠道费用\n月份,天猫,京东,抖音,合计\n2025年1月,1,2,3,6\n2025年2月,4,5,6,15\n合计,5,7,9,21\n", ["天猫", "京东", "抖音"]),
        ("Channel spend\nMonth,Tmall,JD,Douyin,Total\n2025-01,1,2,3,6\n2025-02,4,5,6,15\nTotal,5,7,9,21\n", ["Tmall", "JD", "Douyin"]),
    ],
)  # fmt: skip
def test_channels_across_become_rows(one, text, channels):
    batch = one(text)
    receipt = batch.receipt
    assert receipt.needs == ()
    assert (receipt.dataset, receipt.rows_loaded) == ("spend", 6)
    assert receipt.amount_loaded == receipt.amount_printed == 21
    assert batch.rows["channel"].to_pylist()[:3] == channels


def test_regions_across_with_sales_by_day(one):
    body = "各区域销售额\n日期,华东,华南,华北\n2025-03-01,1.5,2,3\n2025-03-02,4,5,6\n"
    batch = one(body)
    assert (batch.receipt.dataset, batch.receipt.needs) == ("orders", ())
    assert rows_of(batch, "region", "amount")[0] == ("华东", Decimal("1.5"))


def test_a_cross_tab_of_two_header_levels_with_totals(one):
    body = (
        "渠道,线上,,,线下,,,总计\n日期,天猫,京东,线上 合计,门店,经销,线下 合计,\n"
        "2025-03-01,1,2,3,3,4,7,10\n2025-03-02,5,,5,,7,7,12\nTotal,6,2,8,3,11,14,22\n"
    )
    batch = one("销售额\n" + body)
    assert (batch.receipt.amount_loaded, batch.receipt.amount_printed) == (22, 22)
    assert batch.receipt.rows_loaded == 6


def test_members_that_tell_nothing_of_themselves_are_asked(one):
    body = "销售额\n日期,甲乙,丙丁,戊己\n2025-03-01,1.5,2,3\n2025-03-02,4,5,6\n"
    assert [question.key for question in one(body).questions] == ["across"]
    batch = one(body, answers={"across": "salesperson"})
    assert batch.rows["salesperson"].to_pylist()[:3] == ["甲乙", "丙丁", "戊己"]


def test_figures_that_tell_nothing_of_themselves_are_asked(one):
    body = "2025年\n区域,1月,2月,3月\n华东,1,2,3\n华南,4,5,6\n"
    assert [question.key for question in one(body).questions][:1] == ["measure"]
    assert one(body, answers={"measure": "target"}).receipt.dataset == "targets"


def test_what_was_answered_of_a_shape_is_remembered(one, tmp_path):
    body = "2025年\n区域,1月,2月,3月\n华东,1,2,3\n华南,4,5,6\n"
    layout = one(body, answers={"measure": "target"}).layout
    path = tmp_path / "next.csv"
    path.write_text(body.replace("1月,2月,3月", "4月,5月,6月"), "utf-8")
    [batch] = take_in(path, layouts=[layout])
    assert (batch.receipt.needs, batch.receipt.dataset) == ((), "targets")


def test_a_cell_that_cannot_be_read_is_put_aside_with_its_address(one):
    body = [
        ["2025年销售目标"],
        ["区域", "1月", "2月", "3月"],
        ["华东", 1, "约两万", 3],
        ["华南", 4, 5, 6],
    ]
    [entry] = one({"目标": body}).put_aside
    assert (entry.row, entry.value) == (3, "约两万")
    assert entry.addresses == ("C3",)


@pytest.mark.parametrize("last", [8, 5])
def test_merged_banners_name_their_columns_only(tmp_path, last):
    """However far the title is merged: it begins over the names, so it is no banner of figures."""
    book = xlsxwriter.Workbook(str(tmp_path / "targets.xlsx"))
    page = book.add_worksheet("Sheet1")
    page.merge_range(0, 0, 0, last, "2025年度销售目标（单位：万元）")
    page.merge_range(1, 0, 2, 0, "大区")
    for q, name in enumerate(("一季度", "二季度")):
        page.merge_range(1, 1 + 4 * q, 1, 4 + 4 * q, name)
        page.write_row(2, 1 + 4 * q, [f"{3 * q + m}月" for m in (1, 2, 3)] + ["小计"])
    page.write_row(3, 0, ["华东", 1, 2, 3, 6, 4, 5, 6, 15])
    page.write_row(4, 0, ["华南", 1, 1, 1, 3, 1, 1, 1, 3])
    page.write_row(5, 0, ["合计", 2, 3, 4, 9, 5, 6, 7, 18])
    book.close()
    [batch] = take_in(tmp_path / "targets.xlsx")
    assert batch.receipt.amount_loaded == batch.receipt.amount_printed == 270_000
    assert batch.receipt.rows_loaded == 12


def test_an_order_list_with_further_figures_stays_as_it_is(one):
    body = "订单号,日期,客户,金额,天猫券,京东券\n" + "".join(
        f"A{i},2025-01-0{i},甲,10,1,2\n" for i in range(1, 6)
    )
    assert one(body).receipt.rows_loaded == 5


@pytest.mark.parametrize(
    ("across", "first", "last"),
    [
        (["2023年", "2024年"], date(2023, 1, 1), date(2024, 12, 31)),
        (["2024年一季度", "2024年二季度"], date(2024, 1, 1), date(2024, 6, 30)),
    ],
)
def test_sales_by_years_or_quarters_across_need_no_date_of_their_own(one, across, first, last):
    answers = {"measure": "sales", "month_as_day": "first_day"}
    receipt = one(
        {"汇总": [["客户", *across], ["甲", 1, 2], ["乙", 3, 4]]}, answers=answers
    ).receipt
    assert (receipt.needs, receipt.amount_loaded) == ((), 10)
    assert receipt.first_date == first
    assert receipt.last_date.year == last.year


figures = st.one_of(st.none(), st.integers(min_value=-10_000, max_value=1_000_000))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.lists(figures, min_size=3, max_size=3), min_size=2, max_size=6), st.booleans())
def test_wide_equals_long(tmp_path, grid, totals):
    """The same figures written wide, with or without totals, and long."""
    months = ["2025-01", "2025-02", "2025-03"]
    wide = [["区域", *months, *(["合计"] if totals else [])]]
    long = [["区域", "月份", "目标"]]
    for n, figures_of_row in enumerate(grid):
        cells = ["" if f is None else str(f) for f in figures_of_row]
        total = sum(f or 0 for f in figures_of_row)
        wide.append([f"区{n}号", *cells, *([str(total)] if totals else [])])
        long += [[f"区{n}号", m, c] for m, c in zip(months, cells, strict=True) if c]
    loaded = []
    for shape in (wide, long):
        path = tmp_path / "销售目标.csv"
        path.write_text("\n".join(",".join(row) for row in shape) + "\n", "utf-8")
        [batch] = take_in(path, accept=True, answers={"sum_row": "keep"})
        rows = batch.rows.select(["region", "period", "amount"]).to_pylist() if batch.rows else []
        loaded.append(sorted(map(str, rows)))
    assert loaded[0] == loaded[1]


@pytest.mark.parametrize("months", [["2025-01", "2025-02"], ["1月", "2月", "3月"]])
def test_channels_over_months_become_a_column_of_their_own(one, months):
    banner = ["产品", *["线上"] * len(months), *["线下"] * len(months), "总计"]
    below = ["", *months, *months, ""]
    rows = [[name, *range(1, 2 * len(months) + 1)] for name in ("甲", "乙")]
    total = sum(range(1, 2 * len(months) + 1))
    lines = [banner, below, *([*row, total] for row in rows)]
    text = "2025年销售额\n" + "\n".join(",".join(map(str, line)) for line in lines) + "\n"
    batch = one(text, accept=True)
    assert (batch.receipt.dataset, batch.receipt.amount_loaded) == ("orders", 2 * total)
    sold = {
        (r["product"], r["channel"], str(r["order_date"])): r["amount"]
        for r in batch.rows.to_pylist()
    }
    assert sold["甲", "线下", "2025-01-31"] == len(months) + 1


def test_what_is_counted_over_months_is_no_member(one):
    text = "2025年\n客户,1月开票,1月回款,2月开票,2月回款,3月开票,3月回款\n甲,10,5,10,5,10,5\n乙,20,5,20,5,20,5\n"
    assert one(text, accept=True).rows is None


@pytest.mark.parametrize(
    "months", ["Jan,Feb,Mär,Apr", "Jan,Fév,Mars,Avr", "Ene,Feb,Mar,Abr", "Gen,Feb,Mar,Apr"]
)
def test_short_names_of_months_are_months_in_every_language(one, months):
    text = f"Umsatz 2025 in TEUR\nVertreter,{months},Summe\nMüller,1,2,3,4,10\nWeber,2,3,4,5,14\nSumme,3,5,7,9,24\n"
    batch = one(text, accept=True)
    assert (batch.receipt.amount_loaded, batch.receipt.rows_loaded) == (24_000, 8)
    assert batch.receipt.amount_printed == 24_000


@pytest.mark.parametrize(
    ("title", "headers", "behind"),
    [
        ("2025年3月 销售额", "区域,天猫,京东,抖音", "本月合计,上月合计,去年同期,环比"),
        ("2025年3月 销售额", "区域,天猫,京东,抖音", "合计,上周合计,本年累计,同比"),
        ("Sales March 2025", "Region,Online,Stores,Wholesale", "Total,Total last month,LY Total,Change"),
        ("Umsatz 2025-03", "Region,Online,Partner,Shop", "Summe,Summe Vormonat,Vorjahressumme,Abweichung"),
        ("Ventes 2025-03", "Région,Online,Partner,Shop", "Total,Total mois précédent,Total année précédente,Évolution"),
        ("Ventas 2025-03", "Zona,Online,Partner,Shop", "Total,Total mes anterior,Total del año pasado,Variación"),
        ("Vendas 2025-03", "Região,Online,Partner,Shop", "Total,Total mês anterior,Total ano anterior,Variação"),
        ("2025年3月 売上", "地域,Amazon,Shopify,eBay", "合計,前月合計,前年合計,前年比"),
    ],
)  # fmt: skip
def test_totals_of_another_time_are_compared_with_and_not_asked_about(one, title, headers, behind):
    rows = "华东,1,2,3,6,5,4,20%\n华南,4,5,6,15,9,8,-3%\n"
    batch = one(
        f"{title}\n{headers},{behind}\n{rows}",
        answers={"month_as_day": "first_day", "measure": "sales"},
    )
    assert batch.receipt.needs == ()
    assert (batch.receipt.rows_loaded, batch.receipt.amount_loaded) == (6, 21)


def test_a_total_of_the_own_time_that_is_not_the_sum_is_asked_about(one):
    text = "2025年 销售额\n渠道,1月,2月,3月,合计,去年合计\n天猫,1,2,3,7,5\n京东,4,5,6,15,9\n"
    asked = {q.key: q.text.zh for q in one(text).questions}
    assert "“合计”" in asked["total"]
    assert "去年" not in asked["total"]


def test_rows_of_another_time_below_a_wide_table_are_none_of_it(one):
    rows = "华东,1,2,3,6\n华南,4,5,6,15\n本周合计,5,7,9,21\n上周合计,4,4,4,12\n去年同期,3,3,3,9\n环比,25%,75%,125%,75%\n"
    batch = one(
        f"2025年3月3日-3月9日 销售额\n区域,天猫,京东,抖音,合计\n{rows}",
        answers={"week_as_day": "first_day"},
    )
    receipt = batch.receipt
    assert receipt.needs == ()
    assert (receipt.amount_loaded, receipt.amount_printed) == (21, 21)
    assert any("别的期间" in note.zh for note in receipt.notes)


def test_what_stands_across_is_no_column_of_its_own_once_it_was_said_to_be_counts(one):
    text = "2025-03-05\n销售员,北区,东区\n张三,30,50\n李四,20,60\n"
    for accept in (False, True):
        batch = one(text, accept=accept, answers={"measure": "quantity"})
        assert batch.rows is None
        assert batch.receipt.dataset is None


THREE_LEVELS: dict[str, tuple[str, list[str], list[str], list[str], str]] = {
    "zh": ("2025年销售额", ["华东", "华南"], ["一季度", "二季度"], ["1月", "2月", "4月", "5月"], "小计"),
    "en": ("Sales revenue 2025", ["East", "South"], ["Qtr1", "Qtr2"], ["Jan", "Feb", "Apr", "May"], "Subtotal"),
    "year in the quarter": ("Sales revenue", ["East", "South"], ["2025 Q1", "2025 Q2"], ["Jan", "Feb", "Apr", "May"], "Total"),
}  # fmt: skip


@pytest.mark.parametrize("which", THREE_LEVELS)
def test_months_of_quarters_of_regions_count_once_beside_every_subtotal(one, which):
    title, regions, quarters, months, total = THREE_LEVELS[which]
    heads: list[list[object]] = [[None], [None], ["Product" if which != "zh" else "产品"]]
    for region in regions:
        heads[0] += [region, *[None] * 6]
        heads[1] += [quarters[0], None, None, quarters[1], None, None, total]
        heads[2] += [months[0], months[1], total, months[2], months[3], total, None]
    heads[0].append("总计" if which == "zh" else "Grand Total")

    def line(name: str, first: int) -> list[object]:
        cells: list[int] = []
        for base in (first, first + 40):
            a, b, c, d = (base + n for n in range(4))
            cells += [a, b, a + b, c, d, c + d, a + b + c + d]
        return [name, *cells, cells[6] + cells[13]]

    batch = one({"S": [[title], *heads, line("A1", 10), line("B2", 300)]}, accept=True)
    assert batch.receipt.amount_loaded == 2 * (4 * 10 + 6 + 4 * 300 + 6) + 8 * 40
    assert {str(day)[:7] for day in batch.rows["order_date"].to_pylist()} == {
        "2025-01",
        "2025-02",
        "2025-04",
        "2025-05",
    }
    assert "total" not in {question.key for question in batch.questions}
    assert set(batch.rows["region"].to_pylist()) == set(regions)


def test_a_subtotal_above_its_rows_is_held_against_them(one):
    rows = [["华东", "小计", 6, 60], ["华东", "甲", 2, 20], ["华东", "乙", 4, 40]]
    rows += [["华南", "小计", 5, 50], ["华南", "丙", 5, 50], ["总计", None, 11, 110]]
    batch = one(
        {"2025年销售额": [["区域", "客户", "1月", "2月", "3月"], *([*r, 0] for r in rows)]},
        accept=True,
    )
    assert batch.receipt.amount_loaded == 121
    assert "total" not in {question.key for question in batch.questions}


def test_weeks_across_are_weeks(one):
    text = "销售员,2025年第14周,2025年第15周,2025年第16周\n甲,1,2,3\n乙,4,5,6\n"
    batch = one(text, answers={"measure": "sales"}, accept=True)
    assert batch.receipt.amount_loaded == 21
    assert [str(day) for day in batch.rows["order_date"].to_pylist()[:2]] == [
        "2025-04-06",
        "2025-04-13",
    ]


def test_measures_below_each_other_are_never_added_up(one):
    text = "区域,指标,2025-01,2025-02\n华东,销售额,1000,2000\n华东,销量,100,200\n华南,销售额,10,20\n华南,销量,1,2\n"
    receipt = one(text, accept=True).receipt
    assert (receipt.amount_loaded, receipt.columns["quantity"]) == (3030, "销量")


def test_measures_below_each_other_are_each_in_their_unit(one):
    text = "指标,单位,2025-01,2025-02\n销售额,万元,10,20\n订单数,单,100,200\n客单价,元,1000,1000\n"
    assert one(text, accept=True).receipt.amount_loaded == 300_000


def test_a_total_of_the_amounts_beside_quantities_is_not_in_doubt(one):
    rows = [
        ["门店", "天猫", None, "京东", None, "合计"],
        [None, "数量", "金额", "数量", "金额", None],
        ["一店", 1, 10, 2, 20, 30],
        ["二店", 3, 30, 4, 40, 70],
    ]
    batch = one({"2025年3月": rows})
    assert batch.receipt.columns["amount"] == "金额"
    assert "total" not in {question.key for question in batch.questions}


def test_two_columns_of_one_name_both_count(one):
    text = "2025年3月销售额\n业务员,天猫,京东,天猫,合计\n王,1,2,3,6\n陈,4,5,6,15\n"
    batch = one(text, accept=True)
    assert batch.receipt.amount_loaded == 21


def test_a_year_above_the_months_leaves_the_names_beside_it_a_banner(one):
    rows = [
        ["2025年", "华东", None, "华南", None],
        ["月份", "杯子", "毛巾", "杯子", "毛巾"],
        ["1月", 1, 2, 3, 4],
        ["2月", 5, 6, 7, 8],
    ]
    batch = one({"销售额": rows}, accept=True)
    assert batch.receipt.amount_loaded == 36
    assert {row["region"] for row in batch.rows.to_pylist()} == {"华东", "华南"}


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("2024年各区域销售额", "区域,上半年,下半年,全年"),
        ("2024年各区域销售额", "区域,一季度,二季度,上半年,三季度,四季度,下半年,全年"),
        ("Revenue by region 2024", "Region,H1,H2,Total"),
    ],
)
def test_halves_of_a_year_stand_across_or_sum_up_its_quarters(one, title, head):
    halves = [[7, 3, 10, 5, 6, 11, 21], [1, 2, 3, 4, 8, 12, 15]]
    if head.count(",") == 3:
        halves = [[first, second, whole] for _, _, first, _, _, second, whole in halves]
    lines = [f"{name},{','.join(map(str, row))}" for name, row in zip("甲乙", halves, strict=True)]
    batch = one("\n".join([title, head, *lines]), accept=True)
    assert batch.receipt.amount_loaded == 36
    assert batch.receipt.last_date == date(2024, 12, 31)


def test_quarters_by_their_french_letter_are_of_the_year_above_them(one):
    rows = [["CA par agence"], ["Agence", 2023, None, 2024, None], [None, *["T1", "T2"] * 2]]
    batch = one({"CA": [*rows, ["Lyon", 1, 2, 3, 4], ["Lille", 5, 6, 7, 8]]}, accept=True)
    assert batch.receipt.amount_loaded == 36
    assert batch.receipt.last_date == date(2024, 6, 30)


def test_the_sales_of_departments_under_their_names_are_no_several_amounts(one):
    rows = [["2025年6月"], ["日期", "生鲜", None, "食品", None, "合计", None]]
    rows.append([None, *["销售额", "客数"] * 3])
    rows += [[f"6月{n}日", 10 * n, n, 5 * n, 2 * n, 15 * n, 3 * n] for n in (1, 2, 3, 4)]
    batch = one({"6月": rows}, accept=True)
    assert (batch.receipt.amount_loaded, batch.receipt.rows_loaded) == (150, 8)
    assert batch.questions[0].key == "across"


@pytest.mark.parametrize(
    ("headers", "channels"),
    [
        (["线上销售", "线下销售", "合计"], ["线上", "线下"]),
        (["天猫销售额", "门店销售额", "合计"], ["天猫", "门店"]),
        (["Online sales", "Store sales", "Total sales"], ["Online", "Store"]),
    ],
)
def test_the_sales_of_each_channel_side_by_side_are_all_sales(one, headers, channels):
    rows = [[f"2025-03-0{day}", 100 + day, 200 + day, 300 + 2 * day] for day in range(1, 5)]
    for width in (3, 4):
        batch = one({"表": [row[:width] for row in (["日期", *headers], *rows)]})
        assert (batch.receipt.amount_loaded, batch.questions) == (1220, ())
        assert batch.rows["channel"].to_pylist()[:2] == channels


def test_the_sales_of_one_channel_beside_its_costs_are_no_members(one):
    batch = one("日期,线上销售额,线上成本\n2025-03-01,100,60\n2025-03-02,120,70\n", accept=True)
    assert (batch.receipt.rows_loaded, batch.receipt.amount_loaded) == (2, 220)


def test_how_many_customers_came_is_no_quantity(one):
    rows = "".join(f"2025-03-0{day},一店,{100 + day},{10 + day}\n" for day in range(1, 6))
    batch = one(f"日期,门店,销售额,来客数\n{rows}")
    assert (batch.receipt.amount_loaded, "quantity" in batch.rows.column_names) == (515, False)


@pytest.mark.parametrize(
    "names", [("天猫", "京东", "线上", "线下"), ("上海", "江苏", "华东", "华北")]
)
def test_a_channel_or_region_that_sums_up_others_beside_it_counts_once(one, names):
    rows = [[f"2025-03-0{d}", 10 * d, 7 * d, 17 * d, 5 * d] for d in range(1, 6)]
    headers = ["日期", *(f"{name}销售额" for name in names)]
    assert one({"表": [headers, *rows]}).receipt.amount_loaded == 22 * 15


def test_the_sales_of_one_channel_of_several_are_never_guessed_to_be_all(one):
    text = "日期,线上销售额,线上退货额,线下销售额,线下退货额\n2025-03-01,100,7,200,9\n2025-03-02,110,8,210,6\n"
    batch = one(text, accept=True)
    assert batch.receipt.amount_loaded is None
    assert [(q.key, q.guess) for q in batch.questions] == [("column:amount", "")]


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ([], "1 total column agrees in every cell and is not counted."),
        (
            ["合计", 5, 7, 12],
            "1 total column and 1 total row agree in every cell and are not counted.",
        ),
    ],
)
def test_one_total_agrees_and_several_agree(one, last, said):
    rows = [["2025年销售额"], ["区域", "1月", "2月", "合计"], ["华东", 2, 3, 5], ["华南", 3, 4, 7]]
    batch = one({"Sheet1": [*rows, last] if last else rows})
    assert said in [note.en for note in batch.receipt.notes]


def crossed(corner, labels, banners, leaves, subtotal, whole):
    """A cross-tab of two levels with a subtotal under each banner, and the sum of its cells."""
    cells = [
        [[100 * r + 10 * b + n for n in range(len(leaves))] for b in range(len(banners))]
        for r in range(1, len(labels) + 1)
    ]
    top = [corner, *(cell for each in banners for cell in (each, *[None] * len(leaves))), whole]
    below = [None, *([*leaves, subtotal] * len(banners)), None]
    rows = [
        [label, *(cell for group in groups for cell in (*group, sum(group))), sum(map(sum, groups))]
        for label, groups in zip(labels, cells, strict=True)
    ]
    return [top, below, *rows], sum(sum(map(sum, groups)) for groups in cells)


@pytest.mark.parametrize(
    ("corner", "labels", "banners", "leaves", "subtotal", "whole"),
    [
        ("月份", ["1月", "2月", "3月"], ["华东", "华南"], ["冰箱", "彩电"], "小计", "总计"),
        (
            "日期",
            ["2025-03-01", "2025-03-02", "2025-03-03"],
            ["一店", "二店"],
            ["堂食", "外卖"],
            "小计",
            "总计",
        ),
        (
            "Month",
            ["Jan", "Feb", "Mar"],
            ["North", "South"],
            ["Fridges", "TVs"],
            "Total",
            "Grand Total",
        ),
        ("区域", ["华东", "华南", "华北"], ["1月", "2月"], ["冰箱", "彩电"], "小计", "总计"),
        (
            "Region",
            ["North", "South", "West"],
            ["Jan", "Feb"],
            ["Fridges", "TVs"],
            "Subtotal",
            "Total",
        ),
    ],
)
def test_of_a_cross_tab_no_subtotal_is_the_amount(
    one, corner, labels, banners, leaves, subtotal, whole
):
    rows, everything = crossed(corner, labels, banners, leaves, subtotal, whole)
    receipt = one({"S": [["2025年销售额"], *rows]}, accept=True).receipt
    assert (receipt.dataset, receipt.amount_loaded) == ("orders", everything)
    assert {"product", "order_date"} <= receipt.columns.keys()


def test_two_levels_that_nothing_names_are_asked_about_one_by_one(one):
    days = ["2025-03-01", "2025-03-02", "2025-03-03"]
    rows, _ = crossed(
        "Date", days, ["Downtown", "Airport"], ["Food", "Drinks"], "Total", "Total sales"
    )
    keys = {"across:1": "channel", "across": "category", "measure": "sales"}
    assert {q.key for q in one({"S": rows}).questions} == set(keys)
    receipt = one({"S": rows}, answers=keys).receipt
    assert receipt.needs == ()
    assert {"channel", "category"} <= receipt.columns.keys()
