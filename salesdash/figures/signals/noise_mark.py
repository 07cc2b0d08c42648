"""The noise mark: a move that lies within what the weeks do anyway."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from salesdash.analysis.noise import is_usual_step, within_spread
from salesdash.catalog.risks.signals import Signal
from salesdash.charts.rows import number
from salesdash.errors import QuestionError
from salesdash.figures.risks.readings import reading
from salesdash.figures.signals.spans import a_year_before, recent
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask

WEEKS = 26


def is_usual(ask: Ask, scope: Scope, signal: Signal, member: str | None) -> bool:
    """Whether the change on last year that a signal tells lies within the usual weekly spread."""
    move = signal.move
    if move is None or ask.missing(move):
        return False
    now = recent(scope)
    year = Period(a_year_before(now).start, now.start)
    asked = scope.where(signal.by, member) if signal.by and member else scope
    return bool(
        ask.keep(
            ("noise", signal.key, member, scope.as_of),
            lambda: within_spread(_weeks(ask, move, asked, now), _weeks(ask, move, asked, year)),
        )
    )


def light_is_usual(ask: Ask, key: str, as_of: date) -> bool:
    """Whether the last weekly step of a light's KPI is no larger than its steps usually are."""
    days = [as_of - timedelta(weeks=n) for n in reversed(range(WEEKS + 1))]
    course = [
        ask.keep(("reading", key, None, None, day), partial(reading, ask, key, None, None, day))
        for day in days
    ]
    values = [one.value / one.share for one in course if one.value is not None and one.share]
    return bool(is_usual_step(values))


def _weeks(ask: Ask, key: str, scope: Scope, span: Period) -> list[float]:
    """The metric of each whole week of the span that has one."""
    try:
        frame = ask([key], ["week"], scope.over(span))
    except QuestionError:
        return []
    values = [
        number(value)
        for label, value in zip(frame["week"], frame[key], strict=True)
        if (week := Period.parse(str(label))).start >= span.start and week.end <= span.end
    ]
    return [value for value in values if value is not None]
