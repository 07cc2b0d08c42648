"""Settlements of a shop: of the lines of an order only the price of what was sold is sales, not the
fees, taxes and freight booked beside it."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesdash.intake.cleaning.values.fields import Values
from salesdash.intake.recognition.fit import Recognised
from salesdash.intake.recognition.lookalikes.kinds_of_lines import (
    MOST_KINDS,
    is_a_fee,
    is_another_bill,
    kinds_of_lines,
    lessens,
    paid_in,
    puts_on_a_card,
)
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.number_grid import says_total
from salesdash.intake.tables.totals.total_rows import Mask, as_mask, columns_of_words
from salesdash.intake.texts.numbers import EXACT
from salesdash.intake.texts.text_column import numbered
from salesdash.text import Text, join, plain

PRICE_ALONE, ALL = "price", "all"
SHOWN = 3
NEARLY = 0.9  # of the lines that take something off are of an order that was sold as well; chosen
OF_A_CARD = ("channel", "product", "category")  # where a card stands among what sells
MAY_BE_KINDS = ("category", "subcategory", "product")  # a title of lines: Sale, Fee
FEES = Text("费用、税等", "fees, taxes and the like")
OTHER_BILLS = Text("收款、进货等单据", "receipts, purchases and the like")
ON_A_CARD = Text("充值、储值等预收款", "money put on cards")
OTHERS = Text("其他", "other lines")


def beside_the_price(
    table: Table,
    recognised: Recognised,
    values: dict[str, Values],
    data: Mask,
    decisions: TableDecisions,
) -> Mask:
    """Lines of orders that a column of kinds calls a fee, a tax or whatever is not the price, or that were paid in
    under a channel or a product."""
    none = np.zeros(table.height, dtype=np.bool_)
    if recognised.dataset.key != "orders" or values["amount"].computed:
        return none
    claimed = {c.index for key, c in recognised.columns.items() if key not in MAY_BE_KINDS}
    free = [i for i in columns_of_words(table) if i not in claimed]
    kinds = {i: are_prices for i in free if (are_prices := kinds_of_lines(table, i))}
    amounts = values["amount"].main
    if not kinds and "order_id" in recognised.columns and (pc.min(amounts).as_py() or 0) < 0:
        ids = table.held[recognised.columns["order_id"].index]
        signed = ((i, _told_by_signs(table.held[i], ids, values, data)) for i in free)
        kinds = {i: are_prices for i, are_prices in signed if are_prices}
    if not kinds:
        named = [recognised.columns[key].index for key in OF_A_CARD if key in recognised.columns]
        listed = [
            i for i in named if isinstance(table.places[i], int)
        ]  # across they are told there
        kinds = {i: sells for i in listed if (sells := paid_in(table, i))}
    others = none.copy()
    for index, are_prices in kinds.items():
        codes, _ = numbered(table.held[index])
        cell_of_code = dict(zip(codes.tolist(), table.held[index].to_pylist(), strict=True))
        kept = {cell for cell, is_price in are_prices.items() if is_price or says_total(cell)}
        sold = np.array([code for code, cell in cell_of_code.items() if cell in kept])
        others |= ~np.isin(codes, sold)
    others &= data
    counted = others & as_mask(pc.not_equal(values["amount"].main, pa.scalar(0, EXACT)))
    if not others.any() or not (data & ~others).any():
        return none
    if not counted.any():  # whatever they are, they add nothing
        return others
    header = table.headers[next(reversed(kinds))]
    text = _question(table, values, next(reversed(kinds)), counted, data & (counted | ~others))
    if decisions.ask(f"kinds:{header}", text, (PRICE_ALONE, ALL), PRICE_ALONE) == ALL:
        return none
    return others


def _told_by_signs(
    kinds: pa.Array, ids: pa.Array, values: dict[str, Values], data: Mask
) -> dict[str, bool] | None:
    """Which words of a column are of what was sold, where those of one sign stand for an order beside those of the
    other, whatever they are called; None where any has both, or the orders are others: these may be returns."""
    amounts = pc.cast(values["amount"].main, "float64").to_numpy(zero_copy_only=False)
    words, _ = numbered(kinds)
    orders, blank = numbered(ids)
    data = data & (orders != blank - 1) if ids.null_count else data
    taken: dict[str, bool] = {}
    for code in np.unique(words[data]).tolist():
        lines = data & (words == code)
        word, money = str(kinds[int(np.flatnonzero(lines)[0])].as_py() or ""), amounts[lines]
        if len(taken) == MOST_KINDS or (np.nanmin(money) < 0 < np.nanmax(money)):
            return None
        taken[word] = bool(np.nanmax(money) <= 0)
    if len(set(taken.values())) < 2 or any(lessens(w) for w, off in taken.items() if off):
        return None
    off = data & (amounts < 0)
    of_the_same = np.isin(orders[off], orders[data & (amounts > 0)])
    return {word: not off for word, off in taken.items()} if of_the_same.mean() >= NEARLY else None


def _question(
    table: Table, values: dict[str, Values], index: int, others: Mask, data: Mask
) -> Text:
    amounts = pc.cast(values["amount"].main, "float64").to_numpy(zero_copy_only=False)
    sums: dict[bool, dict[str, float]] = {True: {}, False: {}}
    for row in np.flatnonzero(data).tolist():
        name, side = str(table.held[index][row].as_py() or "–"), sums[bool(others[row])]
        side[name] = side.get(name, 0.0) + float(np.nan_to_num(amounts[row]))
    price, beside = (_listed(sums[side]) for side in (False, True))
    header = table.headers[index]
    kinds = join(
        [
            kind
            for kind in (ON_A_CARD, OTHER_BILLS, FEES, OTHERS)
            if kind in map(_kind_of, sums[True])
        ]
    )
    return Text(
        f"“{header}”里既有货款（{price.zh}），也有{kinds.zh}（{beside.zh}）。只把货款算作销售额吗？",
        f"“{header}” holds prices of what was sold ({price.en}) beside {kinds.en} ({beside.en}). "
        "Are the prices alone sales?",
    )


def _kind_of(word: str) -> Text:
    if is_another_bill(word):
        return OTHER_BILLS
    if puts_on_a_card(word):
        return ON_A_CARD
    return FEES if is_a_fee(word) else OTHERS


def _listed(sums: dict[str, float]) -> Text:
    largest = sorted(sums.items(), key=lambda each: -abs(each[1]))
    more = " …" * (len(largest) > SHOWN)
    return join([plain(f"{name} {amount:,.2f}") for name, amount in largest[:SHOWN]]) + plain(more)
