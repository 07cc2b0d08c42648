"""A figure as a text for a chat: the numbers of the table, in words that stand alone."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.export.chat_text import ROWS, message
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import Text
from salesdash.units import MONEY, RATIO

SCOPE = Scope(date(2025, 3, 31), Period.parse("2025-03"))
COLUMNS = (
    Column("region", Text("区域", "Region"), of="region"),
    Column("sales", Text("销售额", "Sales"), MONEY),
    Column("change", Text("同比", "YoY"), RATIO, is_change=True),
    Column("course", Text("走势", "Course"), is_course=True),
)


def figure(rows: int) -> Figure:
    frame = pd.DataFrame(
        {
            "region": [f"区{n}" for n in range(rows)],
            "sales": [12_000.0] * rows,
            "change": [0.5, None, *[-0.25] * (rows - 2)],
            "course": [(1.0, 2.0)] * rows,
        }
    )
    title, finding = Text("区域排名", "Regions"), Text("区0最大", "区0 is the largest")
    return Figure.of(SCOPE, "regions", title, frame, COLUMNS, sentence=finding)


def test_title_finding_rows_and_context_stand_one_below_the_other():
    assert message(figure(2).in_("zh")).splitlines() == [
        "【区域排名】",
        "区0最大",
        "区0：销售额 12,000元，同比 +50.0%",
        "区1：销售额 12,000元",
        "2025年3月 · 数据截至 2025年3月31日 · 单位：元",
    ]


@pytest.mark.parametrize(("lang", "end"), [("zh", "……共 12 行"), ("en", "… 12 rows in all")])
def test_of_many_rows_the_first_are_told_and_all_are_counted(lang, end):
    lines = message(figure(ROWS + 2).in_(lang)).splitlines()
    assert len(lines) == ROWS + 4
    assert lines[-2] == end
