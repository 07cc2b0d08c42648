"""What Markdown, and what Streamlit adds to it, would make of a name is not made of it."""

from __future__ import annotations

import re

import pytest

from salesdash.ui.session.markdown import safe
from tests.hostile import PIECES, faults


@pytest.mark.parametrize("words", PIECES)
def test_a_name_is_shown_letter_for_letter(words: str):
    said = safe(words)
    assert faults(said) == []
    assert re.sub(r"\\(.)", r"\1", said).replace("\u2060", "") == " ".join(words.split())


@pytest.mark.parametrize("words", PIECES)
def test_what_is_looked_for_here_is_there_before(words: str):
    assert faults(words)


def test_what_is_no_sign_stays_as_it_is():
    for words in ("华东 上海", "Zhang San", "2025年3月", "12,345"):
        assert safe(words) == words


def test_nothing_that_is_not_seen_turns_the_figures_round():
    assert safe("\u202e上海 12,345 \u2067x\u200f") == "上海 12,345 x"


@pytest.mark.parametrize("amount", ["-¥20.0k", "+¥1.2m", "-$5", "+HK$5", "-€5"])
def test_no_line_ends_between_the_sign_of_an_amount_and_its_currency(amount: str):
    assert safe(f"x ({amount})").replace("\\", "") == f"x ({amount[0]}\u2060{amount[1:]})"
