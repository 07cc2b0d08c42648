"""Bottom-up against top-down: what was given to each, what each answered, gap by gap."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pandas as pd

from salesdash.catalog.plans import Cell, Plan, cell_name
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.figures.plans.views import about, named
from salesdash.text import Text
from salesdash.units import MONEY, RATIO, Scale, write

TITLE = Text("上报与下达对比", "Answers against what was given")
WHO, PERIOD = Text("成员", "Member"), Text("时间", "Period")
GIVEN, ANSWERED, GAP = Text("下达", "Given"), Text("上报", "Answered"), Text("差额", "Gap")
SHARE = Text("相差", "Gap, %")
SAID = Text(
    "{n} 处有上报：合计下达 {given}，上报 {answered}，相差 {gap}；差得最多的是{who}（{most}）。",
    "{n} {n:cell|cells} answered. Given {given}, answered {answered}, a gap of {gap}; "
    "furthest apart is {who} ({most}).",
)
AGREED = Text("上报的 {n} 处与下达一致。", "{n} {n:cell|cells} answered, as given.")
Answers = Mapping[Cell, Decimal]


def open_gaps(plan: Plan, answers: Answers) -> list[Cell]:
    """The cells whose answer is not what was given, to the plan's unit; the largest gap first."""
    differences = {
        c: abs(n - (plan.cells[c] or Decimal(0))) for c, n in answers.items() if c in plan.cells
    }
    differing = [c for c, n in differences.items() if 2 * n > plan.unit or plan.cells[c] is None]
    return sorted(differing, key=lambda c: -differences[c])


def gaps(plan: Plan, answers: Answers, scale: Scale) -> Figure:
    """One row per cell in which an answer differs; what was answered alike is only counted."""
    cells = open_gaps(plan, answers)
    rows = []
    for cell in cells:
        given, answered = plan.cells[cell], answers[cell]
        gap = answered - (given or Decimal(0))
        who, period = named(plan, cell)
        share = float(gap / given) if given else None
        rows.append((who, period, _float(given), float(answered), float(gap), share))
    keys = ["who", "period", "given", "answered", "gap", "share"]
    frame = pd.DataFrame(rows, columns=keys).astype({"given": float, "share": float})
    titles = (WHO, PERIOD, GIVEN, ANSWERED, GAP, SHARE)
    units = (None, None, MONEY, MONEY, MONEY, RATIO)
    columns = tuple(Column(k, t, u) for k, t, u in zip(keys, titles, units, strict=True))
    return Figure(
        "plan_gaps", TITLE, frame, columns, sentence=_summary(plan, answers, cells, scale),
        context=about(plan), scale=scale,
    )  # fmt: skip


def _summary(plan: Plan, answers: Answers, cells: list[Cell], scale: Scale) -> Text:
    if not cells:
        return AGREED.format(n=len(answers))
    cells_of_plan = [c for c in answers if c in plan.cells]
    given = sum((plan.cells[c] or Decimal(0) for c in cells_of_plan), Decimal(0))
    answered = sum((answers[c] for c in cells_of_plan), Decimal(0))
    most = answers[cells[0]] - (plan.cells[cells[0]] or Decimal(0))
    return SAID.format(
        n=len(cells_of_plan),
        given=write(float(given), MONEY, scale),
        answered=write(float(answered), MONEY, scale),
        gap=write(float(answered - given), MONEY, scale, signed=True),
        who=cell_name(plan, cells[0]),
        most=write(float(most), MONEY, scale, signed=True),
    )


def _float(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)
