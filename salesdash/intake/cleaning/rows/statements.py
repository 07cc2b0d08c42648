"""Statements of account: of their lines only sales are rows, not payments and not balances."""

from __future__ import annotations

import re

import numpy as np
import pyarrow.compute as pc

from salesdash.intake.cleaning.values.fields import Values
from salesdash.intake.recognition.fit import Recognised
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.total_rows import Mask, as_mask
from salesdash.intake.texts.headers import plain

_PAYMENT = re.compile(
    r"(?:本期|本次|已|实际)?(?:回款|收款|付款|到账|贷方|已收|已付|收回)(?:金额|额|款|发生额)?|(?:credit|payments?|receipts?|paid|received)(?:amount)?"
)
_BALANCE = (
    r"^(?:上[期月年]|本[期月年]|期[初末]|年[初末]|月[初末]|累计)?(?:余额|结余|结存|结转)$|^期[初末](?:欠款)?$|"
    r"^承前页$|^过次页$|^结转下[期页年月]$|^(?:opening|closing) balance$|^balance (?:brought|carried) forward$"
)


def no_sales(table: Table, recognised: Recognised, values: dict[str, Values]) -> Mask:
    """Lines of orders without an amount that are a payment or a balance."""
    none = np.zeros(table.height, dtype=np.bool_)
    if recognised.dataset.key != "orders" or values["amount"].computed:
        return none
    blank = as_mask(pc.and_(pc.is_null(values["amount"].main), pc.invert(values["amount"].failed)))
    if not blank.any():
        return none
    for index, header in enumerate(table.headers):
        if _PAYMENT.fullmatch(plain(header)):
            none |= as_mask(pc.is_valid(table.held[index]))
        else:
            none |= as_mask(table.texts[index].matches(_BALANCE))
    return none & blank
