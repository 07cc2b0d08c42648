"""What stands around a sale: deals, the market, people, products and events."""

from __future__ import annotations

from salesdash.catalog.model import Dataset
from salesdash.catalog.sheets.field import FLAG, ID, MONEY, NAME, NOTE, D, P, field
from salesdash.catalog.words.headers import (
    CATEGORY,
    CHANNEL,
    CUSTOMER,
    PRODUCT,
    PRODUCT_ID,
    REGION,
    SALESPERSON,
)
from salesdash.catalog.words.vocabulary import EVENT_KINDS, FLAGS, OUTCOMES, STAGES
from salesdash.text import Text

OPPORTUNITIES = Dataset(
    "opportunities",
    Text("商机", "Opportunities"),
    Text("一个商机", "a deal"),
    (
        field("opportunity_id", "商机编号", "Opportunity ID", ID,
            "商机ID|商机号|机会编号|项目编号|商机名称|项目名称|销售机会|"
            "opportunity|opportunity name|deal id|deal|deal name|opp id|record id|id", required=True),
        field("stage", "阶段", "Stage", NAME,
            "商机阶段|销售阶段|跟进阶段|当前阶段|项目阶段|"
            "deal stage|sales stage|opportunity stage|pipeline stage|stage name|stage id", required=True, words=STAGES),
        field("amount", "金额", "Amount", MONEY,
            "商机金额|预计金额|预计成交金额|预估金额|项目金额|合同金额|"
            "close value|deal value|deal amount|expected revenue|expected amount|opportunity amount|value|"
            "deal size"),
        field("customer", "客户名称", "Customer", NAME, CUSTOMER),
        field("channel", "渠道", "Channel", NAME, CHANNEL + "|商机来源|线索来源|lead source"),
        field("owner", "负责人", "Owner", NAME, SALESPERSON + "|商机负责人|deal owner|opportunity owner|assigned to"),
        field("product", "产品名称", "Product", NAME, PRODUCT),
        field("region", "区域", "Region", NAME, REGION),
        field("created", "创建日", "Created", D,
            "创建日期|创建时间|录入日期|立项日期|"
            "created date|create date|created at|open date|date created|"
            "日期|"
            "date"),
        field("first_contact", "首次接触", "First contact", D,
            "首次接触日|首次接触日期|首次联系|首次跟进|首次跟进时间|接触日期|"
            "engage date|first contacted|first contact date|first touch"),
        field("closed", "关闭日", "Closed", D,
            "关闭日期|关闭时间|成交日期|结束日期|赢单日期|签约日期|预计成交日期|"
            "close date|closed date|closed at|close time|won date|expected close date"),
        field("outcome", "结果", "Outcome", NAME,
            "商机结果|赢输|输赢|状态|是否成交|商机状态|"
            "won/lost|result|status|is won|deal status", words=OUTCOMES),
    ),
    date="created",
    later="closed",
    amount=None,
    key_fields=("opportunity_id",),
)  # fmt: skip

MARKET = Dataset(
    "market",
    Text("市场", "Market"),
    Text("一个期间（及细分）的市场", "a period (and segment) of the market"),
    (
        field("period", "期间", "Period", P,
            "月份|年月|年度|年份|年|季度|日期|时间|"
            "month|quarter|year|date", required=True),
        field("market_size", "市场规模", "Market size", MONEY,
            "市场容量|市场总额|行业规模|市场总量|行业销售额|"
            "total market|market volume|market value|industry sales"),
        field("segment", "细分市场", "Segment", NAME, "细分|市场细分|品类|类别|category|market segment"),
        field("competitor", "竞品", "Competitor", NAME,
            "竞争对手|竞争品牌|竞品名称|对手|品牌|"
            "competitor name|rival|brand"),
        field("competitor_sales", "竞品销售额", "Competitor sales", MONEY,
            "竞争对手销售额|对手销售额|竞品销售|"
            "competitor revenue|rival sales"),
        field("competitor_price", "竞品价格", "Competitor price", MONEY,
            "竞品单价|竞品售价|对手价格|竞争对手价格|"
            "rival price"),
        field("own_price", "本品价格", "Own price", MONEY, "我方价格|自有价格|本品售价|我司价格|our price|my price"),
        field("product", "产品名称", "Product", NAME, PRODUCT),
        field("region", "区域", "Region", NAME, REGION),
    ),
    date="period",
    key_fields=("period", "segment", "competitor", "product", "region"),
    one_of=(("market_size", "competitor_sales", "competitor_price"),),
)  # fmt: skip

