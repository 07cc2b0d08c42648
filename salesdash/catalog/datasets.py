"""The thirteen datasets and the headers by which their fields come."""

from __future__ import annotations

from salesdash.catalog.headers import (
    CATEGORY,
    CHANNEL,
    CUSTOMER,
    CUSTOMER_ID,
    PRODUCT,
    PRODUCT_ID,
    REGION,
    SALESPERSON,
    normal_header,
)
from salesdash.catalog.model import Dataset, Field, Kind, registry
from salesdash.catalog.vocabulary import (
    CURRENCIES,
    EVENT_KINDS,
    FLAGS,
    METRIC_WORDS,
    OUTCOMES,
    PURPOSES,
    STAGES,
    STATUSES,
)
from salesdash.text import Text

D, M, P = Kind.DATE, Kind.MOMENT, Kind.PERIOD
MONEY, NUMBER, COUNT, RATE, RATING = (
    Kind.MONEY, Kind.NUMBER, Kind.COUNT, Kind.RATE, Kind.RATING,
)  # fmt: skip
FLAG, ID, NAME, NOTE = Kind.FLAG, Kind.ID, Kind.NAME, Kind.NOTE


def _field(
    key: str,
    zh: str,
    en: str,
    kind: Kind,
    aliases: str = "",
    *,
    required: bool = False,
    note: Text | None = None,
    words: tuple[tuple[str, str], ...] = (),
) -> Field:
    listed = tuple(part.strip() for part in aliases.split("|") if part.strip())
    return Field(key, Text(zh, en), kind, listed, required, note, words)


