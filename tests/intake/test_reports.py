"""Reports as people and programs lay them out: groups, stacked tables, summaries, bare days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

HEADERS = ["日期", "客户", "产品", "数量", "销售额"]


def _region(name, sales):
    rows = [[date(2025, 3, n + 1), f"客户{n}", "杯子", 1, each] for n, each in enumerate(sales)]
    return [
        [f"{name}大区销售明细"],
        HEADERS,
        *rows,
        ["小计", None, None, len(rows), sum(sales)],
        [],
    ]


def test_tables_below_each_other_keep_what_their_titles_say(drop):
    batches = drop({"Sheet1": [*_region("华东", [5, 6, 7]), *_region("华南", [8, 9, 10])]})
    told = [
        (b.receipt.amount_loaded, b.receipt.amount_printed, b.receipt.rows_put_aside)
        for b in batches
    ]
    assert told == [(18, 18, 0), (27, 27, 0)]
    regions = [set(b.rows["region"].to_pylist()) for b in batches]
    assert regions == [{"华东大区"}, {"华南大区"}]


def test_the_title_of_the_next_page_parts_no_table(one):
    first, last = (
        [[date(2025, 3, d), "甲", "杯子", 1, 5] for d in days] for days in ((1, 2, 3), (4, 5))
    )
    pages = [["销售明细表 第1页"], HEADERS, *first, ["销售明细表 第2页"], HEADERS, *last]
    receipt = one({"Sheet1": pages}).receipt
    assert (receipt.amount_loaded, receipt.rows_left_out, receipt.rows_put_aside) == (25, 2, 0)


def test_labels_of_groups_and_their_totals_are_no_rows(one):
    receipt = one(
        ",Type,Date,Num,Qty,Amount\nAcme Ltd,,,,,\n,Invoice,2025-01-10,A1,1,100\n"
        ",Invoice,2025-02-10,A2,2,200\nTotal Acme Ltd,,,,3,300\nBolt Inc,,,,,\n"
        ",Invoice,2025-01-11,B1,1,50\n,Invoice,2025-02-11,B2,1,60\nTotal Bolt Inc,,,,2,110\n"
        "TOTAL,,,,5,410\n"
    ).receipt
    assert (receipt.amount_loaded, receipt.amount_printed) == (410, 410)
    assert (receipt.rows_loaded, receipt.rows_put_aside) == (4, 0)


def test_a_product_called_total_is_a_product(one):
    text = "date,product,amount\n2025-01-05,Total Gym,5\n2025-01-06,Mug,7\n2025-01-07,Cup,9\n"
    assert one(text).receipt.rows_loaded == 3


def test_a_sheet_that_adds_up_the_others_is_not_loaded_twice(drop):
    months = {
        f"{m}月": [HEADERS, *([date(2025, m, d), "甲", "杯子", 1, 10 * m] for d in (1, 2))]
        for m in (1, 2, 3)
    }
    summary = {"汇总": [["日期", "销售额"], *([date(2025, m, 28), 20 * m] for m in (1, 2, 3))]}
    *parts, last = drop(months | summary)
    assert sum(b.receipt.amount_loaded for b in parts) == 120
    assert last.rows is None
    assert "sum of the other tables" in last.receipt.reason.en


@pytest.mark.parametrize(("header", "days"), [("日", ["3", "15"]), ("日期", ["3日", "15日"])])
def test_bare_days_take_the_month_from_the_sheet(drop, header, days):
    rows = [
        [header, "客户", "产品", "金额"],
        *([d, "甲", "杯子", 5] for d in days),
        ["合计", None, None, 10],
    ]
    [batch] = drop({"3月": rows}, name="2025年销售.xlsx")
    assert batch.receipt.needs == ()
    assert batch.rows["order_date"].to_pylist() == [date(2025, 3, 3), date(2025, 3, 15)]
    assert batch.receipt.amount_printed == 10


def test_a_price_that_is_called_amount(one):
    rows = "".join(f"2025-01-0{n},甲,{n + 1},10,{(n + 1) * 10}\n" for n in range(1, 8))
    receipt = one(f"日期,客户,数量,金额,合计\n{rows}").receipt
    assert receipt.amount_loaded == sum((n + 1) * 10 for n in range(1, 8))
    assert (receipt.columns["unit_price"], receipt.columns["amount"]) == ("金额", "合计")


def test_a_month_that_excel_shows_as_a_day(one):
    months = ["18-Oct", "18-Nov", "18-Dec", "19-Jan", "19-Feb", "19-Mar"]
    rows = "".join(f"{month},East,5\n" for month in months)
    receipt = one(f"Month,Region,Target\n{rows}").receipt
    assert receipt.needs == ()
    assert (receipt.first_date, receipt.last_date) == (date(2018, 10, 1), date(2019, 3, 31))


def test_days_of_one_month_without_a_year_are_days(one):
    rows = "".join(f"{day}-Apr,East,5\n" for day in (3, 7, 12, 18, 24, 28))
    receipt = one(f"Date,Region,Amount\n{rows}", answers={"year": "2025"}).receipt
    assert (receipt.first_date, receipt.last_date) == (date(2025, 4, 3), date(2025, 4, 28))


FORMS = [
    "提交答卷时间,1、您的公司名称,2、您对我们的服务满意吗？（1-5分）,3、您有多大可能向同行推荐我们？（0-10）\n"
    "2025/6/1 10:22:01,云杉,5,10\n2025/6/2 11:22:01,海天,4,8\n",
    "Timestamp,Your name?,How satisfied are you with our service? (1-5),"
    "How likely are you to recommend us? (0-10)\n6/14/2025 10:22:01,Li,5,10\n6/15/2025 11:22:01,Wu,4,8\n",
]


@pytest.mark.parametrize("text", FORMS)
def test_the_questions_of_a_form_say_what_was_asked(one, text):
    batch = one(text)
    assert batch.receipt.dataset == "surveys", batch.receipt.reason
    assert batch.receipt.needs == ()
    assert (batch.rows["csat"].to_pylist(), batch.rows["nps"].to_pylist()) == ([5, 4], [10, 8])
    assert "customer" in batch.receipt.columns


@pytest.mark.parametrize(
    "answers", [("非常满意", "不满意", "一般"), ("Good", "unsatisfied", "Neutral")]
)
def test_satisfaction_in_words_is_points_of_five(one, answers):
    rows = "".join(f"T{n},2025-01-0{n} 08:00,{said}\n" for n, said in enumerate(answers, 1))
    batch = one(f"工单编号,受理时间,满意度\n{rows}")
    assert batch.rows["csat"].to_pylist() == [5, 2, 3]
    assert any("points of five" in note.en for note in batch.receipt.notes)


def test_one_amount_that_outweighs_all_others_is_pointed_at(one):
    rows = "".join(f"2025-01-{n:02},甲,{n}\n" for n in range(1, 12)) + "2025-01-12,乙,9999999\n"
    receipt = one(f"日期,客户,金额\n{rows}").receipt
    assert receipt.amount_loaded == 66 + 9_999_999
    assert any("⚠ Row 13: 9,999,999.00" in note.en for note in receipt.notes)
    even = "".join(f"2025-01-{n:02},甲,{n}\n" for n in range(1, 13))
    assert not any("⚠" in note.en for note in one(f"日期,客户,金额\n{even}").receipt.notes)


def test_of_three_dates_none_is_too_late(one):
    receipt = one("日期,客户,金额\n2010-04-10,甲,5\n2011-11-07,乙,6\n2014-10-18,丙,7\n").receipt
    assert receipt.amount_loaded == Decimal(18)


def test_expenses_as_budgeted_and_spent_are_spent(one):
    rows = [
        ["2025年市场费用预算执行表"],
        ["费用项目", "渠道", "1月", "2月", "3月"],
        ["广告费", "抖音", 1, 2, 3],
    ]
    receipt = one({"Sheet1": rows}).receipt
    assert (receipt.dataset, receipt.amount_loaded) == ("spend", 6)


def test_a_sheet_with_the_rows_of_all_others_across_is_not_loaded_twice(drop):
    shops = {"上海": [107, 231, 153], "杭州": [62, 215, 307], "南京": [149, 93, 260]}
    sheets = {
        f"{name}分公司": [["月份", "销售额"], *([f"2025年{m}月", v] for m, v in enumerate(sold, 1))]
        for name, sold in shops.items()
    }
    across = [[f"2025年{m + 1}月", *(sold[m] for sold in shops.values())] for m in range(3)]
    batches = drop({**sheets, "对比": [["月份", *shops], *across]}, accept=True)
    assert sum(b.receipt.amount_loaded or 0 for b in batches) == 1577
    assert "其他各表之和" in batches[-1].receipt.reason.zh


@pytest.mark.parametrize(
    ("header", "first", "who"),
    [
        ("客户名称,首次合作日期,2025年3月销售额", "2020-03-01,", "customer"),
        ("姓名,职位,2025年3月业绩,底薪", "经理,", "salesperson"),
        ("Name,Hire Date,Region,Sales (Mar 2025)", "2020-03-01,East,", None),
        ("产品,上市日期,2025年3月销售额", "2021-03-01,", "product"),
    ],
)
def test_figures_whose_header_names_their_time_are_of_that_time(one, header, first, who):
    rest = ",3000" if header.endswith("底薪") else ""
    batch = one(f"{header}\n甲,{first}100{rest}\n乙,{first}80{rest}\n")
    assert not batch.questions
    assert (batch.receipt.dataset, batch.receipt.amount_loaded) == ("orders", 180)
    assert str(batch.receipt.last_date) == "2025-03-31"
    assert who is None or batch.rows[who].to_pylist() == ["甲", "乙"]


def test_months_beside_the_day_on_which_somebody_was_hired_are_months(one):
    text = "姓名,入职时间,3月业绩,4月业绩\n张三,2020-03-01,100,90\n李四,2021-05-01,80,85\n"
    receipt = one(text, answers={"year": "2025"}).receipt
    assert (receipt.dataset, receipt.amount_loaded) == ("orders", 355)
    assert (str(receipt.first_date), str(receipt.last_date)) == ("2025-03-31", "2025-04-30")


@pytest.mark.parametrize(
    "text",
    [
        "部门,姓名,入职日期,底薪,本月业绩,提成\n一部,张三,2020-03-01,3000,100,3\n一部,李四,2021-05-01,3000,80,2\n",
        "姓名,部门,业绩\n张三,一部,100\n李四,一部,80\n",
        "商品名称,上架日期,成本价,销售额,销量\n杯,2020-01-01,5,100,10\n碗,2021-01-01,6,80,20\n",
    ],
)
def test_sales_without_a_time_are_asked_for_it_and_no_other_day_is_taken(one, text):
    assert [q.key for q in one(text).questions] == ["period"]
    receipt = one(text, answers={"period": "2025-03"}).receipt
    assert (receipt.dataset, receipt.amount_loaded) == ("orders", 180)
    assert str(receipt.last_date) == "2025-03-31"


def test_a_list_of_people_stays_one(one):
    assert one("姓名,部门,入职日期\n张三,一部,2020-03-01\n").receipt.dataset == "people"


@pytest.mark.parametrize(
    "rows",
    [
        [
            "1月,10",
            "2月,20",
            "3月,30",
            "一季度,60",
            "4月,40",
            "5月,50",
            "6月,60",
            "二季度,150",
            "上半年,210",
        ],
        [
            "一季度,60",
            "1月,10",
            "2月,20",
            "3月,30",
            "二季度,150",
            "4月,40",
            "5月,50",
            "6月,60",
            "2025年,210",
        ],
        ["2025-01,10", "2025-02,20", "2025-03,30", "2025Q1,60", "2025-04,150"],
    ],
)
def test_quarters_and_years_among_their_months_count_once(one, rows):
    receipt = one("2025年销售额\n月份,销售额\n" + "\n".join(rows) + "\n").receipt
    assert (receipt.dataset, receipt.amount_loaded) == ("orders", 210)
    assert any("其中各较短期间之和" in note.zh for note in receipt.notes)


def test_a_quarter_that_is_not_the_sum_of_its_months_is_left_as_it_is(one):
    text = "2025年销售额\n月份,销售额\n1月,10\n2月,20\n3月,30\n一季度,61\n4月,5\n"
    receipt = one(text, accept=True).receipt
    assert not any("其中各较短期间之和" in note.zh for note in receipt.notes)


@pytest.mark.parametrize(
    "header",
    [
        "日期,门店,销售额,费用,利润",
        "日期,渠道,销售额,推广费,利润",
        "Date,Region,Sales,Marketing spend,Profit",
    ],
)
def test_sales_beside_a_spend_are_both_loaded(drop, header):
    text = f"{header}\n2025-03-01,甲,100,5,9\n2025-03-02,乙,200,6,9\n"
    sums = {b.receipt.dataset: b.receipt.amount_loaded for b in drop(text)}
    assert sums == {"orders": 300, "spend": 11}


def test_a_fee_of_an_order_is_no_spend(drop):
    text = "单号,日期,客户,销售额,费用\nA,2025-03-01,甲,100,5\nB,2025-03-02,乙,200,6\n"
    assert [b.receipt.dataset for b in drop(text)] == ["orders"]


def test_sales_beside_what_may_be_spend_or_cost_are_asked_about_and_not_dropped(drop):
    text = "Date,Channel,Revenue,Cost,ROI\n2025-03-01,A,100,5,20\n2025-03-02,B,200,6,33\n"
    [batch] = drop(text, accept=True)
    assert batch.rows is None
    assert [(q.key, q.choices) for q in batch.questions] == [("dataset", ("spend", "orders"))]
    assert "“Revenue”" in batch.questions[0].text.en
    [sold] = drop(text, answers={"dataset": "orders"})
    assert sold.receipt.amount_loaded == 300
