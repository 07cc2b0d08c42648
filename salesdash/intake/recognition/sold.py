"""The amount that was sold, where fees, discounts or refunds lie between several: by what their lines say."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from salesdash.catalog.sheets.selling import ORDERS
from salesdash.intake.recognition.amounts import (
    after_discounts,
    before_discounts_and_fees,
    before_fees,
    before_owed,
    before_refunds,
)
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.texts.headers import MatchedColumn, match, plain
from salesdash.intake.texts.sample_values import Sample

_OF_A_LINE = {"itemtax", "shippingprice", "itempromotiondiscount"}


def sold(
    table: Table,
    samples: Sequence[Sample],
    columns: dict[str, MatchedColumn],
    fields_chosen: Collection[str],
) -> dict[str, MatchedColumn]:
    """The columns of orders with the amount that was sold, unless the user has chosen it."""
    if "amount" in fields_chosen:
        return columns
    if "amount" not in columns:
        return columns if "unit_price" in fields_chosen else _of_the_line(table, columns)
    taken = {column.index for column in columns.values()}
    amount = _before_fees(table, columns["amount"], taken)
    amount = _after_discounts(table, samples, amount)
    amount = _paid_out(table, samples, amount)
    if "refund" in columns:
        amount = _before_refunds(table, amount, columns["refund"])
    return columns | {"amount": amount}


def _of_the_line(table: Table, columns: dict[str, MatchedColumn]) -> dict[str, MatchedColumn]:
    """The columns with a price that the tax and shipping of each line stand beside (item-price,
    item-tax, shipping-price) as what they are: sums of the line, as marketplaces write them."""
    price = columns.get("unit_price")
    names = {plain(header) for header in table.headers}
    if price is None or "itemprice" not in plain(table.headers[price.index]):
        return columns
    if not names & _OF_A_LINE:
        return columns
    rest = {key: column for key, column in columns.items() if key != "unit_price"}
    return rest | {"amount": MatchedColumn(price.index)}


def _before_fees(table: Table, amount: MatchedColumn, taken: Collection[int]) -> MatchedColumn:
    """What was sold, where only what fees leave of it, or what was paid so far, is named so."""
    whole = before_fees(table, amount.index)
    whole = before_owed(table, amount.index) if whole is None else whole
    if whole is None or whole in taken:
        return amount
    return MatchedColumn(whole, sure=False, rivals=(amount.index,))


def _after_discounts(
    table: Table, samples: Sequence[Sample], amount: MatchedColumn
) -> MatchedColumn:
    """What the buyer pays, whatever it is called, where discounts are still in the amount that its name
    tells."""
    free = [
        i
        for i, header in enumerate(table.headers)
        if samples[i].are_figures and (i in amount.others or match(header, ORDERS) is None)
    ]
    return _in_place_of(amount, after_discounts(table, amount.index, free))


def _paid_out(table: Table, samples: Sequence[Sample], amount: MatchedColumn) -> MatchedColumn:
    """The amount in doubt where discounts are still in it and another column is what they and the fees
    leave of it: what the buyer paid stands in neither."""
    for index, sample in enumerate(samples):
        if sample.are_figures and before_discounts_and_fees(table, index) == amount.index:
            return MatchedColumn(amount.index, sure=False, rivals=(index,))
    return amount


def _before_refunds(table: Table, amount: MatchedColumn, refund: MatchedColumn) -> MatchedColumn:
    """What was sold, where the amount is what the refunds beside it leave: they would be taken off twice."""
    whole = before_refunds(table, amount.index, refund.index, amount.others)
    return _in_place_of(amount, whole)


def _in_place_of(amount: MatchedColumn, better: int | None) -> MatchedColumn:
    if better is None:
        return amount
    others = (amount.index, *(i for i in amount.others if i != better))
    return MatchedColumn(better, others=others)
