"""The page from its top when a key turns it: where somebody had scrolled, the sentence would be out of sight."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

_SCRIPT = Path(__file__).with_suffix(".js")


@st.cache_resource
def _scroller() -> Any:
    return st.components.v2.component("top", js=_SCRIPT.read_text(encoding="utf-8"))


def show(item: str) -> None:
    """To be called in every run of a meeting: what stands on the page, of which each is seen from its top."""
    _scroller()(key="top", height=1, data=item)
