"""How much a header that no field goes by is like one that a field does."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz import fuzz

from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.model import Dataset, Kind
from salesdash.intake.texts import headers
from salesdash.intake.texts.metric_headers import is_of_another_thing, metric_of
from salesdash.intake.texts.sample_values import NUMBER_KINDS

# Of 100. Measured: files are read alike from 80 to 95; at 99 “List amount” is unknown.
ALIKE = 90
# A shorter word at the end, such as name, does not tell whose.
SHORTEST = 5


@cache
def likeness(header: str, dataset: str, field: str) -> float:
    """How much a header is like one of the field's, 0 to 100: nearly the same letters, or one of
    them with a word before it (报销日期, Weekly_Sales), the longer the better."""
    name = headers.plain(header)
    if len(name) < 4:
        return 0.0
    if DATASETS[dataset].field(field).kind is Kind.ID and metric_of(header):
        return 0.0  # Orders are how many there were, and the number of none
    spellings = [h for h, m in headers.fields_by_header(dataset).items() if m.field.key == field]
    spelled = max((fuzz.ratio(name, other) for other in spellings if len(other) >= 4), default=0.0)
    if _may_be_of_anything(DATASETS[dataset], field):
        return spelled
    ending = max(
        (len(o) for o in spellings if _ends_with(header, name, o, dataset, field)), default=0
    )
    return max(spelled, ALIKE + (100 - ALIKE) * ending / len(name) if ending else 0)


def _may_be_of_anything(dataset: Dataset, field: str) -> bool:
    """A price, a cost, a count: of what, the words before it say."""
    declared = dataset.field(field)
    return declared.kind in NUMBER_KINDS and not declared.required and field != dataset.amount


def _ends_with(header: str, name: str, spelling: str, dataset: str, field: str) -> bool:
    """Whether a known header is the last word, or the last characters in Chinese, of another one;
    what stands before it must not name another field (产品负责人)."""
    if not name.endswith(spelling) or len(spelling) < 2 or is_of_another_thing(header):
        return False
    before = headers.fields_by_header(dataset).get(name.removesuffix(spelling))
    if before and before.field.key != field:
        return False
    if not spelling.isascii():
        return True
    if len(spelling) < SHORTEST and DATASETS[dataset].field(field).kind is Kind.NAME:
        return False
    words = [headers.plain(word) for word in re.split(r"[^A-Za-z0-9]+", header) if word]
    return any("".join(words[i:]) == spelling for i in range(1, len(words)))
