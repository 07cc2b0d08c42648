"""A move within what the weeks do anyway is noise; of few weeks nothing is said."""

import pytest

from salesdash.analysis.noise import FEWEST, is_usual_step, within_spread

WEEKS = [90.0, 110.0] * 10  # on the mean 100, usually 10 away from it


@pytest.mark.parametrize(
    ("now", "is_noise"), [(91, True), (90, True), (89, False), (110, True), (111, False)]
)
def test_a_mean_within_a_standard_deviation_of_the_weeks_is_noise(now, is_noise):
    assert within_spread([now], WEEKS) is is_noise


def test_of_few_weeks_nothing_is_said():
    assert within_spread([100.0], WEEKS[: FEWEST - 1]) is None
    assert within_spread([], WEEKS) is None
    assert is_usual_step(WEEKS[: FEWEST + 1]) is None


def test_a_step_as_large_as_four_in_five_before_is_usual():
    steps = [float(n) for n in range(1, 15)]  # the steps are 1 each
    assert is_usual_step([*steps, 15.0]) is True
    assert is_usual_step([*steps, 16.0]) is False
