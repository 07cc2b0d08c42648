"""From the sales of one year to those of the next: what was lost, shrank, grew, came back and is new; it adds up."""

from __future__ import annotations

from datetime import date

import pandas as pd

from salesdash.analysis.customers.moves import Part
from salesdash.analysis.customers.moves import bridge as parts_of
from salesdash.catalog.customers.groups import WAYS, Group
from salesdash.charts.column import Column, MarkedCell
from salesdash.charts.compared import gap
from salesdash.charts.figure import Figure, in_one_unit
from salesdash.figures.customers.moves.moved import (
    CHANGE,
    SALES_AFTER,
    SALES_BEFORE,
    of_two_days,
    over,
)
from salesdash.figures.customers.population import CUSTOMERS, judged
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import BLANK, Text
from salesdash.units import COUNT, MONEY, write
from salesdash.warehouse.questions.ask import Ask

TITLE = Text("销售额变化从哪些客户来", "Whose purchases changed the sales")
TO_DAY = Text("到{day}的12个月", "12 months to {day}")
REST = Text("没有客户名或只有退货", "Nobody's, or returns alone")
MADE_OF = Text(
    "新客户 {new}，{back}老客户买多 {more}、买少 {less}，流失 {lost}。",
    "New customers {new}; {back}old ones {more} where they grew, {less} where they shrank; lost {lost}.",
)
BACK = Text("回流客户 {back}，", "back again {back}; ")
NOTE = Text(
    "流失：之后 12 个月没有下单；回流：之前 12 个月没有下单、更早买过；买多买少按每位客户两个 12 个月的销售额比较。",
    "Lost: no order in the later 12 months. Came back: none in the earlier 12 months, but before. More and less "
    "compare each customer's sales of both.",
)
OVERLAP = Text(
    "两个日期相隔不到 12 个月，两段销售额有重叠。",
    "The two days lie less than 12 months apart, so both sums share some months.",
)
WAY = Text("变化来源", "Change")


def bridge(ask: Ask, scope: Scope, earlier: date, later: date) -> Figure:
    """The sales of the 12 months to either day and what lies between; each part opens its names."""
    parts = parts_of(of_two_days(ask, scope, earlier, later))
    before = sum(one.before for one in parts.values())
    after = sum(one.after for one in parts.values())
    frame = _steps(parts, earlier, later)
    columns = (
        Column("way", WAY),
        Column("customers", CUSTOMERS, COUNT),
        Column("before", SALES_BEFORE, MONEY),
        Column("after", SALES_AFTER, MONEY),
        Column("change", CHANGE, MONEY, is_change=True),
    )
    used, notes = judged(ask, scope)
    shown = over(used, earlier, later)
    within = in_one_unit(shown, frame, columns, before, after)
    return Figure.of(
        shown, "customer_bridge", TITLE, frame, columns,
        lambda look: gap.waterfall(
            frame, columns[0], columns[-1], look,
            start=(_to(earlier), before), end=(_to(later), after), rest=REST,
        ),
        sentence=_in_words(parts, within),
        metrics=("sales",),
        also=(before, after),
        notes=(
            *((OVERLAP,) if (later - earlier).days < 365 else ()),
            NOTE,
            *notes,
        ),
    )  # fmt: skip


def _steps(ways: dict[str, Part], earlier: date, later: date) -> pd.DataFrame:
    names = {
        way: MarkedCell(name, Group("way", (way, str(earlier), str(later))).marks)
        for way, name in WAYS.items()
    }
    rows = [
        {"way": names.get(way, REST), "customers": one.customers, "before": one.before, "after": one.after,
         "change": one.change}
        for way in (*WAYS, "rest")
        if (one := ways.get(way)) and (one.customers if way != "rest" else one.change)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["way", "customers", "before", "after", "change"])


def _to(day: date) -> MarkedCell:
    return MarkedCell(TO_DAY.format(day=Period.of(day, "day").name))


def _money(amount: float, scope: Scope) -> Text:
    return write(amount, MONEY, scope.scale, signed=True)


def _in_words(ways: dict[str, Part], scope: Scope) -> Text:
    none = Part(0, 0.0, 0.0)
    said = {way: _money(ways.get(way, none).change, scope) for way in WAYS}
    return MADE_OF.format(
        **{**said, "back": BACK.format(back=said["back"]) if "back" in ways else BLANK}
    )
