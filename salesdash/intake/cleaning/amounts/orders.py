"""The amount of an order line: which column it is, or how it is computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.sheets.selling import ORDERS
from salesdash.intake.cleaning.amounts import discounts, priced
from salesdash.intake.cleaning.amounts.order_totals import spread
from salesdash.intake.cleaning.amounts.packs import priced_by_the_piece, with_pack
from salesdash.intake.cleaning.amounts.per_unit import units_priced
from salesdash.intake.cleaning.values.fields import Values
from salesdash.intake.recognition import amounts
from salesdash.intake.recognition.amounts import LOOK
from salesdash.intake.recognition.fit import Recognised
from salesdash.intake.recognition.rivals import differing
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.texts.amount_headers import preferred_as
from salesdash.intake.texts.currencies import stated_in
from salesdash.intake.texts.headers import unit_of
from salesdash.intake.texts.numbers import EXACT
from salesdash.text import Text, join, plain

# What proves that the amount is quantity × price: of so many lines nearly all. Measured: files are read
# alike from 3 to 8 and from 0.9 to 1.
ENOUGH, PROVEN = 5, 0.99
# More blanks than this share of the lines are worth a question.
FEW = 0.01


def settle_amount(
    values: dict[str, Values],
    table: Table,
    recognised: Recognised,
    decisions: TableDecisions,
    data: pa.Array,
) -> None:
    """Put the amount of each line into `values`, computed where the file has none."""
    headers = _headers_taken(table, recognised)
    if "amount" not in values:
        if priced.is_of_the_line(values, table, recognised, headers, decisions, data):
            price = values["unit_price"]
            values["amount"] = replace(price, arrays={"amount": price.main})
        else:
            values["amount"] = _computed(values, table, recognised, headers, decisions, data)
        return
    spread(values, table, recognised, decisions, data)
    _say_agreement(values, table, recognised, decisions)
    if part := priced.truth_of_amount(values, table, recognised, headers, decisions, data):
        values[part] = replace(values["amount"], arrays={part: values["amount"].main})
        names = {**headers, part: headers["amount"]}
        values["amount"] = _computed(values, table, recognised, names, decisions, data)
        return
    if not {"quantity", "unit_price"} <= values.keys():
        return
    figures = (values[key].main for key in ("amount", "quantity", "unit_price"))
    whole = pc.all(data).as_py()
    amount, quantity, price = (each if whole else pc.filter(each, data) for each in figures)
    if amounts.looks_like_unit_price(amount, quantity, price):
        answer = decisions.ask(
            "amount_is_unit_price",
            Text(
                f"{headers['amount']}与单价逐行相同，看来是单价而不是总额。销售额暂按 数量×单价 计算，对吗？",
                f"{headers['amount']} equals the unit price on every line, so it looks like a price and "
                "no total. Sales are taken as quantity × price for now; is that right?",
            ),
            ("computed", "as_is"),
            "computed",
        )
        if answer == "computed":
            values["amount"] = _computed(values, table, recognised, headers, decisions, data)
        return
    _fill_blanks(values, headers, decisions, data)


def _computed(
    values: dict[str, Values],
    table: Table,
    recognised: Recognised,
    names: Mapping[str, str],
    decisions: TableDecisions,
    data: pa.Array,
) -> Values:
    quantity, price = values["quantity"], values["unit_price"]
    formula_zh = formula_en = f"{names['quantity']} × {names['unit_price']}"
    times: Decimal | None
    if packs := priced_by_the_piece(values, table, recognised, names, decisions):
        pieces, times = amounts.product_of(quantity.main, packs.pieces), Decimal(1)
        formula_zh = formula_en = f"{names['quantity']} × {packs.header} × {names['unit_price']}"
    else:
        counted = with_pack(quantity, price, names["quantity"])
        pieces, times = quantity.main, units_priced(counted, price, names, decisions)
    if times is None:
        nothing = pa.nulls(len(quantity.main), EXACT)
        return Values({"amount": nothing}, pa.repeat(pa.scalar(True), len(nothing)), computed=True)
    amount = amounts.product_in_units(pieces, price.main, times)
    is_discounted = discounts.is_taken_off(names["unit_price"])
    if (
        not is_discounted
        and "discount" in values
        and values["discount"].main.null_count < len(amount)
    ):
        column = recognised.columns["discount"]
        amount, formula = discounts.less_all(
            amount, values["discount"], table, column, data, decisions
        )
        formula_zh, formula_en = formula_zh + formula.zh, formula_en + formula.en
    decisions.note(f"销售额 = {formula_zh}。", f"Sales = {formula_en}.")
    return Values({"amount": amount}, pc.or_(quantity.failed, price.failed), computed=True)


def say_choice(
    table: Table, recognised: Recognised, loaded: pa.Array, decisions: TableDecisions
) -> None:
    """Which of several columns is taken as the amount, and what that makes of the lines `loaded`. What is written
    once for an order is no other amount of its lines."""
    column = recognised.columns.get("amount")
    if recognised.dataset is not ORDERS or column is None or not column.others:
        return
    beside = [i for i in column.others if table.headers[i] not in table.once]
    if not beside:
        return
    others = join([plain(f"“{table.headers[i]}”") for i in beside])
    header = table.headers[column.index]
    many, gap, most = max((*differing(table, column.index, i, loaded), i) for i in beside)
    units = [(unit_of(h), stated_in(h)) for h in (header, table.headers[most])]
    total = (  # of an amount that stands on each line of its order a sum says nothing
        Text(f"，共差 {gap:,.2f}", f", by {gap:,.2f} in all")
        if units[0] == units[1] and not _have_several_lines(table, recognised, loaded)
        else Text("", "")
    )
    first = table.height > LOOK
    apart = Text(
        f"；{f'前 {LOOK:,} 行里' if first else ''}有 {many:,} 行不同{total.zh}",
        f"; they differ on {many:,} {f'of the first {LOOK:,} lines' if first else 'line' if many == 1 else 'lines'}"
        f"{total.en}",
    )
    why = preferred_as(header, table.headers[most])
    rule = Text(f"（{why.zh}）", f" ({why.en})") if why else Text("", "")
    sign, apart = ("⚠", apart) if many else ("", Text("", ""))
    decisions.note(
        f"{sign}有几列像销售额，采用“{header}”{rule.zh}，未采用{others.zh}{apart.zh}。",
        f"{sign}{' ' if sign else ''}Several columns may be the amount; “{header}” is taken{rule.en}, "
        f"not {others.en}{apart.en}.",
    )


def _have_several_lines(table: Table, recognised: Recognised, loaded: pa.Array) -> bool:
    """Whether some order has more than one of the lines."""
    number = recognised.columns.get("order_id")
    if number is None:
        return False
    numbers = pc.filter(table.held[number.index], loaded).drop_null()
    return len(numbers.unique()) < len(numbers)


def _say_agreement(
    values: dict[str, Values], table: Table, recognised: Recognised, decisions: TableDecisions
) -> None:
    """On how many lines one of several amounts is what quantity and price make."""
    column = recognised.columns["amount"]
    if not column.others or not {"quantity", "unit_price"} <= values.keys():
        return
    header = table.headers[column.index]
    parts = (values[key].main for key in ("amount", "quantity", "unit_price"))
    agreeing, complete = amounts.agreement(*parts)
    decisions.note(
        f"“{header}”与 数量×单价 核对：{complete:,} 行中 {agreeing:,} 行相等。",
        f"“{header}” equals quantity × price on {agreeing:,} of {complete:,} lines.",
    )


def _fill_blanks(
    values: dict[str, Values], answers: Mapping[str, str], decisions: TableDecisions, data: pa.Array
) -> None:
    """Blank amounts that quantity and price would give: filled only where the user says so."""
    amount = values["amount"]
    blank = pc.and_(pc.and_(pc.is_null(amount.main), pc.invert(amount.failed)), data)
    if not pc.any(blank).as_py():
        return
    quantity, price = values["quantity"].main, values["unit_price"].main
    product = amounts.product_of(quantity, price)
    fillable = pc.and_(blank, pc.is_valid(product))
    count = pc.sum(fillable).as_py() or 0
    agreeing, complete = amounts.agreement(
        *(pc.filter(each, data) for each in (amount.main, quantity, price))
    )
    if not count or complete < ENOUGH or agreeing < PROVEN * complete:
        return
    total = pc.sum(pc.filter(product, fillable)).as_py()
    proof = Text(
        f"{count} 行没有{answers['amount']}；其余 {complete:,} 行中有 {agreeing:,} 行正好等于 数量×单价，"
        f"按此补上共 {total:,.2f} 元",
        f"{count} rows lack {answers['amount']}; {agreeing:,} of the other {complete:,} are just quantity × "
        f"price, which would give ¥{total:,.2f} for them",
    )
    if count < max(ENOUGH, FEW * complete) and decisions.answer("fill_amount") is None:
        decisions.note(f"{proof.zh}；未补，待修正。", f"{proof.en}; they are put aside.")
        return
    question = proof + Text(
        "。要补上吗？不补则待修正。", ". Fill them in? If not, they are put aside."
    )
    if decisions.ask("fill_amount", question, ("no", "yes"), "no") == "yes":
        filled = pc.coalesce(amount.main, product)
        values["amount"] = replace(amount, arrays={"amount": filled})
        decisions.note(f"{proof.zh}，已补上。", f"{proof.en}; they were filled in.")


def _headers_taken(table: Table, recognised: Recognised) -> dict[str, str]:
    """The header of each field, as it is quoted."""
    return {key: f"“{table.headers[column.index]}”" for key, column in recognised.columns.items()}
