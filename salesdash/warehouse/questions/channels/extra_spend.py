"""What more spend brought: profit and spend on both sides of a comparison, over what the data cover on both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from salesdash.period import Period, Shift
from salesdash.scope import Scope
from salesdash.warehouse.questions.sql.counted import SPENT
from salesdash.warehouse.questions.sql.dialect import grouped_by
from salesdash.warehouse.questions.sql.question import ModelQuestion
from salesdash.warehouse.questions.sql.windows import sql_date

if TYPE_CHECKING:
    from salesdash.warehouse.questions.ask import Ask

COLUMNS = ("earned", "earned_before", "paid", "paid_before")


def extra_spend(
    ask: Ask, by: Sequence[str], scope: Scope, comparison: Shift = "last_year"
) -> pd.DataFrame:
    """One row per member of either side: gross profit earned and spend paid for it, in 元, now and in
    the period compared with (`_before`), and of how many `of_months` so many `months` count.

    A month counts for a channel (a region, where that is asked) whose spend and costs are known on
    both sides. Where the sheets speak of a month and a member neither sold nor cost anything in it,
    that is 0; where it sold and its spend is not known, the month counts on neither side. No rows
    where the data tell no spend by these members, or nothing to compare with.
    """
    other = scope.compared(comparison)
    empty = pd.DataFrame(columns=[*by, *COLUMNS, "months", "of_months"])
    if other is None or ask.missing("profit_after_cost") or not scope.has_begun:
        return empty
    sides = [ask.question(SPENT, side, by) for side in (scope, other)]
    now, before = sides
    if now is None or before is None or now.period is None or before.period is None:
        return empty
    members = [f'"{d}"' for d in by]
    is_told = "region" not in by and ask.has("spend.channel")
    cell = ", ".join([*dict.fromkeys([*members, *(['"channel"'] if is_told else [])]), "n"])
    by_month = _begin_alike(now.period, before.period)
    sums = ", ".join(
        f"sum(coalesce({column}{side}, 0)) AS {column}{side}"
        for column in ("earned", "paid")
        for side in ("", "_before")
    )
    split = "".join(f"{member}, " for member in members)
    return ask.query(
        f"WITH sides AS ({_side(now, cell, by_month, is_now=True)} "
        f"UNION ALL {_side(before, cell, by_month, is_now=False)}), "
        f"cells AS (SELECT {cell}, bool_and(is_known) AS is_known, "
        "sum(earned) FILTER (is_now) AS earned, sum(earned) FILTER (NOT is_now) AS earned_before, "
        "sum(paid) FILTER (is_now) AS paid, sum(paid) FILTER (NOT is_now) AS paid_before "
        f"FROM sides GROUP BY {cell}), "
        "known AS (SELECT n FROM sides GROUP BY n HAVING coalesce(bool_or(is_known) FILTER (is_now), false) "
        "AND coalesce(bool_or(is_known) FILTER (NOT is_now), false)) "
        f"SELECT {split}{sums}, count(DISTINCT n) AS months, "
        "(SELECT count(DISTINCT n) FROM sides WHERE is_now) AS of_months "
        f"FROM cells JOIN known USING (n) WHERE is_known "
        f"{grouped_by(len(by)) or 'HAVING count(*) > 0'}",
        (*now.values, *before.values),
    )


def _side(question: ModelQuestion, cell: str, by_month: bool, *, is_now: bool) -> str:
    """One side: a row per member and month of the period, counted from its first one."""
    assert question.period is not None
    start = sql_date(question.period.start)
    nth = f"datediff('month', {start}, date)" if by_month else "0"
    rows = f"(SELECT *, {nth} AS n FROM {question.relation} {question.where()})"
    return (
        f"SELECT {cell}, {str(is_now).lower()} AS is_now, sum(earned) AS earned, sum(paid) AS paid, "
        f"bool_and(counts AND is_earned) AS is_known FROM {rows} "
        f"WHERE figure = 'spend' AND coalesce(sales, spend) IS NOT NULL GROUP BY {cell}"
    )


def _begin_alike(period: Period, other: Period) -> bool:
    """Whether both begin with a month, so that months of one stand beside those of the other."""
    return period.start.day == 1 and other.start.day == 1
