"""Cells with bytes that are no text in the encoding of their file."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow.compute as pc

from salesdash.intake.cells.sheet import Sheet
from salesdash.intake.cells.text_files.decode import BROKEN


def broken_shown(sheet: Sheet) -> Sheet:
    """The sheet with its broken bytes as `\\xe5`, and the rows that have any."""
    marked = [pc.fill_null(pc.match_substring(cells, BROKEN), False) for cells in sheet.columns]
    rows = np.logical_or.reduce([column.to_numpy() for column in marked])
    return replace(
        sheet,
        columns=tuple(pc.replace_substring(cells, BROKEN, "\\x") for cells in sheet.columns),
        broken=frozenset((np.flatnonzero(rows) + 1).tolist()),
    )
