"""Columns across of which some are known channels or regions: whether the others are counted with them is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from salesdash.catalog.model import Kind
from salesdash.catalog.sheets.selling import ORDERS, SPEND
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.context.member_names import (
    ALSO_WORK,
    is_ambiguous,
    is_rest,
    names_a_member,
    names_where_money_goes,
)
from salesdash.intake.tables.context.subject import (
    FIGURES,
    dimension_named,
    holds_days,
    is_purpose,
    subject_of,
)
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.number_grid import (
    figures_of,
    says_grand,
    summed_up,
    total_column,
)
from salesdash.intake.tables.wide.heads import WideHeader, channel_and_measure, heads_of
from salesdash.intake.texts.headers import kinds_of, match, simplified, spoken, stands_for
from salesdash.intake.texts.metric_headers import (
    is_actual,
    is_of_a_target,
    is_of_another_thing,
    is_of_now,
    metric_of,
)
from salesdash.receipt import Question
from salesdash.text import Text, join, plain

BESIDE = "beside"
MEMBER, OTHER = "member", "other"
FEWEST = 2  # columns known by their names
MOST_ASKED = 8  # columns asked about one by one; chosen
EVIDENCE = 3  # values of a column
MOST_TRIED = 5  # columns, of which a total may hold any
ALIKE = 10.0  # times the others' middle figure, within which a column may be one of them; chosen
# Money that says itself that it was spent.
_SPENT = re.compile(r"费用?$|支出|花费|\b(?:costs?|spend|expenses?|fees?)$")
# What is left of all columns together.
_NET = re.compile(r"净(?:额|收入|销售额?|营收)|net(?: (?:sales|revenue|total|amount))?")
_NUMBERED = frozenset({Kind.ID, Kind.NAME, Kind.DATE, Kind.PERIOD, Kind.MOMENT, Kind.NOTE})
ASKED = Text(
    "{others}和{known}一样，也要一起计入吗？还是另一项数字？",
    "Is {others} to be counted together with {known}, or another figure?",
)
SUCH_AS = Text("“{header}”（如 {values}）", "“{header}” (such as {values})")
LEFT_OUT = Text(
    "{headers} 是另一项数字，不与横排的各列相加，未导入。",
    "{headers} {many:is another figure|are other figures} beside these columns, not added to them, and left out.",
)
WARNED = Text("⚠", "⚠ ") + LEFT_OUT


@dataclass(frozen=True, slots=True)
class Beside:
    """The columns across without the other figures beside them, and what was said and asked of these.

    `members` are headers that are names whatever else they mean. `is_known`: channels or regions stand
    across beside something else, so that none of the columns is the whole.
    """

    table: Table
    members: frozenset[str] = frozenset()
    notes: tuple[Text, ...] = ()
    questions: tuple[Question, ...] = ()
    is_known: bool = False


def told_apart(table: Table, file: str, decisions: TableDecisions) -> Beside:
    """The columns across without those that are no members, by their names and by what the user says."""
    figures = _side_by_side(table)
    known = [head for head in figures if _is_member(head)]
    rest = [head for head in figures if is_rest(_name(head))]
    others = [head for head in figures if head not in known and head not in rest]
    names = {_name(head) for head in known}
    likely = [head for head in figures if head in known or is_ambiguous(_name(head), names)]
    is_spent, is_dated = _is_spent(table, file), _is_dated(table)
    if _are_expenses(figures):
        return Beside(table, is_known=is_spent and is_dated)
    if is_spent and is_dated and len(figures) > 1:
        all_of_them = frozenset(map(_name, figures))
        if all(map(names_where_money_goes, all_of_them)):
            return Beside(table, all_of_them, is_known=True)
    if len(likely) < FEWEST or names <= ALSO_WORK:
        return Beside(table)
    if not (others or any(not head.members for head in rest)):
        return Beside(table)
    if _are_summed(table, figures):
        all_of_them = frozenset(map(_name, figures)) if is_spent else frozenset()
        return Beside(table, all_of_them, is_known=is_spent and is_dated)
    doubtful = [head for head in others if not _is_figure(_name(head), names, is_spent)]
    if any(_is_whole(table, head, figures, known) for head in doubtful):
        return Beside(table)
    summed = _summed(table, [*known, *rest], doubtful)
    opened = [
        head
        for head in doubtful
        if summed is None or not (head in summed or _is_unlike(table, head, known))
    ]
    members, questions = _asked(table, known, opened, decisions)
    members += summed or []
    left_out = [head for head in others if head not in members]
    named = frozenset(_name(head) for head in (*known, *rest, *members))
    warned = [head for head in left_out if head not in doubtful and _is_money(_name(head))]
    plainly = [head for head in left_out if head not in warned]
    notes = (*_told(warned, WARNED), *_told(plainly, LEFT_OUT))
    is_open = summed is None or bool(questions) or _is_told(table, file)
    return Beside(_without(table, left_out), named, notes, questions, is_open and is_dated)


def known_members(table: Table) -> list[WideHeader]:
    """The columns of figures named as channels or regions; none where a column tells what was sold of all."""
    known = [head for head in _side_by_side(table) if _is_member(head)]
    return known if len(known) >= FEWEST else []


def _side_by_side(table: Table) -> list[WideHeader]:
    """The columns of figures under one header each, where neither a level nor a corner tells what they are and none
    is the money of a line."""
    heads = heads_of(table)
    figures = [
        head
        for head in heads
        if head.figures
        and not (head.total or head.derived or head.compared)
        and (names_a_member(_name(head)) or not kinds_of(_name(head)) & _NUMBERED)
    ]
    corner = re.split(r"[\\/|、]", table.headers[0])[1:]
    is_told = any(map(dimension_named, (*table.levels, *corner)))
    is_plain = all(len(head.path) == 1 and not head.span for head in heads)
    is_list = not figures or figures[0].index == 0 or any(map(_is_of_a_line, figures))
    return [] if is_told or is_list or not is_plain else figures


def _is_of_a_line(head: WideHeader) -> bool:
    """Whether the column is what a line came to, or what was reached, so that no other is a part of it."""
    name = _name(head)
    if is_actual(name) or is_of_now(name) or _NET.fullmatch(simplified(name).casefold()):
        return True
    declared = match(name, ORDERS)
    return declared is not None and declared.field.key in ("amount", "unit_price")


def _is_member(head: WideHeader) -> bool:
    return bool(head.members) and names_a_member(_name(head))


def _is_figure(name: str, members: Set[str], is_spent: bool) -> bool:
    """Whether the whole name is known as one of a figure, and of nothing that sells: 目标, 订单数; or as one of
    such a member, 线上件数. Where money is told that was spent, 广告费 may be one of the ways in which."""
    part = channel_and_measure(name)
    if part is not None:
        return part[0] in members
    kinds = kinds_of(name) & FIGURES
    is_target = is_of_a_target(name)
    if stands_for(name, SPEND, "spend") and (is_spent or not _SPENT.search(spoken(name))):
        return False
    is_known = is_target or bool(kinds) or metric_of(name) is not None
    return is_known and not is_ambiguous(name, members)


def _is_dated(table: Table) -> bool:
    return any(holds_days(table, i) for i in range(len(table.headers)))


def _is_spent(table: Table, file: str) -> bool:
    """Whether what stands around the table says that its money was spent."""
    subject = subject_of((*table.titles, table.sheet.name, file))
    return subject is not None and subject.header in ("费用", "预算")


def _is_told(table: Table, file: str) -> bool:
    """Whether what stands around the table says what its figures are."""
    return subject_of((*table.titles, table.sheet.name, file)) is not None


def _are_expenses(figures: Sequence[WideHeader]) -> bool:
    """Whether the columns are what money goes to, some of which are named as channels are: Phone beside Rent."""
    purposes = [head for head in figures if is_purpose(_name(head))]
    return len(purposes) >= FEWEST and 2 * len(purposes) >= len(figures)


def _is_whole(
    table: Table, head: WideHeader, figures: Sequence[WideHeader], known: Sequence[WideHeader]
) -> bool:
    """Whether the column is what all the others come to, refunds among them."""
    others = [other for other in figures if other is not head]
    return _adds_up(table, others, head) and not _adds_up(table, known, head)


def _summed(
    table: Table, known: Sequence[WideHeader], doubtful: Sequence[WideHeader]
) -> list[WideHeader] | None:
    """The doubtful columns that a total holds beside the known ones; None where no total holds just these."""
    totals = _totals(table)
    few = range(len(doubtful) + 1) if totals and len(doubtful) <= MOST_TRIED else range(0)
    for some in (some for many in few for some in combinations(doubtful, many)):
        if any(_adds_up(table, [*known, *some], total) for total in totals):
            return list(some)
    return None


def _is_unlike(table: Table, head: WideHeader, known: Sequence[WideHeader]) -> bool:
    return not _is_like(table, head, known)


def _is_money(name: str) -> bool:
    part = channel_and_measure(name)
    counted = part[1] if part else name
    return is_of_a_target(counted) or Kind.MONEY in kinds_of(counted)


def _are_summed(table: Table, figures: Sequence[WideHeader]) -> bool:
    """Whether a column that says so is the sum of all of them."""
    totals = [head for head in heads_of(table) if head.total and head.figures]
    return any(_adds_up(table, figures, head) for head in totals)


def _totals(table: Table) -> list[WideHeader]:
    """The columns that say that they sum up all there is, and no group of it."""
    heads = [head for head in heads_of(table) if head.total and head.figures]
    return [head for head in heads if says_grand(_name(head)) and not summed_up(_name(head))]


def _adds_up(table: Table, parts: Sequence[WideHeader], total: WideHeader) -> bool:
    """Whether the column is the sum of the parts in every row."""
    grid = np.column_stack([figures_of(table, head.index) for head in parts])
    return bool(total_column(grid, figures_of(table, total.index), [range(len(parts))]))


def _asked(
    table: Table,
    known: Sequence[WideHeader],
    doubtful: Sequence[WideHeader],
    decisions: TableDecisions,
) -> tuple[list[WideHeader], tuple[Question, ...]]:
    """The doubtful columns that are members, and what is open: each is asked about, many at once. What is answered
    of many is remembered of each."""
    members = [head for head in doubtful if not _middle(table, head)]  # noughts add nothing
    questions: list[Question] = []
    groups = [[head] for head in doubtful if head not in members]
    settled = [group for group in groups if decisions.answer(_key(table, group)) is not None]
    if len(groups) - len(settled) > MOST_ASKED:
        opened = [head for group in groups if group not in settled for head in group]
        alike = [head for head in opened if _is_alike(table, head, known)]
        unlike = [head for head in opened if head not in alike]
        groups = [*settled, *filter(None, (alike, unlike))]
    shown = join([plain(f"“{_name(head)}”") for head in known[:EVIDENCE]])
    for group in groups:
        key = _key(table, group)
        given = decisions.answer(key)
        if given not in (MEMBER, OTHER):
            given = _guess(table, group, known)
            named = join([_with_values(table, head) for head in group])
            text = ASKED.format(others=named, known=shown)
            questions.append(Question(key, text, (MEMBER, OTHER), given))
        else:
            decisions.used.update({_key(table, [head]): given for head in group})
        members += group if given != OTHER else []
    return members, tuple(questions)


def _key(table: Table, group: Sequence[WideHeader]) -> str:
    """That of the question about these columns: their headers, without what parts an answer from its key."""
    headers = "、".join(table.headers[head.index] for head in group)
    written = " ".join(re.split(r"[\s=]+", headers))
    return f"{BESIDE}:{written}"


def _with_values(table: Table, head: WideHeader) -> Text:
    values = join([*map(plain, table.sample(head.index)[:EVIDENCE])])
    return SUCH_AS.format(header=plain(_name(head)), values=values)


def _guess(table: Table, group: Sequence[WideHeader], known: Sequence[WideHeader]) -> str:
    names = {_name(head) for head in known}
    if any(is_ambiguous(_name(head), names) for head in group):
        return ""
    return MEMBER if all(_is_alike(table, head, known) for head in group) else OTHER


def _is_alike(table: Table, head: WideHeader, known: Sequence[WideHeader]) -> bool:
    """Whether the column may be one of them, as far as its name, its size and the sums tell."""
    if _adds_up(table, known, head) or any(_adds_up(table, known, each) for each in _totals(table)):
        return False
    return _is_like(table, head, known)


def _is_like(table: Table, head: WideHeader, known: Sequence[WideHeader]) -> bool:
    """Whether its name speaks of nothing else, and its size is that of the others."""
    if not head.members or is_of_another_thing(_name(head)):
        return False
    middles = [_middle(table, each) for each in known]
    return min(middles) / ALIKE <= _middle(table, head) <= max(middles) * ALIKE


def _middle(table: Table, head: WideHeader) -> float:
    values = np.abs(figures_of(table, head.index))
    filled = values[~np.isnan(values)]
    return float(np.median(filled)) if len(filled) else 0.0


def _without(table: Table, left_out: Sequence[WideHeader]) -> Table:
    places = {head.index for head in left_out}
    return table.only([i for i in range(len(table.headers)) if i not in places])


def _told(left_out: Sequence[WideHeader], words: Text) -> tuple[Text, ...]:
    named = join([plain(f"“{_name(head)}”") for head in left_out])
    return (words.format(headers=named, many=len(left_out)),) if left_out else ()


def as_members(heads: Sequence[WideHeader], names: frozenset[str]) -> list[WideHeader]:
    """The heads, those of these names as members whatever else the names mean."""
    return [_as_member(head) if _name(head) in names and head.figures else head for head in heads]


def _as_member(head: WideHeader) -> WideHeader:
    named = head if head.members else replace(head, members=head.path[-1:], measure="")
    return replace(named, total=False, compared=False)


def _name(head: WideHeader) -> str:
    """What the header says, without its unit."""
    return head.members[-1] if head.members else head.path[-1]
