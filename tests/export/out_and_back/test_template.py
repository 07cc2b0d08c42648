"""A template filled in comes back as it was written; an empty one is left out without a question."""

import io
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.model import Dataset, Field, Kind
from salesdash.export.out_and_back.template import file_name, template
from salesdash.export.out_and_back.template_columns import choices, heading, meanings
from salesdash.incoming.imports import import_file
from salesdash.intake import take_in
from salesdash.period import Period
from salesdash.receipt import Receipt
from salesdash.text import LANGS, Lang
from salesdash.warehouse.imports.undo import undo
from salesdash.warehouse.store.database import Warehouse
from tests.stores import warehouse_in

pytestmark = pytest.mark.usefixtures("reading_here")

BOTH = pytest.mark.parametrize("lang", LANGS)
EACH = pytest.mark.parametrize("dataset", DATASETS)

Row = dict[str, Any]
PERIODS = ["2024", "2024Q3", "2025-02", "2025-W10"]
DAYS = st.dates(date(2023, 1, 1), date(2025, 12, 31))
NAMES = st.text("华东明远贸易张伟甲乙ABCxyz", min_size=2, max_size=12)
MONEY = st.decimals("-9999999.99", "9999999.99", places=2)

VALUES: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.DATE: DAYS,
    Kind.MOMENT: st.datetimes(datetime(2023, 1, 1), datetime(2025, 12, 31)).map(  # noqa: DTZ001
        lambda moment: moment.replace(second=0, microsecond=0)
    ),
    Kind.PERIOD: st.sampled_from(PERIODS),
    Kind.MONEY: MONEY,
    Kind.NUMBER: st.decimals(1, 9999, places=2),
    Kind.COUNT: st.integers(0, 10**6),
    Kind.RATE: st.sampled_from([0.0, 0.125, 0.5]),
    Kind.RATING: st.integers(1, 5),
    Kind.FLAG: st.booleans(),
    Kind.ID: st.text("0123456789", min_size=3, max_size=9).map("A-{}".format),
    Kind.NAME: NAMES,
    Kind.NOTE: NAMES,
}


def filled_rows(dataset: Dataset) -> st.SearchStrategy[list[Row]]:
    """Some rows, each of them one of its own by the fields that identify it."""
    always = {part for group in dataset.one_of for part in group[0].split("*")}
    always |= {field.key for field in dataset.required} | set(dataset.key_fields)
    cells = {
        field.key: VALUES[field.kind] if field.key in always else st.none() | VALUES[field.kind]
        for field in dataset.fields
    }
    for field in dataset.fields:
        if field.words and field.kind is not Kind.FLAG:
            cells[field.key] = st.sampled_from(list(meanings(field)))
    if "currency" in cells:
        cells["currency"] = st.just("CNY")  # rows of another wait until its rate is entered
    one = st.fixed_dictionaries(cells)
    return st.lists(
        one,
        min_size=1,
        max_size=20,
        unique_by=lambda row: tuple(row[k] for k in dataset.key_fields),
    )


def fill(content: bytes, dataset: Dataset, rows: list[Row], lang: Lang) -> bytes:
    """Write the rows where a user would: under the header of each field, words from its list."""
    book = load_workbook(io.BytesIO(content))
    sheet = book[dataset.name[lang]]
    columns = {cell.value: at for at, cell in enumerate(sheet[1], start=1)}
    for number, row in enumerate(rows, start=2):
        for field in dataset.fields:
            column = columns[heading(dataset, field, lang)]
            sheet.cell(number, column, as_typed(field, row[field.key], lang))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_typed(field: Field, value: Any, lang: Lang) -> Any:
    if value is None or not field.words:
        return value
    meaning = {True: "yes", False: "no"}[value] if field.kind is Kind.FLAG else value
    return choices(field, lang)[list(meanings(field)).index(meaning)]


def as_stored(field: Field, value: Any) -> Any:
    if value is None:
        return None
    if field.kind is Kind.PERIOD:
        return Period.parse(value).start
    return value


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """A store that each test leaves empty."""
    warehouse = warehouse_in(tmp_path_factory.mktemp("store"))
    yield warehouse
    warehouse.close()


