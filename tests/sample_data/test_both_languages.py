"""The sample company in Chinese and in English is one company, down to every figure."""

import pytest

from salesdash.catalog.metrics import METRICS
from salesdash.text import LANGS
from tests import sample
from tests.stores import scope


@pytest.fixture(scope="module")
def companies(tmp_path_factory):
    """The answers of a store for each language."""
    return {lang: sample.asked(tmp_path_factory.mktemp(lang), lang) for lang in LANGS}


@pytest.mark.parametrize("period", ["2025", "2024", "2025-10"])
def test_every_figure_is_the_same_in_both_languages(companies, period):
    zh, en = (
        ask(list(METRICS), (), scope(ask, period)).iloc[0].to_dict() for ask in companies.values()
    )
    assert zh == pytest.approx(en, nan_ok=True)
