"""One table of a file → its batch: recognised, cleaned, asked about, accounted for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.intake import headers, limits
from salesdash.intake.clean import Cleaned, clean
from salesdash.intake.decisions import Decisions
from salesdash.intake.decode import NAMES
from salesdash.intake.exchange import Exchange
from salesdash.intake.fill import filled
from salesdash.intake.memory import Memory, remembered
from salesdash.intake.recognise import Recognised, Unrecognised, recognise
from salesdash.intake.setting import setting_of
from salesdash.intake.strangers import stranger
from salesdash.intake.supplied import dated, supplied
from salesdash.intake.tables import Table
from salesdash.intake.wide import OF_SHAPE, Long, by_member, by_period
from salesdash.receipt import LEAVE_OUT, Batch, Layout, Receipt
from salesdash.text import Text

NOTHING: Mapping[str, str] = {}
MOSTLY = 0.5
SAMPLES = 5
UNWANTED = Text("按你的选择不导入。", "Left out, as you chose.")


def batch_of(
    table: Table,
    file: str,
    *,
    answers: Mapping[str, str],
    layouts: Sequence[Layout],
    exchange: Exchange,
    united: bool = False,
) -> Batch:
    """The clean rows of the table with their account, or the reason why it is left out.

    `united`: other sheets of the file have the same headers.
    They are as our best guess has them: `settled` decides what becomes of open questions.
    """
    decisions = Decisions(table.name, answers)
    if decisions.answer("dataset") == LEAVE_OUT:
        return _refused(file, table, Unrecognised(UNWANTED))
    understood = _understood(table, file, answers, layouts, united)
    if isinstance(understood, Unrecognised):
        return _refused(file, table, understood)
    table, found, decisions, memory = understood
    if not table.height:
        reason = Text("表头认出是“{d}”，但没有数据行。", "Headers of {d}, but no rows.")
        return left_out(file, table.name, reason.format(d=found.dataset.name))
    _say_memory(memory, found, decisions)
    _say_reading(table, found, decisions)
    cleaned = clean(table, found, setting_of(table, file), decisions, exchange)
    if cleaned.rejected > limits.ROWS_ASIDE and all(q.guess for q in decisions.questions):
        return left_out(file, table.name, _too_many(cleaned), table.height)
    _ask_if_mostly_unreadable(cleaned, decisions)
    return _batch(file, table, found, cleaned, decisions)


Understood = tuple[Table, Recognised, Decisions, Memory]


def _understood(
    table: Table,
    file: str,
    answers: Mapping[str, str],
    layouts: Sequence[Layout],
    united: bool,
) -> Understood | Unrecognised:
    """The table in the first shape in which it is recognised: turned into rows, or as it is.

    Where it only lacks a time, it is taken in that shape, and the user is asked for one.
    """
    told = Decisions(table.name, answers)
    if (why := stranger(table.headers)) and told.answer("dataset") is None:
        return Unrecognised(why)
    table = supplied(filled(table, told), file, united, told)
    members = _turned(by_member, table, file, answers, layouts)
    lacking: Unrecognised | None = None
    undated: Long | None = None
    for long, sure in (
        (_turned(by_period, table, file, answers, layouts), True),
        (members, members is not None and members.certain),
        (Long(table), True),
        (members, True),
    ):
        if long is None or not sure:
            continue
        understood = _as_shaped(long, file, answers, layouts, told)
        if not isinstance(understood, Unrecognised):
            return understood
        # What a table lacks is told of the first shape in which it lacks no more than a column.
        if lacking is None or (understood.nearly and not lacking.nearly and long.certain):
            lacking, undated = understood, long
    assert lacking is not None
    if lacking.undated is None or undated is None:
        return lacking
    table = dated(undated.table, lacking.undated, told)
    column = {f"column:{lacking.undated.date}": table.headers[-1]}
    long = replace(undated, table=table, answers={**undated.answers, **column})
    return _as_shaped(long, file, answers, layouts, told)


def _as_shaped(
    long: Long,
    file: str,
    answers: Mapping[str, str],
    layouts: Sequence[Layout],
    told: Decisions,
) -> Understood | Unrecognised:
    """The table in this shape, with all that was said, asked and remembered of it."""
    memory = remembered(long.table, layouts)
    decisions = Decisions(long.table.name, {**memory.answers, **long.answers, **answers})
    found = _recognised(long.table, file, memory, decisions)
    if isinstance(found, Unrecognised):
        return found
    decisions.about.update(told.about)
    decisions.notes += [*told.notes, *long.notes]
    decisions.used.update({**told.used, **long.answers})
    asked = (q for q in long.questions if decisions.answer(q.key) is None)
    decisions.questions += [*told.questions, *asked]
    return long.table, found, decisions, memory


def _turned(
    turn: Callable[[Table, str, Decisions], Long | None],
    table: Table,
    file: str,
    answers: Mapping[str, str],
    layouts: Sequence[Layout],
) -> Long | None:
    """The table turned into rows, its questions answered as a layout of the same shape was."""
    first: Long | None = None
    for told in (NOTHING, *(layout.answers for layout in layouts)):
        mine = {key: answer for key, answer in told.items() if key in OF_SHAPE}
        if told and not mine:
            continue
        decisions = Decisions(table.name, {**mine, **answers})
        long = turn(table, file, decisions)
        if long is None:
            return None
        long = replace(long, answers=mine | decisions.used)
        if not long.questions or (mine and remembered(long.table, layouts).whole):
            return long
        first = first or long
    return first


def _recognised(
    table: Table, file: str, memory: Memory, decisions: Decisions
) -> Recognised | Unrecognised:
    def chosen(key: str) -> str | None:
        given = decisions.answer(f"column:{key}")
        return memory.renamed.get(key, (None,))[0] if given is None else given

    return recognise(table, file, decisions.answer("dataset"), chosen)


def left_out(file: str, sheet: str, reason: Text, rows: int = 0) -> Batch:
    return Batch(Receipt(file=file, sheet=sheet, reason=reason, rows_read=rows, rows_left_out=rows))


def _refused(file: str, table: Table, why: Unrecognised) -> Batch:
    """Left out; its columns stay in sight, so that the user can say what they are."""
    batch = left_out(file, table.name, why.reason, table.height)
    dataset = why.nearly.dataset.key if why.nearly else LEAVE_OUT
    columns = {key: header for key, header in why.columns.items() if header in table.headers}
    layout = Layout(dataset, table.headers, columns)
    return replace(batch, layout=layout, samples=_samples(table))


def _samples(table: Table) -> dict[str, tuple[str, ...]]:
    return {header: tuple(table.sample(i, SAMPLES)) for i, header in enumerate(table.headers)}


def _say_memory(memory: Memory, found: Recognised, decisions: Decisions) -> None:
    if memory.whole:
        decisions.note(
            "与以前导入过的表布局相同，按上次的方式读取。",
            "It has the layout of an earlier import and is read in the same way.",
        )
    for key, names in memory.renamed.items():
        if key not in found.columns:
            continue
        name = found.dataset.field(key).name
        decisions.ask(
            f"column:{key}",
            Text(
                f"这张表与以前导入过的几乎一样，只是{name.zh}那一列换了名称。“{names[0]}”是{name.zh}吗？",
                f"This table is almost like an earlier one, but the column of {name.en} has another "
                f"name. Is “{names[0]}” the {name.en}?",
            ),
            names,
            names[0],
        )


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
    first, second = table.sheet.readings
    decisions.ask(
        "encoding",
        Text(
            f"文字编码可能是 {shown[0]}（读作“{first}”）或 {shown[1]}（读作“{second}”）。是哪一种？",
            f"The file may be encoded in {shown[0]} (it reads “{first}”) or {shown[1]} (it reads "
            f"“{second}”). Which one is right?",
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
        match = headers.match(header, found.dataset)
        if match and match.field.key == "unit_price":
            question = Text(
                f"没有数量和金额列：是否每行一件，销售额就是“{header}”？",
                f"There is neither a quantity nor an amount: is each row one piece, sold at “{header}”?",
            )
        decisions.ask(f"column:{key}", question, (header,), header)
    else:
        decisions.note(f"{zh}。", f"{en}, being alike.")


def _too_many(cleaned: Cleaned) -> Text:
    why, cell = cleaned.put_aside[0], cleaned.put_aside[0].addresses[0]
    return Text(
        f"{cleaned.rejected:,} 行看不懂，多得无法逐行修正（如 {cell}：{why.reason.zh}）。未导入；"
        "请在文件里改正这一列后再上传。",
        f"{cleaned.rejected:,} rows cannot be read, too many to be corrected one by one (for example "
        f"{cell}: {why.reason.en}). Left out; mend that column in the file and drop it again.",
    )


def _ask_if_mostly_unreadable(cleaned: Cleaned, decisions: Decisions) -> None:
    rejected = cleaned.rejected
    if decisions.undecided:
        return  # what nobody has answered yet is why they cannot be read
    if rejected and rejected > MOSTLY * (rejected + cleaned.loaded):
        decisions.ask(
            "mostly_unreadable",
            Text(
                f"{rejected + cleaned.loaded} 行中有 {rejected} 行待修正"
                f"（如：{cleaned.put_aside[0].reason.zh}）。仍要导入其余的行吗？",
                f"{rejected} of {rejected + cleaned.loaded} rows would be put aside (for example: "
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
) -> Batch:
    first, last = _span(found, cleaned.rows)
    receipt = Receipt(
        file=file,
        sheet=table.name,
        dataset=found.dataset.key,
        rows_read=cleaned.read,
        rows_loaded=cleaned.loaded,
        rows_left_out=cleaned.left_out,
        rows_put_aside=cleaned.rejected,
        amount_loaded=cleaned.amount,
        amount_put_aside=cleaned.amount_put_aside,
        amount_printed=cleaned.printed,
        first_date=first,
        last_date=last,
        columns=cleaned.columns,
        currency=cleaned.currency,
        needs=tuple(question.text for question in decisions.questions),
        notes=decisions.all_notes(),
    )
    return Batch(
        receipt,
        cleaned.rows if cleaned.loaded else None,
        cleaned.put_aside,
        tuple(decisions.questions),
        Layout(found.dataset.key, table.headers, cleaned.columns, decisions.used, table.titles),
        _samples(table),
        rates=cleaned.rates,
    )


def settled(batch: Batch, accept: bool) -> Batch:
    """The batch loaded by our best guess where that is accepted; else it waits for its answers."""
    if not batch.questions:
        return batch
    receipt = batch.receipt
    cannot = batch.rows is None or any(question.guess == "" for question in batch.questions)
    if cannot or not accept:
        return replace(batch, receipt=_waiting(receipt), rows=None)
    guessed = tuple(GUESSED + question.text for question in batch.questions)
    return replace(batch, receipt=replace(receipt, needs=(), notes=(*receipt.notes, *guessed)))


GUESSED = Text("已按最可能的理解导入：", "Loaded by our best guess: ")


def _waiting(receipt: Receipt) -> Receipt:
    """Nothing is loaded before the questions are answered: every row of data waits."""
    return replace(
        receipt,
        rows_loaded=0,
        rows_put_aside=receipt.rows_read - receipt.rows_left_out,
        amount_loaded=None,
        amount_put_aside=None,
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
