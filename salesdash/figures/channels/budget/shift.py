"""What it brings to move a part of one budget to another, and how they are split best."""

from __future__ import annotations

import pandas as pd

from salesdash.catalog.dimensions import member_name
from salesdash.charts.column import Column
from salesdash.charts.compared import curves, ranking
from salesdash.charts.figure import Figure, in_one_unit
from salesdash.figures.build import dimension_column
from salesdash.figures.channels.budget import wording as words
from salesdash.figures.channels.budget.budgets import AHEAD, NEXT, BudgetMove, budgets, is_told
from salesdash.figures.channels.sentences import lower
from salesdash.scope import Scope
from salesdash.text import BLANK, Text
from salesdash.units import MONEY, MULTIPLE, RATIO
from salesdash.warehouse.questions.ask import Ask

NEXT_YUAN = Text("每多投 1 元的净回报", "What the next yuan returns")
EFFECT = Text("挪动前后：{months}", "Before and after the move: {months}")
BEST = Text("预算怎么分最好：{months}", "The best split: {months}")
SPEND, RETURNS = Text("每月费用", "Monthly spend"), Text("下一元净回报", "Return of the next yuan")
STANDS = Text("位置", "Stands")
BREAKS_EVEN = Text("保本", "Breaks even")
NOW, THEN = Text("挪动前", "before"), Text("挪动后", "after")
BUDGET = Text("预算", "Budget")
SALES, ROI = Text("销售额", "Sales"), Text("投入产出比", "ROI")
AFTERWARDS = Text("挪动后{name}", "{name}, moved")
BOTH = Text("合计", "Both")
PROPOSED, PRESENT = Text("建议预算", "Proposed"), Text("现有预算", "Budget now")
CHANGE = Text("变化", "Change")
NOT_TOLD = Text(
    "费用没有按{dimension}填写，没有可以挪动的预算。",
    "Spend is not stated by {dimension}, so there is no budget to move.",
)
TOO_FEW = Text(
    "最近 12 个月里，按{dimension}、按月既有费用又有毛利的不到两个，没有可以互相挪动的预算。",
    "Fewer than two have had both spend and profit by the month, by {dimension}, in the last 12 months.",
)
POINTS, LOW, HIGH = 25, 0.5, 1.5  # of a curve, as parts of the monthly spend


def unavailable(ask: Ask, scope: Scope, by: str) -> Figure | None:
    """Why nothing can be moved; None where there are budgets to move."""
    title = BEST.format(months=AHEAD[NEXT])
    if missing := ask.missing("roi"):
        return Figure.lacking(scope, "budget_best", title, metrics=("roi",), missing=missing)
    if not is_told(ask, scope, by):
        why = NOT_TOLD
    elif len(budgets(ask, scope, by, NEXT).spenders) < 2:
        why = TOO_FEW
    else:
        return None
    return Figure.lacking(scope, "budget_best", title, sentence=why.format(dimension=lower(by)))


def proposed(
    ask: Ask, scope: Scope, by: str, months: str, giver: str = "", taker: str = ""
) -> BudgetMove:
    """From whose next yuan brings least to whose brings most, unless they are chosen: as much as
    makes both bring alike, within what may be moved."""
    spending = budgets(ask, scope, by, months)
    ranked = sorted(spending.members, key=spending.marginal)
    giver = giver or next(one for one in ranked if one != taker)
    taker = taker or next(one for one in reversed(ranked) if one != giver)
    most = ask.rules["shift_most"]
    (left, _), (now, _) = spending.best((giver, taker), most), spending.monthly((giver, taker))
    share = min(round(max(1 - left / now, 0.0), 2), spending.most_share(giver, taker, most))
    return BudgetMove(giver, taker, share, months)


