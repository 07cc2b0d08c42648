"""What all figures have in common: titled columns, members by name, and the line of context."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, count

import pandas as pd

from salesdash.catalog.dimensions import DIMENSIONS, member_name
from salesdash.catalog.metrics import METRICS
from salesdash.charts.figure import Column
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import Lang, Text, join
from salesdash.units import MONEY, Scale, scale_name


def dimension_column(key: str, lang: Lang) -> Column:
    return Column(key, DIMENSIONS[key].name[lang])


def metric_column(key: str, lang: Lang, title: Text | None = None) -> Column:
    """The column of a metric, under its own name or another title."""
    metric = METRICS[key]
    return Column(key, (title or metric.name)[lang], metric.unit)


def columns_of(by: Sequence[str], metrics: Sequence[str], lang: Lang) -> tuple[Column, ...]:
    return (*(dimension_column(d, lang) for d in by), *(metric_column(m, lang) for m in metrics))


def member_names(dimension: str, members: Iterable[object], lang: Lang) -> list[str]:
    """What each of the members is called; two of one name are told apart by a number behind it."""
    called: dict[object, str] = {}
    keys = ["" if member is None or member != member else member for member in members]
    for key in dict.fromkeys(keys):
        name = member_name(dimension, key)[lang]
        numbered = (f"{name} ({n})" for n in count(2))
        called[key] = next(n for n in chain([name], numbered) if n not in called.values())
    return [called[key] for key in keys]


def named(frame: pd.DataFrame, by: Sequence[str], lang: Lang) -> pd.DataFrame:
    """The frame with members by the names that people know, blanks as `未分配` · `Unassigned`.

    Periods stay in their short form; charts write them themselves.
    """
    words = {d: member_names(d, frame[d], lang) for d in by if not DIMENSIONS[d].grain}
    return frame.assign(**words)


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


def context(scope: Scope, *, has_money: bool = True, span: Text | None = None) -> str:
    """Period (or `span`), filters, unit and as-of date: what a number needs within reach."""
    parts = [span or period_name(scope)]
    if scope.filters:
        parts.append(filter_names(scope))
    if has_money:
        parts.append(unit_name(scope.scale))
    parts.append(Text("数据截至 ", "Data to ") + Period.of(scope.as_of, "day").name)
    return join(parts, zh=" · ", en=" · ")[scope.lang]
