"""Words out of the data are words: nothing in them is read as Markdown."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|$:~&=^@])")
# What is not seen and turns round all that follows, figures too.
_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# Addresses, shortcodes of emoji and icons, and arrows are looked for after the marks were read,
# where an escape is gone: a joiner, which is not seen, keeps their letters from meaning anything.
# The last: a line does not end between the sign of an amount and its currency.
_SIGNS = re.compile(
    r"(?<=:)(?=//|[\w+/-]+:)|(?<=www)(?=\.)|(?<=@)(?=[\w-])|(?<=[-<>~])(?=[->=])"
    r"|(?<=[-+])(?=[A-Z]{0,3}[$£¥\u20a0-\u20cf])",
    re.IGNORECASE,
)
_JOINER = "\u2060"


def safe(words: str) -> str:
    """The words as one line that Markdown shows letter for letter."""
    line = _BREAKS.sub(" ", _TURNS.sub("", words)).strip()
    return _MARKS.sub(r"\\\1", _SIGNS.sub(_JOINER, line))
