"""A table is read in the width of its place: words end earlier, and what the screen has no room for is in its files."""

from __future__ import annotations

import pandas as pd

from salesdash.charts.column import Column
from salesdash.charts.figure import Figure, Spoken
from salesdash.charts.rows import width
from salesdash.text import plain
from salesdash.ui.figure.grid import as_table, fitting, wanted
from salesdash.units import COUNT, MONEY

LONG = "华东区域经销与连锁加盟业务发展中心第一营业部（含历史遗留客户）"


def table(*columns: Column, **values: object) -> Spoken:
    frame = pd.DataFrame({key: [value] for key, value in values.items()})
    return Figure("table", plain("Table"), frame, columns).in_("zh")


def words(key: str) -> Column:
    return Column(key, plain(key))


def test_a_table_that_has_room_stays_as_it_is():
    figure = table(
        words("customer"), Column("sales", plain("Sales"), MONEY), customer="甲", sales=1
    )
    assert fitting(figure, 300) is figure


def test_a_long_name_ends_earlier_beside_its_numbers():
    figure = table(
        words("customer"), Column("sales", plain("Sales"), MONEY), customer=LONG, sales=1.0
    )
    fitted = fitting(figure, 400)
    assert wanted(figure) > 400 >= wanted(fitted)
    shown, _ = as_table(fitted, "light")
    assert list(shown) == ["customer", "sales"]
    assert 20 < width(str(shown.at[0, "customer"])) < width(LONG)
    assert str(shown.at[0, "customer"]).endswith("…")


def test_what_names_a_row_is_kept_longest():
    figure = table(
        words("customer"), words("why"), customer="上海澜庭酒店管理有限公司", why=LONG * 2
    )
    shown, _ = as_table(fitting(figure, 800), "light")
    assert shown.at[0, "customer"] == "上海澜庭酒店管理有限公司"
    assert str(shown.at[0, "why"]).endswith("…")


def test_a_column_that_says_nothing_goes_before_any_word():
    figure = table(
        words("customer"), words("owner"), words("rule"), customer="甲", owner="", rule="乙" * 10
    )
    fitted = fitting(figure, wanted(figure) - 1)
    assert [column.key for column in fitted.seen] == ["customer", "rule"]
    assert as_table(fitted, "light")[0].at[0, "rule"] == "乙" * 10


def test_numbers_are_never_cut_the_last_ones_are_left_to_the_files():
    counts = [Column(f"n{n}", plain("Orders of the last 12 months"), COUNT) for n in range(6)]
    figure = table(words("customer"), *counts, customer="甲", **{one.key: 1_000 for one in counts})
    fitted = fitting(figure, 800)
    assert wanted(fitted) <= 800
    assert [column.key for column in fitted.seen] == ["customer", "n0", "n1", "n2"]
    assert [column.key for column in fitted.written] == [column.key for column in figure.written]
