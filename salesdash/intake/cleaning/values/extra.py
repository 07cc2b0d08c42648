"""The columns that no field claims, kept with each row."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesdash.intake.tables.layout.table import Table

KIND = pa.map_(pa.string(), pa.string())


def extra_of(table: Table, claimed: set[int], rows: pa.Array) -> pa.Array:
    """For each of `rows` a map of header to text; blank cells are left out, none at all is null."""
    free = [i for i, c in enumerate(table.held) if i not in claimed and c.null_count < len(c)]
    if not free or not len(rows):
        return pa.nulls(len(rows), KIND)
    count, width = len(rows), len(free)
    columns = [pc.take(table.texts[i].text, rows) for i in free]
    by_row = np.arange(count * width).reshape(width, count).T.ravel()
    cells = pc.take(pa.concat_arrays(columns), pa.array(by_row))
    filled = pc.is_valid(cells).to_numpy(zero_copy_only=False)
    names = pa.DictionaryArray.from_arrays(
        pa.array(np.tile(np.arange(width, dtype=np.int32), count)[filled]),
        pa.array([table.headers[i] for i in free], pa.string()),
    )
    each = filled.reshape(count, width).sum(axis=1)
    ends = np.concatenate([[0], np.cumsum(each)]).astype(np.int32)
    offsets = pa.array(ends, mask=np.append(each == 0, False))
    return pa.MapArray.from_arrays(offsets, names.dictionary_decode(), pc.drop_null(cells), KIND)
