"""The size in which a header or a title says that its money is written: 销售额（万元）, Umsatz in T€, Sales
(in crores); or may say, and only the owner knows: Umsatz in T."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from salesdash.catalog.words.scales import DOUBTFUL, SCALES
from salesdash.catalog.words.vocabulary import CURRENCIES

PERCENT = Decimal("0.01")
# 元 stays: it tells 千元 from a mere thousand. Rs is that of several countries.
_CURRENCY = re.compile(
    "|".join(sorted((re.escape(w) for w, _ in CURRENCIES if w != "元"), key=len, reverse=True))
    + r"|\brs\b\.?"
)
_AROUND = re.compile(r"['’`,.\s]|单位|[:：]|\b(?:in|en|of|de)\b")
# Words after a size that say what is counted: 万件, 千人.
_COUNTED = re.compile(r"(?<=[万亿千百])[件个台箱套只人家次吨笔单]$")
_BRACKETED = re.compile(r"[(\[【]([^)\]】]*)[)\]】]")
# Where a unit may begin behind a name: after a mark or a blank, and a word that leads to it.
_BREAK = re.compile(
    r"[\s,，:：;；/|_–-]+(?P<led>(?:in|en)\s+|(?:单位|unit)\s*[:：]?\s*)?|(?=['’$€£¥₹])"
)
# 元 of any size may stand without a mark before it, a currency as well.
_ATTACHED = re.compile(r"[-_/,:\s]*(百万元|千万元|万元|亿元|千元|百元|元|rmb|cny|usd|[¥$€£%])$")
# For how many pieces a price is: 单价/千, price per 1000 pcs.
_PER = re.compile(r"(?:/|\bper\b|每)\s*(\S+?)\s*(?:件|个|只|pcs|pieces|units)?$")
# The hundredth of a unit, as programs of tills and payments count: 实付金额(分), amount in cents.
_CENTS = re.compile(
    r"[(\[【]\s*(?:(?:单位\s*[:：]?|in)\s*)?(?:分|cents?|pence|centavos|c[eé]ntimos)\s*[)\]】]|"
    r"(?<=[\s_,/-])(?:分|cents|pence|centavos|c[eé]ntimos)$"
)
# 销售额w, 销售额(W) and 万元销售额 as people write them in haste.
_HASTY = re.compile(r"(?<=[一-鿿])(\s*[(\[【]?\s*)w(?=\s*[)\]】]?$)")
_BEFORE = re.compile(r"(百万元|千万元|万元|亿元|千元)(?=[^\s户店以]{2})")
_CODES = "|".join({code.casefold() for _, code in CURRENCIES})
_CODE_BEHIND = re.compile(rf"[-_/,:\s]+({_CODES})$")


@dataclass(frozen=True, slots=True)
class Sized:
    """A header parted into its name and the size of its money; `doubt` is a word behind the name that
    may be one, or may not."""

    name: str
    size: Decimal | None = None
    doubt: str = ""


def size_of(words: str) -> Decimal | None:
    """`万元` → 10000, `RMB '000` → 1000, `%` → 0.01; None where the words are no unit of money."""
    text = unicodedata.normalize("NFKC", words).casefold().strip()
    if text == "%":
        return PERCENT
    unpriced = _CURRENCY.sub(" ", text)
    word = _COUNTED.sub("", bare(unpriced))
    if not word:
        return Decimal(1) if text else None
    if word in SCALES:
        return SCALES[word]
    sizes = DOUBTFUL.get(word, ()) if unpriced != text else ()
    return sizes[0] if len(sizes) == 1 else None


@cache
def parted(header: str) -> Sized:
    """The header, in lower case and in Simplified characters."""
    text = unicodedata.normalize("NFKC", header).casefold().strip()
    text = _HASTY.sub(r"\1万元", text)
    if before := _BEFORE.match(text):
        return Sized(text[before.end() :], SCALES[before[1]])
    insides = _BRACKETED.findall(text)
    if size := next((size for each in insides if (size := size_of(each))), None):
        return Sized(text, size)
    breaks = [each for each in _BREAK.finditer(text) if each.start()]
    for each in breaks:
        behind = text[each.end() :]
        if _may_be_bare(behind, is_led=bool(each["led"])) and (size := size_of(behind)):
            return Sized(text[: each.start()], size)
    for inside in insides:
        if bare(inside) in DOUBTFUL:
            return Sized(text, doubt=inside.strip())
    for each in breaks:
        behind = text[each.end() :]
        if bare(behind) in DOUBTFUL and (each["led"] or len(bare(behind)) > 1):
            return Sized(text[: each.start()], doubt=behind)
    if attached := _ATTACHED.search(text):
        size = SCALES.get(attached[1]) if attached[1] != "元" else None
        return Sized(text[: attached.start()], size)
    return Sized(_CODE_BEHIND.sub("", text))


@cache
def in_cents(header: str) -> bool:
    """Whether the header says that its money is written in hundredths."""
    return _CENTS.search(unicodedata.normalize("NFKC", header).casefold().strip()) is not None


@cache
def pieces_of(header: str) -> Decimal | None:
    """For how many pieces the price under a header may be, where it does not say a currency: `单价/千` → 1000."""
    behind = _PER.search(unicodedata.normalize("NFKC", header).casefold().strip())
    word = bare(behind[1]) if behind else ""
    many = Decimal(word) if word.isdecimal() else SCALES.get(word) if "元" not in word else None
    return many if many and many > 1 else None


def _may_be_bare(words: str, *, is_led: bool) -> bool:
    """Whether words without brackets can be a size and nothing else; a currency alone is none."""
    if size_of(words) in (Decimal(1), PERCENT):
        return False
    word = bare(words)
    if is_led or _CURRENCY.search(words):
        return True
    if word.isdigit():
        return words.startswith(("'", "’"))  # Sales '000; Customer 10000 is a name
    return not word.isascii() or len(word) > 1


def bare(words: str) -> str:
    """The words without what stands around a unit: `Mio.` as `mio`."""
    return _AROUND.sub("", words)
