"""What a mark stands for, looked into: its numbers, its course, and who moved it."""

from __future__ import annotations

from collections.abc import Mapping

from salesdash.catalog.customers.groups import GROUP, Group, read
from salesdash.catalog.dimensions import DIMENSIONS, FILTERS, member_name
from salesdash.catalog.metrics import METRICS
from salesdash.catalog.risks.risk import CELL, MatrixCell
from salesdash.charts.column import KPI, METRIC, Marks
from salesdash.errors import SalesdashError
from salesdash.figures import overview
from salesdash.figures.course import course
from salesdash.figures.drivers.movers import movers
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import Text, join
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.members import meant

__all__ = [
    "cards",
    "cell_of",
    "course",
    "group_of",
    "is_known",
    "movers",
    "openable",
    "period_of",
    "scope_of",
    "title",
]

cards = overview.cards
# The dimensions by which sales are told apart at any date.
MEMBERS_OF = (
    *FILTERS, "customer", "channel_kind", "online", "province", "city", "team", "subcategory",
    "industry", "promotion",
)  # fmt: skip
# What a customer is in any case: to look into it adds nothing to looking into him.
OF_A_CUSTOMER = ("tier", "owner", "segment", "industry")


def openable(marks: Mapping[str, str]) -> Marks:
    """What can be looked into of these marks: a KPI, a group of customers or a cell of risks alone, else all of them
    or, where one is nobody's or of a dimension that sales are not told apart by, none; of a customer not what he is
    anyhow."""
    if KPI in marks:
        return {KPI: marks[KPI]}
    if GROUP in marks:
        return {GROUP: marks[GROUP]} if read(marks[GROUP]) else {}
    if CELL in marks:
        return {CELL: marks[CELL]} if MatrixCell.read(marks[CELL]) else {}
    opening = marks
    if marks.get("customer"):
        opening = {of: value for of, value in marks.items() if of not in OF_A_CUSTOMER}
    return dict(opening) if all(_is_known(of, value) for of, value in opening.items()) else {}


def is_known(ask: Ask, marks: Mapping[str, str]) -> bool:
    """Whether these marks can be looked into, and the data know their members."""
    if not openable(marks):
        return False
    return all(
        value in METRICS if of == KPI else of not in MEMBERS_OF or _is_member(ask, of, value)
        for of, value in marks.items()
    )


def _is_member(ask: Ask, of: str, value: str) -> bool:
    try:
        return meant(ask, of, value) == value
    except SalesdashError:
        return False


def _is_known(of: str, value: str) -> bool:
    if of == METRIC:
        return value in METRICS
    if of in MEMBERS_OF:
        return bool(value)
    if of not in DIMENSIONS or DIMENSIONS[of].grain is None:
        return False
    try:
        Period.parse(value)
    except SalesdashError:
        return False
    return True


def group_of(marks: Marks) -> Group | None:
    """The group of customers among the marks, if there is one."""
    return read(marks.get(GROUP, ""))


def cell_of(marks: Marks) -> MatrixCell | None:
    """The cell of risks among the marks, if there is one."""
    return MatrixCell.read(marks.get(CELL, ""))


def title(marks: Marks) -> Text:
    """`西南 · 2025年3月`."""
    if cell := cell_of(marks):
        return cell.name
    if group := group_of(marks):
        return group.name
    return join([_name(of, value) for of, value in marks.items()], zh=" · ", en=" · ")


def _name(of: str, value: str) -> Text:
    if of in (KPI, METRIC):
        return METRICS[value].name
    return Period.parse(value).name if DIMENSIONS[of].grain else member_name(of, value)


def scope_of(scope: Scope, marks: Marks) -> Scope:
    """The scope narrowed to what the marks stand for."""
    for of, value in marks.items():
        if of in MEMBERS_OF:
            scope = scope.where(of, value)
        elif of in DIMENSIONS:
            scope = scope.over(Period.parse(value))
    return scope


def period_of(marks: Marks) -> list[str]:
    """The period among the marks, as it is written; none or one."""
    return [value for of, value in marks.items() if of in DIMENSIONS and DIMENSIONS[of].grain]
