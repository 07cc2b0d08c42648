"""Small reports of ordinary figures, and their files opened again."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pandas as pd
from pptx import Presentation

from salesdash.charts.compared import ranking
from salesdash.charts.figure import Card, Figure, Headline
from salesdash.charts.report import Chapter, Finding, LeftOut, Report
from salesdash.export.deck.slide_plan import ReportStyle
from salesdash.text import plain
from tests.export.figures import NAME, ORDERS, SALES

ZH = ReportStyle("zh")
SOLD = {"天猫旗舰店": 8_200_000.25, "京东自营": 5_100_000.0, "线下门店": 310_000.0}


def ranked(
    sold: dict[str, float] = SOLD, key: str = "ranking", said: str = "天猫旗舰店居首"
) -> Figure:
    frame = pd.DataFrame({"name": list(sold), "sales": list(sold.values())})
    return Figure(
        key, plain("渠道排名"), frame, (NAME, SALES), lambda look: ranking.bars(frame, NAME, SALES, look),
        sentence=plain(said), context=plain("2025年 · 数据截至2025年11月16日"), metrics=("sales",),
    )  # fmt: skip


def listed(orders: list[int], key: str = "orders") -> Figure:
    frame = pd.DataFrame({"name": [f"渠道{n}" for n in range(len(orders))], "orders": orders})
    return Figure(key, plain("订单"), frame, (NAME, ORDERS), sentence=plain(f"共 {sum(orders)} 单"))


def report(*figures: Figure, line: str = "完成 82.3%", left_out: tuple[str, ...] = ()) -> Report:
    found = tuple(Finding(f"channels.{one.key}", one, plain("上周的话")) for one in figures)
    return Report(
        plain("销售周会"), Headline(plain(line), "red", plain("落后")), plain("2025年"),
        (Card("sales", plain("销售额"), plain("1.05亿元")),),
        (Chapter("channels", plain("渠道效率"), found, Headline(plain("天猫该收"))),),
        tuple(LeftOut(f"channels.{title}", plain(title), plain("与上周相同")) for title in left_out),
    )  # fmt: skip


def unchanged(told: Report, *figures: Figure) -> Report:
    """The report, in which these figures are left out as what they were a week ago."""
    found = tuple(Finding(f"channels.{one.key}", one) for one in figures)
    out = tuple(LeftOut(one.key, one.figure.title, plain("与上周相同")) for one in found)
    chapter = Chapter("channels", plain("渠道效率"), found)
    return replace(told, left_out=(*told.left_out, *out), unchanged=(chapter,))


def opened(file: bytes) -> Any:
    return Presentation(io.BytesIO(file))


def shape(deck: Any, name: str) -> Any:
    """The shape whose name begins so."""
    found = [
        s for slide in deck.slides for s in slide.shapes if s.name.startswith(f"salesdash:{name}")
    ]
    assert len(found) == 1, name
    return found[0]


def titles(deck: Any) -> list[str]:
    return [
        slide.shapes.title.text_frame.text if slide.shapes.title else "" for slide in deck.slides
    ]
