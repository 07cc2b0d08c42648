"""Rows of the body that are no data: total lines and repeated headers; and what they prove."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from salesdash.intake.tables.context.subject import holds_figures
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.texts.headers import simplified
from salesdash.intake.texts.metric_headers import names_an_earlier_time
from salesdash.intake.texts.numbers import EXACT, parse
from salesdash.intake.texts.text_column import any_matches

Mask = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.int64]

# A cell that says total, in either script; RE2 and Python read it alike.
_TOTAL = (
    r"(?:(?P<of>.{0,20}?)\s*(?:[合总總総小共累]\s*[计計]|[汇匯彙][总總]|[总總][和数數]|Σ|총합계|[합소총누]계|"
    r"(?:grand|sub|eind)?[\s-]*tota(?:l(?:e|es|s|i)?|al)"
    r"(?:\s+(?:for |of )?(?P<named>\S.{0,60})|[:：]\s+(?P<listed>[^\s\d¥￥$€£-].{0,60}))?|"
    r"sum(?:\s+(?:for|of)\s+(?P<summed>\S.{0,60}))?|"
    r"(?:gesamt|zwischen|end|tages|wochen|monats|quartals|jahres)?summe(?:\s+(?P<of_what>\S.{0,60}))?|"
    r"(?:year|quarter|month|week)[ -]to[ -]date|[yqmw]td|итого|всего|gesamt(?:betrag)?|(?:suma|somme|soma)(?: total)?)|"
    r"(?:[本当今]?[日周週月季年期页頁])?[计計]|合算|"
    r"[过過]次[页頁]|承[前上][页頁]|[转轉结結]下[页頁]|接上[页頁])\s*[:：]?"
)
TOTAL = re.compile(_TOTAL, re.IGNORECASE)
A_TOTAL = rf"(?i)^{_TOTAL}$"
# What is a total only where the figures bear it out: else a member of that name.
_EVERYTHING = (
    r"(?:all|overall|alle|todos?|todas?|tous|toutes|tutt[ie]|everything|whole company)"
    r"(?: (?:regions?|channels?|products?|customers?|stores?|categories|brands?|cities))?|"
    r"(?:全部|全体|所有|整体|总体)(?:区域|地区|渠道|门店|产品|客户|人员)?|全国|全省|全员|公司|集团|"
    r"(?:[全本]|整个)(?:公司|集团|团队|部门|渠道|区域)|(?:公司|集团|团队|部门|渠道|区域)(?:整体|总体|全体|全部)"
)
EVERYTHING = re.compile(_EVERYTHING, re.IGNORECASE)
_MAY_BE_TOTAL = (
    r"(?i)[计計계]|[次前上下][页頁]|[汇匯彙][总總]|[总總][和数數]|tota|sum|som|gesamt|Σ|"
    rf"^(?:{_EVERYTHING})$"
)
GRAND = re.compile(
    r"[合总総共]\s*计|[합총]계|grand|^tota(?:l(?:e|es|s|i)?|al)$|^eindtotaal|总和|总数|^gesamt|^endsumme|"
    r"^sum of all",
    re.IGNORECASE,
)
# Before the word these tell of which days it is the total, not of what.
_OF_A_TIME = re.compile(
    r"[本当今][日周月季年期页]|截[止至].{0,6}|year to date|ytd|month|day", re.IGNORECASE
)
CENT = Decimal("0.01")
# Of so many rows that may be totals each is judged; chosen, the others stay rows of data.
MANY = 20_000
# Rows looked at first, before all are.
GLANCE = 1_000


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A row that sums up others. `matches` says whether its amount is that sum."""

    index: int
    words: str
    amount: Decimal | None
    matches: bool
    grand: bool
    named: bool


