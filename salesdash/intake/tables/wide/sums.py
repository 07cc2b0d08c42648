"""Which columns and rows of a wide table sum up others, so that each figure is counted once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc

from salesdash.intake.tables.layout.table import Rows, Table
from salesdash.intake.tables.totals import number_grid
from salesdash.intake.tables.totals.footers import below_the_total, names_a_statistic
from salesdash.intake.tables.totals.number_grid import Figures, SumLine, blanked, figures_of
from salesdash.intake.tables.totals.total_rows import Mask, as_mask
from salesdash.intake.tables.wide.heads import WideHeader
from salesdash.intake.texts.metric_headers import names_an_earlier_time
from salesdash.receipt import Question
from salesdash.text import Text, join, listed, plain

BELOW_THE_TOTAL = Text(
    "⚠合计下面的{named}不是其中的一项，未计入。",
    "⚠ {named} below the total {many:is no part|are no parts} of it, and not counted.",
)


@dataclass(frozen=True, slots=True)
class Sums:
    """The columns and rows of a wide table by what they are.

    `labels`, `totals`, `derived` and `compared` are the columns beside those with figures of their own;
    `whole` is the total of all of them, `lines` are the total rows, `rows` those with figures of their
    own, `earlier` what the rows are called that hold those of an earlier time, and `against` those below the
    total to which it is compared.
    `doubtful` names totals that are not the sum of their cells, `unsaid` rows that are the sum of
    all others without a word of it.
    """

    labels: tuple[WideHeader, ...]
    totals: tuple[WideHeader, ...]
    derived: tuple[WideHeader, ...]
    compared: tuple[WideHeader, ...]
    whole: WideHeader | None
    lines: tuple[SumLine, ...]
    rows: Rows
    doubtful: tuple[str, ...]
    unsaid: tuple[str, ...]
    earlier: tuple[str, ...]
    against: tuple[str, ...]


def sums_of(
    table: Table,
    heads: Sequence[WideHeader],
    figures_heads: Sequence[WideHeader],
    *,
    keep_unsaid: bool = False,
) -> Sums:
    """`keep_unsaid`: the user knows that a row which sums up the others is none of their totals."""
    labelled = _labels_of(table, heads)
    earlier = np.array([names_an_earlier_time(text) for text in labelled], np.bool_)
    earlier &= not earlier.all()
    statistics = [
        number_grid.says_derived(text) and not number_grid.names_somebody(text) for text in labelled
    ]
    aside = earlier | np.array(statistics, np.bool_)
    against = sorted(below_the_total(labelled))
    aside[[*_statistics_at_the_end(labelled), *against]] = True
    figures = np.column_stack([figures_of(table, head.index) for head in figures_heads])
    figures[aside] = np.nan
    totals, doubtful, whole = _total_columns(table, heads, figures_heads, figures, aside)
    derived = tuple(head for head in heads if head.derived and head.figures)
    compared = tuple(h for h in heads if h.compared and h.figures and h not in (*totals, *derived))
    beside = (*figures_heads, *totals, *derived, *compared)
    labels = tuple(h for h in heads if h not in beside)
    lines = number_grid.total_rows(figures, labelled)
    unsaid = [line for line in lines if line.words and not number_grid.says_total(line.words)]
    lines = [line for line in lines if not (keep_unsaid and line in unsaid)]
    mine = (~np.isnan(figures).all(axis=1) | _unread(table, figures_heads)) & ~aside
    mine &= np.array([not number_grid.says_total(text) for text in labelled], np.bool_)
    mine[[line.index for line in lines]] = False
    return Sums(
        labels,
        totals,
        derived,
        compared,
        whole,
        tuple(lines),
        np.flatnonzero(mine),
        (*doubtful, *(line.words for line in lines if line.fits is False)),
        tuple(line.words for line in unsaid),
        tuple(labelled[row] for row in np.flatnonzero(earlier)),
        tuple(labelled[row] for row in against),
    )


def _statistics_at_the_end(labels: Sequence[str]) -> list[int]:
    """The rows below the last total that are statistics of those above it: 日均 names no member there."""
    totals = [row for row, label in enumerate(labels) if number_grid.says_total(label)]
    below = range(totals[-1] + 1 if totals else len(labels), len(labels))
    return [row for row in below if names_a_statistic(labels[row])]


def _total_columns(
    table: Table,
    heads: Sequence[WideHeader],
    figures_heads: Sequence[WideHeader],
    figures: Figures,
    aside: Mask,
) -> tuple[tuple[WideHeader, ...], tuple[str, ...], WideHeader | None]:
    """The columns that sum up those with figures of their own; which of them do not add up; and the one
    that sums up all. Rows `aside` are none of theirs."""
    totals: list[WideHeader] = []
    doubtful: list[str] = []
    whole = None
    for head in heads:
        if head in figures_heads or head.derived or not head.figures:
            continue
        if not (head.total or head.span or head.members):
            continue
        column = np.where(aside, np.nan, figures_of(table, head.index))
        fits = number_grid.total_column(figures, column, _parts(head, figures_heads, totals))
        if not fits and (not head.total or _is_of_other_rows(head, figures_heads)):
            continue
        totals.append(head)
        if fits is False:
            doubtful.append(table.headers[head.index])
        everything = number_grid.total_column(figures, column, [range(len(figures_heads))])
        if everything or (fits is False and not head.members and not head.span):
            whole = head
    return tuple(totals), tuple(doubtful), whole


def _is_of_other_rows(total: WideHeader, figures_heads: Sequence[WideHeader]) -> bool:
    """Whether the total is one of figures that stand elsewhere: of an earlier time, or, beside members,
    of more time than theirs (本年累计). Beside months a running total is theirs, and held against them."""
    names_earlier = any(map(names_an_earlier_time, total.path))
    return names_earlier or (total.compared and not any(head.span for head in figures_heads))


def _unread(table: Table, heads: Sequence[WideHeader]) -> Mask:
    """Rows where something stands, be it no figure."""
    filled = np.zeros(table.height, dtype=np.bool_)
    for head in heads:
        filled |= as_mask(pc.is_valid(blanked(table, head.index)))
    return filled


def _parts(
    total: WideHeader, heads: Sequence[WideHeader], earlier: Sequence[WideHeader]
) -> list[list[int]]:
    """The columns of which a total may be the sum, by position in `heads`: its quarter's months, its
    banner's members, all, those before it, those of one of the measures."""
    alike = [n for n, h in enumerate(heads) if not total.measure or h.measure == total.measure]
    alike = alike or list(range(len(heads)))
    last = max((h.index for h in earlier), default=-1)
    before = [n for n in alike if heads[n].index < total.index]
    within = [n for n in alike if (s := heads[n].span) and total.span and s.within(total.span)]
    banner = [n for n in alike if heads[n].members and _is_of(heads[n], total)]
    since = [n for n in before if heads[n].index > last]
    measures = dict.fromkeys(heads[n].measure for n in alike)
    of_each = [[n for n in alike if heads[n].measure == measure] for measure in measures]
    return [within, banner, alike, since, before, *of_each]


