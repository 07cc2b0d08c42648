"""Expense sheets, by item, by month, planned and actual, are money spent and never sales."""

from __future__ import annotations

from decimal import Decimal

import pytest

ITEMS = ["差旅费", "招待费", "推广费"]
BUDGETS = {
    "pairs under a title": "2025年市场费用预算执行表\n费用项目,1月预算,1月实际,2月预算,2月实际,3月预算,3月实际\n差旅费,100,90,100,110,120,100\n招待费,50,45,50,60,60,70\n推广费,500,450,500,600,600,700\n合计,650,585,650,770,780,870\n",
    "two levels, items across": "销售费用预算与实际（2025年）\n月份,预算,,,实际,,\n,差旅费,招待费,推广费,差旅费,招待费,推广费\n1月,100,50,500,90,45,450\n2月,100,50,500,110,60,600\n3月,120,60,600,100,70,700\n",
    "one below the other": "2025年\n项目,类别,1月,2月,3月\n差旅费,预算,100,100,120\n,实际,90,110,100\n招待费,预算,50,50,60\n,实际,45,60,70\n推广费,预算,500,500,600\n,实际,450,600,700\n",
    "long": "月份,费用科目,预算,实际,执行率\n"
    + "".join(
        f"2025-0{m},{item},{b},{a},90%\n"
        for item, figures in zip(ITEMS, (((100, 90), (100, 110), (120, 100)), ((50, 45), (50, 60), (60, 70)), ((500, 450), (500, 600), (600, 700))), strict=True)
        for m, (b, a) in enumerate(figures, 1)
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", BUDGETS.values(), ids=BUDGETS)
def test_budget_and_actual_come_in_by_item_and_month(drop, text):
    [batch] = drop(text)
    assert (batch.receipt.dataset, batch.receipt.amount_loaded) == ("spend", 2225)
    assert sum(batch.rows["budget"].to_pylist()) == 2080
    spent = {(r["purpose"], str(r["date"])): r["spend"] for r in batch.rows.to_pylist()}
    assert len(spent) == 9
    assert spent["差旅费", "2025-02-01"] == Decimal(110)


@pytest.mark.parametrize(
    "text",
    [
        "2025年销售费用明细\n月份,差旅费,招待费,推广费,工资,合计\n1月,90,45,450,1000,1585\n2月,110,60,600,1000,1770\n合计,200,105,1050,2000,3355\n",
        "2025年\n项目,1月,2月,3月,合计\n差旅费,90,110,0,200\n招待费,45,60,0,105\n推广费,450,600,0,1050\n工资,1000,1000,0,2000\n合计,1585,1770,0,3355\n",
    ],
)
def test_items_across_or_down_are_purposes_and_nothing_is_asked(drop, text):
    [batch] = drop(text)
    assert (batch.receipt.dataset, batch.receipt.needs) == ("spend", ())
    assert batch.receipt.amount_loaded == batch.receipt.amount_printed == 3355
    assert "招待费" in batch.rows["purpose"].to_pylist()


def test_costs_of_a_shop_across_keep_its_name(drop):
    [batch] = drop(
        "日期,店铺,推广费,平台佣金,合计\n2025-03-01,天猫,10,2,12\n2025-03-01,京东,5,1,6\n"
    )
    assert batch.receipt.amount_loaded == batch.receipt.amount_printed == 18
    assert set(batch.rows["channel"].to_pylist()) == {"天猫", "京东"}


def test_fees_of_an_order_make_no_expense_sheet_of_it(drop):
    [batch] = drop(
        "订单号,日期,商品,运费,手续费,实付金额\nA1,2025-03-01,甲,2,0.1,12\nA2,2025-03-02,乙,2,0.2,22\n"
    )
    assert (batch.receipt.dataset, batch.receipt.amount_loaded) == ("orders", 34)


def test_of_several_columns_of_spend_the_ones_not_taken_are_said(drop):
    [batch] = drop(
        "日期,渠道,广告费,推广费,线索数\n2025-03-01,抖音,100,20,5\n2025-03-02,抖音,110,20,6\n"
    )
    assert batch.receipt.amount_loaded == 210
    assert any("未采用“推广费”" in note.zh for note in batch.receipt.notes)


FEES = {
    "日期,套餐,席位,费用\n2025-03-01,基础版,3,297\n2025-03-02,专业版,2,398\n": "套餐",
    "日期,客户,费用\n2025-03-01,宏达,297\n2025-03-02,联创,398\n": "客户",
    "日期,项目,费用\n2025-03-01,席位费,297\n2025-03-02,席位费,398\n": "费用",
    "Date,Hotel,Nights,Expense\n2025-03-01,Astoria,3,297\n2025-03-02,Ritz,2,398\n": "Hotel",
}


@pytest.mark.parametrize(("text", "shown"), FEES.items())
def test_a_fee_that_somebody_may_have_been_charged_is_asked_about_and_not_taken(one, text, shown):
    batch = one(text, accept=True)
    [question] = batch.questions
    assert (batch.rows, question.key) == (None, "dataset")
    assert (question.choices, question.guess) == (("spend", "orders"), "")
    assert f"“{shown}”" in question.text.zh
    assert one(text, answers={"dataset": "spend"}).receipt.amount_loaded == 695


def test_a_fee_without_anybody_to_pay_it_is_spent(one):
    batch = one("日期,部门,费用\n2025-03-01,行政,297\n2025-03-02,财务,398\n")
    assert (batch.receipt.dataset, batch.receipt.amount_loaded) == ("spend", 695)


@pytest.mark.parametrize("media", ["Google,Facebook,TV", "Project A,Project B,Other"])
def test_a_total_of_spend_is_no_sale(one, media):
    text = f"Marketing spend\nMonth,{media},Total\n2025-01,1,2,3,6\n2025-02,1,2,4,7\n"
    receipt = one(text, accept=True).receipt
    assert (receipt.dataset, receipt.amount_loaded) == ("spend", 13)


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("Fecha,Concepto,Cliente,Importe", ("Fra 1", "Fra 2", "Fra 3")),
        ("Date,Poste,Client,Montant", ("Table", "Chaise", "Lampe")),
    ],
)
def test_what_is_sold_to_a_customer_is_no_spend_for_a_column_called_purpose(one, header, words):
    lines = (f"2025-03-{13 + i},{word},A{i},{i * i}\n" for i, word in enumerate(words, 1))
    receipt = one(f"{header}\n{''.join(lines)}").receipt
    assert (receipt.dataset, receipt.amount_loaded) == ("orders", 14)


