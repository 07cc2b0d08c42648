"""By what figures are split and filtered; a dimension's key is its column in every model."""

from __future__ import annotations

from salesdash.catalog.model import Dimension, registry
from salesdash.catalog.words.vocabulary import CHANNEL_KINDS, FUNNEL
from salesdash.text import Text

_ONLINE = (("online", Text("线上", "Online")), ("offline", Text("线下", "Offline")))
_TIERS = (
    ("high", Text("高价值", "High value")),
    ("middle", Text("中价值", "Middle value")),
    ("low", Text("低价值", "Low value")),
    ("former", Text("以前的客户", "Former")),
)
_OUTCOMES = (
    ("won", Text("赢单", "Won")),
    ("lost", Text("输单", "Lost")),
    ("open", Text("进行中", "Open")),
)
_PURPOSES = (
    ("product", Text("产品", "Product")),
    ("pricing", Text("定价", "Pricing")),
    ("channel", Text("渠道", "Channel")),
    ("promotion", Text("促销", "Promotion")),
    ("content", Text("内容", "Content")),
    ("service", Text("服务", "Service")),
)

DIMENSION = Text("维度", "dimension")  # what one of them is called
DIMENSIONS = registry(
    (
        Dimension("day", Text("日", "Day"), ("date", "日期"), grain="day"),
        Dimension("week", Text("周", "Week"), grain="week"),
        Dimension("month", Text("月", "Month"), ("月份",), grain="month"),
        Dimension("quarter", Text("季度", "Quarter"), ("季",), grain="quarter"),
        Dimension("year", Text("年", "Year"), ("年份", "年度"), grain="year"),
        Dimension("channel", Text("渠道", "Channel")),
        Dimension(
            "channel_kind",
            Text("渠道类型", "Channel kind"),
            members=tuple((kind.key, kind.name) for kind in CHANNEL_KINDS),
        ),
        Dimension("online", Text("线上线下", "Online or offline"), members=_ONLINE),
        Dimension("region", Text("区域", "Region"), ("地区", "大区", "area")),
        Dimension("province", Text("省份", "Province"), ("state",)),
        Dimension("city", Text("城市", "City")),
        Dimension("salesperson", Text("销售员", "Salesperson"), ("业务员", "person", "rep")),
        Dimension("team", Text("团队", "Team")),
        Dimension("product", Text("产品", "Product"), ("产品名称", "商品")),
        Dimension("category", Text("品类", "Category"), ("类别",)),
        Dimension("subcategory", Text("子品类", "Sub-category"), ("子类别",)),
        Dimension("customer", Text("客户", "Customer"), ("客户名称",)),
        Dimension("segment", Text("客户类型", "Customer segment"), ("细分",)),
        Dimension("industry", Text("行业", "Industry")),
        Dimension("tier", Text("客户分层", "Customer tier"), members=_TIERS),
        Dimension("promotion", Text("促销活动", "Promotion"), blank=Text("无促销", "No promotion")),
        Dimension(
            "stage", Text("商机阶段", "Stage"), members=tuple((s.key, s.name) for s in FUNNEL)
        ),
        Dimension("outcome", Text("商机结果", "Outcome"), members=_OUTCOMES),
        Dimension("cycle_days", Text("成交天数", "Days to close")),
        Dimension("purpose", Text("费用用途", "Purpose"), members=_PURPOSES),
        Dimension("kind", Text("工单类型", "Ticket kind")),
        Dimension("response_hour", Text("响应小时数", "Hours to respond")),
        Dimension("resolution_hour", Text("解决小时数", "Hours to resolve")),
        Dimension("priority", Text("优先级", "Priority")),
        Dimension("owner", Text("负责人", "Owner")),
        Dimension("competitor", Text("竞品", "Competitor")),
    )
)

FILTERS = ("channel", "region", "salesperson", "category", "product", "segment")


def member_name(dimension: str, member: object) -> Text:
    """What a member is called; a missing one is said to be missing."""
    declared = DIMENSIONS[dimension]
    if member is None or member != member or member == "":
        return declared.blank
    return dict(declared.members).get(str(member), Text(str(member), str(member)))
