"""A period that stands in two columns: the year in one, the month, quarter or week in the other."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.supplied.bare_days import bare_years
from salesdash.intake.tables.totals.number_grid import says_total
from salesdash.intake.texts.headers import MatchedColumn
from salesdash.intake.texts.sample_values import Sample
from salesdash.intake.texts.times import dates


def years_and_parts(table: Table, column: MatchedColumn) -> tuple[int, int] | None:
    """The column of years and that of their parts, among those that go by the same field; years that no field
    has are those of any part."""
    beside = bare_years(table)
    candidates = tuple(
        dict.fromkeys((column.index, *column.others, *([] if beside is None else [beside])))
    )
    said = {i: [text for text in table.sample(i) if not says_total(text)] for i in candidates}
    years = [i for i in candidates if Sample(said[i]).are_years]
    parts = [i for i in candidates if i not in years and dates.yearless(said[i])]
    return (years[0], parts[0]) if years and parts and column.index in (*years, *parts) else None


def joined(table: Table, years: int, parts: int) -> pa.Array:
    """`2025` and `3月` → `2025年3月`; blank where either is."""
    year = pc.utf8_slice_codeunits(table.texts[years].text, 0, 4)
    part = pc.replace_substring_regex(table.texts[parts].text, r"\.0$", "")
    return pc.binary_join_element_wise(year, part, "年")
