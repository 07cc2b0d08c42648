"""What a table is by its name (sheet, title, file), where its columns alone would make sales of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from salesdash.intake.recognition.lookalikes.not_ours import BOUGHT, LOANS, MOVED, QUOTED
from salesdash.intake.texts.headers import spoken
from salesdash.text import Text

_CALLED = (
    (re.compile(r"[借贷还]款|借支|\bloans?\b|\bdarlehen|\bpr[eé]stamos?\b"), LOANS),
    (
        re.compile(
            r"采购|进货|^[到收]货(?:$|\.)|[到收]货(?:明细|记录|台账|登记|清单)|\bpurchas(?:es?|ing)\b|goods receipts?|"
            r"\beinkauf|wareneing[aä]ng|\bcompras\b|\bachats\b|仕入"
        ),
        BOUGHT,
    ),
    (
        re.compile(
            r"入[库庫]|调拨|领[用料]|报[废损]|盘点|借[出用]|\btransfers?\b|\bscrap|\bwrite-?offs?\b|"
            r"\bstock ?(?:takes?|counts?)\b"
        ),
        MOVED,
    ),
)
# Documents before any sale, whoever may buy; quotation marks are none.
_QUOTED = re.compile(
    r"(?:报|询)价|样品(?:申请|领用)|"
    r"(?<!single )(?<!double )(?<!extra )\bquot(?:es?|ations?)\b(?! (?:char|mark|sign|style|escap))|"
    r"\bproforma\b|\brfq\b|\bangebote?\b|\bcotizaci|\bdevis\b|見積"
)
_CLOSED = re.compile(r"成交|订单|赢单|\borders?\b|\bwon\b")
_SALES = re.compile(
    r"销|售|出[库庫]|[发送]货|客户|(?<![购货])订单|成交|业绩|营[业收]|收银|\bsales?\b|\bsold\b|customer|revenue|umsatz|verkauf|"
    r"\bventas?\b|\bventes?\b|売上"
)
# 采购方：宏达, 收货单位：… in the head of a form: whom it is for, and no name of the list.
_LABEL = re.compile(r"[:：]")
LONGEST = 40  # letters of a name; more are a remark
# Where one of these stands, there was a buyer.
_OF_A_BUYER = {"customer", "customer_id", "segment", "channel", "promotion", "profit"}


def called_otherwise(names: Iterable[str], fields: Collection[str]) -> Text | None:
    """What the first of the names says that the table is instead of sales; None where none says so, or
    one before speaks of sales. `fields` are those of an order that it has: a buyer makes a sale of
    it, whatever it is called; a quotation has one, too."""
    names = [*map(spoken, names)]
    short = [name for name in names if len(name) < LONGEST and not _LABEL.search(name)]
    if any(_QUOTED.search(name) and not _CLOSED.search(name) for name in short):
        return QUOTED
    if not _OF_A_BUYER.isdisjoint(fields):
        return None
    for name in names:
        if _LABEL.search(name):
            continue
        if _SALES.search(name):
            return None
        if why := next((why for called, why in _CALLED if called.search(name)), None):
            return why
    return None
