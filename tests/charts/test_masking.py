"""Customers under letters: each name, and nothing but names."""

import pytest

from salesdash.charts.masking import Masks

NAMES = {"上海澜庭": 0, "Acme": 1, "10": 2, "上海": 3, "bar": 4, "2025": 5, "sales": 6, "Q3": 26}


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
        ("上海", "客户D"),
        ("Q3", "客户AA"),
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
            {"mark": {"type": "bar"}, "encoding": {"x": {"field": "sales", "sort": ["客户B"]}}}
        ],
        "title": "客户B",
        "datasets": {"one": [{"sales": 10, "name": "客户E", "type": "客户B"}]},
    }
