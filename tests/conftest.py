"""What all tests share."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import settings

from salesdash.units import keep_money_in

# How long something takes is measured by benchmarks/, never by a test.
settings.register_profile("salesdash", deadline=None, print_blob=True)
settings.load_profile("salesdash")


@pytest.fixture
def kept_in() -> Iterator[Callable[[str | None], None]]:
    """Choose the currency in which money is written, for one test."""
    yield keep_money_in
    keep_money_in(None)
