"""What is said and asked about how a table was read, before anybody looks at its rows."""

from __future__ import annotations

from collections.abc import Sequence

from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.model import Dataset, Field
from salesdash.catalog.sheets.selling import ORDERS, SPEND, TARGETS
from salesdash.intake.cells.text_files.decode import NAMES
from salesdash.intake.cleaning.clean import Cleaned
from salesdash.intake.left_beside import say_left_out
from salesdash.intake.recognition.by_values.days import is_the_only_day
from salesdash.intake.recognition.fit import Recognised
from salesdash.intake.recognition.memory import RememberedAnswers
from salesdash.intake.recognition.refusal import Unrecognised, misnamed
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.total_rows import columns_of_words
from salesdash.intake.tables.wide.heads import splits_sales
from salesdash.intake.texts import headers
from salesdash.intake.texts.headers import MatchedColumn
from salesdash.intake.texts.metric_headers import names_sales
from salesdash.intake.texts.sample_values import Sample
from salesdash.receipt import Question
from salesdash.text import Text, join, listed, plain

# Chosen: where more rows are put aside than loaded, the columns may be others than we think, so we ask.
# Measured: files are asked about alike from 0.5 to 0.7; at 0.3 a block a month with its subtotals is, too.
MOSTLY = 0.5
WHAT_IT_IS = Text("这张表是什么数据？", "What does this table hold?")
WHICH_COLUMN = Text("哪一列是{field}？", "Which column is the {field}?")
HEADLESS = Text(
    '没有表头，各列按 A、B、C … 称呼。其他列是什么，在列的对应里选（命令行：--answer "column:{key}={letter}"）。',
    "There are no headers; the columns go by A, B, C …. Choose beside each column what the others are (on the "
    'command line: --answer "column:{key}={letter}").',
)
MOST_ASIDE = Text(
    "{every} 行中有 {many} 行待修正（如 {why}）。仍要导入其余的行吗？",
    "{many} of {every} rows would be put aside (for example {why}). Load the others all the same?",
)
ALL_ASIDE = Text(
    "没有一行读得出来（{every} 行，如 {why}）。要把它们收进待修正，改好再计入吗？也可以指明正确的列，"
    "或改好文件再上传。",
    "Not one row can be read ({every} {every:row|rows}, for example {why}). Keep them to be corrected? You may also "
    "say which columns are meant, or mend the file and drop it again.",
)
WHICH = Text(
    "“{header}”是{was}还是{or_was}？{beside}作为{dataset}还是{rival}导入？",
    "Was “{header}” {was} or {or_was}? {beside}Load the table as {dataset} or as {rival}?",
)
BOTH = Text(
    "表里既有销售额“{sold}”，又有费用“{header}”。{beside}作为{dataset}还是{rival}导入？另一项不导入。",
    "There are sales, “{sold}”, and spend, “{header}”. {beside}Load the table as {dataset} or as {rival}? The other "
    "is left out.",
)
ONLY_DAY = Text(
    "“{header}”是表里唯一的日期，作为订单日期。",
    "“{header}” holds the only dates of the table, which are taken for those of the orders.",
)
WAS = {
    "orders": Text("卖出的", "sold"),
    "spend": Text("花掉的", "spent"),
    "targets": Text("计划卖的", "planned to be sold"),
}
SHOWN = 3  # values of a column as evidence


def say_memory(
    memory: RememberedAnswers, recognised: Recognised, decisions: TableDecisions
) -> None:
    if memory.whole:
        decisions.note(
            "与以前导入过的表布局相同，按上次的方式读取。",
            "It has the layout of an earlier import and is read in the same way.",
        )
    for key, names in memory.renamed.items():
        if key not in recognised.columns:
            continue
        name = recognised.dataset.field(key).name
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


def say_reading(table: Table, recognised: Recognised, decisions: TableDecisions) -> None:
    encoding = table.sheet.encoding
    if encoding and not encoding.startswith("utf-8"):
        shown = NAMES.get(encoding, encoding)
        decisions.note(f"文字编码是 {shown}。", f"The file is encoded in {shown}.")
    if table.sheet.rival_encoding:
        _ask_encoding(table, decisions)
    _say_letters(table, recognised, decisions)
    if recognised.rival:
        _ask_which(table, recognised, recognised.rival, decisions)
    elif recognised.sparse:
        _ask_if_meant(table, recognised, decisions)
    for key, column in recognised.columns.items():
        if not column.sure:
            _say_likeness(table, recognised, key, decisions)
    _say_other_spend(table, recognised, decisions)
    say_left_out(table, recognised, decisions)


