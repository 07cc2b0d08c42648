"""Which rows of a model of two sides count for a question: those of which the other side is known too."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date

from salesdash.calendar import Calendar
from salesdash.period import DAY, Grain, Period
from salesdash.warehouse.questions.sql.dialect import days_between
from salesdash.warehouse.questions.sql.sums import OF_CHANNELS
from salesdash.warehouse.questions.sql.target_sets import ChosenSet, fiscal_year
from salesdash.warehouse.questions.sql.windows import sql_date

# The models of two sides: what was sold beside what was planned, now or at first, and beside what was spent.
PLAN, FIRST_PLAN, SPENT = "plan_and_actual", "first_plan_and_actual", "spend_and_sales"
# Of those of plans, the days of their targets.
PLANS = {PLAN: "planned_days", FIRST_PLAN: "first_days"}
# How long a period of that grain can be, in days.
LONGEST: dict[Grain, int] = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}


def has_target(plan: str, chosen: Sequence[ChosenSet], calendar: Calendar) -> str:
    """A condition on rows of one of PLANS: a target, or sold by whoever has one on that day.

    What has no target is not held against those of others. What belongs to nobody counts where
    everybody who sold in the year has one.
    """
    terms = ["target_set IS NOT NULL"]
    years: dict[tuple[str, tuple[str, ...], bool], list[str]] = {}
    for one in chosen:
        if one.metric == "sales":
            alike = years.setdefault((one.name, one.dimensions, one.is_for_all), [])
            alike.append(str(one.year))
    for (name, dimensions, is_for_all), of in years.items():
        of_set = f"FROM model.{PLANS[plan]} WHERE metric = 'sales' AND target_set = '{name}'"
        members = ", ".join(["date", *(f'"{d}"' for d in dimensions)])
        planned = [f"({members}) IN (SELECT ({members}) {of_set})"]
        if is_for_all and dimensions:
            nobody = " OR ".join(f'"{d}" IS NULL' for d in dimensions)
            planned.append(f"(({nobody}) AND date IN (SELECT date {of_set}))")
        terms.append(f"({fiscal_year(calendar)} IN ({', '.join(of)}) AND ({' OR '.join(planned)}))")
    return " OR ".join(terms)


def is_met(
    asked: AbstractSet[str], spans: Sequence[Period], grain: Grain | None, as_of: date
) -> str:
    """A condition on rows of SPENT: both sides are known there, for members told apart by the
    dimensions asked, and stated for periods no longer than those asked about: no ratio is finer than
    its sheet. Without spans and a grain, of whatever length.
    """
    by_channel, by_region = bool(asked & OF_CHANNELS), "region" in asked
    terms = [
        "is_met",
        *(["of_channel"] if by_channel else []),
        *(["of_region"] if by_region else []),
    ]
    told_apart = by_channel or by_region
    start, finish = ("start", "finish") if told_apart else ("whole_start", "whole_finish")
    if grain:
        terms.append(f"{days_between(start, finish)} <= {LONGEST[grain]}")
    if spans:
        shortest = min((span.end - span.start).days for span in spans)
        inside = " OR ".join(
            f"({start} >= {sql_date(span.start)} AND "
            f"least({finish}, {sql_date(as_of + DAY)}) <= {sql_date(span.end)})"
            for span in spans
        )
        terms.append(f"({days_between(start, finish)} <= {shortest} OR {inside})")
    return " AND ".join(terms)
