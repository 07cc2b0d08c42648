"""Hours since something, however they are written, as moments."""

from __future__ import annotations

import re
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.intake.texts.numbers import parse
from salesdash.intake.texts.times.clock import MOMENT

HOUR_US = 3_600_000_000
# What a workbook makes of a cell formatted as a duration: a moment counted from this day.
DURATION_EPOCH = date(1899, 12, 31)
_WORKBOOK = re.compile(r"(1899|190[0-2])-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.\d+)?")
_CLOCK = re.compile(r"(\d{1,4}):(\d\d)(?::(\d\d))?")
_WORDS = re.compile(
    r"(?:(\d+(?:\.\d+)?)(?:天|d|days?))?(?:(\d+(?:\.\d+)?)(?:个?小时|h|hrs?|hours?))?"
    r"(?:(\d+(?:\.\d+)?)(?:分钟?|m|mins?|minutes?))?(?:(\d+)(?:秒|s))?",
    re.IGNORECASE,
)
_UNIT_OF_HEADER = (
    (r"分钟|分\b|minute|\bmins?\b", 1 / 60),
    (r"秒|second", 1 / 3600),
    (r"\(天\)|（天）|天数|\bdays?\b", 24.0),
)


def are_durations(sample: list[str]) -> bool:
    """Whether most of the texts are lengths of time and no moments."""
    readable = [hours_of(text) is not None for text in sample]
    return bool(readable) and sum(readable) > len(readable) / 2


def moments_after(opened: pa.Array, text: pa.Array, header: str) -> tuple[pa.Array, pa.Array]:
    """The moments that lie so long after `opened`, and which texts are no length of time."""
    unit = next((u for p, u in _UNIT_OF_HEADER if re.search(p, header, re.IGNORECASE)), 1.0)
    encoded = text.dictionary_encode()
    lengths = [hours_of(words, unit) for words in encoded.dictionary.to_pylist()]
    passed = pa.array([None if h is None else round(h * HOUR_US) for h in lengths], pa.int64())
    passed = pc.take(passed, encoded.indices)
    failed = pc.and_(pc.is_valid(text), pc.is_null(passed))
    return pc.cast(pc.add(pc.cast(opened, pa.int64()), passed), MOMENT), failed


def hours_of(text: str, unit: float = 1.0) -> float | None:
    """`17.5`, `17.5小时`, `2天3小时`, `36:30`, or a workbook's duration, in hours."""
    if match := _WORKBOOK.fullmatch(text):
        year, month, day, hour, minute, second = (int(g) for g in match.groups())
        days = (date(year, month, day) - DURATION_EPOCH).days
        return days * 24 + hour + minute / 60 + second / 3600
    if match := _CLOCK.fullmatch(text):
        return int(match[1]) + int(match[2]) / 60 + int(match[3] or 0) / 3600
    bare = text.replace(" ", "")
    if (match := _WORDS.fullmatch(bare)) and bare:
        parts = zip(match.groups(), (24.0, 1.0, 1 / 60, 1 / 3600), strict=True)
        return sum(float(part) * size for part, size in parts if part)
    reading = parse(text)
    too_long = reading is None or reading.value < 0 or reading.value >= 20_000
    return None if too_long or reading is None else float(reading.value) * unit
