"""The small table of the page: a verdict a row, the money behind it, and the course of its sales."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from salesdash.catalog.channels.verdicts import VERDICTS
from salesdash.catalog.dimensions import member_name
from salesdash.catalog.metrics import METRICS
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure, in_one_unit
from salesdash.charts.rows import number
from salesdash.charts.theme import SHAPES
from salesdash.figures.build import dimension_column, metric_column
from salesdash.figures.channels.condition.health import SCORE_NAME, scores
from salesdash.figures.channels.courses import monthly_sales
from salesdash.figures.channels.sentences import STOP, in_period, lower, of_period
from salesdash.figures.channels.side_by_side import on_spend, ranked, roi_name
from salesdash.figures.channels.verdicts import (
    JudgedMember,
    judged,
    judged_scope,
    marginals_on_the_period_before,
    why,
)
from salesdash.figures.comparison import capital, in_view, to_come
from salesdash.figures.ties import alike, each, named
from salesdash.figures.two_sides import spent_scope
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join, plain
from salesdash.units import MONEY, MULTIPLE, RATIO, SCORE, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.basis import is_on_sales

TITLE = Text(
    "各{dimension}的钱：挣多少、该加还是该收", "The money of each {dimension}, and what to do"
)
SOLD = Text("各{dimension}卖了多少、走势如何", "What each {dimension} sold, and its course")
VERDICT = Text("判断", "Verdict")
BEFORE, GROWS = Text("去年", "Last year"), Text("销售增长", "Growth")
LAST_ON_SALES = Text("边际回报（按销售）", "Marginal, on sales")
LAST, COURSE = Text("边际回报", "Marginal"), Text("走势", "Course")
AFTER_COST = Text("费后利润", "After cost")
SALES_AFTER_COST = Text("费后销售额", "Sales after cost")  # where costs are known nowhere
MOST = Text(
    "{name}的{measure}最多：{each}{worth}，占 {share}",
    "{name} {n:has|have} the most {measure} left after cost: {worth}{each}, {share} of all",
)
MOST_AMONG_LOSSES = Text(
    "{name}的{measure}最多：{each}{worth}",
    "{name} {n:has|have} the most {measure} left after cost: {worth}{each}",
)
ONLY = Text(
    "只有{name}算得出{measure}：{worth}",
    "Only of {name} is the {measure} left after cost known: {worth}",
)
PROFIT, SALES = Text("费后利润", "profit"), Text("费后销售额", "sales")
LOSING = Text("；{n} 个不够付费用", "; {n} {n:does|do} not earn {n:its|their} cost")
LARGEST = Text(
    "{name}卖得最多：{each}{worth}，占 {share}",
    "{name} {n:sells|sell} most: {worth}{each}, {share} of all",
)
LARGEST_AMONG_RETURNS = Text(
    "{name}卖得最多：{each}{worth}", "{name} {n:sells|sell} most: {worth}{each}"
)
RULE = Text("{name}：{verdict}，{why}。", "{name}: {verdict}. {why}.")
EACH = Text("{name} {marginal}", "{name} {marginal}")
SECOND_LOOK = Text(
    "换成与{period}比，边际回报是：{each}（旺季淡季会影响）。",
    "Against {period} instead, the marginal returns are: {each} (the season has its part in them).",
)
JUDGED = Text("判断和边际回报看 {period}。", "Verdict and marginal return are of {period}.")


def money_table(ask: Ask, scope: Scope, by: str) -> Figure:
    """One row per member: its verdict, profit after cost, return beside last year's, what the last yuan
    brought, growth, and 24 months of its sales; without spend its sales and their growth and course."""
    if unbegun := to_come(scope):
        title = SOLD.format(dimension=lower(by))
        return Figure.lacking(scope, "channel_money", title, sentence=unbegun)
    where = scope if ask.unknown(METRICS["spend"], (by,)) else spent_scope(ask, scope)
    ranking = ranked(ask, where, by)
    frame = ranking[~ranking["is_blank"]].reset_index(drop=True)
    verdicts = {one.name: one for one in judged(ask, scope, by)}
    names = [str(name) for name in frame[by]]
    known = [verdicts.get(name) for name in names]
    frame["marginal"] = pd.Series([one and one.marginal for one in known], dtype=float)
    frame["verdict"] = pd.Series(
        [_light(one.verdict) if one and one.rule else None for one in known], dtype=object
    )
    health = scores(ask, scope, by)
    frame["health"] = pd.Series([health.get(name) for name in names], dtype=float)
    courses = monthly_sales(ask, scope, by)
    frame["course"] = [courses.get(name, ()) for name in names]
    is_costed = frame["profit_after_cost"].notna().any()
    key = "profit_after_cost" if is_costed else "sales"
    on_sales = is_on_sales(ask)
    left = SALES_AFTER_COST if on_sales else AFTER_COST
    worth = metric_column(key, left if is_costed else None)
    frame = frame.sort_values(worth.key, ascending=False, kind="stable", na_position="last")
    in_unit = in_one_unit(where, frame, (worth,))
    columns = (
        dimension_column(by),
        Column("verdict", VERDICT, is_light=True),
        Column(worth.key, worth.title, worth.unit, is_bar=True),
        metric_column("roi", roi_name(ask)),
        Column("roi_before", BEFORE, MULTIPLE),
        Column("marginal", LAST_ON_SALES if on_sales else LAST, MULTIPLE),
        metric_column("channel_growth", GROWS),
        Column("health", SCORE_NAME, SCORE),
        Column("course", COURSE, is_course=True),
    )
    shown = tuple(c for c in columns if c.is_course or frame[c.key].notna().any())
    is_judged = frame["verdict"].notna().any()
    title = (TITLE if is_judged else SOLD).format(dimension=lower(by))
    sentence = _told(frame, worth.key, by, SALES if on_sales else PROFIT, in_unit)
    if sentence and where.period and where != scope:
        sentence = in_period(where.period, sentence)
    return Figure.of(
        where, "channel_money", title if sentence else of_period(title, where.period, in_view(scope).period),
        frame.reset_index(drop=True), shown,
        sentence=sentence,
        metrics=(worth.key, *(("roi",) if is_costed else ()), "channel_growth"),
        notes=(
            *_reasons(ask, verdicts.values(), by, in_unit), *_of_other_days(ask, scope, verdicts.values()),
            *_second_look(ask, scope, by),
            *(on_spend(ask, scope, "profit_after_cost", "roi") if is_costed else ()),
        ),
    )  # fmt: skip


def _light(verdict: str) -> Text:
    """The word for it behind its shape, which gives the colour."""
    declared = VERDICTS[verdict]
    return plain(f"{SHAPES[declared.light]} ") + declared.word


def _reasons(ask: Ask, judged: Iterable[JudgedMember], by: str, scope: Scope) -> tuple[Text, ...]:
    """The rule that decided, for each."""
    return tuple(
        RULE.format(
            name=member_name(by, one.name),
            verdict=VERDICTS[one.verdict].word,
            why=capital(why(one, ask.rules, scope.scale)),
        )
        for one in judged
        if one.rule
    )


def _of_other_days(ask: Ask, scope: Scope, judged: Iterable[JudgedMember]) -> tuple[Text, ...]:
    """Which period is judged, where it is another than that of the money beside it."""
    where = judged_scope(ask, scope).period
    if where is None or where == spent_scope(ask, scope).period or not any(k.rule for k in judged):
        return ()
    return (JUDGED.format(period=where.name),)


def _second_look(ask: Ask, scope: Scope, by: str) -> tuple[Text, ...]:
    """What the last yuan brought against the period before, for each of whom that can be reckoned."""
    where = judged_scope(ask, scope)
    marginals = marginals_on_the_period_before(ask, where, by)
    other = where.compared("previous")
    if not marginals or other is None or other.period is None:
        return ()
    each = [
        EACH.format(name=member_name(by, name), marginal=write(marginal, MULTIPLE))
        for name, marginal in sorted(marginals.items(), key=lambda pair: -pair[1])
    ]
    return (SECOND_LOOK.format(period=other.period.name, each=join(each)),)


def _told(frame: pd.DataFrame, key: str, by: str, measure: Text, scope: Scope) -> Text:
    """Who leaves most, and how many do not earn their cost; a share only of what nothing is taken from, of sales with
    those of nobody."""
    worth = frame[key].dropna()
    if worth.empty or worth.iloc[0] <= 0 or worth.sum() <= 0:
        return BLANK
    is_costed, has_losses = key == "profit_after_cost", bool((worth < 0).any())
    share = float(worth.iloc[0] / worth.sum()) if is_costed else number(frame["share"].iloc[0])
    if is_costed and len(worth) == 1 < len(frame):
        words = ONLY
    elif is_costed:
        words = MOST_AMONG_LOSSES if has_losses else MOST
    else:
        words = LARGEST_AMONG_RETURNS if share is None else LARGEST
    first = alike(worth.tolist())
    sentence = words.format(
        name=named([member_name(by, member) for member in frame[by].head(first)]),
        n=first,
        each=each(first),
        measure=measure,
        worth=write(float(worth.iloc[0]), MONEY, scope.scale),
        share=write(share, RATIO),
    )
    losing = int((worth < 0).sum()) if is_costed else 0
    return sentence + (LOSING.format(n=losing) if losing else BLANK) + STOP
