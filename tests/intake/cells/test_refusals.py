"""Files that are no table are refused with one sentence that says what they are."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from salesdash.errors import FileError
from salesdash.intake import take_in
from salesdash.intake.cells import limits

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
REFUSED = [
    ("empty.csv", b"", "空"),
    ("blank.csv", b"\n\n  \n", "空"),
    ("picture.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(100), "图片"),
    ("photo.csv", b"\xff\xd8\xff\xe0" + bytes(100), "图片"),
    ("orders.csv", b"version https://git-lfs.github.com/spec/v1\noid sha256:4d\nsize 1\n", "LFS"),
    ("report.pdf", b"%PDF-1.7 ...", "不是表格"),
    ("cut.xlsx", b"PK\x03\x04" + b"\x14\x00" * 50, "损坏"),
    ("locked.xlsx", OLE + bytes(512) + "EncryptedPackage".encode("utf-16-le"), "密码"),
    ("sheet.et", OLE + bytes(512) + "EtDocument".encode("utf-16-le"), ".et"),
    ("letter.doc", OLE + bytes(512) + "WordDocument".encode("utf-16-le"), "不是表格"),
    ("broken.xls", OLE + bytes(512) + "Workbook".encode("utf-16-le"), "损坏"),
    ("binary.csv", b"a,b\n" + bytes(range(1, 9)) * 40, "不是表格"),
    (
        "old.xls",
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
        "另存为",
    ),
]


@pytest.mark.parametrize(("name", "content", "word"), REFUSED, ids=[r[0] for r in REFUSED])
def test_a_file_that_is_no_table_is_refused_in_one_sentence(tmp_path, name, content, word):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FileError) as refused:
        take_in(path)
    assert word in refused.value.message.zh
    assert refused.value.message.en
    assert "Error" not in refused.value.message.en


def test_a_workbook_cut_off_in_the_middle_is_damaged(tmp_path, drop):
    drop({"订单": [["日期", "金额"], ["2025-01-01", 5]]}, name="whole.xlsx")
    whole = (tmp_path / "whole.xlsx").read_bytes()
    (tmp_path / "half.xlsx").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(FileError) as refused:
        take_in(tmp_path / "half.xlsx")
    assert "损坏" in refused.value.message.zh


@pytest.mark.parametrize(("row", "column"), [(1_048_575, 60), (0, 16_383), (1_048_575, 16_383)])
def test_a_far_corner_is_refused_before_memory_is_filled(tmp_path, row, column):
    book = xlsxwriter.Workbook(str(tmp_path / "far.xlsx"))
    sheet = book.add_worksheet()
    sheet.write(0, 0, "日期")
    sheet.write(row, column, 1)
    book.close()
    with pytest.raises(FileError) as refused:
        take_in(tmp_path / "far.xlsx")
    assert "过大" in refused.value.message.zh


def test_a_far_corner_written_in_an_odd_way_is_found_too(tmp_path):
    path = tmp_path / "odd.xlsx"
    _rewritten(path, lambda xml: xml.replace(b'<c r="A1"', b"<c r = 'XFD1048576'"))
    with pytest.raises(FileError) as refused:
        take_in(path)
    assert "过大" in refused.value.message.zh


def test_a_zip_bomb_is_refused_by_what_it_declares(tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", bytes(300 << 20))
    with pytest.raises(FileError) as refused:
        take_in(path)
    assert "过大" in refused.value.message.zh


def test_cells_repeated_a_billion_times_are_refused(tmp_path):
    path = tmp_path / "repeated.ods"
    content = (
        '<?xml version="1.0"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
        '<office:body><office:spreadsheet><table:table table:name="S">'
        '<table:table-row table:number-rows-repeated="999999999">'
        '<table:table-cell table:number-columns-repeated="999999999" office:value-type="string">'
        "<text:p>X</text:p></table:table-cell></table:table-row></table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", content)
    with pytest.raises(FileError) as refused:
        take_in(path)
    assert "过大" in refused.value.message.zh


def test_a_zip_gives_the_tables_of_its_files_and_names_what_it_cannot_read(tmp_path):
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("一月.csv", "日期,金额\n2025-01-01,5\n")
        archive.writestr("folder/photo.csv", b"\x89PNG\r\n\x1a\n")
        archive.writestr("__MACOSX/._x.csv", b"\x00")
    first, second = take_in(path)
    assert (first.receipt.file, first.receipt.sheet) == ("all.zip", "一月.csv")
    assert first.receipt.dataset == "orders"
    assert second.receipt.dataset is None
    assert second.receipt.reason is not None
    assert "图片" in second.receipt.reason.zh


def _rewritten(path: Path, change) -> None:
    """A workbook of one cell, its sheet's XML changed."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made)
    book.add_worksheet().write(0, 0, 1)
    book.close()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, change(content) if "worksheets/" in name else content)


_MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    '<manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("wide.csv", b",".join(b"c%d" % i for i in range(100_000)) + b"\n"),
        (
            "one_cell.csv",
            "日期,金额\n2025-01-01,".encode() + b"5" * (1 << 21) + b"\n2025-01-02,6\n",
        ),
        ("one_line.csv", b"x" * (1 << 21)),
        ("one_wide_row.csv", "日期,金额,客户\n2025-01-01,5,甲\n".encode() + b"," * 1_000_000),
        ("endless.csv", "日期,金额\n2025-01-01,5\n".encode() + b" \n" * 20_000_001 + b"x\n"),
    ],
)
def test_a_text_file_beyond_all_measure_is_refused_before_it_is_parted(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FileError) as refused:
        take_in(path)
    assert "过大" in refused.value.message.zh


@pytest.mark.parametrize(("rows", "left_out"), [(30, False), (31, True)])
def test_more_rows_than_anybody_corrects_are_refused_with_the_reason(
    one, monkeypatch, rows, left_out
):
    monkeypatch.setattr(limits, "ROWS_ASIDE", 30)
    text = "日期,客户,金额\n2025-01-01,甲,5\n" + "2025-01-02,乙,?\n" * rows
    batch = one(text, accept=True)
    assert (batch.rows is None) == left_out
    assert len(batch.put_aside) == (0 if left_out else rows)
    if left_out:
        assert f"{rows} 行看不懂" in batch.receipt.reason.zh
        assert batch.receipt.rows_read == batch.receipt.rows_left_out == rows + 1


def test_so_many_rows_without_a_rate_wait_for_it(one, monkeypatch):
    monkeypatch.setattr(limits, "ROWS_ASIDE", 3)
    text = "日期,客户,金额,币种\n" + "2025-01-01,甲,5,CNY\n" * 9 + "2025-01-02,乙,5,USD\n" * 4
    for answers in ({}, {"rate:USD": "aside"}):
        batch = one(text, accept=True, answers=answers)
        assert [(q.key, q.choices) for q in batch.questions] == [("rate:USD", ())]
        assert batch.rows is None
    assert one(text, answers={"rate:USD": "7"}).receipt.amount_loaded == 185


def test_an_archive_that_lies_about_its_size_is_damaged(tmp_path):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"date,sales\n" + b"2025-01-01,5\n" * 1_000)
    lying = made.getvalue().replace((13_011).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    path = tmp_path / "lying.zip"
    path.write_bytes(lying)
    with pytest.raises(FileError) as refused:
        take_in(path)
    assert "损坏" in refused.value.message.zh


def test_a_dataset_that_was_named_is_not_asked_again(one):
    content = "Received,Supplier,Item,Qty,Price\n2025-03-01,A,x,1,10\n2025-03-02,B,y,2,20\n"
    assert [q.key for q in one(content).questions] == ["dataset"]
    told = one(content, answers={"dataset": "targets"})
    assert {q.key for q in told.questions} == {"column:period", "column:amount"}
    said = {"dataset": "targets", "column:period": "Received", "column:amount": "Price"}
    assert one(content, answers=said).receipt.amount_loaded == 30
