"""All figures of the sample company: each mark can be clicked, each says its finding in a line, in one unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from salesdash.catalog.customers.groups import GROUP, Group, read
from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.catalog.metrics import METRICS
from salesdash.charts.column import KPI, METRIC
from salesdash.charts.figure import Figure
from salesdash.charts.look import spec
from salesdash.charts.marked import HIT, with_selection
from salesdash.charts.rows import width
from salesdash.figures import opened, overview
from salesdash.figures.channels import before_after, courses, online_offline, side_by_side
from salesdash.figures.channels.budget import shift
from salesdash.figures.channels.money_table import money_table
from salesdash.figures.channels.operations import price_conflicts, promotions
from salesdash.figures.customers import tiers
from salesdash.figures.customers.calls import table as calls_table
from salesdash.figures.customers.moves import bridge, cohorts, moved, repeats
from salesdash.figures.customers.one_customer import life, products, tier_course
from salesdash.figures.customers.service import service_plan as service
from salesdash.figures.customers.whole import expected, names, segments, winning_back
from salesdash.figures.kpis import wall
from salesdash.figures.targets import attainment, fairness, gap_course, outlook
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import LANGS
from salesdash.warehouse.questions.ask import Ask
from tests import sample
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
SILENT = "上海澜庭酒店管理有限公司"


def shown(ask: Ask, view: Scope) -> Iterator[Figure | None]:
    """Figures of every page that is about somebody or something."""
    for of_overview in (
        overview.curve, overview.worst_lights, overview.changed_lights, overview.since_last_week, overview.movers,
    ):  # fmt: skip
        yield of_overview(ask, view)
    yield gap_course.course(ask, view)
    for of_channel in (
        side_by_side.ranking_table, side_by_side.roi_ranking, side_by_side.sales_ranking, courses.trends,
        attainment.attainment_by_member, attainment.progress_table, attainment.gap_by_member,
        outlook.bullets, fairness.of_targets, money_table,
    ):  # fmt: skip
        yield of_channel(ask, view, "region")
    yield price_conflicts.in_prices(ask, view)
    yield promotions.in_money(ask, view)
    for months in ("rest", "next"):
        move = shift.proposed(ask, view, "channel", months)
        yield shift.next_yuan(ask, view, "channel", move)
        yield shift.effect(ask, view, "channel", move)
        yield shift.best(ask, view, "channel", months)
    for moment in (("西南", date(2025, 6, 2), 13), ("西南", date(2025, 10, 27), 8)):
        yield before_after.indexed(ask, view, "region", *moment)
        yield before_after.sides(ask, view, "region", *moment)
    yield from (online_offline.sides(ask, view), online_offline.course(ask, view))
    yield attainment.plan_and_actual(ask, view)
    yield calls_table.figure(ask, view)
    yield from (service.table(ask, view), service.load(ask, view), service.changes(ask, view))
    yield service.hand_over(ask, view, "陆文博")
    yield from (life.line(ask, view, SILENT), life.listing(ask, view, SILENT))
    yield from (products.bought(ask, view, SILENT), products.openings(ask, view, SILENT))
    yield tier_course.trail(ask, view, SILENT)
    yield from (tiers.tiers(ask, view), tiers.status(ask, view))
    yield from of_customers(ask, view)
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


def of_customers(ask: Ask, view: Scope) -> Iterator[Figure]:
    """Who they are and how they move."""
    for of_all in (segments.table, winning_back.chances, expected.by_tier, repeats.course):
        yield of_all(ask, view)
    found = moved.days(ask, view)
    if found:
        days = (moved.usual(ask, view, found[1]), found[1])
        for of_two_days in (moved.matrix, moved.flow, bridge.bridge):
            yield of_two_days(ask, view, *days)
    for measure in cohorts.MEASURES:
        yield cohorts.grid(ask, view, "quarter", measure)
    yield cohorts.payback(ask, view, "month")
    for group in (Group("narrowed", ("any", "any")), Group("tier", ("high",))):
        yield names.listing(ask, view, group)


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    return sample.asked(tmp_path_factory.mktemp("sample"))


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
            elif of == METRIC:
                assert key in METRICS
            elif of == GROUP:
                assert read(key), (figure.key, key)
            elif DIMENSIONS[of].grain:
                assert str(Period.parse(key)) == key


def test_what_can_be_opened_has_a_name_in_both_languages(figures):
    """By it the menu of a figure opens it, for the keyboard."""
    for figure in figures:
        for marks in filter(None, map(opened.openable, figure.marks)):
            assert all(opened.title(marks)[lang] for lang in LANGS), (figure.key, marks)


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
            if field.startswith("of_") and key and row.get("kind") != "total"
        }
        assert drawn, figure.key
        assert drawn <= told, figure.key


def test_what_a_chart_draws_of_members_or_periods_can_be_clicked(figures):
    """Bars, points, the numbers at them, bands and totals: whatever a row can be opened of."""
    for figure in figures:
        spoken = figure.in_("zh")
        if spoken.draw is None or not any(figure.marks):
            continue
        drawn = with_selection(spec(spoken.draw("light")), "click", opened.openable)
        if any(opened.openable(marks) for marks in figure.marks if marks):
            assert drawn.get("params"), figure.key
        for layer in drawn["layer"] if drawn.get("params") else ():
            mark = layer["mark"] if isinstance(layer["mark"], dict) else {"type": layer["mark"]}
            if mark["type"] in HIT and any(map(can_be_opened, rows_of(drawn, layer))):
                assert mark.get("cursor") == "pointer", (figure.key, mark)


def rows_of(drawn: dict[str, Any], layer: dict[str, Any]) -> list[dict[str, Any]]:
    data = layer.get("data") or drawn["data"]
    return list(data.get("values") or drawn["datasets"].get(data.get("name"), ()))


def can_be_opened(row: dict[str, Any]) -> bool:
    marks = {of.removeprefix("of_"): key for of, key in row.items() if of.startswith("of_") and key}
    return bool(marks and opened.openable(marks))


@pytest.fixture(scope="module")
def of_all_periods(ask: Ask, figures: list[Figure]) -> list[Figure]:
    others = [one for period in ("2025-11", "2024") for one in shown(ask, scope(ask, period))]
    return [*figures, *(one for one in others if one and not one.is_empty)]


def test_a_finding_is_one_line(of_all_periods):
    long = [
        (figure.key, figure.sentence)
        for figure in of_all_periods
        if width(figure.sentence.zh) > 92 or len(figure.sentence.en) > 110
    ]
    assert long == []


def test_all_money_in_a_figure_is_in_one_unit(of_all_periods):
    """In its sentence, at its bars and in its tooltips; the table beside it is in 元."""
    written = {"zh": r"[\d.]([万亿]?)元", "en": r"¥[\d,.]+([km]?)"}
    for figure in of_all_periods:
        for lang, pattern in written.items():
            spoken = figure.in_(lang)
            if spoken.draw is None:
                continue
            rows = [row for rows in spec(spoken.draw("light"))["datasets"].values() for row in rows]
            words = [word for row in rows for word in row.values() if isinstance(word, str)]
            units = {unit for word in words for unit in re.findall(pattern, word)}
            units |= set(re.findall(pattern, spoken.sentence))
            assert len(units) <= 1, (figure.key, units, spoken.sentence)


def test_a_tooltip_speaks_in_words(figures):
    """Each has a title, and shows the text that was written for people, never a raw value."""
    for figure in figures:
        for lang in LANGS:
            draw = figure.in_(lang).draw
            for layer in spec(draw("light"))["layer"] if draw else ():
                for tip in layer.get("encoding", {}).get("tooltip", ()):
                    assert tip["title"], figure.key
                    assert tip["title"] != tip["field"], figure.key
                    assert tip["field"].endswith("_text"), (figure.key, tip)
                    assert lang == "zh" or not re.search("[一-鿿]", tip["title"]), tip
