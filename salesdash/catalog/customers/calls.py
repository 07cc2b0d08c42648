"""Whom to call: the signs that a customer is going, in words, and the next step that they ask for. Ours: no standard."""

from __future__ import annotations

from dataclasses import dataclass

from salesdash.catalog.model import Rule, registry
from salesdash.text import Text
from salesdash.units import COUNT, DAYS, MULTIPLE, RATIO


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that tells of a customer going, or explains it. `words` say it with its figures; `is_call`: alone
    it is reason enough to call. `needs` is what has to be loaded to see it; `condition` says when it is seen, with
    the rules formatted in."""

    key: str
    name: Text
    words: Text
    condition: Text
    needs: str = "orders"
    is_call: bool = True


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do next, where all its `signs` are seen and the customer is in one of its `tiers`, if any."""

    words: Text
    signs: tuple[str, ...]
    tiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EnoughDays:
    """How many days of ordering are `recent`, beside at least how many `before`; looked back over so many `months`; and
    how many orders make a product line a habit."""

    recent: int
    before: int
    months: int
    habit: int


ENOUGH = EnoughDays(recent=3, before=4, months=24, habit=4)
TICKETS, ANSWERS, VISITS = "tickets", "surveys|tickets.csat", "visits|customers.last_visit"

# In the order in which a reason names them.
SIGNS = registry(
    (
        Sign(
            "silent",
            Text("停单", "Silent"),
            Text("{silent}未下单，平时{usual}", "silent {silent}, usually {usual}"),
            Text(
                "未下单超过平时间隔的 {active_within} 倍",
                "silent for more than {active_within} × the usual interval",
            ),
        ),
        Sign(
            "complaint_open",
            Text("投诉未决", "Complaint open"),
            Text("投诉{complaint_days}未决", "complaint open for {complaint_days}"),
            Text(
                "近 {call_heard_within}的投诉还没解决",
                "a complaint of the last {call_heard_within} is not resolved",
            ),
            needs=TICKETS,
        ),
        Sign(
            "complaint_slow",
            Text("投诉拖延", "Complaint dragged on"),
            Text(
                "{complaint_on}投诉，{complaint_days}才解决",
                "complaint of {complaint_on} took {complaint_days}",
            ),
            Text(
                "近 {call_heard_within}的投诉超过 {resolve_within}才解决",
                "a complaint of the last {call_heard_within} took more than {resolve_within} to resolve",
            ),
            needs=TICKETS,
        ),
        Sign(
            "poor_rating",
            Text("差评", "Poor rating"),
            Text("{rated_on}打{rating}分", "rated {rating} on {rated_on}"),
            Text(
                "近 {call_heard_within}最近一次打分不满意，或不愿推荐",
                "the newest score of the last {call_heard_within} is no satisfied one, or recommends us to nobody",
            ),
            needs=ANSWERS,
        ),
        Sign(
            "unvisited",
            Text("无人回访", "Not visited"),
            Text("{visited_on}后无人回访", "no visit since {visited_on}"),
            Text(
                "高价值超过 {visit_within}、中价值超过 {service_visit_middle}没有回访",
                "high-value and not visited for {visit_within}, middle for {service_visit_middle}",
            ),
            needs=VISITS,
            is_call=False,
        ),
        Sign(
            "stopped",
            Text("停买某类产品", "A product line stopped"),
            Text(
                "“{line}”{line_silent}没买，别的还在买",
                "{line} stopped {line_silent} ago",
            ),
            Text(
                "占 {call_line_share} 以上的一类产品超过平时间隔的 {call_line_silent} 倍没买，其他还在买",
                "a line of {call_line_share} or more not bought for {call_line_silent} × its usual interval, others are",
            ),
            needs="orders.category|orders.product",
        ),
        Sign(
            "slowing",
            Text("节奏变慢", "Slowing"),
            Text(
                "下单间隔从{gap_before}拉长到{gap_now}",
                "orders every {gap_now}, before every {gap_before}",
            ),
            Text(
                "最近 {recent} 次间隔的中位数达到以前的 {call_slow_from} 倍",
                "the median of the last {recent} intervals is {call_slow_from} times that of those before",
            ),
        ),
        Sign(
            "shrinking",
            Text("单量变小", "Shrinking"),
            Text(
                "每单从{basket_before}降到{basket_now}",
                "orders down from {basket_before} to {basket_now}",
            ),
            Text(
                "最近 {recent} 单的中位数不到以前的 {call_shrink_to}",
                "the median of the last {recent} orders is under {call_shrink_to} of those before",
            ),
        ),
    )
)
NEVER_VISITED = Text("没有回访记录", "no visit on record")
WOULD_NOT_RECOMMEND = Text(
    "{rated_on}推荐意愿{rating}分", "recommends us {rating} of 10 on {rated_on}"
)

