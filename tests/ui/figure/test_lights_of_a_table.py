"""A word that begins with the shape of a light has its colour; a row without one is drawn as well."""

from __future__ import annotations

import pandas as pd

from salesdash.catalog.risks.risk import Risk
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.charts.theme import PALETTES
from salesdash.figures.risks.entries import register
from salesdash.text import plain
from salesdash.ui.figure.grid import as_table, coloured


def test_a_member_without_a_verdict_stands_among_those_that_have_one():
    frame = pd.DataFrame({"name": ["天猫", "门店"], "light": [plain("▲ 收"), None]})
    columns = (Column("name", plain("渠道")), Column("light", plain("判断"), is_light=True))
    figure = Figure("money", plain("钱"), frame, columns).in_("zh")
    values, _ = as_table(figure, "light")
    html = coloured(values, figure, "light").to_html()
    assert html.count(PALETTES["light"].lights["amber"]) == 1


def test_the_level_of_a_risk_has_its_colour():
    figure = register([Risk(title="断供", owner="王", probability=5, impact=5)]).in_("zh")
    values, _ = as_table(figure, "light")
    assert PALETTES["light"].lights["red"] in coloured(values, figure, "light").to_html()