PEOPLE = Dataset(
    "people",
    Text("销售人员", "Salespeople"),
    Text("一名销售员", "a salesperson"),
    (
        field("salesperson", "销售员", "Salesperson", NAME, SALESPERSON + (
            "|"
            "姓名|员工姓名|员工|地区经理|区域经理|人员|"
            "person|full name|regional manager|name"
        ), required=True),
        field("region", "区域", "Region", NAME, REGION),
        field("channel", "渠道", "Channel", NAME, CHANNEL),
        field("team", "团队", "Team", NAME, "小组|销售团队|部门|销售部门|组别|sales team|department|group"),
        field("manager", "主管", "Manager", NAME,
            "上级|直属上级|经理|团队主管|部门经理|"
            "reports to|supervisor|team lead|line manager"),
        field("hired", "入职日期", "Hired", D, "入职时间|到岗日期|hire date|start date|joined"),
    ),
    key_fields=("salesperson", "region"),
)  # fmt: skip

PRODUCTS = Dataset(
    "products",
    Text("产品档案", "Products"),
    Text("一个产品", "a product"),
    (
        field("product", "产品名称", "Product", NAME, PRODUCT + "|名称|name", required=True),
        field("product_id", "产品编号", "Product ID", ID, PRODUCT_ID),
        field("category", "品类", "Category", NAME, CATEGORY),
        field("list_price", "标价", "List price", MONEY,
            "标准价|目录价|零售价|统一零售价|出厂价|经销价|批发价|供货价|吊牌价|建议零售价|指导价|单价|售价|价格|"
            "sales price|price|unit price|msrp|rrp|retail price|standard price"),
        field("floor_price", "底价", "Floor price", MONEY,
            "最低售价|最低价|最低限价|限价|控价|管控价|"
            "minimum price|lowest price|map price|price floor"),
        field("cost", "成本", "Cost", MONEY,
            "成本价|单位成本|标准成本|进价|采购价|"
            "unit cost|standard cost|cost price"),
        field("core", "核心产品", "Core product", FLAG,
            "是否核心|核心|重点产品|主推|是否主推|"
            "core|is core|key product|focus product", words=FLAGS),
        field("launched", "上市日期", "Launched", D,
            "上市时间|上架日期|上架时间|"
            "launch date|release date|available from"),
    ),
    key_fields=("product_id", "product"),
)  # fmt: skip

EVENTS = Dataset(
    "events",
    Text("大事", "Events"),
    Text("一件影响走势的事", "something that explains a curve"),
    (
        field("date", "日期", "Date", D,
            "开始日期|起始日期|开始时间|发生日期|发生时间|事件日期|活动开始|"
            "event date|start date|start|starts|begins", required=True),
        field("until", "结束日期", "Until", D, "结束时间|截止日期|截止时间|终止日期|活动结束|end date|end|ends"),
        field("event", "事件", "Event", NOTE,
            "大事|事件名称|事件说明|事件内容|事由|活动名称|活动主题|"
            "event name|what happened", required=True),
        field("kind", "类型", "Kind", NAME, "事件类型|事件类别|event type|type", words=EVENT_KINDS),
        field("channel", "渠道", "Channel", NAME, CHANNEL),
        field("region", "区域", "Region", NAME, REGION),
        field("product", "产品", "Product", NAME, "商品|产品名称|商品名称|品名|product name|item"),
    ),
    date="date",
    key_fields=("date", "event", "channel", "region", "product"),
)  # fmt: skip