ORDERS = Dataset(
    "orders",
    Text("订单", "Orders"),
    Text("一行订单明细", "one order line"),
    (
        _field("order_date", "订单日期", "Order date", D,
            "日期|统计日期|统计时间|数据日期|下单日期|下单时间|订单提交时间|订单成交时间|订单时间|订单创建时间|"
            "创建时间|付款时间|订单付款时间|支付时间|成交时间|成交日期|销售日期|销售时间|交易日期|交易时间|"
            "开单日期|单据日期|业务日期|出库日期|签约日期|签约时间|签单日期|签订日期|合同日期|合同签订日期|"
            "制单日期|结算日期|开票日期|发生日期|記帳日期|月份|月|年|年月|期间|"
            "date|month|period|sales date|sale date|transaction date|purchase date|invoice date|ordered on|"
            "order time|created at|created|created utc|created on|order datetime|purchase-date|day|posting date|"
            "sold date|"
            "时间|"
            "time|"
            "年份|年度|季度|周次|"
            "year|quarter|week|date/time|datetime|"
            "日期时间|"
            "timestamp|created date|"
            "发货单日期|开单时间|出库时间|订单创建日期|订购日期|购买日期|下单日|开单日|销售日|成交日|交易日|"
            "出库日|签约日|单据日|业务日|开票日|发货单日|日期时间|"
            "posted|posted date|posting-date|booking date|booked on|order placed|order placed date|"
            "place order time|purchased on|sold on|sale day|trade date|trading date|txn date|transaction time|"
            "invoiced on|signed on|date signed|signing date", required=True),
        _field("amount", "销售额", "Sales", MONEY,
            "金额|销售金额|成交金额|订单金额|收入金额|实付金额|实付款|实收金额|实收|买家实际支付金额|买家实付金额|"
            "用户实付金额|商家实收金额|结算金额|买家应付货款|应付金额|订单应付金额|商品总价|支付金额|付款金额|"
            "总金额|合计金额|总价|总额|小计|价税合计|含税金额|销售收入|营业额|营收|收入|流水|成交额|交易金额|"
            "销售码洋|码洋|"
            "GMV|"
            "本币金额|折合人民币|人民币金额|合同金额|合同额|合同总额|合同总价|订单实付金额|折后金额|出库金额|"
            "折扣后金额|优惠后金额|商品金额|商品金额合计|日销售额|周销售额|月销售额|无税金额|不含税金额|未税金额|"
            "amount|sales amount|product sales|ordered product sales|item sales|total revenue|sales revenue|"
            "net revenue|gross revenue|sale|order value|order total amount|order amount total|"
            "金额合计|总成交金额|销售总额|不含税销售额|含税销售额|"
            "total|total amount|total sales|total price|total spent|order total|line total|net sales|net amount|"
            "ext price|extended price|revenue|turnover|grand total|item total|subtotal|sales value|gross sales|"
            "invoice amount|line amount|order amount|daily sales|weekly sales|monthly sales|close value|value|net|"
            "net total|net value|gross amount|gross total|gross|"
            "业绩|业绩额|销售业绩|业绩金额|交易额|交易总额|成交总额|出货额|出货金额|发货金额|销售净额|净销售额|"
            "实销金额|实销额|营业收入|营业流水|流水金额|流水额|货款|货款金额|销货金额|销货额|签约金额|签单金额|"
            "签约额|开票金额|零售额|订货金额|"
            "amounts|amt|sales amt|sales total|total net|transaction amount|transaction value|transaction total|"
            "deal amount|purchase amount|revenue amount|sales revenues|net turnover|bookings|takings|net rev|"
            "本日销售|本日销售额|当日销售|当日销售额|"
            "contract value|contract amount|contract sum|total contract value|"
            "合同价款|合约金额|"
            "invoice total|item subtotal"),
        _field("quantity", "数量", "Quantity", NUMBER,
            "销量|销售数量|件数|成交件数|支付件数|支付商品件数|成交商品件数|订购数量|实发数量|发货数量|实出数量|"
            "购买数量|商品数量|宝贝总数量|出库数量|台数|箱数|"
            "qty|units|units sold|quantity ordered|order quantity|lineitem quantity|quantity-purchased|pieces|"
            "unit sold|no of units|transaction qty|sale count|number of items|bottles sold|"
            "销售量|出货数量|数量合计|开单数量|本单数量|"
            "qty sold|quantity sold|sold qty|sold quantity|items sold|pieces sold|pcs|pcs sold|count|counts|"
            "item count|units ordered|units shipped|qty ordered|qty shipped|shipped qty|no of pcs|number of units|"
            "number of units sold|number of pieces|"
            "总数量|件数合计|个数|份数|瓶数|套数|双数|吨数|重量|销售件数|成交数量|下单数量|订货数量|订购量|出货量|"
            "发货量|购买件数"),
        _field("unit_price", "单价", "Unit price", MONEY,
            "销售单价|出库单价|成交价|成交单价|含税单价|标准单价|售价|商品单价|标准价|京东价|价格|零售价|"
            "price|unit-price|price each|price per unit|sale price|selling price|lineitem price|unit cost price|"
            "rate per unit|"
            "不含税单价|无税单价|"
            "sales price|item price|unit amount|"
            "单件价格|销售价|销售价格|成交价格|出货单价|"
            "unit rate|price/unit|unit value|price per item|per unit price|each price"),
        _field("discount", "折扣", "Discount", NUMBER,
            "折扣率|优惠|优惠金额|折扣金额|折让|折让金额|"
            "discount rate|discounts|discount amount|discount percent|discount %|promotion discount|"
            "lineitem discount|discount pct|discount percentage|disc|"
            "折扣额|优惠总金额|"
            "discount rate %"),
        _field("cost", "成本", "Cost", MONEY,
            "成本金额|成本额|销售成本|总成本|产品成本|采购成本|"
            "COGS|cost amount|total cost|cost of goods sold|cost of sales"),
        _field("unit_cost", "单位成本", "Unit cost", MONEY,
            "成本价|进价|进货价|采购价|成本单价|"
            "cost price|purchase price|manufacturing price|cost per unit|standard cost"),
        _field("profit", "利润", "Profit", MONEY,
            "毛利|毛利额|利润额|销售利润|毛利润|"
            "gross profit|profit amount|margin amount|total profit|gross margin|operating profit|gross income|"
            "net profit"),
        _field("order_id", "订单编号", "Order ID", ID,
            "订单号|订单ID|订单单号|单号|单据编号|单据号|销售单号|交易编号|交易号|小票号|流水号|主订单编号|"
            "子订单编号|合同编号|合同号|发票号|"
            "order no|order number|order #|order-id|amazon-order-id|invoice no|invoice|invoice number|"
            "transaction id|receipt no|document no|sales order|so number|name of order|invoice id|"
            "sales order number|sales order no|po number|"
            "发货单号|出库单号|销售出库单号|"
            "invoice/item number|bill no|order reference|"
            "发票号码|"
            "num|po #"),
        _field("customer", "客户名称", "Customer", NAME, CUSTOMER + "|name"),
        _field("customer_id", "客户编号", "Customer ID", ID, CUSTOMER_ID),
        _field("channel", "渠道", "Channel", NAME, CHANNEL),
        _field("region", "区域", "Region", NAME, REGION + "|收货地址"),
        _field("province", "省份", "Province", NAME,
            "省|省/自治区|省市|省/直辖市|收货省份|州/省|"
            "state|state/province|province/state|shipping province|ship-state|billing province"),
        _field("city", "城市", "City", NAME, "市|收货城市|所在城市|county|town|shipping city|ship-city|billing city"),
        _field("country", "国家", "Country", NAME, "国家/地区|country/region|nation|ship-country|shipping country"),
        _field("salesperson", "销售员", "Salesperson", NAME, SALESPERSON + (
            "|"
            "姓名|员工姓名|员工|员工名称|人员|人员姓名"
        )),
        _field("product", "产品名称", "Product", NAME, PRODUCT),
        _field("product_id", "产品编号", "Product ID", ID, PRODUCT_ID),
        _field("category", "品类", "Category", NAME, CATEGORY),
        _field("subcategory", "子品类", "Sub-category", NAME,
            "子类别|子类|小类|二级类目|中类|产品小类|"
            "sub category|subcategory|product subcategory|sub-type"),
        _field("segment", "客户类型", "Customer segment", NAME,
            "细分|客户类别|客户分类|客户级别|客户等级|客户性质|会员等级|"
            "segment|customer type|customer group|customer category|client type|market segment"),
        _field("promotion", "促销", "Promotion", NAME,
            "促销活动|活动|活动名称|优惠活动|营销活动|"
            "promo|promotion name|promotion-ids|campaign|discount code|coupon|promo code"),
        _field("status", "状态", "Status", NAME,
            "订单状态|交易状态|单据状态|退款状态|退货状态|"
            "order status|order-status|financial status|fulfillment status|transaction status|payment status", words=STATUSES),
        _field("refund", "退款金额", "Refund", MONEY,
            "退款|退款额|已退款金额|实际退款金额|买家退款金额|商家实退金额|退货金额|退回金额|"
            "refund amount|refunded amount|amount refunded|refunded|total refunded|returned amount"),
        _field("ship_date", "发货日期", "Ship date", D,
            "发货时间|出货日期|配送日期|送货时间|实际发货日期|"
            "shipped date|ship time|shipping date|delivery date|fulfilled at|dispatch date|shipment date"),
        _field("currency", "币种", "Currency", NAME,
            "货币|币别|结算币种|交易币种|货币代码|币种代码|"
            "currency code|ccy", words=CURRENCIES),
    ),
    date="order_date",
    amount="amount",
    key_fields=("order_id", "product_id", "product"),
    one_of=(("amount", "quantity*unit_price"),),
)  # fmt: skip

