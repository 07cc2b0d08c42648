"""Who is content, and of how many we know it: satisfaction and recommendation with their answers."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from salesdash.analysis.lights import judge
from salesdash.catalog.dimensions import member_name
from salesdash.catalog.model import Metric
from salesdash.charts.column import COLOUR
from salesdash.charts.compared import ranking
from salesdash.charts.figure import Figure
from salesdash.charts.rows import number
from salesdash.figures.build import dimension_column, metric_column
from salesdash.scope import Scope
from salesdash.text import BLANK, Text
from salesdash.units import COUNT, write
from salesdash.warehouse.questions.ask import Ask

TITLE = Text("{kpi}按渠道，附回答份数", "{kpi} by channel, and of how many answers")
NAMED = Text("{name}（{n} 份）", "{name} (n = {n})")
FOUND = Text("全部 {n} 份回答：{kpi} {value}。", "{n} {n:answer|answers} in all: {kpi} {value}.")
GROUPS = Text(
    "推荐者（{high}–10 分）{promoters}，中立者 {passives}，贬损者（0–{low} 分）{detractors}。",
    " {promoters} {promoters:promoter|promoters} ({high}–10), {passives} {passives:passive|passives}, "
    "{detractors} {detractors:detractor|detractors} (0–{low}).",
)
FEW = Text(
    "少于 {least} 份回答的渠道用灰色，只供参考。",
    "Channels with under {least} answers are grey: too few to judge.",
)
LEAST_ANSWERS = 30
ANSWERS = {"csat": "satisfaction_answers", "nps": "nps_answers"}


def by_channel(ask: Ask, scope: Scope, metric: Metric) -> Figure:
    """The KPI of each channel with its number of answers; too few of them are not judged."""
    missing, count = ask.missing(metric), ANSWERS[metric.key]
    frame = pd.DataFrame() if missing else _frame(ask, scope, metric)
    name, value = dimension_column("channel"), metric_column(metric.key)
    return Figure.of(
        scope,
        f"answers_{metric.key}",
        TITLE.format(kpi=metric.name),
        frame,
        (name, value, metric_column(count)),
        lambda look: ranking.bars(
            frame, replace(name, names=_with_answers(frame, count)), value, look, light=COLOUR
        ),
        sentence=BLANK if missing else _finding(ask, scope, metric),
        metrics=(metric.key,),
        notes=(FEW.format(least=LEAST_ANSWERS),) if len(frame) else (),
        missing=missing,
    )


def _frame(ask: Ask, scope: Scope, metric: Metric) -> pd.DataFrame:
    count = ANSWERS[metric.key]
    frame = ask([metric.key, count], ["channel"], scope)
    frame = frame[frame[metric.key].notna()].reset_index(drop=True)
    lights = [
        judge(ask.lights[metric.key], number(value)).light if n >= LEAST_ANSWERS else "grey"
        for value, n in zip(frame[metric.key], frame[count], strict=True)
    ]
    return frame.assign(light=lights)


def _with_answers(frame: pd.DataFrame, count: str) -> dict[str | None, Text]:
    """The channels named with how many answers they are judged by."""
    return {
        None if pd.isna(channel) else channel: NAMED.format(
            name=member_name("channel", channel), n=write(n, COUNT)
        )
        for channel, n in zip(frame["channel"], frame[count], strict=True)
    }


def _finding(ask: Ask, scope: Scope, metric: Metric) -> Text:
    groups = ["promoters", "detractors"] if metric.key == "nps" else []
    count = ANSWERS[metric.key]
    row = ask([metric.key, count, *groups], [], scope).iloc[0]
    words = {
        "n": write(number(row[count]), COUNT),
        "kpi": metric.name,
        "value": write(number(row[metric.key]), metric.unit),
    }
    sentence = FOUND.format(**words)
    if groups and number(row[count]):
        promoters, detractors = (int(row[key]) for key in groups)
        passives = int(row[count]) - promoters - detractors
        sentence += GROUPS.format(
            promoters=promoters,
            passives=passives,
            detractors=detractors,
            high=int(ask.rules["promoter_from"]),
            low=int(ask.rules["detractor_to"]),
        )
    return sentence
