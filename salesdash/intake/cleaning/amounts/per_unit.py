"""Prices of a kilogram beside quantities in grams: in which unit the two of them meet."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from salesdash.intake.cleaning.values.fields import Values
from salesdash.intake.decisions import TableDecisions
from salesdash.text import Text, join, plain


def units_priced(
    quantity: Values, price: Values, names: Mapping[str, str], decisions: TableDecisions
) -> Decimal:
    """How many of the units that the price is for one unit of the quantity is; asked where the quantity
    is in several and the price says nothing."""
    counted = next(iter(quantity.units), None)
    if counted is None or counted.kind == "pieces":
        return Decimal(1)
    alike = [unit for unit in quantity.units if unit.kind == counted.kind]
    priced = next((unit for unit in price.units if unit.kind == counted.kind), None)
    if priced is None:
        if len(alike) == 1:
            return Decimal(1)
        listed = join([plain(unit.name) for unit in alike])
        text = Text(
            f"{names['quantity']}里有 {listed.zh}；{names['unit_price']}是每 {counted.name} 的价吗？",
            f"{names['quantity']} is in {listed.en}; is {names['unit_price']} the price of one {counted.name}?",
        )
        choices = tuple(unit.name for unit in alike)
        chosen = decisions.ask("unit_priced", text, choices, "")
        priced = next((unit for unit in alike if unit.name == chosen), counted)
    if priced != counted:
        decisions.note(
            f"{names['quantity']}以 {counted.name} 计、{names['unit_price']}按每 {priced.name} 计，已换算。",
            f"{names['quantity']} is in {counted.name} and {names['unit_price']} for one {priced.name}; "
            "converted.",
        )
    return counted.size / priced.size
