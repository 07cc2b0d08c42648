"""What sort of file this is, told from its bytes, never from its name alone."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from typing import Literal

from salesdash.errors import FileError
from salesdash.intake.cells import limits
from salesdash.intake.texts import compound
from salesdash.text import Text

Sort = Literal["workbook", "text", "html", "archive"]
HEAD = 8192
UNREADABLE_ZIP = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
CONTENT_TYPES = "[content_types].xml"
_WORKBOOK = re.compile(r"(?:^|/)workbook\.(?:xml|bin)$")
_SHEETS = re.compile(rb"spreadsheetml\.(?:sheet|template)|ms-excel\.")

SAVE_AS = Text(
    "请在 Excel 或 WPS 中另存为 .xlsx 或 .csv 后再上传。",
    " Open it in Excel or WPS and save it as .xlsx or .csv.",
)
NOT_THERE = Text(
    "文件不存在或打不开。请检查路径和权限。",
    "The file is not there or cannot be opened. Check its path and your permissions.",
)
EMPTY = Text(
    "文件是空的，没有任何内容。请重新导出后再上传。",
    "The file is empty. Export it again and drop it here.",
)
DAMAGED = Text(
    "文件已损坏或不完整，无法读取。请重新下载或导出；能用 Excel 打开的话，另存为 .xlsx 再上传。",
    "The file is damaged or cut off and cannot be read. Download or export it again; if Excel "
    "opens it, save it as .xlsx.",
)
PASSWORD = Text(
    "工作簿有密码保护，无法读取。请在 Excel 中取消密码（文件 › 信息 › 保护工作簿）后再上传。",
    "The workbook is protected by a password. Remove it in Excel (File › Info › Protect Workbook) "
    "and drop it again.",
)
LFS_POINTER = Text(
    "这只是 Git LFS 的指针，不是数据本身。请先执行 git lfs pull 取得真正的文件，再上传。",
    "This is only a Git LFS pointer, not the data itself. Run git lfs pull and drop the real file.",
)
PICTURE = Text(
    "这是一张图片，无法从中读取表格。请上传原始的 Excel 或 CSV 文件。",
    "This is a picture; no table can be read from it. Drop the Excel or CSV file itself.",
)
NOT_A_TABLE = Text(
    "这不是表格文件。可以上传 .xlsx、.xls、.xlsb、.ods、.csv 或 .txt。",
    "This is no spreadsheet. Drop an .xlsx, .xls, .xlsb, .ods, .csv or .txt file.",
)
WPS_ONLY = Text(
    "暂不支持 WPS 的 .et 格式。请在 WPS 中另存为 .xlsx 后再上传。",
    "WPS's .et format cannot be read. Save the file as .xlsx in WPS and drop it again.",
)
XML_2003 = Text("这是旧的“XML 电子表格 2003”格式。", "This is the old “XML Spreadsheet 2003”.")

_REFUSED: tuple[tuple[bytes, Text], ...] = (
    (b"version https://git-lfs", LFS_POINTER),
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"BM", PICTURE),
    (b"II*\x00", PICTURE),
    (b"MM\x00*", PICTURE),
    (b"%PDF", NOT_A_TABLE),
    (b"Rar!", NOT_A_TABLE),
    (b"7z\xbc\xaf", NOT_A_TABLE),
    (b"\x1f\x8b", NOT_A_TABLE),
    (b"{\\rtf", NOT_A_TABLE),
    (b"SQLite format 3", NOT_A_TABLE),
    (b"PAR1", NOT_A_TABLE),
    (b"\x7fELF", NOT_A_TABLE),
    (b"MZ\x90", NOT_A_TABLE),
)


def sort_of(path: Path) -> Sort:
    """What reader the file needs. Raises FileError where there is none."""
    try:
        limits.check_size(path)
        with path.open("rb") as stream:
            head = stream.read(HEAD)
    except OSError as error:
        raise FileError(NOT_THERE) from error
    if not head.strip(b"\x00\t\r\n \x1a"):
        raise FileError(EMPTY)
    for magic, message in _REFUSED:
        if head.startswith(magic) and not (magic == b"BM" and head[6:10] != bytes(4)):
            raise FileError(message)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        raise FileError(PICTURE)
    if head.startswith(ZIP):
        return _zipped(path)
    if head.startswith(OLE):
        return _compound(path)
    return _written(path, head)


def _zipped(path: Path) -> Sort:
    try:
        with zipfile.ZipFile(path) as archive:
            limits.check_zip(archive)
            names = set(archive.namelist())
            if "content.xml" in names or _is_workbook(archive):
                limits.check_sheets(archive)
                return "workbook"
    except UNREADABLE_ZIP as error:
        raise FileError(DAMAGED) from error
    if "[Content_Types].xml" in names:
        raise FileError(NOT_A_TABLE)
    return "archive"


def _is_workbook(archive: zipfile.ZipFile) -> bool:
    """By what the package says of its parts, or by their names: minimal ones say little."""
    parts = limits.parts_of(archive)
    named = any("worksheets/" in part or _WORKBOOK.search(part) for part in parts)
    return named or (
        CONTENT_TYPES in parts and bool(_SHEETS.search(archive.read(parts[CONTENT_TYPES])))
    )


def _compound(path: Path) -> Sort:
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise FileError(PASSWORD)
    if not any(name.encode("utf-16-le") in content for name in compound.WORKBOOKS):
        raise FileError(WPS_ONLY if path.suffix.lower() == ".et" else NOT_A_TABLE)
    return "workbook"


def _written(path: Path, head: bytes) -> Sort:
    start = head.lstrip(b"\xef\xbb\xbf\r\n\t ")[:400].lower()
    if start.startswith(b"<?xml") and b"office:spreadsheet" in head:
        raise FileError(XML_2003 + SAVE_AS)
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<style")):
        return "html"
    if b"\x00" not in head and is_binary(head):
        raise FileError(DAMAGED if path.suffix.lower().startswith(".xl") else NOT_A_TABLE)
    return "text"


def is_binary(head: bytes) -> bool:
    """Whether so many bytes are signs of control that this is no text (chosen, not measured)."""
    return sum(byte < 32 and byte not in b"\t\r\n\f\x1a\x1b" for byte in head) > 0.02 * len(head)
