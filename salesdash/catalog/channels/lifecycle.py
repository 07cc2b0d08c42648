"""In which stage of its life a channel is, and by which rule: introduction, growth, maturity, decline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from salesdash.text import Text

Stage = Literal["introduction", "growth", "maturity", "decline"]
By = Literal["young", "small", "faster", "falling", "neither"]

STAGES: dict[Stage, Text] = {
    "introduction": Text("导入", "Intro"),
    "growth": Text("成长", "Growth"),
    "maturity": Text("成熟", "Mature"),
    "decline": Text("衰退", "Decline"),
}


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """Younger than so many `months` is introduction, and so is a share below `share` that grows. Growth is
    `lead` and more above the company's (0.1 is ten points). Sales and share below those of a year before
    for `quarters` running are decline; else it is maturity. Each quarter is set against the same one a
    year before, which has its season."""

    months: int
    share: float
    lead: float
    quarters: int


LIFECYCLE = Lifecycle(months=12, share=0.03, lead=0.10, quarters=2)
