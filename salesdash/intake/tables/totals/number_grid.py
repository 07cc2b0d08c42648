"""A grid of figures: which of its rows and columns sum up others, by word and by arithmetic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.total_rows import EVERYTHING, GRAND, TOTAL
from salesdash.intake.texts import numbers, words
from salesdash.intake.texts.decimal_mark import decide_mark
from salesdash.intake.texts.headers import simplified, spoken

Figures = npt.NDArray[np.float64]

_SUM = re.compile(
    rf"(?:{EVERYTHING.pattern}|全[年月周天日]|整[年月周天]|年度|全年度|年计|季计|季度合计|总量|总额|总数|上半年|下半年|"
    r"h[12]|ytd|full year|"
    r"fy|sum|本年累计|全(?:平台|店|网)|整体|总部|company|group)",
    re.IGNORECASE,
)
_DERIVED = re.compile(
    r"占比|比例|比重|同比|环比|增长|增幅|增速|完成率|达成率|完成比|平均|均值|[日周月季]均|均价|差异|差额|增减|[较比][上去前同]|缺口|排名|名次|率$|[률율]$|"
    r"veränderung|abweichung|anteil|erreichung|erfüllung|varia(?:ci[oó]n|[cç][aã]o|zione)|cumplimiento|participaci[oó]n|[ée]volution|[ée]cart|"
    r"客[单単]价|客単価|\b(?:return|refund|conversion|margin|win|churn|hit|completion|retention|repurchase) rate\b|"
    r"\wquote\b|\btaux\b|\btasa\b|\btasso\b|percentage|prozent|pourcentage|porcentaje|percentual|"
    r"durchschnitt|panier moyen|ticket medio|scontrino medio|\baov\b|"
    r"\bdelta\b|\bchange\b|伸び|構成比|(?:前[年月期週]|昨[年対])[同]?[月期]?比|対前年|growth|share|%|average|\bavg\b|\bmean\b|rank|attainment|variance|\byoy\b|\bmom\b",
    re.IGNORECASE,
)
# A name that begins like a statistic (增长科技, Delta Corp, 平均律琴行), and what only statistics go on with.
_BEGINS_LIKE_ONE = re.compile(
    r"(?:平均|均值|增长|增幅|最[大小高低]|[环同占]比|delta|growth|average|mean|median|maximum|minimum|"
    r"(?:larg|small|high|low)est|change|share)\W*(?P<rest>\w.+)"
)
_OF_A_STATISTIC = re.compile(
    r"[率比额值数价量增减变幅笔%销年季月周日天人店客单每总合]|业绩|目标|完成|达成|差|同期|去|上|"
    r"\b(?:of|per|in|on|over|from|to|vs|rate|sales|revenue|amount|value|total|orders?|price|ticket|targets?|year|quarter|"
    r"month|week|day|daily|weekly|monthly|customers?|deals?|sale|units?|basket|size|last|prior|previous|yoy|mom)\b"
)
# With fewer figures a row without a word is a line of its own, with so many it is asked about. Measured: 214
# files are read alike from 2 to 6.
FEWEST_PROOFS = 3
# How many totals above a row may begin what it sums up; chosen so that long sheets stay quick.
MOST_LEVELS = 40


@dataclass(frozen=True, slots=True)
class SumLine:
    """A row (column) that sums up others. `fits`: its figures are that sum; None: it has none.

    `whole`: it sums up all of them.
    """

    index: int
    words: str
    fits: bool | None
    whole: bool


def says_total(words: str) -> bool:
    text = simplified(words).strip()
    return bool(text) and bool(TOTAL.fullmatch(text) or _SUM.fullmatch(text))


def summed_up(words: str) -> str:
    """What the words say is summed up: `Consumer` of `Consumer Total`; blank where they do not say."""
    wording = TOTAL.fullmatch(simplified(words).strip())
    return next((of for of in wording.groups() if of), "") if wording else ""


def says_grand(words: str) -> bool:
    """A total of everything, not of a group."""
    return bool(GRAND.search(simplified(words)))


def says_derived(words: str) -> bool:
    """A ratio, an average, a rank: made of the figures, none itself."""
    return bool(_DERIVED.search(spoken(words)))


def names_somebody(words: str) -> bool:
    """Whether a name merely begins with the word for a statistic: 增长科技, Delta Corp."""
    begins = _BEGINS_LIKE_ONE.match(spoken(words).strip())
    return begins is not None and not _OF_A_STATISTIC.search(begins["rest"])


def total_rows(figures: Figures, words: Sequence[str]) -> list[SumLine]:
    """The rows of figures that are totals; `words` is what each row's labels say.

    A row whose labels say nothing of a total is one where every figure proves it, and there are
    enough of them.
    """
    worded = [says_total(text) for text in words]
    leaves = np.where(np.isnan(figures) | np.array(worded, np.bool_)[:, None], 0.0, figures)
    sums = np.vstack([np.zeros((1, figures.shape[1])), np.cumsum(leaves, axis=0)])
    lines: list[SumLine] = []
    for i in np.flatnonzero(~np.isnan(figures).all(axis=1)).tolist():
        row = figures[i]
        if not worded[i] and i not in (0, len(figures) - 1):
            continue
        whole = _close(row, sums[-1] - leaves[i])
        if worded[i]:
            starts = [0, *(line.index + 1 for line in lines[-MOST_LEVELS:])]
            ends = [j for j in range(i + 1, len(figures)) if worded[j]][:MOST_LEVELS]
            parts = [sums[i] - sums[start] for start in starts]
            parts += [sums[end] - sums[i] for end in (*ends, len(figures))]
            fits = whole or any(_close(row, each) for each in parts)
        else:
            # A figure that merely equals the only other one is no sum.
            others = (leaves != 0).sum(axis=0) - (leaves[i] != 0)
            fits = whole and ((leaves[i] != 0) & (others > 1)).sum() >= FEWEST_PROOFS
        if worded[i] or fits:
            lines.append(SumLine(i, words[i], bool(fits), whole))
    return lines


def total_column(figures: Figures, column: Figures, groups: Sequence[Sequence[int]]) -> bool | None:
    """Whether the column is, in every row, the sum of one of the groups of columns of figures."""
    filled = ~np.isnan(column)
    if not filled.any():
        return None
    return any(
        bool(_near(column[filled], np.nansum(figures[:, list(group)], axis=1)[filled]).all())
        for group in groups
        if group
    )


def _close(row: Figures, total: Figures) -> bool:
    filled = ~np.isnan(row)
    return bool(filled.any() and _near(row[filled], total[filled]).all())


def _near(one: Figures, other: Figures) -> npt.NDArray[np.bool_]:
    """Equal but for what adding up fractions leaves, and for a figure rounded to be shown."""
    near: npt.NDArray[np.bool_] = np.abs(one - other) <= np.maximum(0.011, np.abs(other) * 1e-7)
    return near


def figures_of(table: Table, index: int) -> Figures:
    """The numbers of a column, nan where there is none."""
    text = blanked(table, index)
    values = numbers.read_numbers(text, mark=decide_mark(text).mark).values
    figures: Figures = pc.cast(values, pa.float64()).to_numpy(zero_copy_only=False)
    return figures


def blanked(table: Table, index: int) -> pa.Array:
    """The column without the words that stand for a blank among figures."""
    return pc.if_else(words.placeholders(table.texts[index]), None, table.texts[index].text)
