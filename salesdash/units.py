"""How numbers are written: the unit of a figure and its form in each language."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from salesdash.text import LANGS, Lang, Text

Scale = Literal["auto", "one", "wan", "yi"]
SCALES: tuple[Scale, ...] = ("auto", "one", "wan", "yi")


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts. `words` name it, `after` stands after a number, `excel` is its cell format."""

    key: str
    words: Text
    after: Text
    decimals: int
    excel: str
    factor: float = 1.0

    @property
    def name(self) -> Text:
        return _currency if self.key == "money" else self.words

    @property
    def suffix(self) -> Text:
        return Text(_currency.zh, "") if self.key == "money" else self.after


OURS = "CNY"
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
QUANTITY = Unit("quantity", Text("件", "units"), Text("", ""), 0, "#,##0.##")
RATIO = Unit("ratio", Text("%", "%"), Text("%", "%"), 1, "0.0%", factor=100)
POINTS = Unit("points", Text("百分点", "pts"), Text("个百分点", " pts"), 1, "0.0", factor=100)
MULTIPLE = Unit("multiple", Text("倍", "×"), Text("", ""), 2, "0.00")
SCORE = Unit("score", Text("分", "points"), Text("", ""), 0, "0")
RATING = Unit("rating", Text("分", "points"), Text("分", ""), 2, "0.00")
DAYS = Unit("days", Text("天", "days"), Text("天", " days"), 0, "0.0")
HOURS = Unit("hours", Text("小时", "hours"), Text("小时", " h"), 1, "0.0")

UNITS = {
    u.key: u for u in (MONEY, COUNT, QUANTITY, RATIO, POINTS, MULTIPLE, SCORE, RATING, DAYS, HOURS)
}


@dataclass(frozen=True, slots=True)
class Step:
    """One size in which large numbers are written: divide by `size`, append `suffix`."""

    size: float
    suffix: str


STEPS: dict[Lang, dict[Scale, Step]] = {
    "zh": {"one": Step(1, ""), "wan": Step(1e4, "万"), "yi": Step(1e8, "亿")},
    "en": {"one": Step(1, ""), "wan": Step(1e3, "k"), "yi": Step(1e6, "m")},
}
_LARGE: dict[Scale, Text] = {
    "one": Text("", ""),
    "wan": Text("万", " thousand"),
    "yi": Text("亿", " million"),
}


def scale_name(scale: Scale) -> Text:
    """What amounts of money are written in: `万元` · `¥ thousand`."""
    if scale == "auto":
        return Text("自动", "Auto")
    large = _LARGE[scale]
    return Text(large.zh + _currency.zh, f"{_currency.en}{large.en}")


def write(value: float | None, unit: Unit, scale: Scale = "auto", *, signed: bool = False) -> Text:
    """A number as people read it, unit included: `1,611.8万元` · `¥16.1m`. Missing is a dash."""
    return Text(*(_written(value, unit, scale, signed, lang) for lang in LANGS))


def step_for(largest: float, unit: Unit, scale: Scale, lang: Lang) -> Step:
    """The size in which a whole column or axis of up to `largest` is written."""
    steps = STEPS[lang]
    if unit not in (MONEY, COUNT, QUANTITY):
        return Step(1 / unit.factor, "")
    if unit is MONEY and scale != "auto":
        return steps[scale]
    # people count in full; money they round
    small = 1 if unit is MONEY else 100
    fitting = [s for s in steps.values() if s.size == 1 or abs(largest) >= s.size * small]
    return fitting[-1]


def exact(amount: Decimal, code: str | None = None, *, signed: bool = False) -> Text:
    """Money to the last fen, for a receipt that is checked; in its own currency where one is named."""
    sign = "-" if amount < 0 else "+" if signed else ""
    own = currency_sign(code) if code else _currency
    number = f"{abs(amount):,.2f}"
    return Text(f"{sign}{number} {own.zh}", sign + _before(number, own))


def unit_label(unit: Unit, step: Step, lang: Lang) -> str:
    """The unit to stand beside an axis or a column: `万元`, `¥m`, `%`, `k units`, `k`."""
    if lang == "zh":
        return step.suffix + unit.name.zh
    if unit is MONEY:
        return _currency.en + step.suffix
    if unit is COUNT and step.suffix:
        return step.suffix
    return f"{step.suffix} {unit.name.en}".strip()


def _written(value: float | None, unit: Unit, scale: Scale, signed: bool, lang: Lang) -> str:
    if value is None or math.isnan(value) or math.isinf(value):
        return "–"
    number = float(value)
    step = step_for(number, unit, scale, lang)
    size = abs(number) / step.size
    decimals = _decimals(size, unit, step)
    body = f"{size:,.{decimals}f}{step.suffix}{unit.suffix[lang]}"
    if unit is MONEY and lang == "en":
        body = _before(body, _currency)
    is_zero = not any(ch in "123456789" for ch in f"{size:.{decimals}f}")
    sign = "" if is_zero else "-" if number < 0 else "+" if signed else ""
    return sign + body


def _before(amount: str, currency: Text) -> str:
    """An amount behind the sign of its currency, in English: `¥5`, `CHF 5`."""
    return currency.en + " " * currency.en.isalpha() + amount


def _decimals(size: float, unit: Unit, step: Step) -> int:
    if unit is QUANTITY:
        return 0 if step.size == 1 else 1
    if unit is DAYS:
        return 0 if size == int(size) else 1
    if unit not in (MONEY, COUNT):
        return unit.decimals
    if step.size == 1:
        return 0 if unit is COUNT or size >= 1000 else unit.decimals
    return 2 if size < 10 else 1
