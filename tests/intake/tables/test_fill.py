"""Merged cells and group labels speak for the blank cells below them, and for no others."""

from __future__ import annotations

from datetime import date

import pytest
import xlsxwriter

from salesdash.intake import take_in

HEADER = ["大区", "销售员", "日期", "销售额"]


@pytest.fixture
def book(tmp_path):
    """A workbook of rows, with cells merged: (first row, last row, column)."""

    def written(rows, merges=()):
        path = tmp_path / "book.xlsx"
        workbook = xlsxwriter.Workbook(str(path))
        page = workbook.add_worksheet("订单")
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if isinstance(cell, date):
                    page.write_datetime(r, c, cell, day)
                elif cell is not None:
                    page.write(r, c, cell)
        for first, last, column in merges:
            page.merge_range(first, column, last, column, rows[first][column])
        workbook.close()
        [batch] = take_in(path)
        return batch

    return written


def lines(*labels):
    return [
        [region, person, date(2025, 3, d), 10 * d] for d, (region, person) in enumerate(labels, 1)
    ]


def test_merged_cells_are_filled_within_their_range_only(book):
    rows = [
        HEADER,
        *lines(("华东", "甲"), (None, "乙"), (None, "丙"), (None, "丁"), ("华南", "戊")),
    ]
    batch = book(rows, merges=[(1, 3, 0)])
    assert batch.rows["region"].to_pylist() == ["华东", "华东", "华东", None, "华南"]
    assert any("合并" in note.zh and "大区" in note.zh for note in batch.receipt.notes)


def test_an_amount_merged_over_rows_is_counted_once(book):
    rows = [HEADER, *lines(("华东", "甲"), ("华东", "乙"), ("华南", "丙"))]
    rows[2][3] = None
    batch = book(rows, merges=[(1, 2, 3)])
    assert batch.receipt.amount_loaded == 40
    assert batch.receipt.rows_put_aside == 1


def test_group_labels_are_filled_down_and_said(book):
    rows = [HEADER, *lines(("华东", "甲"), (None, "乙"), ("华南", "丙"), (None, "丁"))]
    batch = book(rows)
    assert batch.rows["region"].to_pylist() == ["华东", "华东", "华南", "华南"]
    assert any("每组" in note.zh for note in batch.receipt.notes)


def test_groups_within_groups(book):
    rows = [
        HEADER,
        *lines(("华东", "甲"), (None, None), (None, "乙"), ("华南", "丙"), (None, None)),
    ]
    batch = book(rows)
    assert batch.rows["salesperson"].to_pylist() == ["甲", "甲", "乙", "丙", "丙"]


def test_subtotals_between_groups_stay_totals(book):
    rows = [HEADER, *lines(("华东", "甲"), (None, "乙"))]
    rows += [["小计", None, None, 30]]
    rows += [
        ["华南", "丙", date(2025, 3, 3), 5],
        [None, "丁", date(2025, 3, 4), 6],
        ["小计", None, None, 11],
    ]
    rows += [["合计", None, None, 41]]
    batch = book(rows)
    assert batch.rows["region"].to_pylist() == ["华东", "华东", "华南", "华南"]
    assert batch.receipt.amount_loaded == batch.receipt.amount_printed == 41


@pytest.mark.parametrize(
    "labels",
    [
        [
            ("华东", "甲"),
            (None, "乙"),
            ("华东", "丙"),
            (None, "丁"),
            ("华南", "戊"),
        ],  # labels come again
        [(None, "甲"), ("华东", "乙"), (None, "丙"), ("华南", "丁")],  # the first has none
        [
            ("华东", "甲"),
            ("华南", "乙"),
            ("华北", "丙"),
            ("华中", "戊"),
            (None, "丁"),
        ],  # few blanks
    ],
)
def test_blanks_that_are_no_pattern_stay_blank(book, labels):
    batch = book([HEADER, *lines(*labels)])
    assert batch.rows["region"].to_pylist() == [region for region, _ in labels]


