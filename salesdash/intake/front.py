"""The front of the intake: one file in, one batch for each of its tables out."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.errors import FileError
from salesdash.intake import container, copies, limits
from salesdash.intake.clean import Cleaned, clean
from salesdash.intake.decisions import Decisions
from salesdash.intake.decode import NAMES
from salesdash.intake.recognise import Column, Recognised, Unrecognised, recognise
from salesdash.intake.setting import setting_of
from salesdash.intake.sheet import Sheet
from salesdash.intake.sheets import read_sheets
from salesdash.intake.tables import Table, find_table
from salesdash.receipt import Batch, Layout, Receipt
from salesdash.text import Text

NOTHING: Mapping[str, str] = {}
MOSTLY = 0.5
SAMPLES = 5
NO_TABLE = Text(
    "没有找到表格（没有一行像表头），未导入。", "No table was found (no row looks like headers)."
)
EMPTY_SHEET = Text("工作表是空的。", "The sheet is empty.")


def take_in(
    path: Path,
    *,
    name: str | None = None,
    accept: bool = False,
    answers: Mapping[str, str] = NOTHING,
) -> list[Batch]:
    """Every table of the file, recognised and cleaned; sheets that are no data with the reason.

    `name` is what the user calls the file. A table with open questions has no rows unless
    `accept`, which takes the best guess and says so. `answers` settles questions beforehand, by
    `key` or `sheet:key`: `dataset` (a dataset's key, or `none`), `column:<field>` (a header),
    `date_order:<header>` (mdy, dmy, ymd), `decimal:<header>`, `year`, `total`, `copy`, …
    Raises FileError where the file cannot be read at all.
    """
    name = name or path.name
    sort = container.sort_of(path)
    if sort == "archive":
        return _from_archive(path, name, accept, answers)
    sheets = read_sheets(path, sort, answers.get("encoding"))
    batches: list[Batch] = []
    for sheet in sheets:
        batch = _from_sheet(sheet, name, accept, answers)
        batches.append(_unless_copied(batch, batches, answers))
    return batches


def _from_archive(path: Path, name: str, accept: bool, answers: Mapping[str, str]) -> list[Batch]:
    batches: list[Batch] = []
    with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as folder:
        members = [m for m in archive.infolist() if not m.is_dir() and _wanted(m.filename)]
        if len(members) > limits.SHEETS:
            raise limits.too_large(f"内含 {len(members)} 个文件", f"it holds {len(members)} files")
        for number, member in enumerate(members):
            inner = _member_name(member)
            target = Path(folder) / f"{number}{Path(inner).suffix}"
            try:
                target.write_bytes(archive.read(member))
                if container.sort_of(target) == "archive":
                    raise FileError(container.NOT_A_TABLE)
                found = take_in(target, name=f"{name}/{inner}", accept=accept, answers=answers)
                batches += found
            except container.UNREADABLE_ZIP as error:
                raise FileError(container.DAMAGED) from error
            except FileError as error:
                batches.append(_left_out(f"{name}/{inner}", "", error.message))
    if not batches:
        raise FileError(container.EMPTY)
    return batches


def _wanted(member: str) -> bool:
    return not member.startswith("__MACOSX/") and not Path(member).name.startswith(".")


def _member_name(member: zipfile.ZipInfo) -> str:
    """Names that Windows wrote in GBK come as cp437."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename


def _from_sheet(sheet: Sheet, file: str, accept: bool, answers: Mapping[str, str]) -> Batch:
    if not sheet.height:
        return _left_out(file, sheet.name, EMPTY_SHEET)
    table = find_table(sheet)
    if table is None:
        return _left_out(file, sheet.name, NO_TABLE, sheet.height)
    decisions = Decisions(sheet.name, answers)
    if decisions.answer("dataset") == "none":
        reason = Text("按你的选择不导入。", "Left out, as you chose.")
        return _left_out(file, sheet.name, reason, table.height)
    found = recognise(table, file, decisions.answer("dataset"))
    if isinstance(found, Unrecognised):
        return _left_out(file, sheet.name, found.reason, table.height)
    if not table.height:
        reason = Text("表头认出是“{d}”，但没有数据行。", "Headers of {d}, but no rows.")
        return _left_out(file, sheet.name, reason.format(d=found.dataset.name))
    found = _as_answered(found, table, decisions)
    _say_reading(table, found, decisions)
    cleaned = clean(table, found, setting_of(table, file), decisions)
    _ask_if_mostly_unreadable(cleaned, decisions)
    return _batch(file, table, found, cleaned, decisions, accept)


def _as_answered(found: Recognised, table: Table, decisions: Decisions) -> Recognised:
    """The user's own choice of columns, where there is one."""
    columns = dict(found.columns)
    for field in found.dataset.fields:
        header = decisions.answer(f"column:{field.key}")
        if header in table.headers:
            columns[field.key] = Column(table.headers.index(header))
        elif header == "":
            columns.pop(field.key, None)
    return replace(found, columns=columns)


def _say_reading(table: Table, found: Recognised, decisions: Decisions) -> None:
    encoding = table.sheet.encoding
    if encoding and not encoding.startswith("utf-8"):
        shown = NAMES.get(encoding, encoding)
        decisions.note(f"文字编码是 {shown}。", f"The file is encoded in {shown}.")
    if table.sheet.rival_encoding:
        _ask_encoding(table, decisions)
    if found.sparse:
        _ask_if_meant(table, found, decisions)
    for key, column in found.columns.items():
        if not column.sure:
            _say_likeness(table, found, key, decisions)


def _ask_encoding(table: Table, decisions: Decisions) -> None:
    encodings = (str(table.sheet.encoding), str(table.sheet.rival_encoding))
    shown = [NAMES.get(encoding, encoding) for encoding in encodings]
    headers = "、".join(table.headers[:4])
    decisions.ask(
        "encoding",
        Text(
            f"文字编码可能是 {shown[0]} 或 {shown[1]}。按 {shown[0]} 读出的表头是：{headers}。对吗？",
            f"The file may be encoded in {shown[0]} or {shown[1]}. In {shown[0]} its headers read: "
            f"{headers}. Is that right?",
        ),
        encodings,
        encodings[0],
    )


def _ask_if_meant(table: Table, found: Recognised, decisions: Decisions) -> None:
    named = "、".join(f"“{table.headers[c.index]}”" for c in found.columns.values())
    dataset = found.dataset.name
    decisions.ask(
        "dataset",
        Text(
            f"{len(table.headers)} 列中只认出 {named}。是否作为“{dataset.zh}”导入？",
            f"Of {len(table.headers)} columns only {named} are known. Load them as {dataset.en}?",
        ),
        (found.dataset.key,),
        found.dataset.key,
    )


def _say_likeness(table: Table, found: Recognised, key: str, decisions: Decisions) -> None:
    field, header = found.dataset.field(key), table.headers[found.columns[key].index]
    zh, en = f"“{header}”按名称相近当作{field.name.zh}", f"“{header}” is taken for {field.name.en}"
    if field.required or key == found.dataset.amount:
        question = Text(f"{zh}，对吗？", f"{en}, being alike; is that right?")
        decisions.ask(f"column:{key}", question, (header,), header)
    else:
        decisions.note(f"{zh}。", f"{en}, being alike.")


def _ask_if_mostly_unreadable(cleaned: Cleaned, decisions: Decisions) -> None:
    rejected = len(cleaned.put_aside)
    if rejected and rejected > MOSTLY * (rejected + cleaned.loaded):
        decisions.ask(
            "mostly_unreadable",
            Text(
                f"{rejected + cleaned.loaded} 行中有 {rejected} 行看不懂"
                f"（如：{cleaned.put_aside[0].reason.zh}）。仍要导入其余的行吗？",
                f"{rejected} of {rejected + cleaned.loaded} rows cannot be read (for example: "
                f"{cleaned.put_aside[0].reason.en}). Load the others all the same?",
            ),
            ("load",),
            "load",
        )


def _batch(
    file: str,
    table: Table,
    found: Recognised,
    cleaned: Cleaned,
    decisions: Decisions,
    accept: bool,
) -> Batch:
    first, last = _span(found, cleaned.rows)
    receipt = Receipt(
        file=file,
        sheet=table.sheet.name,
        dataset=found.dataset.key,
        rows_read=cleaned.read,
        rows_loaded=cleaned.loaded,
        rows_left_out=cleaned.left_out,
        rows_put_aside=len(cleaned.put_aside),
        amount_loaded=cleaned.amount,
        amount_printed=cleaned.printed,
        first_date=first,
        last_date=last,
        columns=cleaned.columns,
        needs=tuple(question.text for question in decisions.questions),
        notes=decisions.all_notes(),
    )
    cannot = any(question.guess == "" for question in decisions.questions) or not cleaned.loaded
    batch = Batch(
        receipt,
        cleaned.rows if cleaned.loaded else None,
        cleaned.put_aside,
        tuple(decisions.questions),
        Layout(found.dataset.key, table.headers, cleaned.columns, decisions.used),
        {header: tuple(table.sample(i, SAMPLES)) for i, header in enumerate(table.headers)},
    )
    if decisions.questions and (cannot or not accept):
        return replace(batch, receipt=_waiting(receipt), rows=None)
    if decisions.questions:
        guessed = tuple(_GUESSED + question.text for question in decisions.questions)
        return replace(batch, receipt=replace(receipt, needs=(), notes=(*receipt.notes, *guessed)))
    return batch


_GUESSED = Text("已按最可能的理解导入：", "Loaded by our best guess: ")


def _waiting(receipt: Receipt) -> Receipt:
    """Nothing is loaded before the questions are answered: every row of data waits."""
    return replace(
        receipt,
        rows_loaded=0,
        rows_put_aside=receipt.rows_read - receipt.rows_left_out,
        amount_loaded=None,
    )


def _span(found: Recognised, rows: pa.Table) -> tuple[date | None, date | None]:
    key = found.dataset.date
    if key is None or key not in rows.column_names or not len(rows):
        return None, None
    first = pc.min(pc.cast(rows[key], pa.date32(), safe=False)).as_py()
    if f"{key}_end" not in rows.column_names:
        return first, pc.max(pc.cast(rows[key], pa.date32(), safe=False)).as_py()
    last = pc.max(rows[f"{key}_end"]).as_py()
    return first, last and date.fromordinal(last.toordinal() - 1)


def _unless_copied(batch: Batch, earlier: list[Batch], answers: Mapping[str, str]) -> Batch:
    """Leave out a sheet whose rows stand on an earlier sheet of the file already."""
    sheet = batch.receipt.sheet
    if answers.get(f"{sheet}:copy", answers.get("copy")) == "load":
        return batch
    for other in earlier:
        share = copies.overlap(batch, other)
        if share > copies.COPY:
            reason = Text(
                f"与工作表“{other.receipt.sheet}”有 {share:.0%} 的行相同，是它的副本，未重复导入。",
                f"{share:.0%} of its rows stand on the sheet “{other.receipt.sheet}”: a copy, not "
                "loaded twice.",
            )
            left_out = replace(
                batch.receipt,
                dataset=None,
                reason=reason,
                rows_loaded=0,
                rows_left_out=batch.receipt.rows_read,
                rows_put_aside=0,
                amount_loaded=None,
                needs=(),
            )
            return Batch(left_out)
    return batch


def _left_out(file: str, sheet: str, reason: Text, rows: int = 0) -> Batch:
    return Batch(Receipt(file=file, sheet=sheet, reason=reason, rows_read=rows, rows_left_out=rows))
