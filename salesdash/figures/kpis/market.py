"""We and our competitors: shares of the market over time, and their prices beside ours."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isclose

import pandas as pd

from salesdash.catalog.metrics import METRICS
from salesdash.catalog.model import Metric
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.charts.over_time import trend
from salesdash.figures.build import dimension_column
from salesdash.figures.events import events_in
from salesdash.figures.lights.current import complete_months
from salesdash.figures.ties import alike, named
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, plain
from salesdash.units import RATIO, write
from salesdash.warehouse.questions.ask import Ask

MONTHS = 24
MOST = 5  # competitors drawn, the largest first
SHARES = Text("市场份额：我们与竞品", "Market share: we and our competitors")
PRICES = Text("竞品价格与我们相比", "Competitors' prices against ours")
WHO, MONTH = Text("企业", "Company"), Text("月份", "Month")
US = Text("本公司", "We")
SHARE, INDEX = Text("市场份额", "Market share"), Text("竞品价格 ÷ 我们的价格", "Their price / ours")
ORDINARY = Text("{month}份额 {share}，排第 {rank}", "{month}: a share of {share}, number {rank}")
TOGETHER = Text(
    "{month}份额 {share}，与{others}并列第 {rank}",
    "{month}: a share of {share}, number {rank} together with {others}",
)
FIRST = Text("；第一是{who}（{part}）。", "; {who} {n:is|are} first ({part}).")
SECOND = Text("；其后是{who}（{part}）。", "; {who} {n:comes|come} next ({part}).")
STOP = Text("。", ".")
ALONE = Text("{month}份额 {share}。", "{month}: a share of {share}.")
DEAREST = Text(
    "{month}最贵的是{dear}（我们的 {most}），最便宜的是{cheap}（{least}）。",
    "{month}: dearest is {dear} ({most} of our price), cheapest {cheap} ({least}).",
)
ONE_PRICE = Text(
    "{month}{dear}的价格是我们的 {most}。",
    "{month}: {dear} {n:asks|ask} {most} of our price.",
)
NO_COMPETITORS = Text(
    "市场表里没有竞品销售额，只画本公司的份额。",
    "The market sheet has no sales of competitors: only our share is drawn.",
)


@dataclass(frozen=True, slots=True)
class _Course:
    """A figure of months: what is drawn of each company, called `name` there, and said of the last one."""

    key: str
    title: Text
    name: Text
    drawn: Metric
    in_words: Callable[[Text, list[tuple[object, float]]], Text]


def shares(ask: Ask, scope: Scope, metric: Metric) -> Figure:
    """Our share and the largest competitors', month by month."""
    course = _Course("market_share_course", SHARES, SHARE, metric, _rank)
    frame = pd.DataFrame() if ask.missing(metric) else _shares(ask, _recent(scope))
    alone = bool(ask.missing(METRICS["competitor_sales"]))
    return _lines(ask, scope, metric, course, frame, (NO_COMPETITORS,) if alone else ())


def prices(ask: Ask, scope: Scope, metric: Metric) -> Figure:
    """Each competitor's prices over ours of the same products, month by month."""
    index = METRICS["price_index"]
    frame = pd.DataFrame()
    if not ask.missing(index):
        frame = ask([index.key], ["month", "competitor"], _recent(scope))
        frame = frame.rename(columns={index.key: "value"})
        largest = frame.groupby("competitor", sort=False)["value"].count().nlargest(MOST).index
        frame = frame[frame["competitor"].isin(largest) & frame["value"].notna()]
    course = _Course("competitor_prices", PRICES, INDEX, index, _dearest)
    return _lines(ask, scope, metric, course, frame)


def _recent(scope: Scope) -> Scope:
    months = complete_months(scope, MONTHS)
    return scope.over(Period(months[0].start, months[-1].end))


