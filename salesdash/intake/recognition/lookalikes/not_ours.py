"""Sheets that look like ours by some headers and are not."""

from __future__ import annotations

import re

from salesdash.catalog.sheets.selling import ORDERS
from salesdash.intake.recognition.lookalikes.books import BOOKS, LEDGER
from salesdash.intake.recognition.lookalikes.signs import Stranger
from salesdash.intake.texts.headers import match, plain, spoken
from salesdash.text import Text

BOUGHT = Text(
    "这是采购或入库记录，不是销售数据，未导入。", "These are purchases, not sales; left out."
)
# The fields of somebody to whom something was sold, and of whoever sold it.
_OF_A_SALE = (
    "customer",
    "customer_id",
    "segment",
    "salesperson",
    "channel",
    "region",
    "province",
    "city",
    "profit",
    "status",
    "promotion",
)
# Of whom something was bought, and what else says that it came in.
_SUPPLIER = (
    r"主?(?:供应商|供货商|供货单位|厂商|卖方)(?:名称?|编[号码])?|"
    r"suppliers?(?: ?(?:name|id|code))?|vendors?(?: ?(?:name|id|code))?|"
    r"lieferant(?:en)?(?: ?(?:name|nr|nummer))?|proveedor(?:es)?|fournisseurs?|"
    r"fornecedor|fornitore|leveranciers?|仕入(?:先名?|番号)"
)
_CAME_IN = (
    r"入库|进货|采购|进价|到货|收货|purchas|goods ?receipt|received|wareneingang|einkauf|ek-?preis|bestell|"
    r"entrada de? ?almac|fecha de entrada|compra|achat|r[eé]ception|acquisto|仕入(?!先)|入荷"
)
# Goods that move otherwise than by a sale: by whom, when, where to, under which number.
_MOVED_ZH = (
    r"(?:采购)?入[库庫]|进货|到货|验收|借[出用]|领[用料]|归还|调拨|调[出入]|报[废损]|"
    r"入荷|仕入|貸出|返却|移動|廃棄"
)
_MOVED_EN = (
    r"(?:(?:goods )?(?:receipt|received)|loan(?:ed)?|lent|borrowed|check(?:ed)?[ -]?out|"
    r"transfer(?:red)?|scrap(?:ped)?|disposal|disposed|write-?off|issue)"
    r"(?: (?:date|on|no|number|by|to|from))?|borrower|"
    r"(?:date|issued|transferred|moved) (?:received|to|from)|"
    r"(?:(?:waren|lager)(?:ein|zu)gangs?|ausleih|r[uü]ckgabe|umlagerungs|verschrottungs|entnahme)"
    r"(?:datum|nummer|nr)?|"
    r"(?:fecha|data|date) (?:de |d')?(?:entrada|ingreso|recepci[oó]n|pr[eé]stamo|devoluci[oó]n|"
    r"traslado|r[eé]ception|entr[eé]e|transfert|pr[eê]t)|(?:bon|n[ºo]) de r[eé]ception"
)
MOVED = Text(
    "这是货物入库、借出、调拨、领用或报废的记录，不是销售数据，未导入。",
    "These are goods that came in or were lent, moved, used up or written off, not sales; left out.",
)
QUOTED = Text(
    "这是报价单，还不是成交的订单，未导入。",
    "These are quotations, which are no orders yet; left out.",
)
RECEIVED = Text(
    "这是回款记录：回款不是销售额，未导入。请上传订单或合同表。",
    "These are payments received, which are not sales; left out. Drop the orders or contracts.",
)
COMPETITORS = Text(
    "这是竞品（竞争对手）的数据，不是自己的销售，未导入。市场规模请按“市场”导入。",
    "These are figures of competitors, not sales of your own; left out. The size of a market is loaded as Market.",
)
LOANS = Text("这是借款或贷款记录，不是销售数据，未导入。", "These are loans, not sales; left out.")
_PRICE = r"price|preis|prix|precio|pre[cç]o|prezzo|价|価格|単価"
_STRANGERS = (
    Stranger(
        r"open|high|low|close|[开收]盘价?|最[高低]价?",
        3,
        Text(
            "这是股票行情（开盘、最高、最低、收盘），不是销售数据，未导入。",
            "These are share prices (open, high, low, close), not sales; left out.",
        ),
    ),
    Stranger(
        r"risk( ?(id|title|name|description))?|风险(编号|说明书|等级|描述|名称|项)?|(inherent )?(probability|impact)|"
        r"likelihood|severity|(发生)?(概率|可能性)|影响(程度)?|严重(程度|性)",
        2,
        Text(
            "这是风险登记册，不属于可导入的数据；风险请在“风险台账”页登记。",
            "This is a risk register, which is not imported; risks are kept on the risks page.",
        ),
    ),
    Stranger(
        r"(回款|收款|到账)(日期|金额)|回款方式",
        2,
        RECEIVED,
        sold_by=("order_date",),
    ),
    Stranger(
        r"[借贷]方(金额|发生额)?|(账户)?余额|(debit|credit)s?( amount)?|(account |running )?balance|"
        r"(money|paid) (in|out)|"
        r"withdrawals?|deposits|soll|haben|saldo|debe|haber|cargos?|abonos?|d[ée]bit|"
        r"cr[ée]dit|solde|d[ée]bito|cr[ée]dito|"
        r"[入出]金|残高|(支出|存入|收入)金额",
        2,
        LEDGER,
    ),
    Stranger(
        r"期[初末](数量|结存)|(入库|结存|账面|实盘|盘点|盘[盈亏]|库存|在途)数量|[结入][存库]金额|"
        r"本期[入出]库|盘[盈亏]|[账实]存|"
        r"(可用|在途|安全)?库存|库存(量|金额)|(qty |quantity |stock )?on hand|in stock|"
        r"(closing |opening )?stock( value| level| qty)?|"
        r"inventory( value)?|(lager)?bestand|(bestands|lager)wert|existencias|valor( del?)? (stock|inventario)|"
        r"valeur (du |de )?stock|estoque|valor (em|do) estoque|在[庫库](数量?|金[額额])?",
        2,
        Text(
            "这是库存或进销存表，不是销售数据，未导入。要看渠道周转率，请上传含月份、渠道、库存金额的表。",
            "This is stock, not sales; left out. For channel turnover drop a table of month, channel and "
            "inventory value.",
        ),
        beside=r"warehouse|仓库|[倉库]庫|lager(ort)?|almac[ée]n|d[ée]p[oô]t|entrep[oô]t|"
        r"armaz[ée]m|"
        r"as of|stichtag|盘点日期?",
        sold_by=("amount",),
        of_lines=("order_id",),
    ),
    Stranger(
        r"(基本|岗位|绩效)工资|工资|底薪|[应实]发(工资|合计|金额)?|社保|公积金|个税|"
        r"个人所得税|养老保险|应?提成(比例|率|金额)?|"
        r"[应实]发提成|基本[給给]|支[給给][額额]|(base|basic|gross|net|monthly|annual)? ?(salary|wages?)|"
        r"(base|basic|gross|net|total) pay|"
        r"basic|commission (rate|amount)|(grund|brutto|netto)?(gehalt|lohn)|(sueldo|salario|sal[aá]rio|salaire)"
        r"( (de )?base| brut[oa]?| net[oa]?)?|n[oó]mina",
        2,
        Text(
            "这是工资或提成表，不是销售数据，未导入。",
            "This is a list of wages or commissions, not sales; left out.",
        ),
        beside=r"commissions?|bonus(es)?|overtime|allowances?|deductions?|gross|total( pay| brut[oa]?)?|"
        r"provision|zulage|pr[äa]mie|"
        r"gesamt|comisi[oó]n|prime|comiss[aã]o|手当|奖金|(hire|start|joining) date|"
        r"入职(日期|时间)|eintritt(sdatum)?",
        sold_by=("salesperson",),
    ),
    Stranger(
        r"[销卖]售?方(?:名称|税号|识别号|纳税人识别号|信息)?",
        1,
        BOUGHT,
        unless=("customer", "customer_id"),
        of_lines=(),
    ),
    Stranger(
        r"竞品(?:名称|品牌|型号|厂家)?|竞争(?:对手|品牌|产品)|competitors?(?: (?:name|brand|product))?",
        1,
        COMPETITORS,
        unless=("customer", "customer_id", "order_id"),
        of_lines=(),
        may_be=("market",),
    ),
    Stranger(
        r"供应商(名称)?|供货商(名称)?|采购(单号|订单号|日期|数量|单价|金额|员|人)",
        2,
        BOUGHT,
    ),
    Stranger(
        _SUPPLIER,
        1,
        BOUGHT,
        sold_by=("amount",),
        unless=("customer",),
        of_lines=(),
        having=_CAME_IN,
    ),
    Stranger(
        _SUPPLIER,
        1,
        Text(
            "这张表有供应商而没有客户，看来是采购记录，未导入。",
            "It names suppliers and no customers, so these look like purchases, not sales; left out.",
        ),
        sold_by=("amount",),
        needs=("quantity", "unit_price"),
        unless=_OF_A_SALE,
        of_lines=(),
    ),
    Stranger(
        rf"(?:{_MOVED_ZH})(?:日期?|时间|单|单据?号|编号|者|人员?|部门|方|[仓倉](?:库|庫)?|原因)|"
        rf"(?:{_MOVED_EN})",
        1,
        MOVED,
        sold_by=("amount",),
        needs=("quantity", "amount", "unit_price"),
        unless=(*_OF_A_SALE, "order_id"),
        of_lines=(),
        may_be=("returns",),
    ),
    Stranger(
        r"from|to|(?:from|to|source|destination)[ _-](?:location|warehouse|bin|store|shop)|"
        r"[转调][出入]仓?库?|[从由至到]",
        2,
        MOVED,
        sold_by=("amount",),
        needs=("quantity",),
        unless=(*_OF_A_SALE, "order_id"),
        of_lines=(),
        having=r"sku|item|product|material|商品|[货物产]品|物料|存货|品名",
        may_be=("returns",),
    ),
    Stranger(
        r"[借贷放还]款(金额|额|人|方|日期|期限|方式|用途)?|(年|月|日)?利率|本金|利息|抵押物?|"
        r"(loan|principal|interest)( (amount|rate|date|term|paid|due|period|no|id))?|borrower|lender|collateral|"
        r"(darlehens|kredit)(nehmer|betrag|summe|datum|laufzeit)?|zins(en|satz)?|tilgung(srate)?|"
        r"pr[eé]stamos?( .*)?|prestatario|inter[eé]s(es)?|tasa de inter[eé]s|(montant|date) du pr[eê]t|emprunteur|"
        r"emprestimo|empréstimo|juros|融資[额額]?|借入[额額日]?|元金|金利|返済[额額日]?",
        2,
        LOANS,
    ),
    Stranger(
        r"[借贷]款人|borrower|lender|(?:darlehens|kredit)nehmer|prestatario|emprunteur|借入人|"
        r"借款(?:金额|额|日期|期限|用途|事由)|(?:loan|principal) (?:amount|date)",
        1,
        LOANS,
        unless=_OF_A_SALE,
        of_lines=(),
    ),
    Stranger(
        r"valid (from|until|to|through)|effective( from| date)?|gültig (ab|von|bis)|"
        r"vigente (desde|hasta)|vigencia|"
        r"v[aá]lido (a partir de|desde|hasta|at[ée])|(valable|applicable|en vigueur)\b.*|"
        r"(生效|执行|失效)(日期|时间)|有效期(至|限)?|"
        r"[適适]用開?开?始日",
        1,
        Text(
            "这是价目表（价格及其生效日期），不是销售数据，未导入。",
            "This is a price list (prices and since when they are valid), not sales; left out.",
        ),
        sold_by=("amount",),
        unless=(*_OF_A_SALE, "order_id", "quantity"),
        of_lines=(),
        having=_PRICE,
        may_be=("products",),
    ),
    Stranger(
        rf".*(?:{_PRICE}).*",
        2,
        Text(
            "这张表只有几种价格，没有客户、数量和金额，看来是价目表，不是销售数据，未导入。",
            "It holds several prices and no customers, quantities or amounts, so it looks like a price list, "
            "not sales; left out.",
        ),
        unless=(*_OF_A_SALE, "order_id", "quantity", "amount"),
        of_lines=(),
        may_be=("products", "market"),
    ),
    Stranger(
        r"quot(e|ation)s?( no| number| id| date)?|quoted (amount|price)|报价(单号?|日期|金额|人)?|"
        r"angebot(snr|snummer|sdatum)?|"
        r"cotizaci[oó]n|fecha cotizaci[oó]n|devis|date (du )?devis|[見见]積(番号|日|金[額额])",
        2,
        QUOTED,
        beside=r"expir(y|es|y date|ation)|valid (until|to)|有效期(至|限)?|"
        r"gültig bis|v[aá]lid[oa] hasta|vencimiento|有効期限",
        of_lines=(),
        may_be=("opportunities",),
    ),
    Stranger(
        r"收入|支出|结余|结存|余额|income|expenses?|balance|einnahmen|ausgaben|kontostand|saldo|ingresos|gastos|egresos|"
        r"recettes|d[ée]penses|solde|収入|残高|receitas?|despesas?",
        3,
        Text(
            "这是收支流水账（收入、支出、结余），不是销售明细，未导入。请上传订单或费用明细。",
            "This is a cash book (income, expenses, balance), which is no list of sales; left out. Drop the "
            "orders or the expenses.",
        ),
    ),
    Stranger(
        r"(资产)?原值|(累计)?折旧(额)?|(账面)?净值|(accumulated )?depreciation|(net )?book value|"
        r"abschreibung(en)?|restwert|buchwert|"
        r"amortizaci[oó]n( acumulada)?|valor (neto|en libros)|amortissements?|valeur nette( comptable)?|"
        r"減価償却(累計額)?",
        2,
        Text(
            "这是固定资产表（原值、折旧、净值），不是销售数据，未导入。",
            "This is a list of assets and their depreciation, not sales; left out.",
        ),
    ),
    Stranger(
        r"账龄|应收(余额|账款|账款余额)|逾期(金额|天数)|未到期|30天以内|1-30天|31-60天|"
        r"61-90天|90天以上",
        2,
        Text(
            "这是应收账款（账龄）表，不是销售数据，未导入。",
            "This is a list of receivables by age, not sales; left out.",
        ),
    ),
)
# What is sold, and no mere sum of money.
_SALES = re.compile(
    r"销售|业绩|合同|订单|成交|营业|营收|交易额|签约|签单|出货|revenue|sales|"
    r"turnover|contract|umsatz|ventas|売上"
)


def stranger(headers: tuple[str, ...]) -> Stranger | None:
    """What a table with these headers is instead of sales; None where nothing speaks against it."""
    field_of = {header: m.field.key for header in headers if (m := match(header, ORDERS))}
    sales = any(key == "amount" and _SALES.search(plain(h)) for h, key in field_of.items())
    names = {spoken(header).strip() for header in headers}
    fields = set(field_of.values())
    return next((s for s in (*_STRANGERS, *BOOKS) if s.is_it(names, fields, sales=sales)), None)
