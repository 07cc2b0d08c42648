"""What sets a contingency plan off: a KPI that lies beyond its limit for so long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Literal

from salesdash.catalog.dimensions import DIMENSIONS, member_name
from salesdash.catalog.metrics import METRICS
from salesdash.catalog.model import registry
from salesdash.text import BLANK, Text, join
from salesdash.units import write

Side = Literal["below", "above"]
SIDES: dict[Side, Text] = {"below": Text("低于", "below"), "above": Text("高于", "above")}
COMPANY = Text("全公司", "the company")
NOT_WHOLE = Text(
    "触发条件的指标、方向和数值要么都填，要么都不填。",
    "A trigger needs its KPI, its side and its limit, or none of them.",
)
RECOVERY_WITHIN = Text(
    "解除线要比触发值更好：{side} {limit} 触发的，解除线不能更差。",
    "The recovery line has to be no worse than the limit: this one fires {side} {limit}.",
)
WHOSE = Text("看谁的指标：维度和对象要一起填。", "Name both the dimension and whose KPI it is.")
HOW_LONG = Text("持续月数只能是 1 到 {most}。", "It has to last 1 to {most} months.")
SAID = Text("{whose}{kpi}{side} {limit}{lasting}", "{kpi}{whose} {side} {limit}{lasting}")
OF = Text("{name}的", " of {name}")
LASTING = Text("，连续 {n} 个月", " for {n:month|{n} months} running")


@dataclass(frozen=True, slots=True)
class Watch:
    """How triggers are watched: within the part `near` of its limit one is near; one is tried on the last
    `months`; a plan that nobody opened for `unread` days is flagged; at most `longest` months may be
    asked for in a row."""

    near: float
    months: int
    unread: int
    longest: int


WATCH = Watch(near=0.10, months=24, unread=365, longest=12)


@dataclass(frozen=True, slots=True)
class Trigger:
    """It fires once `metric` (in its own unit) lies `side` of `limit` at the ends of so many `months`
    running, the running one to date as the last, and is over once it is back at `recovery`. It is of
    the company, or of one `member` of the dimension `by`."""

    metric: str
    side: Side
    limit: float
    months: int = 1
    recovery: float | None = None
    by: str | None = None
    member: str | None = None

    @property
    def line(self) -> float:
        """Where it is over: its recovery line, else its limit."""
        return self.limit if self.recovery is None else self.recovery

    @property
    def words(self) -> Text:
        """`天猫的投入产出比低于 5.00，连续 2 个月`."""
        metric = METRICS[self.metric]
        named = self.by is not None and self.member is not None
        whose = OF.format(name=member_name(str(self.by), self.member)) if named else BLANK
        return SAID.format(
            whose=whose,
            kpi=metric.name,
            side=SIDES[self.side],
            limit=write(self.limit, metric.unit),
            lasting=LASTING.format(n=self.months) if self.months > 1 else BLANK,
        )


@dataclass(frozen=True, slots=True)
class StateName:
    """What a trigger's state is called, and its light."""

    key: str
    name: Text
    light: str


STATES = registry(
    (
        StateName("fired", Text("已触发", "Fired"), "red"),
        StateName("near", Text("接近触发", "Near"), "amber"),
        StateName("unknown", Text("无法判断", "Cannot be judged"), "grey"),
        StateName("recovered", Text("已解除", "Recovered"), "green"),
        StateName("armed", Text("监控中", "Armed"), "green"),
    )
)


def faults(
    metric: str | None,
    side: str | None,
    limit: float | None,
    months: int,
    recovery: float | None,
    by: str | None,
    member: str | None,
) -> Iterator[Text]:
    """What keeps a trigger from being watched, as it was typed."""
    parts = (metric, side, limit)
    if all(part is None for part in parts):
        return
    if metric is None or side is None or limit is None:
        yield NOT_WHOLE
        return
    if metric not in METRICS:
        yield Text("没有“{key}”这个指标。", "There is no KPI “{key}”.").format(key=metric)
    if side not in SIDES:
        yield Text("“触发方向”只能是：{choices}。", "“Trigger side” is one of: {choices}.").format(
            choices=join(list(SIDES.values()))
        )
    if not isfinite(limit) or not isfinite(0.0 if recovery is None else recovery):
        yield Text("触发值必须是数字。", "The trigger limit has to be a number.")
    elif recovery is not None and (recovery < limit if side == "below" else recovery > limit):
        known = METRICS.get(metric)
        shown = write(limit, known.unit) if known else Text(str(limit), str(limit))
        yield RECOVERY_WITHIN.format(side=SIDES.get(side, BLANK), limit=shown)  # type: ignore[call-overload]
    if not 1 <= months <= WATCH.longest:
        yield HOW_LONG.format(most=WATCH.longest)
    if (by is None) != (member is None) or (by is not None and by not in DIMENSIONS):
        yield WHOSE
