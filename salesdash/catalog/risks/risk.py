"""What a risk is: its fields, categories, responses, states and levels, and what makes it whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.catalog.metrics import METRICS
from salesdash.catalog.model import registry
from salesdash.catalog.risks import triggers
from salesdash.catalog.risks.triggers import SIDES, Trigger
from salesdash.text import Text, join
from salesdash.units import exact

LEVELS = (1, 2, 3, 4, 5)
CELL = "risks"  # the mark of a cell of the matrix
CELL_NAME = Text(
    "可能性 {probability} × 影响 {impact} = {score}（{level}）",
    "Probability {probability} × impact {impact} = {score} ({level})",
)
MOST_LETTERS = {"title": 120, "owner": 60, "cause": 2000, "contingency": 8000}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few answers to a question about a risk; `is_open` where it still asks for care."""

    key: str
    name: Text
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Zone:
    """How pressing a score is, from `least` on; `light` is its colour."""

    key: str
    name: Text
    least: int
    light: str


CATEGORIES = registry(
    (
        Choice("competition", Text("市场竞争", "Competition")),
        Choice("demand", Text("客户需求", "Demand")),
        Choice("supply", Text("供应链", "Supply")),
        Choice("team", Text("团队执行", "Team")),
        Choice("market", Text("市场波动", "Market")),
        Choice("customer_loss", Text("客户流失", "Customer loss")),
        Choice("compliance", Text("合规", "Compliance")),
    )
)
RESPONSES = registry(
    (
        Choice("avoid", Text("规避", "Avoid")),
        Choice("reduce", Text("降低", "Reduce")),
        Choice("transfer", Text("转移", "Transfer")),
        Choice("accept", Text("接受", "Accept")),
    )
)
STATUSES = registry(
    (
        Choice("open", Text("待应对", "Open")),
        Choice("acting", Text("应对中", "In progress")),
        Choice("watching", Text("监控中", "Watching")),
        Choice("happened", Text("已发生", "Happened")),
        Choice("closed", Text("已关闭", "Closed"), is_open=False),
    )
)
ZONES = (
    Zone("high", Text("高", "High"), 15, "red"),
    Zone("medium", Text("中", "Medium"), 8, "amber"),
    Zone("low", Text("低", "Low"), 1, "green"),
)
PROBABILITIES = {
    1: Text("1 几乎不会", "1 Rare"),
    2: Text("2 不太可能", "2 Unlikely"),
    3: Text("3 有可能", "3 Possible"),
    4: Text("4 很可能", "4 Likely"),
    5: Text("5 几乎肯定", "5 Almost certain"),
}
IMPACTS = {
    1: Text("1 轻微", "1 Slight"),
    2: Text("2 较小", "2 Minor"),
    3: Text("3 中等", "3 Moderate"),
    4: Text("4 严重", "4 Severe"),
    5: Text("5 致命", "5 Critical"),
}
# How likely a level is, by which money at stake becomes exposure; ours, there is no standard.
CHANCES = {
    1: Decimal("0.1"),
    2: Decimal("0.3"),
    3: Decimal("0.5"),
    4: Decimal("0.7"),
    5: Decimal("0.9"),
}
UNJUDGED = 0  # a level that nobody has judged yet


