"""Which class a channel is proposed for, and when it is due."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdash.analysis.channels.reviews import proposed, review
from salesdash.catalog.channels.reviews import CLASSES, PROPOSAL

TODAY = date(2025, 11, 16)


def test_the_largest_that_make_four_fifths_are_front_line():
    # 50 + 30 = 80 of 100; 丙 is being introduced
    assert proposed({"甲": 50, "乙": 30, "丙": 15, "丁": 5}, {"丙"}, PROPOSAL) == {
        "甲": "front", "乙": "front", "丙": "strategic", "丁": "second",
    }  # fmt: skip


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.floats(-1e6, 1e9), max_size=8))
def test_everybody_has_one_class(sales):
    classes = proposed(sales, set(), PROPOSAL)
    assert set(classes) == set(sales)
    assert set(classes.values()) <= set(CLASSES)


@pytest.mark.parametrize(
    ("of_class", "due", "days", "state"),
    [
        ("front", date(2025, 10, 31), -16, "overdue"),
        ("second", date(2026, 1, 31), 76, "later"),
        ("strategic", date(2026, 7, 31), 257, "later"),
    ],
)
def test_the_next_review_is_due_a_quarter_half_a_year_or_a_year_later(of_class, due, days, state):
    one = review("天猫", of_class, True, date(2025, 7, 31), TODAY, PROPOSAL)
    assert (one.due, one.days, one.state) == (due, days, state)


def test_a_review_due_soon_is_announced_and_one_due_today_is_not_overdue():
    assert review("天猫", "front", True, date(2025, 9, 1), TODAY, PROPOSAL).state == "soon"
    assert review("天猫", "front", True, date(2025, 8, 16), TODAY, PROPOSAL).state == "soon"
    assert review("天猫", "front", True, date(2025, 8, 15), TODAY, PROPOSAL).state == "overdue"


def test_who_was_never_reviewed_is_not_said_to_be_overdue():
    one = review("天猫", "front", False, None, TODAY, PROPOSAL)
    assert (one.due, one.days, one.state) == (None, None, "never")
