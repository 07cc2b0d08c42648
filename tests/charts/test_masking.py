"""Customers under letters: each name, and nothing but names."""

import pytest

from salesdash.charts.masking import Masks

NAMES = ["10", "2025", "bar", "Acme", "sales", "上海澜庭", "上海", "Q3"]


@pytest.mark.parametrize(
    ("words", "masked"),
    [
        ("上海澜庭2025年停单", "客户A2025年停单"),
        ("面向Acme的折扣", "面向客户A的折扣"),
        ("Acme.", "客户A."),
        ("Acme, Acmeland", "客户A, Acmeland"),
        ("10", "客户A"),
        ("11.2 %，2025-11-10", "11.2 %，2025-11-10"),
        ("FQ3 and Q3.5", "FQ3 and Q3.5"),
        ("上海", "客户A"),
    ],
)
def test_a_name_is_masked_and_no_part_of_another_word(words: str, masked: str):
    assert Masks(NAMES).text(words, "zh") == masked


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
            {"mark": {"type": "bar"}, "encoding": {"x": {"field": "sales", "sort": ["客户A"]}}}
        ],
        "title": "客户A",
        "datasets": {"one": [{"sales": 10, "name": "客户B", "type": "客户A"}]},
    }
