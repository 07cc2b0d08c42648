"""Cells with bytes that are no text in the encoding of their file."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pyarrow.compute as pc

from salesdash.errors import FileError
from salesdash.intake.cells import container
from salesdash.intake.cells.sheet import Sheet
from salesdash.intake.cells.text_files.decode import BROKEN

NUL = b"\x00"
# Between two digits a NUL may stand for another one: of money nothing is guessed.
_WITHIN_A_NUMBER = re.compile(rb"(?<=[\d.])\x00+(?=[\d.])")


def without_nuls(utf8: bytes) -> tuple[bytes, bool]:
    """The text without its NUL characters, and whether some, within numbers, stand as broken bytes.

    Raises FileError where the rest is no text either, or ends amid a line that NULs go on.
    """
    if NUL not in utf8:
        return utf8, False
    text = utf8.rstrip(NUL)
    is_cut_off = len(utf8) - len(text) > 1 and not text.endswith((b"\n", b"\r"))
    rest = text.replace(NUL, b"")
    if is_cut_off or container.is_binary(rest[: container.HEAD]):
        raise FileError(container.DAMAGED)
    marked = _WITHIN_A_NUMBER.sub(f"{BROKEN}00".encode(), text)
    return marked.replace(NUL, b""), marked != text


def broken_shown(sheet: Sheet) -> Sheet:
    """The sheet with its broken bytes as `\\xe5`, and the rows that have any."""
    marked = [pc.fill_null(pc.match_substring(cells, BROKEN), False) for cells in sheet.columns]
    rows = np.logical_or.reduce([column.to_numpy() for column in marked])
    return replace(
        sheet,
        columns=tuple(pc.replace_substring(cells, BROKEN, "\\x") for cells in sheet.columns),
        broken=frozenset((np.flatnonzero(rows) + 1).tolist()),
    )
