"""Which figures of a page a report can tell of, in the order of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from salesdash.catalog.actions import Action
from salesdash.catalog.risks.risk import Risk
from salesdash.charts.figure import Figure, Headline
from salesdash.figures import overview
from salesdash.figures.actions import board
from salesdash.figures.channels import answer as of_channels
from salesdash.figures.channels import courses, online_offline, side_by_side
from salesdash.figures.channels.condition import health, quadrant
from salesdash.figures.channels.diagnosis import findings
from salesdash.figures.channels.money_table import money_table
from salesdash.figures.channels.operations import delivery, promotions, purposes, stock
from salesdash.figures.customers import concentration, population, tiers
from salesdash.figures.customers.calls import answer as of_customers
from salesdash.figures.customers.calls import table as calls
from salesdash.figures.customers.moves import bridge, cohorts, moved, repeats
from salesdash.figures.customers.whole import expected, segments, winning_back
from salesdash.figures.kpis import wall
from salesdash.figures.report.answered import answered
from salesdash.figures.risks import alarms, matrix, standing
from salesdash.figures.targets import attainment, fairness, outlook
from salesdash.scope import Scope
from salesdash.text import Text
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.actions import Actions
from salesdash.warehouse.typed.firings import Firing, Firings
from salesdash.warehouse.typed.ledger import Change
from salesdash.warehouse.typed.register import Register


@dataclass(frozen=True, slots=True)
class TypedContents:
    """What people typed that a report tells of."""

    risks: tuple[Risk, ...] = ()
    changes: tuple[Change, ...] = ()  # of the risks, the newest first
    firings: tuple[Firing, ...] = ()
    actions: tuple[Action, ...] = ()
    carried: Mapping[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, warehouse: Warehouse) -> TypedContents:
        actions, register = Actions(warehouse), Register(warehouse)
        return cls(
            tuple(register.risks()),
            tuple(register.history()),
            tuple(Firings(warehouse).all()),
            tuple(actions.actions()),
            actions.carried_over(),
        )


Figures = Iterable[Figure | None]
Make = Callable[[Ask, Scope, TypedContents], Figures]
Answer = Callable[[Ask, Scope, TypedContents], Headline | Text | None]


@dataclass(frozen=True, slots=True)
class PageFigures:
    """A page's answer and its figures; `is_dated` where these follow the data's day, so that last week's
    can be set beside them."""

    answer: Answer
    figures: Make
    is_dated: bool = True


def _overview(ask: Ask, scope: Scope, _: TypedContents) -> Figures:
    course, sums = answered(ask, scope, overview.gap_course), answered(ask, scope, overview.curve)
    yield course
    yield sums if sums.key != course.key else None
    yield answered(ask, scope, overview.movers)
    yield answered(ask, scope, overview.worst_lights)


def _targets(ask: Ask, scope: Scope, _: TypedContents) -> Figures:
    by = next(iter(answered(ask, scope, attainment.choices)), None)
    yield answered(ask, scope, attainment.plan_and_actual, by)
    if by is None:
        return
    yield answered(ask, scope, attainment.attainment_by_member, by)
    if answered(ask, scope, attainment.has_begun):
        yield answered(ask, scope, attainment.gap_by_member, by)
    yield answered(ask, scope, outlook.bullets, by)
    yield _each_method(answered(ask, scope, outlook.outlook))
    yield answered(ask, scope, fairness.of_targets, by)
    yield answered(ask, scope, attainment.progress_table, by)


def _each_method(ends: Figure | None) -> Figure | None:
    """Where the period ends by each method: what they come to is said of its course before."""
    return replace(ends, sentence=ends.notes[0]) if ends and ends.notes else ends


def _channels(ask: Ask, scope: Scope, _: TypedContents) -> Figures:
    by = _compared_by(ask)
    if by is None:
        return
    yield answered(ask, scope, money_table, by)
    yield answered(ask, scope, side_by_side.sales_ranking, by)
    yield answered(ask, scope, side_by_side.roi_ranking, by)
    yield answered(ask, scope, quadrant.growth_and_return, by)
    yield answered(ask, scope, findings.table, by)
    yield answered(ask, scope, health.all_members, by)
    yield answered(ask, scope, courses.trends, by)
    if answered(ask, scope, online_offline.unavailable) is None:
        yield answered(ask, scope, online_offline.course)
    yield answered(ask, scope, promotions.in_money)
    yield answered(ask, scope, purposes.by_purpose, by)
    yield from answered(ask, scope, delivery.figures, by)
    yield answered(ask, scope, stock.turnover, by)


def _answer_of_channels(ask: Ask, scope: Scope, _: TypedContents) -> Headline | None:
    by = _compared_by(ask)
    return answered(ask, scope, of_channels.headline, by) if by else None


def _compared_by(ask: Ask) -> str | None:
    return next(iter(side_by_side.choices(ask)), None)


def _customers(ask: Ask, scope: Scope, _: TypedContents) -> Figures:
    if not population.are_named(ask):
        return
    yield _whom_to_call(ask, scope)
    yield answered(ask, scope, tiers.tiers)
    yield answered(ask, scope, tiers.status)
    yield answered(ask, scope, concentration.concentration)
    yield answered(ask, scope, concentration.largest_customers)
    if days := answered(ask, scope, moved.days):
        earlier, later = answered(ask, scope, moved.usual, days[1]), days[1]
        yield answered(ask, scope, moved.matrix, earlier, later)
        yield answered(ask, scope, bridge.bridge, earlier, later)
    yield answered(ask, scope, cohorts.grid, *_first_choices())
    yield answered(ask, scope, repeats.course)
    yield answered(ask, scope, segments.table)
    yield answered(ask, scope, expected.by_tier)
    yield answered(ask, scope, winning_back.chances)


def _whom_to_call(ask: Ask, scope: Scope) -> Figure:
    """The list of the week with the sentence that stands above it on its page."""
    listed = answered(ask, scope, calls.figure)
    if listed.is_empty:
        return listed
    return replace(listed, sentence=answered(ask, scope, of_customers.headline).sentence)


def _first_choices() -> tuple[str, str]:
    return next(iter(cohorts.GRAINS)), next(iter(cohorts.MEASURES))


def _kpis(ask: Ask, scope: Scope, _: TypedContents) -> Figures:
    past = answered(ask, scope, wall.histories)
    lights = answered(ask, scope, wall.standings, in_depth=True)
    for table in wall.tables(lights, past, scope):
        of_table = [light for light in lights if light.metric.key in table.metrics]
        yield replace(table, sentence=wall.counted_and_worst(of_table, scope))
    yield wall.light_months(past, scope)


def _answer_of_kpis(ask: Ask, scope: Scope, _: TypedContents) -> Headline:
    lights = answered(ask, scope, wall.standings, in_depth=True)
    return wall.headline(lights, answered(ask, scope, wall.histories), scope)


def _risks(ask: Ask, scope: Scope, typed: TypedContents) -> Figures:
    if typed.risks:
        yield alarms.table(scope, alarms.watched(ask, typed.risks, typed.firings))
        yield matrix.matrix(typed.risks, scope, history=typed.changes)
        yield standing.deadlines(typed.risks, scope)


def _answer_of_risks(ask: Ask, scope: Scope, typed: TypedContents) -> Headline:
    triggers = alarms.watched(ask, typed.risks, typed.firings)
    return standing.verdict(typed.risks, triggers, scope)


def _actions(ask: Ask, scope: Scope, typed: TypedContents) -> Figures:
    if typed.actions:
        yield board.table(ask, scope, typed.actions, typed.carried)


PAGES: Mapping[str, PageFigures] = {
    "overview": PageFigures(
        lambda ask, scope, _: answered(ask, scope, overview.headline), _overview
    ),
    "targets": PageFigures(
        lambda ask, scope, _: answered(ask, scope, attainment.headline), _targets
    ),
    "channels": PageFigures(_answer_of_channels, _channels),
    "customers": PageFigures(
        lambda ask, scope, _: answered(ask, scope, of_customers.headline), _customers
    ),
    "kpis": PageFigures(_answer_of_kpis, _kpis),
    "risks": PageFigures(_answer_of_risks, _risks, is_dated=False),
    "actions": PageFigures(
        lambda _, scope, typed: board.headline(typed.actions, scope), _actions, is_dated=False
    ),
}
