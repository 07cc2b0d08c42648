"""What becomes of rows: loaded, left out or put aside, each counted and said."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa
import pytest
import xlsxwriter

from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.model import Kind
from salesdash.intake import take_in

ORDERS = "订单编号,订单日期,客户名称,区域,数量,单价,销售额\n"
TYPES = {
    Kind.DATE: pa.date32(),
    Kind.MOMENT: pa.timestamp("us"),
    Kind.PERIOD: pa.date32(),
    Kind.MONEY: pa.decimal128(18, 4),
    Kind.NUMBER: pa.decimal128(18, 4),
    Kind.COUNT: pa.int64(),
    Kind.RATE: pa.float64(),
    Kind.RATING: pa.float64(),
    Kind.FLAG: pa.bool_(),
    Kind.ID: pa.string(),
    Kind.NAME: pa.string(),
    Kind.NOTE: pa.string(),
}
SAMPLE = {
    Kind.DATE: "2025-03-05",
    Kind.MOMENT: "2025-03-05 08:00:00",
    Kind.PERIOD: "2025-03",
    Kind.FLAG: "是",
    Kind.ID: "A-1",
    Kind.NAME: "甲",
    Kind.NOTE: "好",
}


def adds_up(receipt) -> bool:
    parts = receipt.rows_loaded + receipt.rows_left_out + receipt.rows_put_aside
    return bool(receipt.rows_read == parts + receipt.rows_duplicate)


@pytest.mark.parametrize("key", DATASETS)
def test_every_dataset_comes_in_by_its_own_headers_with_the_type_of_each_field(one, key):
    dataset = DATASETS[key]
    for lang in ("zh", "en"):
        header = ",".join(field.name[lang] for field in dataset.fields)
        row = ",".join(SAMPLE.get(field.kind, "3") for field in dataset.fields)
        batch = one(f"{header}\n{row}\n", name=f"{dataset.name[lang]}.csv")
        assert batch.receipt.dataset == key, batch.receipt.reason
        assert batch.receipt.needs == ()
        assert set(batch.receipt.columns) == {field.key for field in dataset.fields}
        for field in dataset.fields:
            held = batch.rows.schema.field(field.key).type
            of_words = held.value_type if pa.types.is_dictionary(held) else held
            assert of_words == TYPES[field.kind], field.key
            assert batch.rows[field.key].null_count == 0, field.key
            if field.kind is Kind.PERIOD:
                assert batch.rows[f"{field.key}_end"].to_pylist() == [date(2025, 4, 1)]
        assert batch.rows.schema.field("row").type == pa.int32()
        assert batch.rows.schema.field("extra").type == pa.map_(pa.string(), pa.string())


def test_columns_that_no_field_claims_are_kept(one):
    batch = one("日期,金额,门牌,楼层\n2025-01-01,5,7,\n2025-01-02,6,,\n2025-01-03,7,8,9\n")
    assert batch.rows["extra"].to_pylist() == [
        [("门牌", "7")],
        None,
        [("门牌", "8"), ("楼层", "9")],
    ]


def test_titles_units_total_and_footer_around_a_table(one):
    batch = one(
        {
            "三月": [
                ["XX公司2025年3月销售明细"],
                [None, None, None, "单位：万元"],
                ["订单编号", "订单日期", "客户名称", "销售额"],
                ["A1", date(2025, 3, 1), "甲", 1.5],
                ["A2", date(2025, 3, 2), "乙", 2.25],
                ["合计", None, None, 3.75],
                ["制表人：张三", None, "审核：李四"],
            ]
        }
    )
    receipt = batch.receipt
    assert (receipt.rows_loaded, receipt.rows_left_out, receipt.rows_put_aside) == (2, 2, 0)
    assert receipt.amount_loaded == receipt.amount_printed == 37500
    assert batch.rows["row"].to_pylist() == [4, 5]
    assert any("万元" in note.zh for note in receipt.notes)
    assert adds_up(receipt)


def test_subtotals_and_grand_total_are_left_out(one):
    text = ORDERS + (
        "A1,2025-01-01,甲,华东,1,10,10\nA2,2025-01-02,乙,华东,2,10,20\n小计,,,,3,,30\n"
        "A3,2025-01-03,丙,华南,4,10,40\n小计,,,,4,,40\n总计,,,,7,,70\n"
    )
    receipt = one(text).receipt
    assert (receipt.rows_loaded, receipt.rows_left_out) == (3, 3)
    assert receipt.amount_loaded == receipt.amount_printed == 70


@pytest.mark.parametrize(
    "word", ["合计", "总 计", "本月合计", "Total", "Grand Total", "合计：", "華東小計"]
)
def test_a_total_is_known_by_word(one, word):
    text = (
        ORDERS + f"A1,2025-01-01,甲,华东,1,10,10\nA2,2025-01-02,乙,华东,2,10,20\n{word},,,,,,30\n"
    )
    assert one(text).receipt.rows_left_out == 1


def test_a_total_that_does_not_add_up_is_asked(one):
    text = ORDERS + "A1,2025-01-01,甲,华东,1,10,10\n合计,,,,,,35\n"
    batch = one(text)
    assert batch.rows is None
    assert "35.00" in batch.receipt.needs[0].zh
    assert adds_up(batch.receipt)
    accepted = one(text, accept=True).receipt
    assert (accepted.amount_loaded, accepted.amount_printed, accepted.needs) == (10, 35, ())
    assert any("35.00" in note.zh for note in accepted.notes)


def test_a_subtotal_that_does_not_add_up_is_asked_unless_the_grand_total_agrees(one):
    rows = (
        "A1,2025-01-01,甲,华东,1,10,10\n小计,,,,,,11\nA2,2025-01-02,乙,华南,2,10,20\n小计,,,,,,20\n"
    )
    batch = one(ORDERS + rows)
    assert [question.key for question in batch.questions] == ["total"]
    assert "11.00" in batch.receipt.needs[0].zh
    agreed = one(ORDERS + rows + "总计,,,,,,30\n").receipt
    assert (agreed.needs, agreed.amount_loaded) == ((), 30)
    assert any("小计" in note.zh for note in agreed.notes)


def test_a_grand_total_of_a_part_only_is_no_total_of_the_sheet(one):
    text = "日期,客户,金额\n2025-01-01,甲,5\n2025-01-02,乙,7\n总计,,12\n2025-01-03,丙,8\n2025-01-04,丁,9\n总计,,17\n"
    receipt = one(text).receipt
    assert (receipt.amount_loaded, receipt.amount_printed) == (29, None)
    assert any("不是全部已载入的行之和" in note.zh for note in receipt.notes)


def test_a_running_total_is_left_out(one):
    rows = "A1,2025-01-01,甲,华东,1,10,10\n小计,,,,,,10\n累计,,,,,,10\n"
    rows += "A2,2025-01-02,乙,华南,2,10,20\n小计,,,,,,20\n累计,,,,,,30\n"
    receipt = one(ORDERS + rows).receipt
    assert (receipt.needs, receipt.rows_loaded, receipt.amount_loaded) == ((), 2, 30)


def test_a_last_line_of_figures_alone_that_sums_up_is_a_total(one):
    text = ORDERS + "A1,2025-01-01,甲,华东,1,10,10\nA2,2025-01-02,乙,华东,2,10,20\n,,,,3,,30\n"
    receipt = one(text).receipt
    assert (receipt.rows_left_out, receipt.amount_printed) == (1, 30)


def test_a_name_that_merely_contains_the_word_is_data(one):
    text = ORDERS + "A1,2025-01-01,总计科技公司,华东,1,10,10\nA2,2025-01-02,统计局,华东,2,10,20\n"
    assert one(text).receipt.rows_loaded == 2


def test_repeated_headers_and_blank_rows_are_left_out(one):
    text = ORDERS + "A1,2025-01-01,甲,华东,1,10,10\n,,,,,,\n" + ORDERS
    text += "A2,2025-01-02,乙,华东,2,10,20\n"
    receipt = one(text).receipt
    assert (receipt.rows_loaded, receipt.rows_left_out) == (2, 2)
    assert adds_up(receipt)


@pytest.mark.parametrize(
    ("line", "column", "value", "word"),
    [
        ("A9,昨天,甲,华东,1,10,10", "订单日期", "昨天", "看不懂"),
        ("A9,,甲,华东,1,10,10", "订单日期", "", "缺少"),
        ("A9,2025-02-30,甲,华东,1,10,10", "订单日期", "2025-02-30", "看不懂"),
        ("A9,1900-01-01,甲,华东,1,10,10", "订单日期", "1900-01-01", "不合常理"),
        ("A9,2205-01-01,甲,华东,1,10,10", "订单日期", "2205-01-01", "不合常理"),
        ("A9,2025-01-01,甲,华东,1,10,约十元", "销售额", "约十元", "看不懂"),
        ("A9,2025-01-01,甲,华东,1,10,", "销售额", "", "缺少"),
    ],
)
def test_a_row_that_cannot_be_read_is_put_aside_with_its_cell(one, line, column, value, word):
    good = "".join(f"A{d},2025-01-0{d},甲,华东,1,10,10\n" for d in range(1, 9))
    batch = one(ORDERS + good + line + "\n" + good.replace("A", "B"))
    [entry] = batch.put_aside
    assert (entry.row, entry.column, entry.value) == (10, column, value)
    assert word in entry.reason.zh
    assert entry.cells == tuple(line.split(","))
    assert batch.receipt.rows_loaded == 16
    assert adds_up(batch.receipt)


def test_an_error_value_is_named_with_its_cell(one):
    rows: list[list[object]] = [["日期", "客户", "金额"]]
    rows += [[date(2025, 1, d), "甲", d] for d in range(1, 8)]
    rows += [[date(2025, 1, 9), "乙", "=1/0→#DIV/0!"], [date(2025, 1, 10), "甲", 5]]
    [entry] = one({"订单": rows}).put_aside
    assert entry.row == 9
    assert "C9" in entry.reason.zh
    assert "#DIV/0!" in entry.reason.zh


def test_an_unreadable_cell_of_an_optional_column_does_not_cost_the_row(one):
    text = (
        "日期,金额,发货日期\n2025-01-01,5,2025-01-02\n2025-01-02,6,下周\n2025-01-03,7,2025-01-05\n"
    )
    batch = one(text)
    assert batch.receipt.rows_loaded == 3
    assert batch.rows["ship_date"].to_pylist() == [date(2025, 1, 2), None, date(2025, 1, 5)]
    assert any("C3" in note.zh and "下周" in note.zh for note in batch.receipt.notes)


def test_words_that_stand_for_a_blank_are_decided_by_column(one):
    """NA is a blank among numbers and a region among names."""
    text = ORDERS + "A1,2025-01-01,甲,NA,NA,10,10\nA2,2025-01-02,None,华东,2,10,20\n"
    batch = one(text)
    assert batch.rows["quantity"].to_pylist() == [None, Decimal(2)]
    assert batch.rows["region"].to_pylist() == ["NA", "华东"]
    assert batch.rows["customer"].to_pylist() == ["甲", "None"]


def test_a_blank_word_of_several_columns_is_one_among_names_too(one):
    text = ORDERS + "A1,2025-01-01,甲,UNKNOWN,UNKNOWN,UNKNOWN,10\nA2,2025-01-02,乙,华东,2,10,20\n"
    assert one(text).rows["region"].to_pylist() == [None, "华东"]


def test_amount_is_quantity_times_price_exactly(one):
    batch = one("日期,品名,数量,单价\n2025-01-01,甲,3,0.1\n2025-01-02,乙,0.328,25.23\n")
    assert batch.rows["amount"].to_pylist() == [Decimal("0.3"), Decimal("8.2754")]
    assert any("×" in note.zh for note in batch.receipt.notes)


@pytest.mark.parametrize(
    ("discounts", "expected"),
    [(("0.1", "0"), ["18.0000", "30.0000"]), (("5", "2"), ["15.0000", "28.0000"])],
)
def test_a_discount_is_a_rate_or_money(one, discounts, expected):
    first, second = discounts
    text = f"日期,品名,数量,单价,折扣\n2025-01-01,甲,2,10,{first}\n2025-01-02,乙,3,10,{second}\n"
    assert [str(a) for a in one(text).rows["amount"].to_pylist()] == expected


def test_discounts_that_may_be_shares_paid_are_asked(one):
    text = "日期,品名,数量,单价,折扣\n2025-01-01,甲,2,10,0.85\n2025-01-02,乙,3,10,0.9\n"
    assert one(text).rows is None
    assert one(text, accept=True).receipt.amount_loaded == 44
    assert one(text, answers={"discount": "off"}).receipt.amount_loaded == 6


def test_a_unit_price_called_amount_is_noticed(one):
    lines = "".join(f"2025-01-0{d},甲,{d + 1},10,10\n" for d in range(1, 8))
    text = "日期,品名,数量,单价,金额\n" + lines
    batch = one(text)
    assert batch.rows is None
    assert "单价" in batch.receipt.needs[0].zh
    assert one(text, accept=True).receipt.amount_loaded == 350
    assert one(text, answers={"amount_is_unit_price": "as_is"}).receipt.amount_loaded == 70


def test_ambiguous_dates_are_asked_and_can_be_answered(one):
    text = "Order Date,Customer,Sales\n" + "".join(f"{m}/{m + 1}/2025,Li,5\n" for m in range(1, 9))
    assert one(text).rows is None
    answer = {"date_order:Order Date": "dmy"}
    assert one(text, answers=answer).receipt.first_date == date(2025, 2, 1)
    assert one(text, answers={"date_order:Order Date": "mdy"}).receipt.first_date == date(
        2025, 1, 2
    )


def test_a_column_of_months_decides_the_order_of_the_dates(one):
    text = "Date,Month Name,Sales\n" + "".join(
        f"02/{m:02}/2025,{name},5\n" for m, name in enumerate(["January", "June", "May"], 1)
    ).replace("/02/", "/06/").replace("/03/", "/05/")
    receipt = one(text).receipt
    assert receipt.needs == ()
    assert (receipt.first_date, receipt.last_date) == (date(2025, 1, 2), date(2025, 6, 2))


def test_an_ambiguous_comma_is_asked(one):
    text = '订单号,日期,金额\nA1,2025-01-01,"1,052元"\nA2,2025-01-02,"11,50万元"\n'
    assert "115,000" in one(text).receipt.needs[0].zh
    assert one(text, accept=True).receipt.amount_loaded == Decimal("115001.052")


def test_a_comma_that_can_part_no_thousands_is_not_asked_about(one):
    text = (
        '订单号,日期,金额\nA1,2025-01-01,"1052,75元"\nA2,2025-01-02,"11,50万元"\nA3,2025-01-03,40\n'
    )
    batch = one(text)
    assert batch.questions == ()
    assert batch.receipt.amount_loaded == Decimal("116092.75")


def test_months_without_a_year_take_it_from_the_title_or_ask(one):
    body = "月份,区域,销售目标\n1月,华东,5\n2月,华东,6\n"
    titled = one("2025年销售目标\n" + body)
    assert titled.rows["period"].to_pylist() == [date(2025, 1, 1), date(2025, 2, 1)]
    assert titled.receipt.last_date == date(2025, 2, 28)
    assert one(body).rows is None
    assert one(body, accept=True).rows is None
    assert one(body, answers={"year": "2024"}).receipt.first_date == date(2024, 1, 1)


@pytest.mark.parametrize(
    ("answers", "days", "said"),
    [
        ({}, [date(2025, 1, 31), date(2025, 2, 28)], "都记在那段时间的最后一天"),
        (
            {"month_as_day": "first_day"},
            [date(2025, 1, 1), date(2025, 2, 1)],
            "都记在那段时间的第一天",
        ),
    ],
)
def test_on_which_day_orders_of_a_month_are_booked_is_said_and_can_be_changed(
    one, answers, days, said
):
    batch = one("日期,客户名称,销售额\n2025-01,甲,5\n2025-02,乙,6\n", answers=answers)
    assert not batch.questions
    assert batch.rows["order_date"].to_pylist() == days
    assert [choice.key for choice in batch.choices] == ["month_as_day"]
    assert any(said in note.zh for note in batch.receipt.notes)


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        ("2025-03-05", date(2025, 3, 5), date(2025, 3, 6)),
        ("2025-W10", date(2025, 3, 3), date(2025, 3, 10)),
        ("2025年3月", date(2025, 3, 1), date(2025, 4, 1)),
        ("2025Q1", date(2025, 1, 1), date(2025, 4, 1)),
        ("2025", date(2025, 1, 1), date(2026, 1, 1)),
    ],
)
def test_a_period_has_its_start_and_its_end(one, period, start, end):
    batch = one(f"期间,区域,目标\n{period},华东,5\n")
    assert batch.rows["period"].to_pylist() == [start]
    assert batch.rows["period_end"].to_pylist() == [end]


def test_targets_of_several_metrics_become_one_row_each(one):
    batch = one("Month,Region,ProfitTarget,SalesTarget\n2025-01,East,18,50\n2025-01,West,,45\n")
    rows = batch.rows.select(["region", "metric", "amount", "row"]).to_pylist()
    assert rows == [
        {"region": "East", "metric": "sales", "amount": Decimal(50), "row": 2},
        {"region": "West", "metric": "sales", "amount": Decimal(45), "row": 3},
        {"region": "East", "metric": "gross_profit", "amount": Decimal(18), "row": 2},
    ]
    assert batch.receipt.amount_loaded == 95
    assert adds_up(batch.receipt)


def test_a_sole_target_of_another_metric_says_so(one):
    assert one("月份,区域,毛利目标\n2025-01,华东,5\n").rows["metric"].to_pylist() == [
        "gross_profit"
    ]


def test_lengths_of_time_become_moments(one):
    text = (
        "Ticket ID,Created Date,First Response Time Hours,Resolution Time Hours\n"
        "T1,2025-01-01 08:00:00,1.5,36\nT2,2025-01-02 08:00:00,,\n"
    )
    batch = one(text)
    assert batch.rows["first_response"].to_pylist() == [
        datetime.fromisoformat("2025-01-01 09:30:00"),
        None,
    ]
    assert batch.rows["resolved"].to_pylist() == [
        datetime.fromisoformat("2025-01-02 20:00:00"),
        None,
    ]


def test_moments_stay_moments(one):
    text = "工单号,受理时间,解决时间\nT1,2025-01-01 08:00,2025-01-03 09:30\n"
    assert one(text).rows["resolved"].to_pylist() == [datetime.fromisoformat("2025-01-03 09:30:00")]


def test_lines_not_returned_are_left_out_of_the_returns(one):
    batch = one({"退货": [["订单编号", "退回"], ["A1", "是"], ["A2", "否"], ["A3", "是"]]})
    assert batch.rows["order_id"].to_pylist() == ["A1", "A3"]
    assert batch.receipt.rows_left_out == 1


def test_ids_are_text(one):
    batch = one("订单号,日期,金额\n714466.0,2025-01-01,5\n007,2025-01-02,6\n")
    assert batch.rows["order_id"].to_pylist() == ["714466", "007"]


def test_lost_digits_are_warned_of(one):
    text = "订单号,日期,金额\n2.02503E+17,2025-01-01,5\n2.02503E+17,2025-01-02,6\n"
    assert any("丢失" in note.zh for note in one(text).receipt.notes)
    whole = "订单号,日期,金额\n20250305123456789,2025-01-01,5\n20250305123456788,2025-01-02,6\n"
    assert one(whole).receipt.notes == ()


def test_known_words_get_their_meaning_and_others_stay(one):
    batch = one(
        "日期,金额,订单状态\n2025-01-01,5,交易关闭\n2025-01-02,6,已完成\n2025-01-03,7,待审\n"
    )
    assert batch.rows["status"].to_pylist() == ["cancelled", "completed", "待审"]


def test_names_are_narrowed_and_trimmed_only(one):
    batch = one(
        "日期,金额,客户名称\n2025-01-01,5,  ＡＢＣ（上海）有限公司 　\n2025-01-02,6,甲  乙\n"
    )
    assert batch.rows["customer"].to_pylist() == ["ABC（上海）有限公司", "甲 乙"]


def test_dates_of_the_nineties_are_as_they_are(one):
    assert one("date,customer,sales\n1997-01-01,Li,5\n1997-02-01,Wu,6\n").receipt.rows_loaded == 2


def test_a_copy_of_a_sheet_is_not_loaded_twice(drop):
    rows = [["日期", "客户", "金额"]] + [[date(2025, 1, d), f"客户{d}", d] for d in range(1, 20)]
    first, second = drop({"订单": rows, "订单 (2)": rows})
    assert first.receipt.rows_loaded == 19
    assert (second.rows, second.receipt.dataset) == (None, None)
    assert "订单" in second.receipt.reason.zh
    assert adds_up(second.receipt)
    both = drop({"订单": rows, "订单 (2)": rows}, answers={"订单 (2):copy": "load"})
    assert [b.receipt.rows_loaded for b in both] == [19, 19]


def test_a_copy_under_other_names_is_known_by_the_numbers_of_its_orders(drop):
    def orders(segment):
        rows = ([f"A{n}", date(2025, 1, n), segment, 10 + n] for n in range(1, 15))
        return [["订单编号", "日期", "客户类型", "金额"], *rows]

    first, copy = drop({"订单": orders("企业"), "改名": orders("公司")})
    assert (first.receipt.rows_loaded, copy.receipt.dataset) == (14, None)
    assert "14 行中有 14 行" in copy.receipt.reason.zh


def test_of_two_copies_the_one_that_goes_on_is_loaded(drop):
    rows: list[list[object]] = [["单号", "日期", "客户", "金额"]]
    rows += [[f"A{n}", date(2025, 1, n), f"客户{n}", 10 + n] for n in range(1, 7)]
    older, newer = drop({"旧": rows[:5], "新": rows})
    assert (older.receipt.dataset, newer.receipt.rows_loaded) == (None, 6)
    assert "4 行中有 4 行与工作表“新”相同" in older.receipt.reason.zh


def test_a_copy_is_known_while_the_first_sheet_waits_for_an_answer(drop):
    rows = [["日期", "客户", "金额"]] + [[date(2025, 1, d), f"客户{d}", d] for d in range(1, 20)]
    first, second = drop({"订单": [*rows, ["合计", None, 500]], "订单 (2)": rows})
    assert [q.key for q in first.questions] == ["total"]
    assert first.rows is None
    assert (second.rows, second.receipt.dataset) == (None, None)


def test_months_on_sheets_of_their_own_are_all_loaded(drop):
    def month(m):
        return [["日期", "客户", "金额"]] + [
            [date(2025, m, d), f"客户{d}", d] for d in range(1, 20)
        ]

    batches = drop({"1月": month(1), "2月": month(2)})
    assert [b.receipt.rows_loaded for b in batches] == [19, 19]


def test_mostly_unreadable_rows_are_asked_about(one):
    text = ORDERS + "A1,2025-01-01,甲,华东,1,10,10\nA2,2025-01-02,乙,华东,1,10,10\n"
    text += "".join(f"B{i},,丙,华东,1,10,10\n" for i in range(5))
    assert "5 行" in one(text).receipt.needs[0].zh


def test_nothing_is_loaded_while_a_question_is_open(one):
    receipt = one(ORDERS + "A1,2025-01-01,甲,华东,1,10,10\n合计,,,,,,35\n").receipt
    assert (receipt.rows_loaded, receipt.amount_loaded) == (0, None)


def test_hidden_sheets_are_read_and_said(tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "hidden.xlsx"))
    book.add_worksheet("封面")
    sheet = book.add_worksheet("订单")
    sheet.write_row(0, 0, ["日期", "金额"])
    sheet.write_row(1, 0, ["2025-01-01", 5])
    sheet.hide()
    book.close()
    _, orders = take_in(tmp_path / "hidden.xlsx")
    assert orders.receipt.rows_loaded == 1
    assert any("隐藏" in note.zh for note in orders.receipt.notes)


def test_an_html_table_called_xls_is_read(one):
    page = (
        "<html><body><table><tr><th>日期</th><th>金额</th></tr>"
        "<tr><td>2025-01-01</td><td>1,234.50</td></tr></table></body></html>"
    )
    assert one(page, name="export.xls").receipt.amount_loaded == Decimal("1234.5")


def test_a_table_that_starts_elsewhere_keeps_its_addresses(one):
    rows: list[list[object]] = [[], [], [None, None, "日期", "客户", "金额"]]
    rows += [[None, None, date(2025, 1, d), "甲", d] for d in range(1, 9)]
    rows += [
        [None, None, date(2025, 1, 9), "甲", "=1/0→#N/A"],
        [None, None, date(2025, 1, 10), "甲", 1],
    ]
    batch = one({"订单": rows})
    assert batch.rows["row"].to_pylist()[:2] == [4, 5]
    assert "E12" in batch.put_aside[0].reason.zh


def test_ids_guarded_against_excel_lose_their_guard(one):
    text = '订单号,日期,金额\n"=""00123""",2025-01-01,5\n"=""00124""",2025-01-02,6\n'
    assert one(text).rows["order_id"].to_pylist() == ["00123", "00124"]