TARGETS = Dataset(
    "targets",
    Text("目标", "Targets"),
    Text("一个期间（及区域、渠道、人员…）的目标", "a target for a period (and region, channel, person …)"),
    (
        _field("period", "期间", "Period", P,
            "月份|月|年月|年度|年份|年|季度|季|周|周次|时间|日期|考核期|目标月份|"
            "month|year|quarter|week|date|fiscal period|time period|order date|month id|year month|month year|"
            "年月份|考核月份", required=True),
        _field("amount", "目标", "Target", MONEY,
            "目标额|目标金额|销售目标|业绩目标|目标值|任务|任务额|销售任务|指标任务|计划|计划额|计划金额|销售计划|"
            "预算销售额|年度目标|月度目标|指标值|"
            "salestarget|sales target|target amount|target value|quota|sales quota|goal|sales goal|plan|"
            "planned sales|budgeted sales|plan amount|target sales", required=True),
        _field("metric", "指标", "Metric", NAME,
            "指标名称|目标类型|考核指标|"
            "metric name|measure|target type|kpi", words=METRIC_WORDS),
        _field("region", "区域", "Region", NAME, REGION),
        _field("channel", "渠道", "Channel", NAME, CHANNEL),
        _field("salesperson", "销售员", "Salesperson", NAME, SALESPERSON + "|姓名"),
        _field("product", "产品名称", "Product", NAME, PRODUCT.replace("|description", "")),
        _field("category", "品类", "Category", NAME, CATEGORY),
    ),
    date="period",
    amount="amount",
    key_fields=("period", "metric", "region", "channel", "salesperson", "product", "category"),
)  # fmt: skip

