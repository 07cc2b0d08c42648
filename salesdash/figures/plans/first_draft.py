"""A plan to begin with: its total, its members and its course of the year, out of what was sold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from salesdash.analysis.splitting.allocate import UNITS, Weight
from salesdash.analysis.splitting.plan_layout import Weights, shared_out
from salesdash.analysis.splitting.weights import Season, by_workdays, crossed, grown, season
from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.catalog.plans import DIMENSIONS_OF_PLANS, Member, Plan
from salesdash.figures.plans.sold_before import History, history
from salesdash.period import DAY, Grain, Period
from salesdash.scope import Scope
from salesdash.text import Text, join, plain
from salesdash.units import MONEY, RATIO, write
from salesdash.warehouse.questions.ask import Ask

STEP_NAMES: Mapping[str, Text] = {
    "one": Text("{own}", "{own}1"),
    "hundred": Text("百{own}", "{own}100"),
    "thousand": Text("千{own}", "{own}1,000"),
    "wan": Text("万{own}", "{own}10,000"),
}
MOST_MEMBERS = 60
PLANNING_BEGINS = 9  # from this month of a year on the next one is offered first
TYPED_IN = UNITS["wan"]  # targets are spoken of in 万元
NAME = Text("{year}计划", "Plan {year}")
GROWN = Text(
    "照此增长，合计 {grown}；全年目标 {total} 按各自的份额分摊，合计增长 {asked}。",
    "Grown so, they come to {grown}; the year's target of {total} is shared out in these "
    "proportions and asks for {asked} of all.",
)
CARRIED_ON = Text(
    "{year}的{months}还没有结束，用{before}同月乘以{year}已结束月份的增长（{growth}）代替。",
    "{months} {year} have not ended; the same months of {before} stand in, "
    "times the growth of the months ended ({growth}).",
)
CARRIED_AS_IS = Text(
    "{year}的{months}还没有结束，用{before}同月代替。",
    "{months} {year} have not ended; the same months of {before} stand in.",
)
NO_MEMBERS = Text(
    "没有历史销售额可以依据，未分到目标，请单独填写：{names}。",
    "No sales to go by, so no target is given; type one for: {names}.",
)
NO_MONTHS = Text(
    "没有历史销售额可以依据的月份未分到目标：{names}；可改用平均拆分。",
    "No sales to go by, so no target is given in {names}; an even split would give one.",
)
BELOW_ZERO = Text(
    "有 {n} 处历史销售额为负数（退货多于销售），按零计。",
    "{n} {n:part of the history is|parts of the history are} below zero (more returned than sold) "
    "and {n:counts|count} as zero.",
)
DAMPED = Text(
    "历史只有 {n} 个月，季节只信 {trust}，其余按工作日。",
    "With {n} {n:month|months} of history the season is believed by {trust}; the rest goes by workdays.",
)
UNKNOWN_FESTIVAL = Text(
    "{year}的春节放假安排尚未公布，1 月和 2 月按两者的平均。",
    "The holidays of {year} are not announced yet; January and February take the mean of both.",
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a plan is to be: everything that the form asks.

    `total` in 元; `growth` asked per member, a fraction (for the rule `growth`); `course` the
    weight of each month typed by hand, by its number (for the rule `hand`).
    """

    year: Period
    total: Decimal
    name: str = ""
    unit: str = "thousand"
    dimensions: tuple[str, ...] = ()
    grain: Grain = "month"
    rule: str = "season"
    growth: Mapping[Member, Decimal] = field(default_factory=dict)
    course: Mapping[int, Decimal] = field(default_factory=dict)


def years(scope: Scope) -> dict[str, Text]:
    """The running year and the next, first the one that is being planned."""
    running = scope.calendar.of(scope.as_of, "year")
    both = (running, scope.calendar.of(running.end, "year"))
    passed = Period(running.start, scope.as_of + DAY).split("month")
    offered = both[::-1] if len(list(passed)) >= PLANNING_BEGINS else both
    return {str(year): year.name for year in offered}


def dimensions(ask: Ask) -> dict[str, Text]:
    """By what a plan can be split: dimensions with no more members than a grid can show."""
    return {
        key: DIMENSIONS[key].name
        for key in DIMENSIONS_OF_PLANS
        if 1 < len(ask.members(key)) <= MOST_MEMBERS
    }


def suggested(ask: Ask, scope: Scope, year: Period) -> Decimal:
    """A total to begin with, in 元: the year's target where one is loaded, else last year's sales."""
    target = ask(["target"], (), scope.over(year))["target"].iloc[0]
    amount = Fraction(float(target)) if pd.notna(target) else history(ask, scope, year).total
    step = TYPED_IN if amount >= 100 * TYPED_IN else UNITS["hundred"]
    return Decimal(round(amount / Fraction(step))) * step


def fitting_unit(total: Decimal) -> str:
    """The step offered first: thousands, unless the total is no whole number of them."""
    return next(key for key in ("thousand", "hundred", "one") if not total % UNITS[key])


