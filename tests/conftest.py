"""What all tests share."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import settings

from salesdash.intake.cells import sheets
from salesdash.intake.cells.workbooks.workbook import read_workbook
from salesdash.units import keep_money_in

# How long something takes is measured by benchmarks/, never by a test.
settings.register_profile("salesdash", deadline=None, print_blob=True)
settings.load_profile("salesdash")


@pytest.fixture
def kept_in() -> Iterator[Callable[[str | None], None]]:
    """Choose the currency in which money is written, for one test."""
    yield keep_money_in
    keep_money_in(None)


@pytest.fixture(scope="module")
def reading_here() -> Iterator[None]:
    """Workbooks are read by this process: one of its own for each, as for a user, costs more than
    what is made of a few cells."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheets, "read_apart", lambda path, report=None: read_workbook(path))
        yield