SPEND = Dataset(
    "spend",
    Text("费用投入", "Spend"),
    Text("一天、一周或一月的费用与触达", "money and reach of a day, week or month"),
    (
        _field("date", "日期", "Date", P,
            "投放日期|投放时间|费用日期|报销日期|付款日期|发生日期|支出日期|记账日期|月份|年月|月|周|周次|期间|"
            "时间|"
            "month|week|day|spend date|posting date|expense date|transaction date|payment date|paid on|date paid|"
            "purchase date|invoice date|entry date|"
            "交易日期|发票日期|"
            "period|reporting date|reporting starts|"
            "日期时间|"
            "date/time", required=True),
        _field("spend", "费用", "Spend", MONEY,
            "支出|花费|消耗|费用金额|实际费用|实际支出|实际花费|实际发生|实际发生额|发生额|执行额|执行金额|"
            "报销金额|投入|投放费用|投放金额|广告费|推广费|推广费用|营销费用|市场费用|渠道费用|促销费用|费用支出|"
            "广告花费|总费用|金额|"
            "cost|spending|ad spend|ad cost|advertising|advertising cost|marketing spend|marketing cost|"
            "amount spent|total spend|actual spend|actual|expense|media spend|total cost|amount|expense amount|"
            "报销额|费用额|支付金额|支出金额"),
        _field("budget", "预算", "Budget", MONEY,
            "预算金额|预算额|费用预算|计划费用|年度预算|月度预算|"
            "budget amount|planned spend|budgeted|planned cost"),
        _field("channel", "渠道", "Channel", NAME, CHANNEL + (
            "|"
            "推广渠道|投放渠道|媒体|广告平台|投放平台|"
            "media|campaign channel|ad platform|media channel|medium"
        )),
        _field("purpose", "用途", "Purpose", NAME,
            "费用类型|费用类别|费用科目|费用项目|科目|支出类型|用途类别|"
            "expense type|cost type|spend type|purpose of spend|expense category|budget item|"
            "费用名称|费用明细|费用种类|报销类型|报销类别|支出类别|开支类型|"
            "cost category|spend category|type of expense|nature of expense|kostenart|ausgabenart|tipo de gasto", words=PURPOSES),
        _field("leads", "线索数", "Leads", COUNT,
            "线索|线索量|潜客数|留资数|询盘数|咨询量|新增线索|"
            "lead count|number of leads|enquiries|inquiries|mql|"
            "表单提交数|有效线索"),
        _field("visits", "访问量", "Visits", COUNT,
            "访客数|访客量|点击量|点击数|"
            "UV|"
            "流量|浏览量|客流量|进店人数|"
            "visitors|sessions|traffic|clicks|footfall|website visits|"
            "点击次数|点击|"
            "link clicks|"
            "点击量(次)"),
        _field("inventory", "库存金额", "Inventory value", MONEY,
            "库存|库存额|期末库存|平均库存|渠道库存|库存货值|"
            "inventory|stock|stock value|closing inventory|inventory amount"),
        _field("outlets", "网点数", "Outlets", COUNT,
            "网点|门店数|门店数量|终端数|覆盖网点|经销商数|"
            "stores|number of stores|outlet count|store count|points of sale"),
        _field("region", "区域", "Region", NAME, REGION),
    ),
    date="date",
    amount="spend",
    key_fields=("date", "channel", "purpose", "region"),
    one_of=(("spend", "budget", "leads", "inventory", "outlets"),),
)  # fmt: skip

