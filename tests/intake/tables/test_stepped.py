"""Sums above their rows or beside a word for everything, where no word says total: counted once."""

from __future__ import annotations

import pytest

IN_APRIL = {"period": "2025-04"}
STEPPED = "大区,城市,销售额\n华东,,30.75\n{0},上海,10.5\n{0},杭州,20.25\n华南,,7.5\n{1},广州,4.5\n{1},深圳,3\n"


@pytest.mark.parametrize("regions", [("", ""), ("华东", "华南")])
def test_a_row_labelled_less_is_the_sum_of_those_below_it(one, regions):
    batch = one(STEPPED.format(*regions), answers=IN_APRIL)
    assert (batch.receipt.rows_loaded, batch.receipt.amount_loaded) == (4, 38.25)
    assert batch.rows["region"].to_pylist() == ["华东", "华东", "华南", "华南"]
    assert batch.rows["city"].to_pylist() == ["上海", "杭州", "广州", "深圳"]


def test_in_three_steps_and_with_months_across(one):
    text = (
        "Region,City,Shop,2025-01,2025-02\nNorth,,,60,90\n,Leeds,,30,40\n,,A,10,15\n,,B,20,25\n,York,,30,50\n,,C,30,50\n"
        "South,,,5,6\n,Bath,,5,6\n,,D,5,6\nTotal,,,65,96\n"
    )
    batch = one(text, answers={"measure": "sales"}, accept=True)
    assert batch.receipt.amount_loaded == batch.receipt.amount_printed == 161
    assert {*batch.rows["region"].to_pylist()} == {"North", "South"}
    assert {*batch.rows["city"].to_pylist()} == {"Leeds", "York", "Bath"}


def test_a_row_labelled_less_that_sums_up_nothing_is_a_row(one):
    text = STEPPED.format("华东", "华南").replace("30.75", "31")
    assert one(text, answers=IN_APRIL).receipt.rows_loaded == 6


@pytest.mark.parametrize(
    ("table", "sold"),
    [
        ("区域,销售额\n全国,1234.5\n华东,1000.25\n华南,234.25\n", 1234.5),
        ("Region,City,Sales\nN,a,1.5\nN,b,2\nN,All,3.5\nS,c,7\nS,d,8\nS,All,15\nAll,All,18.5\n", 18.5),
        ("月份,区域,销售额\n2025-01,全部,100\n2025-01,华东,60\n2025-01,华南,40\n2025-02,全部,5\n2025-02,华东,2\n2025-02,华南,3\n", 105),
        ("Month,Region,Sales\n2025-01,N,60\n2025-01,S,40\n2025-01,All regions,100\n", 100),
    ],
)  # fmt: skip
def test_a_row_of_everything_is_a_total_where_the_rows_bear_it_out(one, table, sold):
    receipt = one(table, answers={**IN_APRIL, "month_as_day": "first_day"}).receipt
    assert (receipt.amount_loaded, receipt.needs) == (sold, ())


def test_a_row_of_everything_that_sums_up_nothing_is_a_row(one):
    text = "日期,客户,销售额\n2025-01-01,公司,100\n2025-01-01,集团,60\n2025-01-02,张三,40\n"
    assert one(text).receipt.amount_loaded == 200


def test_lines_numbered_within_their_order_count_in_place_of_it(one):
    rows: list[list[object]] = [["订单", "下单日", "客户", "明细", "数量", "金额"]]
    for n, (first, second) in enumerate([(70, 30), (45, 15), (20, 90)], 1):
        rows += [
            [str(n), f"2025-03-0{n}", f"客户{n}", None, 3, first + second],
            [f"{n}.1", None, None, "杯", 1, first],
            [f"{n}.2", None, None, "碗", 2, second],
        ]
    batch = one({"3月": rows})
    receipt = batch.receipt
    assert (receipt.amount_loaded, receipt.rows_loaded, receipt.rows_put_aside) == (270, 6, 0)
    assert [row["customer"] for row in batch.rows.to_pylist()][:3] == ["客户1", "客户1", "客户2"]
    assert any("其下各行之和" in note.zh for note in receipt.notes)


def test_figures_that_look_like_numbers_of_parts_are_figures(one):
    lines = "3,2025-03-01,甲,30\n3.1,2025-03-02,乙,31\n3.2,2025-03-03,丙,32\n"
    assert one(f"数量,日期,客户,金额\n{lines}").receipt.amount_loaded == 93


def test_a_line_that_its_numbered_parts_add_up_to_counts_once_though_they_repeat_its_labels(one):
    lines = "1,2025-03-01,甲,套餐,300\n1.1,2025-03-01,甲,运费,20\n1.2,2025-03-01,甲,安装,280\n2,2025-03-02,乙,胶带,50\n,,,,\n,,,,\n"
    receipt = one(f"序号,订单日期,客户,产品,金额\n{lines}").receipt
    assert (receipt.amount_loaded, receipt.rows_loaded) == (350, 3)
    assert "其下各分项之和" in receipt.notes[-1].zh


def test_numbered_parts_that_leave_out_the_customer_have_that_of_their_whole(one):
    lines = "1,2025-03-01,甲,套装,300\n1.1,2025-03-01,,A,100\n1.2,2025-03-01,,B,200\n2,2025-03-03,丙,C,50\n"
    batch = one(f"序号,日期,客户,产品,金额\n{lines}")
    assert batch.receipt.amount_loaded == 350
    assert batch.rows["customer"].to_pylist() == ["甲", "甲", "丙"]


def test_a_line_that_is_not_the_sum_of_its_numbered_parts_is_a_line(one):
    lines = "1,2025-03-01,甲,套餐,300\n1.1,2025-03-01,甲,运费,20\n1.2,2025-03-01,甲,安装,28\n"
    assert one(f"序号,订单日期,客户,产品,金额\n{lines}").receipt.amount_loaded == 348


def test_the_tenth_part_may_have_lost_its_nought_in_a_workbook(one):
    parts = [[float(f"1.{n}"), "2025-03-01", "甲", 100] for n in range(1, 11)]
    whole = [1, "2025-03-01", "甲", 1000]
    batch = one({"明细": [["序号", "日期", "客户", "金额"], whole, *parts]})
    assert (batch.receipt.rows_loaded, batch.receipt.amount_loaded) == (10, 1000)