def next_yuan(ask: Ask, scope: Scope, by: str, move: BudgetMove) -> Figure:
    """The curves of both, and where each stands before and after; the outcome in its sentence."""
    spending = budgets(ask, scope, by, move.months)
    both = (move.giver, move.taker)
    now, then = spending.moved(move)
    drawn = _drawn(LOW * min(*now, *then), HIGH * max(*now, *then))
    rows = [
        (member, spend, spending[member].curve.marginal(spend), place)
        for member, before, after in zip(both, now, then, strict=True)
        for spend, place in sorted([*drawn, *_places(before, after)])
    ]
    frame = pd.DataFrame(rows, columns=[by, "spend", "returns", "place"])
    name, x, y = (
        dimension_column(by), Column("spend", SPEND, MONEY), Column("returns", RETURNS, MULTIPLE),
    )  # fmt: skip
    place = Column("place", STANDS, names={"now": NOW, "then": THEN, "": BLANK})
    moved = spending[move.giver].budget * move.share
    within = in_one_unit(scope, frame, (x,), moved)
    return Figure.of(
        scope, "budget_next_yuan", NEXT_YUAN, frame, (name, x, y, place),
        lambda look: curves.curves(
            frame, name, x, y, look, place=place, floor=(BREAKS_EVEN, 0.0)
        ),
        sentence=words.outcome(ask, within, by, spending, move),
        metrics=("roi", "spend"),
        notes=words.notes(ask, by, spending, both),
        span=spending.ahead.name,
        also=(moved,),
    )  # fmt: skip


def effect(ask: Ask, scope: Scope, by: str, move: BudgetMove) -> Figure:
    """Budget, sales, profit after cost and ROI of giver, taker and both, before and after; in its sentence,
    how much of the year's gap it closes."""
    spending = budgets(ask, scope, by, move.months)
    both = (move.giver, move.taker)
    before, after = (
        [spending.outcome(member, spend) for member, spend in zip(both, part, strict=True)]
        for part in spending.moved(move)
    )
    frame = pd.DataFrame(
        [
            (member, *(amount for key in _SHOWN for amount in (getattr(old, key), getattr(new, key))))
            for member, old, new in (
                *zip(both, before, after, strict=True),
                (BOTH, before[0] + before[1], after[0] + after[1]),
            )
        ],
        columns=[by, *(f"{key}{part}" for key in _SHOWN for part in ("", "_then"))],
    )  # fmt: skip
    names = {"budget": BUDGET, "sales": SALES, "profit": words.profit_name(ask), "roi": ROI}
    columns = tuple(
        Column(f"{key}{part}", title.format(name=name), MULTIPLE if key == "roi" else MONEY)
        for key, name in names.items()
        for part, title in (("", name), ("_then", AFTERWARDS))
    )
    more = sum(one.sales for one in after) - sum(one.sales for one in before)
    return Figure.of(
        scope, "budget_effect", EFFECT.format(months=AHEAD[move.months]), frame,
        (dimension_column(by), *columns),
        sentence=words.closes(ask, scope, move, more) if move.share else BLANK,
        metrics=("roi", "sales", "spend"),
        notes=words.notes(ask, by, spending, both),
        span=spending.ahead.name,
    )  # fmt: skip


def best(ask: Ask, scope: Scope, by: str, months: str) -> Figure:
    """The split of the same sum whose next yuan brings alike everywhere, beside the budgets as they are."""
    spending = budgets(ask, scope, by, months)
    members = spending.members
    now, then = spending.monthly(members), spending.best(members, ask.rules["shift_most"])
    frame = pd.DataFrame(
        {
            by: members,
            "proposed": [spend * spending.months for spend in then],
            "budget": [spend * spending.months for spend in now],
            "change": [new / old - 1 for old, new in zip(now, then, strict=True)],
        }
    )
    name, value, mark, change = columns = (
        dimension_column(by), Column("proposed", PROPOSED, MONEY),
        Column("budget", PRESENT, MONEY), Column("change", CHANGE, RATIO, is_change=True),
    )  # fmt: skip
    moved = frame["proposed"] - frame["budget"]
    up, down = (member_name(by, members[int(at)]) for at in (moved.argmax(), moved.argmin()))
    return Figure.of(
        scope, "budget_best", BEST.format(months=AHEAD[months]), frame, columns,
        lambda look: ranking.bars(frame, name, value, look, change=change, mark=mark),
        sentence=words.split(
            ask, in_one_unit(scope, frame, columns), spending.gain(members, now, then), up, down
        ),
        metrics=("roi", "spend", "budget"),
        notes=words.notes(ask, by, spending, members),
        span=spending.ahead.name,
    )  # fmt: skip


_SHOWN = ("budget", "sales", "profit", "roi")


def _drawn(least: float, most: float) -> list[tuple[float, str]]:
    """The spends at which both curves are drawn."""
    step = (most - least) / (POINTS - 1)
    return [(least + n * step, "") for n in range(POINTS)]


def _places(before: float, after: float) -> list[tuple[float, str]]:
    return [(before, "now"), *([(after, "then")] if after != before else [])]