@dataclass(frozen=True, slots=True)
class Risk:
    """One line of the register; `risk_id` and `revision` are 0 until it is kept.

    Probability and impact are `UNJUDGED` until somebody judges them, and so it cannot be kept.
    What is watched is its `trigger`, typed as parts in the metric's own unit. It may be linked to one
    `link_member` of the dimension `link_by`, to which `at_stake` belongs, in money.
    """

    title: str = ""
    category: str = "competition"
    cause: str = ""
    owner: str = ""
    probability: int = UNJUDGED
    impact: int = UNJUDGED
    response: str = "reduce"
    probability_after: int | None = None
    impact_after: int | None = None
    contingency: str = ""
    trigger_metric: str | None = None
    trigger_side: str | None = None
    trigger_limit: float | None = None
    status: str = "open"
    due: date | None = None
    review: date | None = None
    trigger_by: str | None = None
    trigger_member: str | None = None
    trigger_months: int = 1
    trigger_recovery: float | None = None
    link_by: str | None = None
    link_member: str | None = None
    at_stake: Decimal | None = None
    risk_id: int = 0
    revision: int = 0

    @property
    def score(self) -> int:
        return self.probability * self.impact

    @property
    def score_after(self) -> int | None:
        """What is left after the response; None until both of its parts are judged."""
        if self.probability_after is None or self.impact_after is None:
            return None
        return self.probability_after * self.impact_after

    @property
    def exposure(self) -> Decimal | None:
        """The money at stake by how likely it is; None where either is not judged."""
        if self.at_stake is None or self.probability not in CHANCES:
            return None
        return self.at_stake * CHANCES[self.probability]

    @property
    def exposure_after(self) -> Decimal | None:
        """The same after the response, whose smaller impact puts less at stake."""
        if self.at_stake is None or self.probability_after is None or self.impact_after is None:
            return None
        return self.at_stake * CHANCES[self.probability_after] * self.impact_after / self.impact

    @property
    def trigger(self) -> Trigger | None:
        """What is watched; None where nothing is."""
        if self.trigger_metric not in METRICS or self.trigger_limit is None:
            return None
        side = next((side for side in SIDES if side == self.trigger_side), None)
        return side and Trigger(
            self.trigger_metric, side, self.trigger_limit, self.trigger_months,
            self.trigger_recovery, self.trigger_by, self.trigger_member,
        )  # fmt: skip

    @property
    def is_open(self) -> bool:
        return STATUSES[self.status].is_open

    def content(self) -> dict[str, Any]:
        """What people typed, as plain values: days and money as text, without number and revision."""
        return {key: _as_plain(getattr(self, key)) for key in TYPED}


def _as_plain(value: object) -> object:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else value


TYPED = tuple(f.name for f in fields(Risk) if f.name not in ("risk_id", "revision"))
FIELD_NAMES: dict[str, Text] = {
    "title": Text("风险", "Risk"),
    "category": Text("类别", "Category"),
    "cause": Text("原因", "Cause"),
    "owner": Text("负责人", "Owner"),
    "probability": Text("可能性", "Probability"),
    "impact": Text("影响", "Impact"),
    "response": Text("应对方式", "Response"),
    "probability_after": Text("应对后可能性", "Probability after"),
    "impact_after": Text("应对后影响", "Impact after"),
    "contingency": Text("应急预案", "Contingency plan"),
    "trigger_metric": Text("触发指标", "Trigger KPI"),
    "trigger_side": Text("触发方向", "Trigger side"),
    "trigger_limit": Text("触发值", "Trigger limit"),
    "status": Text("状态", "Status"),
    "due": Text("完成期限", "Due"),
    "review": Text("复核日期", "Review"),
    "trigger_by": Text("触发看哪个维度", "Trigger by"),
    "trigger_member": Text("触发看谁", "Trigger of"),
    "trigger_months": Text("持续月数", "Months running"),
    "trigger_recovery": Text("解除线", "Recovery line"),
    "link_by": Text("关联维度", "Linked by"),
    "link_member": Text("关联对象", "Linked to"),
    "at_stake": Text("涉及金额", "At stake"),
}
LINK = Text("关联的维度和对象要一起填。", "Name both the dimension and the member linked.")
STAKE = Text("“涉及金额”不能是负数。", "“At stake” cannot be negative.")
_VOCABULARIES = {
    "category": CATEGORIES,
    "response": RESPONSES,
    "status": STATUSES,
}


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """The risks of one probability and impact, as they are judged before the response or after it."""

    probability: int
    impact: int
    is_after: bool = False

    def __str__(self) -> str:
        """The short form that `read` reads back."""
        return f"{self.probability}.{self.impact}{'.after' if self.is_after else ''}"

    @classmethod
    def read(cls, words: str) -> MatrixCell | None:
        """None where the words name no cell."""
        cells = (cls(p, i, after) for p in LEVELS for i in LEVELS for after in (False, True))
        return next((cell for cell in cells if str(cell) == words), None)

    def holds(self, risk: Risk) -> bool:
        judged = (risk.probability_after, risk.impact_after) if self.is_after else (risk.probability, risk.impact)  # fmt: skip
        return risk.is_open and judged == (self.probability, self.impact)

    @property
    def name(self) -> Text:
        """`可能性 4 × 影响 5（高）`."""
        score = self.probability * self.impact
        return CELL_NAME.format(
            probability=self.probability, impact=self.impact, score=score, level=zone(score).name
        )


