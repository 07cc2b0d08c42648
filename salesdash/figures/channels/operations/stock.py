"""Whose stock turns and whose piles up: turnover, for how many days it lasts, what of it is too much."""

from __future__ import annotations

import pandas as pd

from salesdash.analysis.lights import change, judge
from salesdash.catalog.dimensions import member_name
from salesdash.catalog.metrics import METRICS
from salesdash.charts.column import COLOUR, Column
from salesdash.charts.compared import ranking
from salesdash.charts.figure import Figure, in_one_unit
from salesdash.charts.over_time import trend
from salesdash.charts.rows import number
from salesdash.figures.build import dimension_column, metric_column
from salesdash.figures.channels.sentences import lower
from salesdash.figures.lights.current import as_it_stood, by_month, complete_months
from salesdash.figures.ties import also, at_bottom, at_top, named
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import Text
from salesdash.units import DAYS, MONEY, MULTIPLE, RATIO, write
from salesdash.warehouse.questions.ask import Ask

NEEDED = ("orders.cost", "spend.inventory")
YEAR = 365  # days
MONTHS = 24
TITLE = Text("{by}周转率：一年卖掉几轮库存", "Turnover by {by}: how often a year the stock is sold")
COURSE = Text("库存与当月销售成本", "Stock beside the month's cost of sales")
LASTS, TOO_MUCH = Text("够卖天数", "Days it lasts"), Text("积压金额", "Overstock")
STOCK_GROWTH = Text("库存同比", "Stock on last year")
SALES_GROWTH = Text("销售额同比", "Sales on last year")
SOLD = Text("当月销售成本", "Month's cost of sales")
PILED = Text(
    "{name}的库存够卖{days}，超过{limit}的部分积压 {money}。",
    "The stock of {name} lasts {days}; what goes beyond {limit} is {money}.",
)
NONE_PILED = Text(
    "库存都够卖不到{limit}；周转最慢的是{name}，一年 {turns} 轮。",
    "All stock lasts less than {limit}; the slowest {n:is|are} {name}, sold {turns} times a year.",
)
FASTER = Text(
    "{name}的库存涨得比销售快：同比 {stock}，销售额 {sales}。",
    "The stock of {name} grows faster than its sales: {stock} on last year, sales {sales}.",
)
OURS = Text(
    "够卖天数 = 最近一个月的库存 ÷ 近 12 个月平均每天的销售成本；上限是我们的规则，可在设置里改。",
    "Days it lasts = stock of the last month / cost of sales a day over 12 months; the limit is our rule and "
    "can be set.",
)
NOT_SO_SPLIT = Text("库存没有按{by}填写。", "Stock is not stated by {by}.")


def turnover(ask: Ask, scope: Scope, by: str) -> Figure:
    """Turnover of each member, coloured as its light; its stock, how long that lasts, what is too much."""
    title = TITLE.format(by=lower(by))
    missing = tuple(need for need in NEEDED if not ask.has(need))
    if missing:
        return Figure.lacking(scope, "stock", title, metrics=("turnover",), missing=missing)
    frame = pd.DataFrame() if ask.unknown(METRICS["turnover"], (by,)) else _levels(ask, scope, by)
    if frame.empty:
        unknown = NOT_SO_SPLIT.format(by=lower(by))
        return Figure.lacking(scope, "stock", title, sentence=unknown, metrics=("turnover",))
    light = ask.lights["turnover"]
    frame["light"] = [judge(light, number(value)).light for value in frame["turnover"]]
    name, turns = dimension_column(by), metric_column("turnover")
    columns = (
        name, turns, metric_column("stock"), Column("lasts", LASTS, DAYS),
        Column("too_much", TOO_MUCH, MONEY),
        Column("stock_growth", STOCK_GROWTH, RATIO, is_change=True),
        Column("sales_growth", SALES_GROWTH, RATIO, is_change=True),
    )  # fmt: skip
    sentence, *more = _findings(ask, in_one_unit(scope, frame, columns), frame, by)
    return Figure.of(
        scope, "stock", title, frame, columns,
        lambda look: ranking.bars(frame, name, turns, look, light=COLOUR),
        sentence=sentence, metrics=("turnover", "stock"), notes=(*more, OURS),
    )  # fmt: skip


