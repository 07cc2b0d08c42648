"""Headers as people write them → the fields that the catalog knows."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import opencc

from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.model import Dataset, Field, Kind
from salesdash.catalog.words.headers import normal_header
from salesdash.catalog.words.other_languages import OTHER_LANGUAGES
from salesdash.catalog.words.vocabulary import CURRENCIES

_SIMPLIFY = opencc.OpenCC("t2s")

# Words for the unit in which a whole column or sheet is written, the longest first.
UNITS: tuple[tuple[str, Decimal], ...] = (
    ("百万元", Decimal(10**6)),
    ("千万元", Decimal(10**7)),
    ("十万元", Decimal(10**5)),
    ("万元", Decimal(10**4)),
    ("亿元", Decimal(10**8)),
    ("千元", Decimal(10**3)),
    ("百元", Decimal(100)),
    ("百万", Decimal(10**6)),
    ("千万", Decimal(10**7)),
    ("亿", Decimal(10**8)),
    ("万", Decimal(10**4)),
    ("千", Decimal(10**3)),
    ("million", Decimal(10**6)),
    ("millions", Decimal(10**6)),
    ("thousands", Decimal(10**3)),
    ("thousand", Decimal(10**3)),
    ("mn", Decimal(10**6)),
    ("000", Decimal(10**3)),
    ("10k", Decimal(10**4)),
    ("10000", Decimal(10**4)),
    ("100m", Decimal(10**8)),
    ("000s", Decimal(10**3)),
    ("k", Decimal(10**3)),
    ("m", Decimal(10**6)),
    ("元", Decimal(1)),
)
# Thousands and millions of a currency, as they are written in German and Spanish: T€, TEUR, Mio. €
_SHORT = (
    (re.compile(r"(?:t|tsd\.?|miles(?: de)?)[ .]*(?:€|eur(?:os?)?|chf|usd|\$)"), Decimal(10**3)),
    (
        re.compile(r"(?:mio\.?|millones(?: de)?|mill\.?)[ .]*(?:€|eur(?:os?)?|chf|usd|\$)"),
        Decimal(10**6),
    ),
)
# Words after a size that say what is counted: 万件, 千人.
_COUNTED = re.compile(r"(?<=[万亿千百])[件个台箱套只人家次吨笔单]$")
# 元 stays: it tells 千元 from a mere thousand.
_NAMES = sorted((re.escape(w) for w, _ in CURRENCIES if w != "元"), key=len, reverse=True)
# What stands between the levels of a header of several rows.
BETWEEN = " / "
_CURRENCY = re.compile("|".join(_NAMES) + r"|['’,\s]|单位|[:：]|in\b")
_BRACKETED = re.compile(r"[(\[【]([^)\]】]*)[)\]】]")
_CODES = "|".join({code.casefold() for _, code in CURRENCIES})
_TRAILING_UNIT = re.compile(
    r"[-_/,:\s]*(百万元|千万元|万元|亿元|千元|百元|元|rmb|cny|usd|[¥$€£%])$"
    rf"|[-_/,:\s]+({_CODES})$"
)
# What pivot tables and BI programs put around a field's name: Sum of Sales, Month of Order Date.
_AROUND = re.compile(
    r"(?:(?:sum|day|week|month|quarter|year) of |求和项\s*:\s*)(.+)|sum\s*\((.+)\)"
)
# Beside last month's and last year's figures these are the ones of the table's own time.
_OF_NOW = re.compile(
    r"^(?:[本当今](?:期|日|天|周|月|季度?)|(?:this|current) (?:day|week|month|quarter)(?:'s)?\s+)"
)
# Forms head each column with the question; what it asks for, the first words that stand in it.
_QUESTION = re.compile(r"[?？您]|^\s*(?:q|第)?\d+\s*[、.．题]\s*\S{4}", re.IGNORECASE)
_ASKED = (
    ("nps", r"推荐|recommend"),
    ("csat", r"满意|satisf"),
    ("comment", r"建议|意见|comment|suggest|feedback|improve"),
    ("customer", r"公司|单位|客户名|姓名|company|your name"),
)
_DECORATION = re.compile(r"^[\s*＊·•\d.、]*(?=\D)|[*＊:：?？\s]+$")


LONGEST = 300


@dataclass(frozen=True, slots=True)
class Match:
    """A header taken for a field. `rank` orders the headers of one field: 0 is its own name."""

    field: Field
    rank: int
    sure: bool = True


@dataclass(frozen=True, slots=True)
class MatchedColumn:
    """A column taken for a field. `sure` is False where only the likeness of names speaks for it.

    `others` are further columns that go by the same field, best first; `rivals` further ones that
    may as well be it where no name tells. `is_guess` is False where only the user's word makes it that.
    """

    index: int
    sure: bool = True
    others: tuple[int, ...] = ()
    rivals: tuple[int, ...] = ()
    is_guess: bool = True


def simplified(text: str) -> str:
    """Traditional characters as Simplified ones; all else as it is."""
    return text if text.isascii() else str(_SIMPLIFY.convert(text))


def spoken(text: str) -> str:
    """The text as its words are looked for: simplified, in lower case, with blanks between them."""
    return simplified(text).casefold().replace("_", " ")


@cache
def plain(header: str) -> str:
    """The header without what varies between writers: script, width, case, blanks, units."""
    return normal_header(simplified(header))


@cache
def without_unit(header: str) -> str:
    """The same, without the unit or currency behind it."""
    text = unicodedata.normalize("NFKC", simplified(header)).casefold().strip()
    return normal_header(_DECORATION.sub("", _TRAILING_UNIT.sub("", text)))


@cache
def fields_by_header(dataset: str) -> dict[str, Match]:
    """Every plain header by which a field of the dataset is known."""
    matches: dict[str, Match] = {}
    fields = DATASETS[dataset].fields
    for field in fields:
        for rank, header in enumerate(field.headers):
            matches.setdefault(plain(header), Match(field, rank))
    foreign = OTHER_LANGUAGES.get(dataset, {})
    for field in fields:
        for rank, header in enumerate(foreign.get(field.key, "").split("|")):
            matches.setdefault(plain(header), Match(field, len(field.headers) + rank))
    matches.pop("", None)
    return matches


def match(header: str, dataset: Dataset) -> Match | None:
    """The field of the dataset that goes by this header, or by one of its levels."""
    matches = fields_by_header(dataset.key)
    for name in (header, *reversed(header.split(BETWEEN))):
        declared = matches.get(plain(name)) or matches.get(without_unit(name))
        if declared or (declared := matches.get(without_unit(_unwrapped(name)))):
            return declared
    return _asked(header, dataset)


def stands_for(header: str, dataset: Dataset, key: str) -> bool:
    """Whether the header is that of this field of the dataset."""
    declared = match(header, dataset)
    return declared is not None and declared.field.key == key


def _asked(header: str, dataset: Dataset) -> Match | None:
    """What a question of a form asks for: `您有多大可能推荐我们？（0-10）`."""
    if dataset.key != "surveys" or len(header) > LONGEST or not _QUESTION.search(header):
        return None
    text = spoken(header)
    key = next((key for key, words in _ASKED if re.search(words, text)), None)
    return Match(dataset.field(key), len(dataset.field(key).headers)) if key else None


def _unwrapped(header: str) -> str:
    text = _OF_NOW.sub("", unicodedata.normalize("NFKC", simplified(header)).casefold().strip())
    around = _AROUND.fullmatch(text)
    return (around[1] or around[2]) if around else text


@cache
def _all_known() -> frozenset[str]:
    return frozenset(header for key in DATASETS for header in fields_by_header(key))


@cache
def kinds_of(header: str) -> frozenset[Kind]:
    """The kinds of the fields that go by this header, in whatever dataset."""
    matches = (match(header, dataset) for dataset in DATASETS.values())
    return frozenset(each.field.kind for each in matches if each)


def is_known(header: str) -> bool:
    """Whether some dataset has a field of that name."""
    if len(header) > LONGEST:
        return False
    return plain(header) in _all_known() or without_unit(header) in _all_known()


@cache
def commonness(header: str) -> int:
    """In how many datasets the header stands for a field: the fewer, the more it tells."""
    return sum(match(header, dataset) is not None for dataset in DATASETS.values())


def unit_of(header: str) -> Decimal | None:
    """The factor that a header states for its numbers: `销售额（万元）` → 10000."""
    text = unicodedata.normalize("NFKC", simplified(header)).casefold()
    for inside in _BRACKETED.findall(text):
        if factor := unit_word(inside):
            return factor
    trailing = re.search(r"(百万元|千万元|万元|亿元|千元|百元)$", text.strip())
    return unit_word(trailing[1]) if trailing else None


def unit_word(words: str) -> Decimal | None:
    """`万元` → 10000, `RMB '000` → 1000, `%` → 0.01; None where the words are no unit of money."""
    bare = _COUNTED.sub("", _CURRENCY.sub("", words.casefold()))
    if words.strip() in ("%", "％"):
        return Decimal("0.01")
    short = words.casefold().strip()
    if sized := next((factor for form, factor in _SHORT if form.fullmatch(short)), None):
        return sized
    if not bare:
        return Decimal(1) if words.strip() else None
    return next((factor for word, factor in UNITS if bare == word), None)
