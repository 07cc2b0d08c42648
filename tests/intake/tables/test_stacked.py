"""Tables stacked without a blank line, headers said more than once, rows that do not fit them."""

from __future__ import annotations

import pytest

HEADERS = "订单编号,订单日期,客户名称,区域,销售额"
ORDERS = [f"A{d:02},2025-03-{d:02},客户{d},华东,{d * 10}" for d in range(1, 21)]
OTHERS = [f"B{d:02},2025-04-{d:02},客户{d},华东,{d * 10}" for d in range(1, 21)]
TOTAL = 2100


def _told(batches):
    return [(b.receipt.dataset, b.receipt.amount_loaded, b.receipt.rows_put_aside) for b in batches]


def _moved(line: str, places: tuple[int, ...]) -> str:
    cells = line.split(",")
    return ",".join(cells[place] for place in places)


@pytest.mark.parametrize(
    ("below", "dataset", "amount"),
    [
        (["月份,区域,销售目标", "2025-03,华东,5000", "2025-03,华北,4000"], "targets", 9000),
        (["日期,渠道,费用类型,费用金额", "2025-03-01,抖音,推广费,300"], "spend", 300),
        ([HEADERS + ",销售员", *(line + ",张三" for line in OTHERS)], "orders", TOTAL),
        ([_moved(line, (0, 1, 2, 4)) for line in (HEADERS, *OTHERS)], "orders", TOTAL),
        ([_moved(line, (1, 0, 2, 4, 3)) for line in (HEADERS, *OTHERS)], "orders", TOTAL),
    ],
)
def test_a_table_right_below_another_is_a_table_of_its_own(drop, below, dataset, amount):
    first, second = drop("\n".join([HEADERS, *ORDERS, *below]))
    assert _told([first, second]) == [("orders", TOTAL, 0), (dataset, amount, 0)]


CUSTOMERS = ["客户名称,行业", *(f"客户{d},零售" for d in range(1, 9))]


@pytest.mark.parametrize(
    "between", [[], [""], ["", ""], ["2025年销售明细"], ["", "2025年销售明细", ""]]
)
@pytest.mark.parametrize("first", [CUSTOMERS, [HEADERS, *ORDERS]])
def test_no_row_of_a_table_without_figures_is_lost_beside_another(drop, between, first):
    other = [HEADERS, *ORDERS] if first is CUSTOMERS else CUSTOMERS
    batches = drop("\n".join([*first, *between, *other]))
    loaded = {batch.receipt.dataset: batch.receipt.rows_loaded for batch in batches}
    assert loaded == {"customers": 8, "orders": 20}


@pytest.mark.parametrize("footer", ["制表人：李明", "审核：,王芳", "备注：以上数据来自 ERP"])
def test_remarks_below_a_table_are_no_rows_of_it_whatever_their_width(one, footer):
    assert one("\n".join([*CUSTOMERS, footer])).receipt.rows_loaded == 8
    batch = one("\n".join([HEADERS, *ORDERS, footer]))
    assert (batch.receipt.amount_loaded, batch.receipt.rows_put_aside) == (TOTAL, 0)


def test_a_narrow_table_may_stand_below_columns_without_figures(drop):
    wide = [_moved(line, (2, 3, 4, 1, 0)) for line in (HEADERS, *ORDERS)]
    batches = drop("\n".join([*wide, *CUSTOMERS]))
    loaded = {batch.receipt.dataset: batch.receipt.rows_loaded for batch in batches}
    assert loaded == {"customers": 8, "orders": 20}


def test_a_wider_table_may_stand_below_a_narrower_one(drop):
    batches = drop("\n".join(["月份,区域,销售目标", "2025-03,华东,5000", HEADERS, *ORDERS]))
    assert _told(batches) == [("targets", 5000, 0), ("orders", TOTAL, 0)]


def test_the_same_headers_on_the_next_page_go_on_with_the_table(one):
    batch = one("\n".join([HEADERS, *ORDERS, HEADERS, *OTHERS]))
    assert batch.receipt.amount_loaded == 2 * TOTAL
    assert batch.receipt.rows_left_out == 1


def test_the_same_rows_below_the_same_headers_are_a_copy(drop):
    first, copy = drop("\n".join([HEADERS, *ORDERS, HEADERS, *ORDERS]))
    assert first.receipt.amount_loaded == TOTAL
    assert copy.rows is None
    assert "与上面的表相同" in copy.receipt.reason.zh
    answered = drop("\n".join([HEADERS, *ORDERS, HEADERS, *ORDERS]), answers={"copy": "load"})
    assert [batch.receipt.amount_loaded for batch in answered] == [TOTAL, TOTAL]


def test_the_same_rows_with_fewer_of_the_columns_are_a_copy(drop):
    narrow = [line.replace(",区域", "").replace(",华东", "") for line in (HEADERS, *ORDERS)]
    for between in ([], ["", ""]):
        first, copy = drop("\n".join([HEADERS, *ORDERS, *between, *narrow]))
        assert first.receipt.amount_loaded == TOTAL
        assert copy.rows is None
        assert "与上面的表相同" in copy.receipt.reason.zh


@pytest.mark.parametrize("times", [2, 3])
def test_equal_rows_of_headers_are_one(one, times):
    batch = one("\n".join([HEADERS] * times + ORDERS))
    assert batch.receipt.rows_read == batch.receipt.rows_loaded == 20
    assert batch.receipt.columns["amount"] == "销售额"


