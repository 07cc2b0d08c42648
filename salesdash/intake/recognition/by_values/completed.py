"""The date and the amount of a table whose headers name neither."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from salesdash.catalog.model import Dataset
from salesdash.catalog.sheets.selling import ORDERS, SPEND
from salesdash.intake.recognition.amounts import after_discounts
from salesdash.intake.recognition.by_values.days import is_another_day, is_of_a_move
from salesdash.intake.recognition.by_values.figures import (
    bare,
    figure_columns,
    free_columns,
    is_a_measure,
    says_price,
    with_likely,
)
from salesdash.intake.recognition.substitutes import (
    is_product,
    proven_product,
    unless_minor,
)
from salesdash.intake.tables.context.subject import is_of_a_life
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.texts.amount_headers import amount_order, says_money
from salesdash.intake.texts.headers import MatchedColumn, plain
from salesdash.intake.texts.pieces import QUANTITY
from salesdash.intake.texts.sample_values import Sample

_CHARGED = re.compile(
    r"\bpaid\b|实[付收]|^(?:合计|总)?运费(?:合计|总额)?$|^(?:total )?freight(?: charges?)?$"
)
_OF_GOODS = {"product", "product_id", "quantity"}


def completed(
    columns: dict[str, MatchedColumn],
    table: Table,
    samples: Sequence[Sample],
    dataset: Dataset,
    fields_chosen: Collection[str],
    *,
    is_named: bool,
) -> dict[str, MatchedColumn]:
    """The columns with the date and the amount that only values tell, each to be asked about: of
    several that may be it the likeliest. `fields_chosen` are the fields of which the user has spoken,
    `is_named` says whether they have named the dataset."""
    if dataset not in (ORDERS, SPEND):
        return columns
    date, amount = str(dataset.date), str(dataset.amount)
    if date not in columns and date not in fields_chosen:
        days = _days(table, samples, columns)
        moved = bool(days) and is_of_a_move(table.headers[days[0]])
        columns = with_likely(columns, date, days, is_guess=is_named or not moved)
        if date not in columns and (parts := _in_two(date, table, samples, columns)):
            columns = columns | parts
    elif date in columns and not (columns[date].sure or columns[date].rivals):
        rivals = tuple(_days(table, samples, columns))
        columns = columns | {date: replace(columns[date], rivals=rivals)}
    if dataset is SPEND and "purpose" not in columns:
        return columns
    given = {"amount", "spend", "budget"} & set(columns) or {"unit_price", "quantity"} <= set(
        columns
    )
    if not given and amount not in fields_chosen:
        places = _money(table, samples, columns, dataset) or _charged(table, samples, columns)
        if proven := proven_product(table, places, columns):
            return columns | proven
        totals = _totals(table, places, columns)
        is_priced = (
            "quantity" in columns and places and not totals and says_price(table.headers[places[0]])
        )
        places = [*totals, *(i for i in places if i not in totals)]
        columns = with_likely(columns, "unit_price" if is_priced else amount, places)
        columns = unless_minor(table, samples, columns) if dataset is ORDERS else columns
    return columns


def _in_two(
    date: str, table: Table, samples: Sequence[Sample], columns: dict[str, MatchedColumn]
) -> dict[str, MatchedColumn]:
    """The date in two columns: years in one, in the other words that name their parts."""
    free = free_columns(table, columns)
    years = [i for i in free if samples[i].are_years]
    parts = [i for i in free if samples[i].yearless and not samples[i].are_figures]
    if not (years and parts):
        return {}
    return {date: MatchedColumn(parts[0], sure=False, others=(years[0],))}


def _days(table: Table, samples: Sequence[Sample], columns: dict[str, MatchedColumn]) -> list[int]:
    """Columns of days, the fullest first; those of another day where there are no others."""
    used = {column.index for column in columns.values()}
    every = [i for i, sample in enumerate(samples) if sample.are_days and i not in used]
    every = [i for i in every if not is_of_a_life(table.headers[i])]
    free = free_columns(table, columns)
    days = [i for i in every if i in free and not is_another_day(table.headers[i])] or every
    return sorted(days, key=lambda i: (table.held[i].null_count, i))


def _money(
    table: Table, samples: Sequence[Sample], columns: dict[str, MatchedColumn], dataset: Dataset
) -> list[int]:
    """Columns of figures that may be money: those that say so, then those with fractions, then those with
    the larger figures. Fractions below one are shares."""
    figures = [
        i
        for i in figure_columns(table, samples, columns, dataset)
        if not is_a_measure(table, samples, i)
    ]
    figures.sort(key=lambda i: amount_order(table.headers[i]))
    spoken = [i for i in figures if says_money(table.headers[i])]
    silent = [
        i for i in figures if i not in spoken and not QUANTITY.search(plain(table.headers[i]))
    ]
    whole = [not samples[i].have_fractions or samples[i].usual < 1 for i in range(len(samples))]
    ranked = sorted(silent, key=lambda i: (whole[i], -samples[i].usual))
    ranked.sort(key=lambda i: amount_order(table.headers[i]))
    return [*spoken, *ranked] or figures


def _charged(
    table: Table, samples: Sequence[Sample], columns: dict[str, MatchedColumn]
) -> list[int]:
    """Beside what or how much was sold, columns of what was paid for it, or of the freight by which a carrier
    lives, where there is no other money."""
    if _OF_GOODS.isdisjoint(columns):
        return []
    used = {column.index for column in columns.values()}
    return [
        i
        for i, header in enumerate(table.headers)
        if i not in used and samples[i].are_figures and _CHARGED.search(bare(header))
    ]


def _totals(table: Table, places: Sequence[int], columns: dict[str, MatchedColumn]) -> list[int]:
    """Of columns of money those that the lines prove to be what a line came to: what discounts leave of
    another one, and what another one makes times the quantity."""
    left = (after_discounts(table, place, places) for place in places)
    paid = next((place for place in left if place is not None), None)
    quantity = columns.get("quantity")
    made = [
        i for i in places for price in places if quantity and price != i
        and is_product(table, quantity.index, price, i, fewest=1)
    ]  # fmt: skip
    return list(dict.fromkeys([*([paid] if paid is not None else []), *made]))
