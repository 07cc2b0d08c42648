"""A column of text → numbers, exactly; with what could not be read and what was met."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.words.goods_units import PIECES, Measure
from salesdash.catalog.words.vocabulary import CURRENCIES
from salesdash.intake.texts.goods_units import unit_behind
from salesdash.intake.texts.text_column import TextColumn

Mark = Literal[".", ","]
EXACT = pa.decimal128(18, 4)
LARGEST = Decimal(10) ** 14
LONGEST = 100
# Samples of a column are looked at several times over.
SEEN = 10_000
# The trait of 8.5折, 85折, 八五折: the share of the price that is paid.
SHARE_PAID = "share_paid"
# The trait of ¥12/kg.
PRICED = "priced"
STEP = Decimal("0.0001")

_PLAIN = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?$"
_GROUPED = r"^[¥￥$€\s]*-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?\s*元?$"
_THOUSANDS = r"^-?\d{1,3}(,\d{3})+(\.\d+)?$"
# What is a decimal in one country and a thousand in another: 1.200
_IN_POINTS = r"^[+-]?[1-9]\d{0,2}(\.\d{3})?$"
_THOUSAND = r"^[+-]?[1-9]\d{0,2}\.\d{3}$"
GLANCE = 1_000
_DRESS = r"[¥￥$€,\s元]"
_CURRENCY = re.compile(
    "|".join(sorted((re.escape(w) for w, _ in CURRENCIES if " " not in w), key=len, reverse=True))
)
# What is counted and is no goods.
_COUNTED = re.compile(r"(?<=\d)(笔|单|人|次|家|分|星)$")
_SHARE_PAID = re.compile(r"(\d(?:\.\d|\d)?|[一二三四五六七八九]{1,2})折")
_CHINESE_DIGITS = str.maketrans("一二三四五六七八九", "123456789")
_MINUS = str.maketrans("−–—﹣", "----")
_SIZES = (
    ("百万", 10**6), ("千万", 10**7), ("十万", 10**5), ("亿", 10**8), ("万", 10**4),
    ("千", 10**3), ("百", 100), ("mn", 10**6), ("k", 10**3), ("w", 10**4), ("m", 10**6),
)  # fmt: skip
# Thousands parted as the Swiss do: 1'234.50
_APOSTROPHES = re.compile(r"(?<=\d)['’](?=\d{3}(?!\d))")
# No cents, as the Swiss and Germans write them: 1'234.-, 12,--
_NO_CENTS = {".": re.compile(r"(?<=\d)\.--?$"), ",": re.compile(r"(?<=\d),--?$")}
_BARE = re.compile(r"(\d+\.?\d*|\.\d+)(e[+-]?\d{1,2})?")
# Whether the tax is in it: 768（含税）, 120 incl. VAT.
_TAXED = re.compile(
    r"(?<=.)[(]?(?:[不未]?含税|(?:in|ex)[ck]l\.?(?:(?:of)?(?:vat|tax|gst|mwst|ust))?|(?:plus|zzgl\.?|\+)(?:vat|tax|mwst))[)]?$"
)
POINT_GROUPS = re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?")


@dataclass(frozen=True, slots=True)
class Numbers:
    """`values`: decimal128(18, 4), null where blank or `failed`. `met`: traits and how often. `units`: those
    in which things are counted, and how often; the values are in the first of them."""

    values: pa.Array
    failed: pa.Array
    met: Counter[str]
    units: tuple[Measure, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberReading:
    """One cell read: `has_unit` where it says its own size (万), `percent` where it ends in %; `measure`
    is the unit of the things that it counts or, where it is a price, prices."""

    value: Decimal
    has_unit: bool = False
    percent: bool = False
    traits: tuple[str, ...] = ()
    measure: Measure | None = None

    @property
    def is_price(self) -> bool:
        """Whether it says that it is the price of one of something: 12/kg."""
        return PRICED in self.traits


def read_numbers(
    text: pa.Array,
    *,
    factor: Decimal = Decimal(1),
    mark: Mark = ".",
    unit: Measure | None = None,
) -> Numbers:
    """Numbers in units of one. `factor` is that of the column; a cell's own unit goes before it. `unit` is
    that in which bare numbers are; weights that state another are turned into it, and where the column
    states none, bare numbers beside weights cannot be read.

    `text` is an array of strings, trimmed, null where blank. A percentage becomes a fraction.
    """
    if factor == 1 and mark == "." and (plain := read_plain(TextColumn(text))):
        return plain
    is_plain = pc.match_substring_regex(text, _PLAIN)
    if mark == ",":  # 1.200 is a decimal number to the eye alone
        is_plain = pc.and_not(is_plain, pc.match_substring_regex(text, _THOUSAND))
    is_plain = pc.fill_null(is_plain, False)
    values = _exact(pc.if_else(is_plain, text, None), factor)
    if mark == ".":
        is_grouped = pc.fill_null(pc.match_substring_regex(text, _GROUPED), False)
        bare = pc.replace_substring_regex(pc.if_else(is_grouped, text, None), _DRESS, "")
        values = pc.coalesce(values, _exact(bare, factor))
        with_sign = pc.and_(is_grouped, pc.match_substring_regex(text, "[¥￥$€元]"))
        met = Counter({"currency": _count(with_sign)})
    else:
        met = Counter()
    units: tuple[Measure, ...] = ()
    odd = pc.if_else(pc.is_null(values), text, None)
    if odd.null_count < len(odd):
        patched, more, units = _one_by_one(odd, factor, mark, unit)
        if unit is None and any(one.kind != PIECES for one in units) and not more[PRICED]:
            values = pc.if_else(
                pc.is_valid(patched), patched, None
            )  # a bare number's unit is not known
        values, met = pc.coalesce(values, patched), met + more
    failed = pc.and_(pc.is_valid(text), pc.is_null(values))
    return Numbers(values, failed, met, units)


def read_plain(column: TextColumn) -> Numbers | None:
    """The quick way, where every text is bare digits with at most four decimals, be they in
    thousands: `1,234.50`; None as well where its points may part thousands."""
    if in_points(column.text.slice(0, GLANCE)):
        return None
    for read in (_plain, _grouped):
        with suppress(pa.ArrowInvalid):
            values = column.each(read)
            return Numbers(values, pa.repeat(pa.scalar(False), len(values)), Counter())
    return None


def _plain(text: pa.Array) -> pa.Array:
    pc.cast(text.slice(0, GLANCE), EXACT)  # a cast that fails is slow: every cell is told of
    return pc.cast(text, EXACT)


def _grouped(text: pa.Array) -> pa.Array:
    grouped = pc.filter(text, pc.match_substring(text, ","))
    if not len(grouped) or not pc.all(pc.match_substring_regex(grouped, _THOUSANDS)).as_py():
        raise pa.ArrowInvalid("not in thousands")
    return _plain(pc.replace_substring(text, ",", ""))


def readable(sample: list[str]) -> float:
    """The share of the texts that are numbers."""
    return sum(parse(text) is not None for text in sample) / len(sample) if sample else 0.0


def readable_loosely(sample: list[str]) -> float:
    """The same, whatever sign parts the decimals."""
    read = sum(parse(text) is not None or parse(text, ",") is not None for text in sample)
    return read / len(sample) if sample else 0.0


def in_points(text: pa.Array) -> bool:
    """Whether every point of a column has just three digits behind it, and a thousand may be meant."""
    texts = text.drop_null()
    if not pc.any(pc.match_substring(texts, ".")).as_py():
        return False
    return bool(pc.all(pc.match_substring_regex(texts, _IN_POINTS)).as_py())


@lru_cache(maxsize=SEEN)
def parse(text: str, mark: Mark = ".") -> NumberReading | None:
    """One cell as a number; None where it is none."""
    if len(text) > LONGEST:
        return None
    words = unicodedata.normalize("NFKC", text).translate(_MINUS).casefold().strip()
    bare = _TAXED.sub("", _APOSTROPHES.sub("", re.sub(r"\s", "", words)))
    goods, measure, is_price = unit_behind(bare)
    counted = _CURRENCY.sub("", goods)
    money = _COUNTED.sub("", counted)
    is_counted = money != counted or (measure is not None and not is_price)
    traits = [
        trait
        for trait, met in (
            ("currency", counted != goods),
            ("counted", is_counted),
            (PRICED, is_price),
        )
        if met
    ]
    if match := _SHARE_PAID.fullmatch(bare):
        digits = match[1].translate(_CHINESE_DIGITS).replace(".", "")
        return NumberReading(Decimal(f"0.{digits}"), traits=(SHARE_PAID,))
    if money == "-" and "currency" in traits:
        return NumberReading(Decimal(0), traits=("currency",))
    money, negative = _sign(_NO_CENTS[mark].sub("", money))
    percent = money.endswith("%")
    money = money.removesuffix("%")
    size = Decimal(1)
    for word, times in _SIZES:
        if money.endswith(word):
            money, size = money.removesuffix(word), Decimal(times)
            traits.append("unit")
            break
    money, negative_again = _sign(money)
    if negative_again and negative:
        return None
    digits = _digits(money, mark)
    is_weighed_money = measure is not None and not is_price and "currency" in traits  # €12t
    if digits is None or is_weighed_money:
        return None
    if "," in money or ("." in money and mark == ","):
        traits.append("grouped")
    if negative and not words.startswith("-"):
        traits.append("sign")
    value = digits * size / (100 if percent else 1)
    value = -value if negative or negative_again else value
    traits += ["percent"] if percent else []
    return NumberReading(value, size != 1, percent, tuple(traits), measure)


def _sign(text: str) -> tuple[str, bool]:
    if text.startswith("(") and text.endswith(")"):
        return text[1:-1], True
    if text.startswith("-"):
        return text[1:], True
    if text.endswith("-") and len(text) > 1:
        return text[:-1], True
    return text.removeprefix("+"), False


def _digits(text: str, mark: Mark) -> Decimal | None:
    if mark == ",":
        text = text.translate(str.maketrans(",.", ".,"))
    if "," in text:
        if not POINT_GROUPS.fullmatch(text):
            return None
        text = text.replace(",", "")
    if not _BARE.fullmatch(text):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _exact(text: pa.Array, factor: Decimal) -> pa.Array:
    """Plain digits → decimal128(18, 4), rounded half up; null where they are too many."""
    if text.null_count == len(text):
        return pa.nulls(len(text), EXACT)
    try:
        wide = pc.cast(text, pa.decimal128(38, 18))
        if factor != 1:
            narrow = pc.cast(pc.round(wide, 10), pa.decimal128(25, 10))
            wide = pc.multiply(narrow, pa.scalar(factor, pa.decimal128(12, 2)))
        rounded = pc.round(wide, 4, round_mode="half_towards_infinity")
        return pc.cast(rounded, EXACT, safe=False) if _fit(rounded) else pc.cast(rounded, EXACT)
    except pa.ArrowInvalid:
        return _one_by_one(text, factor, ".")[0]


def _fit(values: pa.Array) -> bool:
    ends = pc.min_max(values)
    low, high = ends["min"].as_py(), ends["max"].as_py()
    return low is None or (low > -LARGEST and high < LARGEST)


def _one_by_one(
    text: pa.Array, factor: Decimal, mark: Mark, unit: Measure | None = None
) -> tuple[pa.Array, Counter[str], tuple[Measure, ...]]:
    """Each different text once, in Python; sizes of one kind (g, 吨) in the `unit` of the column, else in the
    most frequent of theirs."""
    encoded = text.dictionary_encode()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    readings = [parse(words, mark) for words in encoded.dictionary.to_pylist()]
    met: Counter[str] = Counter()
    for reading in readings:
        met.update(reading.traits if reading else ())
    units = _units(readings, encoded.indices)
    if unit and any(one.kind == unit.kind for one in units):
        units = (unit, *(one for one in units if one != unit))
    usual = {one.kind: one for one in reversed(units)}
    values = [_sized(each, factor, usual) if each else None for each in readings]
    return pc.take(pa.array(values, EXACT), encoded.indices), met, units


def _units(readings: Sequence[NumberReading | None], indices: pa.Array) -> tuple[Measure, ...]:
    """The units of the things that are counted, or priced, the most frequent first."""
    measures = {i: r.measure for i, r in enumerate(readings) if r and r.measure}
    if not measures:
        return ()
    many = Counter(
        {each["values"]: each["counts"] for each in pc.value_counts(indices).to_pylist()}
    )
    often: Counter[Measure] = Counter()
    for i, measure in measures.items():
        often[measure] += many[i]
    return tuple(measure for measure, _ in often.most_common())


def _sized(reading: NumberReading, factor: Decimal, usual: Mapping[str, Measure]) -> Decimal | None:
    value = reading.value if reading.has_unit or reading.percent else reading.value * factor
    if reading.measure:
        times = reading.measure.size / usual[reading.measure.kind].size
        value = value / times if reading.is_price else value * times
    value = value.quantize(STEP, ROUND_HALF_UP) if abs(value) < LARGEST else LARGEST
    return value if abs(value) < LARGEST else None


def _count(mask: pa.Array) -> int:
    return int(pc.sum(mask).as_py() or 0)
