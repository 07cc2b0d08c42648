"""What a plan looks like: what an edit moved, how two versions differ, its course of the year."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd

from salesdash.analysis.splitting.plan_edit import CellEdit, moves
from salesdash.analysis.splitting.weights import Season
from salesdash.calendar import Calendar
from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.catalog.plans import (
    EVERYBODY,
    EVERYONE,
    GRAINS_OF_PLANS,
    STATES,
    Cell,
    Plan,
    cell_name,
    grain_of,
)
from salesdash.charts.column import Column, MarkedCell
from salesdash.charts.figure import Figure
from salesdash.charts.of_a_whole import treemap
from salesdash.charts.over_time import trend
from salesdash.figures.build import dimension_column
from salesdash.figures.comparison import capital, lower
from salesdash.period import Period
from salesdash.text import BLANK, Text, join, plain
from salesdash.units import MONEY, MULTIPLE, RATIO, Scale, write

WHO, PERIOD = Text("成员", "Member"), Text("时间", "Period")
BEFORE, AFTER, CHANGE = Text("原来", "Before"), Text("现在", "Now"), Text("变动", "Change")
COLUMNS = (
    Column("who", WHO),
    Column("period", PERIOD),
    Column("before", BEFORE, MONEY),
    Column("after", AFTER, MONEY),
    Column("change", CHANGE, MONEY),
)
MOVED_TITLE = Text("本次改动明细", "What the edit moves")
UP, DOWN = Text("增加 {n}", "{n} up"), Text("减少 {n}", "{n} down")
MOVED = Text(
    "{n} 格变动，其中{each}；全年合计{total}。",
    "{n} {n:cell|cells} moved, {each}; the year's total {total}.",
)
LESS_TO_MAKE_UP = Text(
    "{cell}要补上的数少了 {amount}，改由同一成员的其他时段补上。",
    "{cell} makes up for {amount} less of what was missed; the same member's other periods do instead.",
)
MOST_CELLS = 6
SAME_TOTAL = Text("不变", "stays")
OTHER_TOTAL = Text("变为 {after}（{gap}）", "goes to {after} ({gap})")
COMPARED_TITLE = Text("版本对比", "Two versions side by side")
COMPARED = Text(
    "{a}合计 {before}，{b}{total}；{n} 格不同，差得最多的是{who}（{most}）。",
    "{a} adds up to {before}, {b} {total}; {n} {n:cell differs|cells differ}, most of all {who} ({most}).",
)
ADDS_UP_ALIKE = Text("合计相同", "to the same")
ADDS_UP_TO = Text("合计 {after}（{gap}）", "to {after} ({gap})")
IDENTICAL = Text("{a}与{b}完全一致。", "{a} and {b} have the same amounts.")
VERSION = Text("第 {n} 版（{state}）", "version {n} ({state})")
NOT_SAVED = Text("尚未保存", "not saved yet")
TREE_TITLE = Text("目标构成", "Who makes up the plan")
TREE = Text(
    "{name}共 {total}；份额最大的是{who}，占 {share}。",
    "{name} comes to {total}; the largest part is that of {who}, {share}.",
)
TARGET, SHARE = Text("目标", "Target"), Text("占比", "Share")
CURVE_TITLE = Text("各月淡旺季（按每个工作日）", "What a workday brings in each month")
CURVE = Text(
    "旺季是{best}（平均工作日的 {high} 倍），淡季是{worst}（{low} 倍）。",
    "The best month is {best} ({high} × the mean workday), the weakest {worst} ({low} ×).",
)
INDEX, MONTH, WORKDAYS = (
    Text("淡旺季指数", "Index"),
    Text("月份", "Month"),
    Text("工作日", "Workdays"),
)
WEIGHT = Text("占全年", "Share of the year")
STRETCH = Text(
    "内控目标合计 {total}，另外记录，不计入目标。",
    "The stretch target of {total} stands beside, never added.",
)


def version_name(plan: Plan) -> Text:
    if not plan.version:
        return NOT_SAVED
    return VERSION.format(n=plan.version, state=lower(STATES[plan.state]))


def about(plan: Plan) -> Text:
    """What the numbers of a plan need within reach: whose they are, of which year."""
    parts = [plain(plan.name), version_name(plan), plan.whole.name]
    return join(parts, " · ", " · ")


def split_name(plan: Plan) -> Text:
    """By what a plan is split: `区域·月` · `Region, months`."""
    parts = [DIMENSIONS[d].name for d in plan.dimensions]
    if (grain := grain_of(plan)) in GRAINS_OF_PLANS:
        parts.append(GRAINS_OF_PLANS[grain])
    return join(parts, "·", ", ")


def moved(before: Plan, after: Plan, scale: Scale) -> Figure:
    """Every cell that an edit moves, before and after, the largest change first."""
    cell_moves = moves(before, after)
    frame = _as_frame(cell_moves, after)
    ways = ((UP, (frame["change"] > 0).sum()), (DOWN, (frame["change"] < 0).sum()))
    each = join([way.format(n=n) for way, n in ways if n], zh="，", en=" and ")
    total = SAME_TOTAL
    if before.total != after.total:
        total = OTHER_TOTAL.format(
            after=write(float(after.total), MONEY, scale),
            gap=write(float(after.total - before.total), MONEY, scale, signed=True),
        )
    sentence = MOVED.format(n=len(cell_moves), each=each, total=total)
    return Figure(
        "plan_moves", MOVED_TITLE, frame, COLUMNS, sentence=sentence,
        context=about(after), notes=tuple(_less_to_make_up(before, after, scale)), scale=scale,
    )  # fmt: skip


def _less_to_make_up(before: Plan, after: Plan, scale: Scale) -> list[Text]:
    """Which cells make up for less of what was missed, where no re-plan came between."""
    if before.replanned_on != after.replanned_on:
        return []
    less = {c: before.asked_again(c) - after.asked_again(c) for c in before.carried}
    return [
        LESS_TO_MAKE_UP.format(
            cell=capital(cell_name(after, cell)), amount=write(float(n), MONEY, scale)
        )
        for cell, n in less.items()
        if n > 0
    ][:MOST_CELLS]


def compared(a: Plan, b: Plan, scale: Scale) -> Figure:
    """Two versions line by line: the totals of members and of periods that differ, else the cells."""
    cells = moves(a, b)
    lines = [
        CellEdit(who, when, a.amount(who, when), b.amount(who, when)) for who, when in _lines(a, b)
    ]
    frame = _as_frame([m for m in lines if m.before != m.after] or cells, b, in_order=True)
    names = {"a": version_name(a), "b": version_name(b)}
    sentence = IDENTICAL.format(**names)
    if cells:
        largest = max(cells, key=lambda move: abs(_gap(move)))
        total = ADDS_UP_ALIKE
        if a.total != b.total:
            total = ADDS_UP_TO.format(
                after=write(float(b.total), MONEY, scale),
                gap=write(float(b.total - a.total), MONEY, scale, signed=True),
            )
        sentence = COMPARED.format(
            **names,
            before=write(float(a.total), MONEY, scale),
            total=total,
            n=len(cells),
            who=cell_name(b, (largest.member, largest.period)),
            most=write(float(_gap(largest)), MONEY, scale, signed=True),
        )
    titles = (Column("before", names["a"], MONEY), Column("after", names["b"], MONEY))
    columns = (*COLUMNS[:2], *titles, *COLUMNS[4:])
    return Figure(
        "plan_compared", COMPARED_TITLE, frame, columns, sentence=capital(sentence),
        context=about(b), scale=scale,
    )  # fmt: skip


def _lines(a: Plan, b: Plan) -> list[Cell]:
    """All of it, every subtotal and member over the year, every period of all."""
    members = [m[:depth] for plan in (b, a) for m in plan.members for depth in range(len(m) + 1)]
    periods = sorted({*a.periods, *b.periods})
    of_members = [(who, b.whole) for who in members]
    return list(dict.fromkeys([*of_members, *((EVERYBODY, period) for period in periods)]))


def tree(plan: Plan, scale: Scale) -> Figure:
    """The plan's members as areas of what is asked of them, the outer dimension around the inner."""
    rows = [
        (m[0], m[-1], float(n)) for m in plan.members if m and (n := plan.amount(m, plan.whole))
    ]
    frame = pd.DataFrame(rows, columns=["outer", "inner", "target"])
    frame["share"] = frame["target"] / float(plan.total or 1)
    titles = {d: DIMENSIONS[d].name for d in plan.dimensions} or {"": EVERYONE}
    (first, outside), (last, inside) = (list(titles.items())[end] for end in (0, -1))
    outer, inner = Column("outer", outside, of=first), Column("inner", inside, of=last)
    target, share = Column("target", TARGET, MONEY), Column("share", SHARE, RATIO)
    sentence = BLANK
    if rows:
        by_outer = frame.groupby("outer")["share"].sum()
        sentence = TREE.format(
            name=plain(plan.name),
            total=write(float(plan.total), MONEY, scale),
            who=plain(by_outer.idxmax()),
            share=write(float(by_outer.max()), RATIO),
        )
    stretch = sum((n for n in plan.stretch.values() if n is not None), start=Decimal(0))
    return Figure(
        "plan_tree", TREE_TITLE, frame,
        (outer, *([inner] if len(titles) > 1 else []), target, share),
        lambda look: treemap.areas(frame, outer, inner, target, look),
        sentence=sentence, context=about(plan),
        notes=(STRETCH.format(total=write(float(stretch), MONEY, scale)),) if stretch else (),
        metrics=("target",), scale=scale,
    )  # fmt: skip