CUSTOMERS = Dataset(
    "customers",
    Text("客户档案", "Customers"),
    Text("一个客户", "a customer"),
    (
        _field("customer", "客户名称", "Customer", NAME, CUSTOMER + "|name|姓名", required=True),
        _field("customer_id", "客户编号", "Customer ID", ID, CUSTOMER_ID),
        _field("industry", "行业", "Industry", NAME, "所属行业|客户行业|行业类别|sector|vertical|industry type"),
        _field("segment", "规模", "Segment", NAME,
            "客户规模|企业规模|客户类型|客户类别|客户分类|客户等级|客户级别|"
            "segment|size|company size|customer type|customer segment|account type"),
        _field("influence", "行业影响力", "Influence", RATING,
            "影响力|影响力评分|行业地位|战略价值|"
            "influence score|industry influence|strategic value"),
        _field("region", "区域", "Region", NAME, REGION + "|省份|office location"),
        _field("channel", "渠道", "Channel", NAME, CHANNEL),
        _field("owner", "客户经理", "Owner", NAME,
            "负责人|跟进人|销售员|业务员|归属人|维护人|"
            "account owner|account manager|customer owner|relationship manager|sales rep"),
        _field("renewal_date", "续约日", "Renewal date", D,
            "续约日期|到期日|到期日期|合同到期日|合同到期|续费日期|服务到期|"
            "contract end|contract end date|renewal due|expiry date"),
        _field("renewed", "是否续约", "Renewed", FLAG,
            "续约|已续约|续约状态|是否续费|"
            "renewal|renewal status|is renewed", words=FLAGS),
        _field("last_visit", "最近回访", "Last visit", D,
            "最近回访日|最近回访日期|上次拜访|最近拜访|最近拜访日期|上次回访|"
            "last visited|last visit date|last contact|last contacted|"
            "上次拜访日期|上次拜访时间|最后拜访日期|最近联系时间|"
            "last contact date"),
        _field("since", "建档日期", "Customer since", D,
            "开户日期|首次合作|合作开始日期|注册日期|注册时间|创建日期|"
            "signup date|created date|start date|registered|"
            "合作时间|入会时间|"
            "join date|date joined|signup|created at"),
    ),
    key_fields=("customer_id", "customer"),
)  # fmt: skip

OPPORTUNITIES = Dataset(
    "opportunities",
    Text("商机", "Opportunities"),
    Text("一个商机", "a deal"),
    (
        _field("opportunity_id", "商机编号", "Opportunity ID", ID,
            "商机ID|商机号|机会编号|项目编号|商机名称|项目名称|销售机会|"
            "opportunity|opportunity name|deal id|deal|deal name|opp id|record id|id", required=True),
        _field("stage", "阶段", "Stage", NAME,
            "商机阶段|销售阶段|跟进阶段|当前阶段|项目阶段|"
            "deal stage|sales stage|opportunity stage|pipeline stage|stage name|stage id", required=True, words=STAGES),
        _field("amount", "金额", "Amount", MONEY,
            "商机金额|预计金额|预计成交金额|预估金额|项目金额|合同金额|"
            "close value|deal value|deal amount|expected revenue|expected amount|opportunity amount|value|"
            "deal size"),
        _field("customer", "客户名称", "Customer", NAME, CUSTOMER),
        _field("channel", "渠道", "Channel", NAME, CHANNEL + "|商机来源|线索来源|lead source"),
        _field("owner", "负责人", "Owner", NAME, SALESPERSON + "|商机负责人|deal owner|opportunity owner|assigned to"),
        _field("product", "产品名称", "Product", NAME, PRODUCT),
        _field("region", "区域", "Region", NAME, REGION),
        _field("created", "创建日", "Created", D,
            "创建日期|创建时间|录入日期|立项日期|"
            "created date|create date|created at|open date|date created|"
            "日期|"
            "date"),
        _field("first_contact", "首次接触", "First contact", D,
            "首次接触日|首次接触日期|首次联系|首次跟进|首次跟进时间|接触日期|"
            "engage date|first contacted|first contact date|first touch"),
        _field("closed", "关闭日", "Closed", D,
            "关闭日期|关闭时间|成交日期|结束日期|赢单日期|签约日期|预计成交日期|"
            "close date|closed date|closed at|close time|won date|expected close date"),
        _field("outcome", "结果", "Outcome", NAME,
            "商机结果|赢输|输赢|状态|是否成交|商机状态|"
            "won/lost|result|status|is won|deal status", words=OUTCOMES),
    ),
    date="created",
    later="closed",
    amount=None,
    key_fields=("opportunity_id",),
)  # fmt: skip

