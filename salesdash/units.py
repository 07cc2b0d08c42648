"""How numbers are written: the unit of a figure and its form in each language."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from salesdash.text import LANGS, Lang, Text

Scale = Literal["auto", "one", "wan", "yi"]
SCALES: tuple[Scale, ...] = ("auto", "one", "wan", "yi")


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts. `zh` and `en` are the words after it, `excel` its cell format."""

    key: str
    name: Text
    suffix: Text
    decimals: int
    excel: str
    factor: float = 1.0


MONEY = Unit("money", Text("元", "¥"), Text("元", ""), 2, "#,##0.00")
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
SCALE_NAMES: dict[Scale, Text] = {
    "auto": Text("自动", "Auto"),
    "one": Text("元", "¥"),
    "wan": Text("万元", "¥ thousand"),
    "yi": Text("亿元", "¥ million"),
}


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


def unit_label(unit: Unit, step: Step, lang: Lang) -> str:
    """The unit to stand beside an axis or a column: `万元`, `¥m`, `%`, `k units`, `k`."""
    if lang == "zh":
        return step.suffix + unit.name.zh
    if unit is MONEY:
        return "¥" + step.suffix
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
        body = "¥" + body
    is_zero = not any(ch in "123456789" for ch in f"{size:.{decimals}f}")
    sign = "" if is_zero else "-" if number < 0 else "+" if signed else ""
    return sign + body


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