def repeated_headers(table: Table, indices: list[int]) -> Mask:
    """Rows that say the header once more, whole or in part, and the title right above them."""
    repeated = np.zeros(table.height, dtype=np.bool_)
    if len(indices) < 2:
        return repeated
    same = np.ones(table.height, dtype=np.bool_)
    for i in indices[:4]:
        same &= as_mask(table.texts[i].equals(table.headers[i].strip()))
        if not same.any():
            return repeated
    for index in np.flatnonzero(same).tolist():
        if index and sum(column[index - 1].is_valid for column in table.held) == 1:
            repeated[index - 1] = True
    return repeated | same


def find_totals(
    table: Table, labels: list[int], dated: Mask, amounts: pa.Array | None, data: Mask
) -> tuple[TotalRow, ...]:
    """The rows among `data` that are totals, by word or by arithmetic.

    `labels` are the columns in which no total is named else, `dated` the rows with a readable date.
    """
    words = sorted({*labels, *columns_of_words(table)})
    rows = np.flatnonzero(_candidates(table, words, dated, data))[:MANY]
    if not len(rows):
        return ()
    everywhere = range(len(table.headers))
    named = {
        int(row): _total_words(table, int(row), words if dated[row] else everywhere) for row in rows
    }
    if not _bears_out(named, dated, amounts, data):
        named = {row: "" if EVERYTHING.fullmatch(words) else words for row, words in named.items()}
    suspects = {row for row, words in named.items() if words or not dated[row]}
    sums = RunningSums(amounts, data, suspects)
    judged = (_judge(row, words, sums, bool(dated[row])) for row, words in named.items())
    worded = tuple(total for total in judged if total)
    unnamed = _unnamed(table, rows, labels, sums, dated)
    if unnamed is None or any(total.index == unnamed.index for total in worded):
        return worded
    return (*worded, unnamed)


def says_total(table: Table, columns: Iterable[int]) -> Mask:
    """The rows in which one of these columns says total."""
    return says(table, columns, A_TOTAL)


def adds_up(table: Table, index: int, fewest: int = 2) -> bool:
    """Whether a total below the column is the sum of its cells, of which there are `fewest` at least."""
    rows = says_total(table, range(len(table.headers)))
    cells = table.held[index].to_pylist()
    read = [parse(cell) if cell else None for cell in cells]
    amounts = [each.value for each, total in zip(read, rows, strict=True) if each and not total]
    sums = [each.value for each, total in zip(read, rows, strict=True) if each and total]
    return len(amounts) >= fewest and any(abs(total - sum(amounts)) <= CENT for total in sums)


def columns_of_words(table: Table) -> list[int]:
    """The columns in which no figures stand, dates included: any of them may say total, but not one
    that says the same in every row."""
    return [
        i
        for i, cells in enumerate(table.held)
        if not holds_figures(table, i) and (cells.null_count or _varies(cells))
    ]


def _varies(cells: pa.Array) -> bool:
    return len(cells.slice(0, GLANCE).unique()) > 1 or len(cells.unique()) > 1


def says(table: Table, columns: Iterable[int], pattern: str) -> Mask:
    """The rows in which one of these columns matches the pattern."""
    return any_matches([table.texts[index] for index in columns], pattern, table.height)


def as_mask(array: pa.Array) -> Mask:
    mask: Mask = pc.fill_null(array, False).to_numpy(zero_copy_only=False)
    return mask


def _candidates(table: Table, labels: list[int], dated: Mask, data: Mask) -> Mask:
    return (says(table, labels, _MAY_BE_TOTAL) | ~dated) & data


def _total_words(table: Table, row: int, labels: Iterable[int]) -> str:
    for index in labels:
        cell = simplified(table.held[index][row].as_py() or "")
        if cell and (TOTAL.fullmatch(cell) or EVERYTHING.fullmatch(cell)):
            return cell
    return ""


