"""Measures that stand below each other (目标, 实际, 完成率 in a column of their own) as columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.intake.tables.context.subject import FIGURES, holds_days, holds_figures
from salesdash.intake.tables.layout.across import are_neighbours, in_a_row, span_of
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.grid import says_derived
from salesdash.intake.texts.column import TextColumn
from salesdash.intake.texts.headers import BETWEEN, kinds_of
from salesdash.intake.texts.measures import is_actual, metric_of, target_metric

MOST = 12
_UNIT = re.compile(r"\s*(?:单位|計?量?單位|units?|einheit|unidad|unité)\s*", re.IGNORECASE)
GLANCE = 1_000


def side_by_side(table: Table) -> Table:
    """The table with a column for each measure, where each row has one measure of its member: with
    periods across one for each period and measure; else as it is.

    A row then stands where the first of its measures stood.
    """
    across = [i for i, header in enumerate(table.headers) if span_of(header)]
    spans = [span_of(table.headers[i]) for i in across]
    if not (in_a_row(spans) or are_neighbours(spans)):
        return _of_a_list(table)
    column = next((i for i in range(across[0]) if _names_measures(table, i)), None)
    if column is None:
        return table
    labels = [i for i in range(across[0]) if i != column]
    measure_of = table.held[column].to_pylist()
    unit = next((i for i in labels if _UNIT.fullmatch(table.headers[i])), None)
    if unit is not None:
        units = table.held[unit].to_pylist()
        measure_of = [
            m and f"{m}（{u}）" if u else m for m, u in zip(measure_of, units, strict=True)
        ]
        labels.remove(unit)
    measures = list(dict.fromkeys(name for name in measure_of if name))
    filled = {i: _carried_down(table.texts[i].text) for i in labels}
    groups = _groups(list(filled.values()), measure_of)
    if groups is None:
        return table
    first = pa.array([min(group.values()) for group in groups], pa.int64())
    texts = [TextColumn(pc.take(filled[i], first)) for i in labels]
    headers = [table.headers[i] for i in labels]
    paths = [table.paths[i] if table.paths else (table.headers[i],) for i in labels]
    places = [table.places[i] for i in labels]
    for i in across:
        for measure in measures:
            rows = pa.array([group.get(measure) for group in groups], pa.int64())
            texts.append(TextColumn(pc.take(table.held[i], rows)))
            headers.append(f"{table.headers[i]}{BETWEEN}{measure}")
            paths.append((table.headers[i], measure))
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


def _of_a_list(table: Table) -> Table:
    """A list with one column of figures, and one that says of each whether it was meant or reached."""
    width = range(len(table.headers))
    figures = [i for i in width if holds_figures(table, i) and not holds_days(table, i)]
    column = next((i for i in width if _names_measures(table, i)), None)
    if len(figures) != 1 or column is None or _are_targets(table, figures[0], column):
        return table
    [amount], measure_of = figures, table.held[column].to_pylist()
    labels = [i for i in width if i not in (amount, column)]
    groups = _groups([table.texts[i].text for i in labels], measure_of)
    if groups is None:
        return table
    measures = list(dict.fromkeys(name for name in measure_of if name))
    first = pa.array([min(group.values()) for group in groups], pa.int64())
    rows = [pa.array([group.get(measure) for group in groups], pa.int64()) for measure in measures]
    unit = "".join(re.findall(r"[(（\[].*?[)）\]]", table.headers[amount]))
    named = [f"{measure}{unit}" for measure in measures]
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


def _are_targets(table: Table, amount: int, column: int) -> bool:
    """Whether the figures are what each measure is to reach, as their header says and no measure does."""
    named = filter(None, pc.unique(table.held[column]).to_pylist())
    return bool(target_metric(table.headers[amount])) and not any(map(target_metric, named))


def _carried_down(labels: pa.Array) -> pa.Array:
    """Each label for the rows below it that have none: it is written once for all measures."""
    return pc.fill_null_forward(labels)


def _names_measures(table: Table, column: int) -> bool:
    """Whether every cell names what its row measures, a target or what was reached of it among them."""
    cells = table.held[column]
    if cells.null_count or len(pc.unique(cells.slice(0, GLANCE))) > MOST:
        return False
    named = {str(cell) for cell in pc.unique(cells).to_pylist()}
    if not 2 <= len(named) <= MOST:
        return False
    telling = [name for name in named if target_metric(name) or is_actual(name)]
    others = [name for name in named if name not in telling and not says_derived(name)]
    if telling:
        return all(kinds_of(name) & FIGURES for name in others)
    meant = [metric for name in others if (metric := metric_of(name))]
    return "sales" in meant and len(set(meant)) == len(meant) > 1


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
