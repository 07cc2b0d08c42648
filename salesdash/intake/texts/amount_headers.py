"""Which of several sums of money a header names: what was paid, the amount of a line, what was to be paid, with
tax or without."""

from __future__ import annotations

import re
from collections.abc import Collection

from salesdash.intake.texts.headers import plain
from salesdash.text import Text

NET = re.compile(
    r"实[付收洋交缴际售]|执行[价额]|到账|结算|已付|净|[折惠]后|net|paid|^final|afterdisc"
)
_GROSS = re.compile(
    r"总金额|应[收交缴]|原价|标价|吊牌|码洋|刊例|零售[价额]|毛(?:额|销售额)|"
    r"(?<!不)含税|价税合计|税[込别]|before(?:disc|tax|vat)|price?before|gross|retail(?:value|total|amount)|grandtotal|ordertotal|订单(总|金)额"
    r"|itemprice|list|brutt?o|ttc$|(?:incl?(?:uding|usive)?|mit|con|with|avec)\.?(?:vat|mwst|ust|iva|tva|tax)"
)
_WITHOUT_TAX = re.compile(r"[不未无]含?税|untaxed|^ht$|horstaxe|ohnemwst|sin(?:iva|impuestos)")
_WITH_TAX = re.compile(r"(?<!不)含税|价税合计|税込|ttc$|incl?(?:uding|usive)?\.?(?:vat|mwst|tax)")
_OF_AN_ORDER = re.compile(r"主?订单|整单|order")
_MONEY = re.compile(
    r"[额款价钱]$|金额|销售|营收|收入|流水|amount|amt|total|sales?|revenue|value|betrag|umsatz|summe|importe|venta|monto|"
    r"montant|valor|receita|fatturato|turnover|price|\$|usd|eur|cny|rmb"
)
# What the buyer owes once all discounts are taken off, and what is taken off before.
_PAYABLE = re.compile(r"应付|payable|topay|zuzahlen|zahlbetrag|apagar|[aà]payer")
_OF_GOODS = re.compile(
    r"(?:商品|货品|宝贝)(?:总?金?额|总价|合计|金额合计)|warenwert|itemsubtotal|merchandise"
)
_CONVERTED = re.compile(
    r"折合|折算|折人民币|本位?币|人民币金额|base?currency|home?currency|localcurrency"
)


def amount_order(header: str) -> int:
    """0 converted already or paid, 1 a plain amount of the line, 2 to be paid, 3 of the goods before
    anything is taken off, 4 before deductions or of an order."""
    name = plain(header)
    if is_converted(header) or NET.search(name) or _WITHOUT_TAX.search(name):
        return 0
    kinds = ((_PAYABLE, 2), (_OF_GOODS, 3), (_GROSS, 4))
    return next((rank for pattern, rank in kinds if pattern.search(name)), 1)


def are_before_and_after(headers: Collection[str]) -> bool:
    """Whether some name the money before discounts or with tax and others what is left of it: no members, but the
    same money twice."""
    ranks = {amount_order(header) for header in headers}
    return 0 in ranks and bool(ranks & {3, 4})


def preferred_as(header: str, other: str) -> Text | None:
    """What decided between two amounts of a line by their names alone; None where it was something else."""
    is_untaxed = _WITHOUT_TAX.search(plain(header)) and not _WITHOUT_TAX.search(plain(other))
    is_untaxed = is_untaxed or ("netto" in plain(header) and "brutto" in plain(other))
    if is_untaxed or (_WITH_TAX.search(plain(other)) and not _WITH_TAX.search(plain(header))):
        return Text("不含税优先于含税", "without tax before with it")
    if is_of_an_order(other) and not is_of_an_order(header):
        return Text("行金额优先于整单金额", "of a line before of its order")
    if amount_order(header) >= amount_order(other) or is_converted(header):
        return None
    if amount_order(header) == 0:
        return Text("实付优先于应付", "paid before gross")
    return Text("扣减后优先于扣减前", "after deductions rather than before")


def is_of_an_order(header: str) -> bool:
    """Whether the amount says that it is that of a whole order."""
    return _OF_AN_ORDER.match(plain(header)) is not None


def is_converted(header: str) -> bool:
    """Whether the header says that its money was taken from other currencies into one."""
    return _CONVERTED.search(plain(header)) is not None


def says_money(header: str) -> bool:
    """Whether the header sounds like a sum of money."""
    return _MONEY.search(plain(header)) is not None
