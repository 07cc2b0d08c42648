"""Growth beside return: who grows and earns it, who buys growth, and how each came there."""

from __future__ import annotations

import pandas as pd

from salesdash.catalog.dimensions import member_name
from salesdash.catalog.metrics import METRICS
from salesdash.charts.column import Column
from salesdash.charts.compared import quadrant
from salesdash.charts.figure import Figure
from salesdash.charts.rows import number
from salesdash.figures.build import dimension_column, metric_column
from salesdash.figures.channels import not_shown
from salesdash.figures.channels import sentences as words
from salesdash.figures.channels.side_by_side import GROWTH, on_spend, roi_name
from salesdash.figures.comparison import in_view
from salesdash.figures.two_sides import spent_scope
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join
from salesdash.units import MULTIPLE, RATIO, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.basis import is_on_sales

TITLE = Text("增长与回报：{dimension}，{period}", "Growth and return by {dimension}, {period}")
WHEN = Text("期间", "Period")
# By whether it grows faster than all, and whether its return is high.
QUARTERS: dict[tuple[bool, bool], Text] = {
    (True, True): Text("增长快、回报高", "Fast and paying"),
    (False, True): Text("增长慢、回报高", "Slower, paying"),
    (True, False): Text("增长快、回报低", "Fast, paying little"),
    (False, False): Text("增长慢、回报低", "Slower, paying little"),
}
OF_QUARTER = Text("{quarter}：{names}", "{quarter}: {names}")
SOME = Text("{quarter}：{names}等 {n} 个", "{quarter}: {names} and others ({n})")
# In which order a quarter is the finding: bought growth, earned growth, neither, and return alone.
FOREMOST = ((True, False), (True, True), (False, False), (False, True))
STOP = Text("。", ".")
LINES = Text(
    "竖线是全部的同比增长（{growth}），横线是{what}（{roi}）；气泡大小是销售额，连线是此前各期走过的位置。",
    "The upright line is the growth of all ({growth}), the level one {what} ({roi}); bubbles are as large as sales, "
    "and their tails lead through the periods before.",
)
GREEN = Text("投入产出比的达标线", "the green limit of ROI")
OF_ALL = Text("全部的投入产出比", "the ROI of all")
NOT_YET = Text(
    "还没有同比增长和投入产出比都知道的{dimension}。",
    "No {dimension} has both a growth on last year and a return on spend.",
)
PERIODS, MOST_MEMBERS, MOST_NAMED = 4, 12, 2
ASKED = ("sales", "channel_growth", "roi")


def growth_and_return(ask: Ask, scope: Scope, by: str) -> Figure:
    """One row per member and period, the last of which is the one looked at (or the last closed one of a
    coarser spend sheet), the ones before of the same length; lines at the growth of all and at the green
    limit of the return."""
    where = spent_scope(ask, in_view(scope))
    dimension = words.lower(by)
    title = TITLE.format(dimension=dimension, period=where.period.name if where.period else BLANK)
    missing = ask.missing("roi")
    if missing or ask.unknown(METRICS["roi"], (by,)) or where.period is None:
        why = BLANK if missing else join(list(not_shown.left_out(ask, ["roi"], by, scope)), "", "")
        return Figure.lacking(
            scope, "channel_quadrant", title, sentence=why, metrics=ASKED, missing=missing
        )
    frame = _courses(ask, where, by)
    whole = ask(("channel_growth", "roi"), (), where).iloc[0]
    growth = number(whole["channel_growth"])
    on_sales = is_on_sales(ask)
    level = number(whole["roi"]) if on_sales else _green(ask)
    if frame.empty or growth is None or level is None:
        return Figure.lacking(
            scope, "channel_quadrant", title, sentence=NOT_YET.format(dimension=dimension), metrics=ASKED
        )  # fmt: skip
    name, x, y, size, when = (
        dimension_column(by), metric_column("channel_growth", GROWTH),
        metric_column("roi", roi_name(ask)), metric_column("sales"), Column("period", WHEN),
    )  # fmt: skip
    standing = _standing(frame, by, growth, level)
    lines = quadrant.QuadrantLines(
        growth, level, tuple((*at, corner) for at, corner in QUARTERS.items())
    )
    return Figure.of(
        where, "channel_quadrant", title, frame, (name, when, x, y, size),
        lambda look: quadrant.bubbles(frame, name, x, y, size, look, lines=lines, when=when),
        sentence=_told(standing),
        metrics=ASKED,
        notes=(
            *(
                OF_QUARTER.format(quarter=QUARTERS[at], names=join(names)) + STOP
                for at, names in standing.items()
            ),
            LINES.format(
                growth=write(growth, RATIO, signed=True), roi=write(level, MULTIPLE),
                what=OF_ALL if on_sales else GREEN,
            ),
            *on_spend(ask, where, "roi"),
        ),
    )  # fmt: skip


def _green(ask: Ask) -> float | None:
    green = ask.lights["roi"].green
    return green if isinstance(green, float | int) else None


def _courses(ask: Ask, where: Scope, by: str) -> pd.DataFrame:
    """The periods of every member whose growth and return are known now, the oldest first."""
    parts: list[pd.DataFrame] = []
    period = where.period
    for _ in range(PERIODS):
        assert period is not None
        frame = ask(ASKED, (by,), where.over(period)).dropna()
        names = pd.Series([period.name] * len(frame), frame.index, dtype=object)
        parts.insert(0, frame.assign(period=names))
        period = period.shifted("previous")
    now = parts[-1].sort_values("sales", ascending=False, kind="stable")
    order = list(now[by])[:MOST_MEMBERS]
    every: pd.DataFrame = pd.concat([part for part in parts if not part.empty] or parts[-1:])
    every = every[every[by].isin(order)]
    every = every.assign(place=every[by].map({name: n for n, name in enumerate(order)}))
    every = every.astype(dict.fromkeys(ASKED, float))
    return every.sort_values("place", kind="stable").drop(columns="place").reset_index(drop=True)


def _standing(
    frame: pd.DataFrame, by: str, growth: float, level: float
) -> dict[tuple[bool, bool], list[Text]]:
    """Who stands in which quarter, most sales first; those that buy their growth are the first quarter."""
    quarters: dict[tuple[bool, bool], list[Text]] = {at: [] for at in FOREMOST}
    for name, row in frame.groupby(by, sort=False).last().iterrows():
        at = (bool(row["channel_growth"] > growth), bool(row["roi"] >= level))
        quarters[at].append(member_name(by, name))
    return {at: names for at, names in quarters.items() if names}


def _told(standing: dict[tuple[bool, bool], list[Text]]) -> Text:
    """The foremost quarter and who stands there, in one line."""
    at, names = next(iter(standing.items()))
    words = SOME if len(names) > MOST_NAMED else OF_QUARTER
    return words.format(quarter=QUARTERS[at], names=join(names[:MOST_NAMED]), n=len(names)) + STOP
