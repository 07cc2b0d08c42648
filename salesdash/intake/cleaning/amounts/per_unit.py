"""Prices of a kilogram beside quantities in grams: in which unit the two of them meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from salesdash.catalog.words.goods_units import MEASURES, PIECES, Measure, single
from salesdash.intake.cleaning.values.fields import Values
from salesdash.intake.table_decisions import TableDecisions
from salesdash.text import Text, join, plain

TINY = Decimal("0.01")  # of a kilogram or a litre


def units_priced(
    quantity: Values, price: Values, names: Mapping[str, str], decisions: TableDecisions
) -> Decimal | None:
    """How many of the units that the price is for one unit of the quantity is; asked where the quantity
    is in several and the price says nothing, None where they do not meet."""
    counted, priced = (next(iter(values.units), None) for values in (quantity, price))
    if counted is None:
        return 1 / priced.size if priced and priced.kind == PIECES else Decimal(1)
    if not _meet(quantity.units, price.units):
        listed = join([plain(unit.name) for unit in (*quantity.units, *price.units)])
        decisions.note(
            f"⚠{names['quantity']}与{names['unit_price']}的单位对不上（{listed.zh}），算不出销售额。",
            f"⚠ The units of {names['quantity']} and {names['unit_price']} do not meet ({listed.en}): "
            "no sales can be reckoned from them.",
        )
        return None
    if priced is None:
        alike = quantity.units
        if counted.kind != PIECES and counted.size < TINY:  # few are sold at the price of a gram
            whole = next(m for m in MEASURES.values() if m.kind == counted.kind and m.size == 1)
            alike = tuple(dict.fromkeys((*alike, whole)))
        if len(alike) == 1 or counted.kind == PIECES:
            return Decimal(1)
        listed = join([plain(unit.name) for unit in alike])
        text = Text(
            f"{names['quantity']}里有 {listed.zh}；{names['unit_price']}是每多少的价？",
            f"{names['quantity']} is in {listed.en}; of which unit is {names['unit_price']} the price?",
        )
        choices = tuple(unit.name for unit in alike)
        chosen = decisions.ask("unit_priced", text, choices, "")
        priced = next((unit for unit in alike if unit.name == chosen), counted)
    if priced != counted and counted.kind != PIECES:
        decisions.note(
            f"{names['quantity']}以 {counted.name} 计、{names['unit_price']}按每 {priced.name} 计，已换算。",
            f"{names['quantity']} is in {counted.name} and {names['unit_price']} for one {priced.name}; "
            "converted.",
        )
    return counted.size / priced.size


def _meet(counted: Sequence[Measure], priced: Sequence[Measure]) -> bool:
    """Whether one factor leads from the units counted to those priced: all are of one kind, and pieces
    are priced by the piece or by what they are called."""
    kinds = {unit.kind for unit in (*counted, *priced)}
    if kinds == {PIECES}:
        names, of_prices = ({single(unit.name) for unit in units} for units in (counted, priced))
        return not of_prices or names == of_prices
    return len(kinds) == 1
