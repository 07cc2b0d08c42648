"""An open question of a table, and the control by which it is answered."""

from __future__ import annotations

import streamlit as st

from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.metrics import METRICS
from salesdash.catalog.sheets.selling import TARGETS
from salesdash.intake import actuals, rolling
from salesdash.intake.cleaning.amounts import credit_notes
from salesdash.intake.cleaning.rows import settlements, targets
from salesdash.intake.questions import (
    AS_DAYS,
    CALENDAR,
    FIRST_DAY,
    FISCAL,
    LAST_DAY,
    STAND_FOR,
    UNIT,
    YEAR_OF,
)
from salesdash.intake.recognition import hidden
from salesdash.intake.recognition.lookalikes import repeated_targets
from salesdash.intake.tables.layout import aligned
from salesdash.intake.tables.supplied import dotted_days, sheet_names
from salesdash.intake.tables.wide import members
from salesdash.intake.tables.wide.naming import ACROSS, MEANINGS
from salesdash.receipt import LEAVE_OUT, Batch, Question
from salesdash.text import Lang, Text, plain
from salesdash.ui.session.markdown import safe
from salesdash.warehouse.imports.overlap import MODE_NAMES

CHOICES: dict[str, Text] = {
    LEAVE_OUT: Text("这张表不导入", "Leave this table out"),
    "mdy": Text("月/日/年", "Month/day/year"),
    "dmy": Text("日/月/年", "Day/month/year"),
    "ymd": Text("年/月/日", "Year/month/day"),
    ",": Text("逗号是小数点", "The comma is the decimal point"),
    ".": Text("逗号是千位分隔", "The comma parts thousands"),
    "swap": Text("对调回来", "Swap them back"),
    "keep": Text("保持原样", "Keep as they are"),
    "no": Text("不补，先待修正", "No, put them aside"),
    "yes": Text("补上", "Fill them in"),
    "computed": Text("按 数量×单价 计算", "Take quantity × price"),
    "as_is": Text("就是总额，照原样", "It is the total as it stands"),
    f"kinds:{settlements.PRICE_ALONE}": Text("只算货款", "The prices alone"),
    f"kinds:{settlements.ALL}": Text("全部都算", "All of it"),
    f"returns:{credit_notes.LESSEN}": Text("冲减销售额", "Take them off sales"),
    f"returns:{credit_notes.AS_WRITTEN}": Text("照正数计入", "Count them as they stand"),
    members.MEMBER: Text("一样，一起计入", "One of them, counted too"),
    members.OTHER: Text("另一项数字，不导入", "Another figure, left out"),
    "begins": Text("开头的那一年", "The year in which they begin"),
    "ends": Text("结尾的那一年", "The year in which they end"),
    "leave_out": Text("是合计，不计入", "A total, not to be counted"),
    **{
        f"{key}:keep": Text("不是合计，要计入", "No total, count it")
        for key in ("sum_row", "outline")
    },
    f"{hidden.ROWS}:{hidden.COUNT}": Text("一并计入", "Count them"),
    f"{hidden.ROWS}:{hidden.LEAVE_OUT}": Text("不计入", "Leave them out"),
    f"{hidden.COLUMNS}:{hidden.COUNT}": Text("一并读取", "Read them"),
    f"{hidden.COLUMNS}:{hidden.LEAVE_OUT}": Text("不读取", "Leave them out"),
    f"{rolling.KEY}:{rolling.ONCE}": Text("每单只计一次", "Once for each order"),
    "order_total:once": Text("每单只计一次", "Once for each order"),
    "order_total:each": Text("每行各算各的", "Each line on its own"),
    f"{repeated_targets.KEY}:{repeated_targets.ONCE}": Text("只计一次", "Count it once"),
    f"{repeated_targets.KEY}:{repeated_targets.EACH}": Text("每行各有一个", "Each row has its own"),
    "same_day:fill": Text("是同一天，填上", "Yes, fill them in"),
    "same_day:leave": Text("不是，先待修正", "No, put them aside"),
    f"{dotted_days.DOTTED}:{dotted_days.AS_DAYS}": Text("是日期", "They are days"),
    f"{dotted_days.DOTTED}:{dotted_days.LEAVE}": Text("不是，另行说明", "No, I will say which"),
    "unpaid:cancelled": Text("没有付款，不算", "Not paid, no sales"),
    "unpaid:sold": Text("是应收款，要算", "Still owed, sales"),
    "won:won": Text("没有成交，不算", "Not sold, left out"),
    "won:all": Text("都算", "All of them sold"),
    "discount:paid": Text("实付的比例", "The share that is paid"),
    "discount:off": Text("减去的比例", "The share taken off"),
    "discount:money": Text("减去的金额", "The money taken off"),
    **{f"measure:{meaning}": name for meaning, name in MEANINGS.items()},
    **{f"across:{key}": TARGETS.field(key).name for key in ACROSS},
    **{f"{sheet_names.WHOSE}:{field.key}": field.name for field in sheet_names.MAY_BE},
    f"{sheet_names.WHOSE}:{sheet_names.SHEET}": Text("只记工作表名", "Keep the sheet's name alone"),
    **{f"{targets.METRIC}:{key}": METRICS[key].name for key in targets.CHOICES},
    f"{UNIT}:1": Text("照原样，不乘", "As they stand"),
    f"{UNIT}:0.01": Text("每百件的价格", "As prices of a hundred"),
    f"{UNIT}:0.001": Text("每千件的价格", "As prices of a thousand"),
    f"{UNIT}:0.0001": Text("每万件的价格", "As prices of ten thousand"),
    f"{UNIT}:100": Text("以百计（×100）", "In hundreds"),
    f"{UNIT}:1000": Text("以千计（×1,000）", "In thousands"),
    f"{UNIT}:10000": Text("以万计（×10,000）", "In ten thousands"),
    f"{UNIT}:100000": Text("以十万计（lakh）", "In lakhs"),
    f"{UNIT}:1000000": Text("以百万计", "In millions"),
    f"{UNIT}:10000000": Text("以千万计（crore）", "In crores"),
    f"{UNIT}:100000000": Text("以亿计", "In hundred millions"),
    f"{UNIT}:1000000000": Text("以十亿计", "In billions"),
    "load": Text("照此导入", "Load it as it is"),
    "aside": Text("这些行先待修正", "Put these rows aside for now"),
    aligned.FIRST: Text("从第一格起依次对应", "From the first cell on"),
    aligned.LAST: Text("最后一个名称对应最后一格", "The last name is that of the last cell"),
    f"{YEAR_OF}:{FISCAL}": Text("公司财年", "Fiscal year"),
    f"{YEAR_OF}:{CALENDAR}": Text("自然年", "Calendar year"),
    LAST_DAY: Text("记在最后一天", "On the last day"),
    FIRST_DAY: Text("记在第一天", "On the first day"),
    f"{STAND_FOR}:month": Text("整月", "A month"),
    f"{STAND_FOR}:quarter": Text("整季度", "A quarter"),
    f"{STAND_FOR}:half": Text("半年", "A half-year"),
    f"{STAND_FOR}:year": Text("整年", "A year"),
    AS_DAYS: Text("就是那一天", "That day alone"),
    f"{actuals.KEY}:{actuals.LOAD}": Text("作为销售额导入", "Load as sales"),
    f"{actuals.KEY}:{LEAVE_OUT}": Text("不导入", "Leave out"),
    **{str(mode): name for mode, name in MODE_NAMES.items()},
}
YES = Text("是的", "Yes")
TYPE_HERE = Text("写在这里，按回车", "Type here, press Enter")
ANSWER = Text("你的回答", "Your answer")


