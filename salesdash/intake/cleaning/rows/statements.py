"""Statements of account: of their lines only sales are rows, not payments and not balances."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesdash.intake.cleaning.values.fields import Values
from salesdash.intake.recognition.fit import Recognised
from salesdash.intake.recognition.lookalikes.kinds_of_lines import GLANCE, MOST_KINDS
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.total_rows import Mask, as_mask, columns_of_words
from salesdash.intake.texts.headers import plain
from salesdash.intake.texts.text_column import numbered

_PAYMENT = re.compile(
    r"(?:本期|本次|已|实际)?(?:回款|收款|付款|到账|贷方|已收|已付|收回)(?:金额|额|款|发生额)?|(?:credit|payments?|receipts?|paid|received)(?:amount)?"
)
_BALANCE = (
    r"^(?:上[期月年]|本[期月年]|期[初末]|年[初末]|月[初末]|累计)?(?:余额|结余|结存|结转)$|^期[初末](?:欠款)?$|"
    r"^承前页$|^过次页$|^结转下[期页年月]$|^(?:opening|closing) balance$|^balance (?:brought|carried) forward$"
)


# Lines of a till that say how an order was paid.
_PAID = (
    r"(?i)^(?:支付|付款|收款|收银|结账|結帳|支払|payment|paid|tender|zahlung|pago|paiement).{0,12}$"
)
HALF_A_CENT = 0.005
FEWEST_ORDERS = 3  # whose payments prove what they are


def no_sales(table: Table, recognised: Recognised, values: dict[str, Values]) -> Mask:
    """Lines of orders without an amount that are a payment or a balance, and payments beside what they
    paid."""
    none = np.zeros(table.height, dtype=np.bool_)
    if recognised.dataset.key != "orders" or values["amount"].computed:
        return none
    paid = _beside_what_they_paid(table, values)
    blank = as_mask(pc.and_(pc.is_null(values["amount"].main), pc.invert(values["amount"].failed)))
    if not blank.any():
        return paid
    for index, header in enumerate(table.headers):
        if _PAYMENT.fullmatch(plain(header)):
            none |= as_mask(pc.is_valid(table.held[index]))
        else:
            none |= as_mask(table.texts[index].matches(_BALANCE))
    return (none & blank) | paid


def _beside_what_they_paid(table: Table, values: dict[str, Values]) -> Mask:
    """Lines that a column calls payments and that are, order by order, the sum of its other lines."""
    none = np.zeros(table.height, dtype=np.bool_)
    if "order_id" not in values:
        return none
    for index in columns_of_words(table):
        if len(table.held[index].slice(0, GLANCE).unique()) > MOST_KINDS:
            continue
        paid = as_mask(table.texts[index].matches(_PAID))
        if not paid.any():
            continue
        order, _ = numbered(values["order_id"].main)
        orders = np.unique(order[paid])
        if len(orders) < FEWEST_ORDERS:
            continue
        amounts = pc.cast(pc.fill_null(values["amount"].main, 0), pa.float64())
        money = amounts.to_numpy(zero_copy_only=False)
        paid_for, sold = (np.bincount(order, money * each)[orders] for each in (paid, ~paid))
        if (np.abs(paid_for - sold) < HALF_A_CENT).all():
            return paid
    return none
