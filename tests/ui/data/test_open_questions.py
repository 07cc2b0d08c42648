"""Every answer that can be clicked says what it means, in either language."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from salesdash.intake import take_in
from salesdash.ui.data.open_questions import CHOICES, spoken

ASKING = {
    "date_order": "日期,客户,金额\n03/04/2025,甲,5\n05/06/2025,乙,6\n",
    "decimal": "日期,客户,金额\n2025-01-01,甲,\"11,50\"\n2025-01-02,乙,\"1,052\"\n",
    "fill_amount": "日期,数量,单价,金额\n" + "2025-01-01,2,3,6\n" * 20 + "2025-01-02,2,3,\n" * 9,
    "amount_is_unit_price": "日期,数量,单价,金额\n" + "2025-01-01,2,3,3\n" * 20,
    "discount": "日期,数量,单价,折扣\n" + "".join(f"2025-01-01,2,300,{n}\n" for n in (0.8, 0.9, 0.95)),
    "measure": "产品,1月,2月,3月\n甲,1,2,3\n乙,4,5,6\n",
    "rate": "日期,金额,币种\n2025-01-01,5,CNY\n2025-01-02,6,CNY\n2025-01-03,6,USD\n",
    "total": "日期,客户,金额\n2025-01-01,甲,5\n2025-01-02,乙,6\n合计,,19\n",
    "outline": "行标签,求和项:销售额（万元）\n华东,12.3\n张三,4.1\n李四,8.3\n华南,20.5\n王五,20.1\n赵六,0.4\n",
    "month_as_day": "月份,客户,金额\n2025-01,甲,5\n2025-02,乙,6\n",
    "week_as_day": "周,客户,金额\n2025年第9周,甲,5\n2025年第10周,乙,6\n",
    "sums_as_day": "日期,客户,金额\n2025-01-01,甲,5\n2025-02-01,乙,6\n2025-03-01,乙,6\n",
    "order_total": "单号,日期,客户,品名,订单金额\nA,2025-03-01,甲,杯,9\nA,2025-03-01,甲,碗,9\nB,2025-03-02,乙,杯,5\n",
    "repeated_target": "月份,业务员,客户,月目标,实际\n2025-01,王,甲,90,5\n2025-01,王,乙,90,6\n",
    "same_day": "销售日期,客户,金额\n2025-01-01,甲,1\n,乙,2\n2025-01-02,丁,4\n,戊,5\n",
    "dotted": "2025年3月\n日期,客户,金额\n3.1,甲,10\n3.2,乙,11\n3.25,丙,12\n",
    "kinds": "日期,单号,类型,金额\n2025-01-01,A,销售单,9\n2025-01-02,B,收款单,9\n",
    "returns": "日期,单号,类型,金额\n2025-01-01,A,销售,9\n2025-01-02,B,退货,4\n",
    "stand_for": "日期,区域,目标\n2025-01-01,东,5\n2025-07-01,东,6\n",
}  # fmt: skip


@pytest.mark.parametrize("kind", ASKING)
def test_no_choice_is_shown_by_its_key(tmp_path, kind):
    path = tmp_path / "file.csv"
    path.write_text(ASKING[kind], encoding="utf-8")
    [batch] = take_in(path)
    asked = (*batch.questions, *batch.choices)
    [question] = [q for q in asked if q.key.partition(":")[0] == kind]
    for choice in question.choices:
        said = spoken(question, choice)
        assert not {said.zh, said.en} & {choice}
        assert said.zh != said.en


def test_the_years_of_the_books_and_of_the_calendar_are_called_by_name(tmp_path):
    path = tmp_path / "file.csv"
    path.write_text("期间,目标\n2025Q1,900\n2025Q2,800\n", encoding="utf-8")
    [choice] = take_in(path, year_starts=4)[0].choices
    assert [CHOICES[f"{choice.key}:{way}"].zh for way in choice.choices] == ["公司财年", "自然年"]


def test_a_single_header_is_agreed_to_with_yes(tmp_path):
    path = tmp_path / "file.csv"
    path.write_text("单号,日期,客户,金额\nA,2025-01-01,甲,5\n", encoding="utf-8")
    [known] = take_in(path)
    assert known.layout is not None
    path.write_text("单号,日期,客户,本期交割\nA,2025-02-01,甲,5\n", encoding="utf-8")
    [batch] = take_in(path, layouts=[known.layout])
    [question] = batch.questions
    assert spoken(question, question.choices[0]).en == "Yes"


def _draw_choices(path: str) -> None:
    from pathlib import Path

    from salesdash.intake import take_in
    from salesdash.ui.data.open_questions import changed

    [batch] = take_in(Path(path))
    changed(batch, "here", "zh")


def test_a_choice_about_one_column_is_drawn_in_words(tmp_path):
    path = tmp_path / "file.csv"
    path.write_text("月份,区域,目标\n2025-01-01,东,5\n2025-02-01,东,6\n2025-03-01,东,7\n", "utf-8")
    app = AppTest.from_function(_draw_choices, args=(str(path),)).run()
    assert not app.exception
    assert app.button_group[0].options == ["整月", "就是那一天"]
