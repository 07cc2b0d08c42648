"""What was reached stands beside its targets in one sheet: both count, each once."""

from __future__ import annotations

from decimal import Decimal

import pytest

LONG = "月份,大区,目标,实际,完成率\n2025-01,华东,100,90,90%\n2025-02,华东,100,110,110%\n2025-03,华东,120,,\n2025-01,华南,50,45,90%\n2025-02,华南,50,60,120%\n2025-03,华南,60,0,0%\n"
PAIRS = "2025年目标完成情况\n大区,1月目标,1月实际,1月完成率,2月目标,2月实际,2月完成率,3月目标,3月实际,3月完成率\n华东,100,90,90%,100,110,110%,120,0,0%\n华南,50,45,90%,50,60,120%,60,0,0%\n合计,150,135,90%,150,170,113%,180,0,0%\n"
LEVELS = "2025年\n大区,1月,,,2月,,,3月,,\n,目标,实际,达成率,目标,实际,达成率,目标,实际,达成率\n华东,100,90,90%,100,110,110%,120,,\n华南,50,45,90%,50,60,120%,60,,\n"
MEMBERS = "2025年目标完成\n月份,华东,,,华南,,\n,目标,实际,完成率,目标,实际,完成率\n1月,100,90,90%,50,45,90%\n2月,100,110,110%,50,60,120%\n3月,120,,,60,,\n"
BELOW = "2025年目标达成\n大区,项目,1月,2月,3月,合计\n华东,目标,100,100,120,320\n,实际,90,110,,200\n,完成率,90%,110%,,63%\n华南,目标,50,50,60,160\n,实际,45,60,,105\n,完成率,90%,120%,,66%\n合计,目标,150,150,180,480\n,实际,135,170,,305\n,完成率,90%,113%,,64%\n"
SALES = "月份,大区,销售目标,销售额,达成率,去年同期\n2025-01,华东,100,90,90%,80\n2025-02,华东,100,110,110%,90\n2025-03,华东,120,,,100\n2025-01,华南,50,45,90%,40\n2025-02,华南,50,60,120%,50\n2025-03,华南,60,,,50\n"
ACROSS = "月份,华东,华东目标,华东完成率,华南,华南目标,华南完成率,合计,目标合计\n2025-01,90,100,90%,45,50,90%,135,150\n2025-02,110,100,110%,60,50,120%,170,150\n2025-03,,120,,,60,,,180\n"
SIZED = "月份,华东目标（元）,华东（元）,华南目标（元）,华南（元）\n2025-01,100,90,50,45\n2025-02,100,110,50,60\n2025-03,120,,60,\n"


@pytest.mark.parametrize("text", [LONG, PAIRS, LEVELS, MEMBERS, BELOW, SALES, ACROSS, SIZED])
def test_targets_and_what_was_reached_both_come_in(drop, text):
    targets, sold = drop(text)
    assert (targets.receipt.dataset, targets.receipt.amount_loaded) == ("targets", 480)
    assert (sold.receipt.dataset, sold.receipt.amount_loaded) == ("orders", 305)
    assert not targets.questions
    assert not sold.questions
    rows = sold.rows.sort_by([("region", "ascending"), ("order_date", "ascending")]).to_pylist()
    assert [(r["region"], r["order_date"].isoformat(), r["amount"]) for r in rows] == [
        ("华东", "2025-01-31", Decimal(90)),
        ("华东", "2025-02-28", Decimal(110)),
        ("华南", "2025-01-31", Decimal(45)),
        ("华南", "2025-02-28", Decimal(60)),
    ]


def test_months_still_to_come_have_targets_and_no_sales(drop):
    targets, sold = drop(PAIRS)
    assert str(targets.receipt.last_date) == "2025-03-31"
    assert str(sold.receipt.last_date) == "2025-02-28"


def test_what_was_reached_can_be_left_out(drop):
    _, sold = drop(LONG, answers={"actuals": "none"})
    assert (sold.receipt.dataset, sold.rows) == (None, None)
    assert "按你的选择" in sold.receipt.reason.zh


def test_a_header_names_the_table_of_what_was_reached_in_its_own_language(drop):
    _, sold = drop({"Plan": [["Month", "Region", "Target", "Actual"], ["2025-01", "East", 5, 4]]})
    assert sold.receipt.sheet == "Plan · actual"


