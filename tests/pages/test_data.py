"""A file dropped on the data page: what it asks is answered there, once, and stands from then on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from salesdash.incoming.imports import import_file
from salesdash.text import Lang
from salesdash.ui.data.sample_beside import BESIDE
from salesdash.ui.session import store
from salesdash.warehouse.questions.ask import Ask
from tests import sample
from tests.pages.visitor import APP, RUN_SECONDS, visited

UNDATED = "产品名称,销售员,数量,成交金额\n键盘,王丽,10,1780\n鼠标,李欢,6,1794\n"
DOLLARS = "单号,日期,客户,金额,币种\nA1,2025-03-05,甲,700,CNY\nA2,2025-03-06,乙,100,USD\n"
Dropped = Callable[..., AppTest]


@pytest.fixture
def dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Dropped]:
    """dropped(name=text, …) → the data page with these files lying on it."""
    monkeypatch.setenv("SALESDASH_STORE", str(tmp_path / "store"))

    def dropped(**files: str) -> AppTest:
        app = AppTest.from_file(APP, default_timeout=RUN_SECONDS)
        app.query_params["lang"] = "zh"
        app.switch_page("pages/data.py").run()
        lying = [(f"{name}.csv", text.encode(), "text/csv") for name, text in files.items()]
        return app.file_uploader[0].set_value(lying).run()

    yield dropped
    store.warehouse().close()
    st.cache_resource.clear()
    st.cache_data.clear()


def said(app: AppTest) -> str:
    """All that stands on the page, as it is read."""
    assert not app.exception
    return "\n".join(each.value for each in app.markdown).replace("\\", "")


def test_a_table_without_dates_comes_in_once_its_month_is_typed(dropped: Dropped):
    app = dropped(orders=UNDATED)
    assert "没有一列写明时间" in said(app)
    assert app.button(key="import").disabled
    app = app.text_input[0].input("上个月").run()
    assert "没看懂“上个月”" in said(app)
    app = app.text_input[0].input("2025年3月").run()
    assert "没有一列写明时间" not in said(app)
    assert not app.button(key="import").disabled
    assert "可导入 2 行  ·  合计 3,574.00 元  ·  2025-03-31 至 2025-03-31" in said(app)


def test_a_month_typed_for_one_file_says_nothing_of_another(dropped: Dropped):
    app = dropped(first=UNDATED, other=UNDATED.replace("键盘", "耳机"))
    assert len(app.text_input) == 2
    app = app.text_input[0].input("2025年3月").run()
    assert len(app.text_input) == 1


def test_a_rate_typed_where_a_file_asks_is_applied(dropped: Dropped):
    app = dropped(orders=DOLLARS)
    assert "1 USD 合多少 CNY" in said(app)
    app = app.text_input[0].input("7.2").run()
    assert "1,420.00" in said(app)


def test_what_a_file_changes_is_told_in_its_own_currency(dropped: Dropped):
    app = dropped(orders="日期,客户,销售额 (T €)\n2025-03-05,甲,7\n2025-03-06,乙,5\n")
    assert "合计 12,000.00 欧元" in said(app)
    assert "销售额变化 +12,000.00 欧元" in said(app)
    assert [each.value for each in app.caption if "按月变化" in each.value] == ["按月变化（欧元）"]


PLAN = "月份,大区,目标,实际\n2025-01,华东,100,90\n2025-02,华东,100,80\n"


def test_sales_beside_targets_can_be_left_out_and_taken_back(dropped: Dropped):
    app = dropped(plan=PLAN)
    assert "2 张表可以导入" in said(app)
    assert "合计 170.00 元" in said(app)
    app = next(g for g in app.segmented_control if g.value == "load").set_value("none").run()
    assert "按你的选择未作为销售额导入" in said(app)
    assert "1 张表可以导入" in said(app)
    app = next(g for g in app.segmented_control if g.value == "none").set_value("load").run()
    assert "合计 170.00 元" in said(app)


EITHER_WAY = "日期,门店,销售额\n03/0{n}/2025,一店,{n}\n04/0{n}/2025,二店,{n}\n"


def answers(app: AppTest) -> list[Any]:
    """The controls by which what is asked is answered."""
    return [each for each in app.segmented_control if str(each.key).startswith("answer_")]


def test_what_two_files_ask_alike_is_answered_for_both(dropped: Dropped):
    app = dropped(first=EITHER_WAY.format(n=5), other=EITHER_WAY.format(n=6))
    assert "2 个问题等你回答" in said(app)
    app = answers(app)[0].set_value("dmy").run()
    assert "2 张表可以导入" in said(app)


def test_what_is_answered_for_one_file_alone_leaves_the_other_open(dropped: Dropped):
    app = dropped(first=EITHER_WAY.format(n=5), other=EITHER_WAY.format(n=6))
    app = app.checkbox[0].uncheck().run()
    app = answers(app)[0].set_value("dmy").run()
    assert "1 个问题等你回答" in said(app)


def test_a_warning_about_money_stands_on_the_card(dropped: Dropped):
    twice = "单号,日期,客户,金额\nA1,2025-03-05,甲,7\nA1,2025-03-05,甲,7\nA2,2025-03-06,乙,1\n"
    assert "⚠ 1 行与前面的行完全相同" in said(dropped(orders=twice))


def test_a_file_is_offered_while_the_engine_beside_the_store_cannot_be_asked(
    dropped: Dropped, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("SALESDASH_ENGINE", "mysql://localhost")
    app = dropped(orders="单号,日期,客户,金额\nA1,2025-03-05,甲,700\nA2,2025-03-06,乙,100\n")
    assert "可导入 2 行" in said(app)
    assert not app.button(key="import").disabled
    assert not app.error
    assert not visited("settings", lang="en").error
    assert visited("overview", lang="en").error


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_data_of_ones_own_beside_the_sample_company_is_told_and_the_sample_taken_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dropped: Dropped, lang: Lang
):
    sample.lay(tmp_path / "store", lang)
    app = AppTest.from_file(APP, default_timeout=RUN_SECONDS)
    app.query_params["lang"] = lang
    app.switch_page("pages/data.py").run()
    assert BESIDE[lang] not in [each.value for each in app.warning]
    own = tmp_path / "own.csv"
    own.write_text("单号,日期,客户,金额\nZ1,2025-11-17,某某,700\n", encoding="utf-8")
    import_file(store.warehouse(), own, accept=True)
    app.run()
    assert BESIDE[lang] in [each.value for each in app.warning]
    app.button(key="take_sample_out").click().run()
    assert not app.exception
    assert not app.error
    assert BESIDE[lang] not in [each.value for each in app.warning]
    assert float(Ask(store.warehouse().query)(["sales"])["sales"].iloc[0]) == 700
