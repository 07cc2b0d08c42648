"""A day by which something is due, where it has passed."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest


def script(as_of, lang, is_open):
    import streamlit as st

    from salesdash.ui.actions import due_day

    due_day.choose(st, "Due", "due", as_of, lang, is_open=is_open)


def said(day: date, lang: str = "zh", *, is_open: bool = True) -> list[str]:
    page = AppTest.from_function(
        script, kwargs={"as_of": date(2025, 11, 16), "lang": lang, "is_open": is_open}
    )
    page.session_state["due"] = day
    page.run()
    assert not page.exception
    assert page.date_input[0].value == day
    return [one.value for one in page.caption]


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", ":orange[已逾期 3 天]"), ("en", ":orange[3 days overdue]")]
)
def test_a_day_that_has_passed_is_taken_and_said_to_be_past(lang, words):
    assert said(date(2025, 11, 13), lang) == [words]


def test_a_day_to_come_or_of_what_is_done_is_not():
    assert said(date(2025, 11, 16)) == []
    assert said(date(2025, 11, 13), is_open=False) == []
