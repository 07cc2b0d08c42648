"""A text longer than its column ends with a word; every mark of a figure has a name by which it opens."""

from __future__ import annotations

import pandas as pd

from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.charts.rows import to_word, width
from salesdash.text import plain
from salesdash.ui.figure import clicks
from salesdash.ui.figure.grid import as_table
from salesdash.units import MONEY


def test_a_long_text_ends_with_its_last_word_that_fits():
    told = "Water has been over 10.0% late since Jul 2025: 67.9% in Nov 2025"
    assert to_word(told, 58) == "Water has been over 10.0% late since Jul 2025: 67.9% in…"
    assert to_word(told, 52) == "Water has been over 10.0% late since Jul 2025…"
    assert to_word(told, 80) == told


def test_a_chinese_text_ends_with_a_clause_or_where_there_is_no_more_room():
    assert (
        to_word("天猫：投入产出比 0.62（去年 1.05），费用同比 +70.5%", 40)
        == "天猫：投入产出比 0.62（去年 1.05）…"
    )
    cut = to_word("华东区域经销与连锁加盟业务发展中心第一营业部", 20)
    assert cut == "华东区域经销与连锁…"
    assert width(cut) <= 20


def test_a_row_of_three_lines_has_room_for_three_times_the_words():
    told = "A promotion's customers do not stay"
    column = Column("rule", plain("Finding"), room=140)
    frame = pd.DataFrame({"rule": [plain(told)]})
    figure = Figure("findings", plain("Findings"), frame, (column,)).in_("en")
    shown = {lines: as_table(figure, "light", lines)[0].at[0, "rule"] for lines in (1, 3)}
    assert shown == {1: "A promotion's…", 3: told}


def test_marks_open_by_name_whole_and_by_what_stands_along_either_axis():
    cells = [
        {"region": "西南", "month": "2025-06"},
        {"region": "西南", "month": "2025-07"},
        {"region": ""},
    ]
    named = clicks.by_name(cells, "zh")
    assert list(named) == ["西南 · 2025年6月", "西南 · 2025年7月", "西南", "2025年6月", "2025年7月"]
    assert named["西南 · 2025年7月"] == cells[1]
    assert named["西南"] == {"region": "西南"}


def test_beside_bars_the_smallest_amount_is_not_written_as_nought():
    column = Column("stake", plain("At stake"), MONEY, is_bar=True)

    def written(*amounts: float) -> str:
        frame = pd.DataFrame({"stake": amounts})
        figure = Figure("findings", plain("Findings"), frame, (column,)).in_("en")
        _, columns = as_table(figure, "light")
        return str(columns["stake"]["type_config"]["format"])

    assert written(20_702_560.0, 13_735_863.0) == "%,.1f"
    assert written(2_070_256.0, 735_863.0) == "%,.2f"
    assert written(2_070_256.0, 23_334.0) == "%,.2f"
