"""Headers that name a metric and its target (毛利目标, SalesTarget), or what was reached of it."""

from __future__ import annotations

import re
from functools import cache

from salesdash.catalog.vocabulary import METRIC_WORDS
from salesdash.intake.texts.headers import plain, without_unit

_TARGET = re.compile(
    r"目标值?|任务量?|计划值?|指标值?|考核|(sales)?targets?|quota|goals?|plan(ned)?|budgeted"
)


@cache
def target_metric(header: str) -> str | None:
    """The metric whose target the column holds; None where the header names no target."""
    name = without_unit(header)
    rest = _TARGET.sub(lambda m: "sales" if m[0].startswith("sales") else "", name)
    if rest == name:
        return None
    rest = re.sub(r"^(年度|月度|季度|本月|本年|annual|monthly|yearly)|额$|amount$|value$", "", rest)
    return _metrics().get(rest or "sales")


@cache
def _metrics() -> dict[str, str]:
    return {plain(word): metric for word, metric in METRIC_WORDS}


_ACTUAL = re.compile(
    r"(本[年季月周日期]|当[年季月周日期]|月度)?(销售额?|业绩|营收|营业额|收入)?"
    r"(实际|实绩|完成|达成|实现|已完成|实际完成|实际达成)(销售额?|业绩|营收|营业额|收入|额|金额|值|数)?"
    r"|actuals?|actual(sales|revenue|amount|value)|(sales|revenue)actual|achieved|achieved(sales|amount)"
)
_ANOTHER_TIME = re.compile(
    r"同期|去年|上年|前年|上月|上期|上季|上周|累计|年度|全年|lastyear|prioryear|previous|\bly\b|\bytd\b|cumulative"
)


@cache
def is_actual(header: str) -> bool:
    """Whether the header says no more than that something was reached: 实际, 本月完成, Actual."""
    return _ACTUAL.fullmatch(plain(header)) is not None


@cache
def is_of_another_time(header: str) -> bool:
    """Whether the figures are of another period than the row's, or of more: 去年同期, 累计完成."""
    return _ANOTHER_TIME.search(plain(header)) is not None
