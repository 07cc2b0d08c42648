"""Columns that may be money or pieces by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from salesdash.catalog.model import Dataset
from salesdash.catalog.sheets.selling import ORDERS, SPEND
from salesdash.intake.recognition.instalments import instalments_of
from salesdash.intake.recognition.named import weighs
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.number_grid import says_derived
from salesdash.intake.texts import headers
from salesdash.intake.texts.headers import MatchedColumn, plain, taxed
from salesdash.intake.texts.metric_headers import (
    is_actual,
    is_of_another_thing,
    is_of_another_time,
    is_of_now,
    target_metric,
)
from salesdash.intake.texts.pieces import names_a_count
from salesdash.intake.texts.sample_values import Sample

_PRICE = re.compile(
    r"(?!.*(?:总|合计|小计|total|gesamt))(?:.*价格?|.*price|.*preis|precio.*|prix.*)"
)
_PAID = re.compile(r"付款?|支付|^paid|paid$|payment|pago|zahlung|paiement")
# What is numbered, rated or measured otherwise: neither money nor pieces.
_NO_FIGURE = re.compile(
    r"(?:^|[^a-z])(?:id|no|nr|code|zip|phone|tel|mobile|age|year|month|day|hour|week|rank|rating|score|lat|lon|spec|size)\.?$|#$|"
    r"id$|编号|编码|代码|单号|工号|账号|序号|号$|电话|手机|邮编|年龄|年份|工龄|评分|得分|排名|星级|天数|年$|月$|折扣|率$|%|规格|型号|尺码|尺寸|容量|含量|"
    r"discount|rabatt|税|运费|shipping|freight|tax"
)


def figure_columns(
    table: Table,
    samples: Sequence[Sample],
    columns: dict[str, MatchedColumn],
    dataset: Dataset = ORDERS,
) -> list[int]:
    """Columns of numbers that are no field by their names, and may be money or pieces."""
    return [
        i
        for i in free_columns(table, columns, dataset)
        if samples[i].are_figures
        and not (samples[i].number_lines or samples[i].are_codes or samples[i].are_days)
        and (
            _may_be_figures(table.headers[i], dataset)
            or ("quantity" in columns and says_price(table.headers[i]))
        )
    ]


def free_columns(
    table: Table, columns: dict[str, MatchedColumn], dataset: Dataset = ORDERS
) -> list[int]:
    """The columns that may be more of the dataset: a payment is no sale, but may well be a spend."""
    used = {i for column in columns.values() for i in (column.index, *column.others)}
    used |= instalments_of(table)
    return [
        i
        for i, header in enumerate(table.headers)
        if i not in used
        and (not is_of_another_thing(header) or _is_paid(header, dataset))
        and not is_of_another_time(header)
    ]


def _may_be_figures(header: str, dataset: Dataset) -> bool:
    """Whether the header names nothing else that is known: neither a field, nor a code, nor a ratio."""
    is_declared = (
        headers.kinds_of(header) and not _is_paid(header, dataset) and not is_actual(header)
    )
    if is_declared or says_derived(header) or target_metric(header):
        return False
    return is_of_now(header) or not _NO_FIGURE.search(bare(taxed(header)))


def _is_paid(header: str, dataset: Dataset) -> bool:
    """Whether it is a payment, and these are what is spent."""
    return dataset is SPEND and _PAID.search(plain(header)) is not None


def says_price(header: str) -> bool:
    """Whether the header names the price of a piece, and of nothing more."""
    return _PRICE.fullmatch(plain(taxed(header))) is not None


def is_a_measure(table: Table, samples: Sequence[Sample], index: int) -> bool:
    """Whether the column counts or weighs, and is no money."""
    header = table.headers[index]
    return names_a_count(header) or weighs(header, samples[index])


def bare(header: str) -> str:
    return headers.spoken(header).strip()


def with_likely(
    columns: dict[str, MatchedColumn], key: str, places: Sequence[int], *, is_guess: bool = True
) -> dict[str, MatchedColumn]:
    if not places:
        return columns
    likely = MatchedColumn(places[0], sure=False, rivals=tuple(places[1:]), is_guess=is_guess)
    return columns | {key: likely}
