"""A layout that was imported before is read in the same way and asks nothing again."""

from __future__ import annotations

import pytest

from salesdash.intake import take_in

ROWS = "{}\nA1,{},甲,10\nA2,{},乙,20\n"


@pytest.fixture
def read(tmp_path):
    def reading(text, layouts=(), **how):
        path = tmp_path / "file.csv"
        path.write_text(text, "utf-8")
        [batch] = take_in(path, layouts=layouts, **how)
        return batch

    return reading


def sales(header, first="3/4/2025", second="5/6/2025"):
    return ROWS.format(header, first, second)


HEADER = "单号,日期,客户,金额"


def test_a_layout_answered_once_asks_nothing_next_month(read):
    january = read(sales(HEADER), answers={"date_order:日期": "dmy"})
    assert january.receipt.needs == ()
    february = sales(HEADER, "3/5/2025", "5/7/2025")
    assert read(february).receipt.needs
    again = read(february, [january.layout])
    assert again.receipt.needs == ()
    assert str(again.receipt.first_date) == "2025-05-03"
    assert any("布局相同" in note.zh for note in again.receipt.notes)


def test_the_order_of_the_columns_does_not_matter(read):
    layout = read(sales(HEADER), answers={"date_order:日期": "dmy"}).layout
    turned = "金额,客户,日期,单号\n10,甲,3/5/2025,A1\n20,乙,5/7/2025,A2\n"
    receipt = read(turned, [layout]).receipt
    assert (receipt.needs, receipt.amount_loaded) == ((), 30)


def test_the_chosen_column_is_chosen_again(read):
    text = "日期,金额,总金额\n2025-01-01,5,7\n2025-01-02,6,8\n"
    layout = read(text, answers={"column:amount": "总金额"}).layout
    receipt = read(text, [layout]).receipt
    assert receipt.columns["amount"] == "总金额"
    assert receipt.amount_loaded == 15


def test_the_one_new_column_where_the_amount_is_gone_is_asked_about_whatever_its_name(read):
    layout = read(sales(HEADER, "2025-01-01", "2025-01-02")).layout
    renamed = sales("单号,日期,客户,本期交割", "2025-02-01", "2025-02-02")
    [question] = read(renamed, [layout]).questions
    assert (question.key, question.choices) == ("column:amount", ("本期交割",))
    answered = read(renamed, [layout], answers={"column:amount": "本期交割"})
    assert answered.receipt.amount_loaded == 30
    assert read(renamed, [answered.layout, layout]).questions == ()


def test_an_optional_column_that_is_gone_is_not_sought_among_the_new_ones(read):
    layout = read(sales(HEADER, "2025-01-01", "2025-01-02")).layout
    other = sales("单号,日期,跟单,金额", "2025-02-01", "2025-02-02")
    assert read(other, [layout]).questions == ()


def test_a_list_that_shares_a_single_header_is_no_relative(read):
    layout = read("Item,Price\n1,0.85\n2,0.75\n").layout
    assert layout.dataset == "products"
    assert read("Item,Units\n1,1000\n2,500\n", [layout]).receipt.dataset is None


def test_the_newest_of_two_layouts_counts(read):
    text = "日期,金额,总金额\n2025-01-01,5,7\n2025-01-02,6,8\n"
    old = read(text, answers={"column:amount": "总金额"}).layout
    new = read(text, answers={"column:amount": "金额"}).layout
    assert read(text, [new, old]).receipt.columns["amount"] == "金额"


def test_a_user_answer_goes_before_the_memory(read):
    layout = read(sales(HEADER), answers={"date_order:日期": "dmy"}).layout
    receipt = read(sales(HEADER), [layout], answers={"date_order:日期": "mdy"}).receipt
    assert str(receipt.first_date) == "2025-03-04"


def test_a_header_renamed_is_asked_once_and_the_rest_taken(read):
    text = "单号,日期,客户,到账净值\nA1,3/4/2025,甲,10\nA2,5/6/2025,乙,20\n"
    answers = {"date_order:日期": "dmy", "column:amount": "到账净值", "dataset": "orders"}
    layout = read(text, answers=answers).layout
    renamed = text.replace("到账净值", "到账净额值").replace("单号", "单据编号")
    batch = read(renamed, [layout])
    assert [question.key for question in batch.questions] == ["column:amount"]
    assert "到账净额值" in batch.questions[0].choices
    settled = read(renamed, [layout], answers={"column:amount": "到账净额值"})
    assert settled.receipt.needs == ()
    assert settled.receipt.amount_loaded == 30
    assert read(renamed, [settled.layout]).receipt.needs == ()


def test_an_added_or_missing_column_asks_nothing(read):
    layout = read(sales(HEADER), answers={"date_order:日期": "dmy"}).layout
    more = "单号,日期,客户,金额,备用\nA1,3/4/2025,甲,10,x\nA2,5/6/2025,乙,20,y\n"
    less = "单号,日期,金额\nA1,3/4/2025,10\nA2,5/6/2025,20\n"
    assert read(more, [layout]).receipt.needs == ()
    assert read(less, [layout]).receipt.needs == ()


def test_a_layout_of_another_table_has_no_say(read):
    layout = read("客户名称,行业,规模\n甲,餐饮,大\n乙,酒店,小\n").layout
    assert read(sales(HEADER, "2025-01-01", "2025-01-02"), [layout]).receipt.dataset == "orders"


def test_answers_about_one_file_are_not_taken_along(read):
    text = "单号,日期,客户,金额\nA1,2025-01-01,甲,10\n合计,,,12\n"
    layout = read(text, answers={"total": "load"}).layout
    assert read(text, [layout]).receipt.needs


def test_a_short_list_whose_headers_stand_in_a_longer_table_does_not_claim_it(read):
    """A list of products before a sheet of orders that names the same products."""
    layout = read("产品,品类,成本\n锅,厨具,10\n勺,厨具,2\n").layout
    assert layout.dataset == "products"
    orders = "订单编号,订单日期,客户,产品,品类,数量,成本,金额\nA1,2025-01-03,甲,锅,厨具,1,10,20\nA2,2025-01-04,乙,勺,厨具,2,4,9\n"
    assert read(orders, [layout]).receipt.dataset == "orders"


def test_what_is_laid_out_like_the_spend_but_is_the_target_is_no_spend(read):
    layout = read("月份,渠道,费用\n2025-01,天猫,10\n2025-02,天猫,20\n").layout
    assert layout.dataset == "spend"
    receipt = read("月份,渠道,销售目标\n2025-01,天猫,900\n2025-02,天猫,800\n", [layout]).receipt
    assert (receipt.dataset, receipt.needs, receipt.amount_loaded) == ("targets", (), 1700)
