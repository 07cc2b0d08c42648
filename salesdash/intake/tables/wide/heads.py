"""What the header of each column of a wide table says: a period, a member, a measure, a total."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from functools import cache

from salesdash.intake.tables.context.subject import (
    FIGURES,
    in_language_of,
    is_kind_of_channel,
    is_kind_of_customer,
    is_purpose,
    is_region,
    subject_of,
)
from salesdash.intake.tables.layout.across import Span, as_months, parted, span_of, week_within
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals import number_grid
from salesdash.intake.texts import numbers, words
from salesdash.intake.texts.headers import BETWEEN, kinds_of, spoken
from salesdash.intake.texts.metric_headers import (
    is_actual,
    is_bare_target,
    is_of_another_time,
    is_of_now,
    metric_of,
    target_metric,
)
from salesdash.intake.texts.pieces import is_price_of_a_piece, names_a_count
from salesdash.intake.texts.scales import size_of
from salesdash.text import Text

# Shares of cells that are figures, chosen: below MOSTLY a column is one of labels. Under a period SOME
# are enough, since months to come are blank or say so. Measured: alike from 0.3 to 0.9 and 0.1 to 0.45.
MOSTLY = 0.6
SOME = 0.3
# Cells looked at: the first ENOUGH that are filled, of the first LOOK rows.
LOOK = 5_000
ENOUGH = 60
REACHED = Text("实际", "Actual")
_BRACKETED = re.compile(r"(?P<name>.+?)\s*[（(](?P<unit>[^（()）]+)[)）]\s*")
_PHONE = re.compile(r"(?:\+?86[- ]?)?1[3-9]\d{9}")
# What ends in such a word is a sum of money, and nobody's name.
_SUM = re.compile(r"(?:betrag|summe|\bamount|\bprice|\bimporte|\bmontant|[总单]价|金额)$")


LONGEST = 60  # letters of a name and what is counted of it; more are a remark
# Whose sales may stand side by side under one word: 线上销售额, 华东销售额, 老客户销售额.
_KNOWN_NAMES = (is_kind_of_channel, is_region, is_kind_of_customer)


@dataclass(frozen=True, slots=True)
class WideHeader:
    """The header of column `index`, taken apart.

    `path` are its cells from the top down. `span` is the period that they name, `members` the names
    that are neither period nor measure nor total, `measure` what its figures are, with their unit.
    `total` and `derived` (a ratio, an average) say that its figures come from other columns,
    `compared` that they are those of another time, to be set against the table's own; `figures` that
    most of its cells are figures.
    """

    index: int
    path: tuple[str, ...]
    span: Span | None
    members: tuple[str, ...]
    measure: str
    total: bool
    derived: bool
    compared: bool
    figures: bool

    @property
    def holds_figures(self) -> bool:
        """Whether the column holds figures of its own."""
        return self.figures and not (self.total or self.derived or self.compared)


def heads_of(table: Table) -> list[WideHeader]:
    paths = _channels_parted(_paths(table))
    spans = as_months([_span(path) for path in paths])
    cells = {cell for path in paths for cell in path}
    kinds = [set(filter(belongs, cells)) for belongs in (is_purpose, is_kind_of_channel)]
    members = {cell for kind in kinds if len(kind) > 1 for cell in kind}
    counted = _counted_of_each(paths) - members
    return [
        _head(table, i, path, span, members, counted)
        for i, (path, span) in enumerate(zip(paths, spans, strict=True))
    ]


def splits_sales(table: Table) -> bool:
    """Whether the headers tell the sales of several channels, regions or kinds of customers, so that
    none of them is the whole."""
    paths = _paths(table)
    return _channels_parted(paths) != paths


def _paths(table: Table) -> list[tuple[str, ...]]:
    paths = table.paths or ((),) * len(table.headers)
    return [path or (header,) for path, header in zip(paths, table.headers, strict=True)]


def _channels_parted(paths: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The headers, the name of a channel, a region or a kind of customers apart from what is counted of it,
    where sales are told of several: 线上销售额 beside 线下销售额; and any name that has both a target and
    what was reached of it. Beside its own target a bare name is of what was reached."""
    parted = [channel_and_measure(path[0]) if len(path) == 1 else None for path in paths]
    pairs = [pair for pair in parted if pair]
    sold = {name for name, measure in pairs if metric_of(measure) == "sales" or is_actual(measure)}
    planned = {name for name, measure in pairs if target_metric(measure)} - sold
    singly = [_without_units(path) if len(path) == 1 else ((), []) for path in paths]
    bare = [bool(names) and names[0] in planned for names, _ in singly]
    if len(sold) + sum(bare) < 2:
        return _with_goals_parted(paths)
    reached = in_language_of([path[0] for path in paths], REACHED)
    return [
        pair or ((*names, reached + "".join(f"（{u}）" for u in units)) if is_bare else path)
        for pair, (names, units), is_bare, path in zip(parted, singly, bare, paths, strict=True)
    ]


