"""A header row with one separator too few or too many: the values tell which names are meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from salesdash.catalog.sheets.selling import ORDERS
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.layout.widths import FITS
from salesdash.intake.texts.headers import is_known, match
from salesdash.intake.texts.sample_values import NUMBER_KINDS, TIME_KINDS, Sample
from salesdash.text import Text

FEWEST = 2  # days and figures that bear out a reading
_CLOCK = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
READ_AS = Text(
    "表头少了或多了一个分隔符，按各列的内容读作：{names}。",
    "The headers have a separator too few or too many; by what stands below they are read as {names}.",
)


def with_separators(table: Table, decisions: TableDecisions) -> Table:
    """The table with the one reading of its headers which the values below bear out, where these gainsay the headers
    as they are written: DATETIME,Qty over a day, a time and a number, or DATE,,Qty over a day and a number. Unchanged
    where several readings do, or none."""
    cells, names_written = table.fit.cells, table.fit.names or len(table.headers)
    if not cells or abs(cells - names_written) != 1 or table.is_headless:
        return table
    if not _borne_out(table, table.headers)[0]:
        return table
    read = {names: _borne_out(table, names) for names in _readings(table)}
    most = max((fits for against, fits in read.values() if not against), default=0)
    best = [names for names, borne_out in read.items() if borne_out == (0, most)]
    if len(best) != 1 or most < FEWEST:
        return table
    [names] = best
    decisions.notes.append(READ_AS.format(names=", ".join(names)))
    width = min(len(names), len(table.headers))
    paths = tuple((name,) for name in names[:width])
    return replace(
        table.only(range(width)),
        headers=names[:width],
        paths=paths,
        fit=replace(FITS, ragged=table.fit.ragged),
    )


def _readings(table: Table) -> Iterator[tuple[str, ...]]:
    """The headers with one of them parted in two that are known, or without a blank one."""
    headers = table.headers
    for i, (header, path) in enumerate(zip(headers, table.paths, strict=True)):
        if table.fit.cells < len(headers):
            if not path:
                yield (*headers[:i], *headers[i + 1 :])
            continue
        for cut in range(1, len(header)):
            if is_known(header[:cut]) and is_known(header[cut:]):
                yield (*headers[:i], header[:cut], header[cut:], *headers[i + 1 :])


def _borne_out(table: Table, names: tuple[str, ...]) -> tuple[int, int]:
    """How many of the names the values below them gainsay, and how many of those of days and figures they bear out; a
    time of day does neither."""
    against = fits = 0
    for i, name in enumerate(names[: len(table.headers)]):
        declared, cells = match(name, ORDERS), table.sample(i)
        if declared is None or (cells and all(map(_CLOCK.fullmatch, cells))):
            continue
        is_fitting = Sample(cells).fits(declared.field, name)
        against += not is_fitting
        fits += is_fitting and declared.field.kind in TIME_KINDS | NUMBER_KINDS
    return against, fits
