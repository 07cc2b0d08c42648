"""Promises go out, a sheet for each owner, and come back with their states and days."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from salesdash.catalog.actions import STATUSES, Action
from salesdash.errors import FileError
from salesdash.export.out_and_back.action_list import read, xlsx
from salesdash.text import LANGS

TODAY = date(2025, 11, 16)
ACTIONS = [
    Action("拜访澜庭", "陆文博", date(2025, 11, 20), "客户确认续单", action_id=1, revision=1),
    Action("=1+1", "陆文博", date(2025, 12, 1), action_id=2, revision=3),
    Action("统一价格", "王海峰", date(2025, 11, 30), action_id=3, revision=1),
]


def sheets(book):
    return {
        sheet.title: [
            [None if cell is None else str(cell) for cell in row]
            for row in sheet.iter_rows(values_only=True)
        ]
        for sheet in book.worksheets
    }


@pytest.fixture(params=LANGS)
def book(request):
    return openpyxl.load_workbook(io.BytesIO(xlsx(ACTIONS, request.param)))


def filled(book, row, **values):
    sheet = book.worksheets[0]
    at = dict(
        zip(
            ("number", "title", "done_when", "effect", "status", "due", "done_on"),
            range(1, 8),
            strict=True,
        )
    )
    for key, value in values.items():
        sheet.cell(row, at[key]).value = value
    return sheets(book)


def test_each_owner_has_a_sheet_and_unchanged_it_changes_nothing(book):
    assert book.sheetnames == ["陆文博", "王海峰"]
    assert book.worksheets[0].cell(3, 2).data_type == "s"
    found = read(sheets(book), ACTIONS, TODAY)
    assert (found.changed, found.same) == ((), 3)


@pytest.mark.parametrize("day", [None, "2025-11-15"])
def test_what_is_done_gets_its_day_or_today(book, day):
    is_zh = book.worksheets[0].cell(1, 1).value == "编号"
    done = STATUSES["done"].name["zh" if is_zh else "en"]
    [one] = read(filled(book, 2, status=done, done_on=day), ACTIONS, TODAY).changed
    assert (one.action_id, one.revision, one.status) == (1, 1, "done")
    assert one.done_on == (date(2025, 11, 15) if day else TODAY)


def test_a_day_put_off_is_taken_and_an_empty_one_leaves_what_stands(book):
    [one] = read(filled(book, 2, due="2025/12/5"), ACTIONS, TODAY).changed
    assert one.due == date(2025, 12, 5)
    assert read(filled(book, 2, due=None), ACTIONS, TODAY).changed == ()


@pytest.mark.parametrize(
    "wrong", [{"status": "差不多"}, {"due": "下周"}, {"title": "别的事"}, {"number": 9}]
)
def test_a_row_that_cannot_be_kept_is_named_and_nothing_is_taken(book, wrong):
    with pytest.raises(FileError) as error:
        read(filled(book, 2, **wrong), ACTIONS, TODAY)
    assert "第 2 行" in error.value.message.zh


def test_another_sheet_is_no_list_of_promises():
    with pytest.raises(FileError):
        read({"订单": [["编号", "金额"], ["1", "2"]]}, ACTIONS, TODAY)
