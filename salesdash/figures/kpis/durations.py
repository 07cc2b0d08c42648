"""How long things take: the days to close a deal, the hours to answer and to solve a ticket."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from salesdash.analysis.distribution import Bands, bands
from salesdash.catalog.dimensions import DIMENSIONS, member_name
from salesdash.catalog.model import Metric
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.charts.of_a_whole import distribution
from salesdash.charts.of_a_whole.distribution import Mark
from salesdash.charts.rows import number
from salesdash.charts.theme import Sign
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join
from salesdash.units import COUNT, DAYS, HOURS, RATIO, Unit, write
from salesdash.warehouse.questions.ask import Ask

FROM, TO = Text("时长（{unit}）", "Duration ({unit})"), Text("至（{unit}）", "To ({unit})")
MEDIAN = Text("{name}中位数 {value}", "{name} median {value}")
MEAN = Text("{name}平均 {value}", "{name} mean {value}")
WITHIN = Text("{n} 小时内", "Within {n} h")
TOOK = Text(
    "{name} {n} 个，中位数 {median}，平均 {mean}", "{name}: {n}, median {median}, mean {mean}"
)
IN_TIME = Text(
    "{kpi} {share}，{late} 个超过 {limit} 小时", "{kpi} {share}; {late} took over {limit} h"
)
BEYOND = Text(
    "另有 {n} 个超过 {end}，没有画出；中位数和平均数已包括它们。",
    "{n} more took over {end}: not drawn, but in the median and the mean.",
)


@dataclass(frozen=True, slots=True)
class Duration:
    """A duration that is counted in whole units: `dimension` tells how many took each of them.

    `part` parts them further; `rule` is the limit that was promised. Median and mean are metrics.
    """

    title: Text
    counted: str
    what: Text
    dimension: str
    median: str
    mean: str
    unit: Unit
    widths: tuple[int, ...]
    part: str | None = None
    rule: str | None = None


DASH: Sign = "dash"
DOTS: Sign = "dots"
_HOURS = (1, 2, 4, 6, 8, 12, 24, 48, 72, 168)
_TICKETS = Text("工单", "Tickets")
CYCLE = Duration(
    Text("关单要多少天：赢单与输单", "Days to close: won and lost"), "opportunities",
    Text("商机", "Deals"), "cycle_days", "median_cycle", "mean_cycle", DAYS,
    (1, 2, 5, 7, 10, 15, 30, 60, 90, 180), part="outcome",
)  # fmt: skip
RESPONSE = Duration(
    Text("多久响应：工单从受理到首次响应", "Hours to the first response"), "tickets", _TICKETS,
    "response_hour", "median_response_hours", "response_hours", HOURS, _HOURS, rule="answer_within",
)  # fmt: skip
RESOLUTION = Duration(
    Text("多久解决：工单从受理到解决", "Hours to the resolution"), "tickets", _TICKETS,
    "resolution_hour", "median_resolution_hours", "resolution_hours", HOURS, _HOURS, rule="resolve_within",
)  # fmt: skip


def cycle(ask: Ask, scope: Scope, metric: Metric) -> Figure:
    return durations(ask, scope, metric, CYCLE)


def response(ask: Ask, scope: Scope, metric: Metric) -> Figure:
    return durations(ask, scope, metric, RESPONSE)


def resolution(ask: Ask, scope: Scope, metric: Metric) -> Figure:
    return durations(ask, scope, metric, RESOLUTION)


def durations(ask: Ask, scope: Scope, metric: Metric, duration: Duration) -> Figure:
    """How many took how long, with median, mean and limit; those that took very long are counted."""
    missing = ask.missing(metric)
    limit = int(ask.rules[duration.rule]) if duration.rule else None
    counts = pd.DataFrame() if missing else _counts(ask, scope, duration)
    whole = bands(
        _by_value(counts),
        duration.widths,
        least_end=limit or 0,
    )
    frame = _banded(counts, whole, duration) if len(counts) else pd.DataFrame()
    unit = duration.unit.name
    start = Column("start", FROM.format(unit=unit), duration.unit)
    end = Column("end", TO.format(unit=unit), duration.unit)
    count = Column("n", duration.what, COUNT)
    part = (
        Column("part", DIMENSIONS[duration.part].name, of=duration.part) if duration.part else None
    )
    middles = _middles(ask, scope, duration) if len(counts) else pd.DataFrame()
    return Figure.of(
        scope,
        f"durations_{duration.dimension}",
        duration.title,
        frame,
        tuple(column for column in (start, end, part, count) if column),
        lambda look: distribution.bands(
            frame, start, end, count, look, part=part, marks=_marks(middles, duration, limit)
        ),
        sentence=_finding(ask, scope, metric, counts, middles, duration, limit)
        if len(counts)
        else BLANK,
        metrics=(metric.key,),
        notes=(_beyond(whole, duration),) if whole.beyond else (),
        missing=missing,
    )


def _counts(ask: Ask, scope: Scope, duration: Duration) -> pd.DataFrame:
    """One row per whole unit that something took (and part): `n` did."""
    by = [*([duration.part] if duration.part else []), duration.dimension]
    frame = ask([duration.counted], by, scope).rename(
        columns={duration.counted: "n", duration.dimension: "value"}
    )
    frame = frame[frame["value"].notna()]
    part = frame[duration.part] if duration.part else pd.Series("", index=frame.index)
    return frame.assign(value=frame["value"].astype(int), part=part)[["part", "value", "n"]]


def _by_value(counts: pd.DataFrame) -> dict[int, int]:
    if counts.empty:
        return {}
    whole = counts.groupby("value")["n"].sum()
    return {int(value): int(n) for value, n in zip(whole.index, whole, strict=True)}


def _banded(counts: pd.DataFrame, whole: Bands, duration: Duration) -> pd.DataFrame:
    """One row per band and part, those won first."""
    frames = []
    for key in _parts(counts, duration):
        of_part = counts[counts["part"] == key]
        frames.append(
            pd.DataFrame(
                {
                    "start": list(whole.starts),
                    "end": [start + whole.width for start in whole.starts],
                    "part": key,
                    "n": whole.counts(dict(zip(of_part["value"], of_part["n"], strict=True))),
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def _parts(counts: pd.DataFrame, duration: Duration) -> list[str]:
    order = [key for key, _ in DIMENSIONS[duration.part].members] if duration.part else [""]
    return [key for key in order if (counts["part"] == key).any()]


def _middles(ask: Ask, scope: Scope, duration: Duration) -> pd.DataFrame:
    """Median and mean, by part (one row named "" where there is none)."""
    keys = [duration.median, duration.mean]
    frame = ask(keys, [duration.part] if duration.part else [], scope)
    return frame.set_index(duration.part) if duration.part else frame.set_axis([""])


def _marks(middles: pd.DataFrame, duration: Duration, limit: int | None) -> Sequence[Mark]:
    """Median and mean of the first part (those won), and the limit."""
    first = next(iter(DIMENSIONS[duration.part].members))[0] if duration.part else ""
    row = middles.loc[first] if first in middles.index else middles.iloc[0]
    name = member_name(duration.part, first) if duration.part else duration.what
    marks: list[Mark] = [
        (words.format(name=name, value=write(value, duration.unit)), value, sign)
        for words, key, sign in ((MEDIAN, duration.median, DASH), (MEAN, duration.mean, DOTS))
        if (value := number(row[key])) is not None
    ]
    if limit:
        marks.append((WITHIN.format(n=limit), limit, "line"))
    return marks


def _finding(
    ask: Ask,
    scope: Scope,
    metric: Metric,
    counts: pd.DataFrame,
    middles: pd.DataFrame,
    duration: Duration,
    limit: int | None,
) -> Text:
    clauses = [
        TOOK.format(
            name=member_name(duration.part, key) if duration.part else duration.what,
            n=write(counts.loc[counts["part"] == key, "n"].sum(), COUNT),
            median=write(number(middles.loc[key, duration.median]), duration.unit),
            mean=write(number(middles.loc[key, duration.mean]), duration.unit),
        )
        for key in _parts(counts, duration)
    ]
    if limit:
        late = counts.loc[counts["value"] >= limit, "n"].sum()
        share = number(ask([metric.key], [], scope).iloc[0][metric.key])
        clauses.append(
            IN_TIME.format(kpi=metric.name, share=write(share, RATIO), late=late, limit=limit)
        )
    return join(clauses, zh="；", en="; ") + Text("。", ".")


def _beyond(whole: Bands, duration: Duration) -> Text:
    return BEYOND.format(n=write(whole.beyond, COUNT), end=write(whole.end, duration.unit))
