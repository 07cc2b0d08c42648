"""Columns that say of each line of a settlement whether it is a price, a fee or a tax."""

from __future__ import annotations

import re

from salesdash.catalog.words.vocabulary import COMMISSION
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.texts.headers import spoken

# Chosen: shops write a few dozen kinds of lines; a longer list of different words is one of names.
MOST_KINDS = 60
GLANCE = 5_000
_PRICE = re.compile(
    r"principal|item ?price|item charges?|product (?:charges?|sales|price)|(?:orders?|sales?|purchase|payment|charge)|"
    r"(?:[a-z-]+ ){1,3}(?:payment|checkout)|gross (?:sales|amount)|"
    r"(?:商品|产品|订单|交易|销售)?(?:货款|金额|价款|货值|收入|销售额|付款|收款|本金)(?:结算|入账|到账)*|"
    r"入账|(?:销售|零售|批发)(?:发货|出库)?(?:单|开单)?|(?:委托)?代销结算单?|invoice|sales receipt|"
    r"(?:销售|零售|批发)?(?:发货|出货|出库|卖出)|(?:销售|售卖|售出)(?:订单|合同|发票|商品|产品|货物|服务)|营[业收]款?|收|流入|income|inflow|outbound|out|sale|"
    r"sales order|"
    r"在线支付|(?:(?!未|撤|取消|退).{1,6})?消费|订单|商品价格|"
    r"warenwert|verkauf|bestellung|artikelpreis|venta|pedido|precio del art[ií]culo"
)
_RETURNED = re.compile(r"退款|退货|refund|return|credit (?:memo|note)|erstattung|reembolso")
_OFF = re.compile(
    r"折|优惠|[券劵]|[立满]减|红包|discount|coupon|voucher|promo|rebate|rabatt|descuento|remise"
)
_SELLS = re.compile(
    r"invoice|sales?(?: receipt)?|(?:销售|零售|批发)(?:发货|出库)?(?:单|开单)?|(?:委托)?代销结算单?"
)
_IS_PAID = re.compile(r"payment|收款|付款")  # of what such a bill has sold already
_ON_A_CARD = r"充值|储值$|[充办续购]卡|top-?up|recharge"
_ANOTHER_BILL = (
    r"(?:收款|付款|进货|采购|调拨|盘点|报[损溢]|借[入出]|入库|费用|转款|收支)单|"
    r"^(?:采购|进货|买入|调拨|盘点|盘[盈亏]|报[损废溢]|领[料用]|借[入出])(?:入库|出库|订单|合同|发票|申请单?)?$|"
    r"^(?:采购|购[买入]|进货?|买)(?:原料|原材料|材料|商品|产品|货物|物料|货款?)$|"
    r"^(?:其他)?(?:入库|入账单)$|^(?:报价|询价|样品)(?:单|申请单?)?$|^(?:支|流出)$|"
    r"^(?:bill|deposit|(?:purchase|purchasing)(?: (?:order|invoice|receipt))?|estimate|quote|quotation|"
    r"proforma(?: invoice)?|in|inbound|outflow|expenses?|transfer (?:in|out))$"
)
_IS_ANOTHER_BILL = re.compile(rf"{_ANOTHER_BILL}|^(?:{_IS_PAID.pattern})$")
_PUT_ON_A_CARD = re.compile(_ON_A_CARD)
# The whole name of what is paid in before anything is bought with it, listed as a channel or a product.
_PAID_IN = re.compile(
    r"(?:会员|线上|线下|门店)?(?:充值|充卡|储值|预存|预充|预付卡|[开办售续]卡|购物卡|礼品卡)(?:充值|卡|款|金额?|收入|业务)*|"
    r"(?:pre-?paid|gift|stored value|top-?ups?)(?: ?(?:cards?|vouchers?|sales))+|top-?ups?"
)
_BESIDE = re.compile(
    rf"\bfees?\b|fees?$|{COMMISSION}|\btax|\bvat\b|shipping|freight|postage|reversal|adjustment|promotion|subscription|"
    r"advertis|marketing|营销|storage|payout|transfer|withdraw|"
    rf"{_ANOTHER_BILL}|"
    r"outgoing|^expenses?$|支出|出账|不计收支|转出|ausgabe|auszahlung|gasto|egreso|chargeback|"
    r"服务费|手续费|运费|税|补贴|推广|广告|赔付|保证金|"
    rf"{_ON_A_CARD}|"
    r"调账|提现|积分|保险|技术服务|gebühr|steuer|versand|"
    r"impuesto|tarifa|env[ií]o"
)


def kinds_of_lines(table: Table, index: int) -> dict[str, bool] | None:
    """Which words of a column name the price of what was sold, or its return; None where it does not
    tell prices from fees."""
    cells = table.held[index]
    if len(cells.slice(0, GLANCE).unique()) > MOST_KINDS + 1:
        return None
    words = cells.drop_null().unique()
    if not 1 < len(words) <= MOST_KINDS:
        return None
    names = [str(word) for word in words.to_pylist()]
    beside = {word for word in names if _BESIDE.search(spoken(word))}
    price = {word for word in names if word not in beside and _PRICE.fullmatch(_bare(word))}
    if any(_SELLS.fullmatch(_bare(word)) for word in price):
        paid = {word for word in price if _IS_PAID.fullmatch(_bare(word))}
        beside, price = beside | paid, price - paid
    returned = {word for word in names if word not in beside and _RETURNED.search(spoken(word))}
    if not beside or not price:
        return None
    return {word: word in price or word in returned for word in names}


def paid_in(table: Table, index: int) -> dict[str, bool] | None:
    """Which names of a column of channels or products sell, beside those under which money is paid in, to be spent
    later; None where there are not both."""
    cells = table.held[index]
    if len(cells.slice(0, GLANCE).unique()) > MOST_KINDS + 1:
        return None
    names = [str(name) for name in cells.drop_null().unique().to_pylist()]
    sells = {name: not _PAID_IN.fullmatch(_bare(name)) for name in names}
    return sells if len(names) <= MOST_KINDS and len(set(sells.values())) > 1 else None


def puts_on_a_card(word: str) -> bool:
    """Whether the word names money that a customer pays in, to be spent later: 充值, 储值."""
    text = spoken(word)
    return bool(_PUT_ON_A_CARD.search(text) or _PAID_IN.fullmatch(_bare(word)))


def is_another_bill(word: str) -> bool:
    """Whether the word names a document that sells nothing: 收款单, 进货单, the payment of an invoice."""
    return _IS_ANOTHER_BILL.search(spoken(word)) is not None


def lessens(word: str) -> bool:
    """Whether the word names what came back, or what was taken off the price: 退款, Refund, 优惠."""
    return any(pattern.search(spoken(word)) for pattern in (_RETURNED, _OFF))


def is_a_fee(word: str) -> bool:
    """Whether the word names a fee, a tax or the like."""
    return _BESIDE.search(spoken(word)) is not None


def _bare(word: str) -> str:
    return re.sub(r"[\s_-]+", " ", spoken(word)).strip()
