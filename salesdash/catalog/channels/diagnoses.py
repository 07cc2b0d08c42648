"""What ails a channel: the signs by which it is told, what to do next, and by what its outcome is seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from salesdash.catalog.channels.pricing import HANGOVER, PRICE_CONFLICT
from salesdash.catalog.model import registry
from salesdash.text import Text
from salesdash.units import HOURS, MULTIPLE, RATIO, Unit


@dataclass(frozen=True, slots=True)
class SignLimit:
    """What is asked of a sign: `least` or more, less than `below`, more than `above`; each the key of a rule
    that is set, or a number that is none's to set."""

    sign: str
    least: str | float | None = None
    below: str | float | None = None
    above: str | float | None = None


@dataclass(frozen=True, slots=True)
class OutcomeFigure:
    """The figure in which it shows whether things got better, and which way that is."""

    key: str
    name: Text
    unit: Unit
    direction: Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One ailment: it is found where all `limits` hold.

    `condition` says so with the rules formatted in, `finding` with the figures of a member; `step` is
    what to do next, `how` what that means, `within` so many days; `kpi` the metric that an action would be held against.
    `needs` are the datasets and fields without which it cannot be told; not `is_everywhere`: of something
    that need not be, so that where it is unknown of all there was none. `of`: the one dimension of whose
    members it is told, "" of any.
    """

    key: str
    name: Text
    condition: Text
    finding: Text
    step: Text
    how: Text
    within: int
    kpi: str
    outcome: str
    stake: Text
    limits: tuple[SignLimit, ...]
    needs: tuple[str, ...]
    is_everywhere: bool = True
    of: str = ""


@dataclass(frozen=True, slots=True)
class EnoughCases:
    """From how many cases on a rate says something: `customers` who could leave, `leads`,
    `complaints` of the year before, `buyers` among whom one can be too large, `lines` due; and how many
    standard `errors` two rates have to lie apart, so that it is no chance of a few leads; `late_errors` those of a
    share late, which dozens of products and salespeople have."""

    customers: int
    leads: int
    complaints: int
    buyers: int
    lines: int
    errors: float
    late_errors: float


@dataclass(frozen=True, slots=True)
class RecordSpan:
    """How a diagnosis is tried on the past: at the end of each of the last `months`, over the `span`
    that ended there, against the `span` that followed; closer to each other than `same` of the first,
    nothing changed."""

    months: int
    span: int
    same: float


# Ours: there is no standard.
ENOUGH = EnoughCases(
    customers=20, leads=30, complaints=5, buyers=3, lines=30, errors=1.64, late_errors=3
)
RECORD = RecordSpan(months=24, span=3, same=0.05)
COMPLAINTS = "投诉|客诉|抱怨|complain|grievance|claim"  # in the kind of a ticket
CUSTOMER = "orders.customer|orders.customer_id"

OUTCOMES = registry(
    (
        OutcomeFigure("growth", Text("销售额同比", "Sales on last year"), RATIO, "up"),
        OutcomeFigure("churn", Text("客户流失率", "Churn"), RATIO, "down"),
        OutcomeFigure("roi", Text("投入产出比", "ROI"), MULTIPLE, "up"),
        OutcomeFigure("conversion", Text("线索转化率", "Lead conversion"), RATIO, "up"),
        OutcomeFigure("cover", Text("库存够卖月数", "Months of sales in stock"), MULTIPLE, "down"),
        OutcomeFigure("response", Text("平均响应时长", "Mean response time"), HOURS, "down"),
        OutcomeFigure(
            "top_share", Text("最大客户占比", "Share of the largest customer"), RATIO, "down"
        ),
        OutcomeFigure("late", Text("晚发占比", "Share late"), RATIO, "down"),
        OutcomeFigure(
            "undercut", Text("差价占销售额", "Cost of low prices to sales"), RATIO, "down"
        ),
    )
)

DIAGNOSES = registry(
    (
        Diagnosis(
            "leaky_growth",
            Text("增长掩盖流失", "Growth hides churn"),
            Text(
                "销售额同比增长达到 {diagnosis_growth}，同时客户流失率同比上升达到 {diagnosis_churn}",
                "Sales up by {diagnosis_growth} or more on last year while churn is up by {diagnosis_churn} or more",
            ),
            Text(
                "销售额同比 {growth}，客户流失率却从 {churn_before} 升到 {churn}",
                "sales {growth} on last year, yet churn rose from {churn_before} to {churn}",
            ),
            Text("回访流失的大客户", "Visit the large ones lost"),
            Text(
                "拉出流失客户名单，先逐个回访金额最大的，弄清是价格、交付还是服务的问题",
                "List the customers who left, visit the largest first, and learn whether price, delivery or service drove them out",
            ),
            30, "retention_rate", "churn",
            Text("多流失的那部分客户带来的销售额", "Sales of the part of customers lost beyond last year's"),
            (SignLimit("growth", "diagnosis_growth"), SignLimit("churn_growth", "diagnosis_churn")),
            (CUSTOMER,),
        ),
        Diagnosis(
            "fleeting_promotion",
            Text("促销新客留不住", "A promotion's customers do not stay"),
            Text(
                "促销期间销售额比平时高出 {diagnosis_spike} 以上，带来的新客再购率不到其他新客的 {diagnosis_stay}",
                "A promotion lifts sales by {diagnosis_spike} or more, and of its new customers less than "
                "{diagnosis_stay} of the usual part buys again",
            ),
            Text(
                f"“{{promotion}}”冲高 {{spike}}，{{brought}} 位新客 {HANGOVER.again} 天再购率 {{stayed}}，其他新客 {{usual}}",
                f"“{{promotion}}” +{{spike}}; back within {HANGOVER.again} days: {{stayed}} of {{brought}} new customers, "
                "others {usual}",
            ),
            Text("复盘促销，跟进这批新客", "Review it, follow its customers up"),
            Text(
                "复盘这次促销的人群和让利；给这批新客做一次二次购买的跟进，下次促销按净拉动和再购率考核",
                "Review whom the promotion drew and what it gave away; follow up these customers once, and judge the next "
                "one by net lift and repurchase",
            ),
            14, "repurchase_rate", "growth",
            Text("促销期间多卖的金额", "What the promotion sold beyond the usual"),
            (SignLimit("spike", "diagnosis_spike"), SignLimit("stayed_part", below="diagnosis_stay")),
            ("orders.promotion", CUSTOMER),
            is_everywhere=False,
        ),
        Diagnosis(
            "costly_growth",
            Text("投入在加，产出偏低", "More spent at a low return"),
            Text(
                "投入产出比比全部的水平低 {diagnosis_behind} 以上，费用同比却增加达到 {diagnosis_budget}",
                "ROI {diagnosis_behind} or more below that of all together, while spend is up by {diagnosis_budget} or "
                "more on last year",
            ),
            Text(
                "投入产出比 {roi}（去年 {roi_before}，全部 {roi_all}），费用同比 {spend_growth}",
                "ROI {roi} ({roi_before} last year, all {roi_all}), spend {spend_growth}",
            ),
            Text("停止追加费用，逐项核对", "Stop adding spend, check its purposes"),
            Text(
                "先停止追加费用，按用途逐项核对产出，把低效的部分挪给末位回报高的渠道",
                "Stop adding spend, check purpose by purpose what it brings, and move the idle part to where the marginal "
                "return is high",
            ),
            14, "roi", "roi",
            Text("按全部的投入产出比本该多留下的利润", "Profit that the same spend would leave at the ROI of all"),
            (SignLimit("roi_behind", "diagnosis_behind"), SignLimit("spend_growth", "diagnosis_budget")),
            ("spend.spend", "orders.cost"),
        ),
        Diagnosis(
            "poor_conversion",
            Text("线索转化偏低", "Few leads convert"),
            Text(
                "线索转化率不到最好的 {diagnosis_conversion}，差距大过线索少带来的偶然",
                "Lead conversion below {diagnosis_conversion} of the best, by more than the chance of a few leads",
            ),
            Text(
                "线索转化率 {conversion}，{best_name}为 {best}",
                "lead conversion {conversion}, against {best} of {best_name}",
            ),
            Text("查跟进，照最好的定标准", "Check follow-up, copy the best"),
            Text(
                "抽查最近的线索：来源、跟进时间、丢单原因；照最好的做法定跟进标准",
                "Sample its latest leads for source, time to follow up and why they were lost; set the best one's practice "
                "as the standard",
            ),
            30, "lead_conversion", "conversion",
            Text("转化率做到最好时会多出的首单金额", "First orders it would win at the best rate"),
            (
                SignLimit("conversion_part", below="diagnosis_conversion"),
                SignLimit("conversion_errors", ENOUGH.errors),
            ),
            ("spend.leads", CUSTOMER),
        ),
        Diagnosis(
            "piling_stock",
            Text("库存涨得比销售快", "Stock grows faster than sales"),
            Text(
                "库存同比比销售额同比高出 {stock_ahead} 以上",
                "Stock's growth on last year exceeds that of sales by {stock_ahead} or more",
            ),
            Text(
                "库存同比 {stock_growth}，销售额同比 {growth}",
                "stock {stock_growth} on last year, sales {growth}",
            ),
            Text("盘点清仓，停补滞销品", "Clear slow stock, stop refilling"),
            Text(
                "按产品盘点，停补滞销品，给积压的定清仓期限和价格",
                "Count stock by product, stop refilling what does not sell, and set a date and price to clear the rest",
            ),
            30, "turnover", "cover",
            Text("超出销售增长的那部分库存", "Stock beyond what grew with sales"),
            (SignLimit("stock_lead", "stock_ahead"),),
            ("spend.inventory",),
        ),
        Diagnosis(
            "slow_service",
            Text("投诉和响应时长一起上升", "Complaints and response time both up"),
            Text(
                "投诉同比增加达到 {diagnosis_complaints}，平均响应时长同比变长达到 {diagnosis_response}",
                "Complaints up by {diagnosis_complaints} or more on last year, and the mean time to respond longer by "
                "{diagnosis_response} or more",
            ),
            Text(
                "投诉从 {complaints_before} 件增加到 {complaints} 件，平均响应从 {response_before} 变为 {response}",
                "complaints rose from {complaints_before} to {complaints}, the mean response from {response_before} to {response}",
            ),
            Text("专人盯投诉，每周通报", "Name an owner, report weekly"),
            Text(
                "指定专人盯投诉，{answer_within}内首次响应；每周通报超时工单和原因",
                "Name one person for complaints, answer within {answer_within}, and report overdue tickets and their causes weekly",
            ),
            7, "response_48h", "response",
            Text("多出来的投诉 × 平均每单金额", "Complaints beyond last year's × mean order value"),
            (
                SignLimit("complaint_growth", "diagnosis_complaints"),
                SignLimit("response_growth", "diagnosis_response"),
            ),
            ("tickets.kind", "tickets.first_response"),
        ),
        Diagnosis(
            "one_customer",
            Text("过于依赖一个客户", "One customer carries it"),
            Text(
                "最大的客户占销售额达到 {diagnosis_top}",
                "The largest customer makes {diagnosis_top} or more of its sales",
            ),
            Text(
                "最大客户{top}占销售额的 {top_share}",
                "its largest customer {top} makes {top_share} of its sales",
            ),
            Text("高层拜访，开发新的大客户", "Senior visit, win a second one"),
            Text(
                "给这个客户做一次高层拜访和续约评估；定出开发第二、第三个大客户的目标",
                "Visit that customer at senior level and judge its renewal; set a target for a second and third large one",
            ),
            30, "retention_rate", "top_share",
            Text("这个客户的销售额", "Sales of that customer"),
            (SignLimit("top_share", "diagnosis_top"),),
            (CUSTOMER,),
        ),
        Diagnosis(
            "late_supply",
            Text("发货比整体晚", "Ships later than all together"),
            Text(
                "晚发占比超过 {late_from}，并比整体在同样品类（看品类时为同样渠道）、同样月份的水平高出 {diagnosis_late} 以上，"
                "差距大过偶然；超时还没发的也算晚",
                "More than {late_from} of the lines late, {diagnosis_late} or more beyond all together on the same goods (of "
                "goods: in the same channels) and months, and beyond chance; past the limit and not shipped yet is late",
            ),
            Text(
                "晚发 {late}（同类整体 {late_all}）：{late_lines} 行{unshipped}",
                "{late} late (all on the like {late_all}): {late_lines} of {due_lines} lines{unshipped}",
            ),
            Text("催发欠货，定到货日期", "Chase what is owed, date it"),
            Text(
                "列出超时未发的订单，逐单定到货日期并告知客户；查清卡在缺货、采购还是仓库",
                "List what is overdue, give every order a date and tell the customer; learn whether stock, purchasing or the "
                "warehouse holds it up",
            ),
            14, "shipped_in_time", "late",
            Text("晚发订单行的金额", "Value of the lines late"),
            (
                SignLimit("late", above="late_from"),
                SignLimit("late_behind", "diagnosis_late"),
                SignLimit("late_errors", ENOUGH.late_errors),
            ),
            ("orders.ship_date",),
        ),
        Diagnosis(
            "price_conflict",
            Text("低价冲击其他渠道", "Undersells the other channels"),
            Text(
                f"同一产品、同一整月，均价比其他渠道低 {PRICE_CONFLICT.gap:.0%} 以上，差距大过成交价的波动",
                f"The same product in the same whole month more than {PRICE_CONFLICT.gap:.0%} below another channel, "
                "beyond the spread of its prices",
            ),
            Text(
                "“{undersold}”均价比其他渠道低 {undersold_gap}，有 {undersold_months} 个月",
                "{undersold} {undersold_gap} below the others, in {undersold_months} "
                "{undersold_months:month|months}",
            ),
            Text("统一价格，先停低价", "Align prices, stop the low one"),
            Text(
                "核对低价来源，停掉没有审批的促销价，各渠道回到同一价格区间",
                "Find where the low price comes from, end what nobody approved, align all channels",
            ),
            14, "price", "undercut",
            Text("各产品的低价销量 × 与其他渠道的差价", "Units sold below the others × the gap, of all products"),
            (SignLimit("undercut", above=0),),
            ("orders.product", "orders.quantity"),
            of="channel",
        ),
    )
)  # fmt: skip
