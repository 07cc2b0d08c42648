"""Rows below a table that are none of it: remarks, signatures, and statistics of the rows above."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesdash.intake.tables.context.subject import holds_days, holds_figures
from salesdash.intake.tables.layout.across import span_of
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.number_grid import names_somebody, says_derived
from salesdash.intake.tables.totals.number_grid import says_total as is_total
from salesdash.intake.tables.totals.total_rows import (
    MANY,
    Mask,
    as_mask,
    columns_of_words,
    says,
    says_total,
)
from salesdash.intake.texts.headers import simplified
from salesdash.intake.texts.metric_headers import is_bare_target, names_an_earlier_time
from salesdash.intake.texts.numbers import parse

# What is made of the rows above: no record, and no total either.
_STATISTIC = (
    r"(?i)^(?:[月日周季年店人户单]|每[月日周单笔人])?(?:平均|均)(?:值|数|单价|[^\d]{0,8})$|"
    r"^(?:最[大小高低多少]|中位|中央|标准差|標準差|極值|极[值差]|极差|标准偏差|標準偏差|方差|分散|众数|眾數)(?:值|値|数|數|[^\d]{0,8})$|"
    r"^(?:销售|銷售)?(?:占|佔|構成|构成|同|环|環|前年|前月|前年同月)比例?$|^(?:[占佔]比|比重|構成比率|"
    r"(?:增长|增長|完成|达成|達成|达标|毛利)率)$|"
    r"^(?:average|median|minimum|maximum|largest|smallest|highest|lowest|st(?:andar)?d\.? ?dev(?:iation)?\.?|"
    r"durchschnitt(?:swert)?|mittelwert|st(?:d|andard)?abw(?:eichung)?\.?|promedio|mediana|moyenne|m[ée]diane|"
    r"m[aá]ximo|m[ií]nimo|desv(?:\.|iaci[oó]n)? ?(?:est(?:\.|[aá]ndar)?|t[ií]pica|t[ií]p\.)|[ée]cart[ -]type|"
    r"desvio padr[aã]o|deviazione standard)(?:[ :：].{0,60})?$|"
    r"^(?:mean|m[eé]dia|varian[cz][ae]?|varianz|spannweite|recuento|share|anteil|participaci[oó]n|growth|"
    r"veränderung|variaci[oó]n|[ée]volution|% of total)(?: (?:de|del|por|of|in|en|der|des|du) .{0,60})?\s*[:：]?$"
)
# The same where a day is due; elsewhere these may be names.
_COUNTED = (
    r"(?i)^(?:max|min|count|n|anzahl|cuenta|nombre|aantal|numero|mode|moda|range|rango|笔数|单数|天数|行数|计数|件数)"
    r"\.?\s*[:：]?$"
)
# How many there are, in one line below a list: 共 7 家, Anzahl 7, 12 customers.
_NUMBER_OF = re.compile(
    r"(?:[合总總共]\s*[计計]|总共|一共|共有?)\s*[:：]?\s*\d+\s*[家个個条條位名户戶笔筆行项項]\S{0,4}|"
    r"(?:客户|门店|记录)?(?:总?数|数量|计数|行数|家数|户数)\s*[:：]?\s*\d+\s*\S?|"
    r"(?:(?:total|count|number|anzahl|recuento|cuenta|nombre|aantal|numero)\b[^\d]{0,20}?\s*[:：]?\s*)\d+"
    r"(?:\s+(?:customers?|rows?|records?|stores?|kunden|clientes?|clients?))?|"
    r"\d+\s+(?:customers?|rows?|records?|record\(s\)|stores?|kunden|clientes?|clients?)"
    r"(?:\s+(?:in total|total|gesamt|(?:downloaded|exported|found)(?: from \S+)?))?",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"制\s*表|审\s*核|复\s*核|批\s*准|填\s*表|打印|导出|签\s*[字收名章]|盖\s*章|送货人|收货人|经手人|大写|备\s*注|注[:：]|说明|数据来源|来源[:：]|单位负责人|"
    r"prepared|approved|checked|printed|note|source|copyright|generated|exported|quelle|fuente|hinweis|anmerkung|"
    r"erstellt|geprüft|gedruckt|elaborado|出典|作成",
    re.IGNORECASE,
)
_BUDGET = re.compile(r"(?:[年月季]度)?预算|budget", re.IGNORECASE)
FEWEST_OF_A_LINE = 4  # cells; fewer may be no more than a count in words
# What some of the total above is made of: 其中：线上 …, in as many lines as follow.
_OF_WHICH = re.compile(r"\s*(?:其中|of which|thereof|davon|dont|de los cuales)\b", re.IGNORECASE)
# What a payment service writes over its sums, in a line of their own: 总交易单数, 订单总金额.
_OF_A_SUM = re.compile(r"[总總合共]|total", re.IGNORECASE)
# May stand for a date.
_YESTERDAY = re.compile(r"[昨前][天日]")
# A line of one cell that says what it is: Fuente: ERP.
_REMARK = re.compile(r"[^:：\d]{1,30}[:：]\s*\S")
# Rows at the end that may be remarks; what stands higher up is a row of data. Measured: files of the
# generator are read alike from 5 to 500.
MANY_REMARKS = 50
# Rows that may be statistics, the fewest that prove each other, and the lines that must stand above.
# Measured: alike from 3 to 200 and from 1 to 3; one alone is left to be asked about.
MOST_STATISTICS, FEWEST_STATISTICS, FEWEST_LINES = 20, 2, 3


def find_footers(
    table: Table, good: Mask, data: Mask, dated: Mask, amounts: pa.Array | None
) -> Mask:
    """Rows after the last good one that hold a remark, or parts of the total, and no record, and statistics
    without a day (average, largest) wherever they stand."""
    nothing_sold = ~dated if amounts is None else ~dated & as_mask(pc.is_null(amounts))
    footers = (computed(table) | of_something_beside(table)) & data & ~dated
    doubtful = np.flatnonzero(data & ~dated & ~good)
    if len(doubtful):
        days = [i for i in range(len(table.headers)) if holds_days(table, i)]
        asked = table.where(data & ~dated & ~good)
        words = columns_of_words(table)
        footers[doubtful] |= says(asked, words, _STATISTIC) | says(asked, days, _COUNTED)
    usual = _usual_width(table, good)
    last = _last_record(table, good & ~footers, usual)
    of_which = False
    numbered = [
        i for i in range(len(table.headers)) if holds_days(table, i) or holds_figures(table, i)
    ]
    for index in np.flatnonzero(data[last + 1 :])[:MANY] + last + 1:
        cells = _cells(table, int(index))
        is_below = _is_below_the_total(table, last, int(index), data, numbered)
        says_footer = any(_FOOTER.search(simplified(c)) for c in cells)
        a_remark = len(cells) <= max(4, len(table.held) // 2) and says_footer
        of_which |= _OF_WHICH.match(cells[0]) is not None or _are_names_of_sums(cells)
        a_figure = len(cells) == 2 < usual and not parse(cells[0]) and parse(cells[1]) is not None
        footers[index] |= (
            len(cells) == 1
            or a_remark
            or (of_which and not dated[index])
            or bool(is_below and len(cells) < usual and not dated[index])
            or _counts(cells)
            or bool(a_figure and nothing_sold[index])
        )
    return footers


def _are_names_of_sums(cells: Sequence[str]) -> bool:
    return len(cells) > 1 and all(_OF_A_SUM.search(c) and parse(c) is None for c in cells)


def _is_below_the_total(
    table: Table, last: int, row: int, data: Mask, numbered: Sequence[int]
) -> bool:
    """Whether a total stands between the last record and the row, and words where records have days or figures."""
    cells = [table.held[i][row].as_py() for i in numbered]
    says_words = any(cell and parse(cell) is None for cell in cells)
    above = np.flatnonzero(~data[last + 1 : row]) + last + 1
    return says_words and any(_cells(table, each) for each in above.tolist())


def names_a_statistic(label: str) -> bool:
    """Whether a row of this name is made of those above: 日均, Average."""
    return re.search(_STATISTIC, label) is not None


def says_statistic(table: Table) -> Mask:
    """The rows that are statistics: a column of words says average, largest and the like, or their
    figures are all computed from those above, or those of an earlier time."""
    words = columns_of_words(table)
    worded = says(table, words, _STATISTIC)
    for row in np.flatnonzero(worded).tolist():
        worded[row] = not names_somebody(_label(table, words, row)[1])
    return worded | computed(table) | of_something_beside(table)


def of_something_beside(table: Table) -> Mask:
    """The last rows that name nothing but an earlier time, which no other row does, before anything
    else (上周合计, Last year); below the last total also what it is set against (目标, 缺口, 2024年)."""
    rows = np.zeros(table.height, dtype=np.bool_)
    words = columns_of_words(table)
    first = max(0, table.height - MANY_REMARKS)
    labels = [_label(table, words, row) for row in range(first, table.height)] if words else []
    against = below_the_total([cell for _, cell in labels])
    above = range(max(0, first - MANY), first) if against else ()
    if any(_sets_against(_label(table, words, row)[1]) for row in above):
        against = set()
    for n, (column, cell) in enumerate(labels):
        is_earlier = names_an_earlier_time(cell) and not _YESTERDAY.fullmatch(simplified(cell))
        if is_earlier or n in against:
            rows[first + n] = pc.sum(pc.equal(table.held[column], cell)).as_py() == 1
    return rows


def _label(table: Table, words: Sequence[int], row: int) -> tuple[int, str]:
    """The first cell of words in the row, and its column."""
    cells = ((i, table.held[i][row].as_py()) for i in words)
    return next(((i, cell) for i, cell in cells if cell), (0, ""))


def below_the_total(labels: Sequence[str]) -> set[int]:
    """The rows below the last total by whose names it is set against something, where no row above has such a name:
    目标, 增减, 2024年."""
    last = next((i for i in range(len(labels) - 1, 0, -1) if is_total(labels[i])), len(labels))
    if any(map(_sets_against, labels[:last])):
        return set()
    return {row for row in range(last + 1, len(labels)) if _sets_against(labels[row])}


def _sets_against(label: str) -> bool:
    span = span_of(label)
    is_a_year = span is not None and span.grain == "year"
    return (
        is_bare_target(label) or is_a_year or says_derived(label) or bool(_BUDGET.fullmatch(label))
    )


def without_sums(table: Table) -> Table:
    """The rows that say neither total nor average, of a table short enough to be written by hand."""
    sums = say_sums(table)
    return table.where(~sums) if sums.any() else table


def say_sums(table: Table) -> Mask:
    """The rows that say total or average; none where all do, or in a table that nobody wrote by hand."""
    none = np.zeros(table.height, dtype=np.bool_)
    if not 0 < table.height <= MANY:
        return none
    everywhere = range(len(table.headers))
    sums = says_total(table, everywhere) | says_statistic(table) | says(table, everywhere, _COUNTED)
    return none if sums.all() else sums


def computed(table: Table) -> Mask:
    """The last rows whose every figure is a statistic of those above it, whatever they are called:
    fewer cells than the rows above, a word that stands nowhere above, and figures of which one at
    least is no line's own."""
    footers = np.zeros(table.height, dtype=np.bool_)
    if not FEWEST_LINES < table.height <= MANY:
        return footers
    filled = np.sum([as_mask(pc.is_valid(column)) for column in table.held], axis=0)
    usual = int(np.median(filled[: max(FEWEST_LINES, table.height // 2)]))
    start = table.height
    while start > max(FEWEST_LINES, table.height - MOST_STATISTICS) and filled[start - 1] < usual:
        start -= 1
    figures = [i for i in range(len(table.headers)) if holds_figures(table, i)]
    above = {i: _numbers(table, i, start) for i in figures}
    verdicts = [_is_computed(table, row, start, above) for row in range(start, table.height)]
    if sum(each is not None for each in verdicts) >= FEWEST_STATISTICS and any(verdicts):
        footers[start:] = [each is not None for each in verdicts]
    return footers


def _is_computed(table: Table, row: int, start: int, above: dict[int, list[float]]) -> bool | None:
    """None where the row is no statistic; else whether one of its figures stands in no line."""
    is_new = False
    words = figures = 0
    for i, column in enumerate(table.held):
        cell = column[row].as_py()
        if not cell:
            continue
        read = parse(cell)
        if read is None:
            words += 1
            if pc.any(pc.equal(table.texts[i].text.slice(0, start), cell)).as_py():
                return None
        elif i not in above or not _is_statistic(read.value, above[i]):
            return None
        else:
            figures += 1
            is_new |= float(read.value) not in above[i]
    return is_new if words == 1 and figures else None


def _is_statistic(value: Decimal, above: Sequence[float]) -> bool:
    """Whether the figure, as it is rounded, is one of these."""
    if len(above) < FEWEST_LINES:
        return False
    digits = max(0, -int(value.as_tuple().exponent))
    return any(abs(float(value) - each) <= 0.5001 * 10.0**-digits for each in _statistics(above))


def _statistics(values: Sequence[float]) -> list[float]:
    quarters = statistics.quantiles(values, n=4, method="inclusive")
    return [
        statistics.fmean(values),
        *quarters,
        max(values),
        min(values),
        max(values) - min(values),
        float(len(values)),
        statistics.stdev(values),
        statistics.pstdev(values),
        statistics.variance(values),
        statistics.pvariance(values),
    ]


def _numbers(table: Table, index: int, end: int) -> list[float]:
    rows = table.held[index].slice(0, end).drop_null().to_pylist()
    return [float(read.value) for cell in rows if (read := parse(cell))]


def _last_record(table: Table, good: Mask, usual: int) -> int:
    """The last good row that is no remark with fewer cells than the others; -1 where there is none."""
    for index in np.flatnonzero(good)[:-MANY_REMARKS:-1].tolist():
        cells = _cells(table, index)
        lone = len(cells) == 1 < usual and _REMARK.match(cells[0])
        remark = lone or _FOOTER.match(simplified(cells[0]))
        if _counts(cells):
            continue
        if not remark or (len(cells) >= usual and not cells[0].endswith((":", "："))):
            return int(index)
    return -1


def _counts(cells: Sequence[str]) -> bool:
    """Whether the line says nothing but how many there are."""
    return len(cells) < FEWEST_OF_A_LINE and bool(_NUMBER_OF.fullmatch(simplified(" ".join(cells))))


def _usual_width(table: Table, good: Mask) -> int:
    """How many cells of a good row are filled."""
    some = np.flatnonzero(good)[-200:]
    filled = sum(as_mask(pc.is_valid(pc.take(column, pa.array(some)))) for column in table.held)
    return int(np.median(filled)) if len(some) else 0


def _cells(table: Table, row: int) -> list[str]:
    return [cell for cell in (column[row].as_py() for column in table.held) if cell]
