"""What a table does not say of all its rows, the name of its sheet, its title or its file says."""

from __future__ import annotations

from datetime import date

import pytest

HEADER = ["日期", "客户", "销售额"]
ROWS = [[date(2025, 3, 1), "甲", 10], [date(2025, 3, 2), "乙", 20]]


def by_day(first):
    return [HEADER, *([date(2025, 3, d), f"客户{first + d}", first + d] for d in range(1, 6))]


def test_a_sheet_per_region_gives_the_region_and_says_so(drop):
    batches = drop({"华东": by_day(10), "华南区": by_day(20)})
    assert [set(b.rows["region"].to_pylist()) for b in batches] == [{"华东"}, {"华南区"}]
    assert any("工作表名" in note.zh for note in batches[0].receipt.notes)


def test_a_sheet_per_channel_gives_the_channel(drop):
    batches = drop({"天猫": by_day(10), "京东": by_day(20), "Amazon": by_day(30)})
    assert [b.rows["channel"][0].as_py() for b in batches] == ["天猫", "京东", "Amazon"]


def test_a_region_of_its_own_goes_before_the_name_of_the_sheet(drop):
    rows = [
        ["日期", "区域", "销售额"],
        [date(2025, 3, 1), "华北", 10],
        [date(2025, 3, 2), "华中", 20],
    ]
    [batch] = drop({"华东": rows})
    assert batch.rows["region"].to_pylist() == ["华北", "华中"]


def test_names_that_tell_no_dimension_are_kept_with_the_rows(drop):
    first, _ = drop({"一组": by_day(10), "二组": by_day(20)})
    assert first.rows["extra"][0].as_py() == [("工作表", "一组")]


@pytest.mark.parametrize("name", ["Sheet1", "订单", "订单 (2)"])
def test_a_sheet_by_itself_gives_nothing_unless_its_name_tells(drop, name):
    [batch] = drop({name: [HEADER, *ROWS]})
    assert "region" not in batch.receipt.columns
    assert batch.rows["extra"].null_count == 2


def months(*amounts):
    return [["区域", "产品", "销售额"], *([f"华{n}", "甲", a] for n, a in enumerate(amounts))]


def test_a_sheet_per_month_gives_the_month(drop):
    batches = drop({"2025年1月": months(1, 2), "2025年2月": months(3, 4)}, accept=True)
    assert [b.receipt.first_date for b in batches] == [date(2025, 1, 31), date(2025, 2, 28)]
    assert [b.receipt.amount_loaded for b in batches] == [3, 7]


def test_months_of_sheets_take_their_year_from_the_file(drop):
    batches = drop({"1月": months(1, 2), "2月": months(3, 4)}, accept=True, name="2025年销售.xlsx")
    assert [b.receipt.first_date for b in batches] == [date(2025, 1, 31), date(2025, 2, 28)]


def test_months_of_sheets_without_a_year_ask_for_it(drop):
    first, _ = drop({"1月": months(1, 2), "2月": months(3, 4)})
    assert "year" in [question.key for question in first.questions]


@pytest.mark.parametrize(
    ("title", "name"),
    [("2025年3月销售明细", "f.csv"), ("销售明细", "销售_202503.csv"), ("Sales, March 2025", "f.csv"), ("销售明细", "销售2025年3月.csv")],
)  # fmt: skip
def test_a_title_or_a_file_name_gives_the_month(one, title, name):
    receipt = one(
        f'"{title}",,\n区域,产品,销售额\n华东,甲,1\n华南,乙,2\n', name=name, accept=True
    ).receipt
    assert receipt.first_date == date(2025, 3, 31)


@pytest.mark.parametrize("title", ["制表日期：2025-03-05", "1-3月销售", "销售明细"])
def test_a_day_of_making_or_months_without_a_year_are_no_period(one, title):
    batch = one(f"{title},,\n区域,产品,销售额\n华东,甲,1\n华南,乙,2\n")
    assert [question.key for question in batch.questions] == ["period"]


UNDATED = "产品名称,销售员,数量,成交金额\n键盘,王丽,10,1780\n鼠标,李欢,6,1794\n合计,,16,3574\n"


@pytest.mark.parametrize("accept", [False, True])
def test_a_table_without_any_date_asks_one_question_for_it(one, accept):
    batch = one(UNDATED, accept=accept)
    assert [question.key for question in batch.questions] == ["period"]
    assert batch.rows is None


@pytest.mark.parametrize(
    ("said", "day"),
    [("2025年3月", date(2025, 3, 31)), ("2025-03-05", date(2025, 3, 5)), ("2025Q2", date(2025, 6, 30)), ("March 2025", date(2025, 3, 31))],
)  # fmt: skip
def test_the_answer_dates_every_row_and_asks_nothing_more(one, said, day):
    batch = one(UNDATED, answers={"period": said})
    assert (batch.questions, batch.receipt.amount_loaded) == ((), 3574)
    assert batch.rows["order_date"].to_pylist() == [day, day]
    assert any("取自你的回答" in note.zh for note in batch.receipt.notes)


