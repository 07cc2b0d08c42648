"""What is sold, planned, spent and given back."""

from __future__ import annotations

from salesdash.catalog.model import Dataset
from salesdash.catalog.sheets.field import COUNT, FLAG, ID, MONEY, NAME, NUMBER, D, P, field
from salesdash.catalog.words.headers import (
    CATEGORY,
    CHANNEL,
    CUSTOMER,
    CUSTOMER_ID,
    PRODUCT,
    PRODUCT_ID,
    REGION,
    SALESPERSON,
)
from salesdash.catalog.words.vocabulary import CURRENCIES, FLAGS, METRIC_WORDS, PURPOSES, STATUSES
from salesdash.text import Text

ORDERS = Dataset(
    "orders",
    Text("订单", "Orders"),
    Text("一行订单明细", "one order line"),
    (
        field("order_date", "订单日期", "Order date", D,
            "日期|统计日期|统计时间|时间段|周期|统计周期|日子|数据日期|下单日期|下单时间|订单提交时间|订单成交时间|订单时间|订单创建时间|"
            "创建时间|付款时间|订单付款时间|支付时间|成交时间|成交日期|销售日期|销售时间|交易日期|交易时间|"
            "开单日期|单据日期|业务日期|出库日期|签约日期|签约时间|签单日期|签订日期|合同日期|合同签订日期|"
            "制单日期|结算日期|开票日期|发生日期|記帳日期|月份|月|年|年月|期间|"
            "date|month|period|sales date|sale date|transaction date|purchase date|invoice date|ordered on|issued|issued on|"
            "issue date|issued date|date issued|order time|created at|created|created utc|created on|order datetime|purchase-date|day|posting date|"
            "sold date|signed|contract date|yr|mth|"
            "付款日|签单日|成单日|"
            "时间|"
            "time|"
            "年份|年度|季度|周次|周|周数|周别|"
            "year|quarter|week|week of|week beginning|week commencing|week starting|week ending|w/c|date/time|datetime|"
            "日期时间|"
            "timestamp|created date|"
            "发货单日期|开单时间|出库时间|订单创建日期|订购日期|购买日期|下单日|开单日|销售日|成交日|交易日|"
            "出库日|签约日|单据日|业务日|开票日|发货单日|日期时间|"
            "posted|posted date|posting-date|booking date|booked on|order placed|order placed date|"
            "place order time|purchased on|sold on|sale day|trade date|trading date|txn date|transaction time|"
            "invoice/bill date|invoiced on|signed on|date signed|signing date|"
            "营业日期|营业日|billing date|business date|create time|creation date|order creation date|"
            "order creation time|order paid time|paid time|"
            "支付完成时间|付款完成时间|订单完成时间|交易完成时间|成团时间|paid at|paid on|date paid|document date|doc date|payment date|payment time|"
            "销货日期|报名日期|报名时间|认购日期|认购时间|投保日期|承保日期|出单日期|开播时间|开播日期|直播日期|直播时间|购车日期|"
            "消费日期|消费时间|账单日期|结账时间|结账日期|买单时间|入住日期|起租日期|租赁日期|交车日期|提车日期|出运日期|装运日期|"
            "bill date|closing date|date sold|enrolment date|enrollment date|check in date|policy date",
            required=True),
        field("amount", "销售额", "Sales", MONEY,
            "金额|销售金额|成交金额|订单金额|收入金额|实付金额|实付款|实收金额|实收|买家实际支付金额|买家实付金额|"
            "用户实付金额|商家实收金额|结算金额|买家应付货款|应付金额|订单应付金额|商品总价|支付金额|付款金额|"
            "总金额|合计金额|总价|总额|小计|价税合计|含税金额|销售收入|营业额|营收|收入|流水|成交额|交易金额|"
            "实洋|实洋金额|实洋合计|销售码洋|码洋|"
            "GMV|"
            "实付|开票额|合约总价|合约额|invoice value|"
            "本币金额|折合人民币|折人民币|折合rmb|人民币金额|合同金额|合同额|合同总额|合同总价|订单实付金额|折后金额|出库金额|"
            "折扣后金额|优惠后金额|商品金额|商品金额合计|日销售额|周销售额|月销售额|无税金额|不含税金额|未税金额|"
            "amount|sales amount|product sales|ordered product sales|item sales|total revenue|sales revenue|"
            "net revenue|gross revenue|sale|order value|order total amount|order amount total|"
            "个人业绩|月业绩|本月业绩|净业绩|完成业绩|完成额|开单金额|签单额|签单金额|成单金额|成单额|产值|实收业绩|到账业绩|销量额|业绩额|业绩金额|"
            "实缴|实缴金额|实缴学费|实交|实交金额|实交学费|实收款|实收合计|租金总额|"
            "金额合计|总成交金额|成交总价|签约总价|销售总额|不含税销售额|含税销售额|"
            "total|total amount|total sales|total price|total spent|order total|line total|net sales|net amount|"
            "ext price|extended price|revenue|turnover|grand total|item total|subtotal|sales value|gross sales|"
            "invoice amount|line amount|order amount|daily sales|weekly sales|monthly sales|close value|value|net|"
            "net total|net value|gross amount|gross total|gross|"
            "untaxed amount|amount untaxed|untaxed amount signed|untaxed amount in currency|total signed|total in currency signed|"
            "业绩|业绩额|销售业绩|业绩金额|交易额|交易总额|成交总额|出货额|出货金额|发货金额|销售净额|净销售额|"
            "实销金额|实销额|营业收入|营业流水|流水金额|流水额|货款|货款金额|销货金额|销货额|签约金额|签单金额|"
            "签约额|开票金额|零售额|订货金额|"
            "amounts|amt|sales amt|sales total|total net|transaction amount|transaction value|transaction total|"
            "deal amount|purchase amount|revenue amount|sales revenues|net turnover|bookings|takings|net rev|"
            "本日销售|本日销售额|当日销售|当日销售额|总收入|总营业额|总营收|总销售额|总业绩|"
            "商品实际成交金额|商品成交金额|商品实付金额|商品实收金额|货品总价|货品总额|货品金额|实际成交金额|实际支付金额|实际支付|实际付款金额|应付款|应付总额|应付总金额|订单应付|商品总额|商品总金额|"
            "product subtotal|product total|商品小计|paid price|price paid|amount paid|amount payable|payable amount|paid amount|total payable|payable|"
            "contract value|contract amount|contract sum|total contract value|"
            "合同价款|合约金额|行金额|明细金额|"
            "invoice total|item subtotal|all amount"),
        field("quantity", "数量", "Quantity", NUMBER,
            "销量|销售数量|件数|成交件数|支付件数|支付商品件数|成交商品件数|订购数量|实发数量|发货数量|实出数量|"
            "购买数量|商品数量|宝贝总数量|出库数量|台数|箱数|"
            "qty|units|units sold|quantity ordered|order quantity|lineitem quantity|quantity-purchased|pieces|"
            "cases|cases sold|boxes|boxes sold|cartons|cartons sold|unit sold|no of units|transaction qty|sale count|number of items|bottles sold|"
            "销售量|出货数量|数量合计|开单数量|本单数量|"
            "qty sold|quantity sold|sold qty|sold quantity|items sold|pieces sold|pcs|pcs sold|count|counts|"
            "item count|units ordered|units shipped|qty ordered|qty shipped|shipped qty|no of pcs|number of units|"
            "number of units sold|number of pieces|"
            "总数量|件数合计|个数|份数|瓶数|套数|双数|吨数|重量|销售件数|成交数量|下单数量|订货数量|订购量|出货量|"
            "发货量|购买件数|real qty|billed quantity|confirmed quantity"),
        field("unit_price", "单价", "Unit price", MONEY,
            "销售单价|出库单价|成交价|成交单价|含税单价|标准单价|售价|商品单价|标准价|京东价|价格|零售价|"
            "price|unit-price|price each|price per unit|sale price|selling price|lineitem price|unit cost price|"
            "rate per unit|"
            "不含税单价|无税单价|折后价|折后单价|优惠价|优惠单价|折扣价|折扣单价|实际单价|"
            "sales price|item price|unit amount|"
            "单件价格|销售价|销售价格|成交价格|出货单价|"
            "unit rate|price/unit|unit value|price per item|per unit price|each price|tax price"),
        field("discount", "折扣", "Discount", NUMBER,
            "折扣率|扣率|优惠率|优惠|优惠金额|折扣金额|折让|折让金额|让利|让利金额|"
            "discount rate|discounts|discount amount|discount percent|discount %|promotion discount|"
            "lineitem discount|discount pct|discount percentage|disc|"
            "折扣额|优惠总金额|优惠券|优惠券金额|代金券|抵用券|立减|立减金额|满减|满减金额|红包|"
            "discount rate %|coupon amount|coupon discount|coupon value|voucher|voucher amount|promo discount"),
        field("cost", "成本", "Cost", MONEY,
            "成本金额|成本额|销售成本|总成本|产品成本|采购成本|"
            "COGS|cost amount|total cost|cost of goods sold|cost of sales"),
        field("unit_cost", "单位成本", "Unit cost", MONEY,
            "成本价|进价|进货价|采购价|成本单价|"
            "cost price|purchase price|manufacturing price|cost per unit|standard cost"),
        field("profit", "利润", "Profit", MONEY,
            "毛利|毛利额|利润额|销售利润|毛利润|"
            "gross profit|profit amount|margin amount|total profit|gross margin|operating profit|gross income|"
            "net profit"),
        field("order_id", "订单编号", "Order ID", ID,
            "订单号|订单ID|订单单号|单号|单据编号|单据号|销售单号|交易编号|交易号|小票号|流水号|主订单编号|"
            "子订单编号|合同编号|合同号|合约号|合约编号|发票号|"
            "order no|order number|order #|order-id|amazon-order-id|invoice no|invoice|invoice number|"
            "transaction id|receipt no|document no|sales order|so number|name of order|invoice id|"
            "sales order number|sales order no|sales document|sales doc|billing document|po number|"
            "发货单号|出库单号|销售出库单号|"
            "invoice/item number|bill no|order reference|"
            "数电发票号码|数电票号码|全电发票号码|发票号码|"
            "num|po #"),
        field("customer", "客户名称", "Customer", NAME, CUSTOMER + "|name"),
        field("customer_id", "客户编号", "Customer ID", ID, CUSTOMER_ID),
        field("channel", "渠道", "Channel", NAME, CHANNEL),
        field("region", "区域", "Region", NAME, REGION + "|收货地址"),
        field("province", "省份", "Province", NAME,
            "省|省/自治区|省市|省/直辖市|收货省份|州/省|"
            "state|state/province|province/state|shipping province|ship-state|billing province"),
        field("city", "城市", "City", NAME, "市|收货城市|所在城市|county|town|shipping city|ship-city|billing city"),
        field("country", "国家", "Country", NAME, "国家/地区|country/region|nation|ship-country|shipping country"),
        field("salesperson", "销售员", "Salesperson", NAME, SALESPERSON + (
            "|"
            "姓名|员工姓名|员工|员工名称|人员|人员姓名"
        )),
        field("product", "产品名称", "Product", NAME, PRODUCT),
        field("product_id", "产品编号", "Product ID", ID, PRODUCT_ID),
        field("category", "品类", "Category", NAME, CATEGORY),
        field("subcategory", "子品类", "Sub-category", NAME,
            "子类别|子类|小类|二级类目|中类|产品小类|"
            "sub category|subcategory|product subcategory|sub-type"),
        field("segment", "客户类型", "Customer segment", NAME,
            "细分|客户类别|客户分类|客户级别|客户等级|客户性质|会员等级|"
            "segment|customer type|customer group|customer category|client type|market segment"),
        field("promotion", "促销", "Promotion", NAME,
            "促销活动|活动|活动名称|优惠活动|营销活动|"
            "promo|promotion name|promotion-ids|campaign|discount code|coupon|promo code"),
        field("status", "状态", "Status", NAME,
            "订单状态|交易状态|单据状态|退款状态|退货状态|行状态|关闭状态|业务关闭状态|行关闭状态|"
            "order status|order-status|financial status|fulfillment status|transaction status|payment status", words=STATUSES),
        field("refund", "退款金额", "Refund", MONEY,
            "退款|退款额|已退款金额|实际退款金额|买家退款金额|商家实退金额|退货金额|退回金额|"
            "refund amount|refunded amount|amount refunded|refunded|total refunded|returned amount"),
        field("ship_date", "发货日期", "Ship date", D,
            "发货时间|出货日期|配送日期|送货时间|实际发货日期|"
            "shipped date|ship time|shipping date|delivery date|fulfilled at|dispatch date|shipment date"),
        field("currency", "币种", "Currency", NAME,
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
        field("period", "期间", "Period", P,
            "月份|月|年月|年度|年份|年|季度|季|周|周次|时间|日期|考核期|目标月份|"
            "month|year|quarter|week|week of|week beginning|week commencing|week starting|week ending|date|fiscal period|time period|order date|month id|year month|month year|"
            "年月份|考核月份", required=True),
        field("amount", "目标", "Target", MONEY,
            "目标额|目标金额|销售目标|业绩目标|目标值|任务|任务额|销售任务|指标任务|计划|计划额|计划金额|销售计划|"
            "预算销售额|年度目标|月度目标|指标值|"
            "salestarget|sales target|target amount|target value|quota|sales quota|goal|sales goal|plan|"
            "planned sales|budgeted sales|plan amount|target sales", required=True),
        field("metric", "指标", "Metric", NAME,
            "指标名称|目标类型|考核指标|"
            "metric name|measure|target type|kpi", words=METRIC_WORDS),
        field("region", "区域", "Region", NAME, REGION),
        field("channel", "渠道", "Channel", NAME, CHANNEL),
        field("salesperson", "销售员", "Salesperson", NAME, SALESPERSON + "|姓名"),
        field("product", "产品名称", "Product", NAME, PRODUCT.replace("|description", "")),
        field("category", "品类", "Category", NAME, CATEGORY),
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
        field("date", "日期", "Date", P,
            "投放日期|投放时间|投放月份|费用月份|报销月份|费用日期|报销日期|付款日期|发生日期|支出日期|记账日期|月份|年月|月|周|周次|期间|"
            "时间|"
            "month|week|week of|week beginning|week commencing|week starting|week ending|w/c|day|spend date|posting date|expense date|transaction date|payment date|paid on|date paid|"
            "purchase date|invoice date|entry date|"
            "交易日期|发票日期|"
            "period|reporting date|reporting starts|"
            "日期时间|"
            "date/time", required=True),
        field("spend", "费用", "Spend", MONEY,
            "支出|花费|消耗|费用金额|实际费用|实际支出|实际花费|实际发生|实际发生额|发生额|执行额|执行金额|"
            "报销金额|投入|投放费用|投放金额|广告费|推广费|推广费用|营销费用|市场费用|渠道费用|促销费用|费用支出|"
            "广告花费|总费用|金额|"
            "cost|spending|ad spend|ad cost|advertising|advertising cost|marketing spend|marketing cost|"
            "amount spent|total spend|actual spend|actual|expense|media spend|total cost|amount|expense amount|"
            "报销额|费用额|支付金额|支出金额"),
        field("budget", "预算", "Budget", MONEY,
            "预算金额|预算额|费用预算|计划费用|年度预算|月度预算|"
            "budget amount|planned spend|budgeted|planned cost"),
        field("channel", "渠道", "Channel", NAME, CHANNEL + (
            "|"
            "推广渠道|投放渠道|媒体|广告平台|投放平台|"
            "media|campaign channel|ad platform|media channel|medium"
        )),
        field("purpose", "用途", "Purpose", NAME,
            "费用类型|费用类别|费用科目|费用项目|科目|支出类型|用途类别|"
            "expense type|cost type|spend type|purpose of spend|expense category|budget item|"
            "费用名称|费用明细|费用种类|报销类型|报销类别|支出类别|开支类型|"
            "cost category|spend category|type of expense|nature of expense|kostenart|ausgabenart|tipo de gasto", words=PURPOSES),
        field("leads", "线索数", "Leads", COUNT,
            "线索|线索量|潜客数|留资数|询盘数|咨询量|新增线索|"
            "lead count|number of leads|enquiries|inquiries|mql|"
            "表单提交数|有效线索"),
        field("visits", "访问量", "Visits", COUNT,
            "访客数|访客量|点击量|点击数|"
            "UV|"
            "流量|浏览量|客流量|进店人数|"
            "visitors|sessions|traffic|clicks|footfall|website visits|"
            "点击次数|点击|"
            "link clicks|"
            "点击量(次)"),
        field("inventory", "库存金额", "Inventory value", MONEY,
            "库存|库存额|期末库存|平均库存|渠道库存|库存货值|"
            "inventory|stock|stock value|closing inventory|inventory amount"),
        field("outlets", "网点数", "Outlets", COUNT,
            "网点|门店数|门店数量|终端数|覆盖网点|经销商数|"
            "stores|number of stores|outlet count|store count|points of sale"),
        field("region", "区域", "Region", NAME, REGION),
    ),
    date="date",
    amount="spend",
    key_fields=("date", "channel", "purpose", "region"),
    one_of=(("spend", "budget", "leads", "inventory", "outlets"),),
)  # fmt: skip

RETURNS = Dataset(
    "returns",
    Text("退货", "Returns"),
    Text("一张退货的订单（或订单行）", "a returned order (line)"),
    (
        field("order_id", "订单编号", "Order ID", ID,
            "订单号|订单ID|原订单号|原单号|单号|"
            "order no|order number|original order|invoice no|transaction id", required=True),
        field("channel", "渠道", "Channel", NAME, CHANNEL),
        field("date", "退货日期", "Return date", D,
            "日期|退货时间|退款时间|退款日期|退单日期|"
            "return date|refund date|returned on|date"),
        field("product", "产品名称", "Product", NAME, PRODUCT),
        field("product_id", "产品编号", "Product ID", ID, PRODUCT_ID),
        field("quantity", "退货数量", "Quantity returned", NUMBER,
            "数量|退回数量|"
            "return quantity|quantity|returned qty|qty"),
        field("amount", "退货金额", "Amount returned", MONEY,
            "退款金额|退回金额|金额|退款|"
            "refund amount|return amount|refund|amount|returned amount"),
        field("reason", "退货原因", "Reason", NAME,
            "原因|退款原因|退货理由|"
            "return reason|refund reason|reason for return"),
        field("returned", "是否退回", "Returned", FLAG,
            "退回|已退货|是否退货|"
            "returned|is returned|return", words=FLAGS),
    ),
    date="date",
    key_fields=("order_id", "product_id", "product"),
)  # fmt: skip
