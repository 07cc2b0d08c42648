"""Headers of a form within a form, whose name stands before or behind them: 订单明细/商品, 订单明细.数量, Order
Lines/Product, Qty (Items)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from salesdash.intake.tables.layout.table import Table

# Systems write names of several words with hyphens (item-price), and no form with one.
_OF_A_FORM = re.compile(
    r"\s*[^/.]*(?:(?:明细表?|子表单?|清单|列表|[商产货]品信息)\s*[/.\-·:：]|(?:lines|items|details)\s*[/.])\s*(\S.*)",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\s*(\S.*?)\s*[(（][^()（）]*(?:items?|lines?|details?|products?|明细表?|子表|清单|商品|产品)[)）]\s*",
    re.IGNORECASE,
)
FEWEST = 2  # columns of a form


def without_sub_forms(table: Table) -> Table:
    """The table with the columns of a sub-form called by their own names, where no other column is called so."""
    named = [_OF_A_FORM.fullmatch(h) or _BEHIND.fullmatch(h) for h in table.headers]
    own = [each[1].strip() if each else was for each, was in zip(named, table.headers, strict=True)]
    met = Counter(own)
    parted = {i: name for i, name in enumerate(own) if named[i] and met[name] == 1}
    if len(parted) < FEWEST:
        return table
    return replace(
        table,
        headers=tuple(parted.get(i, header) for i, header in enumerate(table.headers)),
        paths=tuple((parted[i],) if i in parted else path for i, path in enumerate(table.paths)),
    )
