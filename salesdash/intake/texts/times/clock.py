"""The time of day beside a day: left out where days are read, added where moments are."""

from __future__ import annotations

import re
import unicodedata

import pyarrow as pa
import pyarrow.compute as pc

DAY_US = 86_400_000_000
MOMENT = pa.timestamp("us")
_TIME = (
    r"[T,，\s]*((?:上午|下午|晚上|中午|凌晨|[AaPp][Mm])?\s*[\d０-９]{1,2}(?:[:：时時点][\d０-９]{1,2}"
    r"(?:[:：分][\d０-９]{1,2}(?:[.,]\d+)?)?秒?分?|[时時点])\s*(?:[AaPp]\.?[Mm]\.?)?)"
    r"\s*(?:Z|[A-Z]{3}|(?:GMT|UTC)?[+-]\d{2}:?\d{2})?$"
)
_CLOCK = re.compile(r"(\d{1,2})(?:[:时時点](\d{1,2})?)(?:[:分](\d{1,2})(?:[.,]\d+)?)?")


def day_parts(text: pa.Array) -> pa.Array:
    """Without the time of day; a bare time is left as it is, since it names no day."""
    days = pc.replace_substring_regex(text, _TIME, "")
    return pc.if_else(pc.equal(days, ""), text, days)


def without_time(text: str) -> str:
    """The same of one text."""
    return re.sub(_TIME, "", text) or text


def instants(text: pa.Array, starts: pa.Array) -> pa.Array:
    """The moments of days that begin at `starts` with the time of day that each text names; the day's
    beginning where it names none."""
    clock = pc.struct_field(
        pc.extract_regex(text, _TIME.replace("((?:上午", "(?P<t>(?:上午", 1)), "t"
    )
    fraction = pc.struct_field(pc.extract_regex(text, r"^\d{5}(?P<f>\.\d+)$"), "f")
    clock = pc.coalesce(clock, fraction).dictionary_encode()
    at = pa.array([_microseconds(words) for words in clock.dictionary.to_pylist()], pa.int64())
    passed = pc.fill_null(pc.take(at, clock.indices), 0)
    return pc.cast(pc.add(pc.cast(pc.cast(starts, MOMENT), pa.int64()), passed), MOMENT)


def _microseconds(words: str) -> int:
    text = unicodedata.normalize("NFKC", words).strip().casefold()
    if text.startswith("."):
        return round(float(text) * 86_400) * 1_000_000
    clock = _CLOCK.search(text)
    if not clock:
        return 0
    hour, minute, second = (int(g or 0) for g in clock.groups())
    afternoon = any(word in text for word in ("下午", "晚上", "pm", "p.m"))
    morning = any(word in text for word in ("上午", "凌晨", "am", "a.m"))
    if afternoon and hour < 12:
        hour += 12
    elif morning and hour == 12:
        hour = 0
    return ((hour * 60 + minute) * 60 + second) * 1_000_000 % DAY_US
