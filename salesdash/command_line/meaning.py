"""What the options of a command mean: the scope of a question, its metrics and dimensions."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from salesdash.catalog.dimensions import DIMENSION, DIMENSIONS
from salesdash.catalog.metrics import METRIC, METRICS
from salesdash.catalog.model import Dimension, Metric
from salesdash.errors import QuestionError, UnknownNameError
from salesdash.figures.meeting.frozen import met_of
from salesdash.period import DAY, Period, read_day
from salesdash.scope import Scope
from salesdash.text import Text
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.members import meant
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.meetings.meetings import Meetings

NONE_MET = Text(
    "还没有收尾的会议，没有可以对比的数字。",
    "No meeting is closed yet, so there is none to compare with.",
)


def scope_of(options: argparse.Namespace, ask: Ask, warehouse: Warehouse) -> Scope:
    """What is asked about. Raises QuestionError for what cannot be asked so."""
    as_of = ask.as_of if options.as_of is None else read_day(options.as_of)
    period = None if options.period in (None, "all") else ask.calendar.read(options.period)
    if options.compare and period is None and options.command == "ask":
        raise QuestionError(
            Text("要做对比，请用 --period 指定期间。", "To compare, name a period with --period.")
        )
    scope = Scope(as_of, period, options.compare, calendar=ask.calendar)
    if options.compare == "meeting":
        scope = replace(scope, met=met_of(Meetings(warehouse).last_closed(as_of)))
        if scope.met is None:
            raise QuestionError(NONE_MET)
    if options.as_of is not None and period is None and options.command == "ask":
        begun = [one.first_day for one in ask.coverage.values() if one.first_day]
        scope = scope.over(Period(min([as_of, *begun]), as_of + DAY))
    wanted: dict[str, list[str]] = {}
    for words in options.where:
        name, equals, member = words.partition("=")
        if not equals:
            raise QuestionError(
                Text(
                    f"--where 要写成 维度=取值，而不是“{words}”。",
                    f"--where takes DIM=VALUE, not “{words}”.",
                )
            )
        dimension = dimension_called(name)
        if dimension.grain:
            raise QuestionError(Text("时间范围请用 --period 指定。", "For a time, use --period."))
        wanted.setdefault(dimension.key, []).append(meant(ask, dimension.key, member.strip()))
    for key, members in wanted.items():
        scope = scope.where(key, *members)
    return scope


def metric_called(words: str) -> Metric:
    """Raises UnknownNameError, with the near names."""
    return _named(METRIC, words, METRICS.values())


def dimension_called(words: str) -> Dimension:
    """Raises UnknownNameError, with the near names."""
    return _named(DIMENSION, words, DIMENSIONS.values())


T = TypeVar("T", bound=Metric | Dimension)


def _named(kind: Text, words: str, declared: Iterable[T]) -> T:
    """What is declared under this key, name or alias, whatever the case.

    Raises UnknownNameError where nothing is.
    """
    wanted = words.strip().casefold()
    names: dict[str, T] = {}
    for item in declared:
        called = (item.key, item.name.zh, item.name.en, *item.aliases)
        names |= dict.fromkeys(called, item)
    by_case = {name.casefold(): one for name, one in reversed(names.items())}
    if wanted not in by_case:
        shown = (name for name, one in names.items() if not getattr(one, "hidden", False))
        raise UnknownNameError(kind, words, shown)
    return by_case[wanted]


def each_once(words: Sequence[str], named: Callable[[str], Metric | Dimension]) -> list[str]:
    """The keys of what is asked for. Raises QuestionError where one is asked for twice."""
    keys: list[str] = []
    for wanted in words:
        key = named(wanted).key
        if key in keys:
            raise QuestionError(
                Text(
                    f"“{words[keys.index(key)]}”和“{wanted}”是同一个，只写一次。",
                    f"“{words[keys.index(key)]}” and “{wanted}” are the same; name it once.",
                )
            )
        keys.append(key)
    return keys
