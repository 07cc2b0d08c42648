"""How much of the sales is of new customers, how much of those who come back."""

from __future__ import annotations

import pandas as pd

from salesdash.analysis.parts import share
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure, in_one_unit
from salesdash.charts.of_a_whole import shares
from salesdash.figures.build import dimension_column
from salesdash.figures.comparison import in_view
from salesdash.figures.customers.population import CUSTOMERS, are_named, nothing, standing
from salesdash.period import Period, add_months
from salesdash.scope import Scope
from salesdash.text import BLANK, Text
from salesdash.units import COUNT, MONEY, RATIO, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.customers.cohorts import new_and_returning

TITLE = Text("新客户与老客户的销售额", "Sales of new and returning customers")
KIND = Text("客户", "Customers are")
KINDS = {
    "returning": Text("老客户", "Returning"),
    "new": Text("新客户", "New"),
    "unknown": Text("分不清", "Unknown"),
}
MONTHS_BACK = 24
SHARE = Text(
    "{period}新客户 {n} 位，贡献{share}销售额（{money}）。",
    "{period}: {n} new {n:customer|customers}, {share}sales ({money}).",
)
OF_SALES = Text(" {part} 的", "{part} of ")
NONE_KNOWN = Text("{period}的客户还分不清是新是老。", "{period}: who is new cannot be told yet.")
RULE = Text(
    "新客户：有史以来第一单在这一期，这一期的购买都算新客户的。"
    "数据开头 {days} 天里首次出现的、没有写客户的，都归“分不清”。",
    "New: the first order ever lies in the period, for all of that period. Who first shows up in the first {days} "
    "{days:day|days} of the data, and sales without a customer, are unknown.",
)
BY_MONTH = Text("图里每个月各自判断。", "In the drawing each month is judged on its own.")


def course(ask: Ask, scope: Scope) -> Figure:
    """Month by month, up to two years back: sales of new, returning and unknown customers."""
    if not are_named(ask) or not scope.has_begun:
        return nothing("repeats", TITLE, standing(ask, scope), scope)
    months = _months(ask, scope)
    frame = _frame(new_and_returning(ask, scope, months, by_month=True))
    month, kind = dimension_column("month"), Column("kind", KIND, names=KINDS)
    columns = (
        month,
        kind,
        Column("sales", MONEY.words, MONEY),
        Column("customers", CUSTOMERS, COUNT),
    )
    if frame.empty:
        return nothing("repeats", TITLE, standing(ask, scope), scope)
    return Figure.of(
        scope.over(months), "new_and_returning", TITLE, frame, columns,
        lambda look: shares.stacked(frame, month, kind, columns[2], look),
        sentence=_in_words(ask, scope, in_one_unit(scope, frame, columns)),
        metrics=("sales", "new_customers"),
        notes=(BY_MONTH, RULE.format(days=round(ask.rules["new_after"]))),
    )  # fmt: skip


def _months(ask: Ask, scope: Scope) -> Period:
    last = min(scope.as_of, scope.period.last_day) if scope.period else scope.as_of
    end = Period.of(last, "month").end
    first = ask.coverage["orders"].first_day or last
    start = max(add_months(end, -MONTHS_BACK), Period.of(first, "month").start)
    return Period(min(start, Period.of(last, "month").start), end)


def _frame(sold: pd.DataFrame) -> pd.DataFrame:
    """One row per month and kind that anything was sold to, the months in order."""
    shown = sold[sold["sales"] != 0].rename(columns={"start": "month"})
    order = {kind: at for at, kind in enumerate(KINDS)}
    shown = shown.assign(
        place=shown["kind"].map(order), month=pd.to_datetime(shown["month"]).dt.date
    )
    return shown.sort_values(["month", "place"]).drop(columns="place").reset_index(drop=True)


def _in_words(ask: Ask, scope: Scope, unit: Scope) -> Text:
    """Of the period of the page: how many are new, and what they bring."""
    within = in_view(scope)
    assert within.period is not None
    split = new_and_returning(ask, within, within.period, by_month=False)
    name = within.period.name
    sales = float(split["sales"].sum())
    if set(split["kind"]) <= {"unknown"}:
        return NONE_KNOWN.format(period=name)
    new = split[split["kind"] == "new"]
    part = share(float(new["sales"].sum()), sales)
    return SHARE.format(
        period=name,
        n=write(int(new["customers"].sum()), COUNT),
        share=BLANK if part is None else OF_SALES.format(part=write(part, RATIO)),
        money=write(float(new["sales"].sum()), MONEY, unit.scale),
    )