# The first whose signs are all seen is the next step; the last asks for none.
STEPS = (
    NextStep(Text("先了结投诉，再上门", "Settle it, then visit"), ("complaint_open",)),
    NextStep(
        Text("主管上门，问清为何不满", "Visit with a manager"),
        ("silent", "complaint_slow"),
    ),
    NextStep(
        Text("主管上门，问清为何不满", "Visit with a manager"),
        ("silent", "poor_rating"),
    ),
    NextStep(Text("客户经理本周上门", "Owner visits this week"), ("silent",), ("high",)),
    NextStep(Text("打电话问近况和库存", "Call about their stock"), ("silent",)),
    NextStep(Text("问清为何停买，带样品去", "Ask why, bring samples"), ("stopped",)),
    NextStep(Text("谈全年用量，看是否分给别家", "Talk about the year"), ("shrinking",)),
    NextStep(Text("电话约下一单的时间", "Call for the next order"), ("slowing",)),
    NextStep(Text("回访，把不满处理掉", "Call back and settle it"), ()),
)

CALL_RULES = (
    Rule(
        "call_many",
        Text("本周联系几位", "Customers to call a week"),
        Text("“本周先联系谁”列出的客户数", "How many customers stand on the list of the week"),
        10, COUNT, least=3, most=50,
    ),
    Rule(
        "call_rest",
        Text("联系后多久再列出", "Left alone after a contact"),
        Text("联系或拜访之后，这些天内不再列出", "Who was spoken with is not listed again for so many days"),
        14, DAYS, most=365,
    ),
    Rule(
        "call_plan_in",
        Text("默认几天后拜访", "Visits are planned for in"),
        Text("点“约拜访”时默认的天数，可以再改日期", "Days until a visit that is planned with one click"),
        7, DAYS, least=1, most=365,
    ),
    Rule(
        "call_later_in",
        Text("默认几天后再提醒", "Later means in"),
        Text("点“稍后”时默认的天数，可以再改日期", "Days until who was put off comes back"),
        14, DAYS, least=1, most=365,
    ),
    Rule(
        "call_slow_from",
        Text("节奏变慢：间隔达到以前的", "Slowing: intervals from"),
        Text("最近几次下单间隔是以前的这么多倍，算变慢", "Recent intervals of so many times those before are slower"),
        1.5, MULTIPLE, least=1, most=10,
    ),
    Rule(
        "call_shrink_to",
        Text("单量变小：不到以前的", "Shrinking: orders under"),
        Text("最近几单不到以前的这个比例，算变小", "Recent orders under this part of those before are smaller"),
        0.7, RATIO, most=1,
    ),
    Rule(
        "call_line_share",
        Text("停买：这类产品至少占", "A line stopped: share of it from"),
        Text("一类产品占客户金额达到这个比例，停买了才算", "A line of less than this part of a customer's money is left aside"),
        0.2, RATIO, most=1,
    ),
    Rule(
        "call_line_silent",
        Text("停买：超过平时间隔的倍数", "A line stopped after, in usual intervals"),
        Text("超过这么多个平时间隔没买这类产品，算停买", "A line not bought for so many of its usual intervals has stopped"),
        3, MULTIPLE, least=1, most=20,
    ),
    Rule(
        "call_heard_within",
        Text("投诉和打分看最近多久", "Complaints and scores of the last"),
        Text("只看这些天以内的投诉和打分", "Complaints and scores older than so many days explain nothing"),
        180, DAYS, least=1, most=1000,
    ),
)  # fmt: skip
