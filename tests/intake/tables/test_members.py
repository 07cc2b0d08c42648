"""Which columns beside channels and regions are counted with them: known by their names, else asked, never added unasked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

TWO = ((1070, 2113), (2140, 4223), (3215, 6333), (900, 8441))
SOLD = sum(map(sum, TWO))
SHAPE = {"measure": "sales", "across": "channel"}
SIMILAR = [837, 874, 911, 1170]


def table(title: str, names: tuple[str, str], header: str, values: Sequence[float]) -> str:
    lines = [
        f"2025-03-0{n},{a},{b},{c}"
        for n, ((a, b), c) in enumerate(zip(TWO, values, strict=True), 1)
    ]
    time = "Date" if header.isascii() and names[0].isascii() else "日期"
    return "\n".join([title, f"{time},{names[0]},{names[1]},{header}", *lines, ""])


@pytest.mark.parametrize(
    ("title", "names", "header"),
    [
        ("各渠道销售额（元）", ("天猫", "京东"), "播放量"),
        ("各渠道销售额（元）", ("天猫旗舰店", "京东自营"), "京东退款"),
        ("各渠道营业额", ("堂食", "外卖"), "气温"),
        ("各渠道销售额", ("线上", "线下"), "应收账款"),
        ("各区域销售额", ("华东", "华南"), "客流"),
        ("各渠道销售额", ("线上", "线下"), "热度=指数"),
        ("Sales revenue by channel", ("Online", "Offline"), "Impressions"),
        ("Revenue by retailer", ("Amazon", "Walmart"), "Target"),
        ("Sales revenue", ("Retail", "Online"), "Phone orders"),
        ("Sales revenue", ("Retail stores", "Online"), "VAT"),
    ],
)
def test_a_column_that_is_not_known_is_counted_only_as_the_user_says(one, title, names, header):
    text = table(title, names, header, SIMILAR)
    batch = one(text)
    [question] = [q for q in batch.questions if q.key.startswith("beside")]
    assert question.key == f"beside:{header.replace('=', ' ')}"
    assert header in question.text.zh
    assert names[0] in question.text.en
    assert "837" in question.text.zh
    alone = one(text, answers={question.key: "other", **SHAPE})
    assert (alone.receipt.dataset, alone.receipt.amount_loaded) == ("orders", SOLD)
    assert any(f"“{header}” 是另一项数字" in note.zh for note in alone.receipt.notes)
    both = one(text, answers={question.key: "member", **SHAPE})
    assert (both.receipt.dataset, both.receipt.amount_loaded) == ("orders", SOLD + sum(SIMILAR))


@pytest.mark.parametrize(
    ("header", "values", "guess"),
    [
        ("海外仓", SIMILAR, "member"),
        ("热度", [7, 8, 9, 10], "other"),
        ("还款", SIMILAR, "other"),
        ("财务口径", [a + b for a, b in TWO], "other"),
    ],
)
def test_the_guess_goes_by_size_name_and_sum(one, header, values, guess):
    batch = one(table("各渠道销售额", ("天猫", "京东"), header, values))
    assert [question.guess for question in batch.questions] == [guess]


def test_what_is_a_chain_and_a_target_alike_is_not_guessed(one):
    batch = one(table("Revenue by retailer", ("Amazon", "Walmart"), "Target", SIMILAR), accept=True)
    assert [q.guess for q in batch.questions if q.key == "beside:Target"] == [""]
    assert batch.rows is None


@pytest.mark.parametrize(
    ("title", "names", "header"),
    [
        ("各渠道销售额", ("天猫", "京东"), "抖音"),
        ("各渠道销售额", ("天猫", "京东"), "山姆会员店"),
        ("各渠道销售额", ("线上", "线下"), "其他收入"),
        ("各区域销售额", ("华东", "华南"), "其他"),
        ("各城市销售额", ("上海", "杭州市"), "南通"),
        ("Sales revenue by country", ("Germany", "France"), "Poland"),
        ("各渠道销售额", ("直营店", "加盟店"), "经销商A"),
        ("Sales revenue", ("Online", "Stores"), "Wholesale"),
        ("Sales revenue", ("Retail", "Online"), "Other sales"),
    ],
)
def test_names_that_sell_are_not_asked_about(one, title, names, header):
    batch = one(table(title, names, header, SIMILAR))
    assert (batch.receipt.needs, batch.receipt.amount_loaded) == ((), SOLD + sum(SIMILAR))


def test_a_total_of_all_columns_answers_for_them(one):
    lines = [f"2025-03-0{n},{a},{b},{n}5,{a + b + n * 10 + 5}" for n, (a, b) in enumerate(TWO, 1)]
    batch = one("\n".join(["各渠道销售额", "日期,天猫,京东,海外仓,合计", *lines, ""]))
    assert (batch.receipt.needs, batch.receipt.amount_loaded) == ((), SOLD + 15 + 25 + 35 + 45)


@pytest.mark.parametrize(
    ("header", "mark"), [("订单数", ""), ("访客数", ""), ("天猫订单数", ""), ("广告费", "⚠")]
)
def test_a_figure_known_by_its_whole_name_is_left_out_and_said(one, header, mark):
    batch = one(table("各渠道销售额", ("天猫", "京东"), header, SIMILAR))
    assert (batch.receipt.needs, batch.receipt.amount_loaded) == ((), SOLD)
    assert any(note.zh.startswith(f"{mark}“{header}” 是另一项") for note in batch.receipt.notes)


@pytest.mark.parametrize(
    ("title", "names", "header"),
    [
        ("各渠道销售额", ("线上", "线下"), "目标"),
        ("Sales revenue", ("Retail", "Online"), "Plan"),
        ("各区域销售额", ("华东", "华南"), "销售目标"),
    ],
)
def test_a_target_beside_channels_is_loaded_as_one(drop, title, names, header):
    batches = drop(table(title, names, header, [3000, 6000, 9000, 9500]))
    loaded = {batch.receipt.dataset: batch.receipt.amount_loaded for batch in batches}
    assert loaded == {"orders": SOLD, "targets": 27500}


def test_more_than_a_few_are_asked_about_at_once_and_remembered_one_by_one(one):
    names = ["天猫", "京东", *"甲乙丙丁戊己庚辛壬"]
    head = f"各渠道销售额\n日期,{','.join(names)},气温"
    lines = [f"2025-03-0{n},{','.join(str(n * 10 + k) for k in range(11))},-1" for n in (1, 2, 3)]
    text = "\n".join([head, *lines, ""])
    asked = one(text).questions
    assert [(q.key, q.guess) for q in asked] == [
        ("beside:甲、乙、丙、丁、戊、己、庚、辛、壬", "member"),
        ("beside:气温", "other"),
    ]
    answered = one(text, answers={q.key: q.guess for q in asked})
    assert answered.receipt.amount_loaded == sum(n * 10 + k for n in (1, 2, 3) for k in range(11))
    more = [f"{line},{n}" for n, line in enumerate(lines, 1)]
    later = one("\n".join([f"{head},播放量", *more, ""]), layouts=[answered.layout])
    assert [question.key for question in later.questions] == ["beside:播放量"]


def test_the_next_month_asks_only_what_is_new(one):
    answers = {"beside:热度": "other", "beside:海外仓": "member"}
    head = "各渠道销售额\n日期,线上,线下,热度,海外仓"
    first = one(f"{head}\n2025-03-01,50,60,7,8\n2025-03-02,52,61,7,9\n", answers=answers)
    assert (first.receipt.needs, first.receipt.amount_loaded) == ((), 50 + 60 + 8 + 52 + 61 + 9)
    known = [replace(first.layout)]
    again = one(f"{head}\n2025-04-01,51,62,3,4\n2025-04-02,1,2,3,5\n", layouts=known)
    assert (again.receipt.needs, again.receipt.amount_loaded) == ((), 51 + 62 + 4 + 1 + 2 + 5)
    more = one(f"{head},样板间\n2025-05-01,51,62,3,4,60\n2025-05-02,1,2,3,5,61\n", layouts=known)
    assert [question.key for question in more.questions] == ["beside:样板间"]


@pytest.mark.parametrize("header", ["销售额", "实收金额", "实际", "本月"])
def test_channels_beside_what_was_sold_in_all_are_parts_of_it(one, header):
    batch = one(table("", ("线上", "线下"), header, [a + b for a, b in TWO]))
    assert not [question for question in batch.questions if question.key.startswith("beside")]


def test_what_money_goes_to_is_not_asked_about_beside_a_phone(one):
    text = "Monthly expenses\nMonth,Rent,Phone,Web,Payroll,Advertising\n2025-01,9,1,2,30,4\n2025-02,9,1,3,31,5\n"
    batch = one(text, name="expenses.csv", accept=True)
    assert (batch.receipt.dataset, batch.receipt.amount_loaded) == ("spend", 95)


@pytest.mark.parametrize("net", ["净额", "到手", "合计"])
def test_what_is_left_after_refunds_is_what_was_sold(one, net):
    rows = [(a, b, -n, a + b - n) for n, (a, b) in enumerate(TWO, 7)]
    lines = [f"2025-03-0{n},{','.join(map(str, row))}" for n, row in enumerate(rows, 1)]
    batch = one("\n".join(["", f"日期,天猫,京东,退款,{net}", *lines, ""]), accept=True)
    assert batch.receipt.amount_loaded == SOLD - 7 - 8 - 9 - 10


def test_a_target_beside_what_is_no_chain_is_a_target(drop):
    text = table("Sales revenue by region", ("North", "South"), "Target", [3000, 6000, 9000, 9500])
    loaded = {batch.receipt.dataset: batch.receipt.amount_loaded for batch in drop(text)}
    assert loaded == {"orders": SOLD, "targets": 27500}


@pytest.mark.parametrize("title", ["各渠道推广费用", "各渠道订单数", "各渠道转化率"])
def test_a_target_of_something_else_is_none_of_sales(drop, title):
    batches = drop(table(title, ("抖音", "快手"), "目标", SIMILAR), accept=True)
    assert all(batch.receipt.dataset != "targets" for batch in batches)


def test_a_column_of_noughts_is_not_asked_about(one):
    batch = one(table("各渠道销售额", ("天猫", "京东"), "样板间", [0, 0, 0, 0]))
    assert (batch.receipt.needs, batch.receipt.amount_loaded) == ((), SOLD)


def test_a_total_without_a_count_leaves_the_count_out(one):
    lines = [f"2025-03-0{n},{a},{b},{a + b},{n}" for n, (a, b) in enumerate(TWO, 1)]
    batch = one("\n".join(["Sales revenue", "Date,Online,Stores,Total,Transactions", *lines, ""]))
    assert (batch.receipt.needs, batch.receipt.amount_loaded) == ((), SOLD)


@pytest.mark.parametrize(
    ("unit", "times"), [("（万元）", 10_000), ("(千元)", 1_000), ("（元）", 1)]
)
def test_the_unit_behind_each_name_is_that_of_its_figures(one, unit, times):
    names = (f"线上{unit}", f"线下{unit}")
    batch = one(table("各渠道销售额", names, f"经销商{unit}", SIMILAR))
    assert batch.receipt.amount_loaded == (SOLD + sum(SIMILAR)) * times
    assert set(batch.rows["channel"].to_pylist()) == {"线上", "线下", "经销商"}


def test_a_total_tells_which_of_the_others_it_holds(one):
    lines = [f"2025-03-0{n},{a},{b},{n}00,{a + b + n * 100},{n}" for n, (a, b) in enumerate(TWO, 1)]
    batch = one(
        "\n".join(
            ["Sales revenue by channel", "Date,Online,Stores,Pop-up,Total,Footfall", *lines, ""]
        )
    )
    assert (batch.receipt.needs, batch.receipt.amount_loaded) == ((), SOLD + 1000)
    assert any("“Footfall”" in note.en for note in batch.receipt.notes)


@pytest.mark.parametrize("header", ["Retouren", "Storno", "Retours"])
def test_what_came_back_in_other_languages_is_asked_about(one, header):
    batch = one(table("Umsatz nach Region", ("Nord", "Süd"), header, SIMILAR))
    assert [question.guess for question in batch.questions] == ["other"]


def test_a_shop_that_holds_figures_is_one_of_the_channels(drop):
    lines = [f"2025-0{n},{a},{b},30,9000" for n, (a, b) in enumerate(TWO, 1)]
    text = "\n".join(["Umsatz nach Kanal", "Monat,Online,Filiale,Großhandel,Plan", *lines, ""])
    loaded = {b.receipt.dataset: b.receipt.amount_loaded for b in drop(text, accept=True)}
    assert loaded == {"orders": SOLD + 120, "targets": 36000}


def test_the_target_of_a_month_on_each_of_its_days_is_left_out_and_said(drop):
    [batch] = drop(table("各渠道销售额", ("线上", "线下"), "月目标", [9000] * 4))
    assert (batch.receipt.dataset, batch.receipt.amount_loaded) == ("orders", SOLD)
    assert any(note.zh.startswith("⚠“月目标”") for note in batch.receipt.notes)


@pytest.mark.parametrize(
    ("title", "header"),
    [
        ("Monthly expenses", "Month,Phone,Website,Advertising,Total"),
        ("费用明细", "月份,电话,直播,广告费,合计"),
    ],
)
def test_money_spent_in_several_ways_is_no_sales_and_all_of_it_counts(one, title, header):
    lines = [f"2025-0{n},{n}0,{n}1,{n}2,{n * 30 + 3}" for n in (1, 2, 3)]
    batch = one("\n".join([title, header, *lines, ""]), accept=True)
    assert (batch.receipt.dataset, batch.receipt.amount_loaded) == ("spend", 189)


def test_numbers_of_phones_are_no_sales(one):
    lines = [f"客户{n},1380000123{n},8800{n}123,7123{n}456" for n in range(5)]
    batch = one("\n".join(["客户,电话,微信,QQ", *lines, ""]), accept=True)
    assert batch.rows is None


@pytest.mark.parametrize(
    ("title", "names", "header"),
    [
        ("市场费用", ("抖音", "小红书"), "广告费"),
        ("Marketing costs", ("Google", "Facebook"), "Advertising"),
        ("Revenue", ("Print", "Online"), "Advertising"),
    ],
)
def test_advertising_may_be_one_of_the_columns(one, title, names, header):
    [question] = [
        q for q in one(table(title, names, header, SIMILAR)).questions if q.key.startswith("beside")
    ]
    assert question.key == f"beside:{header}"


def test_a_second_block_of_other_figures_does_not_take_the_place_of_the_first(drop):
    sold = [
        ["各渠道销售额"],
        ["日期", "线上", "线下"],
        *([f"2025-03-0{n}", n, 2 * n] for n in (1, 2, 3)),
    ]
    came = [
        ["各渠道客流"],
        ["日期", "线上", "线下", "团队"],
        *([f"2025-03-0{n}", 7, 8, 9] for n in (1, 2, 3)),
    ]
    first, second = drop({"日报": [*sold, [], *came]})
    assert (first.receipt.dataset, first.receipt.amount_loaded) == ("orders", 18)
    assert [question.key for question in second.questions] == ["measure"]


@pytest.mark.parametrize(
    ("new", "old", "total"),
    [
        ("新客户销售额", "老客户销售额", "销售额合计"),
        ("会员销售额", "非会员销售额", "合计"),
        ("New customers sales", "Returning customers sales", "Total"),
    ],
)
def test_kinds_of_customers_side_by_side_are_told_apart(one, new, old, total):
    rows = [[f"2025-0{m}", m, 10 * m, 11 * m] for m in range(1, 4)]
    batch = one({"S": [["月份", new, old, total], *rows]})
    assert batch.receipt.needs == ()
    assert batch.receipt.amount_loaded == batch.receipt.amount_printed == 66
    assert len(set(batch.rows["segment"].to_pylist())) == 2
