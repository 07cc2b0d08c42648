"""What in the data proposes a risk: each signal with its limits, its evidence, and the step that it asks for."""

from __future__ import annotations

from dataclasses import dataclass

from salesdash.catalog.channels.diagnoses import CUSTOMER, ENOUGH, SignLimit
from salesdash.catalog.model import registry
from salesdash.text import Text


@dataclass(frozen=True, slots=True)
class Signal:
    """It stands where all `limits` hold; of each member of the dimension `by`, or of the company (None).

    `condition` says so with the rules formatted in, `finding` with the figures; `stake` what its money is.
    It proposes a risk of this `category`, watched by the KPI `kpi`, and the step `step` (`how` says what that
    means) `within` so many days. `evidence` names the figure that proves it, `move` the metric whose change it
    tells, where it tells one. `needs` are the datasets and fields without which it cannot be judged; `is_ours`
    where its limits follow no handbook.
    """

    key: str
    name: Text
    condition: Text
    finding: Text
    stake: Text
    category: str
    kpi: str
    by: str | None
    step: Text
    how: Text
    within: int
    evidence: str
    limits: tuple[SignLimit, ...]
    needs: tuple[str, ...]
    move: str | None = None
    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class Spans:
    """Over how many whole `months` a change on last year is told, at `looked_back` of how many months' ends a
    signal is tried, and over how many months after it a `loss` would show."""

    months: int
    looked_back: int
    loss: int


SPANS = Spans(months=3, looked_back=24, loss=3)
FEWEST_LINES = 10  # due in the months judged, of which a share says something

