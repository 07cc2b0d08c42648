"""What is sold below its floor price, and what that gave away."""

from __future__ import annotations

import pandas as pd

from salesdash.catalog.channels.pricing import PRICE_CONFLICT
from salesdash.catalog.dimensions import member_name
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure, in_one_unit
from salesdash.figures.build import dimension_column
from salesdash.figures.channels.sentences import lower
from salesdash.figures.ties import also, at_top
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, plain
from salesdash.units import COUNT, MONEY, QUANTITY, RATIO, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.channels.floor_prices import below_floor, floors

NEEDED = ("orders.product", "orders.quantity")
OF_A_FLOOR = "products.floor_price|products.list_price"
TITLE = Text("低于底价的成交", "Sold below the floor price")
SINCE, MONTHS = Text("起始月份", "Since"), Text("月数", "Months")
PRICE, FLOOR = Text("均价", "Average price"), Text("底价", "Floor price")
BELOW, UNITS = Text("低于底价", "Below it"), Text("销量", "Units")
GIVEN = Text("少收金额", "Given away")
FINDING = Text(
    "{member}卖“{product}”比底价低 {below}，{since}起共 {n} 个月，少收 {given}。",
    "{member} sold {product} {below} below its floor in {n} {n:month|months} since {since}: {given} given away.",
)
AND_MORE = Text("另有 {n} 处低于底价。", "{n} more {n:is|are} below the floor.")
NONE = Text(
    "没有{by}按月均价低于底价。", "No {by} sold below a floor price, by the month's average."
)
RULE = Text(
    "底价取“口径与设置”里填的，其次取产品档案里的；都没有的按标价的 {share} 算，这是我们的规则，可在设置里改。"
    "均价按月算，当月至少 {units} 件、{lines} 行订单；不含赠品、退货和退款。",
    "The floor is what was typed in the settings, else what the sheet of products states, else {share} of the list "
    "price, which is our rule and can be set. "
    "Average prices of a month with at least {units} units in {lines} lines, without gifts, credit notes and refunds.",
)


def below(ask: Ask, scope: Scope, by: str) -> Figure:
    """One row per product and member that sold it below its floor, most given away first."""
    needed = NEEDED if floors(ask)["typed"].notna().any() else (*NEEDED, OF_A_FLOOR)
    missing = tuple(need for need in needed if not any(map(ask.has, need.split("|"))))
    if missing or by == "product":
        lacking = tuple(need.split("|")[0] for need in missing)
        return Figure.lacking(scope, "floor_prices", TITLE, metrics=("price",), missing=lacking)
    frame = _by_member(below_floor(ask, scope, by, PRICE_CONFLICT), by)
    share = write(ask.rules["floor_share"], RATIO)
    note = RULE.format(share=share, units=PRICE_CONFLICT.units, lines=PRICE_CONFLICT.lines)
    columns = (
        dimension_column(by), dimension_column("product"), Column("since", SINCE),
        Column("months", MONTHS, COUNT), Column("price", PRICE, MONEY), Column("floor", FLOOR, MONEY),
        Column("below", BELOW, RATIO), Column("units", UNITS, QUANTITY), Column("given", GIVEN, MONEY),
    )  # fmt: skip
    if frame.empty:
        none = NONE.format(by=lower(by))
        return Figure.lacking(scope, "floor_prices", TITLE, sentence=none, metrics=("price",))
    return Figure.of(
        scope, "floor_prices", TITLE, frame, columns, metrics=("price",), notes=(note,),
        sentence=_finding(frame, by, in_one_unit(scope, frame, columns)),
    )  # fmt: skip


def _by_member(months: pd.DataFrame, by: str) -> pd.DataFrame:
    """The months of one product and member as one row: prices weighted by units, money summed up."""
    if months.empty:
        return months
    months = months.assign(
        paid=months["price"] * months["units"],
        due=months["floor"] * months["units"],
    )
    rows = months.groupby(["member", "product"], as_index=False).agg(
        since=("month", "min"), months=("month", "nunique"), paid=("paid", "sum"),
        due=("due", "sum"), floor=("floor", "first"), units=("units", "sum"),
    )  # fmt: skip
    rows["price"] = rows["paid"] / rows["units"]
    rows["below"] = 1 - rows["paid"] / rows["due"]
    rows["given"] = rows["due"] - rows["paid"]
    since = [Period.of(day, "month").name for day in rows["since"]]
    rows = rows.assign(since=pd.Series(since, dtype=object))
    ordered = rows.sort_values(["given", "member", "product"], ascending=[False, True, True])
    return ordered.rename(columns={"member": by}).reset_index(drop=True)


def _finding(frame: pd.DataFrame, by: str, scope: Scope) -> Text:
    worst = frame.iloc[0]
    finding = FINDING.format(
        member=member_name(by, worst[by]), product=worst["product"], since=worst["since"],
        n=int(worst["months"]), below=write(worst["below"], RATIO),
        given=write(worst["given"], MONEY, scope.scale),
    )  # fmt: skip
    same = [plain(str(name)) for name in at_top(frame, "given")["product"].iloc[1:]]
    return finding + also(same) + (AND_MORE.format(n=len(frame) - 1) if len(frame) > 1 else BLANK)
