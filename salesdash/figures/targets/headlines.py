"""The sentences of the page of targets: attainment, who is behind, what it still takes."""

from __future__ import annotations

from typing import Any

import pandas as pd

from salesdash.catalog.dimensions import DIMENSIONS, member_name
from salesdash.charts.column import MarkedCell
from salesdash.figures.build import in_a_line
from salesdash.figures.comparison import day_name
from salesdash.figures.targets import both_plans
from salesdash.figures.targets.to_date import JudgedSpan, splits
from salesdash.figures.ties import MOST_NAMED, alike, named
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join
from salesdash.units import MONEY, RATIO, write
from salesdash.warehouse.questions.ask import Ask

NO_SHEET = Text(
    "还没有导入目标表：导入后这里显示达成进度；也可以先在“计划”视图里把全年目标拆分到月",
    "No sheet of targets is loaded yet. Load one to see attainment, "
    "or split a year's target to months under “Plan”",
)
NOT_THESE_DAYS = Text(
    "已导入的目标不在{period}内；请换一个期间，或补充目标表",
    "The targets loaded lie outside {period}. Choose another period, or load its targets",
)
NO_ORDERS = Text(
    "目标已经导入，还没有订单；导入订单后这里显示达成进度",
    "The targets are loaded, the orders are not yet. Load them to see attainment",
)
NOT_SPLIT_SO = Text(
    "目标没有按筛选的{dimensions}拆分，无法比较；请去掉这个筛选",
    "The targets are not split by {dimensions}; take that filter away to compare",
)
LEAST = 0.005  # 元; less is nothing
ALL_DAYS = Text("订单所在的期间", "the time of the orders")
RUNNING = Text(
    "{period}截至{day}，进度达成率 {attainment}，{gap}",
    "{period} to {day}: {attainment} of the target to date, {gap}",
)
ENDED = Text(
    "{period}达成目标的 {attainment}，{gap}", "{period}: {attainment} of the target, {gap}"
)
TO_COME = Text(
    "{period}尚未开始，目标 {target}", "{period} is still to come; its target is {target}"
)
NOTHING_DUE = Text(
    "{period}截至{day}，{target}的目标还没有一部分到期，已完成 {reached}",
    "{period} to {day}: nothing of the target of {target} was due yet, {reached} of it is reached",
)
EXACT = Text("不多不少", "neither more nor less")
AHEAD, SHORT = Text("超出 {money}", "{money} ahead"), Text("差 {money}", "{money} short")
BEHIND = Text(
    "；落后最多的是{member}（{told}）。", "; furthest behind {n:is|are} {member} ({told})."
)
FURTHEST_BEHIND = Text("落后最多的是{member}（{told}）", "Furthest behind is {member} ({told})")
AMONG_FURTHEST = Text(
    "并列落后最多（各差 {short}）：{member}", "Tied for furthest behind, {short} each: {member}"
)
FURTHEST = Text("超出最多的是{member}（{told}）", "Furthest ahead {n:is|are} {member} ({told})")
BY_HOW_MUCH = Text("{attainment}，{gap}", "{attainment}, {gap}")
BY_AS_MUCH = Text("各{gap}", "{gap} each")
NONE_AHEAD = Text("没有一个{dimension}超出", "No {dimension} is ahead")
NOBODY_BEHIND = Text("没有一个{dimension}落后。", "No {dimension} is behind.")
NONE_BEHIND = Text("；没有一个{dimension}落后。", "; no {dimension} is behind.")
GAINS_AND_LOSSES = Text(
    "落后的合计少 {lost}，超出的合计多 {won}，净{net}。",
    "Those behind are short by {lost}, those ahead are over by {won}: {net} net.",
)
ALL_AHEAD = Text("没有人落后，合计{net}。", "Nobody is behind: {net} in all.")
ALL_BEHIND = Text("没有人超出，合计{net}。", "Nobody is ahead: {net} in all.")
WITHOUT_TARGET = Text("没有目标的销售额", "Sales without a target")
UNSHARED = Text("没有分下去的目标", "Target that no member has")
BESIDE = Text("此外：{parts}；全部{net}。", " Beside them: {parts}. All together {net}.")
PART = Text("{name} {amount}", "{name} {amount}")
TO_DATE = Text(
    "{period}还在进行，按截至{day}的目标判断。",
    "{period} is still running and judged against its target to {day}.",
)
ONLY_COVERED = Text(
    "目标和订单都有的只有{period}，只比较这一段。",
    "Targets and orders are both loaded for {period} only; nothing else is compared.",
)
SPREAD = Text(
    "目标没有细到月，已按工作日摊到各月。",
    "The targets are coarser than months; they are spread over workdays.",
)
ONLY_SOME = Text(
    "共 {all} 个，只画差额最大的 {n} 个。",
    "The {n:one|{n}} furthest behind of {all} {n:is|are} drawn.",
)


def without_targets(ask: Ask, scope: Scope) -> Text:
    """Why nothing can be held against a target, and what to do about it."""
    if "targets" not in ask.coverage:
        return NO_SHEET
    if "orders" not in ask.coverage:
        return NO_ORDERS
    filtered = {dimension for dimension, _ in scope.filters}
    if filtered and not any(filtered <= split.dimensions for split in ask.target_sets):
        names = Text(
            "、".join(DIMENSIONS[d].name.zh for d in sorted(filtered)),
            ", ".join(DIMENSIONS[d].name.en.lower() for d in sorted(filtered)),
        )
        return NOT_SPLIT_SO.format(dimensions=names)
    return NOT_THESE_DAYS.format(period=scope.period.name if scope.period else ALL_DAYS)