def _say_letters(table: Table, recognised: Recognised, decisions: TableDecisions) -> None:
    """How to say what the columns are that have no names, where any is left to be said."""
    used = {column.index for column in recognised.columns.values()}
    free = [header for i, header in enumerate(table.headers) if i not in used]
    named = {field.key for field in recognised.dataset.fields} - set(recognised.columns)
    key = next((key for key in ("customer", "product", "region") if key in named), None)
    if table.is_headless and free and key:
        decisions.notes.append(HEADLESS.format(key=key, letter=free[0]))


def _ask_encoding(table: Table, decisions: TableDecisions) -> None:
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


def _ask_if_meant(table: Table, recognised: Recognised, decisions: TableDecisions) -> None:
    named = listed(f"“{table.headers[c.index]}”" for c in recognised.columns.values())
    dataset = recognised.dataset.name
    decisions.ask(
        "dataset",
        Text(
            f"{len(table.headers)} 列中只认出 {named.zh}。是否作为“{dataset.zh}”导入？",
            f"Of {len(table.headers)} columns only {named.en} are known. Load them as {dataset.en}?",
        ),
        (recognised.dataset.key,),
        recognised.dataset.key,
    )


def _ask_which(
    table: Table, recognised: Recognised, rival: Dataset, decisions: TableDecisions
) -> None:
    ways = ("budget", "spend", "amount") if rival is TARGETS else ("spend", "amount", "budget")
    key = next(k for k in ways if k in recognised.columns)
    header = table.headers[recognised.columns[key].index]
    datasets = [recognised.dataset, rival]
    datasets += [ORDERS] if ORDERS not in datasets and rival is TARGETS else []
    *others, last = datasets
    sold = next(
        (
            h
            for h in table.headers
            if names_sales(h) and not headers.stands_for(h, SPEND, "spend") and h != header
        ),
        None,
    )
    text = (BOTH if sold and rival is ORDERS else WHICH).format(
        header=plain(header),
        sold=plain(sold),
        beside=_words_beside(table, recognised),
        dataset=join([Text(f"“{each.name.zh}”", each.name.en) for each in others], en=", as "),
        rival=Text(f"“{last.name.zh}”", last.name.en),
        was=join([WAS[each.key] for each in others]),
        or_was=WAS[last.key],
    )
    guess = "" if recognised.is_open else recognised.dataset.key
    decisions.ask("dataset", text, tuple(each.key for each in datasets), guess)


def _words_beside(table: Table, recognised: Recognised) -> Text:
    """What the first column of words says that is no date, as evidence."""
    date = recognised.columns.get(str(recognised.dataset.date))
    words = (
        i for i in columns_of_words(table) if table.sample(i) and not (date and i == date.index)
    )
    beside = next(words, None)
    if beside is None:
        return Text("", "")
    shown = listed(dict.fromkeys(table.sample(beside)[:SHOWN]))
    header = table.headers[beside]
    return Text(f"“{header}”里写的是 {shown.zh}。", f"“{header}” says {shown.en}. ")


def _say_likeness(
    table: Table, recognised: Recognised, key: str, decisions: TableDecisions
) -> None:
    field, column = recognised.dataset.field(key), recognised.columns[key]
    header = table.headers[column.index]
    choices = (header, *(table.headers[i] for i in column.rivals))
    needed = {*(f.key for f in recognised.dataset.required), recognised.dataset.amount, "currency"}
    if "amount" not in recognised.columns:
        needed |= {"quantity"}
    if key not in needed and not column.rivals:
        decisions.note(
            f"“{header}”按名称相近当作{field.name.zh}。",
            f"“{header}” is taken for {field.name.en}, being alike.",
        )
        return
    if key == ORDERS.date and column.is_guess and is_the_only_day(header, recognised.columns):
        decisions.notes.append(ONLY_DAY.format(header=header))
        return
    match = headers.match(header, recognised.dataset)
    if match and match.field.key == "unit_price":
        question = Text(
            f"没有数量和金额列：是否每行一件，销售额就是“{header}”？",
            f"There is neither a quantity nor an amount: is each row one piece, sold at “{header}”?",
        )
    else:
        question = Text(
            f"“{header}”是{field.name.zh}吗？", f"Is “{header}” the {field.name.en.lower()}?"
        )
    evidence = _evidence(table, column)
    is_part = key == ORDERS.amount and splits_sales(table)
    guess = header if column.is_guess and not is_part else ""
    decisions.ask(f"column:{key}", question + evidence, choices, guess)


