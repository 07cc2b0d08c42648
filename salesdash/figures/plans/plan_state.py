"""What a plan is, in a sentence, and what becomes of the targets when it is approved or withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from salesdash.analysis.splitting.plan_edit import CellEdit
from salesdash.analysis.splitting.replan import jolts, next_workday
from salesdash.catalog.plans import Plan, cell_name
from salesdash.figures.comparison import day_name
from salesdash.figures.plans.views import split_name, version_name
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join, plain
from salesdash.units import MONEY, write
from salesdash.warehouse.questions.ask import Ask

NONE_OPEN = Text(
    "打开一个计划，或从这里做一个新的：总额多少、分给谁、按什么拆分。",
    "Open a plan, or begin a new one here: how much, for whom, by which shares.",
)
HEADLINE = Text(
    "“{name}”{version}：{year}目标 {total}，按{split}拆分{since}{judged}。",
    "“{name}”, {version}: a target of {total} for {year}, by {split}{since}{judged}.",
)
EDITED = Text("，改动未保存", ", edited and not saved")
SINCE = Text("，自{day}起生效", ", in force since {day}")
JUDGED = Text(
    "；此前的月份仍按当时的目标，全年按 {amount}考核",
    "; with what was in force before, the year is judged by {amount}",
)
APPROVING = Text(
    "批准后，{year}的目标从{day}起以“{name}”{version}为准；在此之前已结束的时段，仍按当时的目标考核。",
    "Once approved, “{name}”, {version} is the target of {year} from {day} on. What closed before stays "
    "judged by the target that was in force then.",
)
APPROVING_ALL = Text(
    "批准后，{year}全年的目标以“{name}”{version}为准。",
    "Once approved, “{name}”, {version} is the target of all of {year}.",
)
WITHDRAWING = Text(
    "撤回后，“{name}”{version}变回草案，{year}的目标恢复到批准之前。",
    "Once withdrawn, “{name}”, {version} is a draft again, and {year} has the targets it had before.",
)
WITHDRAWING_REST = Text(
    "撤回后，{year}的目标从{day}起恢复到批准“{name}”{version}之前；在它之下已结束的时段，仍按它考核。",
    "Once withdrawn, from {day} on {year} has the targets it had before “{name}”, {version}. What closed under "
    "it stays judged by it.",
)
TO_NOTHING = Text("{cell}从 {before}变成 0", "{cell} goes from {before} to nothing")
DOUBLED = Text(
    "{cell}从 {before}变成 {after}，是原来的两倍以上",
    "{cell} goes from {before} to {after}, more than twice as much",
)
WARNING = Text("请留意：{cells}。", "Look at these first: {cells}.")
AND_MORE = Text("；另有 {n} 处", "; and {n} more")
MOST_NAMED = 6


def headline(plan: Plan | None, ask: Ask, scope: Scope, *, is_edited: bool = False) -> Text:
    """The plan at hand: what it asks for, of whom, and whether it counts."""
    if plan is None:
        return NONE_OPEN
    late = plan.opens if plan.opens and plan.opens > plan.whole.start else None
    total = write(float(plan.total), MONEY, scope.scale)
    judged = None
    if late and plan.state == "approved" and plan.metric == "sales" and not is_edited:
        judged = _target_of_the_year(ask, scope, plan)
    return HEADLINE.format(
        name=plan.name,
        version=version_name(plan) + (EDITED if is_edited else BLANK),
        year=plan.whole.name,
        total=total,
        split=split_name(plan),
        since=SINCE.format(day=day_name(late)) if late else BLANK,
        judged=JUDGED.format(amount=judged) if judged and judged != total else BLANK,
    )


def _target_of_the_year(ask: Ask, scope: Scope, plan: Plan) -> Text | None:
    """What is in force in the year of the plan: its own in what was open when it was approved, and what
    was before in what had closed; None where no one target is known."""
    whole = replace(scope, filters=()).over(plan.whole)
    amount = ask(["target"], (), whole)["target"].iloc[0]
    return None if pd.isna(amount) else write(float(amount), MONEY, scope.scale)


def first_open_day(ask: Ask) -> date:
    """The next day to be worked after the newest order: what ends before it has closed."""
    return next_workday(ask.as_of, ask.calendar)


def approving(plan: Plan, counting_from: date) -> Text:
    """What approving does; `counting_from` as the store will have it."""
    is_late = counting_from > plan.whole.start
    return (APPROVING if is_late else APPROVING_ALL).format(
        **_named(plan), day=day_name(counting_from)
    )


def withdrawing(plan: Plan, stays_until: date | None = None) -> Text:
    """What withdrawing does; `stays_until` as the store will have it."""
    if stays_until is None:
        return WITHDRAWING.format(**_named(plan))
    return WITHDRAWING_REST.format(**_named(plan), day=day_name(stays_until))


def warning(before: Plan, after: Plan, scope: Scope) -> Text | None:
    """Whose period falls to nothing or more than doubles, by name; None where nobody's does."""
    large_moves = jolts(before, after)
    if not large_moves:
        return None
    return WARNING.format(cells=_listed(large_moves, after, scope))


def _listed(large_moves: Sequence[CellEdit], plan: Plan, scope: Scope) -> Text:
    each = [
        (DOUBLED if move.after else TO_NOTHING).format(
            cell=cell_name(plan, (move.member, move.period)),
            before=write(float(move.before or 0), MONEY, scope.scale),
            after=write(float(move.after or 0), MONEY, scope.scale),
        )
        for move in large_moves[:MOST_NAMED]
    ]
    listed = join(each, "；", "; ")
    rest = len(large_moves) - MOST_NAMED
    return listed + AND_MORE.format(n=rest) if rest > 0 else listed


def _named(plan: Plan) -> dict[str, Text]:
    return {
        "name": plain(plan.name),
        "version": version_name(plan),
        "year": plan.whole.name,
    }
