"""The register in words: every risk as a row, and every change to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from salesdash.catalog.dimensions import member_name
from salesdash.catalog.metrics import METRICS
from salesdash.catalog.risks.risk import (
    CATEGORIES,
    FIELD_NAMES,
    RESPONSES,
    STATUSES,
    ZONES,
    Choice,
    Risk,
    field_value,
    zone,
)
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.charts.theme import SHAPES
from salesdash.period import Clock, Period, by_clock
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join, plain
from salesdash.units import COUNT, MONEY, SCORE
from salesdash.warehouse.typed.ledger import Change

REGISTER = Text("风险台账", "Register")
HISTORY = Text("修改历史", "History of changes")
MORE = Text("往下看", "More")
MORE_VIEWS = {
    "register": REGISTER,
    "matrix": Text("矩阵与期限", "Matrix and deadlines"),
    "signals": Text("信号与战绩", "Signals and record"),
    "decided": Text("决定记录", "Decisions"),
    "record": Text("触发记录", "Record of triggers"),
    "history": HISTORY,
}
LONGEST_HISTORY = 200
NUMBER = Text("编号", "No.")
SCORE_NAME = Text("分值", "Score")
SCORE_AFTER = Text("应对后分值", "Score after")
LEVEL = Text("等级", "Level")
TRIGGER = Text("触发条件", "Trigger")
LINKED = Text("关联", "Linked to")
EXPOSURE, EXPOSURE_AFTER = Text("敞口", "Exposure"), Text("应对后敞口", "Exposure after")


def _named(key: str, choices: Mapping[str, Choice]) -> Column:
    return Column(
        key, FIELD_NAMES[key], names={choice.key: choice.name for choice in choices.values()}
    )


COLUMNS = (
    Column("number", NUMBER, COUNT),
    Column("title", FIELD_NAMES["title"]),
    Column(
        "level",
        LEVEL,
        names={z.key: plain(SHAPES[z.light] + " ") + z.name for z in ZONES},
        is_light=True,
    ),
    Column("score", SCORE_NAME, SCORE),
    Column("owner", FIELD_NAMES["owner"]),
    _named("status", STATUSES),
    Column("due", FIELD_NAMES["due"]),
    Column("review", FIELD_NAMES["review"]),
    Column("trigger", TRIGGER),
    Column("linked", LINKED),
    Column("exposure", EXPOSURE, MONEY),
    Column("exposure_after", EXPOSURE_AFTER, MONEY),
    _named("category", CATEGORIES),
    _named("response", RESPONSES),
    Column("probability", FIELD_NAMES["probability"], SCORE),
    Column("impact", FIELD_NAMES["impact"], SCORE),
    Column("score_after", SCORE_AFTER, SCORE),
    Column("cause", FIELD_NAMES["cause"]),
    Column("contingency", FIELD_NAMES["contingency"]),
)


IN_CELL = ("title", "owner", "status", "due", "review")


def in_cell(risks: Sequence[Risk]) -> Figure:
    """Those of one cell of the matrix, in what a side sheet has room for."""
    whole = register(risks)
    return replace(
        whole, key="risks_in_cell", columns=tuple(c for c in COLUMNS if c.key in IN_CELL)
    )


def register(risks: Sequence[Risk]) -> Figure:
    """One row per risk, in the order given; empty for none."""
    numbers = dict.fromkeys(("score_after", "exposure", "exposure_after"), "float")
    frame = pd.DataFrame([_row(risk) for risk in risks], columns=[c.key for c in COLUMNS])
    return Figure("risk_register", REGISTER, frame.astype(numbers), COLUMNS)


def history(changes: Sequence[Change], scope: Scope, clock: Clock = by_clock) -> Figure:
    """Who changed what and when, the newest first; edits that came second are marked."""
    shown = changes[:LONGEST_HISTORY]
    frame = pd.DataFrame(
        {
            "at": [clock(c.at) for c in shown],
            "by": [c.by for c in shown],
            "number": [c.number for c in shown],
            "title": [c.title for c in shown],
            "change": [_change_words(c) for c in shown],
        }
    )
    return Figure(
        "risk_history",
        HISTORY,
        frame,
        (
            Column("at", Text("时间", "When")),
            Column("by", Text("修改人", "Who")),
            Column("number", NUMBER, COUNT),
            Column("title", FIELD_NAMES["title"]),
            Column("change", Text("修改内容", "Change")),
        ),
        sentence=Text("共 {n} 次修改。", "{n} {n:change|changes}.").format(n=len(changes)),
        context=context_of(scope),
    )


def context_of(scope: Scope) -> Text:
    """What the register is, and the day by which it is judged."""
    return Text("风险台账 · {day}", "Risk register · {day}").format(
        day=Period.of(scope.as_of, "day").name
    )


def shown_limit(metric: str | None, raw: float | None) -> float | None:
    """A trigger's limit as people write it: 0.85 as 85 where its KPI counts in per cent."""
    if metric is None or raw is None:
        return None
    return round(raw * METRICS[metric].unit.factor, 6)


def raw_limit(metric: str | None, typed: float | None) -> float | None:
    """The other way round."""
    if metric is None or typed is None:
        return None
    return typed / METRICS[metric].unit.factor


def _row(risk: Risk) -> dict[str, Any]:
    return {
        "number": risk.risk_id,
        "title": risk.title,
        "level": zone(risk.score).key,
        "score": risk.score,
        "probability": risk.probability,
        "impact": risk.impact,
        "owner": risk.owner,
        "status": risk.status,
        "category": risk.category,
        "response": risk.response,
        "score_after": risk.score_after,
        "trigger": risk.trigger.words if risk.trigger else BLANK,
        "linked": member_name(risk.link_by, risk.link_member) if risk.link_by else BLANK,
        "exposure": None if risk.exposure is None else float(risk.exposure),
        "exposure_after": None if risk.exposure_after is None else float(risk.exposure_after),
        "due": risk.due,
        "review": risk.review,
        "cause": risk.cause,
        "contingency": risk.contingency,
    }


def _change_words(change: Change) -> Text:
    if change.before is None:
        return Text("新增", "Added")
    if change.after is None:
        return Text("删除", "Removed")
    changes = join(
        [
            Text("{field}：{before} → {after}", "{field}: {before} → {after}").format(
                field=FIELD_NAMES[field],
                before=field_value(field, change.before.get(field)),
                after=field_value(field, change.after.get(field)),
            )
            for field in change.fields
        ],
        zh="；",
        en="; ",
    )
    refused = Text("未保存（别人先改了）：", "Not saved, somebody was first: ")
    return refused + changes if change.is_refused else changes
