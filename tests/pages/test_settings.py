"""The settings: every group opens, a change made in it holds and counts, and a word finds its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Multiselect

from salesdash.text import LANGS
from salesdash.ui.session import store
from salesdash.ui.settings.sections import GROUPS
from salesdash.warehouse.typed.settings import Settings
from tests.pages.visitor import APP, RUN_SECONDS
from tests.stores import fill, warehouse_in

Opened = Callable[..., AppTest]


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    """opened(group="workdays", …) → the settings at that address, with a few orders loaded."""
    monkeypatch.setenv("SALESDASH_STORE", str(tmp_path / "store"))
    warehouse = warehouse_in(tmp_path / "store")
    orders = [
        {
            "order_date": "2025-10-31",
            "amount": 90,
            "channel": "天猫",
            "product": "茶",
            "customer": "甲",
        },
        {
            "order_date": "2025-11-14",
            "amount": 10,
            "channel": "门店",
            "product": "杯",
            "customer": "乙",
        },
    ]
    fill(warehouse, tmp_path, orders=orders)
    warehouse.close()

    def opened(lang: str = "zh", **address: str) -> AppTest:
        app = AppTest.from_file(APP, default_timeout=RUN_SECONDS)
        for key, value in {"lang": lang, **address}.items():
            app.query_params[key] = value
        return calm(app.switch_page("pages/settings.py").run())

    yield opened
    store.warehouse().close()
    st.cache_resource.clear()
    st.cache_data.clear()


def calm(app: AppTest) -> AppTest:
    assert not app.exception
    assert not app.error, [error.value for error in app.error]
    return app


def marked(app: AppTest) -> str:
    return "\n".join(each.value for each in app.markdown).replace("\\", "")


VIEWS = [
    *({"group": key} for key in GROUPS),
    {"group": "limits", "part": "rules"},
    {"group": "definitions", "about": "deals"},
    {"group": "definitions", "about": "sheets"},
]


@pytest.mark.parametrize("lang", LANGS)
def test_every_group_opens_at_its_address(opened, lang):
    for address in VIEWS:
        opened(lang, **address)


def test_a_day_is_turned_by_a_click_and_back_by_another(opened):
    app = opened(group="workdays")
    assert "2025年11月：20 个工作日" in marked(app)
    app = calm(app.button(key="day_2025-11-14").click().run())
    assert "2025年11月：19 个工作日" in marked(app)
    assert app.button(key="day_2025-11-14").label == "14 休"
    app = calm(app.button(key="day_2025-11-14").click().run())
    assert "2025年11月：20 个工作日" in marked(app)
    assert app.button(key="day_2025-11-14").label == "14"
    assert store.warehouse().rows("SELECT key FROM app.settings") == []


def test_the_calendar_says_where_the_public_days_differ_from_the_week(opened):
    app = opened(group="workdays", month="2025-10")
    assert app.button(key="day_2025-10-01").label == ":gray[1 休]"
    assert app.button(key="day_2025-10-11").label == "11 班"
    assert app.button(key="day_2025-10-09").label == "9"
    assert app.button(key="day_2025-09-30").disabled


def test_a_core_product_is_marked_by_name(opened):
    app = opened(group="products")
    app = calm(_core(app).set_value(["茶"]).run())
    app = calm(app.button(key="save_core").click().run())
    assert _core(app).value == ["茶"]


def _core(app: AppTest) -> Multiselect[str]:
    return next(box for box in app.multiselect if box.label == "核心产品")


@pytest.mark.parametrize(
    ("lang", "typed", "name", "lands"),
    [
        ("zh", "毛利率", "毛利率", {"group": "definitions", "about": "channels"}),
        ("zh", "margin rate", "毛利率", {"group": "definitions", "about": "channels"}),
        ("en", "汇率", "Currency", {"group": "money"}),
        ("en", "fiscal", "Workdays", {"group": "workdays"}),
        ("zh", "发货时限", "发货时限", {"group": "limits", "part": "rules"}),
    ],
)
def test_a_word_of_either_language_finds_the_place(opened, lang, typed, name, lands):
    app = opened(lang)
    app = calm(app.text_input(key="settings_search").set_value(typed).run())
    assert f"**{name}**" in marked(app)
    app = calm(app.button(key="found_0").click().run())
    assert {key: app.session_state[key] for key in lands} == lands


def test_a_word_that_stands_nowhere_is_said_to(opened):
    app = opened()
    app = calm(app.text_input(key="settings_search").set_value("xyzzy").run())
    assert "没有与“xyzzy”有关的设置" in app.caption[-1].value


def test_the_unit_of_money_is_chosen_among_the_settings_and_holds_on_every_page(opened: Opened):
    app = opened(group="money")
    calm(app.button_group(key="unit_in_settings").set_value("wan").run())
    assert app.query_params["unit"] == "wan"
    assert app.session_state["unit"] == "wan"


def test_the_floor_of_a_product_is_told_by_the_part_that_is_set(opened):
    assert "85%" in captions(opened(group="products"))
    Settings(store.warehouse()).set_rules({"floor_share": 0.7})
    assert "70%" in captions(opened(group="products"))


def captions(app: AppTest) -> str:
    return "\n".join(each.value for each in app.caption).replace("\\", "")
