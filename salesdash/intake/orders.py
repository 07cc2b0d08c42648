"""The amount of an order line: which column it is, or how it is computed."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.intake import amounts
from salesdash.intake.decisions import Decisions
from salesdash.intake.fields import Values
from salesdash.intake.recognise import Recognised
from salesdash.intake.tables import Table
from salesdash.text import Text, join, plain


def settle_amount(
    values: dict[str, Values], table: Table, found: Recognised, decisions: Decisions, data: pa.Array
) -> None:
    """Put the amount of each line into `values`, computed where the file has none."""
    said = _said(table, found)
    if "amount" not in values:
        values["amount"] = _computed(values, said, decisions, data)
        return
    _say_choice(table, found, decisions)
    if not {"quantity", "unit_price"} <= values.keys():
        return
    amount, quantity, price = (
        pc.filter(values[key].main, data) for key in ("amount", "quantity", "unit_price")
    )
    if amounts.looks_like_unit_price(amount, quantity, price):
        answer = decisions.ask(
            "amount_is_unit_price",
            Text(
                f"{said('amount')}与单价逐行相同，看来是单价而不是总额。销售额暂按 数量×单价 计算，对吗？",
                f"{said('amount')} equals the unit price on every line, so it looks like a price and "
                "no total. Sales are taken as quantity × price for now; is that right?",
            ),
            ("computed", "as_is"),
            "computed",
        )
        if answer == "computed":
            values["amount"] = _computed(values, said, decisions, data)
        return
    _fill_blanks(values, said, decisions, data)


def _computed(
    values: dict[str, Values],
    said: Callable[[str], str],
    decisions: Decisions,
    data: pa.Array,
) -> Values:
    quantity, price = values["quantity"], values["unit_price"]
    amount = amounts.product_of(quantity.main, price.main)
    formula_zh, formula_en = f"{said('quantity')} × {said('unit_price')}", ""
    formula_en = formula_zh
    if "discount" in values and (discount := values["discount"].main).null_count < len(discount):
        amount, less = _less_discount(amount, pc.if_else(data, discount, None), decisions)
        formula_zh += less.zh.format(said("discount"))
        formula_en += less.en.format(said("discount"))
    decisions.note(
        f"文件里没有金额列，销售额 = {formula_zh}。",
        f"The file has no amount; sales = {formula_en}.",
    )
    return Values({"amount": amount}, pc.or_(quantity.failed, price.failed), computed=True)


def _less_discount(
    amount: pa.Array, discount: pa.Array, decisions: Decisions
) -> tuple[pa.Array, Text]:
    if not amounts.is_rate(discount):
        return amounts.less_money(amount, discount), Text(" − {}", " − {}")
    if amounts.is_share_paid(discount):
        answer = decisions.ask(
            "discount",
            Text(
                "折扣列的数值都在 0.5 以上：0.85 是指打八五折（付 85%），还是减免 85%？暂按打折（付 85%）理解。",
                "All discounts are 0.5 or more: does 0.85 mean that 85% is paid, or that 85% is taken "
                "off? Taken as paid for now.",
            ),
            ("paid", "off"),
            "paid",
        )
        if answer == "paid":
            return amounts.product_of(amount, pc.fill_null(discount, amounts.ONE)), Text(
                " × {}", " × {}"
            )
    return amounts.less_rate(amount, discount), Text(" × (1 − {})", " × (1 − {})")


def _say_choice(table: Table, found: Recognised, decisions: Decisions) -> None:
    column = found.columns["amount"]
    if not column.others:
        return
    others = join([plain(f"“{table.headers[i]}”") for i in column.others])
    header = table.headers[column.index]
    decisions.note(
        f"有几列像销售额，采用“{header}”（实付优先于应付，行金额优先于单价），未采用{others.zh}。",
        f"Several columns may be the amount; “{header}” is taken (paid before gross, line total "
        f"before unit price), not {others.en}.",
    )


def _fill_blanks(
    values: dict[str, Values], said: Callable[[str], str], decisions: Decisions, data: pa.Array
) -> None:
    """Blank amounts that quantity and price would give: filled only where the user says so."""
    amount = values["amount"]
    blank = pc.and_(pc.is_null(amount.main), pc.invert(amount.failed))
    if not pc.any(pc.and_(blank, data)).as_py():
        return
    product = amounts.product_of(values["quantity"].main, values["unit_price"].main)
    fillable = pc.and_(pc.and_(blank, data), pc.is_valid(product))
    count = pc.sum(fillable).as_py() or 0
    if not count:
        return
    total = pc.sum(pc.filter(product, fillable)).as_py()
    if decisions.answer("fill_amount") == "yes":
        values["amount"] = Values({"amount": pc.coalesce(amount.main, product)}, amount.failed)
        decisions.note(
            f"{count} 行没有金额，按 数量×单价 补上，合计 {total:,.2f} 元。",
            f"{count} rows without an amount were given quantity × price, ¥{total:,.2f} in all.",
        )
        return
    decisions.note(
        f"{count} 行的{said('amount')}为空而被搁置；若按 数量×单价 补上，共 {total:,.2f} 元。",
        f"{count} rows are put aside because {said('amount')} is blank; quantity × price would give "
        f"¥{total:,.2f} for them.",
    )


def _said(table: Table, found: Recognised) -> Callable[[str], str]:
    return lambda key: f"“{table.headers[found.columns[key].index]}”"
