"""Headers that name both a metric and its target: 毛利目标, SalesTarget."""

from __future__ import annotations

import re
from functools import cache

from salesdash.catalog.vocabulary import METRIC_WORDS
from salesdash.intake.headers import plain

_TARGET = re.compile(
    r"目标值?|任务量?|计划值?|指标值?|考核|(sales)?targets?|quota|goals?|plan(ned)?|budgeted"
)


@cache
def target_metric(header: str) -> str | None:
    """The metric whose target the column holds; None where the header names no target."""
    name = plain(header)
    rest = _TARGET.sub(lambda m: "sales" if m[0].startswith("sales") else "", name)
    if rest == name:
        return None
    rest = re.sub(r"^(年度|月度|季度|本月|本年|annual|monthly|yearly)|额$|amount$|value$", "", rest)
    return _metrics().get(rest or "sales")


@cache
def _metrics() -> dict[str, str]:
    return {plain(word): metric for word, metric in METRIC_WORDS}
