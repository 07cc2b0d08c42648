"""What may go wrong, who owns it, and what is overdue?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from salesdash.catalog.risks import (
    FIELD_NAMES,
    ZONES,
    Risk,
    zone,
)
from salesdash.charts import matrix as shape
from salesdash.charts.figure import Column, Figure
from salesdash.figures.risk_register import context_of, register_columns, register_frame
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import Text, plain
from salesdash.units import DAYS, SCORE

BEFORE, AFTER = "before", "after"
SIGHT = Text("矩阵按", "Matrix by score")
SIGHTS = {
    BEFORE: Text("应对前", "Before the response"),
    AFTER: Text("应对后", "After the response"),
}
NONE_YET = Text(
    "还没有登记风险。先写下今年最可能让目标落空的三件事：各由谁负责、什么情况算触发、触发后怎么办。",
    "No risks are registered yet. Begin with the three things most likely to cost you this year's target: "
    "who owns each, what sets it off, and what you do then.",
)
WHAT, WHEN, LEFT = Text("事项", "What"), Text("日期", "Date"), Text("剩余天数", "Days left")
DEADLINES = {"due": Text("应对措施到期", "Response due"), "review": Text("复核", "Review")}


def headline(risks: Sequence[Risk], scope: Scope) -> str:
    """How many risks are open and high, what is overdue, and what comes next."""
    pending = [risk for risk in risks if risk.is_open]
    if not risks:
        return NONE_YET[scope.lang]
    if not pending:
        return Text(
            "登记的 {n} 项风险都已关闭。", "All {n} risks on the register are closed."
        ).format(n=len(risks))[scope.lang]
    high = sum(zone(risk.score).key == "high" for risk in pending)
    late = [risk for risk in pending if risk.review and risk.review < scope.as_of]
    words = Text(
        "{n} 项风险未关闭，其中 {high} 项高风险；", "Open risks: {n}, of which high: {high}. "
    ).format(n=len(pending), high=high)
    words += (
        Text("{late} 项复核已逾期。", "Reviews overdue: {late}. ").format(late=len(late))
        if late
        else Text("没有逾期的复核。", "No review is overdue. ")
    )
    return (words + _next(pending, scope.as_of))[scope.lang].strip()


def judged_by(scope: Scope, *, has_data: bool) -> str:
    """By which day deadlines count as overdue."""
    day = Period.of(scope.as_of, "day").name
    words = (
        Text(
            "是否逾期按数据截至日 {day} 判断，导入新数据后随之更新。",
            "Overdue is judged by the as-of date of the data, {day}; it moves on with new data.",
        )
        if has_data
        else Text(
            "还没有数据，是否逾期按今天（{day}）判断。",
            "No data is loaded: overdue is judged by today, {day}.",
        )
    )
    return words.format(day=day)[scope.lang]


def matrix(risks: Sequence[Risk], scope: Scope, sight: str = BEFORE) -> Figure:
    """The open risks by probability × impact; its table is the whole register."""
    lang = scope.lang
    frame = register_frame(risks, lang)
    shown = _placed([risk for risk in risks if risk.is_open], sight)
    probability = Column("probability", FIELD_NAMES["probability"][lang], SCORE)
    impact = Column("impact", FIELD_NAMES["impact"][lang], SCORE)
    name = Column("title", FIELD_NAMES["title"][lang])
    sentence = _spread_over(shown, [risk for risk in risks if risk.is_open], sight)[lang]
    return Figure(
        "risk_matrix",
        Text("风险矩阵：{sight}", "Risk matrix: {sight}").format(sight=SIGHTS[sight])[lang],
        lang,
        frame,
        register_columns(lang),
        draw=lambda mode: shape.risks(shown, probability, impact, name, lang=lang, mode=mode),
        sentence=sentence,
        context=context_of(scope),
        alt=sentence,
        notes=(_levels()[lang],),
    )


def deadlines(risks: Sequence[Risk], scope: Scope) -> Figure:
    """What is due: reviews and responses of open risks, the longest overdue first."""
    lang = scope.lang
    found = sorted(
        (day, risk.risk_id, key, risk)
        for risk in risks
        if risk.is_open
        for key in DEADLINES
        if (day := getattr(risk, key))
    )
    left = [(day - scope.as_of).days for day, *_ in found]
    frame = pd.DataFrame(
        {
            "title": [risk.title for *_, risk in found],
            "what": [DEADLINES[key][lang] for _, _, key, _ in found],
            "owner": [risk.owner for *_, risk in found],
            "day": [day for day, *_ in found],
            "left": left,
        }
    )
    overdue = sum(days < 0 for days in left)
    words = (
        Text("{n} 项已逾期，剩余天数为负。", "Overdue: {n}, with days left below zero.").format(
            n=overdue
        )
        if overdue
        else Text("没有逾期事项。", "Nothing is overdue.")
        if found
        else Text(
            "未关闭的风险还没有填写期限和复核日期。", "No open risk has a due or review date yet."
        )
    )
    return Figure(
        "risk_deadlines",
        Text("期限与复核", "Deadlines and reviews")[lang],
        lang,
        frame,
        (
            Column("title", FIELD_NAMES["title"][lang]),
            Column("what", WHAT[lang]),
            Column("left", LEFT[lang], DAYS),
            Column("day", WHEN[lang]),
            Column("owner", FIELD_NAMES["owner"][lang]),
        ),
        sentence=words[lang],
        context=context_of(scope),
    )


def _placed(risks: Sequence[Risk], sight: str) -> pd.DataFrame:
    """Where each risk stands; after the response only those that were judged."""
    places = [
        (r.title, r.probability, r.impact)
        if sight == BEFORE
        else (r.title, r.probability_after, r.impact_after)
        for r in risks
        if sight == BEFORE or r.score_after is not None
    ]
    return pd.DataFrame(places, columns=["title", "probability", "impact"])


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
    return Text(
        "分值 = 可能性 × 影响：1–6 低，8–12 中，15–25 高。只画未关闭的风险。",
        "Score = probability × impact: 1–6 low, 8–12 medium, 15–25 high. Open risks only.",
    )


def _next(pending: Sequence[Risk], day: date) -> Text:
    coming = [
        (when, risk.title, key)
        for risk in pending
        for key in DEADLINES
        if (when := getattr(risk, key)) and when >= day
    ]
    if not coming:
        return Text("", "")
    when, title, key = min(coming)
    return Text("最近一项：{day}，{what}“{title}”。", "Next: {day}, {what} of “{title}”.").format(
        day=Period.of(when, "day").name,
        what=Text(DEADLINES[key].zh, DEADLINES[key].en.lower()),
        title=plain(title),
    )
