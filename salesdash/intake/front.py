"""The front of the intake: one file in, one batch for each of its tables out."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from salesdash import files
from salesdash.errors import FileError
from salesdash.intake.actuals import once
from salesdash.intake.batch import batches_of, left_out, settled
from salesdash.intake.cells import container, limits
from salesdash.intake.cells.sheets import read_sheets
from salesdash.intake.cells.text_files.decode import NAMES
from salesdash.intake.cleaning.amounts.exchange import Exchange
from salesdash.intake.questions import SUMS_AS_DAY
from salesdash.intake.rolling import counted_once
from salesdash.intake.tables.context.times_named import PERIOD
from salesdash.intake.tables.layout.table import Table, find_tables
from salesdash.intake.tables.totals import copies
from salesdash.intake.tables.totals.same_orders import go_on
from salesdash.intake.texts.headers import plain
from salesdash.intake.understood import Guidance
from salesdash.progress import Said, silent
from salesdash.receipt import Batch, Question, ReadLayout
from salesdash.text import Text

NOTHING: Mapping[str, str] = {}
NO_RATES: Mapping[tuple[str, str], Decimal] = {}
NO_TABLE = Text(
    "没有找到表格：没有一行像表头。如果这里有数据，请在第一行写上列名（如 日期、客户、金额）后再上传。",
    "No table was found: no row looks like headers. If there is data here, name its columns in the "
    "first row (date, customer, amount …) and drop the file again.",
)
CLEANING = Text("正在整理“{sheet}”（{rows} 行）…", "Cleaning “{sheet}” ({rows} {rows:row|rows})…")
SUMMARY = Text(
    "这张表没有日期，同一文件里的其他表有，看来是汇总，未导入。不是汇总的话，请加上日期列后再上传。",
    "It has no dates where other tables of the file do: a summary of them, it seems; left out. If it is "
    "none, add a column of dates and drop the file again.",
)
SUMS = Text(
    "与{other}的合计相同，是它的汇总（如透视表），未重复导入。",
    "It has the same total as {other} and sums it up (as a pivot table does); not loaded twice.",
)
ADDED_UP = Text(
    "这张表的金额正好等于同一文件里其他各表之和，看来是它们的汇总，未重复导入。",
    "Its amounts are just the sum of the other tables of the file: a summary of them, it seems; not "
    "loaded twice.",
)
COPIED = Text(
    "{many} 行中有 {same} 行与{where}相同，看来是副本，未重复导入。",
    "{same} of its {many} rows stand on {where}: a copy, it seems, not loaded twice.",
)
SEVERAL = Text("同一文件里的其他几张表", "the other tables of the file")
# Asked of what stands in the rows of one sheet, not of its shape.
OF_ROWS = ("total", "sum_row", "outline", "mostly_unreadable", "fill_amount", "copy")
# Asked of the file, whatever the shape of its tables.
OF_FILE = (SUMS_AS_DAY,)
ALL_THE_SAME = Text("仍要导入这张表吗？", "Load it all the same?")
COPY = Question("copy", ALL_THE_SAME, ("load",), "")
EMPTY_SHEET = Text("工作表是空的。", "The sheet is empty.")


def take_in(
    path: Path,
    *,
    name: str | None = None,
    accept: bool = False,
    answers: Mapping[str, str] = NOTHING,
    layouts: Sequence[ReadLayout] = (),
    currency: str | None = None,
    rates: Mapping[tuple[str, str], Decimal] = NO_RATES,
    year_starts: int = 1,
    report: Said = silent,
) -> list[Batch]:
    """Every table of the file, recognised and cleaned; sheets that are no data with the reason.

    `name` is what the user calls the file. A table with open questions has no rows unless
    `accept`, which takes the best guess and says so. `answers` settles questions beforehand, by
    `key` or `sheet:key`: `dataset` (a dataset's key, or `none`), `column:<field>` (a header),
    `date_order:<header>` (mdy, dmy, ymd), `decimal:<header>`, `year`, `total`, `copy`, …
    `layouts` are those of earlier imports, newest first: a table with the same headers is read as
    it was then and asks nothing that was answered then.
    `currency` is the workspace's (an ISO code; None: that of most rows of a table), `rates` what one
    unit of another is worth in it, by code and month: `{("USD", "2025-03"): Decimal("7.17")}`.
    `year_starts` is the month in which the fiscal year begins: years and quarters of targets and spend
    are its own. `report` hears what is being done, and may stop it by raising.
    Raises FileError where the file cannot be read at all.
    """
    name = (name or files.called(path)).replace("\0", "")
    guidance = Guidance(answers, layouts, Exchange(currency, rates), year_starts, accept)
    with files.readable(path) as way:
        sort = container.sort_of(way)
        batches = (
            _of_archive(way, name, guidance, report)
            if sort == "archive"
            else _of(way, sort, name, guidance, report)
        )
    return [settled(batch, accept) for batch in batches]


def _encoding(answers: Mapping[str, str], member: str) -> str | None:
    """That of a text file, as any of its tables was told."""
    given = (a for key, a in answers.items() if _is_about_encoding(key, member) and a in NAMES)
    return next(given, None)


def _is_about_encoding(key: str, member: str) -> bool:
    table, _, about = key.rpartition(":")
    return about == "encoding" and (not table or table.startswith(member))


def _of(
    path: Path, sort: container.Sort, name: str, guidance: Guidance, report: Said, member: str = ""
) -> list[Batch]:
    """The tables of one file; those of a member of an archive go by its name as well."""
    sheets = read_sheets(path, sort, _encoding(guidance.answers, member), report)
    tables_of = [
        (sheet, [replace(table, name=_within(member, table.name)) for table in find_tables(sheet)])
        for sheet in sheets
    ]
    shapes: dict[frozenset[str], list[str]] = {}
    for _, tables in tables_of:
        for table in tables:
            shapes.setdefault(_shape(table), []).append(table.sheet.name)
    batches: list[Batch] = []
    for sheet, tables in tables_of:
        if not tables:
            reason = NO_TABLE if sheet.height else EMPTY_SHEET
            batches.append(left_out(name, _within(member, sheet.name), reason, sheet.height))
        for table in tables:
            report(CLEANING.format(sheet=table.name or name, rows=f"{table.height:,}"))
            alike = shapes[_shape(table)]
            named = tuple(alike) if len(alike) > 1 else ()
            for batch in batches_of(table, _within(name, member), guidance, sheets=named):
                batches = _without_copies(batch, batches, guidance.answers)
    counted = _without_sums(_without_summaries(batches), guidance.answers)
    return _asked_once(once(counted_once(counted, guidance.answers, _called)))


def _asked_once(batches: list[Batch]) -> list[Batch]:
    """What is asked of several sheets of one shape has one answer for all of them."""
    asked = Counter(_asked_as(batch, question) for batch in batches for question in batch.questions)

    def shared(batch: Batch, question: Question) -> Question:
        again = asked[_asked_as(batch, question)] > 1 and question.key not in OF_ROWS
        return replace(question, whole_file=question.whole_file or again)

    return [replace(b, questions=tuple(shared(b, q) for q in b.questions)) for b in batches]


def _asked_as(batch: Batch, question: Question) -> tuple[object, ...]:
    if question.key in OF_FILE:
        return (question.key,)
    headers = batch.layout.headers if batch.layout else batch.receipt.sheet
    return headers, question.key, question.choices


def _without_summaries(batches: list[Batch]) -> list[Batch]:
    """Beside tables of a dataset that have dates one without any is a summary of them: nobody is asked
    for its."""
    undated = [any(q.key == PERIOD for q in batch.questions) for batch in batches]
    dated = {b.receipt.dataset for b, u in zip(batches, undated, strict=True) if not u} - {None}
    return [
        replace(
            left_out(b.receipt.file, b.receipt.sheet, SUMMARY, b.receipt.rows_read),
            questions=tuple(q for q in b.questions if q.key == PERIOD),
        )
        if u and b.receipt.dataset in dated
        else b
        for b, u in zip(batches, undated, strict=True)
    ]


def _without_sums(batches: list[Batch], answers: Mapping[str, str]) -> list[Batch]:
    """A pivot table beside its source, or a sheet that adds up all others, holds their sales once
    more."""
    kept = []
    for batch in batches:
        sheet = batch.receipt.sheet
        others = [other for other in batches if other is not batch]
        source = next((other for other in others if copies.sums_up(batch, other)), None)
        why = SUMS.format(other=_called(source)) if source else None
        if why is None and copies.adds_up(batch, others):
            why = ADDED_UP
        if why and answers.get(f"{sheet}:copy", answers.get("copy")) != "load":
            batch = left_out(batch.receipt.file, sheet, why, batch.receipt.rows_read)
            batch = replace(batch, questions=(COPY,))
        kept.append(batch)
    return kept


def _called(batch: Batch) -> Text:
    """The table, in a sentence about another one; the first one of a text file has no name."""
    sheet = batch.receipt.sheet
    if not sheet:
        return Text("上面的表", "the table above it")
    return Text(f"工作表“{sheet}”", f"the sheet “{sheet}”")


def _within(*names: str) -> str:
    return "/".join(filter(None, names))


def _of_archive(path: Path, name: str, guidance: Guidance, report: Said) -> list[Batch]:
    batches: list[Batch] = []
    with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as folder:
        members = [m for m in archive.infolist() if not m.is_dir() and _wanted(m.filename)]
        if len(members) > limits.SHEETS:
            raise limits.too_large(f"内含 {len(members)} 个文件", f"it holds {len(members)} files")
        for number, member in enumerate(members):
            inner = _member_name(member)
            target = Path(folder) / f"{number}{files.ending(inner)}"
            try:
                with archive.open(member) as packed, target.open("wb") as unpacked:
                    shutil.copyfileobj(packed, unpacked, limits.CHUNK)
                sort = container.sort_of(target)
                if sort == "archive":
                    raise FileError(container.NOT_A_TABLE)
                batches += _of(target, sort, name, guidance, report, inner)
            except container.UNREADABLE_ZIP as error:
                if files.is_full(error):
                    raise files.refusal(error, Path(folder)) from error
                raise FileError(container.DAMAGED) from error
            except FileError as error:
                batches.append(left_out(name, inner, error.message))
    if not batches:
        raise FileError(container.EMPTY)
    return [replace(batch, receipt=replace(batch.receipt, file=name)) for batch in batches]


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


def _shape(table: Table) -> frozenset[str]:
    """The headers, by which sheets of one kind are known."""
    return frozenset(plain(header) for header in table.headers)


def _without_copies(batch: Batch, earlier: list[Batch], answers: Mapping[str, str]) -> list[Batch]:
    """The sheets so far and this one, of which those are left out whose rows stand on another that has as many
    or more."""
    if _is_wanted(batch, answers):
        return [*earlier, batch]
    kept = list(earlier)
    for at, other in enumerate(earlier):
        if not (same := copies.shared(batch, other)) or go_on(batch, other):
            continue
        if _records(batch) <= _records(other) or _is_wanted(other, answers):
            return [*kept, _copied(batch, same, _called(other))]
        kept[at] = _copied(other, same, _called(batch))
    same = copies.gathered(batch, kept)
    return [*kept, _copied(batch, same, SEVERAL) if same else batch]


def _records(batch: Batch) -> int:
    return batch.receipt.rows_loaded + batch.receipt.rows_put_aside


def _is_wanted(batch: Batch, answers: Mapping[str, str]) -> bool:
    """Whether the user said to load the sheet, be it a copy or not."""
    return answers.get(f"{batch.receipt.sheet}:copy", answers.get("copy")) == "load"


def _copied(batch: Batch, same: int, where: Text) -> Batch:
    """The sheet left out, as so many of its rows stand elsewhere."""
    many = len(batch.rows) if batch.rows is not None else 0
    reason = COPIED.format(many=f"{many:,}", same=f"{same:,}", where=where)
    left_out = replace(
        batch.receipt,
        dataset=None,
        reason=reason,
        rows_loaded=0,
        rows_left_out=batch.receipt.rows_read,
        rows_put_aside=0,
        amount_loaded=None,
        amount_put_aside=None,
        needs=(),
    )
    return Batch(left_out, questions=(COPY,))