def test_the_unit_of_a_count_is_applied_too(one):
    batch = one("日期,品名,销量（万件）,金额（万元）\n2025-01-01,甲,1.5,2.25\n")
    assert batch.rows["quantity"].to_pylist() == [15000]
    assert batch.rows["amount"].to_pylist() == [22500]


def test_a_header_may_say_that_its_numbers_are_percentages(one):
    batch = one("日期,品名,数量,单价,折扣（%）\n2025-01-01,甲,2,10,15\n2025-01-02,甲,1,10,0\n")
    assert batch.rows["discount"].to_pylist() == [Decimal("0.15"), Decimal(0)]
    assert batch.receipt.amount_loaded == 27


def test_days_and_months_swapped_by_excel_are_asked_about(one):
    rows: list[list[object]] = [["日期", "客户", "金额"]]
    rows += [[date(2025, d, 3), "甲", d] for d in range(1, 9)]
    rows += [[f"{d}/03/2025", "甲", d] for d in range(13, 20)]
    batch = one({"订单": rows})
    assert batch.rows is None
    assert "对调" in batch.receipt.needs[0].zh
    days = one({"订单": rows}, accept=True).rows["order_date"].to_pylist()
    assert days[:2] == [date(2025, 3, 1), date(2025, 3, 2)]
    assert days[-1] == date(2025, 3, 19)


