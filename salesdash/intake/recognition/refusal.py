"""Why a table is left out: what it lacks, in words that hold against what stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as default

from salesdash.catalog.model import Dataset
from salesdash.catalog.sheets.selling import ORDERS
from salesdash.intake.recognition.fit import Recognised
from salesdash.intake.recognition.named import is_sum, weighs
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.texts import headers
from salesdash.intake.texts.metric_headers import is_of_another_thing
from salesdash.intake.texts.pieces import names_a_count
from salesdash.intake.texts.sample_values import Sample
from salesdash.receipt import Question
from salesdash.text import Text, join, plain

SHOWN = 2  # cells as evidence
NOT_SOLD = Text(
    "表里像金额的列只有{named}，看来不是销售额（而是押金、回款、费用之类），未导入。若它就是销售额，请指明；"
    "否则请上传订单。",
    "The only figures here that may be money are {named}, which seem to be no sales but deposits, payments, "
    "costs or the like; left out. If it is what was sold, say so; else drop the orders.",
)
WEIGHED = Text(
    "“{header}”写的是重量、容量或数量（如 {shown}），不是金额。",
    "“{header}” says weights, measures or numbers of pieces (such as {shown}), no money. ",
)
UNREADABLE = Text(
    "“{header}”（如 {shown}）读不出{field}。",
    "“{header}” (such as {shown}) cannot be read as {field}. ",
)
EMPTY = Text("“{header}”一栏还没有填写。", "“{header}” is not filled in yet. ")
NO_HEADERS = Text(
    "这张表没有表头，认不出各列是什么，未导入。请指明这是什么数据、各列是什么（列按 A、B、C … 称呼）。",
    "This table has no headers, and what its columns are cannot be told; left out. Say what it holds and "
    "what the columns are (they go by A, B, C …).",
)


@dataclass(frozen=True, slots=True)
class Unrecognised:
    """A table that is none of ours, and why; it would be `nearly`, but for the columns missing, and
    `columns` are the headers of its fields; `table` is the shape in which it would be. `questions` come
    first: what the headers are is known when they are answered."""

    reason: Text
    nearly: Recognised | None = None
    columns: Mapping[str, str] = default(default_factory=dict)
    table: Table | None = None
    questions: tuple[Question, ...] = ()

    @property
    def undated(self) -> Dataset | None:
        """Its dataset where only the time of its amounts is missing, which one word could give."""
        dataset = self.nearly.dataset if self.nearly else None
        if self.nearly is None or dataset is None or dataset.amount is None or dataset.date is None:
            return None
        return dataset if self.nearly.missing == (dataset.field(dataset.date).name,) else None


def unrecognised(nearly: Recognised, table: Table) -> Unrecognised:
    columns = {key: table.headers[column.index] for key, column in nearly.columns.items()}
    others = money_of_something_else(nearly, table)
    why = NOT_SOLD.format(named=join([plain(f"“{h}”") for h in others])) if others else None
    return Unrecognised(why or _lacking(nearly, table), nearly, columns, table)


def money_of_something_else(nearly: Recognised, table: Table) -> list[str]:
    """The columns of money that would make orders of the table, but for their names."""
    if nearly.dataset is not ORDERS or nearly.lacking != (ORDERS.field("amount"),):
        return []
    used = {column.index for column in nearly.columns.values()}
    samples = {i: Sample(table.sample(i)) for i in range(len(table.headers)) if i not in used}
    return [
        table.headers[i]
        for i, sample in samples.items()
        if is_of_another_thing(table.headers[i])
        and sample.are_figures
        and not weighs(table.headers[i], sample)
    ]


def _lacking(nearly: Recognised, table: Table) -> Text:
    """What is missing, beside the columns that go by its name and are something else."""
    lacking = join(list(nearly.missing))
    reason = Text(
        "像是“{dataset}”，但缺少必需的列：{lacking}。",
        "This looks like {dataset} but lacks {lacking}. ",
    ).format(dataset=nearly.dataset.name, lacking=lacking)
    for index in misnamed(nearly, table):
        header, sample = table.headers[index], table.sample(index)
        counts = names_a_count(header) or weighs(header, Sample(sample))
        said = WEIGHED if counts else UNREADABLE if sample else EMPTY
        reason += said.format(
            header=plain(header),
            shown=join([plain(words) for words in sample[:SHOWN]]),
            field=join([f.name for f in nearly.lacking], zh="或", en=" or "),
        )
    return reason + Text(
        "未导入；请指定哪一列是它，或补上后再上传。",
        "Left out; say which column it is, or add it and drop the file again.",
    )


def misnamed(nearly: Recognised, table: Table) -> list[int]:
    """The columns that go by the name of a field that is lacking, and are none by what stands in them;
    where money is lacking, those as well that count or weigh."""
    money = any(map(is_sum, nearly.lacking))
    return [
        i
        for i, header in enumerate(table.headers)
        if any(headers.stands_for(header, nearly.dataset, f.key) for f in nearly.lacking)
        or (money and weighs(header, Sample(table.sample(i))))
    ]
