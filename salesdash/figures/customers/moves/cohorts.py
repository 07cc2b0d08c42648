"""What became of the customers who first ordered in the same month or quarter."""

from __future__ import annotations

from datetime import date

import pandas as pd

from salesdash.analysis.customers.cohorts import MONTHS, Grain, average, laid_out, paid_after
from salesdash.calendar import Calendar
from salesdash.catalog.customers.groups import Group
from salesdash.catalog.metrics import METRICS
from salesdash.charts.column import Column, MarkedCell
from salesdash.charts.figure import Figure, in_one_unit
from salesdash.charts.grids import heatmap
from salesdash.figures.comparison import lower
from salesdash.figures.customers.population import CUSTOMERS, are_named, judged, nothing, standing
from salesdash.period import Period, add_months
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, plain
from salesdash.units import COUNT, MONEY, RATIO, Unit, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.customers.cohorts import cohorts

BY = Text("按", "By")
GRAINS: dict[str, Text] = {"month": Text("月", "Month"), "quarter": Text("季度", "Quarter")}
MEASURE = Text("看", "Show")
MEASURES = {
    "customers": Text("还在下单的客户", "Still ordering"),
    "sales": Text("累计销售额", "Sales so far"),
    "margin": Text("累计毛利", "Margin so far"),
}
MOST_ROWS, MOST_AGES = 8, {"month": 13, "quarter": 12}
TITLES = {
    "customers": Text("同期群：还在下单的客户占比", "Cohorts: share still ordering"),
    "sales": Text("同期群：平均每位客户的累计销售额", "Cohorts: sales so far for each customer"),
    "margin": Text("同期群：平均每位客户的累计毛利", "Cohorts: margin so far for each customer"),
}
PAID = Text("获客成本与回本", "Acquisition cost and payback")
COHORT, AGE = Text("首次下单", "First order"), Text("之后第几期", "Period since")
VALUES: dict[str, tuple[Text, Unit]] = {
    "customers": (Text("还在下单", "Still ordering"), RATIO),
    "sales": (Text("平均每位累计", "So far for each"), MONEY),
    "margin": (Text("平均每位累计", "So far for each"), MONEY),
}
MEAN = Text("平均（{n} 组）", "Average of {n}")
SIZE = Text("{cohort}（{n}）", "{cohort} ({n})")
FIRST_PERIODS = {"month": Text("当月", "First month"), "quarter": Text("当季", "First quarter")}
AFTER_PERIODS = {"month": Text("+{n}月", "+{n} mo"), "quarter": Text("+{n}季", "+{n} q")}
RUNNING = Text("带 * 的一期还没结束。", "A period marked * is still running.")
BLANKS = Text(
    "空白是还没到的时间；平均只算到了这一期、且已结束的同期群。",
    "Blank cells are still to come; averages are over the cohorts that have reached and ended that period.",
)
UNKNOWN_START = Text(
    "名字后带 ? 的同期群在数据开头，里面可能有更早就买过的客户，不计入平均。",
    "Cohorts marked ? lie where the data begin: some of them may have bought before. They are left out of averages.",
)
CUT = Text(
    "图中只画最近 {n} 组，导出的表里是全部。",
    "Only the newest {n:one is|{n} are} drawn; exports have all.",
)
STAYED = {
    "month": Text(
        "平均 {share} 的新客户在之后第 {n} 个月还在下单。",
        "On average {share} of new customers order in month {n} after their first.",
    ),
    "quarter": Text(
        "平均 {share} 的新客户在之后第 {n} 个季度还在下单。",
        "On average {share} of new customers order in quarter {n} after their first.",
    ),
}
CAME_TO = {
    "sales": Text(
        "平均每位新客户到{age}累计买了 {money}。",
        "By {age} a new customer has bought {money} on average.",
    ),
    "margin": Text(
        "平均每位新客户到{age}累计带来毛利 {money}。",
        "By {age} a new customer has earned {money} on average.",
    ),
}
BY_THEN = {
    "month": Text("之后第 {n} 个月", "month {n} after the first"),
    "quarter": Text("之后第 {n} 个季度", "quarter {n} after the first"),
}
TOO_YOUNG = Text("还没有走完一期的同期群。", "No cohort has ended a period yet.")
NO_COST = Text("订单没有成本，算不出毛利。", "The orders state no cost, so margins are not known.")
SPENT = Text("费用", "Spend")
EACH = Text("每位成本", "Each")
EARNED = Text("累计毛利", "Margin so far")
PAYBACK = Text("回本", "Paid back in")
NOT_YET = Text("还差 {money}", "{money} short")
IN_PERIOD = {
    "month": Text("第 {n} 个月", "month {n}"),
    "quarter": Text("第 {n} 个季度", "quarter {n}"),
}
BOTH = Text(
    "{paid} 个同期群已回本，{n} 个还没有；只看费用和毛利都已知的。",
    "{paid} {paid:cohort has|cohorts have} paid back, {n} {n:has|have} not; of those whose spend and margin are known.",
)
WHAT_COST = Text(
    "获客成本 = 首次下单那一期的全部费用；累计毛利达到它的那一期算回本（首次下单的一期算第 1 期）。",
    "Acquisition cost: all spend of the period of the first order. It is paid back in the period in which the margin "
    "so far reaches it (the first period is 1).",
)
NO_SPEND = Text(
    "这一范围没有费用数据，算不出获客成本。",
    "No spend is known here, so nothing is said of its payback.",
)
RUNS = Column("running", BLANK)