def test_broken_bytes_in_utf8_are_not_taken_for_another_encoding(one):
    raw = ("日期,客户,金额\n" + "2025-01-01,上海贸易公司,5\n" * 50).encode()[:-8] + b"\xe5"
    batch = one(raw, accept=True)
    assert (batch.receipt.rows_loaded, batch.receipt.rows_put_aside) == (49, 1)
    assert set(batch.rows["customer"].to_pylist()) == {"上海贸易公司"}


def test_a_very_long_cell_is_read(one):
    batch = one(
        "日期,金额,备注\n2025-01-01,5," + "长" * 300_000 + "\n2025-01-02,6\n2025-01-03,7,x\n"
    )
    assert batch.receipt.rows_read == 3


@pytest.mark.parametrize(
    ("parts", "first", "last"),
    [
        (("1", "2"), date(2025, 1, 1), date(2025, 2, 28)),
        (("1月", "2月"), date(2025, 1, 1), date(2025, 2, 28)),
        (("Q1", "Q2"), date(2025, 1, 1), date(2025, 6, 30)),
    ],
)
def test_a_year_and_a_month_in_two_columns_make_a_period(one, parts, first, last):
    header = "年份,季度" if parts[0] == "Q1" else "年份,月份"
    text = f"{header},大区,销售任务\n" + "".join(f"2025,{part},华东,5\n" for part in parts)
    receipt = one(text).receipt
    assert (receipt.first_date, receipt.last_date) == (first, last)
    assert receipt.rows_loaded == 2


