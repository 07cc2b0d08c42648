"""The one chart behind a finding: how the figure that is wrong went, or who stands beside it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from salesdash.catalog.channels.diagnoses import OUTCOMES, RECORD
from salesdash.catalog.channels.pricing import HANGOVER
from salesdash.catalog.dimensions import member_name
from salesdash.charts.column import Column
from salesdash.charts.compared import ranking
from salesdash.charts.figure import Figure
from salesdash.charts.over_time import trend
from salesdash.figures.build import dimension_column
from salesdash.figures.channels.diagnosis.findings import (
    DiagnosisFinding,
    condition,
    findings,
    next_step,
    said_of,
)
from salesdash.figures.channels.diagnosis.months import course_of, ends, months_of, signs_now
from salesdash.figures.channels.sentences import STOP
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import Text
from salesdash.units import MONEY, RATIO
from salesdash.warehouse.questions.ask import Ask

COURSE = Text(
    "{name}：{figure}，每点是截至当月的 {n} 个月",
    "{name}: {figure}, over {n} {n:month|months} to each point",
)
STAYED = Text(
    f"“{{promotion}}”带来的新客与其他新客：{HANGOVER.again} 天再购率",
    f"New customers of “{{promotion}}” and others: who bought again within {HANGOVER.again} days",
)
BESIDE = Text("{figure}：逐个对比", "{figure}, side by side")
PRICES = Text("“{product}”均价：低价的月份", "Average price of {product} in the low months")
PRICE, OTHER_CHANNELS = Text("均价", "Average price"), Text("其他渠道", "The other channels")
WHO, AGAIN = Text("新客", "New customers"), Text("再购率", "Bought again")
BROUGHT, OTHERS = Text("促销带来的新客", "Brought by the promotion"), Text("其他新客", "The others")
# What a course is drawn beside, where all together have one.
ALL_OF: Mapping[str, Column] = {
    "roi": Column("roi_all", Text("全部", "All together"), OUTCOMES["roi"].unit),
    "late": Column("late_all", Text("整体", "All together"), OUTCOMES["late"].unit),
}


def figure(ask: Ask, scope: Scope, by: str, key: str) -> Figure | None:
    """The evidence of one finding; None where it is none of this period."""
    one = next((finding for finding in findings(ask, scope, by) if finding.key == key), None)
    if one is None:
        return None
    if one.diagnosis.key == "fleeting_promotion":
        return _stayed(ask, scope, one, by)
    if one.diagnosis.key == "poor_conversion":
        return _beside(ask, scope, one, by)
    if one.diagnosis.key == "price_conflict":
        return _prices(ask, scope, one, by)
    return _course(ask, scope, one, by)


def _course(ask: Ask, scope: Scope, one: DiagnosisFinding, by: str) -> Figure:
    outcome = OUTCOMES[one.diagnosis.outcome]
    other = ALL_OF.get(outcome.key)
    keys = [outcome.key, *([other.key] if other else [])]
    spans = ends(ask, scope)
    rows = [
        (Period.of(span.last_day, "month").start, *(frame.at[one.member, key] for key in keys))
        for span, frame in zip(spans, course_of(ask, scope, by, outcome.key), strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["month", *keys]).dropna(subset=[outcome.key])
    first = next(iter(frame["month"]), spans[-1].start)
    month, value = dimension_column("month"), Column(outcome.key, outcome.name, outcome.unit)
    return Figure.of(
        scope.over(Period(first, spans[-1].end)), "diagnosis_evidence",
        COURSE.format(name=member_name(by, one.member), figure=outcome.name, n=RECORD.span),
        frame, (month, value, *([other] if other else [])),
        lambda look: trend.line(frame, month, value, look, compared=other),
        sentence=said_of(one, by) + STOP, metrics=(one.diagnosis.kpi,),
        notes=(next_step(one), condition(ask, one.diagnosis)),
    )  # fmt: skip


def _stayed(ask: Ask, scope: Scope, one: DiagnosisFinding, by: str) -> Figure:
    signs = one.told.signs
    frame = pd.DataFrame({"who": [BROUGHT, OTHERS], "again": [signs["stayed"], signs["usual"]]})
    who, again = Column("who", WHO), Column("again", AGAIN, RATIO)
    return Figure.of(
        scope.over(months_of(ask, scope)), "diagnosis_evidence",
        STAYED.format(promotion=str(signs["promotion"])), frame, (who, again),
        lambda look: ranking.bars(frame, who, again, look),
        sentence=said_of(one, by) + STOP, metrics=(one.diagnosis.kpi,),
        notes=(next_step(one), condition(ask, one.diagnosis)),
    )  # fmt: skip


def _prices(ask: Ask, scope: Scope, one: DiagnosisFinding, by: str) -> Figure:
    signs = one.told.signs
    frame = pd.DataFrame(
        {
            "who": [member_name(by, one.member), OTHER_CHANNELS],
            "price": [signs["undersold_price"], signs["undersold_dearer"]],
        }
    )
    who, price = Column("who", dimension_column(by).title), Column("price", PRICE, MONEY)
    return Figure.of(
        scope.over(months_of(ask, scope)), "diagnosis_evidence",
        PRICES.format(product=str(signs["undersold"])), frame, (who, price),
        lambda look: ranking.bars(frame, who, price, look),
        sentence=said_of(one, by) + STOP, metrics=(one.diagnosis.kpi,),
        notes=(next_step(one), condition(ask, one.diagnosis)),
    )  # fmt: skip


def _beside(ask: Ask, scope: Scope, one: DiagnosisFinding, by: str) -> Figure:
    outcome = OUTCOMES[one.diagnosis.outcome]
    known = signs_now(ask, scope, by)[outcome.key].dropna()
    frame = pd.DataFrame({by: known.index, outcome.key: known.to_numpy()})
    name, value = dimension_column(by), Column(outcome.key, outcome.name, outcome.unit)
    return Figure.of(
        scope.over(months_of(ask, scope)), "diagnosis_evidence",
        BESIDE.format(figure=outcome.name), frame, (name, value),
        lambda look: ranking.bars(frame, name, value, look),
        sentence=said_of(one, by) + STOP, metrics=(one.diagnosis.kpi,),
        notes=(next_step(one), condition(ask, one.diagnosis)),
    )  # fmt: skip
