"""The desk of plans works in a run of the whole page too, not in its own alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from salesdash.ui.plans import plan_work
from salesdash.ui.session import store
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.plans.versions import Plans
from tests.pages.visitor import APP, RUN_SECONDS
from tests.stores import fill
from tests.warehouse.typed.planned import ORDERS, plan


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """The desk, with a plan that is kept."""
    folder = tmp_path / "store"
    warehouse = Warehouse(folder)
    fill(warehouse, tmp_path, orders=ORDERS)
    kept = Plans(warehouse).save(plan(), "Zoe")
    warehouse.close()
    monkeypatch.setenv("SALESDASH_STORE", str(folder))
    app = AppTest.from_file(APP, default_timeout=RUN_SECONDS)
    app.query_params["lang"] = "en"
    app.query_params["view"] = "plan"
    app.session_state["plan_work"] = plan_work.opened(kept)
    yield app.switch_page("pages/targets.py").run()
    store.warehouse().close()
    st.cache_resource.clear()
    st.cache_data.clear()


def test_another_plan_is_opened_in_a_run_of_the_whole_page(desk: AppTest):
    chosen = next(box for box in desk.selectbox if box.key and box.key.startswith("plan_open"))
    chosen.set_value("new").run()
    assert [error.value for error in desk.error] == []
    assert "Make the plan" in [button.label for button in desk.button]


def test_the_desk_is_drawn_anew_whoever_runs_it():
    app = AppTest.from_function(_a_desk).run()
    app.button[0].click().run()
    assert not app.exception
    assert [said.value for said in app.text] == ["pressed 1"]


def _a_desk() -> None:
    import streamlit as st

    from salesdash.ui.plans import plan_work

    @st.fragment
    def desk() -> None:
        st.text(f"pressed {st.session_state.get('pressed', 0)}")
        if st.button("again"):
            st.session_state["pressed"] = st.session_state.get("pressed", 0) + 1
            plan_work.draw_anew()

    desk()
