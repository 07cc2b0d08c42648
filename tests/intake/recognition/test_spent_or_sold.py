"""A bare amount under the name of a budget of sales is asked about; what names speak of otherwise is as before."""

from __future__ import annotations

import pytest

ZH = [["月份", "区域", "金额"], ["2025-01", "华东", 100], ["2025-02", "华南", 200]]
EN = [["Month", "Region", "Amount"], ["2025-01", "North", 100], ["2025-02", "South", 200]]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("销售预算", ZH),
        ("2025年销售收入预算", ZH),
        ("营业收入预算表", ZH),
        ("业绩预算", ZH),
        ("Sales budget 2025", EN),
        ("Revenue budgets", EN),
        ("Budgeted sales", EN),
    ],
)
@pytest.mark.parametrize("where", ["title", "sheet", "file"])
def test_an_amount_under_a_budget_of_sales_is_asked_and_may_be_a_target(one, name, rows, where):
    listed = [[name], *rows] if where == "title" else rows
    content = {name if where == "sheet" else "Sheet1": listed}
    file = f"{name}.xlsx" if where == "file" else "file.xlsx"
    asked = one(content, name=file, accept=True)
    assert asked.receipt.amount_loaded is None
    [which] = [question for question in asked.questions if question.key == "dataset"]
    assert {"orders", "targets"} <= set(which.choices)
    assert not which.guess
    assert all(word in which.text.zh for word in ("“订单”", "“目标”", "卖出的", "计划卖的"))
    sold = one(content, name=file, answers={"dataset": "orders", "month_as_day": "last_day"})
    assert (sold.receipt.dataset, sold.receipt.amount_loaded) == ("orders", 300)
    told = one(content, name=file, answers={"dataset": "targets"})
    assert (told.receipt.dataset, told.receipt.amount_loaded) == ("targets", 300)


@pytest.mark.parametrize(
    "title",
    [
        "推广预算",
        "2025年市场费用预算",
        "各部门预算",
        "Marketing budget",
        "预算执行",
    ],
)
def test_other_budgets_are_not_asked_for_targets(one, title):
    batch = one({"Sheet1": [[title], *ZH]})
    assert not [q for q in batch.questions if "targets" in q.choices]


@pytest.mark.parametrize(
    "name",
    ["March 2025 Sales: Budget vs Actual", "2025年3月销售预实对比", "2025年3月预算与实际销售"],
)
def test_budget_and_actual_of_sales_by_region_are_asked_about(drop, name):
    rows = [[name], ["Region", "Budget", "Actual"], ["East", 100, 90], ["West", 110, 120]]
    [batch] = drop({"S": rows})
    [which] = [question for question in batch.questions if question.key == "dataset"]
    assert {"spend", "targets", "orders"} == set(which.choices)
    both = drop({"S": rows}, answers={"dataset": "targets"})
    assert [each.receipt.amount_loaded for each in both] == [210, 210]


def test_orders_stay_orders_whatever_budget_the_name_speaks_of(one):
    rows = [["订单号", "日期", "金额"], ["A1", "2025-01-05", 100], ["A2", "2025-01-06", 200]]
    batch = one({"Sheet1": [["销售预算"], *rows]})
    assert (batch.receipt.dataset, batch.receipt.amount_loaded) == ("orders", 300)


@pytest.mark.parametrize("reached", ["金额", "实际"])
def test_a_budget_of_sales_is_their_target_and_what_was_reached_of_it_is_sold(drop, reached):
    rows = [
        ["2025年销售预算与实际"],
        ["月份", "区域", "预算", reached],
        ["2025-01", "华东", 100, 90],
        ["2025-02", "华南", 200, 210],
    ]
    [asked] = drop({"Sheet1": rows})
    assert [(q.key, q.guess) for q in asked.questions] == [("dataset", "")]
    batches = drop({"Sheet1": rows}, answers={"dataset": "targets"})
    loaded = {batch.receipt.dataset: batch.receipt.amount_loaded for batch in batches}
    assert loaded == {"targets": 300, "orders": 300}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [
                ["日期", "客户", "产品", "金额", "预算"],
                ["2025-03-01", "客", "甲", 100, 90],
                ["2025-03-02", "客", "乙", 200, 90],
            ],
            "⚠“预算”是预算",
        ),
        (
            [
                ["Date", "Customer", "Product", "Amount", "Budget"],
                ["2025-03-01", "C", "A", 100, 90],
                ["2025-03-02", "D", "B", 200, 90],
            ],
            "⚠“Budget”是预算",
        ),
    ],
)
def test_a_budget_beside_what_was_sold_is_said_to_be_left_out(one, rows, said):
    batch = one({"Sheet1": rows}, answers={"dataset": "orders"})
    assert (batch.receipt.dataset, batch.receipt.amount_loaded) == ("orders", 300)
    [note] = [note for note in batch.receipt.notes if "预算" in note.zh or "budget" in note.en]
    assert note.zh.startswith(said)
    assert "left out" in note.en


@pytest.mark.parametrize(("plan", "rows"), [("计划", ZH), ("目标", ZH), ("Budget", EN)])
def test_a_sheet_called_no_more_than_a_plan_is_asked_and_never_added_to_sales(drop, plan, rows):
    actual = "实际" if rows is ZH else "Actual"
    sold, planned = drop({actual: rows, plan: rows[:2]}, name="2025.xlsx", accept=True)
    assert (sold.receipt.dataset, sold.receipt.amount_loaded) == ("orders", 300)
    assert planned.rows is None
    assert "targets" in planned.questions[0].choices
    answers = {f"{plan}:dataset": "targets"}
    _, planned = drop({actual: rows, plan: rows[:2]}, name="2025.xlsx", answers=answers)
    assert (planned.receipt.dataset, planned.receipt.amount_loaded) == ("targets", 100)


def test_the_budget_of_regions_may_be_one_of_sales(one):
    rows = [
        ["Year", "Month", "Region", "Budget"],
        [2025, "January", "North", 100],
        [2025, "March", "South", 200],
    ]
    [which] = one({"Sheet1": rows}).questions
    assert (which.key, set(which.choices)) == ("dataset", {"spend", "targets", "orders"})
    receipt = one({"Sheet1": rows}, answers={"dataset": "targets"}).receipt
    assert (receipt.amount_loaded, str(receipt.last_date)) == (300, "2025-03-31")
    assert not one({"Sheet1": [["Marketing"], *rows]}).questions
