"""Sheets of one file that are copies or sums of each other, so that nothing is counted twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.model import Kind
from salesdash.intake.texts.headers import simplified
from salesdash.receipt import Batch

# Fewer rows may well agree by chance. Measured: files are read alike from 5 to 20.
FEWEST_ROWS = 10
# Rows with a number of an order, a day and an amount do not agree by chance; chosen, not measured.
FEWEST_NUMBERED = 3
FEWEST_SAME = 5  # rows that are all the other sheet has; chosen
# A cleaned copy of 9,521 rows shares 88 % of them with its source, a mere copy all; 80 % is chosen below
# both. A copy that shares less is added and counted twice, a sheet of its own that shares more is left out.
# Measured: files are read alike from 0.6 to 0.87.
COPY = 0.8
# Of two tables with one sum each may be anything; of three one is hardly the sum by chance.
FEWEST_PARTS = 2
_SUMMARY = re.compile(r"汇总|合计|合并|总表|总计|全年|全国|全部|summary|total|overview|\ball\b")
# Asked or said of rows that name no more than a month, or less.
COARSE = ("year", "month_as_day", "week_as_day", "sums_as_day", "period")
IDS = frozenset(field.key for d in DATASETS.values() for field in d.fields if field.kind is Kind.ID)


def shared(batch: Batch, earlier: Batch) -> int:
    """How many rows stand in both, where they make one a copy of the other; else 0.

    Rows are told by date, amount and names; where they have numbers of their own, by these.
    """
    if batch.receipt.dataset != earlier.receipt.dataset or batch.rows is None:
        return 0
    if earlier.rows is None:
        return 0
    keys = _keys(batch, earlier)
    if not keys:
        return 0
    one, other = _counted(batch.rows, keys), _counted(earlier.rows, keys)
    is_same = one == other and len(one) >= FEWEST_SAME and _have_one_content(batch, earlier)
    fewest = FEWEST_NUMBERED if "order_id" in keys else FEWEST_SAME if is_same else FEWEST_ROWS
    if min(one.total(), other.total()) < fewest:
        return 0
    same = (one & other).total()
    return same if same > COPY * min(one.total(), other.total()) else 0


def gathered(batch: Batch, earlier: Sequence[Batch]) -> int:
    """How many of the rows stand on several earlier sheets that it holds nearly whole, where these make up
    nearly all of it; else 0. Shops of the same prices share many a row, and neither holds the others."""
    if batch.rows is None or len(batch.rows) < FEWEST_ROWS:
        return 0
    parts = []
    for part in earlier:
        if part.receipt.dataset == batch.receipt.dataset and part.rows:
            keys = _keys(batch, part)
            one, other = _counted(batch.rows, keys), _counted(part.rows, keys)
            if keys and (one & other).total() > COPY * len(part.rows):
                parts.append(part)
    if len(parts) < FEWEST_PARTS:
        return 0
    keys = sorted(set.intersection(*(set(_keys(batch, part)) for part in parts)))
    others = sum((_counted(part.rows, keys) for part in parts if part.rows), Counter[str]())
    same = (_counted(batch.rows, keys) & others).total()
    return same if same > COPY * max(len(batch.rows), others.total()) else 0


def sums_up(batch: Batch, other: Batch) -> bool:
    """Whether these orders are sums of those of another sheet: fewer rows, none with a number, and
    the same total. Rows that wait for their year are sums as well."""
    mine, theirs = batch.receipt, other.receipt
    if (mine.dataset, theirs.dataset) != ("orders", "orders") or "order_id" in mine.columns:
        return False
    is_coarse = any(q.key in COARSE for q in (*batch.questions, *batch.choices))
    if other.rows is None or not is_coarse:
        return False
    held = [amount for amount in (mine.amount_loaded, mine.amount_put_aside) if amount]
    rows = mine.rows_loaded + mine.rows_put_aside
    return len(other.rows) > rows > 0 and sum(held) == theirs.amount_loaded


def _keys(batch: Batch, earlier: Batch) -> list[str]:
    dataset = DATASETS[str(batch.receipt.dataset)]
    wanted = {*dataset.key_fields, dataset.date, dataset.amount}
    assert batch.rows is not None
    assert earlier.rows is not None
    both = set(batch.rows.column_names) & set(earlier.rows.column_names)
    if not both & IDS:
        wanted |= {"customer", "segment", "region"}
    return sorted(name for name in both & wanted if name)


def _have_one_content(batch: Batch, earlier: Batch) -> bool:
    """Whether all that both say of their rows is the same, whosever they are."""
    assert batch.rows is not None
    assert earlier.rows is not None
    if len(batch.rows) >= FEWEST_ROWS:
        return False  # told by fewer fields
    both = set(batch.rows.column_names) & set(earlier.rows.column_names) - {"row", "extra"}
    return _counted(batch.rows, sorted(both)) == _counted(earlier.rows, sorted(both))


def _counted(rows: pa.Table, keys: list[str]) -> Counter[str]:
    texts = [pc.fill_null(pc.utf8_lower(pc.cast(rows[key], pa.string())), "") for key in keys]
    return Counter(pc.binary_join_element_wise(*texts, "\x1f").to_pylist())


def adds_up(batch: Batch, others: Sequence[Batch]) -> bool:
    """Whether the table is the sum of all others of its dataset, as its name says, its few rows, or as many as
    all others have together."""
    mine = batch.receipt
    alike = [o.receipt for o in others if o.receipt.dataset == mine.dataset]
    if not mine.dataset or not mine.amount_loaded or len(alike) < FEWEST_PARTS:
        return False
    if mine.amount_loaded != sum(each.amount_loaded or 0 for each in alike):
        return False
    theirs = [each.rows_loaded for each in alike]
    as_many = mine.rows_loaded in (sum(theirs), *range(min(theirs)))
    return as_many or _SUMMARY.search(simplified(mine.sheet).casefold()) is not None
