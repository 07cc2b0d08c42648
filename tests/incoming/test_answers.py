"""Every answer that a question or a refusal names leads to a load or to a sentence, and is not asked again."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesdash.incoming.answers import key_of, refuse_unknown
from salesdash.intake import take_in
from salesdash.receipt import Batch, Question

FILES = {
    "a fee": "日期,套餐,席位,费用\n2025-03-01,基础版,3,297\n2025-03-02,专业版,2,398\n",
    "goods received": "入库日期,商品,数量,单价,金额\n2025-03-01,水壶,2,50,100\n2025-03-02,台灯,3,30,90\n",
    "months of something": "产品,1月,2月,3月\n甲,10,20,30\n乙,11,21,31\n",
    "no time at all": "客户,金额\n宏达,100\n联创,90\n",
    "a month": "月份,客户,金额\n2025年3月,宏达,100\n2025年4月,联创,90\n",
    "an order of dates": "日期,客户,金额\n03/04/2025,宏达,100\n05/06/2025,联创,90\n",
    "a total that differs": "日期,客户,金额\n2025-03-01,宏达,100\n2025-03-02,联创,90\n合计,,200\n",
    "no headers": "2025-03-01,宏达,100,3\n2025-03-02,联创,90,4\n2025-03-03,天成,80,5\n",
    "words that say nothing": "甲列,乙列,丙列\n2025-03-01,宏达,100\n2025-03-02,联创,90\n2025-03-03,天成,85.5\n",
}
TYPED = {"period": "2025-03", "year": "2025"}


def _answers(question: Question) -> list[str]:
    return [*question.choices, *([TYPED[question.key]] if question.is_typed else [])]


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_each_answer_that_is_offered_leads_on(tmp_path, text):
    path = Path(tmp_path, "file.csv")
    path.write_text(text, "utf-8")
    asked = take_in(path)
    tried = 0
    for first in (q for batch in asked for q in (*batch.questions, *batch.choices)):
        for value in _answers(first):
            tried += _leads_on(path, asked, {key_of(first, asked[0], asked): value})
    assert tried


def _leads_on(path: Path, asked: list[Batch], answers: dict[str, str]) -> int:
    """Whether the answers, and those to what they give rise to, are understood; how many were tried."""
    answered = take_in(path, answers=answers)
    refuse_unknown(answers, asked, answered)
    [batch] = answered
    assert not {q.key for q in batch.questions} & set(answers), answers
    assert batch.rows is not None or batch.receipt.reason or batch.questions, answers
    further = batch.questions if len(answers) < 2 else ()
    return 1 + sum(
        _leads_on(path, asked, answers | {question.key: value})
        for question in further
        for value in _answers(question)
    )


def test_a_file_of_which_not_one_row_can_be_read_asks_whether_to_keep_them(tmp_path):
    path = Path(tmp_path, "file.csv")
    path.write_text("日期,客户,金额\n待定,宏达,未知\n不详,联创,无\n", "utf-8")
    told = {"dataset": "orders", "column:order_date": "日期", "column:amount": "金额"}
    [asked] = take_in(path, answers=told)
    assert [q.key for q in asked.questions] == ["mostly_unreadable"]
    assert "没有一行读得出来（2 行，如 A2" in asked.questions[0].text.zh
    [batch] = take_in(path, accept=True, answers=told)
    assert (batch.receipt.rows_loaded, batch.receipt.rows_put_aside) == (0, 2)
    assert len(batch.put_aside) == 2
