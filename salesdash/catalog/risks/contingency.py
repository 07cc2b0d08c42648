"""The handbook's plans for the worst, ready to be taken over into a risk."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from salesdash.catalog.model import registry
from salesdash.text import Text


@dataclass(frozen=True, slots=True)
class Contingency:
    """A plan that lies ready; `categories` are the risks that it is offered to."""

    key: str
    name: Text
    categories: tuple[str, ...]
    steps: Text


CONTINGENCIES = registry(
    (
        Contingency(
            "market_change",
            Text("市场突变", "Sudden market change"),
            ("market", "competition", "demand"),
            Text(
                "1. 24 小时内：销售、市场、产品负责人开短会，核实竞品、政策、价格的变化，列出受影响的产品和客户。\n"
                "2. 3 天内：拜访受影响最大的前 20 % 客户，了解真实需求；对外口径统一，未经批准不降价。\n"
                "3. 1 周内：按“保利润、保份额、保现金”三种取舍各出一套方案（产品组合、价格、促销、渠道投入），由总经理拍板。\n"
                "4. 2 周内：把预算从受冲击的渠道调到仍有回报的渠道，重排剩余月份的目标，并告知每位负责人。\n"
                "5. 每周复核销售额、价格和市场份额，连续两周回到触发线以内后解除。",
                "1. Within 24 hours: sales, marketing and product leads meet, check what changed (competitor, rules, price) "
                "and list the products and customers affected.\n"
                "2. Within 3 days: visit the top 20 % of the customers affected; one message to all, no price cut without approval.\n"
                "3. Within a week: one plan each for margin, for share and for cash (range, price, promotion, channel spend); "
                "the general manager decides.\n"
                "4. Within 2 weeks: move budget from the channels hit to those that still pay, re-plan the remaining months "
                "and tell every owner.\n"
                "5. Review sales, price and market share every week; stand down after two weeks inside the trigger.",
            ),
        ),
        Contingency(
            "key_customer",
            Text("核心客户流失", "Key customer lost"),
            ("customer_loss", "demand"),
            Text(
                "1. 24 小时内：客户负责人电话联系决策人，问清停单原因（价格、服务、质量、竞品、人员变动），记入台账。\n"
                "2. 3 天内：销售负责人上门拜访；未解决的投诉指定专人限期办结。\n"
                "3. 1 周内：给出挽回方案（服务承诺、账期、定制、联合计划），让利不超过授权，并算清挽回后的毛利。\n"
                "4. 同时：算出年内缺口，分摊到同行业的潜在客户和现有高价值客户，列出补量名单和负责人。\n"
                "5. 30 天内未恢复下单：确认流失，复盘原因，排查同类客户。",
                "1. Within 24 hours: the account owner calls the decision maker, learns why orders stopped (price, service, "
                "quality, competitor, people) and notes it here.\n"
                "2. Within 3 days: the head of sales visits; every open complaint gets one person and a date.\n"
                "3. Within a week: an offer to win back (service promise, terms, tailoring, joint plan), within the discount "
                "allowed and with the margin worked out.\n"
                "4. Meanwhile: work out the gap to year end and spread it over prospects of the same industry and present "
                "high-value customers, with names and owners.\n"
                "5. No order after 30 days: count as lost, review why, and check customers of the same kind.",
            ),
        ),
        Contingency(
            "team_crisis",
            Text("团队危机", "Team in crisis"),
            ("team", "compliance"),
            Text(
                "1. 当天：主管接手离岗或失职人员的客户与商机，导出名单、报价、合同和未结事项，收回权限。\n"
                "2. 3 天内：逐一联系该人员的高价值客户，介绍接手人；在谈商机重新确认阶段和金额。\n"
                "3. 1 周内：与团队一对一沟通，找出根因（目标、激励、管理、培训）；必要时从业绩稳定的区域借调。\n"
                "4. 2 周内：按客户重新分配目标与责任，启动招聘或内部提拔，安排师傅带教。\n"
                "5. 每周看达成率、回访率和离职意向，连续四周正常后解除。",
                "1. The same day: the manager takes over customers and deals, exports names, quotes, contracts and open "
                "matters, and withdraws access.\n"
                "2. Within 3 days: call each high-value customer and introduce the successor; confirm stage and value of "
                "every deal.\n"
                "3. Within a week: speak with each member of the team, find the cause (targets, pay, management, training); "
                "borrow people from steady regions where needed.\n"
                "4. Within 2 weeks: hand out targets and responsibilities anew by customer, hire or promote, assign a mentor.\n"
                "5. Watch attainment, visits and intentions to leave every week; stand down after four normal weeks.",
            ),
        ),
        Contingency(
            "supply_cut",
            Text("供应中断", "Supply cut"),
            ("supply", "compliance"),
            Text(
                "1. 24 小时内：与采购核对在库、在途和可替代的型号，列出会延误的订单、客户和金额。\n"
                "2. 2 天内：先于客户来问主动告知新的交期；按客户价值和合同责任排定发货顺序。\n"
                "3. 3 天内：启用备选供应商或替代型号，价差与质量由产品负责人确认。\n"
                "4. 1 周内：暂停缺货产品的促销与投放，把预算和线索转到有货的产品；调整当月目标。\n"
                "5. 每周复核晚发货比例和库存天数，恢复正常后补上安全库存，并与供应商约定违约责任。",
                "1. Within 24 hours: with purchasing, count stock, goods on the way and models that can stand in; list the "
                "orders, customers and money that will be late.\n"
                "2. Within 2 days: tell customers the new date before they ask; ship by customer value and contract duty.\n"
                "3. Within 3 days: bring in the second supplier or the substitute; product lead signs off price and quality.\n"
                "4. Within a week: stop promoting what is out of stock, move spend and leads to what is there, adjust the "
                "month's target.\n"
                "5. Review late shipments and days of stock every week; once normal, rebuild safety stock and agree "
                "penalties with the supplier.",
            ),
        ),
    )
)  # fmt: skip

_NUMBERS: Mapping[str, int] = {
    **{digit: n for n, digit in enumerate("一二三四五六七八九十", 1)}, "两": 2,
    **{word: n for n, word in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight"), 1)},
    "a": 1, "an": 1,
}  # fmt: skip
_HOURS_OF_A_DAY = 24
# Days in a unit; hours make a day of a day's worth.
_DAYS: Mapping[str, float] = {
    "小时": 1 / _HOURS_OF_A_DAY, "天": 1, "日": 1, "周": 7, "星期": 7, "个月": 30, "月": 30,
    "hour": 1 / _HOURS_OF_A_DAY, "day": 1, "week": 7, "month": 30,
}  # fmt: skip
_HOW_MANY = r"(\d+|[一二两三四五六七八九十]|an?|one|two|three|four|five|six|seven|eight)"
_ZH = re.compile(rf"{_HOW_MANY}\s*个?\s*(小时|天|日|周|星期|个月|月)\s*(?:之?内|以内|未|后|没)")
_EN = re.compile(rf"\b(?:within|after|in|for)\s+{_HOW_MANY}\s+(hour|day|week|month)s?\b", re.I)
_AT_ONCE = re.compile(
    r"当天|当日|立即|马上|\b(?:the )?same day\b|\bat once\b|\bimmediately\b", re.I
)
_EVERY = re.compile(r"每(周|天|日|月)|\b(?:every|each) (week|day|month)\b", re.I)
_NUMBERED = re.compile(r"^\s*(?:[（(]?\d+[.、)）．]|[-*•·])\s*")


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One line of a plan: within how many days of its firing it is due; as `every` as that where it recurs."""

    words: str
    within: int
    every: bool = False


