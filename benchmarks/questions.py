"""How long the questions of a page take the store, beside the same questions in plain SQL."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from benchmarks.side import Figures, Place, seconds
from salesdash.period import Period
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.store.state import DataState

ROOT = Path(__file__).resolve().parents[1]
LATER = ("reports",)  # pages that ask only when a file is made
EARLIER, ASKED = "2024", "2025"
FIVE: tuple[tuple[list[str], list[str]], ...] = (
    (["sales", "orders", "customers"], []),
    (["sales"], ["month"]),
    (["sales", "gross_profit"], ["channel"]),
    (["sales", "quantity"], ["region", "category"]),
    (["sales", "orders"], ["customer"]),
)
_PERIOD = "订单日期 >= ? AND 订单日期 < ? AND 状态 <> '已取消'"
_SALES, _ORDERS = 'sum("销售额（元）")', "count(DISTINCT 订单编号)"
PLAIN = (
    f"SELECT {_SALES}, {_ORDERS}, count(DISTINCT 客户名称) FROM orders WHERE {_PERIOD}",
    f"SELECT strftime(订单日期, '%Y-%m') AS month, {_SALES} FROM orders WHERE {_PERIOD} "
    "GROUP BY month ORDER BY month",
    f'SELECT 渠道, {_SALES}, {_SALES} - sum("成本（元）") FROM orders WHERE {_PERIOD} '
    "GROUP BY 渠道 ORDER BY 渠道",
    f"SELECT 区域, 品类, {_SALES}, sum(数量) FROM orders WHERE {_PERIOD} "
    "GROUP BY 区域, 品类 ORDER BY 区域, 品类",
    f"SELECT 客户名称, {_SALES}, {_ORDERS} FROM orders WHERE {_PERIOD} "
    "GROUP BY 客户名称 ORDER BY 客户名称",
)


def five(place: Place) -> Figures:
    """Five questions of a dashboard for another year, asked by metric and dimension."""
    warehouse = Warehouse(place.home / "store")
    ask = Ask(warehouse.query)
    whole = ask.everything

    def answer(period: str) -> None:
        for metrics, by in FIVE:
            ask(metrics, by, whole.over(Period.parse(period)))

    answer(EARLIER)
    return {"seconds": {"": seconds(lambda: answer(ASKED))}}


def plain_five(place: Place) -> Figures:
    """The same in plain SQL over the table that DuckDB itself made of the file: R."""
    db = duckdb.connect(str(place.home / "plain.duckdb"))

    def answer(period: str) -> None:
        days = Period.parse(period)
        for sql in PLAIN:
            db.execute(sql, [days.start, days.end]).df()

    answer(EARLIER)
    return {"seconds": {"": seconds(lambda: answer(ASKED))}}


def pages(place: Place) -> Figures:
    """Each page about the data, for another year: its queries in seconds, and how many; how many
    when it is run once more; and the seconds of the same queries without the page that draws meanwhile."""
    from streamlit.testing.v1 import AppTest

    from salesdash.ui.session import store
    from salesdash.ui.session.ahead import AT_ONCE
    from salesdash.ui.session.contents import PAGES

    os.environ["SALESDASH_STORE"] = str(place.home / "store")
    figures: Figures = {"seconds": {}, "queries": {}, "again": {}, "alone": {}}
    for page, entry in PAGES.items():
        if not entry.needs or page in LATER:
            continue
        store._memory.clear()
        app = AppTest.from_file(ROOT / "app.py", default_timeout=120).run()
        if page != next(iter(PAGES)):  # where every visit begins
            app.switch_page(f"pages/{page}.py").run()
        with _measured() as spent:
            app.session_state["period"] = EARLIER  # as a click into the menu of periods does
            app.run()
            assert not app.exception, app.exception
            # no query at all would be a wrong way of counting, not a fast page
            assert spent, f"{page} put no question to the store"
            figures["seconds"][page], figures["queries"][page] = _together(spent), len(spent)
            asked = [one.question for one in spent]
            spent.clear()
            app.run()
            figures["again"][page] = len(spent)
        figures["alone"][page] = _alone(store.warehouse(), asked, AT_ONCE + 1)
    return figures


@dataclass(frozen=True)
class Spent:
    """One query of a page: what was asked, and when it begins and ends."""

    begun: float
    ended: float
    question: tuple[str, Sequence[Any]]


def _alone(
    warehouse: Warehouse, questions: Sequence[tuple[str, Sequence[Any]]], at_once: int
) -> float:
    """The seconds of the questions, so many side by side."""
    with warehouse.state() as state, ThreadPoolExecutor(at_once) as threads:
        return seconds(lambda: list(threads.map(lambda one: state.query(*one), questions)))


@contextmanager
def _measured() -> Iterator[list[Spent]]:
    """The queries that the store is asked meanwhile."""
    spent: list[Spent] = []
    asked = DataState.query

    def query(self: DataState, sql: str, values: Sequence[Any] = ()) -> pd.DataFrame:
        begun = time.perf_counter()
        frame = asked(self, sql, values)
        spent.append(Spent(begun, time.perf_counter(), (sql, values)))
        return frame

    DataState.query = query  # type: ignore[method-assign]
    try:
        yield spent
    finally:
        DataState.query = asked  # type: ignore[method-assign]


def _together(spent: Sequence[Spent]) -> float:
    """The seconds in which any of them was under way: those asked side by side take their time once."""
    seconds, until = 0.0, 0.0
    for one in sorted(spent, key=lambda one: one.begun):
        seconds += max(0.0, one.ended - max(one.begun, until))
        until = max(until, one.ended)
    return seconds
