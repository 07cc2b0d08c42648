"""The unit in which goods are weighed, measured or counted: behind a number (23.4kg, ¥12/斤), in a header
(Amount [t] net, 重量（公斤）)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from salesdash.catalog.words.goods_units import MEASURES, Measure

_WORDS = "|".join(re.escape(word) for word in sorted(MEASURES, key=len, reverse=True))
# At the end of a header a letter is anything, and many a word is that of what is counted.
_CLEAR = "|".join(
    sorted(
        (
            w
            for w, m in MEASURES.items()
            if m.kind != "pieces" and len(w) > 1 and w not in ("to", "lt")
        ),
        key=len,
        reverse=True,
    )
)
_BEHIND = re.compile(rf"(?<=[\d万亿千百kw)])({_WORDS})\.?$")
_PER = re.compile(rf"(?:/|每|per|pro|je|por)(\d{{1,6}}|一)?({_WORDS})\.?$")
# A header of money may say its currency (KM, L), or that it is in thousands (T), with these.
_NAMES = "|".join(
    w for w in sorted(MEASURES, key=len, reverse=True) if w not in ("km", "lt", "st", "l", "to")
)
# What stands in brackets, behind a comma, a colon or a slash; behind in; a plain word at the end.
_APART = re.compile(
    rf"[(\[{{<【〔《「『｛]\s*(?:单位\s*[:：]?|in|unit:?)?\s*({_NAMES})\.?\s*[)\]}}>】〕》」』｝]|"
    rf"[,:：;；|]\s*(?:in )?({_CLEAR}|g|kg)\.?(?=\s|$|[,;|])|\b(?:in|en) ({_CLEAR}|g)\.?(?=\s|$)|"
    rf"[\s_\-]({_CLEAR}|pcs|pieces|units)\.?$"
)
_PRICED = re.compile(
    rf"(?:/|\b(?:per|pro|je|por|par|al?)\b|每)\s*(\d{{1,6}}|一)?\s*({_WORDS})(?![a-z])"
)
# SAP says behind a header of which level of a document it is: Net Value (Item).
LEVEL = re.compile(r"\s*\((?:item|header)\)\s*$", re.IGNORECASE)


@cache
def unit_behind(bare: str) -> tuple[str, Measure | None, bool]:
    """The text of a number (in lower case, without blanks) without its unit, the unit, and whether the
    number is the price of one: 23.4kg, ¥12/斤."""
    if match := _PER.search(bare):
        return bare[: match.start()], _so_many(match), True
    if match := _BEHIND.search(bare):
        return bare[: match.start()], MEASURES[match[1]], False
    return bare, None, False


@cache
def unit_in(header: str) -> Measure | None:
    """The unit of things that a header states: Amount (kg), 数量，吨, Net tons."""
    match = _APART.search(LEVEL.sub("", _written(header)))
    return MEASURES[next(word for word in match.groups() if word)] if match else None


@cache
def unit_priced(header: str) -> Measure | None:
    """The unit of which a header states the price: 单价（元/公斤）, Price per kg."""
    match = _PRICED.search(_written(header))
    return _so_many(match) if match else None


def _so_many(match: re.Match[str]) -> Measure:
    """One unit of a price, or the number of units that it is for: 元/500g, per 1000 pcs."""
    unit = MEASURES[match[2]]
    many = int(match[1]) if match[1] and match[1].isdigit() else 1
    return unit if many <= 1 else Measure(f"{many} {unit.name}", unit.kind, many * unit.size)


def _written(header: str) -> str:
    return unicodedata.normalize("NFKC", header).casefold().replace("_", " ").strip()