def _with_goals_parted(paths: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The headers, names apart from what is meant and what was reached of each, where several have both: 张三目标,
    张三实际, 李四目标 …"""
    parted = [_name_and_goal(path[0]) if len(path) == 1 else None for path in paths]
    planned = {pair[0] for pair in parted if pair and target_metric(pair[1])}
    reached = {pair[0] for pair in parted if pair and is_actual(pair[1])}
    both = planned & reached
    if len(both) < 2:
        return paths
    return [
        pair if pair and pair[0] in both else path for pair, path in zip(parted, paths, strict=True)
    ]


@cache
def _name_and_goal(header: str) -> tuple[str, str] | None:
    """A name that is no measure and no time, and the target or the actual behind it."""
    for end in range(1, len(header) if len(header) < LONGEST else 0):
        name, goal = header[:end].strip(), header[end:].strip()
        if is_bare_target(goal) or is_actual(goal):
            is_other = kinds_of(name) or metric_of(name) or number_grid.says_total(name)
            is_time = span_of(name) or is_of_now(name) or is_of_another_time(name)
            return None if is_other or is_time else (name, goal)
    return None


@cache
def channel_and_measure(header: str) -> tuple[str, str] | None:
    """The channel, region or kind of customers in front, and what is counted of it: 线上 and 件数 of 线上件数."""
    for end in range(1, len(header) if len(header) < LONGEST else 0):
        name, measure = header[:end].strip(), header[end:].strip()
        if not any(known(name) for known in _KNOWN_NAMES):
            continue
        if metric_of(measure) or kinds_of(measure) & FIGURES or is_actual(measure):
            return name, "销售额" if measure == "销售" else measure  # else it is who sells
    return None


def _counted_of_each(paths: Sequence[tuple[str, ...]]) -> set[str]:
    """The last levels that stand under several names alike and of which one is known to be a measure: 客数
    beside 销售额, of each department."""
    met = Counter(path[-1] for path in paths if len(path) > 1)
    repeated = {c for c, times in met.items() if times > 1 and not number_grid.says_total(c)}
    return repeated if any(map(is_measure, repeated)) else set()


def _span(path: tuple[str, ...]) -> Span | None:
    """The finest period of which the cells of a header speak, in the year that any of them names."""
    spans = [span for span, _ in _parted(path) if span]
    if not spans:
        return None
    finest = min(spans, key=lambda span: span.coarseness)
    year = finest.year or next((span.year for span in spans if span.year), None)
    return replace(finest, year=year)


def _parted(path: tuple[str, ...]) -> list[tuple[Span | None, str]]:
    """The period in each cell of a header, and what else it says; under a year also of what names none alone: T1.
    A week of a number that no week of the year has in the month above it is one of that month."""
    spans = [span for cell in path if (span := span_of(cell))]
    year = next((span.year for span in spans if span.year), None)
    month = next((span for span in spans if span.grain == "month"), None)
    return [
        (within, "")
        if (month and (within := week_within(month, cell)))
        or (year and (within := span_of(f"{year} {cell}")))
        else parted(cell)
        for cell in path
    ]


def _head(
    table: Table,
    index: int,
    path: tuple[str, ...],
    span: Span | None,
    kindred: Set[str],
    counted: Set[str],
) -> WideHeader:
    parts = [rest for _, rest in _parted(path) if rest]
    units = [each for each in parts if size_of(each)]
    names = [each for each in parts if each not in units and not number_grid.says_total(each)]
    # Beside a period every other name says what is measured.
    # Of several expenses or channels side by side each is one, however well its name is known alone.
    measures = [
        each
        for each in names
        if span or each in counted or (each not in kindred and is_measure(each))
    ]
    members, of_names = _without_units([each for each in names if each not in measures])
    units += of_names
    return WideHeader(
        index,
        path,
        span,
        members,
        BETWEEN.join(measures) + (f"（{units[0]}）" if units else ""),
        any(number_grid.says_total(each) for each in parts),
        any(number_grid.says_derived(each) for each in parts),
        span is None and any(map(is_of_another_time, parts)),
        _has_figures(table, index, span),
    )


def _without_units(names: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """The names without the unit that stands behind them in brackets, and these units: 线上（万元）."""
    parted = [_BRACKETED.fullmatch(name) for name in names]
    sized = [hit if hit and size_of(hit["unit"]) else None for hit in parted]
    bare = (hit["name"] if hit else name for name, hit in zip(names, sized, strict=True))
    return tuple(bare), [hit["unit"] for hit in sized if hit]


def is_measure(name: str) -> bool:
    """Whether the name says what is counted, and is no name of a member."""
    if is_actual(name) or is_price_of_a_piece(name) or names_a_count(name) or _names_a_sum(name):
        return True
    return bool(kinds_of(name) & FIGURES or subject_of([name]))


def _names_a_sum(name: str) -> bool:
    return _SUM.search(spoken(name).strip()) is not None


def _has_figures(table: Table, index: int, span: Span | None) -> bool:
    """Whether figures stand there; under a period they may be few, or still to come."""
    cells = table.held[index].slice(0, LOOK).drop_null().slice(0, ENOUGH).to_pylist()
    sample = [text for text in cells if not words.is_placeholder(text)]
    if not sample:
        return span is not None
    if all(_PHONE.fullmatch(text) for text in sample):
        return False
    return numbers.readable_loosely(sample) > (SOME if span else MOSTLY)
