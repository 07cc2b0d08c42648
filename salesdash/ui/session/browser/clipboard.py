"""The reader's clipboard, which only a script in the browser can write to."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path
from typing import Any

import streamlit as st

_SCRIPT = Path(__file__).with_suffix(".js")


@st.cache_resource
def _writer() -> Any:
    return st.components.v2.component("clipboard", js=_SCRIPT.read_text(encoding="utf-8"))


def copy_picture(png: bytes, key: str) -> None:
    """To be called in the run that a click has started."""
    _writer()(key=key, data={"picture": b64encode(png).decode()})


def copy_text(words: str, key: str) -> None:
    _writer()(key=key, data={"text": words})