def test_units_hold_for_both(drop):
    text = "单位：万元\n月份,业务员,年度任务,本月任务,本月完成,累计完成\n2025-04,张三,1200,100,95,400\n2025-04,李四,960,80,90,300\n合计,,2160,180,185,700\n"
    targets, sold = drop(text)
    assert (targets.receipt.amount_loaded, sold.receipt.amount_loaded) == (1_800_000, 1_850_000)
    assert sold.receipt.amount_printed == 1_850_000


def test_sales_of_another_year_are_not_those_of_a_month(drop):
    targets, sold = drop("2025年任务\n大区,2024年实际,2025年目标\n华东,100,120\n华南,80,90\n")
    assert targets.receipt.amount_loaded == 210
    assert sold.receipt.dataset is None
    assert "看不出是哪个月" in sold.receipt.reason.zh


def test_order_lines_of_the_same_file_go_before_sums_of_months(drop):
    lines: list[list[str | int]] = [["订单编号", "日期", "客户", "销售额"]]
    lines += [[f"A{n}", f"2025-01-{n:02d}", "甲", 9] for n in range(1, 11)]
    plan = [line.split(",") for line in LONG.splitlines()]
    orders, targets, sold = drop({"明细": lines, "目标": plan})
    assert (orders.receipt.amount_loaded, targets.receipt.amount_loaded) == (90, 480)
    assert sold.receipt.dataset is None
    assert "明细" in sold.receipt.reason.zh
    _, _, sold = drop({"明细": lines, "目标": plan}, answers={"actuals": "load"})
    assert sold.receipt.amount_loaded == 305


def test_the_same_sales_by_region_and_by_person_count_once(drop):
    by_region = [line.split(",") for line in LONG.splitlines()]
    by_person = [[c.replace("大区", "业务员") for c in row] for row in by_region]
    by_person[1:] = [
        [c.replace("华东", "张三").replace("华南", "李四") for c in r] for r in by_person[1:]
    ]
    batches = drop({"按区域": by_region, "按人员": by_person})
    loaded = [b.receipt.sheet for b in batches if b.receipt.dataset == "orders"]
    assert loaded == ["按区域 · 实际"]


def test_lines_of_orders_with_a_target_beside_them_stay_orders(drop):
    text = "订单编号,日期,产品,数量,单价,销售额,目标\nA1,2025-03-01,甲,2,5,10,100\nA2,2025-03-02,乙,2,5,10,100\n"
    [batch] = drop(text)
    assert (batch.receipt.dataset, batch.receipt.amount_loaded) == ("orders", 20)


@pytest.mark.parametrize(
    "header",
    ["本月目标", "Monthly target", "Monatsziel", "月間目標", "월목표", "Objectif mensuel", "Meta"],
)
def test_a_target_left_out_beside_lines_of_orders_is_told(drop, header):
    text = f"订单编号,日期,产品,数量,单价,销售额,{header}\nA1,2025-03-01,甲,2,5,10,100\nA2,2025-03-02,乙,2,5,10,100\n"
    [batch] = drop(text)
    [note] = batch.receipt.notes
    assert note.zh.startswith(f"⚠“{header}”是目标")
    assert note.en.startswith(f"⚠ “{header}” holds a target")


@pytest.mark.parametrize(
    ("headers", "target"),
    [
        ("日期,门店,销售额,月目标", 90),
        ("Date,Rep,Sales,Target", 3000),
        ("日期,客户,金额,目标", 3000),
    ],
)
def test_the_target_of_a_month_written_on_every_day_is_not_added_up(drop, headers, target):
    lines = "".join(f"2025-03-{d:02},{'甲乙'[d % 2]},{90 + d},{target}\n" for d in range(1, 13))
    [batch] = drop(f"{headers}\n{lines}")
    assert (batch.receipt.dataset, batch.receipt.amount_loaded) == ("orders", 12 * 90 + 78)
    assert "是目标" in batch.receipt.notes[-1].zh


def test_the_target_of_a_month_in_the_report_of_a_week_is_none_of_that_week(drop):
    lines = "一部,120,100,300,900\n二部,80,90,200,700\n三部,110,95,260,800\n"
    text = f"2025年第12周销售周报\n部门,本周销售,上周销售,本月累计,月目标\n{lines}"
    [batch] = drop(text, accept=True)
    assert batch.receipt.columns["amount"] == "本周销售"
    assert batch.receipt.amount_loaded == 310


