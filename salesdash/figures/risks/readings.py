"""What the KPI of a trigger was at the end of each month, and is now."""

from __future__ import annotations

from datetime import date
from functools import partial

from salesdash.analysis.triggers import TriggerReading
from salesdash.catalog.metrics import METRICS
from salesdash.catalog.risks.triggers import Trigger
from salesdash.errors import QuestionError
from salesdash.figures.lights.current import judged_over, light_of, reserve, share_passed, values_of
from salesdash.period import DAY, Period, add_months
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask

# A trigger has limits of its own, which may be of a part.
FOR_ANY_PART = "whole_only"


def readings(ask: Ask, trigger: Trigger, months: int) -> list[TriggerReading]:
    """At the ends of the months before the running one and on the newest day of the data, `months` in all,
    oldest first: each as it stood on that day, over the period of the KPI's own grain."""
    whose = (trigger.metric, trigger.by, trigger.member)
    return [
        ask.keep(("reading", *whose, day), partial(_reading, ask, trigger, day))
        for day in _days(ask.as_of, months)
    ]


def _days(as_of: date, months: int) -> list[date]:
    running = Period.of(as_of, "month").start
    ends = [add_months(running, -n) - DAY for n in range(months - 1)]
    return [*reversed(ends), as_of]


def _reading(ask: Ask, trigger: Trigger, day: date) -> TriggerReading:
    return reading(ask, trigger.metric, trigger.by, trigger.member, day)


def reading(ask: Ask, key: str, by: str | None, member: str | None, day: date) -> TriggerReading:
    """A KPI of the company, or of one member, as it stood on a day, over the period of its own grain."""
    metric = METRICS[key]
    if metric.light is None:  # judged over no period of its own
        return TriggerReading(day, None)
    scope = Scope(as_of=day, calendar=ask.calendar)
    if by and member is not None:
        scope = scope.where(by, member)
    asked = judged_over(metric, scope)
    share = share_passed(asked.period, day, asked.calendar) if light_of(metric).accrues else 1.0
    if ask.missing(metric) or share <= 0 or reserve(ask, metric, asked) not in ("", FOR_ANY_PART):
        return TriggerReading(day, None)
    try:
        return TriggerReading(day, values_of(ask, [metric], scope)[metric.key], share)
    except QuestionError:
        return TriggerReading(day, None)