def grid(ask: Ask, scope: Scope, by: str, measure: str) -> Figure:
    """Cohorts by their periods: who still orders, or what came of each customer so far; averages first. `by` is one of
    `GRAINS`, `measure` of `MEASURES`."""
    grain = _grain(by)
    key = f"cohorts_{measure}"
    cells = _cells(ask, scope, grain) if are_named(ask) and scope.has_begun else None
    if cells is None or cells.empty:
        return nothing(key, TITLES[measure], standing(ask, scope), scope)
    used, notes = judged(ask, scope)
    column = {"customers": "customers", "sales": "sales_ever", "margin": "margin_ever"}[measure]
    if cells[column].isna().all():
        return Figure.lacking(
            used, key, TITLES[measure], sentence=NO_COST, missing=("orders.cost|orders.profit",)
        )
    frame = _frame(cells, column, grain, scope.calendar)
    title, unit = VALUES[measure]
    columns = (
        Column("name", COHORT),
        Column("age_name", AGE),
        Column("size", CUSTOMERS, COUNT),
        Column("value", title, unit),
    )
    drawn = _drawn(frame, grain)
    return Figure.of(
        used.over(None), key, TITLES[measure], frame, columns,
        lambda look: heatmap.grid(
            drawn, columns[1], columns[0], columns[3], look, middle=None, mark=RUNS
        ),
        sentence=_sentence(cells, column, measure, grain, in_one_unit(used, frame, columns)),
        metrics=("new_customers", "sales"),
        notes=(
            RUNNING, BLANKS,
            *([UNKNOWN_START] if not cells["is_new"].all() else []),
            *([CUT.format(n=MOST_ROWS)] if frame["cohort"].nunique() > MOST_ROWS else []),
            *notes,
        ),
    )  # fmt: skip


def payback(ask: Ask, scope: Scope, by: str) -> Figure:
    """What each cohort cost to win, what it has earned, and in which period it had paid for itself. `by` is one of
    `GRAINS`."""
    grain = _grain(by)
    cells = _cells(ask, scope, grain) if are_named(ask) and scope.has_begun else None
    used, notes = judged(ask, scope)
    if cells is None or cells.empty:
        return nothing("payback", PAID, standing(ask, scope), scope)
    cells = cells.assign(cohort=pd.to_datetime(cells["cohort"]))
    known = {pd.Timestamp(one).date() for one in cells.loc[cells["is_new"], "cohort"].unique()}
    cost = {first: spent for first, spent in _spend(ask, used, grain).items() if first in known}
    newest = cells.groupby("cohort", sort=False).tail(1).set_index("cohort")
    when = paid_after(cells, cost)
    rows = []
    for cohort, row in list(newest.iterrows())[::-1]:
        first = pd.Timestamp(str(cohort)).date()
        spent, earned = cost.get(first), row["margin_ever"]
        rows.append(
            {
                "name": _name(scope.calendar.of(first, grain), is_new=bool(row["is_new"])),
                "size": int(row["size"]), "spend": spent,
                "each": None if spent is None else spent / row["size"], "earned": earned,
                "paid": _paid(when, first, spent, earned, grain, used),
            }
        )  # fmt: skip
    frame = pd.DataFrame(rows)
    if not when:
        missing = ask.missing("spend") or ask.missing("margin_rate")
        return Figure.lacking(used, "cohort_payback", PAID, sentence=NO_SPEND, missing=missing)
    paid = sum(one is not None for one in when.values())
    return Figure.of(
        used.over(None), "cohort_payback", PAID, frame,
        (
            Column("name", COHORT),
            Column("size", CUSTOMERS, COUNT),
            Column("spend", SPENT, MONEY),
            Column("each", EACH, MONEY),
            Column("earned", EARNED, MONEY),
            Column("paid", PAYBACK),
        ),
        sentence=BOTH.format(paid=write(paid, COUNT), n=write(len(when) - paid, COUNT)),
        metrics=("spend", "new_customers", "cac"),
        notes=(WHAT_COST, *([UNKNOWN_START] if not cells["is_new"].all() else []), *notes),
    )  # fmt: skip


def _grain(by: str) -> Grain:
    return "quarter" if by == "quarter" else "month"


