"""A plan as the sheet in which it is typed: its rows, columns and the text of every cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

import pandas as pd

from salesdash.analysis.splitting.plan_edit import from_share, parent, share_of_parent
from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.catalog.plans import (
    EVERYBODY,
    EVERYONE,
    GRAINS_OF_PLANS,
    Cell,
    Member,
    Plan,
    cell_name,
    grain_of,
    week_name,
)
from salesdash.errors import QuestionError
from salesdash.period import Grain, Period
from salesdash.text import Lang, Text, join, plain
from salesdash.units import MONEY, write

LOCKED = "◆"
WHO = "who"
MOST_SAID = 3  # shares explained at once
YEAR = Text("全年", "Year")
UNREADABLE = Text(
    "看不懂“{typed}”。请写数字（如 1,200 或 120.5），或占全年的百分比（如 12%）。",
    "“{typed}” is no number. Write an amount (1,200 or 120.5), or a share of the year (12%).",
)
SHARE_OF = Text(
    "“{cell}”的 {typed} 按“{parent}”全年 {whole}计：{amount}。",
    "“{cell}”: {typed} of the year of “{parent}”, {whole}, is {amount}.",
)
CARRIED = Text(
    "“全年”仍是原来的年目标：已结束时段少完成的 {amount}已加进剩余时段，不重复计入全年。",
    "“Year” is still the target of the year: the {amount} missed in closed periods is asked again "
    "in those left, and not counted twice.",
)
CARRIED_BACK = Text(
    "“全年”仍是原来的年目标：已结束时段多完成的 {amount}已从剩余时段减去。",
    "“Year” is still the target of the year: the {amount} over-delivered in closed periods is "
    "taken off those left.",
)
# What amounts are written in: 万元 in Chinese, thousands in English, as people say them.
SPOKEN: Mapping[Lang, tuple[Decimal, Text]] = {
    "zh": (Decimal(10_000), Text("万", "10k")),
    "en": (Decimal(1_000), Text("千", "k")),
}
ONE = (Decimal(1), Text("", ""))
SMALL = Decimal(100_000)  # 元; a plan below is written in 元


def spoken(lang: Lang) -> tuple[Decimal, Text]:
    """What people of a language count targets in: its worth, and its name, `万元` · `¥k`."""
    return _in_currency(SPOKEN[lang])


def _in_currency(step: tuple[Decimal, Text]) -> tuple[Decimal, Text]:
    size, large = step
    return size, Text(large.zh + MONEY.name.zh, MONEY.name.en + large.en)


Edits = Mapping[int, Mapping[str, object]]  # what was typed, by row and column
NOTHING: Edits = {}


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """The cells shown of a plan: members and their subtotals down, the year and its periods across."""

    plan: Plan
    lang: Lang
    rows: tuple[Member, ...]
    columns: tuple[Period, ...]
    as_shares: bool = False

    @property
    def step(self) -> tuple[Decimal, Text]:
        """What one of the numbers in the sheet is worth in 元, and its name."""
        return _in_currency(ONE) if self.plan.total < SMALL else spoken(self.lang)

    def cell(self, row: int, column: str) -> Cell:
        return self.rows[row], Period.parse(column)

    def frame(self, edited: Edits = NOTHING) -> pd.DataFrame:
        """One row per member, `who` first; amounts as text, what is locked marked; an edit that the plan
        holds already as it was typed."""
        held = {cell: words for cell, words in self._filled(edited) if self._holds(cell, words)}
        by_column = {
            str(period): [held.get((m, period)) or self._written((m, period)) for m in self.rows]
            for period in self.columns
        }
        return pd.DataFrame({WHO: [self._name(member) for member in self.rows], **by_column})

    def titles(self) -> dict[str, str]:
        dims = [DIMENSIONS[d].name for d in self.plan.dimensions]
        who = join(dims, " / ", " / ") if dims else EVERYONE
        return {WHO: who[self.lang], **{str(p): self._title(p)[self.lang] for p in self.columns}}

    def typed(self, edited: Edits) -> dict[Cell, Decimal]:
        """What was typed or pasted and is not in the plan yet, by cell, in 元; a cell emptied stays as
        it was.

        Raises QuestionError for what is no number.
        """
        return {
            cell: self._read(cell, words)
            for cell, words in self._filled(edited)
            if not self._holds(cell, words)
        }

    def holds(self, edited: Edits) -> bool:
        """Whether the plan has every edit just as it was typed."""
        return all(self._holds(cell, words) for cell, words in self._filled(edited))

    def _holds(self, cell: Cell, words: str) -> bool:
        """Whether what was typed is the amount itself; a share stays written as one no longer."""
        if self.as_shares or _bare(words).endswith("%") or not self.plan.is_locked(*cell):
            return False
        with suppress(QuestionError):
            return self._read(cell, words) == self.plan.amount(*cell)
        return False

    def share_notes(self, edited: Edits) -> Text | None:
        """Of what a share that was typed is one; None where amounts were typed."""
        sentences = [
            self._share_words(cell, words)
            for cell, words in self._filled(edited)
            if self.as_shares or _bare(words).endswith("%")
        ]
        return join(sentences[:MOST_SAID], "", " ") if sentences else None

    def carried_notes(self) -> Text | None:
        """Why the periods do not add up to the year, where a re-plan carried something on."""
        carried = self.plan.carried_in(EVERYBODY, self.plan.whole)
        if not carried:
            return None
        words = CARRIED if carried > 0 else CARRIED_BACK
        return words.format(amount=_money(abs(carried)))

    def _share_words(self, cell: Cell, words: str) -> Text:
        above = parent(self.plan, cell)
        return SHARE_OF.format(
            cell=cell_name(self.plan, cell),
            typed=plain(_bare(words).removesuffix("%") + "%"),
            parent=cell_name(self.plan, above),
            whole=_money(self.plan.amount(*above) or Decimal(0)),
            amount=_money(self._read(cell, words)),
        )

    def _filled(self, edited: Edits) -> Iterable[tuple[Cell, str]]:
        for row, changes in edited.items():
            for column, value in changes.items():
                words = "" if value is None else str(value)
                if column != WHO and words.replace(LOCKED, "").strip():
                    yield self.cell(int(row), column), words

    def _figure(self, amount: Decimal) -> str:
        return f"{amount / self.step[0]:,.{self._places}f}"

    def _written(self, cell: Cell) -> str:
        mark = f" {LOCKED}" if self.plan.is_locked(*cell) else ""
        if self.as_shares:
            share = share_of_parent(self.plan, cell)
            return "" if share is None else f"{share:.2%}{mark}"
        amount = self.plan.amount(*cell)
        return "" if amount is None else f"{self._figure(amount)}{mark}"

    @property
    def _places(self) -> int:
        """As many decimals as the plan's unit needs in the sheet's."""
        exponent = (self.plan.unit / self.step[0]).normalize().as_tuple().exponent
        return max(0, -int(exponent))

    def _read(self, cell: Cell, words: str) -> Decimal:
        bare = _bare(words)
        is_share = bare.endswith("%")
        try:
            number = Decimal(bare.removesuffix("%"))
        except InvalidOperation:
            raise QuestionError(UNREADABLE.format(typed=plain(words))) from None
        if not number.is_finite():
            raise QuestionError(UNREADABLE.format(typed=plain(words)))
        if is_share or self.as_shares:
            return from_share(self.plan, cell, number / 100)
        return number * self.step[0]

    def _name(self, member: Member) -> str:
        if member == EVERYBODY:
            return EVERYONE[self.lang]
        return "　" * (len(member) - 1) + member[-1]

    def _title(self, period: Period) -> Text:
        if period == self.plan.whole:
            return YEAR
        if period.grain == "quarter":
            return period.short_name
        if period.grain == "month":
            return period.short_name
        return week_name(period)


def _money(amount: Decimal) -> Text:
    return write(float(amount), MONEY)


def _bare(words: str) -> str:
    """What was typed, without signs that only help to read it."""
    return re.sub(r"[\s,¥元]", "", unicodedata.normalize("NFKC", words).replace(LOCKED, ""))


def sheet(
    plan: Plan, level: Grain, lang: Lang, within: Period | None = None, *, as_shares: bool = False
) -> PlanSheet:
    """The sheet of a plan at a level of time (`week`: the plan's own weeks), within a period."""
    span = within or plan.whole
    inside = tuple(p for p in _columns(plan, level) if span.start <= p.start and p.end <= span.end)
    columns = tuple(dict.fromkeys((span, *inside)))
    return PlanSheet(plan, lang, tuple(_rows(plan)), columns, as_shares)


def stretch_of(plan: Plan) -> Plan:
    """The stretch target in the place of the plan, to be read as a sheet of its own."""
    return replace(plan, cells=plan.stretch, locks=frozenset())


def levels(plan: Plan) -> dict[str, Text]:
    """The levels of time at which the plan can be seen and typed."""
    order: tuple[Grain, ...] = ("week", "month", "quarter", "year")
    finest = order.index(grain_of(plan))
    return {g: GRAINS_OF_PLANS[g] for g in order[finest:] if g in GRAINS_OF_PLANS}


def _columns(plan: Plan, level: Grain) -> Iterable[Period]:
    if level == "week":
        return plan.periods
    return plan.whole.split(level, plan.whole.start.month)


def _rows(plan: Plan) -> Iterable[Member]:
    if EVERYBODY not in plan.members:
        yield EVERYBODY
    seen: set[Member] = set()
    for member in plan.members:
        if len(member) > 1 and member[:1] not in seen:
            seen.add(member[:1])
            yield member[:1]
        yield member
