"""A recognised table → typed rows, the rows put aside, and the account of both."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.model import Dataset, Kind
from salesdash.intake import questions
from salesdash.intake.cells import limits
from salesdash.intake.cleaning.amounts import credit_notes
from salesdash.intake.cleaning.amounts.exchange import Exchange, exchanged
from salesdash.intake.cleaning.amounts.orders import say_choice, settle_amount
from salesdash.intake.cleaning.rows import account, aside, order_status, printed_sums, targets
from salesdash.intake.cleaning.rows.aside import Faults
from salesdash.intake.cleaning.rows.fates import RowFates
from salesdash.intake.cleaning.rows.longer_targets import say_longer
from salesdash.intake.cleaning.rows.not_won import not_won
from salesdash.intake.cleaning.rows.plausible import implausible
from salesdash.intake.cleaning.rows.settlements import beside_the_price
from salesdash.intake.cleaning.rows.statements import no_sales
from salesdash.intake.cleaning.rows.suspects import say_suspects
from salesdash.intake.cleaning.values.extra import extra_of
from salesdash.intake.cleaning.values.fields import FieldReader, Values
from salesdash.intake.cleaning.values.unit_column import row_units
from salesdash.intake.cleaning.values.years import years_and_parts
from salesdash.intake.recognition.fit import Recognised
from salesdash.intake.recognition.hidden import unseen
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.context.setting import Setting
from salesdash.intake.tables.context.subject import FIGURES
from salesdash.intake.tables.layout.regions import WORKERS
from salesdash.intake.tables.layout.table import Table, blank_rows
from salesdash.intake.tables.totals import total_rows
from salesdash.intake.tables.totals.footers import find_footers, say_sums
from salesdash.intake.tables.totals.total_rows import Mask, as_mask
from salesdash.receipt import PutAside

# Fields of orders that a list of sums has not.
LINES = {"order_id", "unit_price"}
LABEL_KINDS = {Kind.NAME, Kind.ID, Kind.DATE, Kind.MOMENT, Kind.PERIOD}
NAMING = {Kind.NAME, Kind.ID, Kind.NOTE, Kind.FLAG}
WITHOUT_RATES = Exchange()


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Rows of one table with what they add up to; rows_read = loaded + left out + rejected.

    `put_aside` are the rows rejected, or only the first of them where they are too many to be kept.
    """

    rows: pa.Table
    put_aside: tuple[PutAside, ...]
    read: int
    left_out: int
    rejected: int
    amount: Decimal | None
    amount_put_aside: Decimal | None
    printed: Decimal | None
    columns: dict[str, str]
    currency: str | None
    rates: Mapping[tuple[str, str], Decimal]

    @property
    def loaded(self) -> int:
        return self.read - self.left_out - self.rejected


