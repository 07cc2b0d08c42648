"""What a channel is measured by beside its peers and its own past, and how long it may take to pay back."""

from __future__ import annotations

from dataclasses import dataclass

from salesdash.catalog.channels.verdicts import MARGINAL, MARGINAL_MEANS
from salesdash.catalog.model import Metric, registry
from salesdash.text import Text
from salesdash.units import MONEY, MONTHS, MULTIPLE, RATIO


@dataclass(frozen=True, slots=True)
class PaybackRule:
    """New customers of the last `won_in` months are looked at, `longest` months each; no further than
    `fewest` of them have been customers for so long. Ours: there is no standard."""

    won_in: int = 24
    longest: int = 24
    fewest: int = 5


PAYBACK = PaybackRule()
WON_BY_SPEND = ("orders.customer|orders.customer_id", "orders.cost", "spend.spend")

# What no metric of its own tells, as it is a member's part of all, or a finding about it.
OF_MEMBERS = registry(
    (
        Metric(
            "share_of_sales", Text("销售占比", "Share of sales"),
            Text("它的销售额 ÷ 全部销售额", "Its sales / all sales"), RATIO,
        ),
        Metric(
            "growth_share", Text("对增长的贡献", "Part in the growth"),
            Text("它的销售额比去年同期的变化 ÷ 全部去年同期销售额：各成员之和等于总增长率",
                 "Change of its sales on the same period last year / all sales of that period: all parts add up to the whole growth"),
            RATIO,
        ),
        Metric("marginal", MARGINAL, MARGINAL_MEANS, MULTIPLE, needs=("orders", "orders.cost", "spend.spend")),
        Metric(
            "marginal_previous", Text("边际回报环比", "Marginal vs before"),
            Text("同上，与上一期比", "The same against the period before"), MULTIPLE,
            needs=("orders", "orders.cost", "spend.spend"),
        ),
        Metric(
            "payback", Text("回本时间", "Payback"),
            Text("近 24 个月新客户的人均累计毛利，从首单起满几个月付清获客成本；只算有费用的月份和知道成本的客户，毛利含他们在各处的购买",
                 "Months from the first order until what a new customer of the last 24 months earned on average has paid the acquisition cost; "
                 "over months with spend and customers whose costs are known, wherever they buy"),
            MONTHS, needs=WON_BY_SPEND, direction="down",
        ),
        Metric(
            "concentration", Text("最大客户占比", "Largest customer"),
            Text("最大一位客户的销售额 ÷ 有客户名称的销售额", "Sales to the largest customer / sales to named customers"),
            RATIO, needs=("orders.customer|orders.customer_id",), direction="down",
        ),
        Metric(
            "sales_per_outlet", Text("每网点销售额", "Sales per outlet"),
            Text("销售额 ÷ 网点数（各月平均）", "Sales / outlets (mean of the months)"), MONEY, needs=("spend.outlets",),
        ),
    )
)  # fmt: skip

# The rows, in the order in which they are read: growth, money, customers won and kept, goods, people.
MEASURED = (
    "sales", "share_of_sales", "channel_growth", "growth_share",
    "profit_after_cost", "margin_rate", "cost_ratio", "roi", "marginal", "marginal_previous",
    "cac", "clv_cac", "payback", "lead_conversion",
    "repurchase_rate", "retention_rate", "sales_per_customer", "concentration",
    "return_rate", "turnover", "ship_days", "late_share",
    "sales_per_salesperson", "sales_per_outlet",
)  # fmt: skip
# What stands beside the course on the first screen: the first of them that are known.
FOREMOST = (
    "channel_growth", "margin_rate", "cost_ratio", "roi", "cac", "clv_cac", "repurchase_rate", "return_rate",
    "late_share", "sales_per_customer", "retention_rate", "share_of_sales", "growth_share", "sales",
)  # fmt: skip
