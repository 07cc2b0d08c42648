"""One warehouse per server, and answers kept for as long as the data stays the same."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from salesdash.inbox import watch
from salesdash.warehouse.ask import Ask
from salesdash.warehouse.database import Warehouse, workspace


@st.cache_resource(show_spinner=False)
def warehouse() -> Warehouse:
    opened = Warehouse(workspace())
    watch(opened)
    return opened


def ask() -> Ask:
    """Answers about the data as it stands now; the same question is put to the database once."""
    version = warehouse().version
    return Ask(lambda sql, values: _answer(version, sql, values))


@st.cache_data(show_spinner=False, max_entries=2000)
def _answer(version: int, sql: str, values: tuple[Any, ...]) -> pd.DataFrame:  # noqa: ARG001
    return warehouse().query(sql, values)