@pytest.mark.parametrize(
    ("staff", "parts", "loaded"),
    [
        ((1002, 1003, 1001), "数量,单价", 120),
        ((1002, 1350, 1871, 2004, 2518, 3001), "数量,单价", 120),
        ((1002, 1003, 1001), "件数,金额", 60),
        ((1002, 1350, 1871, 2004, 2518, 3001), "件数,订单金额", 60),
    ],
)
def test_the_numbers_of_those_who_sold_are_no_sales(drop, staff, parts, loaded):
    lines = "".join(
        f"2025-03-0{n},甲{n},{staff[n % len(staff)]},{n % 3 + 1},10\n" for n in range(1, 7)
    )
    [batch] = drop(f"日期,客户,销售,{parts}\n{lines}")
    assert batch.receipt.amount_loaded == loaded


def test_the_target_of_a_day_written_on_each_of_its_lines_is_not_added_up(drop):
    lines = "".join(f"2025-03-{d // 3 + 1:02},王芳,{30 + d},100\n" for d in range(12))
    [batch] = drop(f"日期,销售员,金额,目标\n{lines}")
    assert (batch.receipt.dataset, batch.receipt.amount_loaded) == ("orders", 12 * 30 + 66)


def test_the_same_target_for_each_day_stays_one(drop):
    lines = "".join(
        f"2025-03-{d:02},{shop},{90 + d},100\n" for d in range(1, 7) for shop in ("一店", "二店")
    )
    targets, sold = drop(f"日期,门店,销售额,目标\n{lines}")
    assert (targets.receipt.amount_loaded, sold.receipt.amount_loaded) == (1200, 12 * 90 + 42)


def test_a_question_about_the_sheet_is_asked_once_and_answers_both(drop):
    text = LEVELS.removeprefix("2025年\n")
    [targets] = drop(text)
    assert [q.key for q in targets.questions] == ["year"]
    assert any("等上面的问题回答后" in note.zh for note in targets.receipt.notes)
    targets, sold = drop(text, answers={f"{targets.receipt.sheet}:year": "2025"})
    assert (targets.receipt.amount_loaded, sold.receipt.amount_loaded) == (480, 305)


def test_of_this_month_and_the_year_so_far_only_the_month_counts(drop):
    rows = [
        ["2025年3月完成情况"],
        ["业务员", "本月", None, None, "本年累计", None, None],
        [None, "任务", "完成", "完成率", "任务", "完成", "完成率"],
        ["张三", 100, 95, 0.95, 300, 280, 0.93],
        ["李四", 80, 90, 1.125, 240, 250, 1.04],
    ]
    targets, sold = drop({"完成": rows})
    assert (targets.receipt.amount_loaded, sold.receipt.amount_loaded) == (180, 185)
    assert sold.rows["salesperson"].to_pylist() == ["张三", "李四"]


def test_the_members_are_those_of_the_targets_whatever_they_are_called(drop):
    _, sold = drop("月份,姓名,目标,完成\n2025-01,张三,10,9\n2025-01,李四,10,8\n")
    assert sold.rows["salesperson"].to_pylist() == ["张三", "李四"]


def test_two_months_with_a_target_and_an_actual_each_stand_across(drop):
    text = "2025年\n大区,1月目标,1月实际,2月目标,2月实际\n华东,10,9,10,8\n华南,5,4,5,6\n"
    targets, sold = drop(text)
    assert (targets.receipt.amount_loaded, sold.receipt.amount_loaded) == (30, 27)


def test_years_across_and_months_down_give_each_month_its_year(drop):
    text = "月份,2024年实际,2025年目标,2025年实际,同比\n1月,80,100,90,12.5%\n2月,85,100,95,12%\n3月,90,120,,\n"
    targets, sold = drop(text)
    assert (targets.receipt.amount_loaded, str(targets.receipt.last_date)) == (320, "2025-03-31")
    assert sold.receipt.amount_loaded == 440
    assert (str(sold.receipt.first_date), str(sold.receipt.last_date)) == (
        "2024-01-31",
        "2025-02-28",
    )


