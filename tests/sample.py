"""The sample company, loaded once in a process: whoever needs it works on a copy of its store."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

from salesdash.incoming.imports import import_file
from salesdash.text import Lang
from salesdash.ui.figure.sample import FOLDER
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.coming import Forecast
from salesdash.warehouse.store.database import Warehouse
from tests.stores import remembering


def lay(store: Path, lang: Lang) -> None:
    """The sample company as a store in that folder, as the button of the pages loads it."""
    shutil.copytree(Path(_store(lang).name), store, dirs_exist_ok=True)


def asked(folder: Path, lang: Lang = "zh", foresee: Forecast | None = None) -> Ask:
    """Answers about the sample company. For what nobody edits: an answer stays as it is."""
    lay(folder / "store", lang)
    return remembering(Warehouse(folder / "store"), foresee)


@cache
def _store(lang: Lang) -> tempfile.TemporaryDirectory[str]:
    folder = tempfile.TemporaryDirectory()
    warehouse = Warehouse(Path(folder.name))
    for file in sorted((FOLDER / lang).iterdir()):
        import_file(warehouse, file, accept=True)
    warehouse.bring_up_to_date()
    warehouse.close()
    return folder
