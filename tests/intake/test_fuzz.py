"""Files damaged by chance: one kind sentence or an account that adds up, and soon.

`SALESDASH_FUZZ=5000` tries so many of each sort instead of the few of every day.
"""

from __future__ import annotations

import io
import os
import random
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter

from salesdash.errors import FileError
from salesdash.intake import take_in
from salesdash.intake.cells import container
from salesdash.intake.cells.workbooks.workbook import read_workbook
from salesdash.intake.texts import text_column
from salesdash.text import Text

FILES = int(os.environ.get("SALESDASH_FUZZ", "0"))
SECONDS = 10

NASTY = [
    "", " ", "0", "-", "#REF!", "1e999", "-1e-999", "9" * 40, "0x10", "NaN", "inf", "１２", "壹万", "1,2,3.4.5",
    "2025-02-30", "0000-00-00", "45721", "99999999", "31/31/31", "3月", "第99周", "合计", "Total", "\x00", "\ufffd",
    "\u202e", "=1+1", "'", '"', '""', "\n", "\r", "\t", ";", "，", "¥", "$-", "(5", "5)", "%", "12%", "折", "万", "é",
    "NULL", "\U0001f600" * 3, "a" * 5000,
]  # fmt: skip
HEADERS = (
    "订单编号,订单日期,客户名称,区域,渠道,数量,单价,销售额,币种,状态",
    "Order ID,Order Date,Customer,Region,Channel,Quantity,Unit Price,Sales,Currency,Status",
    "月份,区域,渠道,销售目标,毛利目标",
    "日期,渠道,费用,预算,线索数",
    "工单号,受理时间,解决时间,客户,满意度",
    "区域,1月,2月,3月,合计",
)


def _rows(chance: random.Random) -> list[list[str]]:
    """A table as it may be, with some of its cells gone wrong."""
    header = chance.choice(HEADERS).split(",")
    height = chance.randrange(1, 25)
    day = (f"2025-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}" for _ in iter(int, 1))
    rows = [
        [
            next(day) if i == 1 or (i == 0 and len(header) < 10) else f"{chance.uniform(-9, 999):.2f}"
            if chance.random() < 0.7 else chance.choice(["华东", "天猫", "Li", "USD", "已取消"])
            for i in range(len(header))
        ]
        for _ in range(height)
    ]  # fmt: skip
    rows.insert(0, header)
    if chance.random() < 0.3:
        rows.insert(0, [chance.choice(["三月销售明细", "单位：万元", "2025年", ""])])
    if chance.random() < 0.3:
        rows.append(["合计"] + [f"{chance.uniform(0, 999):.2f}" for _ in header[1:]])
    for _ in range(chance.randrange(0, 8)):
        row = chance.choice(rows)
        row[chance.randrange(len(row))] = chance.choice(NASTY)
    if chance.random() < 0.2:
        chance.choice(rows).append(chance.choice(NASTY))
    return rows