def _bears_out(named: Mapping[int, str], dated: Mask, amounts: pa.Array | None, data: Mask) -> bool:
    """Whether every row that speaks of everything is the sum of others, so that it is no member of that name."""
    everything = [row for row, words in named.items() if EVERYTHING.fullmatch(words)]
    suspects = {row for row, words in named.items() if words or not dated[row]}
    sums = RunningSums(amounts, data, suspects)
    sizes = [(row, sums.amount(row)) for row in everything]
    return all(amount is not None and amount and sums.fits(row, amount) for row, amount in sizes)


def _judge(row: int, words: str, sums: RunningSums, dated: bool) -> TotalRow | None:
    amount = sums.amount(row)
    matches = amount is not None and sums.fits(row, amount)
    wording = TOTAL.fullmatch(words)
    is_exact = wording is not None and _is_bare(wording)
    if not matches and names_an_earlier_time(words):
        return None  # it stands there to be compared with
    if words and (not dated or matches or is_exact):
        grand = bool(GRAND.search(words)) or sums.is_whole(amount)
        return TotalRow(row, words, amount, matches, grand, named=True)
    return None


def _is_bare(wording: re.Match[str]) -> bool:
    """Whether the word says of no thing or member that it is its total."""
    of = (wording["of"] or "").strip()
    named = any(wording[group] for group in ("named", "listed", "summed", "of_what"))
    return not named and (not of or bool(_OF_A_TIME.fullmatch(of)))


def _unnamed(
    table: Table, rows: Rows, labels: list[int], sums: RunningSums, dated: Mask
) -> TotalRow | None:
    """A last line of figures alone that is the sum of all rows above it."""
    last = next((int(row) for row in reversed(rows) if sums.amount(int(row)) is not None), -1)
    if last < 0:
        return None
    if dated[last:].any() or any(_is_name(table.held[i][last].as_py()) for i in labels):
        return None
    amount = sums.amount(last)
    if not amount or sums.rows_before(last) < 2 or not sums.is_whole(amount):
        return None
    return TotalRow(last, "", amount, matches=True, grand=True, named=False)


def _is_name(cell: str | None) -> bool:
    """A total line may count its rows in a column of ids; it has no names."""
    return cell is not None and parse(cell) is None


class RunningSums:
    """Sums of the data rows above a row: of all of them, and since the last suspect."""

    def __init__(self, amounts: pa.Array | None, data: Mask, suspects: set[int]) -> None:
        self._amounts = pa.nulls(len(data), EXACT) if amounts is None else amounts
        scaled = pc.cast(pc.fill_null(self._amounts, Decimal(0)), pa.float64())
        values: npt.NDArray[np.float64] = scaled.to_numpy(zero_copy_only=False)
        counted = data.copy()
        counted[list(suspects)] = False
        self._running = np.concatenate([[0.0], np.cumsum(np.where(counted, values, 0.0))])
        self._rows = np.concatenate([[0], np.cumsum(counted)])
        self._suspects = sorted(suspects)

    def amount(self, row: int) -> Decimal | None:
        value: Decimal | None = self._amounts[row].as_py()
        return value

    def rows_before(self, row: int) -> int:
        return int(self._rows[row])

    def fits(self, row: int, amount: Decimal) -> bool:
        """Whether the amount is the sum of all rows, of those above, of those since a total, or of those below
        up to the next."""
        starts = [0, *(s + 1 for s in self._suspects if s < row)][-40:]
        sums = [self._running[row] - self._running[start] for start in (0, *starts)]
        end = next((s for s in self._suspects if s > row), len(self._running) - 1)
        sums.append(self._running[end] - self._running[row + 1])
        return any(self._close(amount, each) for each in (*sums, self._running[-1]))

    def is_whole(self, amount: Decimal | None) -> bool:
        """Whether the amount is the sum of all rows; the first subtotal is that of all above it."""
        return amount is not None and self._close(amount, self._running[-1])

    @staticmethod
    def _close(amount: Decimal, total: float) -> bool:
        return abs(float(amount) - total) <= max(0.011, abs(total) * 1e-9)
