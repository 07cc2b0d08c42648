"""Whatever a figure shows of members, months or KPIs can be clicked: its rows say what they stand for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.catalog.metrics import METRICS
from salesdash.charts.column import KPI
from salesdash.charts.figure import Figure
from salesdash.charts.theme import spec
from salesdash.figures import overview
from salesdash.figures.channels import price_conflicts, promotions, side_by_side
from salesdash.figures.customers import tiers, to_call
from salesdash.figures.kpis import wall
from salesdash.figures.targets import attainment, fairness, outlook
from salesdash.incoming.imports import import_file
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.store.database import Warehouse
from tests.stores import scope

TOLD = (
    "channel",
    "region",
    "salesperson",
    "product",
    "category",
    "customer",
    "segment",
)


def shown(ask: Ask, view: Scope) -> Iterator[Figure | None]:
    """Figures of every page that is about somebody or something."""
    for of_overview in (
        overview.curve, overview.worst_lights, overview.changed_lights, overview.since_last_week, overview.movers,
    ):  # fmt: skip
        yield of_overview(ask, view)
    for of_channel in (
        side_by_side.ranking_table, side_by_side.roi_ranking, side_by_side.sales_ranking, side_by_side.trends,
        attainment.attainment_by_member, attainment.progress_table, attainment.gap_by_member,
        outlook.bullets, fairness.of_targets,
    ):  # fmt: skip
        yield of_channel(ask, view, "region")
    yield price_conflicts.in_prices(ask, view)
    yield promotions.in_money(ask, view)
    yield attainment.plan_and_actual(ask, view)
    yield from (tiers.tiers(ask, view), tiers.status(ask, view), to_call.listing(ask, view))
    found, past = wall.standings(ask, view), wall.histories(ask, view)
    yield from wall.tables(found, past, view)
    for standing in found:
        key = standing.metric.key
        yield wall.trend(ask, view, standing)
        for dimension in list(wall.dimensions(ask, key))[:2]:
            yield wall.members(ask, view, standing, dimension)
        for way in list(wall.ways(ask, key))[:1]:
            yield wall.why(ask, view, key, way)
        yield from wall.natural(ask, view, key)


SAMPLE = Path(__file__).parents[2] / "sample_data" / "zh"


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    warehouse = Warehouse(tmp_path_factory.mktemp("sample") / "store")
    for name in ("订单.xlsx", "经营数据.xlsx"):
        import_file(warehouse, SAMPLE / name, accept=True)
    return Ask(warehouse.query)


@pytest.fixture(scope="module")
def figures(ask: Ask) -> list[Figure]:
    found = [one for one in shown(ask, scope(ask, "2025")) if one and not one.is_empty]
    assert len(found) > 60
    return found


def test_a_column_of_members_or_of_kpis_says_so(ask, figures):
    known = {dimension: set(ask.members(dimension)) for dimension in TOLD} | {KPI: set(METRICS)}
    silent = [
        (figure.key, column.key)
        for figure in figures
        for column in figure.columns
        if column.unit is None and not column.of and column.names is None
        if (values := {value for value in figure.frame[column.key] if isinstance(value, str)})
        if any(values <= members for members in known.values())
    ]
    assert silent == []


def test_what_a_row_stands_for_is_in_the_data(ask, figures):
    known = {dimension: {"", *ask.members(dimension)} for dimension in TOLD} | {KPI: set(METRICS)}
    for figure in figures:
        assert len(figure.marks) == len(figure.frame)
        for of, key in (mark for marks in figure.marks for mark in marks.items()):
            if of in known:
                assert key in known[of], (figure.key, of, key)
            elif DIMENSIONS[of].grain:
                assert str(Period.parse(key)) == key


def test_a_chart_of_members_carries_their_keys(figures):
    for figure in figures:
        spoken = figure.in_("zh")
        told = {mark for marks in figure.marks for mark in marks.items() if mark[1]}
        if spoken.draw is None or not told:
            continue
        drawn = {
            (field.removeprefix("of_"), key)
            for rows in spec(spoken.draw("light"))["datasets"].values()
            for row in rows
            for field, key in row.items()
            if field.startswith("of_") and key
        }
        assert drawn, figure.key
        assert drawn <= told, figure.key