def _text_file(chance: random.Random) -> bytes:
    delimiter = chance.choice([",", ",", ";", "\t", "|", "，"])
    quote = chance.choice(["", "", '"'])
    lines = (delimiter.join(f"{quote}{cell}{quote}" for cell in row) for row in _rows(chance))
    text = chance.choice(["\n", "\n", "\r\n", "\r"]).join(lines)
    encoding = chance.choice(
        ["utf-8", "utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "big5"]
    )
    return _damaged(text.encode(encoding, "ignore"), chance)


def _workbook(chance: random.Random) -> bytes:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(
        made, {"in_memory": True, "strings_to_numbers": chance.random() < 0.7}
    )
    for number in range(chance.randrange(1, 4)):
        sheet = book.add_worksheet(f"S{number}")
        for r, row in enumerate(_rows(chance)):
            for c, cell in enumerate(row):
                sheet.write(r, c, cell.replace("\x00", "")[:5000])
        if chance.random() < 0.2:
            sheet.merge_range(1, 0, 3, chance.randrange(0, 3), "合并")
    book.close()
    return made.getvalue()


def _odd_workbook(chance: random.Random) -> bytes:
    """A workbook whose container or whose sheets are damaged."""
    whole = _workbook(chance)
    if chance.random() < 0.4:
        return _damaged(whole, chance)
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if chance.random() < 0.3:
                content = _bent(content, chance)
            if chance.random() > 0.03:
                target.writestr(name, content)
    return changed.getvalue()


def _damaged(content: bytes, chance: random.Random) -> bytes:
    """Bytes changed, lost or doubled, or the end cut off; one in three is left as it is."""
    bytes_ = bytearray(content)
    how = chance.randrange(6)
    for _ in range(chance.randrange(1, 6) if how in (0, 1) and bytes_ else 0):
        at = chance.randrange(len(bytes_))
        if how == 0:
            bytes_[at] = chance.randrange(256)
        else:
            bytes_[at : at + chance.randrange(1, 9)] = chance.choice(
                [b"", b'"', b"\n", b"\x00", b"\xff"]
            )
    if how == 2:
        del bytes_[chance.randrange(len(bytes_) + 1) :]
    if how == 3:
        at = chance.randrange(len(bytes_) + 1)
        bytes_[at:at] = bytes_[: chance.randrange(200)]
    return bytes(bytes_)


def _bent(xml: bytes, chance: random.Random) -> bytes:
    swaps = [
        (b'r="A1"', b'r="XFD1048576"'), (b'r="A1"', b'r="A0"'), (b"<v>", b"<v>9"), (b"</v>", b""),
        (b't="s"', b't="n"'), (b't="s"', b't="e"'), (b't="s"', b't="b"'), (b"<c ", b"<c s=\"99999\" "),
        (b"<row ", b'<row hidden="1" '), (b'ref="', b'ref="B'), (b"sheetData", b"sheetdata"),
        (b"count=", b"count=9"), (b'sheetId="1"', b'sheetId="-1"'), (b"<si>", b"<si><si>"),
    ]  # fmt: skip
    old, new = chance.choice(swaps)
    return (
        xml.replace(old, new, chance.choice([1, -1]))
        if chance.random() < 0.7
        else _damaged(xml, chance)
    )


def _held(path: Path, read: Callable[[Path], object]) -> None:
    """Any error but a kind one fails by itself."""
    started = time.monotonic()
    told: Text | None = None
    try:
        read(path)
    except FileError as refused:
        told = refused.message
    assert told is None or (told.zh and told.en)
    assert time.monotonic() - started < SECONDS


def _accounted(path: Path) -> None:
    for accept in (False, True):
        for batch in take_in(path, accept=accept):
            told = batch.receipt
            parts = (
                told.rows_loaded + told.rows_left_out + told.rows_put_aside + told.rows_duplicate
            )
            assert told.rows_read == parts, told
            # rows that wait to be corrected come in with a table, though no other row of it does
            assert told.rows_loaded == 0 or batch.rows is not None
            assert batch.rows is None or told.rows_loaded + told.rows_put_aside > 0
            assert not (told.needs and batch.rows is not None)
            for entry in batch.put_aside:
                assert entry.reason.zh
                assert entry.reason.en
                assert entry.addresses
            if batch.rows is not None and told.amount_loaded is not None:
                assert told.dataset is not None


def _tried(
    seed: int, make: Callable[[random.Random], bytes], path: Path, read: Callable[[Path], object]
) -> None:
    path.write_bytes(make(random.Random(seed)))
    _held(path, read)


@pytest.mark.parametrize("seed", range(FILES or 250))
def test_a_damaged_text_file_is_refused_kindly_or_accounted_for(tmp_path, seed):
    _tried(seed, _text_file, tmp_path / "file.csv", _accounted)


@pytest.mark.parametrize("seed", range(FILES or 150))
def test_a_damaged_workbook_is_refused_kindly_or_read(tmp_path, seed):
    def read(path: Path) -> None:
        if container.sort_of(path) == "workbook":
            read_workbook(path)

    _tried(seed, _odd_workbook, tmp_path / "file.xlsx", read)


@pytest.mark.parametrize("seed", range(FILES // 10 or 8))
def test_a_workbook_with_wrong_cells_is_accounted_for(tmp_path, seed):
    _tried(seed, _workbook, tmp_path / "file.xlsx", _accounted)


@pytest.mark.parametrize("number", range(FILES or 40))
def test_a_file_says_the_same_however_its_cells_are_held(tmp_path, monkeypatch, number):
    """Cells of large tables are held as dictionaries; here those of small ones are, too."""
    path = tmp_path / "file.csv"
    path.write_bytes(_text_file(random.Random(number)))
    plainly = _told(path)
    monkeypatch.setattr(text_column, "LOOK", 0)
    monkeypatch.setattr(text_column, "FEW", 2)
    assert _told(path) == plainly


def _told(path: Path) -> list[object]:
    """All that is said of a file, and its rows."""
    try:
        batches = take_in(path, accept=True)
    except FileError as refused:
        return [refused.message]
    rows = [None if batch.rows is None else batch.rows.to_pylist() for batch in batches]
    return [*rows, *(replace(batch, rows=None) for batch in batches)]
