"""Data that come in while a page is open: it moves on with them, unless somebody chose otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from salesdash.ui.session import store
from salesdash.warehouse.imports.undo import undo
from tests.pages.visitor import APP, RUN_SECONDS
from tests.stores import daily, fill

KEPT = {"lang": ["zh"]}
Visit = Callable[..., AppTest]
Import = Callable[[str, int], None]


@pytest.fixture
def come_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Import]:
    """come_in(first day, days): a file of so many days comes in, at whatever else is open."""
    monkeypatch.setenv("SALESDASH_STORE", str(tmp_path / "store"))

    def come_in(first: str, days: int) -> None:
        rows = [
            {**row, "region": "东西"[n % 2]} for n, row in enumerate(daily(first, days, amount=100))
        ]
        fill(store.warehouse(), tmp_path, f"{first}.csv", orders=rows)

    come_in("2024-12-01", 25)
    yield come_in
    store.warehouse().close()
    st.cache_resource.clear()
    st.cache_data.clear()


def visit(page: str = "overview", **address: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=RUN_SECONDS)
    for key, value in {"lang": "zh", **address}.items():
        app.query_params[key] = value
    # by its own script AppTest forgets between runs what the widgets hold
    return (app if page == "overview" else app.switch_page(f"pages/{page}.py")).run()


def stamp(app: AppTest) -> str:
    shown = [each.value for each in app.markdown] + [each.label for each in app.button]
    [words] = [words for words in shown if "数据至" in words]
    return words.replace("\\", "")


def chosen(app: AppTest) -> dict[str, str]:
    return {key: app.query_params[key] for key in app.query_params if key != "lang"}


def period(app: AppTest) -> str:
    return str(app.session_state["period"])


def test_an_open_page_moves_on_with_the_data_and_into_the_new_year(come_in):
    app = visit()
    assert "12月25日" in stamp(app)
    assert (period(app), chosen(app)) == ("2024", {})

    come_in("2025-01-02", 59)
    app.run()
    assert "3月1日" in stamp(app)
    assert (period(app), chosen(app)) == ("2025", {})
    assert app.date_input(key="asof").value == date(2025, 3, 1)
    assert "2025年" in app.header[0].value

    other = visit("channels", **chosen(app))
    assert stamp(other) == stamp(app)


def test_a_chosen_date_stays_says_so_and_one_click_leads_back(come_in):
    app = visit()
    app.date_input(key="asof").set_value(date(2024, 12, 10)).run()
    assert chosen(app) == {"asof": "2024-12-10"}
    come_in("2025-01-02", 59)
    app.run()
    assert "▲ 数据至 2024年12月10日] 回到最新" in stamp(app)
    assert (period(app), chosen(app)) == ("2024", {"asof": "2024-12-10"})

    app.button(key="to_newest").click().run()
    assert "3月1日" in stamp(app)
    assert "回到最新" not in stamp(app)
    assert (period(app), chosen(app)) == ("2025", {})


def test_a_link_with_a_date_stands_at_it_and_one_to_the_newest_follows_it(come_in):
    older, newest = visit(asof="2024-12-10"), visit(asof="2024-12-25", period="2024")
    assert (chosen(older), chosen(newest)) == ({"asof": "2024-12-10"}, {})
    come_in("2025-01-02", 59)
    assert "2024年12月10日" in stamp(older.run())
    assert "3月1日" in stamp(newest.run())
    assert period(newest) == "2025"


def test_a_chosen_period_and_comparison_stay(come_in):
    app = visit(period="2024-12", compare="previous")
    come_in("2025-01-02", 59)
    app.run()
    assert chosen(app) == {"period": "2024-12", "compare": "previous"}
    assert "3月1日" in stamp(app)


def test_a_chosen_date_shows_the_year_in_which_it_lies(come_in):
    come_in("2025-01-02", 59)
    app = visit(asof="2024-12-10")
    assert period(app) == "2024"
    assert "2024年" in app.header[0].value


def test_when_the_newest_file_is_undone_the_page_goes_back_with_it(come_in):
    come_in("2025-01-02", 59)
    app = visit()
    undo(store.warehouse(), 2)
    assert "12月25日" in stamp(app.run())
    assert (period(app), chosen(app)) == ("2024", {})


def test_a_filter_is_not_shown_where_it_does_not_apply_and_waits_for_the_next_page(come_in):
    app = visit("risks", region="东")
    assert not app.multiselect
    assert chosen(app) == {"region": "东"}
    assert not app.exception
    assert visit("channels", region="东").multiselect(key="region").value == ["东"]


def test_the_stamp_tells_of_data_that_lag_as_their_page_does(come_in, tmp_path):
    assert stamp(visit()).startswith(":green[●]")
    fill(
        store.warehouse(), tmp_path, "visits.csv", visits=[{"customer": "甲", "date": "2024-09-01"}]
    )
    app = visit()
    assert stamp(app).startswith(":orange[▲]")
    [told] = [each.help for each in app.markdown if "数据至" in each.value]
    page = [each.value for each in visit("data").caption]
    sentence = "1 类数据没有跟上：回访只到2024年9月1日，晚 115 天。"
    assert told.startswith(sentence)
    assert any(words.startswith(sentence) for words in page)