def _is_of(part: WideHeader, total: WideHeader) -> bool:
    """Whether the total (`Consumer Total`, `华东 / 小计`) is that of the banner over the column."""
    named = [
        number_grid.summed_up(cell) if number_grid.says_total(cell) else cell for cell in total.path
    ]
    return part.path[0].strip().casefold() == " ".join(filter(None, named)).strip().casefold()


def _labels_of(table: Table, heads: Sequence[WideHeader]) -> list[str]:
    """The label of each row that speaks of a total, else the last one."""
    of_words = [head for head in heads if not head.figures]
    beside = [head for head in heads if not (head.holds_figures or head.total or head.derived)]
    columns = [table.held[head.index].to_pylist() for head in of_words or beside]
    rows = ([cell for cell in row if cell] for row in zip(*columns, strict=True))
    cells = [next(filter(number_grid.says_total, row), row[-1] if row else "") for row in rows]
    return cells or [""] * table.height


def questions_about(sums: Sums) -> list[Question]:
    """Whether details count whose totals differ, and what adds up all others without a word of it."""
    asked = []
    if sums.doubtful:
        names = listed(f"“{name}”" for name in dict.fromkeys(sums.doubtful))
        text = Text(
            f"{names.zh} 与各格之和不一致。仍按明细导入、不计这些合计吗？",
            f"{names.en}: not the sum of the cells. Load the details all the same, without these "
            "totals?",
        )
        asked.append(Question("total", text, ("load",), "load"))
    if sums.unsaid:
        names = listed(f"“{name}”" for name in sums.unsaid)
        text = Text(
            f"{names.zh} 一行每格都恰好等于其余各行之和。它是合计、不应计入吗？",
            f"Every cell of the row {names.en} is the sum of all other rows. Is it a total, not to be "
            "counted?",
        )
        asked.append(Question("sum_row", text, ("leave_out", "keep"), "leave_out"))
    return asked


def notes_about(table: Table, heads: Sequence[WideHeader], sums: Sums) -> list[Text]:
    """What is said of columns turned into rows, and of the totals beside and below them."""
    first, last = (table.headers[heads[i].index] for i in (0, -1))
    notes = [
        Text(
            f"“{first}”到“{last}”横排的 {len(heads)} 列已转成行，每格一行。",
            f"The {len(heads)} columns from “{first}” to “{last}” were turned into rows, one for each "
            "cell.",
        )
    ]
    columns = [h for h in sums.totals if table.headers[h.index] not in sums.doubtful]
    lines = [line for line in sums.lines if line.fits]
    counted = [
        Text(f"{many} 个合计{zh}", f"{many} total {en}{'' if many == 1 else 's'}")
        for many, zh, en in ((len(columns), "列", "column"), (len(lines), "行", "row"))
        if many
    ]
    if counted:
        agreed = join(counted, en=" and ")
        checked = Text(
            "逐格核对一致，未计入。",
            " {many:agrees|agree} in every cell and {many:is|are} not counted.",
        )
        notes.append(agreed + checked.format(many=len(columns) + len(lines)))
    if sums.derived:
        names = listed(f"“{table.headers[h.index]}”" for h in sums.derived[:4])
        notes.append(
            Text(
                f"{names.zh} 是由其他列算出来的，未计入。",
                f"{names.en}: computed from the others, not counted.",
            )
        )
    if others := [table.headers[h.index] for h in sums.compared] + list(sums.earlier):
        names = listed(f"“{name}”" for name in dict.fromkeys(others))
        notes.append(
            Text(
                f"{names.zh} 是别的期间的数字，未计入。",
                f"{names.en}: figures of another time, not counted.",
            )
        )
    if sums.against:
        named = join([plain(f"“{name}”") for name in sums.against])
        notes.append(BELOW_THE_TOTAL.format(named=named, many=len(sums.against)))
    return notes
