"""How the company's sheets look: file, sheet name, headers, widths, in both languages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from sample_data.company import (
    CATEGORIES,
    CHANNELS,
    MANAGERS,
    PEOPLE,
    PRODUCTS,
    PROMOTIONS,
    PURPOSES,
    REGIONS,
    Name,
    names_of,
)
from sample_data.management import COMPETITORS
from sample_data.names import INDUSTRIES

MONEY, COUNT, DAY, MOMENT, TEXT = "#,##0.00", "#,##0", "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "General"


@dataclass(frozen=True)
class Column:
    field: str
    header: Name
    format: str
    width: int


@dataclass(frozen=True)
class Sheet:
    """title: a line above the header, where a person would write one."""

    key: str
    file: Name
    name: Name
    columns: tuple[Column, ...]
    title: Name | None = None


def _columns(*rows: str) -> tuple[Column, ...]:
    formats = {"money": MONEY, "count": COUNT, "day": DAY, "moment": MOMENT, "text": TEXT}
    parts = [row.split("|") for row in rows]
    return tuple(
        Column(field, Name(zh, en), formats[kind], int(width))
        for field, zh, en, kind, width in parts
    )


ORDER_FILE = Name("订单.xlsx", "orders.xlsx")
BOOK_FILE = Name("经营数据.xlsx", "business_data.xlsx")

SHEETS = (
    Sheet("orders", ORDER_FILE, Name("订单明细", "Orders"), _columns(
        "order_id|订单编号|Order No|text|16", "order_date|下单日期|Order Date|day|12",
        "customer|客户名称|Customer|text|30", "segment|客户类型|Customer Type|text|11",
        "channel|渠道|Channel|text|13", "region|大区|Region|text|10",
        "salesperson|销售员|Salesperson|text|13", "product|产品名称|Product|text|24",
        "category|品类|Category|text|14", "quantity|数量|Quantity|count|9",
        "unit_price|单价|Unit Price|money|12", "discount|折扣|Discount|money|11",
        "amount|金额|Amount|money|14", "cost|成本|Cost|money|14",
        "promotion|促销活动|Promotion|text|14", "status|状态|Status|text|10",
        "ship_date|发货日期|Ship Date|day|12")),
    Sheet("targets", BOOK_FILE, Name("大区目标", "Region Targets"), _columns(
        "period|月份|Month|text|11", "region|大区|Region|text|11",
        "amount|销售目标|Sales Target|money|16")),
    Sheet("salesperson_targets", BOOK_FILE, Name("个人目标", "Personal Targets"), _columns(
        "salesperson|销售员|Salesperson|text|14",
        *(f"2025-{m:02d}|2025年{m}月|2025-{m:02d}|money|10" for m in range(1, 13))),
        title=Name("2025年销售员销售目标（单位：万元）", "Sales targets 2025 by salesperson (Unit: CNY 10k)")),
    Sheet("spend", BOOK_FILE, Name("费用投入", "Spend"), _columns(
        "date|月份|Month|text|11", "channel|渠道|Channel|text|13", "purpose|用途|Purpose|text|16",
        "spend|实际费用|Spend|money|14", "budget|预算|Budget|money|14",
        "leads|线索数|Leads|count|9", "visits|访问量|Visits|count|10",
        "inventory|库存金额|Inventory|money|16", "outlets|网点数|Outlets|count|9")),
    Sheet("customers", BOOK_FILE, Name("客户档案", "Customers"), _columns(
        "customer|客户名称|Customer|text|30", "industry|行业|Industry|text|12",
        "segment|规模|Size|text|11", "influence|行业影响力|Influence|count|11",
        "region|大区|Region|text|10", "owner|客户经理|Account Manager|text|16",
        "renewal_date|续约日|Renewal Date|day|13", "renewed|是否续约|Renewed|text|10",
        "last_visit|最近回访|Last Visit|day|12")),
    Sheet("opportunities", BOOK_FILE, Name("商机", "Opportunities"), _columns(
        "opportunity_id|商机编号|Opportunity ID|text|14", "customer|客户名称|Customer|text|30",
        "channel|渠道|Channel|text|13", "owner|负责人|Owner|text|13", "stage|阶段|Stage|text|12",
        "amount|预计金额|Amount|money|14", "first_contact|首次接触|First Contact|day|13",
        "created|创建日期|Created|day|12", "closed|关闭日期|Closed|day|12",
        "outcome|结果|Outcome|text|9")),
    Sheet("tickets", BOOK_FILE, Name("售后工单", "Tickets"), _columns(
        "opened|受理时间|Opened|moment|17", "first_response|首次响应时间|First Response|moment|17",
        "resolved|解决时间|Resolved|moment|17", "customer|客户名称|Customer|text|30",
        "channel|渠道|Channel|text|13", "kind|工单类型|Ticket Type|text|12",
        "priority|优先级|Priority|text|9", "csat|满意度评分|CSAT|count|11")),
    Sheet("surveys", BOOK_FILE, Name("满意度调查", "Surveys"), _columns(
        "date|调查日期|Survey Date|day|12", "customer|客户名称|Customer|text|30",
        "channel|渠道|Channel|text|13", "csat|满意度评分|CSAT|count|11",
        "nps|推荐意愿|NPS|count|10")),
    Sheet("market", BOOK_FILE, Name("市场与竞品", "Market"), _columns(
        "period|月份|Month|text|11", "market_size|市场规模|Market Size|money|18",
        "competitor|竞品|Competitor|text|20", "competitor_sales|竞品销售额|Competitor Sales|money|17",
        "product|产品名称|Product|text|24", "competitor_price|竞品价格|Competitor Price|money|16",
        "own_price|我方价格|Own Price|money|12")),
    Sheet("returns", BOOK_FILE, Name("退货", "Returns"), _columns(
        "order_id|订单编号|Order No|text|16", "date|退货日期|Return Date|day|12",
        "product|产品名称|Product|text|24", "amount|退货金额|Return Amount|money|14",
        "reason|退货原因|Reason|text|20")),
    Sheet("people", BOOK_FILE, Name("销售人员", "People"), _columns(
        "salesperson|销售员|Salesperson|text|14", "region|大区|Region|text|11",
        "team|团队|Team|text|14", "manager|主管|Manager|text|14")),
    Sheet("products", BOOK_FILE, Name("产品档案", "Products"), _columns(
        "product|产品名称|Product|text|26", "category|品类|Category|text|18",
        "list_price|标准价|List Price|money|12", "cost|成本|Cost|money|12",
        "core|核心产品|Core Product|text|13")),
    Sheet("visits", BOOK_FILE, Name("客户回访", "Customer Visits"), _columns(
        "customer|客户名称|Customer|text|30", "date|回访日期|Visit Date|day|12",
        "kind|方式|Kind|text|10", "owner|客户经理|Account Manager|text|16",
        "note|备注|Note|text|34")),
    Sheet("events", BOOK_FILE, Name("大事记", "Events"), _columns(
        "date|日期|Date|day|12", "until|结束日期|Until|day|12", "event|事件|Event|text|26",
        "kind|类型|Kind|text|12", "channel|渠道|Channel|text|13", "region|大区|Region|text|11",
        "product|产品名称|Product|text|24")),
)  # fmt: skip

_PHRASES = names_of(
    "大型企业=Enterprise", "中小企业=SMB", "已完成=Completed", "已发货=Shipped", "待发货=Pending",
    "已取消=Cancelled", "已退货=Returned", "是=Yes", "否=No", "开店季满减=Opening season",
    "初步接触=First contact", "需求确认=Needs confirmed", "方案报价=Proposal",
    "商务谈判=Negotiation", "签约=Signed", "赢单=Won", "输单=Lost", "进行中=Open",
    "故障=Fault", "安装=Installation", "咨询=Question", "投诉=Complaint",
    "高=High", "中=Medium", "低=Low", "质量问题=Quality problem", "运输破损=Damaged in transit",
    "型号不符=Wrong model", "客户改变需求=Customer changed its mind", "上门=On site",
    "电话=Phone", "视频=Video", "例行回访，使用正常=Routine visit, all in order",
    "介绍新品=New products presented", "了解扩店计划=Plans for new outlets discussed",
    "跟进耗材补货=Consumables to be reordered", "培训店员操作=Staff trained",
    "销售部=Field sales", "电商部=E-commerce",
    "武汉展厅开业=Wuhan showroom opens", "春节放假=Spring Festival", "西南大区经理离任=Southwest head leaves",
    "净水供货延迟=Water products late", "其他=Other", "节假日=Holiday", "人员=Staff", "缺货=Stock-out",
)  # fmt: skip


def rows_of(frame: pd.DataFrame) -> Iterator[Any]:
    """Rows whose cells are read by column name; what type a cell has only the sheet knows."""
    return iter(frame.itertuples(index=False))


def english_words(customers: Mapping[str, str]) -> dict[str, str]:
    """Chinese → English for every name and phrase that may stand in a cell."""
    named = (*REGIONS, *CHANNELS, *PRODUCTS, *PEOPLE, *INDUSTRIES, *PROMOTIONS)
    words = [*(item.name for item in named), *(rival for rival, *_ in COMPETITORS)]
    return dict([*words, *CATEGORIES, *PURPOSES, *MANAGERS, *_PHRASES]) | dict(customers)


def worded(frame: pd.DataFrame, sheet: Sheet, words: Mapping[str, str] | None) -> pd.DataFrame:
    """The frame under its sheet's headers, blanks as None; in English when words are given."""
    language = 1 if words else 0
    shown = {}
    for column in sheet.columns:
        cells = [None if pd.isna(cell) else cell for cell in frame[column.field].tolist()]
        if words:
            cells = [words.get(cell, cell) if isinstance(cell, str) else cell for cell in cells]
        shown[column.header[language]] = pd.Series(cells, dtype=object)
    return pd.DataFrame(shown)