def _cells(ask: Ask, scope: Scope, grain: Grain) -> pd.DataFrame:
    """The cohorts by their periods at the moment of the scope, found out once."""
    used, _ = judged(ask, scope)
    return ask.keep(
        ("cohorts", used.as_of, used.filters, grain),
        lambda: laid_out(
            cohorts(ask, used, grain),
            used.as_of,
            grain,
            used.calendar.year_starts,
        ),
    )


def _spend(ask: Ask, scope: Scope, grain: Grain) -> dict[date, float]:
    """All spend of each period whose every month is known, by its first day."""
    dimensions = [dimension for dimension, _ in scope.filters]
    if ask.missing("spend") or ask.unknown(METRICS["spend"], dimensions):
        return {}
    months = ask(["spend"], ["month"], scope.over(None)).dropna()
    known = {
        Period.parse(month).start: float(spent)
        for month, spent in zip(months["month"], months["spend"], strict=True)
    }
    spend: dict[date, float] = {}
    for start in dict.fromkeys(scope.calendar.of(month, grain).start for month in known):
        parts = [add_months(start, n) for n in range(MONTHS[grain])]
        if all(part in known for part in parts) or parts[-1] > scope.as_of:
            spend[start] = sum(known.get(part, 0.0) for part in parts)
    return spend


def _frame(cells: pd.DataFrame, column: str, grain: Grain, calendar: Calendar) -> pd.DataFrame:
    """One row per cell, the newest cohort first, the average above all."""
    shown = cells.assign(value=cells[column] / cells["size"]).sort_values(
        ["cohort", "age"], ascending=[False, True], kind="stable"
    )
    names = [
        MarkedCell(
            SIZE.format(cohort=_name(calendar.of(first, grain), is_new=is_new), n=size),
            Group(
                "still",
                (
                    str(calendar.of(first, grain)),
                    str(calendar.of(add_months(first, int(age) * MONTHS[grain]), grain)),
                ),
            ).marks,
        )
        for first, age, size, is_new in zip(
            shown["cohort"].dt.date, shown["age"], shown["size"], shown["is_new"], strict=True
        )
    ]
    shown = shown.assign(
        name=pd.Series(names, shown.index, dtype=object),
        running=["*" if one else "" for one in shown["is_running"]],
    )
    means = average(cells, column)
    reached = cells[cells["is_new"]] if cells["is_new"].any() else cells
    mean_name = MarkedCell(MEAN.format(n=reached["cohort"].nunique()))
    top = pd.DataFrame(
        {
            "cohort": pd.NaT, "age": means.index, "value": means.to_numpy(), "name": [mean_name] * len(means),
            "running": "", "size": None,
        }
    )  # fmt: skip
    whole = pd.concat([top, shown], ignore_index=True) if len(top) else shown.reset_index(drop=True)
    ages = pd.Series([_age_name(int(age), grain) for age in whole["age"]], dtype=object)
    return whole.assign(age_name=ages)[
        ["cohort", "age", "name", "age_name", "size", "value", "running"]
    ]


def _drawn(frame: pd.DataFrame, grain: Grain) -> pd.DataFrame:
    newest = sorted(frame["cohort"].dropna().unique())[-MOST_ROWS:]
    rows = frame[frame["cohort"].isin(newest) | frame["cohort"].isna()]
    oldest = rows[rows["cohort"] == newest[0]]["age"].max() if len(newest) else 0
    most = min(MOST_AGES[grain], int(oldest) + 1)
    # names along the axis come in the order of the rows
    return rows[rows["age"] < most].reset_index(drop=True)


def _sentence(cells: pd.DataFrame, column: str, measure: str, grain: Grain, scope: Scope) -> Text:
    means = average(cells, column)
    if measure == "customers":
        later = means[means.index > 0]
        if later.empty:
            return TOO_YOUNG
        age = min(MONTHS_TOLD[grain], int(later.index.max()))
        return STAYED[grain].format(share=write(float(means[age]), RATIO), n=age)
    if means.empty:
        return TOO_YOUNG
    age = min(MONTHS_TOLD[grain], int(means.index.max()))
    return CAME_TO[measure].format(
        age=BY_THEN[grain].format(n=age) if age else lower(FIRST_PERIODS[grain]),
        money=write(float(means[age]), MONEY, scope.scale),
    )


MONTHS_TOLD = {"month": 3, "quarter": 2}  # periods after the first, of which the sentence speaks


def _paid(
    when: dict[date, int | None],
    first: date,
    spent: float | None,
    earned: float,
    grain: Grain,
    scope: Scope,
) -> Text:
    if first not in when or spent is None:
        return plain("–")
    after = when[first]
    if after is None:
        return NOT_YET.format(money=write(spent - earned, MONEY, scope.scale))
    return IN_PERIOD[grain].format(n=after)


def _name(cohort: Period, *, is_new: bool) -> Text:
    return cohort.name if is_new else cohort.name + plain("?")


def _age_name(age: int, grain: Grain) -> Text:
    return AFTER_PERIODS[grain].format(n=age) if age else FIRST_PERIODS[grain]
