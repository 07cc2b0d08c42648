"""Does this channel earn its cost: its verdict, its numbers, and the course of what it leaves."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from salesdash.analysis.lights import change
from salesdash.analysis.parts import shares
from salesdash.catalog.channels.verdicts import VERDICTS
from salesdash.catalog.dimensions import member_name
from salesdash.catalog.metrics import METRICS
from salesdash.charts.figure import Card, Figure, Headline
from salesdash.charts.rows import number
from salesdash.figures.channels import answer
from salesdash.figures.channels.sentences import STOP
from salesdash.figures.channels.verdicts import judged_one, why
from salesdash.figures.comparison import in_view
from salesdash.figures.course import course as monthly
from salesdash.figures.two_sides import name_of
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import BLANK, Text
from salesdash.units import MONEY, RATIO, Scale, write
from salesdash.warehouse.questions.ask import Ask

MORE = Text("更多", "More")
VIEWS = {
    "beside": Text("横向与纵向", "Peers and past"),
    "diagnosis": Text("诊断", "Findings"),
    "why": Text("量价与客户", "Why it moved"),
    "customers": Text("客户", "Customers"),
    "products": Text("产品", "Products"),
    "events": Text("大事、价格与促销", "Events"),
    "delivery": Text("发货与库存", "Delivery"),
    "health": Text("健康度", "Health"),
}
UNKNOWN = Headline(
    Text("数据里没有链接所指的成员", "The data do not know whom this link names"),
    more=Text(
        "可能改了名、合并了，或者它的订单已经撤回。回到渠道页重新选一个。",
        "It may be renamed or merged, or its orders were taken out. Go back and choose another.",
    ),
)
OF = Text("{name}：{told}", "{name}: {told}")
SOLD = Text("{name}：销售额 {sales}{share}{growth}", "{name} sold {sales}{share}{growth}")
NOTHING_SOLD = Text("{name}：这段时间没有销售", "{name} sold nothing in this period")
ITS_SHARE = Text("，占 {share}", ", {share} of all")
GREW = Text("，同比增长 {growth}", ", {growth} more than a year before")
SHRANK = Text("，同比下降 {growth}", ", {growth} less than a year before")
COURSE = Text(
    "{metric}：近 {n} 个月与上年", "{metric}: the last {n:month|{n} months} and the year before"
)
IN_ALL = Text(
    "近 {n} 个月合计 {now}，上年同月 {before}{rate}",
    "{now} over the last {n:month|{n} months}, {before} the year before{rate}",
)
LAST = Text(
    "{month}为 {now}，没有上年可比", "{now} in {month}; there is no year before to compare with"
)
RATE = Text("（{rate}）", " ({rate})")
A_YEAR = 12  # months
WORTH = ("profit_after_cost", "gross_profit", "sales")


def headline(ask: Ask, scope: Scope, by: str, member: str) -> Headline:
    """The verdict on the member with the rule that decided; without costs or spend what it sold, its
    share and its growth, and what would tell."""
    one, name = judged_one(ask, scope, by, member), member_name(by, member)
    if one is None or one.rule is None:
        return Headline(_sold(ask, in_view(scope), by, member), more=answer.would_tell(ask, by))
    verdict = VERDICTS[one.verdict]
    return Headline(
        OF.format(name=name, told=why(one, ask.rules, scope.scale)),
        verdict.light,
        verdict.word,
        more=answer.rests_on(ask, scope, by),
    )


def cards(ask: Ask, scope: Scope, by: str, member: str) -> list[Card]:
    """The six numbers of the page of all, of this one alone."""
    return answer.cards(ask, in_view(scope).where(by, member))


def course(ask: Ask, scope: Scope, by: str, member: str) -> Figure:
    """What it left after its cost month by month, the year before dashed; its gross profit or its sales where less
    is known."""
    own = scope.where(by, member)
    figures = [
        monthly(ask, own, key)
        for key in WORTH
        if not ask.missing(key) and not ask.unknown(METRICS[key], (d for d, _ in own.filters))
    ]
    figure = next((one for one in figures if not one.is_empty), figures[-1])
    key = figure.metrics[0]
    title = COURSE.format(metric=name_of(ask, METRICS[key]), n=len(figure.frame))
    return replace(figure, key="member_course", title=title, sentence=_in_all(figure, scope.scale))


def _in_all(figure: Figure, scale: Scale) -> Text:
    """What the last months came to together, beside the same of the year before; the last one alone where no year
    before is known."""
    (key,) = figure.metrics
    unit = METRICS[key].unit
    whole = figure.frame.dropna(subset=[key])
    both = whole.tail(A_YEAR).dropna(subset=["before"])
    if whole.empty:
        return BLANK
    if both.empty:
        last = whole.iloc[-1]
        month = Period.of(last["month"], "month").name
        return LAST.format(month=month, now=write(last[key], unit, scale)) + STOP
    now, before = float(both[key].sum()), float(both["before"].sum())
    rate = change(now, before)
    return (
        IN_ALL.format(
            n=len(both),
            now=write(now, unit, scale),
            before=write(before, unit, scale),
            rate=BLANK if rate is None else RATE.format(rate=write(rate, RATIO, signed=True)),
        )
        + STOP
    )


def _sold(ask: Ask, scope: Scope, by: str, member: str) -> Text:
    frame = ask(["sales", "channel_growth"], (by,), scope)
    own = frame[frame[by] == member]
    name = member_name(by, member)
    sales = number(own["sales"].iloc[0]) if len(own) else None
    if not sales:
        return NOTHING_SOLD.format(name=name)
    growth = number(own["channel_growth"].iloc[0])
    part = shares(frame["sales"])[own.index[0]]
    share = BLANK if pd.isna(part) else ITS_SHARE.format(share=write(part, RATIO))
    grown = BLANK
    if growth is not None:
        grown = (SHRANK if growth < 0 else GREW).format(growth=write(abs(growth), RATIO))
    return SOLD.format(name=name, sales=write(sales, MONEY, scope.scale), share=share, growth=grown)