def steps_of(plan: str) -> tuple[PlanStep, ...]:
    """The lines of a plan as people wrote it, without their numbers.

    The first time that a line names is when it is due (`24 小时内`, `within 3 days`, `每周`); a line without one is
    due with the line before it, the first at once.
    """
    steps: list[PlanStep] = []
    for line in plan.splitlines():
        words = _NUMBERED.sub("", line).strip()
        if words:
            due, every = _due(words)
            before = steps[-1].within if steps else 0
            steps.append(PlanStep(words, before if due is None else due, every))
    return tuple(steps)


def _due(words: str) -> tuple[int | None, bool]:
    """Within how many days, None where it does not say; and whether again and again."""
    matches = [m for pattern in (_ZH, _EN, _AT_ONCE, _EVERY) if (m := pattern.search(words))]
    if not matches:
        return None, False
    first = min(matches, key=lambda match: match.start())
    if first.re is _AT_ONCE:
        return 0, False
    if first.re is _EVERY:
        return int(_DAYS[next(unit for unit in first.groups() if unit).lower()]), True
    many, unit = first.group(1).lower(), first.group(2).lower()
    number = int(many) if many.isdigit() else _NUMBERS[many]
    return -int(-number * _DAYS[unit] // 1), False


def offered(category: str) -> tuple[Contingency, ...]:
    """The plans that lie ready for a category, the closest first."""
    fitting = [c for c in CONTINGENCIES.values() if category in c.categories]
    return tuple(sorted(fitting, key=lambda c: c.categories.index(category)))
