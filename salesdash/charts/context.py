"""What a number needs within reach: its period, filters, unit and as-of date."""

from __future__ import annotations

from salesdash.catalog.dimensions import DIMENSIONS, member_name
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import Text, join
from salesdash.units import MONEY, Scale, scale_name


def period_name(scope: Scope) -> Text:
    """The days that a figure covers: the period, or the part of it that has passed."""
    period = scope.period
    if period is None:
        return Text("全部数据", "All data")
    if not scope.is_running:
        return period.name
    passed = Period(
        period.start, min(period.end, scope.elapsed.end if scope.elapsed else period.end)
    )
    return Text("{period}（截至 {day}）", "{period} (to {day})").format(
        period=period.name, day=Period.of(passed.last_day, "day").name
    )


def filter_names(scope: Scope) -> Text:
    return join(
        [
            DIMENSIONS[dimension].name
            + Text("：", ": ")
            + join([member_name(dimension, member) for member in members])
            for dimension, members in scope.filters
        ],
        zh="；",
        en="; ",
    )


def unit_name(scale: Scale) -> Text:
    """The unit of amounts of money, as it stands under a figure."""
    return Text("单位：", "Unit: ") + (scale_name(scale) if scale != "auto" else MONEY.name)


def context(scope: Scope, *, span: Text | None = None) -> Text:
    """Period (or `span`), filters and as-of date."""
    parts = [span or period_name(scope)]
    if scope.filters:
        parts.append(filter_names(scope))
    parts.append(Text("数据截至 ", "Data to ") + Period.of(scope.as_of, "day").name)
    return join(parts, zh=" · ", en=" · ")
