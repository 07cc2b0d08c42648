"""One KPI over time: month by month, on the zones of its limits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import takewhile

import pandas as pd

from salesdash.analysis.lights import LightKey, bands, change, judge
from salesdash.catalog.metrics import base_of
from salesdash.catalog.model import Metric
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.charts.over_time import light_bands
from salesdash.charts.rows import number
from salesdash.errors import QuestionError
from salesdash.figures.build import dimension_column
from salesdash.figures.comparison import capital, lower
from salesdash.figures.events import events_in
from salesdash.figures.lights.current import (
    LightStanding,
    as_it_stood,
    by_month,
    complete_months,
    is_snapshot,
    light_of,
    reserve,
)
from salesdash.figures.lights.wording import (
    LIGHT_NAMES,
    counted_of,
    light_word,
    limits_words,
    span_words,
    value_words,
    why_grey,
)
from salesdash.figures.two_sides import expected_by
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import Text
from salesdash.units import RATIO, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.coming import is_foreseen

FEWEST_MONTHS = 2  # running, that are worth a word
TREND_MONTHS, SNAPSHOT_MONTHS = 24, 12  # each moment looked at costs a question of its own
TREND = Text("{kpi}：近 {n} 个月", "{kpi}: the last {n:month|{n} months}")
STANDS = Text("{span}为 {value}，{word}", "{span}: {value}, {word}")
FOR_MONTHS = Text("；连续 {n} 个月{word}", "; {word} for {n} {n:month|months}")
LAST = Text("；{month}单月 {value}", "; {month} alone: {value}")
LIMITS = Text("分界：{limits}。", "Limits: {limits}.")
MONTHS_OF = Text("图中 {n} 个月：{counted}。", "Of the {n} {n:month|months} shown: {counted}.")
COUNTED_MONTHS: dict[LightKey, Text] = {
    "red": Text("{n} 个月未达标", "{n} off target"),
    "amber": Text("{n} 个月预警", "{n} to watch"),
    "green": Text("{n} 个月达标", "{n} on target"),
}
STOP = Text("。", ".")
MONTH, CHANGE = Text("月份", "Month"), Text("同比", "On last year")
LIGHT = Text("状态", "Light")
RUNNING_LEFT_OUT = Text(
    "{month}尚未结束，与整月不可比，未画出。",
    "{month} is still running; a part of a month is not drawn beside whole ones.",
)


def trend(ask: Ask, scope: Scope, standing: LightStanding) -> Figure:
    """Month by month what is judged, over the zones of its limits."""
    metric = standing.metric
    now = as_it_stood(scope)
    frame = _course(ask, metric, now) if not standing.missing else pd.DataFrame()
    limits = judge(ask.lights[metric.key], None).ends
    at = () if is_change(metric) else limits
    month = dimension_column("month", MONTH)
    value = Column("value", metric.name, metric.unit, limits=at)
    judged = Column("judged", CHANGE, RATIO, limits=limits) if is_change(metric) else value
    columns = (
        month,
        value,
        *([judged] if judged is not value else []),
        Column("light", LIGHT, names=LIGHT_NAMES),
    )
    is_known = not frame.empty and frame[judged.key].notna().any()
    zones = bands(ask.lights[metric.key])
    spanned = _spanned(now, frame)
    happened = events_in(ask, spanned, spanned.period) if is_known and spanned.period else ()
    return Figure.of(
        spanned,
        f"trend_{metric.key}",
        TREND.format(kpi=metric.name, n=max(len(frame), 1)),
        frame if is_known else pd.DataFrame(),
        columns,
        lambda look: light_bands.line(frame, month, judged, look, bands=zones, happened=happened),
        sentence=_finding(standing, frame if is_known else None, now),
        metrics=(metric.key,),
        notes=(
            *_beyond(standing, frame if is_known else None),
            *(_trend_notes(ask, standing, now) if is_known else ()),
        ),
        missing=standing.missing,
    )


def _spanned(scope: Scope, frame: pd.DataFrame) -> Scope:
    """The scope over the months drawn."""
    if frame.empty:
        return scope
    first, last = (date.fromisoformat(frame["month"].iloc[i]) for i in (0, -1))
    return scope.over(Period(first, Period.of(last, "month").end))


def is_change(metric: Metric) -> bool:
    return light_of(metric).judges == "change"


def _course(ask: Ask, metric: Metric, scope: Scope) -> pd.DataFrame:
    """One row per month: value, what is judged, and its light; missing where history is short."""
    months = _months(ask, metric, scope)
    values = _by_month(ask, metric, scope, months)
    before: list[float | None] = [None] * len(months)
    if is_change(metric):
        earlier = [month.shifted("last_year") for month in months]
        now = scope.over(Period(months[0].start, months[-1].end))
        before = _by_month(ask, metric, now.other(earlier[0]), earlier)
    rows = []
    for month, value, base in zip(months, values, before, strict=True):
        doubt = reserve(ask, metric, scope.over(month)) if value is not None else ""
        certain = None if doubt in ("short_history", "stale") else value
        judged = change(certain, base) if is_change(metric) else certain
        verdict = judge(ask.lights[metric.key], judged, reason=doubt)
        rows.append((month.start.isoformat(), certain, judged, verdict.light))
    begins = next((i for i, row in enumerate(rows) if row[2] is not None), len(rows))
    frame = pd.DataFrame(rows[begins:], columns=["month", "value", "judged", "light"])
    return frame.astype({"value": float, "judged": float})


def _months(ask: Ask, metric: Metric, scope: Scope) -> list[Period]:
    """The months drawn, oldest first; the running one too, where it can be judged to date."""
    is_costly = is_snapshot(metric) or is_foreseen(ask, metric, scope.as_of)
    count = SNAPSHOT_MONTHS if is_costly else TREND_MONTHS
    running = Period.of(scope.as_of, "month")
    whole = complete_months(scope, count)
    if running in whole or light_of(metric).accrues:
        return whole
    return [*whole[1:], running]


def _by_month(
    ask: Ask, metric: Metric, scope: Scope, months: Sequence[Period]
) -> list[float | None]:
    """The metric of each month; the one beside the running month up to the same workday only."""
    try:
        frame = ask([metric.key], ["month"], scope.over(Period(months[0].start, months[-1].end)))
    except QuestionError:  # its data does not know what is filtered by
        return [None] * len(months)
    values = by_month(frame, metric.key, months)
    running = Period.of(scope.as_of, "month")
    if months[-1] == running.shifted("last_year"):
        asked = scope.over(running).compared("last_year")
        values[-1] = number(ask([metric.key], [], asked).iloc[0][metric.key])
    return values


def _finding(standing: LightStanding, frame: pd.DataFrame | None, scope: Scope) -> Text:
    """Where the KPI stands now, and since when its months are as the newest is."""
    if standing.value is None:
        return capital(why_grey(standing)) + STOP
    sentence = STANDS.format(
        span=span_words(standing),
        value=value_words(standing, scope.scale),
        word=lower(light_word(standing)),
    )
    if frame is not None and (last := _last_point(standing, frame)):
        sentence += LAST.format(month=last, value=_last_value(standing, frame, scope))
    lights = [] if frame is None else _of_whole_months(frame, scope)
    run = sum(1 for _ in takewhile(lambda light: light == lights[0], lights))
    if run >= FEWEST_MONTHS and lights[0] in COUNTED_MONTHS:
        sentence += FOR_MONTHS.format(n=run, word=lower(LIGHT_NAMES[lights[0]]))
    return sentence + STOP


def _of_whole_months(frame: pd.DataFrame, scope: Scope) -> list[LightKey]:
    """The lights, newest first; a running month makes no streak longer, nor does it on the wall, but it ends one."""
    lights: list[LightKey] = list(frame["light"])[::-1]
    last = Period.of(date.fromisoformat(frame["month"].iloc[-1]), "month")
    is_running = last.start > complete_months(scope, 1)[0].start
    return lights[1:] if is_running and lights[0] in lights[1:2] else lights


def _last_point(standing: LightStanding, frame: pd.DataFrame) -> Text | None:
    """The month at which the course ends, where what stands now is of another span."""
    last = Period.of(date.fromisoformat(frame["month"].iloc[-1]), "month")
    looks_back = any(base.window for base in base_of(standing.metric))
    if looks_back or is_snapshot(standing.metric) or standing.scope.period == last:
        return None
    return last.name if number(frame.iloc[-1]["value"]) is not None else None


def _last_value(standing: LightStanding, frame: pd.DataFrame, scope: Scope) -> Text:
    value = number(frame.iloc[-1]["value"])
    return write(value, standing.metric.unit, scope.scale, limits=standing.verdict.ends)


def _beyond(standing: LightStanding, frame: pd.DataFrame | None) -> list[Text]:
    """Its limits, why it is not judged, how many of the months shown were of which colour."""
    if standing.value is None:
        return []
    sentences = [LIMITS.format(limits=limits_words(standing.metric, standing.light))]
    if standing.verdict.light == "grey":
        sentences.append(capital(why_grey(standing)) + STOP)
    if frame is not None and (colours := [key for key in frame["light"] if key != "grey"]):
        months = counted_of(colours, COUNTED_MONTHS)
        sentences.append(MONTHS_OF.format(n=len(colours), counted=months))
    return [*sentences, *standing.rests]


def _trend_notes(ask: Ask, standing: LightStanding, scope: Scope) -> tuple[Text, ...]:
    metric = standing.metric
    running = Period.of(scope.as_of, "month")
    left_out = light_of(metric).accrues and running not in complete_months(scope, 1)
    inferred = expected_by(ask, [metric.key], scope, over_time=True)
    notes = [
        ask.definition(metric),
        *(words for words in inferred if words not in standing.rests),
        *([RUNNING_LEFT_OUT.format(month=running.name)] if left_out else []),
    ]
    return tuple(notes)