def test_a_purpose_that_names_expenses_stays_one_beside_a_customer(one):
    lines = "2025-03-13,Alquiler,A,5\n2025-03-14,Publicidad,B,6\n2025-03-15,Nómina,C,7\n"
    batch = one(f"Fecha,Concepto,Proveedor,Importe\n{lines}")
    assert batch.receipt.dataset == "spend"


def test_a_settlement_whose_kinds_are_called_those_of_a_cost_is_of_what_was_sold(one):
    kinds = (("货款", 100), ("平台佣金", -5), ("运费险", -1))
    lines = (f"B1,2025-03-{13 + i},T{i},{k},{m * i}\n" for i in (1, 2, 4) for k, m in kinds)
    text = f"结算批次,入账时间,业务单号,费用类别,收支金额\n{''.join(lines)}"
    assert "kinds:费用类别" in {question.key for question in one(text).questions}
    receipt = one(text, accept=True).receipt
    assert (receipt.dataset, receipt.amount_loaded) == ("orders", 700)


@pytest.mark.parametrize("title", ["", "2025年市场费用"])
def test_an_amount_beside_a_budget_is_asked_about_where_nothing_speaks_of_expenses(one, title):
    rows = [[f"2025-0{m}", "华东", 100, 90 + m] for m in (1, 2, 3)]
    sheet = [[title]] * bool(title) + [["月份", "区域", "预算", "金额"], *rows]
    batch = one({"表": sheet})
    assert [(q.key, q.guess) for q in batch.questions] == ([] if title else [("dataset", "")])
    assert batch.receipt.amount_loaded == (276 if title else None)
