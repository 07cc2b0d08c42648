"""The countries whose holidays may be chosen are called by their names."""

from __future__ import annotations

import pytest

from salesdash.catalog.workdays import calendar_of, countries, country_name
from salesdash.text import Text


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("CN", Text("中国", "China")),
        ("GB", Text("英国", "United Kingdom")),
        ("DE", Text("德国", "Germany")),
    ],
)
def test_a_country_has_a_name_in_both_languages(code: str, name: Text):
    assert country_name(code) == name


def test_no_country_on_offer_shows_as_a_code_or_twice():
    names = [country_name(code) for code in countries()]
    assert not [n for n, code in zip(names, countries(), strict=True) if code in (n.zh, n.en)]
    assert len({n.zh for n in names}) == len({n.en for n in names}) == len(countries())


def test_a_calendar_of_another_country_knows_its_years():
    assert 2026 in calendar_of("DE").years
