"""What a column's numbers mean by how they are written: as rates, points, prices or counts of a unit; each is said."""

from __future__ import annotations

import re
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.words.goods_units import Measure
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.texts import numbers, words
from salesdash.intake.texts.goods_units import unit_in, unit_priced
from salesdash.intake.texts.headers import spoken
from salesdash.text import join, plain

PERCENT = Decimal("0.01")
_RATE_HEADER = re.compile(r"率|%|％|\brate\b|percent|\bpct\b", re.IGNORECASE)
_TRAITS = (
    ("currency", "去掉了货币符号", "currency signs were taken off"),
    ("counted", "去掉了件、个、kg 等单位", "units such as pcs or kg were taken off"),
    (
        numbers.PRICED,
        "按每件、每 kg 等的单价读取",
        "read as the price of a piece, a kg or the like",
    ),
    ("unit", "万、亿等单位已换算成元", "units such as 万 were converted"),
    (numbers.SHARE_PAID, "几折已换算成所付的比例", "折 were read as the share paid"),
    ("percent", "百分数已换算成小数", "percentages were read as fractions"),
    ("sign", "括号或尾随负号按负数读取", "brackets and trailing signs were read as negative"),
)


def is_rate(header: str) -> bool:
    """Whether a header calls its numbers rates."""
    return bool(_RATE_HEADER.search(spoken(header)))


def say_traits(decisions: TableDecisions, header: str, read: numbers.Numbers) -> None:
    """What was taken off the numbers, or turned into them."""
    for trait, zh, en in _TRAITS:
        if read.met[trait]:
            decisions.note_about(header, zh, en)


def units(
    decisions: TableDecisions, header: str, read: numbers.Numbers, *, is_price: bool
) -> tuple[Measure, ...]:
    """The units that the cells state, else the one of the header; that of a mixture is said."""
    if not read.units:
        stated = unit_priced(header) if is_price else unit_in(header)
        return (stated,) if stated else ()
    first, *others = read.units
    if mixed := [unit.name for unit in others if unit.kind == first.kind != "pieces"]:
        listed = join([plain(name) for name in (first.name, *mixed)])
        decisions.note_about(
            header,
            f"{listed.zh}混用，统一换算成 {first.name}",
            f"{listed.en} were mixed; all were converted to {first.name}",
        )
    return read.units


def rated(decisions: TableDecisions, header: str, text: pa.Array) -> pa.Array:
    """Scores said in words as points of five."""
    points = words.rated(text)
    if not points.equals(text):
        decisions.note_about(
            header, "“满意”等回答按 5 分制读取", "answers in words were read as points of five"
        )
    return points


def as_fractions(decisions: TableDecisions, header: str, read: numbers.Numbers) -> pa.Array:
    """Numbers under a header of rates: beyond 1 they are percentages."""
    ends = pc.min_max(read.values)
    low, high = ends["min"].as_py(), ends["max"].as_py()
    if high is None or high <= 1:
        return read.values
    decisions.note_about(
        header,
        f"数值在 {low.normalize():f} 到 {high.normalize():f} 之间，按百分数读取",
        f"values from {low.normalize():f} to {high.normalize():f} were read as percentages",
    )
    hundredth = pc.cast(pc.round(pc.multiply(read.values, PERCENT), 4), numbers.EXACT)
    if not read.met["percent"]:
        return hundredth
    # Beside 12 % a mere 12 is meant alike; what is below 1 is a fraction already.
    return pc.if_else(
        pc.greater(read.values, pa.scalar(Decimal(1), numbers.EXACT)), hundredth, read.values
    )
