"""Whatever a file or a form says, a page shows it as words and does nothing else with it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from salesdash.scope import Scope
from salesdash.text import LANGS, Lang
from salesdash.ui.bar.meeting_mode import frame_of
from salesdash.ui.plans.plan_work import opened
from salesdash.ui.session import store
from salesdash.ui.session.contents import PAGES
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.typed.meetings.meetings import Meetings
from salesdash.warehouse.typed.plans.versions import Plans
from tests import hostile
from tests.pages.visitor import visited, visiting

VIEWS = {
    "targets": ("", "by=region", "view=plan", "by=salesperson"),
    "kpis": ("", "kpi=attainment&by=region&why=customers", "wall=worst"),
}
# Shown as it is, by what draws it: everything else that is sent is taken to be read as Markdown.
PLAIN = {
    "Selectbox.options",
    "Selectbox.raw_values",
    "Selectbox.raw_value",
    "Selectbox.placeholder",
    "MultiSelect.options",
    "MultiSelect.placeholder",
    "TextInput.default",
    "TextInput.value",
    "TextArea.default",
    "TextArea.value",
    "Text.body",
    "Code.code_text",
    "DownloadButton.url",
    "VegaLiteChart.alt",
    "BidiComponent.json",  # `lines.js` makes text of each word
}
# may well name nobody, or only in tables
UNNAMED = ("settings", "overview", "customers", "actions", "reports", "meeting")
ADDRESSES = ("id", "key", "form_id", "fragment_id", "icon", "page_script_hash")

Visit = Callable[..., AppTest]


@pytest.fixture(scope="module", params=LANGS)
def visit(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Visit]:
    """visit(page, view) → the page of a company whose names are all hostile."""
    lang: Lang = request.param
    folder = tmp_path_factory.mktemp("hostile") / "store"
    hostile.company(folder, lang)

    def visit(page: str, view: str = "") -> AppTest:
        chosen = [pair.split("=", 1) for pair in view.split("&") if pair]
        return visited(page, lang=lang, **dict(chosen))

    with visiting(folder):
        yield visit


@pytest.mark.parametrize("page", PAGES)
def test_no_page_reads_a_name_as_markdown(page: str, visit: Visit):
    seen = ""
    for view in VIEWS.get(page, ("",)):
        seen += checked(visit(page, view))
    assert "evil" in seen or page in UNNAMED


def test_nothing_that_opens_reads_a_name_as_markdown(visit: Visit):
    app = visit("customers")
    menus = [menu for menu in _blocks(app._tree) if menu.startswith("menu_")]
    assert menus
    for menu in menus:
        app.session_state[menu] = True
    checked(app.run())
    app.session_state["behind_asked"] = menus[-1].removeprefix("menu_")
    assert "evil" in checked(app.run())
    app = visit("kpis", "kpi=attainment")
    app.session_state["kpi_limits"] = app.session_state["kpi_notes"] = True
    assert "evil" in checked(app.run())
    app = visit("data")
    for block in _blocks(app._tree):
        if block.startswith("receipts_"):
            app.session_state[block] = True
    assert "evil" in checked(app.run())


def test_no_step_of_a_meeting_reads_a_name_as_markdown(visit: Visit):
    visit("overview")
    ask = Ask(store.warehouse().query)
    meetings = Meetings(store.warehouse())
    frame = frame_of(Scope(ask.as_of, ask.calendar.of(ask.as_of, "year"), calendar=ask.calendar))
    meeting = meetings.begin("weekly", frame, hostile.PIECES[3])
    seen = ""
    for at, _ in enumerate(meeting.agenda):
        meeting = meetings.move(meeting, at)
        seen += checked(visit("meeting"))
    assert "evil" in seen


def test_no_plan_reads_a_name_as_markdown(visit: Visit):
    app = visit("targets", "view=plan")
    plans = Plans(store.warehouse())
    plan = next(p for p in plans.versions() if "evil" in p.name)
    app.session_state["plan_work"] = opened(plans.get(plan.plan_id, plan.version))
    app.session_state["plan_drawn"] = 1
    app = app.run()
    assert "evil" in checked(app)
    compared = app.selectbox(key="plan_compare")
    assert "evil" in checked(compared.set_value(compared.options[0]).run())


def test_no_dropped_file_reads_its_headers_as_markdown(visit: Visit):
    app = visit("data")
    header = ",".join(f'"{piece}"'.replace("\n", " ") for piece in hostile.PIECES)
    cells = ",".join(str(n) for n, _ in enumerate(hostile.PIECES))
    day = "日期,数量,成交金额,金额,**evil** 金额," + header
    lines = [f"{first},3,5,6,7,{cells}" for first in ("2031-01-05", "05/06/2031", "**evil**")]
    files = [
        (f"{piece.replace('/', ' ')}.csv", "\n".join([day, *lines]).encode(), "text/csv")
        for piece in hostile.PIECES[:6]
    ]
    broken = (":red[evil] www.evil.example.xlsx", b"PK", "application/zip")
    app = app.file_uploader[0].set_value([*files, broken]).run()
    assert "evil" in checked(app, errors=True)


def test_no_question_reads_the_headers_that_it_offers_as_markdown():
    def asked() -> None:
        from salesdash.receipt import Question
        from salesdash.text import plain
        from salesdash.ui.data.open_questions import answered
        from tests.hostile import PIECES

        for number, is_typed in enumerate((False, True)):
            text = plain(" ".join(PIECES))
            answered(Question(f"column:amount{number}", text, PIECES, "", is_typed), "", "zh")

    assert "evil" in checked(AppTest.from_function(asked).run())


def test_an_address_reads_nothing_as_markdown(visit: Visit):
    for piece in hostile.PIECES:
        app = visit("overview")
        app.query_params["period"] = app.query_params["region"] = piece
        checked(app.run())


def checked(app: AppTest, *, errors: bool = False) -> str:
    """All that is read as Markdown on the page, none of which does anything."""
    assert not app.exception
    assert errors or [error.value for error in app.error] == []
    shown = list(_shown(app._tree))
    assert [(where, words) for where, words in shown if hostile.faults(words)] == []
    return "\n".join(words for _, words in shown)


def _blocks(node: Any) -> Iterator[str]:
    """The keys of what can be opened."""
    ident = getattr(getattr(node, "proto", None), "id", "")
    if ident:
        yield str(ident).rpartition("-")[2]
    for child in getattr(node, "children", {}).values():
        yield from _blocks(child)


def _shown(node: Any) -> Iterator[tuple[str, str]]:
    """Every text that a node and those within it send to be read as Markdown, and where it stands."""
    if getattr(node, "proto", None) is not None:
        yield from _texts(node.proto)
    for child in getattr(node, "children", {}).values():
        yield from _shown(child)


def _texts(message: Any) -> Iterator[tuple[str, str]]:
    kind = message.DESCRIPTOR.name
    for field, value in message.ListFields():
        where = f"{kind}.{field.name}"
        if where in PLAIN or field.name in ADDRESSES:
            continue
        if field.name == "spec":
            yield from _asked_for(json.loads(value))
        elif field.name == "columns" and isinstance(value, str):
            yield from _tips(json.loads(value))
        else:
            yield from _in(value, where)


def _in(value: Any, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield where, value
    elif hasattr(value, "ListFields"):
        yield from _texts(value)
    elif isinstance(value, Mapping):
        yield from _in(list(value.values()), where)
    elif isinstance(value, Iterable) and not isinstance(value, bytes):
        for part in value:
            yield from _in(part, where)


def _tips(columns: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Of a table the tips of its columns; titles and cells are drawn as they are."""
    for column in columns.values():
        yield "columns.help", str((column or {}).get("help") or "")


def _asked_for(spec: Any) -> Iterator[tuple[str, str]]:
    """Of a chart what its engine computes or fetches: a text there is drawn as it is."""
    if isinstance(spec, Mapping):
        for key, value in spec.items():
            if key in (
                "expr",
                "filter",
                "calculate",
                "labelExpr",
                "url",
                "href",
                "field",
                "update",
            ):
                yield f"vega.{key}", json.dumps(value, ensure_ascii=False)
            # a tip with these names would show a picture
            elif key == "title" and value in ("image", "title"):
                yield "vega.title", "![evil]()"
            else:
                yield from _asked_for(value)
    elif isinstance(spec, list):
        for part in spec:
            yield from _asked_for(part)