def answered(question: Question, where: str, lang: Lang) -> str | None:
    """Draw the question; returns the answer once there is one. `where` makes its control unique."""
    with st.container(border=True):
        st.markdown(f":orange[:material/help:] {safe(question.text[lang])}")
        key = f"answer_{where}_{question.key}"
        if question.is_typed:
            return _typed(question, key, lang)
        options = dict.fromkeys((*question.choices, LEAVE_OUT))
        chosen: str | None = st.segmented_control(
            ANSWER[lang],
            list(options),
            key=key,
            format_func=lambda choice: safe(spoken(question, choice)[lang]),
            label_visibility="collapsed",
        )
        return chosen


def changed(batch: Batch, where: str, lang: Lang) -> dict[str, str]:
    """Draw the choices that were made; returns the answers of those that the user has changed."""
    used = batch.layout.answers if batch.layout else {}
    taken = {choice.key: used.get(choice.key, choice.guess) for choice in batch.choices}
    now = {choice.key: _chosen(choice, taken[choice.key], where, lang) for choice in batch.choices}
    return {key: answer for key, answer in now.items() if answer not in (None, taken[key])}


def _chosen(choice: Question, taken: str, where: str, lang: Lang) -> str:
    st.markdown(safe(choice.text[lang]))
    return st.segmented_control(
        ANSWER[lang],
        choice.choices,
        default=taken,
        key=f"choice_{where}_{choice.key}",
        format_func=lambda answer: safe(_named(choice, answer)[lang]),
        label_visibility="collapsed",
        required=True,
    )


def _typed(question: Question, key: str, lang: Lang) -> str | None:
    with st.container(horizontal=True, vertical_alignment="center"):
        words = st.text_input(
            ANSWER[lang],
            key=key,
            placeholder=TYPE_HERE[lang],
            label_visibility="collapsed",
            width=220,
        )
        for choice in (*question.choices, LEAVE_OUT):
            if st.button(safe(spoken(question, choice)[lang]), key=f"{key}_{choice}"):
                return choice
    return words.strip() or None


def spoken(question: Question, choice: str) -> Text:
    """What a choice says, and whether it is the one that is recommended."""
    label = _named(question, choice)
    recommended = choice == question.guess and len(question.choices) > 1
    return label + Text("（推荐）", " (recommended)") if recommended else label


def _named(question: Question, choice: str) -> Text:
    """What a choice is called; headers, encodings and the like speak for themselves."""
    kind, _, _ = question.key.partition(":")
    if kind == "dataset" and choice in DATASETS:
        return DATASETS[choice].name
    if kind == "column" and question.choices == (choice,):
        return YES
    return CHOICES.get(f"{kind}:{choice}", CHOICES.get(choice, plain(choice)))
