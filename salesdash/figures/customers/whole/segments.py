"""RFM: eight segments by whether customers bought lately, often and for much; for those who know them."""

from __future__ import annotations

import pandas as pd

from salesdash.analysis.parts import shares
from salesdash.catalog.customers.groups import FORMER, GRADES, Group
from salesdash.catalog.customers.segments import SEGMENTS
from salesdash.catalog.overrides import worded
from salesdash.charts.column import Column, MarkedCell
from salesdash.charts.figure import Figure, in_one_unit
from salesdash.figures.customers.population import (
    CUSTOMERS,
    MONEY_12M,
    MONEY_SHARE,
    nothing,
    standing,
)
from salesdash.scope import Scope
from salesdash.text import Text, join
from salesdash.units import COUNT, MONEY, RATIO, write
from salesdash.warehouse.questions.ask import Ask

TITLE = Text("RFM 客户分群", "RFM segments")
SEGMENT, STEP = Text("客户群", "Segment"), Text("通常的做法", "What is usually done")
RULE = Text(
    "R（最近下单）、F（订单数）、M（销售额）在近 12 个月下过单的客户里各分 5 档，并列的同档，"
    "{rfm_high_from} 分及以上为高；三项的高低组成八群，每位客户只在一群。以前的客户不评分。",
    "R (how lately), F (orders) and M (sales) have five grades each among those who bought in 12 months, equal ones "
    "the same; from {rfm_high_from} on a grade is high. High or not in each makes eight segments, and everybody is in "
    "one. Former customers have no grades.",
)
BEST = Text("{name} {n} 位", "{name}: {n}")
OF_SALES = Text("，占销售额 {share}", ", {share} of sales")
NO_BEST = Text("还没有{name}", "{name}: none yet")
SLIP = Text(
    "{many} 位大客户近来少下单（{money}）",
    "{many} large {many:customer|customers} lately {many:orders|order} less ({money})",
)
NONE_SLIPS = Text("没有大客户近来少下单", "no large customer lately orders less")
SLIPPING = ("rFM", "rfM")  # much money, but not lately


def table(ask: Ask, scope: Scope) -> Figure:
    """One row per segment: people, money, and what is usually done; each opens its names."""
    customers = standing(ask, scope)
    if customers is None or customers.everyone.empty:
        return nothing("rfm", TITLE, customers, scope)
    frame, used = _frame(customers.everyone), customers.scope
    columns = (
        Column("segment", SEGMENT),
        Column("customers", CUSTOMERS, COUNT),
        Column("amount", MONEY_12M, MONEY, is_bar=True),
        Column("share", MONEY_SHARE, RATIO),
        Column("step", STEP),
    )
    return Figure.of(
        used.over(None), "customer_rfm", TITLE, frame, columns,
        sentence=_in_words(frame, in_one_unit(used, frame, columns)),
        metrics=("orders", "sales"),
        notes=(worded(RULE, ask.rules), *customers.notes),
    )  # fmt: skip


def _frame(everyone: pd.DataFrame) -> pd.DataFrame:
    """The segments in their order, also those that nobody is in; former customers last, where there are any."""
    groups = everyone.groupby("rfm")["amount"].agg(["size", "sum"])
    counts: dict[str, tuple[int, float]] = {
        str(group): (int(n), float(amount)) for group, n, amount in groups.itertuples()
    }
    parts = shares(groups["sum"])
    of_nobody = None if parts.isna().any() else 0.0
    shown = [*SEGMENTS, *([FORMER] if FORMER in counts else [])]
    rows = []
    for key in shown:
        n, amount = counts.get(key, (0, 0.0))
        rows.append(
            {
                "key": key, "segment": MarkedCell(GRADES[key], Group("rfm", (key,)).marks), "customers": n,
                "amount": None if key == FORMER else amount,
                "share": None if key == FORMER else parts.get(key, of_nobody),
                "step": SEGMENTS[key].step if key in SEGMENTS else Text("看“还会再来吗”", "See who may return"),
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def _in_words(frame: pd.DataFrame, scope: Scope) -> Text:
    """How many of the best there are and what they bring, and how many large ones order less."""
    best = frame[frame["key"] == "RFM"].iloc[0]
    slipping = frame[frame["key"].isin(SLIPPING)]
    first, many = BEST if best["customers"] else NO_BEST, int(slipping["customers"].sum())
    if best["customers"] and pd.notna(best["share"]):
        first += OF_SALES
    words = join([first, SLIP if many else NONE_SLIPS], "；", "; ") + Text("。", ".")
    return words.format(
        name=GRADES["RFM"],
        n=write(int(best["customers"]), COUNT),
        share=write(best["share"], RATIO),
        many=write(many, COUNT),
        money=write(float(slipping["amount"].sum()), MONEY, scope.scale),
    )
