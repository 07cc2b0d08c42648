"""Bands that hold what they should, and lose nobody."""

from hypothesis import given
from hypothesis import strategies as st

from salesdash.analysis.distribution import MOST_BANDS, bands

WIDTHS = (1, 2, 5, 10, 30)
COUNTS = st.dictionaries(st.integers(0, 400), st.integers(1, 50))


def test_a_few_days_get_a_band_each_and_months_are_put_together():
    assert (bands({0: 1, 3: 2}, WIDTHS).width, bands({0: 1, 70: 9}, WIDTHS).width) == (1, 5)


def test_the_few_that_took_far_longer_are_counted_and_not_drawn():
    found = bands({5: 99, 300: 1}, WIDTHS)
    assert (found.width, found.end, found.beyond) == (1, 6, 1)


def test_the_bands_reach_a_limit_that_nobody_comes_near():
    assert bands({1: 10}, (1, 2, 4, 8), least_end=48).end >= 48


@given(COUNTS)
def test_everybody_is_in_one_band_or_beyond(counts):
    found = bands(counts, WIDTHS)
    drawn = found.counts(counts)
    assert sum(drawn) + found.beyond == sum(counts.values())
    assert len(drawn) <= MOST_BANDS
    assert found.beyond <= 0.02 * sum(counts.values())