def made(ask: Ask, scope: Scope, wish: Wish, base: Plan | None = None) -> tuple[Plan, list[Text]]:
    """The plan as wished, and what has to be known of it. `base`: shared out anew, its locks kept.

    Raises NotWholeError, NoWeightError and LockError.
    """
    sold_before = history(ask, scope, wish.year, wish.dimensions)
    weights, notes = _weights(ask, scope, wish, sold_before)
    begun = base or Plan(
        wish.name,
        wish.year,
        {},
        unit=UNITS[wish.unit],
        dimensions=wish.dimensions,
    )
    plan = shared_out(
        replace(begun, rule=wish.rule), wish.total, weights, wish.grain, scope.calendar
    )
    return plan, notes


def season_of(ask: Ask, scope: Scope, year: Period) -> Season:
    """The season of all months that ended before the year. Raises NoWeightError without any."""
    whole = scope.over(None)
    frame = ask(["sales"], ["month"], whole)
    sold = {
        month: Fraction(Decimal(repr(round(float(n), 4))))
        for label, n in zip(frame["month"], frame["sales"], strict=True)
        if pd.notna(label)
        and pd.notna(n)
        and (month := Period.parse(label)).end <= year.start
        and month.last_day <= scope.as_of
    }
    first = ask.coverage["orders"].first_day
    if sold and first and first.day > 7:  # the month in which the data begins is no whole one
        sold.pop(min(sold))
    return season(_without_gaps(sold), scope.calendar)


def month_name(month: int) -> Text:
    name = Period.parse(f"2000-{month:02}").name
    return Text(f"{month}月", name.en.split()[0])


def _without_gaps(sold: dict[Period, Fraction]) -> dict[Period, Fraction]:
    if not sold:
        return sold
    span = Period(min(sold).start, max(sold).end)
    return {month: sold.get(month, Fraction(0)) for month in span.split("month")}


def _weights(ask: Ask, scope: Scope, wish: Wish, history: History) -> tuple[Weights, list[Text]]:
    months = list(wish.year.split("month"))
    dated = {
        member: {month: monthly[month.start.month] for month in months}
        for member, monthly in history.weights.items()
    }
    of_each: dict[Member, Weight] = {
        m: sum(monthly.values(), Fraction(0)) for m, monthly in dated.items()
    }
    if wish.rule == "even":
        return crossed(dict.fromkeys(dated, 1), dict.fromkeys(months, 1)), []
    if wish.rule == "history":
        return dated, _notes_on_history(history)
    if wish.rule == "growth":
        return grown(dated, wish.growth), _notes_on_history(history)
    if wish.rule == "workdays":
        return crossed(of_each, by_workdays(months, scope.calendar)), _notes_on_history(
            history, of_months=False
        )
    if wish.rule == "hand":
        course = {m: wish.course.get(m.start.month, Decimal(0)) for m in months}
        return crossed(of_each, course), _notes_on_history(history, of_months=False)
    season = season_of(ask, scope, wish.year)
    weights = crossed(of_each, season.weights(months, scope.calendar))
    return weights, [
        *_notes_on_history(history, of_months=False),
        *notes_on_season(season, wish.year, scope),
    ]


def notes_on_growth(
    history: History, growth: Mapping[Member, Decimal], total: Decimal, scope: Scope
) -> Text:
    """What the growth asked comes to, beside the total that is shared out in its proportions."""
    grown_to = sum(
        float(sum(monthly.values())) * float(1 + growth.get(member, 0))
        for member, monthly in history.weights.items()
    )
    return GROWN.format(
        grown=write(grown_to, MONEY, scope.scale),
        total=write(float(total), MONEY, scope.scale),
        asked=write(
            float(total) / float(history.total) - 1 if history.total else None, RATIO, signed=True
        ),
    )


def notes_on_season(season: Season, year: Period, scope: Scope) -> list[Text]:
    notes = []
    if season.trust < 1:
        notes.append(DAMPED.format(n=season.months, trust=f"{float(season.trust):.0%}"))
    if not any(day in year for day in scope.calendar.festival):
        notes.append(UNKNOWN_FESTIVAL.format(year=year.name))
    return notes


def _notes_on_history(history: History, *, of_months: bool = True) -> list[Text]:
    notes = []
    last = history.year.shifted("last_year")
    carried = [m for m in history.carried if m not in history.empty_months()]
    if carried and of_months:
        words = CARRIED_AS_IS if history.growth is None else CARRIED_ON
        notes.append(
            words.format(
                year=last.name,
                before=last.shifted("last_year").name,
                months=join([month_name(m) for m in carried]),
                growth=write(float(history.growth or 1) - 1, RATIO, signed=True),
            )
        )
    if history.empty_members():
        notes.append(NO_MEMBERS.format(names=names_of(history.empty_members())))
    if history.empty_months() and of_months:
        notes.append(NO_MONTHS.format(names=join([month_name(m) for m in history.empty_months()])))
    if history.below_zero:
        notes.append(BELOW_ZERO.format(n=history.below_zero))
    return notes


def names_of(members: Sequence[Member]) -> Text:
    return join([join([plain(part) for part in member], "·", " · ") for member in members])
