"""How numbers are written: the unit of a figure and its form in each language."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from functools import cache
from typing import Literal

from salesdash.text import LANGS, Lang, Text

Chosen = Literal["auto", "one", "wan", "yi"]
SCALES: tuple[Chosen, ...] = ("auto", "one", "wan", "yi")


@dataclass(frozen=True, slots=True)
class UpTo:
    """The one size in which all money of a figure is written whose largest amount, in 元, this is."""

    largest: float


Scale = Chosen | UpTo


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts. `words` name it, `after` stands after a number (`after_one` after a single
    one), `excel` is its cell format. `whole` is what people hold every such number against."""

    key: str
    words: Text
    after: Text
    decimals: int
    excel: str
    factor: float = 1.0
    whole: float | None = None
    after_one: Text | None = None

    @property
    def name(self) -> Text:
        return _currency if self.key == "money" else self.words

    @property
    def suffix(self) -> Text:
        return Text(_currency.zh, "") if self.key == "money" else self.after


OURS = "CNY"
# A change computed as 110 / 100 − 1 is a hair over 0.1: it is 10 %.
_HAIR = Decimal("1e-9")
FINEST = 3  # so many digits more tell a number from a limit that it is not
_ALL_DIGITS = Context(prec=400)  # of the largest float
# A process shows one workspace, and a workspace counts all money in one currency.
_currency = Text("元", "¥")


def keep_money_in(code: str | None) -> None:
    """From now on write money in this currency (its ISO code; None: ours)."""
    global _currency
    _currency = currency_sign(code or OURS)


@cache
def currency_sign(code: str) -> Text:
    """What stands after an amount in Chinese and before it in English: 元 · ¥, 美元 · $, 瑞士法郎 · CHF."""
    if code == OURS:
        return Text("元", "¥")
    from babel.numbers import get_currency_name, get_currency_symbol  # slow to load, seldom wanted

    return Text(get_currency_name(code, locale="zh"), get_currency_symbol(code, locale="en"))


MONEY = Unit("money", Text("金额", "money"), Text("", ""), 2, "#,##0.00")
COUNT = Unit("count", Text("个", "count"), Text("", ""), 0, "#,##0")
QUANTITY = Unit("quantity", Text("件", "units"), Text("", ""), 0, "#,##0")
RATIO = Unit("ratio", Text("%", "%"), Text("%", "%"), 1, "0.0%", factor=100, whole=1)
PERCENT = replace(RATIO, decimals=0)  # a ratio in whole percent, where there is room for no more
POINTS = Unit("points", Text("百分点", "pts"), Text("个百分点", " pts"), 1, "0.0", factor=100)
MULTIPLE = Unit("multiple", Text("倍", "×"), Text("", ""), 2, "0.00", whole=1)
SCORE = Unit("score", Text("分", "points"), Text("", ""), 0, "0")
RATING = Unit("rating", Text("分", "points"), Text("分", ""), 2, "0.00")
DAYS = Unit("days", Text("天", "days"), Text("天", " days"), 0, "0.0", after_one=Text("天", " day"))
MONTHS = Unit(
    "months",
    Text("个月", "months"),
    Text("个月", " months"),
    0,
    "0",
    after_one=Text("个月", " month"),
)
HOURS = Unit("hours", Text("小时", "hours"), Text("小时", " h"), 1, "0.0")

UNITS = {
    u.key: u
    for u in (MONEY, COUNT, QUANTITY, RATIO, POINTS, MULTIPLE, SCORE, RATING, DAYS, MONTHS, HOURS)
}


@dataclass(frozen=True, slots=True)
class SizeStep:
    """One size in which large numbers are written: divide by `size`, append `suffix`."""

    size: float
    suffix: str


STEPS: dict[Lang, dict[Chosen, SizeStep]] = {
    "zh": {"one": SizeStep(1, ""), "wan": SizeStep(1e4, "万"), "yi": SizeStep(1e8, "亿")},
    "en": {"one": SizeStep(1, ""), "wan": SizeStep(1e3, "k"), "yi": SizeStep(1e6, "m")},
}
# From where on a whole figure is written in a size. A single number takes the largest that it fills;
# in a figure 10,449万元 stands beside 89.8万元, and 20,712元 beside +384元.
_FIGURE_FROM: dict[Lang, dict[Chosen, Decimal]] = {
    "zh": {"wan": Decimal(10) ** 5, "yi": Decimal(10) ** 9},
    "en": {"wan": Decimal(10) ** 5, "yi": Decimal(10) ** 6},
}
_LARGE: dict[Chosen, Text] = {
    "one": Text("", ""),
    "wan": Text("万", " thousand"),
    "yi": Text("亿", " million"),
}


