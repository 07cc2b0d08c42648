"""What an export writes once for all lines of an order: its date, its buyer, and what was paid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.datasets import ORDERS
from salesdash.intake.cleaning.fields import Values
from salesdash.intake.decisions import Decisions
from salesdash.intake.recognition import amounts
from salesdash.intake.recognition.recognise import Recognised
from salesdash.intake.tables.grid import says_total
from salesdash.intake.tables.subject import holds_figures
from salesdash.intake.tables.table import Rows, Table
from salesdash.intake.tables.totals import Mask, as_mask
from salesdash.intake.texts import numbers
from salesdash.intake.texts.column import TextColumn, numbered
from salesdash.intake.texts.headers import match, plain
from salesdash.intake.texts.sample import Sample
from salesdash.text import Text

SCALE = 10_000  # of the fourth decimal, in which money is kept
FEWEST_ORDERS = 3
_PAYMENT = re.compile(r"[回收付]款|到账|payment|instal?lment|received")
_OF_ORDER = re.compile(r"订单|整单|合同|^order|ordertotal|^total$|grandtotal|^contract")


def carried(table: Table, decisions: Decisions) -> Table:
    """The table with the number, names, dates and states of an order on each of its lines, where an
    export writes them on the first one alone."""
    fields = [_field(header) for header in table.headers]
    number = _number_of(table, fields) if _may_be_once(table, fields) else None
    if number is None:
        return table
    orders = _numbers(table, number, fields)
    first = _first_of(orders)
    later = first != np.arange(table.height)
    if not later.any():
        return table
    texts = list(table.texts)
    for i, column in enumerate(table.held):
        blank = as_mask(pc.is_null(column))
        written_once = blank[later].all() and (~blank[first[later]]).any()
        if written_once and not holds_figures(table, i):
            texts[i] = TextColumn(pc.take(column, pa.array(first)))
            decisions.note_about(
                table.headers[i],
                "只写在每个订单的第一行，已填到该订单各行",
                "written once for each order, and filled down to its lines",
            )
    return replace(table, texts=tuple(texts))


def _field(header: str) -> str | None:
    found = match(header, ORDERS)
    return found.field.key if found else None


def _number_of(table: Table, fields: Sequence[str | None]) -> int | None:
    """The column of order numbers: by its header, else by what stands in it."""
    if "order_id" in fields:
        return fields.index("order_id")
    columns = range(len(fields))
    numbered = next((i for i in columns if Sample(table.sample(i)).are_order_numbers), None)
    return _parent(table, fields) if numbered is None else numbered


def _parent(table: Table, fields: Sequence[str | None]) -> int | None:
    """The column, whatever it is called, that names a parent: where the day is blank it says nothing
    new, and where a day stands it does."""
    dates = [
        as_mask(pc.is_null(table.held[i])) for i, key in enumerate(fields) if key == "order_date"
    ]
    for i, key in enumerate(fields):
        if (
            key is not None
            or not table.height
            or not table.held[i][0].is_valid
            or holds_figures(table, i)
        ):
            continue
        codes, _ = numbered(pc.fill_null_forward(table.texts[i].text))
        later = _first_of(codes) != np.arange(table.height)
        if later.any() and any((later == each).all() for each in dates):
            return i
    return None


def _may_be_once(table: Table, fields: Sequence[str | None]) -> bool:
    """A full export needs no look at its orders: one of what every order has must be blank at times."""
    told = ("order_date", "amount", "order_id")
    return any(
        text.values.null_count for text, key in zip(table.texts, fields, strict=True) if key in told
    )


def _numbers(table: Table, number: int, fields: Sequence[str | None]) -> Rows:
    """For each row the number of its order; a line that names neither one nor a buyer goes on the
    one above, unless it is of another day."""
    column = table.held[number]
    blank = as_mask(pc.is_null(column)).copy()
    silent = np.zeros(table.height, dtype=np.bool_)
    for i, key in enumerate(fields):
        if key in ("customer", "order_date") and blank.any():
            unsaid = as_mask(pc.is_null(table.held[i]))
            silent |= unsaid
            blank &= unsaid if key == "customer" else _same_as_above(table.texts[i].text)
    blank &= silent
    goes_on = np.zeros(table.height, dtype=np.bool_)
    for i, key in enumerate(fields):
        if key in ("product", "product_id") and blank.any():
            cells = table.held[i].to_pylist()
            goes_on |= np.array([bool(c) and not says_total(str(c)) for c in cells], np.bool_)
    codes, _ = numbered(column)
    alone = as_mask(pc.is_null(column))
    codes[alone] = codes.max(initial=-1) + 1 + np.arange(int(alone.sum()))
    begins = ~(blank & goes_on)
    begins[:1] = True
    return codes[np.maximum.accumulate(np.where(begins, np.arange(table.height), 0))]


def _same_as_above(column: pa.Array) -> Mask:
    """Which cells say nothing, or what the last one before them said."""
    said = pc.fill_null_forward(column)
    same = np.zeros(len(column), dtype=np.bool_)
    same[1:] = as_mask(pc.equal(said[1:], said[:-1]))
    return same


def spread(
    values: dict[str, Values], table: Table, found: Recognised, decisions: Decisions, data: pa.Array
) -> None:
    """What was paid for an order as a whole, on each of its lines by what the line is worth.

    It stands on the first line of each order alone, or on every line alike; the lines then add up
    to it exactly.
    """
    column = found.columns["amount"]
    header = table.headers[column.index]
    amount = values["amount"].main
    names_order = _OF_ORDER.search(plain(header)) is not None
    if "order_id" not in values or not (amount.null_count or names_order or column.others):
        return
    orders, _ = numbered(values["order_id"].main)
    counts = as_mask(data) & as_mask(pc.is_valid(values["order_id"].main))
    lines = counts & (np.bincount(orders[counts], minlength=orders.max(initial=0) + 1)[orders] > 1)
    if not lines.any():
        return
    worth = _worth(values, table, column.others, lines)
    if _stands_once(amount, orders, lines):
        zh, en = "只写在每个订单的第一行", "stands on the first line of each order alone"
    elif _repeats(
        amount, worth, orders, lines, named=names_order, paid=names_order and _pays(table)
    ):
        zh, en = "在同一订单的各行重复", "is repeated on every line of an order"
    else:
        return
    parts = _parts(amount, worth, orders, lines)
    values["amount"] = replace(values["amount"], arrays={"amount": parts})
    how = (
        Text("只计一次，记在第一行。", "it counts once, on the first line.")
        if worth is None
        else Text(
            "已按各行金额分摊到各行，每单合计不变。",
            "it was spread over the lines by their worth, and each order adds up to it.",
        )
    )
    decisions.note(
        f"“{header}”{zh}，是整单的金额：{how.zh}",
        f"“{header}” {en}, so it is that of the whole order: {how.en}",
    )


def _worth(
    values: dict[str, Values], table: Table, others: Sequence[int], lines: Mask
) -> pa.Array | None:
    """What each line is worth: quantity × price, else another amount that stands on every line."""
    if {"quantity", "unit_price"} <= values.keys():
        return amounts.product_of(values["quantity"].main, values["unit_price"].main)
    for index in others:
        read = numbers.read_numbers(table.texts[index].text).values
        if as_mask(pc.is_valid(read))[lines].all():
            return read
    return None


def _stands_once(amount: pa.Array, orders: Rows, lines: Mask) -> bool:
    first = _first_of(np.where(lines, orders, -1 - np.arange(len(orders))))
    later = lines & (first != np.arange(len(orders)))
    filled = as_mask(pc.is_valid(amount))
    return bool(not filled[later].any() and filled[lines & ~later].all())


def _repeats(
    amount: pa.Array,
    worth: pa.Array | None,
    orders: Rows,
    lines: Mask,
    *,
    named: bool,
    paid: bool,
) -> bool:
    """Whether the lines of each order say the same amount while they are worth different ones, or
    under a header that names the order, order after order."""
    if not as_mask(pc.is_valid(amount))[lines].all() or _differ(amount, orders, lines):
        return False
    if worth is None:
        # Each line of a contract may be a payment for it.
        return paid or (named and len(np.unique(orders[lines])) >= FEWEST_ORDERS)
    many = len(_differ(worth, orders, lines))
    return many >= (1 if named else FEWEST_ORDERS)


def _pays(table: Table) -> bool:
    """Whether a column says what was paid of the order in each line."""
    return any(_PAYMENT.search(plain(header)) for header in table.headers)


def _differ(money: pa.Array, orders: Rows, lines: Mask) -> set[int]:
    """The orders whose lines do not all say the same."""
    told: dict[int, Decimal | None] = {}
    different = set()
    chosen = np.flatnonzero(lines)
    for order, value in zip(
        orders[chosen].tolist(), pc.take(money, pa.array(chosen)).to_pylist(), strict=True
    ):
        if told.setdefault(order, value) != value:
            different.add(order)
    return different


def _parts(amount: pa.Array, worth: pa.Array | None, orders: Rows, lines: Mask) -> pa.Array:
    """The amounts, that of each order with several lines in parts; without worth, on its first."""
    parts = amount.to_pylist()
    weights = worth.to_pylist() if worth is not None else [None] * len(parts)
    groups: dict[int, list[int]] = {}
    for row in np.flatnonzero(lines).tolist():
        groups.setdefault(int(orders[row]), []).append(row)
    for rows in groups.values():
        whole = int(parts[rows[0]] * SCALE)
        shares = [max(0, int((weights[row] or 0) * SCALE)) for row in rows]
        sum_ = sum(shares)
        given = reached = 0
        for row, share in zip(rows, shares, strict=True):
            reached += share
            until = _in_cents(whole * reached, sum_) if sum_ else whole
            parts[row] = Decimal(until - given) / SCALE
            given = until
        parts[rows[-1]] += Decimal(whole - given) / SCALE
    return pa.array(parts, amount.type)


def _in_cents(share: int, of: int) -> int:
    """share / of, to the cent."""
    return round(share / (of * 100)) * 100


def _first_of(codes: Rows) -> Rows:
    """For each row the first one with its code."""
    _, first, inverse = np.unique(codes, return_index=True, return_inverse=True)
    found: Rows = first[inverse]
    return found
