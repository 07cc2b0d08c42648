"""What each member's money is spent on, and what is spent on more than last year."""

from __future__ import annotations

import pandas as pd

from salesdash.catalog.dimensions import DIMENSIONS, member_name
from salesdash.catalog.metrics import METRICS
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.charts.grids import heatmap
from salesdash.figures.build import dimension_column, metric_column
from salesdash.figures.channels.sentences import lower, of_period
from salesdash.figures.comparison import in_view
from salesdash.figures.ties import also, at_top
from salesdash.figures.two_sides import spent_scope
from salesdash.scope import Scope
from salesdash.text import BLANK, Text
from salesdash.units import POINTS, RATIO, apart, write
from salesdash.warehouse.questions.ask import Ask

NEEDED = ("spend.spend", "spend.purpose")
TITLE = Text("{by} × 用途：费用花在哪里", "{by} × purpose: where the spend goes")
SHARE, BEFORE = Text("占其费用", "Of its spend"), Text("去年同期", "A year before")
MOVED = Text("变化", "Change")
SHIFTED = Text(
    "{name}的{purpose}占比变化最大：{before} → {now}（{moved}）。",
    "{name} moved most: {purpose} from {before} to {now} of its spend ({moved}).",
)
OTHER = Text("{name}的{purpose}", "{name}, {purpose}")
LEVEL = Text("各{by}的费用结构与去年同期相近。", "Each {by} spends on the same as a year before.")
NOT_SO_SPLIT = Text("费用没有按{by}填写。", "Spend is not stated by {by}.")
LEAST = 0.05  # of a member's spend; smaller moves are said to be level; ours


def by_purpose(ask: Ask, scope: Scope, by: str) -> Figure:
    """The part of each member's spend that goes to each purpose, and its move against last year, in points."""
    title = TITLE.format(by=DIMENSIONS[by].name)
    missing = tuple(need for need in NEEDED if not ask.has(need))
    if missing:
        return Figure.lacking(scope, "purposes", title, metrics=("spend",), missing=missing)
    over = spent_scope(ask, scope)
    unknown = ask.unknown(METRICS["spend"], (by, "purpose"))
    frame = pd.DataFrame() if unknown else _shares(ask, over, by)
    if frame.empty:
        sentence = NOT_SO_SPLIT.format(by=lower(by))
        return Figure.lacking(over, "purposes", title, sentence=sentence, metrics=("spend",))
    title = of_period(title, over.period, in_view(scope).period)
    earlier = over.compared("last_year")
    before = _shares(ask, earlier, by) if earlier else frame.head(0)
    frame = frame.merge(
        before[[by, "purpose", "share"]], on=[by, "purpose"], how="left", suffixes=("", "_before")
    )
    frame["moved"] = [
        apart(now, past) for now, past in zip(frame["share"], frame["share_before"], strict=True)
    ]
    name, across = dimension_column(by), dimension_column("purpose")
    share = Column("share", SHARE, RATIO)
    columns = (
        name, across, share, Column("share_before", BEFORE, RATIO),
        Column("moved", MOVED, POINTS, is_change=True), metric_column("spend"),
    )  # fmt: skip
    return Figure.of(
        over, "purposes", title, frame, columns,
        lambda look: heatmap.grid(frame, across, name, share, look, middle=None),
        sentence=_moved(frame, by), metrics=("spend",),
    )  # fmt: skip


def _shares(ask: Ask, scope: Scope, by: str) -> pd.DataFrame:
    """One row per member and purpose with spend, the dearest member first: `spend`, its `share` of the
    member's."""
    spent = ask(("spend",), (by, "purpose"), scope).dropna()
    spent = spent[spent["spend"].astype(float) > 0].reset_index(drop=True)
    amounts = spent["spend"].astype(float)
    whole = amounts.groupby(spent[by]).transform("sum")
    spent = spent.assign(share=amounts / whole, whole=whole)
    ordered = spent.sort_values(
        ["whole", by, "purpose"], ascending=[False, True, True], kind="stable"
    )
    return ordered.drop(columns="whole").reset_index(drop=True)


def _moved(frame: pd.DataFrame, by: str) -> Text:
    """What takes a larger part of whose spend than last year, most of all; nothing where that is not known."""
    if frame["moved"].isna().all():
        return BLANK
    first = at_top(frame, "moved")
    most = first.iloc[0]
    others = [
        OTHER.format(name=member_name(by, one[by]), purpose=member_name("purpose", one["purpose"]))
        for one in first.iloc[1:].to_dict("records")
    ]
    if most["moved"] < LEAST:
        return LEVEL.format(by=lower(by))
    return SHIFTED.format(
        name=member_name(by, most[by]), purpose=member_name("purpose", most["purpose"]),
        before=write(most["share_before"], RATIO), now=write(most["share"], RATIO),
        moved=write(most["moved"], POINTS, signed=True),
    ) + also(others)  # fmt: skip