TICKETS = Dataset(
    "tickets",
    Text("售后工单", "Service tickets"),
    Text("一张售后工单", "a service ticket"),
    (
        _field("opened", "受理时间", "Opened", M,
            "创建时间|创建日期|提交时间|提交日期|报修时间|受理日期|工单创建时间|投诉日期|投诉时间|"
            "created date|created at|created|open date|opened at|date opened|ticket created|submitted", required=True),
        _field("ticket_id", "工单编号", "Ticket ID", ID,
            "工单号|工单ID|单号|投诉编号|"
            "ticket|ticket no|ticket number|case id|case number|issue id|id|"
            "工单流水号"),
        _field("first_response", "响应时间", "First response", M,
            "首次响应|首次响应时间|首响时间|首次回复时间|响应时长|首次响应时长|响应小时|"
            "first response at|first response time|first response time hours|first reply|response time|"
            "response hours|time to first response|first reply time|"
            "首次回复时长|首次响应用时"),
        _field("resolved", "解决时间", "Resolved", M,
            "完成时间|关闭时间|结案时间|办结时间|处理完成时间|解决时长|处理时长|解决小时|"
            "resolved at|resolution time|resolution time hours|closed at|closed date|time to resolution|"
            "resolution hours|full resolution time|"
            "解决用时|"
            "resolved time|solved at|"
            "完结时间"),
        _field("customer", "客户名称", "Customer", NAME, CUSTOMER + "|name"),
        _field("channel", "渠道", "Channel", NAME, CHANNEL + "|受理渠道|contact channel"),
        _field("region", "区域", "Region", NAME, REGION),
        _field("kind", "类型", "Kind", NAME,
            "工单类型|问题类型|投诉类型|类别|分类|"
            "ticket type|case type|issue type|category|request type"),
        _field("priority", "优先级", "Priority", NAME, "紧急程度|紧急度|级别|severity|urgency"),
        _field("status", "状态", "Status", NAME, "工单状态|处理状态|ticket status|case status"),
        _field("product", "产品名称", "Product", NAME, PRODUCT),
        _field("owner", "处理人", "Agent", NAME,
            "客服|受理人|责任人|客服人员|"
            "assigned agent|agent name|assignee|handled by"),
        _field("csat", "满意度", "CSAT", RATING,
            "满意度评分|客户满意度|评分|满意度得分|评价|"
            "csat score|satisfaction|satisfaction score|customer satisfaction|customer satisfaction rating|rating|"
            "满意度评价|客户评价|服务评价"),
    ),
    date="opened",
    key_fields=("ticket_id",),
)  # fmt: skip

SURVEYS = Dataset(
    "surveys",
    Text("满意度", "Surveys"),
    Text("一份问卷回答", "an answer"),
    (
        _field("date", "日期", "Date", D,
            "调查日期|回访日期|填写日期|提交日期|提交时间|答题时间|评价日期|评价时间|"
            "survey date|response date|submitted at|answered at|answered on|completed|timestamp|"
            "提交答卷时间|"
            "date/time|created at", required=True),
        _field("customer", "客户名称", "Customer", NAME, CUSTOMER + "|name|受访者|respondent"),
        _field("channel", "渠道", "Channel", NAME, CHANNEL),
        _field("region", "区域", "Region", NAME, REGION),
        _field("product", "产品名称", "Product", NAME, PRODUCT),
        _field("csat", "满意度", "CSAT", RATING,
            "满意度评分|总体满意度|满意度得分|评分|"
            "csat score|satisfaction|satisfaction score|overall satisfaction|rating"),
        _field("nps", "推荐意愿", "NPS score", RATING,
            "NPS|"
            "NPS评分|推荐可能性|您有多大可能推荐我们|您推荐我们的可能性|净推荐值|推荐值|推荐分|推荐度|"
            "推荐意愿评分|"
            "likelihood to recommend|would recommend|recommend score"),
        _field("comment", "评语", "Comment", NOTE, "意见|建议|反馈|评价内容|备注|comments|feedback|verbatim"),
    ),
    date="date",
    key_fields=("date", "customer", "channel"),
    one_of=(("csat", "nps"),),
)  # fmt: skip

