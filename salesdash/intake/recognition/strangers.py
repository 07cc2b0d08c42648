"""Sheets that look like ours by some headers and are not."""

from __future__ import annotations

import re

from salesdash.catalog.datasets import ORDERS
from salesdash.intake.texts.headers import match, plain
from salesdash.text import Text


def _marks(words: str) -> frozenset[str]:
    return frozenset(map(plain, words.split("|")))


BOUGHT = Text(
    "这是采购或入库记录，不是销售数据，未导入。", "These are purchases, not sales; left out."
)
# The headers that give it away, how many of them must be there, and what to say.
# Some are a list of sales all the same where they name the sales, and the field named last.
_STRANGERS: tuple[tuple[frozenset[str], int, Text] | tuple[frozenset[str], int, Text, str], ...] = (
    (
        _marks("open|high|low|close|开盘|收盘|最高|最低|开盘价|收盘价|最高价|最低价"),
        3,
        Text(
            "这是股票行情（开盘、最高、最低、收盘），不是销售数据，未导入。",
            "These are share prices (open, high, low, close), not sales; left out.",
        ),
    ),
    (
        _marks(
            "risk id|风险编号|风险说明书|inherent probability|inherent impact|probability|impact|概率|影响|"
            "风险等级|风险描述|发生概率|影响程度"
        ),
        2,
        Text(
            "这是风险登记册，不属于可导入的数据；风险请在“风险台账”页登记。",
            "This is a risk register, which is not imported; risks are kept on the risks page.",
        ),
    ),
    (
        _marks("回款日期|收款日期|到账日期|回款金额|收款金额|到账金额|回款方式"),
        2,
        Text(
            "这是回款记录：回款不是销售额，未导入。请上传订单或合同表。",
            "These are payments received, which are not sales; left out. Drop the orders or contracts.",
        ),
        "order_date",
    ),
    (
        _marks("借方|贷方|余额|借方金额|贷方金额|debit|credit|balance"),
        2,
        Text(
            "这是明细账（借方、贷方、余额），不是销售明细，未导入。请上传订单或出库表。",
            "This is a ledger (debit, credit, balance), which is no list of sales; left out. Drop the "
            "orders or deliveries.",
        ),
    ),
    (
        _marks(
            "期初数量|入库数量|结存数量|结存金额|期末数量|期初结存|期末结存|本期入库|本期出库|入库金额|账面数量|"
            "实盘数量|盘点数量|盘盈数量|盘亏数量|盘盈|盘亏|库存数量|可用库存|在途数量|在途库存|安全库存"
        ),
        2,
        Text(
            "这是库存或进销存表，不是销售数据，未导入。要看渠道周转率，请上传含月份、渠道、库存金额的表。",
            "This is stock, not sales; left out. For channel turnover drop a table of month, channel and "
            "inventory value.",
        ),
    ),
    (
        _marks(
            "基本工资|岗位工资|绩效工资|底薪|应发工资|实发工资|应发合计|实发合计|社保|公积金|个税|个人所得税|养老保险|"
            "提成比例|提成率|提成金额|提成|应发提成|实发提成|base salary|gross pay|net pay|commission rate|"
            "commission amount"
        ),
        2,
        Text(
            "这是工资或提成表，不是销售数据，未导入。",
            "This is a list of wages or commissions, not sales; left out.",
        ),
        "salesperson",
    ),
    (
        _marks(
            "供应商|供应商名称|供货商|采购单号|采购订单号|采购日期|采购数量|采购单价|采购金额|采购员|采购人"
        ),
        2,
        BOUGHT,
    ),
    (
        _marks(
            "账龄|应收余额|应收账款|应收账款余额|逾期金额|逾期天数|未到期|30天以内|1-30天|31-60天|61-90天|90天以上"
        ),
        2,
        Text(
            "这是应收账款（账龄）表，不是销售数据，未导入。",
            "This is a list of receivables by age, not sales; left out.",
        ),
    ),
)
# With one of these every row is a line of an order, and takes more to be something else.
_OF_A_LINE = ("order_id", "unit_price")
# What is sold, and no mere sum of money.
_SALES = re.compile(
    r"销售|业绩|合同|订单|成交|营业|营收|交易额|签约|签单|出货|revenue|sales|turnover|contract|umsatz|ventas"
)


# Of whom, and what else says that it was bought.
_SUPPLIER = re.compile(
    r"(?:主)?(?:供应商|供货商|供货单位|厂商|卖方)(?:名称?|编[号码])?|suppliers?(?:name|id|code)?|vendors?(?:name|id|code)?|"
    r"lieferant(?:en)?(?:name|nr|nummer)?|proveedor(?:es)?|fournisseurs?|fornecedor|fornitore|仕入先名?"
)
_BOUGHT = re.compile(
    r"入库|进货|采购|进价|到货|收货|purchas|goodsreceipt|received|wareneingang|einkauf|ekpreis|bestell|"
    r"entradadealmac|fechadeentrada|compra|achat|r[eé]ception|acquisto|仕入|入荷"
)


def _are_bought(names: set[str]) -> bool:
    """Whether somebody supplied what stands there, and another header says that it came in."""
    return any(map(_SUPPLIER.fullmatch, names)) and any(map(_BOUGHT.search, names))


def stranger(headers: tuple[str, ...]) -> Text | None:
    """Why a table with these headers is left out; None where nothing speaks against it."""
    names = {plain(header) for header in headers}
    fields = {header: m.field.key for header in headers if (m := match(header, ORDERS))}
    sold = any(key in _OF_A_LINE for key in fields.values())
    sales = any(key == "amount" and _SALES.search(plain(h)) for h, key in fields.items())
    if not sales and "customer" not in fields.values() and _are_bought(names):
        return BOUGHT
    for marks, many, why, *beside in _STRANGERS:
        if sales and beside and beside[0] in fields.values():
            continue
        if len(marks & names) >= many + sold:
            return why
    return None
