"""Every shape on one frame, so that no shape can be forgotten where all have to hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd

from salesdash.charts import (
    both_sides,
    cumulative,
    distribution,
    funnel,
    gap,
    heatmap,
    light_bands,
    light_grid,
    matrix,
    multiples,
    pareto,
    parts,
    plan_actual,
    ranges,
    ranking,
    shares,
    trend,
)
from salesdash.charts.figure import Column, Mode
from salesdash.charts.theme import Chart
from salesdash.text import Lang
from salesdash.units import MONEY, RATIO

# The frame has all columns that any shape takes.
DAY = Column("day", "月份")
NAME = Column("name", "渠道")
SALES = Column("sales", "销售额", MONEY)
PLAN = Column("plan", "目标", MONEY)
SHARE = Column("share", "达成率", RATIO)
LIGHT = Column("light", "红绿灯")
LIKELY, HARD = Column("likely", "可能性"), Column("hard", "影响")
COLUMNS = (DAY, NAME, SALES, PLAN, SHARE, LIGHT, LIKELY, HARD)

Shape = Callable[[pd.DataFrame, Lang, Mode], Chart]


def frame(*rows: tuple[Any, ...]) -> pd.DataFrame:
    """Rows of (day, name, sales, plan, share, light); each also a risk of 3 × 4."""
    known = pd.DataFrame(rows, columns=["day", "name", "sales", "plan", "share", "light"])
    return known.assign(likely=3, hard=4)


def _bands(df: pd.DataFrame, lang: Lang, mode: Mode) -> Chart:
    bands = [("green", 0.9, None), ("amber", 0.8, 0.9), ("red", None, 0.8)]
    return light_bands.line(df, DAY, SHARE, bands=bands, lang=lang, mode=mode)


SHAPES: dict[str, Shape] = {
    "ranges": lambda df, lang, mode: ranges.dots(
        df, NAME, SALES, SALES, PLAN, goal=("目标", 100.0), lang=lang, mode=mode
    ),
    "parts": lambda df, lang, mode: parts.areas(df, NAME, NAME, SALES, lang=lang, mode=mode),
    "trend": lambda df, lang, mode: trend.line(df, DAY, SALES, lang=lang, mode=mode),
    "trend by member": lambda df, lang, mode: trend.line(
        df, DAY, SALES, color=NAME, compared=PLAN, lang=lang, mode=mode
    ),
    "trend compared": lambda df, lang, mode: trend.line(
        df, DAY, SHARE, compared=PLAN, grain="week", lang=lang, mode=mode
    ),
    "cumulative": lambda df, lang, mode: cumulative.against_pace(
        df, DAY, SALES, PLAN, seasonal=PLAN, projected=[PLAN, SALES], target=2e6, as_of=date(2025, 1, 1),
        lang=lang, mode=mode,
    ),
    "ranking": lambda df, lang, mode: ranking.bars(
        df, NAME, SALES, light=LIGHT, change=SHARE, mark=PLAN, lang=lang, mode=mode
    ),
    "ranking plain": lambda df, lang, mode: ranking.bars(df, NAME, SALES, lang=lang, mode=mode),
    "plan and actual": lambda df, lang, mode: plan_actual.by_period(
        df, DAY, SALES, PLAN, attainment=SHARE, light=LIGHT, lang=lang, mode=mode
    ),
    "heatmap": lambda df, lang, mode: heatmap.grid(df, DAY, NAME, SHARE, lang=lang, mode=mode),
    "cohorts": lambda df, lang, mode: heatmap.grid(
        df, NAME, LIGHT, SALES, middle=None, grain=None, lang=lang, mode=mode
    ),
    "pareto": lambda df, lang, mode: pareto.curve(df, NAME, SALES, SHARE, lang=lang, mode=mode),
    "pareto binned": lambda df, lang, mode: pareto.curve(
        df, SHARE, SALES, SHARE, lang=lang, mode=mode
    ),
    "multiples": lambda df, lang, mode: multiples.lines(
        df, DAY, SALES, NAME, lang=lang, mode=mode
    ),
    "multiples, own scales": lambda df, lang, mode: multiples.lines(
        df, DAY, SHARE, NAME, same_y=False, lang=lang, mode=mode
    ),
    "shares": lambda df, lang, mode: shares.whole(df, LIGHT, NAME, SALES, lang=lang, mode=mode),
    "stacked": lambda df, lang, mode: shares.stacked(df, DAY, NAME, SALES, lang=lang, mode=mode),
    "risks": lambda df, lang, mode: matrix.risks(df, LIKELY, HARD, NAME, lang=lang, mode=mode),
    "gap": lambda df, lang, mode: gap.waterfall(
        df, NAME, SALES, start=("计划", 1e6), end=("实际", 2e6), lang=lang, mode=mode
    ),
    "gap of a rate": lambda df, lang, mode: gap.waterfall(
        df, NAME, SHARE, start=("去年", 0.2), end=("今年", 0.3), level=MONEY, rest="京东",
        falls_are_good=True, lang=lang, mode=mode,
    ),
    "light bands": _bands,
    "light grid": lambda df, lang, mode: light_grid.months(
        df, DAY, NAME, LIGHT, SALES, lang=lang, mode=mode
    ),
    "both sides": lambda df, lang, mode: both_sides.gains_and_losses(
        df, LIGHT, NAME, SALES, lang=lang, mode=mode
    ),
    "funnel": lambda df, lang, mode: funnel.stages(
        df, NAME, SALES, amount=PLAN, light=LIGHT, lang=lang, mode=mode
    ),
    "distribution": lambda df, lang, mode: distribution.bands(
        df.assign(end=df["sales"] + 1e5), SALES, Column("end", "至", MONEY), PLAN, part=NAME,
        marks=[("中位数", 3e5, "dash"), ("上限", 5e5, "line")], lang=lang, mode=mode,
    ),
    "distribution plain": lambda df, lang, mode: distribution.bands(
        df.assign(end=df["sales"] + 1e5), SALES, Column("end", "至", MONEY), PLAN, lang=lang, mode=mode
    ),
}  # fmt: skip
JAN, FEB, MAR = (date(2025, month, 1) for month in (1, 2, 3))
ORDINARY = frame(
    (JAN, "天猫", 1_200_000.0, 1_000_000.0, 0.9, "green"),
    (FEB, "天猫", 900_000.0, 1_000_000.0, 0.95, "amber"),
    (MAR, "天猫", None, 1_000_000.0, None, "grey"),
    (JAN, "京东", 400_000.0, 800_000.0, 0.5, "red"),
    (FEB, "京东", 810_000.0, 800_000.0, 1.0, "green"),
    (MAR, "京东", 700_000.0, 800_000.0, 1.0, "amber"),
)
EDGES: dict[str, pd.DataFrame] = {
    "ordinary": ORDINARY,
    "no row": ORDINARY.head(0),
    "one row": ORDINARY.head(1),
    "all missing": ORDINARY.assign(sales=None, plan=None, share=None, light=None),
    "negative": ORDINARY.assign(sales=-5e5, share=-0.2),
    "huge": ORDINARY.assign(sales=9.9e14, plan=1e15, share=1e6),
    "without end": ORDINARY.assign(sales=float("inf"), share=float("nan")),
    "zero": ORDINARY.assign(sales=0.0, plan=0, share=0.0),
    "emoji": ORDINARY.assign(name="😀" * 40),
    "names": ORDINARY.assign(
        name=[
            "<script>alert(1)</script>",
            '"><img src=x onerror=y>',
            'O\'Neil \\ "q"',
            "行\n列",
            "a.b[c]",
            "",
        ]
    ),
}
