"""Can it still be made: three projections side by side, and each member against its own pace."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from salesdash.analysis.lights import judge
from salesdash.analysis.projection import FEW, Projection
from salesdash.charts.column import COLOUR, Column
from salesdash.charts.compared import ranges, ranking
from salesdash.charts.figure import Figure, in_one_unit
from salesdash.charts.rows import number
from salesdash.figures.build import dimension_column
from salesdash.figures.comparison import capital, lower
from salesdash.figures.targets.headlines import LEAST
from salesdash.figures.targets.projections import (
    RULES,
    error_words,
    heading_words,
    pipeline,
    projections,
    rule_names,
    wild_words,
)
from salesdash.figures.targets.to_date import judged_part, progress
from salesdash.period import Grain
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join
from salesdash.units import COUNT, MONEY, RATIO, write
from salesdash.warehouse.questions.ask import Ask

TITLE = Text("期末预测", "Where it ends at this rate")
TITLES: Mapping[Grain | None, Text] = {
    "year": Text("年末预测", "Where the year ends at this rate"),
    "quarter": Text("季末预测", "Where the quarter ends at this rate"),
    "month": Text("月末预测", "Where the month ends at this rate"),
}
RULE, VALUE = Text("预测方法", "Method"), Text("期末预测", "Projection")
LOW, HIGH = Text("下限", "Low"), Text("上限", "High")
REACHES = Text("占目标", "Share of target")
CHANGE = Text("比一周前", "Against a week ago")
ERROR = Text("往年同日误差", "Past error on the same day")
GOAL = Text("目标", "Target")
SAID = Text("{period}目标 {target}：{each}。", "Of the {period} target of {target}: {each}.")
ONE = Text("{rule}预计 {value}（{share}）", "{rule} {value} ({share})")
CHANGED = Text("，较一周前的预测 {change}", ", {change} against a week ago")
SHORT_HISTORY = Text(
    "误差范围按以往 {n} 个同期的误差估计（五次里约四次落在其中）；历史短，范围因此较宽。",
    "Bands come from past errors on the same day ({n} earlier {n:period|periods}); four cases of five lie "
    "within. With so few they are wide.",
)
PAST = Text("{rule}：{error}", "{rule}: {error}")
CASES = Text("可比的往年同期", "Earlier periods compared")
NO_BAND = Text(
    "{rules}没有以往同期可比，不给误差范围。",
    "{rules}: no earlier period to compare with, so no band is given.",
)
ONE_CASE = Text(
    "{rules}只有一次以往同期可比，不足以给出误差范围。",
    "{rules}: one earlier period to compare with is too little for a band.",
)
PIPELINE = Text(
    "商机按近 12 个月赢单率 {rate} 折算，只算已在谈的。",
    "Open deals count by the win rate of the last 12 months, {rate}; only deals already open are counted.",
)
BULLETS = Text("各成员进度：已完成与应完成", "Each member: reached, and due by now")
ALL_REACHED = Text(
    "{all} 个成员都达到了应完成的进度。",
    "{all:The one has|All {all} have} reached what is due by now.",
)
SOME_REACHED = Text(
    "{all} 个成员中有 {n} 个达到了应完成的进度。",
    "{n} of {all} {n:has|have} reached what is due by now.",
)
NONE_REACHED = Text(
    "还没有成员达到应完成的进度。",
    "Nobody has reached what is due by now.",
)
REACHED, DUE = Text("已完成", "Reached"), Text("截至数据日应完成", "Due by now")
MOST_ROWS = 20


def outlook(ask: Ask, scope: Scope) -> Figure | None:
    """Three projections of the running period beside its target; None where none is running."""
    judged = judged_part(ask, scope)
    if judged is None or not judged.is_running or not judged.has_begun:
        return None
    scope = judged.scope
    total = progress(ask, judged).iloc[0]
    target, ahead = float(total["target"]), number(total["gap"]) or 0.0
    tried = projections(ask, scope)
    if not tried or target <= 0:
        return None
    projected = [p for p in tried if not p.is_wild]
    frame = pd.DataFrame(
        [
            (
                p.rule, p.value, p.value / target,
                *(p.band or (None, None)), p.change, p.typical_error,
                len(p.errors),
            )
            for p in projected
        ],
        columns=["rule", "value", "share", "low", "high", "change", "error", "cases"],
    ).astype(dict.fromkeys(("low", "high", "change", "error"), float))  # fmt: skip
    columns = (
        Column("rule", RULE, names=RULES),
        Column("value", VALUE, MONEY),
        Column("share", REACHES, RATIO),
        Column("low", LOW, MONEY),
        Column("high", HIGH, MONEY),
        Column("change", CHANGE, MONEY),
        Column("error", ERROR, RATIO),
        Column("cases", CASES, COUNT),
    )
    by_key = {c.key: c for c in columns}
    written = in_one_unit(scope, frame, columns, target)
    title = TITLES.get(judged.period.grain, TITLE)
    return Figure.of(
        scope, "target_outlook", title, frame, columns,
        lambda look: ranges.dots(
            frame, by_key["rule"], by_key["value"], by_key["low"], by_key["high"], look,
            goal=(GOAL, target),
        ),
        sentence=heading_words(tried, target, ahead, written) or BLANK,
        metrics=("target", "sales"), also=(target,),
        notes=(
            *([_each(projected, target, written)] if projected else []),
            *_notes(ask, scope, tried),
        ),
    )  # fmt: skip


def bullets(ask: Ask, scope: Scope, dimension: str) -> Figure | None:
    """What each member reached, a mark where it should be by now; None before the period begins."""
    judged = judged_part(ask, scope)
    if judged is None or not judged.has_begun:
        return None
    light = ask.lights["attainment"]
    frame = progress(ask, judged, (dimension,))
    frame = frame[frame["due"].notna()]
    sentence = _how_many_reached(frame)
    frame = frame.head(MOST_ROWS)
    frame["light"] = [judge(light, a).light if a == a else "" for a in frame["attainment"]]
    name = dimension_column(dimension)
    reached, due = Column("sales", REACHED, MONEY), Column("due", DUE, MONEY)
    return Figure.of(
        judged.scope, "target_bullets", BULLETS, frame,
        (name, reached, due, Column("target", GOAL, MONEY)),
        lambda look: ranking.bars(frame, name, reached, look, light=COLOUR, mark=due),
        sentence=sentence, metrics=("attainment",),
    )  # fmt: skip


def _how_many_reached(frame: pd.DataFrame) -> Text:
    """How many of all members have sold what was due, out of rows of `progress`."""
    reached = int((frame["gap"] > -LEAST).sum())
    if not reached:
        return NONE_REACHED if len(frame) else BLANK
    words = ALL_REACHED if reached == len(frame) else SOME_REACHED
    return words.format(n=write(reached, COUNT), all=write(len(frame), COUNT))


def _each(projected: list[Projection], target: float, scope: Scope) -> Text:
    """Where the period ends by each rule, and how the run rate moved within a week."""
    assert scope.period is not None
    each = []
    for p in projected:
        words = ONE.format(
            rule=lower(RULES[p.rule]),
            value=write(p.value, MONEY, scope.scale),
            share=write(p.value / target, RATIO),
        )
        if p.rule == "rate" and p.change is not None:
            words += CHANGED.format(change=write(p.change, MONEY, scope.scale, signed=True))
        each.append(words)
    return SAID.format(
        period=scope.period.name,
        target=write(target, MONEY, scope.scale),
        each=join(each, "；", "; "),
    )


def _notes(ask: Ask, scope: Scope, tried: list[Projection]) -> tuple[Text, ...]:
    wild = wild_words(tried)
    sentences: list[Text] = [wild] if wild else []
    projected = [p for p in tried if not p.is_wild]
    past = [(lower(RULES[p.rule]), off) for p in projected if (off := error_words(p)) is not None]
    if past:
        each = [PAST.format(rule=rule, error=off) for rule, off in past]
        sentences.append(capital(join(each, "；", "; ")) + Text("。", "."))
    fewest = min((len(p.errors) for p in projected if p.band), default=0)
    if 0 < fewest < FEW:
        sentences.append(SHORT_HISTORY.format(n=fewest))
    for cases, words in ((0, NO_BAND), (1, ONE_CASE)):
        bare = [p for p in projected if len(p.errors) == cases]
        if bare:
            sentences.append(capital(words.format(rules=rule_names(bare))))
    weighted = pipeline(ask, scope)
    if weighted:
        sentences.append(PIPELINE.format(rate=write(weighted[1], RATIO)))
    return tuple(sentences)
