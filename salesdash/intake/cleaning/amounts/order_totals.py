"""The total of an order, written once or on each of its lines: it counts once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesdash.intake.cleaning.amounts.whole_orders import first_of
from salesdash.intake.cleaning.values.fields import Values
from salesdash.intake.recognition import amounts
from salesdash.intake.recognition.fit import Recognised
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.context.subject import holds_figures
from salesdash.intake.tables.layout.table import Rows, Table
from salesdash.intake.tables.totals.total_rows import Mask, adds_up, as_mask
from salesdash.intake.texts import numbers
from salesdash.intake.texts.headers import plain
from salesdash.intake.texts.text_column import numbered
from salesdash.text import Text

SCALE = 10_000  # of the fourth decimal, in which money is kept
# So many orders that say one amount on lines worth different ones leave no doubt; and of the orders
# so many must be the sum of their lines to prove it. Measured: 214 files are read alike from 2 to 5 and
# from 0.8 to 1.
FEWEST_ORDERS, PROVEN = 3, 0.95
LOOK = 5_000  # lines, whose orders mostly tell that each line has an amount of its own
ONCE, EACH = "once", "each"
_PAYMENT = re.compile(r"[回收付]款|到账|payment|instal?lment|received")
_OF_ORDER = re.compile(
    r"订单|整单|合同|受注|注文|实付|应付|^order|invoicetotal|^total$|grandtotal|^contract|auftrag|bestell|rechnung|"
    r"pedido|commande|facture|factura|fatura|ordine"
)
_ONCE_WRITTEN = Text("只写在每个订单的第一行", "stands on the first line of each order alone")
_REPEATED = Text("在同一订单的各行重复", "is repeated on every line of an order")

Verdict = Literal["yes", "perhaps", "no"]


@dataclass(frozen=True, slots=True)
class Orders:
    """The order of each row by number, and which rows belong to orders of several lines."""

    number: Rows
    lines: Mask

    @property
    def count(self) -> int:
        """How many orders have several lines."""
        return len(np.unique(self.number[self.lines]))

    def sums(self, money: pa.Array) -> tuple[list[Decimal | None], list[int]]:
        """For each order of several lines the sum of what they say, None where one says nothing,
        and how many they are."""
        added = pa.table({"order": self.number[self.lines], "money": pc.filter(money, self.lines)})
        by_order = added.group_by("order", use_threads=False).aggregate(
            [("money", "sum", pc.ScalarAggregateOptions(skip_nulls=False)), ("order", "count")]
        )
        return by_order["money_sum"].to_pylist(), by_order["order_count"].to_pylist()

    def firsts(self, money: pa.Array) -> list[Decimal | None]:
        """For each order of several lines what the first of them says."""
        chosen = np.flatnonzero(self.lines)
        _, first = np.unique(self.number[chosen], return_index=True)
        in_order = chosen[np.sort(first)]
        totals: list[Decimal | None] = pc.take(money, pa.array(in_order)).to_pylist()
        return totals

    def differing(self, money: pa.Array) -> int:
        """How many of the orders have lines that do not all say the same."""
        chosen = np.flatnonzero(self.lines)
        codes, _ = numbered(pc.take(money, pa.array(chosen)))
        of = self.number[chosen]
        return len(np.unique(of[codes != codes[first_of(of)]]))


def spread(
    values: dict[str, Values],
    table: Table,
    recognised: Recognised,
    decisions: TableDecisions,
    data: pa.Array,
) -> None:
    """What was paid for an order as a whole, on each of its lines by what the line is worth.

    It stands on the first line of each order alone, or on every line alike; the lines then add up
    to it exactly. Where nothing tells a total from equal lines, that is asked.
    """
    column = recognised.columns["amount"]
    header = table.headers[column.index]
    amount = values["amount"].main
    glance = _orders(values, as_mask(data), LOOK)
    if glance.lines.any() and not _shares(amount.slice(0, LOOK), glance):
        return
    orders = _orders(values, as_mask(data), len(data))
    if not orders.lines.any():
        return
    written_once = "order_id" in values and _stands_once(amount, orders)
    if not written_once and not _is_uniform(amount, orders):
        return
    worths = list(_worths(values, table, recognised, orders))
    proven = next((worth for worth in worths if _adds_up(amount, worth, orders)), None)
    worth = proven if proven is not None else next(iter(worths), None)
    if not written_once:
        if "order_id" not in values and proven is None:
            return
        verdict = "yes" if proven is not None else _judged(values, worth, header, table, orders)
        each_counts = not _names_order(header) and adds_up(table, column.index)
        if verdict == "no" or (verdict == "perhaps" and each_counts):
            return  # a total below the lines counts each of them
        if verdict == "perhaps" and _asked(values, header, orders, decisions) != ONCE:
            return
    parts = _parts(amount, worth, orders)
    values["amount"] = replace(values["amount"], arrays={"amount": parts})
    where = _ONCE_WRITTEN if written_once else _REPEATED
    how = (
        Text("只计一次，记在第一行。", "it counts once, on the first line.")
        if worth is None
        else Text(
            "已按各行金额分摊到各行，每单合计不变。",
            "it was spread over the lines by their worth, and each order adds up to it.",
        )
    )
    decisions.note(
        f"“{header}”{where.zh}，是整单的金额：{how.zh}",
        f"“{header}” {where.en}, so it is that of the whole order: {how.en}",
    )


def _orders(values: dict[str, Values], data: Mask, many: int) -> Orders:
    """The orders of the first so many rows by their numbers; without any, neighbours of one day, buyer
    and amount."""
    data = data[:many]
    if "order_id" in values:
        ids = values["order_id"].main.slice(0, many)
        number, _ = numbered(ids)
        counts = data & as_mask(pc.is_valid(ids))
    else:
        begins = np.zeros(len(data), dtype=np.bool_)
        for key in ("order_date", "customer", "customer_id", "amount"):
            if key in values:
                codes, _ = numbered(values[key].main.slice(0, many))
                begins[1:] |= codes[1:] != codes[:-1]
        number, counts = np.cumsum(begins), data
    several = np.bincount(number[counts], minlength=number.max(initial=0) + 1)[number] > 1
    return Orders(number, counts & several)


def _worths(
    values: dict[str, Values], table: Table, recognised: Recognised, orders: Orders
) -> Iterator[pa.Array]:
    """What each line may be worth, the likeliest first: quantity × price, another amount, then any
    column of figures that no field claims, by itself or for each piece."""
    if {"quantity", "unit_price"} <= values.keys():
        yield amounts.product_of(values["quantity"].main, values["unit_price"].main)
    others = recognised.columns["amount"].others
    claimed = {index for c in recognised.columns.values() for index in (c.index, *c.others)}
    free = [i for i in range(len(table.headers)) if i not in claimed and holds_figures(table, i)]
    for index in (*others, *free):
        read = numbers.read_numbers(table.texts[index].text).values
        if not as_mask(pc.is_valid(read))[orders.lines].all():
            continue
        if index in others or _adds_up(values["amount"].main, read, orders):
            yield read
        elif "quantity" in values:
            each = amounts.product_of(values["quantity"].main, read)
            if _adds_up(values["amount"].main, each, orders):
                yield each


def _shares(amount: pa.Array, orders: Orders) -> bool:
    """Whether the lines of each order have one amount: on the first alone, or on each the same."""
    return _stands_once(amount, orders) or _is_uniform(amount, orders)


def _stands_once(amount: pa.Array, orders: Orders) -> bool:
    rows = np.arange(len(orders.number))
    first = first_of(np.where(orders.lines, orders.number, -1 - rows))
    later = orders.lines & (first != rows)
    filled = as_mask(pc.is_valid(amount))
    return bool(not filled[later].any() and filled[orders.lines & ~later].all())


def _is_uniform(amount: pa.Array, orders: Orders) -> bool:
    """Whether the lines of each order say the same amount."""
    valid = bool(as_mask(pc.is_valid(amount))[orders.lines].all())
    return valid and not orders.differing(amount)


def _adds_up(amount: pa.Array, worth: pa.Array, orders: Orders) -> bool:
    """Whether the amount that all lines of an order say is the sum of what they are worth, in
    (nearly) every order."""
    sums, many = orders.sums(worth)
    totals = list(zip(orders.firsts(amount), sums, many, strict=True))
    right = sum(
        whole is not None and sum_ is not None and abs(whole - sum_) <= amounts.CENT * lines
        for whole, sum_, lines in totals
    )
    some = any(whole for whole, _, _ in totals)
    return some and right >= PROVEN * len(totals)


def _judged(
    values: dict[str, Values], worth: pa.Array | None, header: str, table: Table, orders: Orders
) -> Verdict:
    """Whether the amount that the lines of each order share is that of the order, where no sum
    proves it: by what the lines are worth, and by its name."""
    named = _names_order(header)
    if worth is None:
        # Each line of a contract may be a payment for it.
        if named and (orders.count >= FEWEST_ORDERS or _pays(table)):
            return "yes"
        alike = not any(map(orders.differing, table.held))  # they are copies of one another
        dated = orders.differing(values["order_date"].main)  # the fee of each month
        return "no" if alike or (dated and not named) else "perhaps"
    amount = values["amount"].main
    differences = pc.abs(
        pc.subtract(pc.filter(amount, orders.lines), pc.filter(worth, orders.lines))
    )
    agrees = pc.less_equal(differences, pa.scalar(amounts.CENT, differences.type))
    differing = orders.differing(worth)
    if not differing or (pc.sum(agrees).as_py() or 0) >= PROVEN * len(agrees):
        return "no"  # each line is worth what it says
    return "yes" if named or differing >= FEWEST_ORDERS else "perhaps"


def _names_order(header: str) -> bool:
    return _OF_ORDER.search(plain(header)) is not None


def _pays(table: Table) -> bool:
    """Whether a column says what was paid of the order in each line."""
    return any(_PAYMENT.search(plain(header)) for header in table.headers)


def _asked(
    values: dict[str, Values], header: str, orders: Orders, decisions: TableDecisions
) -> str:
    """Once or for each line? Guessed only where a name or several orders speak for it."""
    row = int(np.flatnonzero(orders.lines)[0])
    lines = int(np.count_nonzero(orders.lines & (orders.number == orders.number[row])))
    order, money = (values[key].main[row].as_py() for key in ("order_id", "amount"))
    text = Text(
        f"订单 {order} 的 {lines} 行写着同一个“{header}”（{money:,.2f}）。它是整单的金额，每单只计一次吗？"
        "还是每行各算各的？",
        f"The {lines} lines of order {order} say the same “{header}” ({money:,.2f}). Is it the total of "
        "the order, counted once, or is each line worth that much?",
    )
    guess = ONCE if _names_order(header) or orders.count >= FEWEST_ORDERS else ""
    return decisions.ask(f"order_total:{header}", text, (ONCE, EACH), guess)


def _parts(amount: pa.Array, worth: pa.Array | None, orders: Orders) -> pa.Array:
    """The amounts, that of each order with several lines in parts; without worth, on its first."""
    parts = amount.to_pylist()
    weights = worth.to_pylist() if worth is not None else [None] * len(parts)
    groups: dict[int, list[int]] = {}
    for row in np.flatnonzero(orders.lines).tolist():
        groups.setdefault(int(orders.number[row]), []).append(row)
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