def _evidence(table: Table, column: MatchedColumn) -> Text:
    """Some values of the column, and of the first that may be meant as well."""
    shown = [cell.removesuffix(" 00:00:00") for cell in table.sample(column.index, SHOWN)]
    zh, en = f"如 {'、'.join(shown)}", f"such as {', '.join(shown)}"
    if column.rivals:
        header = table.headers[column.rivals[0]]
        shown = [cell.removesuffix(" 00:00:00") for cell in table.sample(column.rivals[0], SHOWN)]
        zh, en = f"{zh}；“{header}”如 {'、'.join(shown)}", f"{en}; “{header}”: {', '.join(shown)}"
    return Text(f"（{zh}）", f" ({en})")


def _say_other_spend(table: Table, recognised: Recognised, decisions: TableDecisions) -> None:
    spend = recognised.columns.get("spend")
    if recognised.dataset.key != "spend" or spend is None or not spend.others:
        return
    header = table.headers[spend.index]
    others = listed(f"“{table.headers[i]}”" for i in spend.others)
    decisions.note(
        f"有几列像费用，采用“{header}”，未采用{others.zh}。",
        f"Several columns may be the spend; “{header}” is taken, not {others.en}.",
    )


def ways_in(table: Table, why: Unrecognised, reason: str | None) -> tuple[Question, ...]:
    """What may be said of a table that is left out, so that it is loaded all the same; `reason` is the
    dataset that the user has named, which is not asked again."""
    nearly = why.nearly
    lacking = nearly.lacking if nearly else ()
    used = {c.index for c in nearly.columns.values()} if nearly else set()
    used -= set(misnamed(nearly, table)) if nearly else set()
    free = [i for i in range(len(table.headers)) if i not in used]
    asked = [_which_column(table, field, free) for field in lacking]
    datasets = (nearly.dataset.key,) if nearly else tuple(DATASETS)
    what = () if reason in datasets else (Question("dataset", WHAT_IT_IS, datasets, ""),)
    return (*what, *(each for each in asked if each))


def _which_column(table: Table, field: Field, free: Sequence[int]) -> Question | None:
    samples = {i: table.sample(i) for i in free}
    fits = [i for i in free if samples[i] and Sample(samples[i]).fits(field, table.headers[i])]
    headers = tuple(table.headers[i] for i in fits)
    text = WHICH_COLUMN.format(field=field.name)
    return Question(f"column:{field.key}", text, headers, "") if headers else None


def uncomputed(table: Table, recognised: Recognised) -> str | None:
    """The header of a column that every row needs and whose formulas were never computed."""
    dataset = recognised.dataset
    needed = {*(field.key for field in dataset.required), dataset.amount}
    if "amount" not in recognised.columns:
        needed |= {"quantity", "unit_price"}
    places = (c.index for key, c in recognised.columns.items() if key in needed)
    return next((table.headers[i] for i in places if table.is_uncomputed(i)), None)


def too_many(cleaned: Cleaned) -> Text:
    why, cell = cleaned.put_aside[0], cleaned.put_aside[0].addresses[0]
    return Text(
        f"{cleaned.rejected:,} 行看不懂，多得无法逐行修正（如 {cell}：{why.reason.zh}）。未导入；"
        "请在文件里改正这一列后再上传。",
        f"{cleaned.rejected:,} rows cannot be read, too many to be corrected one by one (for example "
        f"{cell}: {why.reason.en}). Left out; mend that column in the file and drop it again.",
    )


def ask_if_mostly_unreadable(cleaned: Cleaned, decisions: TableDecisions) -> None:
    """Ask whether to go on where most rows, or all, would be put aside."""
    many, every = cleaned.rejected, cleaned.rejected + cleaned.loaded
    if decisions.undecided or not many or many <= MOSTLY * every:
        return  # what nobody has answered yet is why they cannot be read
    words = MOST_ASIDE if cleaned.loaded else ALL_ASIDE
    first = cleaned.put_aside[0]
    why = Text(f"{first.addresses[0]}：", f"{first.addresses[0]}: ") + first.reason
    text = words.format(many=f"{many:,}", every=f"{every:,}", why=why)
    decisions.ask("mostly_unreadable", text, ("load",), "load")