def clean(
    table: Table,
    recognised: Recognised,
    setting: Setting,
    decisions: TableDecisions,
    exchange: Exchange = WITHOUT_RATES,
) -> Cleaned:
    """Read every recognised column, tell rows from no rows, and reconcile with printed totals."""
    dataset = recognised.dataset
    blank, repeated, unclear = _never_data(table, recognised)
    data = ~(blank | repeated | unclear)
    telling = data & ~say_sums(table)
    of_lines = bool(LINES & recognised.columns.keys())
    reader = FieldReader(table, setting, decisions, pa.array(telling), row_units(table), of_lines)
    values = _read(reader, recognised, decisions, pa.array(data))
    payments = no_sales(table, recognised, values) & data
    data &= ~payments
    beside = beside_the_price(table, recognised, values, data, decisions)
    data &= ~beside
    lost = not_won(table, recognised, values, data, decisions)
    data &= ~lost
    unanswered = _unanswered(dataset, values) & data
    data &= ~unanswered
    needed = _needed(recognised, values)
    bad = {key: _bad(values[key]) for key in needed}
    if recognised.dataset.key == "orders":  # what was called off needs neither price nor quantity
        for key in {"quantity", "unit_price"} & bad.keys():
            bad[key] &= ~order_status.called_off(values) | as_mask(values[key].failed)
    booked = _amount(dataset, values)
    dated = ~bad[dataset.date] if dataset.date in bad else _all(table, recognised, needed, bad)
    sums = total_rows.find_totals(table, _labels(recognised), dated, booked, data)
    data[[total.index for total in sums]] = False
    money = exchanged(table, recognised, values, data, exchange, decisions)
    faults = Faults(bad, _doubted(dataset, values, data), money.lacking)
    good = data & ~faults.rows
    footers = find_footers(table, good, data | unclear, dated, booked)
    not_returned = _not_returned(dataset, values) & good
    hidden = unseen(table, decisions) & good & ~footers & ~not_returned
    loaded = good & ~footers & ~not_returned & ~hidden
    fates = RowFates(
        loaded,
        blank,
        repeated,
        payments,
        beside,
        lost,
        footers,
        not_returned,
        unanswered,
        hidden,
        sums,
    )
    rejected = fates.rejected
    many = int(rejected.sum())
    listed = rejected if many <= limits.ROWS_ASIDE else _first(rejected)
    entries = aside.put_aside(table, recognised, listed, needed, faults)
    say_choice(table, recognised, pa.array(loaded), decisions)
    account.say_left_out(table, fates, decisions)
    account.say_unreadable(table, recognised, values, needed, loaded, decisions)
    account.say_errors(table, recognised, needed, loaded, decisions)
    say_suspects(table, recognised, values, loaded, decisions)
    say_longer(dataset, table, values, loaded, decisions)
    account.say_early(dataset, values, loaded, decisions)
    account.say_outlying(table, _amount(dataset, money.values), loaded, decisions)
    account.say_not_sold(dataset, money.values, loaded, decisions)
    rows = _rows(table, recognised, money.values, loaded)
    printed = account.reconcile(fates, booked, decisions)
    if printed is None:
        counts = _counts(dataset, values, loaded)
        printed = printed_sums.reconcile(table.printed, setting, booked, fates, counts, decisions)
    return Cleaned(
        targets.unpivoted(rows, dataset),
        entries,
        table.height,
        int(fates.left_out.sum()),
        many,
        account.total(_stored(dataset, rows)),
        account.total(_amount(dataset, money.values), rejected & ~faults.lacking_rows),
        printed,
        {key: table.headers[column.index] for key, column in recognised.columns.items()},
        money.currency,
        money.given,
    )


def _first(rows: Mask) -> Mask:
    """The first of the rows alone."""
    first: Mask = rows & (np.cumsum(rows) == 1)
    return first


def _never_data(table: Table, recognised: Recognised) -> tuple[Mask, Mask, Mask]:
    blank = as_mask(blank_rows(table))
    repeated = (
        total_rows.repeated_headers(table, [c.index for c in recognised.columns.values()]) & ~blank
    )
    unclear = np.zeros(table.height, dtype=np.bool_)
    for rows in (table.fit.ragged, table.sheet.broken):
        if rows:
            unclear |= np.isin(table.rows, list(rows))
    return blank.copy(), repeated, unclear & ~blank & ~repeated


def _read(
    reader: FieldReader, recognised: Recognised, decisions: TableDecisions, data: pa.Array
) -> dict[str, Values]:
    values: dict[str, Values] = {}
    present = [f for f in recognised.dataset.fields if f.key in recognised.columns]
    with ThreadPoolExecutor(WORKERS) as workers:
        list(workers.map(lambda f: reader.read_ahead(f, recognised.columns[f.key].index), present))
    # Names come last: what stood for a blank among the numbers is no name either.
    for field in sorted(present, key=lambda f: f.kind in NAMING):
        opened = values["opened"].main if "opened" in values and field.key != "opened" else None
        values[field.key] = reader.read(field, recognised.columns[field.key], opened)
    if recognised.dataset.key == "orders":
        order_status.settle(values, reader.table, recognised, as_mask(data), decisions)
        settle_amount(values, reader.table, recognised, decisions, data)
        order_status.charge_nothing(values)
        credit_notes.lessen(values, reader.table, recognised, decisions, data)
        questions.book(
            decisions, _of_the_time(reader.table, recognised), values["order_date"].grains
        )  # orders dated by week, month or year stand on one day of it, which is said
    if recognised.dataset.key == "targets":
        values |= targets.read_metrics(reader, recognised)
    return values


def _of_the_time(table: Table, recognised: Recognised) -> str:
    """The header of the dates, or those of the year and of its parts."""
    column = recognised.columns["order_date"]
    places = years_and_parts(table, column) or (column.index,)
    return " + ".join(table.headers[i] for i in places)


