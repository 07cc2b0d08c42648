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
from salesdash.intake.texts.goods_units import LEVEL
from salesdash.intake.texts.scales import Sized, parted

_SIMPLIFY = opencc.OpenCC("t2s")

# What stands between the levels of a header of several rows.
BETWEEN = " / "
# What pivot tables and BI programs put around a field's name: Sum of Sales, Month of Order Date.
_AROUND = re.compile(
    r"(?:(?:sum|day|week|month|quarter|year) of |求和项\s*:\s*)(.+)|sum\s*\((.+)\)"
)
# Kingdee writes F before the names of all its fields: FDate, FBillNo.
_KINGDEE = re.compile(r"^F(?=[A-Z][a-z])")
# Beside last month's and last year's figures these are the ones of the table's own time, beside those of
# another currency the ones of its own.
_OF_ITS_OWN = re.compile(
    r"^(?:[本原]位?币(?=.)|[本当今](?:期|日|天|周|月|季度?)|(?:this|current) (?:day|week|month|quarter)(?:'s)?\s+)"
)
# Forms head each column with the question; what it asks for, the first words that stand in it.
_QUESTION = re.compile(r"[?？您]|^\s*(?:q|第)?\d+\s*[、.．题]\s*\S{4}", re.IGNORECASE)
_ASKED = (
    ("nps", r"推荐|recommend"),
    ("csat", r"满意|satisf"),
    ("comment", r"建议|意见|comment|suggest|feedback|improve"),
    ("customer", r"公司|单位|客户名|姓名|company|your name"),
)
# A price or an amount with or without its tax is one all the same.
_WITH_TAX = re.compile(
    r"(?:不?[含连]|未|去|除)税|\b(?:(?:inkl?|incl?|exkl?|excl?|zzgl)(?:uding|usive|usive der)?\.?|"
    r"with|without|con|sin|avec|hors)\s?(?:tax|vat|mwst|ust|iva|tva)\.?",
    re.IGNORECASE,
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
    return normal_header(_DECORATION.sub("", sized(header).name))


@cache
def taxed(header: str) -> str:
    """The header without the words that say whether the tax is in it: 含税价 → 价."""
    return _WITH_TAX.sub("", simplified(header))


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
        if declared := matches.get(plain(name)):
            return declared
        for each in (name, _unwrapped(name), taxed(name)):
            declared = matches.get(without_unit(each))
            if declared and _can_have(declared.field.kind, sized(each)):
                return declared
    return _asked(header, dataset)


def _can_have(kind: Kind, size: Sized) -> bool:
    """Whether a size behind the name of such a field is one: `Customer B` is no customer in billions."""
    if size.doubt:
        return kind is Kind.MONEY
    return not size.size or kind in (Kind.MONEY, Kind.NUMBER, Kind.COUNT, Kind.RATE, Kind.RATING)


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
    name = LEVEL.sub("", _KINGDEE.sub("", simplified(header)))
    text = unicodedata.normalize("NFKC", name).casefold().strip()
    text = _OF_ITS_OWN.sub("", text)
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


@cache
def sized(header: str) -> Sized:
    """The header parted into its name and the size of its money."""
    return parted(simplified(header))


def unit_of(header: str) -> Decimal | None:
    """The factor that a header states for its numbers: `销售额（万元）` → 10000."""
    return sized(header).size
