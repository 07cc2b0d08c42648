"""Customers under letters: each name, and nothing but names."""

import pytest

from salesdash.charts.masking import Masks

NAMES = {"上海澜庭": 0, "Acme": 1, "10": 2, "上海": 3, "bar": 4, "2025": 5, "sales": 6, "Q3": 26}
BY_DIGITS = {"13800138000": 0, "1024": 1, "88": 2, "2025": 3, "1": 4}


@pytest.mark.parametrize(
    ("words", "masked"),
    [
        ("上海澜庭2025年停单", "客户A2025年停单"),
        ("面向Acme的折扣", "面向客户B的折扣"),
        ("Acme.", "客户B."),
        ("Acme, Acmeland", "客户B, Acmeland"),
        ("10", "客户C"),
        ("11.2 %，2025-11-10", "11.2 %，2025-11-10"),
        ("FQ3 and Q3.5", "FQ3 and Q3.5"),
        ("Call Q3.", "Call 客户AA."),
        ("上海", "客户D"),
        ("Q3", "客户AA"),
    ],
)
def test_a_name_is_masked_and_no_part_of_another_word(words: str, masked: str):
    assert Masks(NAMES).text(words, "zh") == masked


@pytest.mark.parametrize(
    ("words", "masked"),
    [
        ("先联系13800138000。", "先联系客户A。"),
        ("建议：打电话：1024，本周内给出结果", "建议：打电话：客户B，本周内给出结果"),
        ("1. 88：88天未下单，平时31天", "1. 客户C：88天未下单，平时31天"),
        ("1. 88: Silent 88 days", "1. 客户C: Silent 88 days"),
        ("差别最大：2025 +14.1万元、88 -9.38万元", "差别最大：客户D +14.1万元、客户C -9.38万元"),
        ("最大客户88占一半，老客户88位", "最大客户客户C占一半，老客户88位"),
        ("2025年完成 88.0%，差 1,024 单", "2025年完成 88.0%，差 1,024 单"),
        ("2025-01-24，88天，1 项变好", "2025-01-24，88天，1 项变好"),
    ],
)
def test_a_name_of_digits_is_masked_and_no_number_is(words: str, masked: str):
    assert Masks(BY_DIGITS).text(words, "zh") == masked


def test_a_drawing_keeps_how_it_is_drawn():
    drawn = {
        "mark": "bar",
        "layer": [
            {"mark": {"type": "bar"}, "encoding": {"x": {"field": "sales", "sort": ["Acme"]}}}
        ],
        "title": "Acme",
        "datasets": {"one": [{"sales": 10, "name": "bar", "type": "Acme"}]},
    }
    assert Masks(NAMES).spec(drawn, "zh") == {
        "mark": "bar",
        "layer": [
            {"mark": {"type": "bar"}, "encoding": {"x": {"field": "sales", "sort": ["客户B"]}}}
        ],
        "title": "客户B",
        "datasets": {"one": [{"sales": 10, "name": "客户E", "type": "客户B"}]},
    }
