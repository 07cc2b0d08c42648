"""The register in words: every risk as a row, and every change to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from salesdash.catalog.metrics import METRICS
from salesdash.catalog.risks import (
    CATEGORIES,
    FIELD_NAMES,
    RESPONSES,
    SIDES,
    STATUSES,
    Risk,
    field_value,
    zone,
)
from salesdash.charts.figure import Column, Figure
from salesdash.charts.theme import SHAPES
from salesdash.period import Clock, Period, by_clock
from salesdash.scope import Scope
from salesdash.text import Lang, Text, join
from salesdash.units import COUNT, SCORE, write
from salesdash.warehouse.typed.register import Change

REGISTER = Text("风险台账", "Register")
HISTORY = Text("修改历史", "History of changes")
LONGEST_HISTORY = 200
NUMBER = Text("编号", "No.")
SCORE_NAME = Text("分值", "Score")
SCORE_AFTER = Text("应对后分值", "Score after")
LEVEL = Text("等级", "Level")
TRIGGER = Text("触发条件（未自动监控）", "Trigger (not watched yet)")
NOT_WATCHED = Text(
    "触发条件目前只作记录，程序还不会自动判断，请在复核时人工对照。",
    "The trigger is only noted: nothing watches it yet, so check it by hand at each review.",
)


def register_columns(lang: Lang) -> tuple[Column, ...]:
    def own(key: str, field: str | None = None) -> Column:
        return Column(key, FIELD_NAMES[field or key][lang])

    return (
        Column("number", NUMBER[lang], COUNT),
        own("title"),
        Column("level", LEVEL[lang]),
        Column("score", SCORE_NAME[lang], SCORE),
        own("owner"),
        own("status"),
        own("due"),
        own("review"),
        Column("trigger", TRIGGER[lang]),
        own("category"),
        own("response"),
        Column("probability", FIELD_NAMES["probability"][lang], SCORE),
        Column("impact", FIELD_NAMES["impact"][lang], SCORE),
        Column("score_after", SCORE_AFTER[lang], SCORE),
        own("cause"),
        own("contingency"),
    )


def register_frame(risks: Sequence[Risk], lang: Lang) -> pd.DataFrame:
    """One row per risk, in the order given, in words; empty for none."""
    rows = [_row(risk, lang) for risk in risks]
    frame = pd.DataFrame(rows, columns=[c.key for c in register_columns(lang)])
    return frame.astype({"score_after": "float"})


def history(changes: Sequence[Change], scope: Scope, clock: Clock = by_clock) -> Figure:
    """Who changed what and when, the newest first; edits that came second are marked."""
    lang = scope.lang
    shown = changes[:LONGEST_HISTORY]
    frame = pd.DataFrame(
        {
            "at": [clock(c.at) for c in shown],
            "by": [c.by for c in shown],
            "number": [c.risk_id for c in shown],
            "title": [c.title for c in shown],
            "change": [_told(c)[lang] for c in shown],
        }
    )
    return Figure(
        "risk_history",
        HISTORY[lang],
        lang,
        frame,
        (
            Column("at", Text("时间", "When")[lang]),
            Column("by", Text("修改人", "Who")[lang]),
            Column("number", NUMBER[lang], COUNT),
            Column("title", FIELD_NAMES["title"][lang]),
            Column("change", Text("修改内容", "Change")[lang]),
        ),
        sentence=Text("共 {n} 次修改。", "{n} {n:change|changes}.").format(n=len(changes))[lang],
        context=context_of(scope),
    )


def context_of(scope: Scope) -> str:
    """What the register is, and the day by which it is judged."""
    return Text("风险台账 · {day}", "Risk register · {day}").format(
        day=Period.of(scope.as_of, "day").name
    )[scope.lang]


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


def _row(risk: Risk, lang: Lang) -> dict[str, Any]:
    level = zone(risk.score)
    return {
        "number": risk.risk_id,
        "title": risk.title,
        "level": f"{SHAPES[level.light]} {level.name[lang]}",
        "score": risk.score,
        "probability": risk.probability,
        "impact": risk.impact,
        "owner": risk.owner,
        "status": STATUSES[risk.status].name[lang],
        "category": CATEGORIES[risk.category].name[lang],
        "response": RESPONSES[risk.response].name[lang],
        "score_after": risk.score_after,
        "trigger": _trigger(risk)[lang],
        "due": risk.due,
        "review": risk.review,
        "cause": risk.cause,
        "contingency": risk.contingency,
    }


def _trigger(risk: Risk) -> Text:
    if not (risk.trigger_metric and risk.trigger_side):
        return Text("", "")
    metric = METRICS[risk.trigger_metric]
    return Text("{kpi}{side} {limit}", "{kpi} {side} {limit}").format(
        kpi=metric.name,
        side=SIDES[risk.trigger_side],  # type: ignore[index]
        limit=write(risk.trigger_limit, metric.unit),
    )


def _told(change: Change) -> Text:
    if change.before is None:
        return Text("新增", "Added")
    if change.after is None:
        return Text("删除", "Removed")
    told = join(
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
    return refused + told if change.is_refused else told
