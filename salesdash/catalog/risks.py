"""What a risk is: its fields, categories, responses, states and levels, and what makes it whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Literal

from salesdash.catalog.metrics import METRICS
from salesdash.catalog.model import registry
from salesdash.text import Text, join

LEVELS = (1, 2, 3, 4, 5)
MOST_LETTERS = {"title": 120, "owner": 60, "cause": 2000, "contingency": 8000}
Side = Literal["below", "above"]


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
SIDES: dict[Side, Text] = {"below": Text("低于", "below"), "above": Text("高于", "above")}
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


@dataclass(frozen=True, slots=True)
class Risk:
    """One line of the register; `risk_id` and `revision` are 0 until it is kept.

    It fires when `trigger_metric` is `trigger_side` `trigger_limit`, in the metric's raw unit.
    """

    title: str = ""
    category: str = "competition"
    cause: str = ""
    owner: str = ""
    probability: int = 3
    impact: int = 3
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
    def is_open(self) -> bool:
        return STATUSES[self.status].is_open

    def content(self) -> dict[str, Any]:
        """What people typed, as plain values: days as text, without number and revision."""
        typed = {key: getattr(self, key) for key in TYPED}
        return {k: v.isoformat() if isinstance(v, date) else v for k, v in typed.items()}


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
}
_VOCABULARIES = {
    "category": CATEGORIES,
    "response": RESPONSES,
    "status": STATUSES,
}


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
    yield from _faulty_levels(risk)
    yield from _faulty_trigger(risk)


def _faulty_levels(risk: Risk) -> Iterator[Text]:
    for field in ("probability", "impact", "probability_after", "impact_after"):
        value = getattr(risk, field)
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
    parts = (risk.trigger_metric, risk.trigger_side, risk.trigger_limit)
    if all(part is None for part in parts):
        return
    if any(part is None for part in parts):
        yield Text(
            "触发条件的指标、方向和数值要么都填，要么都不填。",
            "A trigger needs its KPI, its side and its limit, or none of them.",
        )
        return
    if risk.trigger_metric not in METRICS:
        yield Text("没有“{key}”这个指标。", "There is no KPI “{key}”.").format(
            key=risk.trigger_metric
        )
    if risk.trigger_side not in SIDES:
        yield _not_one_of("trigger_side", list(SIDES.values()))
    if risk.trigger_limit is not None and not abs(risk.trigger_limit) < float("inf"):
        yield Text("触发值必须是数字。", "The trigger limit has to be a number.")


def _not_one_of(field: str, choices: list[Text]) -> Text:
    return Text("“{field}”只能是：{choices}。", "“{field}” is one of: {choices}.").format(
        field=FIELD_NAMES[field], choices=join(choices)
    )
