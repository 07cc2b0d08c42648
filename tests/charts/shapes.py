"""Every shape on one frame, so that no shape can be forgotten where all have to hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from salesdash.charts.column import Column, MarkedCell
from salesdash.charts.compared import both_sides, curves, gap, quadrant, ranges, ranking
from salesdash.charts.grids import crossing, flow, heatmap, light_grid, matrix, stages
from salesdash.charts.look import Look
from salesdash.charts.of_a_whole import distribution, funnel, pareto, shares, treemap
from salesdash.charts.over_time import (
    cumulative,
    gap_course,
    lanes,
    light_bands,
    multiples,
    plan_actual,
    trend,
)
from salesdash.charts.over_time.events import Event
from salesdash.charts.theme import Chart
from salesdash.text import plain
from salesdash.units import MONEY, RATIO

# The frame has all columns that any shape takes.
DAY = Column("day", plain("月份"), of="month")
NAME = Column("name", plain("渠道"), of="channel")
SALES = Column("sales", plain("销售额"), MONEY)
PLAN = Column("plan", plain("目标"), MONEY)
SHARE = Column("share", plain("达成率"), RATIO)
LIGHT = Column("light", plain("红绿灯"))
PLACE = Column("place", plain("位置"), names={"now": plain("挪动前"), "then": plain("挪动后")})
TURN = Column("turn", plain("方向"))
LIKELY, HARD = Column("likely", plain("可能性")), Column("hard", plain("影响"))
COLUMNS = (DAY, NAME, SALES, PLAN, SHARE, LIGHT, LIKELY, HARD)

Shape = Callable[[pd.DataFrame, Look], Chart]


def frame(*rows: tuple[Any, ...]) -> pd.DataFrame:
    """Rows of (day, name, sales, plan, share, light); each also a risk of 3 × 4."""
    known = pd.DataFrame(rows, columns=["day", "name", "sales", "plan", "share", "light"])
    return known.assign(likely=3, hard=4)


def _bands(df: pd.DataFrame, look: Look) -> Chart:
    bands = [("green", 0.9, None), ("amber", 0.8, 0.9), ("red", None, 0.8)]
    return light_bands.line(df, DAY, SHARE, bands=bands, look=look)


def _turned(df: pd.DataFrame) -> pd.DataFrame:
    return df.assign(turn=[("up", "down", "same")[n % 3] for n in range(len(df))])


EVENT = Event(date(2025, 1, 20), date(2025, 2, 1), plain("价格调整 <b>"))

SHAPES: dict[str, Shape] = {
    "curves": lambda df, look: curves.curves(
        df.assign(place=[("now", "then", "")[n % 3] for n in range(len(df))]), NAME, SALES, SHARE, place=PLACE, floor=(plain("保本"), 0.0), look=look
    ),
    "quadrant": lambda df, look: quadrant.bubbles(
        df, NAME, SHARE, SALES, PLAN, look=look, when=LIGHT,
        lines=quadrant.QuadrantLines(0.5, 6e5, ((True, True, plain("好")), (False, False, plain("差")))),
    ),
    "stages": lambda df, look: stages.trail(
        df, DAY, NAME, LIGHT, look=look, zones={"green": "green", "red": "red"}, why=LIGHT
    ),
    "lanes": lambda df, look: lanes.lanes(
        df.assign(until=None), replace(DAY, of="day"), NAME, SHARE, LIGHT, until="until", order=tuple(map(plain, df["name"].unique())), look=look,
        quiet=(date(2025, 1, 1), date(2025, 2, 1), plain("31 天")),
    ),
    "ranges": lambda df, look: ranges.dots(
        df, NAME, SALES, SALES, PLAN, goal=(plain("目标"), 100.0), look=look
    ),
    "parts": lambda df, look: treemap.areas(df, NAME, NAME, SALES, look=look),
    "trend": lambda df, look: trend.line(df, DAY, SALES, look=look),
    "trend by member": lambda df, look: trend.line(
        df, DAY, SALES, color=NAME, compared=PLAN, look=look
    ),
    "trend compared": lambda df, look: trend.line(
        df, replace(DAY, of="week"), SHARE, compared=PLAN, look=look
    ),
    "cumulative": lambda df, look: cumulative.against_pace(
        df, DAY, SALES, PLAN, seasonal=PLAN, projected=[PLAN, SALES], target=2e6, as_of=date(2025, 1, 1),
        look=look,
    ),
    "gap course": lambda df, look: gap_course.bars(
        df, DAY, SALES, compared=[PLAN], happened=[EVENT], look=look
    ),
    "trend with an event": lambda df, look: trend.line(
        df, DAY, SALES, color=NAME, happened=[EVENT], look=look
    ),
    "ranking": lambda df, look: ranking.bars(
        df, NAME, SALES, light=LIGHT, change=SHARE, mark=PLAN, look=look
    ),
    "ranking plain": lambda df, look: ranking.bars(df, NAME, SALES, look=look),
    "plan and actual": lambda df, look: plan_actual.by_period(
        df, DAY, SALES, PLAN, attainment=SHARE, light=LIGHT, look=look
    ),
    "plan and actual with an event": lambda df, look: plan_actual.by_period(
        df, DAY, SALES, PLAN, happened=[EVENT], look=look
    ),
    "heatmap": lambda df, look: heatmap.grid(df, DAY, NAME, SHARE, look=look),
    "cohorts": lambda df, look: heatmap.grid(
        df, NAME, LIGHT, SALES, middle=None, look=look
    ),
    "pareto": lambda df, look: pareto.curve(df, NAME, SALES, SHARE, look=look),
    "pareto binned": lambda df, look: pareto.curve(
        df, SHARE, SALES, SHARE, look=look
    ),
    "multiples": lambda df, look: multiples.lines(
        df, DAY, SALES, NAME, happened=[EVENT], look=look
    ),
    "multiples, own scales": lambda df, look: multiples.lines(
        df, DAY, SHARE, NAME, same_y=False, look=look
    ),
    "shares": lambda df, look: shares.whole(df, LIGHT, NAME, SALES, look=look),
    "shares that worsen": lambda df, look: shares.whole(df, NAME, LIGHT, SALES, look=look, worsens=True),
    "crossing": lambda df, look: crossing.grid(_turned(df), NAME, LIGHT, SALES, PLAN, TURN, look=look),
    "flow": lambda df, look: flow.ribbons(_turned(df), NAME, LIGHT, SALES, TURN, look=look),
    "stacked": lambda df, look: shares.stacked(df, DAY, NAME, SALES, look=look),
    "risks": lambda df, look: matrix.risks(df, LIKELY, HARD, NAME, look=look),
    "gap": lambda df, look: gap.waterfall(
        df, NAME, SALES, start=(MarkedCell(plain("计划")), 1e6), end=(MarkedCell(plain("实际")), 2e6), look=look
    ),
    "gap of a rate": lambda df, look: gap.waterfall(
        df, NAME, SHARE, start=(MarkedCell(plain("去年")), 0.2), end=(MarkedCell(plain("今年")), 0.3), level=MONEY, rest=plain("京东"),
        falls_are_good=True, look=look,
    ),
    "light bands": _bands,
    "light grid": lambda df, look: light_grid.months(
        df, DAY, NAME, LIGHT, SALES, look=look
    ),
    "both sides": lambda df, look: both_sides.gains_and_losses(
        df, LIGHT, NAME, SALES, look=look
    ),
    "funnel": lambda df, look: funnel.stages(
        df, NAME, SALES, amount=PLAN, light=LIGHT, look=look
    ),
    "distribution": lambda df, look: distribution.bands(
        df.assign(end=df["sales"] + 1e5), SALES, Column("end", plain("至"), MONEY), PLAN, part=NAME,
        marks=[(plain("中位数"), 3e5, "dash"), (plain("上限"), 5e5, "line")], look=look,
    ),
    "distribution plain": lambda df, look: distribution.bands(
        df.assign(end=df["sales"] + 1e5), SALES, Column("end", plain("至"), MONEY), PLAN, look=look
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