SIGNALS = registry(
    (
        Signal(
            "key_customer",
            Text("高价值客户停单", "High-value customer gone silent"),
            Text(
                "高价值客户停单超过自己平时间隔的 {cooling_within} 倍",
                "A high-value customer is silent for more than {cooling_within} × its usual interval",
            ),
            Text(
                "高价值客户{name}已停单 {silent}，平时每 {usual}一单，近 12 个月买了 {amount}",
                "{name}, a high-value customer, is silent for {silent} (usually {usual}); {amount} in 12 months",
            ),
            Text("近 12 个月销售额 × 不再下单的可能", "Sales of 12 months × the chance that no order follows"),
            "customer_loss", "retention_rate", "customer",
            Text("本周高层拜访，问清原因", "Visit at senior level this week"),
            Text(
                "本周由负责人和上级一起上门，问清是价格、交付还是服务的问题，带着挽回方案去",
                "Visit this week together with a superior, learn whether it is price, delivery or service, and bring an offer",
            ),
            7, "customer_life", (SignLimit("rhythms", above="cooling_within"),), (CUSTOMER,),
        ),
        Signal(
            "top_customer",
            Text("依赖一个客户", "Leaning on one customer"),
            Text(
                "最大的客户占近 12 个月销售额超过 {signal_top}",
                "The largest customer makes more than {signal_top} of the sales of 12 months",
            ),
            Text("{name}占近 12 个月销售额的 {share}", "{name} makes {share} of the sales of 12 months"),
            Text("这个客户近 12 个月的销售额", "Sales to that customer in 12 months"),
            "customer_loss", "retention_rate", "customer",
            Text("高层拜访，开发第二个大客户", "Senior visit, win a second one"),
            Text(
                "给这个客户做一次高层拜访和续约评估，定出开发第二、第三个大客户的目标",
                "Visit it at senior level, judge its renewal, and set a target for a second and third large customer",
            ),
            30, "concentration", (SignLimit("share", above="signal_top"),), (CUSTOMER,),
        ),
        Signal(
            "top_five",
            Text("客户过于集中", "Sales lean on five customers"),
            Text(
                "前五大客户合计占近 12 个月销售额超过 {signal_top_five}",
                "The five largest customers make more than {signal_top_five} of the sales of 12 months",
            ),
            Text(
                "前五大客户合计占近 12 个月销售额的 {share}",
                "The five largest customers make {share} of the sales of 12 months",
            ),
            Text("这五个客户近 12 个月的销售额", "Sales to these five in 12 months"),
            "customer_loss", "retention_rate", None,
            Text("定出开发新大客户的目标", "Set a target for new large customers"),
            Text(
                "列出五家各自的续约和替代风险，定出开发新大客户的数量和期限",
                "List what each of the five might leave for, and set how many new large customers are to be won by when",
            ),
            30, "concentration", (SignLimit("share", above="signal_top_five"),), (CUSTOMER,),
        ),
        Signal(
            "channel_down",
            Text("渠道下滑", "Channel falling"),
            Text(
                "渠道近 3 个月销售额同比下降达到 {signal_drop}，且份额下降",
                "A channel's sales of 3 months are down by {signal_drop} or more on last year, and its share falls",
            ),
            Text(
                "{name}近 3 个月销售额同比下降 {drop}，份额从 {share_before} 降到 {share}",
                "{name} is down by {drop} on last year over 3 months; its share fell from {share_before} to {share}",
            ),
            Text("比去年同期少卖的金额", "What it sold less than a year before"),
            "market", "channel_growth", "channel",
            Text("拆出少在哪里，再定补救", "Find where it fell, then act"),
            Text(
                "按区域、产品、客户拆出少掉的销售额，找渠道负责人核对原因，两周内定补救措施",
                "Split the loss by region, product and customer, check it with whoever runs the channel, and agree on a remedy",
            ),
            14, "course_sales", (SignLimit("drop", "signal_drop"), SignLimit("share_lost", above=0.0)),
            ("orders.channel",), move="sales",
        ),
        Signal(
            "price_down",
            Text("降价没换来销量", "Price down, volume flat"),
            Text(
                "产品近 3 个月均价同比下降达到 {signal_price}，销量变化小于 {signal_flat}",
                "A product's average price of 3 months is down by {signal_price} or more, its volume flat within {signal_flat}",
            ),
            Text(
                "{name}近 3 个月均价同比下降 {price_drop}，销量只变了 {volume_change}",
                "The price of {name} is down by {price_drop} on last year over 3 months, its volume by {volume_change} only",
            ),
            Text("少收的差价 × 现在的销量", "Price given away × units sold now"),
            "competition", "margin_rate", "product",
            Text("收紧折扣，查谁在降价", "Tighten discounts, find who gives them"),
            Text(
                "按渠道和销售员查折扣，没有换来销量的让利停掉，低于底价的一律审批",
                "Look at discounts by channel and salesperson, stop those that bring no volume, and have anything below floor approved",
            ),
            14, "course_price", (SignLimit("price_drop", "signal_price"), SignLimit("volume_move", below="signal_flat")),
            ("orders.product", "orders.quantity"), move="price",
        ),
        Signal(
            "share_down",
            Text("市场份额下降", "Market share lost"),
            Text(
                "近 12 个月市场份额比再前 12 个月下降达到 {signal_share}",
                "Market share of 12 months is down by {signal_share} or more on the 12 before",
            ),
            Text(
                "近 12 个月市场份额 {share}，再前 12 个月 {share_before}",
                "Market share of 12 months is {share}, after {share_before} in the 12 before",
            ),
            Text("丢掉的份额 × 市场规模", "Share lost × size of the market"),
            "competition", "market_share", None,
            Text("对比竞品，定应对", "Compare with rivals, then respond"),
            Text(
                "按细分市场对比竞品的价格和动作，找出丢在哪里，定应对方案",
                "Compare price and moves of rivals by segment, find where the share went, and agree on a response",
            ),
            30, "course_market_share", (SignLimit("share_lost", "signal_share"),), ("orders", "market.market_size"),
            move="market_share",
        ),
        Signal(
            "late",
            Text("发货延迟", "Late shipments"),
            Text(
                "近 3 个月晚发的订单行超过 {late_from}",
                "More than {late_from} of the lines of 3 months were late",
            ),
            Text(
                "近 3 个月 {late_share} 的订单行晚发，{worst}最多（{worst_share}）",
                "{late_share} of the lines of 3 months were late, most of them {worst} ({worst_share})",
            ),
            Text("晚发订单行的金额", "Value of the late lines"),
            "supply", "shipped_in_time", None,
            Text("找供应商定交期，通知客户", "Fix dates with suppliers, tell customers"),
            Text(
                "和供应商逐单确认交期，先保大客户；超期订单主动告知客户新的到货日，找好替代货源",
                "Fix dates order by order with the supplier, large customers first; tell customers the new day, and line up a substitute",
            ),
            7, "delivery_by_month", (SignLimit("late_share", above="late_from"),), ("orders.ship_date",),
            move="late_share",
        ),
        Signal(
            "turnover_down",
            Text("库存周转变慢", "Inventory turns more slowly"),
            Text(
                "库存周转率同比下降达到 {signal_turnover}",
                "Inventory turnover is down by {signal_turnover} or more on last year",
            ),
            Text(
                "近 12 个月库存周转率 {turnover}，一年前 {turnover_before}",
                "Inventory turned {turnover} times in 12 months, {turnover_before} times a year before",
            ),
            Text("按一年前的周转率多压的库存", "Stock beyond what the turnover of a year before needs"),
            "supply", "turnover", None,
            Text("盘点滞销，停补、定清仓期", "Clear slow stock, stop refilling"),
            Text(
                "按产品盘点滞销品，停止补货，给积压的定清仓期限和价格",
                "Count slow stock by product, stop refilling it, and set a date and price to clear the rest",
            ),
            30, "course_turnover", (SignLimit("turnover_drop", "signal_turnover"),), ("orders.cost", "spend.inventory"),
            move="turnover", is_ours=True,
        ),
        Signal(
            "person_behind",
            Text("销售员连续落后", "Salesperson behind"),
            Text(
                "销售员连续两个月都不到目标的 {signal_pace}",
                "A salesperson is below {signal_pace} of target in two months running",
            ),
            Text(
                "{name}连续两个月不到目标的 {limit}：{earlier}、{later}",
                "{name} is below {limit} of target two months running: {earlier}, {later}",
            ),
            Text("这两个月比目标少卖的金额", "What is missing to target in these two months"),
            "team", "attainment", "salesperson",
            Text("一对一复盘，派人帮带", "Review one to one, send help"),
            Text(
                "本周一对一复盘客户和商机，看是客户、方法还是状态的问题；派人帮带，重点客户先有备份人",
                "Review customers and deals one to one this week, send somebody to help, and name a second owner for the key customers",
            ),
            7, "course_attainment", (SignLimit("pace", below="signal_pace"),), ("orders.salesperson", "targets"),
        ),
        Signal(
            "returns_up",
            Text("退货率上升", "Returns up"),
            Text(
                "近 3 个月退货率同比上升达到 {signal_returns}",
                "The return rate of 3 months is up by {signal_returns} or more on last year",
            ),
            Text(
                "近 3 个月退货率 {rate}，去年同期 {rate_before}",
                "The return rate of 3 months is {rate}, {rate_before} a year before",
            ),
            Text("比去年的退货率多退的金额", "What came back beyond last year's rate"),
            "supply", "return_rate", None,
            Text("按产品和原因查退货", "Look at returns by product and reason"),
            Text(
                "按产品、渠道、原因拆退货，最多的那一项一周内给出整改",
                "Split returns by product, channel and reason, and mend the largest within a week",
            ),
            14, "course_return_rate", (SignLimit("rise", "signal_returns"),), ("orders", "orders.refund|returns"),
            move="return_rate", is_ours=True,
        ),
        Signal(
            "complaints_up",
            Text("投诉增多", "Complaints up"),
            Text(
                "近 3 个月每百单投诉同比增加达到 {diagnosis_complaints}，且大过偶然",
                "Complaints per 100 orders of 3 months are up by {diagnosis_complaints} or more, beyond chance",
            ),
            Text(
                "近 3 个月每百单投诉 {rate} 件，去年同期 {rate_before} 件（{complaints} 件对 {complaints_before} 件）",
                "{rate} complaints per 100 orders over 3 months, {rate_before} a year before ({complaints} against "
                "{complaints_before})",
            ),
            Text("多出来的投诉 × 平均每单金额", "Complaints beyond last year's rate × mean order value"),
            "demand", "csat", None,
            Text("专人盯投诉，每周通报", "Name an owner, report weekly"),
            Text(
                "指定专人盯投诉，{answer_within}内首次响应；每周通报超时工单和原因",
                "Name one person for complaints, answer within {answer_within}, and report overdue tickets and causes weekly",
            ),
            7, "course_complaints",
            (SignLimit("growth", "diagnosis_complaints"), SignLimit("errors", ENOUGH.errors)),
            ("orders", "tickets.kind"), move="complaints", is_ours=True,
        ),
        Signal(
            "response_up",
            Text("响应变慢", "Responses slower"),
            Text(
                "近 3 个月平均响应时长同比变长达到 {diagnosis_response}",
                "The mean time to respond of 3 months is up by {diagnosis_response} or more on last year",
            ),
            Text(
                "近 3 个月平均 {hours}才首次响应，去年同期 {hours_before}",
                "It took {hours} on average to respond over 3 months, {hours_before} a year before",
            ),
            Text("没有折成金额", "Not put into money"),
            "team", "response_48h", None,
            Text("排班补人，超时升级", "Staff the desk, escalate what is late"),
            Text(
                "按时段补足值班，{answer_within}没有响应的工单自动升级给主管",
                "Staff the desk by hours, and hand tickets without an answer in {answer_within} to the supervisor",
            ),
            14, "course_response_hours", (SignLimit("growth", "diagnosis_response"),), ("tickets.first_response",),
            move="response_hours", is_ours=True,
        ),
        Signal(
            "hangover",
            Text("促销透支", "Promotion with a hangover"),
            Text(
                "近 12 个月里结束的促销，事后透支了销售",
                "A promotion that ended in the last 12 months took sales from the weeks after it",
            ),
            Text(
                "“{promotion}”（{name}）拉动 {lift}，事后透支 {loss}，净拉动 {net}",
                "“{promotion}” ({name}) lifted sales by {lift}, then took {loss} back: {net} net",
            ),
            Text("事后透支的金额", "What the weeks after lost"),
            "market", "repurchase_rate", "channel",
            Text("复盘人群和让利，下次按净拉动考核", "Review it, judge the next by net lift"),
            Text(
                "复盘这次促销的人群和让利，跟进带来的新客；下次同类促销先定净拉动目标再批费用",
                "Review whom it drew and what it gave away, follow its customers up, and approve the next one against a target of net lift",
            ),
            30, "promotions", (SignLimit("hangover", above=0.0),), ("orders.promotion",),
        ),
    )
)  # fmt: skip
