"""A form over a page is known until its run ends, whichever page opens it."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from salesdash import ui
from salesdash.ui.session import forms


def _page() -> None:
    import streamlit as st

    from salesdash.ui.session import forms

    if st.query_params.get("form"):
        forms.over_page("Risk", width="large")(lambda: None)()
    st.text("open" if forms.is_open() else "none")
    st.text("open" if forms.is_open() else "none")


def test_a_form_is_open_in_the_run_that_opens_it_and_asked_once():
    app = AppTest.from_function(_page)
    assert [said.value for said in app.run().text] == ["none", "none"]
    app.query_params["form"] = "1"
    assert [said.value for said in app.run().text][-2:] == ["open", "none"]
    assert not app.exception
    assert forms.is_open() is False


def test_every_form_over_a_page_is_known():
    rooms = Path(ui.__file__).parent
    alone = {
        path.name
        for path in rooms.rglob("*.py")
        if "st.dialog(" in path.read_text(encoding="utf-8")
    }
    assert alone == {"forms.py", "side_sheet.py"}  # the sheet stays open by its address
