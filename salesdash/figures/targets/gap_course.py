"""Are we on plan, and since when: how far sales so far were ahead of the plan, week by week."""

from __future__ import annotations

from datetime import date

import pandas as pd

from salesdash.analysis.pace import Pace
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure, in_one_unit
from salesdash.charts.over_time import gap_course
from salesdash.figures.build import dimension_column
from salesdash.figures.comparison import (
    capital,
    in_view,
    notes_on_sides,
    notes_on_time,
    other_name,
)
from salesdash.figures.events import events_in
from salesdash.figures.targets import curve
from salesdash.figures.targets.meeting_line import pace_of
from salesdash.figures.targets.projections import heading_words, projections
from salesdash.figures.targets.running_sums import both_sums, drawn_by
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import Text
from salesdash.units import MONEY, write
from salesdash.warehouse.questions.ask import Ask

TITLE = Text("累计销售额比计划", "Ahead of plan or behind, so far")
TITLE_COMPARED = Text("累计销售额比{other}", "More or less than {other}, so far")
GAP = Text("超前或落后", "Ahead or behind")
GAP_COMPARED = Text("多或少", "More or less")
MORE = Text("到{day}比{other}多 {gap}。", "By {day}, {gap} more than {other}.")
LESS = Text("到{day}比{other}少 {gap}。", "By {day}, {gap} less than {other}.")
LEVEL = Text("到{day}与{other}持平。", "By {day}, level with {other}.")


def course(ask: Ask, scope: Scope) -> Figure:
    """How far the running sum of sales is ahead of the plan's, else of the comparison's, at the end of each week
    passed (each day of a short period, each month of sums); where there is neither, the running sum itself."""
    paced = pace_of(ask, in_view(scope))
    scope, pace = (paced.judged.scope, paced.pace) if paced else (in_view(scope), None)
    period = scope.period or scope.calendar.of(scope.as_of, "year")
    frame = _frame(ask, scope, period, has_plan=pace is not None)
    if frame["gap"].notna().sum() < 2:  # one bar alone is no course
        return curve.curve(ask, scope)
    other = other_name(scope, workdays=False)
    columns = (
        dimension_column(frame.columns[0]),
        Column("gap", GAP if pace else GAP_COMPARED, MONEY, is_change=True),
        Column("actual", curve.ACTUAL, MONEY),
        Column(
            "other", curve.PLANNED if pace else capital(curve.COMPARED.format(other=other)), MONEY
        ),
    )
    x, gap, *sums = columns
    title = TITLE if pace else TITLE_COMPARED.format(other=other)
    happened = events_in(ask, scope, period)
    target = pace.target if pace else None
    sentence, notes = _findings(ask, in_one_unit(scope, frame, columns, target), pace, frame)
    return Figure.of(
        scope,
        "gap_course",
        title,
        frame,
        columns,
        lambda look: gap_course.bars(
            frame, x, gap, look, last=period.last_day, compared=sums, happened=happened
        ),
        sentence=sentence,
        also=(target,),
        metrics=("sales", "target") if pace else ("sales",),
        notes=notes,
    )


def _frame(ask: Ask, scope: Scope, period: Period, *, has_plan: bool) -> pd.DataFrame:
    """One row per week (or day, or month) passed: its first day, the gap at its end, and both sums, in 元."""
    passed = period.until(scope.as_of)
    grain = drawn_by(ask, period)
    parts = list(passed.split(grain)) if period.start <= scope.as_of else []
    ends = [min(part.last_day, passed.last_day) for part in parts]
    actual, other = both_sums(ask, scope, period, ends, has_plan=has_plan)
    sums = {"actual": actual, "other": other}
    # the first week or month may begin before the period, and its bar does not
    starts: list[date] = [max(part.start, passed.start) for part in parts]
    frame = pd.DataFrame({grain: starts, **sums}).astype(dict.fromkeys(sums, float))
    frame.insert(1, "gap", frame["actual"] - frame["other"])
    return frame


def _findings(
    ask: Ask, scope: Scope, pace: Pace | None, frame: pd.DataFrame
) -> tuple[Text, tuple[Text, ...]]:
    """The finding, and what is said beyond it."""
    if pace is None:
        return _against_other(scope, frame["gap"].iloc[-1]), notes_on_sides(ask, scope, ["sales"])
    tried = projections(ask, scope) if scope.is_running else []
    heading = heading_words(tried, pace.target, pace.ahead, scope)
    first = heading or curve.ahead_or_behind(pace, scope)
    beyond = curve.beyond_words(tried, pace.target, scope)
    return first, (*beyond, *notes_on_time(scope, is_compared=False))


def _against_other(scope: Scope, gap: float) -> Text:
    passed = scope.elapsed
    day = Period.of(passed.last_day if passed else scope.as_of, "day").name
    sentence = LEVEL if not round(gap, 2) else MORE if gap > 0 else LESS
    return sentence.format(
        day=day, other=other_name(scope), gap=write(abs(gap), MONEY, scope.scale)
    )
