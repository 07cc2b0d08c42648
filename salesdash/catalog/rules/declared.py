"""The numbers that decide: each has its home here, and a workspace may set it otherwise.

SQL reads them by `model.rule(key)`, Python by `overrides.rules_of`, and texts have them formatted in.
"""

from __future__ import annotations

from dataclasses import dataclass

from salesdash.catalog.channels.health import MARK_RULES, WEIGHT_RULES
from salesdash.catalog.customers.calls import CALL_RULES
from salesdash.catalog.customers.service import SERVICE_RULES
from salesdash.catalog.model import Rule, registry
from salesdash.catalog.rules.of_diagnosis import DIAGNOSIS_RULES
from salesdash.catalog.rules.of_signals import SIGNAL_RULES
from salesdash.text import Text
from salesdash.units import COUNT, DAYS, HOURS, MULTIPLE, RATIO

RULES = registry(
    (
        Rule(
            "new_after",
            Text("新客户判定起点", "New customers known after"),
            Text(
                "数据开头的这些天里，首次出现的客户分不清是新是老，记为未知",
                "Who first shows up in so many first days of the data may have bought before: unknown",
            ),
            90, DAYS,
        ),
        Rule(
            "ship_within",
            Text("发货时限", "Ship within"),
            Text(
                "下单后这些天以内发出为准时",
                "A line that leaves within so many days of its order is in time",
            ),
            3, DAYS,
        ),
        Rule(
            "late_from",
            Text("晚发占比上限", "Late shipments from"),
            Text(
                "晚发的订单行超过这个比例，算发货出了问题",
                "From this share of late lines on, delivery is said to be in trouble",
            ),
            0.10, RATIO, most=1,
        ),
        Rule(
            "floor_share",
            Text("底价：标价的比例", "Floor price: part of the list price"),
            Text(
                "产品档案没写底价的，按标价的这个比例算底价",
                "Where the sheet of products states no floor price, it is this part of the list price",
            ),
            0.85, RATIO, most=1,
        ),
        Rule(
            "stock_for",
            Text("库存够卖上限", "Stock for at most"),
            Text(
                "库存按近 12 个月的卖法够卖这么多天，再多算积压",
                "Stock beyond what the last 12 months sell in so many days is overstock",
            ),
            90, DAYS, least=1,
        ),
        Rule(
            "stock_ahead",
            Text("库存增速领先", "Stock ahead of sales"),
            Text(
                "库存同比比销售额同比高出这么多，算库存涨得比销售快",
                "Stock whose growth on last year exceeds that of sales by so much grows faster than it sells",
            ),
            0.10, RATIO,
        ),
        Rule(
            "answer_within",
            Text("响应时限", "Answer within"),
            Text(
                "受理后这些小时以内首次响应为及时",
                "A ticket first answered within so many hours is in time",
            ),
            48, HOURS, least=1,
        ),
        Rule(
            "resolve_within",
            Text("解决时限", "Resolve within"),
            Text(
                "受理后这些小时以内解决为及时",
                "A ticket resolved within so many hours is in time",
            ),
            72, HOURS, least=1,
        ),
        Rule(
            "visit_within",
            Text("回访间隔", "Visit within"),
            Text(
                "高价值客户在这些天以内回访过为已回访",
                "A high-value customer visited in so many days before counts as visited",
            ),
            30, DAYS, least=1,
        ),
        Rule(
            "satisfied_from",
            Text("满意起点", "Satisfied from"),
            Text(
                "打分达到满分的这个比例为满意（5 分制的 4 分）",
                "A score of at least this part of its scale is a satisfied one (4 of 5)",
            ),
            0.8, RATIO, least=0.2, most=1,
        ),
        Rule(
            "promoter_from",
            Text("推荐者起点", "Promoter from"),
            Text("打这个分及以上的为推荐者（0–10 分）", "Who gives at least this score of 10 promotes us"),
            9, COUNT, least=1, most=10,
        ),
        Rule(
            "detractor_to",
            Text("贬损者上限", "Detractor to"),
            Text("打这个分及以下的为贬损者（0–10 分）", "Who gives at most this score of 10 detracts"),
            6, COUNT, most=9,
        ),
        Rule(
            "money_weight",
            Text("价值分：金额权重", "Value score: weight of money"),
            Text("近 12 个月金额名次的权重", "Weight of the rank by sales of 12 months"),
            0.5, RATIO, most=1,
        ),
        Rule(
            "frequency_weight",
            Text("价值分：订单数权重", "Value score: weight of orders"),
            Text("近 12 个月订单数名次的权重", "Weight of the rank by orders of 12 months"),
            0.3, RATIO, most=1,
        ),
        Rule(
            "influence_weight",
            Text("价值分：行业影响力权重", "Value score: weight of influence"),
            Text(
                "行业影响力的权重；没有影响力的客户按前两项折算",
                "Weight of the influence; where it is unknown the first two are re-scaled",
            ),
            0.2, RATIO, most=1,
        ),
        Rule(
            "tiers_by",
            Text("分层方法", "Tiers by"),
            Text(
                "按价值分取前百分之几，或按累计销售额分 ABC",
                "The top part by value score, or ABC by cumulative sales",
            ),
            0, COUNT, most=1,
            names=(Text("价值分", "Value score"), Text("ABC（累计销售额）", "ABC (cumulative sales)")),
        ),
        Rule(
            "abc_high",
            Text("A 类累计到", "A up to"),
            Text(
                "按 ABC 分层时，销售额从大到小累计到这个比例的客户为高价值（A）",
                "In ABC, the largest customers who together make this part of sales are high (A)",
            ),
            0.7, RATIO, most=1,
        ),
        Rule(
            "abc_middle",
            Text("B 类累计到", "B up to"),
            Text(
                "按 ABC 分层时，累计到这个比例的为中价值（B），其余为低价值（C）",
                "In ABC, those up to this part of sales are middle (B), the rest low (C)",
            ),
            0.9, RATIO, most=1,
        ),
        Rule(
            "rfm_high_from",
            Text("RFM：几分算高", "RFM: high from"),
            Text(
                "R、F、M 各分 5 档，达到这个分数算高",
                "R, F and M have five grades each; from this one on a grade is high",
            ),
            4, COUNT, least=2, most=5,
        ),
        Rule(
            "high_share",
            Text("高价值客户占比", "High-value share"),
            Text("价值分排在前面的这部分客户为高价值", "The top part of the customers by value is high"),
            0.2, RATIO, most=1,
        ),
        Rule(
            "middle_share",
            Text("中价值客户占比", "Middle-value share"),
            Text("其后的这部分客户为中价值", "The next part is middle"),
            0.3, RATIO, most=1,
        ),
        Rule(
            "active_within",
            Text("活跃：平时间隔的倍数", "Active within, in usual intervals"),
            Text("未下单天数不超过平时间隔的这个倍数为活跃", "Silent for at most so many usual intervals: active"),
            1, MULTIPLE, least=0.5,
        ),
        Rule(
            "cooling_within",
            Text("放缓：平时间隔的倍数", "Cooling within, in usual intervals"),
            Text("未下单天数不超过平时间隔的这个倍数为放缓", "Silent for at most so many usual intervals: cooling"),
            2, MULTIPLE, least=0.5,
        ),
        Rule(
            "at_risk_within",
            Text("有流失风险：平时间隔的倍数", "At risk within, in usual intervals"),
            Text(
                "未下单天数不超过平时间隔的这个倍数为有流失风险，再长为流失",
                "Silent for at most so many usual intervals: at risk; beyond, lost",
            ),
            3, MULTIPLE, least=0.5,
        ),
        Rule(
            "costed_from",
            Text("算毛利的成本覆盖率", "Costs known from"),
            Text(
                "一个月里有成本的销售额达到这个比例，投入产出比才用毛利算",
                "From this part of a month's sales with known costs on, its return is of gross profit",
            ),
            0.5, RATIO, most=1,
        ),
        Rule(
            "discount_rate",
            Text("年折现率", "Discount rate a year"),
            Text(
                "客户终身价值里，以后各年的钱按这个比率折成今天的钱",
                "By how much a year later counts for less in the lifetime value of customers",
            ),
            0, RATIO, most=1,
        ),
        Rule(
            "response_exponent",
            Text("投入递减指数", "Exponent of diminishing returns"),
            Text(
                "历史数据看不出递减规律时，毛利按费用的这个次方增长（1 为同比例增长，越小递减越快）",
                "Where the months do not tell, profit grows as this power of spend (1: in step; the smaller, "
                "the sooner more spend brings less)",
            ),
            0.7, MULTIPLE, least=0.1, most=0.9,
        ),
        Rule(
            "shift_most",
            Text("预算调整上限", "Most that a budget is moved"),
            Text(
                "做预算挪动测算时，每个预算最多增减这个比例；再多就超出历史经验",
                "In a what-if each budget grows or shrinks by at most this part: further than that nobody has been",
            ),
            0.3, RATIO, least=0.05, most=0.6,
        ),
        Rule(
            "extra_spend_from",
            Text("边际回报：费用至少变化", "Marginal return: spend changed by"),
            Text(
                "费用比去年同期变化达到这个比例，才算边际回报",
                "From this change of spend against last year on, what the difference brought is reckoned",
            ),
            0.1, RATIO, least=0.01, most=1,
        ),
        Rule(
            "more_from",
            Text("加：边际回报达到", "More: marginal return from"),
            Text(
                "多花 1 元收回本钱后至少多赚这么多元，可以加费用",
                "Where each 1 spent more earned at least so much beyond itself, more may be spent",
            ),
            1, MULTIPLE, most=100,
        ),
        Rule(
            "less_below",
            Text("收：边际回报低于", "Less: marginal return below"),
            Text(
                "多花 1 元收回本钱后多赚的不到这么多元，视为没有多赚",
                "Where each 1 spent more earned less than so much beyond itself, it earned no more",
            ),
            0.1, MULTIPLE, most=100,
        ),
        *CALL_RULES,
        *SERVICE_RULES,
        *DIAGNOSIS_RULES,
        *SIGNAL_RULES,
        *WEIGHT_RULES,
        *MARK_RULES,
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Foresight:
    """How far customers are looked ahead, in `years`, and what has to be known to infer it from when they
    ordered: of so many `customers`, over so many `months`; else orders a year go on for 1 / yearly churn."""

    years: int
    customers: int
    months: int


FORESIGHT = Foresight(years=5, customers=200, months=12)
