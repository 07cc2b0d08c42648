"""Which risks press: the open ones by probability × impact, and how each moved since its last review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from salesdash.catalog.risks.risk import FIELD_NAMES, IMPACTS, PROBABILITIES, ZONES, Risk, zone
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.charts.grids import matrix as shape
from salesdash.figures.risks.entries import context_of, register
from salesdash.scope import Scope
from salesdash.text import Text, join, plain
from salesdash.units import SCORE
from salesdash.warehouse.typed.ledger import Change

BEFORE, AFTER = "before", "after"
SIGHT = Text("矩阵按", "Matrix by score")
SIGHTS = {
    BEFORE: Text("应对前", "Before the response"),
    AFTER: Text("应对后", "After the response"),
}
LEVELS = Text(
    "分值 = 可能性 × 影响：{levels}。只画未关闭的风险。",
    "Score = probability × impact: {levels}. Open risks only.",
)
UP, DOWN = shape.SIGNS
ARROWS = Text(
    "↑ ↓：分值比上次复核之前高了、低了。",
    "↑ ↓: the score is higher, lower than before its last review.",
)


def matrix(
    risks: Sequence[Risk], scope: Scope, sight: str = BEFORE, history: Sequence[Change] = ()
) -> Figure:
    """The open risks by probability × impact; its table is the whole register. By the `history` of the register,
    newest first, it says whose score moved since its last review."""
    whole = register(risks)
    shown = _placed([risk for risk in risks if risk.is_open], sight, _reviewed(history))
    probability = Column("probability", FIELD_NAMES["probability"], SCORE)
    impact = Column("impact", FIELD_NAMES["impact"], SCORE)
    name = Column("title", FIELD_NAMES["title"])
    sentence = _spread_over(shown, [risk for risk in risks if risk.is_open], sight)
    return Figure(
        "risk_matrix",
        Text("风险矩阵：{sight}", "Risk matrix: {sight}").format(sight=SIGHTS[sight]),
        whole.frame,
        whole.columns,
        lambda look: shape.risks(shown, probability, impact, name, look, is_after=sight == AFTER),
        sentence=sentence,
        context=context_of(scope),
        alt=sentence,
        notes=(_levels(), *([ARROWS] if shown["title"].str.startswith((UP, DOWN)).any() else [])),
    )


def _reviewed(history: Sequence[Change]) -> dict[int, Mapping[str, Any]]:
    """Each risk as it came into its last review, which is when its next one was put on another day; as it was
    added, where it never was reviewed."""
    known: dict[int, Mapping[str, Any]] = {}
    for change in reversed(history):
        before, after = change.before, change.after
        if change.is_refused or after is None:
            continue
        if before is None:
            known[change.number] = after
        elif before.get("review") != after.get("review"):
            known[change.number] = before
    return known


def _placed(
    risks: Sequence[Risk], sight: str, before: Mapping[int, Mapping[str, Any]]
) -> pd.DataFrame:
    """Where each risk stands, with the arrow of its score before its name; after the response only those that
    were judged."""
    keys = ("probability", "impact") if sight == BEFORE else ("probability_after", "impact_after")
    places = [
        (
            _arrow(risk, keys, before.get(risk.risk_id, {})) + risk.title,
            *(getattr(risk, key) for key in keys),
        )
        for risk in risks
        if sight == BEFORE or risk.score_after is not None
    ]
    return pd.DataFrame(places, columns=["title", "probability", "impact"])


def _arrow(risk: Risk, keys: tuple[str, str], before: Mapping[str, Any]) -> str:
    was, now = (
        _score([before.get(key) for key in keys]),
        _score([getattr(risk, key) for key in keys]),
    )
    if was is None or now is None or was == now:
        return ""
    return f"{UP if now > was else DOWN} "


def _score(judged: Sequence[int | None]) -> int | None:
    likely, hard = judged
    return None if likely is None or hard is None else likely * hard


def _spread_over(shown: pd.DataFrame, pending: Sequence[Risk], sight: str) -> Text:
    scores = shown["probability"] * shown["impact"]
    counts = {z.key: int((scores.map(lambda s: zone(int(s)).key) == z.key).sum()) for z in ZONES}
    words = Text(
        "高 {high} 项，中 {medium} 项，低 {low} 项。", "High: {high}, medium: {medium}, low: {low}."
    ).format(**counts)
    unjudged = len(pending) - len(shown)
    if sight == AFTER and unjudged:
        words += Text(
            "{n} 项还没有评估应对后的分值。", " Not yet judged after the response: {n}."
        ).format(n=unjudged)
    return words


def _levels() -> Text:
    """The levels in words: `分值 = 可能性 × 影响：1–6 低，8–12 中，15–25 高`."""
    scores = sorted({p * i for p in PROBABILITIES for i in IMPACTS})
    levels = []
    for level in reversed(ZONES):
        of_level = [score for score in scores if zone(score) is level]
        name = Text(level.name.zh, level.name.en.lower())
        levels.append(plain(f"{of_level[0]}–{of_level[-1]} ") + name)
    return LEVELS.format(levels=join(levels, zh="，"))
