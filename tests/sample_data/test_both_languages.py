"""The sample company in Chinese and in English is one company, down to every figure."""

import pytest

from salesdash.catalog.metrics import METRICS
from salesdash.incoming.imports import import_file
from salesdash.ui.figure.sample import FOLDER
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.store.database import Warehouse
from tests.stores import scope


@pytest.fixture(scope="module")
def companies(tmp_path_factory):
    """The answers of a store for each language."""
    asks = {}
    for lang in ("zh", "en"):
        warehouse = Warehouse(tmp_path_factory.mktemp(lang) / "store")
        for file in sorted((FOLDER / lang).iterdir()):
            import_file(warehouse, file, accept=True)
        asks[lang] = Ask(warehouse.query)
    return asks


@pytest.mark.parametrize("period", ["2025", "2024", "2025-10"])
def test_every_figure_is_the_same_in_both_languages(companies, period):
    zh, en = (
        ask(list(METRICS), (), scope(ask, period)).iloc[0].to_dict() for ask in companies.values()
    )
    assert zh == pytest.approx(en, nan_ok=True)
