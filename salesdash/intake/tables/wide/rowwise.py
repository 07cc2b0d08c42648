"""Measures that stand below each other (目标, 实际, 完成率 in a column of their own) as columns."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.sheets.selling import ORDERS, TARGETS
from salesdash.intake.tables.context.subject import (
    FIGURES,
    holds_days,
    holds_figures,
    in_language_of,
    subject_of,
)
from salesdash.intake.tables.layout.across import Span, are_two_months, in_a_row, parted, span_of
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.number_grid import says_derived, says_total
from salesdash.intake.texts.headers import BETWEEN, kinds_of, stands_for, without_unit
from salesdash.intake.texts.metric_headers import (
    is_a_forecast,
    is_actual,
    is_of_another_thing,
    is_of_now,
    metric_of,
    names_an_earlier_time,
    target_metric,
)
from salesdash.intake.texts.text_column import TextColumn
from salesdash.text import Text

MOST = 12
GLANCE = 1_000
_UNIT = re.compile(
    r"\s*(?:单位|計?量?單位|units?|einheit|unidad|unité|unità|eenheid|unidade)\s*", re.IGNORECASE
)
# Says of the names below that each is one of a measure, known or not.
_MEASURE = re.compile(
    r"(?:经营|經營|考核|业绩|財務|财务)?指[标標](?:名称|項目|项目)?|kpis?|metrics?|measures?|indicators?|kennzahl(?:en)?|"
    r"indicateurs?|indicador(?:es)?|indicator[ei]|kengetal(?:len)?|経営指標",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,2}[、.．)）]\s*")
# A count is written with this sign, and so is the number of a record.
_COUNT = "#"
# What a title says beside the targets of a sheet that holds what was reached, too.
_REACHED = re.compile(r"实际|达成|完成|actual|attain|achiev", re.IGNORECASE)
TARGET = Text("目标", " target")
Measures = list[str | None]


def side_by_side(table: Table, file: str) -> Table:
    """The table with a column for each measure, where each row has one measure of its member: with
    periods across one for each period and measure, and for each of target and actual under a period;
    else as it is.

    A row then stands where the first of its measures stood.
    """
    heads = {i: _head(table, i) for i in range(len(table.headers))}
    across = {i: head for i, head in heads.items() if head[0]} or {
        i: head for i, head in heads.items() if head[1] and holds_figures(table, i)
    }
    if not _are_across(list(across.values())):
        return _of_a_list(table, file)
    before = [i for i in range(min(across)) if not holds_figures(table, i)]
    columns = _columns_of_measures(table, before, tuple(across))
    is_told = any(rest for _, rest in across.values())
    labels, measure_of = _measures(table, before, columns, "" if is_told else file)
    filled = {i: _carried_down(table.texts[i].text) for i in labels}
    groups = _groups(list(filled.values()), measure_of) if columns else None
    if groups is None:
        return table
    first = pa.array([min(group.values()) for group in groups], pa.int64())
    texts = [TextColumn(pc.take(filled[i], first)) for i in labels]
    headers = [table.headers[i] for i in labels]
    paths = [table.paths[i] if table.paths else (table.headers[i],) for i in labels]
    places = [table.places[i] for i in labels]
    for i, (span, rest) in across.items():
        period = span.text if rest and span else "" if rest else table.headers[i]
        for measure in dict.fromkeys(filter(None, measure_of)):
            rows = pa.array([group.get(measure) for group in groups], pa.int64())
            texts.append(TextColumn(pc.take(table.held[i], rows)))
            paths.append((period, _of(measure, rest)) if period else (_of(measure, rest),))
            headers.append(BETWEEN.join(paths[-1]))
            places.append(table.places[i])
    return replace(
        table,
        headers=tuple(headers),
        texts=tuple(texts),
        rows=table.rows[first.to_numpy()],
        places=tuple(places),
        paths=tuple(paths),
        levels=(),
    )


def lists_measures(table: Table) -> bool:
    """Whether a column says what each row measures, so that no row is the sum of others."""
    return any(_names_measures(table, i) for i in range(len(table.headers)))


def _head(table: Table, index: int) -> tuple[Span | None, str]:
    """The period that a header names, if any, and the target or actual that it says beside it."""
    if span := span_of(table.headers[index]):
        return span, ""
    path = table.paths[index] if table.paths else ()
    parts = [parted(cell) for cell in path or (table.headers[index],)]
    spans, rests = [span for span, _ in parts if span], [rest for _, rest in parts if rest]
    if len(spans) > 1 or len(rests) != 1 or not (target_metric(rests[0]) or is_actual(rests[0])):
        return None, ""
    return (spans[0] if spans else None), rests[0]


def _are_across(heads: Sequence[tuple[Span | None, str]]) -> bool:
    """Whether periods stand side by side, two of them with target and actual each, or these of one that
    the table does not name."""
    spans, rests = [span for span, _ in heads if span], {rest for _, rest in heads}
    in_pairs = len(rests) > 1 and "" not in rests and len(set(spans)) != 1
    return in_a_row(spans) or are_two_months(spans) or in_pairs


def _of_a_list(table: Table, file: str) -> Table:
    """A list with one column of figures, and one that says of each whether it was meant or reached."""
    width = range(len(table.headers))
    figures = [i for i in width if holds_figures(table, i) and not holds_days(table, i)]
    labels = [i for i in width if i not in figures]
    columns = _columns_of_measures(table, labels)
    if len(figures) != 1 or not columns or _are_targets(table, figures[0], labels, columns):
        return table
    [amount] = figures
    labels, measure_of = _measures(table, labels, columns, file)
    groups = _groups([table.texts[i].text for i in labels], measure_of)
    if groups is None or len(groups) == table.height:
        return table  # where none has two measures, each row is a record, and says of which kind: 销售, 退货
    measures = list(dict.fromkeys(name for name in measure_of if name))
    first = pa.array([min(group.values()) for group in groups], pa.int64())
    rows = [pa.array([group.get(measure) for group in groups], pa.int64()) for measure in measures]
    unit = "".join(re.findall(r"[(（\[].*?[)）\]]", table.headers[amount]))
    named = [f"{_of_figures(measure, table.headers[amount])}{unit}" for measure in measures]
    texts = [TextColumn(pc.take(table.texts[i].text, first)) for i in labels]
    texts += [TextColumn(pc.take(table.texts[amount].text, each)) for each in rows]
    headers = (*(table.headers[i] for i in labels), *named)
    return replace(
        table,
        headers=headers,
        texts=tuple(texts),
        rows=table.rows[first.to_numpy()],
        places=(*(table.places[i] for i in labels), *(table.places[amount] for _ in measures)),
        paths=tuple((header,) for header in headers),
        levels=(),
    )


def _of_figures(measure: str, header: str) -> str:
    """What the figures under the header are where they are of the measure: 目标 of 销售额 is 销售额 目标, and
    what was reached of it 销售额."""
    name = without_unit(header)
    if target_metric(header):
        return _of(measure, name)
    if metric_of(name) != "sales":
        return measure
    if is_actual(measure) or is_of_now(measure):
        return name
    of_sales = f"{name} {measure}"
    return of_sales if target_metric(of_sales) or _is_a_version(measure) else measure


def _are_targets(table: Table, amount: int, labels: Sequence[int], columns: Sequence[int]) -> bool:
    """Whether the figures are what each measure is to reach, all in one unit, as their header says and no
    measure does: a list of targets has a field for it."""
    has_units = any(_UNIT.fullmatch(table.headers[i]) for i in labels)
    is_field = any(stands_for(table.headers[i], TARGETS, "metric") for i in columns)
    is_said = any(target_metric(name) for i in columns for name in _names(table, i))
    return bool(target_metric(table.headers[amount])) and is_field and not (is_said or has_units)


def _measures(
    table: Table, labels: Sequence[int], columns: Sequence[int], file: str
) -> tuple[list[int], Measures]:
    """The other labels, and what each row measures: its metric, of what (目标, 实际) and in which unit. `file`: the
    names around the table tell that these are targets, if nothing else does."""
    rest = [i for i in labels if i not in columns]
    measure_of: Measures = [None] * table.height
    for column in columns:
        texts = [cell and _NUMBERED.sub("", cell) for cell in table.held[column].to_pylist()]
        measure_of = [
            _of(m, s) if m and s else m or s for m, s in zip(measure_of, texts, strict=True)
        ]
    if file and not any(map(_tells, filter(None, measure_of))) and _sets_targets(table, file):
        word = in_language_of(table.headers, TARGET)
        measure_of = [_of(m, word) if m and metric_of(m) else m for m in measure_of]
    unit = next((i for i in rest if _UNIT.fullmatch(table.headers[i])), None)
    if unit is None:
        return rest, measure_of
    units = table.held[unit].to_pylist()
    sized = [
        f"{m}（{u}）" if m and u and u != _COUNT else m
        for m, u in zip(measure_of, units, strict=True)
    ]
    return [i for i in rest if i != unit], sized


def _of(measure: str, rest: str) -> str:
    """The measure with the target that is said of it, in front of its unit: 毛利（万元） and 目标 →
    毛利目标（万元）; what was reached of it is the measure itself."""
    if is_actual(rest):
        return measure
    name, bracket, unit = measure.partition("（")
    return f"{name}{rest}{bracket}{unit}"


def _sets_targets(table: Table, file: str) -> bool:
    """Whether the names of the sheet speak of targets, and of nothing that was reached."""
    names = (*table.titles, table.sheet.name, file)
    subject = subject_of(names)
    is_plan = subject is not None and target_metric(subject.header) is not None
    return is_plan and not any(map(_REACHED.search, names))


def _carried_down(labels: pa.Array) -> pa.Array:
    """Each label for the rows below it that have none: it is written once for all measures."""
    return pc.fill_null_forward(labels)


def _columns_of_measures(
    table: Table, labels: Sequence[int], across: Sequence[int] = ()
) -> list[int]:
    """The column that names what each row measures, or two: the metric, and then target or actual."""
    named = [i for i in labels if _names_measures(table, i)]
    telling = [i for i in named if any(map(_tells, _names(table, i)))]
    metrics = [i for i in named if i not in telling]
    if named:
        return [*metrics[:1], *telling[:1]]
    return [i for i in labels[-1:] if _has_rates(table, i, across)]


def _names_measures(table: Table, column: int) -> bool:
    """Whether every cell names what its row measures: a target or what was reached of it among them, this
    year beside the last, or sales and another metric, or what they cost. Rows with the number of an order
    are its lines."""
    named = _names(table, column)
    if not 2 <= len(named) <= MOST:
        return False
    if any(stands_for(header, ORDERS, "order_id") for header in table.headers):
        return False
    if _MEASURE.fullmatch(table.headers[column].strip()) and not holds_figures(table, column):
        return True
    telling = [name for name in named if _tells(name)]
    others = [name for name in named if name not in telling and not says_derived(name)]
    versions = [name for name in others if _is_a_version(name)]
    if telling or any(map(is_of_now, versions)):
        return all(name in versions or kinds_of(name) & FIGURES for name in others)
    meant = [metric for name in others if (metric := metric_of(name))]
    costs = [name for name in others if not metric_of(name) and is_of_another_thing(name)]
    return "sales" in meant and len(set(meant)) == len(meant) and len(meant) + len(costs) > 1


def _names(table: Table, column: int) -> Collection[str]:
    """The different words of a column that has one in every row, and few; none of any other."""
    cells = table.held[column]
    if cells.null_count or len(pc.unique(cells.slice(0, GLANCE))) > MOST:
        return ()
    return {_NUMBERED.sub("", str(cell)) for cell in pc.unique(cells).to_pylist()}


def _tells(name: str) -> bool:
    return target_metric(name) is not None or is_actual(name)


def _is_a_version(name: str) -> bool:
    """Whether the name is but that of a time or of a forecast: 本年, 上年同期, Forecast."""
    return is_of_now(name) or names_an_earlier_time(name) or is_a_forecast(name)


def _has_rates(table: Table, column: int, across: Sequence[int]) -> bool:
    """Whether some rows hold nothing but shares (2 %) and others none, under names that do not say so: each
    row measures something else, in whatever language."""
    if not across or not 2 <= len(_names(table, column)) <= MOST:
        return False
    rows = zip(*(table.held[i].to_pylist() for i in across), strict=True)
    shares = [{cell.strip().endswith("%") for cell in row if cell} for row in rows]
    names = table.held[column].to_pylist()
    rates = [n for n, each in zip(names, shares, strict=True) if each == {True}]
    figures = [n for n, each in zip(names, shares, strict=True) if each == {False}]
    return len(figures) > 1 and any(not (says_derived(n) or says_total(n)) for n in rates)


def _groups(
    labels: Sequence[pa.Array], measure_of: Sequence[str | None]
) -> list[dict[str, int]] | None:
    """The rows of each member by measure, in the order of the sheet; None where one has two."""
    groups: dict[tuple[str | None, ...], dict[str, int]] = {}
    cells = [column.to_pylist() for column in labels]
    for row, measure in enumerate(measure_of):
        group = groups.setdefault(tuple(column[row] for column in cells), {})
        if measure is None or measure in group:
            return None
        group[measure] = row
    return list(groups.values())