def course(ask: Ask, scope: Scope) -> Figure | None:
    """Stock and cost of sales of the last whole months; None where either is not known."""
    if not all(map(ask.has, NEEDED)):
        return None
    now = as_it_stood(scope)
    months = complete_months(now, MONTHS)
    span = Period(months[0].start, months[-1].end)
    known = ask(("stock", "sales", "gross_profit"), ("month",), now.over(span))
    known["sold"] = known["sales"] - known["gross_profit"]
    frame = pd.DataFrame(
        {
            "month": [month.start for month in months],
            "stock": by_month(known, "stock", months),
            "sold": by_month(known, "sold", months),
        }
    ).dropna(subset=["stock"], ignore_index=True)
    if frame.empty:
        return None
    month, stock, sold = (
        dimension_column("month"),
        metric_column("stock"),
        Column("sold", SOLD, MONEY),
    )
    return Figure.of(
        now.over(span), "stock_course", COURSE, frame, (month, stock, sold),
        lambda look: trend.line(frame, month, stock, look, compared=sold),
        metrics=("stock",),
    )  # fmt: skip


def overstock(stock: pd.Series[float], a_day: pd.Series[float], days: float) -> pd.Series[float]:
    """What of the stock goes beyond what sells in so many days, at cost of sales `a_day`; 0 where none."""
    return (stock - days * a_day).clip(lower=0)


def ahead_of_sales(frame: pd.DataFrame, ahead: float) -> pd.DataFrame:
    """The members whose `stock_growth` exceeds their `sales_growth` by more than `ahead`, most stock first."""
    faster = frame[frame["stock_growth"] - frame["sales_growth"] > ahead]
    return faster.sort_values("stock", ascending=False, kind="stable")


def _levels(ask: Ask, scope: Scope, by: str) -> pd.DataFrame:
    """One row per member whose stock is known: `turnover`, `stock` of its last month, its growth and that
    of sales, for how many days it `lasts`, and what of it is `too_much` (0 where none is)."""
    now = as_it_stood(scope)
    months = complete_months(now, MONTHS)
    by_months = ask(("stock",), (by, "month"), now.over(Period(months[0].start, months[-1].end)))
    stock = by_months.dropna().pivot_table(index=by, columns="month", values="stock")
    frame = ask(("turnover", "cost_of_sales_12m", "channel_growth"), (by,), scope)
    frame = frame[frame[by].isin(stock.index)].rename(columns={"channel_growth": "sales_growth"})
    last = [_last(stock.loc[member]) for member in frame[by]]
    frame["stock"] = [level for _, level in last]
    frame["stock_growth"] = [
        change(level, number(stock.loc[member].get(str(month.shifted("last_year")))))
        for member, (month, level) in zip(frame[by], last, strict=True)
    ]
    a_day = frame["cost_of_sales_12m"].astype(float) / YEAR
    frame["lasts"] = frame["stock"] / a_day.where(a_day > 0)
    frame["too_much"] = overstock(frame["stock"], a_day, ask.rules["stock_for"])
    return frame.sort_values("turnover", ascending=False, kind="stable", ignore_index=True)


def _last(levels: pd.Series[float]) -> tuple[Period, float]:
    known = levels.dropna()
    month = str(known.index.max())
    return Period.parse(month), float(known[month])


def _findings(ask: Ask, scope: Scope, frame: pd.DataFrame, by: str) -> list[Text]:
    """What piles up most, else who turns slowest; then whose stock grows while its sales do not."""
    limit = write(ask.rules["stock_for"], DAYS)
    piled = at_top(frame[frame["too_much"] > 0], "too_much")
    if len(piled):
        worst = piled.iloc[0]
        first = PILED.format(
            name=member_name(by, worst[by]), days=write(worst["lasts"], DAYS), limit=limit,
            money=write(worst["too_much"], MONEY, scope.scale),
        ) + also(_names(piled, by)[1:])  # fmt: skip
    else:
        slow = at_bottom(frame, "turnover")
        turns = write(slow["turnover"].iloc[0], MULTIPLE)
        first = NONE_PILED.format(
            limit=limit, name=named(_names(slow, by)), n=len(slow), turns=turns
        )
    faster = ahead_of_sales(frame, ask.rules["stock_ahead"])
    return [
        first,
        *(
            FASTER.format(
                name=member_name(by, row[by]),
                stock=write(row["stock_growth"], RATIO, signed=True),
                sales=write(row["sales_growth"], RATIO, signed=True),
            )
            for row in faster.head(1).to_dict("records")
        ),
    ]


def _names(frame: pd.DataFrame, by: str) -> list[Text]:
    return [member_name(by, name) for name in frame[by]]
