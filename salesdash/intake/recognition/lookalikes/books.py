"""Lists of money, time and pieces that are kept beside the sales: banks, wages by the hour or piece, what is owed."""

from __future__ import annotations

from salesdash.intake.recognition.lookalikes.signs import Stranger
from salesdash.text import Text

# Who bought, what, and under which number: with any of them it may be a sale.
_OF_A_BUYER = ("customer", "customer_id", "segment", "channel")
_OF_GOODS = ("product", "product_id", "quantity", "order_id")
LEDGER = Text(
    "这是明细账（借方、贷方、余额），不是销售明细，未导入。请上传订单或出库表。",
    "This is a ledger (debit, credit, balance), which is no list of sales; left out. Drop the orders or deliveries.",
)
BOOKS = (
    Stranger(
        r"(?:(?:running|account|available|closing) )?balance|(?:账户|本次|当前)?余额|结余",
        1,
        LEDGER,
        sold_by=("amount",),
        unless=(*_OF_A_BUYER, "product_id", "quantity", "order_id"),
        of_lines=(),
        having=r"description|摘要|memo|details|particulars|交易|narration|reference",
    ),
    Stranger(
        r"post(?:ed|ing)? date|记账日期?|入账日期",
        3,
        Text(
            "这是银行或信用卡的交易明细，不是销售数据，未导入。",
            "These are the transactions of a bank or a card, not sales; left out.",
        ),
        beside=r"transaction date|交易日期?|description|摘要|交易说明|merchant|商户(?:名称)?",
        unless=(*_OF_A_BUYER, "quantity", "order_id", "unit_price"),
        of_lines=(),
    ),
    Stranger(
        r"payout(?: (?:id|date))?|arrival date.*|destination(?: name)?|提现(?:金额|时间|状态)|到账(?:卡号|银行)",
        2,
        Text(
            "这是平台打款或提现记录，不是销售数据，未导入。",
            "These are payouts to your account, not sales; left out.",
        ),
        of_lines=(),
    ),
    Stranger(
        r"(?:billable |worked )?hours(?: worked)?|工时|时长|加班时数",
        2,
        Text("这是工时记录，不是销售数据，未导入。", "This is a timesheet, not sales; left out."),
        beside=r"(?:hourly |pay )?rate|时薪|小时工资|employee(?: name)?|员工(?:姓名)?|worker|task|project",
        unless=(*_OF_A_BUYER, *_OF_GOODS),
        of_lines=(),
    ),
    Stranger(
        r"工序|工种|班组|计件(?:单价|数量|工资)?|合格数量?|piecework|operation",
        1,
        Text(
            "这是计件或生产记录，不是销售数据，未导入。",
            "These are pieces made and what is paid for them, not sales; left out.",
        ),
        unless=(*_OF_A_BUYER, "order_id"),
        of_lines=(),
    ),
    Stranger(
        r"供应商(?:名称)?|供货商(?:名称)?|vendor(?: name)?|supplier(?: name)?",
        2,
        Text(
            "这是应付账款，不是销售数据，未导入。",
            "These are payables to suppliers, not sales; left out.",
        ),
        beside=r"应付(?:金额|账?款|余额|合计)?|[已未]付(?:金额|款)?|"
        r"(?:amount )?(?:payable|owed|paid)|due date|open balance",
        unless=_OF_A_BUYER,
        of_lines=(),
    ),
    Stranger(
        r"账龄|逾期(?:天数|金额)?|past due|days (?:past due|overdue)|aging(?: bucket)?|open balance|"
        r"未收(?:金额|款|余额)?",
        2,
        Text(
            "这是应收账款（账龄）表，不是销售明细，未导入。请上传订单或开票明细。",
            "This is a list of receivables, not of sales; left out. Drop the orders or invoices.",
        ),
        unless=("quantity", "product", "product_id", "unit_price"),
        of_lines=(),
    ),
    Stranger(
        r"symbol|ticker|isin|cusip|(?:证券|股票|基金)(?:代码|名称)|shares|股数|持仓数量|买卖方向",
        2,
        Text(
            "这是证券或基金的交易，不是销售数据，未导入。",
            "These are trades of shares or funds, not sales; left out.",
        ),
        of_lines=(),
    ),
    Stranger(
        r"(?:招待|接待|宴请)(?:客户|对象|人员?|人数|事由|日期|费用?|金额)?",
        1,
        Text(
            "这是招待费用，不是销售额，未导入。要作为费用投入，请指明。",
            "This is what was spent on guests, not sales; left out. Say so where it is to be loaded as spend.",
        ),
        of_lines=(),
        may_be=("spend",),
    ),
)