def test_a_target_of_the_year_in_a_monthly_report_is_one_of_the_year(drop):
    [targets] = drop(
        "2025年3月业绩表\n业务员,年度任务,累计完成,完成率\n张三,1200,400,33%\n李四,960,300,31%\n"
    )
    assert str(targets.receipt.first_date) == "2025-01-01"
    assert str(targets.receipt.last_date) == "2025-12-31"


@pytest.mark.parametrize(
    "headers",
    [
        "월,담당자,목표,실적",
        "주문일,담당자,목표,매출액",
        "订单日期,业务员,目标,销售额",
        "Mese,Agente,Obiettivo,Venduto",
        "Mês,Vendedor,Meta,Realizado",
    ],
)
def test_neither_targets_nor_sales_are_left_out_in_any_language(drop, headers):
    targets, sold = drop(f"{headers}\n2025-01,A,100,90\n2025-01,B,80,95\n2025-02,A,120,70\n")
    assert (targets.receipt.dataset, targets.receipt.amount_loaded) == ("targets", 300)
    assert (sold.receipt.dataset, sold.receipt.amount_loaded) == ("orders", 255)
    assert not targets.questions
    assert not sold.questions


def test_what_stands_as_large_beside_targets_under_any_name_is_asked_about(drop):
    text = "月份,大区,目标,成交\n2025-01,华东,100,90\n2025-02,华东,110,95\n2025-03,华东,120,70\n"
    targets, sold = drop(text)
    assert targets.receipt.amount_loaded == 330
    assert [question.key for question in sold.questions] == ["actuals"]
    _, sold = drop(text, answers={"actuals": "load"})
    assert (sold.receipt.dataset, sold.receipt.amount_loaded) == ("orders", 255)


def test_the_month_of_targets_told_by_its_values_is_asked_for_once(drop):
    text = "統計月,業務員,目標,実績\n2025-01,A,100,90\n2025-02,A,120,70\n2025-03,A,130,80\n"
    [waiting] = drop(text)
    assert [question.key for question in waiting.questions] == ["column:period"]
    targets, sold = drop(text, accept=True)
    assert (targets.receipt.amount_loaded, sold.receipt.amount_loaded) == (350, 240)


@pytest.mark.parametrize(("printed", "counted"), [(300, 300), (100, 100)])
def test_the_printed_total_settles_whether_a_target_is_that_of_each_row(drop, printed, counted):
    rows = [["甲组", 100, 80], ["乙组", 100, 120], ["丙组", 100, 90], ["合计", printed, 290]]
    content = {"表": [["2025年3月各组完成情况"], ["小组", "目标", "实际"], *rows]}
    targets, sales = drop(content)
    assert not any(
        q.key.startswith("repeated_target") for q in (*targets.questions, *sales.questions)
    )
    assert targets.receipt.amount_loaded == counted


def test_one_target_beside_each_of_several_customers_counts_once_unless_each_has_it(drop):
    lines = "".join(
        f"2025-0{m},王芳,{name},20000,{m * 1000 + len(name)}\n"
        for m in (1, 2, 3)
        for name in ("甲", "乙丙")
    )
    text = f"月份,业务员,客户,月目标,实际\n{lines}"
    [waiting] = drop(text)
    assert [question.key for question in waiting.questions] == ["repeated_target:月目标"]
    targets, sold = drop(text, accept=True)
    assert (targets.receipt.amount_loaded, sold.receipt.rows_loaded) == (60000, 6)
    targets, _ = drop(text, answers={"repeated_target:月目标": "each"})
    assert targets.receipt.amount_loaded == 120000
    [warning] = [note for note in targets.receipt.notes if "⚠" in note.zh]
    assert warning.zh.startswith("⚠ 3 行与前面的行期间、销售员相同，目标也相同")
    assert "one target written several times" in warning.en


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("月份,张三目标,张三实际,李四目标,李四实际", ["张三", "李四"]),
        ("Month,Alice Target,Alice Actual,Bob Target,Bob Actual", ["Alice", "Bob"]),
    ],
)
def test_any_names_across_that_have_both_are_told_apart_and_asked_who_they_are(drop, header, names):
    text = f"{header}\n2025-01,120,130,80,90\n2025-02,110,120,85,95\n"
    assert {q.key for b in drop(text) for q in b.questions} == {"across"}
    targets, sold = drop(text, answers={"across": "salesperson"})
    assert (targets.receipt.amount_loaded, sold.receipt.amount_loaded) == (395, 435)
    assert sold.rows["salesperson"].to_pylist() == names * 2


