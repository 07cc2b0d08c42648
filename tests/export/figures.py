"""Figures to export, with all that may stand in a cell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from salesdash.charts.column import Column
from salesdash.charts.compared import ranking
from salesdash.charts.figure import Figure, Spoken
from salesdash.text import plain
from salesdash.units import COUNT, MONEY, POINTS, RATIO

NAME = Column("name", plain("渠道"), of="channel")
SALES = Column("sales", plain("销售额"), MONEY)
GROWTH = Column("growth", plain("同比"), RATIO)
ORDERS = Column("orders", plain("订单数"), COUNT)
CHANGE = Column("change", plain("占比变化"), POINTS)
SINCE = Column("since", plain("首单日期"))
COLUMNS = (NAME, SALES, GROWTH, ORDERS, CHANGE, SINCE)
FRAME = pd.DataFrame(
    {
        "name": ["天猫旗舰店", "京东自营", "线下门店"],
        "sales": [8_200_000.25, -5_100_000.0, None],
        "growth": [0.123, None, -0.045],
        "orders": [1200, 310, 0],
        "change": [0.021, -0.005, 0.0],
        "since": [date(2023, 1, 5), date(2024, 2, 29), None],
    }
)
NASTY = [
    "=1+1",
    "+86 139",
    "-x",
    "@SUM(A1)",
    "\t=1",
    " =cmd|' /C calc'!A0",
    "http://example.com/a",
    "<script>alert(1)</script>",
    '"><img src=x onerror=y>',
    "{=A1}",
    "a\x00b\x0bc\ufffe",
    "😀 & 'q'",
]


def figure(names: Sequence[Any] | None = None, **changes: Any) -> Spoken:
    """The ordinary figure, or one with these names and some sales each."""
    frame = FRAME
    if names is not None:
        frame = pd.DataFrame({"name": list(names)}).reindex(columns=list(FRAME)).assign(sales=1e6)
    parts: dict[str, Any] = {
        "key": "channels",
        "title": plain("渠道排名"),
        "frame": frame,
        "columns": COLUMNS,
        "draw": lambda look: ranking.bars(frame, NAME, SALES, look, change=GROWTH),
        "sentence": plain("天猫旗舰店居首。"),
        "context": plain("2025年1月至11月 · 全部区域 · 数据截至2025年11月16日"),
        "metrics": ("sales",),
        "notes": (plain("含退货。"),),
    }
    words = {key: plain(v) if isinstance(v, str) else v for key, v in changes.items()}
    return Figure(**(parts | words)).in_("zh")
