"""What may go wrong, who owns it, and what is overdue?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from salesdash.catalog.risks.risk import (
    FIELD_NAMES,
    Risk,
    zone,
)
from salesdash.charts.column import Column
from salesdash.charts.figure import Card, Figure, Headline
from salesdash.figures.risks.alarms import Watched, said, state_of
from salesdash.figures.risks.entries import EXPOSURE, context_of
from salesdash.figures.risks.exposure import total
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join, plain
from salesdash.units import COUNT, DAYS, MONEY, write

NONE_YET = Text(
    "还没有登记风险。先写下今年最可能让目标落空的三件事：各由谁负责、什么情况算触发、触发后怎么办。",
    "No risks are registered yet. Begin with the three things most likely to cost you this year's target: "
    "who owns each, what sets it off, and what you do then.",
)
WHAT, WHEN, LEFT = Text("事项", "What"), Text("日期", "Date"), Text("剩余天数", "Days left")
ALL_CLOSED = Text(
    "登记的 {n} 项风险都已关闭。",
    "{n:The one risk on the register is closed|All {n} risks on the register are closed}.",
)
OPEN = Text("{n} 项风险未关闭，", "{n} {n:risk is|risks are} open, ")
HIGH = Text("其中 {n} 项高风险；", "{n} of them high.")
NONE_HIGH = Text("没有高风险；", "none of them high.")
OVERDUE = Text("{each}已逾期。", "Overdue: {each}.")
NONE_OVERDUE = Text("没有逾期事项。", "Nothing is overdue.")
NO_DATES = Text(
    "未关闭的风险还没有填写期限和复核日期。", "No open risk has a due or review date yet."
)
LATE = {
    "due": Text("{n} 项应对措施", "{n} {n:response|responses}"),
    "review": Text("{n} 项复核", "{n} {n:review|reviews}"),
}
LONGEST = Text(
    "逾期最久的是“{title}”的{what}，已过 {n} 天。",
    "Overdue longest is the {what} of “{title}”, by {n} {n:day|days}.",
)
DEADLINES = {"due": Text("应对措施到期", "Response due"), "review": Text("复核", "Review")}

IS_OPEN, IS_HIGH = Text("未关闭", "Open"), Text("高风险", "High")
IS_FIRED = Text("已触发", "Triggers fired")
ARE_NEAR = Text("接近触发 {n} 项", "{n} near")
NONE_WATCHED = Text("还没有设触发条件", "None is armed yet")
NO_MONEY = Text("还没有填涉及金额", "No money named yet")
LATE_NAMES = {
    "due": Text("逾期的应对", "Responses overdue"),
    "review": Text("逾期的复核", "Reviews overdue"),
}


def headline(risks: Sequence[Risk], scope: Scope) -> Text:
    """How many risks are open and high, what is overdue, and what comes next."""
    pending = [risk for risk in risks if risk.is_open]
    if not risks:
        return NONE_YET
    if not pending:
        return ALL_CLOSED.format(n=len(risks))
    high = sum(zone(risk.score).key == "high" for risk in pending)
    words = OPEN.format(n=len(pending)) + (HIGH.format(n=high) if high else NONE_HIGH)
    sentences = [words, _overdue_words(pending, scope.as_of), _next(pending, scope.as_of)]
    return join([part for part in sentences if part], zh="", en=" ")


def verdict(risks: Sequence[Risk], triggers: Sequence[Watched], scope: Scope) -> Headline:
    """What has fired or is near first, then how the register stands."""
    light, state = state_of(triggers)
    more = said(triggers) if triggers else BLANK
    return Headline(headline(risks, scope), light, state, more)


def cards(risks: Sequence[Risk], triggers: Sequence[Watched], scope: Scope) -> list[Card]:
    """What has fired, how many risks are open and high, what is overdue, and the money exposed."""
    pending = [risk for risk in risks if risk.is_open]
    high = sum(zone(risk.score).key == "high" for risk in pending)
    late = [(kind, day) for day, _, kind, _ in _dated(pending) if day < scope.as_of]
    counts = {kind: sum(one == kind for one, _ in late) for kind in DEADLINES}
    fired = sum(one.state == "fired" for one in triggers)
    near = sum(one.state == "near" for one in triggers)
    money = total(risks)
    return [
        Card(
            "fired",
            IS_FIRED,
            write(fired, COUNT) if triggers else write(None, COUNT),
            against=ARE_NEAR.format(n=near) if triggers else NONE_WATCHED,
            light=("red" if fired else "amber" if near else "green") if triggers else "",
        ),
        Card("high", IS_HIGH, write(high, COUNT), light="red" if high else "green"),
        *(
            Card(kind, LATE_NAMES[kind], write(n, COUNT), light="red" if n else "green")
            for kind, n in counts.items()
        ),
        Card("open", IS_OPEN, write(len(pending), COUNT)),
        Card(
            "exposure",
            EXPOSURE,
            write(None if money is None else float(money), MONEY, scope.scale),
            against=NO_MONEY if money is None else BLANK,
        ),
    ]


def judged_by(scope: Scope, *, has_data: bool) -> Text:
    """By which day deadlines count as overdue."""
    day = Period.of(scope.as_of, "day").name
    words = (
        Text(
            "是否逾期按数据截至日 {day} 判断，导入新数据后随之更新。",
            "Overdue is judged by the as-of date of the data, {day}; it moves on with new data.",
        )
        if has_data
        else Text(
            "还没有数据，是否逾期按今天（{day}）判断。",
            "No data is loaded: overdue is judged by today, {day}.",
        )
    )
    return words.format(day=day)


def deadlines(risks: Sequence[Risk], scope: Scope) -> Figure:
    """What is due: reviews and responses of open risks, the longest overdue first."""
    dated = _dated([risk for risk in risks if risk.is_open])
    left = [(day - scope.as_of).days for day, *_ in dated]
    frame = pd.DataFrame(
        {
            "title": [risk.title for *_, risk in dated],
            "what": [key for _, _, key, _ in dated],
            "owner": [risk.owner for *_, risk in dated],
            "day": [day for day, *_ in dated],
            "left": left,
        }
    )
    words = _most_urgent(dated, left)
    return Figure(
        "risk_deadlines",
        Text("期限与复核", "Deadlines and reviews"),
        frame,
        (
            Column("title", FIELD_NAMES["title"]),
            Column("what", WHAT, names=DEADLINES),
            Column("left", LEFT, DAYS),
            Column("day", WHEN),
            Column("owner", FIELD_NAMES["owner"]),
        ),
        sentence=words,
        context=context_of(scope),
    )


def _dated(pending: Sequence[Risk]) -> list[tuple[date, int, str, Risk]]:
    """Every deadline of the risks, the earliest first: its day, its risk and what is due."""
    return sorted(
        (day, risk.risk_id, key, risk)
        for risk in pending
        for key in DEADLINES
        if (day := getattr(risk, key))
    )


def _overdue_words(pending: Sequence[Risk], as_of: date) -> Text:
    """How much is overdue, by what is due: the one count of it on the page."""
    late = [key for day, _, key, _ in _dated(pending) if day < as_of]
    each = [words.format(n=n) for key, words in LATE.items() if (n := late.count(key))]
    return OVERDUE.format(each=join(each, en=" and ")) if each else NONE_OVERDUE


def _most_urgent(dated: Sequence[tuple[date, int, str, Risk]], left: Sequence[int]) -> Text:
    if not dated:
        return NO_DATES
    if left[0] >= 0:
        return NONE_OVERDUE
    _, _, key, risk = dated[0]
    what = DEADLINES[key]
    return LONGEST.format(title=plain(risk.title), what=Text(what.zh, what.en.lower()), n=-left[0])


def _next(pending: Sequence[Risk], day: date) -> Text:
    coming = [
        (when, risk.title, key)
        for risk in pending
        for key in DEADLINES
        if (when := getattr(risk, key)) and when >= day
    ]
    if not coming:
        return BLANK
    when, title, key = min(coming)
    return Text("最近一项：{day}，{what}“{title}”。", "Next: {day}, {what} of “{title}”.").format(
        day=Period.of(when, "day").name,
        what=Text(DEADLINES[key].zh, DEADLINES[key].en.lower()),
        title=plain(title),
    )
