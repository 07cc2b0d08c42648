"""How one metric went, month by month, with the year before under it and what happened meanwhile."""

from __future__ import annotations

import pandas as pd

from salesdash.catalog.metrics import METRICS
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.charts.over_time import trend
from salesdash.figures.build import dimension_column, metric_column
from salesdash.figures.comparison import in_view
from salesdash.figures.events import events_in
from salesdash.figures.lights.current import as_it_stood, by_month, complete_months
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import Text
from salesdash.warehouse.questions.ask import Ask

MONTHS = 24
COURSE = Text("{metric}：近 {n} 个月", "{metric}: the last {n:month|{n} months}")
LAST_YEAR = Text("去年同期", "A year before")


def course(ask: Ask, scope: Scope, key: str = "sales") -> Figure:
    """A metric over the last whole months, the same months of the year before dashed."""
    now = as_it_stood(in_view(scope))
    months = complete_months(now, MONTHS)
    frame = ask([key], ["month"], now.over(Period(months[0].start, months[-1].end)))
    before = [month.shifted("last_year") for month in months]
    values = by_month(frame, key, months)
    by_month_name = dict(zip(map(str, months), values, strict=True))
    shown = pd.DataFrame(
        {
            "month": [month.start for month in months],
            key: values,
            "before": [by_month_name.get(str(month)) for month in before],
        }
    )
    first = next((at for at, value in enumerate(values) if value is not None), len(values))
    shown = shown.iloc[first:]
    drawn = months[first:] or months
    span = Period(drawn[0].start, drawn[-1].end)
    month, value = dimension_column("month"), metric_column(key)
    happened = events_in(ask, now, span)
    compared = Column("before", LAST_YEAR, METRICS[key].unit)
    return Figure.of(
        now.over(span),
        f"course_{key}",
        COURSE.format(metric=METRICS[key].name, n=len(shown)),
        shown,
        (month, value, compared),
        lambda look: trend.line(shown, month, value, look, compared=compared, happened=happened),
        metrics=(key,),
    )
