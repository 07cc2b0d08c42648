"""Every page has an answer, whatever is loaded and whatever is asked, in both languages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from salesdash.text import Lang
from salesdash.ui.frame import LANGUAGE_NAMES
from salesdash.ui.session.contents import PAGES
from salesdash.ui.settings.numbers.definitions_desk import HEADERS
from salesdash.warehouse.store.database import Warehouse
from tests import sample
from tests.pages.visitor import visited, visiting
from tests.stores import daily, fill

CHINESE = re.compile("[一-鿿]")
# what Python writes where there is nothing
HOLES = re.compile(r"\b(nan|NaN|NaT|None(?! of)|inf)\b")
VIEWS = (
    "",
    "period=all",
    "period=2025-11&compare=previous&unit=yi",
    "period=2019",
    "period=2023&asof=2023-01-31",
    "period=nonsense&region=nowhere&asof=2999-01-01&unit=pound",
)
VIEWS_OF = {
    "customers": (
        "more=names&find=A&sort=name&leaf=3",
        "more=moves&moved_from=2024-06-30&moved_to=2025-03-31",
        "more=cohorts&cohort_by=quarter&cohort_in=margin&period=2024",
        "more=returning&region=华东",
        "open=customers:tier.high",
        "more=tiers",
        "more=service",
        "more=service&served=changes",
        "more=service&served=owner&owner_of=nobody",
    ),
    "customer": (
        "customer=nobody",
        "more=record",
        "more=products",
        "more=trail&asof=2025-03-31",
    ),
    "targets": ("view=plan",),
    "channels": (
        "more=diagnosis&compare_by=salesperson&period=2025-W46",
        "more=diagnosis&compare_by=region&finding=nobody&region=华东",
        "more=shift",
        "more=shift&move_over=next&compare_by=online&period=all",
        "more=shift&compare_by=product",
        "more=shift&move_from=nobody&move_to=天猫&move_share=999&move_over=never",
        "more=before",
        "more=before&moment=2025-03-10&moment_weeks=4&moment_in=orders&asof=2025-05-05",
        "more=online",
        "more=online&period=2025-W46",
    ),
}

Visit = Callable[..., AppTest]


def nothing(folder: Path, lang: Lang) -> None:
    """A store that is not even made yet."""


def bare_orders(folder: Path, lang: Lang) -> None:
    """Only what an order cannot do without: a day and an amount."""
    _fill(folder, daily("2025-01-01", 60, amount=100))


def orders(folder: Path, lang: Lang) -> None:
    """Two years of orders with customers, regions and channels; no other sheet."""
    _fill(
        folder,
        [
            {**line, "customer": f"Customer {n % 7}", "region": region, "channel": channel}
            for first in ("2024-01-02", "2025-01-02")
            for n, line in enumerate(daily(first, 300, amount=250))
            for region, channel in [(("North", "South")[n % 2], ("Shop", "Online")[n % 3 > 0])]
        ],
    )


def everything(folder: Path, lang: Lang) -> None:
    """The sample company as the button loads it."""
    sample.lay(folder, lang)


def _fill(folder: Path, rows: list[dict[str, Any]]) -> None:
    warehouse = Warehouse(folder)
    fill(warehouse, folder, orders=rows)
    warehouse.close()


@pytest.fixture(
    scope="module",
    params=product((nothing, bare_orders, orders, everything), LANGUAGE_NAMES),
    ids=lambda param: f"{param[0].__name__}-{param[1]}",
)
def visit(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Visit]:
    """visit(page, view) → the page as it has run, in the language of the store's data."""
    load, lang = request.param
    folder = tmp_path_factory.mktemp("store")
    load(folder, lang)

    def visit(page: str, view: str = "") -> AppTest:
        chosen = [pair.split("=", 1) for pair in view.split("&") if pair]
        return visited(page, lang=lang, **dict(chosen))

    with visiting(folder):
        yield visit


@pytest.mark.parametrize("page", PAGES)
def test_every_page_answers_in_one_language_without_holes(page, visit, request):
    load, lang = request.node.callspec.params["visit"]
    views = VIEWS if load is everything else VIEWS[:1]
    for view in (*views, *VIEWS_OF.get(page, ())):
        app = visit(page, view)

        assert not app.exception
        assert [error.value for error in app.error] == []
        said = list(_said(app))
        assert [words for words in said if HOLES.search(words)] == []
        answer = app.header[0].value
        assert bool(CHINESE.search(answer)) == (lang == "zh")
        if lang == "en":
            assert [words for words in said if CHINESE.search(words)] == []


def test_what_is_chosen_on_a_page_stands_in_its_address_even_where_the_page_ends_early(visit):
    for page in ("channels", "customers"):
        app = visit(page, "period=2025-01")
        [language] = [group for group in app.button_group if group.key == "lang"]
        other = next(name for name in LANGUAGE_NAMES if name != language.value)
        app = language.set_value(other).run()
        assert (
            dict(app.query_params).get("lang", "zh") == other
        )  # the one offered first is left out


def _said(app: AppTest) -> Iterator[str]:
    """Every text on the page: labels, tips, titles of charts, cells of tables."""
    for element in app.main:
        table = getattr(element, "value", None)
        if isinstance(table, pd.DataFrame):
            # other languages stand here by right: headers that are recognised
            shown = table.drop(columns=HEADERS["en"], errors="ignore")
            yield from (str(cell) for cell in shown.to_numpy().ravel() if isinstance(cell, str))
        # a formula is in nobody's language
        elif element.type != "code" and hasattr(element.proto, "ListFields"):
            yield from _texts(element.proto)


def _texts(node: Any) -> Iterator[str]:
    """The strings in a message to the browser, in a chart's description, or in a list of these."""
    if isinstance(node, str):
        if node not in LANGUAGE_NAMES.values():
            yield node
    elif hasattr(node, "ListFields"):
        for field, value in node.ListFields():
            yield from _texts(json.loads(value) if field.name == "spec" else value)
    elif isinstance(node, Mapping):
        yield from _texts(list(node.values()))
    elif isinstance(node, Iterable) and not isinstance(node, bytes):
        for part in node:
            yield from _texts(part)
