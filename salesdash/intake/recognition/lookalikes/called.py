"""What a table is by its name (sheet, title, file), where its columns alone would make sales of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from salesdash.catalog.sheets.around import EVENTS
from salesdash.catalog.sheets.selling import ORDERS, SPEND, TARGETS
from salesdash.intake.recognition.fit import Recognised
from salesdash.intake.recognition.lookalikes.not_ours import (
    BOUGHT,
    LOANS,
    MOVED,
    QUOTED,
    RECEIVED,
)
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.total_rows import columns_of_words
from salesdash.intake.texts.headers import MatchedColumn, spoken
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
# What a sheet is called that stands beside one of sales and holds none: its whole name.
_NO_SALES = re.compile(
    r"(?:已?(?:作废|取消|撤销|关闭)|无效|未成[交单]|丢[单失]|输单|失败|预[测估]|示例|样例|范例|模[板版]|测试|草稿|备份)+"
    r"(?:订单|单据?|合同|客户|数据|明细|记录|表|页)*|"
    r"(?:(?:cancell?ed|void(?:ed)?|lost|failed|forecasts?|examples?|samples?|templates?|drafts?|tests?|backup) ?)+"
    r"(?: ?(?:orders?|sales|deals|data))?"
)
_WHOLLY_BOUGHT = re.compile(
    r"(?:采购|进货|购入)(?:订?单|明细|记录|表|入库)*|purchases?(?: orders?)?|purchasing|bought"
)
_WHOLLY_BACK = re.compile(
    r"(?:退[货款单]|退[货款]退?款?)(?:单|明细|记录|表)*|(?:returns?|refunds?)(?: (?:list|log))?"
)
NO_SALES = Text(
    "工作表名说明这里不是成交的销售（作废、未成交、预测、示例等），未导入。",
    "By the name of its sheet these are no sales that were made (cancelled, lost, forecast, an example …); left out.",
)
BACK = Text(
    "工作表名说明这是退货或退款，不作为销售额导入。",
    "By the name of its sheet these are returns or refunds, which are not loaded as sales.",
)
_WHOLLY = ((_NO_SALES, NO_SALES), (_WHOLLY_BOUGHT, BOUGHT), (_WHOLLY_BACK, BACK))
# Documents before any sale, whoever may buy; quotation marks are none.
_QUOTED = re.compile(
    r"(?:报|询)价|样品(?:申请|领用)|"
    r"(?<!single )(?<!double )(?<!extra )\bquot(?:es?|ations?)\b(?! (?:char|mark|sign|style|escap))|"
    r"\bproforma\b|\brfq\b|\bangebote?\b|\bcotizaci|\bdevis\b|見積"
)
# Money that came in for what was sold before, where no word of the name speaks of the sales.
_RECEIVED = re.compile(
    r"(?<!应)[回收]款(?!员)|到[账帐]|\bcash receipts?\b|\bpayments? (?:received|log|list|register)\b|"
    r"\bcollections? (?:log|list|report|register)\b|\bzahlungseing|\bencaissements?\b|\bcobros\b|入金"
)
# Columns of a list of such money: its day, and how or for which bill it came.
_DAY_RECEIVED = re.compile(
    r"\bpayment date\b|\bdate (?:paid|received)\b|\breceipt date\b|\bdeposit date\b|zahlungs(?:datum|eingang)|"
    r"fecha de (?:pago|cobro)|date de paiement|[收回]款(?:日|时间)|到[账帐](?:日|时间)|入金日"
)
_HOW_RECEIVED = re.compile(
    r"(?:(?:payment|receipt) )?(?:method|mode|type)|received from|(?:payment |bank )?reference|"
    r"(?:check|cheque)(?: no\.?| #)?|"
    r"zahlungsart|zahlungsweise|forma de pago|mode de paiement|[收回]款方式|结算方式|[收回]款账户|"
    r"(?:applied to|invoice|invoice no\.?|invoice number|rechnung(?:snummer)?)"
)
_CLOSED = re.compile(r"成交|订单|赢单|\borders?\b|\bwon\b")
_SALES = re.compile(
    r"销|售|出[库庫]|[发送]货|客户|(?<![购货])订单|成交|业绩|营[业收]|收银|\bsales?\b|\bsold\b|"
    r"(?<!purchase )\borders?\b|customer|revenue|"
    r"umsatz|verkauf|"
    r"\bventas?\b|\bventes?\b|売上"
)
# 采购方：宏达, 收货单位：… in the head of a form: whom it is for, and no name of the list.
_LABEL = re.compile(r"[:：]")
# Lines of a statement of profit or of cash, of which sales are one.
_LINE_OF_A_STATEMENT = re.compile(
    r"[一二三四五六七八九十、\d.．\s]*(?:[加减其中：:]{1,3}\s*)?(?:主?营业成本|(?:营业)?税金及附加|"
    r"营业利润|利润总额|净利润|所得税(?:费用)?|(?:销售商品|购买商品|经营活动|投资活动|筹资活动|支付给职工).{0,20}现金.{0,12}|"
    r"cost of (?:goods sold|sales|revenue)|cogs|operating (?:income|profit|expenses?)|"
    r"net (?:income|profit|loss)|ebitda?|income before tax(?:es)?|depreciation(?: and amortization)?|"
    r"(?:net )?cash (?:from|used in|provided by) .{3,40})\s*"
)
STATEMENT = Text(
    "这是利润表或现金流量表，销售额只是其中一行，未导入。请上传订单或销售明细。",
    "This is a statement of profit or of cash, of which sales are one line; left out. Drop the orders or sales.",
)
FEWEST_LINES = 2
LONGEST = 40  # letters of a name; more are a remark
# Money that is called no more than that.
_BARE = re.compile(
    r"(?:总|合计)?(?:金额|额|数)(?:合计)?|合计|(?:total )?amount|total|betrag|importe|montant|importo"
)
# What stands beside money for goods, and beside no payment.
_OF_GOODS = {"product", "product_id", "quantity", "unit_price", "cost", "profit", "discount"}
# Money on a day, which is no more a spend than a purchase is.
_BARE_SPEND = {"date", "spend", "region"}
# Where one of these stands, there was a buyer.
_OF_A_BUYER = {"customer", "customer_id", "segment", "channel", "promotion", "profit"}


def called_otherwise(tried: Sequence[Recognised], table: Table, file: str) -> Text | None:
    """What the first of its names (sheet, titles, file) says that the table is instead of sales; None where
    none says so, or one before speaks of sales. A buyer makes a sale of it, whatever it is called; a
    quotation and a payment have one, too."""
    fields = next((fit.columns for fit in tried if fit.dataset is ORDERS), {})
    names = [*map(spoken, (table.sheet.name, *table.titles, file))]
    short = [name for name in names if len(name) < LONGEST and not _LABEL.search(name)]
    if _first(_QUOTED, _CLOSED, short):
        return QUOTED
    if why := next((why for called, why in _WHOLLY if called.fullmatch(names[0].strip())), None):
        return why
    if _is_a_statement(table):
        return STATEMENT
    money = table.headers[fields["amount"].index] if "amount" in fields else ""
    is_bare = _BARE.fullmatch(spoken(money)) is not None
    sellers = [name.replace("客户", "") for name in short]  # who paid is a customer as well
    is_told = is_bare and _OF_GOODS.isdisjoint(fields) and _first(_RECEIVED, _SALES, sellers)
    if is_told or _lists_payments(fields, table):
        return RECEIVED
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


def left_by_name(tried: Sequence[Recognised], why: Text | None) -> list[Recognised]:
    """What a table may be that its name calls otherwise: loans and payments are nothing of ours, other lists
    no sales."""
    if why is None:
        return list(tried)
    is_foreign = why in (LOANS, RECEIVED, STATEMENT, NO_SALES)
    none_of = (ORDERS, EVENTS, TARGETS) if why is BOUGHT else (ORDERS, EVENTS)
    return [
        fit
        for fit in tried
        if not is_foreign
        and fit.dataset not in none_of
        and not (why is BOUGHT and fit.dataset is SPEND and fit.columns.keys() <= _BARE_SPEND)
    ]


def _first(says: re.Pattern[str], but: re.Pattern[str], names: Sequence[str]) -> bool:
    """Whether one of the names says it and nothing but that, and none before it speaks of sales."""
    for name in names:
        if but.search(name):
            return False
        if says.search(name):
            return True
        if _SALES.search(name):
            return False
    return False


def _lists_payments(fields: Mapping[str, MatchedColumn], table: Table) -> bool:
    """Whether the only day is that on which money came in, beside how it did or for which bill, and no goods."""
    if not _OF_GOODS.isdisjoint(fields.keys() - {"product_id"}):
        return False
    day = fields.get("order_date")
    days = [table.headers[day.index]] if day else table.headers
    if not any(_DAY_RECEIVED.search(spoken(header)) for header in days):
        return False
    return any(_HOW_RECEIVED.fullmatch(spoken(header).strip()) for header in table.headers)


def _is_a_statement(table: Table) -> bool:
    """Whether several rows are called as the lines of a statement of profit or of cash are."""
    for index in columns_of_words(table)[:2]:
        names = {spoken(name) for name in table.sample(index)}
        if sum(bool(_LINE_OF_A_STATEMENT.fullmatch(name)) for name in names) >= FEWEST_LINES:
            return True
    return False
