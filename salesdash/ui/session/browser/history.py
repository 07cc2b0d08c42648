"""The steps that back goes through: one for each page, with its whole address."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

_SCRIPT = Path(__file__).with_suffix(".js")


@st.cache_resource
def _joiner() -> Any:
    return st.components.v2.component("history", js=_SCRIPT.read_text(encoding="utf-8"))


def keep() -> None:
    """To be called in every run."""
    _joiner()(key="history", height=1)