def scale_name(scale: Scale) -> Text:
    """What amounts of money are written in: `万元` · `¥ thousand`."""
    if scale == "auto":
        return Text("自动", "Auto")
    zh, en = (_LARGE[_chosen(scale, lang)] for lang in LANGS)
    return Text(zh.zh + _currency.zh, f"{_currency.en}{en.en}")


def write(
    value: float | None,
    unit: Unit,
    scale: Scale = "auto",
    *,
    signed: bool = False,
    limits: Sequence[float] = (),
) -> Text:
    """A number as people read it, unit included: `1,611.8万元` · `¥16.1m`. Missing is a dash.

    What rounds up to the next size is written in it: 99,999,999 is `1.00亿元`. A number that is none
    of the `limits` by which it is judged never reads as one of them, nor a part as the whole: 0.9996
    is `99.96%`.
    """
    return Text(*(_written(value, unit, scale, signed, limits, lang) for lang in LANGS))


def apart(now: float, before: float, unit: Unit = RATIO, *, limits: Sequence[float] = ()) -> float:
    """How far two rates or scores are apart as people read them: whoever sees 86.1 % beside 85.3 % reckons
    0.8 points, whatever the digits that are not written. NaN where one of them is missing."""
    if not (math.isfinite(now) and math.isfinite(before)):
        return math.nan
    sizes = [
        _read(Decimal(repr(float(rate))), unit, "auto", limits, "en")[0] for rate in (now, before)
    ]
    now_read, before_read = (
        size.copy_sign(Decimal(rate)) for size, rate in zip(sizes, (now, before), strict=True)
    )
    return float(now_read - before_read) / unit.factor


def step_for(largest: float, unit: Unit, scale: Scale, lang: Lang) -> SizeStep:
    """The size in which a whole column or axis of up to `largest` is written."""
    steps = STEPS[lang]
    if unit not in (MONEY, COUNT, QUANTITY):
        return SizeStep(1 / unit.factor, "")
    if unit is MONEY and scale != "auto":
        return steps[_chosen(scale, lang)]
    in_full, *larger = steps.values()
    # people count in full; money they round
    in_full_below = larger[0].size * (1 if unit is MONEY else 100)
    if abs(largest) < in_full_below:
        return in_full
    return [step for step in larger if abs(largest) >= step.size][-1]


def _chosen(scale: Scale, lang: Lang) -> Chosen:
    """The size of a figure's money: what was chosen, else what its largest amount asks for."""
    return _of_largest(scale.largest, lang) if isinstance(scale, UpTo) else scale


@cache
def _of_largest(largest: float, lang: Lang) -> Chosen:
    """What rounding carries over a boundary is beyond it, as in a single number."""
    step_chosen: Chosen = "one"
    for larger, begins in _FIGURE_FROM[lang].items():
        step = STEPS[lang][step_chosen]
        size = Decimal(repr(float(largest))) / Decimal(repr(step.size))
        written = _rounded(size, _decimals(float(size), MONEY, step)) * Decimal(repr(step.size))
        step_chosen = larger if written >= begins else step_chosen
    return step_chosen


def places(rates: Iterable[float], limits: Sequence[float] = ()) -> int:
    """The decimals of a column of rates, as shares, so that no part in it reads as the whole, and none as
    a limit that it is not."""
    close = 10.0**-RATIO.decimals / RATIO.factor  # no other is rounded to it
    near = [r for r in rates if any(abs(abs(r) - limit) <= close for limit in (1.0, *limits))]
    written = (write(rate, RATIO, limits=limits).en for rate in near)
    return max((len(w.partition(".")[2]) - 1 for w in written), default=RATIO.decimals)


def exact(amount: Decimal, code: str | None = None, *, signed: bool = False) -> Text:
    """Money to the last fen, for a receipt that is checked; in its own currency where one is named."""
    sign = "-" if amount < 0 else "+" if signed else ""
    currency = currency_sign(code) if code else _currency
    number = f"{abs(amount):,.2f}"
    return Text(f"{sign}{number} {currency.zh}", sign + _before(number, currency))


