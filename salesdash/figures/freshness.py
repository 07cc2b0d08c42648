"""How old each dataset is, judged once: the page of data, the stamp and the meeting say the same of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from salesdash.catalog.datasets import DATASETS
from salesdash.period import Period
from salesdash.text import BLANK, Text, join
from salesdash.warehouse.questions.coverage import Coverage

OCCASIONAL = ("events",)  # of which there may be none for long
STALE_AFTER = 31  # days behind the newest order; monthly sheets end with the month before
FRESH, UNDATED = Text("最新", "up to date"), Text("已装载", "loaded")
BEHIND = Text("晚 {n} 天", "{n} {n:day|days} behind")
OLD = Text("{dataset}只到{day}，{behind}", "{dataset} to {day}, {behind}")
SOME_OLD = Text("{n} 类数据没有跟上：{each}。", "{n} {n:dataset lags|datasets lag} behind: {each}.")
ALL_FRESH = Text("各类数据都是最新的。", "Every dataset is up to date.")
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Age:
    """How a loaded dataset stands against the as-of date: its light, the word for it, and by how many days it is
    behind; None where it has no days to be judged by."""

    dataset: str
    light: str
    word: Text
    last_day: date | None = None
    behind: int | None = None


def age(dataset: str, coverage: Coverage, as_of: date) -> Age:
    """What lies after the as-of date is not behind."""
    if coverage.last_day is None or dataset in OCCASIONAL:
        return Age(dataset, "green", UNDATED)
    behind = max((as_of - coverage.last_day).days, 0)
    if behind > STALE_AFTER:
        return Age(dataset, "amber", BEHIND.format(n=behind), coverage.last_day, behind)
    return Age(dataset, "green", FRESH, coverage.last_day, behind)


def ages(coverage: Mapping[str, Coverage], as_of: date) -> list[Age]:
    """Of each dataset that is loaded, those furthest behind first."""
    each = [age(dataset, loaded, as_of) for dataset, loaded in coverage.items()]
    return sorted(each, key=lambda one: -1 if one.behind is None else one.behind, reverse=True)


def sentence(each: list[Age]) -> Text:
    """Which datasets are behind, or that none is; blank where nothing with days is loaded."""
    dated = [one for one in each if one.behind is not None]
    old = [one for one in dated if one.light != "green"]
    if not old:
        return ALL_FRESH if dated else BLANK
    named = [
        OLD.format(
            dataset=DATASETS[one.dataset].name,
            day=Period.of(one.last_day, "day").name,
            behind=one.word,
        )
        for one in old[:MOST_NAMED]
        if one.last_day
    ]
    return SOME_OLD.format(n=len(old), each=join(named, zh="；", en="; "))
