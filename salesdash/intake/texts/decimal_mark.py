"""What the commas and points in the numbers of a column mean: decided from all of them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.intake.texts.goods_units import unit_behind
from salesdash.intake.texts.numbers import POINT_GROUPS, Mark, parse

# Thousands in groups, whatever stands around; such a number with a point, or in several groups.
_USUAL = r"^[^\d,.]*\d{1,3}(,\d{3})+(\.\d+)?[^\d,.]*$"
_POINT = r"^[^\d,.]*\d{1,3}(,\d{3})*,\d{3}(\.\d+|,\d{3})[^\d,.]*$"
# So many different numbers written alike are a usage, and no slip of the pen.
USAGE = 3
LOOKED_AT = 5_000


@dataclass(frozen=True, slots=True)
class MarkDecision:
    """Which sign parts the decimals; `example` where the file alone does not decide it."""

    mark: Mark
    example: str | None = None


def decide_mark(text: pa.Array) -> MarkDecision:
    """What the commas and points of a whole column mean."""
    marked = pc.match_substring_regex(text, r"[,，]|\..*\.")
    usual = pc.match_substring_regex(text, _USUAL)
    odd = pc.filter(text, pc.fill_null(pc.and_not(marked, usual), False))
    if not len(odd):
        return MarkDecision(".")
    votes = Counter({"point": int(bool(pc.any(pc.match_substring_regex(text, _POINT)).as_py()))})
    example = ""
    for words in pc.unique(odd).to_pylist()[:LOOKED_AT]:
        vote = _vote(words)
        votes[vote] += 1
        example = example or (words if vote in ("fraction", "maybe") else "")
    if votes["comma"] and not votes["point"]:
        return MarkDecision(",")
    unsure = votes["fraction"] + votes["maybe"]
    if unsure and not votes["point"]:
        is_usage = unsure >= USAGE and len(odd) == len(text) - text.null_count
        is_clear = not votes["maybe"] and not pc.any(usual).as_py()
        return MarkDecision(
            ",", None if is_clear or (is_usage and unsure == votes.total()) else example
        )
    return MarkDecision(".")


def _vote(text: str) -> str:
    """`point`: only a decimal point makes sense; `comma`: only a comma; `fraction`: a comma, unless others
    part thousands with it; `maybe`: odd commas."""
    if parse(text) is None and parse(text, ",") is None:
        return "neither"
    goods, *_ = unit_behind(re.sub(r"\s", "", unicodedata.normalize("NFKC", text).casefold()))
    bare = re.sub(r"[^\d.,]", "", goods)
    last_comma, last_point = bare.rfind(","), bare.rfind(".")
    if last_comma >= 0 and last_point >= 0:
        return "point" if last_point > last_comma else "comma"
    if bare.count(",") > 1:
        return "point" if POINT_GROUPS.fullmatch(bare) else "neither"
    if last_comma >= 0:
        is_fraction = len(bare) - last_comma in (2, 3)
        return "either" if POINT_GROUPS.fullmatch(bare) else "fraction" if is_fraction else "maybe"
    return "comma" if re.fullmatch(r"\d{1,3}(\.\d{3}){2,}", bare) else "neither"
