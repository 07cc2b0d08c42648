"""Rows of a text file that have more or fewer cells than the others: which cell belongs where?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from salesdash.intake.cells.sheet import Widths

# From this share of rows on, another number of cells is how the file is written, not a slip.
# Measured: files are read alike from 0.1 to 0.4 and from 0.3 to 0.7.
USUAL = 0.2
MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class WidthFit:
    """How the rows of a table fit its headers, in cells.

    `cells` is the number of cells of a full row, `names` that of the headers, where the two differ
    so that it is unclear which name belongs to which cell; else 0. `ragged` has the rows of the
    sheet whose number of cells is no usual one, with that number.
    """

    cells: int = 0
    names: int = 0
    ragged: dict[int, int] = field(default_factory=dict)


FITS = WidthFit()


def fit_of(
    widths: Widths | None,
    columns: tuple[pa.Array, ...],
    headers: Iterable[int],
    since: int,
    until: int,
    names: list[str],
) -> WidthFit:
    """The fit of the rows `since` to `until` (from 0, end not included) of a sheet whose `headers` are
    these rows with these names over `columns`."""
    if widths is None or not names:
        return FITS
    rows_wide = widths[since:until]
    filled = rows_wide > 0
    many = int(filled.sum())
    counts = np.bincount(rows_wide[filled]) if many else np.zeros(1, np.int64)
    named = max(i for i, name in enumerate(names, 1) if name)
    beyond = np.zeros(len(rows_wide), np.bool_)
    for column in columns[named:]:
        beyond |= _filled(column.slice(since, until - since))
    over = int(beyond.sum())
    if over > MOSTLY * many:
        return WidthFit(int(np.bincount(rows_wide[beyond]).argmax()), named)
    usual = np.flatnonzero(counts > USUAL * many)
    most = int(usual.max(initial=0))
    written = max((int(widths[row]) for row in headers), default=0)
    if 1 < most < named == written and len(counts) - 1 == most and len(usual) == 1:
        return WidthFit(most, named)
    odd = (rows_wide > 1) & ~np.isin(rows_wide, usual)
    # A separator too many at the end changes nothing; elsewhere it would push out the last cell, if
    # there always is one.
    last = _filled(columns[named - 1].slice(since, until - since))
    if last[np.isin(rows_wide, usual)].all():
        odd &= (rows_wide < named) | ~last
    odd |= beyond
    ragged = {since + i + 1: int(rows_wide[i]) for i in np.flatnonzero(odd).tolist()}
    return WidthFit(max(most, named) if over else most, ragged=ragged)


def _filled(column: pa.Array) -> npt.NDArray[np.bool_]:
    filled: npt.NDArray[np.bool_] = pc.is_valid(column).to_numpy(zero_copy_only=False)
    return filled