def unit_label(unit: Unit, step: SizeStep, lang: Lang) -> str:
    """The unit to stand beside an axis or a column: `万元`, `¥m`, `%`, `k units`, `k`."""
    if lang == "zh":
        return step.suffix + unit.name.zh
    if unit is MONEY:
        return _currency.en + step.suffix
    if unit is COUNT and step.suffix:
        return step.suffix
    return f"{step.suffix} {unit.name.en}".strip()


def _written(
    value: float | None,
    unit: Unit,
    scale: Scale,
    signed: bool,
    limits: Sequence[float],
    lang: Lang,
) -> str:
    if value is None or math.isnan(value) or math.isinf(value):
        return "–"
    number = Decimal(repr(float(value)))
    size, step = _read(number, unit, scale, limits, lang)
    after = unit.after_one if size == 1 and unit.after_one else unit.suffix
    body = f"{size:,f}{step.suffix}{after[lang]}"
    if unit is MONEY and lang == "en":
        body = _before(body, _currency)
    sign = "" if not size else "-" if number < 0 else "+" if signed else ""
    return sign + body


def _read(
    number: Decimal, unit: Unit, scale: Scale, limits: Sequence[float], lang: Lang
) -> tuple[Decimal, SizeStep]:
    """The digits that are written of a number, without its sign, and the step that they count."""
    size, step = _sized(abs(number), unit, scale, lang)
    one = Decimal(repr(step.size))
    bounds = [
        abs(Decimal(repr(float(limit)))) / one for limit in limits if limit * float(number) >= 0
    ]
    return _kept_off_limits(abs(number) / one, size, bounds, unit), step


def _sized(number: Decimal, unit: Unit, scale: Scale, lang: Lang) -> tuple[Decimal, SizeStep]:
    """The number in its step, rounded; what rounding carries over a boundary is beyond it."""
    step = step_for(float(number), unit, scale, lang)
    one = Decimal(repr(step.size))
    size = _rounded(number / one, _decimals(float(number / one), unit, step, scale))
    carried = size * one
    beyond = step_for(float(carried), unit, scale, lang)
    if beyond != step or _decimals(float(size), unit, step, scale) != _places(size):
        return _sized(carried, unit, scale, lang)
    return size, step


def _kept_off_limits(
    exactly: Decimal, size: Decimal, limits: Sequence[Decimal], unit: Unit
) -> Decimal:
    """The size, with so many digits more that it lies on the same side of each limit as the number
    does; cut short of the limit where the finest do not tell them apart."""
    whole = None if unit.whole is None else Decimal(repr(unit.whole * unit.factor))
    for limit in (*limits, *([whole] if whole and exactly < whole else [])):
        side = exactly.compare(limit)
        if abs(exactly - limit) <= _HAIR * limit or size.compare(limit) == side:
            continue
        least = _places(size) + 1
        finer = [_rounded(exactly, places) for places in range(least, least + FINEST)]
        cut = ROUND_FLOOR if side < 0 else ROUND_CEILING
        short = exactly.quantize(finer[-1], cut, _ALL_DIGITS)
        size = next((place for place in finer if place.compare(limit) == side), short)
    return size


def _rounded(size: Decimal, places: int) -> Decimal:
    """Half away from zero, as people round and as spreadsheets do."""
    return size.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _ALL_DIGITS)


def _places(size: Decimal) -> int:
    return max(0, -int(size.as_tuple().exponent))


def _before(amount: str, currency: Text) -> str:
    """An amount behind the sign of its currency, in English: `¥5`, `CHF 5`."""
    return currency.en + " " * currency.en.isalpha() + amount


def _decimals(size: float, unit: Unit, step: SizeStep, scale: Scale = "auto") -> int:
    if unit is QUANTITY:
        return 0 if step.size == 1 else 1
    if unit is DAYS:
        return 0 if size == int(size) else 1
    if unit not in (MONEY, COUNT):
        return unit.decimals
    if step.size == 1:
        # beside thousands a figure writes hundreds in full, too
        largest = scale.largest if isinstance(scale, UpTo) and size >= 1 else size
        return 0 if unit is COUNT or largest >= 1000 else unit.decimals
    if size >= 10:
        return 1 if size < 10_000 else 0
    # the little that stands in a large size does not read as nothing
    return next((places for places in (2, 3, 4) if size * 10**places >= 0.5), 2)
