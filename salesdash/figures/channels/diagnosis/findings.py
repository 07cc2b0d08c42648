"""What was found in the period, by the money at stake: each with its numbers and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pandas as pd

from salesdash.analysis.channels.diagnosis import Fired, fired
from salesdash.catalog.channels.diagnoses import DIAGNOSES, ENOUGH, OUTCOMES, Diagnosis
from salesdash.catalog.dimensions import member_name
from salesdash.catalog.metrics import METRICS
from salesdash.catalog.overrides import worded
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.charts.rows import number
from salesdash.figures.build import dimension_column
from salesdash.figures.channels.diagnosis.months import months_of, signs_now
from salesdash.figures.channels.operations.delivery import still
from salesdash.figures.channels.sentences import lower
from salesdash.figures.comparison import day_name, to_come
from salesdash.figures.lights.wording import needs_words
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import Text
from salesdash.units import COUNT, HOURS, MONEY, MULTIPLE, RATIO, Unit, write
from salesdash.warehouse.questions.ask import Ask

TITLE = Text("{dimension}诊断：{period}", "Diagnosis by {dimension}: {period}")
OF_ONE = Text("{name}诊断：{period}", "Diagnosis of {name}: {period}")
WORST = Text(
    "{n} 条发现，最要紧的是{member}：{name}，涉及 {stake}。",
    "{n} {n:finding|findings}; the gravest is {member}: {name}, {stake} at stake.",
)
ONLY = Text(
    "只有 1 条发现，{member}：{name}，涉及 {stake}。",
    "One finding, {member}: {name}, {stake} at stake.",
)
NOTHING = Text(
    "按 {n} 条规则看过，没有发现问题。", "{n} {n:rule was|rules were} tried, and nothing was found."
)
UNTRIED = Text(
    "现有数据还不能按任何一条规则诊断。", "The data loaded are not enough for any rule to be tried."
)
EVIDENCE_OF = Text("看哪一条的证据", "Evidence of")
ONE = Text("{member} · {name}", "{member} · {name}")
RULE, EVIDENCE = Text("发现", "Finding"), Text("依据", "Evidence")
STAKE, STEP = Text("涉及金额", "At stake"), Text("下一步", "Next step")
CONDITION = Text(
    "{name}：{condition}。涉及金额：{stake}。", "{name}: {condition}. At stake: {stake}."
)
NEXT = Text("下一步：{what}。建议 {due}前完成。", "Next: {what}. Suggested deadline: {due}.")
LACKS = Text("{name}还不能诊断：请导入{needs}。", "{name} cannot be told yet: load {needs}.")
TOO_LITTLE = Text(
    "{name}还不能诊断：历史数据太短，或者个案太少。",
    "{name} cannot be told yet: too little history, or too few cases.",
)
NOT_SPLIT = Text(
    "{name}还不能诊断：数据没有按{dimension}分。",
    "{name} cannot be told: its data do not tell {dimension} apart.",
)
OURS = Text(
    "我们的规则：与去年同月比，只算两年都有数据的月份；流失率按 {customers} 个以上的老客户算，"
    "转化率按 {leads} 条以上的线索算，投诉按去年同期 {complaints} 件以上算，最大客户按 {buyers} 个以上的客户算，"
    "晚发按 {lines} 行以上算。",
    "Our rule: against the same months of last year, those known on both sides. Churn is told from {customers} "
    "earlier customers on, conversion from {leads} {leads:lead|leads}, complaints from {complaints} of last year, "
    "the largest customer among {buyers} or more, late supply from {lines} lines due.",
)
SAID = Text("{member}（{period}）：{words}", "{member} ({period}): {words}")
# How the figures of a member are written in its finding, and which of them with their sign.
UNITS: Mapping[str, Unit] = {
    **dict.fromkeys(
        ("growth", "churn", "churn_before", "spend_growth", "conversion", "best", "stock_growth",
         "top_share", "spike", "stayed", "usual", "late", "late_all", "undersold_gap"), RATIO),
    **dict.fromkeys(("roi", "roi_before", "roi_all"), MULTIPLE),
    **dict.fromkeys(
        ("complaints", "complaints_before", "brought", "due_lines", "late_lines", "undersold_months"), COUNT),
    **dict.fromkeys(("response", "response_before"), HOURS),
}  # fmt: skip
RULE_ROOM, EVIDENCE_ROOM, STEP_ROOM = 200, 400, 220  # px
SIGNED = ("growth", "spend_growth", "stock_growth")
NAMES = ("promotion", "top", "undersold")


@dataclass(frozen=True, slots=True)
class ProposedAction:
    """What an action would promise: what is to be done, about which member and KPI, by when, and the figure
    by which it is seen whether it helped, with its value now."""

    what: Text
    by: str
    member: str
    kpi: str
    due: date
    figure: str
    value: float | None


@dataclass(frozen=True, slots=True)
class DiagnosisFinding:
    """One diagnosis of one member, in words, and the action that it proposes."""

    told: Fired
    words: Text
    proposal: ProposedAction
    period: Period

    @property
    def key(self) -> str:
        return f"{self.told.diagnosis.key}:{self.told.member}"

    @property
    def diagnosis(self) -> Diagnosis:
        return self.told.diagnosis

    @property
    def member(self) -> str:
        return self.told.member


def findings(ask: Ask, scope: Scope, by: str) -> list[DiagnosisFinding]:
    """What was found of everybody, the most money at stake first; nothing of what is still to come."""
    if not scope.has_begun:
        return []
    return ask.keep(
        ("findings", scope, by),
        lambda: [
            _finding(ask, scope.as_of, by, one, months_of(ask, scope))
            for one in fired(_known(ask, by), signs_now(ask, scope, by), ask.rules)
        ],
    )


def choices(ask: Ask, scope: Scope, by: str) -> dict[str, Text]:
    """The findings whose evidence can be looked at, the gravest first."""
    return {
        one.key: ONE.format(member=member_name(by, one.member), name=one.diagnosis.name)
        for one in findings(ask, scope, by)
    }


def said_of(one: DiagnosisFinding, by: str) -> Text:
    """The finding where no title names whom and which months it is about."""
    return SAID.format(
        member=member_name(by, one.member), period=one.period.short_name, words=one.words
    )


def proposal_of(ask: Ask, scope: Scope, by: str, key: str) -> ProposedAction:
    """The action that one of the choices proposes."""
    return next(one.proposal for one in findings(ask, scope, by) if one.key == key)


def table(ask: Ask, scope: Scope, by: str) -> Figure:
    """One row per finding: what, of whom, its numbers, the money at stake, the next step."""
    title = TITLE.format(dimension=lower(by), period=_looked_at(ask, scope).name)
    return _table(ask, scope, by, findings(ask, scope, by), title)


def of_member(ask: Ask, scope: Scope, by: str, member: str) -> Figure:
    """The findings of one member."""
    own = [one for one in findings(ask, scope, by) if one.member == member]
    title = OF_ONE.format(name=member_name(by, member), period=_looked_at(ask, scope).name)
    return _table(ask, scope, by, own, title)


def lacking(ask: Ask, scope: Scope, by: str) -> dict[str, Text]:
    """Why a diagnosis cannot be told of anybody, by its key."""
    frame = signs_now(ask, scope, by)
    reasons: dict[str, Text] = {}
    for one in told_of(by):
        if missing := [need for need in one.needs if not ask.has(need)]:
            reasons[one.key] = LACKS.format(name=one.name, needs=needs_words(missing))
        elif ask.unknown(METRICS[one.kpi], (by,)):
            reasons[one.key] = NOT_SPLIT.format(name=one.name, dimension=lower(by))
        elif one.is_everywhere and frame[[x.sign for x in one.limits]].isna().all().any():
            reasons[one.key] = TOO_LITTLE.format(name=one.name)
    return reasons


def _table(ask: Ask, scope: Scope, by: str, shown: list[DiagnosisFinding], title: Text) -> Figure:
    over = scope.over(_looked_at(ask, scope))
    if not shown:
        return _none(ask, scope, by, Figure.lacking(over, "diagnosis", title))
    frame = pd.DataFrame(
        {
            "rule": [one.diagnosis.name for one in shown],
            by: [one.member for one in shown],
            "evidence": [one.words for one in shown],
            "stake": [one.told.stake for one in shown],
            "step": [one.diagnosis.step for one in shown],
        }
    )
    worst = shown[0]
    columns = (
        dimension_column(by), Column("rule", RULE, room=RULE_ROOM), Column("evidence", EVIDENCE, room=EVIDENCE_ROOM),
        Column("stake", STAKE, MONEY, is_bar=True), Column("step", STEP, room=STEP_ROOM),
    )  # fmt: skip
    return Figure.of(
        over, "diagnosis", title, frame, columns,
        sentence=(WORST if len(shown) > 1 else ONLY).format(
            n=len(shown), member=member_name(by, worst.member), name=worst.diagnosis.name,
            stake=write(worst.told.stake, MONEY, scope.scale),
        ),
        metrics=tuple(dict.fromkeys(one.diagnosis.kpi for one in shown)),
        notes=(*(condition(ask, one) for one in told_of(by)), ours(),
               *lacking(ask, scope, by).values()),
    )  # fmt: skip


def _looked_at(ask: Ask, scope: Scope) -> Period:
    """The months that are told of; of a period to come, that itself."""
    return scope.period if scope.period and not scope.has_begun else months_of(ask, scope)


def _none(ask: Ask, scope: Scope, by: str, place: Figure) -> Figure:
    """No finding: what was looked at, and where that is nothing, which sheets would tell."""
    if unbegun := to_come(scope):
        return replace(place, sentence=unbegun)
    if tried := len(told_of(by)) - len(lacking(ask, scope, by)):
        return replace(place, sentence=NOTHING.format(n=tried))
    return replace(place, sentence=UNTRIED, missing=missing(ask, by))


def missing(ask: Ask, by: str) -> tuple[str, ...]:
    """The data that would let more of the rules be tried, each once."""
    needs = (need for one in told_of(by) for need in one.needs if not ask.has(need))
    return tuple(dict.fromkeys(needs))


def condition(ask: Ask, diagnosis: Diagnosis) -> Text:
    """By what a diagnosis is told, with the rules as they are set."""
    return CONDITION.format(
        name=diagnosis.name,
        condition=worded(diagnosis.condition, ask.rules),
        stake=diagnosis.stake,
    )


def next_step(one: DiagnosisFinding) -> Text:
    """What to do about it, and by when."""
    return NEXT.format(what=one.proposal.what, due=day_name(one.proposal.due))


def ours() -> Text:
    return OURS.format(
        customers=ENOUGH.customers, leads=ENOUGH.leads, complaints=ENOUGH.complaints,
        buyers=ENOUGH.buyers, lines=ENOUGH.lines,
    )  # fmt: skip


def told_of(by: str) -> list[Diagnosis]:
    """The diagnoses that members of this dimension can have."""
    return [one for one in DIAGNOSES.values() if one.of in ("", by)]


def _known(ask: Ask, by: str) -> list[Diagnosis]:
    return [one for one in told_of(by) if all(map(ask.has, one.needs))]


def _finding(ask: Ask, today: date, by: str, fired: Fired, period: Period) -> DiagnosisFinding:
    diagnosis = fired.diagnosis
    proposal = ProposedAction(
        worded(diagnosis.how, ask.rules), by, fired.member, diagnosis.kpi, today + timedelta(days=diagnosis.within),
        OUTCOMES[diagnosis.outcome].key, number(fired.signs[diagnosis.outcome]),
    )  # fmt: skip
    words = diagnosis.finding.format(**_written(fired.signs, by))
    return DiagnosisFinding(fired, words, proposal, period)


def _written(signs: Mapping[str, Any], by: str) -> dict[str, Any]:
    """The figures of a member as its finding names them."""
    words: dict[str, Any] = {
        key: write(number(signs[key]), unit, signed=key in SIGNED) for key, unit in UNITS.items()
    }
    words |= {key: str(signs[key]) for key in NAMES}
    words["unshipped"] = still(number(signs["unshipped"]) or 0.0)
    words["best_name"] = member_name(by, signs["best_name"])
    return words
