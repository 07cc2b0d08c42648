"""What a promise is: its fields, its states, and what makes it whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.catalog.metrics import METRICS
from salesdash.catalog.model import registry
from salesdash.catalog.risks.risk import Choice
from salesdash.text import Text, join

MOST_LETTERS = {"title": 400, "owner": 60, "done_when": 400, "effect": 400}
STATUSES = registry(
    (
        Choice("open", Text("进行中", "Open")),
        Choice("done", Text("已完成", "Done"), is_open=False),
        Choice("dropped", Text("已取消", "Dropped"), is_open=False),
    )
)


@dataclass(frozen=True, slots=True)
class Action:
    """One promise; `action_id` and `revision` are 0 until it is kept.

    `title` is what is promised, `done_when` what counts as done, `effect` what is expected of it, `worth` that in
    money, where it is said. It may be
    linked to a `kpi`, one `link_member` of the dimension `link_by` and the number of a risk; `of_step` is the line of
    a contingency plan that it carries out. `value_then`
    is the KPI on `promised_on`, the newest day of the data by then; `done_on` is such a day too.
    """

    title: str = ""
    owner: str = ""
    due: date | None = None
    done_when: str = ""
    effect: str = ""
    status: str = "open"
    kpi: str | None = None
    link_by: str | None = None
    link_member: str | None = None
    of_risk: int | None = None
    promised_on: date | None = None
    value_then: float | None = None
    done_on: date | None = None
    worth: Decimal | None = None
    of_step: str | None = None
    action_id: int = 0
    revision: int = 0

    @property
    def is_open(self) -> bool:
        return STATUSES[self.status].is_open

    def content(self) -> dict[str, Any]:
        """What is kept of it, as plain values: days and money as text, without number and revision."""
        return {key: _as_plain(getattr(self, key)) for key in KEPT}


def _as_plain(value: object) -> object:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else value


KEPT = tuple(f.name for f in fields(Action) if f.name not in ("action_id", "revision"))
FIELD_NAMES: dict[str, Text] = {
    "title": Text("承诺做什么", "Promise"),
    "owner": Text("负责人", "Owner"),
    "due": Text("完成期限", "Due"),
    "done_when": Text("怎样算完成", "Done when"),
    "effect": Text("预期效果", "Expected effect"),
    "status": Text("状态", "Status"),
    "kpi": Text("关联指标", "KPI"),
    "link_by": Text("关联维度", "Linked by"),
    "link_member": Text("关联对象", "Linked to"),
    "of_risk": Text("关联风险编号", "Risk no."),
    "promised_on": Text("承诺日", "Promised on"),
    "value_then": Text("承诺时", "When promised"),
    "done_on": Text("完成日", "Done on"),
    "worth": Text("预期金额", "Expected amount"),
    "of_step": Text("预案步骤", "Line of the plan"),
}


def field_value(field: str, value: object) -> Text:
    """A value of an action as people read it; empty is a dash."""
    if value is None or value == "":
        return Text("–", "–")
    if field == "status":
        return STATUSES[str(value)].name
    if field == "kpi" and value in METRICS:
        return METRICS[str(value)].name
    if field == "link_by" and value in DIMENSIONS:
        return DIMENSIONS[str(value)].name
    return Text(str(value), str(value))


def faults(action: Action) -> tuple[Text, ...]:
    """What keeps an action from being kept, each with what to do about it."""
    return tuple(_faults(action))


def _faults(action: Action) -> Iterator[Text]:
    for field in ("title", "owner"):
        if not getattr(action, field).strip():
            yield _lacks(field)
    if action.due is None:
        yield _lacks("due")
    for field, most in MOST_LETTERS.items():
        if len(getattr(action, field)) > most:
            yield Text(
                "“{field}”太长，最多 {most} 个字。",
                "“{field}” is too long: at most {most} characters.",
            ).format(field=FIELD_NAMES[field], most=f"{most:,}")
    if action.status not in STATUSES:
        yield Text("“状态”只能是：{choices}。", "“Status” is one of: {choices}.").format(
            choices=join([choice.name for choice in STATUSES.values()])
        )
    if action.kpi is not None and action.kpi not in METRICS:
        yield Text("没有“{key}”这个指标。", "There is no KPI “{key}”.").format(key=action.kpi)
    if (action.link_by is None) != (action.link_member is None):
        yield Text("关联的维度和对象要一起填。", "Name both the dimension and the member linked.")


def _lacks(field: str) -> Text:
    return Text("请填写“{field}”。", "Fill in “{field}”.").format(field=FIELD_NAMES[field])