PIECES = [f"2025-03-{d:02},10{d:02},{d},{d * 25}" for d in range(1, 21)]


@pytest.mark.parametrize(
    ("headers", "lines"),
    [
        ("日期,单号数量,金额", PIECES),
        ("日期,单号,数量,金额", [f"{n},{line}" for n, line in enumerate(PIECES, 1)]),
        ("日期,金额,单号,数量,客户", PIECES),
    ],
)
def test_headers_that_do_not_fit_the_rows_are_asked_about_and_never_guessed(one, headers, lines):
    batch = one("\n".join([headers, *lines]), accept=True)
    assert batch.rows is None
    assert "headers" in [q.key for q in batch.questions]


def test_the_names_stand_where_the_user_says(one):
    numbered = [f"{n},{line}" for n, line in enumerate(PIECES, 1)]
    text = "\n".join(["日期,单号,数量,金额", *numbered])
    batch = one(text, answers={"headers": "last_cell"})
    assert batch.receipt.amount_loaded == 5250
    noted = "\n".join(["日期,单号,数量,金额", *(line + ",急" for line in PIECES)])
    assert one(noted, answers={"headers": "first_cell"}).receipt.amount_loaded == 5250


def test_separators_at_the_end_of_rows_alone_change_nothing(one):
    batch = one("\n".join(["日期,单号,数量,金额", *(line + "," for line in PIECES)]))
    assert (batch.receipt.amount_loaded, batch.questions) == (5250, ())


@pytest.mark.parametrize("row", ["2025-03-05,1005,,5,125,", "2025-03-05,,1005,5,125,"])
def test_a_separator_too_many_never_moves_figures_into_other_columns(one, row):
    lines = [line + "," for line in PIECES]
    lines[4] = row
    batch = one("\n".join(["日期,客户,数量,金额,备注", *lines]))
    assert batch.receipt.amount_loaded == 5250 - 125
    assert [entry.row for entry in batch.put_aside] == [6]


UPPER = "日期,客户,金额\n2025-03-01,宏达,1000\n2025-03-02,联创,500\n\n"
BESIDE = {
    "behind a blank column": ("日期,渠道,费用\n2025-03-01,抖音,10,,合计,70\n2025-03-02,天猫,20\n2025-03-03,京东,40\n"),
    "right beside the cells": ("日期,渠道,费用\n2025-03-01,抖音,10\n2025-03-02,天猫,20\n2025-03-03,京东,40,合计,70\n"),
    "beside the headers": ("日期,渠道,费用,,合计,70\n2025-03-01,抖音,10\n2025-03-02,天猫,20\n2025-03-03,京东,40\n"),
    "in one cell": ("日期,渠道,费用\n2025-03-01,抖音,10\n2025-03-02,天猫,20\n2025-03-03,京东,40,,合计：70\n"),
    "with other figures": ("日期,渠道,费用\n2025-03-01,抖音,10,合计,70\n2025-03-02,天猫,20,平均,23.33\n2025-03-03,京东,40\n"),
}  # fmt: skip


@pytest.mark.parametrize("lower", BESIDE.values(), ids=BESIDE)
def test_a_sum_beside_a_lower_table_is_no_part_of_its_rows(drop, lower):
    orders, spend = drop(UPPER + lower)
    assert (orders.receipt.amount_loaded, orders.receipt.rows_loaded) == (1500, 2)
    assert (spend.receipt.amount_loaded, spend.receipt.rows_loaded) == (70, 3)
    assert spend.receipt.amount_printed == 70
    assert not spend.put_aside


def test_a_sum_beside_the_cells_of_the_only_table_makes_no_total_of_its_row(one):
    batch = one(
        "日期,客户,金额\n2025-03-01,宏达,100\n2025-03-02,联创,50\n2025-03-03,天成,70,合计,220\n"
    )
    assert (batch.receipt.amount_loaded, batch.receipt.amount_printed) == (220, 220)


def test_the_same_headers_and_one_more_begin_a_table_of_their_own(drop):
    lines = [f"2025-03-{day},A{day},{day * day}" for day in range(13, 19)]
    more = [f"2025-04-{day},B{day},{day * day},x{day}" for day in range(13, 19)]
    text = "\n".join(["Date,Customer,Sales", *lines, "", "Date,Customer,Sales,Mark", *more, ""])
    batches = drop(text)
    total = sum(day * day for day in range(13, 19))
    assert [batch.receipt.amount_loaded for batch in batches] == [total, total]
    assert not any(batch.questions for batch in batches)


@pytest.mark.parametrize(
    "title", ["2025年3月{}日", "2025-03-{}", "{}.03.2025", "{} mars 2025", "日期：2025年3月{}日"]
)
def test_blocks_whose_titles_are_but_days_are_booked_on_their_own(drop, title):
    blocks = (
        [title.format(day), "门店,商品,销售额", f"一店,杯子,{day}", f"二店,椅子,{day * 3}", ",,"]
        for day in range(13, 17)
    )
    batches = drop("\n".join(line for block in blocks for line in block) + "\n")
    sold = {
        str(row["order_date"]): batch.receipt.amount_loaded
        for batch in batches
        for row in batch.rows.to_pylist()
    }
    assert sold == {f"2025-03-{day}": 4 * day for day in range(13, 17)}
