"""The cursor in the field of a dialog, so that a key opens it and the next ones are words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

_SCRIPT = Path(__file__).with_suffix(".js")


@st.cache_resource
def _cursor() -> Any:
    return st.components.v2.component("focus", js=_SCRIPT.read_text(encoding="utf-8"))


def first_field(key: str) -> None:
    """To be called within the dialog, after its fields."""
    _cursor()(key=key)
