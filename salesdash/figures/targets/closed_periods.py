"""The sentences of what has closed and what is to come: who reached a target, who fell short, what it takes."""

from __future__ import annotations

from typing import Any

import pandas as pd

from salesdash.catalog.dimensions import member_name
from salesdash.catalog.model import Light
from salesdash.figures.targets.to_date import JudgedSpan, pace
from salesdash.figures.ties import alike, named
from salesdash.period import Grain
from salesdash.text import BLANK, Text
from salesdash.units import MONEY, MULTIPLE, write

FEWEST = 3  # closed periods among which a worst one is worth naming
STILL_NEEDED = Text(
    "{period}还差 {remaining}；剩余 {days} 个工作日每天需 {rate}，是目前日均的 {multiple} 倍。",
    "{remaining} of {period} is still to come: {rate} on {days:the one workday left|each of {days} workdays}, "
    "{multiple} × the pace so far.",
)
STILL_NEEDED_ALONE = Text(
    "{period}还差 {remaining}；剩余 {days} 个工作日每天需 {rate}。",
    "{remaining} of {period} is still to come: {rate} on {days:the one workday left|each of {days} workdays}.",
)
MADE = Text(
    "{period}目标 {target} 已经完成，多 {more}。",
    "The {period} target of {target} is made, {more} over.",
)
CLOSED = Text(
    "已结束的 {n} {unit}中{reached}达成，最低是{worst}（{attainment}）。",
    "{reached} of {n} closed {unit} reached {n:its|their} target; the lowest was {worst} ({attainment}).",
)
CLOSED_ALIKE = Text(
    "已结束的 {n} {unit}中{reached}达成，最低的 {worst} {unit}都是 {attainment}。",
    "{reached} of {n} closed {unit} reached {n:its|their} target; the lowest {worst} are all at {attainment}.",
)
SOME_REACHED = Text(" {reached} {unit}", "{reached}")
NONE_REACHED = Text("没有一次", "None")
COUNTED: dict[Grain, Text] = {
    "week": Text("周", "{n:week|weeks}"),
    "month": Text("个月", "{n:month|months}"),
    "quarter": Text("个季度", "{n:quarter|quarters}"),
    "year": Text("年", "{n:year|years}"),
}
IN_A_ROW = Text(
    "{member}从{first}到{last}连续 {n} {unit}低于目标的 {limit}。",
    "{member} stayed below {limit} of target for {n} {unit} running, from {first} to {last}.",
)
NOT_IN_A_ROW = Text(
    "{member}有 {n} {unit}低于目标的 {limit}，最近是{last}。",
    "{member} fell below {limit} of target in {n} {unit}, last in {last}.",
)
WEAK_ALIKE = Text(
    "{member}各有 {n} {unit}低于目标的 {limit}。",
    "{member} each fell below {limit} of target in {n} {unit}.",
)
ONE_WEAK = Text(
    "只有{member}在{last}低于目标的 {limit}。",
    "Only {member} in {last} fell below {limit} of target.",
)
NO_WEAK = Text(
    "已结束的时段里没有一格低于目标的 {limit}。", "No closed cell is below {limit} of its target."
)


def outlook(judged: JudgedSpan, total: pd.Series[Any], frame: pd.DataFrame) -> list[Text]:
    """How the closed periods went, and what it still takes; the first of them is the finding."""
    return [part for part in (_closed(judged, frame), _needed(judged, total)) if part]


def weak_cells(judged: JudgedSpan, frame: pd.DataFrame, dimension: str, light: Light) -> Text:
    """Who fell below the amber limit most often in periods that have closed."""
    limit = light.amber
    assert isinstance(limit, float)
    grain, closed = judged.grain, _closed_rows(judged, frame)
    weak = closed[closed["attainment"] < limit]
    if not judged.has_begun or closed.empty:
        return BLANK
    limits = {"limit": f"{round(limit * 100, 2):g}%"}
    if weak.empty:
        return NO_WEAK.format(**limits)
    counts = weak[dimension].value_counts(sort=False)
    weakest = list(counts[counts == counts.max()].index)
    if len(weakest) > 1:
        return WEAK_ALIKE.format(
            member=named([member_name(dimension, one) for one in weakest]),
            n=int(counts.max()),
            unit=COUNTED[grain].format(n=int(counts.max())),
            **limits,
        )
    [member] = weakest
    days = sorted(weak.loc[weak[dimension] == member, grain])
    all_days = sorted(closed.loc[closed[dimension] == member, grain])
    in_a_row = all_days.index(days[-1]) - all_days.index(days[0]) + 1 == len(days)
    words = ONE_WEAK if len(weak) == 1 else IN_A_ROW if in_a_row and len(days) > 1 else NOT_IN_A_ROW
    return words.format(
        member=member_name(dimension, member),
        n=len(days),
        unit=COUNTED[grain].format(n=len(days)),
        first=judged.part(days[0]).name,
        last=judged.part(days[-1]).name,
        **limits,
    )


def _needed(judged: JudgedSpan, total: pd.Series[Any]) -> Text | None:
    run = pace(judged, total)
    if run is None or not judged.is_running:
        return None
    scale, period = judged.scope.scale, judged.period.name
    target = write(run.target, MONEY, scale)
    if run.is_made:
        return MADE.format(period=period, target=target, more=write(-run.remaining, MONEY, scale))
    if run.required_rate is None:
        return None
    return (STILL_NEEDED_ALONE if run.multiple is None else STILL_NEEDED).format(
        period=period,
        target=target,
        remaining=write(run.remaining, MONEY, scale),
        days=run.left,
        rate=write(run.required_rate, MONEY, scale),
        multiple=write(run.multiple, MULTIPLE),
    )


def _closed(judged: JudgedSpan, frame: pd.DataFrame) -> Text | None:
    closed = _closed_rows(judged, frame).dropna(subset=["attainment"])
    if len(closed) < FEWEST:
        return None
    ranked = closed.sort_values("attainment", kind="stable")
    lowest = ranked.head(alike(ranked["attainment"].tolist()))
    first = judged.part(lowest.iloc[0][judged.grain]).name
    unit, reached = COUNTED[judged.grain].format(n=len(closed)), int((closed["gap"] >= 0).sum())
    return (CLOSED if len(lowest) == 1 else CLOSED_ALIKE).format(
        n=len(closed),
        unit=unit,
        reached=SOME_REACHED.format(reached=reached, unit=unit) if reached else NONE_REACHED,
        worst=first if len(lowest) == 1 else len(lowest),
        attainment=judged.attainment(lowest.iloc[0]["attainment"]),
    )


def _closed_rows(judged: JudgedSpan, frame: pd.DataFrame) -> pd.DataFrame:
    ends = [judged.part(day).last_day for day in frame[judged.grain]]
    return frame[[end <= judged.scope.as_of for end in ends]]