MARKET = Dataset(
    "market",
    Text("市场", "Market"),
    Text("一个期间（及细分）的市场", "a period (and segment) of the market"),
    (
        _field("period", "期间", "Period", P,
            "月份|年月|年度|年份|年|季度|日期|时间|"
            "month|quarter|year|date", required=True),
        _field("market_size", "市场规模", "Market size", MONEY,
            "市场容量|市场总额|行业规模|市场总量|行业销售额|"
            "total market|market volume|market value|industry sales"),
        _field("segment", "细分市场", "Segment", NAME, "细分|市场细分|品类|类别|category|market segment"),
        _field("competitor", "竞品", "Competitor", NAME,
            "竞争对手|竞争品牌|竞品名称|对手|品牌|"
            "competitor name|rival|brand"),
        _field("competitor_sales", "竞品销售额", "Competitor sales", MONEY,
            "竞争对手销售额|对手销售额|竞品销售|"
            "competitor revenue|rival sales"),
        _field("competitor_price", "竞品价格", "Competitor price", MONEY,
            "竞品单价|竞品售价|对手价格|竞争对手价格|"
            "rival price"),
        _field("own_price", "本品价格", "Own price", MONEY, "我方价格|自有价格|本品售价|我司价格|our price|my price"),
        _field("product", "产品名称", "Product", NAME, PRODUCT),
        _field("region", "区域", "Region", NAME, REGION),
    ),
    date="period",
    key_fields=("period", "segment", "competitor", "product", "region"),
    one_of=(("market_size", "competitor_sales", "competitor_price"),),
)  # fmt: skip

RETURNS = Dataset(
    "returns",
    Text("退货", "Returns"),
    Text("一张退货的订单（或订单行）", "a returned order (line)"),
    (
        _field("order_id", "订单编号", "Order ID", ID,
            "订单号|订单ID|原订单号|原单号|单号|"
            "order no|order number|original order|invoice no|transaction id", required=True),
        _field("channel", "渠道", "Channel", NAME, CHANNEL),
        _field("date", "退货日期", "Return date", D,
            "日期|退货时间|退款时间|退款日期|退单日期|"
            "return date|refund date|returned on|date"),
        _field("product", "产品名称", "Product", NAME, PRODUCT),
        _field("product_id", "产品编号", "Product ID", ID, PRODUCT_ID),
        _field("quantity", "退货数量", "Quantity returned", NUMBER,
            "数量|退回数量|"
            "return quantity|quantity|returned qty|qty"),
        _field("amount", "退货金额", "Amount returned", MONEY,
            "退款金额|退回金额|金额|退款|"
            "refund amount|return amount|refund|amount|returned amount"),
        _field("reason", "退货原因", "Reason", NAME,
            "原因|退款原因|退货理由|"
            "return reason|refund reason|reason for return"),
        _field("returned", "是否退回", "Returned", FLAG,
            "退回|已退货|是否退货|"
            "returned|is returned|return", words=FLAGS),
    ),
    date="date",
    key_fields=("order_id", "product_id", "product"),
)  # fmt: skip

PEOPLE = Dataset(
    "people",
    Text("销售人员", "Salespeople"),
    Text("一名销售员", "a salesperson"),
    (
        _field("salesperson", "销售员", "Salesperson", NAME, SALESPERSON + (
            "|"
            "姓名|员工姓名|员工|地区经理|区域经理|人员|"
            "person|full name|regional manager|name"
        ), required=True),
        _field("region", "区域", "Region", NAME, REGION),
        _field("channel", "渠道", "Channel", NAME, CHANNEL),
        _field("team", "团队", "Team", NAME, "小组|销售团队|部门|销售部门|组别|sales team|department|group"),
        _field("manager", "主管", "Manager", NAME,
            "上级|直属上级|经理|团队主管|部门经理|"
            "reports to|supervisor|team lead|line manager"),
        _field("hired", "入职日期", "Hired", D, "入职时间|到岗日期|hire date|start date|joined"),
    ),
    key_fields=("salesperson", "region"),
)  # fmt: skip