def stored(
    warehouse: Warehouse, dataset: Dataset, content: bytes, lang: Lang
) -> tuple[Receipt, list[Row]]:
    """Load the file; its receipt, and the rows as stored, in the order of the sheet."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / file_name(dataset.key, lang)
        path.write_bytes(content)
        receipt, notes = import_file(warehouse, path)
    assert (notes.dataset, notes.needs) == (None, ())
    assert (receipt.dataset, receipt.needs) == (dataset.key, ())
    keys = [field.key for field in dataset.fields]
    listed = ", ".join(f'"{key}"' for key in keys)
    found = warehouse.rows(f"SELECT {listed} FROM live.{dataset.key} ORDER BY row")
    undo(warehouse, int(receipt.import_id or 0))
    return receipt, [dict(zip(keys, row, strict=True)) for row in found]


@BOTH
@EACH
@settings(max_examples=2)
@given(data=st.data())
def test_what_is_filled_in_stands_in_the_store(
    warehouse: Warehouse, dataset: str, lang: Lang, data: st.DataObject
):
    declared = DATASETS[dataset]
    rows = data.draw(filled_rows(declared))
    if dataset == "returns":
        rows = [row | {"returned": True} for row in rows]
    content = fill(template(dataset, lang), declared, rows, lang)
    receipt, found = stored(warehouse, declared, content, lang)
    assert (receipt.rows_loaded, receipt.rows_put_aside) == (len(rows), 0)
    assert found == [
        {field.key: as_stored(field, row[field.key]) for field in declared.fields} for row in rows
    ]


@BOTH
@EACH
def test_an_empty_template_is_left_out_and_asks_nothing(dataset: str, lang: Lang, tmp_path: Path):
    path = tmp_path / file_name(dataset, lang)
    path.write_bytes(template(dataset, lang))
    receipts = [batch.receipt for batch in take_in(path)]
    assert [(r.dataset, r.rows_put_aside, r.needs) for r in receipts] == [(None, 0, ())] * 2
    assert all(receipt.reason for receipt in receipts)


@BOTH
@EACH
def test_each_header_says_in_a_comment_what_goes_there(dataset: str, lang: Lang):
    book = load_workbook(io.BytesIO(template(dataset, lang)))
    sheet = book.worksheets[0]
    need = {"zh": "必填", "en": "Required"}[lang]
    assert sheet.freeze_panes == "A2"
    for field, cell in zip(DATASETS[dataset].fields, sheet[1], strict=True):
        assert cell.comment
        assert cell.comment.text.startswith(need) == field.required == str(cell.value).endswith("*")
        assert all(cell.comment.text.splitlines())
        assert not cell.comment.text.splitlines()[-1].endswith(("：", ": "))


@BOTH
@EACH
def test_fields_with_fixed_words_offer_them_in_a_list(dataset: str, lang: Lang):
    sheet = load_workbook(io.BytesIO(template(dataset, lang))).worksheets[0]
    offered = {
        str(rule.sqref).partition("2:")[0]: str(rule.formula1).strip('"').split(",")
        for rule in sheet.data_validations.dataValidation
    }
    fixed = {
        get_column_letter(at): choices(field, lang)
        for at, field in enumerate(DATASETS[dataset].fields, start=1)
        if field.words
    }
    assert offered == fixed


@BOTH
def test_the_words_offered_are_those_of_the_reader(lang: Lang):
    status = DATASETS["orders"].field("status")
    spoken = {"zh": ["已取消", "已退货", "已完成"], "en": ["Cancelled", "Returned", "Completed"]}
    assert choices(status, lang) == spoken[lang]
    assert choices(DATASETS["orders"].field("customer"), lang) == []


def test_amounts_of_another_size_are_read_as_their_header_says(warehouse: Warehouse):
    declared = DATASETS["spend"]
    rows = [dict.fromkeys(f.key for f in declared.fields) | {"date": "2025-03", "spend": 12}]
    book = load_workbook(io.BytesIO(fill(template("spend", "zh"), declared, rows, "zh")))
    for cell in book.worksheets[0][1]:
        cell.value = str(cell.value).replace("（元）", "（万元）")
    out = io.BytesIO()
    book.save(out)
    _, [row] = stored(warehouse, declared, out.getvalue(), "zh")
    assert row["spend"] == Decimal(120_000)
