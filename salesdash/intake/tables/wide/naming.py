"""What the columns of a wide table are called once it stands as rows: told, guessed or asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from salesdash.catalog.sheets.selling import SPEND, TARGETS
from salesdash.intake import questions
from salesdash.intake.questions import BEGINS, ENDS, YEAR_BEGINS
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.context.member_names import is_rest
from salesdash.intake.tables.context.setting import setting_of
from salesdash.intake.tables.context.subject import (
    dimension_named,
    dimension_of,
    dimensions_about,
    in_language_of,
    subject_of,
)
from salesdash.intake.tables.layout.across import parted, with_year
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.number_grid import says_total
from salesdash.intake.tables.wide.heads import WideHeader
from salesdash.intake.texts.headers import kinds_of, simplified
from salesdash.intake.texts.metric_headers import target_metric
from salesdash.intake.texts.sample_values import Sample
from salesdash.receipt import Question
from salesdash.text import Text, listed

_TIME_WORD = re.compile(
    r"月份?|年月|时间|日期|期间|季度?|年份?|周次?|month|quarter|year|week|date|period",
    re.IGNORECASE,
)
# Parts of a month, which are no weeks of the year: the month dates them, they are but kept beside it.
_OF_A_MONTH = re.compile(
    r"第?[一二三四五六1-6]周|[上中下]旬|(?:week|wk)\s*[1-6]|[1-6](?:st|nd|rd|th) week",
    re.IGNORECASE,
)
PART_OF_MONTH = Text("当月分段", "Part of the month")
_ARTIFACT = re.compile(r"(?:行|列)标签|(?:row|column) labels?", re.IGNORECASE)
_AGGREGATE = re.compile(r"(?:求和项|sum of|total of)\s*[:：]?\s*(.+)", re.IGNORECASE)
_REACHED = re.compile(
    r"完成|达成|执行|实际|\bvs\b|actual|achiev|attain|review|variance", re.IGNORECASE
)
_MONEY = re.compile(r"单位.*元|元[)）]|[¥￥$€]")
# What figures may be, as the answer to the question, and the header that stands for it.
MEANINGS = {
    "sales": Text("销售额", "Sales"),
    "target": Text("目标", "Target"),
    "spend": Text("费用", "Spend"),
    "budget": Text("预算", "Budget"),
    "quantity": Text("数量", "Quantity"),
}
_IN_ENGLISH = {text.zh: text.en for text in MEANINGS.values()} | {
    "利润": "Profit",
    "市场规模": "Market size",
}
_GRAINS = {
    "month": Text("月份", "Month"),
    "quarter": Text("季度", "Quarter"),
    "week": Text("周", "Week"),
    "year": Text("年份", "Year"),
}
PURPOSE = SPEND.field("purpose")
ACROSS = ("channel", "region", "salesperson", "product", "category")


@dataclass(slots=True)
class Naming:
    """The names, and the questions to which they led; `certain` while none was guessed."""

    table: Table
    file: str
    heads: Sequence[WideHeader]
    figure_heads: Sequence[WideHeader]
    decisions: TableDecisions
    questions: list[Question] = field(default_factory=list)
    certain: bool = True

    def figures(self) -> str:
        """What the figures are where their headers name no more than a period or a member: as was said,
        else by what stands around them."""
        table = self.table
        given = MEANINGS.get(self.decisions.answer("measure") or "")
        if given:
            return self._worded(given)
        corner = [m[1] for text in self._corner() if (m := _AGGREGATE.match(text))]
        totals = [table.headers[h.index] for h in self.heads if h.total]
        texts = [*corner, *totals, *table.titles, table.sheet.name, self.file]
        if self._are_expenses():
            texts = [text for text in texts if "预算" in text or "budget" in text.casefold()]
            texts.append(MEANINGS["spend"].zh)
        subject = subject_of(texts)
        is_clear = subject and (subject.sure or self._is_money(texts)) and subject.header != "数量"
        if subject and target_metric(subject.header) and any(map(_REACHED.search, texts)):
            is_clear = False  # what was reached of a target, or the target itself
        header = subject.header if subject and is_clear else self._asked_figures()
        return self._worded(Text(header, _IN_ENGLISH.get(header, header)))

    def periods(self) -> str:
        grain = next(h.span.grain for h in self.figure_heads if h.span)
        return self._worded(_GRAINS.get(str(grain), Text("日期", "Date")))

    def over_the_turn_of_the_year(self, heads: list[WideHeader]) -> list[WideHeader]:
        """Months without years that begin anew (4月 … 12月, 1月 … 3月), each in its year."""
        spans = [head.span for head in heads if head.span]
        order = list(dict.fromkeys(span.month or span.number for span in spans))
        turn = next((i for i, (a, b) in enumerate(pairwise(order), 1) if b < a), None)
        if turn is None or any(span.year or span.grain == "year" for span in spans):
            return heads
        named = setting_of(self.table, self.file).year
        answer = self.decisions.answer("year") or ""
        year = named or (int(answer) if answer.isdigit() else None)
        if year is None:  # asked when the periods are read
            return heads
        first, last = (self.table.headers[heads[i].index] for i in (0, -1))
        text = questions.year_begins(first, last, year)
        begins = self._asked(YEAR_BEGINS, text, (BEGINS, ENDS), BEGINS) == BEGINS
        start = year if begins else year - 1
        late = set(order[turn:])
        return [
            replace(h, span=with_year(s, start + ((s.month or s.number) in late))) if s else h
            for h in heads
            for s in (h.span,)
        ]

    def members(self, level: int, names: list[str]) -> str:
        """What stands across: told by the corner, by the names, by the title; else asked."""
        levels = self.table.levels
        corner = re.sub(r"[>:：\s]+$", "", levels[level]) if level < len(levels) else ""
        if corner and not _ARTIFACT.fullmatch(corner) and not _AGGREGATE.match(corner):
            return corner
        told = dimension_of([name for name in names if not is_rest(name)])
        beside = [part for part in self._corner_parts() if part != self._part_of_labels()]
        field = next((f for part in beside if (f := dimension_named(part))), None)
        if field := field or told:
            return self._worded(field.name)
        if all(map(_OF_A_MONTH.fullmatch, names)):
            return self._worded(PART_OF_MONTH)
        self.certain = False
        about = dimensions_about((*self.table.titles, self.table.sheet.name, self.file))
        down = [dimension_named(self.table.headers[h.index]) for h in self.heads if not h.figures]
        across = [field for field in about if field not in down]
        return self._worded(across[-1].name) if across else self._asked_members(level, names)

    def label(self, head: WideHeader) -> str:
        """The header of a label column; a corner may name what stands across instead of it."""
        header = self.table.headers[head.index]
        if head.index == 0 and (part := self._part_of_labels()):
            return part
        parts = [part.strip() for part in re.split(r"[\\/|]", header) if part.strip()]
        names = [part for part in parts if not _TIME_WORD.fullmatch(simplified(part))]
        if len(parts) > 1 and names and len(names) < len(parts):
            return names[0]
        sample = self.table.sample(head.index, 40)
        has_time = Sample(sample).yearless or any(parted(value)[0] for value in sample)
        timeless = not names and not has_time
        dimension = dimension_of([value for value in sample if not says_total(value)])
        if dimension == PURPOSE and not kinds_of(header):
            return self._worded(dimension.name)
        if timeless or _ARTIFACT.fullmatch(header):
            return self._worded(dimension.name if dimension else Text("项目", "Item"))
        return header

    def _are_expenses(self) -> bool:
        """Whether what stands across, or in a column of labels, are names of expenses."""
        across = [name for head in self.figure_heads for name in head.members]
        labels = [head.index for head in self.heads if not head.figures]
        down = [[v for v in self.table.sample(i, 40) if not says_total(v)] for i in labels]
        return any(dimension_of(names) == PURPOSE for names in (across, *down))

    def _corner_parts(self) -> list[str]:
        """What the first header says of the rows and of the columns: 区域 and 产品 of 区域\\产品."""
        parts = [part.strip() for part in re.split(r"[\\/|、]", self.table.headers[0])]
        return parts if len(parts) > 1 and all(map(dimension_named, parts)) else parts[1:]

    def _part_of_labels(self) -> str:
        """The part of the corner that names the rows: that of which the labels are, else the first that the
        names across are not; empty where the corner has no parts, or speaks of a time as well."""
        parts = [part for part in self._corner_parts() if dimension_named(part)]
        if len(parts) < 2:
            return ""
        labels = dimension_of([v for v in self.table.sample(0, 40) if not says_total(v)])
        across = dimension_of([name for head in self.figure_heads for name in head.members])
        of = {part: dimension_named(part) for part in parts}
        return next(
            (part for part in parts if labels and of[part] == labels),
            next((part for part in parts if of[part] != across), parts[0]),
        )

    def _corner(self) -> tuple[str, ...]:
        return (*self.table.titles, *self.table.headers[:1], *self.table.levels)

    def _is_money(self, texts: list[str]) -> bool:
        """Fractions, signs of currency or a unit of money: figures that count no pieces."""
        if any(_MONEY.search(text) for text in texts):
            return True
        cells = [v for h in self.figure_heads for v in self.table.sample(h.index, 20)]
        return any(re.search(r"[¥￥$€元]|\.\d", v) and not v.endswith(".0") for v in cells)

    def _asked_figures(self) -> str:
        first, last = (self.table.headers[self.figure_heads[i].index] for i in (0, -1))
        guess = MEANINGS["sales"]
        text = Text(
            f"“{first}”到“{last}”各列里的数字是什么？暂按{guess.zh}理解。",
            f"What are the figures in the columns “{first}” to “{last}”? They are taken as "
            f"{guess.en} for now.",
        )
        return MEANINGS[self._asked("measure", text, tuple(MEANINGS), "sales")].zh

    def _asked_members(self, level: int, names: list[str]) -> str:
        """The answer for the lowest level, or the only one, goes by `across`, for one above it by its number."""
        lowest = level == len(self.figure_heads[0].members) - 1
        key, guess = ("across", "product") if lowest else (f"across:{level + 1}", "channel")
        shown = listed(names[:4])
        text = Text(
            f"横排的各列（{shown.zh} …）是什么？渠道、区域、销售员、产品还是品类？",
            f"What are the columns {shown.en} …: channels, regions, salespeople, products or "
            "categories?",
        )
        return self._worded(TARGETS.field(self._asked(key, text, ACROSS, guess)).name)

    def _asked(self, key: str, text: Text, choices: tuple[str, ...], guess: str) -> str:
        given = self.decisions.answer(key)
        if given in choices:
            return given
        self.certain = False
        self.questions.append(Question(key, text, choices, guess))
        return guess

    def _worded(self, name: Text) -> str:
        return in_language_of(self.table.headers, name)