def zone(score: int) -> Zone:
    """The level of a score: high from 15, medium from 8."""
    return next(z for z in ZONES if score >= z.least)


def field_value(field: str, value: object) -> Text:
    """A value of a risk as people read it; empty is a dash."""
    if value is None or value == "":
        return Text("–", "–")
    if field in _VOCABULARIES:
        return _VOCABULARIES[field][str(value)].name
    if field == "trigger_metric" and value in METRICS:
        return METRICS[str(value)].name
    if field == "trigger_side":
        return SIDES[str(value)]  # type: ignore[index]
    if field in ("trigger_by", "link_by") and value in DIMENSIONS:
        return DIMENSIONS[str(value)].name
    if field == "at_stake":
        return exact(Decimal(str(value)))
    return Text(str(value), str(value))


def faults(risk: Risk) -> tuple[Text, ...]:
    """What keeps a risk from being kept, each with what to do about it."""
    return tuple(_faults(risk))


def _faults(risk: Risk) -> Iterator[Text]:
    for field in ("title", "owner"):
        if not getattr(risk, field).strip():
            yield Text("请填写“{field}”。", "Fill in “{field}”.").format(field=FIELD_NAMES[field])
    for field, most in MOST_LETTERS.items():
        if len(getattr(risk, field)) > most:
            yield Text(
                "“{field}”太长，最多 {most} 个字。",
                "“{field}” is too long: at most {most} characters.",
            ).format(field=FIELD_NAMES[field], most=f"{most:,}")
    for field, words in _VOCABULARIES.items():
        if getattr(risk, field) not in words:
            yield _not_one_of(field, [choice.name for choice in words.values()])
    if (risk.link_by is None) != (risk.link_member is None):
        yield LINK
    if risk.at_stake is not None and (not risk.at_stake.is_finite() or risk.at_stake < 0):
        yield STAKE
    yield from _faulty_levels(risk)
    yield from _faulty_trigger(risk)


def _faulty_levels(risk: Risk) -> Iterator[Text]:
    for field in ("probability", "impact", "probability_after", "impact_after"):
        value = getattr(risk, field)
        if value == UNJUDGED and not field.endswith("_after"):
            yield Text("请评估“{field}”。", "Judge “{field}”.").format(field=FIELD_NAMES[field])
            continue
        if value not in LEVELS and not (value is None and field.endswith("_after")):
            yield _not_one_of(field, [Text(str(n), str(n)) for n in LEVELS])
    if (risk.probability_after is None) != (risk.impact_after is None):
        yield Text(
            "“应对后可能性”和“应对后影响”要么都填，要么都不填。",
            "Give both “Probability after” and “Impact after”, or neither.",
        )
    if risk.score_after is not None and risk.score_after > risk.score:
        yield Text(
            "应对后的分值（{after}）高于应对前（{before}），请核对。",
            "The score after the response ({after}) is above the one before it ({before}); check both.",
        ).format(after=risk.score_after, before=risk.score)


def _faulty_trigger(risk: Risk) -> Iterator[Text]:
    yield from triggers.faults(
        risk.trigger_metric, risk.trigger_side, risk.trigger_limit, risk.trigger_months,
        risk.trigger_recovery, risk.trigger_by, risk.trigger_member,
    )  # fmt: skip


def _not_one_of(field: str, choices: list[Text]) -> Text:
    return Text("“{field}”只能是：{choices}。", "“{field}” is one of: {choices}.").format(
        field=FIELD_NAMES[field], choices=join(choices)
    )