def _shares(ask: Ask, scope: Scope) -> pd.DataFrame:
    """One row per month and company: its share of the months whose market size is known."""
    monthly = ask(["market_share", "market_size"], ["month"], scope)
    sizes: Mapping[object, float] = dict(zip(monthly["month"], monthly["market_size"], strict=True))
    ours = monthly.rename(columns={"market_share": "value"}).assign(
        competitor=pd.Series([US] * len(monthly), dtype=object)
    )
    ours = ours[["month", "competitor", "value"]]
    if ask.missing(METRICS["competitor_sales"]):
        return ours[ours["value"].notna()].reset_index(drop=True)
    theirs = ask(["competitor_sales"], ["month", "competitor"], scope)
    value = theirs["competitor_sales"] / theirs["month"].map(sizes)
    theirs = theirs.assign(value=value)
    largest = (
        theirs.groupby("competitor", sort=False)["competitor_sales"].sum().nlargest(MOST).index
    )
    theirs = theirs[theirs["competitor"].isin(largest)][["month", "competitor", "value"]]
    both = pd.concat([ours, theirs], ignore_index=True)
    return both[both["value"].notna()].reset_index(drop=True)


def _lines(
    ask: Ask,
    scope: Scope,
    metric: Metric,
    course: _Course,
    frame: pd.DataFrame,
    notes: tuple[Text, ...] = (),
) -> Figure:
    month, who = dimension_column("month", MONTH), dimension_column("competitor", WHO)
    value = Column("value", course.name, RATIO)
    sentence = BLANK
    if len(frame):
        last = frame["month"].max()
        now = frame[frame["month"] == last].sort_values("value", ascending=False)
        ranked = list(zip(now["competitor"], now["value"], strict=True))
        sentence = course.in_words(Period.parse(str(last)).name, ranked)
        frame = frame.assign(month=[str(Period.parse(str(m)).start) for m in frame["month"]])
    recent = _recent(scope)
    happened = events_in(ask, recent, recent.period) if recent.period else ()
    return Figure.of(
        recent,
        course.key,
        course.title,
        frame,
        (month, who, value),
        lambda look: trend.line(frame, month, value, look, color=who, happened=happened),
        sentence=sentence,
        metrics=(metric.key,),
        notes=notes if len(frame) else (),
        missing=ask.missing(course.drawn),
    )


def _rank(month: Text, ranked: Sequence[tuple[object, float]]) -> Text:
    """Which place our share has among those of the market sheet, the largest first; equal ones share it."""
    share = next((value for who, value in ranked if who is US), None)
    if share is None:
        return BLANK
    equal = [_named(who) for who, value in ranked if who is not US and isclose(value, share)]
    above = [pair for pair in ranked if pair[1] > share and not isclose(pair[1], share)]
    words = {"month": month, "share": write(share, RATIO), "rank": len(above) + 1}
    if len(ranked) == 1:
        return ALONE.format(**words)
    place = TOGETHER.format(**words, others=named(equal)) if equal else ORDINARY.format(**words)
    if above:
        return place + _next(FIRST, above)
    below = [pair for pair in ranked if pair[1] < share and not isclose(pair[1], share)]
    return place + (_next(SECOND, below) if below else STOP)


def _next(words: Text, ranked: Sequence[tuple[object, float]]) -> Text:
    """Who leads those, with the share that all of them have."""
    leading = ranked[: alike([value for _, value in ranked])]
    return words.format(
        who=named([_named(who) for who, _ in leading]),
        n=len(leading),
        part=write(ranked[0][1], RATIO),
    )


def _named(who: object) -> Text:
    return who if isinstance(who, Text) else plain(str(who))


def _dearest(month: Text, ranked: Sequence[tuple[object, float]]) -> Text:
    prices = [value for _, value in ranked]
    dear, cheap = ranked[: alike(prices)], ranked[::-1][: alike(prices[::-1])][::-1]
    words = DEAREST if len(dear) < len(ranked) else ONE_PRICE
    return words.format(
        month=month, n=len(dear),
        dear=named([_named(who) for who, _ in dear]), most=write(prices[0], RATIO),
        cheap=named([_named(who) for who, _ in cheap]), least=write(prices[-1], RATIO),
    )  # fmt: skip
