"""Every question that pages and `ask` put to the store of the sample company, with the store's answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pandas as pd
import pytest

from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.catalog.metrics import METRICS, base_of
from salesdash.errors import QuestionError
from salesdash.figures.foresight import foresee
from salesdash.period import Period
from salesdash.ui.session.contents import PAGES
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.lines import lines
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.store.state import DataState
from tests.pages.test_pages import VIEWS, VIEWS_OF
from tests.pages.visitor import visited, visiting

Asked = dict[tuple[str, tuple[Any, ...]], pd.DataFrame]
_DAYS = re.compile(r"\d{4}(-\d\d(-\d\d)?|-W\d\d|Q\d)")  # days, and what is called by them


def of_each_kind(asked: Asked) -> Asked:
    """Of those that differ in a day alone, as a year has hundreds: the first, the last and one between."""
    kinds: dict[str, list[tuple[str, tuple[Any, ...]]]] = {}
    for question in asked:
        kinds.setdefault(_DAYS.sub("", question[0]), []).append(question)
    return {
        question: asked[question]
        for alike in kinds.values()
        for question in (alike[0], alike[len(alike) // 2], alike[-1])
    }


def of_pages(store: Path) -> Asked:
    """What the pages ask in all their views."""
    asked: Asked = {}
    query = DataState.query

    def noted(state: DataState, sql: str, values: Sequence[Any] = ()) -> pd.DataFrame:
        frame = asked[sql, tuple(values)] = query(state, sql, values)
        return frame

    with pytest.MonkeyPatch.context() as patch, visiting(store):
        patch.setattr(DataState, "query", noted)
        for page in PAGES:
            for view in (*VIEWS, *VIEWS_OF.get(page, ())):
                visited(page, **dict(parse_qsl(view)), lang="zh")
    return asked


def of_metrics(store: Path) -> Asked:
    """What `ask` asks of each metric: in all, of a year by each dimension, of a region by month; and for the
    rows behind it. Metrics of the same models are asked at once, as pages do."""
    asked: Asked = {}
    warehouse = Warehouse(store)

    def noted(sql: str, values: tuple[Any, ...]) -> pd.DataFrame:
        if (sql, values) not in asked:
            asked[sql, values] = warehouse.query(sql, values)
        return asked[sql, values]

    memory: dict[Any, Any] = {}

    def keep(key: Any, make: Callable[[], Any]) -> Any:
        return memory[key] if key in memory else memory.setdefault(key, make())

    ask = Ask(noted, keep, foresee)
    year = ask.everything.over(Period.parse("2025"))
    of_region = year.where("region", ask.members("region")[0])
    ways = [(ask.everything, ()), (of_region, ("month",)), *((year, (key,)) for key in DIMENSIONS)]
    alike: dict[frozenset[str | None], list[str]] = {}
    for key, metric in METRICS.items():
        alike.setdefault(frozenset(base.source for base in base_of(metric)), []).append(key)
        lines(ask, key, year)
    for metrics in alike.values():
        for scope, by in ways:
            with suppress(QuestionError):  # not every model tells everything apart
                ask(metrics, by, scope)
    warehouse.close()
    return asked
