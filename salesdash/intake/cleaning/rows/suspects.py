"""Rows that may stand twice in a file: shown to the user, counted all the same."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.model import Dataset
from salesdash.catalog.sheets.selling import TARGETS
from salesdash.intake.cleaning.values.fields import Values
from salesdash.intake.recognition.fit import Recognised
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.total_rows import Mask, as_mask
from salesdash.intake.texts.headers import plain
from salesdash.intake.texts.text_column import numbered
from salesdash.text import Text, join

Codes = npt.NDArray[np.int64]

# Of these many rows a day, customer or segment are as they should be.
NATURALLY_MANY = frozenset({"spend", "surveys", "market", "visits"})
SHOWN = 5
EXACT = Text("与前面的行完全相同", "repeat an earlier row in every cell")
AGAIN = Text(
    "与前面的行{names}相同，目标也相同，像是同一个目标写了几遍",
    "share {names} and the target with an earlier row, as one target written several times",
)
COMPARED_AT_MOST = 200_000
LARGEST = 2**62
_LINE_NUMBER = re.compile(
    r"行号|行项目|行次|序号|明细|子单|子订单|lineno|linenumber|lineitem|^line$|^no$"
)


def say_suspects(
    table: Table,
    recognised: Recognised,
    values: dict[str, Values],
    loaded: Mask,
    decisions: TableDecisions,
) -> None:
    """Name rows that repeat an earlier one, and such as say otherwise of the same thing."""
    dataset = recognised.dataset
    if dataset.key in NATURALLY_MANY:
        return
    keys = _keys(dataset, table, recognised, values)
    if not keys:
        return
    are_orders = dataset.key in ("orders", "returns")
    is_identified = not are_orders or len(keys) > 1
    if are_orders and "channel" in values:  # each counts its orders for itself
        keys.append(values["channel"].main)
    rows = np.flatnonzero(loaded)
    if len(rows) < len(loaded):
        keys = [pc.take(key, pa.array(rows)) for key in keys]
    same_thing = _codes(keys)
    several = np.flatnonzero(_repeated(same_thing))
    if not len(several):
        return
    rows, same_thing = rows[several], _dense(same_thing[several])
    amount = dataset.amount if dataset.amount in values else None
    money = [pc.take(values[amount].main, pa.array(rows))] if amount else []
    figure = _dense(_codes(money)) if money else np.zeros_like(same_thing)
    both = _codes([pa.array(same_thing), pa.array(figure)])
    exact = _equal_lines(table, rows, np.flatnonzero(_repeated(both)))
    other = np.setdiff1d(np.flatnonzero(_later(same_thing)), exact) if is_identified else exact[:0]
    if amount and len(other):
        other = other[figure[other] != figure[_first_of(same_thing)[other]]]
    if are_orders:  # two orders without a number are not the same one
        numbered = values[dataset.key_fields[0]].main.is_valid().to_numpy(zero_copy_only=False)
        other = other[numbered[rows[other]]]
    names = join([dataset.field(key).name for key in dataset.key_fields if key in values])
    figures = dataset.field(amount).name if amount else Text("内容", "contents")
    same = Text(
        f"与前面的行{names.zh}相同而{figures.zh}不同",
        f"share {names.en} with an earlier row and differ in {figures.en}",
    )
    kinds = [(rows[exact], EXACT), (rows[other], same)]
    if (
        dataset is TARGETS
    ):  # one target, written beside each customer or product that it is meant for
        again = np.setdiff1d(np.flatnonzero(_later(both)), exact)
        kinds.append((rows[again], AGAIN.format(names=names)))
    _say(table, kinds, decisions)


def _keys(
    dataset: Dataset, table: Table, recognised: Recognised, values: dict[str, Values]
) -> list[pa.Array]:
    """What tells one row from another: the key fields, and a column of line numbers."""
    present = [key for key in dataset.key_fields if key in values]
    if not present or (
        present[0] != dataset.key_fields[0] and dataset.key in ("orders", "returns")
    ):
        return []
    claimed = {column.index for column in recognised.columns.values()}
    numbered = [
        table.held[i]
        for i, header in enumerate(table.headers)
        if i not in claimed and _LINE_NUMBER.search(plain(header))
    ]
    named = [array for key in present for array in values[key].arrays.values()]
    return [*named, *numbered]


def _codes(arrays: list[pa.Array]) -> Codes:
    """One number for each different combination."""
    codes, size = np.zeros(len(arrays[0]), dtype=np.int64), 1
    for array in arrays:
        numbers, different = numbered(array)
        if size * different > LARGEST:
            codes = _dense(codes)
            size = int(codes.max(initial=0)) + 1
        codes *= different
        codes += numbers
        size *= different
    return codes


def _dense(codes: Codes) -> Codes:
    """The same codes as numbers from 0 without gaps."""
    dense: Codes = pa.array(codes).dictionary_encode().indices.to_numpy().astype(np.int64)
    return dense


def _repeated(codes: Codes) -> Mask:
    """Which of the codes stand there several times: sorted, these are neighbours."""
    ordered = np.sort(codes)
    twice = ordered[1:][ordered[1:] == ordered[:-1]]
    return as_mask(pc.is_in(pa.array(codes), pa.array(twice)))


def _first_of(codes: Codes) -> Codes:
    """For each row the first one with its code, which is dense."""
    first = np.empty(int(codes.max(initial=-1)) + 1, dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    return first[codes]


def _later(codes: Codes) -> Mask:
    later: Mask = _first_of(_dense(codes)) != np.arange(len(codes))
    return later


def _equal_lines(
    table: Table, rows: npt.NDArray[np.intp], candidates: npt.NDArray[np.intp]
) -> npt.NDArray[np.intp]:
    """Those of the candidates that equal an earlier one in every cell."""
    candidates = candidates[:COMPARED_AT_MOST]
    if not len(candidates):
        return candidates
    chosen = pa.array(rows[candidates])
    return candidates[_later(_codes([pc.take(column, chosen) for column in table.held]))]


def _say(
    table: Table, kinds: Iterable[tuple[npt.NDArray[np.intp], Text]], decisions: TableDecisions
) -> None:
    for rows, how in kinds:
        if len(rows):
            numbers = [str(table.rows[int(row)]) for row in rows[:SHOWN]]
            more = len(rows) > SHOWN
            decisions.note(
                f"⚠ {len(rows)} 行{how.zh}（第 {'、'.join(numbers)} 行{'等' * more}），都已计入，请核对。",
                f"⚠ Rows that {how.en}: {len(rows)} (row {', '.join(numbers)}{' …' * more}); all of them "
                "are counted. Please check.",
            )