def standing(judged: JudgedSpan, total: pd.Series[Any]) -> Text:
    """The answer to the page's question, out of a row of `progress`."""
    scope = judged.scope
    target = write(total["target"], MONEY, scope.scale)
    if not judged.has_begun:
        return TO_COME.format(period=judged.period.name, target=target)
    words = {"day": day_name(scope.as_of), "period": judged.period.name}
    if pd.isna(total["attainment"]) and total["target"] > 0:
        reached = write(total["sales"] / total["target"], RATIO, limits=(0.0,))
        return NOTHING_DUE.format(target=target, reached=reached, **words)
    return (RUNNING if judged.is_running else ENDED).format(
        attainment=judged.attainment(total["attainment"]), gap=_gap(total["gap"], scope), **words
    )


def furthest_behind(
    judged: JudgedSpan, each: pd.DataFrame, dimension: str
) -> tuple[MarkedCell, ...]:
    """The member that lacks most of its target to date, or those that lack equally much, out of rows of
    `progress`; none where nobody does."""
    if len(each) < 2 or not each.iloc[0]["gap"] <= -LEAST:
        return ()
    worst = each.head(alike(each["gap"].tolist(), LEAST))[dimension].tolist()
    marks = [((dimension, str(member)),) for member in worst]
    if len(worst) == 1:
        words = _at_end(FURTHEST_BEHIND, each.head(1), dimension, judged)
        return (MarkedCell(words, marks[0]),)
    short = write(-each.iloc[0]["gap"], MONEY, judged.scope.scale)
    names = [member_name(dimension, member) for member in worst]
    if len(names) > MOST_NAMED:
        return (MarkedCell(AMONG_FURTHEST.format(short=short, member=named(names))),)
    names[0] = AMONG_FURTHEST.format(short=short, member=names[0])
    return tuple(map(MarkedCell, names, marks))


def nobody_behind(dimension: str) -> Text:
    name = DIMENSIONS[dimension].name
    return NOBODY_BEHIND.format(dimension=Text(name.zh, name.en.lower()))


def both_ends(judged: JudgedSpan, each: pd.DataFrame, dimension: str) -> Text:
    """Who is furthest ahead and who furthest behind in money, out of rows of `progress`."""
    judged_members = each.dropna(subset=["gap", "attainment"])
    if len(judged_members) < 2:
        return BLANK
    name = DIMENSIONS[dimension].name
    clauses = []
    for words, otherwise, sign in ((FURTHEST, NONE_AHEAD, 1), (BEHIND, NONE_BEHIND, -1)):
        ranked = judged_members.iloc[::-sign]
        if sign * ranked.iloc[0]["gap"] < LEAST:
            clauses.append(otherwise.format(dimension=Text(name.zh, name.en.lower())))
        else:
            first = ranked.head(alike(ranked["gap"].tolist(), LEAST))
            clauses.append(_at_end(words, first.sort_index(), dimension, judged))
    return join(clauses, "", "")


def _at_end(words: Text, rows: pd.DataFrame, dimension: str, judged: JudgedSpan) -> Text:
    """Those with the same gap, by name, with what one has reached, or what each is apart."""
    row = rows.iloc[0]
    by_how_much = BY_HOW_MUCH if len(rows) == 1 else BY_AS_MUCH
    return words.format(
        member=named([in_a_line(member_name(dimension, member)) for member in rows[dimension]]),
        n=len(rows),
        told=by_how_much.format(
            attainment=judged.attainment(row["attainment"]), gap=_gap(row["gap"], judged.scope)
        ),
    )


def gains_and_losses(gaps: pd.Series[Any], unplanned: float, unshared: float, scope: Scope) -> Text:
    """Gains and losses of the members apart, because a small net can hide large ones; beside them what
    is sold without a target, and what of the target no member has."""
    lost, won = -float(gaps[gaps < 0].sum()), float(gaps[gaps > 0].sum())
    words = ALL_AHEAD if lost < LEAST else ALL_BEHIND if won < LEAST else GAINS_AND_LOSSES
    sentence = words.format(
        lost=write(lost, MONEY, scope.scale),
        won=write(won, MONEY, scope.scale),
        net=_gap(won - lost, scope),
    )
    parts = [
        PART.format(name=name, amount=write(amount, MONEY, scope.scale))
        for name, amount in ((WITHOUT_TARGET, unplanned), (UNSHARED, unshared))
        if abs(amount) >= LEAST
    ]
    if not parts:
        return sentence
    whole = _gap(won - lost + unplanned - unshared, scope)
    return sentence + BESIDE.format(parts=join(parts), net=whole)


def notes(
    ask: Ask, scope: Scope, judged: JudgedSpan, *, is_filtered: bool = False
) -> tuple[Text, ...]:
    """What a reader has to know of how targets and orders were laid side by side."""
    sentences = []
    if judged.is_running:
        running = judged.part(scope.as_of)
        if running.last_day > scope.as_of:
            sentences.append(TO_DATE.format(period=running.name, day=day_name(scope.as_of)))
    if scope.period is not None and judged.period != scope.period:
        sentences.append(ONLY_COVERED.format(period=judged.period.name))
    finest = max(one.fineness for one in splits(ask, judged))
    if judged.grain == "month" and finest < 3 and not is_filtered:
        sentences.append(SPREAD)
    if two := both_plans.names(ask, judged.scope):
        sentences.append(two)
    return tuple(sentences)


def only(most: int, all_of_them: int) -> tuple[Text, ...]:
    return (ONLY_SOME.format(all=all_of_them, n=most),) if all_of_them > most else ()


def _gap(money: float, scope: Scope) -> Text:
    if abs(money) < LEAST:
        return EXACT
    return (SHORT if money < 0 else AHEAD).format(money=write(abs(money), MONEY, scope.scale))