@pytest.mark.parametrize("said", ["三月", "上个月", "03-05", "13"])
def test_an_answer_that_names_no_period_with_its_year_is_asked_for_again(one, said):
    assert [q.key for q in one(UNDATED, answers={"period": said}).questions] == ["period"]


def test_next_month_the_same_undated_layout_asks_for_its_own_period_only(one):
    layout = one(UNDATED, answers={"period": "2025年3月"}).layout
    april = one(UNDATED, layouts=[layout])
    assert [question.key for question in april.questions] == ["period"]
    assert one(UNDATED, layouts=[layout], answers={"period": "2025年4月"}).questions == ()


def test_beside_dated_orders_a_table_without_dates_is_a_summary(drop):
    summary = [["销售员", "销售额"], ["王丽", 30], ["李欢", 20]]
    orders, left_out = drop({"明细": [HEADER, *ROWS], "汇总": summary})
    assert (orders.receipt.dataset, left_out.receipt.dataset) == ("orders", None)
    assert "汇总" in left_out.receipt.reason.zh


def test_targets_of_a_year_take_it_from_the_title(one):
    batch = one("2025年销售目标,\n区域,销售目标\n华东,1\n华南,2\n")
    assert batch.rows["period"].to_pylist() == [date(2025, 1, 1)] * 2
    assert batch.rows["period_end"].to_pylist() == [date(2026, 1, 1)] * 2


def test_totals_and_footers_stay_what_they_are(one):
    text = "2025年3月,,\n区域,产品,销售额\n华东,甲,1\n华南,乙,2\n,,3\n制表人：张三,,\n"
    receipt = one(text, accept=True).receipt
    assert (receipt.rows_loaded, receipt.rows_left_out, receipt.amount_printed) == (2, 2, 3)


def test_an_inventory_of_names_needs_no_period(one):
    assert (
        one("客户名单2025年3月,,\n客户名称,行业,规模\n甲,餐饮,大\n乙,酒店,小\n").receipt.dataset
        == "customers"
    )


def test_who_says_the_year_of_months_is_asked_nothing_more(drop):
    sheets = {"1月": months(1, 2), "2月": months(3, 4)}
    first, second = drop(sheets, answers={"year": "2025"})
    assert (first.questions, second.questions) == ((), ())
    assert second.receipt.first_date == date(2025, 2, 28)


LINES = [["客户名称", "产品", "数量", "单价", "金额"], ["甲公司", "灯", 2, 5, 10], ["乙公司", "桌", 1, 20, 20]]  # fmt: skip


def test_a_sheet_for_each_day_gives_the_day(drop):
    sheets = {f"3.{n}": [["2025年销售日报"], *LINES] for n in (3, 4)}
    first, second = drop(sheets)
    assert (str(first.receipt.first_date), str(second.receipt.first_date)) == (
        "2025-03-03",
        "2025-03-04",
    )
    assert not first.questions


def test_the_title_of_a_daily_report_gives_the_day(drop):
    [batch] = drop({"Sheet1": [["销售日报表 2025年3月5日"], *LINES]})
    assert str(batch.receipt.last_date) == "2025-03-05"


def test_a_delivery_note_tells_its_customer_number_and_day_above_the_lines(drop):
    note = [
        ["宏远电子发货单"],
        ["客户：", "上海宏达商贸有限公司", None, "单号：", "FH001"],
        ["日期：2025-03-05", None, None, "业务员：", "张伟"],
        ["序号", "品名规格", "数量", "单价", "金额"],
        [1, "灯", 2, 5, 10],
        [2, "桌", 1, 20, 20],
        ["合计", None, 3, None, 30],
        ["大写：叁拾元整"],
        ["送货人：", None, "收货人签字："],
    ]
    [batch] = drop({"发货单": note})
    receipt = batch.receipt
    assert (receipt.amount_loaded, receipt.amount_printed, receipt.rows_put_aside) == (30, 30, 0)
    row = batch.rows.to_pylist()[1]
    assert (row["customer"], row["order_id"], row["salesperson"], str(row["order_date"])) == (
        "上海宏达商贸有限公司",
        "FH001",
        "张伟",
        "2025-03-05",
    )


def test_a_sheet_for_each_salesperson_gives_the_salesperson(drop):
    rows = [["日期", "客户", "金额"], ["2025-03-01", "甲", 5], ["2025-03-02", "乙", 6]]
    batches = drop({"张伟": rows, "王芳": rows[:2]}, name="各业务员销售台账.xlsx")
    assert [b.rows["salesperson"].to_pylist()[0] for b in batches] == ["张伟", "王芳"]