def test_a_pivot_table_beside_its_source_is_not_counted_twice(drop):
    source: list[list[str | int]] = [["日期", "区域", "销售额"]]
    source += [
        [f"2025-0{m}-{d:02d}", r, m * d]
        for m in (1, 2, 3)
        for d in (5, 9)
        for r in ("华东", "华南")
    ]
    pivot: list[list[str | int]] = [["求和项:销售额", "列标签"]]
    pivot += [["行标签", "1月", "2月", "3月", "总计"]]
    pivot += [[r, 14, 28, 42, 84] for r in ("华东", "华南")] + [["总计", 28, 56, 84, 168]]
    orders, summary = drop({"数据源": source, "透视表": pivot})
    assert orders.receipt.amount_loaded == 168
    assert summary.receipt.dataset is None
    assert "数据源" in summary.receipt.reason.zh
    _, loaded = drop({"数据源": source, "透视表": pivot}, answers={"copy": "load"}, accept=True)
    assert [q.key for q in loaded.questions] == ["year"]


def test_a_summary_whose_title_names_its_quarter_is_not_counted_beside_its_source(drop):
    source: list[list[str | int]] = [["日期", "业务员", "销售额"]]
    source += [[f"2025-0{m}-{d:02d}", w, m * d] for m in (1, 2, 3) for d in (5, 9) for w in "甲乙"]
    summary = [["2025年一季度"], ["业务员", "销售额"], ["甲", 84], ["乙", 84], ["合计", 168]]
    orders, copy = drop({"明细": source, "汇总": summary})
    assert (orders.receipt.amount_loaded, copy.rows) == (168, None)


