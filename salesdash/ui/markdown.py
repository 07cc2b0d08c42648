"""Words out of the data are words: nothing in them is read as Markdown."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|$:~&])")


def safe(words: str) -> str:
    """The words with every mark escaped that Markdown would read."""
    return _MARKS.sub(r"\\\1", words).replace("\n", " ")
