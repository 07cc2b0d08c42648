"""Amounts that are none: the price of a piece, or a quantity, under the name of an amount."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.intake.cleaning.values.fields import Values
from salesdash.intake.recognition.amounts import steady_price
from salesdash.intake.recognition.fit import Recognised
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.total_rows import columns_of_words
from salesdash.intake.texts.amount_headers import says_money
from salesdash.intake.texts.headers import plain
from salesdash.intake.texts.pieces import says_pieces
from salesdash.text import Text

LOOK = 5_000  # lines
OF_A_PRODUCT = ("product", "product_id", "category", "subcategory")
COMPUTED, AS_IS = "computed", "as_is"
# A price that does not say of what.
_BARE_PRICE = re.compile(r"price|价格|價格|preis|prix|precio|pre[cç]o|prezzo|prijs|価格")
FEWEST_ANEW = 8  # lines of products that were sold before; chosen
# Names that may stand for a sum of money as well as for a number of things.
_AMBIGUOUS = re.compile(r"amounts?|amt|量|数额")


def truth_of_amount(
    values: dict[str, Values],
    table: Table,
    recognised: Recognised,
    answers: Mapping[str, str],
    decisions: TableDecisions,
    data: pa.Array,
) -> str | None:
    """The field that what is called the amount is in truth: a unit_price, a quantity; None where it is an
    amount. Beside what is called an amount, pieces that no name tells are none, and leave the `values`."""
    if "quantity" in values and "unit_price" not in values:
        example = _price_of_a_piece(values, table, recognised, data)
        if example is None:
            return None
        many, money = (recognised.columns.get(key) for key in ("quantity", "amount"))
        is_likely = (
            many is None
            or money is None
            or says_pieces(table.headers[many.index])
            or not says_money(table.headers[money.index])
            or _are_pieces(values["quantity"].main, data)
        )
        taken = f"{answers['quantity']} × {answers['amount']}" if is_likely else answers["amount"]
        text = Text(
            f"同一产品的{answers['amount']}总是一样（如 {example}），而{answers['quantity']}各不相同，"
            f"{'看来是单价' if is_likely else '可能是单价'}。销售额暂按 {taken} 计算，对吗？",
            f"{answers['amount']} is always the same for a product (such as {example}) while "
            f"{answers['quantity']} varies, so it {'looks like' if is_likely else 'may be'} the price of a piece. "
            f"Sales are taken as {taken} for now; is that right?",
        )
        guess = COMPUTED if is_likely else AS_IS
        if decisions.ask("amount_is_unit_price", text, (COMPUTED, AS_IS), guess) == COMPUTED:
            return "unit_price"
        if not is_likely:
            del values["quantity"]
    if "unit_price" in values and "quantity" not in values:
        if not _is_no_multiple(values, answers["amount"], data):
            return None
        text = Text(
            f"{answers['amount']}是数量还是金额？它不是{answers['unit_price']}的整数倍，销售额暂按 "
            f"{answers['amount']} × {answers['unit_price']} 计算，对吗？",
            f"Is {answers['amount']} a quantity or money? It is no multiple of {answers['unit_price']}, so "
            f"sales are taken as {answers['amount']} × {answers['unit_price']} for now; is that right?",
        )
        if decisions.ask("amount_is_quantity", text, (COMPUTED, AS_IS), COMPUTED) == COMPUTED:
            return "quantity"
    return None


def is_of_the_line(
    values: Mapping[str, Values],
    table: Table,
    recognised: Recognised,
    answers: Mapping[str, str],
    decisions: TableDecisions,
    data: pa.Array,
) -> bool:
    """Whether what is called a price is the sum of its line: the same for each piece of a product, and
    more where more was bought."""
    columns = (values["unit_price"].main, values["quantity"].main)
    is_bare = _BARE_PRICE.fullmatch(plain(table.headers[recognised.columns["unit_price"].index]))
    for index in _of_products(table, recognised):
        lines = _lines(data, table.held[index], *columns)
        pieces = [(name, price / count, count) for name, price, count in lines if count]
        if is_bare and (product := _priced_anew(lines)):
            text = Text(
                f"{answers['unit_price']}是一件的单价，还是整行的金额？同一产品（如 {product}）每行都不一样。",
                f"Is {answers['unit_price']} that of a piece, or of the whole line? It differs on every line of a "
                f"product (such as {product}).",
            )
            return decisions.ask("price_is_of_the_line", text, (COMPUTED, AS_IS), "") == AS_IS
        if steady_price(lines) or not (steady := steady_price(pieces)):
            continue
        text = Text(
            f"同一产品的{answers['unit_price']}总是随{answers['quantity']}成倍变化（如 {steady[0]} 每件 "
            f"{steady[1].normalize():f}），看来是行金额而不是单价。销售额暂按 {answers['unit_price']} 计，对吗？",
            f"{answers['unit_price']} of a product goes with {answers['quantity']} (such as {steady[0]}, "
            f"{steady[1].normalize():f} each), so it looks like the sum of the line and no price of a piece. "
            f"Sales are taken as {answers['unit_price']} for now; is that right?",
        )
        return decisions.ask("price_is_of_the_line", text, (AS_IS, COMPUTED), AS_IS) == AS_IS
    return False


def _priced_anew(lines: Sequence[tuple[str, Decimal, Decimal]]) -> str | None:
    """A product that has another price on each of its lines, as all of them have."""
    prices: dict[str, list[Decimal]] = {}
    for name, price, _ in lines:
        prices.setdefault(name, []).append(price)
    again = len(lines) - len(prices)
    alike = sum(len(each) - len(set(each)) for each in prices.values())
    if again < FEWEST_ANEW or alike > 0:
        return None
    return max(prices, key=lambda name: len(prices[name]))


def _of_products(table: Table, recognised: Recognised) -> list[int]:
    """The columns of words that may name products."""
    claimed = {c.index for key, c in recognised.columns.items() if key not in OF_A_PRODUCT}
    return [index for index in columns_of_words(table) if index not in claimed]


def _price_of_a_piece(
    values: Mapping[str, Values], table: Table, recognised: Recognised, data: pa.Array
) -> str | None:
    """A product with its amount, where the amount of a product never varies with the quantity."""
    for index in _of_products(table, recognised):
        lines = _lines(data, table.held[index], values["amount"].main, values["quantity"].main)
        if steady := steady_price(lines):
            return f"{steady[0]} {steady[1].normalize():f}"
    return None


def _are_pieces(counts: pa.Array, data: pa.Array) -> bool:
    """Whether every line has a whole number above zero, as what is sold by the piece has."""
    lines = [count for (count,) in _lines(data, counts)]
    return all(count > 0 and count % 1 == 0 for count in lines)


def _is_no_multiple(values: Mapping[str, Values], header: str, data: pa.Array) -> bool:
    """Whether an amount of an ambiguous name is hardly ever a whole number of the price beside it."""
    if not _AMBIGUOUS.fullmatch(plain(header)):
        return False
    lines = _lines(data, values["amount"].main, values["unit_price"].main)
    priced = [(amount, price) for amount, price in lines if price]
    multiples = sum(amount % price == 0 and abs(amount) >= abs(price) for amount, price in priced)
    return bool(priced) and multiples * 2 < len(priced)


def _lines(data: pa.Array, *columns: pa.Array) -> list[tuple[Any, ...]]:
    """The first lines of the table in which all of the columns say something."""
    cells = [pc.filter(each.slice(0, LOOK), data.slice(0, LOOK)).to_pylist() for each in columns]
    return [line for line in zip(*cells, strict=True) if all(cell is not None for cell in line)]
