"""Names and signs of currencies, and the headers under which they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

from salesdash.catalog.model import Kind
from salesdash.catalog.words.vocabulary import CURRENCIES
from salesdash.intake.texts.headers import kinds_of, simplified, spoken

_NAMED = re.compile(
    r"币(?:[种别]|$)|货币|通货|currency|\bccy\b|\bcurr\b|w[aä]hrung|\bdevises?\b|\bdivisa|\bmoneda|\bmoeda|"
    r"\bvaluta\b|통화"
)
# A size before a currency: T€, kUSD, Mio. EUR.
_SIZE = r"(?:(?:[tkm]|mio|mn|mln|tsd)\.?\s?)"
_SIZED = re.compile(
    rf"^(?:(?:in|en)\s+)?(?:{_SIZE}(?=[^\w\s.]|[a-z]{{3}}$)|[百千万亿]+(?=\S))?|\b(?:k|m|mn)\b|'?\b000s?\b",
    re.IGNORECASE,
)
_STATED = re.compile(
    rf"[(\[【]([^)\]】]*)[)\]】]|(?:[-_\s]|(?<=[\u4e00-\u9fff]))({_SIZE}?(?:[a-z]{{3}}|us\$|[€£]))$",
    re.IGNORECASE,
)
_CODE = re.compile(r"[A-Za-z]{3}")
# Other words or units as well: where nothing else stands in a column they make no currency of it.
_AMBIGUOUS = re.compile(r"won|rm|rp|sar|mop|php|rub|pounds?|sterling|dong|rand|tl|[元圆]整?|块")


def currency_of(words: str) -> str | None:
    """The ISO code of a currency's name or sign; None where the words are none."""
    return _by_word().get(tidy(words))


@cache
def owner_of(header: str) -> str | None:
    """Whose currency the header names: `费用` of 费用币种, blank where it does not say; None where it
    names no currency."""
    rest, many = _NAMED.subn(" ", spoken(header))
    return re.sub(r"[\W_]+|代码|\bcode\b", "", rest) if many else None


def stated_in(header: str) -> str | None:
    """The currency that the header of money states: `Sales (USD)`, `amount_eur`, 总价USD, 美元金额."""
    stated = _STATED.finditer(unicodedata.normalize("NFKC", header))
    named = first_of(each[1] or each[2] or "" for each in stated)
    led = None if named else led_by_currency(header)
    return led[0] if led else named


def led_by_currency(header: str) -> tuple[str, str] | None:
    """The currency with which the header begins, and what it says of money behind it: 美元金额."""
    words = tidy(header)
    names = (word for word in _by_word() if len(word) > 1 and not _AMBIGUOUS.fullmatch(word))
    for word in names:
        rest = words.removeprefix(word).strip()
        if rest != words and Kind.MONEY in kinds_of(rest):
            return _by_word()[word], rest
    return None


def first_of(texts: Iterable[str]) -> str | None:
    """The first currency that one of the texts is, its size (万美元, k EUR) set aside."""
    words = (_SIZED.sub("", text) for text in texts)
    return next((code for each in words if (code := currency_of(each))), None)


def are_currencies(texts: set[str]) -> bool:
    """Whether the texts are nothing but currencies, in words that mean nothing else."""
    named = {tidy(text) for text in texts}
    is_told = any(not _AMBIGUOUS.fullmatch(word) for word in named)
    return is_told and all(word in _by_word() for word in named)


def may_be_currencies(texts: set[str]) -> bool:
    """Whether they may all be currencies, known ones among them, where the header says so."""
    known = [text for text in texts if currency_of(text)]
    return bool(known) and all(text in known or _CODE.fullmatch(text.strip()) for text in texts)


def tidy(words: str) -> str:
    """The words without what varies between writers."""
    return " ".join(unicodedata.normalize("NFKC", simplified(words)).casefold().split())


@cache
def _by_word() -> Mapping[str, str]:
    return {tidy(word): code for word, code in CURRENCIES} | {
        code.lower(): code for _, code in CURRENCIES
    }
