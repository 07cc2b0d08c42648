"""A table → what it is, in the first shape in which it is recognised, with all that was decided on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from salesdash.catalog.sheets.selling import ORDERS
from salesdash.intake.cleaning.amounts.exchange import Exchange
from salesdash.intake.cleaning.amounts.whole_orders import carried
from salesdash.intake.recognition.fit import Recognised
from salesdash.intake.recognition.hidden import without_columns
from salesdash.intake.recognition.lookalikes.not_ours import stranger
from salesdash.intake.recognition.memory import RememberedAnswers, remembered
from salesdash.intake.recognition.recognise import recognise
from salesdash.intake.recognition.refusal import Unrecognised
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.context.subject import holds_days, holds_figures
from salesdash.intake.tables.layout.aligned import aligned
from salesdash.intake.tables.layout.separators import with_separators
from salesdash.intake.tables.layout.sub_forms import without_sub_forms
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.supplied.banners import parted_by_banners
from salesdash.intake.tables.supplied.bare_weeks import with_weeks
from salesdash.intake.tables.supplied.columns import dated, supplied
from salesdash.intake.tables.supplied.day_lines import parted_by_days
from salesdash.intake.tables.supplied.dotted_days import with_dotted_days
from salesdash.intake.tables.supplied.fill import filled
from salesdash.intake.tables.supplied.labels import with_named_labels
from salesdash.intake.tables.supplied.sheet_names import named_by_sheet
from salesdash.intake.tables.supplied.short_days import with_short_days
from salesdash.intake.tables.totals.longer_periods import without_longer_periods
from salesdash.intake.tables.totals.order_heads import without_order_heads
from salesdash.intake.tables.totals.prepared_rows import (
    without_prepared_rows,
    without_row_of_the_form,
)
from salesdash.intake.tables.wide.as_rows import OF_SHAPE, Long, by_member, by_period, measures_each
from salesdash.intake.tables.wide.naming import PURPOSE
from salesdash.intake.tables.wide.numbered_parts import without_wholes
from salesdash.intake.tables.wide.outline import parted
from salesdash.intake.tables.wide.parts_named import without_parts
from salesdash.intake.tables.wide.rowwise import lists_measures, side_by_side
from salesdash.intake.tables.wide.stepped import without_sums_above
from salesdash.intake.texts.headers import match
from salesdash.receipt import ReadLayout

NOTHING: Mapping[str, str] = {}
_OF_A_LINE = frozenset({"order_id", "customer", "product", "product_id"})
FIGURES_OF_A_LINE = 3  # quantity, price, amount


@dataclass(frozen=True, slots=True)
class Guidance:
    """What is known before a file is read: the user's answers, the layouts of earlier imports, what
    foreign money is worth, and the month in which the fiscal year begins. `accept`: open questions will be
    settled by our best guess."""

    answers: Mapping[str, str] = field(default_factory=dict)
    layouts: Sequence[ReadLayout] = ()
    exchange: Exchange = field(default_factory=Exchange)
    year_starts: int = 1
    accept: bool = False


@dataclass(frozen=True, slots=True)
class Understood:
    """A table in the shape in which it was recognised, which column is which field, what was said,
    asked and answered about it, and what an earlier layout knew."""

    table: Table
    recognised: Recognised
    decisions: TableDecisions
    memory: RememberedAnswers


def understand(
    table: Table, file: str, guidance: Guidance, *, sheets: Sequence[str] = ()
) -> Understood | Unrecognised:
    """The table in the first shape in which it is recognised: turned into rows, or as it is.

    Where it only lacks a time, it is taken in that shape, and the user is asked for one. `sheets`: those of the
    file that have the same headers, where they are several.
    """
    before = TableDecisions(table.name, guidance.answers)
    alien = stranger(table.headers)
    if alien and not alien.may_be and before.answer("dataset") is None:
        return Unrecognised(alien.why)
    table = without_row_of_the_form(aligned(with_separators(table, before), before), before)
    table = without_prepared_rows(without_sub_forms(table), before)
    table = with_dotted_days(without_columns(table, before), before)
    table = parted_by_days(table, file, before)
    table = with_weeks(with_short_days(table, before), file, before)
    table = with_named_labels(without_order_heads(table, before), file, before)
    if not lists_measures(table):
        table = without_wholes(without_sums_above(parted(table, before), before), before)
        table = without_longer_periods(without_parts(table, before), before)
    seen = carried(parted_by_banners(filled(table, before), before), before)
    table = supplied(side_by_side(seen, file), file, before)
    table = named_by_sheet(table, file, sheets, before)
    members = _turned(by_member, table, file, guidance)
    if members is not None and _lists_lines(table) and (_asks_who(members) or _costs(members)):
        members = None
    shapes = (
        (_turned(by_period, table, file, guidance), True),
        (members, members is not None and _is_sure(members, table)),
        (Long(table), True),
        (members, True),
    )
    lacking: Unrecognised | None = None
    undated = Long(table)
    for long in (long for long, sure in shapes if long is not None and sure):
        understood = as_shaped(long, file, guidance, before)
        if not isinstance(understood, Unrecognised):
            return understood
        # What a table lacks is told of the first shape in which it lacks no more than a column.
        if lacking is None or (
            understood.nearly and not lacking.nearly and _is_clear(understood, long)
        ):
            lacking, undated = understood, long
        if "measure" in long.answers:
            break  # the user has said what stands across: none of it is a column of its own
    assert lacking is not None
    return _completed(lacking, undated, table, file, guidance, before)


def _completed(
    lacking: Unrecognised,
    undated: Long,
    table: Table,
    file: str,
    guidance: Guidance,
    before: TableDecisions,
) -> Understood | Unrecognised:
    """The table with the columns that only values tell, and with a time where it lacks but that; `undated`
    is the shape in which it is `lacking`."""
    by_values = False
    if "measure" not in undated.answers:
        by_value = as_shaped(Long(table), file, guidance, before, values_tell=True)
        if not isinstance(by_value, Unrecognised):
            return by_value
        by_values = lacking.undated is None and by_value.undated is not None
        if by_values:
            lacking, undated = by_value, Long(table)
    if lacking.undated is None:
        return replace(lacking, questions=tuple(before.questions))
    table = dated(undated.table, file, lacking.undated, before)
    column = {f"column:{lacking.undated.date}": table.headers[-1]}
    long = replace(undated, table=table, answers={**undated.answers, **column})
    return as_shaped(long, file, guidance, before, values_tell=by_values)


def _is_clear(lacking: Unrecognised, long: Long) -> bool:
    """Whether it is known what stands across, so that what lacks can be told."""
    return long.certain or (lacking.undated is not None and not _asks_who(long))


def _is_sure(members: Long, table: Table) -> bool:
    is_told = members.is_summed and not (_asks_who(members) or _lists_lines(table))
    is_sure = members.certain or members.is_known or members.is_crossed
    return is_sure or is_told or measures_each(table)


def _asks_who(long: Long) -> bool:
    """Whether nothing tells what the names across are."""
    return any(question.key.partition(":")[0] == "across" for question in long.questions)


def _costs(long: Long) -> bool:
    """Whether what stood across is what money goes to: of lines of orders these are fees and costs."""
    return {PURPOSE.name.zh, PURPOSE.name.en}.intersection(long.table.headers) != set()


def _lists_lines(table: Table) -> bool:
    """Whether every row has its day and two names at least, as lines of orders have: what stands beside
    them under unknown headers are figures of the line, and no members. Of names that nobody knows so
    only where the figures are few."""
    named = [hit.field.key for header in table.headers if (hit := match(header, ORDERS))]
    if str(ORDERS.date) in named and len(_OF_A_LINE.intersection(named)) > 1:
        return True
    width = range(len(table.headers))
    days = [i for i in width if holds_days(table, i)]
    figures = [i for i in width if i not in days and holds_figures(table, i)]
    names = len(table.headers) - len(days) - len(figures)
    return bool(days) and names > 1 and len(figures) <= FIGURES_OF_A_LINE


def as_shaped(
    long: Long, file: str, guidance: Guidance, before: TableDecisions, *, values_tell: bool = False
) -> Understood | Unrecognised:
    """The table in this shape, with all that was said, asked and remembered of it; `before` are the
    decisions that led to the shape."""
    memory = remembered(long.table, guidance.layouts)
    decisions = TableDecisions(
        long.table.name, {**memory.answers, **long.answers, **guidance.answers}
    )
    recognised = _recognised(long.table, file, memory, decisions, values_tell)
    if isinstance(recognised, Unrecognised):
        return recognised
    decisions.about.update(before.about)
    decisions.notes += [*before.notes, *long.notes]
    decisions.choices += before.choices
    decisions.used.update({**before.used, **long.answers})
    asked = (q for q in long.questions if decisions.answer(q.key) is None)
    decisions.questions += [*before.questions, *asked]
    return Understood(long.table, recognised, decisions, memory)


def _turned(
    turn: Callable[[Table, str, TableDecisions], Long | None],
    table: Table,
    file: str,
    guidance: Guidance,
) -> Long | None:
    """The table turned into rows, its questions answered as a layout of the same shape was."""
    first: Long | None = None
    for answers in (NOTHING, *(layout.answers for layout in guidance.layouts)):
        mine = {key: answer for key, answer in answers.items() if key.partition(":")[0] in OF_SHAPE}
        if answers and not mine:
            continue
        decisions = TableDecisions(table.name, {**mine, **guidance.answers})
        long = turn(table, file, decisions)
        if long is None:
            return None
        long = replace(long, answers={**long.answers, **mine, **decisions.used})
        if not long.questions or (mine and remembered(long.table, guidance.layouts).whole):
            return long
        first = first or long
    return first


def _recognised(
    table: Table, file: str, memory: RememberedAnswers, decisions: TableDecisions, values_tell: bool
) -> Recognised | Unrecognised:
    def chosen(key: str) -> str | None:
        given = decisions.answer(f"column:{key}")
        return memory.renamed.get(key, (None,))[0] if given is None else given

    wanted = decisions.answer("dataset")
    return recognise(table, file, wanted, chosen, values_tell=values_tell)
