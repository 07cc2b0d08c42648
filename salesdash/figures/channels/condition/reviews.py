"""Which channels are due for evaluation, by class, and which are overdue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from salesdash.analysis.channels.reviews import Review, proposed, review
from salesdash.catalog.channels.reviews import CLASSES, PROPOSAL
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.charts.theme import SHAPES
from salesdash.figures.build import dimension_column
from salesdash.figures.channels.condition import lifecycle
from salesdash.period import Period, add_months
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join, plain
from salesdash.units import PERCENT, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.channels.evaluated import evaluated

TITLE = Text("渠道评估：级别与到期日", "Evaluation of channels: class and next review")
CLASS, BY, RHYTHM, LAST, DUE, STATE = (
    Text("级别", "Class"), Text("依据", "By"), Text("评估频率", "Rhythm"),
    Text("上次评估", "Last review"), Text("下次到期", "Next due"), Text("状态", "State"),
)  # fmt: skip
CHOSEN, BY_RULE = Text("人工指定", "somebody"), Text("按规则", "our rule")
STATES = {
    "overdue": Text("逾期 {n} 天", "{n} {n:day|days} overdue"),
    "soon": Text("{n} 天后到期", "due in {n} {n:day|days}"),
    "later": Text("未到期", "not due yet"),
    "never": Text("没有评估记录", "no review noted"),
}
LIGHTS = {"overdue": "red", "soon": "amber", "later": "green", "never": "grey"}
OVERDUE = Text("渠道评估已逾期：{names}。", "Evaluation overdue: {names}.")
STANDS = Text(
    "渠道评估：{of_class}，{rhythm}，{state}。", "Evaluation: {of_class}, {rhythm}, {state}."
)
NAMED = Text("{name}（{of_class}，应在 {due} 前）", "{name} ({of_class}, due {due})")
NONE_NOTED = Text(
    "还没有评估记录：在“口径与设置 · 渠道类型”里填上次评估日期，到期会提醒。",
    "No review is noted yet: type the last ones under Settings · Channel kinds, and what is due is said.",
)
NONE_DUE = Text("没有逾期的评估。", "No evaluation is overdue.")
RULE = Text(
    "级别由本系统的规则建议，可在设置里改：近 12 个月销售额最大、合计占 {front} 的为一线，其余为二线，"
    "处在导入期的为战略。一线每季度、二线每半年、战略每年评估一次。",
    "Classes are proposed by a rule of ours and corrected in the settings: the largest that make {front} of "
    "twelve months' sales are front-line, the others second-line, those being introduced strategic. They are "
    "evaluated quarterly, half-yearly and yearly.",
)
MONTHS = 12
REVIEWED = ("channel",)  # those of whom there are evaluations


def reviews(ask: Ask, scope: Scope) -> list[Review]:
    """Every channel on the as-of date, the most overdue first, those never reviewed last."""
    classes = proposals(ask, scope)
    all_reviews = [
        review(
            one.channel, one.chosen or classes.get(one.channel, "second"), one.chosen is not None,
            one.reviewed, scope.as_of, PROPOSAL,
        )
        for one in evaluated(ask)
    ]  # fmt: skip
    return sorted(all_reviews, key=lambda one: (one.days is None, one.days or 0))


def proposals(ask: Ask, scope: Scope) -> dict[str, str]:
    """The class that the rule proposes for each channel, by twelve months of its sales."""
    everybody = replace(scope, filters=(), period=None, comparison=None, against=None)
    year = Period(add_months(everybody.months_end, -MONTHS), everybody.months_end)
    frame = ask(("sales",), ("channel",), everybody.over(year)).dropna()
    sales = dict.fromkeys(ask.members("channel"), 0.0)
    sales |= {str(name): float(amount) for name, amount in frame.itertuples(index=False)}
    stages = lifecycle.standings(ask, everybody, "channel")
    introduced = [
        name for name, each in stages.items() if each and each[-1].stage == "introduction"
    ]
    return proposed(sales, introduced, PROPOSAL)


def overdue(ask: Ask, scope: Scope, by: str) -> Text:
    """The channels whose evaluation is overdue, by name; blank where none is, or others are compared."""
    late = [one for one in reviews(ask, scope) if one.state == "overdue"] if by in REVIEWED else []
    if not late:
        return BLANK
    names = [
        NAMED.format(
            name=plain(one.channel), of_class=CLASSES[one.of_class].name, due=_day(one.due)
        )
        for one in late
        if one.due
    ]
    return OVERDUE.format(names=join(names))


def of_one(ask: Ask, scope: Scope, by: str, member: str) -> Text:
    """How the evaluation of one channel stands; blank of whoever is not evaluated."""
    all_reviews = reviews(ask, scope) if by in REVIEWED else []
    one = next((one for one in all_reviews if one.channel == member), None)
    if one is None:
        return BLANK
    of_class = CLASSES[one.of_class]
    return STANDS.format(of_class=of_class.name, rhythm=of_class.rhythm, state=_state(one))


def table(ask: Ask, scope: Scope) -> Figure:
    """One row per channel: class and by whom, rhythm, last review, when the next is due, how it stands."""
    all_reviews = reviews(ask, scope)
    frame = pd.DataFrame(
        [
            (
                one.channel, CLASSES[one.of_class].name, CHOSEN if one.is_chosen else BY_RULE,
                CLASSES[one.of_class].rhythm, _day(one.reviewed) if one.reviewed else BLANK,
                _day(one.due) if one.due else BLANK, _state(one),
            )
            for one in all_reviews
        ],
        columns=["channel", "class", "by", "rhythm", "last", "due", "state"],
    )  # fmt: skip
    return Figure.of(
        scope, "channel_reviews", TITLE, frame,
        (
            dimension_column("channel"), Column("class", CLASS), Column("by", BY),
            Column("rhythm", RHYTHM), Column("last", LAST), Column("due", DUE),
            Column("state", STATE, is_light=True),
        ),
        sentence=_told(all_reviews),
        notes=(RULE.format(front=write(PROPOSAL.front, PERCENT)),),
    )  # fmt: skip


def _told(reviews: list[Review]) -> Text:
    if not any(one.reviewed for one in reviews):
        return NONE_NOTED
    late = [plain(one.channel) for one in reviews if one.state == "overdue"]
    return OVERDUE.format(names=join(late)) if late else NONE_DUE


def _state(one: Review) -> Text:
    words = STATES[one.state].format(n=abs(one.days or 0))
    return plain(f"{SHAPES[LIGHTS[one.state]]} ") + words


def _day(day: date) -> Text:
    """With its year, which may be another one."""
    return Period.of(day, "day").name