def _needed(recognised: Recognised, values: dict[str, Values]) -> tuple[str, ...]:
    """The fields without which a row is no row; of alternatives only a single one present."""
    dataset = recognised.dataset
    needed = [field.key for field in dataset.required]
    if dataset.key == "orders":
        computed = values["amount"].computed
        needed += ["quantity", "unit_price", "amount"] if computed else ["amount"]
    elif dataset.one_of:
        present = [m for group in dataset.one_of for m in group if m in values]
        needed += present if len(present) == 1 else []
    return tuple(key for key in needed if key in values)


def _bad(values: Values) -> Mask:
    return as_mask(pc.or_(pc.is_null(values.main), values.failed))


def _doubted(dataset: Dataset, values: dict[str, Values], data: Mask) -> Mask:
    if dataset.date not in values:
        return np.zeros(len(data), dtype=np.bool_)
    days = pc.if_else(pa.array(data), pc.cast(values[dataset.date].main, pa.date32()), None)
    return as_mask(implausible(days))


def _all(
    table: Table, recognised: Recognised, needed: tuple[str, ...], bad: dict[str, Mask]
) -> Mask:
    """Without a date: a row is sure where it is filled beyond its label."""
    label = recognised.columns[needed[0]].index if needed else 0
    filled = np.zeros(table.height, dtype=np.bool_)
    for column in recognised.columns.values():
        if column.index != label:
            filled |= as_mask(pc.is_valid(table.held[column.index]))
    return filled & ~bad[needed[0]] if needed else filled


def _labels(recognised: Recognised) -> list[int]:
    kinds = ((recognised.dataset.field(key).kind, c.index) for key, c in recognised.columns.items())
    return sorted({0, *(index for kind, index in kinds if kind in LABEL_KINDS)})


def _amount(dataset: Dataset, values: dict[str, Values]) -> pa.Array | None:
    return values[dataset.amount].main if dataset.amount in values else None


def _counts(dataset: Dataset, values: dict[str, Values], loaded: Mask) -> list[Decimal]:
    """What else a sum around the table may be: of its other figures, and of its rows."""
    others = [f.key for f in dataset.fields if f.kind in FIGURES and f.key != dataset.amount]
    summed = (account.total(values[key].main, loaded) for key in others if key in values)
    return [Decimal(int(loaded.sum())), *(each for each in summed if each is not None)]


def _stored(dataset: Dataset, rows: pa.Table) -> pa.ChunkedArray | None:
    """The amounts as they are handed on, so that a receipt never says what the store does not hold."""
    return rows[dataset.amount] if dataset.amount in rows.column_names else None


def _unanswered(dataset: Dataset, values: dict[str, Values]) -> Mask:
    """Lines of a work list, which has a column for the result, in which nothing that is to be filled in is."""
    empty = np.zeros(len(next(iter(values.values())).main), dtype=np.bool_)
    if dataset.key != "visits" or "result" not in values:
        return empty
    empty[:] = True
    for key in ("date", "result", "next_date", "note"):
        if key in values:
            empty &= as_mask(pc.is_null(values[key].main)) & ~as_mask(values[key].failed)
    return empty


def _not_returned(dataset: Dataset, values: dict[str, Values]) -> Mask:
    """Lines of a returns sheet that say 否."""
    if dataset.key != "returns" or "returned" not in values:
        return np.zeros(len(next(iter(values.values())).main), dtype=np.bool_)
    return as_mask(pc.invert(values["returned"].main))


def _rows(
    table: Table, recognised: Recognised, values: dict[str, Values], loaded: Mask
) -> pa.Table:
    chosen = pa.array(np.flatnonzero(loaded))
    whole = bool(loaded.all())
    columns: dict[str, pa.Array] = {}
    for each in values.values():
        for name, array in each.arrays.items():
            columns[name] = array if whole else pc.take(array, chosen)
    columns["row"] = pa.array(table.rows[loaded].astype(np.int32))
    columns["extra"] = extra_of(table, _claimed(recognised, values), chosen)
    return pa.table(columns)


def _claimed(recognised: Recognised, values: dict[str, Values]) -> set[int]:
    claimed = {column.index for column in recognised.columns.values()}
    if any(key.startswith(targets.PREFIX) for key in values):
        claimed |= set(recognised.columns["amount"].others)
    return claimed
