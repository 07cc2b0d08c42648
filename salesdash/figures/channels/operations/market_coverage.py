"""How far each member reaches: the regions it sells in, its outlets, and the customers it has of all."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from salesdash.analysis.lights import change
from salesdash.catalog.dimensions import DIMENSIONS, member_name
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.charts.grids import heatmap
from salesdash.charts.rows import number
from salesdash.figures.build import dimension_column, metric_column
from salesdash.figures.channels.sentences import lower
from salesdash.figures.ties import also, at_bottom, each, named
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join
from salesdash.units import COUNT, MULTIPLE, RATIO, write
from salesdash.warehouse.questions.ask import Ask

TITLE = Text("{by}覆盖：区域、网点与客户", "Coverage by {by}: regions, outlets, customers")
WHERE = Text("{by} × {of}：销售额占该{of}的比例", "{by} × {of}: share of the sales there")
PLACES = Text("有销售的{of}", "{of}s sold in")
SHARE = Text("占全部客户", "Of all customers")
GROWN = Text("网点同比", "Outlets on last year")
EACH = Text("每网点客户数", "Customers an outlet")
BLANKS = Text(
    "{name}在 {n} 个{of}没有销售：{where}。",
    "{name} sells nothing in {n} of {all}: {where}.",
)
EVERYWHERE = Text(
    "有销售的{by}都覆盖了每个{of}。", "Every {by} that sold anything sold in every {of}."
)
FEWER = Text(
    "{name}的网点{each}比去年同期少 {gone}。",
    "{name} {n:has|have} {gone} fewer outlets{each} than a year before.",
)
SHARES_OVERLAP = Text(
    "一位客户可以在几个{by}下单，占比加起来会超过 100%。",
    "A customer may buy from several: the shares add up to more than 100%.",
)
NOT_NAMED = 4  # places beyond these are counted


def where(ask: Ask, scope: Scope, by: str) -> Figure | None:
    """Each member's share of the sales of each place; blank where it sells nothing. None without places."""
    of = place_of(ask, by)
    if of is None:
        return None
    sold = ask(("sales",), (by, of), scope).dropna(subset=[by, of])
    sold = sold[sold["sales"].astype(float) > 0].reset_index(drop=True)
    if sold.empty:
        return None
    amounts = sold["sales"].astype(float)
    sold["share"] = amounts / amounts.groupby(sold[of]).transform("sum")
    names = {"by": DIMENSIONS[by].name, "of": lower(of)}
    name, across = dimension_column(by), dimension_column(of)
    share, sales = Column("share", Text("占比", "Share"), RATIO), metric_column("sales")
    return Figure.of(
        scope, "coverage_where", WHERE.format(**names), sold, (name, across, share, sales),
        lambda look: heatmap.grid(sold, across, name, share, look, middle=None),
        sentence=_gap(sold, by, of, ask.members(of)), metrics=("sales",),
    )  # fmt: skip


def table(ask: Ask, scope: Scope, by: str) -> Figure:
    """One row per member: places it sells in, outlets and their growth, customers, how many an outlet has,
    and its part of all active customers. Columns without data are left out."""
    frame = _counted(ask, scope, by)
    of = place_of(ask, by)
    columns = (
        dimension_column(by),
        Column("places", PLACES.format(of=DIMENSIONS[of].name) if of else BLANK, COUNT),
        metric_column("outlets"), Column("outlets_growth", GROWN, RATIO, is_change=True),
        metric_column("customers"), Column("each", EACH, MULTIPLE), Column("of_all", SHARE, RATIO),
    )  # fmt: skip
    shown = [c for c in columns if c.key in frame and frame[c.key].notna().any()]
    missing = () if "outlets" in {c.key for c in shown} else ("spend.outlets",)
    return Figure.of(
        scope, "coverage", TITLE.format(by=lower(by)), frame, tuple(shown),
        sentence=_fewer(frame, by), metrics=("customers", "outlets"),
        notes=(SHARES_OVERLAP.format(by=lower(by)),) if "of_all" in frame else (),
        missing=missing if frame.empty else (),
    )  # fmt: skip


def place_of(ask: Ask, by: str) -> str | None:
    """Where customers are told to be, beside what is compared: the coarsest that the orders have."""
    return next(
        (key for key in ("region", "province", "city") if key != by and ask.members(key)), None
    )


def _counted(ask: Ask, scope: Scope, by: str) -> pd.DataFrame:
    frame = ask(("sales", "customers"), (by,), scope).dropna(subset=[by]).drop(columns="sales")
    everybody = number(ask(("customers",), (), scope)["customers"].iloc[0])
    if everybody:
        frame["of_all"] = frame["customers"].astype(float) / everybody
    of = place_of(ask, by)
    if of is not None:
        sold = ask(("sales",), (by, of), scope).dropna()
        sold = sold[sold["sales"].astype(float) > 0]
        frame["places"] = frame[by].map(sold.groupby(by)[of].nunique()).fillna(0)
    if ask.has("spend.outlets") and by == "channel":
        now, before = (
            ask(("outlets",), (by,), at).set_index(by)["outlets"] if at else pd.Series(dtype=float)
            for at in (scope, scope.compared("last_year"))
        )
        frame["outlets"] = frame[by].map(now)
        frame["outlets_growth"] = [
            change(number(now.get(name)), number(before.get(name))) for name in frame[by]
        ]
        frame["each"] = frame["customers"] / frame["outlets"].where(frame["outlets"] > 0)
    return frame.sort_values("customers", ascending=False, kind="stable", ignore_index=True)


def _gap(sold: pd.DataFrame, by: str, of: str, everywhere: Sequence[str]) -> Text:
    """Who of those that sold sells nothing in most of all places, whoever sells there, by name."""
    blank = {
        name: [place for place in everywhere if place not in set(own[of])]
        for name, own in sold.groupby(by)
    }
    most = max(map(len, blank.values()))
    name, *others = [member for member, places in blank.items() if len(places) == most]
    if not blank[name]:
        return EVERYWHERE.format(by=lower(by), of=lower(of))
    places = [member_name(of, place) for place in blank[name][:NOT_NAMED]]
    return BLANKS.format(
        name=member_name(by, str(name)), n=len(blank[name]), all=len(everywhere), of=lower(of),
        where=join(places),
    ) + also([member_name(by, str(other)) for other in others])  # fmt: skip


def _fewer(frame: pd.DataFrame, by: str) -> Text:
    """Whose outlets shrank most against last year, where any did."""
    if "outlets_growth" not in frame or not frame["outlets_growth"].lt(0).any():
        return BLANK
    fewest = at_bottom(frame, "outlets_growth")
    return FEWER.format(
        name=named([member_name(by, name) for name in fewest[by]]), n=len(fewest), each=each(len(fewest)),
        gone=write(-float(fewest["outlets_growth"].iloc[0]), RATIO),
    )  # fmt: skip
