"""The way to each planted story that the docs describe: its steps are on the page, and its figure tells it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest

from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.charts.figure import Figure
from salesdash.figures import overview
from salesdash.figures.channels import answer, side_by_side
from salesdash.figures.channels.operations import delivery, price_conflicts, promotions
from salesdash.figures.customers import tiers
from salesdash.figures.lights.current import standings
from salesdash.figures.targets import attainment, fairness
from salesdash.text import Text
from salesdash.ui.session.contents import PAGES
from tests import sample
from tests.stores import scope

ROOT = Path(__file__).parents[2]
STORIES = {
    story["key"]: story
    for story in json.loads((ROOT / "sample_data" / "stories.json").read_text("utf-8"))["stories"]
}
ROW = re.compile(r"^\| `(\w+)` \| (.+) \| (\d) \| `(\w+)\.(\w+)\((\w*)\)` \|$", re.MULTILINE)
MODULES: dict[str, ModuleType] = {
    module.__name__.rpartition(".")[2]: module
    for module in (answer, attainment, delivery, fairness, price_conflicts, promotions, tiers)
}


class Way(NamedTuple):
    story: str
    steps: list[str]
    clicks: int
    module: str
    figure: str
    by: list[str]


def ways() -> list[Way]:
    page = (ROOT / "docs" / "stories.md").read_text("utf-8")
    return [
        Way(story, steps.split(" › "), int(clicks), module, figure, [by] if by else [])
        for story, steps, clicks, module, figure, by in ROW.findall(page)
    ]


def page_of(way: Way) -> str:
    return next(key for key, entry in PAGES.items() if label(entry.name) == way.steps[0])


def label(text: Text) -> str:
    return f"{text.zh} · {text.en}"


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    return sample.asked(tmp_path_factory.mktemp("sample"))


def test_every_story_has_a_way_to_it():
    assert [way.story for way in ways()] == list(STORIES)


@pytest.mark.parametrize("way", ways(), ids=lambda way: way.story)
def test_each_step_is_a_choice_of_the_page_that_is_not_taken_yet(way, ask):
    by = attainment.choices(ask, scope(ask, "2025"))
    assert set(by) <= set(DIMENSIONS)
    of_page = {
        "targets": (by, attainment.MORE_VIEWS),
        "channels": (side_by_side.MORE_VIEWS,),
        "customers": (),
    }[page_of(way)]
    offered = {label(text) for options in of_page for text in list(options.values())[1:]}
    assert set(way.steps[1:]) <= offered
    assert way.clicks == len(way.steps)


@pytest.mark.parametrize("way", ways(), ids=lambda way: way.story)
def test_the_figure_at_the_end_of_the_way_is_asked_by_the_page_and_names_whom_it_is_about(way, ask):
    page = (ROOT / "pages" / f"{page_of(way)}.py").read_text("utf-8")
    assert f"{way.module}.{way.figure}" in page
    found: Any = getattr(MODULES[way.module], way.figure)(ask, scope(ask, "2025"), *way.by)
    figures: list[Figure] = found if isinstance(found, list) else [found]
    told = " ".join(text.zh for one in figures for text in (one.sentence, *one.notes))
    for members in STORIES[way.story]["members"].values():
        assert all(member["zh"] in told for member in members)


def test_the_overview_names_the_region_behind_and_the_late_deliveries_without_a_click(ask):
    view = scope(ask, "2025")
    assert "西南" in overview.headline(ask, view).text.zh
    assert "shipped_in_time" in overview.worst_lights(ask, view).frame["kpi"].tolist()
    (late,) = [one for one in standings(ask, view) if one.metric.key == "shipped_in_time"]
    assert late.verdict.light == "red"