@pytest.mark.parametrize(
    ("header", "sums"),
    [
        ("月份,销售目标,销售实际,毛利目标,毛利实际", (230, 250)),
        ("日期,当日目标,当日完成,当月目标,当月完成", (230, 250)),
    ],
)
def test_metrics_and_times_that_have_both_are_no_names(drop, header, sums):
    targets, sold = drop(f"{header}\n2025-01-01,120,130,800,90\n2025-01-02,110,120,800,95\n")
    assert (targets.receipt.amount_loaded, sold.receipt.amount_loaded) == sums
    assert not targets.questions


GOALS = "月份,目标,实际,完成率\n2025-01,12,13,108%\n2025-02,11,10,91%\n"


@pytest.mark.parametrize(
    ("title", "metric"),
    [
        ("新客户目标完成情况", "new_customers"),
        ("销售一部新客户数", "new_customers"),
        ("2025年毛利（万元）", "gross_profit"),
        ("订单数量", "orders"),
        ("New customers 2025", "new_customers"),
        ("Gross profit: plan and actual", "gross_profit"),
    ],
)
def test_a_target_that_names_no_metric_is_of_the_one_around_it(drop, title, metric):
    targets, sold = drop(f"{title}\n{GOALS}")
    assert targets.rows["metric"].to_pylist() == [metric] * 2
    assert (sold.rows, sold.receipt.dataset) == (None, None)
    assert "由订单等明细算出" in sold.receipt.reason.zh


@pytest.mark.parametrize(
    "title", ["2025年目标完成率", "大客户目标", "新客户销售目标", "业绩目标", "KPI"]
)
def test_words_around_that_name_no_other_metric_leave_the_target_one_of_sales(drop, title):
    targets, sold = drop(f"{title}\n{GOALS}")
    assert (targets.receipt.amount_loaded, sold.receipt.amount_loaded) == (23, 23)
    assert "metric" not in targets.rows.column_names
    assert not targets.questions


@pytest.mark.parametrize("title", ["拜访目标", "销售转化率", "客流目标与完成", "Sales calls 2025"])
def test_a_target_of_something_that_is_no_metric_is_asked_about_and_its_actuals_wait(drop, title):
    text = f"{title}\n{GOALS}"
    [targets] = drop(text, accept=True)
    assert [(q.key, q.guess) for q in targets.questions] == [("metric", "")]
    assert targets.rows is None
    targets, sold = drop(text, answers={"metric": "sales"})
    assert (targets.receipt.amount_loaded, sold.receipt.amount_loaded) == (23, 23)
    targets, sold = drop(text, answers={"metric": "orders"})
    assert targets.rows["metric"].to_pylist() == ["orders"] * 2
    assert sold.rows is None


@pytest.mark.parametrize(
    "headers",
    [
        "区域,本月,本年累计,年度目标,完成率",
        "区域,本月销售额,累计销售额,年度目标,完成率",
        "Region,This month,YTD,Annual target,Attainment",
    ],
)
def test_sales_of_this_month_beside_a_target_of_the_year_are_those_of_the_month(drop, headers):
    title = "2025年3月销售情况" if headers.startswith("区") else "Sales March 2025"
    targets, sold = drop(f"{title}\n{headers}\n甲,10,30,120,25%\n乙,20,60,240,25%\n")
    assert (targets.receipt.amount_loaded, sold.receipt.amount_loaded) == (360, 30)
    assert str(sold.receipt.first_date) == str(sold.receipt.last_date) == "2025-03-31"


def test_what_went_up_or_down_is_no_candidate_for_sales(one):
    text = "2025年3月销售额对比\n区域,本期,去年同期,增减额\n甲,120,627,-507\n乙,619,836,-217\n"
    assert one(text, accept=True).receipt.amount_loaded == 739


def test_what_was_reached_of_a_figure_of_ones_own_is_no_sales(drop):
    text = "月份,区域,指标,目标,实际\n2025-01,华东,拜访量,40,38\n2025-02,华东,拜访量,30,33\n"
    targets, sold = drop(text)
    assert targets.rows["metric"].to_pylist() == ["拜访量"] * 2
    assert sold.rows is None
    assert "拜访量" in sold.receipt.reason.zh
