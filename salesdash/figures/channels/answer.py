"""The answer of the page: whom to give more, whom less, and the six numbers that it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from salesdash.catalog.channels.verdicts import DOUBT, MARGINAL, MARGINAL_MEANS, VERDICTS, Verdict
from salesdash.catalog.dimensions import member_name
from salesdash.catalog.overrides import worded
from salesdash.charts.figure import Card, Headline
from salesdash.figures.cards import Places, cards_of
from salesdash.figures.channels import side_by_side
from salesdash.figures.channels.sentences import lower
from salesdash.figures.channels.verdicts import (
    Judged,
    judged,
    judged_scope,
    whole_change,
    why,
)
from salesdash.figures.comparison import in_view
from salesdash.figures.two_sides import spent_scope
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join
from salesdash.units import MONEY, MULTIPLE, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.basis import is_on_sales, last_closed

ONE = Text("{verdict}：{name}（{why}）", "{verdict}: {name} ({why})")
SOME = Text(
    "{verdict}：{name}（{why}）等 {n} 个",
    "{verdict}: {name} ({why}) and {others} {others:other|others}",
)
ALL_HOLD = Text(
    "都保持现在的费用：{name}（{why}）等 {n} 个", "Hold all {n}: {name} ({why}) and the others"
)
SINCE = Text("{period}与去年同期比：{doubt}。", "{period} against the year before: {doubt}.")
TOO_FINE = Text(
    "费用按更长的期间填写，{asked}不单独判断。",
    "Spend is stated for longer periods than {asked}, which gets no verdict of its own. ",
)
NOT_CLOSED = Text(
    "{asked}的费用还没填完，先不判断。",
    "The spend of {asked} is not complete, so it gets no verdict yet. ",
)
ADD_COST = Text(
    "没有成本，看不出挣没挣钱，不下加、保、收、停的判断：在订单表里加一列“成本”或“利润”。",
    "Without costs nobody knows who earns anything, so there is no verdict: add a column “Cost” or "
    "“Profit” to the orders.",
)
ADD_SPEND = Text(
    "上传一张分{dimension}的费用表（日期、{dimension}、费用），就能判断该加、该保、该收还是该停。",
    "Upload a sheet of spend by {dimension} (date, {dimension}, spend) to see whom to give more and whom less.",
)
NO_YEAR_BEFORE = Text(
    "没有去年同期的费用和毛利，看不出多花的钱带来了什么。",
    "Spend and profit of the year before are not known, so what more of it brought is not either.",
)
OF_PERIOD = Text("{name} · {period}", "{name} · {period}")
CHANGED_BY = Text("费用 {extra}", "spend {extra}")
ALIKE = Text("费用变化不大", "spend about as before")
CARDS: Places = (
    ("profit_after_cost", "sales"), ("spend", "orders"), ("roi", "margin_rate", "quantity"),
    ("channel_growth",), ("cac", "aov"), ("new_customers", "customers"),
)  # fmt: skip
OF_SPEND = ("profit_after_cost", "spend", "roi", "cac")
MARGINAL_AT, MOST_CARDS = 3, 6


def headline(ask: Ask, scope: Scope, by: str) -> Headline:
    """Whom to give more and whom less, each with the rule that decided; without costs or spend, who
    returns or sells most, and what would tell."""
    found = judged(ask, scope, by)
    groups = {
        key: [one for one in found if one.verdict == key]
        for key in ("more", "less", "stop", "hold")
    }
    verdicts = [
        _group(ask, scope, VERDICTS[key], group, by)
        for key, group in groups.items()
        if group and (key != "hold" or len(group) == len(found))
    ]
    if not verdicts:
        told = side_by_side.headline(ask, scope, by)
        return Headline(_open(told), more=_would_tell(ask, by))
    return Headline(join(verdicts, zh="；", en="; "))


def cards(ask: Ask, scope: Scope) -> list[Card]:
    """Profit after cost, spend, its return, what the last yuan brought, growth, and what a new customer
    cost; without spend what was sold instead."""
    spent = spent_scope(ask, scope)
    shown = cards_of(ask, scope, CARDS)
    if spent != scope and spent.period:
        stated = {card.key: card for card in cards_of(ask, spent, CARDS) if card.key in OF_SPEND}
        for card in stated.values():
            name = side_by_side.roi_name(ask) if card.key == "roi" else card.title
            title = OF_PERIOD.format(name=name, period=_brief(spent.period))
            stated[card.key] = replace(card, title=title)
        shown = [stated.get(card.key, card) for card in shown]
    return [*shown[:MARGINAL_AT], *_marginal(ask, scope), *shown[MARGINAL_AT:]][:MOST_CARDS]


def _group(ask: Ask, scope: Scope, verdict: Verdict, group: Sequence[Judged], by: str) -> Text:
    first, *others = _foremost(group)
    words = (ALL_HOLD if verdict.key == "hold" else SOME) if others else ONE
    return words.format(
        verdict=verdict.word,
        name=member_name(by, first.name),
        why=why(first, ask.rules, scope.scale, brief=True),
        n=len(group),
        others=len(others),
    )


def _foremost(group: Sequence[Judged]) -> list[Judged]:
    """Who is to get more, by what the last yuan brought; else by what the change of spend cost."""

    def rank(one: Judged) -> tuple[float, str]:
        if one.verdict == "more":
            return -(one.marginal or 0.0), one.name
        change = one.standing.change
        return (change.extra_profit - change.extra_spend if change else 0.0), one.name

    return sorted(group, key=rank)


def rests_on(ask: Ask, scope: Scope, by: str) -> Text:
    """Which period is judged and why another than the page's, and that it is no proof; blank where
    nobody is judged."""
    found = [one for one in judged(ask, scope, by) if one.rule]
    where, asked = judged_scope(ask, scope), in_view(scope)
    if not found or where.period is None or asked.period is None:
        return BLANK
    since = NO_YEAR_BEFORE
    if any(one.standing.change for one in found):
        since = SINCE.format(period=where.period.name, doubt=DOUBT)
    if where.period.start in asked.period and where.period.last_day in asked.period:
        return since
    why_not = NOT_CLOSED if last_closed(ask, asked) is None else TOO_FINE
    return why_not.format(asked=asked.period.name) + since


def _would_tell(ask: Ask, by: str) -> Text:
    """What is to be uploaded before anybody can be judged."""
    if by not in ("channel", "region", "online"):
        return BLANK
    if ask.missing("profit_after_cost") or not ask.has(f"spend.{_spent_by(by)}"):
        return ADD_SPEND.format(dimension=lower(_spent_by(by)))
    return ADD_COST if is_on_sales(ask) else BLANK


def _brief(period: Period) -> Text:
    """`10月` · `Oct`, as the year is plain from the page."""
    name = period.name
    if period.grain != "month":
        return name
    return Text(name.zh.partition("年")[2], name.en.rpartition(" ")[0])


def _open(sentence: Text) -> Text:
    """Without its full stop, as a headline stands."""
    return Text(sentence.zh.rstrip("。"), sentence.en.rstrip(". "))


def _spent_by(by: str) -> str:
    return "region" if by == "region" else "channel"


def _marginal(ask: Ask, scope: Scope) -> list[Card]:
    """What the last yuan of all together brought, where that can be reckoned."""
    if ask.missing("profit_after_cost"):
        return []
    where, rules = judged_scope(ask, scope), ask.rules
    change = whole_change(ask, where)
    value = change.marginal(rules["extra_spend_from"]) if change else None
    against = ALIKE if change else BLANK
    if change and value is not None:
        against = CHANGED_BY.format(
            extra=write(change.extra_spend, MONEY, scope.scale, signed=True)
        )
    period = where.period.name if where.period else BLANK
    return [
        Card(
            "marginal_return",
            MARGINAL,
            write(value, MULTIPLE),
            against=against,
            help=worded(MARGINAL_MEANS, rules)
            + Text("。", ". ")
            + SINCE.format(period=period, doubt=DOUBT),
        )
    ]
