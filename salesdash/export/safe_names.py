"""What files, sheets and columns are called: by what people read, safe wherever they go."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from salesdash.charts.figure import Spoken, SpokenColumn
from salesdash.text import Lang
from salesdash.units import COUNT

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_FILE = 100
_LONGEST_SHEET = 31
_SIGNS = ("=", "+", "-", "@")
# What XML cannot hold, or turns round what follows.
UNSEEN = re.compile(
    "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
)
# Devices of DOS, which Windows still takes for themselves, whatever follows the dot.
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def file_name(figure: Spoken, extension: str) -> str:
    """`渠道排名_2025年1月.png`: the title and the first part of what it is about, safe on Windows."""
    period = figure.about.split(" · ")[0]
    parts = [_plain(part) for part in (figure.title, period)]
    return download_name("_".join(filter(None, parts)) or figure.key, extension)


def download_name(words: str, extension: str) -> str:
    """The words as the name of a file, on every system and whatever they are."""
    name = _plain(words)[:_LONGEST_FILE].strip(" ._")
    if _DEVICES.match(name):
        name = "_" + name
    return f"{name or 'salesdash'}.{extension}"


def sheet_names(titles: Iterable[str]) -> list[str]:
    """A name for each sheet: what Excel allows in at most 31 letters, none twice (in any case)."""
    taken: set[str] = set()
    names = []
    for title in titles:
        plain = re.sub(r"[\[\]:*?/\\]", " ", _letters(title)).strip(" '") or "Sheet"
        name, n = plain[:_LONGEST_SHEET].strip(" '"), 1
        while name.casefold() in taken or name.casefold() == "history":
            n += 1
            end = f" ({n})"
            name = plain[: _LONGEST_SHEET - len(end)].strip(" '") + end
        taken.add(name.casefold())
        names.append(name)
    return names


def heading(column: SpokenColumn, lang: Lang) -> str:
    """A column's title with the unit of its raw values: `销售额（元）` · `Sales (¥)`.

    A rate is a fraction and a count counts what its title says: neither has a unit to name.
    """
    unit = column.unit
    if unit is None or unit is COUNT or unit.factor != 1:
        return column.title
    name = unit.name[lang]
    return f"{column.title}（{name}）" if lang == "zh" else f"{column.title} ({name})"


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might compute this text instead of showing it.

    Full-width signs count, and what is not seen before a sign does not hide it.
    """
    first = next((ch for ch in text if unicodedata.category(ch)[0] not in "CZ"), "")
    return text[:1] in ("\t", "\r", "\n") or unicodedata.normalize("NFKC", first) in _SIGNS


def without_unseen(text: str) -> str:
    """The text without what XML cannot hold, and what turns round the text after it."""
    return UNSEEN.sub("", text)


def _plain(text: str) -> str:
    return re.sub(r'[<>:"/\\|?*\s]+', " ", _letters(text)).strip(" .")


def _letters(text: str) -> str:
    """Without what is not seen: control characters, marks of direction, lone surrogates."""
    shown = (ch if unicodedata.category(ch)[0] != "C" else " " for ch in text)
    return "".join(shown).strip()
