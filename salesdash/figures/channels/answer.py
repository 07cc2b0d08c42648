"""The answer of the page: whom to give more, whom less, and the six numbers that it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from salesdash.catalog.channels.verdicts import DOUBT, MARGINAL, MARGINAL_MEANS, VERDICTS, Verdict
from salesdash.catalog.dimensions import member_name
from salesdash.catalog.metrics import METRICS
from salesdash.catalog.overrides import worded
from salesdash.charts.figure import Card, Figure, Headline
from salesdash.figures.cards import Places, cards_of
from salesdash.figures.channels import side_by_side, whole
from salesdash.figures.channels.condition import quadrant
from salesdash.figures.channels.money_table import LAST_ON_SALES, SALES_AFTER_COST
from salesdash.figures.channels.sentences import lower, of_period
from salesdash.figures.channels.verdicts import (
    JudgedMember,
    judged,
    judged_scope,
    whole_change,
    why,
)
from salesdash.figures.comparison import in_view, to_come
from salesdash.figures.two_sides import is_finer, spent_scope
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join
from salesdash.units import MONEY, MULTIPLE, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.basis import is_on_sales

ONE = Text("{verdict}：{name}（{why}）", "{verdict}: {name} ({why})")
SOME = Text(
    "{verdict}：{name}（{why}）等 {n} 个",
    "{verdict}: {name} ({why}) and {others} {others:other|others}",
)
ALL_HOLD = Text(
    "都保持现在的费用：{name}（{why}）等 {n} 个", "Hold all {n}: {name} ({why}) and the others"
)
SINCE = Text(
    "判断和边际回报是{period}与去年同期比：{doubt}。",
    "Verdicts: {period} on the year before, {doubt}.",
)
TOO_FINE = Text(
    "费用按更长的期间填写，{asked}不单独判断。",
    "Spend is coarser than {asked}. ",
)
NOT_CLOSED = Text(
    "{asked}的费用还没填完，先不判断。",
    "The spend of {asked} is not complete. ",
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
CHANGED_BY = Text("费用 {extra}", "spend {extra}")
ALIKE = Text("费用变化不大", "spend about as before")
CARDS: Places = (
    ("profit_after_cost", "sales"), ("spend", "orders"), ("roi", "margin_rate", "quantity"),
    ("channel_growth",), ("cac", "aov"), ("new_customers", "customers"),
)  # fmt: skip
OF_SPEND = ("profit_after_cost", "spend", "roi", "cac")
# By what a sheet of spend can tell its money apart, for each way to compare.
SPENT_BY = {"channel": "channel", "online": "channel", "region": "region"}
# What costs known nowhere make of a name.
ON_SALES: Mapping[str, Text] = {
    "profit_after_cost": SALES_AFTER_COST,
    "roi": Text("投产比（按销售）", "ROI on sales"),
    "marginal_return": LAST_ON_SALES,
}
# What cannot be told in the first year of the data gives its place away.
CHANGES, UNKNOWN = ("channel_growth", "marginal_return"), write(None, MULTIPLE)
MARGINAL_AT, MOST_CARDS = 3, 6


def headline(ask: Ask, scope: Scope, by: str) -> Headline:
    """Whom to give more and whom less, each with the rule that decided; without costs or spend, who
    returns or sells most, and what would tell."""
    if unbegun := to_come(scope):
        return Headline(_open(unbegun))
    verdicts_of = judged(ask, scope, by)
    groups = {
        key: [one for one in verdicts_of if one.verdict == key]
        for key in ("more", "less", "stop", "hold")
    }
    verdicts = [
        _group(ask, scope, VERDICTS[key], group, by)
        for key, group in groups.items()
        if group and (key != "hold" or len(group) == len(verdicts_of))
    ]
    if not verdicts:
        if of_all := _whole(ask, scope, by):
            return Headline(_open(of_all), more=would_tell(ask, by))
        return Headline(
            _open(side_by_side.headline(ask, scope, by)),
            more=would_tell(ask, by) or side_by_side.no_spend(ask, scope, by),
        )
    return Headline(join(verdicts, zh="；", en="; "))


def second(ask: Ask, scope: Scope, by: str) -> Figure:
    """What stands beside the table: growth and return of each, in a first year the return alone, else that of
    all spend month by month, else who sells most."""
    for of_each in (quadrant.growth_and_return, side_by_side.roi_ranking):
        if not (figure := of_each(ask, scope, by)).is_empty:
            return figure
    if _names_somebody(ask):
        return side_by_side.sales_ranking(ask, scope, by)
    monthly = whole.returns_by_month(ask, scope)
    return side_by_side.sales_ranking(ask, scope, by) if monthly.is_empty else monthly


def cards(ask: Ask, scope: Scope) -> list[Card]:
    """Profit after cost, spend, its return, what the last yuan brought, growth, and what a new customer
    cost; without spend what was sold instead."""
    spent = spent_scope(ask, scope)
    places = _known(ask, scope, spent)
    shown = cards_of(ask, scope, places)
    if spent != scope and spent.period:
        stated = {card.key: card for card in cards_of(ask, spent, places) if card.key in OF_SPEND}
        own = in_view(scope).period
        shown = [
            _in(spent.period, stated[c.key]) if c.key in stated else _in(own, c) for c in shown
        ]
    known = [*shown[:MARGINAL_AT], *_marginal(ask, scope), *shown[MARGINAL_AT:]]
    if is_on_sales(ask):
        known = [replace(c, title=ON_SALES.get(c.key, c.title)) for c in known]
    return [card for card in known if card.key not in CHANGES or card.value != UNKNOWN][:MOST_CARDS]


def _known(ask: Ask, scope: Scope, spent: Scope) -> Places:
    """The places with what is known of those who are filtered: nobody may have stated their spend."""
    filtered = [dimension for dimension, _ in scope.filters]
    if not filtered:
        return CARDS
    keys = [key for place in CARDS for key in place if not ask.unknown(METRICS[key], filtered)]
    values = ask(keys, (), scope).iloc[0].combine_first(ask(keys, (), spent).iloc[0])
    return [tuple(key for key in place if values.notna().get(key, False)) for place in CARDS]


def _in(period: Period | None, card: Card) -> Card:
    """A card in a row of cards of several periods: its name says which is its own."""
    name = side_by_side.ROI if card.key == "roi" else card.title
    return replace(card, title=of_period(name, period, None))


def _group(
    ask: Ask, scope: Scope, verdict: Verdict, group: Sequence[JudgedMember], by: str
) -> Text:
    first, *others = _foremost(group)
    words = (ALL_HOLD if verdict.key == "hold" else SOME) if others else ONE
    return words.format(
        verdict=verdict.word,
        name=member_name(by, first.name),
        why=why(first, ask.rules, scope.scale, brief=True),
        n=len(group),
        others=len(others),
    )


def _foremost(group: Sequence[JudgedMember]) -> list[JudgedMember]:
    """Who is to get more, by what the last yuan brought; else by what the change of spend cost."""

    def rank(one: JudgedMember) -> tuple[float, str]:
        if one.verdict == "more":
            return -(one.marginal or 0.0), one.name
        change = one.standing.change
        return (change.extra_profit - change.extra_spend if change else 0.0), one.name

    return sorted(group, key=rank)


def rests_on(ask: Ask, scope: Scope, by: str) -> Text:
    """Which period is judged and why another than the page's, and that it is no proof; where nobody is
    judged, what a column of channels would add."""
    ruled = [one for one in judged(ask, scope, by) if one.rule]
    where, asked = judged_scope(ask, scope), in_view(scope)
    if not ruled or where.period is None or asked.period is None:
        return side_by_side.what_channels_add(ask, by) or BLANK
    since = NO_YEAR_BEFORE
    if any(one.standing.change for one in ruled):
        since = SINCE.format(period=where.period.name, doubt=DOUBT)
    if _is_within(where, asked):
        return since
    why_not = TOO_FINE if is_finer(asked.period, where.period) else NOT_CLOSED
    return why_not.format(asked=asked.period.name) + since


def _is_within(where: Scope, asked: Scope) -> bool:
    """Whether what is judged is a part of what is asked about."""
    inner, outer = where.period, asked.period
    return bool(inner and outer and inner.start in outer and inner.last_day in outer)


def would_tell(ask: Ask, by: str) -> Text:
    """What is to be uploaded before anybody can be judged."""
    if is_on_sales(ask) and not ask.missing("roi"):
        return ADD_COST
    if by in SPENT_BY and not ask.has(f"spend.{SPENT_BY[by]}"):
        return ADD_SPEND.format(dimension=lower(SPENT_BY[by]))
    return BLANK


def _whole(ask: Ask, scope: Scope, by: str) -> Text:
    """What all spend returned, where it is known for none of the members alone."""
    if ask.missing("roi") or _names_somebody(ask) or _has_returns(ask, scope, by):
        return BLANK
    return whole.return_of_all(ask, scope)


def _names_somebody(ask: Ask) -> bool:
    """Whether the spend is told of somebody who sells, so that another way to compare tells more of it."""
    return any(ask.has(f"spend.{key}") and ask.members(key) for key in ("channel", "region"))


def _has_returns(ask: Ask, scope: Scope, by: str) -> bool:
    if ask.unknown(METRICS["roi"], (by,)):
        return False
    return bool(ask(["roi"], (by,), spent_scope(ask, scope)).dropna().size)


def _open(sentence: Text) -> Text:
    """Without its full stop, as a headline stands."""
    return Text(sentence.zh.rstrip("。"), sentence.en.rstrip(". "))


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
    means, since = worded(MARGINAL_MEANS, rules), SINCE.format(period=period, doubt=DOUBT)
    card = Card(
        "marginal_return",
        MARGINAL,
        write(value, MULTIPLE),
        against=against,
        help=means + Text("。", ". ") + since,
    )
    is_other = where.period is not None and not _is_within(where, in_view(scope))
    return [_in(where.period, card) if where.period and is_other else card]