def test_a_statement_of_account_is_sales_without_payments_and_balances(drop):
    rows = [
        ["上海宏达商贸有限公司 往来对账单"],
        ["日期", "摘要", "销售金额", "回款金额", "余额"],
        [None, "期初余额", None, None, 100],
        ["2025-03-01", "销售", 50, None, 150],
        ["2025-03-02", "收款", None, 80, 70],
        ["2025-03-05", "销售", 30, None, 100],
        [None, "本期合计", 80, 80, None],
        [None, "期末余额", None, None, 100],
    ]
    [batch] = drop({"对账": rows})
    receipt = batch.receipt
    assert (receipt.rows_loaded, receipt.rows_put_aside, receipt.rows_left_out) == (2, 0, 4)
    assert (receipt.amount_loaded, receipt.amount_printed) == (80, 80)
    assert set(batch.rows["customer"].to_pylist()) == {"上海宏达商贸有限公司"}


def test_the_day_of_a_block_goes_before_the_month_of_its_sheet(drop):
    rows = [
        ["Daily sales - 1 March 2025"], ["Item", "Qty", "Amount"], ["Tea", 1, 10], ["Cake", 2, 20], ["Total", None, 30], [],
        ["Daily sales - 2 March 2025"], ["Item", "Qty", "Amount"], ["Tea", 3, 30], ["Cake", 2, 20], ["Total", None, 50],
    ]  # fmt: skip
    first, second = drop({"Mar": rows})
    assert (first.receipt.needs, second.receipt.needs) == ((), ())
    assert [str(b.receipt.first_date) for b in (first, second)] == ["2025-03-01", "2025-03-02"]
    assert [b.receipt.amount_loaded for b in (first, second)] == [30, 50]


@pytest.mark.parametrize(
    ("headers", "cells"),
    [
        ("年,月,日", "2025,{m},{d}"),
        ("年份,月份,日", "2025年,{m}月,{d}日"),
        ("Year,Month,Day", "2025,{m},{d}"),
        ("凭证年度,月,日", "2025,{m},{d}"),
        ("会计年度,月,日", "2025,{m},{d}"),
    ],
)
def test_a_day_in_a_third_column_is_not_lost(one, headers, cells):
    lines = "".join(f"{cells.format(m=n, d=n + 2)},甲,{n}0\n" for n in range(1, 5))
    batch = one(f"{headers},客户,销售额\n{lines}")
    assert batch.questions == ()
    assert [str(row["order_date"]) for row in batch.rows.to_pylist()] == [
        "2025-01-03", "2025-02-04", "2025-03-05", "2025-04-06",
    ]  # fmt: skip


def test_days_in_whole_beside_a_month_and_a_day_are_not_made_of_these(one):
    batch = one("订单日期,月,日,客户,金额\n2025-03-01,3,1,甲,1\n2025-04-02,4,2,乙,2\n")
    assert [str(row["order_date"]) for row in batch.rows.to_pylist()] == [
        "2025-03-01",
        "2025-04-02",
    ]
    assert not any("合成" in note.zh for note in batch.receipt.notes)


@pytest.mark.parametrize(
    ("label", "key", "names"),
    [
        ("客户", "customer", ("宏达商贸", "南洋百货")),
        ("业务员", "salesperson", ("陈晓燕", "周敏")),
        ("Customer", "customer", ("Alder plc", "Quay Stores")),
    ],
)
def test_a_name_in_a_line_above_its_group_stands_on_each_of_its_rows(one, label, key, names):
    rows: list[list[object]] = [["日期", "品名", "金额"]]
    for name in names:
        rows += [[f"{label}：{name}"], ["2025-03-01", "杯", 1], ["2025-03-02", "碗", 2]]
        rows.append(["小计", None, 3])
    batch = one({"3月": [*rows, ["合计", None, 6]]})
    receipt = batch.receipt
    assert (receipt.amount_loaded, receipt.rows_put_aside) == (6, 0)
    assert [row[key] for row in batch.rows.to_pylist()] == [names[0], names[0], names[1], names[1]]


def test_a_line_of_words_of_its_own_ends_the_group_of_a_name_and_a_label_does_not(one):
    lines = "客户：宏达商贸,,\n电话：021-5500,,\n{d},箱,1\n客户：顺风物流,,\n{d},箱,2\n零售散单,,\n{d},箱,3\n"
    batch = one("日期,产品,金额\n" + lines.format(d="2025-03-01"))
    customers = [row["customer"] for row in batch.rows.to_pylist()]
    assert customers == ["宏达商贸", "顺风物流", None]


def test_remarks_with_colons_are_no_names_of_groups(one):
    rows = [
        ["日期", "品名", "金额"],
        ["说明：含税"],
        ["2025-03-01", "杯", 1],
        ["备注：补录"],
        ["2025-03-02", "杯", 2],
    ]
    assert "customer" not in one({"3月": rows}).receipt.columns