def test_lines_of_a_work_list_that_nobody_filled_in_are_left_out_of_the_visits(one):
    head = ["客户", "拜访人", "日期", "跟进结果", "下次日期", "纪要"]
    rows = [
        ["澜庭", "陆文博", "2025-11-17", "已拜访", None, "投诉已解决"],
        ["白鹭", "陆文博", None, None, None, None],
        ["海棠", "陆文博", "2025-11-18", "以后再跟", "2025-12-01", None],
        ["听雨", "陆文博", None, "已联系", None, None],
    ]
    batch = one({"陆文博": [head, *rows]})
    assert batch.receipt.dataset == "visits"
    assert batch.rows["result"].to_pylist() == ["visited", "later"]
    assert batch.receipt.rows_left_out == 1
    assert [row.cells[0] for row in batch.put_aside] == ["听雨"]


def test_a_day_beside_what_is_put_aside_stands_as_it_was_written(one):
    rows: list[list[object]] = [
        ["订单日期", "客户", "金额"],
        *([date(2025, 3, n), "甲", 10 * n] for n in range(1, 9)),
    ]
    rows[3][2] = "一百"
    [entry] = one({"订单": rows}).put_aside
    assert entry.cells == ("2025-03-03", "甲", "一百")


@pytest.mark.parametrize(("year", "warns"), [(300, True), (1200, False)])
def test_a_target_of_the_year_beside_those_of_its_months_is_said_not_to_be_added(one, year, warns):
    months = "".join(f"2025年{month}月,100\n" for month in range(1, 13))
    receipt = one(f"期间,目标\n2025年,{year}\n{months}", answers={"total": "load"}).receipt
    notes = [note.zh for note in receipt.notes]
    assert any("不会计两次" in note for note in notes)
    assert not any("期间相同" in note for note in notes)
    assert any(note.startswith("⚠ 第 2 行的目标 300.00") for note in notes) is warns


