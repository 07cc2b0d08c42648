"""How healthy a channel is: the inputs of its score, between which marks each counts, and how parts weigh.

There is no public standard for such a score: parts, marks and weights are our rule. Each mark and weight may
be set by a workspace. The marks are fixed, never a rank or the best of those at hand: what one channel
does says nothing of the health of another.
"""

from __future__ import annotations

from dataclasses import dataclass

from salesdash.catalog.model import Rule, registry
from salesdash.text import Text
from salesdash.units import MONEY, MULTIPLE, RATIO, Unit


@dataclass(frozen=True, slots=True)
class HealthPart:
    """One part of the score; `weight` is that of the part among those with data."""

    key: str
    name: Text
    weight: float

    @property
    def rule(self) -> str:
        return f"health_{self.key}"


@dataclass(frozen=True, slots=True)
class HealthInput:
    """What a part is the mean of. At `floor` and below it earns nothing, from `full` on all its points.

    `metric` is that of which it is made.
    """

    key: str
    part: str
    name: Text
    definition: Text
    unit: Unit
    floor: float
    full: float
    metric: str
    needs: tuple[str, ...] = ()

    @property
    def rules(self) -> tuple[str, str]:
        """The rules that hold its marks: floor, full."""
        return f"health_{self.key}_floor", f"health_{self.key}_full"


MONTHS = 12  # that are looked at: those ended last
LEVEL = 3  # points; closer to each other than this nobody is healthier
FEWEST_MONTHS = 6  # of sales that show how steady they are

PARTS = registry(
    (
        HealthPart("coverage", Text("覆盖", "Coverage"), 0.3),
        HealthPart("efficiency", Text("效率", "Efficiency"), 0.4),
        HealthPart("stability", Text("稳定", "Stability"), 0.3),
    )
)
# A share is its own number of points. Of the others the full mark is twice what is green, where it has a light.
INPUTS = registry(
    (
        HealthInput(
            "customers", "coverage", Text("活跃客户占比", "Active customers"),
            Text(
                "近 12 个月下过单的客户 ÷ 买过的全部客户",
                "Customers who bought in 12 months / all who ever bought there",
            ),
            RATIO, 0, 1, "customers", ("orders.customer|orders.customer_id",),
        ),
        HealthInput(
            "regions", "coverage", Text("区域覆盖", "Regions sold in"),
            Text("近 12 个月有销售的区域 ÷ 全部区域", "Regions sold in, in 12 months / all regions"),
            RATIO, 0, 1, "sales", ("orders.region",),
        ),
        HealthInput(
            "outlets", "coverage", Text("网点变化", "Change of outlets"),
            Text(
                "近 12 个月平均网点数与再前 12 个月相比",
                "Mean outlets of 12 months against the 12 before",
            ),
            RATIO, -0.1, 0.1, "outlets", ("spend.outlets",),
        ),
        HealthInput(
            "roi", "efficiency", Text("投入产出比", "ROI"),
            Text("（毛利 − 费用）÷ 费用", "(gross profit − spend) / spend"),
            MULTIPLE, 0, 2, "roi",
        ),
        HealthInput(
            "margin", "efficiency", Text("毛利率", "Gross margin"),
            Text("毛利 ÷ 销售额", "Gross profit / sales"),
            RATIO, 0, 0.4, "margin_rate",
        ),
        HealthInput(
            "conversion", "efficiency", Text("线索转化率", "Lead conversion"),
            Text(
                "第一次在这里下单的客户 ÷ 线索，只算有线索的月份",
                "Customers who first bought there / leads, of the months with leads",
            ),
            RATIO, 0, 0.1, "lead_conversion",
        ),
        HealthInput(
            "per_customer", "efficiency", Text("每客户年销售额", "Sales per customer"),
            Text("近 12 个月销售额 ÷ 活跃客户", "Sales of 12 months / active customers"),
            MONEY, 0, 100_000, "sales_per_customer",
        ),
        HealthInput(
            "steadiness", "stability", Text("销售平稳度", "Steadiness"),
            Text(
                "1 − 剔除季节后近 12 个月销售额的变异系数",
                "1 − coefficient of variation of 12 months' sales without their season",
            ),
            RATIO, 0, 1, "sales", ("orders",),
        ),
        HealthInput(
            "retention", "stability", Text("客户留存率", "Retention"),
            Text("上一个 12 个月的客户里又购买的比例", "Of the customers of the 12 months before, those who bought again"),
            RATIO, 0, 1, "retention_rate",
        ),
        HealthInput(
            "kept", "stability", Text("未退货率", "Goods kept"),
            Text("1 − 退货率", "1 − return rate"),
            RATIO, 0, 1, "return_rate",
        ),
    )
)  # fmt: skip

_WEIGHT = Text("健康度权重：{name}", "Health: weight of {name}")
_WEIGHS = Text(
    "渠道健康度里“{name}”的权重；没有数据的部分不计，其余按比例折算",
    "How much {name} weighs in the health of a channel; parts without data drop out, the others re-scale",
)
_FLOOR, _FULL = Text("{name}：零分线", "{name}: floor"), Text("{name}：满分线", "{name}: full mark")
_AT_FLOOR = Text("{name}到这个数及以下得 0 分", "{name} at this or below earns nothing")
_AT_FULL = Text("{name}到这个数及以上得满分", "{name} at this or above earns all points")

WEIGHT_RULES = tuple(
    Rule(
        part.rule, _WEIGHT.format(name=part.name), _WEIGHS.format(name=part.name), part.weight,
        RATIO, most=1,
    )
    for part in PARTS.values()
)  # fmt: skip
MARK_RULES = tuple(
    Rule(
        key,
        name.format(name=one.name),
        what.format(name=one.name),
        value,
        one.unit,
        least=0 if one.unit is MONEY else -1,
    )
    for one in INPUTS.values()
    for key, name, what, value in (
        (one.rules[0], _FLOOR, _AT_FLOOR, one.floor),
        (one.rules[1], _FULL, _AT_FULL, one.full),
    )
)
