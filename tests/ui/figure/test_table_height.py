"""A table of few rows is as high as they are, in a box too; one of many fills it and is scrolled."""

from __future__ import annotations

from salesdash.ui.figure.grid import height_of
from salesdash.ui.screen import PROOF


def test_few_rows_leave_no_empty_ones_below_them():
    assert height_of(1, PROOF) == "content"
    assert height_of(9, PROOF) == "content"
    assert height_of(40, PROOF) == "stretch"


def test_outside_a_box_only_a_long_table_is_scrolled():
    assert (height_of(3, None), height_of(20, None)) == ("content", "content")
    assert height_of(400, None) == "auto"
