"""Numbers at a glance: metrics of the period, each against its comparison, with its last twelve months."""

from __future__ import annotations

from collections.abc import Sequence

from salesdash.analysis.lights import Reason, change, judge
from salesdash.catalog.metrics import METRICS
from salesdash.catalog.model import Light, Metric
from salesdash.charts.column import KPI, METRIC
from salesdash.charts.figure import Card
from salesdash.charts.rows import number
from salesdash.figures.comparison import (
    as_stated_now,
    comparison_of,
    frozen_words,
    is_seen,
    notes_on_looking_back,
    notes_on_sides,
    other_name,
    too_short,
    uncovered,
)
from salesdash.figures.lights.current import as_it_stood, by_month, complete_months, out_of_reach
from salesdash.figures.lights.wording import NOT_JUDGED, REASONS
from salesdash.figures.two_sides import named_for, rests_on
from salesdash.period import Comparison, Period
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join
from salesdash.units import POINTS, RATIO, apart, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.coming import is_foreseen

# Places in a row of cards, each with the metrics that may stand there: the first whose data is loaded.
Places = Sequence[tuple[str, ...]]
COURSE_MONTHS = 12
AGAINST: dict[Comparison, Text] = {
    "last_year": Text("同比", "YoY"),
    "previous": Text("环比", "vs previous"),
    "meeting": Text("比上次会议", "since last meeting"),
}
COMPARED = Text("对比：{other}，{days}。", "Compared with {other}: {days}.")


def cards_of(ask: Ask, scope: Scope, places: Places) -> list[Card]:
    """A number for each place, against the comparison to date, with its last twelve months.

    Without those of what customers are foreseen to order: each month would have to be foreseen by itself.
    """
    metrics = _chosen(ask, places)
    if not metrics:
        return []
    keys = [m.key for m in metrics]
    now = ask(keys, [], scope).iloc[0]
    other = scope.compared(comparison_of(scope))
    before = {**(ask(keys, [], other).iloc[0] if other else {}), **scope.frozen}
    months = complete_months(as_it_stood(scope), COURSE_MONTHS)
    drawn = [m.key for m in metrics if not is_foreseen(ask, m, scope.as_of)]
    course = ask(drawn, ["month"], scope.over(Period(months[0].start, months[-1].end)))
    against = compared_with(ask, scope, keys)
    return [
        _card(
            named_for(ask, m),
            number(now[m.key]),
            number(before.get(m.key)),
            by_month(course, m.key, months) if m.key in drawn else (),
            scope,
            ask.lights["attainment"] if m.key == "attainment" else None,
            frozen_words(scope, (m.key,)) or against,
            "" if number(now[m.key]) is not None else _why_unknown(ask, m, scope),
        )
        for m in metrics
    ]


def compared_with(ask: Ask, scope: Scope, keys: Sequence[str]) -> Text:
    """Which days exactly the cards are compared with, and what has to be known of that, where there is
    a period; and how much of what was sold a card counts, where it is not all."""
    notes = list(rests_on(ask, keys, scope))
    other = scope.compared(comparison_of(scope))
    if other is not None and other.period is not None and scope.has_begun:
        notes += notes_on_sides(ask, scope, keys)
        if not uncovered(ask, scope):
            notes.insert(0, COMPARED.format(other=other_name(scope), days=other.period.name))
    notes += notes_on_looking_back(ask, scope, keys)
    notes += [*too_short(ask, scope, keys), *as_stated_now(ask, scope, keys)]
    return join(notes, zh="", en=" ")


def _chosen(ask: Ask, places: Places) -> list[Metric]:
    keys = [next((key for key in place if not ask.missing(key)), None) for place in places]
    return [METRICS[key] for key in keys if key]


def _why_unknown(ask: Ask, metric: Metric, scope: Scope) -> Reason:
    """Why the period has no value: it is still to come, the data begin too late, or there are none."""
    if not scope.has_begun:
        return "to_come"
    reaches = out_of_reach(ask, metric, scope, scope.period) if scope.period else ""
    return reaches or "no_value"


def _card(
    metric: Metric,
    now: float | None,
    before: float | None,
    course: Sequence[float | None],
    scope: Scope,
    light: Light | None,
    against: Text,
    unknown: Reason,
) -> Card:
    """`unknown`: why there is no value now."""
    unit = metric.unit
    is_rate = unit is RATIO
    if is_rate and now is not None and before is not None:
        moved: float | None = apart(now, before)
    else:
        moved = change(now, before)
    verdict = None if light is None else judge(light, now, passed=float(scope.has_worked))
    under = BLANK if moved is None else AGAINST[comparison_of(scope)]
    if verdict and verdict.light == "grey" and unknown in ("", "no_value"):
        unknown = verdict.reason
    why = REASONS[unknown]
    under = NOT_JUDGED if why else under
    change_words = (
        BLANK if moved is None else write(moved, POINTS if is_rate else RATIO, signed=True)
    )
    good = (moved > 0) == (metric.direction != "down") if moved and is_seen(change_words) else None
    return Card(
        key=metric.key,
        title=metric.brief,
        value=write(now, unit, scope.scale, limits=verdict.ends if verdict else ()),
        change=change_words,
        good=good,
        against=under,
        spark=tuple(course),
        light="" if verdict is None else verdict.light,
        help=join([part for part in (metric.definition, why, against) if part], zh=" ", en=" "),
        opens={KPI: metric.key} if metric.light else {METRIC: metric.key},
    )