def course(season: Season, year: Period, calendar: Calendar, notes: Sequence[Text]) -> Figure:
    """The season by which a year is shared out: what a workday brings, month by month."""
    months = list(year.split("month"))
    weights = season.weights(months, calendar)
    whole = sum(weights.values())
    levels = [float(season.of(m, calendar)) for m in months]
    frame = pd.DataFrame(
        {
            "month": [m.start for m in months],
            "index": levels,
            "workdays": [float(calendar.workdays(m)) for m in months],
            "weight": [float(weights[m] / whole) for m in months],
        }
    )
    best, worst = levels.index(max(levels)), levels.index(min(levels))
    sentence = CURVE.format(
        best=months[best].name, high=write(levels[best], MULTIPLE),
        worst=months[worst].name, low=write(levels[worst], MULTIPLE),
    )  # fmt: skip
    month, index = dimension_column("month", MONTH), Column("index", INDEX, MULTIPLE)
    return Figure(
        "plan_season", CURVE_TITLE, frame,
        (month, index, Column("workdays", WORKDAYS), Column("weight", WEIGHT, RATIO)),
        lambda look: trend.line(frame, month, index, look),
        sentence=sentence, context=year.name, notes=tuple(notes),
    )  # fmt: skip


def _as_frame(
    cell_moves: Sequence[CellEdit], plan: Plan, *, in_order: bool = False
) -> pd.DataFrame:
    rows = [
        (
            *named(plan, (move.member, move.period)),
            None if move.before is None else float(move.before),
            None if move.after is None else float(move.after),
            float(_gap(move)),
        )
        for move in cell_moves
    ]
    frame = pd.DataFrame(rows, columns=["who", "period", "before", "after", "change"])
    frame = frame.astype({"before": float, "after": float, "change": float})
    if in_order:
        return frame
    return frame.sort_values("change", key=abs, ascending=False, kind="stable").reset_index(
        drop=True
    )


def named(plan: Plan, cell: Cell) -> tuple[MarkedCell, MarkedCell]:
    """A cell of a plan as its member and its period, each by name."""
    member, period = cell
    who = MarkedCell(
        cell_name(plan, (member, plan.whole)),
        tuple(zip(plan.dimensions, member, strict=False)),
    )
    when = ((str(period.grain), str(period)),) if period.grain else ()
    return who, MarkedCell(period.name, when)


def _gap(move: CellEdit) -> Decimal:
    return (move.after or Decimal(0)) - (move.before or Decimal(0))