def test_an_order_number_of_two_channels_is_no_order_twice(one):
    rows = "".join(
        f"{n},2025-03-0{n},{shop},红茶,{n * 10 + at}\n"
        for at, shop in enumerate(("一店", "二店"))
        for n in range(1, 6)
    )
    notes = [n.zh for n in one(f"订单号,日期,渠道,产品,金额\n{rows}").receipt.notes]
    assert not any(note.startswith("⚠") for note in notes)


def test_answers_of_yes_and_no_are_no_kinds_of_lines_where_orders_have_no_number(one):
    rows = "".join(
        f",2025-03-0{n},客户{n},{'-' * (n > 6)}{n}00,{'否' if n > 6 else '是'}\n"
        for n in range(1, 9)
    )
    batch = one(f"发票号码,开票日期,购买方名称,金额,是否正数发票\n{rows}")
    assert not any(question.key.startswith("kinds") for question in batch.questions)


def test_lines_of_fees_without_an_amount_are_left_out_unasked(one):
    lines = "".join(
        f"2025-03-{n:02},Sale,Order {n},${n}0.00,--\n2025-03-{n:02},Fee,Fee of order {n},--,-$1.00\n"
        for n in range(13, 20)
    )
    receipt = one(f"Date,Type,Title,Amount,Fees & Taxes\n{lines}").receipt
    assert (receipt.needs, receipt.rows_loaded, receipt.rows_put_aside) == ((), 7, 0)
    assert receipt.amount_loaded == sum(range(130, 200, 10))


@pytest.mark.parametrize("beside", ["电话", "是否付清", "地址"])
def test_who_is_known_by_what_is_written_of_buyers_bought(one, beside):
    lines = "".join(f"2025-03-0{n},户{n},化肥,{n},50,{50 * n},是\n" for n in range(1, 8))
    receipt = one(f"日期,姓名,品名,数量,单价,金额,{beside}\n{lines}").receipt
    assert receipt.columns["customer"] == "姓名"


def test_a_name_beside_goods_alone_sold_them(one):
    lines = "".join(f"2025-03-0{n},张{n % 2},水壶,{n},50,{50 * n}\n" for n in range(1, 8))
    assert one(f"日期,姓名,品名,数量,单价,金额\n{lines}").receipt.columns["salesperson"] == "姓名"