def test_a_day_that_stands_on_its_first_line_alone_is_asked_about(one):
    text = "销售日期,客户,金额\n2025-1-1,甲,1\n,乙,2\n,丙,3\n2025-1-2,丁,4\n,戊,5\n"
    [question] = one(text).questions
    assert (question.choices, question.guess) == (("fill", "leave"), "fill")
    filled = one(text, answers={question.key: "fill"})
    assert filled.receipt.amount_loaded == 15
    assert [d.day for d in filled.rows["order_date"].to_pylist()] == [1, 1, 1, 2, 2]
    left = one(text, answers={question.key: "leave"}, accept=True).receipt
    assert (left.amount_loaded, left.rows_put_aside) == (5, 3)


def test_days_without_their_year_are_filled_down_as_well(one):
    text = "日期,客户,金额,备注\n3月1日,宏达,10,\n,联创,20,\n,,30,本日小计\n3月2日,天成,5,\n,宏达,7,\n,,12,本日小计\n,,42,本月合计\n"
    batch = one(text, name="2025年3月.csv", accept=True)
    assert (batch.receipt.amount_loaded, batch.receipt.rows_put_aside) == (42, 0)
    assert {str(day) for day in batch.rows["order_date"].to_pylist()} == {
        "2025-03-01",
        "2025-03-02",
    }
    assert [q.key for q in batch.questions] == ["same_day:日期"]
    assert any("未计入：3 行合计行" in note.zh for note in batch.receipt.notes)


def test_a_year_and_a_month_on_the_first_of_their_days_go_for_all_of_them(one):
    text = "年份,月份,日期,客户,金额\n2024,12月,30日,甲,1\n,,31日,乙,2\n2025,1月,1日,甲,3\n,,2日,乙,4\n,2月,1日,乙,5\n合计,,,,15\n"
    batch = one(text)
    assert batch.questions == ()
    assert [str(row["order_date"]) for row in batch.rows.to_pylist()] == [
        "2024-12-30", "2024-12-31", "2025-01-01", "2025-01-02", "2025-02-01",
    ]  # fmt: skip
    assert batch.receipt.amount_printed == 15


def test_a_year_and_a_month_on_the_first_of_their_lines_go_for_all_of_them(one):
    text = "年,月,业务员,销售额\n2024,12,张三,1\n,,李四,2\n2025,1,张三,3\n,,李四,4\n合计,,,10\n"
    batch = one(text, answers={"month_as_day": "last_day"})
    assert batch.questions == ()
    assert [str(day) for day in batch.rows["order_date"].to_pylist()] == [
        "2024-12-31", "2024-12-31", "2025-01-31", "2025-01-31",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "loaded"),
    [
        ("年,月,客户,金额\n2024,11,甲,1\n,,乙,2\n,12,甲,3\n2025,1,甲,5\n,,,11\n", 11),
        ("年,月,客户,金额\n2024,11,甲,1\n,,乙,2\n,,,3\n,12,甲,3\n,,乙,4\n,,,7\n", 10),
        ("年,月,金额\n2024,11,1\n,12,3\n,,4\n2025,1,5\n,2,6\n,,11\n", 15),
    ],
)
def test_a_sum_without_a_word_is_of_no_year_and_month(one, text, loaded):
    assert one(text, answers={"month_as_day": "last_day"}).receipt.amount_loaded == loaded


def test_an_account_book_with_month_and_day_on_first_lines_alone_is_filled_down(one):
    rows = [
        ["2025年"],
        ["月", "日", "摘要", "销售额"],
        [1, 3, "水泥", 10],
        [None, None, "砂", 20],
        [None, 8, "水泥", 30],
        [None, None, "砂", 40],
        [2, 1, "砂", 50],
    ]
    batch = one({"S": rows})
    assert (batch.receipt.amount_loaded, batch.receipt.rows_put_aside) == (150, 0)
    assert [str(day) for day in batch.rows["order_date"].to_pylist()] == [
        "2025-01-03",
        "2025-01-03",
        "2025-01-08",
        "2025-01-08",
        "2025-02-01",
    ]
