"""Tables that are wide (periods, channels, regions as columns) as rows, one for each figure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesdash.intake.questions import AS_DAYS, CELLS_AS_DAY, YEAR_BEGINS
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.context.subject import dimension_of, is_of_a_life
from salesdash.intake.tables.layout.across import Span, are_two_months, in_a_row
from salesdash.intake.tables.layout.table import Rows, Table, distinct
from salesdash.intake.tables.totals.number_grid import blanked, figures_of, total_column
from salesdash.intake.tables.wide.control import with_total
from salesdash.intake.tables.wide.heads import WideHeader, heads_of, is_measure
from salesdash.intake.tables.wide.members import BESIDE, as_members, told_apart
from salesdash.intake.tables.wide.naming import Naming
from salesdash.intake.tables.wide.sums import Sums, notes_about, questions_about, sums_of
from salesdash.intake.texts.amount_headers import are_before_and_after
from salesdash.intake.texts.headers import BETWEEN
from salesdash.intake.texts.metric_headers import is_of_another_thing, is_of_now
from salesdash.intake.texts.sample_values import Sample
from salesdash.intake.texts.text_column import TextColumn
from salesdash.intake.texts.times.dates import readable
from salesdash.receipt import Question
from salesdash.text import Text

# The questions whose answers decide the shape.
OF_SHAPE = ("measure", "across", YEAR_BEGINS, BESIDE)


# Names of channels and regions that may hold others, which stand beside them.
_MANY_AT_ONCE = re.compile(
    r"(?:线[上下]|电商|平台|经销|直营|渠道)(?:事业部|部门?|中心|业务)?|online|offline|e-?commerce|marketplaces?|retail|wholesale|"
    r"华[东南西北中]|[东西][南北]|江浙沪|[珠长]三角|京津冀|川渝|两广|国内|海外|domestic|overseas|"
    r"(?:north|south|east|west|central)(?:east|west)?(?: china)?|[东南西北中]部|(?:.+)大区"
)
FEWEST_SUMS = 3  # rows and columns of which a sum is no chance; chosen
MOSTLY_DATED = 0.5  # of the cells of a column of days


@dataclass(frozen=True, slots=True)
class Long:
    """A wide table as rows, and what is to be said and asked about that.

    `certain`: nothing about its shape was guessed. `is_known`: known members stand across beside other
    figures, none of which is the whole. `is_summed`: a total says what all of them come to. `is_crossed`: two
    levels of them stand across, and totals that add up. `answers` are those by which it was turned, and that
    its rows were cells: sums of what they are about, of a day at least.
    """

    table: Table
    notes: tuple[Text, ...] = ()
    questions: tuple[Question, ...] = ()
    certain: bool = True
    is_known: bool = False
    is_summed: bool = False
    is_crossed: bool = False
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Axis:
    """One of the columns into which headers turn: its texts, and which one each head says."""

    header: str
    texts: list[str]
    which: dict[int, int]


def by_period(table: Table, file: str, decisions: TableDecisions) -> Long | None:
    """Periods across as rows, one for each; None where no periods stand side by side."""
    heads = _with_members(table, heads_of(table))
    periods = [head for head in heads if head.holds_figures and head.span]
    spans = [head.span for head in periods]
    two_months = are_two_months(spans) and not _are_dated(table, heads)
    if not (in_a_row(spans) or two_months or _in_pairs(periods)):
        return None
    finest = min(head.span.coarseness for head in periods if head.span)
    figures = [head for head in periods if head.span and head.span.coarseness == finest]
    told_apart = {(head.span, head.measure, head.members) for head in figures}
    if len({head.span for head in figures}) < 2 or len(told_apart) < len(figures):
        return None
    naming = Naming(table, file, heads, figures, decisions)
    figures = naming.over_the_turn_of_the_year(figures)
    turned = list(dict.fromkeys(head.span for head in figures if head.span))
    which = {head.index: turned.index(head.span) for head in figures if head.span}
    axis = Axis(naming.periods(), [span.text for span in turned], which)
    return _long(table, figures, _sums(naming), [axis, *_axes_of_members(figures, naming)], naming)


def _are_dated(table: Table, heads: Sequence[WideHeader]) -> bool:
    """Whether the rows have days of their own: two months beside these are figures of another kind."""
    return any(
        head.span is None
        and not is_of_a_life(table.headers[head.index])
        and readable(table.sample(head.index)) > MOSTLY_DATED
        for head in heads
    )


def _with_members(table: Table, heads: Sequence[WideHeader]) -> list[WideHeader]:
    """The heads, those of periods under the names of channels or regions (线上, 线下 over months), or beside
    several names in each of several periods of which none is a measure or a rate (冰箱, 彩电), as of these members;
    any other name beside a period says what is counted."""
    figures = [head for head in heads if head.holds_figures and head.span]
    names = list(dict.fromkeys(head.measure for head in figures))
    if len(names) < 2 or any(map(is_measure, names)):
        return list(heads)
    spans = {name: {h.span for h in figures if h.measure == name} for name in names}
    is_crossed = "" not in names and all(len(each) > 1 for each in spans.values())
    is_crossed &= not any(Sample(table.sample(h.index)).have_percents for h in figures)
    if dimension_of(names) is None and not is_crossed:
        return list(heads)
    return [replace(h, measure="", members=(h.measure,)) if h in figures else h for h in heads]


def _axes_of_members(figures: Sequence[WideHeader], naming: Naming) -> list[Axis]:
    """One axis for each level of members across."""
    axes = []
    for level in range(len(figures[0].members)):
        names = list(dict.fromkeys(head.members[level] for head in figures))
        which = {head.index: names.index(head.members[level]) for head in figures}
        axes.append(Axis(naming.members(level, names), names, which))
    return axes


def _in_pairs(heads: Sequence[WideHeader]) -> bool:
    """Whether a few periods stand across with several measures each: 1月目标, 1月实际, 2月目标 …"""
    measures: dict[str, set[Span | None]] = {}
    for head in heads:
        name = head.measure or BETWEEN.join(head.members)
        measures.setdefault(name, set()).add(head.span)
    several = sum(len(spans) > 1 for spans in measures.values())
    return "" not in measures and len(measures) > 1 and several > 0


def by_member(table: Table, file: str, decisions: TableDecisions) -> Long | None:
    """Members across (channels, regions) as rows; None where no columns look like members."""
    beside = told_apart(table, file, decisions)
    table = beside.table
    heads = _with_nested(table, as_members(heads_of(table), beside.members))
    figures = [head for head in heads if head.holds_figures and head.members]
    if len(figures) < 2 or figures[0].index == 0 or any(head.span for head in heads):
        return None
    if len({len(head.members) for head in figures}) != 1:
        return None
    if len({_is_unnamed(head) for head in figures}) > 1:
        return None  # of some it is known what is counted, and others are no more than a name
    names = [name for head in figures for name in head.members]
    if are_before_and_after(names):
        return None
    if any(map(is_of_now, names)):
        return None  # this month beside last month and a year ago is no member
    if not beside.is_known and any(map(is_of_another_thing, names)) and dimension_of(names) is None:
        return None  # a deposit beside what was returned of it is no member either
    if any(head.holds_figures and not head.members for head in heads):
        return None  # a list with figures of its own, and some more that are not known
    naming = Naming(table, file, heads, figures, decisions)
    long = _long(table, figures, _sums(naming), _axes_of_members(figures, naming), naming)
    return replace(
        long,
        notes=(*beside.notes, *long.notes),
        questions=(*beside.questions, *long.questions),
        is_known=beside.is_known,
    )


def _with_nested(table: Table, heads: Sequence[WideHeader]) -> list[WideHeader]:
    """The heads, those as totals that name many channels or regions at once and whose every figure is the sum of
    several members beside it: 线上 beside 天猫 and 京东, 华东 beside 上海 and 江苏."""
    members = [head for head in heads if head.holds_figures and head.members]
    if table.height < FEWEST_SUMS or len(members) < FEWEST_SUMS:
        return list(heads)
    figures = np.column_stack([figures_of(table, head.index) for head in members])
    nested = set()
    for at, head in enumerate(members):
        if not _MANY_AT_ONCE.fullmatch(head.members[-1].casefold()):
            continue
        before = [range(start, at) for start in range(at - 1)]
        after = [range(at + 1, end) for end in range(at + 3, len(members) + 1)]
        column = figures[:, at]
        if np.nan_to_num(column).any() and total_column(figures, column, [*before, *after]):
            nested.add(head.index)
    return [replace(head, total=head.total or head.index in nested) for head in heads]


def measures_each(table: Table) -> bool:
    """Whether the same known measure stands under several names, so that no column of it is the whole."""
    heads = [head for head in heads_of(table) if head.holds_figures and len(head.path) > 1]
    under = {(head.measure, head.members) for head in heads if is_measure(head.measure)}
    return len(under) > len({measure for measure, _ in under})


def _sums(naming: Naming) -> Sums:
    keep = naming.decisions.answer("sum_row") == "keep"
    return sums_of(naming.table, naming.heads, naming.figure_heads, keep_unsaid=keep)


def _long(
    table: Table, heads: Sequence[WideHeader], sums: Sums, axes: Sequence[Axis], naming: Naming
) -> Long:
    measures = _measures(heads, naming)
    long = _turned(table, sums, axes, measures, naming)
    if len(measures) == 1:
        column = sums.whole.index if sums.whole else None
        long = with_total(long, table, sums.lines, column, [h.index for h in heads], sums.rows)
    asked = [*naming.questions, *questions_about(sums)]
    is_summed = sums.whole is not None and table.headers[sums.whole.index] not in sums.doubtful
    notes = tuple(notes_about(table, heads, sums))
    cells = {CELLS_AS_DAY: AS_DAYS}
    is_crossed = len(heads[0].members) > 1 and any(
        table.headers[head.index] not in sums.doubtful for head in sums.totals
    )
    return Long(
        long, notes, tuple(asked), naming.certain, is_summed, is_crossed=is_crossed, answers=cells
    )


def _measures(heads: Sequence[WideHeader], naming: Naming) -> dict[str, list[WideHeader]]:
    """The columns by the header under which their figures will stand."""
    figures = naming.figures() if any(map(_is_unnamed, heads)) else ""
    named: dict[str, list[WideHeader]] = {}
    for head in heads:
        name = f"{figures}{head.measure}" if _is_unnamed(head) else head.measure
        named.setdefault(name, []).append(head)
    return named


def _is_unnamed(head: WideHeader) -> bool:
    """Whether the header says no more of what its figures are than their unit."""
    return not head.measure or head.measure.startswith("（")


def _turned(
    table: Table,
    sums: Sums,
    axes: Sequence[Axis],
    measures: Mapping[str, Sequence[WideHeader]],
    naming: Naming,
) -> Table:
    """A row for each row and each key across that has a figure, in the order of the sheet."""
    of = {index: key for heads in measures.values() for index, key in _keys(heads, axes).items()}
    keys = list(dict.fromkeys(of[index] for index in sorted(of)))
    rows = np.repeat(sums.rows, len(keys))
    turn = np.tile(np.arange(len(keys)), len(sums.rows))
    sources = {}
    for name, heads in measures.items():
        at = {of[head.index]: head.index for head in heads}
        sources[name] = np.array([at.get(key, -1) for key in keys], dtype=np.int64)[turn]
    figures = {name: _gathered(table, source, rows) for name, source in sources.items()}
    some = np.zeros(len(rows), dtype=np.bool_)
    for text in figures.values():
        some |= pc.is_valid(text).to_numpy(zero_copy_only=False)
    chosen, at_row, at_key = pa.array(np.flatnonzero(some)), pa.array(rows[some]), turn[some]
    first = next(iter(sources.values()))[some]
    columns: list[tuple[str, pa.Array, int | Rows]] = [
        (naming.label(h), pc.take(table.texts[h.index].text, at_row), table.places[h.index])
        for h in sums.labels
    ]
    for n, axis in enumerate(axes):
        texts = pa.array([axis.texts[key[n]] for key in keys], pa.string())
        columns.append((axis.header, pc.take(texts, pa.array(at_key)), _places(table, first)))
    for name, text in figures.items():
        places = _places(table, sources[name][some])
        columns.append((name, pc.take(text, chosen), places))
    return replace(
        table,
        headers=distinct([header for header, _, _ in columns]),
        texts=tuple(TextColumn(text) for _, text, _ in columns),
        rows=table.rows[rows[some]],
        places=tuple(places for _, _, places in columns),
        paths=(),
        levels=(),
    )


def _keys(heads: Sequence[WideHeader], axes: Sequence[Axis]) -> dict[int, tuple[int, ...]]:
    """What each column says on the axes, and which of those it is that say the same."""
    keys: dict[int, tuple[int, ...]] = {}
    met: Counter[tuple[int, ...]] = Counter()
    for head in heads:
        says = tuple(axis.which[head.index] for axis in axes)
        keys[head.index] = (*says, met[says])
        met[says] += 1
    return keys


def _gathered(table: Table, source: Rows, rows: Rows) -> pa.Array:
    """The cells of column `source[i]` in row `rows[i]`; blank where the source is −1."""
    used = sorted({int(index) for index in np.unique(source) if index >= 0})
    blank = pa.nulls(1, pa.string())
    start = np.zeros(len(table.headers) + 1, dtype=np.int64)
    start[used] = 1 + np.arange(len(used)) * table.height
    cells = pa.concat_arrays([blank, *(blanked(table, index) for index in used)])
    return pc.take(cells, pa.array(np.where(source >= 0, start[source] + rows, 0)))


def _places(table: Table, source: Rows) -> Rows:
    at = np.array([p if isinstance(p, int) else 0 for p in table.places], dtype=np.int64)
    places: Rows = at[np.maximum(source, 0)]
    return places
