"""Who opens pages without a browser: one store at a time, and nothing kept for the next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from salesdash.ui.session import store

APP = Path(__file__).parents[2] / "app.py"
RUN_SECONDS = 60


@contextmanager
def visiting(folder: Path) -> Iterator[None]:
    """As long as it lasts, pages are about the store in this folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SALESDASH_STORE", str(folder))
        yield
        store.warehouse().close()
        st.cache_resource.clear()
        st.cache_data.clear()


def visited(page: str, **address: str) -> AppTest:
    """The page at this address, as it has run."""
    app = AppTest.from_file(APP, default_timeout=RUN_SECONDS)
    for key, value in address.items():
        app.query_params[key] = value
    return app.switch_page(f"pages/{page}.py").run()