PRODUCTS = Dataset(
    "products",
    Text("产品档案", "Products"),
    Text("一个产品", "a product"),
    (
        _field("product", "产品名称", "Product", NAME, PRODUCT + "|名称|name", required=True),
        _field("product_id", "产品编号", "Product ID", ID, PRODUCT_ID),
        _field("category", "品类", "Category", NAME, CATEGORY),
        _field("list_price", "标价", "List price", MONEY,
            "标准价|目录价|零售价|统一零售价|出厂价|经销价|批发价|供货价|吊牌价|建议零售价|指导价|单价|售价|价格|"
            "sales price|price|unit price|msrp|rrp|retail price|standard price"),
        _field("cost", "成本", "Cost", MONEY,
            "成本价|单位成本|标准成本|进价|采购价|"
            "unit cost|standard cost|cost price"),
        _field("core", "核心产品", "Core product", FLAG,
            "是否核心|核心|重点产品|主推|是否主推|"
            "core|is core|key product|focus product", words=FLAGS),
        _field("launched", "上市日期", "Launched", D,
            "上市时间|上架日期|上架时间|"
            "launch date|release date|available from"),
    ),
    key_fields=("product_id", "product"),
)  # fmt: skip

VISITS = Dataset(
    "visits",
    Text("回访", "Customer visits"),
    Text("一次客户拜访", "a customer visit"),
    (
        _field("customer", "客户名称", "Customer", NAME, CUSTOMER + "|name", required=True),
        _field("date", "日期", "Date", D,
            "拜访日期|回访日期|拜访时间|回访时间|走访日期|跟进日期|跟进时间|"
            "visit date|visited on|call date|follow-up date|contact date", required=True),
        _field("kind", "方式", "Kind", NAME,
            "拜访方式|回访方式|拜访类型|跟进方式|类型|"
            "visit type|type|visit kind|contact type"),
        _field("owner", "拜访人", "Owner", NAME, SALESPERSON + "|回访人|跟进人|visited by|visitor"),
        _field("note", "纪要", "Note", NOTE,
            "拜访纪要|回访内容|拜访内容|跟进内容|备注|沟通内容|"
            "notes|visit notes|comment|comments|summary|outcome"),
    ),
    date="date",
    key_fields=("customer", "date", "kind"),
)  # fmt: skip

EVENTS = Dataset(
    "events",
    Text("大事", "Events"),
    Text("一件影响走势的事", "something that explains a curve"),
    (
        _field("date", "日期", "Date", D,
            "开始日期|起始日期|开始时间|发生日期|发生时间|事件日期|活动开始|"
            "event date|start date", required=True),
        _field("until", "结束日期", "Until", D, "结束时间|截止日期|截止时间|终止日期|活动结束|end date"),
        _field("event", "事件", "Event", NOTE,
            "大事|事件名称|事件说明|事件内容|事由|活动名称|"
            "event name|what happened", required=True),
        _field("kind", "类型", "Kind", NAME, "事件类型|事件类别|event type|type", words=EVENT_KINDS),
        _field("channel", "渠道", "Channel", NAME, CHANNEL),
        _field("region", "区域", "Region", NAME, REGION),
        _field("product", "产品", "Product", NAME, "商品|产品名称|商品名称|品名|product name|item"),
    ),
    date="date",
    key_fields=("date", "event", "channel", "region", "product"),
)  # fmt: skip

DATASETS = registry(
    (ORDERS, TARGETS, SPEND, CUSTOMERS, OPPORTUNITIES, TICKETS, SURVEYS, MARKET, RETURNS, PEOPLE,
     PRODUCTS, VISITS, EVENTS)
)  # fmt: skip


def _check(dataset: Dataset) -> None:
    claimed: dict[str, str] = {}
    for field in dataset.fields:
        for header in {normal_header(h) for h in field.headers}:
            owner = claimed.setdefault(header, field.key)
            if owner != field.key:
                raise ValueError(f"{dataset.key}: {header} is claimed by {owner} and {field.key}")
    named = {part for group in dataset.one_of for member in group for part in member.split("*")}
    for key in {*dataset.key_fields, *named, dataset.date, dataset.amount} - {None}:
        dataset.field(str(key))


for _dataset in DATASETS.values():
    _check(_dataset)
