"""Every table says once in what its money is counted: in the name of the column."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from salesdash.charts.cell import step_of
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.scope import Scope
from salesdash.text import Lang, plain
from salesdash.ui.figure import lines, show
from salesdash.ui.figure.grid import as_table
from salesdash.units import MONEY

COLUMN = Column("stake", plain("S"), MONEY)


def spoken(lang: Lang, *amounts: float | None, column: Column = COLUMN):
    frame = pd.DataFrame({"stake": pd.Series(amounts, dtype=float)})
    return Figure.of(Scope(date(2025, 1, 1)), "calls", plain("Calls"), frame, (column,)).in_(lang)


@pytest.mark.parametrize(
    ("lang", "amounts", "title", "written"),
    [
        ("zh", (414_574, 3_715), "S（万元）", ["41.46", "0.37"]),
        ("zh", (414_574, 160), "S（万元）", ["41.46", "0.02"]),
        ("zh", (15_245, 380), "S（元）", ["15,245", "380"]),
        ("zh", (152.5, None), "S（元）", ["152.50", "–"]),
        ("en", (414_574, 15_245), "S (¥k)", ["414.6", "15.2"]),
        ("en", (9_331_721, 188_101), "S (¥m)", ["9.33", "0.19"]),
        ("zh", (None,), "S（元）", ["–"]),
    ],
)
def test_money_stands_under_its_unit_in_lines_and_in_a_grid_alike(lang, amounts, title, written):
    figure = spoken(lang, *amounts)
    [column] = figure.columns
    assert (lines._title(column, figure), lines._words(column, figure)) == (title, written)
    values, columns = as_table(figure, "light")
    size = step_of(column, figure).size
    assert columns["stake"]["label"] == title
    assert list(values["stake"].dropna()) == [a / size for a in amounts if a is not None]


def test_a_small_amount_beside_a_large_one_is_counted_in_its_own_size():
    """A price of 128 元 beside sales of 9 million is no 0.01 万元."""
    price = Column("price", plain("P"), MONEY)
    frame = pd.DataFrame({"stake": [9e6], "price": [128.0]})
    scope = Scope(date(2025, 1, 1))
    figure = Figure.of(scope, "calls", plain("Calls"), frame, (COLUMN, price)).in_("zh")
    _, columns = as_table(figure, "light")
    assert [columns[key]["label"] for key in ("stake", "price")] == ["S（万元）", "P（元）"]


def test_several_columns_in_one_unit_say_it_once_above_them():
    last_year = Column("before", plain("B"), MONEY)
    frame = pd.DataFrame({"stake": [9e6, 15_000.0], "before": [8e6, 2e6]})
    figure = Figure.of(
        Scope(date(2025, 1, 1)),
        "calls",
        plain("Calls"),
        frame,
        (COLUMN, last_year),
        sentence=plain("Said"),
    )
    spoken = figure.in_("zh")
    assert show._words(spoken) == ":gray[:small[Calls · 单位：万元]]  \n**Said**"
    _, columns = as_table(spoken, "light", unit_above="万元")
    assert [columns[key]["label"] for key in ("stake", "before")] == ["S", "B"]
    assert "in ¥m" in show._words(figure.in_("en"))
    price = Column("price", plain("P"), MONEY)
    three = replace(figure, frame=frame.assign(price=12.5), columns=(*figure.columns, price)).in_(
        "zh"
    )
    _, columns = as_table(three, "light", unit_above="万元")
    assert [columns[key]["label"] for key in ("stake", "before", "price")] == ["S", "B", "P（元）"]
    alone = replace(figure, columns=(COLUMN,)).in_("zh")
    assert show._words(alone) == ":gray[:small[Calls]]  \n**Said**"


def test_the_unit_that_was_chosen_is_the_one_named():
    frame = pd.DataFrame({"stake": [12_345.0]})
    scope = Scope(date(2025, 1, 1), scale="one")
    figure = Figure.of(scope, "calls", plain("Calls"), frame, (COLUMN,)).in_("zh")
    assert lines._title(figure.columns[0], figure) == "S（元）"
    assert lines._words(figure.columns[0], figure) == ["12,345"]
