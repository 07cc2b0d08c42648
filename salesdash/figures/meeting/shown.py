"""The single figures that an agenda can name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from salesdash.catalog.model import registry
from salesdash.charts.figure import Figure
from salesdash.figures import overview
from salesdash.scope import Scope
from salesdash.text import Text
from salesdash.warehouse.questions.ask import Ask


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure by its name in an agenda."""

    key: str
    name: Text
    ask: Callable[[Ask, Scope], Figure]


FIGURES = registry(
    (
        Shown("curve", Text("累计曲线", "Cumulative curve"), overview.curve),
        Shown("gap", Text("与计划的差额", "Gap to plan"), overview.gap_course),
        Shown("week", Text("一周内谁涨谁跌", "Who moved in a week"), overview.since_last_week),
        Shown("movers", Text("与对比期相比谁涨谁跌", "Who gained and lost"), overview.movers),
        Shown("lights", Text("最差的灯", "Worst lights"), overview.worst_lights),
        Shown("turned", Text("变了的灯", "Lights that changed"), overview.changed_lights),
    )
)
