"""Whatever names a company has, a spreadsheet that opens what a page gives out shows them and does no more."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from xml.etree import ElementTree

import openpyxl
import pytest
import streamlit as st

from salesdash.charts.figure import Spoken
from salesdash.export import csv_file, image, workbook
from salesdash.export.out_and_back import plan_workbook
from salesdash.export.safe_names import file_name
from salesdash.scope import Scope
from salesdash.text import Lang
from salesdash.ui.session import store
from salesdash.ui.session.contents import PAGES
from salesdash.warehouse.typed.plans.versions import Plans
from tests import hostile
from tests.pages.reading import read

COMPUTED = re.compile(r"^[\s\u200b\ufeff]*[=+\-@＝＋－＠]")
TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.fixture(scope="module")
def figures(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[list[Spoken]]:
    """What all pages show of a company whose names are all hostile."""
    lang: Lang = "zh"
    folder = tmp_path_factory.mktemp("hostile") / "store"
    hostile.company(folder, lang)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SALESDASH_STORE", str(folder))
        st.cache_resource.clear()
        with store.asking() as ask:
            scope = Scope(ask.as_of, calendar=ask.calendar)
            yield [figure for page in PAGES for figure in read(page, ask, scope, lang).figures]
        store.warehouse().close()
        st.cache_resource.clear()


def _inert(book: bytes) -> list[str]:
    """The texts of a workbook, none of which is a formula or a link."""
    found = []
    for sheet in openpyxl.load_workbook(io.BytesIO(book)):
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type != "f", cell.value
            assert cell.hyperlink is None
            found += [cell.value] if isinstance(cell.value, str) else []
    return found


def test_a_workbook_of_all_figures_holds_texts_and_numbers(figures: list[Spoken]):
    texts = _inert(workbook.xlsx(figures))
    assert any(COMPUTED.match(text) for text in texts)  # they are there, as words
    assert any("http://evil.example" in text for text in texts)


def test_no_cell_of_a_csv_is_computed(figures: list[Spoken]):
    guarded = 0
    for figure in figures:
        for row in csv.reader(io.StringIO(csv_file.csv(figure).decode("utf-8-sig"))):
            for cell in row:
                assert not COMPUTED.match(cell) or _is_number(cell), cell
                guarded += cell.startswith("'") and bool(COMPUTED.match(cell[1:]))
    assert guarded


def test_a_picture_turns_nothing_round_and_asks_for_nothing(figures: list[Spoken]):
    drawn = [figure for figure in figures if figure.draw]
    for figure in drawn:
        picture = image.svg(figure).decode()
        assert not any(mark in picture for mark in TURNS)
        for element in ElementTree.fromstring(picture).iter():
            assert element.tag.partition("}")[2] not in ("image", "script", "a", "foreignObject")
            for name, value in element.items():
                assert "href" not in name or value.startswith("#")
                assert not re.search(r"url\((?!#)", value)


def test_files_have_names_that_every_system_takes(figures: list[Spoken]):
    for figure in figures:
        name = file_name(figure, "xlsx")
        assert len(name.encode()) < 255 * 2
        assert not re.search(r'[<>:"/\\|?*\x00-\x1f\u202a-\u202e]', name)


def test_a_plan_that_is_handed_out_holds_no_formula_of_others(figures: list[Spoken]):
    plans = Plans(store.warehouse())
    plan = next(p for p in plans.versions() if p.dimensions)
    kept = plans.get(plan.plan_id, plan.version)
    book = openpyxl.load_workbook(io.BytesIO(plan_workbook.xlsx(kept, "zh")))
    formulas = [
        str(cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert formulas
    assert all(re.match(r"=SUM(IF)?\(\$?[A-Z]", formula) for formula in formulas)
    assert not any("evil" in formula for formula in formulas)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
